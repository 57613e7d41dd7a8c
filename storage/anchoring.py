"""The anchor beside a store (`anker`) and beside its backups: a store of an earlier moment is noticed, and brought up.

It is written after every commit that ended a ground or erased something, after every twentieth, and at closing: it may
lag behind the store, never the other way round. A store that doesn't continue from its anchor was put back in time.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, select

from app.crypto import anchorfile
from app.crypto.anchorfile import Anchor, Ended, Erased
from app.crypto.identity import DeviceKeys
from app.domain.catalogus import BY_SOORT
from app.domain.inburgeraar import Inburgeraar
from app.domain.records import from_fields, record_type, to_fields
from app.faults import Fault
from app.ports import UnitOfWork
from storage import access_log, erasing
from storage.codec import from_json
from storage.tables import instelling, logboek

ANCHOR_FILE = "anker"
LIST_STEM = "wislijst-"
LIST_ENDING = ".dlwis"
HAS_ANCHOR = "anker.gelegd"
"""The setting that says that this profile has an anchor: from then on its absence is a finding."""
_INCARNATION = "incarnatie"


class Standing(StrEnum):
    """How a store stands to its anchor."""

    GOED = "goed"
    TERUGGEZET = "teruggezet"
    ANKER_WEG = "anker-weg"


def snapshot(connection: Connection) -> Anchor:
    """Return how far a store is, and what a backup from before has to replay."""
    rows, head = access_log.head(connection)
    return Anchor(
        log_rows=rows,
        log_head=head,
        incarnation=_number(connection, _INCARNATION),
        ended=tuple(_ended(connection)),
        erased=tuple(
            Erased(trace["soort"], record_id, trace["velden"], trace["grond"], trace["keer"])
            for record_id, trace in erasing.traces(connection)
        ),
    )


def standing(connection: Connection, kept: Anchor | None) -> Standing:
    """Say whether a store continues from its anchor (None: there is none, or none of this profile)."""
    if kept is None:
        return Standing.ANKER_WEG if _number(connection, HAS_ANCHOR) else Standing.GOED
    if not kept.log_rows:
        return Standing.GOED
    there = select(logboek.c.kop).where(logboek.c.nummer == kept.log_rows)
    found = connection.execute(there).scalar_one_or_none()
    same = found is not None and bytes(found).hex() == kept.log_head
    return (
        Standing.GOED
        if same and _number(connection, _INCARNATION) >= kept.incarnation
        else Standing.TERUGGEZET
    )


def read(path: Path, keys: DeviceKeys) -> Anchor | None:
    """Return the anchor in a file; None when there is none of this profile."""
    try:
        with path.open("rb") as file:
            return anchorfile.open_anchor(file.read(anchorfile.MOST_BYTES + 1), keys)
    except (OSError, Fault):
        return None


def list_path(folder: Path, device_id: str) -> Path:
    """Return where the list of what was withdrawn and erased lies beside the backups of a profile."""
    return folder / f"{LIST_STEM}{device_id[-8:]}{LIST_ENDING}"


def beside(backup: Path, home: Path) -> Iterable[Path]:
    """Yield where a later anchor may lie: by a backup, and in the profiles beside the new home."""
    for folder, pattern in (
        (backup.parent, f"{LIST_STEM}*{LIST_ENDING}"),
        (home.parent, f"*/{ANCHOR_FILE}"),
    ):
        with suppress(OSError):
            yield from sorted(folder.glob(pattern))


def replay(uow: UnitOfWork, kept: Anchor) -> tuple[int, int]:
    """Do again what a store of an earlier moment doesn't know; return how many grounds ended, and records erased.

    A ground that ended goes into the queue as when it was recorded, since nobody knows whether it was ever sent.
    """
    ended = erased = 0
    known = {one.record_id for one in kept.erased}
    for one in kept.ended:
        cls = BY_SOORT.get(one.soort)
        absent = cls is not None and one.record_id not in known and uow.get(cls, one.record_id) is None
        if cls is not None and absent and uow.get(Inburgeraar, one.dossier_id) is not None:
            uow.add(from_fields(cls, one.record_id, one.dossier_id, one.fields))
            ended += 1
    for item in kept.erased:
        name = erasing.trace_name(item.record_id)
        earlier = uow.setting(name)
        if earlier is not None and earlier["keer"] >= item.keer:
            continue
        if item.soort in BY_SOORT and uow.get(BY_SOORT[item.soort], item.record_id) is not None:
            uow.ledger.erase(item.soort, item.record_id, item.velden, grond=item.grond)
            erased += 1
        uow.put_setting(
            name, {"soort": item.soort, "velden": item.velden, "grond": item.grond, "keer": item.keer}
        )
    return ended, erased


def _ended(connection: Connection) -> Iterable[Ended]:
    for record in erasing.ended_grounds(connection):
        facts = record_type(type(record)).fields
        fields = {
            name: value
            for name, value in to_fields(record).items()
            if facts[name].shared or facts[name].structural
        }
        yield Ended(record.soort, record.id, record.dossier_id, fields)


def _number(connection: Connection, name: str) -> int:
    text = connection.execute(select(instelling.c.waarde).where(instelling.c.naam == name)).scalar()
    return int(from_json(text) or 0) if text else 0
