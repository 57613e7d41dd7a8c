"""How it stands on the screen: names for a screen reader, nothing cut off, large text, dark, strange names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.signalen import Signaalstand
from tests.ui.signaleringen.desk import Bureau, click, open_bureau
from tests.ui.signaleringen.test_lijst import answer, opened
from tests.ui.walk import cut_off, flush_deleted, settle, unnamed
from ui.theme import Mode, apply_theme


@pytest.fixture(
    params=[(Mode.LIGHT, 1.0), (Mode.DARK, 1.5), (Mode.LIGHT, 2.0)], ids=["100", "150-donker", "200"]
)
def dressed_anew(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    flush_deleted()
    apply_theme(qapp, *request.param)
    yield
    flush_deleted()
    apply_theme(qapp, Mode.LIGHT, 1.0)


def _sound(bureau: Bureau, what: str) -> None:
    settle(bureau.window)
    page = bureau.window.stack.currentWidget()
    assert page is not None
    assert unnamed(page) == [], what
    assert cut_off(page) == [], what
    assert "Yousef" not in bureau.window.windowTitle() and "Selam" not in bureau.window.windowTitle()


def _walk_volunteer(bureau: Bureau) -> None:
    bureau.go("checklists", dossier="d1")
    _sound(bureau, "kiezen")
    page = opened(bureau)
    _sound(bureau, "lijst")
    for key, value in (("lich_huisarts", "nee"), ("psy_niet_leven", "ja"), ("kin_veilig", "soms")):
        answer(page, key, value)
    page.model.read_along_in("ar")
    click(page.rows["lich_huisarts"].details.urgency.chip("volgen"))
    _sound(bureau, "lijst ingevuld")
    page.model.summarise()
    _sound(bureau, "samenvatting")
    bureau.go("signaal-noteren", dossier="d3").domain.chip("veiligheid_en_relaties").click()
    _sound(bureau, "noteren")


def test_everything_of_a_volunteer_can_be_read(dressed_anew: None, bureau: Bureau) -> None:
    again = open_bureau(bureau.store, bureau.clock, bureau.ids)
    _walk_volunteer(again)
    veilig = again.signal("d3", leefgebied=Leefgebied.VEILIGHEID_EN_RELATIES, urgentie=Urgentie.SPOED)
    again.clock.move(days=9)
    again.window.idle.start()
    again.go("signaal", signaal=veilig)
    _sound(again, "signaal")
    again.go("signalen")
    _sound(again, "signalen")
    again.window.close_desk()
    again.window.hide()


def test_everything_of_a_coordinator_can_be_read(dressed_anew: None, register: Bureau) -> None:
    again = open_bureau(register.store, register.clock, register.ids)
    long = "Een heel lange opmerking die niet op één regel past, ook niet op een groot scherm. " * 3
    again.signal("d3", waarneming=long)
    done = again.signal("d2", urgentie=Urgentie.ACUUT)
    again.step(done, Signaalstand.NIET_OPGEPAKT, toelichting=long)
    page = again.go("signalen")
    _sound(again, "tabel")
    page.assign()
    _sound(again, "beleggen")
    page = again.go("signaal", signaal=done)
    _sound(again, "afgesloten")
    click(page.steps.buttons["belegd"])
    click(page.steps.done)
    _sound(again, "fouten")
    again.window.close_desk()
    again.window.hide()
