"""Withdrawals and where each stands: waiting, sent, or answered by the receiver's signed receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.ops import Deelstand
from app.domain.toestemmingen import Besluit, Ontvanger, Toestemming
from app.domain.verstrekkingen import Verstrekking
from app.ports import Clock, Store
from app.services import catalogue
from app.services.kalender import day_of, today

_ANSWERED = (Deelstand.ONTVANGEN, Deelstand.VERWERKT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intrekking:
    """One withdrawal: when, how far the message is, and whether it's time to telephone.

    `op_papier` are the documents that were made for this receiver: those can't be called back.
    """

    doel: str
    titel: str
    ontvanger: Ontvanger
    record_id: str
    ingetrokken_op: datetime
    door: str
    stand: Deelstand
    verzonden_op: datetime | None
    ontvangen_op: datetime | None
    bellen: bool
    gewist: int = 0
    """How many records the receiver says it erased, in its signed receipt."""
    afgeschermd: int = 0
    """How many it says it had to keep, shielded, on `bewaargrond`."""
    bewaargrond: str = ""
    op_papier: tuple[Verstrekking, ...] = ()

    @property
    def bevestigd(self) -> bool:
        """True when the receiver said in a receipt that it has the withdrawal."""
        return self.stand in _ANSWERED

    @property
    def reist(self) -> bool:
        """True when the receiver hears of it by sharing; the others get paper, and must be told."""
        return self.ontvanger is Ontvanger.GEMEENTE


def stands(store: Store, clock: Clock, dossier_id: str) -> Mapping[str, Intrekking]:
    """Return the latest withdrawal per doel, also of a doel to which the client said yes again later."""
    with store.read() as reading:
        records = [
            each
            for each in reading.of_dossier(Toestemming, dossier_id)
            if each.besluit is Besluit.INGETROKKEN
        ]
        shares = reading.shares([each.id for each in records])
        given = reading.of_dossier(Verstrekking, dossier_id)
    day = today(clock)
    wait = timedelta(days=catalogue.regels("termijnen", day).getal("intrekking_bevestiging_dagen"))
    found: dict[str, Intrekking] = {}
    for each in sorted(records, key=lambda item: (item.vastgelegd_op, item.id)):
        share = shares[each.id]
        answered = share.stand in _ANSWERED
        doel = catalogue.doelen().get(each.doel)
        found[each.doel] = Intrekking(
            doel=each.doel,
            titel=doel.titel if doel else each.doel,
            ontvanger=each.ontvanger,
            record_id=each.id,
            ingetrokken_op=each.vastgelegd_op,
            door=each.gegeven_door,
            stand=share.stand,
            verzonden_op=share.verzonden_op,
            ontvangen_op=share.ontvangen_op,
            bellen=not answered
            and each.ontvanger is Ontvanger.GEMEENTE
            and share.stand is not Deelstand.BLIJFT_HIER
            and day_of(each.vastgelegd_op) + wait <= day,
            gewist=_count(share.detail.get("gewiste_records")),
            afgeschermd=_count(share.detail.get("afgeschermd")),
            bewaargrond=str(share.detail.get("bewaargrond") or ""),
            op_papier=tuple(one for one in given if one.ontvanger is each.ontvanger),
        )
    return found


def _count(value: object) -> int:
    """A receipt comes from elsewhere: whatever isn't a number counts as nothing said."""
    return value if isinstance(value, int) and value > 0 else 0
