"""A walk over the pages of plan, questions, agenda, letters and kaart: names, nothing cut off, also at 200 %."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.agenda import Agendapunt
from app.domain.plan import Planstap, Stapstand, Uitvoerder
from app.domain.records import Categorie
from app.domain.toestemmingen import Ontvanger
from app.services import agenda, bijlagen, plannen, vragen
from tests.services.test_bijlagen import letter, photo
from tests.services.test_plannen import frame, goal
from tests.ui.contacten.conftest import Bureau
from tests.ui.walk import cut_off, flush_deleted, settle, unnamed
from tests.worlds import NOON, CountingIds, consent
from ui.theme import Mode, apply_theme

LONG = (
    "Een heel lange zin over de gemeente Zwaluwerve aan den IJssel en alles wat daar nog moet gebeuren. " * 2
)


@pytest.fixture(params=[(Mode.LIGHT, 1.0), (Mode.DARK, 2.0)], ids=["light", "dark-200"], autouse=True)
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    flush_deleted()
    apply_theme(qapp, *request.param)
    yield
    flush_deleted()
    apply_theme(qapp, Mode.LIGHT, 1.0)


def fill(bureau: Bureau) -> dict[str, dict[str, str]]:
    """A plan as it may be, and the pages with what they show."""
    store, clock, ids = bureau.store, bureau.clock, CountingIds(90)
    with store.write() as uow:
        uow.add(consent("foto", "d1", "brief-foto", ontvanger=Ontvanger.COLLEGA))
        uow.commit()
    plannen.save_frame(store, clock, ids, frame("d1", sterke_kanten=LONG, wensen="أريد أن أعمل"))
    steps = (
        Planstap(wat=LONG, wie=Uitvoerder.PARTNER, wie_naam="Stichting De Brug", voor_op=NOON.date()),
        Planstap(wat="ሰላም", stand=Stapstand.GEDAAN, resultaat=LONG),
    )
    doel, _ = plannen.save_goal(store, clock, ids, goal("d1", LONG, stappen=steps, in_huishouden=True))
    plannen.save_goal(store, clock, ids, goal("d1", "Veilig", categorieen=(Categorie.VEILIGHEID,)))
    vraag, _ = vragen.ask(store, clock, ids, "d1", LONG, haast=True)
    clock.move(minutes=3)
    vragen.answer(store, clock, ids, vraag, "ያ" * 60)
    punt = Agendapunt(id="", dossier_id="d1", begint_op=NOON + timedelta(days=2), omschrijving=LONG[:150])
    punt_id, _ = agenda.add(store, clock, ids, punt)
    clean = bijlagen.SchoneBrief(soort="jpeg", data=photo())
    brief, _ = bijlagen.add(store, clock, ids, letter("d1", wat_te_doen=LONG[:150]), clean)
    plain = {"dossier": "d1"}
    return {
        **dict.fromkeys(("plan", "plan-kader", "plan-tekenen", "plan-huishouden", "zelfredzaamheid"), plain),
        **dict.fromkeys(("brieven", "brief-toevoegen", "vraag-stellen"), plain),
        **{key: {} for key in ("agenda", "vragen", "sociale-kaart")},
        "doel": {**plain, "doel": doel},
        "vraag": {"vraag": vraag},
        "afspraak": {**plain, "punt": punt_id},
        "brief": {"brief": brief},
    }


def test_nothing_is_unnamed_or_cut_off(bureau: Bureau) -> None:
    bureau.window.resize(1280, 720)
    found: dict[str, list[str]] = {}
    for name, params in fill(bureau).items():
        page: QWidget = bureau.go(name, **params)
        settle(page)
        if said := [*unnamed(page), *cut_off(page)]:
            found[name] = said
    assert found == {}


def test_empty_pages_have_names_too(bureau: Bureau) -> None:
    found: dict[str, list[str]] = {}
    for name in ("plan", "plan-tekenen", "plan-huishouden", "zelfredzaamheid", "brieven", "agenda", "vragen"):
        page: QWidget = bureau.go(name, **({} if name in ("agenda", "vragen") else {"dossier": "d2"}))
        settle(page)
        if said := [*unnamed(page), *cut_off(page)]:
            found[name] = said
    assert found == {}
