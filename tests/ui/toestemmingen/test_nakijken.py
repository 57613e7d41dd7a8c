"""The huisarts calls: is this sheet real? The begeleider types the code that she reads aloud."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.toestemmingen import Ontvanger
from app.services import overdrachten
from tests.ui.toestemmingen.desk import World, click


def sheet(world: World) -> overdrachten.MadeDocument:
    dossier = world.client()
    world.say_yes(dossier, "overdracht-huisarts")
    return overdrachten.make(world.store, world.clock, world.ids, dossier, Ontvanger.HUISARTS)


def test_a_code_is_typed_and_the_dossier_opened(world: World) -> None:
    made = sheet(world)
    page = world.go("nakijken")
    QTest.keyClicks(page.code, f"{made.verstrekking.id} {made.verstrekking.inhoud_hash[:32]}")
    QTest.keyClick(page.code, Qt.Key.Key_Return)
    assert "precies deze inhoud" in page.answer.text and page.known.isVisible()
    click(page.open)
    assert world.here.name == "dossier" and world.here.params["dossier"] == made.verstrekking.dossier_id


def test_an_altered_sheet_and_a_strange_code_are_told_apart(world: World) -> None:
    made = sheet(world)
    page = world.go("nakijken")
    digits = made.verstrekking.inhoud_hash[:31] + ("0" if made.verstrekking.inhoud_hash[31] != "0" else "1")
    page.code.setText(f"{made.verstrekking.id} {digits}")
    click(page.check)
    assert "klopt niet" in page.answer.text and page.known.isVisible()
    page.code.setText("vakantie")
    click(page.check)
    assert "geen code" in page.answer.text and not page.known.isVisible()
    page.code.clear()
    click(page.check)
    assert "Scan of typ" in page.form_field.error


def test_a_file_is_checked_by_its_bytes(world: World, tmp_path: Path) -> None:
    made = sheet(world)
    page = world.go("nakijken")
    file = tmp_path / "blad.pdf"
    page.ask = lambda: page.model.check_file(str(file))
    click(page.file)
    assert page.answer.isVisible() and not page.known.isVisible(), "a file that isn't there is said"
    file.write_bytes(made.data)
    click(page.file)
    assert "precies het bestand" in page.answer.text
    file.write_bytes(made.data + b"x")
    click(page.file)
    assert "niet zo gemaakt" in page.answer.text and not page.known.isVisible()
