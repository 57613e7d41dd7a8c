"""All places in the window, per role; each module beside this one knows those of its own subject."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from ui.navigation import Destination, Navigator
from ui.session import Session

SUBJECTS = (
    "dossiers",
    "plannen",
    "contacten",
    "signaleringen",
    "vragen",
    "toestemmingen",
    "gemeente",
    "veiligheid",
    "profiel",
)
"""Modules in the order in which their entries stand in the rail."""


def all_destinations(session: Session, navigator: Navigator) -> tuple[Destination, ...]:
    """Return every destination that this profile's role has."""
    found: list[Destination] = []
    for subject in SUBJECTS:
        if find_spec(f"{__name__}.{subject}") is None:
            continue  # while a subject is being written, the others can be used
        found.extend(import_module(f"{__name__}.{subject}").destinations(session, navigator))
    return tuple(found)
