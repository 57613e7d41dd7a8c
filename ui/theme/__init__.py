"""How the window looks: tokens, palette, stylesheet, fonts and icons."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ui.theme.tokens import MAX_SCALE, MIN_SCALE, Colours, Mode, Theme, Tone, make_theme

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication, QWidget

__all__ = [
    "MAX_SCALE",
    "MIN_SCALE",
    "Colours",
    "Mode",
    "Theme",
    "Tone",
    "apply_theme",
    "current",
    "icon",
    "make_theme",
    "restyle",
]

_current = make_theme(Mode.LIGHT)


def current() -> Theme:
    """Return the theme in force; painters ask for it each time they paint, so that a switch needs no rewiring."""
    return _current


def apply_theme(app: QApplication, mode: Mode = Mode.LIGHT, scale: float = 1.0) -> Theme:
    """Dress the whole application: Fusion, our palette, fonts and stylesheet. May be called again to switch."""
    global _current
    from PySide6.QtCore import QDir

    from ui.theme.fonts import base_font
    from ui.theme.palette import make_palette
    from ui.theme.stylesheet import ICON_PREFIX, build, icon_folder

    theme = make_theme(mode, scale)
    _current = theme
    if app.style().objectName().lower() != "fusion":
        app.setStyle("Fusion")
    QDir.setSearchPaths(ICON_PREFIX, [str(icon_folder())])
    with _no_collection():
        app.setPalette(make_palette(theme.colours))
        app.setFont(base_font(theme.type.body))
        app.setStyleSheet(build(theme))
    return theme


@contextmanager
def _no_collection() -> Iterator[None]:
    """Qt walks over all widgets here, and our overrides run inside that walk: none may be collected meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def icon(name: str, role: str = "text", size: int | None = None, gap: int = 0) -> QIcon:
    """Return icon `name` in a colour role of the theme in force (`"text"`, `"accent"`, `"on_accent"`, ...)."""
    from ui.theme import icons

    theme = current()
    edge = size or theme.sizes.icon
    return icons.icon(name, colour_of(role), edge, disabled=theme.colours.text_disabled, gap=gap)


def colour_of(role: str) -> str:
    """Return `#rrggbb` of a role (`"text_muted"`) or of a tone's part (`"warning.ink"`) in the theme in force."""
    first, _, part = role.partition(".")
    if part:
        return str(getattr(current().colours.tone(first), part))
    return str(getattr(current().colours, first))


def restyle(widget: QWidget) -> None:
    """Make the stylesheet look again at a widget whose property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
