"""Make envelope.json: good and bad sealed batches with fixed keys. See docs/format/envelope.md.

Wrapping is randomised inside the library, so the wraps are taken over from the file that is there: a second run
gives the same bytes. `python -m tests.vectors.make_envelope` from the top of the repository.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import zstandard

from app.crypto import canonical, envelope, hybrid, identity, packing
from app.crypto.header import Header
from app.crypto.identity import DeviceKeys, PublicIdentity

TARGET = Path(__file__).parent / "envelope.json"
CONTENT_KEY = bytes(range(64, 96))
WRAP = hybrid.WRAPPED_KEY_BYTES

DEVICES = {
    "device": DeviceKeys.from_seed(b"\x01" * 32, practice=False),
    "register": DeviceKeys.from_seed(b"\x02" * 32, practice=False),
    "second": DeviceKeys.from_seed(b"\x03" * 32, practice=False),
    "stranger": DeviceKeys.from_seed(b"\x04" * 32, practice=False),
    "practice": DeviceKeys.from_seed(b"\x05" * 32, practice=True),
}
ADMITTED = ("device", "register", "second", "practice")
DEVICE, REGISTER, SECOND, STRANGER, PRACTICE = DEVICES.values()
BODY = {
    "ops": [
        {
            "kind": "create",
            "op_id": "0192f0c1-0000-7000-8000-000000000001",
            "type": "Contactmoment",
            "fields": {"kanaal": "huisbezoek", "onderwerp": "Brief van school", "duur_minuten": 45},
        }
    ]
}


def header(**changes: Any) -> Header:
    made = Header(
        kind="batch",
        purpose="delen",
        stream="s-0001",
        epoch=1,
        seq=2,
        count=1,
        prev="ab" * 32,
        created="2026-11-22T10:31:00.000Z-0000",
        ack={"epoch": 1, "seq": 7},
        log_head="cd" * 32,
        inventory={"dossiers": 12, "niet_verzonden": 1},
        extra={"versie": "0.1.0"},
        sender=DEVICE.device_id,
        receivers=(REGISTER.device_id,),
    )
    return replace(made, **changes)


class Wraps:
    """Recorded wraps by name; a missing one is made once and recorded."""

    def __init__(self, recorded: dict[str, str]) -> None:
        self.recorded = recorded

    def get(self, name: str, to: PublicIdentity, as_id: str | None = None, key: bytes = CONTENT_KEY) -> bytes:
        if name not in self.recorded:
            info = envelope.wrap_info(as_id or to.device_id)
            self.recorded[name] = base64.b64encode(hybrid.wrap(to.seal_key, key, info)).decode()
        return base64.b64decode(self.recorded[name])


class Maker:
    """Builds files from parts that may each be wrong."""

    def __init__(self, wraps: Wraps) -> None:
        self.wraps = wraps
        self.prefix = envelope.outer([wraps.get("register", REGISTER.public)], CONTENT_KEY)

    def inner(
        self,
        head: bytes | Header | None = None,
        body: bytes | None = None,
        *,
        method: int = packing.Method.STORED,
        plain_size: int | None = None,
        sender_id: str = DEVICE.device_id,
        signer: DeviceKeys = DEVICE,
        prefix: bytes | None = None,
    ) -> bytes:
        text = (head or header()).to_bytes() if not isinstance(head, bytes) else head
        packed = canonical.encode(BODY) if body is None else body
        size = len(packed) if plain_size is None else plain_size
        return envelope.raw_frame(sender_id, text, method, size, packed, prefix or self.prefix, signer)

    def file(self, inner: bytes, prefix: bytes | None = None) -> bytes:
        return envelope.encrypt(prefix or self.prefix, CONTENT_KEY, inner)


def with_fields(**changes: Any) -> bytes:
    """A header as canonical JSON with fields that no check has seen; None in `drop` leaves one out."""
    values = json.loads(header().to_bytes())
    for name in changes.pop("drop", ()):
        del values[name]
    return canonical.encode(values | changes)


def good_cases(make: Maker) -> list[dict[str, Any]]:
    both = envelope.outer(
        sorted([make.wraps.get("register", REGISTER.public), make.wraps.get("device", DEVICE.public)]),
        CONTENT_KEY,
    )
    two = header(receivers=tuple(sorted((REGISTER.device_id, DEVICE.device_id))))
    long = {
        "ops": [
            {"op_id": f"op-{n}", "fields": {"samenvatting": "Samen de post bekeken. " * 8}} for n in range(60)
        ]
    }
    text = canonical.encode(long)
    packed = zstandard.ZstdCompressor(level=3).compress(text)
    empty = header(count=0, prev="", log_head="", ack=None, inventory={}, extra={}, seq=1)
    later = header(unknown={"nieuw_veld": {"a": [1, 2]}})
    own = PRACTICE.device_id
    practice_prefix = envelope.outer([make.wraps.get("practice", PRACTICE.public)], CONTENT_KEY)
    practice = header(sender=own, receivers=(own,), practice=True)

    def case(name: str, data: bytes, openers: list[str], head: Header, body: bytes) -> dict[str, Any]:
        return {
            "name": name,
            "openers": openers,
            "file": base64.b64encode(data).decode(),
            "header": json.loads(head.to_bytes()),
            "body_sha256": envelope.digest(body),
            "digest": envelope.digest(data),
        }

    plain = canonical.encode(BODY)
    return [
        case("one receiver", make.file(make.inner()), ["register"], header(), plain),
        case(
            "two receivers", make.file(make.inner(two, prefix=both), both), ["register", "device"], two, plain
        ),
        case(
            "compressed",
            make.file(make.inner(body=packed, method=1, plain_size=len(text))),
            ["register"],
            header(),
            text,
        ),
        case("nothing in it", make.file(make.inner(empty, b"null")), ["register"], empty, b"null"),
        case("a field of a later version", make.file(make.inner(later)), ["register"], later, plain),
        case(
            "practice",
            make.file(
                make.inner(practice, sender_id=own, signer=PRACTICE, prefix=practice_prefix), practice_prefix
            ),
            ["practice"],
            practice,
            plain,
        ),
    ]


def outer_cases(make: Maker, good: bytes) -> list[dict[str, Any]]:
    """Faults outside the encryption, as changes to the first good file."""
    end = 12 + WRAP

    def edit(
        name: str,
        code: str,
        *edits: tuple[int, bytes],
        keep: int | None = None,
        append: bytes = b"",
        opener: str = "register",
    ) -> dict[str, Any]:
        case: dict[str, Any] = {
            "name": name,
            "code": code,
            "opener": opener,
            "edits": [[offset, data.hex()] for offset, data in edits],
        }
        if keep is not None:
            case["keep"] = keep
        if append:
            case["append"] = append.hex()
        return case

    def flip(offset: int) -> tuple[int, bytes]:
        return offset, bytes([good[offset] ^ 1])

    cut, wrong = "envelop-afgebroken", "envelop-vorm"
    return [
        edit("empty", "envelop-onbekend", keep=0),
        edit("another file", "envelop-onbekend", (0, b"%PDF-1.7")),
        edit("line ends changed on the way", "envelop-onbekend", (5, b"\n\n\x1a")),
        edit("cut in the magic", cut, keep=5),
        edit("cut after the magic", cut, keep=8),
        edit("cut in the fixed part", cut, keep=11),
        edit("cut in the wraps", cut, keep=700),
        edit("cut in the commitment", cut, keep=end + 10),
        edit("cut before the ciphertext", cut, keep=end + 32),
        edit("one byte short", cut, keep=len(good) - 1),
        edit("one byte too many", "envelop-beschadigd", append=b"\x00"),
        edit("the file twice", "envelop-beschadigd", append=good[:64]),
        edit("version 0", wrong, (8, b"\x00")),
        edit("version 2", "envelop-nieuwer", (8, b"\x02")),
        edit("suite 0", wrong, (9, b"\x00")),
        edit("suite 2", "envelop-nieuwer", (9, b"\x02")),
        edit("no receivers", wrong, (10, b"\x00")),
        edit("17 receivers", wrong, (10, b"\x11")),
        edit("more receivers than there are", cut, (10, b"\x02")),
        edit("reserved byte", wrong, (11, b"\x01")),
        edit("lattice part of the wrap flipped", "envelop-niet-voor-mij", flip(12 + 500)),
        edit("curve part of the wrap flipped", "envelop-niet-voor-mij", flip(12 + 1088 + 5)),
        edit("curve part of the wrap zero", "envelop-niet-voor-mij", (12 + 1088, bytes(32))),
        edit("key in the wrap flipped", "envelop-niet-voor-mij", flip(12 + 1120)),
        edit("tag of the wrap flipped", "envelop-niet-voor-mij", flip(end - 1)),
        edit("for somebody else", "envelop-niet-voor-mij", opener="second"),
        edit("a real batch in the practice world", "envelop-niet-voor-mij", opener="practice"),
        edit("commitment flipped", "envelop-sleutelbinding", flip(end)),
        edit("commitment zero", "envelop-sleutelbinding", (end, bytes(32))),
        edit("ciphertext flipped", "envelop-beschadigd", flip(end + 32)),
        edit("padding flipped", "envelop-beschadigd", flip(len(good) - 20)),
        edit("tag flipped", "envelop-beschadigd", flip(len(good) - 1)),
    ]


def wrap_cases(make: Maker) -> list[tuple[str, str, bytes]]:
    """Faults around the wraps that need another prefix."""
    wraps = make.wraps
    mine, other = wraps.get("register", REGISTER.public), wraps.get("second", SECOND.public)
    renamed = wraps.get("register-as-second", REGISTER.public, as_id=SECOND.device_id)
    other_key = wraps.get("register-other-key", REGISTER.public, key=b"\x55" * 32)
    two = envelope.outer([mine, other], CONTENT_KEY)
    swapped = envelope.outer([other, mine], CONTENT_KEY)
    inner_two = make.inner(
        header(receivers=tuple(sorted((REGISTER.device_id, SECOND.device_id)))), prefix=two
    )
    sealed_two = make.file(inner_two, two)
    renamed_prefix = envelope.outer([renamed], CONTENT_KEY)
    other_prefix = envelope.outer([other_key], CONTENT_KEY)
    forwarded = envelope.outer([wraps.get("register-again", REGISTER.public)], CONTENT_KEY)
    added = envelope.outer([mine, wraps.get("stranger", STRANGER.public)], CONTENT_KEY)
    only_other = envelope.outer([other], CONTENT_KEY)
    damaged, signature, unequal = "envelop-beschadigd", "envelop-handtekening", "envelop-kop-ongelijk"
    return [
        ("wraps in another order", damaged, swapped + sealed_two[len(two) :]),
        (
            "a wrap made for another id",
            "envelop-niet-voor-mij",
            make.file(make.inner(prefix=renamed_prefix), renamed_prefix),
        ),
        (
            "a wrap of another content key",
            "envelop-sleutelbinding",
            make.file(make.inner(prefix=other_prefix), other_prefix),
        ),
        ("ciphertext under another prefix", damaged, forwarded + make.file(make.inner())[len(forwarded) :]),
        ("sealed anew by a receiver for the same device", signature, make.file(make.inner(), forwarded)),
        ("sealed anew by a receiver with one more", signature, make.file(make.inner(), added)),
        ("more wraps than receivers named", unequal, make.file(make.inner(prefix=two), two)),
        ("own wrap taken out", "envelop-niet-voor-mij", make.file(make.inner(), only_other)),
    ]


def frame_cases(make: Maker) -> list[tuple[str, str, bytes]]:
    """Faults in the plaintext's own layout."""
    good = make.inner()
    name = DEVICE.device_id.encode()
    head_at = 1 + len(name) + 64
    text = header().to_bytes()
    packed_at = head_at + 4 + len(text) + 1 + 4
    used = packed_at + 4 + len(canonical.encode(BODY))

    def put(offset: int, data: bytes) -> bytes:
        return good[:offset] + data + good[offset + len(data) :]

    wrong, signature = "envelop-vorm", "envelop-handtekening"
    body = canonical.encode(BODY)
    unsigned = good[: 1 + len(name)] + bytes(64) + good[head_at:]
    relabelled = identity.sign(
        DEVICE,
        "identity",
        envelope._signed_part(envelope._Frame(DEVICE.device_id, b"", text, 0, len(body), body), make.prefix),
    )
    stranger_signed = make.inner(signer=STRANGER)
    renamed = make.inner(signer=SECOND, sender_id=SECOND.device_id)
    return [
        ("padding not zero", wrong, put(len(good) - 1, b"\x01")),
        ("padding not zero, just after the body", wrong, put(used, b"\x01")),
        ("padded further than the rule", wrong, good + bytes(packing.padded_size(4097) - 4096)),
        ("header longer than the plaintext", wrong, put(head_at, (60000).to_bytes(4, "big"))),
        ("header over 64 KiB", wrong, put(head_at, (65537).to_bytes(4, "big"))),
        ("body longer than the plaintext", wrong, put(packed_at, (2**31).to_bytes(4, "big"))),
        ("sender longer than the plaintext's field", wrong, put(0, b"\xff")),
        ("sender not ASCII", wrong, put(3, b"\xc3\xa9")),
        (
            "sender unknown",
            "envelop-afzender-onbekend",
            make.inner(signer=STRANGER, sender_id=STRANGER.device_id),
        ),
        ("sender empty", "envelop-afzender-onbekend", make.inner(sender_id="")),
        ("signature flipped", signature, put(1 + len(name) + 10, bytes([good[1 + len(name) + 10] ^ 1]))),
        ("signature left out", signature, unsigned),
        (
            "signature made for another purpose",
            signature,
            good[: 1 + len(name)] + relabelled + good[head_at:],
        ),
        ("signed by a stranger in the device's name", signature, stranger_signed),
        ("header changed after signing", signature, good.replace(b'"seq":2', b'"seq":3')),
        ("body changed after signing", signature, good.replace(b"huisbezoek", b"telefonisc")),
        ("stripped and signed by another device", "envelop-kop-ongelijk", renamed),
        (
            "signed with a practice key",
            "envelop-oefenen",
            make.inner(signer=PRACTICE, sender_id=PRACTICE.device_id),
        ),
    ]


