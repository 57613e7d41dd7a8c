"""Besluiten: what only a person can decide at the gemeente. Nothing else waits for it.

Every decision stays on record. Four kinds: two versions of one fact, two dossiers that may be one person, what was set
aside, and what waits for an earlier part that doesn't come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec

from app.domain.catalogus import BY_SOORT
from app.domain.deelredenen import sentence
from app.domain.dubbelingen import pair, suspect
from app.domain.inburgeraar import Inburgeraar
from app.domain.records import Record, to_fields, with_fields
from app.ports import BatchStand, Conflict, Reading, Store
from app.services import veldnamen

NIET_WACHTEN_NA = 5
"""Days after which a coordinator may go on without a part that was sent before (sync.md, "Import")."""
_SHOWN = 200


class Kant(StrEnum):
    """Which of two versions stands from now on: what was at the gemeente first, or what came in later."""

    ONZE = "onze"
    HUNNE = "hunne"


@dataclass(frozen=True, slots=True, kw_only=True)
class VeldVerschil:
    """One field with two values in words; `geldt` is the side that stands until somebody decides."""

    id: str
    veld: str
    onze: str
    hunne: str
    onze_door: str
    hunne_door: str
    gezien_op: datetime
    geldt: Kant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verschil:
    """Every open difference of one record."""

    record_id: str
    dossier_id: str
    naam: str
    soort: str
    titel: str
    velden: tuple[VeldVerschil, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Persoonskaart:
    """What one looks at to tell two people apart."""

    dossier_id: str
    naam: str
    andere_namen: str
    geboortedatum: str
    gemeente: str
    adres: str
    telefoon: str
    klantreferentie: str
    apparaten: str
    stukken: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dubbel:
    """Two dossiers that may be one person, and why."""

    een: Persoonskaart
    ander: Persoonskaart
    score: int
    redenen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Something that could not be taken over, with the reason in words."""

    op_id: str
    dossier_id: str
    naam: str
    soort: str
    afzender: str
    reden: str
    gezien_op: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wachtend:
    """A batch that waits for an earlier part; `mag_door` when that has lasted long enough to go on without it."""

    digest: str
    afzender: str
    nummer: int
    aantal: int
    reden: str
    ontvangen_op: datetime | None
    dagen: int
    mag_door: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Genomen:
    """A decision that was taken; `kan_terug` for a merge that may be undone."""

    id: str
    wat: str
    wie: str
    op: datetime
    kan_terug: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Besluiten:
    """Everything that waits for a person, and what was decided before, newest first."""

    verschillen: tuple[Verschil, ...]
    dubbelen: tuple[Dubbel, ...]
    apart: tuple[Apart, ...]
    wachtend: tuple[Wachtend, ...]
    geschiedenis: tuple[Genomen, ...]

    @property
    def aantal(self) -> int:
        """How many things wait for a person; what waits for a part that may still come isn't one of them."""
        held = sum(1 for each in self.wachtend if each.mag_door)
        return len(self.verschillen) + len(self.dubbelen) + len(self.apart) + held


class Keuze(msgspec.Struct):
    """How a decision about a conflict is kept: which side, by whom, when."""

    kant: Kant
    door: str
    op: datetime


def show(store: Store, now: datetime) -> Besluiten:
    """Return everything that waits for a decision, and the latest decisions."""
    with store.read() as reading:
        conflicts = reading.ledger.conflicts(only_open=False)
        return Besluiten(
            verschillen=_differences(reading, [each for each in conflicts if not each.besluit]),
            dubbelen=_doubles(reading),
            apart=_set_aside(reading),
            wachtend=_waiting(reading, now),
            geschiedenis=_history(reading, [each for each in conflicts if each.besluit]),
        )


# -- two versions of one fact


def _differences(reading: Reading, conflicts: Sequence[Conflict]) -> tuple[Verschil, ...]:
    by_record: dict[tuple[str, str], list[Conflict]] = {}
    for conflict in conflicts:
        by_record.setdefault((conflict.soort, conflict.record_id), []).append(conflict)
    found: list[Verschil] = []
    for (soort, record_id), items in list(by_record.items())[:_SHOWN]:
        cls = BY_SOORT.get(soort)
        record = reading.get(cls, record_id) if cls else None
        if record is None:
            continue
        now = to_fields(record)
        found.append(
            Verschil(
                record_id=record_id,
                dossier_id=record.dossier_id,
                naam=_name(reading, record.dossier_id),
                soort=veldnamen.soort_naam(soort),
                titel="" if isinstance(record, Inburgeraar) else record.titel,
                velden=tuple(_difference(record, each, now.get(each.veld)) for each in items),
            )
        )
    return tuple(found)


def _difference(record: Record, conflict: Conflict, now: object) -> VeldVerschil:
    stands = Kant.ONZE if now == conflict.ours else Kant.HUNNE if now == conflict.theirs else None
    return VeldVerschil(
        id=conflict.id,
        veld=veldnamen.veld_naam(conflict.veld),
        onze=_in_words(record, conflict.veld, conflict.ours),
        hunne=_in_words(record, conflict.veld, conflict.theirs),
        onze_door=conflict.ours_door,
        hunne_door=conflict.theirs_door,
        gezien_op=conflict.gezien_op,
        geldt=stands,
    )


