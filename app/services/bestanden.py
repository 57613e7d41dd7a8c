"""Files that a person chose: read with a limit, and saved aside and moved into place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.faults import Fault, FaultKind

MEGABYTE = 1024 * 1024

NIET_BEWAARD = FaultKind(
    "opslaan-niet-gelukt",
    "Het bestand kon daar niet worden opgeslagen.",
    "Kies een andere map, of maak ruimte vrij op deze plek.",
)
NIET_GELEZEN = FaultKind(
    "openen-niet-gelukt",
    "Het bestand kon niet worden gelezen.",
    "Kijk of het er nog staat en of je het mag openen.",
)
TE_GROOT = FaultKind(
    "gekozen-bestand-te-groot",
    "Dit bestand is groter dan {max} MB.",
    "Kies het goede bestand en probeer het opnieuw.",
)


def read(path: str, most: int = MEGABYTE) -> bytes:
    """Return the bytes of a file of at most `most` bytes; Faults NIET_GELEZEN and TE_GROOT."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise Fault(NIET_GELEZEN) from error
    if len(data) > most:
        raise Fault(TE_GROOT, max=max(1, most // MEGABYTE))
    return data


@contextmanager
def saving(path: str) -> Iterator[Callable[[bytes], None]]:
    """Give a function that writes the file aside and moves it into place, for its owner's eyes only.

    The place is proven before anything is made, so that nothing is registered that can't be saved. A file that stands
    there is replaced: the dialog asked. Raises Fault NIET_BEWAARD.
    """
    target = Path(path)
    part = target.with_name(f".{target.name}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    except (OSError, ValueError) as error:
        raise Fault(NIET_BEWAARD) from error
    file = os.fdopen(descriptor, "wb")

    def put(data: bytes) -> None:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            file.close()
            part.replace(target)
        except OSError as error:
            raise Fault(NIET_BEWAARD) from error

    try:
        yield put
    finally:
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            part.unlink()


def save(path: str, data: bytes) -> None:
    """Write a file of which the bytes are known already."""
    with saving(path) as put:
        put(data)
