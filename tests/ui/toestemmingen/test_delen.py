"""Sharing on the screen: true counts, a folder that vanished, and two real sides that meet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.faults import Fault
from app.ports import Invitation, Rol, ShareOutcome
from app.wiring.transport import StoreTransport
from storage.store import SqlStore
from sync.mailboxes.faults import MAILBOX_WEG
from sync.pairing import UITNODIGING_ONLEESBAAR
from tests.sync.town import keys_of
from tests.ui.toestemmingen.conftest import close
from tests.ui.toestemmingen.desk import ScriptedTransport, World, click, open_world
from tests.worlds import CountingIds, HandClock, new_store
from ui.models.wachtrij import WachtrijModel
from ui.viewmodels.delen import DeelRegel, DelenViewModel, in_words


def unsent(world: World) -> int:
    with world.store.read() as reading:
        return reading.ledger.facts().unsent


def test_the_queue_says_what_goes_and_what_stays_and_why_before_the_first_time(world: World) -> None:
    shared, refused = world.client("Selam", "Tesfay"), world.client("ሰላም", "ተስፋይ")
    world.say_yes(shared, "gemeente-begeleiding")
    world.visit(shared)
    world.visit(refused)
    page = world.go("delen")
    facts = page.model.facts
    assert {line.dossier_id for line in facts.gaat} == {shared}
    assert {line.dossier_id for line in facts.blijft} == {refused}
    assert "Toestemming: Begeleiding delen met de gemeente, gegeven" in {line.wat for line in facts.gaat}
    assert all(line.uitleg.startswith("Er is geen toestemming") for line in facts.blijft)
    assert page.staying.isVisible() and page.staying.rows.rowCount() == len(facts.blijft)
    assert all(line.stand == "blijft hier" for line in facts.blijft)


def test_true_counts_in_a_sentence(world: World) -> None:
    world.transport.outcome = ShareOutcome(ops_sent=3, ops_received=1, ops_confirmed=2, ops_withheld=4)
    world.transport.steps = (("Versturen", 1, 3), ("Versturen", 3, 3))
    page = world.go("delen")
    seen: list[tuple[int, int]] = []
    page.model.working.progress.connect(lambda _words, done, total: seen.append((done, total)))
    click(page.share)
    assert page.outcome.text == (
        "3 wijzigingen verstuurd. 1 wijziging ontvangen. De gemeente bevestigt er 2. 4 wijzigingen blijven hier."
    )
    assert seen == [(1, 3), (3, 3)] and page.share.isEnabled()


def test_stopping_says_what_is_done_and_that_the_rest_waits(world: World) -> None:
    page = world.go("delen")
    world.transport.during = page.working.cancel.click
    click(page.share)
    assert "Gestopt" in page.outcome.text and "2 wijzigingen verstuurd" in page.outcome.text


def test_nothing_new_is_no_empty_sentence() -> None:
    assert in_words(ShareOutcome(), is_register=False).zin


def test_a_folder_that_vanished_says_what_to_do_and_nothing_is_lost(tmp_path: Path, dressed: object) -> None:
    made = with_real_transport(tmp_path)
    dossier = made.client()
    made.say_yes(dossier, "gemeente-begeleiding")
    made.visit(dossier)
    stick = tmp_path / "stick"
    stick.mkdir()
    page = made.go("delen")
    page.mailbox.line.setText(str(stick))
    click(page.mailbox.keep)
    assert page.model.facts.adres == f"folder:{stick}" and not page.mailbox.editor.isVisible()
    pair(made, tmp_path)
    stick.rmdir()
    before = unsent(made)
    click(page.share)
    assert "De gedeelde map is er niet" in page.outcome.text and "Sluit de stick" in page.outcome.text
    assert unsent(made) == before and page.model.facts.gaat
    stick.mkdir()
    click(page.share)
    assert "verstuurd" in page.outcome.text and not page.model.facts.gaat
    close(made)


def test_a_wrong_path_is_said_beside_the_field_and_stays_there(world: World) -> None:
    page = world.go("delen")
    page.mailbox.line.setText("")
    click(page.mailbox.keep)
    assert page.mailbox.form.fields["map"].error
    QTest.keyClicks(page.mailbox.line, "Gedeeld")
    click(page.mailbox.keep)
    assert "adres" in page.mailbox.trouble.text and page.mailbox.line.text() == "Gedeeld"
    assert world.transport.asked == ["folder:Gedeeld"]


def test_pairing_compares_the_digits_before_anything_is_accepted(world: World, tmp_path: Path) -> None:
    letter, answer = tmp_path / "uitnodiging", tmp_path / "antwoord"
    letter.write_bytes(b"x")
    page = world.go("delen")
    page.ask_for_file = lambda _parent, _caption, chosen, **_more: chosen(str(letter))
    page.ask_where = lambda _parent, _caption, _name, chosen, **_more: chosen(str(answer))
    world.transport.fault = Fault(UITNODIGING_ONLEESBAAR)
    click(page.pairing.choose)
    assert "geen uitnodiging" in page.pairing.trouble.text
    world.transport.invitation = Invitation(
        naam="Bram Coster",
        organisatie="Lindewaard",
        rol="coordinator",
        practice=True,
        fingerprint="12345 67890",
    )
    click(page.pairing.choose)
    assert page.pairing.found.isVisible() and not world.transport.joined
    assert page.pairing._holder.accessibleName() == "12345 67890"
    click(page.pairing.no)
    assert not world.transport.joined and "niets gekoppeld" in page.pairing.trouble.text
    click(page.pairing.choose)
    click(page.pairing.yes)
    assert world.transport.joined == [b"x"] and answer.read_bytes() == b"antwoord"
    assert "coördinator" in page.pairing.stored.text


def test_a_missing_invitation_or_a_place_that_cannot_be_written(world: World, tmp_path: Path) -> None:
    page = world.go("delen")
    page.ask_for_file = lambda _parent, _caption, chosen, **_more: chosen(str(tmp_path / "weg"))
    click(page.pairing.choose)
    assert "niet worden gelezen" in page.pairing.trouble.text
    world.transport.invitation = Invitation(
        naam="Bram", organisatie="", rol="coordinator", practice=True, fingerprint="1 2"
    )
    (tmp_path / "weg").write_bytes(b"x")
    click(page.pairing.choose)
    page.ask_where = lambda _parent, _caption, _name, chosen, **_more: chosen(str(tmp_path / "geen" / "a"))
    click(page.pairing.yes)
    assert "niet worden opgeslagen" in page.pairing.trouble.text and not world.transport.joined


def test_our_own_fault_of_the_transport_stands_on_the_page(world: World) -> None:
    world.transport.fault = Fault(MAILBOX_WEG, plaats="de stick")
    page = world.go("delen")
    click(page.share)
    assert "de stick" in page.outcome.text and page.share.isEnabled()


@pytest.mark.parametrize("reasons", [False, True])
def test_the_queue_is_a_sound_table(qtmodeltester: ModelTester, qtbot: QtBot, reasons: bool) -> None:
    model = WachtrijModel(reasons=reasons)
    line = DeelRegel(
        dossier_id="d", naam="Selam", wat="Contact", stand="blijft hier", sinds="za 21 nov", uitleg="Nee."
    )
    model.show_lines((line, line))
    qtmodeltester.check(model)


# -- two real sides


def with_real_transport(folder: Path) -> World:
    """A volunteer whose transport is the real one."""
    made = open_world(folder, rol=Rol.VRIJWILLIGER, transport=ScriptedTransport())
    made.transport = StoreTransport(made.store, keys_of("ans"), made.clock, made.ids)
    object.__setattr__(made.session, "transport", made.transport)
    made.window.show()
    return made


def pair(made: World, folder: Path) -> tuple[SqlStore, StoreTransport]:
    """Pair the volunteer with a real register, by the files that both screens make."""
    place = folder / "register"
    place.mkdir()
    clock: HandClock = made.clock
    register = new_store(
        place,
        naam="Bram Coster",
        rol=Rol.COORDINATOR,
        device_id="oefen-bram",
        clock=clock,
        ids=CountingIds(9),
    )
    other = StoreTransport(register, keys_of("bram"), clock, CountingIds(11))
    letter, answer = folder / "uitnodiging", folder / "antwoord"
    letter.write_bytes(other.invite("Ans"))
    page = made.page("delen")
    page.ask_for_file = lambda _parent, _caption, chosen, **_more: chosen(str(letter))
    page.ask_where = lambda _parent, _caption, _name, chosen, **_more: chosen(str(answer))
    click(page.pairing.choose)
    click(page.pairing.yes)
    other.admit(answer.read_bytes())
    return register, other


@pytest.fixture
def real(tmp_path: Path, dressed: object) -> Iterator[World]:
    made = with_real_transport(tmp_path)
    yield made
    close(made)


def test_paired_by_files_shared_and_confirmed_by_a_real_register(real: World, tmp_path: Path) -> None:
    dossier = real.client()
    real.say_yes(dossier, "gemeente-inburgering")
    stick = tmp_path / "stick"
    stick.mkdir()
    page = real.go("delen")
    assert isinstance(page.model, DelenViewModel)
    page.mailbox.line.setText(str(stick))
    click(page.mailbox.keep)
    register, other = pair(real, tmp_path)
    assert "Lijnhuis" in page.pairing.state.text() and not page.pairing.choose.isVisible()
    other.set_mailbox(f"folder:{stick}")
    click(page.share)
    assert "verstuurd" in page.outcome.text and "nog niet bevestigd" in page.under_way.text()
    withdraw = real.go("intrekken", dossier=dossier, doel="gemeente-inburgering")
    click(withdraw.confirm)
    real.go("delen")
    click(page.share)
    withdraw = real.go("intrekken", dossier=dossier, doel="gemeente-inburgering")
    assert [step.gedaan for step in withdraw.model.facts.stappen] == [True, True, False]
    other.share()
    real.go("delen")
    click(page.share)
    withdraw = real.go("intrekken", dossier=dossier, doel="gemeente-inburgering")
    steps = withdraw.model.facts.stappen
    assert [step.gedaan for step in steps] == [True, True, True] and "gewist: " in steps[-1].uitleg
    register.close()


def test_a_device_says_what_the_gemeente_had_wiped_or_that_it_is_long_ago(world: World) -> None:
    page = world.go("delen")
    assert not page.news.isVisible()
    for name, value, words in (
        ("sync.termijn", {"op": "2026-11-22T10:00:00+00:00"}, "dertig dagen"),
        ("sync.opgeruimd", {"records": 3}, "opgeruimd"),
        ("sync.gewist", {"door": "Loes"}, "omdat Loes dat vroeg"),
    ):
        with world.store.write() as uow:
            uow.put_setting(name, value)
            uow.commit()
        page.model.reload()
        assert page.news.isVisible()
        assert words in page.news.text
