"""Days of people: a list by keyboard alone, urgent and broken off; a signal that goes to the gemeente and back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from app.domain.invullingen import Invulling
from app.domain.leefgebieden import Leefgebied
from app.domain.signalen import Bron, Signaal, Signaalstand, Signaalstap
from app.services import concepten
from tests.sync.town import BEGELEIDING, Town, real_maker
from tests.ui.signaleringen.conftest import Opener
from tests.ui.signaleringen.desk import Bureau, click, focused, press, words
from ui.views.bellen import CallPanel

CODE = "signalering-algemeen"
CTRL = Qt.KeyboardModifier.ControlModifier


def row_of_focus(page: object) -> str:
    """The question in which the keyboard is."""
    return next(key for key, row in page.rows.items() if row.isAncestorOf(focused()))  # type: ignore[attr-defined]


def test_a_whole_list_by_keyboard_urgent_broken_off_and_finished(bureau: Bureau, opener: Opener) -> None:
    page = bureau.go("checklists", dossier="d1")
    page.rows.row(CODE).setFocus()
    press(Qt.Key.Key_Return)
    assert bureau.here == "checklist"
    form = bureau.page("checklist")
    assert row_of_focus(form) == "alleen_gesproken"

    press("j")
    press(Qt.Key.Key_Down)
    press("n")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)  # the first chip: more than six months
    press(Qt.Key.Key_Down)
    press("j")
    press(Qt.Key.Key_Down)
    assert row_of_focus(form) == "lich_medicijnen"
    press("1")  # nee
    while row_of_focus(form) != "psy_niet_leven":
        press(Qt.Key.Key_Tab if row_of_focus(form).endswith("_goed") else Qt.Key.Key_Down)
    assert concepten.load(bureau.store, f"checklist:d1:{CODE}") is not None

    # Acute: what to do and whom to call stands there at once, and is in sight.
    press("s")
    details = form.rows["psy_niet_leven"].details
    panel = details.panel
    assert isinstance(panel, CallPanel) and panel.isVisible()
    said = words(panel)
    assert "Bel eerst" in said and "113 of 0800-0113" in said and "112" in said
    assert said.index("113 of 0800-0113") < said.index("Contactpersoon")
    assert panel.visibleRegion().boundingRect().height() > 60
    assert row_of_focus(form) == "psy_niet_leven", "help takes the keyboard from nobody"

    press(Qt.Key.Key_Tab)
    while focused() is not details.remark.editor:
        press(Qt.Key.Key_Tab)
    press("Zei: zo hoeft het niet meer.")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    assert details.source.value() == Bron.CLIENT
    press(Qt.Key.Key_Escape)
    assert row_of_focus(form) == "psy_niet_leven" and focused() is not details.remark.editor

    # Halfway the laptop closes. Next time she is at the same question.
    bureau.close()
    later = opener(bureau.store, bureau.clock)
    choose = later.go("checklists", dossier="d1")
    (begun,) = choose.unfinished.rows()
    assert begun.shown.key == CODE and " van 3" in begun.shown.meta
    begun.setFocus()
    press(Qt.Key.Key_Return)
    form = later.page("checklist")
    assert row_of_focus(form) == "psy_niet_leven"
    assert form.rows["lich_medicijnen"].row.value() == "nee"
    details = form.rows["psy_niet_leven"].details
    assert details.remark.text() == "Zei: zo hoeft het niet meer."
    assert details.panel.isVisible()

    press(Qt.Key.Key_Down)
    assert row_of_focus(form) == "psy_goed"
    press("Bidden, en haar zus.")
    press(Qt.Key.Key_Return, modifier=CTRL)
    assert "Je noteert 1 signaal" in words(form.summary)
    assert "Dat mag" in words(form.summary)
    press(Qt.Key.Key_Space)  # the first thing still to be said has the focus: discussed, yes
    press(Qt.Key.Key_Return, modifier=CTRL)
    assert "bewaard op dit apparaat" in words(form.done)

    with later.store.read() as reading:
        (signaal,) = reading.of_dossier(Signaal, "d1")
        (invulling,) = reading.of_dossier(Invulling, "d1")
        steps = reading.of_dossier(Signaalstap, "d1")
    assert (signaal.urgentie, signaal.bron, signaal.besproken) == ("acuut", Bron.CLIENT, True)
    assert signaal.waarneming == "Zei: zo hoeft het niet meer."
    assert [step.stand for step in steps] == [Signaalstand.BESPROKEN]
    assert {given.key: given.waarde for given in invulling.antwoorden}["psy_goed"] == "Bidden, en haar zus."
    assert concepten.load(later.store, f"checklist:d1:{CODE}") is None


def test_a_signal_that_may_not_leave_says_that_nobody_will_see_it(tmp_path: Path, opener: Opener) -> None:
    town = Town(real_maker(tmp_path))
    ans = town.device("Ans")
    dossier = ans.client(BEGELEIDING)
    health, home = ans.signal(dossier), ans.signal(dossier, Leefgebied.WONEN, "Het is koud.")
    town.everybody()
    table = opener(ans.store, ans.clock, ans.ids)
    page = table.go("signaal", signaal=health)
    assert page.stays.isVisible() and "daar is geen toestemming voor" in page.stays.text
    assert not table.go("signaal", signaal=home).stays.isVisible()
    table.close()
    for store in town.make_store.made:  # type: ignore[attr-defined]
        store.close()


def test_the_gemeente_answers_and_the_answer_is_on_the_volunteers_screen(
    tmp_path: Path, opener: Opener
) -> None:
    town = Town(real_maker(tmp_path))
    ans = town.device("Ans")
    dossier = ans.client(BEGELEIDING, gemeente="Lindewaard")
    town.everybody()

    table = opener(ans.store, ans.clock, ans.ids)
    page = table.go("signaal-noteren", dossier=dossier)
    click(page.domain.chip("wonen"))
    page.remark.editor.setFocus()
    press("De verwarming doet het niet.")
    click(page.discussed.chip("ja"))
    press(Qt.Key.Key_Return, modifier=CTRL)
    assert table.here == "signaal"
    assert "Wacht op verzenden" in words(table.page("signaal"))
    town.everybody()

    desk = opener(town.register.store, town.register.clock, town.register.ids)
    signals = desk.go("signalen")
    assert focused() is signals.table and signals.table_model.rowCount() == 1
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_B)
    assert focused() is signals.steps.who
    press("Woonstichting Lindehof")
    press(Qt.Key.Key_Return, modifier=CTRL)
    assert focused() is signals.table and not signals.steps.isVisible()
    assert "Belegd bij Woonstichting Lindehof" in signals.table_model.index(0, 5).data()
    press(Qt.Key.Key_Return)
    assert desk.here == "signaal"
    life = desk.page("signaal")
    click(life.steps.buttons["afgesloten"])
    assert focused() is life.steps.text.editor
    press("De ketel is gemaakt op 24 november.")
    press(Qt.Key.Key_Return, modifier=CTRL)
    assert "Afgesloten" in words(life.now_card)
    town.everybody()

    answered = table.go("signalen")
    (row,) = answered.rows["klaar"].rows()
    assert "De ketel is gemaakt op 24 november." in row.shown.text
    click(row)
    told = words(table.page("signaal"))
    assert "Belegd bij Woonstichting Lindehof" in told and "door Cora" in told
    assert "“De ketel is gemaakt op 24 november.”" in told
    for bureau in (table, desk):
        bureau.close()
    for store in town.make_store.made:  # type: ignore[attr-defined]
        store.close()
