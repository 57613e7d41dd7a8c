"""A walk over every page of the dossiers: names on all controls, nothing cut off, in light and dark, at 200 %."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.huishoudens import Relatie
from app.domain.inburgering import Inburgeringstraject
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.loopbaan import Loopbaansoort, Loopbaanstap
from app.domain.signalen import Signaalstand
from app.services import concepten, huishoudens, inburgering, voortgang
from tests.ui.dossiers.desk import World
from tests.ui.dossiers.test_vandaag import answer
from tests.ui.walk import cut_off, settle, tab_stops, unnamed
from tests.worlds import contact
from ui.theme import Mode
from ui.widgets.buttons import Button

FORMS = ("Toevoegen", "Kind of ander gezinslid zonder dossier")
"""Buttons that open a form on the page itself."""
LONG = "Yusuf Abdulrahman Al-Hamid bin Muhammad al-Andalusi"


def fill(world: World) -> tuple[str, str]:
    """A caseload as it may be: long names, other scripts, everything open; returns a dossier and a contact."""
    selam = world.client(
        "Yusuf Abdulrahman",
        "Al-Hamid bin Muhammad al-Andalusi",
        andere_spellingen=("يوسف عبد الرحمن", "ዩሱፍ"),
        talen=("Tigrinya", "Arabisch"),
        tolk_nodig=True,
        fase=7,
        gemeente="Zwaluwerve aan den IJssel",
        huisarts="Praktijk De Linde",
        kracht="Kookt graag voor de buurt.",
        vergunning_tot=world.today + timedelta(days=60),
    )
    world.client("مريم", "حسيني", geboortedatum="1995")
    world.client("ሃና", "ገብረመድህን", geboortedatum="1988-05")
    traject = Inburgeringstraject(id="", dossier_id=selam, dagtekening_pip=date(2024, 4, 20))
    inburgering.save_traject(world.store, world.clock, world.ids, traject)
    signaal = world.signal(selam)
    answer(world, selam, signaal, Signaalstand.BELEGD, uiterlijk=world.today + timedelta(days=3))
    world.signal(selam, leefgebied=Leefgebied.VEILIGHEID_EN_RELATIES, urgentie=Urgentie.ACUUT)
    visit = world.visit(selam, onderwerp="مكالمة مع الأب حول المدرسة", samenvatting="ሰላም፡ ዕለተ ሰኑይ " * 8)
    with world.store.write() as uow:
        for days in range(1, 50):
            moment = world.clock.now() - timedelta(days=days)
            uow.add(contact(world.ids.new(), selam, plaatsgevonden_op=moment))
        uow.commit()
    world.task(selam, "Bel de huisarts over de medicijnen en de afspraak", world.today - timedelta(days=2))
    world.task(selam, "Fiets regelen")
    concepten.save(world.store, f"contact:{selam}", selam, {})
    other = world.client("Abdulrahman Muhammad", "Al-Hamid bin Muhammad al-Andalusi")
    huishoudens.join(world.store, world.clock, world.ids, selam, other, Relatie.BROER_ZUS)
    step = Loopbaanstap(
        id="",
        dossier_id=selam,
        loopbaansoort=Loopbaansoort.DIPLOMAWAARDERING,
        wat="خباز في المدينة القديمة",
        resultaat="ዳቦ ጋጋሪ " * 12,
    )
    voortgang.save(world.store, world.clock, world.ids, step)
    return selam, visit


def walk(world: World) -> dict[str, QWidget]:
    """Go to every page of the subject and return them."""
    selam, visit = fill(world)
    pages: dict[str, QWidget] = {}
    for name, params in (
        ("vandaag", {}),
        ("clienten", {}),
        ("taken", {}),
        ("client-bewerken", {}),
        ("client-bewerken", {"dossier": selam}),
        ("dossier", {"dossier": selam}),
        ("lijn", {"dossier": selam, "stap": "7"}),
        ("lijn", {"dossier": selam, "stap": "3"}),
        ("lijn", {"dossier": selam, "stap": "5"}),
        ("werk", {"dossier": selam}),
        ("klant-in-beeld", {"dossier": selam}),
        ("huishouden", {"dossier": selam}),
        ("gebeurtenis", {"dossier": selam, "soort": "contactmoment", "record": visit}),
        ("zoeken", {}),
    ):
        page = world.go(name, **params)
        for button in page.findChildren(Button):
            if button.isVisibleTo(page) and button.text() in FORMS:
                button.click()
        settle(page)
        assert unnamed(page) == [], name
        assert cut_off(page) == [], name
        pages[name] = page
    return pages


@pytest.mark.parametrize(
    ("mode", "scale"),
    [(Mode.LIGHT, 1.0), (Mode.DARK, 1.5), (Mode.LIGHT, 2.0)],
    ids=["100", "150-dark", "200"],
)
def test_nothing_is_unnamed_or_cut_off(
    themed: Callable[[Mode, float], World], mode: Mode, scale: float
) -> None:
    walk(themed(mode, scale))


def test_nothing_sticks_out_of_a_page_sideways(world: World) -> None:
    for name, page in walk(world).items():
        scroller = getattr(page, "scroller", None)
        if scroller is not None and scroller.isVisible():
            assert scroller.widget().width() <= scroller.viewport().width() + 1, name


def test_empty_pages_have_names_too(world: World) -> None:
    selam = world.client()
    for name, params in (
        ("vandaag", {}),
        ("clienten", {}),
        ("taken", {}),
        ("dossier", {"dossier": selam}),
        ("lijn", {"dossier": selam}),
        ("dossier", {"dossier": "weg"}),
    ):
        page = world.go(name, **params)
        settle(page)
        assert unnamed(page) == [] and cut_off(page) == [], name


def test_tab_follows_the_eye(world: World) -> None:
    selam, _ = fill(world)
    page = world.go("dossier", dossier=selam)
    settle(page)
    stops = tab_stops(page)
    order = [
        page.contact,
        page.ways["checklists"],
        page.line.button(0),
        page.drafts.rows.rows()[0],
        page.deadlines.rows.rows()[0],
        page.signals.rows.rows()[0],
        page.tasks.rows()[0].box,
        page.shut,
    ]
    places = [stops.index(widget) for widget in order]
    assert places == sorted(places)


def test_spellings_added_later_stand_where_they_are_seen(world: World, qtbot: QtBot) -> None:
    page = world.go("client-bewerken")
    spellings = page.controls["andere_spellingen"]
    spellings.set_values(["ሰላም"])
    spellings.lines()[0].setFocus()
    qtbot.keyClick(spellings.lines()[0], Qt.Key.Key_Return)
    assert spellings.lines()[1].hasFocus()
    settle(page)
    stops = tab_stops(page)
    order = [
        page.controls["achternaam"],
        spellings.lines()[0],
        spellings.lines()[1],
        spellings.add_button,
        page.controls["geboortedatum"].line,
    ]
    assert [stops.index(widget) for widget in order] == sorted(stops.index(widget) for widget in order)


def test_a_whole_visit_by_keyboard_alone(world: World, qtbot: QtBot) -> None:
    """From the list to the dossier and into the signal without touching the mouse."""
    selam, _ = fill(world)
    qtbot.keyClick(world.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    page = world.page("clienten")
    qtbot.waitUntil(lambda: page.search.hasFocus())
    qtbot.keyClicks(page.search, "yusuf")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert world.here.params == {"dossier": selam}
    dossier = world.page("dossier")
    for _ in range(40):
        focused = world.window.focusWidget()
        if focused is dossier.signals.rows.rows()[0]:
            break
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    qtbot.keyClick(world.window.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(world.window.focusWidget(), Qt.Key.Key_Return)
    assert world.here.name == "signaal"
    qtbot.keyClick(world.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert world.here.name == "dossier"


def test_a_long_name_is_never_cut(world: World) -> None:
    selam, _ = fill(world)
    page = world.go("dossier", dossier=selam)
    settle(page)
    assert page.heading.text() == LONG
    assert page.heading.heightForWidth(page.heading.width()) <= page.heading.height()
