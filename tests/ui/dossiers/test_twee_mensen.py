"""Two people, one dossier: what the gemeente changes while Ans is typing comes in, and nothing that she typed goes."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.sync.town import BEGELEIDING, Side, Town, fake_maker, keys_of
from tests.ui.dossiers.desk import World
from tests.ui.dossiers.test_client import press, type_in


def paired(world: World, folder: Path) -> tuple[Town, Side]:
    """The device of this window, known to a register."""
    practice = world.store.profile.practice
    town = Town(fake_maker(folder), practice=practice)
    ans = Side("Ans", world.store, keys_of("Ans", practice), world.clock, world.ids)
    town.sides["Ans"] = ans
    town.pair(ans)
    return town, ans


def arrives(world: World, town: Town, ans: Side) -> None:
    town.register.share(town.mailbox, apply_imports=True)
    world.tasks.announce(ans.share(town.mailbox).changes, None)


def test_an_open_editor_keeps_its_text_while_a_change_comes_in(
    world: World, qtbot: QtBot, tmp_path: Path
) -> None:
    town, ans = paired(world, tmp_path)
    dossier = ans.client(BEGELEIDING, telefoon="06-11111111")
    town.everybody()
    page = world.go("client-bewerken", dossier=dossier)
    type_in(qtbot, page.controls["email"], "yousef@voorbeeld.nl")
    town.register.edit(dossier, telefoon="06-22222222")
    arrives(world, town, ans)
    assert page.controls["email"].text() == "yousef@voorbeeld.nl"
    press(qtbot, page.done)
    stored = ans.person(dossier)
    assert stored is not None
    assert (stored.email, stored.telefoon) == ("yousef@voorbeeld.nl", "06-22222222")
    town.everybody()
    there = town.register.person(dossier)
    assert there is not None
    assert (there.email, there.telefoon) == ("yousef@voorbeeld.nl", "06-22222222")
    with town.register.store.read() as reading:
        assert reading.ledger.conflicts() == ()


def test_the_same_field_on_two_sides_keeps_both_and_asks(world: World, qtbot: QtBot, tmp_path: Path) -> None:
    town, ans = paired(world, tmp_path)
    dossier = ans.client(BEGELEIDING, telefoon="06-11111111")
    town.everybody()
    page = world.go("client-bewerken", dossier=dossier)
    type_in(qtbot, page.controls["telefoon"], "06-33333333")
    press(qtbot, page.done)
    town.register.edit(dossier, telefoon="06-22222222")
    town.everybody()
    with town.register.store.read() as reading:
        (clash,) = reading.ledger.conflicts()
    assert {clash.ours, clash.theirs} == {"06-22222222", "06-33333333"}
