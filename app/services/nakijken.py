"""Nakijken: is this sheet, or this file, what was made here; when, by whom, for whom? Nothing is written.

A sheet on paper has a code (QR, or number and check digits) over its content; a file has a hash over its bytes. Both
were kept when it was made (`Verstrekking`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from app.domain.inburgeraar import Inburgeraar
from app.domain.verstrekkingen import Verstrekking
from app.faults import Fault, FaultKind
from app.ports import Reading, Store

CODE_ONLEESBAAR = FaultKind(
    "blad-code-vorm",
    "Dit is geen code van een blad.",
    "Scan de QR-code. Of typ het nummer en het controlegetal over die onderaan het blad staan.",
)
_QR = re.compile(r"^DL1/[A-Z-]{1,40}/([0-9A-F-]{8,64})/([0-9A-F]{64})$", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_CHECK = 32
"""Digits of the content hash that stand on paper; fewer than these prove nothing."""


class Uitkomst(StrEnum):
    """What can be said of a sheet or file."""

    ECHT = "echt"
    VERANDERD = "veranderd"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Oordeel:
    """The answer in one sentence, and of what was made here the facts; these are empty when it isn't known."""

    uitkomst: Uitkomst
    zin: str
    dossier_id: str = ""
    naam: str = ""
    document: str = ""
    ontvanger: str = ""
    gemaakt_op: datetime | None = None
    gemaakt_door: str = ""
    exemplaar: int = 0


def check_code(store: Store, text: str) -> Oordeel:
    """Judge what was scanned or typed over from a sheet. Fault when no number and check digits are in it."""
    number, digits = _read(text)
    with store.read() as reading:
        made = reading.get(Verstrekking, number)
        if made is None:
            return Oordeel(uitkomst=Uitkomst.ONBEKEND, zin=_UNKNOWN)
        if made.inhoud_hash.startswith(digits):
            return _known(reading, made, Uitkomst.ECHT, "Dit blad is hier gemaakt, met precies deze inhoud.")
        return _known(reading, made, Uitkomst.VERANDERD, _CHANGED)


def check_file(store: Store, data: bytes) -> Oordeel:
    """Judge a file by its bytes: one changed byte makes it another file."""
    with store.read() as reading:
        found = reading.matching(Verstrekking, "bestand_hash", sha256(data).hexdigest())
        if not found:
            return Oordeel(uitkomst=Uitkomst.ONBEKEND, zin=_OTHER_FILE)
        return _known(reading, found[0], Uitkomst.ECHT, "Dit is precies het bestand dat hier gemaakt is.")


_UNKNOWN = "Dit blad is niet in dit profiel gemaakt. Vraag het na bij wie het gaf."
_CHANGED = (
    "Er is een blad met dit nummer, maar de inhoud klopt niet. Controleer of je alles goed overtypte."
    " Klopt dat, dan is het blad veranderd."
)
_OTHER_FILE = (
    "Dit bestand is hier niet zo gemaakt. Misschien is het veranderd, of opnieuw opgeslagen."
    " De code op het blad zegt of de inhoud nog klopt."
)


def _read(text: str) -> tuple[str, str]:
    """Return (number, digits of the check) out of a QR text, or of what somebody typed over in groups."""
    scanned = _QR.match(text.strip())
    if scanned is not None:
        return scanned.group(1).lower(), scanned.group(2).lower()
    number = _NUMBER.search(text)
    if number is None:
        raise Fault(CODE_ONLEESBAAR)
    rest = text[: number.start()] + " " + text[number.end() :]
    groups = re.findall(r"\b[0-9a-f]{4,64}\b", rest.lower())
    digits = "".join(groups)
    if len(digits) < _CHECK:
        raise Fault(CODE_ONLEESBAAR)
    return number.group().lower(), digits


def _known(reading: Reading, made: Verstrekking, uitkomst: Uitkomst, zin: str) -> Oordeel:
    persoon = reading.get(Inburgeraar, made.dossier_id)
    return Oordeel(
        uitkomst=uitkomst,
        zin=zin,
        dossier_id=made.dossier_id,
        naam=persoon.naam if persoon else "",
        document=made.document,
        ontvanger=made.ontvanger_naam or made.ontvanger.value,
        gemaakt_op=made.gemaakt_op,
        gemaakt_door=made.gemaakt_door,
        exemplaar=made.kopie,
    )
