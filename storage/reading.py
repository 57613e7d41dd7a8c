"""Queries: what screens and use cases read, as frozen rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, and_, bindparam, func, or_, select

from app.domain.catalogus import RECORD_CLASSES
from app.domain.dubbelingen import Dubbelbesluit, same_person
from app.domain.leefgebieden import Leefgebied
from app.domain.ops import Deelstand
from app.domain.records import Categorie, Record
from app.domain.signalen import OPEN_STANDEN, Signaal, Signaalstand, Signaalstap
from app.ports import ClientFilter, ClientRow, Draft, LogRow, RecordShare, Rol, SearchHit, SentRow, SignalRow
from storage import access_log, doubling, search
from storage.codec import from_json, from_moment, from_row, in_chunks, read_moment
from storage.tables import (
    WAITS,
    concept,
    dossierkaart,
    instelling,
    outbox,
    record_tables,
    stand,
    verzonden_op,
)

R = TypeVar("R", bound=Record)

# Made once: building a statement costs as much as running it, and an import runs these for every op.
_BY_ID = {
    cls: select(table).where(table.c.id == bindparam("record_id")) for cls, table in record_tables.items()
}
_OF_DOSSIER = {
    cls: select(table).where(table.c.dossier_id.in_(bindparam("wanted", expanding=True))).order_by(table.c.id)
    for cls, table in record_tables.items()
}
_SETTING = select(instelling.c.waarde).where(instelling.c.naam == bindparam("wanted"))
_BY_IDS = {
    cls: select(table).where(table.c.id.in_(bindparam("record_ids", expanding=True)))
    for cls, table in record_tables.items()
}
_STANDS = select(stand).where(stand.c.record_id.in_(bindparam("record_ids", expanding=True)))
_STAND_BY_ID = select(stand).where(stand.c.record_id == bindparam("wanted"))

_SIGNAAL = record_tables[Signaal]
_STAP = record_tables[Signaalstap]
_LEAST_ADVANCED = (
    Deelstand.GEWEIGERD,
    Deelstand.APART_GEZET,
    Deelstand.BESLUIT_NODIG,
    Deelstand.WACHT,
    Deelstand.VERZONDEN,
    Deelstand.WACHT_OP_DEEL,
    Deelstand.ONTVANGEN,
    Deelstand.VERWERKT,
)
"""What a dossier shows: the first of these that one of its records is in. `blijft hier` alone when nothing is."""


class SqlReading:
    """Reads on one connection. Inside a unit of work `_before_query` first writes what is still buffered."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._loaded: dict[tuple[type[Record], str], Record | None] = {}
        self._stands: dict[str, Any] = {}
        self._merged: dict[str, tuple[str, ...]] | None = None

    @cached_property
    def _at_rest(self) -> Deelstand:
        """The state of what isn't under way: on a device it stays there, the register is where it should be."""
        profiel = self.setting("profiel") or {}
        here = Rol.COORDINATOR.value
        return Deelstand.BIJ_GEMEENTE if profiel.get("rol") == here else Deelstand.BLIJFT_HIER

    def _before_query(self) -> None:
        """Nothing is buffered when only reading."""

    # -- records

    def get(self, cls: type[R], record_id: str) -> R | None:
        if (cls, record_id) in self._loaded:
            found = self._loaded[cls, record_id]
            return found if isinstance(found, cls) else None
        row = self._connection.execute(_BY_ID[cls], {"record_id": record_id}).mappings().first()
        return None if row is None else from_row(cls, row)

    def prefetch(self, wanted: Iterable[tuple[type[Record], str]]) -> None:
        self._before_query()
        by_class: dict[type[Record], list[str]] = {}
        for cls, record_id in wanted:
            if (cls, record_id) not in self._loaded:
                by_class.setdefault(cls, []).append(record_id)
        for cls, record_ids in by_class.items():
            for chunk in in_chunks(record_ids):
                self._loaded.update(dict.fromkeys((cls, record_id) for record_id in chunk))
                self._stands.update(dict.fromkeys(chunk))
                for row in self._connection.execute(_BY_IDS[cls], {"record_ids": chunk}).mappings():
                    self._loaded[cls, row["id"]] = from_row(cls, row)
                for stood in self._connection.execute(_STANDS, {"record_ids": chunk}):
                    self._stands[stood.record_id] = stood

    def of_dossier(self, cls: type[R], dossier_id: str) -> tuple[R, ...]:
        return self._records(cls, _OF_DOSSIER[cls], {"wanted": list(self.same_person(dossier_id))})

    def same_person(self, dossier_id: str) -> tuple[str, ...]:
        if self._merged is None:
            self._merged = same_person(doubling.all_decisions(self._connection))
        return self._merged.get(dossier_id, (dossier_id,))

    def count_in_dossier(self, dossier_id: str) -> int:
        self._before_query()
        kept = (stand.c.dossier_id == dossier_id, stand.c.verwijderd_op.is_(None))
        return int(
            self._connection.execute(select(func.count()).select_from(stand).where(*kept)).scalar_one()
        )

    def doubles(self) -> tuple[Dubbelbesluit, ...]:
        return doubling.all_decisions(self._connection)

    def matching(self, cls: type[R], veld: str, waarde: str) -> tuple[R, ...]:
        table = record_tables[cls]
        return self._records(cls, select(table).where(table.c[veld] == waarde).order_by(table.c.id))

    def everything(self, cls: type[R]) -> tuple[R, ...]:
        table = record_tables[cls]
        return self._records(cls, select(table).order_by(table.c.id))

    def _records(
        self, cls: type[R], query: Select[Any], values: Mapping[str, Any] | None = None
    ) -> tuple[R, ...]:
        self._before_query()
        return tuple(from_row(cls, row) for row in self._connection.execute(query, values).mappings())

    def counts(self) -> Mapping[str, int]:
        self._before_query()
        return {
            cls.soort: int(
                self._connection.execute(select(func.count()).select_from(record_tables[cls])).scalar_one()
            )
            for cls in RECORD_CLASSES
        }

    # -- lists

    def clients(self, wanted: ClientFilter) -> tuple[ClientRow, ...]:
        self._before_query()
        column = dossierkaart.c["sorteer_naam" if wanted.sorteer == "naam" else wanted.sorteer]
        order = column.desc() if wanted.aflopend else column.asc()
        query = (
            self._filtered(select(dossierkaart), wanted)
            .order_by(order, dossierkaart.c.dossier_id)
            .limit(wanted.aantal)
        )
        after = self._after(column, wanted) if wanted.na else None
        query = query.offset(wanted.vanaf) if after is None else query.where(after)
        rows = self._connection.execute(query).all()
        states = self._dossier_states([row.dossier_id for row in rows])
        return tuple(
            ClientRow(
                dossier_id=row.dossier_id,
                naam=row.naam,
                geboortedatum=row.geboortedatum,
                gemeente=row.gemeente,
                klantreferentie=row.klantreferentie,
                fase=row.fase,
                status=row.status,
                laatste_contact=read_moment(row.laatste_contact),
                open_signalen=row.open_signalen,
                deelstand=states.get(row.dossier_id, self._at_rest),
            )
            for row in rows
        )

    def _after(self, column: Any, wanted: ClientFilter) -> Any:
        """Return the condition for what comes after the row of `wanted.na`; None when that can't be said."""
        card = dossierkaart.c
        value = self._connection.execute(
            select(column).where(card.dossier_id == wanted.na)
        ).scalar_one_or_none()
        if value is None:
            return None
        if not wanted.aflopend:
            return and_(column >= value, or_(column > value, card.dossier_id > wanted.na))
        further = and_(column <= value, or_(column < value, card.dossier_id > wanted.na))
        # What has no value stands last when the highest stand first.
        return or_(further, column.is_(None)) if column.nullable else further

    def names(self) -> Mapping[str, str]:
        self._before_query()
        rows = self._connection.execute(select(dossierkaart.c.dossier_id, dossierkaart.c.naam))
        return {row.dossier_id: row.naam for row in rows}

    def last_contacts(self, dossier_id: str = "") -> Mapping[str, datetime]:
        self._before_query()
        card = dossierkaart.c
        query = select(card.dossier_id, card.laatste_contact).where(card.laatste_contact.is_not(None))
        if dossier_id:
            query = query.where(card.dossier_id == dossier_id)
        rows = self._connection.execute(query)
        return {row.dossier_id: from_moment(row.laatste_contact) for row in rows}

    def count_clients(self, wanted: ClientFilter) -> int:
        self._before_query()
        query = self._filtered(select(func.count()).select_from(dossierkaart), wanted)
        return int(self._connection.execute(query).scalar_one())

    def _filtered(self, query: Select[Any], wanted: ClientFilter) -> Select[Any]:
        away = [each.ander for each in self.doubles() if each.samen and each.holds]
        if away:
            # One person is one line; the other dossier is found by opening it.
            query = query.where(dossierkaart.c.dossier_id.not_in(away))
        if wanted.status:
            query = query.where(dossierkaart.c.status == wanted.status)
        if wanted.tekst.strip():
            found = search.find_dossiers(self._connection, wanted.tekst, 500) or []
            like = f"{wanted.tekst.strip()}%"
            query = query.where(
                or_(dossierkaart.c.dossier_id.in_(found), dossierkaart.c.klantreferentie.like(like))
            )
        return query

    def _dossier_states(self, dossier_ids: Sequence[str]) -> dict[str, Deelstand]:
        states: dict[str, set[Deelstand]] = {}
        for chunk in in_chunks(dossier_ids):
            waiting = select(outbox.c.dossier_id).where(outbox.c.dossier_id.in_(chunk), WAITS)
            for (dossier_id,) in self._connection.execute(waiting.distinct()):
                states.setdefault(dossier_id, set()).add(Deelstand.WACHT)
            sent = select(verzonden_op.c.dossier_id, verzonden_op.c.stand).where(
                verzonden_op.c.dossier_id.in_(chunk)
            )
            for dossier_id, state in self._connection.execute(sent.distinct()):
                states.setdefault(dossier_id, set()).add(Deelstand(state))
        return {key: next(s for s in _LEAST_ADVANCED if s in found) for key, found in states.items()}

    def signals(self, *, dossier_id: str = "", only_open: bool = True) -> tuple[SignalRow, ...]:
        self._before_query()
        each = _STAP.alias()
        last = (
            select(each.c.id)
            .where(each.c.signaal_id == _SIGNAAL.c.id)
            .order_by(each.c.gezet_op.desc(), each.c.id.desc())
            .limit(1)
            .correlate(_SIGNAAL)
            .scalar_subquery()
        )
        query = (
            select(
                _SIGNAAL,
                _STAP.c.stand,
                _STAP.c.gezet_op,
                _STAP.c.belegd_bij,
                _STAP.c.uiterlijk,
                _STAP.c.toelichting,
            )
            .add_columns(dossierkaart.c.naam)
            .select_from(
                _SIGNAAL.outerjoin(_STAP, _STAP.c.id == last).outerjoin(
                    dossierkaart, dossierkaart.c.dossier_id == _SIGNAAL.c.dossier_id
                )
            )
            .order_by(_SIGNAAL.c.genoteerd_op.desc())
        )
        if dossier_id:
            query = query.where(_SIGNAAL.c.dossier_id == dossier_id)
        if only_open:
            query = query.where(
                or_(_STAP.c.stand.is_(None), _STAP.c.stand.in_([s.value for s in OPEN_STANDEN]))
            )
        rows = self._connection.execute(query).all()
        shares = self.shares([row.id for row in rows])
        return tuple(
            SignalRow(
                signaal_id=row.id,
                dossier_id=row.dossier_id,
                naam=row.naam or "",
                leefgebied=row.leefgebied,
                urgentie=row.urgentie,
                titel=row.vraag or row.waarneming,
                genoteerd_op=from_moment(row.genoteerd_op),
                genoteerd_door=row.genoteerd_door,
                stand=row.stand or Signaalstand.GENOTEERD.value,
                stap_op=from_moment(row.gezet_op or row.genoteerd_op),
                belegd_bij=row.belegd_bij or "",
                uiterlijk=None if not row.uiterlijk else date.fromisoformat(row.uiterlijk),
                toelichting=row.toelichting or "",
                deelstand=shares[row.id].stand,
                beschermd=row.categorie == Categorie.VEILIGHEID or Leefgebied(row.leefgebied).beschermd,
            )
            for row in rows
        )

    def search(self, text: str, limit: int = 30, *, closed: bool = True) -> tuple[SearchHit, ...]:
        self._before_query()
        hits = search.find(self._connection, text, limit, closed=closed)
        found = select(dossierkaart.c.dossier_id, dossierkaart.c.naam).where(
            dossierkaart.c.dossier_id.in_({hit.dossier_id for hit in hits})
        )
        names = {row.dossier_id: row.naam for row in self._connection.execute(found)}
        return tuple(
            SearchHit(
                dossier_id=hit.dossier_id,
                soort=hit.soort,
                record_id=hit.record_id,
                naam=names.get(hit.dossier_id, ""),
                titel=self._title(hit.soort, hit.record_id),
                fragment=hit.fragment,
            )
            for hit in hits
        )

    def _title(self, soort: str, record_id: str) -> str:
        record = self.get(next(cls for cls in RECORD_CLASSES if cls.soort == soort), record_id)
        return "" if record is None else record.titel

    # -- where each record is on its way

    def shares(self, record_ids: Sequence[str]) -> Mapping[str, RecordShare]:
        self._before_query()
        found: dict[str, RecordShare] = {}
        for chunk in in_chunks(record_ids):
            sent = (
                select(verzonden_op)
                .where(verzonden_op.c.record_id.in_(chunk))
                .order_by(verzonden_op.c.verzegeld_op)
            )
            for row in self._connection.execute(sent):
                found[row.record_id] = RecordShare(
                    stand=Deelstand(row.stand),
                    reden=row.reden,
                    verzonden_op=read_moment(row.verzonden_op),
                    ontvangen_op=read_moment(row.ontvangen_op),
                    detail=from_json(row.detail),
                )
            waiting = select(outbox.c.record_id, outbox.c.reden, outbox.c.oordeel)
            for record_id, weighed, foreseen in self._connection.execute(
                waiting.where(outbox.c.record_id.in_(chunk))
            ):
                reden = weighed or foreseen
                if not reden:
                    found[record_id] = RecordShare(stand=Deelstand.WACHT)
                elif record_id not in found:
                    found[record_id] = RecordShare(stand=Deelstand.BLIJFT_HIER, reden=reden)
        return {key: found.get(key, RecordShare(stand=self._at_rest)) for key in record_ids}

    def sent_in_part(self, record_ids: Sequence[str]) -> frozenset[str]:
        self._before_query()
        found: set[str] = set()
        for chunk in in_chunks(record_ids):
            query = select(verzonden_op.c.record_id).where(
                verzonden_op.c.record_id.in_(chunk), verzonden_op.c.stand != Deelstand.GEWEIGERD.value
            )
            found.update(self._connection.execute(query).scalars())
        return frozenset(found)

    def sent(self, dossier_id: str) -> tuple[SentRow, ...]:
        self._before_query()
        query = select(verzonden_op).where(verzonden_op.c.dossier_id == dossier_id)
        return tuple(
            SentRow(
                reader=row.reader,
                soort=row.soort,
                record_id=row.record_id,
                velden=tuple(from_json(row.velden)),
                grants=tuple(sorted({each for ids in from_json(row.grants).values() for each in ids})),
                stand=Deelstand(row.stand),
                verzegeld_op=from_moment(row.verzegeld_op),
                verzonden_op=read_moment(row.verzonden_op),
                ontvangen_op=read_moment(row.ontvangen_op),
            )
            for row in self._connection.execute(query.order_by(verzonden_op.c.verzegeld_op))
        )

    # -- log, drafts, settings

    def log(self, *, dossier_id: str = "", after: int = 0, limit: int = 200) -> tuple[LogRow, ...]:
        return access_log.rows_of(self._connection, dossier_id, after, limit)

    def drafts(self, dossier_id: str = "") -> tuple[Draft, ...]:
        query = select(concept).order_by(concept.c.bewaard_op.desc())
        if dossier_id:
            query = query.where(concept.c.dossier_id == dossier_id)
        return tuple(_draft(row) for row in self._connection.execute(query))

    def draft(self, sleutel: str) -> Draft | None:
        row = self._connection.execute(select(concept).where(concept.c.sleutel == sleutel)).first()
        return None if row is None else _draft(row)

    def setting(self, name: str) -> Any:
        value = self._connection.execute(_SETTING, {"wanted": name}).scalar_one_or_none()
        return None if value is None else from_json(value)

    def record_stand(self, record_id: str) -> Any:
        """Return the row of `stand` for a record, or None."""
        if record_id in self._stands:
            return self._stands[record_id]
        return self._connection.execute(_STAND_BY_ID, {"wanted": record_id}).first()


def _draft(row: Any) -> Draft:
    return Draft(
        sleutel=row.sleutel,
        dossier_id=row.dossier_id,
        inhoud=from_json(row.inhoud),
        bewaard_op=from_moment(row.bewaard_op),
    )
