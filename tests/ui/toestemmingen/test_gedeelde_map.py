"""Choosing where one shares, as a volunteer does it: a stick, the organisation's Nextcloud, or a bucket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.faults import Fault
from app.ports import MailboxTrial
from app.wiring.mailboxes import ACCESS
from sync.mailboxes.faults import MAILBOX_CERTIFICAAT_ONBEKEND
from tests.postbus import hostile
from tests.postbus.hostile import Wolk, says
from tests.postbus.servers import PASSWORD, USER
from tests.ui.toestemmingen.conftest import close
from tests.ui.toestemmingen.desk import World, click
from tests.ui.toestemmingen.test_delen import with_real_transport
from ui.viewmodels.gedeeldemap import MAP, S3, WEBDAV, Plaats, read_address, shown_address, write_address


@pytest.fixture
def server() -> Iterator[Wolk]:
    with hostile.wolk() as running:
        yield running


@pytest.fixture
def ans(tmp_path: Path, dressed: object) -> Iterator[World]:
    made = with_real_transport(tmp_path)
    yield made
    close(made)


def fill(world: World, server: Wolk, password: str = PASSWORD) -> object:
    card = world.go("delen").mailbox
    click(card.sort.chip(WEBDAV))
    card.line.clear()
    QTest.keyClicks(card.line, server.address.removeprefix("webdav:"))
    QTest.keyClicks(card.user, USER)
    QTest.keyClicks(card.password.line, password)
    return card


def test_the_organisations_nextcloud_is_tried_and_then_taken(ans: World, server: Wolk) -> None:
    card = fill(ans, server)
    click(card.attempt)
    assert card.outcome.text.startswith("De verbinding werkt.")
    assert "leest terug" in card.outcome.text
    assert ans.transport.mailbox_address() == ""
    click(card.keep)
    assert ans.transport.mailbox_address() == server.address
    assert card.password.text() == ""
    assert not card.editor.isVisible()
    assert str(server.port) in card.where.text()
    with ans.store.read() as reading:
        assert reading.setting(ACCESS)["wachtwoord"] == PASSWORD


def test_a_wrong_password_is_said_and_what_was_typed_stays(ans: World, server: Wolk) -> None:
    card = fill(ans, server, "verkeerd")
    click(card.attempt)
    assert "De naam of het wachtwoord" in card.outcome.text
    assert card.user.text() == USER
    click(card.keep)
    assert "De naam of het wachtwoord" in card.outcome.text
    assert ans.transport.mailbox_address() == ""
    assert card.password.text() == "verkeerd"


def test_a_folder_where_one_may_only_read_is_said_with_what_did_work(ans: World, server: Wolk) -> None:
    card = fill(ans, server)
    server.play("PUT", says(403))
    click(card.attempt)
    assert "geen toegang" in card.outcome.text
    assert "kan er lezen" in card.outcome.text


def test_what_is_left_empty_is_named_before_anything_is_asked(ans: World, server: Wolk) -> None:
    card = ans.go("delen").mailbox
    click(card.sort.chip(S3))
    click(card.attempt)
    assert {key for key, field in card.form.fields.items() if field.error} == {
        "map",
        "naam",
        "wachtwoord",
        "bucket",
    }
    assert server.seen == []


def test_only_the_fields_of_the_chosen_sort_are_shown(ans: World) -> None:
    card = ans.go("delen").mailbox
    shown = {
        sort: [key for key, field in card.form.fields.items() if field.isVisible()]
        for sort in (MAP, WEBDAV, S3)
        if click(card.sort.chip(sort)) is None
    }
    assert shown[MAP] == ["soort", "map"]
    assert shown[WEBDAV] == ["soort", "map", "naam", "wachtwoord"]
    assert shown[S3] == ["soort", "map", "bucket", "regio", "naam", "wachtwoord"]
    assert card.password.line.echoMode() == card.password.line.EchoMode.Password


def test_later_only_the_address_is_changed_and_the_password_is_not_asked_again(
    ans: World, server: Wolk
) -> None:
    card = fill(ans, server)
    click(card.keep)
    click(card.change)
    click(card.attempt)
    assert card.outcome.text.startswith("De verbinding werkt.")
    QTest.keyClicks(card.line, "anders/")
    click(card.attempt)
    assert card.form.fields["wachtwoord"].error


def test_a_certificate_of_the_organisation_goes_along(world: World, tmp_path: Path) -> None:
    pem = tmp_path / "ca.pem"
    pem.write_text("-----BEGIN CERTIFICATE-----", encoding="ascii")
    card = world.go("delen").mailbox
    click(card.sort.chip(WEBDAV))
    QTest.keyClicks(card.line, "wolk.lijnhuis.example/dav")
    QTest.keyClicks(card.user, USER)
    QTest.keyClicks(card.password.line, PASSWORD)
    world.transport.trial = MailboxTrial(fault=Fault(MAILBOX_CERTIFICAAT_ONBEKEND, plaats="de server"))
    click(card.attempt)
    assert "certificaat" in card.outcome.text
    card.ask_file = lambda _parent, _caption, chosen, **_more: chosen(str(pem))
    world.transport.trial = MailboxTrial(steps=("Het programma kan er lezen.",), clock_ahead=-7200)
    click(card.certificate)
    click(card.attempt)
    assert world.transport.access.ca_pem == "-----BEGIN CERTIFICATE-----"
    assert "2 uur achter" in card.outcome.text
    card.ask_file = lambda _parent, _caption, chosen, **_more: chosen(str(tmp_path / "weg"))
    click(card.certificate)
    assert "niet worden gelezen" in card.outcome.text


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("folder:/media/stick", Plaats(soort=MAP, adres="/media/stick")),
        ("webdav:https://wolk.nl/dav/", Plaats(soort=WEBDAV, adres="https://wolk.nl/dav/", naam="ans")),
        (
            "s3:https://opslag.nl/emmer/een%20map?region=eu-nl",
            Plaats(soort=S3, adres="https://opslag.nl", naam="ans", bucket="emmer/een map", regio="eu-nl"),
        ),
    ],
)
def test_an_address_comes_apart_and_together_again(address: str, place: Plaats) -> None:
    assert read_address(address, "ans" if place.soort != MAP else "") == place
    assert write_address(place) == address
    assert ":" not in shown_address(address).removeprefix("https:")
