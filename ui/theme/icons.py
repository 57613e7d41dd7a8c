"""Our own icons, tinted to the palette when they're drawn, sharp at every pixel ratio."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

import resources


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    return resources.read_text(f"icons/{name}.svg")


def icon_names() -> tuple[str, ...]:
    """Return the names of all icons that can be tinted."""
    names = (name.removesuffix(".svg") for name in resources.list_names("icons") if name.endswith(".svg"))
    return tuple(name for name in names if not name.startswith("control-") and name != "app")


@lru_cache(maxsize=1024)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return icon `name` in `#rrggbb`, `size` device independent pixels square, for a screen of `ratio`.

    Raises FileNotFoundError for an icon that doesn't exist.
    """
    from PySide6.QtSvg import QSvgRenderer

    data = _drawing(name).replace("currentColor", colour).encode()
    renderer = QSvgRenderer(QByteArray(data))
    pixels = max(1, round(size * ratio))
    picture = QPixmap(QSize(pixels, pixels))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=512)
def icon(name: str, colour: str, size: int, disabled: str | None = None, gap: int = 0) -> QIcon:
    """Return a QIcon of `name` in `colour` (and `disabled` when greyed), sharp at 1x, 1.5x and 2x.

    `gap` adds empty room at the end (at the start when negative), for a word that follows.
    """
    made = QIcon()
    for ratio in (1.0, 1.5, 2.0):
        made.addPixmap(_with_gap(pixmap(name, colour, size, ratio), gap))
        if disabled:
            made.addPixmap(_with_gap(pixmap(name, disabled, size, ratio), gap), QIcon.Mode.Disabled)
    return made


def _with_gap(picture: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return picture
    ratio = picture.devicePixelRatio()
    wide = QPixmap(picture.width() + round(abs(gap) * ratio), picture.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0 if gap > 0 else -gap, 0, picture)
    painter.end()
    return wide
