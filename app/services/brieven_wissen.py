"""Letters erased for good, also when the client takes the yes to their photo back."""

from __future__ import annotations

from app.domain.bijlagen import DOEL_FOTO, Bijlage, Bijlageinhoud
from app.ports import UnitOfWork


def erase(uow: UnitOfWork, bijlage: Bijlage, why: str) -> None:
    """Take a letter and its bytes out of the store; that it was erased, and why, stays in the log."""
    uow.ledger.erase(Bijlageinhoud.soort, bijlage.inhoud_id, None, grond=why)
    uow.ledger.erase(Bijlage.soort, bijlage.id, None, grond=why)


def after_no(uow: UnitOfWork, dossier_id: str, doel: str) -> int:
    """Erase every letter of a dossier when the no is about photos of letters; returns how many."""
    if doel != DOEL_FOTO:
        return 0
    found = uow.of_dossier(Bijlage, dossier_id)
    for each in found:
        erase(uow, each, "toestemming ingetrokken")
    return len(found)