def header_cases(make: Maker) -> list[tuple[str, str, bytes]]:
    """Faults in a header that the sender did sign."""
    text = header().to_bytes()
    field, unequal = "envelop-kop-veld", "envelop-kop-ongelijk"
    ids = sorted((REGISTER.device_id, SECOND.device_id))
    deep: Any = 1
    for _ in range(12):
        deep = [deep]
    return [
        ("header is not JSON", "json-vorm", make.inner(b"kop")),
        ("header is a list", field, make.inner(b"[]")),
        ("header empty", "json-vorm", make.inner(b"")),
        ("header with a space", "json-niet-canoniek", make.inner(text[:1] + b" " + text[1:])),
        ("header with a newline after it", "json-niet-canoniek", make.inner(text + b"\n")),
        (
            "header not sorted",
            "json-niet-canoniek",
            make.inner(
                text[:-1].replace(b'"ack":{"epoch":1,"seq":7},', b"") + b',"ack":{"epoch":1,"seq":7}}'
            ),
        ),
        ("a key twice", "json-niet-canoniek", make.inner(text.replace(b'"seq":2', b'"seq":2,"seq":2'))),
        (
            "an escape that isn't needed",
            "json-niet-canoniek",
            make.inner(text.replace(b'"batch"', b'"b\\u0061tch"')),
        ),
        ("minus zero", "json-niet-canoniek", make.inner(text.replace(b'"seq":2', b'"seq":-0'))),
        ("a fraction", "json-getal", make.inner(text.replace(b'"seq":2', b'"seq":2.0'))),
        ("an exponent", "json-getal", make.inner(text.replace(b'"seq":2', b'"seq":2e0'))),
        ("54 bits", "json-getal", make.inner(text.replace(b'"seq":2', b'"seq":9007199254740992'))),
        ("with a byte order mark", "json-vorm", make.inner(b"\xef\xbb\xbf" + text)),
        ("not UTF-8", "json-vorm", make.inner(text.replace(b'"versie"', b'"versi\xff"'))),
        ("half a surrogate pair", "json-vorm", make.inner(text.replace(b'"versie"', b'"\\ud83d"'))),
        ("13 deep", "json-diepte", make.inner(text.replace(b'"0.1.0"', json.dumps(deep).encode()))),
        ("no kind", field, make.inner(with_fields(drop=["kind"]))),
        ("no ack", field, make.inner(with_fields(drop=["ack"]))),
        ("version 2 in the header", field, make.inner(with_fields(version=2))),
        ("version true", field, make.inner(with_fields(version=True))),
        ("kind with a capital", field, make.inner(with_fields(kind="Batch"))),
        ("purpose empty", field, make.inner(with_fields(purpose=""))),
        ("stream with a slash", field, make.inner(with_fields(stream="../s"))),
        ("stream ends with a newline", field, make.inner(with_fields(stream="s\n"))),
        ("seq is text", field, make.inner(with_fields(seq="2"))),
        ("seq of 11 digits", field, make.inner(with_fields(seq=10_000_000_000))),
        ("epoch below zero", field, make.inner(with_fields(epoch=-1))),
        ("count too high", field, make.inner(with_fields(count=20_001))),
        ("prev in capitals", field, make.inner(with_fields(prev="AB" * 32))),
        ("prev too short", field, make.inner(with_fields(prev="ab" * 31))),
        ("created with a space", field, make.inner(with_fields(created="22 november"))),
        ("ack is a list", field, make.inner(with_fields(ack=[1]))),
        ("inventory below zero", field, make.inner(with_fields(inventory={"dossiers": -1}))),
        ("inventory is text", field, make.inner(with_fields(inventory="veel"))),
        ("extra is null", field, make.inner(with_fields(extra=None))),
        ("practice is 0", field, make.inner(with_fields(practice=0))),
        ("receivers empty", field, make.inner(with_fields(receivers=[]))),
        ("receivers not sorted", field, make.inner(with_fields(receivers=ids[::-1]))),
        ("receiver twice", field, make.inner(with_fields(receivers=[ids[0], ids[0]]))),
        (
            "17 receivers in the header",
            field,
            make.inner(with_fields(receivers=[f"d-{n:02d}" for n in range(17)])),
        ),
        ("meant for another", unequal, make.inner(with_fields(receivers=[SECOND.device_id]))),
        ("more receivers than wraps", unequal, make.inner(with_fields(receivers=ids))),
        ("another sender in the header", unequal, make.inner(with_fields(sender=SECOND.device_id))),
        ("practice in a real batch", "envelop-oefenen", make.inner(with_fields(practice=True))),
    ]


