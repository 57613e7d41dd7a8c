"""Days of people: a first visit, a missed lesson, a move, one name, and a birthday that changes everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.contactmomenten import Contactmoment
from app.domain.doorgaande_lijn import Bestandsoverdracht, Lijnstap
from app.domain.inburgering import Inburgeringstraject, Leerroute
from app.domain.taken import Taak
from app.domain.uren import Urenstaat
from app.services import dossiers, inburgering
from tests.ui.dossiers import desk
from tests.ui.dossiers.desk import World, close_world
from tests.ui.dossiers.test_client import press, type_in
from tests.ui.walk import settle
from ui.destinations import contacten


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A desk on which the pages of contacts and inburgering are the real ones."""
    real = {"contact", "pvt", "inburgering"}
    monkeypatch.setattr(desk, "ELSEWHERE", tuple(each for each in desk.ELSEWHERE if each not in real))
    world = desk.open_world(tmp_path)
    for each in contacten.destinations(world.session, world.navigator):
        world.navigator.add(each)
    world.show()
    yield world
    close_world(world)


def test_a_first_visit(whole: World, qtbot: QtBot) -> None:
    """Ans meets Selam: a dossier, what was said, what was agreed; tonight it stands on Vandaag."""
    press(qtbot, whole.go("clienten").new)
    form = whole.page("client-bewerken")
    type_in(qtbot, form.controls["voornamen"], "Selam")
    type_in(qtbot, form.controls["achternaam"], "Tesfay")
    type_in(qtbot, form.controls["geboortedatum"].line, "3-4-1991")
    press(qtbot, form.controls["talen"].chip("Tigrinya"))
    form.controls["tolk_nodig"].setChecked(True)
    press(qtbot, form.controls["tolkvoorkeur"].chip("vrouw"))
    press(qtbot, form.done)
    selam = whole.here.params["dossier"]
    dossier = whole.page("dossier")
    assert "liever een vrouw" in dossier.model.facts.subtitle
    press(qtbot, dossier.contact)
    page = whole.page("contact")
    press(qtbot, page.channel.chip("huisbezoek"))
    type_in(qtbot, page.duration.line, "anderhalf uur")
    type_in(qtbot, page.subject, "Kennismaking")
    page.summary.set_text("Zij wil snel Nederlands leren.")
    page.meaning.set_text("Ik denk dat zij moe is.")
    press(qtbot, page.add_agreement)
    settle(page)
    type_in(qtbot, page.rows[0].what, "Inschrijven bij de huisarts")
    type_in(qtbot, page.rows[0].day.line, "morgen")
    press(qtbot, page.done)
    assert whole.here.name == "dossier" and whole.here.params["dossier"] == selam
    with whole.store.read() as reading:
        (kept,) = reading.of_dossier(Contactmoment, selam)
        (task,) = reading.of_dossier(Taak, selam)
    assert (kept.duur_minuten, kept.duiding) == (90, "Ik denk dat zij moe is.")
    assert task.voor_op == whole.today + timedelta(days=1)
    start = whole.go("vandaag")
    assert "Inschrijven bij de huisarts" in [each.text for each in start.model.facts.tasks]


def test_a_missed_lesson(whole: World, qtbot: QtBot) -> None:
    """The school rings: three lessons missed. The hours say so, and the talk about it is written down apart."""
    selam = whole.client()
    traject = Inburgeringstraject(id="", dossier_id=selam, leerroute=Leerroute.B1)
    whole.heard(inburgering.save_traject(whole.store, whole.clock, whole.ids, traject)[1])
    page = whole.go("inburgering", dossier=selam)
    press(qtbot, page.uren.add_button)
    form = page.uren.body_form
    type_in(qtbot, form.controls["van"].line, "9-11-2026")
    type_in(qtbot, form.controls["tot"].line, "20-11-2026")
    type_in(qtbot, form.controls["minuten"], "9")
    type_in(qtbot, form.controls["gegeven"], "18")
    type_in(qtbot, form.controls["toelichting"], "Drie lessen gemist, niet afgemeld")
    press(qtbot, form.save)
    assert "Aanwezig: 50 %." in page.school.words.text()
    page = whole.go("contact", dossier=selam)
    press(qtbot, page.channel.chip("telefoon"))
    press(qtbot, page.outcome.chip("met_afmelding"))
    type_in(qtbot, page.subject, "Gebeld over de lessen")
    page.seen.set_text("Zij neemt op en zegt dat de bus niet reed.")
    press(qtbot, page.done)
    with whole.store.read() as reading:
        (kept,) = reading.of_dossier(Contactmoment, selam)
        (hours,) = reading.of_dossier(Urenstaat, selam)
    assert (kept.contact_gelukt, kept.afmelding) == (False, "met_afmelding")
    assert kept.waarneming and not kept.duiding, "what was seen stands apart from what one thinks of it"
    assert (hours.minuten, hours.gegeven) == (540, 1080)


