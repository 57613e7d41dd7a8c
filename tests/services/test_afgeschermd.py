"""Safety is shielded: every way out is tried with planted words, and one permitted place shows that they are there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.documents import overdracht
from app.domain.agenda import Agendapunt
from app.domain.checklists import Antwoord
from app.domain.contactmomenten import Contactmoment, Kanaal
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.plan import Doel, Planthema
from app.domain.records import Categorie
from app.domain.signalen import Signaal, Signaalstand
from app.domain.taken import Taak
from app.domain.toestemmingen import Ontvanger
from app.ports import Rol
from app.services import (
    agenda,
    catalogue,
    dossiers,
    huishoudens,
    inzage,
    klant_in_beeld,
    overdrachten,
    overzichten,
    planbladen,
    signaleringen,
    toestemmingsbladen,
    uitvoer,
)
from app.services.inzage import Variant
from app.services.overdrachten import Keuze
from app.services.overzichtstabellen import Onderwerp
from app.services.signaleringen import NOG_NIET
from app.services.tijdlijn import TimelineItem
from storage.store import SqlStore
from tests.documents.reading import poppler
from tests.services.conftest import somebody, yes
from tests.worlds import CountingIds, HandClock, new_store

SIGNAAL, STAP, KIND, BEZOEK, TAAK, DOEL, ANTWOORD, ZELF = (
    "Paarsblauwplek", "Kluisgebeld", "Kindalleenthuis", "Klappenverteld",
    "Opvangzoeken", "Wegwillenlopen", "Slaatmetriem", "Ikdurfniet",
)  # fmt: skip
MARKERS = frozenset({SIGNAAL, STAP, KIND, BEZOEK, TAAK, DOEL, ANTWOORD, ZELF})
ALMOST_ALL = tuple(code for code in catalogue.doelen() if "veiligheid" not in code)


@dataclass
class Planted:
    store: SqlStore
    clock: HandClock
    ids: CountingIds
    dossier: str

    def grant(self, *codes: str) -> None:
        from app.services import toestemmingen

        texts = catalogue.toestemmingstaal("nl").teksten
        decisions = [yes(code) for code in codes if code in texts]
        toestemmingen.record_decisions(self.store, self.clock, self.ids, self.dossier, decisions)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """One dossier with safety in everything that can hold it, and a yes to every purpose but those about safety."""
    clock, ids = HandClock(), CountingIds(5)
    store = new_store(tmp_path_factory.mktemp("veilig"), rol=Rol.BEGELEIDER, clock=clock, ids=ids)
    yield plant(store, clock, ids)
    store.close()


def plant(store: SqlStore, clock: HandClock, ids: CountingIds) -> Planted:
    dossier_id, _ = dossiers.open_dossier(store, clock, ids, somebody())
    made = Planted(store, clock, ids, dossier_id)
    domain = Leefgebied.VEILIGHEID_EN_RELATIES
    shielded = (Categorie.VEILIGHEID,)
    plain: dict[str, Any] = {"id": "", "dossier_id": dossier_id, "urgentie": Urgentie.SPOED}
    plain["genoteerd_op"] = NOG_NIET
    beside = Signaal(leefgebied=Leefgebied.WONEN, waarneming="Lekkage", **plain)
    signaleringen.note_signal(store, clock, ids, beside)
    first = Signaal(leefgebied=domain, waarneming=SIGNAAL, **plain)
    signaal_id, _ = signaleringen.note_signal(store, clock, ids, first)
    child = Signaal(leefgebied=Leefgebied.KINDEREN, categorie=Categorie.VEILIGHEID, waarneming=KIND, **plain)
    signaleringen.note_signal(store, clock, ids, child)
    self_ = Signaal(leefgebied=Leefgebied.BEGELEIDER_ZELF, waarneming=ZELF, **plain)
    signaleringen.note_signal(store, clock, ids, self_)
    signaleringen.step(store, clock, ids, signaal_id, Signaalstand.GEMELD, toelichting=STAP)
    checklist = catalogue.checklist("signalering-algemeen")
    answers = {"vei_bang": Antwoord(key="vei_bang", waarde="ja", waarneming=ANTWOORD)}
    signaleringen.finish(store, clock, ids, dossier_id, checklist, answers)
    with store.write() as uow:
        uow.add(
            Contactmoment(
                id=ids.new(), dossier_id=dossier_id, plaatsgevonden_op=datetime(2026, 11, 20, 10, tzinfo=UTC),
                kanaal=Kanaal.HUISBEZOEK, onderwerp=BEZOEK, leefgebieden=(domain,), samenvatting=BEZOEK,
            )
        )  # fmt: skip
        uow.add(
            Doel(
                id=ids.new(), dossier_id=dossier_id, thema=next(iter(Planthema)), ik_zin="Fietsenleren",
                vastgelegd_op=clock.now(),
            )
        )  # fmt: skip
        uow.add(Taak(id=ids.new(), dossier_id=dossier_id, omschrijving=TAAK, categorieen=shielded))
        uow.add(
            Doel(
                id=ids.new(), dossier_id=dossier_id, thema=next(iter(Planthema)), ik_zin=DOEL,
                vastgelegd_op=clock.now(), categorieen=shielded, in_huishouden=True,
            )
        )  # fmt: skip
        uow.commit()
    made.grant(*ALMOST_ALL)
    return made


def found_in(text: object) -> set[str]:
    said = text if isinstance(text, str) else repr(text)
    return {marker for marker in MARKERS if marker.casefold() in said.casefold()}


Way = Callable[[Planted], object]


def sheet_of(ontvanger: Ontvanger, sjabloon: str, form: str) -> Way:
    """The handover sheet with every section that its template knows, but safety not chosen apart."""

    def make(on: Planted) -> object:
        start = Keuze(sjabloon=sjabloon)
        sections = overdrachten.plan(on.store, on.clock, on.dossier, ontvanger, start).secties
        every = frozenset(each.code for each in sections if "veiligheid" not in each.code)
        keuze = Keuze(sjabloon=sjabloon, met=every)
        if form == "html":
            return overdracht.render_html(
                overdrachten.sheet(on.store, on.clock, on.dossier, ontvanger, keuze)
            )
        if form == "voorbeeld":
            return poppler(overdrachten.preview(on.store, on.clock, on.dossier, ontvanger, keuze))
        made = overdrachten.make(on.store, on.clock, on.ids, on.dossier, ontvanger, keuze)
        return poppler(made.data) + made.bestandsnaam + repr(made.verstrekking)

    return make


def inzage_of(variant: Variant, form: str) -> Way:
    def make(on: Planted) -> object:
        if form == "scherm":
            return inzage.view(on.store, on.clock, on.dossier, variant)
        made = inzage.make(on.store, on.clock, on.ids, on.dossier, variant)
        text = poppler(made.pdf) if form == "pdf" else json.dumps(json.loads(made.json), ensure_ascii=False)
        return text + made.bestandsnaam

    return make


def consent_form(on: Planted) -> object:
    return poppler(toestemmingsbladen.make(on.store, on.clock, on.ids, on.dossier).data)


def plan_sheet(on: Planted) -> object:
    return poppler(planbladen.make(on.store, on.clock, on.ids, on.dossier).data)


def household(on: Planted) -> object:
    return huishoudens.show(on.store, on.clock, on.dossier)


def waiting_to_be_sent(on: Planted) -> object:
    """Everything that may go to the gemeente with every consent but that about safety."""
    with on.store.read() as reading:
        return [
            row.op.fields for row in reading.ledger.outbox("register") if not row.reden and _goes(on, row)
        ]


def _goes(on: Planted, row: Any) -> bool:
    from app.services import weggaan

    leaves = weggaan.what_leaves(on.store, on.dossier, Ontvanger.GEMEENTE, on.clock.now().date())
    gone = {each.record_id for each in leaves.records if any(field.gaat for field in each.velden)}
    return row.op.record_id in gone


def log(on: Planted) -> object:
    with on.store.read() as reading:
        return [repr(each) for each in reading.log(dossier_id=on.dossier)]


def klant_in_beeld_sheet(on: Planted) -> object:
    return poppler(klant_in_beeld.make(on.store, on.clock, on.ids, on.dossier).data)


def overviews(on: Planted) -> object:
    day = on.clock.now().date()
    found = [overzichten.show(on.store, each, day) for each in Onderwerp]
    return [uitvoer.as_csv(each).decode() for each in found]


def klantcontacten(on: Planted) -> object:
    return uitvoer.klantcontacten(on.store, on.clock, on.ids, [on.dossier]).data.decode()


def duo(on: Planted) -> object:
    return uitvoer.duo_file(on.store, on.clock, on.ids, [on.dossier]).data.decode()


def calendar(on: Planted) -> object:
    moment = on.clock.now() + timedelta(days=1)
    planned = Agendapunt(id="", dossier_id=on.dossier, begint_op=moment, omschrijving=TAAK, plaats=KIND)
    agenda.add(on.store, on.clock, on.ids, planned)
    return agenda.as_file(on.store, on.clock).data.decode()


def timeline_titles_when_shielded(on: Planted) -> object:
    """What the timeline offers to show while the shield is up."""
    view = dossiers.show(on.store, on.dossier, on.clock.now().date())
    open_lines: list[TimelineItem] = [each for each in view.timeline if not each.beschermd]
    return open_lines, [row for row in view.signals if not row.beschermd]


KINDS = [(ontvanger, key) for ontvanger in Ontvanger for key, _ in overdrachten.templates_for(ontvanger)]
WAYS: dict[str, Way] = {
    **{f"overdracht {who} {key} pdf": sheet_of(who, key, "pdf") for who, key in KINDS},
    **{f"overdracht {who} {key} html": sheet_of(who, key, "html") for who, key in KINDS},
    "overdracht voorbeeld": sheet_of(*KINDS[0], "voorbeeld"),
    "inzage thuis scherm": inzage_of(Variant.THUIS, "scherm"),
    "inzage thuis pdf": inzage_of(Variant.THUIS, "pdf"),
    "inzage thuis bestand": inzage_of(Variant.THUIS, "json"),
    "toestemmingsblad": consent_form,
    "plan op papier": plan_sheet,
    "huishouden": household,
    "wat naar de gemeente gaat": waiting_to_be_sent,
    "logboek": log,
    "klant in beeld": klant_in_beeld_sheet,
    "overzichten": overviews,
    "klantcontacten": klantcontacten,
    "voorstel DUO": duo,
    "agenda": calendar,
    "tijdlijn en signalen zonder het afgeschermde": timeline_titles_when_shielded,
}


BESIDE = {
    "inzage thuis scherm": "Lekkage",
    "inzage thuis pdf": "Lekkage",
    "inzage thuis bestand": "Lekkage",
    "plan op papier": "Fietsenleren",
    "klantcontacten": "Lekkage",
    "agenda": "BEGIN:VEVENT",
    "wat naar de gemeente gaat": "Lekkage",
    "tijdlijn en signalen zonder het afgeschermde": "Lekkage",
}
"""What stands there all the same, so that an empty page isn't taken for a shielded one."""


