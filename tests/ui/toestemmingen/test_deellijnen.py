"""How sharing goes per side, on the page, and the file for whoever helps."""

from __future__ import annotations

import json
from pathlib import Path

from pytestqt.modeltest import ModelTester

from tests.ui.toestemmingen.desk import World, click
from ui.models.lijnen import LijnenModel
from ui.viewmodels.deellijnen import LijnRegel

MARKS = ("Zeynabira", "Quintarelli")


def test_the_report_is_stored_from_the_page(world: World, tmp_path: Path) -> None:
    dossier = world.client(MARKS[0], MARKS[1])
    world.visit(dossier)
    page = world.go("delen")
    target = tmp_path / "verslag.json"
    page.lines.ask_where = lambda _parent, _caption, _name, chosen, **_more: chosen(str(target))
    click(page.lines.report)
    assert page.lines.outcome.text == "Het verslag is opgeslagen."
    text = target.read_text("utf-8")
    assert json.loads(text)["aantallen"]["inburgeraar"] == 1
    assert not any(mark in text for mark in MARKS)
    page.lines.ask_where = lambda _parent, _caption, _name, chosen, **_more: chosen(str(tmp_path / "x" / "y"))
    click(page.lines.report)
    assert "niet worden opgeslagen" in page.lines.outcome.text


def test_the_own_clock_is_named_on_the_page(world: World) -> None:
    with world.store.write() as uow:
        uow.put_setting("mailbox.klok_voor", -7200)
        uow.commit()
    page = world.go("delen")
    assert "2 uur achter" in page.lines.clock.text


def test_the_table_of_sides_is_sound(qtmodeltester: ModelTester) -> None:
    model = LijnenModel()
    line = LijnRegel(
        naam="Bram", gehoord="vandaag", wacht="-", sinds="-", onderweg="-", ontbreekt="-", klok="gelijk"
    )
    model.show_lines((line, line))
    qtmodeltester.check(model)
    assert model.data(model.index(0, 0)) == "Bram"
