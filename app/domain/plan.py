"""Plan van aanpak: goals in the client's own words, the steps towards them, and what was agreed and signed.

Not the PIP: that is a decision of the gemeente. Everything here is append-only: who changes a goal writes a new
version, and what was agreed when stays readable.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Protocol, TypeVar

from app.domain.records import BY_CONTENT, PRIVATE, SEARCHABLE, STRUCTURAL, Categorie, Record
from app.faults import Fault, FaultKind

ZIN_MAX = 300
STAP_MAX = 300
RESULTAAT_MAX = 600
WOORDEN_MAX = 1000
STAPPEN_MAX = 20

IK_ZIN_LEEG = FaultKind(
    "doel-zonder-zin", "Er staat nog niet wat de cliënt wil.", "Schrijf één zin die begint met “Ik”."
)
STAP_LEEG = FaultKind(
    "planstap-leeg",
    "Stap {nummer} zegt nog niet wat er gebeurt.",
    "Schrijf wat er gebeurt, of haal de stap weg.",
)
TE_VEEL_STAPPEN = FaultKind(
    "te-veel-stappen",
    "Dit doel heeft {aantal} stappen. Er passen er {max}.",
    "Maak van een deel van de stappen een nieuw doel.",
)
PLAN_TE_LANG = FaultKind(
    "plan-tekst-te-lang", "{veld} is te lang: {lengte} tekens, er passen er {max}.", "Maak de tekst korter."
)
RESULTAAT_NODIG = FaultKind(
    "doel-zonder-resultaat",
    "Dit doel is klaar of gestopt. Er staat nog niet hoe het ging.",
    "Schrijf in één zin wat het resultaat is, of waarom het stopt.",
)


class Planthema(StrEnum):
    """The four themes of the first plan (U16)."""

    HUISVESTING = "huisvesting"
    GEZONDHEID = "gezondheid_participatie"
    ONDERWIJS = "onderwijs_inburgering"
    WERK = "werk_inkomen"

    @property
    def naam(self) -> str:
        """The theme as it stands on screen and paper."""
        return _THEMANAMEN[self]


_THEMANAMEN = {
    Planthema.HUISVESTING: "Huisvesting",
    Planthema.GEZONDHEID: "Gezondheid, participatie en begeleiding",
    Planthema.ONDERWIJS: "Onderwijs en inburgering",
    Planthema.WERK: "Werk en inkomen",
}


class Doeltermijn(StrEnum):
    KORT = "kort"
    LANG = "lang"

    @property
    def naam(self) -> str:
        return "Korte termijn" if self is Doeltermijn.KORT else "Langere termijn"


class Doelstand(StrEnum):
    LOOPT = "loopt"
    BEREIKT = "bereikt"
    GESTOPT = "gestopt"


class Uitvoerder(StrEnum):
    """Who does a step."""

    CLIENT = "client"
    BEGELEIDER = "begeleider"
    GEMEENTE = "gemeente"
    PARTNER = "partner"

    @property
    def naam(self) -> str:
        return _UITVOERDERS[self]


_UITVOERDERS = {
    Uitvoerder.CLIENT: "cliënt",
    Uitvoerder.BEGELEIDER: "begeleider",
    Uitvoerder.GEMEENTE: "gemeente",
    Uitvoerder.PARTNER: "andere organisatie",
}


class Stapstand(StrEnum):
    OPEN = "open"
    BEZIG = "bezig"
    GEDAAN = "gedaan"
    NIET_GELUKT = "niet_gelukt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planstap:
    """One step towards a goal: what, who (`wie_naam` names an organisation), by when, state, what came of it."""

    wat: str
    wie: Uitvoerder = Uitvoerder.CLIENT
    wie_naam: str = ""
    voor_op: date | None = None
    stand: Stapstand = Stapstand.OPEN
    resultaat: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.wat, self.wie_naam, self.resultaat) if part)


class _Versioned(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def vervangt(self) -> str: ...


V = TypeVar("V", bound=_Versioned)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVanAanpak(Record):
    """The frame of one client's plan: strengths and wishes in the client's words, and when to look at it again."""

    soort: ClassVar[str] = "plan_van_aanpak"
    append_only: ClassVar[bool] = True

    vastgelegd_op: Annotated[datetime, BY_CONTENT]
    vastgelegd_door: Annotated[str, BY_CONTENT] = ""
    sterke_kanten: Annotated[str, BY_CONTENT, SEARCHABLE] = ""
    wensen: Annotated[str, BY_CONTENT, SEARCHABLE] = ""
    wie_helpt: Annotated[str, BY_CONTENT, SEARCHABLE] = ""
    bespreken_op: Annotated[date | None, BY_CONTENT] = None
    vervangt: Annotated[str, STRUCTURAL] = ""

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.PLAN})

    @property
    def titel(self) -> str:
        return "Sterke kanten en wensen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doel(Record):
    """One goal as it stood at one moment, with its steps.

    `categorieen` are what it is about beyond the plan itself: a goal about health leaves only with that consent too.
    `in_huishouden` says that the client wants the household's overview to show it; nobody else can decide that.
    """

    soort: ClassVar[str] = "doel"
    append_only: ClassVar[bool] = True

    thema: Annotated[Planthema, BY_CONTENT]
    ik_zin: Annotated[str, BY_CONTENT, SEARCHABLE]
    vastgelegd_op: Annotated[datetime, BY_CONTENT]
    termijn: Annotated[Doeltermijn, BY_CONTENT] = Doeltermijn.KORT
    stappen: Annotated[tuple[Planstap, ...], BY_CONTENT, SEARCHABLE] = ()
    stand: Annotated[Doelstand, BY_CONTENT] = Doelstand.LOOPT
    resultaat: Annotated[str, BY_CONTENT, SEARCHABLE] = ""
    vastgelegd_door: Annotated[str, BY_CONTENT] = ""
    in_huishouden: Annotated[bool, BY_CONTENT] = False
    categorieen: Annotated[tuple[Categorie, ...], STRUCTURAL] = ()
    vervangt: Annotated[str, STRUCTURAL] = ""

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.PLAN, *self.categorieen})

    @property
    def beschermd(self) -> bool:
        """True for a goal about safety: never on paper, never in the household's overview."""
        return Categorie.VEILIGHEID in self.categorieen

    @property
    def titel(self) -> str:
        return self.ik_zin


