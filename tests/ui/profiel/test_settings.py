"""Settings, other ways in, help and about, used as people do."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import instellingen, over
from tests.ui.profiel.conftest import WACHTZIN, Bureau
from tests.ui.walk import cut_off, flush_deleted, settle, unnamed
from ui import theme
from ui.preferences import FILE, Preferences
from ui.theme import Mode, apply_theme
from ui.viewmodels.hulp import pages, read_markdown

PAGES = (
    "instellingen",
    "hulp",
    "over",
    "veiligheid",
    "wachtzin-wijzigen",
    "herstelblad",
    "herstelblad-weg",
    "nieuwe-sleutel",
    "reisstand",
    "organisatiesleutel",
    "reservekopie-oefenen",
)


def click(qtbot: QtBot, widget: object) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_larger_letters_and_dark_work_at_once_and_are_kept(bureau: Bureau, qtbot: QtBot) -> None:
    page = bureau.go("instellingen")
    with qtbot.waitSignal(bureau.preferences.looks_changed):
        click(qtbot, page.letters.chip("150"))
    assert theme.current().scale == 1.5
    click(qtbot, page.mode.chip("donker"))
    assert theme.current().colours == theme.make_theme(Mode.DARK, 1.0).colours
    again = Preferences(bureau.folder)
    assert (again.size, again.mode) == (150, "donker")
    assert "Ans" not in (bureau.folder / FILE).read_text(encoding="utf-8")
    flush_deleted()


@pytest.mark.parametrize("text", ["", "[]", '{"letters": "groot", "kleuren": 7}', '{"letters": 9000}'])
def test_looks_that_cannot_be_read_are_the_ordinary_ones(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    looks = Preferences(tmp_path)
    assert (looks.size, looks.mode) == (100, "systeem")


def test_the_time_before_the_lock_is_kept_in_the_store_and_counts_at_once(
    bureau: Bureau, qtbot: QtBot
) -> None:
    page = bureau.go("instellingen")
    assert page.minutes.value() == "10"
    with qtbot.waitSignal(bureau.preferences.lock_changed) as heard:
        click(qtbot, page.minutes.chip("5"))
    assert heard.args == [5]
    assert instellingen.lock_minutes(bureau.opened.store) == 5


def test_the_profile_and_the_missing_folder_are_told(bureau: Bureau) -> None:
    page = bureau.go("instellingen")
    assert "nog geen gedeelde map" in page.address.text()
    words = " ".join(value for _, value in page.settings.facts.profile)
    assert "Ans Vermeer" in words and "Oefenprofiel" in words


def test_another_wachtzin_asks_for_the_one_of_now(bureau: Bureau, qtbot: QtBot) -> None:
    form = bureau.go("wachtzin-wijzigen").inner
    new = form.chooser.words.text()
    qtbot.keyClicks(form.now.line, "geraden")
    qtbot.keyClicks(form.chooser.again.line, new)
    click(qtbot, form.button)
    assert "niet de wachtzin van nu" in form.now_field.error
    assert bureau.opens_with(WACHTZIN)
    form.now.clear()
    qtbot.keyClicks(form.now.line, WACHTZIN)
    click(qtbot, form.button)
    page = bureau.go("wachtzin-wijzigen")
    assert bureau.opens_with(new) and not bureau.opens_with(WACHTZIN)
    assert page.inner.now.text() == ""  # a new visit begins empty


def test_a_new_herstelblad_counts_only_after_the_wachtzin(bureau: Bureau, qtbot: QtBot) -> None:
    from app.services import vault

    form = bureau.go("herstelblad").inner
    blad = form.sheet._model
    groups = blad.groups
    for line, number in zip(form.sheet.groups, blad.asked, strict=True):
        qtbot.keyClicks(line, groups[number - 1])
    click(qtbot, form.button)
    assert "wachtzin van nu" in form.now_field.error
    qtbot.keyClicks(form.now.line, WACHTZIN)
    click(qtbot, form.button)
    page = bureau.window.stack.page("herstelblad")
    assert page.bar.isVisible()  # type: ignore[union-attr]
    vault.check_recovery(bureau.opened.opened.safe, "-".join(groups))
    flush_deleted()


def test_f1_opens_help_and_help_finds(bureau: Bureau, qtbot: QtBot) -> None:
    qtbot.keyClick(bureau.window, Qt.Key.Key_F1)
    assert bureau.window.navigator.current is not None
    assert bureau.window.navigator.current.name == "hulp"
    page = bureau.window.stack.page("hulp")
    qtbot.keyClicks(page.search, "herstelblad")  # type: ignore[union-attr]
    assert page.model.current is not None  # type: ignore[union-attr]
    assert page.model.current.key == "60-op-slot"  # type: ignore[union-attr]
    qtbot.keyClicks(page.search, " olifant")  # type: ignore[union-attr]
    assert page.nothing.isVisible()  # type: ignore[union-attr]
    flush_deleted()


def test_every_help_page_has_a_title_and_short_sentences() -> None:
    assert len(pages()) >= 6
    for page in pages():
        assert page.title and page.blocks, page.key
        for block in page.blocks:
            for sentence in block.text.replace("?", ".").split(". "):
                assert len(sentence.split()) <= 18, f"{page.key}: {sentence}"


def test_markdown_is_read_into_blocks() -> None:
    page = read_markdown("a", "# Titel\n\nEen\ntwee.\n- punt\n1. stap\n\n## Kop\n<b>tekst</b>\n")
    assert page.title == "Titel"
    found = [(block.kind, block.text) for block in page.blocks]
    assert found == [
        ("text", "Een twee."),
        ("point", "punt"),
        ("step", "stap"),
        ("heading", "Kop"),
        ("text", "<b>tekst</b>"),
    ]


def test_about_tells_versions_and_every_licence(bureau: Bureau) -> None:
    page = bureau.go("over")
    facts = page._model.facts
    names = dict(facts.safety)
    assert names["SQLCipher"].startswith("4.") and names["SQLite"].startswith("3.")
    assert names["OpenSSL (in SQLCipher)"] and names["OpenSSL (in cryptography)"] and names["Qt"]
    assert facts.version == over.program_version()
    assert all(licence for _, _, licence, _ in facts.parts)
    assert any("OFL-1.1" in licence for _, _, licence, _ in facts.parts)


def test_the_version_is_that_of_the_project_and_every_package_we_name_is_asked_for() -> None:
    import tomllib

    import resources

    house = Path(__file__).parents[3]
    project = tomllib.loads((house / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == over.program_version()
    lock = (house / "requirements.lock").read_text(encoding="ascii").lower()
    for part in tomllib.loads(resources.read_text("over/onderdelen.v1.toml"))["onderdeel"]:
        if "pakket" in part:
            assert f"{part['pakket'].lower().replace('_', '-')}==" in lock


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("name", PAGES)
def test_every_control_has_a_name_and_nothing_is_cut_off(
    bureau: Bureau, qapp: QApplication, name: str, scale: float
) -> None:
    apply_theme(qapp, Mode.LIGHT, scale)
    page = bureau.go(name)
    settle(page)
    assert unnamed(page) == []
    assert cut_off(page) == []
    bureau.window.navigator.go("vandaag")
    bureau.window.stack.drop_all()
    flush_deleted()


def test_the_contactpersoon_is_typed_once_and_refused_in_words(bureau: Bureau, qtbot: QtBot) -> None:
    page = bureau.go("instellingen")
    qtbot.keyClicks(page.person_name, "Noor de Wit")
    qtbot.keyClicks(page.person_phone, "bel maar")
    click(qtbot, page.person_save)
    assert page.settings.facts.person is None
    page.person_phone.clear()
    qtbot.keyClicks(page.person_phone, "06 12345678")
    with qtbot.waitSignal(page.settings.person_kept):
        qtbot.keyClick(page.person_phone, Qt.Key.Key_Return)
    assert page.settings.facts.person.telefoon == "06 12345678"