@pytest.mark.parametrize("way", WAYS)
def test_no_way_out_has_it(planted: Planted, way: str) -> None:
    try:
        text = WAYS[way](planted)
    except Exception as error:
        code = getattr(error, "code", "")
        if code != "overdracht-geen-grond":
            raise
        text = str(error)
    assert found_in(text) == set()
    if way in BESIDE:
        assert BESIDE[way] in (text if isinstance(text, str) else repr(text))


def test_the_walk_can_see_what_it_looks_for(planted: Planted) -> None:
    """In the permitted places it all stands: on the own device, and at the office where the client asks for it."""
    with planted.store.read() as reading:
        rows = [row.titel for row in reading.signals(dossier_id=planted.dossier)]
    assert {SIGNAAL, KIND, ZELF} <= found_in(rows)
    office = inzage.view(planted.store, planted.clock, planted.dossier, Variant.KANTOOR)
    assert found_in(office) >= {SIGNAAL, STAP, KIND, BEZOEK, TAAK, DOEL, ANTWOORD}
    view = dossiers.show(planted.store, planted.dossier, planted.clock.now().date())
    assert found_in(view) >= {SIGNAAL, KIND, BEZOEK}


def test_most_sheets_can_be_made_so_their_silence_means_something(planted: Planted) -> None:
    plans = [overdrachten.plan(planted.store, planted.clock, planted.dossier, *_args(kind)) for kind in KINDS]
    assert sum(not plan.geblokkeerd for plan in plans) >= 5


def _args(kind: tuple[Ontvanger, str]) -> tuple[Ontvanger, Keuze]:
    return kind[0], Keuze(sjabloon=kind[1])


def test_chosen_apart_and_with_its_own_consent_a_sheet_has_it(planted: Planted) -> None:
    planted.clock.move(minutes=1)
    planted.grant(*catalogue.doelen())
    seen: set[str] = set()
    for ontvanger, key in KINDS:
        keuze = Keuze(sjabloon=key, veiligheid=True)
        plan = overdrachten.plan(planted.store, planted.clock, planted.dossier, ontvanger, keuze)
        if not plan.geblokkeerd:
            sheet = overdrachten.sheet(planted.store, planted.clock, planted.dossier, ontvanger, keuze)
            seen |= found_in(overdracht.render_html(sheet))
    assert SIGNAAL in seen
