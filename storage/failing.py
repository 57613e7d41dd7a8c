"""What SQLite says of the world, in a unit or a reading, as a Fault; our own mistakes stay what they are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from app.faults import Fault
from storage.opening import fault_of


def as_fault(error: BaseException | None) -> Fault | None:
    """Return the Fault behind an error of the driver; None for anything else."""
    if isinstance(error, DBAPIError) and isinstance(error.orig, Exception):
        found = fault_of(error.orig)
        return found if isinstance(found, Fault) else None
    return None


@contextmanager
def faults() -> Iterator[None]:
    """Let what SQLite reports of the world come out as a Fault."""
    try:
        yield
    except DBAPIError as error:
        found = as_fault(error)
        if found is None:
            raise
        raise found from error
