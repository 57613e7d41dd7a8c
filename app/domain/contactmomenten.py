"""Contactmoment: a visit, call or message; finished ones are corrected by superseding, both stay readable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from app.domain.leefgebieden import Leefgebied
from app.domain.records import BY_CONTENT, PRIVATE, SEARCHABLE, STRUCTURAL, Categorie, Record
from app.faults import Fault, FaultKind

ONDERWERP_MAX = 200
SAMENVATTING_MAX = 1000

ONDERWERP_LEEG = FaultKind(
    "onderwerp-leeg", "Het onderwerp is nog leeg.", "Schrijf in een paar woorden waar het over ging."
)
TE_LANG = FaultKind(
    "tekst-te-lang", "{veld} is te lang: {lengte} tekens, er passen er {max}.", "Maak de tekst korter."
)
DUUR_ONJUIST = FaultKind("duur-onjuist", "De duur klopt niet.", "Vul een duur in van 0 minuten tot 24 uur.")


class Kanaal(StrEnum):
    HUISBEZOEK = "huisbezoek"
    KANTOOR = "op_kantoor"
    TELEFOON = "telefoon"
    BERICHT = "bericht"
    EMAIL = "e-mail"
    BRIEF = "brief"
    ELDERS = "elders"


class Afmelding(StrEnum):
    """Why a planned contact did not happen."""

    NIET_VAN_TOEPASSING = "niet_van_toepassing"
    MET = "met_afmelding"
    ZONDER = "zonder_afmelding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contactmoment(Record):
    """One contact. `samenvatting` may be shared; `aantekening` never leaves; observation apart from interpretation."""

    soort: ClassVar[str] = "contactmoment"
    append_only: ClassVar[bool] = True

    plaatsgevonden_op: Annotated[datetime, BY_CONTENT]
    kanaal: Annotated[Kanaal, BY_CONTENT]
    onderwerp: Annotated[str, BY_CONTENT, SEARCHABLE]
    duur_minuten: Annotated[int, BY_CONTENT] = 0
    leefgebieden: Annotated[tuple[Leefgebied, ...], BY_CONTENT] = ()
    samenvatting: Annotated[str, BY_CONTENT, SEARCHABLE] = ""
    aantekening: Annotated[str, PRIVATE, SEARCHABLE] = ""
    waarneming: Annotated[str, BY_CONTENT, SEARCHABLE] = ""
    duiding: Annotated[str, PRIVATE, SEARCHABLE] = ""
    aanwezig: Annotated[tuple[str, ...], BY_CONTENT] = ()
    tolk: Annotated[str, BY_CONTENT] = ""
    contact_gelukt: Annotated[bool, BY_CONTENT] = True
    afmelding: Annotated[Afmelding, BY_CONTENT] = Afmelding.NIET_VAN_TOEPASSING
    # Hours without the contact they belong to say nothing, and would tell that there was one: they go with the rest.
    telt_mee_zroute: Annotated[bool, BY_CONTENT] = False
    vervangt: Annotated[str, STRUCTURAL] = ""
    door: Annotated[str, BY_CONTENT] = ""

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        """A conversation about health or safety needs those grants too: its text can't be taken apart."""
        touched = {Categorie(gebied.categorie) for gebied in self.leefgebieden}
        return frozenset({Categorie.BEGELEIDING} | (touched & {Categorie.GEZONDHEID, Categorie.VEILIGHEID}))

    @property
    def titel(self) -> str:
        return self.onderwerp


def check(contact: Contactmoment) -> None:
    """Raise a Fault when a field is outside the limits of domain.md (onderwerp <= 200, samenvatting <= 1000)."""
    if not contact.onderwerp.strip():
        raise Fault(ONDERWERP_LEEG)
    for veld, text, most in (
        ("Het onderwerp", contact.onderwerp, ONDERWERP_MAX),
        ("De samenvatting", contact.samenvatting, SAMENVATTING_MAX),
    ):
        if len(text) > most:
            raise Fault(TE_LANG, veld=veld, lengte=len(text), max=most)
    if not 0 <= contact.duur_minuten <= 24 * 60:
        raise Fault(DUUR_ONJUIST)
