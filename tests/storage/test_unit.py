"""The one mechanism: whatever is written, commit derives outbox, log, index and Changes from it, or nothing at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError

from app.domain.contactmomenten import Contactmoment
from app.domain.inburgeraar import Inburgeraar
from app.domain.ops import Deelstand, OpKind
from app.domain.toestemmingen import Besluit
from app.faults import Fault
from app.ports import REGISTER, ClientFilter
from storage import store as store_module
from storage.store import SqlStore
from tests.worlds import CountingIds, HandClock, consent, contact, person


def fill(store: SqlStore, *records: object) -> None:
    with store.write() as uow:
        for record in records:
            uow.add(record)  # type: ignore[arg-type]
        uow.commit()


def test_one_write_gives_op_log_index_card_and_changes(store: SqlStore) -> None:
    with store.write() as uow:
        uow.add(person("d1"))
        uow.add(contact("c1", "d1"))
        changes = uow.commit()
    assert changes.concerns("contactmoment", dossier_id="d1")
    assert changes.concerns("inburgeraar")
    assert not changes.concerns("signaal")
    with store.read() as reading:
        ops = reading.ledger.outbox(REGISTER)
        assert [(row.op.soort, row.op.kind) for row in ops] == [
            ("inburgeraar", OpKind.CREATE),
            ("contactmoment", OpKind.APPEND),
        ]
        assert [(row.actie, row.soort, row.wie) for row in reading.log()] == [
            ("C", "inburgeraar", "Ans Vermeer"),
            ("C", "contactmoment", "Ans Vermeer"),
        ]
        assert reading.search("fietsen")[0].record_id == "c1"
        (card,) = reading.clients(ClientFilter())
        assert (card.naam, card.laatste_contact) == (
            "Yousef Al Haddad",
            contact("c1", "d1").plaatsgevonden_op,
        )
        assert card.deelstand is Deelstand.BLIJFT_HIER, "nobody asked for consent: nothing waits to go"


def test_leaving_without_commit_undoes_everything(store: SqlStore) -> None:
    with store.write() as uow:
        uow.add(person("d1"))
        uow.save_draft("contact:d1", "d1", {"onderwerp": "half"})
        assert uow.of_dossier(Inburgeraar, "d1")
    with store.read() as reading:
        assert reading.counts()["inburgeraar"] == 0
        assert reading.ledger.outbox(REGISTER) == ()
        assert reading.log() == ()
        assert reading.search("Yousef") == ()
        assert reading.drafts() == ()


def test_private_fields_are_never_in_an_op(store: SqlStore) -> None:
    fill(store, person("d1", bijzonderheden="Niet doorvertellen."), contact("c1", "d1", duiding="Mijn idee."))
    with store.read() as reading:
        names = {name for row in reading.ledger.outbox(REGISTER) for name in row.op.fields}
    assert "samenvatting" in names
    assert not names & {"aantekening", "duiding", "bijzonderheden"}


def test_a_change_of_private_fields_alone_makes_no_op(store: SqlStore) -> None:
    fill(store, person("d1"))
    with store.write() as uow:
        uow.ledger.drop_outbox(uow.ledger.outbox(REGISTER))
        uow.replace(replace(person("d1"), bijzonderheden="Alleen hier."))
        uow.commit()
    with store.read() as reading:
        assert reading.ledger.outbox(REGISTER) == ()
        assert reading.log()[-1].actie == "U"


def test_edits_fold_into_the_unsealed_op_so_that_what_was_typed_over_never_leaves(store: SqlStore) -> None:
    fill(store, person("d1", telefoon="0611111111"))
    for number in ("0622222222", "0633333333"):
        with store.write() as uow:
            uow.replace(person("d1", telefoon=number))
            uow.commit()
    with store.read() as reading:
        (row,) = reading.ledger.outbox(REGISTER)
    assert row.op.kind is OpKind.CREATE
    assert row.op.fields["telefoon"] == "0633333333"


def test_two_writes_to_one_record_in_one_unit_make_one_op_and_one_log_row(store: SqlStore) -> None:
    with store.write() as uow:
        uow.add(person("d1"))
        uow.replace(person("d1", telefoon="0611111111"))
        assert uow.of_dossier(Inburgeraar, "d1")[0].telefoon == "0611111111"
        uow.replace(person("d1", telefoon="0622222222"))
        uow.commit()
    with store.read() as reading:
        assert reading.get(Inburgeraar, "d1") == person("d1", telefoon="0622222222")
        assert len(reading.ledger.outbox(REGISTER)) == 1
        assert len(reading.log()) == 1


def test_replacing_without_a_change_writes_nothing(store: SqlStore) -> None:
    fill(store, person("d1"))
    with store.write() as uow:
        uow.replace(person("d1"))
        assert not uow.commit()
    with store.read() as reading:
        assert len(reading.log()) == 1


def test_an_append_only_record_is_never_replaced(store: SqlStore) -> None:
    fill(store, person("d1"), contact("c1", "d1"))
    with store.write() as uow, pytest.raises(TypeError, match="supersede"):
        uow.replace(contact("c1", "d1", onderwerp="Anders"))


def test_the_same_id_twice_is_refused_and_nothing_stays(store: SqlStore) -> None:
    fill(store, person("d1"))
    with pytest.raises(DBAPIError), store.write() as uow:
        uow.add(contact("c1", "d1"))
        uow.add(person("d1"))
        uow.commit()
    with store.read() as reading:
        assert reading.counts()["contactmoment"] == 0


def test_a_superseding_contact_makes_a_supersede_op(store: SqlStore) -> None:
    fill(store, person("d1"), contact("c1", "d1"), contact("c2", "d1", vervangt="c1"))
    with store.read() as reading:
        kinds = {row.op.record_id: row.op.kind for row in reading.ledger.outbox(REGISTER)}
        assert kinds["c2"] is OpKind.SUPERSEDE
        assert reading.get(Contactmoment, "c1") is not None


def test_a_grant_lets_what_stayed_be_weighed_again(store: SqlStore) -> None:
    fill(store, person("d1"), contact("c1", "d1"))
    with store.write() as uow:
        uow.ledger.withhold([replace(row, reden="geen_toestemming") for row in uow.ledger.outbox(REGISTER)])
        uow.commit()
    with store.read() as reading:
        assert reading.ledger.outbox(REGISTER) == ()
        assert reading.shares(["c1"])["c1"].stand is Deelstand.BLIJFT_HIER
        assert reading.ledger.facts().withheld == 2
    fill(store, consent("t1", "d1", "gemeente-begeleiding"))
    with store.read() as reading:
        assert reading.ledger.outbox(REGISTER)[0].op.soort == "toestemming"
        assert len(reading.ledger.outbox(REGISTER)) == 3


def test_a_withdrawal_goes_first_in_the_outbox(store: SqlStore) -> None:
    fill(store, person("d1"), contact("c1", "d1"), consent("t1", "d1", "gemeente-begeleiding"))
    fill(store, consent("t2", "d1", "gemeente-begeleiding", Besluit.INGETROKKEN, trekt_in="t1"))
    with store.read() as reading:
        assert [row.op.record_id for row in reading.ledger.outbox(REGISTER)] == ["t2", "t1", "d1", "c1"]


def test_reading_and_exporting_are_logged_without_a_write(store: SqlStore) -> None:
    with store.write() as uow:
        uow.note_access("d1", "R", soort="dossier", grond="begeleiding")
        assert not uow.commit()
    with store.read() as reading:
        (row,) = reading.log(dossier_id="d1")
        assert (row.actie, row.grond, row.namens) == ("R", "begeleiding", "Lijnhuis")


def test_drafts_and_settings_come_back_as_they_were(store: SqlStore, clock: HandClock) -> None:
    with store.write() as uow:
        uow.save_draft("contact:d1", "d1", {"onderwerp": "half", "plaats": [1, 2]})
        uow.put_setting("thema", {"donker": True})
        assert uow.commit().concerns("concept", dossier_id="d1")
    with store.read() as reading:
        draft = reading.draft("contact:d1")
        assert draft is not None
        assert (draft.inhoud, draft.bewaard_op) == ({"onderwerp": "half", "plaats": [1, 2]}, clock.now())
        assert reading.setting("thema") == {"donker": True}
        assert reading.setting("onbekend") is None
    with store.write() as uow:
        uow.drop_draft("contact:d1")
        uow.commit()
    with store.read() as reading:
        assert reading.draft("contact:d1") is None


def test_a_savepoint_undoes_its_inside_only(store: SqlStore) -> None:
    with store.write() as uow:
        uow.add(person("d1"))
        with pytest.raises(RuntimeError), uow.savepoint():
            uow.add(contact("c1", "d1"))
            uow.note_access("d1", "R")
            raise RuntimeError
        with uow.savepoint():
            uow.add(contact("c2", "d1"))
        uow.commit()
    with store.read() as reading:
        assert [item.id for item in reading.of_dossier(Contactmoment, "d1")] == ["c2"]
        assert [row.record_id for row in reading.log()] == ["d1", "c2"]
        assert {row.op.record_id for row in reading.ledger.outbox(REGISTER)} == {"d1", "c2"}
    assert store.verify().ok


def test_after_a_failed_commit_nothing_more_is_written(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: object) -> None:
        store._guard.commit_failed()
        raise Fault(store_module.BEVROREN)

    monkeypatch.setattr(store, "_commit", fail)
    with pytest.raises(Fault, match="opslag-bevroren"), store.write() as uow:
        uow.add(person("d1"))
        uow.commit()
    with pytest.raises(Fault, match="opslag-bevroren"):
        store.write()
    with store.read() as reading:
        assert reading.counts()["inburgeraar"] == 0


def test_names_are_found_in_other_spellings_and_scripts(store: SqlStore) -> None:
    fill(
        store,
        person("d1"),
        person("d2", voornamen="Tsegay", achternaam="Gebremedhin", andere_spellingen=("ጸጋይ",)),
    )
    with store.read() as reading:
        for words in ("yousef", "Jusuf", "يوسف", "al had"):
            assert [hit.dossier_id for hit in reading.search(words)] == ["d1"], words
        for words in ("Tsegai", "ጸጋይ"):
            assert [row.dossier_id for row in reading.clients(ClientFilter(tekst=words))] == ["d2"], words


@pytest.mark.parametrize("words", ['"', "a OR b", "naam:x*", "(((", "*", "' --", "NEAR(a b)", "\x00", "-"])
def test_no_text_breaks_the_search(store: SqlStore, words: str) -> None:
    fill(store, person("d1"))
    with store.read() as reading:
        reading.search(words)
        reading.clients(ClientFilter(tekst=words))


def test_lists_sort_filter_and_page_in_sql(store: SqlStore) -> None:
    fill(store, *(person(f"d{n}", voornamen="", achternaam=f"Naam{n:03}", fase=1 + n % 8) for n in range(30)))
    with store.read() as reading:
        names = [row.naam for row in reading.clients(ClientFilter(vanaf=10, aantal=5))]
        assert names == ["Naam010", "Naam011", "Naam012", "Naam013", "Naam014"]
        assert reading.clients(ClientFilter(sorteer="fase", aflopend=True))[0].fase == 8
        assert reading.count_clients(ClientFilter()) == 30
        assert reading.count_clients(ClientFilter(status="gesloten")) == 0


def test_the_clock_going_back_never_turns_the_order_of_stamps(
    store: SqlStore, clock: HandClock, ids: CountingIds
) -> None:
    stamps = []
    for hours in (0, -48, 1):
        clock.move(hours=hours)
        fill(store, person(ids.new()))
    with store.read() as reading:
        stamps = [row.op.hlc for row in reading.ledger.outbox(REGISTER)]
    assert stamps == sorted(stamps)


def test_units_of_two_threads_take_turns(store: SqlStore) -> None:
    def write(series: int) -> None:
        for number in range(25):
            with store.write() as uow:
                uow.add(person(f"d{series}-{number}"))
                uow.commit()
            with store.read() as reading:
                assert reading.get(Inburgeraar, f"d{series}-{number}") is not None

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(write, series) for series in range(3)]:
            done.result()
    with store.read() as reading:
        assert reading.counts()["inburgeraar"] == 75
    assert store.verify().ok