@dataclass(frozen=True, slots=True, kw_only=True)
class Afspraak(Record):
    """What both agreed on one day: the words as they were on the screen, and under them two signatures.

    `doel_ids` are the versions of the goals that were signed for; the strokes never leave the device.
    """

    soort: ClassVar[str] = "afspraak"
    append_only: ClassVar[bool] = True

    gemaakt_op: Annotated[datetime, BY_CONTENT]
    regels: Annotated[tuple[str, ...], BY_CONTENT, SEARCHABLE]
    doel_ids: Annotated[tuple[str, ...], STRUCTURAL] = ()
    categorieen: Annotated[tuple[Categorie, ...], STRUCTURAL] = ()
    inhoud_hash: Annotated[str, STRUCTURAL] = ""
    naam_client: Annotated[str, BY_CONTENT] = ""
    naam_begeleider: Annotated[str, BY_CONTENT] = ""
    reden_mondeling: Annotated[str, BY_CONTENT] = ""
    bespreken_op: Annotated[date | None, BY_CONTENT] = None
    handtekening_client: Annotated[tuple[tuple[tuple[float, float], ...], ...], PRIVATE] = ()
    handtekening_begeleider: Annotated[tuple[tuple[tuple[float, float], ...], ...], PRIVATE] = ()

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.PLAN, *self.categorieen})

    @property
    def titel(self) -> str:
        return "Afspraken over het plan"


def current(versions: Iterable[V]) -> tuple[V, ...]:
    """Return the versions that no later one replaced, in the order given."""
    every = tuple(versions)
    replaced = {each.vervangt for each in every if each.vervangt}
    return tuple(each for each in every if each.id not in replaced)


def earlier(version: V, every: Iterable[V]) -> tuple[V, ...]:
    """Return what a version replaced, newest first, as far as it is known here."""
    by_id = {each.id: each for each in every}
    chain: list[V] = []
    before = by_id.get(version.vervangt)
    while before is not None and before not in chain:
        chain.append(before)
        before = by_id.get(before.vervangt)
    return tuple(chain)


def check_goal(doel: Doel) -> None:
    """Raise a Fault for a goal without its sentence, with an empty step, or that ended without a result."""
    if not doel.ik_zin.strip():
        raise Fault(IK_ZIN_LEEG)
    if len(doel.stappen) > STAPPEN_MAX:
        raise Fault(TE_VEEL_STAPPEN, aantal=len(doel.stappen), max=STAPPEN_MAX)
    _fits("De zin", doel.ik_zin, ZIN_MAX)
    _fits("Het resultaat", doel.resultaat, RESULTAAT_MAX)
    for nummer, stap in enumerate(doel.stappen, start=1):
        if not stap.wat.strip():
            raise Fault(STAP_LEEG, nummer=nummer)
        _fits(f"Stap {nummer}", stap.wat, STAP_MAX)
        _fits(f"Het resultaat van stap {nummer}", stap.resultaat, STAP_MAX)
    if doel.stand is not Doelstand.LOOPT and not doel.resultaat.strip():
        raise Fault(RESULTAAT_NODIG)


def check_frame(plan: PlanVanAanpak) -> None:
    """Raise a Fault for a text that is too long."""
    for veld, text in (
        ("Sterke kanten", plan.sterke_kanten),
        ("Wensen", plan.wensen),
        ("Wie helpt", plan.wie_helpt),
    ):
        _fits(veld, text, WOORDEN_MAX)


def _fits(veld: str, text: str, most: int) -> None:
    if len(text) > most:
        raise Fault(PLAN_TE_LANG, veld=veld, lengte=len(text), max=most)


def in_order(doelen: Sequence[Doel]) -> tuple[Doel, ...]:
    """Return goals by theme, running before ended, short before long, oldest first."""
    themes = list(Planthema)
    return tuple(
        sorted(
            doelen,
            key=lambda each: (
                themes.index(each.thema),
                each.stand is not Doelstand.LOOPT,
                each.termijn is Doeltermijn.LANG,
                each.id,
            ),
        )
    )
