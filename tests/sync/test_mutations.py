"""Rules broken on purpose: for each of them a named test must fail, or that test proves nothing."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain import merging
from app.domain.merging import Merge
from app.domain.records import record_type
from app.domain.toestemmingen import Deelbesluit
from app.faults import Fault
from sync import (
    acknowledging,
    chains,
    fetching,
    importing,
    incoming,
    judging,
    lease,
    moving,
    notices,
    orders,
    outgoing,
    party,
    recovering,
    returning,
    ring,
    sealing,
    wiping,
    withdrawing,
)
from sync.outgoing import _Sender
from tests.sync import (
    fakes,
    test_bad_batches,
    test_chains,
    test_consent,
    test_kills_and_faults,
    test_moving,
    test_recovery,
    test_returning,
    test_revocation,
    test_ring,
    test_two_people,
)
from tests.sync import test_whole_line as line
from tests.sync.town import Town, fake_maker, keys_of

Plant = Callable[[pytest.MonkeyPatch], None]


def everything_goes(record: Any, names: Any, grants: Any, doelen: Any) -> Deelbesluit:
    """A consent rule that says yes to all, private fields too."""
    facts = record_type(type(record)).fields
    return Deelbesluit({name: ("g",) for name in names if name in facts}, {})


def marked_before_it_is_put(self: _Sender) -> bool:
    with self.party.store.read() as reading:
        waiting = reading.ledger.batches_out(self.peer.reader, only_unput=True)
    for batch in waiting:
        with self.party.store.write() as uow:
            uow.ledger.mark_put(batch, self.party.now())
            uow.commit()
        self.mailbox.put(batch.name, batch.data)
        self.report.put += 1
    return True


def keep_no_left_over(real: Any) -> Any:
    def weigh_row(party: Any, uow: Any, row: Any, grants: Any, draft: Any) -> bool:
        done = real(party, uow, row, grants, draft)
        draft.left_over.clear()
        return bool(done)

    return weigh_row


def without_private(real: Any) -> Any:
    """The register's own filter of private fields, taken away."""

    def as_it_stands(uow: Any, group: Any) -> Any:
        op = real(uow, group)
        if op is None:
            return None
        record = uow.get(sealing.BY_SOORT[op.soort], op.record_id)
        return replace(op, fields={**op.fields, **private_of(record)})

    return as_it_stands


def private_of(record: Any) -> dict[str, Any]:
    facts = record_type(type(record)).fields
    plain = sealing.to_fields(record)
    return {n: v for n, v in plain.items() if not facts[n].shared and not facts[n].structural}


def no_isolation(party: Any, peer: Any, uow: Any, batch: Any, *, forced: bool = False) -> Any:
    work = importing._Work(party, peer, uow, batch)
    opened = importing.open_stored(party, peer, batch)
    for parsed in opened.body.ops:
        if parsed.op is not None:
            work._take(parsed, parsed.op, 0, None)
    uow.ledger.set_incoming(work.finished())
    return tuple(work.rows)


def last_wins(kind: Any, current: Any, field_revs: Any, incoming: Any, base_rev: int) -> Merge:
    return Merge(dict(incoming), ())


def owing(real: Any) -> Any:
    def believe(uow: Any, peer: Any, ack: object, at: Any, **more: Any) -> Any:
        acknowledging.owe(uow, peer)
        return real(uow, peer, ack, at, **more)

    return believe


def anybody(self: Any, name: str) -> Any:
    known = [keys_of(one).public for one in ("Ans", "Bram", "Vreemdeling")]
    return next((one for one in known if one.device_id == name), None)


def patched(target: Any, name: str, value: Any) -> Plant:
    return lambda monkeypatch: monkeypatch.setattr(target, name, value)


def both(*plants: Plant) -> Plant:
    def plant(monkeypatch: pytest.MonkeyPatch) -> None:
        for one in plants:
            one(monkeypatch)

    return plant


def revoked_only(who: Any, uow: Any, device_id: str, *, wipe: bool) -> bool:
    known = uow.ledger.device(device_id)
    uow.ledger.put_device(replace(known, status=wiping.DeviceStatus.INGETROKKEN))
    return True


def believed(who: Any, peer: Any, uow: Any, notice: Any) -> None:
    uow.ledger.put_device(replace(uow.ledger.device(peer.reader), wipe="bevestigd"))


def handled(kind: str, how: Callable[..., None]) -> Plant:
    return lambda monkeypatch: monkeypatch.setitem(orders.HANDLERS, kind, how)  # type: ignore[arg-type]


