"""Afgifte: a finished paper is handed to the client, which is registered with hashes and copy number and logged."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.changes import Changes
from app.documents.content import content_hash
from app.domain.toestemmingen import Ontvanger
from app.domain.verstrekkingen import Verstrekking
from app.ports import Clock, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeDocument:
    """A finished document: its bytes, the name to propose (without a person's name), what was registered."""

    data: bytes
    bestandsnaam: str
    verstrekking: Verstrekking
    changes: Changes = field(default_factory=Changes)


def next_copy(store: Store, dossier_id: str, document: str, onderdeel: str = "") -> int:
    """Return the number of the copy that is made now; with `onderdeel` of papers about that alone."""
    with store.read() as reading:
        earlier = reading.of_dossier(Verstrekking, dossier_id)
    return 1 + sum(
        each.document == document and (not onderdeel or onderdeel in each.onderdelen) for each in earlier
    )


def to_client(store: Store, paper: Verstrekking, data: bytes, bestandsnaam: str) -> MadeDocument:
    """Register a paper for the client: Verstrekking, and E in the access log."""
    with store.write() as uow:
        uow.add(paper)
        uow.note_access(paper.dossier_id, "E", soort=Verstrekking.soort)
        changes = uow.commit()
    return MadeDocument(data=data, bestandsnaam=bestandsnaam, verstrekking=paper, changes=changes)


def paper_for_client(
    store: Store,
    clock: Clock,
    document_id: str,
    dossier_id: str,
    document: str,
    onderdelen: Sequence[str],
    kopie: int,
    blad: object,
    data: bytes,
) -> Verstrekking:
    """Return what is registered of a paper: its content (`blad`) and its bytes by their hashes."""
    return Verstrekking(
        id=document_id,
        dossier_id=dossier_id,
        document=document,
        ontvanger=Ontvanger.CLIENT,
        ontvanger_naam="",
        onderdelen=tuple(onderdelen),
        grondslag_ids=(),
        gemaakt_op=clock.now(),
        gemaakt_door=store.profile.naam,
        kopie=kopie,
        inhoud_hash=content_hash(blad),
        bestand_hash=hashlib.sha256(data).hexdigest(),
    )