def body_cases(make: Maker) -> list[tuple[str, str, bytes]]:
    """Faults in a body that the sender did sign."""
    body = canonical.encode(BODY)
    squeeze = zstandard.ZstdCompressor(level=3)
    packed, size = squeeze.compress(body), len(body)
    unsized = zstandard.ZstdCompressor(level=3, write_content_size=False).compress(body)
    bomb = b"[" + b"0," * 200_000 + b"0]"
    deep = b"[" * 13 + b"]" * 13
    unreadable, too_big = "inpak-onleesbaar", "inpak-te-groot"

    def zstd(data: bytes, plain: int) -> bytes:
        return make.inner(body=data, method=1, plain_size=plain)

    return [
        ("unknown packing", unreadable, make.inner(method=2)),
        ("stored, one byte more promised", unreadable, make.inner(plain_size=size + 1)),
        ("stored, one byte less promised", unreadable, make.inner(plain_size=size - 1)),
        ("zstd: not zstd", unreadable, zstd(body, size)),
        ("zstd: empty", too_big, zstd(b"", size * 200)),
        ("zstd: cut", unreadable, zstd(packed[:-5], size)),
        ("zstd: bytes after the frame", unreadable, zstd(packed + b"\x00", size)),
        ("zstd: two frames", unreadable, zstd(packed + packed, size)),
        (
            "zstd: a skippable frame first",
            unreadable,
            zstd(b"\x50\x2a\x4d\x18\x00\x00\x00\x00" + packed, size),
        ),
        ("zstd: size not in the frame", unreadable, zstd(unsized, size)),
        ("zstd: less promised than the frame says", unreadable, zstd(packed, size - 1)),
        ("zstd: more promised than the frame says", unreadable, zstd(packed, size + 1)),
        ("zstd: made with a dictionary", unreadable, zstd(with_dictionary(body), size)),
        ("a bomb of 400 kB, honestly promised", too_big, zstd(squeeze.compress(bomb), len(bomb))),
        ("a bomb that promises little", unreadable, zstd(squeeze.compress(bomb), 500)),
        ("over 16 MiB promised", too_big, zstd(packed, 16 * 1024 * 1024 + 1)),
        ("4 GiB promised", too_big, make.inner(plain_size=2**32 - 1)),
        ("body empty", "json-vorm", make.inner(body=b"")),
        ("body is not JSON", "json-vorm", make.inner(body=b"contact")),
        ("body with a trailing comma", "json-vorm", make.inner(body=b"[1,]")),
        ("body with NaN", "json-vorm", make.inner(body=b"[NaN]")),
        ("body with a raw newline in text", "json-vorm", make.inner(body=b'["a\nb"]')),
        ("body with an open string", "json-vorm", make.inner(body=b'["a')),
        ("body with a space", "json-niet-canoniek", make.inner(body=b"[1, 2]")),
        ("body with a key twice", "json-niet-canoniek", make.inner(body=b'{"a":1,"a":2}')),
        ("body not sorted", "json-niet-canoniek", make.inner(body=b'{"b":1,"a":2}')),
        ("body with a slash escaped", "json-niet-canoniek", make.inner(body=b'["\\/"]')),
        ("body with a fraction", "json-getal", make.inner(body=b"[0.5]")),
        ("body with a huge integer", "json-getal", make.inner(body=b"[" + b"9" * 60 + b"]")),
        ("body 13 deep", "json-diepte", make.inner(body=deep)),
        (
            "body with 20,001 items",
            "json-aantal",
            zstd(squeeze.compress(canonical_list(20_000)), len(canonical_list(20_000))),
        ),
        ("zstd: a window of 32 MiB", too_big, zstd(wide_window(body), size)),
    ]


