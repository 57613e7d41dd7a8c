"""Inzage: everything held about one client, everything sent, on which ground, and who looked; for the client to read.

Left out, with a count: what somebody else said (their words aren't the client's), and the begeleider's own working
notes. What is about safety is left out too, and in the variant for at home without any trace of it: whoever reads
along may be the danger. In the office variant the client reads it, there.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.changes import Changes
from app.domain.bijlagen import Bijlageinhoud
from app.domain.catalogus import RECORD_CLASSES
from app.domain.invullingen import Invulling
from app.domain.records import Categorie, Record
from app.domain.signalen import Bron, Signaal, Signaalstap
from app.domain.toestemmingen import Grondslag, Ontvanger, Toestemming, newest_per_doel
from app.domain.verstrekkingen import Verstrekking
from app.ports import Clock, Ids, LogRow, Reading, SentRow, Store
from app.services import catalogue, lijsten, personen
from app.services.gebeurtenissen import fields_of
from app.services.kalender import local, today
from app.services.veldnamen import soort_naam, veld_naam
from app.services.weggaan import GRONDEN, is_beschermd

LOG_MOST = 5_000


class Variant(StrEnum):
    """Where it is read: at home nothing may point at safety."""

    THUIS = "thuis"
    KANTOOR = "kantoor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuk:
    """One record: its title, when, and its filled fields in words."""

    titel: str
    wanneer: str
    velden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Groep:
    """All records of one kind."""

    titel: str
    stukken: tuple[Stuk, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gedeeld:
    """One sending: what, which data, to whom, when, on which ground, and whether the other side confirmed it."""

    wat: str
    gegevens: str
    aan: str
    wanneer: str
    grond: str
    stand: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Toegang:
    """What somebody did on one day: how often, with what."""

    dag: str
    wie: str
    deed: str
    aantal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inzage:
    """Everything that the client may read. `weggelaten` counts what was left out, without saying what."""

    dossier_id: str
    naam: str
    op: datetime
    variant: Variant
    taal: str
    bewaard: tuple[Groep, ...]
    gedeeld: tuple[Gedeeld, ...]
    papier: tuple[tuple[str, str, str], ...]
    gronden: tuple[str, ...]
    toegang: tuple[Toegang, ...]
    concepten: int
    weggelaten: int

    @property
    def stukken(self) -> int:
        return sum(len(groep.stukken) for groep in self.bewaard)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeInzage:
    """The two files and how they were registered."""

    pdf: bytes
    json: bytes
    bestandsnaam: str
    verstrekking: Verstrekking
    changes: Changes


def view(store: Store, clock: Clock, dossier_id: str, variant: Variant = Variant.THUIS) -> Inzage:
    """Return what the client may read now. Fault DOSSIER_ONBEKEND when this store has no such dossier."""
    with store.read() as reading:
        persoon = personen.require(reading, dossier_id, ook_beperkt=True)
        every = [
            record
            for cls in RECORD_CLASSES
            if cls is not Bijlageinhoud
            for record in reading.of_dossier(cls, dossier_id)
        ]
        hidden = _hidden(every, variant)
        shown = [record for record in every if record.id not in hidden]
        sift = _Sift(reading, variant)
        groups = tuple(_groups(shown, sift))
        log = _log(reading, dossier_id)
        return Inzage(
            dossier_id=dossier_id,
            naam=persoon.naam,
            op=clock.now(),
            variant=variant,
            taal=_language(every),
            bewaard=groups,
            gedeeld=tuple(_sent(reading, dossier_id, shown)),
            papier=tuple(_paper(each) for each in shown if isinstance(each, Verstrekking)),
            gronden=tuple(_grounds(shown)),
            toegang=tuple(_access(log, hidden, every, variant)),
            concepten=len(reading.drafts(dossier_id)),
            weggelaten=len(hidden) + sift.left_out,
        )


def _language(records: Iterable[Record]) -> str:
    """Return the language in which the client last heard about consent; Dutch when nothing was asked."""
    said = [each for each in records if isinstance(each, Toestemming)]
    newest = max(said, key=lambda each: (each.vastgelegd_op, each.id), default=None)
    return newest.taal if newest is not None and newest.taal in catalogue.TALEN else "nl"


# -- what is left out


def _hidden(records: Sequence[Record], variant: Variant) -> frozenset[str]:
    """Return the ids of records that are left out whole."""
    by_others = {each.id for each in records if isinstance(each, Signaal) and each.bron is Bron.DERDE}
    hidden = set(by_others)
    for each in records:
        steps_along = isinstance(each, Signaalstap) and each.signaal_id in by_others
        unsafe = variant is Variant.THUIS and (is_beschermd(each) or _names_safety(each))
        if steps_along or unsafe:
            hidden.add(each.id)
    return frozenset(hidden)


def _names_safety(record: Record) -> bool:
    """True for a decision, ground or sheet about safety: its name alone would tell."""
    if isinstance(record, Verstrekking):
        return any("veiligheid" in part for part in record.onderdelen)
    if not isinstance(record, Toestemming | Grondslag):
        return False
    doel = catalogue.doelen().get(record.doel)
    return doel is not None and Categorie.VEILIGHEID in doel.categorieen


class _Sift:
    """Leaves single passages out of records that are shown, and counts them."""

    def __init__(self, reading: Reading, variant: Variant) -> None:
        self._reading = reading
        self._variant = variant
        self.left_out = 0

    def passages(self, record: Record) -> tuple[tuple[str, str], ...]:
        found = []
        protected = self._protected_keys(record)
        for each in fields_of(record):
            if each.veld == "aantekening" or each.veld in protected:
                self.left_out += 1
                continue
            found.append((each.naam, each.waarde))
        return tuple(found)

    def _protected_keys(self, record: Record) -> frozenset[str]:
        if not isinstance(record, Invulling):
            return frozenset()
        unsafe = lijsten.shielded_keys(self._reading, record)
        return frozenset(
            each.key
            for each in record.antwoorden
            if each.bron == Bron.DERDE or (self._variant is Variant.THUIS and each.key in unsafe)
        )


# -- what is shown


def _groups(records: Sequence[Record], sift: _Sift) -> Iterable[Groep]:
    for cls in RECORD_CLASSES:
        stukken = tuple(
            Stuk(titel=each.titel, wanneer=_when(each), velden=sift.passages(each))
            for each in records
            if type(each) is cls and cls is not Verstrekking
        )
        if stukken:
            yield Groep(titel=soort_naam(cls.soort), stukken=stukken)


_MOMENTS = (
    "plaatsgevonden_op",
    "genoteerd_op",
    "gezet_op",
    "vastgelegd_op",
    "afgerond_op",
    "gemaakt_op",
    "toegevoegd_op",
)


def _when(record: Record) -> str:
    found = (getattr(record, name, None) for name in _MOMENTS)
    moment = next((each for each in found if isinstance(each, datetime)), None)
    return _moment(moment) if moment else ""


def _moment(moment: datetime) -> str:
    return f"{local(moment):%d-%m-%Y %H:%M}"


def _sent(reading: Reading, dossier_id: str, shown: Sequence[Record]) -> Iterable[Gedeeld]:
    """Say of each sending of what is shown; what the client may not read here isn't named here either."""
    there = {record.id: record for record in shown}
    names = {device.device_id: device.naam for device in reading.ledger.devices()}
    words = _ground_words(reading, dossier_id)
    for row in reading.sent(dossier_id):
        if row.record_id in there:
            yield _sending(row, there[row.record_id], names, words)


