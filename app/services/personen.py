"""The person of a dossier: every act begins by making sure that there is one."""

from __future__ import annotations

from app.domain.inburgeraar import Inburgeraar
from app.faults import Fault, FaultKind
from app.ports import Reading

DOSSIER_ONBEKEND = FaultKind(
    "dossier-onbekend", "Dit dossier staat niet op dit apparaat.", "Zoek de cliënt in de lijst."
)


def require(reading: Reading, dossier_id: str) -> Inburgeraar:
    """Return the person of a dossier; Fault DOSSIER_ONBEKEND when this store has no such dossier."""
    persoon = reading.get(Inburgeraar, dossier_id)
    if persoon is None:
        raise Fault(DOSSIER_ONBEKEND)
    return persoon
