"""Wat gaat er weg: exactly which fields of which records leave to one receiver, and which stay and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.catalogus import RECORD_CLASSES
from app.domain.gegevensbesluiten import Gegevensbesluit, is_beperkt
from app.domain.records import Categorie, Record, record_type
from app.domain.toestemmingen import (
    Deelbesluit,
    Doelentabel,
    Grant,
    Grondslag,
    Grondslagsoort,
    Ontvanger,
    Reden,
    Toestemming,
    decide,
    explain,
    live_grants,
    newest_per_doel,
    why_not,
)
from app.ports import Reading, Store
from app.services import catalogue, personen
from app.services.veldnamen import in_words, soort_naam, veld_naam


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFate:
    """One field of one record: its Dutch name, its value in words, and whether it goes."""

    veld: str
    naam: str
    waarde: str
    gaat: bool
    grond: str = ""
    reden: Reden | None = None
    uitleg: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFate:
    """One record with the fate of each of its filled fields."""

    soort: str
    soort_naam: str
    record_id: str
    titel: str
    op: datetime | None
    velden: tuple[FieldFate, ...]
    beschermd: bool = False

    @property
    def gaat(self) -> bool:
        return any(veld.gaat for veld in self.velden)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatLeaves:
    """Exactly what would leave to one receiver on a day, and what stays and why. `grants` are in words."""

    dossier_id: str
    naam: str
    ontvanger: Ontvanger
    op: date
    records: tuple[RecordFate, ...]
    grants: tuple[str, ...]

    @property
    def gaat(self) -> int:
        """How many records would send at least one field."""
        return sum(record.gaat for record in self.records)

    @property
    def blijft(self) -> int:
        return len(self.records) - self.gaat


@dataclass(frozen=True, slots=True)
class Doors:
    """The grounds of one dossier on a day for one receiver, ready to be asked about each record."""

    ontvanger: Ontvanger
    doelen: Doelentabel
    grants: tuple[Grant, ...]
    decisions: Mapping[str, Toestemming]
    words: Mapping[str, str]
    day: date

    def judge(self, record: Record, names: Iterable[str] | None = None) -> Deelbesluit:
        """Ask the one rule about a record (all its fields unless some are named)."""
        asked = record_type(type(record)).fields if names is None else names
        return decide(
            record,
            asked,
            self.grants,
            self.ontvanger,
            decisions=self.decisions,
            doelen=self.doelen,
            day=self.day,
        )

    def open_for(self, categorieen: Iterable[Categorie]) -> bool:
        """True when every one of these categories may go to the receiver."""
        return all(any(categorie in grant.categorieen for grant in self.grants) for categorie in categorieen)

    def why_closed(self, categorieen: Iterable[Categorie]) -> str:
        """Say in a sentence why these categories may not go; `""` when they may."""
        lacking = [each for each in sorted(categorieen) if not self.open_for((each,))]
        if not lacking:
            return ""
        reden = why_not(lacking[0], self.ontvanger, self.decisions, self.doelen, self.day)
        return explain(reden, lacking[0])


def doors(reading: Reading, dossier_id: str, ontvanger: Ontvanger, day: date, doelen: Doelentabel) -> Doors:
    """Read the grounds of a dossier that hold on `day` for `ontvanger`."""
    toestemmingen = reading.of_dossier(Toestemming, dossier_id)
    grondslagen = reading.of_dossier(Grondslag, dossier_id)
    shut = is_beperkt(reading.of_dossier(Gegevensbesluit, dossier_id))
    grants = tuple(
        grant
        for grant in live_grants(toestemmingen, grondslagen, doelen, day)
        if grant.ontvanger is ontvanger and not shut
    )
    return Doors(
        ontvanger=ontvanger,
        doelen=doelen,
        grants=grants,
        decisions=newest_per_doel(toestemmingen),
        words=_grants_in_words(grants, toestemmingen, grondslagen, doelen),
        day=day,
    )


def _grants_in_words(
    grants: Sequence[Grant],
    toestemmingen: Sequence[Toestemming],
    grondslagen: Sequence[Grondslag],
    doelen: Doelentabel,
) -> dict[str, str]:
    since = {each.id: each.vanaf for each in toestemmingen} | {each.id: each.vanaf for each in grondslagen}
    return {
        grant.id: f"{GRONDEN[grant.grondslag]} van {since[grant.id]:%d-%m-%Y}: {doelen[grant.doel].titel}"
        for grant in grants
    }


GRONDEN: Mapping[Grondslagsoort, str] = {
    Grondslagsoort.TOESTEMMING: "toestemming",
    Grondslagsoort.TAAK_GEMEENTE: "taak van de gemeente",
    Grondslagsoort.OVEREENKOMST: "overeenkomst",
    Grondslagsoort.VITAAL_BELANG: "vitaal belang",
}


def what_leaves(
    store: Store, dossier_id: str, ontvanger: Ontvanger, today: date, doelen: Doelentabel | None = None
) -> WhatLeaves:
    """Say per record and filled field what goes to `ontvanger` today and what stays, by `decide` and nothing else."""
    table = catalogue.doelen() if doelen is None else doelen
    with store.read() as reading:
        persoon = personen.require(reading, dossier_id)
        open_doors = doors(reading, dossier_id, ontvanger, today, table)
        records = [record for cls in RECORD_CLASSES for record in reading.of_dossier(cls, dossier_id)]
    return WhatLeaves(
        dossier_id=dossier_id,
        naam=persoon.naam,
        ontvanger=ontvanger,
        op=today,
        records=tuple(fate(record, open_doors) for record in records),
        grants=tuple(open_doors.words.values()),
    )


def fate(record: Record, open_doors: Doors) -> RecordFate:
    """Say of one record which of its filled fields go."""
    judged = open_doors.judge(record)
    fields = [
        _field_fate(record, name, words, judged, open_doors)
        for name in record_type(type(record)).fields
        if (words := in_words(record, name))
    ]
    return RecordFate(
        soort=record.soort,
        soort_naam=soort_naam(record.soort),
        record_id=record.id,
        titel=record.titel,
        op=_moment(record),
        velden=tuple(fields),
        beschermd=is_beschermd(record),
    )


def _field_fate(record: Record, name: str, words: str, judged: Deelbesluit, open_doors: Doors) -> FieldFate:
    if name in judged.goes:
        grounds = [open_doors.words[each] for each in judged.goes[name] if each in open_doors.words]
        ground = "; ".join(grounds) or "dit besluit zelf"
        return FieldFate(veld=name, naam=veld_naam(name), waarde=words, gaat=True, grond=ground)
    reden = judged.stays[name]
    return FieldFate(
        veld=name,
        naam=veld_naam(name),
        waarde=words,
        gaat=False,
        reden=reden,
        uitleg=explain(reden, _lacking(record, name, open_doors)),
    )


def _lacking(record: Record, name: str, open_doors: Doors) -> Categorie | None:
    """Return the category for which there is no ground, to name it in the reason."""
    mark = record_type(type(record)).fields[name].shared
    if mark is None:
        return None
    asked = [mark.categorie] if mark.categorie else sorted(record.inhoud_categorieen)
    return next((each for each in asked if not open_doors.open_for((each,))), None)


def is_beschermd(record: Record) -> bool:
    """True when this must never be on anything that the client or the household carries."""
    return Categorie.VEILIGHEID in record.inhoud_categorieen


_MOMENTS = ("plaatsgevonden_op", "genoteerd_op", "gezet_op", "vastgelegd_op", "afgerond_op", "gemaakt_op")


def _moment(record: Record) -> datetime | None:
    for name in _MOMENTS:
        value = getattr(record, name, None)
        if isinstance(value, datetime):
            return value
    return None
