"""A letter on the table: photographed with a yes, read again later, done, and thrown away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services import bijlagen, concepten, taken
from tests.services.test_bijlagen import photo, png_of, scan
from tests.ui.contacten.conftest import Bureau
from tests.worlds import consent


def said_yes(bureau: Bureau) -> None:
    from app.domain.toestemmingen import Ontvanger

    with bureau.store.write() as uow:
        uow.add(consent("foto", "d1", "brief-foto", ontvanger=Ontvanger.COLLEGA))
        uow.commit()


def adding(bureau: Bureau, tmp_path: Path, data: bytes, name: str = "brief.jpg") -> object:
    path = tmp_path / name
    path.write_bytes(data)
    page = bureau.go("brief-toevoegen", dossier="d1")
    page.ask_path = lambda parent, caption, chosen, kind: chosen(str(path))
    QTest.mouseClick(page.file.button, Qt.MouseButton.LeftButton)
    return page


def test_a_letter_is_kept_with_its_task_read_and_thrown_away(bureau: Bureau, tmp_path: Path) -> None:
    said_yes(bureau)
    page = adding(bureau, tmp_path, photo())
    assert page.preview.photo.isVisible()
    page.kind.chip("aanmaning").click()
    QTest.keyClicks(page.about, "Waterbedrijf")
    QTest.keyClicks(page.todo, "Bellen over betalen")
    QTest.keyClicks(page.due.line, "1-12-2026")
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert bureau.here == "brieven"
    (task,) = taken.still_open(bureau.store)
    assert task.omschrijving == "Bellen over betalen"
    listing = bureau.window.stack.page("brieven")
    (line,) = listing.model.facts.brieven
    QTest.mouseClick(listing.rows.row(line.key), Qt.MouseButton.LeftButton)
    letter = bureau.window.stack.page("brief")
    assert letter.page.photo.isVisible()
    assert "Waterbedrijf" not in bureau.window.windowTitle()
    QTest.mouseClick(letter.ask_removal, Qt.MouseButton.LeftButton)
    assert letter.sure.isVisible()
    QTest.mouseClick(letter.sure.action_button, Qt.MouseButton.LeftButton)
    assert bureau.here == "brieven"
    assert bijlagen.of_dossier(bureau.store, "d1") == ()
    assert listing.empty.isVisible()


def test_a_scan_shows_its_first_page(bureau: Bureau, tmp_path: Path) -> None:
    said_yes(bureau)
    page = adding(bureau, tmp_path, scan(3), "brief.pdf")
    assert page.preview.pages.pages == 3


def test_a_bomb_and_a_program_are_refused_at_the_field(bureau: Bureau, tmp_path: Path) -> None:
    said_yes(bureau)
    page = adding(bureau, tmp_path, png_of(60_000, 60_000), "bom.png")
    assert "te groot" in page.form.fields["bestand"].error
    page = adding(bureau, tmp_path, b"MZ programma", "brief.jpg")
    assert "geen foto" in page.form.fields["bestand"].error
    QTest.keyClicks(page.about, "Wie weet")
    page.submit()
    assert "geen foto" in page.form.fields["bestand"].error
    assert bijlagen.of_dossier(bureau.store, "d1") == ()


def test_without_a_yes_the_pages_say_so_and_nothing_is_kept(bureau: Bureau, tmp_path: Path) -> None:
    listing = bureau.go("brieven", dossier="d1")
    assert listing.no_consent.isVisible()
    assert not listing.empty.button.isVisible()
    page = adding(bureau, tmp_path, photo())
    assert page.warning.isVisible()
    QTest.keyClicks(page.about, "DUO")
    page.submit()
    assert "nog geen ja" in page.trouble.text
    assert page.about.text() == "DUO"


def test_a_half_filled_page_comes_back_with_its_photo(bureau: Bureau, tmp_path: Path) -> None:
    said_yes(bureau)
    page = adding(bureau, tmp_path, photo())
    QTest.keyClicks(page.about, "DUO")
    page.save_draft()
    bureau.go("vandaag")
    again = bureau.go("brief-toevoegen", dossier="d1")
    assert again.about.text() == "DUO"
    assert again.preview.photo.isVisible()
    again.submit()
    assert concepten.load(bureau.store, "brief:d1") is None


def test_a_photo_that_was_moved_meanwhile_asks_again(bureau: Bureau, tmp_path: Path) -> None:
    said_yes(bureau)
    page = adding(bureau, tmp_path, photo())
    page.save_draft()
    (tmp_path / "brief.jpg").unlink()
    again = bureau.go("brief-toevoegen", dossier="d1")
    assert "niet worden gelezen" in again.form.fields["bestand"].error
