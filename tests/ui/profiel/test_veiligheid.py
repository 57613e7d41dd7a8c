"""The page about safety: backups to a stick, who may open the profile, travel, and whether all is sound."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ports import VerifyReport
from app.services import controle, escrow, kopieplan, vault
from tests.ui.profiel.conftest import WACHTZIN, Bureau
from tests.ui.walk import flush_deleted
from tests.worlds import person
from ui.viewmodels.veiligheid import VeiligheidViewModel


def click(qtbot: QtBot, widget: Any) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def kopies(stick: Path) -> list[Path]:
    """The backups on a stick, oldest first."""
    return sorted(stick.glob("*.dlres"))


def choose(monkeypatch: pytest.MonkeyPatch, where: str, path: Path) -> None:
    """Say what will be chosen in the dialog of the system."""
    monkeypatch.setattr(where, lambda parent, caption, chosen, **_: chosen(str(path)))


# Backups


def test_a_place_is_chosen_and_the_first_backup_is_made_there_at_once(
    bureau: Bureau, qtbot: QtBot, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = bureau.go("veiligheid")
    assert "nog geen reservekopie" in page.kopie.text
    choose(monkeypatch, "ui.views.veiligheid.ask_folder", stick)
    click(qtbot, page.make)  # no place yet: that is asked first
    assert "gemaakt en nagekeken" in page.said.text and page.said.isVisible()
    assert "zojuist" in page.kopie.text and page.make.isEnabled()
    assert len(kopies(stick)) == 1
    for _ in range(3):
        click(qtbot, page.make)
    assert sorted(each.name[-12:-6] for each in kopies(stick)) == ["000002", "000003", "000004"]


def test_a_pulled_stick_is_said_in_words_and_the_older_backups_stay(
    bureau: Bureau, qtbot: QtBot, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = bureau.go("veiligheid")
    choose(monkeypatch, "ui.views.veiligheid.ask_folder", stick)
    click(qtbot, page.place.button)
    stick.rename(stick.with_name("in de jaszak"))
    click(qtbot, page.make)
    assert "Kijk of de stick erin zit" in page.said.text
    assert not page.progress.isVisible() and page.make.isEnabled()
    assert len(kopies(stick.with_name("in de jaszak"))) == 1


def test_after_a_week_somebody_is_reminded(bureau: Bureau, qtbot: QtBot, stick: Path) -> None:
    kopieplan.choose_place(bureau.opened.store, str(stick))
    page = bureau.go("veiligheid")
    click(qtbot, page.make)
    bureau.clock.move(days=9)
    bureau.go("instellingen")
    page = bureau.go("veiligheid")
    assert "9 dagen oud" in page.kopie.text
    click(qtbot, page.itself.chip("uit"))
    with bureau.opened.store.read() as reading:
        found = kopieplan.stand(reading, bureau.clock.now())
    assert not found.vanzelf and not found.nu_maken and found.dagen == 9


def test_todays_backup_is_made_by_itself_once_and_only_when_the_stick_is_there(
    bureau: Bureau, stick: Path
) -> None:
    kopieplan.choose_place(bureau.opened.store, str(stick))
    page = bureau.go("veiligheid")
    keeping = page.model.keeping
    keeping.back_up_if_due()
    keeping.back_up_if_due()
    assert len(kopies(stick)) == 1
    bureau.clock.move(days=1)
    stick.rename(stick.with_name("weg"))
    page.said.hide()
    keeping.back_up_if_due()
    assert not page.said.isVisible()
    stick.with_name("weg").rename(stick)
    keeping.back_up_if_due()
    assert len(kopies(stick)) == 2


def test_a_backup_is_tried_and_what_is_wrong_is_said_where_it_is(
    bureau: Bureau, qtbot: QtBot, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bureau.opened.store.write() as uow:
        uow.add(person("019a0000-0001-7000-8000-000000000001"))
        uow.commit()
    kopieplan.choose_place(bureau.opened.store, str(stick))
    click(qtbot, bureau.go("veiligheid").make)
    (made,) = kopies(stick)
    click(qtbot, bureau.window.stack.page("veiligheid").rehearse)  # type: ignore[union-attr]
    form = bureau.window.stack.page("reservekopie-oefenen").inner  # type: ignore[union-attr]
    click(qtbot, form.button)
    assert "Kies eerst" in form.file_field.error
    choose(monkeypatch, "ui.views.reservekopie_oefenen.ask_open", made)
    click(qtbot, form.file.button)
    qtbot.keyClicks(form.access.passphrase.line, "een andere zin")
    click(qtbot, form.button)
    assert "van de dag" in form.form.fields["wachtzin"].error
    form.access.passphrase.clear()
    qtbot.keyClicks(form.access.passphrase.line, WACHTZIN)
    qtbot.keyClick(form.access.passphrase.line, Qt.Key.Key_Return)
    assert "Alles in deze reservekopie" in form.verdict.text and form.facts.isVisible()
    made.write_bytes(made.read_bytes()[:5000])
    click(qtbot, form.button)
    assert "beschadigd" in form.file_field.error or "reservekopie" in form.file_field.error


# Ways in


def states(page: Any) -> dict[str, bool]:
    return {way: way in page.model.facts.ways for way in ("wachtzin", "herstelblad", "organisatie")}


def test_a_herstelblad_is_made_and_taken_away_again(bureau: Bureau, qtbot: QtBot) -> None:
    page = bureau.go("veiligheid")
    assert states(page) == {"wachtzin": True, "herstelblad": False, "organisatie": False}
    assert not page.no_sheet.isVisible()
    groups = vault.propose_recovery()
    bureau.opened.add_recovery(WACHTZIN, groups)
    bureau.go("instellingen")
    page = bureau.go("veiligheid")
    assert states(page)["herstelblad"]
    click(qtbot, page.no_sheet)
    form = bureau.window.stack.page("herstelblad-weg").inner  # type: ignore[union-attr]
    qtbot.keyClicks(form.now.line, "geraden")
    click(qtbot, form.button)
    assert "niet de wachtzin van nu" in form.now_field.error
    form.now.clear()
    qtbot.keyClicks(form.now.line, WACHTZIN)
    qtbot.keyClick(form.now.line, Qt.Key.Key_Return)
    bar = bureau.window.stack.page("herstelblad-weg").bar  # type: ignore[union-attr]
    click(qtbot, bar.action_button)
    assert not states(bureau.window.stack.page("veiligheid"))["herstelblad"]


def test_the_organisation_is_let_in_after_comparing_and_out_again(
    bureau: Bureau, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = escrow.new_papers(practice=True)
    file = tmp_path / "sleutel.dlorg"
    file.write_bytes(made.public)
    form = bureau.go("organisatiesleutel").inner
    letter = tmp_path / "brief.dlorg"
    letter.write_text("Beste Ans", encoding="utf-8")
    choose(monkeypatch, "ui.views.organisatiesleutel.ask_open", letter)
    click(qtbot, form.file.button)
    assert form.file_field.error and not form.fingerprint.isVisible()
    choose(monkeypatch, "ui.views.organisatiesleutel.ask_open", file)
    click(qtbot, form.file.button)
    assert form.fingerprint.text() == made.fingerprint and not form.file_field.error
    qtbot.keyClicks(form.now.line, WACHTZIN)
    click(qtbot, form.button)
    assert "Vergelijk eerst" in form.same_field.error
    click(qtbot, form.same.chip("ja"))
    click(qtbot, form.button)
    assert states(bureau.go("veiligheid"))["organisatie"]
    form = bureau.go("organisatiesleutel").inner
    assert not form.file_field.isVisible()
    qtbot.keyClicks(form.now.line, WACHTZIN)
    click(qtbot, form.button)
    assert not states(bureau.go("veiligheid"))["organisatie"]


def test_a_real_key_is_refused_in_the_practice_world(
    bureau: Bureau, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "echt.dlorg"
    file.write_bytes(escrow.new_papers(practice=False).public)
    form = bureau.go("organisatiesleutel").inner
    choose(monkeypatch, "ui.views.organisatiesleutel.ask_open", file)
    click(qtbot, form.file.button)
    assert "Oefenen en echt" in form.file_field.error


def test_travel_needs_another_way_in_and_then_the_wachtzin_opens_nothing(
    bureau: Bureau, qtbot: QtBot
) -> None:
    form = bureau.go("reisstand").inner
    qtbot.keyClicks(form.now.line, WACHTZIN)
    click(qtbot, form.button)
    assert "herstelblad" in form.trouble.text and form.trouble.isVisible()
    assert bureau.opens_with(WACHTZIN)
    bureau.opened.add_recovery(WACHTZIN, vault.propose_recovery())
    click(qtbot, form.button)
    assert bureau.window.stack.page("reisstand").bar.isVisible()  # type: ignore[union-attr]
    assert not bureau.opens_with(WACHTZIN)
    page = bureau.go("veiligheid")
    assert "reisstand is aan" in page.travel_words.text()
    click(qtbot, page.travel)
    form = bureau.window.stack.page("reisstand").inner  # type: ignore[union-attr]
    assert not form.button.isVisible()


def test_somebody_knows_it_asks_for_everything_anew_before_it_begins(bureau: Bureau, qtbot: QtBot) -> None:
    form = bureau.go("nieuwe-sleutel").inner
    model = form.model
    click(qtbot, form.button)
    assert {"nu", "nogmaals", "groep1", "groep2"} <= {
        key for key, field in form.form.fields.items() if field.error
    }
    new = form.chooser.words.text()
    qtbot.keyClicks(form.chooser.again.line, new)
    for line, number in zip(form.sheet.groups, model.blad.asked, strict=True):
        qtbot.keyClicks(line, model.blad.groups[number - 1])
    groups = model.blad.groups
    qtbot.keyClicks(form.now.line, "geraden")
    click(qtbot, form.button)
    assert "niet de wachtzin van nu" in form.now_field.error and not bureau.rekeyed
    form.now.clear()
    qtbot.keyClicks(form.now.line, WACHTZIN)
    click(qtbot, form.button)
    assert bureau.rekeyed == [(WACHTZIN, new, groups)]
    assert not model.blad.groups and not model.now


# Checks


def test_everything_is_looked_at_and_the_report_stands_in_its_place(bureau: Bureau, qtbot: QtBot) -> None:
    page = bureau.go("veiligheid")
    assert "nog nooit" in page.last_check.text()
    page.scroller.ensureWidgetVisible(page.verify)
    click(qtbot, page.verify)
    assert page.report.isVisible() and "Alles klopt" in page.report.text
    assert not page.bar.isVisible() and "Alles klopte" in page.last_check.text()


def test_what_is_wrong_is_listed_and_what_to_do(
    bureau: Bureau, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = VerifyReport(checked=("het bestand",), findings=("Het logboek mist regel 4.",))
    monkeypatch.setattr(bureau.opened.store, "verify", lambda say=None: wrong)
    page = bureau.go("veiligheid")
    click(qtbot, page.verify)
    assert "1 ding klopt niet" in page.report.text and "reservekopie" in page.report.text
    assert "regel 4" in page.findings.text()
    with bureau.opened.store.read() as reading:
        assert controle.due(reading, bureau.clock.now(), unclean=False) == controle.Aanleiding.VORIGE_FOUT


def test_once_a_week_it_is_checked_without_asking(bureau: Bureau) -> None:
    page = bureau.go("veiligheid")
    model: VeiligheidViewModel = page.model
    seen: list[str] = []
    model.keeping.checked.connect(lambda report, reason: seen.append(reason))
    for days in (0, 1, 7):
        bureau.clock.move(days=days)
        model.keeping.check_if_due(unclean=False)
    model.keeping.check_if_due(unclean=True)
    assert seen == ["nog-nooit", "wekelijks", "niet-afgesloten"]
    flush_deleted()