def _sending(row: SentRow, record: Record, names: Mapping[str, str], words: Mapping[str, str]) -> Gedeeld:
    moment = row.verzonden_op or row.verzegeld_op
    return Gedeeld(
        wat=f"{soort_naam(row.soort)}: {record.titel}" if record.titel else soort_naam(row.soort),
        gegevens=", ".join(veld_naam(name) for name in row.velden if not name.endswith(("_id", "_hash"))),
        aan=names.get(row.reader) or "de gemeente",
        wanneer=_moment(moment),
        grond="; ".join(words[each] for each in row.grants if each in words) or "je besluit zelf",
        stand=row.stand.value,
    )


def _ground_words(reading: Reading, dossier_id: str) -> dict[str, str]:
    doelen = catalogue.doelen()
    words = {}
    for each in reading.of_dossier(Toestemming, dossier_id):
        doel = doelen.get(each.doel)
        words[each.id] = f"toestemming van {each.vanaf:%d-%m-%Y}: {doel.titel if doel else each.doel}"
    for ground in reading.of_dossier(Grondslag, dossier_id):
        doel = doelen.get(ground.doel)
        title = doel.titel if doel else ground.doel
        words[ground.id] = f"{GRONDEN[ground.grondslag]} van {ground.vanaf:%d-%m-%Y}: {title}"
    return words


def _paper(each: Verstrekking) -> tuple[str, str, str]:
    to = each.ontvanger_naam or each.ontvanger.value
    return each.document, to, f"{_moment(each.gemaakt_op)}, door {each.gemaakt_door}"


