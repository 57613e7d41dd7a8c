"""A client written down at a kitchen table: one name, half a date, several spellings, and nothing lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.inburgeraar import Inburgeraar, Tolkvoorkeur
from app.ports import ClientFilter
from app.services import concepten, dossiers, dubbelen
from tests.ui.dossiers.desk import World, desk_over
from tests.worlds import NOON, person
from ui.viewmodels.client_fields import ClientFields, fields_of, merge, person_of
from ui.viewmodels.editing import KEEP_AFTER_MS
from ui.widgets.partials import parse_partial, partial_in_words
from ui.widgets.rows import ActionRow

BSN = "111222333"


def person_in(world: World, dossier_id: str) -> Inburgeraar:
    return dossiers.get(world.store, dossier_id)


def everybody(world: World) -> list[str]:
    return [row.dossier_id for row in dossiers.list_clients(world.store, ClientFilter(status=""))]


def type_in(qtbot: QtBot, line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    if text.isascii():
        qtbot.keyClicks(line, text)
    else:
        line.insert(text)
        line.textEdited.emit(line.text())


def press(qtbot: QtBot, button: Any) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_client_with_one_name_and_an_unknown_birth_date(world: World, qtbot: QtBot) -> None:
    page = world.go("clienten")
    press(qtbot, page.new)
    form = world.page("client-bewerken")
    qtbot.waitUntil(lambda: form.controls["voornamen"].hasFocus())
    qtbot.keyClicks(form.controls["voornamen"], "Tesfalem")
    press(qtbot, form.done)
    assert world.here.name == "dossier"
    stored = person_in(world, world.here.params["dossier"])
    assert (stored.voornamen, stored.achternaam, stored.geboortedatum) == ("Tesfalem", "", "")
    dossier = world.page("dossier")
    assert dossier.title == "Tesfalem"
    assert "geboortedatum onbekend" in dossier.subtitle.text()
    # Going back doesn't lead into the form of somebody who exists by now.
    world.navigator.back()
    assert world.here.name == "clienten"


def test_everything_that_can_be_known_is_stored(world: World, qtbot: QtBot) -> None:
    page = world.go("client-bewerken")
    c = page.controls
    type_in(qtbot, c["voornamen"], "Selam")
    type_in(qtbot, c["achternaam"], "Tesfay")
    press(qtbot, c["andere_spellingen"].add_button)
    spelling = c["andere_spellingen"].lines()[0]
    assert spelling.hasFocus()
    type_in(qtbot, spelling, "ሰላም ተስፋይ")
    qtbot.keyClick(spelling, Qt.Key.Key_Return)
    type_in(qtbot, c["andere_spellingen"].lines()[1], "سلام")
    type_in(qtbot, c["geboortedatum"].line, "mei 1991")
    for key in ("Tigrinya", "Arabisch"):
        press(qtbot, c["talen"].chip(key))
    type_in(qtbot, c["andere_talen"], "Saho, Bilen")
    assert not page.form.fields["tolkvoorkeur"].isVisible()
    qtbot.keyClick(c["tolk_nodig"], Qt.Key.Key_Space)
    press(qtbot, c["tolkvoorkeur"].chip("vrouw"))
    press(qtbot, c["kan_lezen"].chip("nee"))
    type_in(qtbot, c["telefoon"], "06 12 34 56 78")
    type_in(qtbot, c["postcode"], "1234 ab")
    qtbot.keyClick(c["adres_geheim"], Qt.Key.Key_Space)
    type_in(qtbot, c["vergunning_tot"].line, "01-03-2027")
    c["bijzonderheden"].editor.setFocus()
    qtbot.keyClicks(c["bijzonderheden"].editor, "Liever na de middag.")
    press(qtbot, page.done)
    stored = person_in(world, world.here.params["dossier"])
    assert stored.andere_spellingen == ("ሰላም ተስፋይ", "سلام")
    assert stored.geboortedatum == "1991-05"
    assert stored.talen == ("Tigrinya", "Arabisch", "Saho", "Bilen")
    assert stored.tolk_nodig and stored.tolkvoorkeur is Tolkvoorkeur.VROUW
    assert stored.kan_lezen is False and stored.adres_geheim
    assert stored.telefoon == "06 12 34 56 78" and stored.postcode == "1234 AB"
    assert str(stored.vergunning_tot) == "2027-03-01"
    assert stored.bijzonderheden == "Liever na de middag."


def test_arabic_begins_at_the_right_and_has_the_height_it_needs(world: World, qtbot: QtBot) -> None:
    page = world.go("client-bewerken")
    line = page.controls["voornamen"]
    low = line.sizeHint().height()
    type_in(qtbot, line, "مريم")
    assert line.layoutDirection() == Qt.LayoutDirection.RightToLeft and line.sizeHint().height() > low
    type_in(qtbot, line, "Maryam")
    assert line.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_without_a_name_the_form_says_what_to_do_and_goes_there(world: World, qtbot: QtBot) -> None:
    page = world.go("client-bewerken")
    type_in(qtbot, page.controls["gemeente"], "Lindewaard")
    press(qtbot, page.done)
    assert world.here.name == "client-bewerken" and everybody(world) == []
    assert page.form.summary.hasFocus()
    link = page.form.summary.links[0]
    assert link.text() == "Er is nog geen naam."
    qtbot.keyClick(link, Qt.Key.Key_Return)
    assert page.controls["voornamen"].hasFocus()
    assert "Eén naam is genoeg" in page.form.fields["voornamen"].error


@pytest.mark.parametrize(
    "key", ["klantreferentie", "gemeente", "adres", "kracht", "bijzonderheden", "achternaam"]
)
def test_a_bsn_is_caught_while_typing_with_the_reason(world: World, qtbot: QtBot, key: str) -> None:
    page = world.go("client-bewerken")
    control = page.controls[key]
    target = getattr(control, "editor", control)
    target.setFocus()
    qtbot.keyClicks(target, BSN[:-1])
    assert page.form.fields[key].error == ""
    qtbot.keyClicks(target, BSN[-1])
    assert "BSN" in page.form.fields[key].error and "toestemming" in page.form.fields[key].error
    qtbot.keyClick(target, Qt.Key.Key_Backspace)
    assert page.form.fields[key].error == ""


def test_a_v_number_is_caught_and_a_telephone_number_is_not(world: World, qtbot: QtBot) -> None:
    page = world.go("client-bewerken")
    type_in(qtbot, page.controls["klantreferentie"], "V-nummer 2712345678")
    assert "V-nummer" in page.form.fields["klantreferentie"].error
    type_in(qtbot, page.controls["telefoon"], "0612345678")
    assert page.form.fields["telefoon"].error == ""


def test_a_bsn_among_the_spellings_is_refused(world: World, qtbot: QtBot) -> None:
    page = world.go("client-bewerken")
    type_in(qtbot, page.controls["voornamen"], "Selam")
    page.controls["andere_spellingen"].set_values([BSN])
    press(qtbot, page.done)
    assert everybody(world) == []
    assert "BSN" in page.form.fields["andere_spellingen"].error


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("geboortedatum", "31-02-1990", "Dit is geen geboortedatum"),
        ("geboortedatum", "01-12-2026", "toekomst"),
        ("vergunning_tot", "ergens", "Dit is geen datum"),
        ("telefoon", "nee", "geen telefoonnummer"),
    ],
)
def test_what_can_not_be_right_is_said_at_its_field(
    world: World, qtbot: QtBot, key: str, text: str, said: str
) -> None:
    page = world.go("client-bewerken")
    type_in(qtbot, page.controls["voornamen"], "Selam")
    control = page.controls[key]
    type_in(qtbot, getattr(control, "line", control), text)
    press(qtbot, page.done)
    assert everybody(world) == []
    assert said in page.form.fields[key].error
    assert page.controls["voornamen"].text() == "Selam"


def test_a_mistake_is_said_on_leaving_the_field(world: World, qtbot: QtBot) -> None:
    page = world.go("client-bewerken")
    type_in(qtbot, page.controls["geboortedatum"].line, "32-1-1990")
    assert page.form.fields["geboortedatum"].error == ""
    page.controls["gemeente"].setFocus()
    assert "geboortedatum" in page.form.fields["geboortedatum"].error


def test_typing_is_kept_within_two_seconds_and_comes_back(world: World, qtbot: QtBot) -> None:
    page = world.go("client-bewerken")
    assert KEEP_AFTER_MS < 2000
    type_in(qtbot, page.controls["voornamen"], "Amanuel")
    assert page.model._timer.isActive()
    page.model._timer.timeout.emit()
    assert page.kept.text() == "Bewaard op dit apparaat 13:00"
    # Power loss: the program never heard of it. The same store is opened by a new window.
    again = desk_over(world.store, world.clock, world.ids)
    again.show()
    start = again.go("vandaag")
    row = start.cards["concepten"].rows.rows()[0]
    assert row.shown.title == "Nieuwe cliënt"
    press(qtbot, row)
    form = again.page("client-bewerken")
    assert form.controls["voornamen"].text() == "Amanuel"
    assert form.kept.text() == "Je gaat verder met je concept."
    press(qtbot, form.done)
    assert concepten.unfinished(again.store) == ()
    again.window.close_desk()
    again.window.allow_close()
    again.window.close()


def test_locking_keeps_what_was_typed_a_moment_ago(world: World, qtbot: QtBot) -> None:
    page = world.go("client-bewerken")
    type_in(qtbot, page.controls["achternaam"], "Haile")
    with qtbot.waitSignal(world.window.lock_requested) as locked:
        qtbot.keyClick(world.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    place = locked.args[0]
    assert place.routes[-1].name == "client-bewerken"
    draft = concepten.load(world.store, "dossier:nieuw")
    assert draft is not None and draft.inhoud["shown"]["achternaam"] == "Haile"


def test_looking_at_a_client_leaves_no_draft(world: World, qtbot: QtBot) -> None:
    selam = world.client(
        talen=("Saho", "Tigrinya"),
        geboortedatum="1991-05",
        telefoon="0612345678",
        kan_lezen=True,
        kracht="Zingt. ",
    )
    world.go("client-bewerken", dossier=selam)
    world.go("vandaag")
    assert concepten.unfinished(world.store) == ()


def test_a_change_is_stored_and_only_what_changed(world: World, qtbot: QtBot) -> None:
    selam = world.client(talen=("Saho", "Tigrinya"), huisarts="De Linde", wensen="Zorg")
    page = world.go("dossier", dossier=selam)
    press(qtbot, page.ways["client-bewerken"])
    form = world.page("client-bewerken")
    assert form.title == "Gegevens wijzigen"
    type_in(qtbot, form.controls["school"], "Taalhuis")
    before = person_in(world, selam)
    press(qtbot, form.done)
    assert world.here.name == "dossier"
    assert person_in(world, selam) == replace(before, school="Taalhuis")


def test_throwing_away_can_be_undone(world: World, qtbot: QtBot) -> None:
    world.go("clienten")
    page = world.go("client-bewerken")
    type_in(qtbot, page.controls["voornamen"], "Amanuel")
    press(qtbot, page.throw)
    assert world.here.name == "clienten" and concepten.unfinished(world.store) == ()
    bar = world.window._undo_bar
    assert bar is not None
    press(qtbot, bar.action_button)
    page = world.go("client-bewerken")
    assert page.controls["voornamen"].text() == "Amanuel"


def test_somebody_who_may_be_here_already_is_hinted_at(world: World, qtbot: QtBot) -> None:
    known = world.client("Mohammed", "Haddad", geboortedatum="1988-03-04", gemeente="Zwaluwerve")
    world.client("Hussein", "Omar", geboortedatum="1988-03-04")
    page = world.go("client-bewerken")
    type_in(qtbot, page.controls["voornamen"], "Mochamed")
    type_in(qtbot, page.controls["achternaam"], "Hadad")
    type_in(qtbot, page.controls["geboortedatum"].line, "1988")
    page._look.timeout.emit()
    rows = page.alike_rows.rows()
    assert [each.shown.title for each in rows] == ["Mohammed Haddad"]
    assert "04-03-1988" in rows[0].shown.meta and "Zwaluwerve" in rows[0].shown.meta
    press(qtbot, rows[0])
    assert world.here.params == {"dossier": known}
    # What was typed is a draft by now; a hint never stops anybody.
    page = world.go("client-bewerken")
    assert page.alike.isVisible()
    press(qtbot, page.done)
    assert len(everybody(world)) == 3


def test_nobody_looks_like_themselves(world: World) -> None:
    selam = world.client()
    page = world.go("client-bewerken", dossier=selam)
    page.client.look_alike()
    assert page.alike_rows.rows() == ()


@pytest.mark.parametrize(
    ("names", "born", "found"),
    [
        (["Mohammed Haddad"], "", True),
        (["Mohamed Hadad"], "", False),
        (["Mohammed Haddad"], "1988-03-04", True),
        (["Haddad Mohamed"], "1988-03-04", True),
        (["Mohammed Haddad"], "1988-01-01", True),
        (["Mohammed Haddad"], "1990-03-04", False),
        (["Mohammed"], "1988-03-04", True),
        (["محمد حداد"], "1988-03-04", True),
        (["", "  "], "1988-03-04", False),
    ],
)
def test_who_looks_alike(world: World, names: list[str], born: str, found: bool) -> None:
    world.client("Mohammed", "Haddad", geboortedatum="1988-03-04")
    assert bool(dubbelen.alike(world.store, names, born)) is found


def test_twins_do_not_look_alike(world: World) -> None:
    world.client("Hassan", "Omar", geboortedatum="1988-03-04")
    assert dubbelen.alike(world.store, ["Hussein Omar"], "1988-03-04") == ()


def import_change(world: World, dossier_id: str, **values: Any) -> None:
    with world.store.write(actor="Bram Coster") as uow:
        uow.replace(replace(uow.get(Inburgeraar, dossier_id), **values))  # type: ignore[type-var]
        world.heard(uow.commit())


def test_an_import_while_the_form_is_open_loses_nothing_and_shows_the_difference(
    world: World, qtbot: QtBot
) -> None:
    selam = world.client(telefoon="0611111111", school="Taalhuis")
    page = world.go("client-bewerken", dossier=selam)
    type_in(qtbot, page.controls["telefoon"], "0622222222")
    type_in(qtbot, page.controls["huisarts"], "De Linde")
    import_change(world, selam, telefoon="0633333333", school="Lyceum")
    # What only the other side changed is taken over; what both changed is mine until somebody chooses.
    assert page.controls["school"].text() == "Lyceum"
    assert page.controls["telefoon"].text() == "0622222222"
    assert page.controls["huisarts"].text() == "De Linde"
    assert page.difference.isVisible() and page.picker is not None
    assert "0633333333" in page.picker.side("telefoon", "theirs").accessibleName()
    press(qtbot, page.picker.side("telefoon", "theirs"))
    assert page.controls["telefoon"].text() == "0633333333"
    press(qtbot, page.done)
    stored = person_in(world, selam)
    assert (stored.telefoon, stored.school, stored.huisarts) == ("0633333333", "Lyceum", "De Linde")


def test_mine_can_be_kept(world: World, qtbot: QtBot) -> None:
    selam = world.client(telefoon="0611111111")
    page = world.go("client-bewerken", dossier=selam)
    type_in(qtbot, page.controls["telefoon"], "0622222222")
    import_change(world, selam, telefoon="0633333333")
    press(qtbot, page.picker.side("telefoon", "mine"))
    press(qtbot, page.done)
    assert person_in(world, selam).telefoon == "0622222222"


def test_a_draft_does_not_undo_what_came_in_after_it(world: World, qtbot: QtBot) -> None:
    selam = world.client(telefoon="0611111111", school="Taalhuis")
    page = world.go("client-bewerken", dossier=selam)
    type_in(qtbot, page.controls["huisarts"], "De Linde")
    world.go("vandaag")
    import_change(world, selam, school="Lyceum")
    page = world.go("client-bewerken", dossier=selam)
    assert page.controls["school"].text() == "Lyceum" and page.controls["huisarts"].text() == "De Linde"
    press(qtbot, page.done)
    stored = person_in(world, selam)
    assert (stored.school, stored.huisarts) == ("Lyceum", "De Linde")


def test_a_draft_of_another_form_is_no_trap(world: World) -> None:
    concepten.save(world.store, "dossier:nieuw", "", {"shown": {"voornamen": 12}})
    page = world.go("client-bewerken")
    assert page.controls["voornamen"].text() == ""


def test_a_full_disk_keeps_the_words_on_the_screen(
    world: World, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.faults import Fault, FaultKind

    full = FaultKind("schijf-vol", "De schijf is vol.", "Maak ruimte en probeer het opnieuw.")

    def refuse(*_: object) -> object:
        raise Fault(full)

    page = world.go("client-bewerken")
    type_in(qtbot, page.controls["voornamen"], "Selam")
    monkeypatch.setattr(dossiers, "open_dossier", refuse)
    press(qtbot, page.done)
    assert page.trouble.isVisible() and "De schijf is vol. Maak ruimte" in page.trouble.text
    assert page.controls["voornamen"].text() == "Selam"
    monkeypatch.undo()
    press(qtbot, page.done)
    assert world.here.name == "dossier"


def test_the_links_on_top_go_to_their_section(world: World, qtbot: QtBot) -> None:
    page = world.go("client-bewerken")
    from ui.widgets.buttons import LinkButton

    links = {each.text(): each for each in page.index.findChildren(LinkButton)}
    press(qtbot, links["Zorg en school"])
    assert page.controls["huisarts"].hasFocus()
    assert page.scroller.verticalScrollBar().value() > 0


def test_private_words_are_out_of_sight_while_somebody_reads_along(world: World, qtbot: QtBot) -> None:
    selam = world.client(bijzonderheden="Slaapt slecht.")
    world.session.along.set(True)
    page = world.go("client-bewerken", dossier=selam)
    assert not page.sections["prive"].isVisible() and not page.links["prive"].isVisible()
    type_in(qtbot, page.controls["school"], "Taalhuis")
    press(qtbot, page.done)
    assert person_in(world, selam).bijzonderheden == "Slaapt slecht."
    page = world.go("client-bewerken", dossier=selam)
    world.session.along.set(False)
    assert page.sections["prive"].isVisible() and page.controls["bijzonderheden"].text() == "Slaapt slecht."


def test_ctrl_enter_stores(world: World, qtbot: QtBot) -> None:
    page = world.go("client-bewerken")
    type_in(qtbot, page.controls["voornamen"], "Selam")
    qtbot.keyClick(page.controls["voornamen"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert world.here.name == "dossier"


def test_no_name_gets_into_window_titles_or_object_names(world: World) -> None:
    selam = world.client()
    for name in ("dossier", "client-bewerken", "lijn"):
        world.go(name, dossier=selam)
        assert "Selam" not in world.window.windowTitle()
    names = [child.objectName() for child in world.window.findChildren(QLineEdit)]
    assert not any("Selam" in name for name in names)


# ------------------------------------------------------------------------------------------- pure functions


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12-05-1990", "1990-05-12"),
        ("12/5/90", "1990-05-12"),
        ("12051990", "1990-05-12"),
        ("1990-05-12", "1990-05-12"),
        ("12 mei 1990", "1990-05-12"),
        ("12 mrt '90", "1990-03-12"),
        ("mei 1990", "1990-05"),
        ("05-1990", "1990-05"),
        ("00-05-1990", "1990-05"),
        ("??-??-1990", "1990"),
        ("1990", "1990"),
        ("3-4-25", "2025-04-03"),
        ("3-4-27", "1927-04-03"),
        ("", ""),
        ("onbekend", ""),
        ("31-02-1990", None),
        ("12-00-1990", None),
        ("1850", None),
        ("2027", None),
        ("ma 1990", None),
        ("1234567890", None),
        ("'; drop table", None),
    ],
)
def test_birth_dates_as_people_type_them(typed: str, meant: str | None) -> None:
    assert parse_partial(typed, NOON.date()) == meant


def test_partial_dates_say_what_is_unknown() -> None:
    assert partial_in_words("1990-05-12") == "12 mei 1990"
    assert partial_in_words("1990-05") == "mei 1990 (dag onbekend)"
    assert partial_in_words("1990") == "1990 (dag en maand onbekend)"
    assert partial_in_words("") == ""


def test_a_person_survives_the_form() -> None:
    stored = person(
        "x", andere_spellingen=("ሰላም",), geboortedatum="1991-05", kan_lezen=False, amv=True, fase=3
    )
    assert person_of(fields_of(stored), stored, NOON.date()) == stored


def test_merging_names_only_what_both_changed() -> None:
    basis = ClientFields(telefoon="1", school="a", huisarts="x")
    mine = replace(basis, telefoon="2", huisarts="y")
    theirs = replace(basis, telefoon="3", school="b", huisarts="y")
    merged, differences = merge(mine, basis, theirs)
    assert (merged.telefoon, merged.school, merged.huisarts) == ("2", "b", "y")
    assert [(d.key, d.mine, d.theirs) for d in differences] == [("telefoon", "2", "3")]


def test_rows_of_look_alikes_are_buttons(world: World) -> None:
    world.client("Mohammed", "Haddad", geboortedatum="1988")
    page = world.go("client-bewerken")
    page.controls["voornamen"].setText("Mohammed Haddad")
    page.controls["geboortedatum"].set_text("1988")
    page._edited()
    page.client.look_alike()
    assert all(isinstance(each, ActionRow) and each.accessibleName() for each in page.alike_rows.rows())