def _in_words(record: Record | None, veld: str, value: object) -> str:
    """Say one version of a field as it is said everywhere; as plain text when its record is gone."""
    if record is None:
        return str(value or "")
    try:
        return veldnamen.in_words(with_fields(record, {veld: value}), veld)
    except (msgspec.ValidationError, ValueError):
        return str(value or "")


# -- two dossiers that may be one person


def _doubles(reading: Reading) -> tuple[Dubbel, ...]:
    judged = {pair(each.een, each.ander) for each in reading.doubles() if each.holds}
    people = {persoon.id: persoon for persoon in reading.everything(Inburgeraar)}
    devices = {each.device_id: each.naam for each in reading.ledger.devices()}
    found = suspect(people.values(), judged)
    return tuple(
        Dubbel(
            een=_card(reading, people[each.een], devices),
            ander=_card(reading, people[each.ander], devices),
            score=each.score,
            redenen=each.redenen,
        )
        for each in found[:_SHOWN]
        if each.ander not in reading.same_person(each.een)
    )


def _card(reading: Reading, persoon: Inburgeraar, devices: Mapping[str, str]) -> Persoonskaart:
    holders = sorted(devices.get(each, "") for each in reading.ledger.holders(persoon.id))
    home = " ".join(part for part in (persoon.postcode, persoon.woonplaats) if part)
    return Persoonskaart(
        dossier_id=persoon.id,
        naam=persoon.naam,
        andere_namen=", ".join(persoon.andere_spellingen),
        geboortedatum=veldnamen.in_words(persoon, "geboortedatum"),
        gemeente=persoon.gemeente,
        adres="geheim" if persoon.adres_geheim else ", ".join(part for part in (persoon.adres, home) if part),
        telefoon=persoon.telefoon,
        klantreferentie=persoon.klantreferentie,
        apparaten=", ".join(name for name in holders if name),
        stukken=reading.count_in_dossier(persoon.id),
    )


# -- what could not be taken over, and what waits


def _set_aside(reading: Reading) -> tuple[Apart, ...]:
    devices = {each.device_id: each.naam for each in reading.ledger.devices()}
    return tuple(
        Apart(
            op_id=each.op_id,
            dossier_id=each.dossier_id,
            naam=_name(reading, each.dossier_id),
            soort=_kind_of(each.raw),
            afzender=devices.get(each.sender, ""),
            reden=sentence(each.reden),
            gezien_op=each.gezien_op,
        )
        for each in reading.ledger.aside()
        if each.reden
    )


def _kind_of(raw: bytes) -> str:
    try:
        soort = msgspec.json.decode(raw)["soort"]
    except (msgspec.DecodeError, KeyError, TypeError):
        return ""
    return veldnamen.soort_naam(soort) if isinstance(soort, str) else ""


def _waiting(reading: Reading, now: datetime) -> tuple[Wachtend, ...]:
    devices = {each.device_id: each.naam for each in reading.ledger.devices()}
    found = []
    for batch in reading.ledger.batches_in(BatchStand.WACHT_OP_DEEL):
        days = (now - batch.received_op).days if batch.received_op else 0
        found.append(
            Wachtend(
                digest=batch.digest,
                afzender=devices.get(batch.sender, ""),
                nummer=batch.seq,
                aantal=batch.count,
                reden=sentence(batch.reden),
                ontvangen_op=batch.received_op,
                dagen=max(0, days),
                mag_door=days >= NIET_WACHTEN_NA,
            )
        )
    return tuple(found)


# -- what was decided


def _history(reading: Reading, settled: Sequence[Conflict]) -> tuple[Genomen, ...]:
    taken = [_settled(reading, each) for each in settled]
    for besluit in reading.doubles():
        names = " en ".join(_name(reading, each) for each in (besluit.een, besluit.ander))
        words = "zijn dezelfde persoon" if besluit.samen else "zijn twee personen"
        undone = "" if besluit.holds else " (ongedaan gemaakt)"
        taken.append(
            Genomen(
                id=besluit.id,
                wat=f"{names} {words}{undone}: {besluit.reden}",
                wie=besluit.door,
                op=besluit.ongedaan_op or besluit.besloten_op,
                kan_terug=besluit.holds,
            )
        )
    return tuple(sorted(taken, key=lambda each: each.op, reverse=True)[:_SHOWN])


def _settled(reading: Reading, conflict: Conflict) -> Genomen:
    besluit = msgspec.json.decode(conflict.besluit, type=Keuze)
    value = conflict.ours if besluit.kant is Kant.ONZE else conflict.theirs
    cls = BY_SOORT.get(conflict.soort)
    record = reading.get(cls, conflict.record_id) if cls else None
    words = _in_words(record, conflict.veld, value) or "(leeg)"
    return Genomen(
        id=conflict.id,
        wat=f"{_name(reading, conflict.dossier_id)}, {veldnamen.veld_naam(conflict.veld).lower()}: {words}",
        wie=besluit.door,
        op=besluit.op,
        kan_terug=False,
    )


def _name(reading: Reading, dossier_id: str) -> str:
    persoon = reading.get(Inburgeraar, dossier_id)
    return persoon.naam if persoon else ""
