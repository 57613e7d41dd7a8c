"""One key takes out of sight what the person beside you must not read: every page, also those made tomorrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.domain.checklists import Antwoord
from app.domain.invullingen import GegevenAntwoord, Invulling
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.plan import Doel, Planthema
from app.domain.records import Categorie
from app.domain.signalen import Signaal, Signaalstand, Signaalstap
from app.domain.taken import Taak
from app.ports import Rol
from app.services import invullingen
from app.services.invullingen import Concept
from storage.store import SqlStore
from tests.ui.walk import flush_deleted, settle
from tests.worlds import NOON, CountingIds, HandClock, contact, new_store, person
from ui.destinations import all_destinations
from ui.meekijken import ZELF_VEILIG, needs_curtain
from ui.navigation import Destination
from ui.session import Session
from ui.shell import Desk, MainWindow
from ui.tasks import ImmediateTasks
from ui.widgets.page import Page

SIGNAAL, VERGETEN, STAP, ZELF = "zwartblauw oog", "bange vraag", "kluisje gebeld", "ik durf niet"
NOTITIE, BIJZONDER, DOEL, LIJST, CONCEPT = (
    "stiekem gedronken",
    "mijdt zijn neef",
    "wil weglopen",
    "sloeg haar",
    "dreigde weer",
)
ANDER, BEZOEK, TAAK = "Zeldzaam", "vertelde van klappen", "opvang zoeken"
MARKERS = (BEZOEK, TAAK, SIGNAAL, VERGETEN, STAP, ZELF, NOTITIE, BIJZONDER, DOEL, LIJST, CONCEPT, ANDER)


def plant(store: SqlStore) -> None:
    """Put in one dossier everything that who sits beside you must not read, and beside it another client."""
    safe = {"genoteerd_op": NOON, "urgentie": Urgentie.SPOED, "dossier_id": "d1"}
    domain = Leefgebied.VEILIGHEID_EN_RELATIES
    with store.write() as uow:
        uow.add(person("d1", bijzonderheden=BIJZONDER))
        uow.add(person("d2", voornamen="Selam", achternaam=ANDER))
        uow.add(contact("c1", "d1", aantekening=NOTITIE))
        uow.add(contact("c2", "d1", leefgebieden=(domain,), onderwerp=BEZOEK, samenvatting=BEZOEK))
        uow.add(Signaal(id="s1", leefgebied=domain, waarneming=SIGNAAL, vraag=VERGETEN, **safe))
        uow.add(Signaal(id="s2", leefgebied=Leefgebied.BEGELEIDER_ZELF, waarneming=ZELF, **safe))
        uow.add(Signaal(id="s3", leefgebied=Leefgebied.WONEN, waarneming="Lekkage.", **safe))
        uow.add(
            Signaalstap(
                id="p1",
                dossier_id="d1",
                signaal_id="s1",
                categorieen=(Categorie.VEILIGHEID,),
                stand=Signaalstand.GEMELD,
                gezet_op=NOON,
                door="Ans",
                toelichting=STAP,
            )
        )
        uow.add(
            Doel(
                id="g1",
                dossier_id="d1",
                thema=next(iter(Planthema)),
                ik_zin=DOEL,
                vastgelegd_op=NOON,
                categorieen=(Categorie.VEILIGHEID,),
            )
        )
        given = (GegevenAntwoord(key="vei_bang", vraag="Bang?", waarde="Ja", waarneming=LIJST),)
        uow.add(
            Invulling(
                id="i1",
                dossier_id="d1",
                code="signalering-algemeen",
                versie=1,
                template_hash="",
                naam="Signalering algemeen",
                begonnen_op=NOON,
                afgerond_op=NOON,
                antwoorden=given,
            )
        )
        shielded = (Categorie.VEILIGHEID,)
        day = NOON.date()
        uow.add(Taak(id="t2", dossier_id="d1", omschrijving=TAAK, voor_op=day, categorieen=shielded))
        uow.add(Taak(id="t1", dossier_id="d2", omschrijving=f"{ANDER} bellen", voor_op=day))
        uow.commit()
    answers = {"vei_bang": Antwoord(key="vei_bang", waarde="ja", waarneming=CONCEPT)}
    invullingen.keep(
        store, "d1", "signalering-algemeen", Concept(versie=1, begonnen_op=NOON, antwoorden=answers)
    )


PARAMS: dict[str, dict[str, str]] = {
    "checklist": {"dossier": "d1", "code": "signalering-algemeen"},
    "signaal": {"signaal": "s1"},
    "intrekken": {"dossier": "d1", "doel": "gemeente-begeleiding"},
    "gebeurtenis": {"dossier": "d1", "soort": "contactmoment", "record": "c1"},
    "doel": {"dossier": "d1", "doel": "g1"},
}
MORE: dict[str, tuple[dict[str, str], ...]] = {
    "signaal": ({"signaal": "s2"},),
    "gebeurtenis": (
        {"dossier": "d1", "soort": "signaal", "record": "s1"},
        {"dossier": "d1", "soort": "signaal", "record": "s2"},
        {"dossier": "d1", "soort": "signaalstap", "record": "p1"},
        {"dossier": "d1", "soort": "invulling", "record": "i1"},
        {"dossier": "d1", "soort": "doel", "record": "g1"},
        {"dossier": "d1", "soort": "inburgeraar", "record": "d1"},
        {"dossier": "d1", "soort": "contactmoment", "record": "c2"},
        {"dossier": "d1", "soort": "taak", "record": "t2"},
    ),
    "contact": ({"dossier": "d1", "vervangt": "c1"}, {"dossier": "d1", "vervangt": "c2"}),
}


class Silent:
    """A transport of which nothing is asked but words."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_: ""