def canonical_list(count: int) -> bytes:
    """A list of so many numbers, with the list itself one item more; irregular enough not to be a bomb."""
    return ("[" + ",".join(str(n * n % 9973 if n < 1000 else 7) for n in range(count)) + "]").encode()


def wide_window(body: bytes) -> bytes:
    """A frame by hand: size in four bytes, a window of 2^25, and one raw block."""
    block = (len(body) << 3 | 1).to_bytes(3, "little") + body
    return b"\x28\xb5\x2f\xfd\x80\x78" + len(body).to_bytes(4, "little") + block


def with_dictionary(body: bytes) -> bytes:
    """A frame by hand that asks for dictionary 7: one segment, size in four bytes, one raw block."""
    block = (len(body) << 3 | 1).to_bytes(3, "little") + body
    return b"\x28\xb5\x2f\xfd\xa1\x07" + len(body).to_bytes(4, "little") + block


def main() -> None:
    old = json.loads(TARGET.read_text(encoding="utf-8")) if TARGET.exists() else {}
    make = Maker(Wraps(old.get("wraps", {})))
    good = good_cases(make)
    first = base64.b64decode(good[0]["file"])
    bad = outer_cases(make, first)
    whole: Callable[[str, str, bytes], dict[str, Any]] = lambda name, code, data: {  # noqa: E731
        "name": name,
        "code": code,
        "opener": "register",
        "file": base64.b64encode(data).decode(),
    }
    bad += [whole(*case) for case in wrap_cases(make)]
    for cases in (frame_cases, header_cases, body_cases):
        bad += [
            {
                "name": name,
                "code": code,
                "opener": "register",
                "tail": base64.b64encode(make.file(inner)[len(make.prefix) :]).decode(),
            }
            for name, code, inner in cases(make)
        ]
    result = {
        "format": "docs/format/envelope.md, version 1",
        "devices": {
            name: {
                "seed": f"{number:02x}" * 32,
                "practice": keys.practice,
                "device_id": keys.device_id,
                "admitted": name in ADMITTED,
                "fingerprint": identity.fingerprint(keys.public),
                "public": base64.b64encode(keys.public.to_bytes()).decode(),
            }
            for number, (name, keys) in enumerate(DEVICES.items(), start=1)
        },
        "content_key": CONTENT_KEY.hex(),
        "wraps": make.wraps.recorded,
        "good": good,
        "bad": bad,
    }
    TARGET.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
