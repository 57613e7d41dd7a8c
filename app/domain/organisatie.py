"""What belongs to the organisation and to no client: its own checklists, and whom to turn to.

The register writes these and every admitted device gets them. A device never sends one: no consent of a client could
be its ground, and nobody but the coordinator decides what all others see.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from app.domain.records import BY_CONTENT, Record
from app.faults import Fault, FaultKind

ORGANISATIE = "00000000-0000-7000-8000-000000000001"
"""Stands where a record of a client has its dossier; no dossier ever gets this id (uuid7 begins with a time)."""

NUMMER_ONBRUIKBAAR = FaultKind(
    "contactpersoon-nummer",
    "Dit telefoonnummer van de contactpersoon kan niet kloppen.",
    "Typ het nummer met cijfers, bijvoorbeeld 06 12345678.",
)
NAAM_ONTBREEKT = FaultKind(
    "contactpersoon-naam",
    "Bij dit nummer staat nog geen naam.",
    "Typ de naam van de contactpersoon.",
)
MOST_NAME = 120
MOST_NUMBER = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class EigenLijst(Record):
    """One published version of a checklist of the organisation's own. Never changes: a change is a new version.

    `inhoud` is the template as JSON; `template_hash` the hash of that content, which a reader computes again.
    """

    soort: ClassVar[str] = "eigen_lijst"
    append_only: ClassVar[bool] = True
    van_organisatie: ClassVar[bool] = True

    code: Annotated[str, BY_CONTENT]
    versie: Annotated[int, BY_CONTENT]
    naam: Annotated[str, BY_CONTENT]
    template_hash: Annotated[str, BY_CONTENT]
    inhoud: Annotated[str, BY_CONTENT]
    gepubliceerd_op: Annotated[datetime, BY_CONTENT]
    gepubliceerd_door: Annotated[str, BY_CONTENT] = ""

    @property
    def titel(self) -> str:
        return self.naam


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisatiegegevens(Record):
    """What every device of the organisation must know without internet; there is one, with the id ORGANISATIE.

    `uit_gebruik` names the codes of own checklists that aren't offered any more; what was filled in stays readable.
    """

    soort: ClassVar[str] = "organisatiegegevens"
    van_organisatie: ClassVar[bool] = True

    contactpersoon: Annotated[str, BY_CONTENT] = ""
    telefoon: Annotated[str, BY_CONTENT] = ""
    bereikbaar: Annotated[str, BY_CONTENT] = ""
    uit_gebruik: Annotated[tuple[str, ...], BY_CONTENT] = ()

    @property
    def titel(self) -> str:
        return self.contactpersoon


@dataclass(frozen=True, slots=True, kw_only=True)
class Contactpersoon:
    """The aandachtsfunctionaris of the organisation: a volunteer calls this person, who decides about a melding."""

    naam: str
    telefoon: str
    bereikbaar: str = ""

    @property
    def known(self) -> bool:
        """True when there is somebody to call."""
        return bool(self.naam and self.telefoon)


def check_contactpersoon(naam: str, telefoon: str, bereikbaar: str = "") -> Contactpersoon:
    """Return who to call, trimmed; a Fault when the number can't be one, or stands without a name. Empty is allowed."""
    naam, telefoon, bereikbaar = (" ".join(text.split()) for text in (naam, telefoon, bereikbaar))
    if telefoon and (
        len(telefoon) > MOST_NUMBER
        or not all(sign in "0123456789 +-()/" for sign in telefoon)
        or not 3 <= sum(sign.isdigit() for sign in telefoon) <= 15
    ):
        raise Fault(NUMMER_ONBRUIKBAAR)
    if telefoon and not naam:
        raise Fault(NAAM_ONTBREEKT)
    return Contactpersoon(naam=naam[:MOST_NAME], telefoon=telefoon, bereikbaar=bereikbaar[:MOST_NAME])
