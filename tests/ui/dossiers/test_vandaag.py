"""Vandaag: what somebody sees first, and goes to from there."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.records import Categorie
from app.domain.signalen import Signaalstand, Signaalstap
from app.ports import BatchIn, BatchStand, Conflict, Device, DeviceStatus, Rol
from app.services import concepten, dossiers
from tests.ui.dossiers.desk import World
from ui.widgets.rows import ActionRow


def answer(world: World, dossier_id: str, signaal_id: str, stand: Signaalstand, **more: object) -> None:
    """What the gemeente decided comes back by an import."""
    values: dict[str, object] = {"belegd_bij": "Wijkteam Noord", "toelichting": "Schuldhulp belt.", **more}
    with world.store.write(actor="Bram Coster") as uow:
        uow.add(
            Signaalstap(
                id=world.ids.new(),
                dossier_id=dossier_id,
                signaal_id=signaal_id,
                categorieen=(Categorie.INKOMEN,),
                stand=stand,
                gezet_op=world.clock.now(),
                door="Bram Coster",
                **values,  # type: ignore[arg-type]
            )
        )
        world.heard(uow.commit())


def titles(rows: tuple[ActionRow, ...]) -> list[str]:
    return [each.shown.title for each in rows]


def press(qtbot: QtBot, row: ActionRow) -> None:
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)


def test_an_empty_profile_says_one_sentence_and_offers_the_first_client(world: World, qtbot: QtBot) -> None:
    page = world.go("vandaag")
    assert page.empty.isVisible() and not page.columns.isVisible()
    assert page.empty_state.button is not None and page.empty_state.button.text() == "Nieuwe cliënt"
    qtbot.mouseClick(page.empty_state.button, Qt.MouseButton.LeftButton)
    assert world.here.name == "client-bewerken"


def test_a_quiet_day_leads_to_the_clients(world: World, qtbot: QtBot) -> None:
    world.client()
    page = world.go("vandaag")
    qtbot.mouseClick(page.empty_state.button, Qt.MouseButton.LeftButton)
    assert world.here.name == "clienten"


def test_an_amv_who_nearly_turns_eighteen_stands_on_vandaag(world: World, qtbot: QtBot) -> None:
    soon = world.today + timedelta(days=60)
    born = date(soon.year - 18, soon.month, soon.day)
    amir = world.client("Amir", "Rahimi", geboortedatum=born.isoformat(), amv=True)
    world.client("Leila", "Nazari", geboortedatum=born.isoformat())
    page = world.go("vandaag")
    rows = page.cards["termijnen"].rows.rows()
    assert titles(rows) == ["Amir Rahimi"]
    assert "Wordt 18" in rows[0].shown.text
    assert rows[0].shown.pills[0].text == "over 8 weken" and rows[0].shown.pills[0].tone == "warning"
    press(qtbot, rows[0])
    assert world.here.name == "dossier" and world.here.params == {"dossier": amir}


def test_an_answer_of_the_gemeente_is_there_without_its_subject(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    signaal = world.signal(selam)
    page = world.go("vandaag")
    assert "antwoorden" not in page.cards
    answer(world, selam, signaal, Signaalstand.BELEGD, uiterlijk=world.today + timedelta(days=3))
    row = page.cards["antwoorden"].rows.rows()[0]
    assert row.shown.title == "Signaal ligt bij Wijkteam Noord"
    assert "uiterlijk wo 25 nov" in row.shown.meta
    # Somebody may look along: neither the life domain nor what was seen or answered stands here.
    assert "Geld" not in row.accessibleName() and "brieven" not in row.accessibleName()
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert world.page("signaal").params == {"signaal": signaal}


def test_a_step_of_ones_own_is_no_answer(world: World) -> None:
    selam = world.client()
    signaal = world.signal(selam)
    with world.store.write() as uow:
        uow.add(
            Signaalstap(
                id=world.ids.new(),
                dossier_id=selam,
                signaal_id=signaal,
                categorieen=(Categorie.INKOMEN,),
                stand=Signaalstand.OPGEPAKT,
                gezet_op=world.clock.now(),
                door="Ans Vermeer",
            )
        )
        uow.commit()
    page = world.go("vandaag")
    assert "antwoorden" not in page.cards


def test_a_signal_that_waits_too_long_is_named(world: World) -> None:
    selam = world.client()
    world.signal(selam, urgentie=Urgentie.SPOED)
    world.clock.move(days=6)
    page = world.go("vandaag")
    row = page.cards["te-laat"].rows.rows()[0]
    assert row.shown.title == "Selam Tesfay" and "langer dan afgesproken" in row.shown.meta
    assert row.shown.pills[0].text == "Spoed"


def test_a_task_is_ticked_and_taken_back(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    taak = world.task(selam, due=world.today)
    page = world.go("vandaag")
    row = page.tasks.rows()[0]
    assert row.box.accessibleName() == "Bel de huisarts"
    row.box.setFocus()
    qtbot.keyClick(row.box, Qt.Key.Key_Space)
    assert page.tasks.rows() == ()
    bar = world.window._undo_bar
    assert bar is not None and "gedaan" in bar.text
    qtbot.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
    assert [each.box.isChecked() for each in page.tasks.rows()] == [False]
    with world.store.read() as reading:
        from app.domain.taken import Taak

        kept = reading.get(Taak, taak)
    assert kept is not None and kept.gedaan_op is None


def test_a_late_task_says_so_in_words(world: World) -> None:
    world.task(world.client(), due=world.today - timedelta(days=1))
    page = world.go("vandaag")
    assert page.tasks.rows()[0].box.accessibleDescription().startswith("te laat")


def test_only_the_first_of_many_stand_there_and_the_rest_within_reach(world: World, qtbot: QtBot) -> None:
    for number in range(9):
        world.client(f"Naam{number}", vergunning_tot=world.today + timedelta(days=30 + number))
    page = world.go("vandaag")
    card = page.cards["termijnen"]
    assert len(card.rows.rows()) == 6 and card.more.text() == "Nog 3 laten zien"
    qtbot.mouseClick(card.more, Qt.MouseButton.LeftButton)
    assert len(card.rows.rows()) == 9 and card.rows.rows()[6].hasFocus()


def test_drafts_lead_back_to_where_they_were(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    for key, dossier in (
        (f"contact:{selam}", selam),
        (f"contact:{selam}:oud", selam),
        (f"checklist:{selam}:eerste-huisbezoek", selam),
        (f"toestemming:{selam}", selam),
        (f"pvt:{selam}", selam),
        (f"signaal:{selam}", selam),
        (f"lijn:{selam}:7", selam),
    ):
        concepten.save(world.store, key, dossier, {})
    expected = {
        f"contact:{selam}": ("contact", {"dossier": selam}),
        f"contact:{selam}:oud": ("contact", {"dossier": selam, "vervangt": "oud"}),
        f"checklist:{selam}:eerste-huisbezoek": (
            "checklist",
            {"dossier": selam, "code": "eerste-huisbezoek"},
        ),
        f"toestemming:{selam}": ("toestemming-gesprek", {"dossier": selam}),
        f"pvt:{selam}": ("pvt", {"dossier": selam}),
        f"signaal:{selam}": ("signaal-noteren", {"dossier": selam}),
        f"lijn:{selam}:7": ("lijn", {"dossier": selam, "stap": "7"}),
    }
    for key, (name, params) in expected.items():
        page = world.go("vandaag")
        card = page.cards["concepten"]
        if card.more.isVisible():
            card._show_all()
        press(qtbot, card.rows.row(key))
        assert (world.here.name, dict(world.here.params)) == (name, params)


def test_a_page_that_is_not_there_leads_to_the_dossier(tmp_path, qtbot: QtBot) -> None:
    from tests.ui.dossiers.desk import close_world, open_world

    world = open_world(tmp_path, rol=Rol.VRIJWILLIGER, elsewhere=False)
    world.show()
    selam = world.client()
    concepten.save(world.store, f"pvt:{selam}", selam, {})
    page = world.go("vandaag")
    press(qtbot, page.cards["concepten"].rows.rows()[0])
    assert world.here.name == "dossier"
    close_world(world)


def test_the_coordinator_sees_batches_signals_and_differences(register: World, qtbot: QtBot) -> None:
    selam = register.client()
    register.signal(selam, leefgebied=Leefgebied.WONEN, urgentie=Urgentie.ACUUT)
    with register.store.write() as uow:
        uow.ledger.put_device(
            Device(
                device_id="oefen-ans",
                naam="Laptop van Ans",
                rol=Rol.VRIJWILLIGER,
                identity=b"x",
                status=DeviceStatus.TOEGELATEN,
                stream="s1",
                their_stream="s2",
            )
        )
        uow.ledger.store_incoming(
            BatchIn(
                sender="oefen-ans",
                stream="s2",
                epoch=1,
                seq=1,
                name="b",
                digest="ab" * 32,
                data=b"z",
                stand=BatchStand.BINNEN,
                count=12,
                received_op=register.clock.now(),
            )
        )
        uow.ledger.add_conflict(
            Conflict(
                id=register.ids.new(),
                dossier_id=selam,
                soort="inburgeraar",
                record_id=selam,
                veld="telefoon",
                ours="1",
                theirs="2",
                ours_door="Bram",
                theirs_door="Ans",
                op_id="op",
                gezien_op=register.clock.now(),
            )
        )
        uow.commit()
    page = register.go("vandaag")
    assert "1 cliënt" in page.subtitle.text() and "1 apparaat" in page.subtitle.text()
    assert titles(page.cards["postvak"].rows.rows()) == ["Van Laptop van Ans"]
    assert "12 wijzigingen" in page.cards["postvak"].rows.rows()[0].shown.meta
    assert titles(page.cards["te-beslissen"].rows.rows()) == ["Selam Tesfay"]
    assert page.decisions.isVisible() and "Eén verschil" in page.decisions.text
    qtbot.mouseClick(page.decisions.action_button, Qt.MouseButton.LeftButton)
    assert register.here.name == "besluiten"


def test_what_an_import_brings_appears_while_one_looks(world: World) -> None:
    page = world.go("vandaag")
    selam = world.client()
    assert page.empty.isVisible()
    world.task(selam)
    assert len(page.tasks.rows()) == 1 and not page.empty.isVisible()


def test_a_page_that_is_not_looked_at_reads_nothing(world: World) -> None:
    page = world.go("vandaag")
    world.go("clienten")
    before = page.model.facts
    world.task(world.client())
    assert page.model.facts is before
    world.go("vandaag")
    assert len(page.tasks.rows()) == 1


def test_a_closed_dossier_gives_no_deadlines(world: World) -> None:
    amir = world.client("Amir", vergunning_tot=world.today + timedelta(days=20))
    page = world.go("vandaag")
    assert "termijnen" in page.cards
    world.heard(dossiers.close(world.store, world.clock, amir))
    assert not page.cards["termijnen"].isVisible()
