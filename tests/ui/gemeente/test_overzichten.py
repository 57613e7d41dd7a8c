"""Who'd rather look than read: subjects, one gemeente, and files that Excel and DUO take."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.inburgering import Inburgeringstraject
from app.domain.verstrekkingen import Verstrekking
from tests.ui.gemeente.conftest import Town
from tests.worlds import person
from ui.viewmodels.overzichten import CONTACTS, DUO, SHEET, SUBJECTS, TEXT


def people(town: Town) -> None:
    with town.register.store.write() as uow:
        for key, place, begun in (("d1", "Lindewaard", 2025), ("d2", "Oudewater", 2023)):
            uow.add(person(key, voornamen=f"Naam{key}", gemeente=place))
            uow.add(Inburgeringstraject(id=f"t{key}", dossier_id=key, dagtekening_pip=date(begun, 1, 1)))
        uow.commit()


def test_every_subject_by_keyboard_with_bars_and_a_table(town: Town) -> None:
    people(town)
    page = town.go("overzichten")
    assert page.table.model().rowCount() == 2 and page.drawing_column.count() == 1
    for key, _, _ in SUBJECTS:
        chip = page.subject.chip(key)
        chip.setFocus()
        QTest.keyClick(chip, Qt.Key.Key_Space)
        assert page.overzichten.facts.title == page.title_line.text()
        assert page.table.accessibleName() == page.title_line.text()
        assert not page.trouble.isVisible()


def test_one_gemeente_of_the_region(town: Town) -> None:
    people(town)
    page = town.go("overzichten")
    page.gemeente.setCurrentIndex(page.gemeente.findData("Oudewater"))
    assert page.table.model().rowCount() == 1
    page.gemeente.setCurrentIndex(0)
    assert page.table.model().rowCount() == 2


def test_files_are_stored_and_noted_in_every_dossier(town: Town, tmp_path: Path) -> None:
    people(town)
    page = town.go("overzichten")
    page.ask = lambda form, name: page.overzichten.save(str(tmp_path / name), form)
    for form in (SHEET, TEXT, DUO):
        page.buttons[form].click()
        assert page.said.isVisible(), page.trouble.text
        assert "Naam" not in page.overzichten.proposed_name(form)
    made = sorted(path.suffix for path in tmp_path.glob("*") if path.is_file())
    assert made == [".csv", ".json", ".xlsx"]
    proposal = json.loads((tmp_path / "voorstel-duo.json").read_text("utf-8"))
    assert all(not each["kan"] and each["redenen"] for each in proposal["voorstellen"])
    with town.register.store.read() as reading:
        assert len(reading.of_dossier(Verstrekking, "d1")) == 3


def test_what_cannot_be_stored_says_so_and_leaves_no_half_file(town: Town, tmp_path: Path) -> None:
    people(town)
    page = town.go("overzichten")
    page.overzichten.save(str(tmp_path / "bestaat" / "niet.csv"), TEXT)
    assert page.trouble.isVisible() and page.trouble.text
    page.overzichten.save(str(tmp_path / "leeg.json"), CONTACTS)
    assert page.trouble.isVisible() and "niets" in page.trouble.text
    assert not list(tmp_path.glob("*.json"))
    with town.register.store.read() as reading:
        assert not reading.of_dossier(Verstrekking, "d1")


def test_an_empty_register_says_so(town: Town) -> None:
    page = town.go("overzichten")
    assert page.table.model().rowCount() == 0
    assert not page.buttons[SHEET].isVisible()
