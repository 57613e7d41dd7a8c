"""The vectors of docs/format/sync.md: this program refuses each bad one by its code, and reads each good one."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.domain import deelredenen
from app.domain.ops import Deelstand, OpKind
from app.faults import Fault
from app.ports import Device, DeviceStatus, Profile, Rol, StreamOut
from sync import acknowledging, batches, layout, orders, pairing
from sync.party import Peer
from tests.sync.fakes import FakeStore
from tests.vectors import make_sync
from tests.worlds import CountingIds, HandClock

HOUSE = Path(__file__).parents[2]
VECTORS = json.loads((HOUSE / "tests/vectors/sync.json").read_text("ascii"))
SPEC = (HOUSE / "docs/format/sync.md").read_text("utf-8")


def each(kind: str) -> Any:
    return pytest.mark.parametrize("one", VECTORS[kind], ids=lambda one: one.get("case") or repr(one["name"]))


@each("names")
def test_names(one: dict[str, Any]) -> None:
    assert (layout.parse_name(one["name"]) is not None) is one["good"]


@each("ops")
def test_ops(one: dict[str, Any]) -> None:
    parsed = batches.parse_op(one["op"])
    assert (parsed.reden, parsed.op is not None) == (one["reden"], not one["reden"])


@each("bodies")
def test_bodies(one: dict[str, Any]) -> None:
    try:
        batches.decode(base64.b64decode(one["body"]))
        code = ""
    except Fault as fault:
        code = fault.code
    assert code == one["code"]


@each("results")
def test_results(one: dict[str, Any]) -> None:
    body = batches.decode(batches.canonical.encode({"results": [one["result"]]}))
    assert bool(body.results) is one["taken"]


@each("notices")
def test_notices(one: dict[str, Any]) -> None:
    body = batches.decode(batches.canonical.encode({"notices": [one["notice"]]}))
    assert bool(body.notices) is one["taken"]


@each("acks")
def test_acknowledgements(one: dict[str, Any]) -> None:
    """An acknowledgement that isn't believed moves nothing, and starts nothing anew."""
    store = register()
    device = Device(
        device_id="d",
        naam="Ans",
        rol=Rol.VRIJWILLIGER,
        identity=b"",
        status=DeviceStatus.TOEGELATEN,
        stream="s-1",
        their_stream="s-9",
    )
    peer = Peer(device, make_sync.DEVICE.public)
    with store.write() as uow:
        uow.ledger.put_stream_out(
            StreamOut(stream="s-1", reader="d", epoch=1, next_seq=3, digest=make_sync.DIGEST)
        )
        before = store.state.copy()
        trouble = acknowledging.believe(uow, peer, one["ack"], store.clock.now())
        assert trouble is None
        acked = store.state.streams_out["d"].acked
        assert acked == (1 if one["case"] == "whole" else 0)
        if not one["believed"]:
            assert store.state.streams_out == before.streams_out


@each("invitations")
def test_invitations(one: dict[str, Any]) -> None:
    try:
        pairing.read_invitation(base64.b64decode(one["file"]))
        code = ""
    except Fault as fault:
        code = fault.code
    assert code == one["code"]


@each("answers")
def test_answers(one: dict[str, Any]) -> None:
    store = register()
    known = {"token": make_sync.TOKEN.text(), "verloopt": "2027-01-01T00:00:00+00:00", "gebruikt_door": ""}
    store.state.settings[pairing.SETTING] = {make_sync.TOKEN.token_id(): known}
    try:
        pairing.read_answer(store, make_sync.REGISTER, base64.b64decode(one["file"]))
        code = ""
    except Fault as fault:
        code = fault.code
    assert code == one["code"]


def register() -> FakeStore:
    profile = Profile(
        device_id=make_sync.REGISTER.device_id, naam="Loes", rol=Rol.COORDINATOR, practice=False
    )
    return FakeStore(profile, HandClock(), CountingIds(1))


# -- the file and the words agree


def test_the_file_is_what_its_maker_makes() -> None:
    recorded = {one["case"]: one["file"] for one in VECTORS["answers"]}
    assert json.loads(json.dumps(make_sync.vectors(recorded))) == VECTORS


def test_there_are_enough_that_must_be_refused() -> None:
    bad = [one for kind in ("ops", "bodies", "invitations", "answers") for one in VECTORS[kind]]
    refused = sum(bool(one.get("reden") or one.get("code")) for one in bad)
    refused += sum(
        not one.get("taken", one.get("believed", one.get("good")))
        for kind in ("results", "acks", "notices", "names")
        for one in VECTORS[kind]
    )
    assert refused >= 120


def table(heading: str) -> set[str]:
    """The first column of the table under a heading of the specification."""
    part = SPEC.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"^\| `([^`]+)` \|", part, flags=re.MULTILINE))


def test_every_reason_is_written_down() -> None:
    assert table("Reasons") == set(deelredenen.codes())


def test_every_kind_of_op_batch_and_notice_is_written_down() -> None:
    assert table("Ops") >= {kind.value for kind in OpKind}
    assert table("Batches") >= set(batches.KINDS)
    assert table("Notices") >= set(orders.HANDLERS)
    assert table("States") == {stand.value for stand in Deelstand}


def test_every_limit_is_written_down() -> None:
    for limit in (
        batches.MAX_OPS,
        batches.MAX_RESULTS,
        batches.MAX_AGAIN,
        batches.MAX_AFTER,
        batches.MAX_NOTICES,
        batches.MAX_FIELDS,
        batches.MAX_ITEMS,
        batches.MAX_TEXT,
        acknowledging.MAX_BEYOND,
        acknowledging.MAX_EPOCHS,
    ):
        assert f"{limit:,}" in SPEC, limit
