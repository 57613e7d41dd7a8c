"""Own lists on a device: begun ones finish on their version, forged or broken ones aren't there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.checklist_lezen import template_hash
from app.domain.checklists import Antwoord
from app.domain.invullingen import Invulling
from app.domain.organisatie import ORGANISATIE, EigenLijst, Organisatiegegevens
from app.faults import Fault
from app.ports import Rol
from app.services import invullingen, lijsten, signaleringen
from app.services.invullingen import Concept
from storage.store import SqlStore
from tests.catalogue.test_xlsform import form, workbook
from tests.worlds import NOON, CountingIds, HandClock, new_store, person

DOSSIER = "019a0000-00d1-7000-8000-000000000001"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    made = new_store(tmp_path, rol=Rol.COORDINATOR)
    with made.write() as uow:
        uow.add(person(DOSSIER))
        uow.commit()
    yield made
    made.close()


def a_workbook(version: int, question: str) -> bytes:
    settings = [["form_title", "form_id", "version"], ["Fietsles", "fietsles", version]]
    return workbook(form(["select_one janee", "band", question], settings=settings))


def published(store: SqlStore, ids: CountingIds, version: int, question: str) -> None:
    found = lijsten.propose(store, HandClock(), a_workbook(version, question), "fietsles.xlsx")
    assert found.publiceerbaar, found.fouten
    lijsten.publish(store, HandClock(), ids, found)


def test_what_was_begun_on_a_version_is_finished_on_it_also_when_the_list_is_gone(store: SqlStore) -> None:
    ids, clock = CountingIds(7), HandClock()
    published(store, ids, 1, "Is de band lek?")
    begun = Concept(versie=1, begonnen_op=NOON, antwoorden={"band": Antwoord(key="band", waarde="ja")})
    invullingen.keep(store, DOSSIER, "fietsles", begun)
    published(store, ids, 2, "Is een band lek of zacht?")
    lijsten.set_in_use(store, "fietsles", False)
    offered = {each.code: each for each in invullingen.choices(store, DOSSIER).lijsten}
    assert offered["fietsles"].eigen and offered["fietsles"].concept is not None
    opened = invullingen.begin(store, clock, DOSSIER, "fietsles")
    assert opened.checklist.item("band").tekst == "Is de band lek?"
    signaleringen.finish(
        store, clock, ids, DOSSIER, opened.checklist, opened.concept.antwoorden,
        invullingen.draft_key(DOSSIER, "fietsles"),
    )  # fmt: skip
    assert "fietsles" not in {each.code for each in invullingen.choices(store, DOSSIER).lijsten}
    # Every template taken away: the answers still say what was asked and answered.
    with store.read() as reading:
        (kept,) = reading.of_dossier(Invulling, DOSSIER)
    assert [(each.vraag, each.waarde) for each in kept.antwoorden] == [("Is de band lek?", "Ja")]
    lijsten.set_in_use(store, "fietsles", True)
    newest = invullingen.begin(store, clock, DOSSIER, "fietsles")
    assert newest.checklist.versie == 2
    assert newest.vorige["band"].in_woorden == "Ja"


def test_a_forged_broken_or_second_copy_of_a_version_changes_nothing(store: SqlStore) -> None:
    ids = CountingIds(7)
    published(store, ids, 1, "Is de band lek?")
    with store.read() as reading:
        (good,) = reading.of_dossier(EigenLijst, ORGANISATIE)
    other = json.loads(good.inhoud)
    other["secties"][0]["items"][0]["tekst"] = "Iets heel anders?"
    text = json.dumps(other)
    shipped = {**other, "code": "signalering-algemeen", "versie": 9}
    with store.write() as uow:
        for record in (
            replace(good, id=ids.new(), inhoud=text, template_hash=template_hash(other)),
            replace(good, id=ids.new(), versie=2, inhoud=text),
            replace(good, id=ids.new(), versie=3, inhoud="{"),
            replace(good, id=ids.new(), versie=4, inhoud="[" * 90_000, template_hash=""),
            replace(
                good, id=ids.new(), code="signalering-algemeen", versie=9, inhoud=json.dumps(shipped),
                template_hash=template_hash(shipped),
            ),
        ):  # fmt: skip
            uow.add(record)
        uow.commit()
    with store.read() as reading:
        assert [(each.code, each.versie) for each in lijsten.own(reading)] == [("fietsles", 1)]
        assert lijsten.find(reading, "fietsles").item("band").tekst == "Is de band lek?"
        assert lijsten.find(reading, "signalering-algemeen").versie == 1
        with pytest.raises(Fault):
            lijsten.find(reading, "fietsles", 2)


def test_publishing_the_same_questions_again_is_nothing(store: SqlStore) -> None:
    published(store, CountingIds(7), 1, "Is de band lek?")
    again = lijsten.propose(store, HandClock(), a_workbook(1, "Is de band lek?"), "x.xlsx")
    assert again.gelijk and not again.publiceerbaar
    with pytest.raises(Fault):
        lijsten.publish(store, HandClock(), CountingIds(8), again)
    later = lijsten.propose(store, HandClock(), a_workbook(2, "Is de band lek?"), "x.xlsx")
    assert later.publiceerbaar and later.vorige == 1


def test_the_facts_of_the_organisation_are_one_record(store: SqlStore) -> None:
    ids = CountingIds(7)
    published(store, ids, 1, "Is de band lek?")
    lijsten.set_in_use(store, "fietsles", False)
    published(store, ids, 2, "Is de band lek of zacht?")
    with store.read() as reading:
        assert [each.uit_gebruik for each in reading.everything(Organisatiegegevens)] == [()]
