"""Correction, restriction and erasure that is real: not a word is left in the file, and the proof outlives it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from app.domain.gegevensbesluiten import Gegevensactie
from app.domain.inburgeraar import Inburgeraar
from app.domain.ops import Deelstand
from app.domain.toestemmingen import Toestemming
from app.domain.verstrekkingen import Verstrekking
from app.faults import Fault
from app.ports import ClientFilter, Rol
from app.services import concepten, dossiers, gegevensrechten, inzage, zoeken
from app.services.gegevensrechten import Waarom
from app.services.kalender import today
from storage.store import SqlStore
from tests.documents.reading import poppler
from tests.services.conftest import somebody
from tests.sync.town import BEGELEIDING, Town, real_maker
from tests.worlds import KEY, CountingIds, HandClock, contact, new_store

MARKERS = ("Kwartelkoning", "Zeeprikvis", "Bosuilveer", "Waterspitsmuis")


def pages(path: Path) -> bytes:
    """Decrypt every page of a store with its key, used and free alike (SQLCipher 4, raw key, reserve of 80)."""
    data, found = path.read_bytes(), []
    for start in range(0, len(data), 4096):
        page = data[start : start + 4096]
        begin = 16 if start == 0 else 0
        cipher = Cipher(algorithms.AES256(KEY), modes.CBC(page[-80:-64])).decryptor()
        found.append(cipher.update(page[begin:-80]) + cipher.finalize())
    return b"".join(found)


def markers_in(path: Path) -> list[str]:
    whole = pages(path).lower()
    return [each for each in MARKERS if each.lower().encode() in whole]


def fill(store: SqlStore, clock: HandClock, ids: CountingIds) -> str:
    dossier, _ = dossiers.open_dossier(store, clock, ids, somebody(achternaam=MARKERS[0]))
    with store.write() as uow:
        uow.add(contact("c1", dossier, samenvatting=f"Over de {MARKERS[1]}.", aantekening=MARKERS[2]))
        uow.commit()
    from dataclasses import replace

    with store.write() as uow:
        person = uow.get(Inburgeraar, dossier)
        assert person is not None
        uow.replace(replace(person, bijzonderheden=MARKERS[2]))
        uow.commit()
    with store.write() as uow:
        person = uow.get(Inburgeraar, dossier)
        assert person is not None
        uow.replace(replace(person, bijzonderheden="Niets bijzonders."))
        uow.commit()
    concepten.save(store, f"contact:{dossier}", dossier, {"samenvatting": MARKERS[3]})
    return dossier


def test_not_a_word_is_left_in_the_file_and_the_proof_stays(tmp_path: Path) -> None:
    clock, ids = HandClock(), CountingIds()
    store = new_store(tmp_path, clock=clock, ids=ids, rol=Rol.BEGELEIDER)
    dossier = fill(store, clock, ids)
    from app.services import toestemmingen
    from tests.services.conftest import yes

    toestemmingen.record_decisions(store, clock, ids, dossier, [yes("gemeente-plan")])
    file = tmp_path / "dossiers.db"
    assert markers_in(file) == list(MARKERS), (
        "the control: before the erasure everything is there to be found"
    )
    made = gegevensrechten.erase(store, clock, ids, dossier, Waarom.VERZOEK, "De cliënt vroeg het.")
    assert markers_in(file) == []
    with store.read() as reading:
        assert reading.get(Inburgeraar, dossier) is None
        assert len(reading.of_dossier(Toestemming, dossier)) == 1, "proof of consent outlives the content"
        (paper,) = reading.of_dossier(Verstrekking, dossier)
        assert paper.document == "Bewijs van wissen"
        assert reading.drafts() == () and reading.count_clients(ClientFilter(status="")) == 0
        assert {row.actie for row in reading.log(dossier_id=dossier)} >= {"C", "D"}
    text = poppler(made.data)
    assert MARKERS[0] in text and "Persoon" in text and "niet worden teruggehaald" in text
    assert store.verify().ok
    store.close()


def test_what_is_under_way_or_stands_on_a_yes_is_settled_first_on_both_sides(tmp_path: Path) -> None:
    town = Town(real_maker(tmp_path))
    ans = town.device("Ans", Rol.BEGELEIDER)
    dossier = ans.client(BEGELEIDING)
    ans.visit(dossier)
    ans.share(town.mailbox)

    def wish(side: object, why: Waarom = Waarom.VERZOEK) -> str:
        with pytest.raises(Fault) as caught:
            gegevensrechten.erase(side.store, side.clock, side.ids, dossier, why, "Gevraagd.")  # type: ignore[attr-defined]
        return caught.value.code

    assert wish(ans) == "wissen-onderweg"
    town.everybody()
    assert wish(ans) == "wissen-eerst-intrekken"
    assert wish(ans, Waarom.TERMIJN) == "wissen-nog-open"
    ans.withdraw(dossier, BEGELEIDING)
    town.everybody()
    gegevensrechten.erase(ans.store, ans.clock, ans.ids, dossier, Waarom.VERZOEK, "Gevraagd.")
    register = town.register
    gegevensrechten.erase(register.store, register.clock, register.ids, dossier, Waarom.VERZOEK, "Gevraagd.")
    assert ans.person(dossier) is None and register.person(dossier) is None


def test_a_late_copy_brings_nothing_back_at_the_register(tmp_path: Path) -> None:
    town = Town(real_maker(tmp_path))
    ans = town.device("Ans")
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    register = town.register
    with register.store.write() as uow:
        from app.domain.gegevensbesluiten import Gegevensbesluit

        uow.ledger.erase_dossier(dossier, grond="verzoek", keep=gegevensrechten.PROOF)
        uow.add(
            Gegevensbesluit(
                id=register.ids.new(), dossier_id=dossier, actie=Gegevensactie.WISSEN, reden="x",
                besloten_op=register.clock.now(), besloten_door="Cora",
            )
        )  # fmt: skip
        uow.commit()
    visit = ans.visit(dossier)
    town.everybody()
    assert ans.stand(visit) is Deelstand.GEWEIGERD and ans.reason(visit) == "gewist"
    assert register.person(dossier) is None and "contactmoment" not in register.counts()


def test_restricted_data_is_kept_but_not_used_shown_or_shared(tmp_path: Path) -> None:
    town = Town(real_maker(tmp_path))
    ans = town.device("Ans", Rol.BEGELEIDER)
    dossier = ans.client(BEGELEIDING)
    visit = ans.visit(dossier, "Iets over fietsen.")
    assert ans.stand(visit) is Deelstand.WACHT
    gegevensrechten.decide(ans.store, ans.clock, ans.ids, dossier, Gegevensactie.BEPERKEN, "Betwist.")
    assert ans.stand(visit) is Deelstand.BLIJFT_HIER
    assert ans.share(town.mailbox).sent.ops_put == 0
    with pytest.raises(Fault) as caught:
        dossiers.show(ans.store, dossier, today(ans.clock))
    assert caught.value.code == "dossier-beperkt"
    assert zoeken.find(ans.store, "fietsen") == ()
    assert inzage.view(ans.store, ans.clock, dossier).stukken > 0, "the client may always read it"
    gegevensrechten.decide(ans.store, ans.clock, ans.ids, dossier, Gegevensactie.OPHEFFEN, "Opgelost.")
    assert dossiers.show(ans.store, dossier, today(ans.clock)).persoon.id == dossier
    assert ans.share(town.mailbox).sent.ops_put == 3


def test_the_term_warns_and_a_hold_keeps(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    with store.write() as uow:
        from dataclasses import replace

        person = uow.get(Inburgeraar, dossier_id)
        assert person is not None
        uow.replace(replace(person, afgesloten_op=today(clock)))
        uow.commit()
    assert gegevensrechten.due(store, today(clock)) == ()
    clock.move(days=700)
    (row,) = gegevensrechten.due(store, today(clock))
    assert 0 < row.dagen <= 60
    clock.move(days=40)
    hold = today(clock) + timedelta(days=30)
    gegevensrechten.decide(store, clock, ids, dossier_id, Gegevensactie.VASTHOUDEN, "Klacht loopt.", hold)
    assert gegevensrechten.due(store, today(clock))[0].vastgehouden == "Klacht loopt."
    with pytest.raises(Fault) as caught:
        gegevensrechten.erase(store, clock, ids, dossier_id, Waarom.TERMIJN, "Termijn voorbij.")
    assert caught.value.code == "gegevens-vastgehouden"
    clock.move(days=30)
    gegevensrechten.erase(store, clock, ids, dossier_id, Waarom.TERMIJN, "Termijn voorbij.")
    assert gegevensrechten.due(store, today(clock)) == ()
