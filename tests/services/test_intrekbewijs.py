"""A withdrawal end to end: what the gemeente's receipt says, on paper for the client, and a call when none comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.verstrekkingen import Verstrekking
from app.faults import Fault
from app.services import intrekbewijs, termijnen
from app.services.kalender import today
from app.services.termijnen import DeadlineSoort
from tests.documents.reading import poppler
from tests.sync.town import BEGELEIDING, WERK, Side, Town, real_maker

VEILIGHEID = "gemeente-veiligheid"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(real_maker(tmp_path))


def calls(side: Side) -> list[str]:
    found = termijnen.everywhere(side.store, today(side.clock))
    return [each.tekst for each in found if each.soort is DeadlineSoort.INTREKKING]


def test_the_proof_says_what_was_erased_what_stayed_and_why_in_two_languages(town: Town) -> None:
    ans = town.device("Ans")
    dossier = ans.client()
    for doel in (BEGELEIDING, WERK):
        ans.grant(dossier, doel, taal="ar")
    ans.visit(dossier)
    town.everybody()
    with ans.store.read() as reading:
        from app.domain.toestemmingen import Toestemming

        (given,) = [each for each in reading.of_dossier(Toestemming, dossier) if each.doel == BEGELEIDING]
    from app.domain.toestemmingen import Besluit

    ans.grant(dossier, BEGELEIDING, besluit=Besluit.INGETROKKEN, trekt_in=given.id, taal="ar")
    before = poppler(intrekbewijs.make(ans.store, ans.clock, ans.ids, dossier, BEGELEIDING).data)
    assert "nog niet bevestigd" in before and "Gewist bij" not in before
    town.everybody()
    made = intrekbewijs.make(ans.store, ans.clock, ans.ids, dossier, BEGELEIDING)
    text = poppler(made.data)
    assert "Gewist bij de gemeente" in text and "Archief van de begeleiding" in text
    assert "إثبات السحب" in text and "niet terughalen" in text and "nog niet bevestigd" not in text.lower()
    assert made.verstrekking.kopie == 2
    with ans.store.read() as reading:
        assert len(reading.of_dossier(Verstrekking, dossier)) == 2


def test_after_seven_days_without_a_receipt_somebody_telephones(town: Town) -> None:
    ans = town.device("Ans")
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    ans.withdraw(dossier, BEGELEIDING)
    ans.share(town.mailbox)
    ans.clock.move(days=6)
    assert calls(ans) == []
    ans.clock.move(days=1)
    assert calls(ans) == ["Bel de gemeente: de intrekking is nog niet bevestigd."]
    town.register.clock.move(days=7)
    town.everybody()
    assert calls(ans) == [] and calls(town.register) == []


def test_no_proof_without_a_withdrawal_and_none_about_safety(town: Town) -> None:
    ans = town.device("Ans")
    dossier = ans.client(BEGELEIDING, VEILIGHEID)
    for doel, code in ((BEGELEIDING, "bewijs-niets-ingetrokken"), (VEILIGHEID, "bewijs-niet-op-papier")):
        if doel == VEILIGHEID:
            ans.withdraw(dossier, doel)
        with pytest.raises(Fault) as caught:
            intrekbewijs.make(ans.store, ans.clock, ans.ids, dossier, doel)
        assert caught.value.code == code
