"""Where sharing stands on this installation: what would go, what stays and why, with whom it is paired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.catalogus import BY_SOORT
from app.domain.ops import Deelstand
from app.domain.toestemmingen import Besluit, Grondslag, Ontvanger, Reden, Toestemming, explain
from app.ports import Clock, DeviceStatus, Reading, Store
from app.services import catalogue, delen, verlies
from app.services.delen import QueueItem, SyncLine
from app.services.kalender import today
from app.services.weggaan import Doors, doors

_STAYS = (Deelstand.BLIJFT_HIER, Deelstand.VOOR_EEN_DEEL)
_NEE_BLIJFT = "Een nee blijft op dit apparaat."
_VOOR_EEN_ANDER = "Dit is niet voor de gemeente."


@dataclass(frozen=True, slots=True, kw_only=True)
class Deelstaat:
    """The line, the queue split in what goes and what stays, and the names of the other side."""

    line: SyncLine
    gaat: tuple[QueueItem, ...]
    blijft: tuple[QueueItem, ...]
    gekoppeld: tuple[str, ...]
    melding: str = ""


def view(store: Store, clock: Clock, limit: int = 500) -> Deelstaat:
    """Return where sharing stands now; what waits is weighed by the same rule as at sealing, not just listed."""
    items = delen.queue(store, limit)
    with store.read() as reading:
        line = delen.line_of(reading)
        others = tuple(
            device.naam for device in reading.ledger.devices() if device.status is DeviceStatus.TOEGELATEN
        )
        said = "" if store.profile.is_register else verlies.own_news(reading)
        if not store.profile.is_register:
            items = _weighed(reading, clock, items)
    return Deelstaat(
        line=line,
        gaat=tuple(item for item in items if item.stand not in _STAYS),
        blijft=tuple(item for item in items if item.stand in _STAYS),
        gekoppeld=others,
        melding=said,
    )


def _weighed(reading: Reading, clock: Clock, items: Sequence[QueueItem]) -> tuple[QueueItem, ...]:
    known: dict[str, Doors] = {}
    items = [_titled(reading, item) for item in items]
    weighed = []
    for item in items:
        if item.dossier_id not in known:
            known[item.dossier_id] = doors(
                reading, item.dossier_id, Ontvanger.GEMEENTE, today(clock), catalogue.doelen()
            )
        weighed.append(_weigh(reading, known[item.dossier_id], item))
    left = reading.sent_in_part([item.record_id for item in weighed if item.stand is Deelstand.BLIJFT_HIER])
    return tuple(
        replace(item, stand=Deelstand.VOOR_EEN_DEEL)
        if item.stand is Deelstand.BLIJFT_HIER and item.record_id in left
        else item
        for item in weighed
    )


def _titled(reading: Reading, item: QueueItem) -> QueueItem:
    """Name a decision or ground by the purpose as people know it."""
    record = reading.get(BY_SOORT[item.soort], item.record_id)
    if not isinstance(record, Toestemming | Grondslag) or record.doel not in catalogue.doelen():
        return item
    word = record.besluit.value if isinstance(record, Toestemming) else record.grondslag.value
    return replace(item, titel=f"{catalogue.doelen()[record.doel].titel}, {word.replace('_', ' ')}")


def _weigh(reading: Reading, there: Doors, item: QueueItem) -> QueueItem:
    record = reading.get(BY_SOORT[item.soort], item.record_id)
    # What sealing weighed already stays by its fields: of a record that went, the rest may be all that is left here.
    if record is None or (item.stand is Deelstand.BLIJFT_HIER and not isinstance(record, Toestemming)):
        return item
    judged = there.judge(record)
    if judged.anything_goes:
        return replace(item, stand=Deelstand.WACHT, uitleg="Gaat mee bij de volgende keer delen.")
    if isinstance(record, Toestemming):
        words = _NEE_BLIJFT if record.besluit is Besluit.GEWEIGERD else _VOOR_EEN_ANDER
        return replace(item, stand=Deelstand.BLIJFT_HIER, uitleg=words)
    reasons = [reden for reden in judged.stays.values() if reden is not Reden.PRIVE]
    why = explain(reasons[0]) if reasons else explain(Reden.PRIVE)
    return replace(item, stand=Deelstand.BLIJFT_HIER, uitleg=why)
