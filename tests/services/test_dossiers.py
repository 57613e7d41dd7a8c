"""Dossiers are opened, changed, listed and shown; what can't be right is refused with a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.contactmomenten import Contactmoment, Kanaal
from app.domain.inburgeraar import Dossierstatus
from app.domain.ops import Deelstand
from app.domain.taken import Taak
from app.faults import Fault
from app.ports import ClientFilter
from app.services import contactmomenten, dossiers, signaleringen, taken
from app.services.kalender import today
from storage.store import SqlStore
from tests.services.conftest import Grant, somebody
from tests.services.test_signaleringen import noticed
from tests.worlds import CountingIds, HandClock


def test_one_name_and_an_unknown_birth_date_are_normal(
    store: SqlStore, clock: HandClock, ids: CountingIds
) -> None:
    dossier_id, changes = dossiers.open_dossier(
        store, clock, ids, somebody(voornamen="  Mehret ", achternaam="", geboortedatum="")
    )
    assert changes.concerns("inburgeraar", dossier_id=dossier_id)
    persoon = dossiers.get(store, dossier_id)
    assert (persoon.naam, persoon.geboortedatum) == ("Mehret", "")
    assert [row.naam for row in dossiers.list_clients(store)] == ["Mehret"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"voornamen": " ", "achternaam": ""}, "naam-leeg"),
        ({"geboortedatum": "1991-02-30"}, "geboortedatum-onjuist"),
        ({"geboortedatum": "2027"}, "geboortedatum-toekomst"),
        ({"bijzonderheden": "pas met 123456782"}, "bsn-in-tekst"),
        ({"andere_spellingen": ("Salam 2801234567", "Selam")}, "v-nummer-in-tekst"),
        ({"fase": 9}, "stap-onbekend"),
        ({"telefoon": "geen"}, "telefoon-onjuist"),
        ({"telefoon": "0612345678 " + "of bel de buren " * 4}, "tekst-past-niet"),
        ({"voornamen": "A" * 10_000}, "tekst-past-niet"),
        ({"andere_spellingen": ("Selam", "ሰ" * 101)}, "tekst-past-niet"),
        ({"bijzonderheden": "x" * 20_001}, "tekst-past-niet"),
    ],
)
def test_what_cannot_be_right_is_refused(
    store: SqlStore, clock: HandClock, ids: CountingIds, values: dict[str, object], code: str
) -> None:
    with pytest.raises(Fault) as caught:
        dossiers.open_dossier(store, clock, ids, somebody(**values))
    assert caught.value.code == code
    assert caught.value.sentence and caught.value.next_step
    assert dossiers.count_clients(store) == 0


def test_change_stores_and_a_stranger_is_a_fault(store: SqlStore, clock: HandClock, dossier_id: str) -> None:
    dossiers.change(store, clock, replace(dossiers.get(store, dossier_id), telefoon="06 12345678"))
    assert dossiers.get(store, dossier_id).telefoon == "06 12345678"
    with pytest.raises(Fault) as caught:
        dossiers.show(store, "nobody", today(clock))
    assert caught.value.code == "dossier-onbekend"


def test_closing_starts_the_retention_clock_and_reopening_stops_it(
    store: SqlStore, clock: HandClock, dossier_id: str
) -> None:
    dossiers.close(store, clock, dossier_id)
    persoon = dossiers.get(store, dossier_id)
    assert (persoon.status, persoon.afgesloten_op) == (Dossierstatus.GESLOTEN, date(2026, 11, 22))
    assert dossiers.list_clients(store) == ()
    assert len(dossiers.list_clients(store, ClientFilter(status=""))) == 1
    (deadline,) = dossiers.show(store, dossier_id, today(clock)).deadlines
    assert deadline.soort == "bewaren" and deadline.datum == date(2028, 11, 22)
    dossiers.reopen(store, clock, dossier_id)
    assert dossiers.get(store, dossier_id).afgesloten_op is None


def test_entering_is_logged_as_read(store: SqlStore, dossier_id: str) -> None:
    dossiers.enter(store, dossier_id)
    with store.read() as reading:
        last = reading.log(dossier_id=dossier_id)[-1]
    assert (last.actie, last.dossier_id) == ("R", dossier_id)


def test_show_has_everything_newest_first(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, grant: Grant
) -> None:
    grant("gemeente-begeleiding")
    clock.move(minutes=5)
    visit = Contactmoment(
        id="",
        dossier_id=dossier_id,
        plaatsgevonden_op=clock.now() - timedelta(hours=3),
        kanaal=Kanaal.HUISBEZOEK,
        onderwerp="Post bekeken",
        samenvatting="Drie brieven gelezen.",
    )
    task = Taak(id="", dossier_id="", omschrijving="DUO bellen", voor_op=date(2026, 11, 25))
    contact_id, _ = contactmomenten.record(store, clock, ids, visit, [task])
    signaleringen.note_signal(store, clock, ids, noticed(dossier_id))
    view = dossiers.show(store, dossier_id, today(clock))
    assert view.persoon.naam == "Selam Tesfay" and view.leeftijd == 35
    assert [item.soort for item in view.timeline] == ["signaal", "toestemming", "contactmoment"]
    assert [item.op for item in view.timeline] == sorted((item.op for item in view.timeline), reverse=True)
    line = next(item for item in view.timeline if item.record_id == contact_id)
    assert (line.icoon, line.titel, line.tekst) == (
        "home-visit",
        "Post bekeken (huisbezoek)",
        "Drie brieven gelezen.",
    )
    assert line.deelstand is Deelstand.WACHT and view.deelstand is Deelstand.WACHT
    assert [step.stand for step in view.line] == ["onbekend"] * 7 + ["nu"]
    assert [item.stand.value for item in view.overdrachten] == ["nodig"] * 4
    assert [each.omschrijving for each in view.tasks] == ["DUO bellen"]
    assert len(view.signals) == 1
    rows = {row.doel: row for row in view.consents}
    assert rows["gemeente-begeleiding"].geldt and not rows["gemeente-gezondheid"].geldt
    assert rows["gemeente-gezondheid"].besluit is None
    assert view.pvt.minuten_nodig == 720 and not view.pvt.is_compleet


def test_every_icon_of_the_timeline_exists() -> None:
    import resources
    from app.domain.leefgebieden import Urgentie
    from app.services.tijdlijn import _CONTACT_ICONS

    drawn = set(resources.list_names("icons"))
    used = set(_CONTACT_ICONS.values()) | {f"urgency-{each.value}" for each in Urgentie}
    used |= {
        "answer",
        "checklist",
        "pvt",
        "consent",
        "consent-refused",
        "shield",
        "line",
        "handover",
        "task-done",
        "pdf",
    }
    assert {f"{name}.svg" for name in used} <= drawn
    assert set(_CONTACT_ICONS) == set(Kanaal)


def test_household_members_are_named_and_nothing_more(
    store: SqlStore, clock: HandClock, ids: CountingIds
) -> None:
    first, _ = dossiers.open_dossier(
        store, clock, ids, somebody(huishouden_id="h1", rol_in_huishouden="moeder")
    )
    other, _ = dossiers.open_dossier(
        store, clock, ids, somebody(voornamen="Dawit", huishouden_id="h1", rol_in_huishouden="vader")
    )
    (member,) = dossiers.show(store, first, today(clock)).huishouden
    assert (member.dossier_id, member.naam, member.rol) == (other, "Dawit Tesfay", "vader")


def test_tasks_are_ticked_off_and_back(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    late, _ = taken.add(
        store, clock, ids, Taak(id="", dossier_id=dossier_id, omschrijving="Zorgpas aanvragen")
    )
    soon, _ = taken.add(
        store, clock, ids, Taak(id="", dossier_id=dossier_id, omschrijving="Bank", voor_op=date(2026, 12, 1))
    )
    assert [each.id for each in taken.still_open(store)] == [soon, late]
    taken.finish(store, clock, soon)
    assert [each.id for each in taken.still_open(store, dossier_id)] == [late]
    taken.finish(store, clock, soon, done=False)
    assert len(taken.still_open(store)) == 2
    assert [each.id for each in taken.still_open(store, until=date(2026, 12, 1))] == [soon]
    with pytest.raises(Fault) as caught:
        taken.add(store, clock, ids, Taak(id="", dossier_id=dossier_id, omschrijving="  "))
    assert caught.value.code == "taak-leeg"
