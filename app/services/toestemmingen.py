"""Consent and legal grounds: record the client's decisions, withdraw them, and show exactly what leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.changes import Changes
from app.domain.toestemmingen import Besluit, Doelentabel, Grondslag, Ontvanger, Reden, Toestemming, Wijze
from app.faults import FaultKind
from app.ports import Clock, Ids, Store

DOEL_ONBEKEND = FaultKind(
    "doel-onbekend", "Dit doel staat niet in de tabel: {doel}.", "Kies een doel uit de lijst."
)
GETUIGE_NODIG = FaultKind(
    "toestemming-getuige-nodig",
    "Bij mondelinge toestemming horen een getuige en een reden.",
    "Vul in wie erbij was, en waarom er geen handtekening is.",
)
HANDTEKENING_NODIG = FaultKind(
    "toestemming-handtekening-nodig",
    "De handtekening is nog leeg.",
    "Laat de cliënt tekenen, of kies “mondeling”.",
)
OUDER_NODIG = FaultKind(
    "toestemming-ouder-nodig",
    "De cliënt is jonger dan 16 jaar. Dan beslist een ouder of voogd.",
    "Vul in welke ouder of voogd dit heeft beslist.",
)
TEKST_NODIG = FaultKind(
    "toestemming-tekst-nodig",
    "Er is niet bekend welke tekst de cliënt heeft gezien.",
    "Laat eerst de tekst zien.",
)
NIETS_IN_TE_TREKKEN = FaultKind(
    "niets-in-te-trekken", "Voor dit doel is er nu geen toestemming.", "Er is niets om in te trekken."
)
GRONDSLAG_PAST_NIET = FaultKind(
    "grondslag-past-niet",
    "Deze grondslag mag niet bij dit doel.",
    "Kies een andere grondslag, of vraag toestemming.",
)
TOELICHTING_NODIG = FaultKind(
    "grondslag-toelichting-nodig", "Bij een grondslag hoort een uitleg.", "Schrijf in één zin waarom dit mag."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The client's yes or no to one doel, and how it was given. `handtekening` are strokes of (x, y) points."""

    doel: str
    ja: bool
    wijze: Wijze = Wijze.HANDTEKENING
    tekst_versie: str = ""
    tekst_hash: str = ""
    taal: str = "nl"
    tolk: str = ""
    getuige: str = ""
    reden_mondeling: str = ""
    gegeven_door: str = "client"
    handtekening: tuple[tuple[tuple[float, float], ...], ...] = ()
    vanaf: date | None = None
    tot: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """Where one doel stands on a day. `besluit` is None when the client was never asked; `geldt` says whether it
    opens a door today; `grondslagen` are other live grounds for the same doel."""

    doel: str
    titel: str
    ontvanger: Ontvanger
    besluit: Besluit | None
    geldt: bool
    sinds: date | None
    tot: date | None
    taal: str
    wijze: Wijze | None
    door: str
    record_id: str
    uitleg: str
    bij_ja: str
    bij_nee: str
    tekst_verouderd: bool = False
    grondslagen: tuple[Grondslag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentOverview:
    """All purposes with the decision that counts, and everything ever decided, newest first."""

    rows: tuple[ConsentRow, ...]
    geschiedenis: tuple[Toestemming, ...]
    grondslagen: tuple[Grondslag, ...]
    leeftijd: int | None
    ouder_beslist: bool


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
    """Exactly what would leave to one receiver today, and what stays and why."""

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


def record_decisions(
    store: Store, clock: Clock, ids: Ids, dossier_id: str, decisions: Sequence[Decision], draft_key: str = ""
) -> Changes:
    """Store the client's decisions, all or none. Raises a Fault when one of them can't be proven."""
    raise NotImplementedError


def withdraw(
    store: Store,
    clock: Clock,
    ids: Ids,
    dossier_id: str,
    doel: str,
    *,
    wijze: Wijze = Wijze.MONDELING,
    taal: str = "nl",
    tolk: str = "",
    gegeven_door: str = "client",
) -> Changes:
    """Withdraw the consent for one doel: nothing more leaves on it from this moment. As easy as giving it."""
    raise NotImplementedError


def register_grondslag(store: Store, clock: Clock, ids: Ids, grondslag: Grondslag) -> tuple[str, Changes]:
    """Store a legal ground other than consent, with its explanation."""
    raise NotImplementedError


def end_grondslag(store: Store, clock: Clock, ids: Ids, grondslag_id: str, toelichting: str) -> Changes:
    """End a legal ground today."""
    raise NotImplementedError


def overview(
    store: Store,
    dossier_id: str,
    today: date,
    doelen: Doelentabel | None = None,
    texts: Mapping[str, str] | None = None,
) -> ConsentOverview:
    """Return every doel with where it stands. `texts` maps a doel to the hash of its present text, for `verouderd`."""
    raise NotImplementedError


def what_leaves(
    store: Store, dossier_id: str, ontvanger: Ontvanger, today: date, doelen: Doelentabel | None = None
) -> WhatLeaves:
    """Say per record and per field what goes to `ontvanger` today and what stays, by `decide` and nothing else."""
    raise NotImplementedError