MUTATIONS: dict[str, tuple[Plant, Callable[..., None]]] = {
    "no consent asked when sealing": (
        both(patched(sealing, "weigh", everything_goes), patched(outgoing, "weigh", everything_goes)),
        test_consent.test_every_field_that_leaves_names_a_ground_that_lived,
    ),
    "no consent asked right before sending": (
        patched(_Sender, "_may_go", lambda self, batch: True),
        test_consent.test_what_the_mailbox_lost_is_not_sent_again_after_a_withdrawal,
    ),
    "a withdrawal waits its turn": (
        patched(_Sender, "_overtaken", lambda self: False),
        test_consent.test_a_withdrawal_overtakes_what_waits_of_others_too,
    ),
    "no consent asked at import": (
        patched(judging, "weigh", everything_goes),
        test_consent.test_the_register_asks_again_and_believes_no_device,
    ),
    "a withdrawal is stored and not carried out": (
        patched(withdrawing, "carry_out", lambda *_: {}),
        test_consent.test_a_withdrawal_erases_what_stood_on_it_alone,
    ),
    "a withdrawal waits for the coordinator": (
        patched(incoming, "honour_withdrawals", lambda *_: incoming._report(incoming.Tally())),
        test_consent.test_a_withdrawal_erases_what_stood_on_it_alone,
    ),
    "the only ground is not looked at, everything goes": (
        patched(withdrawing, "_was_for", lambda record, facts, doel: False),
        test_consent.test_what_was_withdrawn_can_be_shared_anew_after_a_new_yes,
    ),
    "a profile that was put back sends at once": (
        patched(returning, "waiting", lambda *_: frozenset()),
        test_returning.test_nothing_is_sent_before_the_other_side_told_what_was_withdrawn,
    ),
    "the wait ends before all that is named is here": (
        patched(returning, "_missing", lambda *_: []),
        test_returning.test_a_device_that_lacks_a_named_withdrawal_stops_and_asks,
    ),
    "our own later files aren't read": (
        patched(_Sender, "_relearn", lambda self, stream: None),
        test_returning.test_the_first_round_alone_learns_what_our_own_later_files_say,
    ),
    "no base revision": (
        patched(judging, "merge_fields", last_wins),
        test_two_people.test_the_same_field_twice_keeps_both_and_asks_a_person,
    ),
    "the latest wins, also for secrecy": (
        patched(merging, "careful", lambda name, ours, theirs: theirs),
        test_two_people.test_in_a_conflict_the_careful_value_stands_for_secrecy,
    ),
    "our own unanswered ops count as somebody else's": (
        patched(sealing, "_own_earlier", lambda *_: ()),
        line.test_two_rounds_before_an_answer_are_no_dispute,
    ),
    "what is being typed is overwritten": (
        patched(fakes.FakeLedger, "unconfirmed_fields", lambda self, record_id: frozenset()),
        test_two_people.test_what_is_being_typed_is_not_overwritten,
    ),
    "the chain is not looked at": (
        patched(chains, "_follows", lambda batch, state: True),
        test_chains.test_a_batch_that_follows_on_something_else_is_set_aside,
    ),
    "two batches of one number are both taken": (
        patched(chains, "_counts", lambda batch: False),
        test_chains.test_two_copies_of_a_device_are_reported_and_lose_nothing,
    ),
    "a gap is not noticed": (
        patched(chains, "gap_before", lambda ledger, batch: False),
        test_chains.test_consent_in_a_lost_batch_holds_what_needs_it,
    ),
    "what was applied is forgotten": (
        patched(fakes.FakeLedger, "is_applied", lambda self, op_ids: {}),
        test_chains.test_the_same_op_in_a_new_batch_does_nothing_and_is_answered_again,
    ),
    "nothing is asked for again": (
        patched(acknowledging, "wanted_again", lambda *_: ()),
        test_bad_batches.test_a_damaged_file_is_set_aside_and_mended_by_its_sender,
    ),
    "a device that was put back goes on in its old numbers": (
        patched(_Sender, "_is_ours", lambda self, entry: False),
        test_chains.test_a_restored_device_sees_its_own_later_files_before_it_sends,
    ),
    "acknowledgements are acknowledged": (
        patched(acknowledging, "believe", owing(acknowledging.believe)),
        line.test_a_round_with_nothing_new_puts_nothing,
    ),
    "any known device may write in any stream": (
        patched(fetching._Fetcher, "_sender", anybody),
        test_bad_batches.test_one_device_in_the_stream_of_another,
    ),
    "any dossier may be written": (
        patched(judging.Judge, "_place", lambda self, op: None),
        test_bad_batches.test_a_hostile_device_cannot_write_in_a_dossier_of_another,
    ),
    "one bad op stops its batch": (
        patched(incoming, "import_batch", no_isolation),
        test_bad_batches.test_an_op_that_breaks_something_inside_is_set_aside,
    ),
    "sent is said before it is put": (
        patched(_Sender, "put_all", marked_before_it_is_put),
        test_kills_and_faults.test_nothing_says_sent_before_it_is_put,
    ),
    "what had to stay of an op is lost": (
        patched(sealing, "_weigh_row", keep_no_left_over(sealing._weigh_row)),
        line.test_a_record_that_is_half_allowed_goes_half_and_the_rest_follows,
    ),
    "the register sends what is private": (
        patched(sealing, "_as_it_stands", without_private(sealing._as_it_stands)),
        line.test_private_fields_of_the_coordinator_never_leave_either,
    ),
    "a newer version is guessed at": (
        patched(fetching.batches, "is_readable", lambda header: True),
        test_bad_batches.test_a_batch_of_a_newer_version_is_held_and_never_guessed_at,
    ),
    "what a revoked device had sent waits as if nothing happened": (
        patched(wiping, "revoke", revoked_only),
        test_revocation.test_a_person_may_take_over_what_was_set_aside,
    ),
    "a device is believed that says unasked that it was wiped": (
        handled("wiped", believed),
        test_revocation.test_a_device_cannot_say_that_it_was_wiped_when_nobody_asked,
    ),
    "after a wipe what got lost is not put again": (
        patched(wiping, "is_wiped", lambda reading: False),
        test_revocation.test_what_a_wiped_device_had_put_is_put_again_when_it_gets_lost,
    ),
    "a notice is never done with": (
        patched(notices, "acknowledged", lambda *_: None),
        test_revocation.test_a_notice_that_got_lost_comes_again,
    ),
    "a lease clears what is here alone": (
        patched(lease, "_is_ours_alone", lambda *_: False),
        test_revocation.test_what_is_unsent_or_private_is_never_cleared,
    ),
    "nobody notices that the other side was put back": (
        both(
            patched(_Sender, "_lost", lambda *_: None),
            patched(chains, "is_newest", lambda ledger, batch: False),
        ),
        test_recovery.test_a_restored_register_gets_back_what_it_had_acknowledged,
    ),
    "a register that was put back goes on with low revisions": (
        patched(recovering, "put_back_in_time", lambda *_: None),
        test_recovery.test_a_restore_from_the_menu_is_noticed_before_anything_is_said,
    ),
    "what has no ground goes over on the stick": (
        patched(moving, "weigh", everything_goes),
        test_moving.test_only_what_the_grounds_let_go,
    ),
    "what changed after the file was made is erased": (
        patched(moving, "_mark_of", lambda record: "x" * 32),
        test_moving.test_what_was_changed_after_the_file_was_made_stays,
    ),
    "practice and real hand over to each other": (
        patched(moving, "require_same_world", lambda *_: None),
        test_moving.test_practice_and_real_never_meet,
    ),
    "anybody may sign a ring": (
        patched(ring, "_signed_by", lambda *_: True),
        test_ring.test_a_ring_that_does_not_follow_changes_nothing,
    ),
    "any ring follows on any other": (
        patched(ring, "check", lambda *_: None),
        test_ring.test_a_ring_that_does_not_follow_changes_nothing,
    ),
    "a second reader is forgotten": (
        patched(party, "_readers_of", lambda kept: []),
        test_ring.test_a_second_coordinator_is_a_second_recipient_until_dropped,
    ),
    "practice keys come into a real ring": (
        patched(ring, "require_same_world", lambda *_: None),
        test_ring.test_practice_keys_are_refused_by_a_real_register_and_the_other_way_round,
    ),
}


