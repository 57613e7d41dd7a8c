"""Monday morning at the gemeente: fetch, look, import; doubt and damage are said, and nothing blocks the rest."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.domain.contactmomenten import Contactmoment
from app.domain.ops import Deelstand
from tests.ui.gemeente.conftest import Town


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def contacts(town: Town) -> int:
    with town.register.store.read() as reading:
        return reading.counts()["contactmoment"]


def test_a_plan_is_shown_before_anything_is_written_and_then_imported(town: Town) -> None:
    town.pair()
    town.visit()
    page = town.go("postvak")
    assert not page.apply.isVisible()
    click(page.fetch)
    assert "Klaar om te verwerken: 1 zending" in page.headline.text()
    (card,) = page.postvak.cards()
    assert (card.sender, card.whole) == ("Ans", True)
    assert card.fingerprint
    assert contacts(town) == 0
    words = {row[1] for row in page.postvak.rows()}
    assert "contact" in " ".join(words).lower()
    click(page.apply)
    assert contacts(town) == 1
    assert "Verwerkt" in page.headline.text()
    assert not page.apply.isVisible()


def test_the_receipt_reaches_the_volunteer_after_importing(town: Town) -> None:
    town.pair()
    town.visit()
    page = town.go("postvak")
    click(page.fetch)
    click(page.apply)
    with town.device.store.read() as reading:
        assert reading.shares(["c-d1"])["c-d1"].stand is Deelstand.VERZONDEN
    town.at_device.share()
    with town.device.store.read() as reading:
        assert reading.shares(["c-d1"])["c-d1"].stand is Deelstand.VERWERKT


def test_importing_again_does_nothing(town: Town) -> None:
    town.pair()
    town.visit()
    page = town.go("postvak")
    for _ in range(2):
        click(page.fetch)
        if page.apply.isVisible():
            click(page.apply)
    assert contacts(town) == 1
    assert page.headline.text() == "Er is niets nieuws."


def test_what_was_not_agreed_to_is_nowhere_at_the_gemeente(town: Town) -> None:
    town.pair()
    town.visit("d1", agreed=True)
    town.visit("d2", agreed=False)
    page = town.go("postvak")
    click(page.fetch)
    click(page.apply)
    with town.register.store.read() as reading:
        assert [row.dossier_id for row in reading.of_dossier(Contactmoment, "d1")] == ["d1"]
        assert reading.of_dossier(Contactmoment, "d2") == ()
        assert reading.counts()["inburgeraar"] == 1


def test_a_damaged_batch_is_named_and_the_rest_goes_on(town: Town) -> None:
    town.pair()
    town.visit("d1")
    town.visit("d2")
    first = sorted(town.mailbox.rglob("*.batch"))[0]
    data = bytearray(first.read_bytes())
    data[len(data) // 2] ^= 1
    first.write_bytes(data)
    page = town.go("postvak")
    click(page.fetch)
    assert not page.trouble.isVisible()
    shown = " ".join(card.fault for card in page.postvak.cards())
    assert shown.strip()
    if page.apply.isVisible():
        click(page.apply)
    assert contacts(town) <= 1


def test_a_folder_that_is_gone_says_what_to_do(town: Town) -> None:
    town.pair()
    town.visit()
    town.mailbox.rename(town.mailbox.with_name("weg"))
    page = town.go("postvak")
    click(page.fetch)
    assert page.trouble.isVisible()
    assert page.trouble.text
    assert page.fetch.isEnabled()
    Path(town.mailbox.with_name("weg")).rename(town.mailbox)
    click(page.fetch)
    assert "Klaar" in page.headline.text()


def test_an_empty_inbox_says_what_is_missing_first(town: Town) -> None:
    page = town.go("postvak")
    assert "nog geen apparaat toegelaten" in page.state.text()
    assert page.empty.isVisible()


def test_what_was_fetched_before_is_not_called_nothing(town: Town) -> None:
    town.pair()
    town.visit()
    town.at_register.fetch()
    page = town.go("postvak")
    assert not page.empty.isVisible()
    assert page.waiting_batches.isVisible()
    assert page.waiting_batches.button is not None
    click(page.waiting_batches.button)
    assert "Klaar om te verwerken" in page.headline.text()
