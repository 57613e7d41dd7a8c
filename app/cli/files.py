"""Files that a person names: read with a limit, written whole or not at all, and never over something by accident."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from app.faults import Fault, FaultKind

BESTAND_NIET_GELEZEN = FaultKind(
    "bestand-niet-gelezen", "Dit bestand kan niet worden gelezen.", "Kijk of de naam en de map kloppen."
)
BESTAND_TE_GROOT = FaultKind(
    "bestand-te-groot-om-te-lezen",
    "Dit bestand is te groot: er passen {max} MB.",
    "Kies een kleiner bestand.",
)
BESTAND_VORM = FaultKind(
    "bestand-vorm", "Dit bestand is geen goede {soort}.", "Maak het bestand opnieuw, of kies een ander."
)
BESTAND_NIET_BEWAARD = FaultKind(
    "bestand-niet-bewaard",
    "Het bestand kan daar niet worden bewaard.",
    "Kies een andere map, of maak ruimte vrij. Er is niets veranderd.",
)
BESTAND_BESTAAT = FaultKind(
    "bestand-bestaat-al",
    "Er staat al een bestand met deze naam.",
    "Kies een andere naam, of gebruik --overwrite.",
)

MEGABYTE = 1024 * 1024


def read(path: Path, most: int) -> bytes:
    """Return a file's bytes, at most `most`; a Fault for what can't be read or is bigger."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise Fault(BESTAND_NIET_GELEZEN) from error
    if len(data) > most:
        raise Fault(BESTAND_TE_GROOT, max=max(1, most // MEGABYTE))
    return data


def first_line(data: bytes) -> str:
    """Return the first line of a small text file, such as one with a passphrase."""
    try:
        return data.decode("utf-8-sig").split("\n", 1)[0].rstrip("\r")
    except UnicodeDecodeError:
        raise Fault(BESTAND_VORM, soort="tekst in UTF-8") from None


def read_structured(path: Path) -> Any:
    """Return what a JSON or (by its name) TOML file holds; a Fault when it isn't one."""
    import json
    import tomllib

    data = read(path, MEGABYTE)
    kind = "TOML" if path.suffix.lower() == ".toml" else "JSON"
    try:
        text = data.decode("utf-8-sig")
        return tomllib.loads(text) if kind == "TOML" else json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Fault(BESTAND_VORM, soort=kind) from error


@contextmanager
def saving(path: Path, *, overwrite: bool = False) -> Iterator[Callable[[bytes], None]]:
    """Give a function that writes the file aside and moves it into place, for its owner's eyes only.

    The place is proven before anything is made, so that nothing is registered that can't be saved.
    """
    if path.exists() and (path.is_dir() or not overwrite):
        raise Fault(BESTAND_BESTAAT)
    part = path.with_name(f".{path.name}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    except (OSError, ValueError) as error:
        raise Fault(BESTAND_NIET_BEWAARD) from error

    def put(data: bytes) -> None:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            file.close()
            part.replace(path)
        except OSError as error:
            raise Fault(BESTAND_NIET_BEWAARD) from error

    file = os.fdopen(descriptor, "wb")
    try:
        yield put
    finally:
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            part.unlink()
