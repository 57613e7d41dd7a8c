"""Sharing by itself: when a connection or a stick appears, with patience, and never twice at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, Signal

from app.changes import Changes, Touched
from app.faults import Fault
from app.ports import Device, DeviceStatus, Rol, ShareOutcome
from app.services import deelritme
from sync.mailboxes import faults
from tests.ui.toestemmingen.desk import World, click
from ui.bereik import Bereik
from ui.vanzelf import VanzelfDelen
from ui.viewmodels.deelronde import Deelronde


class HandBereik(QObject):
    """A network that a test turns on and off."""

    came = Signal()
    is_there = True
    is_metered = False

    def start(self) -> None:
        """Nothing to listen to."""


class Desk:
    """A paired volunteer with sharing by itself."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.transport.address = "webdav:https://wolk.example/"
        with world.store.write() as uow:
            uow.ledger.put_device(
                Device(
                    device_id="register",
                    naam="Bram",
                    rol=Rol.COORDINATOR,
                    identity=b"x",
                    status=DeviceStatus.TOEGELATEN,
                    stream="a",
                    their_stream="b",
                )
            )
            uow.commit()
        self.rounds = Deelronde(world.session, world.window)
        object.__setattr__(world.session, "rounds", self.rounds)
        self.network = HandBereik()
        self.auto = VanzelfDelen(world.session, self.rounds, lambda: 0.5, self.network, world.window)  # type: ignore[arg-type]

    @property
    def count(self) -> int:
        return int(self.world.transport.rounds)

    def later(self, **step: float) -> int:
        """Let time pass and look; return how many rounds that made."""
        before = self.count
        self.world.clock.move(**step)
        self.auto.look()
        return self.count - before


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def test_the_first_round_waits_for_the_first_pages_and_then_comes_every_quarter(desk: Desk) -> None:
    assert desk.later(seconds=0) == 0
    assert desk.later(minutes=1) == 1
    assert desk.later(minutes=5) == 0
    assert desk.later(minutes=10) == 1


def test_what_was_written_goes_sooner_and_not_at_once(desk: Desk) -> None:
    desk.later(minutes=1)
    desk.world.session.tasks.announce(Changes(frozenset({Touched("contactmoment", "c", "d")})), None)
    assert desk.later(minutes=1) == 0
    assert desk.later(minutes=1) == 1


def test_a_round_by_itself_doesnt_call_for_another(desk: Desk) -> None:
    desk.world.transport.outcome = ShareOutcome(
        changes=Changes(frozenset({Touched("contactmoment", "c", "d"), Touched("delen", "", "")}))
    )
    assert desk.later(minutes=1) == 1
    assert desk.later(minutes=3) == 0


def test_without_a_connection_nothing_is_tried_and_when_it_appears_it_goes(desk: Desk) -> None:
    desk.network.is_there = False
    assert desk.later(minutes=30) == 0
    desk.network.is_there = True
    before = desk.count
    desk.network.came.emit()
    assert desk.count == before + 1


def test_a_server_that_fails_is_left_alone_longer_and_longer(desk: Desk) -> None:
    desk.world.transport.outcome = ShareOutcome(fault=Fault(faults.MAILBOX_ONBEREIKBAAR, plaats="x"))
    assert desk.later(minutes=1) == 1
    waits = []
    for _ in range(9):
        minutes = 0
        while not desk.later(minutes=1):
            minutes += 1
        waits.append(minutes + 1)
    assert waits[:4] == [1, 2, 4, 8] or waits[:4] == [2, 4, 8, 16]
    assert waits[-1] == 120
    desk.world.transport.outcome = ShareOutcome()
    desk.network.came.emit()
    assert desk.auto.rhythm.mislukt == 0


def test_the_server_says_when_to_come_back(desk: Desk) -> None:
    desk.world.transport.outcome = ShareOutcome(fault=Fault(faults.MAILBOX_DRUK, plaats="x", wacht=3600.0))
    desk.later(minutes=1)
    assert desk.later(minutes=59) == 0
    assert desk.later(minutes=1) == 1


