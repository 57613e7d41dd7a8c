"""Monday morning at the gemeente: two versions of a telephone number, and two dossiers that may be one woman."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.inburgeraar import Inburgeraar
from app.services import besluiten
from tests.ui.gemeente.conftest import Town
from tests.worlds import person
from ui.widgets.buttons import Button


def edit(store: object, **fields: str) -> None:
    with store.write() as uow:  # type: ignore[attr-defined]
        uow.replace(replace(uow.get(Inburgeraar, "d1"), **fields))
        uow.commit()


def quarrel(town: Town) -> None:
    """The gemeente and the volunteer each write down another number, without having heard of the other."""
    town.pair()
    town.visit("d1")
    town.at_register.fetch_plan()
    town.at_register.apply()
    edit(town.register.store, telefoon="030-111")
    edit(town.device.store, telefoon="06-222")
    assert town.at_device.share().fault is None
    town.at_register.fetch_plan()
    town.at_register.apply()


def twins(town: Town) -> None:
    """One woman came in by two roads, with her names the other way round."""
    with town.register.store.write() as uow:
        for key, names in (("d8", ("Selam", "Tesfay")), ("d9", ("Tesfai", "Selam"))):
            born = {"voornamen": names[0], "achternaam": names[1], "geboortedatum": "1994-06-07"}
            uow.add(person(key, **born))
        uow.commit()


def telefoon(store: object) -> str:
    with store.read() as reading:  # type: ignore[attr-defined]
        return str(reading.get(Inburgeraar, "d1").telefoon)


def test_two_versions_are_settled_by_keyboard_and_the_volunteer_gets_the_outcome(town: Town) -> None:
    quarrel(town)
    page = town.go("besluiten")
    (card,) = page.differences.values()
    assert "wacht op jouw besluit" in page.headline.text()
    card.save.click()
    assert card.missing.isVisible() and telefoon(town.register.store) == "06-222"
    (key,) = card.picker.choices()
    first = card.picker.side(key, "mine")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Space)
    card.save.setFocus()
    QTest.keyClick(card.save, Qt.Key.Key_Space)
    assert telefoon(town.register.store) == "030-111"
    assert page.empty.isVisible() and "Gekozen" in page.said.text
    town.at_register.share()
    assert town.at_device.share().fault is None
    assert telefoon(town.device.store) == "030-111"


def test_what_was_chosen_stays_when_something_else_comes_in(town: Town) -> None:
    quarrel(town)
    page = town.go("besluiten")
    (card,) = page.differences.values()
    (key,) = card.picker.choices()
    card.picker.choose(key, "mine")
    twins(town)
    page.besluiten.reload()
    (again,) = page.differences.values()
    assert again is not card and again.picker.choices() == {key: "mine"}
    (double,) = page.doubles.values()
    QTest.keyClicks(double.reason, "Zelfde pasje gezien")
    page.besluiten.reload()
    (double,) = page.doubles.values()
    assert double.reason.text() == "Zelfde pasje gezien"


def test_doubles_are_merged_with_a_reason_and_taken_back(town: Town) -> None:
    twins(town)
    page = town.go("besluiten")
    (card,) = page.doubles.values()
    card.same.click()
    assert page.doubles, "without a reason nothing is merged"
    QTest.keyClicks(card.reason, "Zelfde pasje gezien")
    card.same.click()
    assert not page.doubles and page.empty.isVisible()
    with town.register.store.read() as reading:
        assert reading.same_person("d8") == reading.same_person("d9")
    (back,) = [each for each in page.cards.findChildren(Button) if each.text() == "Ongedaan maken"]
    assert "Zelfde pasje gezien" in back.accessibleName()
    back.click()
    assert page.doubles


def test_two_people_are_not_proposed_again(town: Town) -> None:
    twins(town)
    page = town.go("besluiten")
    (card,) = page.doubles.values()
    QTest.keyClicks(card.reason, "Beide vrouwen gesproken")
    card.other.click()
    assert not page.doubles
    assert not besluiten.show(town.register.store, town.clock.now()).dubbelen


def test_an_empty_list_says_so(town: Town) -> None:
    page = town.go("besluiten")
    assert page.empty.isVisible() and not page.headline.isVisible()
