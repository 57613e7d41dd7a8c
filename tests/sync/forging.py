"""Batches that no honest program makes: any header, any body, any signer, any place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.crypto import canonical, envelope
from app.crypto.header import Header
from app.crypto.identity import DeviceKeys, PublicIdentity
from app.domain import hlc
from sync import batches, layout
from sync.party import stream_out
from tests.sync.town import Side, Town


def header_of(town: Town, writer: Side, **more: Any) -> Header:
    """The header that `writer` would make next."""
    peer = town.peer(writer)
    with writer.store.read() as reading:
        stream = stream_out(reading, peer)
    values: dict[str, Any] = {
        "kind": "ops",
        "purpose": "gemeente",
        "stream": stream.stream,
        "epoch": stream.epoch,
        "seq": stream.next_seq,
        "created": "2026-11-22T12:00:00+00:00",
        "count": 1,
        "prev": stream.digest,
        "ack": None,
    }
    return Header(**{**values, **more})


def op(writer: Side, **more: Any) -> dict[str, Any]:
    """An op on the wire."""
    values: dict[str, Any] = {
        "op_id": writer.ids.new(),
        "record_id": "r1",
        "dossier_id": "d1",
        "soort": "taak",
        "kind": "create",
        "fields": {"omschrijving": "Bellen"},
        "base_rev": 0,
        "hlc": hlc.tick("", writer.clock.now(), writer.device_id),
        "actor": writer.name,
        "schema_v": 1,
    }
    return {**values, **more}


def sealed(
    header: Header,
    body: Any,
    signer: DeviceKeys,
    receivers: list[PublicIdentity],
) -> bytes:
    data = body if isinstance(body, bytes) else canonical.encode(body)
    return envelope.seal(header, data, signer, receivers)


def drop_in(
    town: Town,
    data: bytes,
    header: Header,
    *,
    reader: str = "",
    stream: str = "",
    epoch: int = 0,
    seq: int = 0,
    digest: str = "",
) -> str:
    """Put a file in the mailbox at the place of its header, or where it is told to; return its name."""
    name = layout.batch_name(
        reader or town.register.device_id,
        stream or header.stream,
        epoch or header.epoch,
        seq or header.seq,
        digest or envelope.digest(data),
    )
    town.mailbox.files[name] = data
    return name


def forge(town: Town, writer: Side, ops: list[Any] | None = None, body: Any = None, **more: Any) -> str:
    """A batch that `writer` really signed, with any ops or body; return its name in the mailbox."""
    if body is None:
        body = {"ops": ops if ops is not None else [op(writer)], "results": [], "again": []}
    header = header_of(town, writer, **more)
    data = sealed(header, body, writer.keys, [town.register.keys.public, writer.keys.public])
    return drop_in(town, data, header)


def moved(header: Header, **more: Any) -> Header:
    return replace(header, **more)


def opened(town: Town, writer: Side, reader: Side) -> list[tuple[Header, Any]]:
    """Every batch of `writer` to `reader` that lies in the mailbox, opened as the reader can: (header, body)."""
    if reader is town.register:
        stream = town.peer(writer).device.stream
    else:
        stream = town.peer(reader).device.their_stream
    found = []
    for name, data in town.mailbox.files.items():
        place = layout.parse_name(name)
        if place and place.stream == stream:
            got = envelope.open_envelope(data, reader.keys, lambda _: writer.keys.public)
            found.append((got.header, batches.decode(got.body)))
    return sorted(found, key=lambda item: (item[0].epoch, item[0].seq))
