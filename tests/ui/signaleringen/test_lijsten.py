"""The coordinator's own list in the window: a workbook judged, tried out, published, offered, taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services import lijsten
from tests.catalogue.test_xlsform import HEAD, form, workbook
from tests.ui.signaleringen.desk import Bureau, click, words
from ui.views.lijsten import LijstenView

LANG = "label::Arabic (ar)"
FIETS = form(
    ["begin_group", "fiets", "Fietsen", "Vraag rustig.", "", "", "ركوب"],
    [
        "select_one sig",
        "band",
        "Is de band lek?",
        "Kijk samen.",
        "yes",
        "",
        "ثقب؟",
        "wonen",
        "spoed",
        "",
        "maatje",
    ],
    ["text", "wens", "Waar wil je heen?", "", "", "${band} = 'ja'", "إلى أين؟"],
    ["end_group"],
    head=[*HEAD, LANG, "dl_leefgebied", "dl_urgentie", "dl_signaal_bij", "dl_naar"],
    settings=[["form_title", "form_id", "version"], ["Fietsles", "fietsles", 1]],
)


def a_file(folder: Path, sheets: object = FIETS) -> str:
    path = folder / "fietsles.xlsx"
    path.write_bytes(workbook(sheets))  # type: ignore[arg-type]
    return str(path)


@pytest.fixture
def page(register: Bureau) -> LijstenView:
    made: LijstenView = register.go("lijsten")
    return made


def test_a_list_is_tried_out_published_and_offered(
    register: Bureau, page: LijstenView, tmp_path: Path
) -> None:
    assert "nog geen eigen lijst" in words(page)
    page.take_file(a_file(tmp_path))
    register.page("lijsten")
    shown = words(page)
    assert "“Fietsles”, versie 1: 2 vragen." in shown
    assert page.preview is not None
    assert page.preview.rows["band"].isVisibleTo(page)
    assert not page.preview.rows["wens"].isVisibleTo(page)
    click(page.preview.rows["band"].row.segments["ja"])
    assert page.preview.rows["wens"].isVisibleTo(page)
    details = page.preview.rows["band"].details
    assert details is not None and details.panel is not None and details.panel.isVisibleTo(page)
    page.preview.languages.setCurrentIndex(1)
    page.preview.languages.activated.emit(1)
    assert "niet door een moedertaalspreker" in words(page.preview)
    assert page.preview.rows["band"].second.text() == "ثقب؟"
    click(page.publish)
    assert "is gepubliceerd" in words(page)
    assert [row.shown.title for row in page.own.rows()] == ["Fietsles"]
    assert page.preview is None
    with register.store.read() as reading:
        assert lijsten.find(reading, "fietsles").versie == 1
    choose = register.go("checklists", dossier="d1")
    assert "Fietsles" in words(choose)


def test_what_must_be_mended_stands_there_by_its_cell(page: LijstenView, tmp_path: Path) -> None:
    page.take_file(a_file(tmp_path, form(["begin_repeat", "kind", "Kind"], ["tekst", "a", "A?"])))
    assert "kan zo niet gebruikt worden" in words(page)
    assert not page.publish.isVisibleTo(page)
    rows = [
        [page.remarks.index(row, column).data() for column in range(3)]
        for row in range(page.remarks.rowCount())
    ]
    assert rows[0][0] == "Blad survey, rij 2, kolom A (type)" and "Herhalen" in rows[0][1]
    assert "Bedoel je text?" in rows[1][2]
    click(page.leave)
    assert not page.proposal.isVisibleTo(page)


def test_an_own_list_is_taken_out_of_use_and_saved_as_a_workbook(
    register: Bureau, page: LijstenView, tmp_path: Path
) -> None:
    page.take_file(a_file(tmp_path))
    click(page.publish)
    click(page.own.rows()[0])
    assert "gepubliceerd door Bram Coster" in words(page.about)
    click(page.switch)
    assert page.switch.text() == "Weer aanbieden"
    assert "Niet meer aangeboden" in page.own.rows()[0].shown.spoken
    assert "Fietsles" not in words(register.go("checklists", dossier="d1"))
    saved: list[bytes] = []
    page.model.written.disconnect()
    page.model.written.connect(saved.append)
    click(page.save)
    page.write_to(str(tmp_path / "uit"), saved[0])
    assert (tmp_path / "uit.xlsx").read_bytes().startswith(b"PK")
    page.write_to(str(tmp_path / "geen" / "map.xlsx"), saved[0])
    assert "kan daar niet worden bewaard" in words(page)


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04kapot", b"\xd0\xcf\x11\xe0" * 200, b"\x00" * (4 * 1024 * 1024 + 1)]
)
def test_a_file_that_is_no_workbook_is_refused_in_place(
    page: LijstenView, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "raar.xlsx"
    path.write_bytes(data)
    page.take_file(str(path))
    assert page.outcome.isVisibleTo(page) and page.outcome.text
    assert not page.proposal.isVisibleTo(page)
    page.take_file(str(tmp_path / "weg.xlsx"))
    assert "kan niet gelezen worden" in words(page)


def test_a_volunteer_has_no_such_page(bureau: Bureau) -> None:
    assert not bureau.window.navigator.has("lijsten")
