"""Inzage: everything held and sent and who looked; not what others said, and at home no trace of safety."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.signalen import Bron, Signaal
from app.domain.toestemmingen import Besluit
from app.domain.verstrekkingen import Verstrekking
from app.services import catalogue, inzage
from app.services.inzage import Variant
from storage.store import SqlStore
from tests.documents.reading import poppler
from tests.sync.town import BEGELEIDING, Town, real_maker
from tests.worlds import NOON, CountingIds, HandClock, consent, contact

SAFETY, GOSSIP = "Bang voor haar man.", "De buurvrouw zegt dat hij drinkt."


def signal(record_id: str, dossier: str, gebied: Leefgebied, words: str, bron: Bron = Bron.ZELF) -> Signaal:
    return Signaal(
        id=record_id, dossier_id=dossier, leefgebied=gebied, urgentie=Urgentie.SPOED, waarneming=words,
        genoteerd_op=NOON, bron=bron,
    )  # fmt: skip


def filled(store: SqlStore, dossier: str) -> None:
    with store.write() as uow:
        uow.add(contact("c1", dossier))
        uow.add(signal("s1", dossier, Leefgebied.VEILIGHEID_EN_RELATIES, SAFETY))
        uow.add(signal("s2", dossier, Leefgebied.MIDDELEN, GOSSIP, Bron.DERDE))
        uow.add(signal("s3", dossier, Leefgebied.WONEN, "Geen verwarming.", Bron.CLIENT))
        uow.add(consent("t1", dossier, "gemeente-veiligheid", Besluit.GEWEIGERD, taal="ar"))
        uow.commit()


def test_home_says_everything_but_what_others_said_and_safety(
    store: SqlStore, clock: HandClock, dossier_id: str
) -> None:
    filled(store, dossier_id)
    shown = inzage.view(store, clock, dossier_id)
    whole = json.dumps(inzage.as_plain(shown), default=str, ensure_ascii=False).lower()
    assert "fietsen leren" in whole and "geen verwarming" in whole
    assert SAFETY.lower() not in whole and GOSSIP.lower() not in whole
    assert "zeer vertrouwelijk" not in whole, "the working note stays with the begeleider"
    assert "veilig" not in whole, "at home not even a title, a ground or a row of the log points at safety"
    # Two signals, the refusal about safety, and the working note.
    assert (shown.weggelaten, shown.taal) == (4, "ar")
    assert any(each.wie == "Ans Vermeer" and "toegevoegd" in each.deed for each in shown.toegang)
    rows = sum(each.aantal for each in shown.toegang)
    office = inzage.view(store, clock, dossier_id, Variant.KANTOOR)
    assert sum(each.aantal for each in office.toegang) == rows + 3, (
        "two signals and the refusal, at the office only"
    )


def test_the_office_shows_safety_and_still_not_what_others_said(
    store: SqlStore, clock: HandClock, dossier_id: str
) -> None:
    filled(store, dossier_id)
    whole = json.dumps(inzage.as_plain(inzage.view(store, clock, dossier_id, Variant.KANTOOR)), default=str)
    assert SAFETY in whole and GOSSIP not in whole


def test_what_was_sent_names_to_whom_when_and_on_which_ground(tmp_path: Path) -> None:
    town = Town(real_maker(tmp_path))
    ans = town.device("Ans")
    dossier = ans.client(BEGELEIDING)
    ans.visit(dossier)
    assert inzage.view(ans.store, ans.clock, dossier).gedeeld == ()
    town.everybody()
    sent = inzage.view(ans.store, ans.clock, dossier).gedeeld
    assert {each.stand for each in sent} == {"verwerkt"} and {each.aan for each in sent} == {"Lijnhuis"}
    assert any(
        "Samenvatting" in each.gegevens and each.grond.startswith("toestemming van 22-11-2026")
        for each in sent
    )


@pytest.mark.parametrize("taal", catalogue.TALEN)
def test_every_language_has_all_words(taal: str) -> None:
    words = catalogue.papierwoorden(taal)
    assert set(words) == set(catalogue.papierwoorden("nl"))
    assert taal == "nl" or all(words[name] != catalogue.papierwoorden("nl")[name] for name in words)


def test_the_files_are_made_and_registered(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    filled(store, dossier_id)
    made = inzage.make(store, clock, ids, dossier_id)
    text = poppler(made.pdf)
    assert "fietsen leren" in text and "veilig" not in text.lower() and "ما هو محفوظ عنك" in text
    assert json.loads(made.json)["naam"] == "Selam Tesfay"
    with store.read() as reading:
        (kept,) = reading.of_dossier(Verstrekking, dossier_id)
        assert (kept.document, kept.bestand_hash) == ("Inzage", made.verstrekking.bestand_hash)
        assert ("E", "inzage") in {(row.actie, row.soort) for row in reading.log(dossier_id=dossier_id)}
    assert inzage.make(store, clock, ids, dossier_id).verstrekking.kopie == 2
