"""The person of a dossier: every act begins by making sure that there is one."""

from __future__ import annotations

from app.domain.gegevensbesluiten import Gegevensbesluit, is_beperkt
from app.domain.inburgeraar import Inburgeraar
from app.faults import Fault, FaultKind
from app.ports import Reading

DOSSIER_ONBEKEND = FaultKind(
    "dossier-onbekend", "Dit dossier staat niet op dit apparaat.", "Zoek de cliënt in de lijst."
)


DOSSIER_BEPERKT = FaultKind(
    "dossier-beperkt",
    "Dit dossier wordt alleen bewaard. Je kunt het nu niet lezen, gebruiken of delen.",
    "Kijk bij “Gegevens en rechten” waarom. Daar kan de beperking ook worden opgeheven.",
)


def require(reading: Reading, dossier_id: str, *, ook_beperkt: bool = False) -> Inburgeraar:
    """Return the person of a dossier; Fault DOSSIER_ONBEKEND when this store has no such dossier.

    Fault DOSSIER_BEPERKT while its data may only be kept, except for what carries out the client's own rights.
    """
    persoon = reading.get(Inburgeraar, dossier_id)
    if persoon is None:
        raise Fault(DOSSIER_ONBEKEND)
    if not ook_beperkt and is_beperkt(reading.of_dossier(Gegevensbesluit, dossier_id)):
        raise Fault(DOSSIER_BEPERKT)
    return persoon
