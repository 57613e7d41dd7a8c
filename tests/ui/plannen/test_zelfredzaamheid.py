"""Who fills in the list every few months sees what somebody does alone by now, and who helps."""

from __future__ import annotations

from app.domain.checklists import Antwoord
from app.services import catalogue, plannen, signaleringen, zelfredzaamheid
from tests.services.test_plannen import frame
from tests.ui.contacten.conftest import Bureau
from tests.worlds import CountingIds


def fill_in(bureau: Bureau, series: int, **answers: str) -> None:
    checklist = catalogue.checklist("zelfredzaamheid")
    given = {key: Antwoord(key=key, waarde=value) for key, value in answers.items()}
    signaleringen.finish(bureau.store, bureau.clock, CountingIds(series), "d1", checklist, given)
    bureau.clock.move(days=60)


def test_a_line_grows_over_three_visits_and_its_table_says_the_same(bureau: Bureau) -> None:
    fill_in(bureau, 20, zr_post="samen", zr_betalen="samen", zr_toeslag="weet_niet", zr_school="nvt")
    fill_in(bureau, 21, zr_post="zelf", zr_betalen="samen", zr_huis="samen")
    fill_in(bureau, 22, zr_post="zelf", zr_betalen="zelf", zr_toeslag="samen")
    plannen.save_frame(bureau.store, bureau.clock, CountingIds(30), frame("d1", wie_helpt="Buurvrouw Riet"))
    page = bureau.go("zelfredzaamheid", dossier="d1")
    facts = page.model.facts
    names = [name for name, _ in facts.lijnen]
    assert names == ["Geld en post", "Wonen"]
    assert [point.woorden for point in facts.lijnen[0][1]] == ["0 van 2 zelf", "1 van 2 zelf", "2 van 3 zelf"]
    assert facts.rijen[1] == ("Wonen", "-", "0 van 1 zelf", "-")
    spoken = page.lines.lines[0].accessibleName()
    assert spoken.startswith("Geld en post: ")
    assert "2 van 3 zelf" in spoken
    assert page.rows.rowCount() == 2
    assert ("Wie helpt", "Buurvrouw Riet") in facts.kracht
    assert not page.grab().isNull()


def test_before_the_first_list_the_page_says_what_to_do(bureau: Bureau) -> None:
    page = bureau.go("zelfredzaamheid", dossier="d1")
    assert page.empty_card.isVisible()
    assert not page.growth.isVisible()
    assert zelfredzaamheid.show(bureau.store, "d1").lijnen == ()


def test_what_nobody_knows_and_what_does_not_apply_make_no_point(bureau: Bureau) -> None:
    fill_in(bureau, 20, zr_post="weet_niet", zr_school="nvt")
    assert zelfredzaamheid.show(bureau.store, "d1").lijnen == ()
    assert len(zelfredzaamheid.show(bureau.store, "d1").momenten) == 1
