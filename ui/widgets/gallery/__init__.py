"""Every building block in every state, to look at and to judge; not part of the program's screens.

`python -m ui.widgets.gallery --out DIR` draws the pages as pictures, in both palettes at 100 % and 150 %.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QTabWidget, QWidget

from ui.widgets.gallery.content import (
    charts_page,
    consent_page,
    dossier_page,
    entries,
    lists_page,
    right_to_left_page,
    steps,
)
from ui.widgets.gallery.controls import answers_page, buttons_page, fields_page

__all__ = [
    "PAGES",
    "answers_page",
    "build_gallery",
    "buttons_page",
    "charts_page",
    "consent_page",
    "dossier_page",
    "entries",
    "fields_page",
    "gallery_window",
    "lists_page",
    "right_to_left_page",
    "steps",
]

PAGES: dict[str, Callable[[], QWidget]] = {
    "knoppen": buttons_page,
    "velden": fields_page,
    "antwoorden": answers_page,
    "dossier": dossier_page,
    "lijsten": lists_page,
    "tekeningen": charts_page,
    "toestemming": consent_page,
    "rechts": right_to_left_page,
}


def build_gallery() -> dict[str, QWidget]:
    """Return the pages by name; each is a whole page with made-up words."""
    return {name: make() for name, make in PAGES.items()}


def gallery_window() -> QTabWidget:
    """Return one window with a tab per page."""
    window = QTabWidget()
    window.setWindowTitle("Bouwstenen")
    for name, page in build_gallery().items():
        window.addTab(page, name.capitalize())
    window.resize(1280, 800)
    return window
