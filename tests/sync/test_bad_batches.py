"""Any file in the mailbox may be hostile: it is set aside with a code and a sentence, and blocks nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.crypto import canonical, envelope
from app.domain import deelredenen
from app.domain.ops import Deelstand
from app.domain.toestemmingen import Toestemming
from app.ports import BatchStand
from sync import batches
from sync.judging import Judge
from sync.reports import Outcome
from sync.round import RoundReport
from tests.sync.forging import drop_in, forge, header_of, op, sealed
from tests.sync.town import BEGELEIDING, Side, Town, keys_of

Spoil = Callable[[bytes], bytes]


def honest(town: Town, side: Side) -> str:
    """One honest batch of `side` lies in the mailbox; return its name."""
    before = set(town.mailbox.files)
    side.client(BEGELEIDING)
    side.share(town.mailbox)
    (name,) = set(town.mailbox.files) - before
    return name


def set_aside(town: Town) -> list[str]:
    """The codes with which the register sets files aside in a round; every one has a sentence."""
    report: RoundReport = town.register.share(town.mailbox, apply_imports=True)
    assert all(item.sentence and item.sender for item in report.fetched.set_aside)
    return [item.code for item in report.fetched.set_aside]


def assert_others_go_on(town: Town, bram: Side) -> None:
    dossier = bram.client(BEGELEIDING)
    bram.share(town.mailbox)
    town.register.share(town.mailbox, apply_imports=True)
    assert town.register.person(dossier) is not None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: b"",
        lambda data: data + b"\x00",
        lambda data: bytes([*data[:200], data[200] ^ 1, *data[201:]]),
        lambda data: b"troep" * 100,
    ],
    ids=["half", "one-short", "empty", "one-more", "one-bit", "junk"],
)
def test_a_damaged_file_is_set_aside_and_mended_by_its_sender(
    town: Town, ans: Side, bram: Side, spoil: Spoil
) -> None:
    name = honest(town, ans)
    sound = town.mailbox.files[name]
    town.mailbox.files[name] = spoil(sound)
    assert set_aside(town) == [deelredenen.BATCH_BESCHADIGD]
    assert town.register.counts() == {}
    assert set_aside(town) == []
    assert_others_go_on(town, bram)
    # The register asked for it again; the sender puts the same bytes.
    assert ans.share(town.mailbox).sent.repaired == 1
    assert town.mailbox.files[name] == sound
    town.register.share(town.mailbox, apply_imports=True)
    assert town.register.counts()["inburgeraar"] == 2


def test_a_flipped_file_under_a_fitting_name_is_refused_by_the_envelope(town: Town, ans: Side) -> None:
    name = honest(town, ans)
    data = bytearray(town.mailbox.files.pop(name))
    data[-20] ^= 1
    header = header_of(town, ans, seq=1)
    drop_in(town, bytes(data), header)
    assert set_aside(town) == [envelope.ENVELOP_BESCHADIGD.code]


def test_a_file_that_is_too_big_is_not_even_fetched(
    town: Town, ans: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest(town, ans)
    monkeypatch.setattr(batches, "MAX_FILE", 100)
    assert set_aside(town) == [deelredenen.BATCH_TE_GROOT]


def test_a_stranger_in_somebodys_stream(town: Town, ans: Side, bram: Side) -> None:
    stranger = keys_of("Vreemdeling")
    header = header_of(town, ans)
    drop_in(town, sealed(header, {"ops": []}, stranger, [town.register.keys.public]), header)
    assert set_aside(town) == [envelope.ENVELOP_AFZENDER_ONBEKEND.code]
    assert_others_go_on(town, bram)


def test_one_device_in_the_stream_of_another(town: Town, ans: Side, bram: Side) -> None:
    header = header_of(town, ans)
    drop_in(town, sealed(header, {"ops": [op(bram)]}, bram.keys, [town.register.keys.public]), header)
    assert set_aside(town) == [envelope.ENVELOP_AFZENDER_ONBEKEND.code]
    assert town.register.counts() == {}


def test_a_batch_for_somebody_else(town: Town, ans: Side, bram: Side) -> None:
    header = header_of(town, ans)
    drop_in(town, sealed(header, {"ops": [op(ans)]}, ans.keys, [bram.keys.public]), header)
    assert set_aside(town) == [envelope.ENVELOP_NIET_VOOR_MIJ.code]
    assert_others_go_on(town, bram)


def test_practice_and_real_never_mix(town: Town, ans: Side) -> None:
    real = keys_of("Ans", practice=False)
    header = header_of(town, ans)
    real_register = keys_of("Cora", practice=False)
    drop_in(town, sealed(header, {"ops": []}, real, [real_register.public]), header)
    assert set_aside(town) == [envelope.ENVELOP_NIET_VOOR_MIJ.code]


@pytest.mark.parametrize("place", [{"seq": 7}, {"epoch": 3}], ids=["seq", "epoch"])
def test_a_batch_at_another_place_than_it_says(town: Town, ans: Side, place: dict[str, int]) -> None:
    header = header_of(town, ans)
    body = {"ops": [op(ans)]}
    drop_in(town, sealed(header, body, ans.keys, [town.register.keys.public]), header, **place)
    assert set_aside(town) == [deelredenen.BATCH_VERKEERDE_PLAATS]
    with town.register.store.read() as reading:
        assert not [state for state in reading.ledger.streams_in(header.stream) if state.beyond]


def test_a_batch_of_another_stream_in_this_one(town: Town, ans: Side) -> None:
    header = header_of(town, ans, stream="een-andere")
    stream = town.peer(ans).device.stream
    drop_in(town, sealed(header, {"ops": []}, ans.keys, [town.register.keys.public]), header, stream=stream)
    assert set_aside(town) == [deelredenen.BATCH_VERKEERDE_PLAATS]


def test_duplicates_under_another_name_change_nothing(town: Town, ans: Side) -> None:
    name = honest(town, ans)
    town.register.share(town.mailbox, apply_imports=True)
    before = town.register.counts()
    header = header_of(town, ans, seq=1)
    drop_in(town, town.mailbox.files[name], header, seq=9)
    assert set_aside(town) == [deelredenen.BATCH_VERKEERDE_PLAATS]
    assert town.register.counts() == before


def test_a_body_that_is_no_body(town: Town, ans: Side, bram: Side) -> None:
    forge(town, ans, body={"ops": "geen lijst"})
    assert set_aside(town) == []
    with town.register.store.read() as reading:
        (batch,) = reading.ledger.batches_in(BatchStand.GEWEIGERD)
    assert batch.reden == deelredenen.BATCH_ONLEESBAAR
    assert batch.data, "it is kept, for whoever wants to look"
    assert_others_go_on(town, bram)


@pytest.mark.parametrize("body", [[], "tekst", 1, None, {"ops": [{}] * 201}, {"again": [[1]]}])
def test_more_bodies_that_are_no_body(town: Town, ans: Side, body: Any) -> None:
    forge(town, ans, body=canonical.encode(body))
    set_aside(town)
    with town.register.store.read() as reading:
        assert [item.reden for item in reading.ledger.batches_in(BatchStand.GEWEIGERD)] == [
            deelredenen.BATCH_ONLEESBAAR
        ]


@pytest.mark.parametrize("more", [{"schema": 2}, {"min_reader": 2}, {"kind": "iets-nieuws"}])
def test_a_batch_of_a_newer_version_is_held_and_never_guessed_at(
    town: Town, ans: Side, bram: Side, more: dict[str, Any]
) -> None:
    forge(town, ans, **more)
    report = town.register.share(town.mailbox, apply_imports=True)
    assert report.fetched.held == 1
    assert town.register.counts() == {}
    with town.register.store.read() as reading:
        (batch,) = reading.ledger.batches_in(BatchStand.WACHT_OP_DEEL)
    assert (batch.reden, bool(batch.data)) == (deelredenen.UPDATE_NODIG, True)
    assert_others_go_on(town, bram)


GOOD_TASK = {"omschrijving": "Bellen"}
BAD_OPS: dict[str, tuple[dict[str, Any], str, Outcome]] = {
    "no-op-id": ({"op_id": ""}, deelredenen.ONLEESBAAR, Outcome.APART),
    "long-id": ({"record_id": "x" * 65}, deelredenen.ONLEESBAAR, Outcome.APART),
    "path-in-id": ({"record_id": "../x"}, deelredenen.ONLEESBAAR, Outcome.APART),
    "bad-clock": ({"hlc": "gisteren"}, deelredenen.ONLEESBAAR, Outcome.APART),
    "bad-clock-digits": ({"hlc": "١" * 13 + "-00000-x"}, deelredenen.ONLEESBAAR, Outcome.APART),
    "negative-base": ({"base_rev": -1}, deelredenen.ONLEESBAAR, Outcome.APART),
    "text-base": ({"base_rev": "1"}, deelredenen.ONLEESBAAR, Outcome.APART),
    "no-fields": ({"fields": {}}, deelredenen.ONLEESBAAR, Outcome.APART),
    "fields-no-table": ({"fields": [1]}, deelredenen.ONLEESBAAR, Outcome.APART),
    "odd-field-name": ({"fields": {"__class__": "x"}}, deelredenen.ONLEESBAAR, Outcome.APART),
    "long-text": ({"fields": {"omschrijving": "x" * 100_001}}, deelredenen.ONLEESBAAR, Outcome.APART),
    "long-actor": ({"actor": "x" * 201}, deelredenen.ONLEESBAAR, Outcome.APART),
    "wrong-type": ({"fields": {"omschrijving": 5}}, deelredenen.ONLEESBAAR, Outcome.APART),
    "wrong-date": ({"fields": {**GOOD_TASK, "voor_op": "31-02"}}, deelredenen.ONLEESBAAR, Outcome.APART),
    "person-of-another": (
        {"soort": "inburgeraar", "record_id": "d2", "fields": {"voornamen": "X"}},
        deelredenen.ANDER_DOSSIER,
        Outcome.APART,
    ),
    "patch-of-nothing": (
        {"kind": "patch", "fields": {"wie": "ik"}},
        deelredenen.BASIS_ONTBREEKT,
        Outcome.APART,
    ),
    "no-grant": ({}, deelredenen.GEEN_TOESTEMMING, Outcome.GEWEIGERD),
    "new-kind": ({"kind": "teleport"}, deelredenen.UPDATE_NODIG, Outcome.WACHT),
    "new-soort": ({"soort": "horoscoop"}, deelredenen.UPDATE_NODIG, Outcome.WACHT),
    "new-schema": ({"schema_v": 2}, deelredenen.UPDATE_NODIG, Outcome.WACHT),
    "new-field": ({"fields": {**GOOD_TASK, "kleur": "rood"}}, deelredenen.UPDATE_NODIG, Outcome.WACHT),
    "tombstone": ({"kind": "tombstone"}, deelredenen.UPDATE_NODIG, Outcome.WACHT),
}


@pytest.mark.parametrize("case", BAD_OPS)
def test_a_bad_op_is_set_aside_and_the_rest_goes_on(town: Town, ans: Side, case: str) -> None:
    change, reden, outcome = BAD_OPS[case]
    dossier = ans.client(BEGELEIDING)
    ans.share(town.mailbox)
    with ans.store.read() as reading:
        (grant,) = reading.of_dossier(Toestemming, dossier)
    good = {"dossier_id": dossier, "grants": [[[grant.id], ["omschrijving", "wie", "voor_op"]]]}
    bad = op(ans, **{"dossier_id": dossier, **change})
    if case in ("wrong-type", "wrong-date"):
        bad["grants"] = good["grants"]
    forge(town, ans, [op(ans, record_id="t1", **good), bad, op(ans, record_id="t2", **good)], count=3)
    report = town.register.share(town.mailbox, apply_imports=True)
    rows = [row for one in report.imports for row in one.rows][-3:]
    assert [row.uitkomst for row in rows] == [Outcome.NIEUW, outcome, Outcome.NIEUW]
    assert rows[1].reden == reden
    assert deelredenen.sentence(reden) != reden
    assert town.register.counts()["taak"] == 2


@pytest.mark.logs_warning
def test_an_op_that_breaks_something_inside_is_set_aside(
    town: Town, ans: Side, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    dossier = ans.client(BEGELEIDING)
    visit = ans.visit(dossier, "Breekpunt")
    other = ans.visit(dossier, "Gewoon")
    ans.share(town.mailbox)
    real = Judge.judge

    def breaks(self: Judge, one: Any, written_on: Any) -> Any:
        if one.fields.get("samenvatting") == "Breekpunt":
            raise RuntimeError("Breekpunt")
        return real(self, one, written_on)

    monkeypatch.setattr(Judge, "judge", breaks)
    report = town.register.share(town.mailbox, apply_imports=True)
    rows = {row.record_id: row for one in report.imports for row in one.rows}
    assert (rows[visit].uitkomst, rows[visit].reden) == (Outcome.APART, deelredenen.NIET_TE_VERWERKEN)
    assert rows[other].uitkomst is Outcome.NIEUW
    assert "Breekpunt" not in caplog.text
    caplog.clear()
    ans.share(town.mailbox)
    assert ans.stand(visit) is Deelstand.APART_GEZET


def test_a_hostile_device_cannot_write_in_a_dossier_of_another(town: Town, ans: Side, bram: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    with ans.store.read() as reading:
        (grant,) = reading.of_dossier(Toestemming, dossier)
    fields = {"voornamen": "Mallory"}
    forge(
        town,
        bram,
        [
            op(
                bram,
                soort="inburgeraar",
                kind="patch",
                record_id=dossier,
                dossier_id=dossier,
                fields=fields,
                base_rev=99,
                grants=[[[grant.id], ["voornamen"]]],
            )
        ],
    )
    report = town.register.share(town.mailbox, apply_imports=True)
    (row,) = [row for one in report.imports for row in one.rows]
    assert (row.uitkomst, row.reden) == (Outcome.APART, deelredenen.NIET_IN_CASELOAD)
    assert town.register.person(dossier).voornamen == "Yousef"


def test_a_record_cannot_be_moved_to_another_dossier(town: Town, ans: Side) -> None:
    dossier, other = ans.client(BEGELEIDING), ans.client(BEGELEIDING)
    visit = ans.visit(dossier)
    town.everybody()
    forge(
        town,
        ans,
        [
            op(
                ans,
                soort="contactmoment",
                record_id=visit,
                dossier_id=other,
                kind="patch",
                fields={"tolk": "x"},
            )
        ],
    )
    report = town.register.share(town.mailbox, apply_imports=True)
    (row,) = [row for one in report.imports for row in one.rows]
    assert (row.uitkomst, row.reden) == (Outcome.APART, deelredenen.ANDER_DOSSIER)


def test_a_finished_record_cannot_be_rewritten(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    visit = ans.visit(dossier, "Zo was het.")
    town.everybody()
    with ans.store.read() as reading:
        (grant,) = reading.of_dossier(Toestemming, dossier)
    forge(
        town,
        ans,
        [
            op(
                ans,
                soort="contactmoment",
                record_id=visit,
                dossier_id=dossier,
                kind="patch",
                fields={"samenvatting": "Zo was het niet."},
                base_rev=99,
                grants=[[[grant.id], ["samenvatting"]]],
            )
        ],
    )
    report = town.register.share(town.mailbox, apply_imports=True)
    (row,) = [row for one in report.imports for row in one.rows]
    assert (row.uitkomst, row.reden) == (Outcome.APART, deelredenen.ALLEEN_AANVULLEN)


def test_a_private_field_that_comes_anyway_is_refused(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    with ans.store.read() as reading:
        (grant,) = reading.of_dossier(Toestemming, dossier)
    forge(
        town,
        ans,
        [
            op(
                ans,
                soort="inburgeraar",
                record_id=dossier,
                dossier_id=dossier,
                kind="patch",
                fields={"bijzonderheden": "Geheim", "telefoon": "06-7"},
                base_rev=1,
                grants=[[[grant.id], ["bijzonderheden", "telefoon"]]],
            )
        ],
    )
    report = town.register.share(town.mailbox, apply_imports=True)
    (row,) = [row for one in report.imports for row in one.rows]
    assert row.reden == deelredenen.DEELS_GEEN_TOESTEMMING
    there = town.register.person(dossier)
    assert (there.bijzonderheden, there.telefoon) == ("", "06-7")


def test_many_damaged_files_do_not_keep_us_busy(town: Town, ans: Side) -> None:
    class Counting:
        def __init__(self, inner: Any) -> None:
            self.inner = inner
            self.gets = 0

        def get(self, name: str, limit: int) -> bytes:
            self.gets += 1
            return bytes(self.inner.get(name, limit))

        def __getattr__(self, name: str) -> Any:
            return getattr(self.inner, name)

    honest(town, ans)
    header = header_of(town, ans)
    for seq in range(50, 150):
        drop_in(town, b"troep", header, seq=seq, digest=f"{seq:064x}"[::-1])
    counting = Counting(town.mailbox)
    town.register.share(counting)
    first = counting.gets
    town.register.share(counting)
    assert first == 101
    assert counting.gets - first <= 20
