"""Signaal: something noticed, with its whole life; every step is dated, by whom, and comes back to who noticed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.records import BY_CONTENT, PROTECTIVE, SEARCHABLE, STRUCTURAL, Categorie, Record
from app.faults import Fault, FaultKind

STAP_NIET_MOGELIJK = FaultKind(
    "signaal-stap-niet-mogelijk",
    "Dit signaal is nu “{van}”. Daarna kan “{naar}” niet.",
    "Kies een van de stappen die het scherm aanbiedt.",
)
REDEN_NODIG = FaultKind(
    "signaal-reden-nodig",
    "Bij deze stap hoort een uitleg.",
    "Schrijf in één zin waarom, of wat het resultaat is.",
)


class Bron(StrEnum):
    CLIENT = "client_zei"
    ZELF = "ik_zag"
    DERDE = "derde_zei"


class Signaalstand(StrEnum):
    GENOTEERD = "genoteerd"
    BESPROKEN = "besproken"
    GEMELD = "gemeld"
    ONTVANGEN = "ontvangen"
    BELEGD = "belegd"
    OPGEPAKT = "opgepakt"
    AFGESLOTEN = "afgesloten"
    NIET_OPGEPAKT = "niet_opgepakt"

    @property
    def naam(self) -> str:
        return self.value.replace("_", " ")


NEXT: dict[Signaalstand, frozenset[Signaalstand]] = {
    Signaalstand.GENOTEERD: frozenset(
        {Signaalstand.BESPROKEN, Signaalstand.GEMELD, Signaalstand.ONTVANGEN, Signaalstand.BELEGD}
        | {Signaalstand.OPGEPAKT, Signaalstand.AFGESLOTEN, Signaalstand.NIET_OPGEPAKT}
    ),
    Signaalstand.BESPROKEN: frozenset(
        {Signaalstand.GEMELD, Signaalstand.ONTVANGEN, Signaalstand.BELEGD, Signaalstand.OPGEPAKT}
        | {Signaalstand.AFGESLOTEN, Signaalstand.NIET_OPGEPAKT}
    ),
    Signaalstand.GEMELD: frozenset(
        {Signaalstand.BESPROKEN, Signaalstand.ONTVANGEN, Signaalstand.BELEGD, Signaalstand.OPGEPAKT}
        | {Signaalstand.AFGESLOTEN, Signaalstand.NIET_OPGEPAKT}
    ),
    Signaalstand.ONTVANGEN: frozenset(
        {Signaalstand.BESPROKEN, Signaalstand.BELEGD, Signaalstand.OPGEPAKT, Signaalstand.AFGESLOTEN}
        | {Signaalstand.NIET_OPGEPAKT}
    ),
    Signaalstand.BELEGD: frozenset(
        {Signaalstand.BELEGD, Signaalstand.OPGEPAKT, Signaalstand.AFGESLOTEN, Signaalstand.NIET_OPGEPAKT}
    ),
    Signaalstand.OPGEPAKT: frozenset({Signaalstand.BELEGD, Signaalstand.OPGEPAKT, Signaalstand.AFGESLOTEN}),
    Signaalstand.AFGESLOTEN: frozenset({Signaalstand.OPGEPAKT, Signaalstand.BELEGD}),
    Signaalstand.NIET_OPGEPAKT: frozenset({Signaalstand.OPGEPAKT, Signaalstand.BELEGD}),
}
"""Which steps may follow which; reopening a closed signal is allowed, so nothing can get stuck or lost."""

NEEDS_REASON = frozenset({Signaalstand.AFGESLOTEN, Signaalstand.NIET_OPGEPAKT})
OPEN_STANDEN = frozenset(Signaalstand) - {Signaalstand.AFGESLOTEN, Signaalstand.NIET_OPGEPAKT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signaal(Record):
    """Something noticed in one leefgebied. Append-only; its steps are Signaalstap records of their own."""

    soort: ClassVar[str] = "signaal"
    append_only: ClassVar[bool] = True

    leefgebied: Annotated[Leefgebied, BY_CONTENT]
    urgentie: Annotated[Urgentie, BY_CONTENT, PROTECTIVE]
    waarneming: Annotated[str, BY_CONTENT, SEARCHABLE]
    genoteerd_op: Annotated[datetime, BY_CONTENT]
    categorie: Annotated[Categorie | None, STRUCTURAL] = None
    genoteerd_door: Annotated[str, BY_CONTENT] = ""
    bron: Annotated[Bron, BY_CONTENT] = Bron.ZELF
    besproken: Annotated[bool, BY_CONTENT] = False
    niet_besproken_reden: Annotated[str, BY_CONTENT] = ""
    urgentie_reden: Annotated[str, BY_CONTENT] = ""
    vraag: Annotated[str, BY_CONTENT] = ""
    naar: Annotated[tuple[str, ...], BY_CONTENT] = ()
    invulling_id: Annotated[str, STRUCTURAL] = ""
    item_key: Annotated[str, STRUCTURAL] = ""

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        """The leefgebied's category, and the stricter one that a checklist item may have named."""
        return frozenset(
            {Categorie(self.leefgebied.categorie), self.categorie or Categorie(self.leefgebied.categorie)}
        )

    @property
    def is_veiligheid(self) -> bool:
        """True when this must never be on anything that the client carries."""
        return Categorie.VEILIGHEID in self.inhoud_categorieen

    @property
    def titel(self) -> str:
        return self.vraag or self.waarneming


@dataclass(frozen=True, slots=True, kw_only=True)
class Signaalstap(Record):
    """One step in a signal's life. `categorieen` repeat the signal's own, so that the step can't leave without them."""

    soort: ClassVar[str] = "signaalstap"
    append_only: ClassVar[bool] = True

    signaal_id: Annotated[str, STRUCTURAL]
    categorieen: Annotated[tuple[Categorie, ...], STRUCTURAL]
    stand: Annotated[Signaalstand, BY_CONTENT]
    gezet_op: Annotated[datetime, BY_CONTENT]
    door: Annotated[str, BY_CONTENT]
    belegd_bij: Annotated[str, BY_CONTENT] = ""
    uiterlijk: Annotated[date | None, BY_CONTENT] = None
    toelichting: Annotated[str, BY_CONTENT, SEARCHABLE] = ""

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset(self.categorieen) or frozenset({Categorie.VEILIGHEID})

    @property
    def titel(self) -> str:
        return self.stand.naam


def check_step(current: Signaalstand, step: Signaalstap) -> None:
    """Raise a Fault when `step` can't follow `current`, or lacks the explanation that it needs."""
    if step.stand not in NEXT[current]:
        raise Fault(STAP_NIET_MOGELIJK, van=current.naam, naar=step.stand.naam)
    if step.stand in NEEDS_REASON and not step.toelichting.strip():
        raise Fault(REDEN_NODIG)


def current_stand(steps: tuple[Signaalstap, ...]) -> Signaalstand:
    """Return where the signal is now: the last step by date; `genoteerd` when there is none yet."""
    if not steps:
        return Signaalstand.GENOTEERD
    return max(steps, key=lambda step: (step.gezet_op, step.id)).stand