def test_moving_to_another_gemeente(whole: World, qtbot: QtBot) -> None:
    """Amir gets a house elsewhere: the gemeente changes, the line moves on, four files are asked for."""
    amir = whole.client("Amir", "Haddad", fase=6)
    page = whole.go("client-bewerken", dossier=amir)
    type_in(qtbot, page.controls["gemeente"], "Zwaluwerve")
    type_in(qtbot, page.controls["gekoppeld_op"].line, "1-11-2026")
    press(qtbot, page.done)
    person = dossiers.get(whole.store, amir)
    assert (person.gemeente, person.gekoppeld_op) == ("Zwaluwerve", date(2026, 11, 1))
    page = whole.go("lijn", dossier=amir, stap="7")
    press(qtbot, page.step.here)
    assert "4 open" in page.line.button(6).accessibleName(), "on the step itself all four still have to come"
    for wat, stand in (
        ("medisch_dossier", "gevraagd"),
        ("jgz", "niet_van_toepassing"),
        ("begeleiding", "gebeurd"),
        ("risicosignalen", "gebeurd"),
    ):
        press(qtbot, page.rows[wat].chips.chip(stand))
    assert "1 open" in page.line.button(6).accessibleName()
    press(qtbot, page.line.button(7))
    press(qtbot, page.step.here)
    assert dossiers.get(whole.store, amir).fase == 8
    assert "1 open" in page.line.button(6).accessibleName(), (
        "what was asked for is not forgotten in the new place"
    )
    with whole.store.read() as reading:
        steps = {each.stap: each for each in reading.of_dossier(Lijnstap, amir)}
        files = reading.of_dossier(Bestandsoverdracht, amir)
    assert steps[6].afgerond_op == steps[7].afgerond_op == whole.today and len(files) == 4


def test_a_client_who_has_one_name(whole: World, qtbot: QtBot) -> None:
    """Mehret has one name, no known birth date, and writes it in Ge'ez: nothing asks for more."""
    press(qtbot, whole.go("clienten").new)
    form = whole.page("client-bewerken")
    type_in(qtbot, form.controls["voornamen"], "Mehret")
    spellings = form.controls["andere_spellingen"]
    spellings.set_values(["ምሕረት"])
    press(qtbot, form.done)
    mehret = whole.here.params["dossier"]
    assert dossiers.get(whole.store, mehret).naam == "Mehret"
    assert whole.page("dossier").model.facts.subtitle.startswith("geboortedatum onbekend")
    for text in ("mehret", "meheret", "ምሕረት"):
        page = whole.go("clienten")
        type_in(qtbot, page.search, text)
        assert page.model.facts.count == 1, text
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert whole.here.params == {"dossier": mehret}


def test_an_amv_who_turns_eighteen(whole: World) -> None:
    """Yonas came alone. Twelve, six and three months before his birthday, and on the day, somebody is told."""
    yonas = whole.client("Yonas", "", geboortedatum="2009-12-01", amv=True)
    birthday = date(2027, 12, 1)
    seen = []
    for day in (
        date(2026, 11, 22),
        date(2026, 12, 2),
        date(2027, 6, 2),
        date(2027, 9, 2),
        birthday,
        date(2028, 3, 2),
    ):
        whole.clock.move(days=(day - whole.today).days)
        page = whole.go("vandaag")
        page.model.reload()
        lines = [line for each in page.model.facts.sections for line in each.lines if each.key == "termijnen"]
        found = [each for each in lines if each.dossier_id == yonas]
        seen.append(found[0].nadruk if found else "")
    assert seen == ["", "op_komst", "op_komst", "dichtbij", "dichtbij", ""]
    dossier = whole.go("dossier", dossier=yonas)
    assert "18 jaar" in dossier.model.facts.subtitle
