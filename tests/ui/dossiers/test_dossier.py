"""One dossier: prepared for a visit, read in full, and as quick with two thousand contacts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.doorgaande_lijn import Bestandsoverdracht, Dossieroverdracht, Lijnstap, Overdrachtstand
from app.domain.inburgering import Inburgeringstraject, Kernwaarde, PvtSessie, PvtSoort
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.signalen import Signaalstand
from app.domain.toestemmingen import Besluit
from app.ports import Conflict
from app.services import contactmomenten, doorgaande_lijn, dossiers, inburgering
from tests.ui.dossiers.desk import World
from tests.ui.dossiers.test_vandaag import answer, press, titles
from tests.worlds import consent, contact
from ui.views.history import PAGE
from ui.widgets.timeline import TimelineEntry


def entries(page: Any) -> list[TimelineEntry]:
    return [row for row in page.history.timeline.entries.rows if isinstance(row, TimelineEntry)]


def headings(page: Any) -> list[str]:
    return [row for row in page.history.timeline.entries.rows if isinstance(row, str)]


def said(page: Any) -> str:
    return "\n".join(each.spoken for each in entries(page))


def test_a_first_visit_is_prepared(world: World, qtbot: QtBot) -> None:
    """Before she rings the bell, Ans reads who opens the door, what is due, and what the gemeente answered."""
    selam = world.client(
        "Selam",
        "Tesfay",
        talen=("Tigrinya",),
        tolk_nodig=True,
        tolkvoorkeur="vrouw",
        telefoon="06 12 34 56 78",
        vergunning_tot=world.today + timedelta(days=80),
        fase=7,
    )
    signaal = world.signal(selam)
    answer(world, selam, signaal, Signaalstand.BELEGD, uiterlijk=world.today + timedelta(days=3))
    world.task(selam, "Neem de brief van de school mee", world.today)
    world.visit(selam, days_ago=20, onderwerp="Kennismaking")

    start = world.go("vandaag")
    press(qtbot, start.cards["antwoorden"].rows.rows()[0])
    world.navigator.back()
    listed = world.go("clienten")
    qtbot.keyClicks(listed.search, "selam")
    qtbot.keyClick(listed.search, Qt.Key.Key_Return)

    page = world.page("dossier")
    assert page.title == "Selam Tesfay"
    assert page.subtitle.text() == (
        "35 jaar (03-04-1991) · Tigrinya · tolk nodig, liever een vrouw · Lindewaard"
    )
    assert titles(page.deadlines.rows.rows()) == ["Vergunning"]
    row = page.signals.rows.rows()[0]
    assert row.shown.title == "Geld en post"
    assert row.shown.meta.startswith("belegd bij Wijkteam Noord") and "uiterlijk wo 25 nov" in row.shown.meta
    assert row.shown.text == "Antwoord: Schuldhulp belt."
    assert [each.box.accessibleName() for each in page.tasks.rows()] == ["Neem de brief van de school mee"]
    assert any(each.title == "Kennismaking (huisbezoek)" for each in entries(page))
    assert page.line.accessibleDescription().startswith("Stap 7 van 8: Warme overdracht, nu")
    press(qtbot, page.contact)
    assert world.page("contact").params == {"dossier": selam}


def test_opening_is_written_in_the_access_log_once(world: World) -> None:
    selam = world.client()

    def reads() -> int:
        with world.store.read() as reading:
            return sum(row.actie == "R" for row in reading.log(dossier_id=selam))

    world.go("dossier", dossier=selam)
    assert reads() == 1
    world.visit(selam)
    assert reads() == 1
    world.go("vandaag")
    world.go("dossier", dossier=selam)
    assert reads() == 2


def test_every_action_goes_to_its_page(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    for name in ("checklists", "inburgering", "werk", "toestemming", "overdracht", "client-bewerken"):
        page = world.go("dossier", dossier=selam)
        press(qtbot, page.ways[name])
        assert world.here.name == name and world.here.params == {"dossier": selam}
    page = world.go("dossier", dossier=selam)
    press(qtbot, page.note_signal)
    assert world.here.name == "signaal-noteren"


def test_a_step_of_the_line_opens_that_step(world: World, qtbot: QtBot) -> None:
    selam = world.client(fase=7)
    page = world.go("dossier", dossier=selam)
    press(qtbot, page.line.button(2))
    assert world.here.name == "lijn" and world.here.params == {"dossier": selam, "stap": "3"}
    qtbot.waitUntil(lambda: world.page("lijn").line.button(2).hasFocus())


def test_the_line_asks_for_attention_while_a_file_must_still_travel(world: World) -> None:
    selam = world.client(fase=7)
    page = world.go("dossier", dossier=selam)
    assert "4 open" in page.line.button(6).accessibleName()
    for wat in Dossieroverdracht:
        _, changes = doorgaande_lijn.save_transfer(
            world.store,
            world.clock,
            world.ids,
            Bestandsoverdracht(id="", dossier_id=selam, wat=wat, stand=Overdrachtstand.GEBEURD),
        )
        world.heard(changes)
    assert "open" not in page.line.button(6).accessibleName()


def test_pvt_shows_what_is_done_and_what_is_missing(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    traject = Inburgeringstraject(id="", dossier_id=selam, dagtekening_pip=date(2025, 1, 10))
    inburgering.save_traject(world.store, world.clock, world.ids, traject)
    for kind, values in (
        (PvtSoort.BIJEENKOMST, (Kernwaarde.VRIJHEID, Kernwaarde.SOLIDARITEIT)),
        (PvtSoort.EXCURSIE, ()),
    ):
        inburgering.add_sessie(
            world.store,
            world.clock,
            world.ids,
            PvtSessie(
                id="",
                dossier_id=selam,
                datum=date(2026, 3, 1),
                minuten=180,
                pvt_soort=kind,
                kernwaarden=values,
            ),
        )
    page = world.go("dossier", dossier=selam)
    assert page.pvt.progress.words() == "6 uur van 12 uur"
    names = [badge.accessibleName() for badge in page.pvt._badges]
    assert names == [
        "Vrijheid: gedaan",
        "Gelijkwaardigheid: nog niet",
        "Solidariteit: gedaan",
        "Participatie: nog niet",
        "Excursie: gedaan",
        "Ondertekening: nog niet",
    ]
    assert page.pvt.missing.text().startswith("Nog nodig: 6 uur; kernwaarde gelijkwaardigheid, participatie")
    assert "Kan tot en met 10 januari 2028" in page.pvt.missing.text()
    press(qtbot, page.pvt.open_button)
    assert world.here.name == "pvt"


def test_consent_shows_what_was_said_and_counts_the_rest(world: World) -> None:
    selam = world.client()
    with world.store.write() as uow:
        uow.add(consent(world.ids.new(), selam, "gemeente-begeleiding"))
        uow.add(consent(world.ids.new(), selam, "gemeente-gezondheid", Besluit.GEWEIGERD))
        uow.commit()
    page = world.go("dossier", dossier=selam)
    facts = page.model.facts
    assert [(said, opens) for _, said, opens in facts.consents] == [("ja", True), ("nee", False)]
    assert facts.not_asked > 3
    from PySide6.QtWidgets import QLabel

    words = [each.text() for each in page.consents.findChildren(QLabel)]
    assert f"{facts.not_asked} doelen zijn nog niet gevraagd." in words


def test_what_is_about_safety_is_shielded_until_asked_for(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    world.signal(
        selam,
        leefgebied=Leefgebied.VEILIGHEID_EN_RELATIES,
        urgentie=Urgentie.ACUUT,
        waarneming="Zij durft niet naar huis.",
    )
    page = world.go("dossier", dossier=selam)
    row = page.signals.rows.rows()[0]
    assert row.shown.title == "Afgeschermd signaal" and "durft" not in row.accessibleName()
    assert row.shown.pills[0].text == "Acuut"
    assert "durft" not in said(page) and "Veiligheid" not in said(page)
    press(qtbot, page.reveal)
    assert page.signals.rows.rows()[0].shown.title == "Veiligheid en relaties"
    assert "durft" in said(page)
    world.go("vandaag")
    world.navigator.go("dossier", dossier=selam)
    assert "durft" not in said(page), "shielded again after leaving"


def test_with_somebody_reading_along_nothing_private_stands_there(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    world.visit(selam, samenvatting="", aantekening="Alleen voor mij.")
    world.signal(selam, leefgebied=Leefgebied.VEILIGHEID_EN_RELATIES, waarneming="Bang.")
    page = world.go("dossier", dossier=selam)
    press(qtbot, page.reveal)
    assert "Alleen voor mij" in said(page) and "Bang" in said(page)
    world.session.along.set(True)
    assert "Alleen voor mij" not in said(page) and "Bang" not in said(page)
    assert not page.reveal.isVisible()


def test_the_timeline_is_newest_first_under_months(world: World) -> None:
    selam = world.client()
    for days, subject in ((1, "Gisteren"), (40, "Oktober"), (2, "Eergisteren"), (400, "Vorig jaar")):
        world.visit(selam, days_ago=days, onderwerp=subject)
    page = world.go("dossier", dossier=selam)
    assert [each.title.split(" (")[0] for each in entries(page)] == [
        "Gisteren",
        "Eergisteren",
        "Oktober",
        "Vorig jaar",
    ]
    assert headings(page) == ["november 2026", "oktober 2026", "oktober 2025"]
    first = entries(page)[0]
    assert first.meta == "za 21 nov 13:00 · Ans Vermeer" and first.icon == "home-visit"
    assert first.pills[0].text == "Blijft hier"


def test_chips_filter_by_kind_and_only_kinds_that_are_there(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    world.visit(selam)
    page = world.go("dossier", dossier=selam)
    assert not page.history.chips.isVisible()
    world.signal(selam)
    assert page.history.chips.options() == ("alles", "contact", "signaal")
    press(qtbot, page.history.chips.chip("signaal"))
    assert {each.key.split(":")[0] for each in entries(page)} == {"signaal"}
    # Something new of another kind leaves the choice as it is.
    world.visit(selam, onderwerp="Nog een keer")
    assert {each.key.split(":")[0] for each in entries(page)} == {"signaal"}
    press(qtbot, page.history.chips.chip("alles"))
    assert len(entries(page)) == 3


def test_a_corrected_contact_stands_once_and_its_first_version_can_be_read(
    world: World, qtbot: QtBot
) -> None:
    selam = world.client()
    old = world.visit(selam, onderwerp="Dinsdag", samenvatting="Op dinsdag.", aantekening="Hij lachte.")
    new = contact("", selam, onderwerp="Donderdag", samenvatting="Op donderdag.", door="Ans Vermeer")
    new_id, _ = contactmomenten.supersede(world.store, world.clock, world.ids, old, new)
    page = world.go("dossier", dossier=selam)
    assert [each.title for each in entries(page)] == ["Donderdag (huisbezoek)"]
    assert "1 eerdere versie leesbaar" in entries(page)[0].meta
    page.history.timeline.setFocus()
    assert page.history.timeline.choose(entries(page)[0].key)
    qtbot.keyClick(page.history.timeline, Qt.Key.Key_Return)
    read = world.page("gebeurtenis")
    assert world.here.params["record"] == new_id and read.title == "Donderdag"
    assert ("Samenvatting", "Op donderdag.") in read.model.facts.open_fields
    [(title, plain, private)] = read.model.facts.earlier
    assert title.startswith("Eerdere versie")
    assert ("Samenvatting", "Op dinsdag.") in plain and ("Eigen aantekening", "Hij lachte.") in private
    assert read.earlier.isVisible()
    press(qtbot, read.way)
    assert world.page("contact").params == {"dossier": selam, "vervangt": new_id}
    # The old version, found by searching, says that it is old.
    read = world.go("gebeurtenis", dossier=selam, soort="contactmoment", record=old)
    assert read.newer.isVisible() and not read.way.isVisible()
    press(qtbot, read.newer.action_button)
    assert world.here.params["record"] == new_id


def test_an_event_hides_private_fields_from_who_reads_along(world: World) -> None:
    selam = world.client()
    record = world.visit(selam, aantekening="Alleen voor mij.")
    page = world.go("gebeurtenis", dossier=selam, soort="contactmoment", record=record)
    assert page.private.isVisible() and ("Eigen aantekening", "Alleen voor mij.") in page.model.facts.private
    world.session.along.set(True)
    assert not page.private.isVisible() and page.fields.isVisible()
    unsafe = world.visit(selam, leefgebieden=(Leefgebied.VEILIGHEID_EN_RELATIES,), onderwerp="Bang")
    page = world.go("gebeurtenis", dossier=selam, soort="contactmoment", record=unsafe)
    assert page.hidden.isVisible() and not page.fields.isVisible() and "Bang" not in page.title


def test_two_thousand_contacts_are_shown_a_page_at_a_time(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    with world.store.write() as uow:
        for number in range(2000):
            moment = world.clock.now() - timedelta(hours=7 * number)
            uow.add(contact(world.ids.new(), selam, plaatsgevonden_op=moment, onderwerp=f"Nummer {number}"))
        uow.commit()
    page = world.go("dossier", dossier=selam)
    assert len(entries(page)) == PAGE
    assert page.history.older.text() == f"Nog {PAGE} eerdere laten zien (van 1960)"
    press(qtbot, page.history.older)
    assert len(entries(page)) == 2 * PAGE and entries(page)[-1].title.startswith(f"Nummer {2 * PAGE - 1} ")
    # What comes in meanwhile doesn't throw one back to the top.
    world.visit(selam, onderwerp="Nieuw")
    assert len(entries(page)) == 2 * PAGE and entries(page)[0].title.startswith("Nieuw")


def test_another_dossier_begins_at_its_own_top(world: World, qtbot: QtBot) -> None:
    selam, amir = world.client(), world.client("Amir", "Rahimi")
    with world.store.write() as uow:
        for number in range(PAGE + 5):
            moment = world.clock.now() - timedelta(days=number)
            uow.add(contact(world.ids.new(), selam, plaatsgevonden_op=moment))
        uow.commit()
    page = world.go("dossier", dossier=selam)
    press(qtbot, page.history.older)
    assert len(entries(page)) == PAGE + 5
    world.go("dossier", dossier=amir)
    assert page.title == "Amir Rahimi" and entries(page) == [] and page.history.nothing.isVisible()
    world.go("dossier", dossier=selam)
    assert len(entries(page)) == PAGE


def test_nothing_of_the_last_dossier_is_left_while_the_next_is_read(world: World) -> None:
    selam, amir = world.client(), world.client("Amir", "Rahimi")
    page = world.go("dossier", dossier=selam)
    world.tasks.hold()
    world.go("dossier", dossier=amir)
    assert not page.shown.isVisible() and page.title == "Dossier"
    page._wait.timeout.emit()
    assert page.waiting.isVisible()
    world.tasks.release()
    assert page.shown.isVisible() and page.title == "Amir Rahimi" and not page.waiting.isVisible()


def test_a_dossier_that_is_not_here_says_so_and_leads_to_the_list(world: World, qtbot: QtBot) -> None:
    page = world.go("dossier", dossier="019a0000-0000-7000-8000-000000000000")
    assert page.trouble.isVisible() and "staat niet op dit apparaat" in page.trouble.text
    assert not page.shown.isVisible() and not page.contact.isVisible()
    press(qtbot, page.trouble.action_button)
    assert world.here.name == "clienten"


def test_an_event_that_is_not_here_says_so(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    for soort, record in (("contactmoment", "weg"), ("onzin", "weg")):
        page = world.go("gebeurtenis", dossier=selam, soort=soort, record=record)
        assert page.trouble.isVisible() and not page.shown.isVisible()
    press(qtbot, page.trouble.action_button)
    assert world.here.name == "dossier"


def test_closing_can_be_undone_and_a_closed_dossier_says_so(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    page = world.go("dossier", dossier=selam)
    press(qtbot, page.shut)
    assert page.closed_badge.text() == "Gesloten op zo 22 nov" and page.shut.text() == "Dossier weer openen"
    assert dossiers.get(world.store, selam).status == "gesloten"
    bar = world.window._undo_bar
    assert bar is not None
    press(qtbot, bar.action_button)
    assert not page.closed_badge.isVisible() and dossiers.get(world.store, selam).status == "open"
    press(qtbot, page.shut)
    press(qtbot, page.shut)
    assert dossiers.get(world.store, selam).status == "open"


def test_a_difference_in_this_dossier_is_counted(world: World) -> None:
    selam = world.client()
    with world.store.write() as uow:
        uow.ledger.add_conflict(
            Conflict(
                id=world.ids.new(),
                dossier_id=selam,
                soort="inburgeraar",
                record_id=selam,
                veld="telefoon",
                ours="1",
                theirs="2",
                ours_door="Bram",
                theirs_door="Ans",
                op_id="op",
                gezien_op=world.clock.now(),
            )
        )
        uow.commit()
    page = world.go("dossier", dossier=selam)
    assert page.conflicts.isVisible() and page.conflicts.text.startswith("1 verschil in dit dossier.")
    other = world.go("dossier", dossier=world.client("Amir"))
    assert not other.conflicts.isVisible()


def test_the_household_is_named_and_nothing_of_its_dossiers(world: World, qtbot: QtBot) -> None:
    selam = world.client(huishouden_id="h1", rol_in_huishouden="moeder")
    yonas = world.client("Yonas", "Tesfay", huishouden_id="h1", rol_in_huishouden="zoon")
    page = world.go("dossier", dossier=selam)
    rows = page.household.rows.rows()
    assert [(each.shown.title, each.shown.meta, each.shown.text) for each in rows] == [
        ("Yonas Tesfay", "zoon", "")
    ]
    press(qtbot, rows[0])
    assert world.here.params == {"dossier": yonas}


def test_a_secret_address_stands_nowhere(world: World) -> None:
    selam = world.client(adres="Kanaalstraat 12", woonplaats="Lindewaard", adres_geheim=True)
    page = world.go("dossier", dossier=selam)
    assert ("Adres", "Geheim adres") in page.model.facts.facts
    assert "Kanaalstraat" not in str(page.model.facts)


def test_what_is_done_on_the_line_stands_in_the_timeline_and_leads_there(world: World, qtbot: QtBot) -> None:
    selam = world.client(fase=2)
    step = Lijnstap(
        id="", dossier_id=selam, stap=1, begonnen_op=date(2026, 1, 2), afgerond_op=date(2026, 2, 3)
    )
    doorgaande_lijn.save_step(world.store, world.clock, world.ids, step)
    page = world.go("dossier", dossier=selam)
    assert [each.title for each in entries(page)] == [
        "Stap 1: Aankomst, afgerond",
        "Stap 1: Aankomst, begonnen",
    ]
    assert "3-2-2026" in page.line.button(0).accessibleName()
    page.history.timeline.opened.emit(entries(page)[0].key)
    assert world.here.name == "lijn"


@pytest.mark.parametrize("kind", ["signaal", "signaalstap"])
def test_a_signal_in_the_timeline_leads_to_the_signal(world: World, qtbot: QtBot, kind: str) -> None:
    selam = world.client()
    signaal = world.signal(selam)
    answer(world, selam, signaal, Signaalstand.OPGEPAKT)
    page = world.go("dossier", dossier=selam)
    entry = next(each for each in entries(page) if each.key.startswith(f"{kind}:"))
    page.history.timeline.opened.emit(entry.key)
    if kind == "signaalstap":
        press(qtbot, world.page("gebeurtenis").way)
    assert world.page("signaal").params == {"signaal": signaal}
