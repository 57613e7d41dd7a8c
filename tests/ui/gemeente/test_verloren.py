"""A laptop is stolen: access is revoked, the sheet is printed, and what still comes is looked at first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPushButton

from app.domain.contactmomenten import Contactmoment
from app.ports import DeviceStatus
from tests.ui.gemeente.conftest import Town


def choose_first(page) -> None:
    page.table.selectRow(0)
    page.table.setCurrentIndex(page.rows.index(0, 0))


def press(button: QPushButton) -> None:
    assert button.isVisible(), button.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(page, name: str) -> QPushButton:
    (button,) = [one for one in page.kept.findChildren(QPushButton, name) if one.isVisible()]
    return button


def tick(box: QCheckBox) -> None:
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, box.height() // 2))


def status(town: Town):
    with town.register.store.read() as reading:
        (device,) = reading.ledger.devices()
    return device


def test_a_stolen_laptop_is_asked_to_wipe_itself_and_says_when_it_did(town: Town) -> None:
    town.pair()
    town.visit()
    page = town.go("apparaten")
    choose_first(page)
    tick(page.lost.wipe)
    press(page.lost.revoke)
    assert "kan niet terug" in page.lost.question.text()
    assert status(town).status is DeviceStatus.TOEGELATEN
    press(page.lost.yes)
    assert "ingetrokken" in page.said.text
    assert page.rows.index(0, 2).data() == "ingetrokken, wissen gevraagd"
    town.at_register.share()
    assert town.at_device.share().fault is None
    with town.device.store.read() as reading:
        assert not any(reading.counts().values())
    town.at_register.share()
    page = town.go("vandaag") and town.go("apparaten")
    assert page.rows.index(0, 2).data() == "ingetrokken, gewist, bevestigd"
    choose_first(page)
    assert "zelf bevestigd" in page.lost.hint.text()


def test_no_is_no(town: Town) -> None:
    town.pair()
    page = town.go("apparaten")
    choose_first(page)
    press(page.lost.revoke)
    press(page.lost.no)
    assert status(town).status is DeviceStatus.TOEGELATEN
    assert page.lost.revoke.isVisible()


def test_what_came_after_it_was_stolen_is_looked_at_first(town: Town) -> None:
    town.pair()
    town.visit()
    town.at_register.fetch()
    page = town.go("apparaten")
    assert not page.kept.isVisible()
    choose_first(page)
    press(page.lost.revoke)
    press(page.lost.yes)
    assert page.kept.isVisible()
    press(shown(page, "overnemen"))
    assert "overgenomen" in page.said.text
    with town.register.store.read() as reading:
        assert reading.get(Contactmoment, "c-d1") is not None
    assert not page.kept.isVisible()


def test_or_it_is_not_taken_over(town: Town) -> None:
    town.pair()
    town.visit()
    town.at_register.fetch()
    page = town.go("apparaten")
    choose_first(page)
    press(page.lost.revoke)
    press(page.lost.yes)
    press(shown(page, "niet-overnemen"))
    with town.register.store.read() as reading:
        assert reading.get(Contactmoment, "c-d1") is None
    assert not page.kept.isVisible()


def test_the_sheet_for_a_breach(town: Town, tmp_path: Path) -> None:
    town.pair()
    town.visit()
    town.at_register.fetch()
    town.at_register.apply()
    page = town.go("apparaten")
    choose_first(page)
    page.sheet_path = lambda: ""
    press(page.lost.sheet)
    target = tmp_path / "blad.pdf"
    page.sheet_path = lambda: str(target)
    press(page.lost.sheet)
    assert target.read_bytes().startswith(b"%PDF")
    assert "staat klaar" in page.said.text
    page.sheet_path = lambda: str(tmp_path / "nergens" / "blad.pdf")
    press(page.lost.sheet)
    assert page.trouble.isVisible()
