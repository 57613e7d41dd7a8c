"""Loopbaan: what somebody learned and worked, there and here: school, diploma, stages, own business, paid work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from app.domain import deeldatum
from app.domain.records import LINE, NAME, SEARCHABLE, TEXT, Categorie, Most, Record, shared
from app.faults import Fault, FaultKind

_WERK = shared(Categorie.WERK)

LOOPBAAN_LEEG = FaultKind(
    "loopbaan-leeg",
    "Er staat nog niet wat het was.",
    "Schrijf in een paar woorden wat iemand deed of leerde.",
)
LOOPBAAN_DATUM = FaultKind(
    "loopbaan-datum", "Deze datum kan niet: {datum}.", "Vul een jaar in, een maand en jaar, of een dag."
)
LOOPBAAN_DATUMS = FaultKind("loopbaan-datums", "Het einde ligt voor het begin.", "Kijk de twee datums na.")
LOOPBAAN_UREN = FaultKind(
    "loopbaan-uren", "Dit aantal uren per week klopt niet.", "Vul een getal in van 0 tot 80."
)


class Loopbaansoort(StrEnum):
    OPLEIDING = "opleiding"
    WERKERVARING = "werkervaring"
    DIPLOMAWAARDERING = "diplomawaardering"
    TAALSTAGE = "taalstage"
    WERKERVARINGSPLEK = "werkervaringsplek"
    LEERWERKTRAJECT = "leerwerktraject"
    VRIJWILLIGERSWERK = "vrijwilligerswerk"
    EIGEN_BEDRIJF = "eigen_bedrijf"
    BETAALD_WERK = "betaald_werk"


GESCHIEDENIS = frozenset({Loopbaansoort.OPLEIDING, Loopbaansoort.WERKERVARING})
"""What somebody brought along, from the assessment or the intake; all else is on the way here."""


class Loopbaanstand(StrEnum):
    GEPLAND = "gepland"
    BEZIG = "bezig"
    KLAAR = "klaar"
    GESTOPT = "gestopt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loopbaanstap(Record):
    """One thing that somebody learned or did. `van` and `tot` are dates of which a part may be unknown."""

    soort: ClassVar[str] = "loopbaanstap"

    loopbaansoort: Annotated[Loopbaansoort, _WERK]
    wat: Annotated[str, _WERK, SEARCHABLE, LINE]
    waar: Annotated[str, _WERK, SEARCHABLE, LINE] = ""
    land: Annotated[str, _WERK, NAME] = ""
    niveau: Annotated[str, _WERK, NAME] = ""
    van: Annotated[str, _WERK, Most(10)] = ""
    tot: Annotated[str, _WERK, Most(10)] = ""
    uren_per_week: Annotated[int | None, _WERK] = None
    loopbaanstand: Annotated[Loopbaanstand, _WERK] = Loopbaanstand.KLAAR
    resultaat: Annotated[str, _WERK, SEARCHABLE, TEXT] = ""

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.WERK})

    @property
    def titel(self) -> str:
        return self.wat


def check_loopbaan(stap: Loopbaanstap, today: date) -> None:
    """Raise a Fault for a step that can't be right; planned ones may lie in the future."""
    if not stap.wat.strip():
        raise Fault(LOOPBAAN_LEEG)
    for datum in (stap.van, stap.tot):
        if not deeldatum.is_deeldatum(datum):
            raise Fault(LOOPBAAN_DATUM, datum=datum)
    # Known in part: only what both dates tell is compared.
    shared_part = min(len(stap.van), len(stap.tot))
    if shared_part and stap.tot[:shared_part] < stap.van[:shared_part]:
        raise Fault(LOOPBAAN_DATUMS)
    if stap.uren_per_week is not None and not 0 <= stap.uren_per_week <= 80:
        raise Fault(LOOPBAAN_UREN)


def newest_first(stappen: Iterable[Loopbaanstap]) -> tuple[Loopbaanstap, ...]:
    """Return them by their end and begin, the newest first; what goes on still stands on top."""
    going = (Loopbaanstand.BEZIG, Loopbaanstand.GEPLAND)
    return tuple(
        sorted(
            stappen,
            key=lambda each: (each.loopbaanstand in going, each.tot or each.van, each.van, each.id),
            reverse=True,
        )
    )
