"""Consent copy, recovery card, invitation and report: what must stand on them, and in which direction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.documents import herstelblad, toestemming, uitnodiging, verslag
from app.documents.content import Antwoord, Tabel, Toestemmingsblad, Tweetalig
from app.documents.drawings import qr_modules
from app.documents.woorden import TALEN
from tests.documents.more_samples import HERSTELBLAD, UITNODIGING, toestemming_ar, toestemming_ti
from tests.documents.more_samples import verslag as sample_report
from tests.documents.reading import MARKS, opened, page_texts, poppler, structure, whole
from tests.documents.samples import COLOFON


@pytest.fixture(scope="module")
def arabic() -> bytes:
    return toestemming.render(toestemming_ar())


def test_arabic_stands_beside_dutch_in_reading_order(arabic: bytes) -> None:
    paragraphs = structure(arabic).all("P")
    dutch = next(at for at, node in enumerate(paragraphs) if node.whole.startswith("Je kunt altijd stoppen."))
    own = paragraphs[dutch + 1]
    assert own.language == "ar"
    assert own.actual == toestemming_ar().inleiding[1].eigen


def test_pdftotext_reads_the_arabic_words_in_order(arabic: bytes) -> None:
    text = poppler(arabic)
    for words in (
        "مشاركة معلومات المرافقة مع البلدية",
        "مشاركة معلومات الصحة مع طبيب الأسرة",
        "لن تُعاقَب ولن تحصل على مساعدة أقل",
        "Samir al-Masri (سمير المصري)",
        "020 123 45 67",
    ):
        assert words in text


def test_pdftotext_reads_an_arabic_page_with_brackets_numbers_and_dates() -> None:
    line = "اتصل بالرقم 020 123 45 67 (أو أخبر مرافقك) قبل 22-11-2026، من فضلك."
    blad = replace(
        toestemming_ar(),
        vragen=(),
        rechten=(),
        handtekeningen=(),
        inleiding=tuple(Tweetalig(nl="", eigen=line) for _ in range(12)),
    )
    text = poppler(toestemming.render(blad))
    assert "اتصل بالرقم" in text
    assert "(أو أخبر مرافقك)" in text
    assert "22-11-2026" in text


def test_pdftotext_reads_tigrinya_in_order() -> None:
    text = poppler(toestemming.render(toestemming_ti()))
    for words in ("ሓበሬታ ምስ ምምሕዳር ከተማ ምክፋል", "እወ ወይ ኣይፋል ክትብል ትኽእል ኢኻ።", "ናብ 020 123 45 67 ደውል፡"):
        assert words in text


def test_pdfium_reads_the_same_words(arabic: bytes, qapp: object) -> None:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument(None)
    data = QByteArray(arabic)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    text = " ".join(MARKS.sub("", document.getAllText(0).text()).split())
    assert document.pageCount() == 2
    assert "مشاركة معلومات المرافقة مع البلدية" in text
    assert "Je kunt altijd stoppen. Bel 020 123 45 67, of zeg het tegen je begeleider." in text
    document.close()


def test_arabic_is_drawn_at_the_right_of_its_column_and_embedded(arabic: bytes) -> None:
    with opened(arabic) as document:
        names = {str(font.BaseFont)[8:] for font in document.pages[0].Resources.Font.values()}
        assert {"NotoSansArabic-Regular", "NotoSansArabic-Bold", "NotoSans-Regular"} <= names
        assert all(
            "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            for page in document.pages
            for font in page.Resources.Font.values()
        )


def test_answers_are_told_in_both_languages(arabic: bytes) -> None:
    text = " ".join(node.actual or node.whole for node in structure(arabic).all("P"))
    assert "Ja, dit mag" in text
    assert TALEN["ar"].nee in text
    assert "Nog niet beantwoord" in text


def test_an_unreviewed_translation_says_so(arabic: bytes) -> None:
    said = "Deze vertaling is nog niet nagekeken"
    assert said in whole(arabic)
    assert said not in whole(toestemming.render(replace(toestemming_ar(), nagekeken=True)))


def test_text_version_hash_and_way_of_giving_are_there() -> None:
    text = whole(toestemming.render(toestemming_ti()))
    assert "Tekst versie 3" in text
    assert "9f86 d081" in text
    assert "Mondeling gegeven." in text
    assert "N. Haddad, tolk" in text


def test_a_drawn_signature_has_a_word_for_who_cannot_see_it(arabic: bytes) -> None:
    assert [node.alt for node in structure(arabic).all("Figure")] == [
        "Handtekening van Samir al-Masri",
        "Plaats om te tekenen: Mieke Verbeek",
    ]


def test_dutch_alone_takes_the_whole_width() -> None:
    blad = Toestemmingsblad(
        colofon=COLOFON,
        client="Jan",
        taal="nl",
        taalnaam="Nederlands",
        inleiding=(),
        vragen=(),
        datum=date(2026, 1, 2),
    )
    text = whole(toestemming.render(blad))
    assert "Er is nog niets gevraagd." in text
    assert "Er is niet getekend." in text


@pytest.mark.parametrize("taal", sorted(TALEN))
def test_every_language_with_words_of_ours_prints(taal: str) -> None:
    words = TALEN[taal]
    blad = replace(toestemming_ar(), taal=taal, nagekeken=False)
    made = toestemming.render(blad)
    tree = structure(made)
    told = " ".join(node.actual or node.whole for tag in ("P", "H1", "H2") for node in tree.all(tag))
    for text in (words.ja, words.nee, words.rechten, words.toestemming):
        assert text in told
    assert "□" not in whole(made)


def test_every_question_is_kept_with_its_answer() -> None:
    blad = toestemming_ar()
    many = tuple(replace(blad.vragen[at % 3], antwoord=list(Antwoord)[at % 3]) for at in range(24))
    made = toestemming.render(replace(blad, vragen=many))
    headings = [node.actual or node.whole for node in structure(made).all("H2")]
    assert sum(title[:2].rstrip(".").isdigit() for title in headings) == 48
    assert len(page_texts(made)) > 4


def test_recovery_card_has_groups_checks_and_code_on_one_page() -> None:
    made = herstelblad.render(HERSTELBLAD)
    (page,) = page_texts(made)
    for group in HERSTELBLAD.groepen:
        assert f"{group.tekens}{group.controle}" in page.replace("\n", "")
    assert "Waar bewaar je het" in page
    assert [node.alt for node in structure(made).all("Figure")] == ["QR-code met de herstelcode van dit blad"]
    assert "Mieke" not in opened(made).Root.Metadata.read_bytes().decode()


def test_invitation_has_words_to_compare_and_an_end() -> None:
    made = uitnodiging.render(UITNODIGING)
    (page,) = page_texts(made)
    assert all(word in page for word in UITNODIGING.vingerafdruk)
    assert "6 december 2026" in page
    too_much = whole(uitnodiging.render(replace(UITNODIGING, qr="x" * 5000)))
    assert "te groot voor papier" in too_much


def test_report_repeats_heads_and_says_what_is_empty() -> None:
    made = verslag.render(sample_report(90))
    pages = page_texts(made)
    assert len(pages) > 2
    assert all("Wat er mis is" in page for page in pages if "geboortedatum" in page)
    text = whole(made)
    assert "Er zijn geen dubbelen gevonden." in text
    assert "Dit hoofdstuk is leeg." in text
    assert "Let op." in text
    assert "Acuut." in text
    rows = [row for table in structure(made).all("Table") for row in table.all("TR") if len(row.kids) == 4]
    assert [row.kids[0].whole for row in rows if row.kids[0].whole.isdigit()] == [
        str(at) for at in range(1, 91)
    ]


def test_a_report_of_thousands_of_rows_is_made() -> None:
    table = Tabel(koppen=("Naam", "Stand"), rijen=tuple((f"Persoon {at}", "gedaan") for at in range(2000)))
    report = replace(
        sample_report(1), hoofdstukken=(replace(sample_report(1).hoofdstukken[1], tabellen=(table,)),)
    )
    with opened(verslag.render(report)) as document:
        assert len(document.pages) > 40


@pytest.mark.parametrize(
    "make", [lambda: verslag.render(sample_report(3)), lambda: uitnodiging.render(UITNODIGING)]
)
def test_other_documents_are_the_same_bytes_each_time(make: object) -> None:
    assert callable(make)
    assert make() == make()


@pytest.mark.parametrize("password", ["kort", "met é en ፍቓድ"])
def test_any_document_takes_a_password(password: str) -> None:
    with opened(herstelblad.render(HERSTELBLAD, password=password), password) as document:
        assert document.encryption.R == 6


def test_qr_stretches_give_back_the_code() -> None:
    import segno

    (size, _, _), *stretches = qr_modules("DL1/OVERDRACHT/1/ABC")
    grid = [[0] * size for _ in range(size)]
    for row, column, length in stretches:
        for at in range(column, column + length):
            grid[row][at] = 1
    made = segno.make("DL1/OVERDRACHT/1/ABC", error="m", micro=False, boost_error=False)
    assert grid == [list(row) for row in made.matrix]
