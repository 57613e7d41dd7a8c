"""Every page of consent: a name on each control, nothing cut off with large text, and faults in their place."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.toestemmingen.desk import World, click
from tests.ui.walk import cut_off, flush_deleted, settle, unnamed
from ui.theme import Mode, apply_theme

GONE = "019a0000-0000-7000-8000-00000000dead"


def every_page(world: World) -> list[tuple[str, QWidget]]:
    """Return all pages in a filled state, one after the other."""
    dossier = world.client("عبد الرحمن محمد", "ሰላም ተስፋይ van der Wouden-Oosterhout")
    world.say_yes(dossier, "gemeente-begeleiding", "overdracht-huisarts")
    world.visit(dossier)
    pages: list[tuple[str, QWidget]] = [
        ("toestemming", world.go("toestemming", dossier=dossier)),
        ("wat-gaat-weg", world.go("wat-gaat-weg", dossier=dossier)),
        ("intrekken", world.go("intrekken", dossier=dossier, doel="gemeente-begeleiding")),
        ("delen", world.go("delen")),
        ("grondslagen", world.go("grondslagen", dossier=dossier)),
        ("inzage", world.go("inzage", dossier=dossier)),
        ("grondslag", world.go("grondslag", dossier=dossier)),
    ]
    sheet = world.go("overdracht", dossier=dossier)
    click(sheet.who.chip("huisarts"))
    sheet.overdracht.refresh()
    settle(world.window)
    talk = world.go("toestemming-gesprek", dossier=dossier)
    click(talk.start.language.chip("ar"))
    click(talk.start.topics.chip("gemeente-plan"))
    click(talk.on)
    return [*pages, ("overdracht", sheet), ("toestemming-gesprek", talk)]


def test_every_control_has_a_name(world: World) -> None:
    for name, page in every_page(world):
        assert unnamed(page) == [], name


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_off(world: World, any_theme: QApplication, scale: float) -> None:
    apply_theme(any_theme, Mode.DARK if scale > 1 else Mode.LIGHT, scale)
    dossiers = []
    for name, page in every_page(world):
        world.window.stack.setCurrentWidget(page)
        settle(world.window)
        found = [line for line in cut_off(page) if "OneChip" not in line and "ManyChip" not in line]
        if found:
            dossiers.append((name, found))
    flush_deleted()
    assert dossiers == []


@pytest.mark.parametrize("name", ["toestemming", "wat-gaat-weg", "intrekken"])
def test_a_dossier_that_is_not_here_says_so_and_offers_to_try_again(world: World, name: str) -> None:
    page = world.go(name, dossier=GONE, doel="gemeente-plan")
    assert "dossier" in page.trouble.text.lower() and page.trouble.action_button.isVisible()
    assert not page.shown.isVisible()


def test_the_title_of_the_window_never_holds_a_name(world: World) -> None:
    every_page(world)
    assert "Wouden" not in world.window.windowTitle()
