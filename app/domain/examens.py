"""Examens: each exam of the inburgering, planned or done, with its result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from app.domain.records import LINE, NAME, SEARCHABLE, Categorie, Record, shared
from app.faults import Fault, FaultKind

_INB = shared(Categorie.INBURGERING)

UITSLAG_TE_VROEG = FaultKind(
    "examen-te-vroeg",
    "Dit examen is nog niet geweest, dus er is nog geen uitslag.",
    "Kies “nog niet bekend”, of kijk de datum na.",
)


class Examenonderdeel(StrEnum):
    LEZEN = "lezen"
    LUISTEREN = "luisteren"
    SCHRIJVEN = "schrijven"
    SPREKEN = "spreken"
    KNM = "knm"
    ONA = "ona"

    @property
    def naam(self) -> str:
        """Return the part as it's written in a sentence: KNM and ONA in capitals."""
        return self.value.upper() if self in (Examenonderdeel.KNM, Examenonderdeel.ONA) else self.value


TAALONDERDELEN = (
    Examenonderdeel.LEZEN,
    Examenonderdeel.LUISTEREN,
    Examenonderdeel.SCHRIJVEN,
    Examenonderdeel.SPREKEN,
)


class Examenuitslag(StrEnum):
    NOG_NIET = "nog_niet_bekend"
    GEHAALD = "gehaald"
    NIET_GEHAALD = "niet_gehaald"
    NIET_GEWEEST = "niet_geweest"
    VRIJGESTELD = "vrijgesteld"


class Taalniveau(StrEnum):
    """Levels of the Common European Framework; empty where an exam has none."""

    GEEN = ""
    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examen(Record):
    """One attempt at one exam. A later attempt is another record."""

    soort: ClassVar[str] = "examen"

    onderdeel: Annotated[Examenonderdeel, _INB]
    datum: Annotated[date | None, _INB] = None
    niveau: Annotated[Taalniveau, _INB] = Taalniveau.GEEN
    uitslag: Annotated[Examenuitslag, _INB] = Examenuitslag.NOG_NIET
    plaats: Annotated[str, _INB, SEARCHABLE, NAME] = ""
    toelichting: Annotated[str, _INB, SEARCHABLE, LINE] = ""

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.INBURGERING})

    @property
    def titel(self) -> str:
        return f"Examen {self.onderdeel.naam}"

    @property
    def is_klaar(self) -> bool:
        """True when nothing more has to be done for this part."""
        return self.uitslag in (Examenuitslag.GEHAALD, Examenuitslag.VRIJGESTELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examenstand:
    """Where one part stands: done or not, how many attempts, and the next planned day."""

    onderdeel: Examenonderdeel
    klaar: Examen | None
    pogingen: int
    gepland_op: date | None


def check_examen(examen: Examen, today: date) -> None:
    """Raise a Fault for a result before its day."""
    told = examen.uitslag not in (Examenuitslag.NOG_NIET, Examenuitslag.VRIJGESTELD)
    if told and examen.datum is not None and examen.datum > today:
        raise Fault(UITSLAG_TE_VROEG)


def examenstand(
    examens: Iterable[Examen], onderdelen: Iterable[Examenonderdeel], today: date
) -> tuple[Examenstand, ...]:
    """Return where each of these parts stands, in the order given."""
    every = tuple(examens)
    found = []
    for onderdeel in onderdelen:
        own = [each for each in every if each.onderdeel is onderdeel]
        done = [each for each in own if each.is_klaar]
        planned = [
            each.datum
            for each in own
            if each.uitslag is Examenuitslag.NOG_NIET and each.datum is not None and each.datum >= today
        ]
        tried = (Examenuitslag.GEHAALD, Examenuitslag.NIET_GEHAALD)
        found.append(
            Examenstand(
                onderdeel=onderdeel,
                klaar=min(done, key=lambda each: (each.datum or date.max, each.id)) if done else None,
                pogingen=sum(each.uitslag in tried for each in own),
                gepland_op=min(planned) if planned and not done else None,
            )
        )
    return tuple(found)
