"""Parts of a step on the line: what an assessment or intake gave, and the hours of voorinburgering per component.

Which parts there are, then and now, is data (resources/regels). A part about somebody's mind is `gevoelig`: of that
only is kept that it was done, never what came out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from app.domain.records import BY_CONTENT, NAME, SEARCHABLE, STRUCTURAL, Categorie, Most, Record
from app.domain.velden import Velden
from app.faults import Fault, FaultKind

UREN_MOST = 2_000

ONDERDEEL_TOEKOMST = FaultKind(
    "onderdeel-toekomst", "Deze dag ligt in de toekomst.", "Vul in wat er al geweest is."
)
ONDERDEEL_UREN = FaultKind(
    "onderdeel-uren", "Dit aantal uren klopt niet.", "Vul een getal in van 0 tot 2000."
)
ONDERDEEL_GEVOELIG = FaultKind(
    "onderdeel-gevoelig",
    "Bij dit onderdeel bewaren we geen uitkomst.",
    "Vul alleen in of het gedaan is, en wanneer. De uitkomst blijft bij de zorgverlener.",
)


class Onderdeelgroep(StrEnum):
    """To which step a part belongs, and in which words: an assessment of then, an intake of now, or hours."""

    NOA = "noa"
    INTAKE = "intake"
    VOORINBURGERING = "voorinburgering"


class Onderdeelstand(StrEnum):
    ONBEKEND = "onbekend"
    GEDAAN = "gedaan"
    NIET_GEDAAN = "niet_gedaan"
    MEEGEGEVEN = "meegegeven"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijnonderdeel(Record):
    """What is known of one part: whether it was done, when, by whom, what came out, how many hours it took."""

    soort: ClassVar[str] = "lijnonderdeel"

    groep: Annotated[Onderdeelgroep, BY_CONTENT]
    onderdeel: Annotated[str, BY_CONTENT, Most(64)]
    stand: Annotated[Onderdeelstand, BY_CONTENT] = Onderdeelstand.ONBEKEND
    gedaan_op: Annotated[date | None, BY_CONTENT] = None
    uitkomst: Annotated[str, BY_CONTENT, SEARCHABLE, Most(500)] = ""
    uren: Annotated[int | None, BY_CONTENT] = None
    door: Annotated[str, BY_CONTENT, NAME] = ""
    gevoelig: Annotated[bool, STRUCTURAL] = False

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        """That a list about complaints was filled in says something of somebody's health already."""
        return frozenset({Categorie.INBURGERING} | ({Categorie.GEZONDHEID} if self.gevoelig else set()))

    @property
    def titel(self) -> str:
        return self.onderdeel


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderdeeluitleg:
    """A part as the data file explains it; `uren` is what the programme gives for it, 0 when hours aren't counted."""

    groep: Onderdeelgroep
    key: str
    naam: str
    uitleg: str
    gevoelig: bool = False
    uren: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Urenstand:
    """Hours of voorinburgering: known in all, of how many, and what is known per component (None: not known)."""

    gedaan: int
    totaal: int
    per_onderdeel: tuple[tuple[Onderdeeluitleg, int | None], ...]

    @property
    def is_bekend(self) -> bool:
        return any(uren is not None for _, uren in self.per_onderdeel)


def parse_onderdelen(data: Mapping[str, object], bestand: str) -> tuple[Onderdeeluitleg, ...]:
    """Return the parts in `data`, in order; Fault GEGEVENS_ONJUIST for anything that's off."""
    velden = Velden(data, bestand)
    velden.code("code")
    velden.number("versie")
    velden.text("titel")
    velden.day("geldig_vanaf")
    velden.text("bron")
    parts = []
    for part in velden.tables("onderdelen"):
        parts.append(
            Onderdeeluitleg(
                groep=part.choice("groep", Onderdeelgroep),
                key=part.key("key"),
                naam=part.text("naam"),
                uitleg=part.text("uitleg"),
                gevoelig=part.flag("gevoelig", False),
            )
        )
        part.done()
    velden.done()
    if len({(each.groep, each.key) for each in parts}) != len(parts):
        raise velden.fault("Een onderdeel staat er twee keer.", "onderdelen")
    return tuple(parts)


def check_onderdeel(part: Lijnonderdeel, today: date) -> None:
    """Raise a Fault for a part that can't be right."""
    if part.gedaan_op is not None and part.gedaan_op > today:
        raise Fault(ONDERDEEL_TOEKOMST)
    if part.uren is not None and not 0 <= part.uren <= UREN_MOST:
        raise Fault(ONDERDEEL_UREN)
    if part.gevoelig and part.uitkomst.strip():
        raise Fault(ONDERDEEL_GEVOELIG)


def urenstand(parts: Iterable[Lijnonderdeel], uitleg: Iterable[Onderdeeluitleg], totaal: int) -> Urenstand:
    """Return how many hours of voorinburgering were followed, of the components that `uitleg` names."""
    known = {
        each.onderdeel: each.uren
        for each in parts
        if each.groep is Onderdeelgroep.VOORINBURGERING and each.uren is not None
    }
    named = [each for each in uitleg if each.groep is Onderdeelgroep.VOORINBURGERING]
    return Urenstand(
        gedaan=sum(known.values()),
        totaal=totaal,
        per_onderdeel=tuple((each, known.get(each.key)) for each in named),
    )