NOTICED = (
    AssertionError,
    Fault,
    RuntimeError,
    ValueError,
    AttributeError,
    KeyError,
    pytest.fail.Exception,
)


def arguments(
    test: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> dict[str, Any]:
    """What the named test asks for, made as its fixtures would, on the fake store."""
    town = Town(fake_maker(tmp_path))
    wanted = inspect.signature(test).parameters
    made: dict[str, Any] = {"town": town, "monkeypatch": monkeypatch, "caplog": caplog}
    if "box" in wanted:
        town.mailbox = made["box"] = test_consent.Broken()
    made["ans"] = town.device("Ans")
    if "bram" in wanted:
        made["bram"] = town.device("Bram")
    if "dossier" in wanted:
        made["dossier"] = test_two_people.shared_dossier(town, made["ans"], made["bram"])
    made.update(
        case="stranger",
        first="one",
        spoil=lambda data: bytes([data[0], data[1] ^ 1, *data[2:]]),
        more={"min_reader": 2},
    )
    return {name: made[name] for name in wanted}


@pytest.mark.logs_warning
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_the_broken_rule_is_noticed(
    mutation: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    plant, named = MUTATIONS[mutation]
    found = arguments(named, tmp_path, monkeypatch, caplog)
    plant(monkeypatch)
    with pytest.raises(NOTICED):
        named(**found)


@pytest.mark.logs_warning
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_the_same_test_passes_when_nothing_is_broken(
    mutation: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _, named = MUTATIONS[mutation]
    named(**arguments(named, tmp_path, monkeypatch, caplog))


def test_there_are_enough_of_them() -> None:
    assert len(MUTATIONS) >= 39
