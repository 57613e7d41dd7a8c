"""The next visit is planned from the dossier, stands on Vandaag, moves, and goes to a telephone without names."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.agenda import Agendapunt, Agendasoort, Agendastand
from app.domain.records import Categorie
from app.domain.taken import Taak
from app.services import agenda, taken, vandaag
from app.services.kalender import local
from tests.ui.contacten.conftest import Bureau
from tests.worlds import NOON, CountingIds


def planned(bureau: Bureau, days: int = 3, **more: object) -> str:
    punt = Agendapunt(id="", dossier_id="d1", begint_op=NOON + timedelta(days=days), **more)  # type: ignore[arg-type]
    return agenda.add(bureau.store, bureau.clock, CountingIds(20), punt)[0]


def test_a_visit_is_planned_by_keyboard_and_stands_on_vandaag(bureau: Bureau) -> None:
    page = bureau.go("afspraak", dossier="d1")
    page.kind.chip("telefoon").click()
    page.moment.set_value(local(NOON + timedelta(days=2)).replace(hour=14, minute=30))
    QTest.keyClicks(page.about, "Hoe ging de proefdag?")
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert bureau.here == "dossier"
    (line,) = vandaag.for_volunteer(bureau.store, bureau.clock).agenda
    assert line.punt.omschrijving == "Hoe ging de proefdag?"
    assert local(line.punt.begint_op) == datetime(2026, 11, 24, 14, 30, tzinfo=local(NOON).tzinfo)


def test_a_day_that_is_over_is_refused_in_place(bureau: Bureau) -> None:
    page = bureau.go("afspraak", dossier="d1")
    page.moment.set_value(local(NOON - timedelta(days=2)))
    page.submit()
    assert "voorbij" in page.form.fields["moment"].error
    assert agenda.coming(bureau.store, bureau.clock) == ()


def test_what_went_by_without_a_word_is_asked(bureau: Bureau) -> None:
    punt_id = planned(bureau)
    bureau.clock.move(days=5)
    page = bureau.go("agenda")
    assert page.model.facts.voorbij[0].key == punt_id
    QTest.mouseClick(page.lists[0].row(punt_id), Qt.MouseButton.LeftButton)
    editor = bureau.window.stack.page("afspraak")
    editor.state.chip("geweest").click()
    editor.submit()
    assert agenda.get(bureau.store, punt_id).stand is Agendastand.GEWEEST
    assert bureau.go("agenda").model.facts.voorbij == ()


def test_an_import_moves_the_visit_under_an_open_page(bureau: Bureau) -> None:
    punt_id = planned(bureau)
    editor = bureau.go("afspraak", dossier="d1", punt=punt_id)
    QTest.keyClicks(editor.about, "Over de school")
    theirs = replace(
        agenda.get(bureau.store, punt_id), omschrijving="Over werk", begint_op=NOON + timedelta(days=4)
    )
    changes = agenda.change(bureau.store, bureau.clock, theirs)[1]
    editor.model.session.tasks.announce(changes, None)
    assert editor.about.text() == "Over de school"
    assert editor.moment.value() == local(NOON + timedelta(days=4))
    assert editor.difference.isVisible()
    editor.picker.side("omschrijving", "theirs").click()
    assert editor.about.text() == "Over werk"


def test_care_needs_the_ground_for_health_too() -> None:
    punt = Agendapunt(id="a", dossier_id="d", begint_op=NOON, agendasoort=Agendasoort.ZORG)
    assert Categorie.GEZONDHEID in punt.inhoud_categorieen


def test_the_agenda_goes_to_a_telephone_without_names(bureau: Bureau, tmp_path: Path) -> None:
    planned(bureau, omschrijving="Bij Yousef thuis", plaats="Dorpsstraat 1")
    page = bureau.go("agenda")
    target = tmp_path / "a.ics"
    page.ask_path = lambda parent, caption, name, chosen, kind: chosen(str(target))
    QTest.mouseClick(page.save, Qt.MouseButton.LeftButton)
    text = target.read_text("utf-8")
    assert "BEGIN:VEVENT" in text
    assert "Yousef" not in text
    assert "Dorpsstraat" not in text
    assert "1 afspraak" in page.said.text
    with bureau.store.read() as reading:
        assert any(row.actie == "E" for row in reading.log(dossier_id="d1"))


def test_a_task_is_given_to_a_colleague_and_taken_back(bureau: Bureau) -> None:
    from ui.viewmodels.taken import TakenViewModel
    from ui.views.taken import TasksPage

    bureau.go("agenda")
    session = bureau.window.stack.page("agenda").model.session
    taak = Taak(id="", dossier_id="d1", omschrijving="Huisarts bellen")
    taak_id, _ = taken.add(bureau.store, bureau.clock, CountingIds(40), taak)
    page = TasksPage(TakenViewModel(session), bureau.window.navigator)
    page.activate({})
    page.show()
    rows = next(iter(page.groups.values()))[1]
    rows.open_giver(rows._tasks[0])
    giver = rows.giver()
    assert giver is not None
    assert [button.text() for button in giver.known] == ["Ans Vermeer"]
    QTest.keyClicks(giver.name, "Mo Bakker")
    QTest.keyClick(giver.name, Qt.Key.Key_Return)
    assert taken.still_open(bureau.store)[0].wie == "Mo Bakker"
    assert "Mo Bakker" in taken.people(bureau.store)
    page.model.commands.give(taak_id, "")
    assert taken.still_open(bureau.store)[0].wie == ""
    page.deleteLater()
