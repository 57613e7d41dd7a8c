"""Contacts are recorded with their tasks in one transaction and corrected by superseding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.contactmomenten import Contactmoment, Kanaal
from app.domain.leefgebieden import Leefgebied
from app.domain.taken import Taak
from app.domain.toestemmingen import Ontvanger
from app.faults import Fault
from app.services import concepten, contactmomenten, dossiers, inburgering, toestemmingen, zoeken
from app.services.kalender import today
from storage.store import SqlStore
from tests.services.conftest import Grant
from tests.worlds import NOON, CountingIds, HandClock


def visit(dossier_id: str, **values: object) -> Contactmoment:
    plain: dict[str, object] = {
        "plaatsgevonden_op": NOON - timedelta(hours=2),
        "kanaal": Kanaal.HUISBEZOEK,
        "onderwerp": "Kennismaking",
        "duur_minuten": 45,
    }
    return Contactmoment(id="", dossier_id=dossier_id, **{**plain, **values})  # type: ignore[arg-type]


def test_recording_makes_tasks_and_drops_the_draft_at_once(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    key = f"contact:{dossier_id}"
    concepten.save(store, key, dossier_id, {"onderwerp": "Kenn"})
    tasks = [
        Taak(id="", dossier_id="", omschrijving="Brief van DUO meenemen", voor_op=date(2026, 12, 1)),
        Taak(id="", dossier_id="", omschrijving="Huisarts bellen"),
    ]
    contact_id, changes = contactmomenten.record(store, clock, ids, visit(dossier_id), tasks, key)
    assert changes.concerns("contactmoment") and changes.concerns("taak")
    assert concepten.load(store, key) is None
    with store.read() as reading:
        kept = reading.get(Contactmoment, contact_id)
        made = reading.of_dossier(Taak, dossier_id)
    assert kept is not None and kept.door == "Ans Vermeer"
    assert [each.contactmoment_id for each in made] == [contact_id, contact_id]


def test_a_task_out_of_a_talk_about_safety_stays_with_that_talk(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, grant: Grant
) -> None:
    grant("gemeente-begeleiding")
    for gebied, words in (
        (Leefgebied.VEILIGHEID_EN_RELATIES, "Veilig Thuis bellen"),
        (Leefgebied.WONEN, "Lamp kopen"),
    ):
        task = Taak(id="", dossier_id="", omschrijving=words)
        contactmomenten.record(store, clock, ids, visit(dossier_id, leefgebieden=(gebied,)), [task])
    leaves = toestemmingen.what_leaves(store, dossier_id, Ontvanger.GEMEENTE, today(clock))
    goes = {each.titel: each.gaat for each in leaves.records if each.soort == "taak"}
    assert goes == {"Veilig Thuis bellen": False, "Lamp kopen": True}
    assert [each.titel for each in leaves.records if each.beschermd and each.soort == "taak"] == [
        "Veilig Thuis bellen"
    ]


def test_a_bad_task_leaves_nothing_behind_and_the_draft_stays(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    concepten.save(store, "contact:x", dossier_id, {"onderwerp": "Kenn"})
    with pytest.raises(Fault):
        contactmomenten.record(
            store, clock, ids, visit(dossier_id), [Taak(id="", dossier_id="", omschrijving="")], "contact:x"
        )
    with store.read() as reading:
        assert reading.of_dossier(Contactmoment, dossier_id) == ()
    assert [each.sleutel for each in concepten.unfinished(store)] == ["contact:x"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"onderwerp": " "}, "onderwerp-leeg"),
        ({"samenvatting": "x" * 1001}, "tekst-te-lang"),
        ({"duur_minuten": -1}, "duur-onjuist"),
        ({"plaatsgevonden_op": NOON + timedelta(hours=1)}, "contact-toekomst"),
        ({"aantekening": "bsn 123456782"}, "bsn-in-tekst"),
        ({"dossier_id": "nobody"}, "dossier-onbekend"),
    ],
)
def test_what_cannot_be_right_is_refused(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, values: dict[str, object], code: str
) -> None:
    with pytest.raises(Fault) as caught:
        contactmomenten.record(store, clock, ids, replace(visit(dossier_id), **values))  # type: ignore[arg-type]
    assert caught.value.code == code


def test_a_correction_supersedes_and_both_stay_readable(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    first, _ = contactmomenten.record(store, clock, ids, visit(dossier_id, telt_mee_zroute=True))
    second, _ = contactmomenten.supersede(
        store, clock, ids, first, visit(dossier_id, onderwerp="Kennismaking thuis", telt_mee_zroute=True)
    )
    third, _ = contactmomenten.supersede(
        store, clock, ids, second, visit(dossier_id, duur_minuten=60, telt_mee_zroute=True)
    )
    (view,) = contactmomenten.timeline(store, dossier_id)
    assert view.contact.id == third
    assert [each.id for each in view.eerder] == [second, first]
    (line,) = dossiers.show(store, dossier_id, today(clock)).timeline
    assert (line.record_id, line.eerdere_versies) == (third, 2)
    assert inburgering.zroute_minuten(store, dossier_id) == 60
    with pytest.raises(Fault) as caught:
        contactmomenten.supersede(store, clock, ids, first, visit(dossier_id))
    assert caught.value.code == "contact-al-verbeterd"
    with pytest.raises(Fault) as caught:
        contactmomenten.supersede(store, clock, ids, "nothing", visit(dossier_id))
    assert caught.value.code == "contact-onbekend"


def test_search_finds_notes_and_names_in_any_script(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    contactmomenten.record(store, clock, ids, visit(dossier_id, samenvatting="Wil leren fietsen."))
    assert [hit.soort for hit in zoeken.find(store, "fiets")] == ["contactmoment"]
    for spelling in ("selam", "Salam", "ሰላም", "سلام", "tesfai"):
        assert zoeken.find(store, spelling)[0].dossier_id == dossier_id, spelling
    assert zoeken.find(store, "  ") == ()
