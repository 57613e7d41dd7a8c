"""A volunteer is invited, the digits are compared aloud, and only then she is let in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest

from app.ports import DeviceStatus
from tests.ui.gemeente.conftest import Town


def test_from_invitation_to_admission(town: Town, tmp_path: Path) -> None:
    page = town.go("apparaten")
    invitation = tmp_path / "uitnodiging"
    page.save_path = lambda: str(invitation)
    QTest.keyClicks(page.who, "Ans van de Lindelaan")
    page.invite.click()
    assert invitation.exists()
    assert "staat klaar" in page.said.text
    answer = tmp_path / "antwoord"
    answer.write_bytes(town.at_device.join(invitation.read_bytes()))
    page.open_path = lambda: str(answer)
    page.choose.click()
    assert page.yes.isVisible()
    with town.register.store.read() as reading:
        assert all(one.status is not DeviceStatus.TOEGELATEN for one in reading.ledger.devices())
    page.yes.click()
    assert "Ans is toegelaten" in page.said.text
    assert page.rows.rowCount() == 1
    with town.register.store.read() as reading:
        (device,) = [one for one in reading.ledger.devices() if one.status is DeviceStatus.TOEGELATEN]
    assert device.naam == "Ans"


def test_an_invitation_works_once(town: Town, tmp_path: Path) -> None:
    page = town.go("apparaten")
    data = town.at_device.join(town.at_register.invite("Ans"))
    town.at_register.admit(data)
    answer = tmp_path / "antwoord"
    answer.write_bytes(data)
    page.open_path = lambda: str(answer)
    page.choose.click()
    if page.yes.isVisible():
        page.yes.click()
    assert page.trouble.isVisible()
    assert page.trouble.text


def test_a_file_that_is_no_answer_is_refused_in_words(town: Town, tmp_path: Path) -> None:
    page = town.go("apparaten")
    strange = tmp_path / "vakantie.jpg"
    strange.write_bytes(b"\xff\xd8\xff" * 100)
    page.open_path = lambda: str(strange)
    page.choose.click()
    assert page.trouble.isVisible()
    assert not page.yes.isVisible()


def test_a_name_is_asked_before_an_invitation_is_made(town: Town) -> None:
    page = town.go("apparaten")
    page.invite.click()
    assert "voor wie" in page.invite_form.fields["naam"].error