def test_a_wrong_password_is_not_tried_again_until_somebody_mends_it(desk: Desk) -> None:
    heard: list[Fault | None] = []
    desk.auto.trouble_changed.connect(heard.append)
    desk.world.transport.outcome = ShareOutcome(fault=Fault(faults.MAILBOX_WACHTWOORD, plaats="x"))
    assert desk.later(minutes=1) == 1
    assert desk.later(hours=9) == 0
    assert [fault and fault.kind for fault in heard] == [faults.MAILBOX_WACHTWOORD]
    desk.world.session.tasks.announce(Changes(frozenset({Touched("instelling", "", "")})), None)
    desk.world.transport.outcome = ShareOutcome()
    assert desk.later(minutes=3) == 1
    assert heard[-1] is None


def test_a_stick_that_is_put_in_is_shared_with_at_once(desk: Desk) -> None:
    desk.world.transport.outcome = ShareOutcome(fault=Fault(faults.MAILBOX_WEG, plaats="de stick"))
    desk.later(minutes=1)
    desk.world.transport.there = False
    assert desk.later(minutes=1) == 0
    desk.world.transport.there = True
    desk.world.transport.outcome = ShareOutcome()
    assert desk.later(seconds=20) == 1


def test_it_can_be_turned_off_on_the_page_and_the_button_still_works(desk: Desk) -> None:
    page = desk.world.go("delen")
    click(page.by_itself.chip("uit"))
    assert desk.later(hours=2) == 0
    click(page.share)
    assert desk.count == 1
    click(page.by_itself.chip("aan"))
    assert page.model.facts.vanzelf
    assert desk.later(hours=2) == 1


def test_not_paired_yet_nothing_goes_by_itself(world: World) -> None:
    desk = Desk(world)
    with world.store.write() as uow:
        device = uow.ledger.device("register")
        assert device is not None
        uow.ledger.put_device(replace(device, status=DeviceStatus.UITGENODIGD))
        uow.commit()
    assert desk.later(hours=1) == 0


def test_never_two_at_once(desk: Desk) -> None:
    page = desk.world.go("delen")
    desk.world.session.tasks.hold()
    click(page.share)
    assert desk.count == 1
    assert desk.later(hours=1) == 0
    assert not page.share.isEnabled()
    desk.world.session.tasks.release()
    assert page.share.isEnabled()
    assert desk.later(hours=1) == 1


def test_a_quiet_success_says_nothing_and_a_failure_stands_on_the_page(desk: Desk) -> None:
    page = desk.world.go("delen")
    desk.later(minutes=1)
    assert not page.outcome.isVisible()
    desk.world.transport.outcome = ShareOutcome(fault=Fault(faults.MAILBOX_WEG, plaats="de stick"))
    desk.later(hours=1)
    assert "de stick" in page.outcome.text
    desk.world.transport.outcome = ShareOutcome()
    desk.later(hours=3)
    assert not page.outcome.isVisible()


def test_on_a_connection_that_is_paid_by_use_it_waits_longer(desk: Desk) -> None:
    desk.network.is_metered = True
    desk.later(minutes=1)
    assert desk.later(minutes=20) == 0
    assert desk.later(minutes=40) == 1


def test_the_codes_that_wait_for_a_person_exist() -> None:
    codes = {kind.code for kind in vars(faults).values() if isinstance(kind, faults.FaultKind)}
    assert codes >= deelritme.FOR_A_PERSON
    assert faults.MAILBOX_ONBEREIKBAAR.code not in deelritme.FOR_A_PERSON


def test_everybody_waits_a_little_differently(desk: Desk) -> None:
    now = desk.world.clock.now()
    moments = {deelritme.after(desk.auto.rhythm, now, chance / 10, None).volgende for chance in range(10)}
    assert len(moments) == 10
    assert all(timedelta(minutes=11) < moment - now < timedelta(minutes=19) for moment in moments)


def test_without_a_backend_the_network_is_taken_as_there() -> None:
    network = Bereik()
    assert network.is_there
    assert not network.is_metered
