"""Sealing and opening, and everything a mailbox, a stranger or a receiver may try."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from app.crypto import canonical, envelope, packing
from app.crypto.envelope import EnvelopeRejected, open_envelope, seal
from app.crypto.header import Header
from app.crypto.identity import DeviceKeys, PublicIdentity
from app.faults import Fault

BODY = canonical.encode({"ops": [{"op_id": "1", "fields": {"samenvatting": "Samen gebeld met de school."}}]})
HEADER = Header(
    kind="batch", purpose="delen", stream="s-1", epoch=3, seq=12, created="2026-11-22T10:31:00Z", count=1
)
Ring = Callable[[str], PublicIdentity | None]


@pytest.fixture(scope="module")
def ring(device: DeviceKeys, register: DeviceKeys) -> Ring:
    return {keys.device_id: keys.public for keys in (device, register)}.get


@pytest.fixture(scope="module")
def sealed(device: DeviceKeys, register: DeviceKeys) -> bytes:
    return seal(HEADER, BODY, device, [register.public, device.public])


def refused(data: bytes, keys: DeviceKeys, ring: Ring) -> str:
    with pytest.raises(EnvelopeRejected) as caught:
        open_envelope(data, keys, ring)
    assert caught.value.sentence
    return caught.value.code


def test_both_receivers_read_the_same(
    sealed: bytes, device: DeviceKeys, register: DeviceKeys, ring: Ring
) -> None:
    one, other = open_envelope(sealed, register, ring), open_envelope(sealed, device, ring)
    assert one == other and one.body == BODY and one.digest == envelope.digest(sealed)
    ids = tuple(sorted((device.device_id, register.device_id)))
    assert one.header == replace(HEADER, sender=device.device_id, receivers=ids)


def test_nobody_else_reads_it(sealed: bytes, stranger: DeviceKeys, ring: Ring) -> None:
    assert refused(sealed, stranger, ring) == "envelop-niet-voor-mij"


def test_the_mailbox_learns_neither_names_nor_words_nor_who(
    sealed: bytes, device: DeviceKeys, register: DeviceKeys
) -> None:
    for secret in (
        b"school",
        b"delen",
        b"batch",
        device.device_id.encode(),
        register.device_id.encode(),
        device.public.sign_key,
        register.public.sign_key,
        device.public.seal_key[1184:],
    ):
        assert secret not in sealed


def test_sealing_again_gives_other_bytes(device: DeviceKeys, register: DeviceKeys, sealed: bytes) -> None:
    again = seal(HEADER, BODY, device, [register.public, device.public])
    assert again != sealed and len(again) == len(sealed)
    assert again[-200:] != sealed[-200:]


def test_every_batch_has_a_content_key_of_its_own(device: DeviceKeys, register: DeviceKeys) -> None:
    keys = set()
    for _ in range(5):
        prefix, _cipher = envelope._split_outer(seal(HEADER, BODY, device, [register.public]))
        keys.add(bytes(envelope._unwrap(prefix, register)))
    assert len(keys) == 5
    given = seal(HEADER, BODY, device, [register.public], random=lambda size: b"\x29" * size)
    assert envelope._unwrap(envelope._split_outer(given)[0], register) == b"\x29" * 32


def test_a_header_over_64_KiB_is_refused_unread(
    device: DeviceKeys, register: DeviceKeys, stranger: DeviceKeys, ring: Ring
) -> None:
    key = b"\x68" * 32
    prefix = envelope.outer(
        [envelope.hybrid.wrap(register.public.seal_key, key, envelope.wrap_info(register.device_id))], key
    )
    for size, code in ((65_537, "envelop-vorm"), (65_536, "envelop-handtekening")):
        inner = envelope.raw_frame(device.device_id, b"x" * size, 0, 4, b"null", prefix, stranger)
        assert refused(envelope.encrypt(prefix, key, inner), register, ring) == code


def test_a_short_and_a_shorter_message_are_equally_long(device: DeviceKeys, register: DeviceKeys) -> None:
    withdrawal = replace(HEADER, kind="receipt", purpose="ontvangst", count=0, extra={"ingetrokken": ["g-1"]})
    visit = canonical.encode({"ops": [{"samenvatting": "x" * 900, "n": list(range(200))}]})
    sizes = {
        len(seal(head, body, device, [register.public]))
        for head, body in ((HEADER, b"null"), (withdrawal, b"{}"), (HEADER, BODY), (HEADER, visit))
    }
    assert sizes == {12 + 1168 + 32 + 4096 + 16}


def test_no_bit_flip_is_accepted(sealed: bytes, register: DeviceKeys, ring: Ring) -> None:
    draw = random.Random(11)
    bits = [*range(96), *(draw.randrange(len(sealed) * 8) for _ in range(2000))]
    codes: set[str] = set()
    for bit in bits:
        data = bytearray(sealed)
        data[bit // 8] ^= 1 << bit % 8
        codes.add(refused(bytes(data), register, ring))
    assert {"envelop-beschadigd", "envelop-niet-voor-mij", "envelop-sleutelbinding"} <= codes
    assert all(code.startswith("envelop-") for code in codes)


def test_no_truncation_is_accepted(sealed: bytes, register: DeviceKeys, ring: Ring) -> None:
    draw = random.Random(12)
    for size in [*range(40), *(draw.randrange(len(sealed)) for _ in range(400)), len(sealed) - 1]:
        assert refused(sealed[:size], register, ring).startswith("envelop-")


def test_no_addition_is_accepted(sealed: bytes, register: DeviceKeys, ring: Ring) -> None:
    draw = random.Random(13)
    for _ in range(200):
        more = draw.randbytes(draw.choice([1, 2, 16, 64, 1168, 4096]))
        at = draw.choice([len(sealed), 0, 12, draw.randrange(len(sealed))])
        assert refused(sealed[:at] + more + sealed[at:], register, ring).startswith("envelop-")
    assert refused(sealed + sealed, register, ring) == "envelop-beschadigd"


def test_random_bytes_behind_a_good_start(sealed: bytes, register: DeviceKeys, ring: Ring) -> None:
    draw = random.Random(14)
    for _ in range(200):
        start = draw.choice([8, 12, 12 + 1168, 12 + 2 * 1168, 12 + 2 * 1168 + 32])
        refused(sealed[:start] + draw.randbytes(len(sealed) - start), register, ring)


def test_parts_of_two_good_batches_dont_mix(
    sealed: bytes, device: DeviceKeys, register: DeviceKeys, ring: Ring
) -> None:
    other = seal(replace(HEADER, seq=13), BODY, device, [register.public, device.public])
    for cut in (12 + 1168, 12 + 2 * 1168, 12 + 2 * 1168 + 32, 12 + 2 * 1168 + 32 + 2000):
        assert refused(sealed[:cut] + other[cut:], register, ring).startswith("envelop-")


def test_a_batch_in_somebody_elses_name(
    device: DeviceKeys, register: DeviceKeys, stranger: DeviceKeys, ring: Ring
) -> None:
    """The stranger knows the device's id and the register's public key, and even who is admitted."""
    key = b"\x33" * 32
    prefix = envelope.outer(
        [envelope.hybrid.wrap(register.public.seal_key, key, envelope.wrap_info(register.device_id))], key
    )
    head = replace(HEADER, sender=device.device_id, receivers=(register.device_id,))

    def forged(signer: DeviceKeys, sender_id: str, header: Header) -> bytes:
        inner = envelope.raw_frame(sender_id, header.to_bytes(), 0, len(BODY), BODY, prefix, signer)
        return envelope.encrypt(prefix, key, inner)

    assert refused(forged(stranger, device.device_id, head), register, ring) == "envelop-handtekening"
    own = replace(head, sender=stranger.device_id)
    assert refused(forged(stranger, stranger.device_id, own), register, ring) == "envelop-afzender-onbekend"
    assert open_envelope(forged(device, device.device_id, head), register, ring).body == BODY


def test_a_receiver_can_not_pass_it_on_as_if_it_was_meant_for_another(
    sealed: bytes, device: DeviceKeys, register: DeviceKeys, stranger: DeviceKeys, ring: Ring
) -> None:
    """Surreptitious forwarding: the register opens the batch and wraps its content key for somebody else."""
    prefix, cipher = envelope._split_outer(sealed)
    key = envelope._unwrap(prefix, register)
    inner = envelope._decrypt(prefix, cipher, key)
    wrap = envelope.hybrid.wrap(stranger.public.seal_key, key, envelope.wrap_info(stranger.device_id))
    for wraps in ([wrap], [wrap, prefix[12 : 12 + 1168]]):
        again = envelope.encrypt(envelope.outer(wraps, key), key, inner)
        assert refused(again, stranger, ring) == "envelop-handtekening"


def test_a_signature_stripped_and_made_anew_by_an_admitted_device(
    sealed: bytes, device: DeviceKeys, register: DeviceKeys, ring: Ring
) -> None:
    prefix, cipher = envelope._split_outer(sealed)
    key = envelope._unwrap(prefix, register)
    parts = envelope._parse_frame(envelope._decrypt(prefix, cipher, key))
    inner = envelope.raw_frame(
        register.device_id, parts.header, parts.method, parts.plain_size, parts.packed, prefix, register
    )
    assert refused(envelope.encrypt(prefix, key, inner), device, ring) == "envelop-kop-ongelijk"


def test_a_ring_that_answers_with_another_device_is_not_believed(
    sealed: bytes, register: DeviceKeys, stranger: DeviceKeys
) -> None:
    assert refused(sealed, register, lambda _: stranger.public) == "envelop-afzender-onbekend"
    assert refused(sealed, register, lambda _: None) == "envelop-afzender-onbekend"


def test_a_batch_under_way_opens_after_the_seal_key_was_renewed(
    sealed: bytes, register: DeviceKeys, ring: Ring
) -> None:
    renewed = register.with_new_seal_key()
    assert open_envelope(sealed, renewed, ring).body == BODY
    gone = DeviceKeys(False, register.sign_private, renewed.seal_privates[:1], 1)
    assert refused(sealed, gone, ring) == "envelop-niet-voor-mij"


def test_practice_and_real_never_meet(device: DeviceKeys, register: DeviceKeys, ring: Ring) -> None:
    practice = DeviceKeys.from_seed(b"\x44" * 32, practice=True)
    for sender, receiver in ((practice, register), (device, practice)):
        with pytest.raises(Fault, match="oefensleutel"):
            seal(HEADER, BODY, sender, [receiver.public])
    mine = seal(HEADER, BODY, practice, [practice.public])
    assert open_envelope(mine, practice, {practice.device_id: practice.public}.get).header.practice
    assert refused(mine, register, ring) == "envelop-niet-voor-mij"
    with pytest.raises(ValueError):
        seal(replace(HEADER, practice=True), BODY, device, [register.public])


def test_more_than_32_MiB_is_not_even_looked_at(register: DeviceKeys, ring: Ring) -> None:
    assert refused(b"x" * (envelope.MAX_FILE + 1), register, ring) == "envelop-te-groot"


def test_a_bomb_costs_no_memory(device: DeviceKeys, register: DeviceKeys, ring: Ring) -> None:
    """16 MiB of one letter in 0.5 kB, signed by an admitted device."""
    text = b'"' + b"a" * (packing.MAX_PLAIN - 2) + b'"'
    packed = zstandard.ZstdCompressor(level=3).compress(text)
    key = b"\x66" * 32
    prefix = envelope.outer(
        [envelope.hybrid.wrap(register.public.seal_key, key, envelope.wrap_info(register.device_id))], key
    )
    head = replace(HEADER, sender=device.device_id, receivers=(register.device_id,)).to_bytes()
    tracemalloc.start()
    for promised in (len(text), 200 * len(packed), len(packed)):
        inner = envelope.raw_frame(device.device_id, head, 1, promised, packed, prefix, device)
        assert refused(envelope.encrypt(prefix, key, inner), register, ring).startswith("inpak-")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * 1024 * 1024


def test_nothing_is_inflated_or_parsed_before_the_signature_holds(
    device: DeviceKeys,
    register: DeviceKeys,
    stranger: DeviceKeys,
    ring: Ring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = b"\x67" * 32
    prefix = envelope.outer(
        [envelope.hybrid.wrap(register.public.seal_key, key, envelope.wrap_info(register.device_id))], key
    )
    inner = envelope.raw_frame(device.device_id, b"{}", 1, 5, b"rommel", prefix, stranger)

    def never(*_: object) -> None:
        raise AssertionError("looked inside")

    monkeypatch.setattr(canonical, "decode", never)
    monkeypatch.setattr(packing, "unpack", never)
    assert refused(envelope.encrypt(prefix, key, inner), register, ring) == "envelop-handtekening"


def test_the_order_of_wraps_says_nothing(device: DeviceKeys, register: DeviceKeys, ring: Ring) -> None:
    first = 0
    for _ in range(40):
        prefix, _cipher = envelope._split_outer(seal(HEADER, BODY, device, [register.public, device.public]))
        info = envelope.wrap_info(register.device_id)
        opened = envelope.hybrid.unwrap(register.seal_privates[0], prefix[12 : 12 + 1168], info)
        first += opened is not None
    assert 5 <= first <= 35


def test_sixteen_receivers_fit_and_seventeen_dont(device: DeviceKeys, ring: Ring) -> None:
    many = [DeviceKeys.from_seed(bytes([n]) * 32, practice=False) for n in range(100, 117)]
    sealed = seal(HEADER, BODY, device, [keys.public for keys in many[:16]])
    assert open_envelope(sealed, many[15], ring).body == BODY
    for receivers in (many, [], [many[0], many[0]]):
        with pytest.raises(ValueError):
            seal(HEADER, BODY, device, [keys.public for keys in receivers])


@pytest.mark.parametrize(
    "body", [b"", b"tekst", b"[1, 2]", b"[1.5]", b"[" * 13 + b"]" * 13, b'{"b":1,"a":2}']
)
def test_sealing_what_a_reader_refuses_is_our_own_mistake(
    body: bytes, device: DeviceKeys, register: DeviceKeys
) -> None:
    with pytest.raises(ValueError):
        seal(HEADER, body, device, [register.public])


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "Batch"},
        {"purpose": ""},
        {"stream": "a/b"},
        {"epoch": -1},
        {"seq": 10**10},
        {"prev": "x"},
        {"created": ""},
        {"count": True},
        {"inventory": {"a": -1}},
        {"ack": [1]},
        {"extra": {"a": 1.5}},
        {"unknown": {"kind": "x"}},
        {"sender": "d-ander"},
        {"receivers": ("d-ander",)},
        {"version": 2},
        {"extra": {"a": "x" * 70_000}},
    ],
)
def test_a_wrong_header_is_our_own_mistake(
    changes: dict[str, Any], device: DeviceKeys, register: DeviceKeys
) -> None:
    with pytest.raises(ValueError):
        seal(replace(HEADER, **changes), BODY, device, [register.public])


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@settings(max_examples=40, deadline=None)
@given(
    kind=st.from_regex(r"[a-z][a-z0-9-]{0,31}", fullmatch=True),
    purpose=st.from_regex(r"[a-z0-9][a-z0-9._:-]{0,63}", fullmatch=True),
    numbers=st.tuples(*[st.integers(0, 2**53 - 1)] * 2, st.integers(0, 9_999_999_999), st.integers(0, 65535)),
    ack=st.none() | st.dictionaries(st.text("abc", max_size=3), st.integers(0, 9), max_size=3),
    extra=st.dictionaries(TEXT, st.text('é\n"\\x'), max_size=3),
    unknown=st.dictionaries(
        st.from_regex(r"x_[a-z]{1,5}", fullmatch=True), st.lists(st.booleans(), max_size=2)
    ),
    text=TEXT,
)
def test_any_header_and_body_come_back(
    kind: str, purpose: str, numbers: tuple[int, ...], ack: Any, extra: Any, unknown: Any, text: str
) -> None:
    sender, receiver = (DeviceKeys.from_seed(seed * 32, practice=False) for seed in (b"\x71", b"\x72"))
    head = Header(
        kind=kind,
        purpose=purpose,
        stream="s",
        epoch=numbers[0],
        seq=numbers[2],
        schema=numbers[3],
        created="x",
        ack=ack,
        extra=extra,
        unknown=unknown,
        inventory={"n": numbers[1]},
        prev="0" * 64,
        log_head="f" * 64,
    )
    body = canonical.encode([text] * 5)
    opened = open_envelope(
        seal(head, body, sender, [receiver.public]), receiver, {sender.device_id: sender.public}.get
    )
    assert opened.body == body
    assert opened.header == replace(head, sender=sender.device_id, receivers=(receiver.device_id,))


# Packing and padding


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 20 * 1024 * 1024))
def test_padding_costs_at_most_12_percent_and_settles(size: int) -> None:
    padded = packing.padded_size(size)
    assert size <= padded and padded >= packing.PAD_FLOOR
    assert size <= packing.PAD_FLOOR or padded <= size * 1.12
    assert packing.padded_size(padded) == padded
    assert packing.padded_size(size + 1) >= padded


def test_few_sizes_are_left() -> None:
    sizes = {packing.padded_size(size) for size in range(1, 1_000_000)}
    assert len(sizes) < 200


@pytest.mark.parametrize(
    "body", [b"", b"x", b"a" * 100_000, b'"' + b"ab" * 5000 + b'"', random.Random(1).randbytes(50_000)]
)
def test_what_is_packed_can_always_be_unpacked(body: bytes) -> None:
    method, packed = packing.pack(body)
    assert packing.unpack(method, packed, len(body)) == body
    assert len(packed) <= len(body) and len(body) <= packing.MAX_RATIO * max(1, len(packed))


def test_too_much_is_our_own_mistake() -> None:
    with pytest.raises(ValueError):
        packing.pack(bytes(packing.MAX_PLAIN + 1))
    with pytest.raises(Fault, match="inpak-te-groot"):
        packing.unpack(0, bytes(packing.MAX_PLAIN + 1), packing.MAX_PLAIN + 1)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 2**32), st.integers(0, 3))
def test_hostile_packed_bytes_are_refused_or_fit(data: bytes, size: int, method: int) -> None:
    for packed in (data, b"\x28\xb5\x2f\xfd" + data):
        try:
            assert len(packing.unpack(method, packed, size)) == size
        except Fault as fault:
            assert fault.code in ("inpak-onleesbaar", "inpak-te-groot")
