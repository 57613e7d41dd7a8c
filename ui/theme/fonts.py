"""The bundled fonts: loaded once, before the first widget, so that a bare machine shows every script."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

import resources

FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic")
FILES = (
    "NotoSans-Regular.ttf",
    "NotoSans-SemiBold.ttf",
    "NotoSans-Bold.ttf",
    "NotoSans-Italic.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-Bold.ttf",
    "NotoSansEthiopic-Regular.ttf",
    "NotoSansEthiopic-Bold.ttf",
)


@cache
def load_fonts() -> tuple[str, ...]:
    """Register the bundled fonts with Qt and return the families in order of preference."""
    for name in FILES:
        if QFontDatabase.addApplicationFontFromData(resources.read_bytes(f"fonts/{name}")) < 0:
            raise RuntimeError(f"bundled font is unreadable: {name}")
    return FAMILIES


def base_font(pixels: int) -> QFont:
    """Return the body font of `pixels` device independent pixels, with Arabic and Ethiopic behind it."""
    font = QFont(list(load_fonts()))
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def arabic_font(pixels: int) -> QFont:
    """Return the body font for a field where Arabic script is expected: lines as tall as that script needs."""
    font = base_font(pixels)
    font.setFamilies([FAMILIES[1], FAMILIES[0], FAMILIES[2]])
    return font
