"""Derived rows: the card of each dossier, from which lists are shown, kept true by every commit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, insert, or_, select

from app.domain.contactmomenten import Contactmoment
from app.domain.inburgeraar import Inburgeraar
from app.domain.records import Record
from app.domain.signalen import OPEN_STANDEN, Signaal, Signaalstap
from app.domain.zoeksleutel import fold
from storage.codec import from_row, in_chunks
from storage.tables import dossierkaart, record_tables

_SHOWN = (Inburgeraar, Contactmoment, Signaal, Signaalstap)
_PERSON = record_tables[Inburgeraar]
_CONTACT = record_tables[Contactmoment]
_SIGNAAL = record_tables[Signaal]
_STAP = record_tables[Signaalstap]
_WANTED: BindParameter[Any] = bindparam("dossier_ids", expanding=True)


def refresh(connection: Connection, written: Iterable[Record]) -> None:
    """Make the cards again of the dossiers in which something was written that a card shows."""
    dossier_ids = sorted({record.dossier_id for record in written if isinstance(record, _SHOWN)})
    for chunk in in_chunks(dossier_ids):
        _refresh_chunk(connection, list(chunk))


def _refresh_chunk(connection: Connection, dossier_ids: list[str]) -> None:
    wanted = {"dossier_ids": dossier_ids}
    people = connection.execute(_PEOPLE, wanted).mappings().all()
    signals: dict[str, int] = {row[0]: row[1] for row in connection.execute(_OPEN_SIGNALS, wanted)}
    cards = [_card(row, signals) for row in people]
    connection.execute(_DROP, wanted)
    if cards:
        connection.execute(_ADD, cards)


def _open_signals() -> Any:
    last = (
        select(_STAP.c.stand)
        .where(_STAP.c.signaal_id == _SIGNAAL.c.id)
        .order_by(_STAP.c.gezet_op.desc(), _STAP.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(_SIGNAAL.c.dossier_id, func.count())
        .where(
            _SIGNAAL.c.dossier_id.in_(_WANTED),
            or_(last.is_(None), last.in_([stand.value for stand in OPEN_STANDEN])),
        )
        .group_by(_SIGNAAL.c.dossier_id)
    )


def _card(row: Any, signals: dict[str, int]) -> dict[str, Any]:
    person = from_row(Inburgeraar, row)
    return {
        "dossier_id": person.id,
        "naam": person.naam,
        "sorteer_naam": fold(" ".join((person.achternaam, person.voornamen)).strip()),
        "geboortedatum": person.geboortedatum,
        "gemeente": person.gemeente,
        "klantreferentie": person.klantreferentie,
        "fase": person.fase,
        "status": person.status.value,
        "laatste_contact": row["laatste_contact"],
        "open_signalen": signals.get(person.id, 0),
    }


# Made once: building a statement costs as much as running it. The last contact is one look at an index, however many
# contacts there are.
_LAST_CONTACT = (
    select(func.max(_CONTACT.c.plaatsgevonden_op))
    .where(_CONTACT.c.dossier_id == _PERSON.c.id, _CONTACT.c.contact_gelukt == 1)
    .scalar_subquery()
    .label("laatste_contact")
)
_PEOPLE = select(_PERSON, _LAST_CONTACT).where(_PERSON.c.id.in_(_WANTED))
_OPEN_SIGNALS = _open_signals()
_DROP = delete(dossierkaart).where(dossierkaart.c.dossier_id.in_(_WANTED))
_ADD = insert(dossierkaart)
