"""The overdracht sheet as a reader gets it: order, heads that come back, words for what is empty, tags, fonts."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from app.documents import overdracht
from app.documents.content import (
    Actie,
    ClientBlok,
    Gezinslid,
    OverdrachtBlad,
    SignaalRegel,
    ThemaBlok,
    Urgentie,
    content_hash,
)
from tests.documents.reading import opened, page_texts, poppler, structure, whole
from tests.documents.samples import COLOFON, EMPTY, OVERDRACHT, SAFETY, with_safety

SECTIONS = [
    "Dit kan niet wachten",
    "Wat wij u vragen",
    "Huishouden",
    "Taal en bereikbaarheid",
    "Overdracht",
    "Verblijf",
    "Inburgering",
    "Per thema",
    "Dossiers die meegaan",
    "Open signalen",
    "Wat goed gaat en wat ik wil",
    "Toestemming en grond",
]


@pytest.fixture(scope="module")
def sheet() -> bytes:
    return overdracht.render(OVERDRACHT)


def test_name_comes_first_and_sections_stand_in_their_order(sheet: bytes) -> None:
    tree = structure(sheet)
    assert [node.whole for node in tree.all("H1")] == [OVERDRACHT.client.naam]
    assert [node.whole for node in tree.all("H2")] == SECTIONS


def test_pdftotext_reads_the_sheet_in_order(sheet: bytes) -> None:
    text = poppler(sheet, "-raw")
    places = [
        text.index(words) for words in (OVERDRACHT.client.naam, *SECTIONS[:2], "Huishouden", "Leerroute")
    ]
    assert places == sorted(places)
    assert "Zegt: “mijn hoofd is vol”." in text
    assert "Tigrinya (ትግርኛ)" in text


def test_it_fits_two_pages_with_every_section(sheet: bytes) -> None:
    with opened(sheet) as document:
        assert len(document.pages) == 2


def test_urgent_is_told_by_sign_and_word_on_the_first_page(sheet: bytes) -> None:
    first = page_texts(sheet)[0]
    assert "Spoed. Medicijnen voor hoge bloeddruk zijn op." in first
    assert first.index("Spoed.") < first.index("Binnenkort.") < first.index("Huishouden")


def test_signals_are_sorted_by_urgency(sheet: bytes) -> None:
    rows = structure(sheet).all("Table")[-2].all("TR")[1:]
    assert [row.kids[0].whole for row in rows] == ["Spoed", "Binnenkort", "Volgen"]


def test_sections_left_out_are_not_named() -> None:
    text = whole(overdracht.render(replace(OVERDRACHT, signalen=None, verblijf=None)))
    assert "Open signalen" not in text
    assert "Verblijf" not in text
    assert overdracht.LEFT_OUT in text


def test_empty_sections_are_said_in_words() -> None:
    text = whole(overdracht.render(EMPTY))
    for words in (
        "Naam niet bekend",
        "geboortedatum niet bekend",
        overdracht.NO_URGENT,
        overdracht.NO_QUESTIONS,
        overdracht.NO_HOUSEHOLD,
        overdracht.NO_THEMES,
        overdracht.NO_FILES,
        overdracht.NO_SIGNALS,
        overdracht.NO_STRENGTHS,
        overdracht.NO_GROUNDS,
    ):
        assert words in text


def test_safety_signals_stand_on_a_page_of_their_own_that_counts_for_itself(sheet: bytes) -> None:
    assert SAFETY.wat not in whole(sheet)
    *others, last = page_texts(overdracht.render(with_safety()))
    assert not any(SAFETY.wat in page or "veiligheid" in page for page in others)
    assert SAFETY.wat.split(" telefoon")[0] in last
    assert "bel 112" in last
    assert "Zeer vertrouwelijk" in last
    assert "Apart blad 1 van 1" in last
    assert "Pagina 1 van 2" in others[0]


def long_sheet() -> OverdrachtBlad:
    rows = tuple(
        SignaalRegel(
            urgentie=Urgentie.BINNENKORT, leefgebied="Wonen", wat=f"Regel {at}. " + "Het lekt nog. " * 9
        )
        for at in range(60)
    )
    themes = tuple(
        ThemaBlok(
            thema=f"Thema {at}", stand="Een lange zin over hoe het gaat. " * 25, acties=(Actie(wat="Bellen"),)
        )
        for at in range(14)
    )
    name = "Aboubakr-Abdirahman-" * 12
    return replace(OVERDRACHT, signalen=rows, themas=themes, client=ClientBlok(naam=name))


def test_long_content_goes_on_over_pages_with_repeated_heads() -> None:
    made = overdracht.render(long_sheet())
    pages = page_texts(made)
    assert len(pages) > 6
    with_rows = [page for page in pages if "Regel " in page]
    assert len(with_rows) > 2
    assert all("Wat is gezien of gehoord" in page for page in with_rows)
    text = "".join(pages)
    assert all(f"Regel {at}." in text for at in range(60))
    # A head that came back is no content: a screen reader meets it once.
    heads = [node.whole for node in structure(made).all("TH")]
    assert heads.count("Wat is gezien of gehoord") == 1


def test_no_heading_or_label_ends_a_page() -> None:
    openers = {*SECTIONS, *(blok.thema for blok in OVERDRACHT.themas or ()), "Nog te doen", "Afgesproken"}
    for extra in range(0, 60, 3):
        rows = tuple(Gezinslid(naam=f"Kind {at}", hoort_bij="zoon") for at in range(extra))
        for page in page_texts(overdracht.render(replace(OVERDRACHT, huishouden=rows)))[:-1]:
            content = page.split("Overdracht naar de huisarts ·")[0].split("Pagina ")[0].strip().split("\n")
            assert content[-1] not in openers


def test_a_row_higher_than_a_page_is_broken_and_nothing_is_lost() -> None:
    words = " ".join(f"woord{at}" for at in range(2500))
    signal = SignaalRegel(urgentie=Urgentie.SPOED, leefgebied="Wonen", wat=words)
    made = overdracht.render(replace(OVERDRACHT, signalen=(signal,)))
    text = " ".join(structure(made).whole.split())
    assert words in text


def test_every_font_is_embedded_and_cut_down(sheet: bytes) -> None:
    with opened(sheet) as document:
        fonts = {name: font for page in document.pages for name, font in page.Resources.Font.items()}
        assert len(fonts) >= 4
        for font in fonts.values():
            inner = font.DescendantFonts[0]
            assert "/FontFile2" in inner.FontDescriptor
            assert str(font.BaseFont)[7] == "+"
            assert font.ToUnicode
    assert b"Helvetica" not in b"".join(opened(sheet).docinfo.unparse().split())


def test_tags_language_and_title_are_there(sheet: bytes) -> None:
    with opened(sheet) as document:
        root = document.Root
        assert str(root.Lang) == "nl"
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert all(page.Tabs == pikepdf.Name.S for page in document.pages)
        parents = root.StructTreeRoot.ParentTree.Nums
        assert list(parents)[::2] == [0, 1]
    tree = structure(sheet)
    assert tree.tag == "Document"
    household = tree.all("Table")[1]
    assert [node.scope for node in household.all("TH")] == ["Column"] * 4
    assert [len(row.kids) for row in household.all("TR")] == [4, 4, 4]
    (line, *bars) = tree.all("Figure")
    assert line.alt.startswith("De doorgaande lijn. Nu: stap 7 van 8, Warme overdracht.")
    assert [bar.alt for bar in bars] == ["PVT: 8 van 12 uur", "MAP, praktijk: 12,5 van 40 uur"]


def test_foot_and_head_are_no_content(sheet: bytes) -> None:
    content = structure(sheet).whole
    assert "Pagina" not in content
    assert "Controlegetal" not in content
    assert "Pagina 2 van 2" in page_texts(sheet)[1]


def test_metadata_holds_no_names(sheet: bytes) -> None:
    with opened(sheet) as document:
        told = document.Root.Metadata.read_bytes().decode() + document.docinfo.unparse().decode("latin-1")
        assert str(document.docinfo.CreationDate).startswith("D:20261122103100")
    assert "Overdracht naar de huisarts" in told
    for word in ("Selam", "Tesfay", "Mieke", "Verbeek", "DL-2041"):
        assert word not in told
    assert "pdfuaid" not in told


def test_same_content_gives_the_same_bytes() -> None:
    first = overdracht.render(with_safety())
    overdracht.render(long_sheet())
    assert overdracht.render(with_safety()) == first


def test_a_fresh_process_gives_the_same_bytes(sheet: bytes) -> None:
    code = (
        "import sys; from app.documents import overdracht; from tests.documents.samples import OVERDRACHT;"
        "sys.stdout.buffer.write(overdracht.render(OVERDRACHT))"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert other == sheet


def test_a_password_gives_aes_256_and_the_same_pages(sheet: bytes) -> None:
    locked = overdracht.render(OVERDRACHT, password="wachtwoord per telefoon")
    assert b"Selam" not in locked
    with pytest.raises(pikepdf.PasswordError):
        opened(locked)
    with opened(locked, "wachtwoord per telefoon") as document:
        assert document.encryption.R == 6
        assert document.encryption.bits == 256
        assert len(document.pages) == 2
    assert structure(locked, "wachtwoord per telefoon").whole == structure(sheet).whole


def test_content_hash_changes_with_any_word_and_stands_in_the_code() -> None:
    digest = content_hash(OVERDRACHT)
    assert len(digest) == 64
    changed = [
        replace(OVERDRACHT, ontvanger="Een ander"),
        replace(OVERDRACHT, colofon=replace(COLOFON, exemplaar=2)),
        replace(OVERDRACHT, huishouden=None),
        replace(OVERDRACHT, veiligheid=(SAFETY,)),
        replace(OVERDRACHT, client=replace(OVERDRACHT.client, geboortedatum=date(1991, 3, 4))),
    ]
    assert len({digest, *map(content_hash, changed)}) == 6
    assert content_hash(replace(OVERDRACHT, ontvanger="Ren\u00e9")) == content_hash(
        replace(OVERDRACHT, ontvanger="Rene\u0301")
    )
    text = overdracht.verification_text(OVERDRACHT)
    assert text == f"DL1/OVERDRACHT/{COLOFON.document_id}/{digest}".upper()


def test_content_hash_is_this_one() -> None:
    """A sheet on paper must still be found years later: the canonical form may not move."""
    sheet = OverdrachtBlad(
        colofon=COLOFON, soort="naar de huisarts", ontvanger="A", client=ClientBlok(naam="B")
    )
    assert content_hash(sheet) == "66473a5226b1fb33ec0c74cbdf036cd2b5c8e6709e4020e49891b4f53fce7f8f"


def test_practice_is_said_on_every_page() -> None:
    made = overdracht.render(replace(with_safety(), colofon=replace(COLOFON, oefenen=True)))
    assert all("OEFENEN" in page for page in page_texts(made))
    assert "OEFENEN" in overdracht.render_html(replace(OVERDRACHT, colofon=replace(COLOFON, oefenen=True)))


def test_importing_the_documents_loads_no_pdf_library() -> None:
    code = (
        "import sys, app.documents.overdracht, app.documents.toestemming, app.documents.herstelblad,"
        "app.documents.uitnodiging, app.documents.verslag;"
        "sys.exit(any(name in sys.modules for name in ('reportlab', 'pikepdf', 'uharfbuzz', 'segno', 'bidi')))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
