"""Learning and work, written down step by step, and one page that a werkcoach can read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.loopbaan import Loopbaansoort, Loopbaanstap
from app.domain.verstrekkingen import Verstrekking
from app.services import concepten, voortgang
from tests.ui.dossiers.desk import World
from tests.ui.dossiers.test_client import BSN, press, type_in
from tests.ui.walk import cut_off, settle, unnamed


def steps(world: World, dossier_id: str) -> tuple[Loopbaanstap, ...]:
    return voortgang.of_kind(world.store, Loopbaanstap, dossier_id)


def words(page: Any) -> str:
    settle(page)
    return "\n".join(part.text() for part in page.findChildren(QLabel) if part.isVisibleTo(page))


def bakery(world: World, dossier_id: str, **values: Any) -> None:
    plain: dict[str, Any] = {
        "loopbaansoort": Loopbaansoort.WERKERVARING,
        "wat": "Bakker",
        "waar": "Asmara",
        "land": "Eritrea",
        "van": "2008",
        "tot": "2014-06",
        **values,
    }
    step = Loopbaanstap(id="", dossier_id=dossier_id, **plain)
    world.heard(voortgang.save(world.store, world.clock, world.ids, step)[1])


def test_a_stage_is_written_down_and_later_ended(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    page = world.go("werk", dossier=selam)
    press(qtbot, page.now.add_button)
    form = page.now.body_form
    press(qtbot, form.save)
    assert {key for key, field in form.form.fields.items() if field.error} == {"loopbaansoort", "wat"}
    press(qtbot, form.controls["loopbaansoort"].chip("taalstage"))
    type_in(qtbot, form.controls["wat"], "Kringloopwinkel")
    type_in(qtbot, form.controls["waar"], "De Schakel")
    type_in(qtbot, form.controls["van"].line, "sept 2026")
    type_in(qtbot, form.controls["uren_per_week"], "12")
    press(qtbot, form.save)
    (kept,) = steps(world, selam)
    assert (kept.van, kept.uren_per_week, kept.loopbaanstand) == ("2026-09", 12, "bezig")
    row = page.now.rows.rows()[0]
    assert "Taalstage" in row.shown.meta and "vanaf 09-2026" in row.shown.meta
    press(qtbot, row)
    type_in(qtbot, form.controls["tot"].line, "2025")
    press(qtbot, form.save)
    assert "voor het begin" in form.form.fields["tot"].error
    type_in(qtbot, form.controls["tot"].line, "11-2026")
    press(qtbot, form.controls["loopbaanstand"].chip("klaar"))
    press(qtbot, form.save)
    assert steps(world, selam)[0].loopbaanstand == "klaar" and len(steps(world, selam)) == 1
    assert concepten.unfinished(world.store) == ()


def test_a_bsn_is_said_while_typing_and_never_stored(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    page = world.go("werk", dossier=selam)
    press(qtbot, page.now.add_button)
    form = page.now.body_form
    type_in(qtbot, form.controls["wat"], f"BSN {BSN}")
    assert "BSN" in form.form.fields["wat"].error
    press(qtbot, form.controls["loopbaansoort"].chip("opleiding"))
    press(qtbot, form.save)
    assert steps(world, selam) == ()


def test_work_of_then_stands_apart_and_can_be_mended(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    bakery(world, selam)
    page = world.go("werk", dossier=selam)
    assert page.before_rows.rows()[0].shown.title.strip("\u2068\u2069") == "Bakker"
    assert page.now.none.isVisible()
    press(qtbot, page.before_rows.rows()[0])
    type_in(qtbot, page.now.body_form.controls["niveau"], "eigen zaak")
    press(qtbot, page.now.body_form.save)
    assert steps(world, selam)[0].niveau == "eigen zaak"


def test_a_werkcoach_reads_one_page_without_health_or_household(
    world: World, qtbot: QtBot, tmp_path: Path
) -> None:
    selam = world.client(
        kracht="Kookt graag.", wensen="Een eigen bakkerij.", huisarts="Praktijk De Linde", talen=("Tigrinya",)
    )
    bakery(world, selam)
    bakery(world, selam, loopbaansoort=Loopbaansoort.TAALSTAGE, wat="Kringloop", land="", van="2026", tot="")
    page = world.go("werk", dossier=selam)
    press(qtbot, page.overview)
    page = world.page("klant-in-beeld")
    said = words(page)
    for part in (
        "Bakker",
        "Asmara, Eritrea",
        "2008 tot 06-2014",
        "Kringloop",
        "Tigrinya",
        "Een eigen bakkerij.",
    ):
        assert part in said
    assert "De Linde" not in said
    target = tmp_path / "blad.pdf"
    page.ask_path = lambda parent, caption, name, chosen: chosen(str(target))
    press(qtbot, page.paper)
    assert "blad.pdf" in page.said.text
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == 1
    with world.store.read() as reading:
        (given,) = reading.of_dossier(Verstrekking, selam)
    assert (given.document, given.ontvanger) == ("Klant in beeld", "client")


def test_an_empty_page_is_calm_and_a_stranger_is_told(world: World) -> None:
    selam = world.client()
    page = world.go("klant-in-beeld", dossier=selam)
    assert words(page).count("Hier staat nog niets.") == 2
    page = world.go("werk", dossier="weg")
    assert page.trouble.isVisible()


def test_everything_has_a_name_and_fits(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    bakery(world, selam, wat="خباز في المدينة", resultaat="ዳቦ ጋጋሪ " * 20)
    page = world.go("werk", dossier=selam)
    press(qtbot, page.now.add_button)
    settle(page)
    assert unnamed(page) == [] and cut_off(page) == []
    overview = world.go("klant-in-beeld", dossier=selam)
    settle(overview)
    assert unnamed(overview) == [] and cut_off(overview) == []