class House:
    """The whole window of one role over a store with everything planted."""

    def __init__(self, folder: Path, rol: Rol) -> None:
        clock, ids = HandClock(), CountingIds(3)
        self.store = new_store(folder, clock=clock, ids=ids, rol=rol, naam="Ans Vermeer")
        plant(self.store)
        tasks = ImmediateTasks(self.store)
        self.session = Session(tasks, clock, ids, self.store.profile, Silent())  # type: ignore[arg-type]
        self.window = MainWindow(clock)
        self.window.resize(1280, 900)
        self.places = [*all_destinations(self.session, self.window.navigator), tomorrow()]
        self.window.open_desk(
            Desk(name="Ans", role="x", destinations=self.places, along=self.session.along, home="hulp")
        )
        self.window.show()
        settle(self.window)

    def go(self, name: str, params: dict[str, str]) -> None:
        self.window.navigator.go(name, **params)
        settle(self.window)

    def walked(self) -> list[Destination]:
        """The pages that are trusted, and some that aren't; all others stand behind the same curtain."""
        some = {*ZELF_VEILIG, "morgen", "clienten", "vandaag", "doel"}
        return [place for place in self.places if place.key in some]

    def ways(self, name: str) -> tuple[dict[str, str], ...]:
        return (PARAMS.get(name, {"dossier": "d1"}), *MORE.get(name, ()))

    def close(self) -> None:
        self.session.along.set(False)
        self.window.close_desk()
        self.window.hide()
        self.window.deleteLater()
        flush_deleted()
        self.store.close()


def tomorrow() -> Destination:
    """A page that somebody makes tomorrow and doesn't think about."""

    def make() -> QWidget:
        page = Page("Morgen")
        page.add(QLabel(" ".join(MARKERS)))
        return page

    return Destination(key="morgen", title="Morgen", icon="info", factory=make)


def seen(window: QWidget) -> str:
    """Return everything that eyes or a screen reader find in the window."""
    found: list[str] = [window.windowTitle(), window.accessibleName()]
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        found += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel | QLineEdit):
            found.append(widget.text())
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            found.append(widget.toPlainText())
        elif isinstance(widget, QComboBox):
            found += [widget.itemText(number) for number in range(widget.count())]
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += cells(widget.model())
    return "\n".join(found)


def cells(model: QAbstractItemModel) -> list[str]:
    top = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(top)
    return [
        str(model.index(row, column, top).data(role) or "")
        for row in range(min(model.rowCount(top), 50))
        for column in range(columns)
        for role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        )
    ]


def markers_in(text: str) -> set[str]:
    return {marker for marker in MARKERS if marker.casefold() in text.casefold()}


@pytest.fixture(scope="module", params=[Rol.BEGELEIDER, Rol.COORDINATOR], ids=str)
def house(request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: Any) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("huis"), request.param)
    yield made
    made.close()


def test_no_page_shows_it_while_somebody_reads_along_and_all_of_it_is_seen_without(house: House) -> None:
    without: set[str] = set()
    leaks: list[tuple[str, object, str, str]] = []
    for place in house.walked():
        for params in house.ways(place.key):
            house.session.along.set(False)
            house.go(place.key, params)
            found = markers_in(seen(house.window))
            without |= found if place.key != "morgen" else set()
            # Turned on while the page is shown, and gone to while it is on.
            house.session.along.set(True)
            settle(house.window)
            leaks += [(place.key, params, "on", each) for each in markers_in(seen(house.window))]
            house.go("hulp", {})
            house.go(place.key, params)
            leaks += [(place.key, params, "gone to", each) for each in markers_in(seen(house.window))]
    assert sorted({(key, how, what) for key, _, how, what in leaks}) == []
    assert set(MARKERS) - without <= {LIJST}, "the walk must be able to see what it looks for"


def test_every_page_that_is_trusted_was_walked(house: House) -> None:
    keys = {place.key for place in house.places}
    assert keys >= ZELF_VEILIG
    assert needs_curtain("morgen") and needs_curtain("clienten") and needs_curtain("vandaag")


def test_the_curtain_opens_again_with_the_same_key(house: House) -> None:
    house.session.along.set(False)
    house.go("clienten", {})
    house.window.activateWindow()
    settle(house.window)
    QTest.keyClick(house.window, Qt.Key.Key_F9)
    settle(house.window)
    curtain = house.window.view.curtain
    assert curtain.isVisible() and not house.window.stack.isVisible()
    house.go("dossier", {"dossier": "d1"})
    assert not curtain.isVisible() and house.window.stack.isVisible()
    house.go("clienten", {})
    QTest.mouseClick(curtain.end, Qt.MouseButton.LeftButton)
    settle(house.window)
    assert not curtain.isVisible() and ANDER in seen(house.window)
