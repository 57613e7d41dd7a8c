"""Lines fit, no letter is lost, and the order is right in three scripts."""

from __future__ import annotations

import pytest
import uharfbuzz as hb
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents import fonts, theme
from app.documents.text import clean
from app.documents.typesetting import SetText, Span, set_text, text_width
from tests.documents.hostile import HOSTILE


def said(content: SetText) -> str:
    """Return the text behind the glyphs, line by line, words of a line from left to right."""
    lines = []
    for line in content.lines:
        text = ""
        for run in line.runs:
            face = fonts.face(run.face)
            for word in run.words:
                for piece in word.pieces:
                    if isinstance(piece, fonts.Cluster):
                        text += piece.text
                        continue
                    codes = "".join(piece.replace("<", " <").split("<")[1:])
                    for part in codes.split():
                        digits = part.split(">")[0]
                        text += "".join(
                            face.texts[int(digits[at : at + 4], 16)] for at in range(0, len(digits), 4)
                        )
        lines.append(text)
    return "\n".join(lines)


def letters(text: str) -> list[str]:
    return sorted(
        char for char in clean(text) if not char.isspace() and char not in "\u200c\u200d\u200e\u200f"
    )


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [40.0, 220.0])
def test_hostile_text_fits_and_keeps_every_letter(text: str, width: float) -> None:
    content = set_text(text, theme.BODY, width)
    assert all(line.width <= width + 0.5 for line in content.lines)
    assert letters(said(content)) == letters(text)


@given(st.text(max_size=80), st.sampled_from([30.0, 120.0, 400.0]), st.sampled_from(["auto", "ltr", "rtl"]))
@settings(max_examples=200, deadline=None)
def test_any_text_fits_and_keeps_every_letter(text: str, width: float, direction: str) -> None:
    content = set_text(text, theme.BODY.but(direction=direction), width)
    assert all(line.width <= width + 0.5 for line in content.lines)
    assert letters(said(content)) == letters(text)


def test_words_are_not_broken_while_they_fit() -> None:
    text = "Schrijf mevrouw in en vraag het medisch dossier op bij de huisarts in Meerdam."
    lines = said(set_text(text, theme.BODY, 130)).split("\n")
    assert len(lines) > 2
    assert " ".join(lines) == text


def test_a_long_address_is_broken_after_a_slash() -> None:
    lines = said(set_text("https://voorbeeld.nl/" + "map/" * 30, theme.BODY, 150)).split("\n")
    assert len(lines) > 2
    assert all(line.endswith("/") for line in lines)


def test_arabic_paragraph_runs_and_stands_right_to_left() -> None:
    content = set_text("أوافق على المشاركة", theme.BODY, 300)
    assert content.rtl
    (line,) = content.lines
    assert content.shift(line, 300) == pytest.approx(300 - line.width)


def test_arabic_inside_dutch_keeps_the_dutch_order() -> None:
    content = set_text("Samir (سمير) belt", theme.BODY, 300)
    assert not content.rtl
    faces = [run.face for run in content.lines[0].runs]
    assert faces == ["NotoSans-Regular", "NotoSansArabic-Regular", "NotoSans-Regular"]


def test_arabic_letters_join() -> None:
    (joined,) = fonts.shape("NotoSansArabic-Regular", "ممم", True).pieces
    (apart,) = fonts.shape("NotoSansArabic-Regular", "م", True).pieces
    assert isinstance(joined, str) and isinstance(apart, str)
    forms = {joined[at : at + 4] for at in (1, 5, 9)}
    assert len(forms) == 3 and apart[1:5] not in forms


def test_brackets_turn_round_in_right_to_left_text() -> None:
    first = fonts.shape("NotoSansArabic-Regular", "(نعم)", True).pieces[0]
    last = fonts.shape("NotoSansArabic-Regular", "(نعم)", True).pieces[-1]
    own = fonts.face("NotoSansArabic-Regular").font
    assert isinstance(first, fonts.Cluster) and isinstance(last, fonts.Cluster)
    assert (first.text, first.glyphs[0][0]) == (")", own.get_nominal_glyph(ord("(")))
    assert (last.text, last.glyphs[0][0]) == ("(", own.get_nominal_glyph(ord(")")))


def test_a_letter_no_font_has_is_a_box_with_its_own_text() -> None:
    content = set_text("zo 漢", theme.BODY, 200)
    piece = content.lines[0].runs[-1].words[-1].pieces[0]
    assert isinstance(piece, fonts.Cluster)
    assert piece.text == "漢"
    assert piece.glyphs[0][0] == fonts.face("NotoSans-Regular").font.get_nominal_glyph(0x25A1)


def test_looks_change_inside_a_paragraph() -> None:
    content = set_text([Span("vet ", theme.BOLD), Span("gewoon")], theme.BODY, 200)
    assert [run.face for run in content.lines[0].runs] == ["NotoSans-Bold", "NotoSans-Regular"]
    assert said(content) == "vet gewoon"


def test_width_of_a_line_is_the_sum_of_its_letters() -> None:
    size = theme.BODY.size
    assert text_width("aa", theme.BODY) == pytest.approx(2 * text_width("a", theme.BODY), abs=0.2)
    assert text_width("a", theme.BODY.but(size=2 * size)) == pytest.approx(2 * text_width("a", theme.BODY))


def test_a_composite_glyph_has_the_ink_of_its_parts() -> None:
    face = fonts.face("NotoSansArabic-Regular")
    shaped = fonts.shape(face.name, "قق", True)
    clusters = [piece for piece in shaped.pieces if isinstance(piece, fonts.Cluster)]
    assert clusters and all(len(cluster.glyphs) == 2 for cluster in clusters)
    program = face.subset(frozenset(), clusters)
    font = hb.Font(hb.Face(hb.Blob(program)))
    for number, cluster in enumerate(clusters):
        extents = font.get_glyph_extents(face.first_free + number)
        parts = [(face.font.get_glyph_extents(glyph), x, y) for glyph, x, y in cluster.glyphs]
        assert extents.x_bearing == min(part.x_bearing + x for part, x, _ in parts)
        assert extents.y_bearing == max(part.y_bearing + y for part, _, y in parts)
        assert font.get_glyph_h_advance(face.first_free + number) == cluster.advance
