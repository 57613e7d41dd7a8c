"""Sharing without consent: a begeleider records why it may, renews it and stops it; a volunteer reads along."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.records import Categorie
from app.domain.toestemmingen import Grondslag, Grondslagsoort, Ontvanger
from app.ports import Rol
from app.services import catalogue
from app.services.kalender import today
from app.services.weggaan import doors
from tests.ui.toestemmingen.conftest import close
from tests.ui.toestemmingen.desk import World, click, open_world
from tests.ui.walk import unnamed


def grounds(world: World, dossier: str) -> list[Grondslag]:
    with world.store.read() as reading:
        return list(reading.of_dossier(Grondslag, dossier))


def fill_in(world: World, dossier: str, doel: str, grond: str, why: str) -> object:
    world.go("toestemming", dossier=dossier)
    click(world.page("toestemming").without)
    click(world.page("grondslagen").new)
    page = world.page("grondslag")
    click(page.purpose.chip(doel))
    click(page.grounds.chip(grond))
    QTest.keyClicks(page.why.editor, why)
    return page


def test_a_task_of_the_gemeente_is_recorded_used_renewed_and_stopped(world: World) -> None:
    dossier = world.client()
    page = fill_in(world, dossier, "gemeente-inburgering", "taak_gemeente", "Artikel 13 van de wet.")
    assert "uiterlijk tot" in page.help.text() and not page.exception_field.isVisible()
    assert unnamed(page) == []
    click(page.done)
    assert world.here.name == "grondslagen"
    (kept,) = grounds(world, dossier)
    assert (kept.vastgelegd_door, kept.ontvanger) == ("Ans Vermeer", Ontvanger.GEMEENTE)
    assert kept.tot is not None
    with world.store.read() as reading:
        day = today(world.clock)
        assert doors(reading, dossier, Ontvanger.GEMEENTE, day, catalogue.doelen()).open_for(
            [Categorie.INBURGERING]
        )

    listing = world.page("grondslagen")
    card = listing.by_id[kept.id]
    assert card.regel.stand == "geldt" and not card.renew.isVisible()
    assert any("Ans Vermeer" in line for line in card.regel.meta)
    world.later(days=365 * 3 - 10)
    listing = world.go("grondslagen", dossier=dossier)
    click(listing.by_id[kept.id].renew)
    form = world.page("grondslag")
    assert form.why.text() == "Artikel 13 van de wet."
    click(form.done)
    assert len(grounds(world, dossier)) == 2

    listing = world.page("grondslagen")
    newest = next(iter(listing.by_id))
    click(listing.by_id[newest].stop)
    form = world.page("grondslag")
    assert not form.purpose_field.isVisible()
    click(form.done)
    assert "waarom dit stopt" in form.form.fields["toelichting"].error
    QTest.keyClicks(form.why.editor, "Ze gaat verhuizen.")
    click(form.done)
    states = {card.regel.stand for card in world.page("grondslagen").by_id.values()}
    assert states == {"geldt", "gestopt"}
    assert any("Ze gaat verhuizen." in line for line in world.page("grondslagen").by_id[newest].regel.meta)


def test_health_needs_a_reason_why_nobody_could_ask(world: World) -> None:
    dossier = world.client()
    page = fill_in(world, dossier, "gemeente-gezondheid", "vitaal_belang", "Hij is niet aanspreekbaar.")
    assert page.grounds.options() == ("vitaal_belang",)
    click(page.done)
    assert "geen toestemming kon vragen" in page.form.fields["uitzondering"].error
    assert grounds(world, dossier) == []
    QTest.keyClicks(page.exception.editor, "Bewusteloos, er is geen familie.")
    click(page.done)
    (kept,) = grounds(world, dossier)
    assert kept.uitzondering and kept.tot is not None and (kept.tot - kept.vanaf).days == 14


def test_only_some_categories_and_what_was_typed_stays_as_a_draft(world: World) -> None:
    dossier = world.client()
    page = fill_in(world, dossier, "gemeente-begeleiding", "overeenkomst", "Staat in de opdracht.")
    click(page.categories.chip("begeleiding"))
    click(page.later)
    page = world.go("grondslag", dossier=dossier)
    assert page.why.text() == "Staat in de opdracht." and page.categories.values() == ("begeleiding",)
    QTest.keyClicks(page.last.line, "01-01-2099")
    click(page.done)
    assert "einddatum" in page.trouble.text and grounds(world, dossier) == []
    page.last.line.setFocus()
    QTest.keyClick(page.last.line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.last.line, Qt.Key.Key_Delete)
    click(page.done)
    (kept,) = grounds(world, dossier)
    assert kept.categorieen == (Categorie.BEGELEIDING,) and kept.grondslag is Grondslagsoort.OVEREENKOMST
    with world.store.read() as reading:
        there = doors(reading, dossier, Ontvanger.GEMEENTE, today(world.clock), catalogue.doelen())
    assert there.open_for([Categorie.BEGELEIDING]) and not there.open_for([Categorie.WONEN])


def test_a_volunteer_reads_but_records_none(tmp_path: Path) -> None:
    world = open_world(tmp_path, rol=Rol.VRIJWILLIGER)
    world.window.show()
    page = world.go("grondslagen", dossier=world.client())
    assert not page.new.isVisible() and "begeleider" in page.note.text
    close(world)
