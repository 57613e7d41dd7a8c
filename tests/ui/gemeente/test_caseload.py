"""A list from elsewhere: every bad cell is named, the good rows go in, and nobody is taken in twice."""

from __future__ import annotations

from pathlib import Path

from tests.ui.gemeente.conftest import Town

SHEET = (
    "﻿Klantnummer;Voornaam;Achternaam;Geboortedatum;Favoriete kleur\r\n"
    "L-1;Selam;Tesfay;03-04-1991;blauw\r\n"
    "L-2;Omar;;31-02-1990;rood\r\n"
    "L-3;Fatima;=1+1;1988;\r\n"
    "L-4;Noor;Aziz;12-05-1979;groen\r\n"
)


def read(town: Town, tmp_path: Path, text: str = SHEET) -> object:
    path = tmp_path / "lijst.csv"
    path.write_bytes(text.encode("utf-8"))
    page = town.go("caseload-import")
    page.open_path = lambda: str(path)
    page.choose.click()
    return page


def names(town: Town) -> list[str]:
    from app.ports import ClientFilter

    with town.register.store.read() as reading:
        return [row.naam for row in reading.clients(ClientFilter())]


def test_a_list_is_shown_first_and_the_good_rows_go_in(town: Town, tmp_path: Path) -> None:
    page = read(town, tmp_path)
    assert names(town) == []
    rows = {row[0]: row for row in page.model.rows()}  # type: ignore[attr-defined]
    assert rows["3"][3] == "fout"
    assert "31-02-1990" in rows["3"][4]
    page.take_in.click()  # type: ignore[attr-defined]
    assert {"Selam Tesfay", "Noor Aziz"} <= set(names(town))
    assert not any("Omar" in name for name in names(town))
    assert "toegevoegd" in page.done.text  # type: ignore[attr-defined]


def test_the_same_list_again_adds_nobody(town: Town, tmp_path: Path) -> None:
    read(town, tmp_path).take_in.click()  # type: ignore[attr-defined]
    before = names(town)
    page = read(town, tmp_path)
    if page.take_in.isVisible():  # type: ignore[attr-defined]
        page.take_in.click()  # type: ignore[attr-defined]
    assert names(town) == before


def test_a_column_can_be_pointed_at_by_hand(town: Town, tmp_path: Path) -> None:
    page = read(town, tmp_path, "Wie;Nummer\r\nSelam Tesfay;L-1\r\nNoor Aziz;L-2\r\n".replace("Wie", "Naam"))
    box = page.boxes["Nummer"]  # type: ignore[attr-defined]
    box.setCurrentIndex(box.findData("klantreferentie"))
    box.activated.emit(box.currentIndex())
    assert page.model.plan.kolommen["Nummer"] == "klantreferentie"  # type: ignore[attr-defined]


def test_a_file_that_is_no_list_is_refused_in_words(town: Town, tmp_path: Path) -> None:
    page = read(town, tmp_path, "\x00\x01\x02")
    assert page.trouble.isVisible()  # type: ignore[attr-defined]
    assert page.trouble.text  # type: ignore[attr-defined]
    assert names(town) == []