def _grounds(shown: Sequence[Record]) -> Iterable[str]:
    doelen = catalogue.doelen()
    said = newest_per_doel(each for each in shown if isinstance(each, Toestemming))
    for code, decision in said.items():
        title = doelen[code].titel if code in doelen else code
        until = f", tot {decision.tot:%d-%m-%Y}" if decision.tot else ""
        yield f"{title}: {decision.besluit.value} op {_moment(decision.vastgelegd_op)}{until}"
    for each in shown:
        if isinstance(each, Grondslag) and not each.beeindigt:
            title = doelen[each.doel].titel if each.doel in doelen else each.doel
            until = f"tot {each.tot:%d-%m-%Y}" if each.tot else "zonder einddatum"
            yield f"{title}: {GRONDEN[each.grondslag]}, {until}. {each.toelichting} ({each.vastgelegd_door})"


# -- who looked

DEED: Mapping[str, str] = {
    "C": "iets toegevoegd",
    "R": "gelezen",
    "U": "iets veranderd",
    "D": "iets gewist",
    "E": "afgedrukt of als bestand gemaakt",
}


def _log(reading: Reading, dossier_id: str) -> list[LogRow]:
    rows: list[LogRow] = []
    while len(rows) < LOG_MOST:
        page = reading.log(dossier_id=dossier_id, after=rows[-1].nummer if rows else 0, limit=500)
        rows += page
        if len(page) < 500:
            break
    return rows


def _access(
    log: Sequence[LogRow], hidden: frozenset[str], records: Sequence[Record], variant: Variant
) -> Iterable[Toegang]:
    """Say per day, person and deed how often; rows about what is left out aren't told at home."""
    known = {each.id for each in records}
    counted: Counter[tuple[str, str, str]] = Counter()
    for row in log:
        # What was erased can't be asked any more whether it was about safety: a signal is then taken for one.
        gone = (
            row.record_id and row.record_id not in known and row.soort in (Signaal.soort, Signaalstap.soort)
        )
        if variant is Variant.THUIS and (row.record_id in hidden or gone):
            continue
        what = (
            f"{DEED.get(row.actie, row.actie)} ({soort_naam(row.soort).lower()})"
            if row.soort
            else DEED[row.actie]
        )
        counted[(f"{local(row.op):%d-%m-%Y}", row.wie, what)] += 1
    for (dag, wie, deed), aantal in counted.items():
        yield Toegang(dag=dag, wie=wie, deed=deed, aantal=aantal)


def look(store: Store, dossier_id: str) -> Changes:
    """Note that the client was shown what is kept (once per opening of the page)."""
    with store.write() as uow:
        personen.require(uow, dossier_id, ook_beperkt=True)
        uow.note_access(dossier_id, "R", soort="inzage")
        return uow.commit()


# -- as files


def as_plain(inzage: Inzage) -> dict[str, Any]:
    """Return everything as plain values, for the file that a machine reads."""
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(inzage)
    plain.pop("variant")
    return {"soort": "inzage", "versie": 1, **plain}


def make(
    store: Store, clock: Clock, ids: Ids, dossier_id: str, variant: Variant = Variant.THUIS, taal: str = ""
) -> MadeInzage:
    """Make the PDF and the JSON file, and register them: Verstrekking to the client, E in the access log."""
    import msgspec

    from app.documents import verslag
    from app.documents.content import content_hash
    from app.services import inzage_blad

    shown = view(store, clock, dossier_id, variant)
    if taal:
        shown = replace(shown, taal=taal)
    with store.read() as reading:
        earlier = [
            each
            for each in reading.of_dossier(Verstrekking, dossier_id)
            if each.document.startswith("Inzage")
        ]
    document_id = ids.new()
    blad = inzage_blad.content(store, clock, shown, document_id, len(earlier) + 1)
    pdf = verslag.render(blad)
    machine = msgspec.json.format(msgspec.json.encode(as_plain(shown)), indent=2)
    given = Verstrekking(
        id=document_id,
        dossier_id=dossier_id,
        document="Inzage",
        ontvanger=Ontvanger.CLIENT,
        ontvanger_naam="",
        onderdelen=("bewaard", "gedeeld", "toegang"),
        grondslag_ids=(),
        gemaakt_op=clock.now(),
        gemaakt_door=store.profile.naam,
        kopie=len(earlier) + 1,
        inhoud_hash=content_hash(blad),
        bestand_hash=hashlib.sha256(pdf).hexdigest(),
    )
    with store.write() as uow:
        uow.add(given)
        uow.note_access(dossier_id, "E", soort="inzage")
        changes = uow.commit()
    return MadeInzage(
        pdf=pdf,
        json=machine,
        bestandsnaam=f"inzage-{today(clock):%Y-%m-%d}.pdf",
        verstrekking=given,
        changes=changes,
    )
