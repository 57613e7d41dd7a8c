"""The HTML overdracht: the same words, nothing but our own tags, nothing loaded from elsewhere."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from app.documents import overdracht
from app.documents.content import content_hash
from tests.documents.hostile import HOSTILE
from tests.documents.samples import EMPTY, OVERDRACHT, SAFETY, with_safety
from tests.documents.test_hostile import sheet_of
from tests.documents.test_overdracht import SECTIONS

OURS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "header",
        "footer",
        "section",
        "div",
        "h1",
        "h2",
        "h3",
    ),
    *(
        "p",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "span",
        "strong",
        "br",
    ),
}
VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Checks nesting, gathers tags, attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    return reader


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_the_text_becomes_markup(text: str) -> None:
    reader = read(overdracht.render_html(sheet_of(text)))
    assert set(reader.tags) <= OURS
    assert {name for name, _ in reader.attributes} <= {
        "lang",
        "charset",
        "name",
        "content",
        "http-equiv",
        "class",
        "scope",
        "dir",
        "aria-hidden",
        "aria-current",
    }


def test_it_has_the_words_and_the_order_of_the_page() -> None:
    text = " ".join(read(overdracht.render_html(OVERDRACHT)).text)
    places = [text.index(title) for title in (OVERDRACHT.client.naam, *SECTIONS[:4])]
    assert places == sorted(places)
    assert all(title in text for title in SECTIONS)
    assert content_hash(OVERDRACHT)[:4] in text
    assert SAFETY.wat not in text
    assert SAFETY.wat in overdracht.render_html(with_safety())


def test_it_has_a_language_a_title_and_table_heads() -> None:
    html = overdracht.render_html(OVERDRACHT)
    reader = read(html)
    assert '<html lang="nl">' in html
    assert reader.tags.count("h1") == 1
    assert ("scope", "col") in reader.attributes
    assert ("aria-current", "step") in reader.attributes
    assert "default-src 'none'" in html


def test_empty_sections_are_said_in_words() -> None:
    assert overdracht.NO_SIGNALS in overdracht.render_html(EMPTY)
