"""Every letter of the languages at the table has a glyph in what we ship, and each font has its licence."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QRawFont

import resources
from ui.theme.fonts import FAMILIES, FILES, arabic_font, base_font, load_fonts

LETTERS = {
    "NotoSans": {
        "Nederlands": "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789éëïöüáíóúèêçĳ€–—‘’“”„…•·°",
        "Oekraïens": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙ’",
        "Turks, Koerdisch, Somalisch": "çğıİöşüêîûÇĞÖŞÜ",
        "Pools, Roemeens, Vietnamees": "ąćęłńóśźżăâîșțơưạảấầẩẫậ",
        "transliteratie": "āīūḥṣḍṭẓʿʾġḫš",
        "tekens": "←↑→↓↔≤≥≠≈✓✗☐☑☒●○■□▲▶▼◀★☆☎⚠×÷−\u2066\u2069\u200e\u200f",
    },
    "NotoSansArabic": {
        "Arabisch": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْ،؛؟٠١٢٣٤٥٦٧٨٩",
        "Farsi en Dari": "پچژگکی‌هٔ۰۱۲۳۴۵۶۷۸۹",
        "Pasjtoe": "ټځڅډړږښګڼېۍئ",
        "Sorani": "ڕڵۆێەھڤ",
        "Urdu": "ٹڈڑںھہے",
    },
    "NotoSansEthiopic": {
        "Tigrinya en Amhaars": "".join(
            chr(point) for point in range(0x1200, 0x137D) if unicodedata.name(chr(point), "")
        ),
    },
}
CASES = [(name, language) for name in FILES for language in LETTERS[name.partition("-")[0]]]


@pytest.mark.parametrize(("name", "language"), CASES)
def test_every_letter_has_a_glyph(name: str, language: str) -> None:
    font = QRawFont(resources.read_bytes(f"fonts/{name}"), 16)
    letters = LETTERS[name.partition("-")[0]][language]
    assert [letter for letter in letters if not font.supportsCharacter(ord(letter))] == []


def test_layout_features_stayed() -> None:
    """Without them Arabic letters don't join and marks fall beside their letter."""
    for name in ("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"):
        font = QRawFont(resources.read_bytes(f"fonts/{name}"), 16)
        table = bytes(font.fontTable("GSUB").data())
        assert all(feature in table for feature in (b"init", b"medi", b"fina", b"rlig"))
        assert b"mark" in bytes(font.fontTable("GPOS").data())


def test_fonts_are_ours_and_small() -> None:
    assert load_fonts() == FAMILIES
    assert QFontInfo(base_font(15)).family() == "Noto Sans"
    assert QFontInfo(arabic_font(15)).family() == "Noto Sans Arabic"
    sizes = [len(resources.read_bytes(f"fonts/{name}")) for name in FILES]
    assert sum(sizes) < 1.4 * 1024 * 1024


def test_licences_and_recipe_lie_beside_them() -> None:
    folder = Path(resources.__file__).parent / "fonts"
    for family in ("NotoSans", "NotoSansArabic", "NotoSansEthiopic", "NotoSansMath", "NotoSansSymbols2"):
        assert "SIL OPEN FONT LICENSE" in (folder / f"OFL-{family}.txt").read_text("utf-8")
    recipe = (folder / "RECEPT.md").read_text("utf-8")
    assert "make_fonts.py" in recipe
    assert "://" not in recipe + (folder / "make_fonts.py").read_text("utf-8")
