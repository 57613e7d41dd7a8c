"""Make backup.json: a front with fixed keys, and broken ones. See docs/format/backup.md.

`python -m tests.vectors.make_backup` from the top of the repository. The keys are public: never use them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from app.crypto.backupfile import Header, slots_id, write_front
from app.crypto.deposit import Deposit, slots_for
from app.crypto.identity import DeviceKeys
from app.crypto.kdf import KdfParams
from app.crypto.recovery import RecoveryCode
from app.crypto.secret import StoreKey

TARGET = Path(__file__).parent / "backup.json"
PASSPHRASE = "fiets molen regen lepel kaars"
CHEAP = KdfParams(memory_kib=8, passes=1, lanes=1, salt=bytes(16))


def counting(start: int) -> Callable[[int], bytes]:
    """A source whose bytes can be written down; never for real keys."""
    state = [start]

    def draw(size: int) -> bytes:
        out = b""
        while len(out) < size:
            out += hashlib.sha256(b"backup vector" + state[0].to_bytes(8, "big")).digest()
            state[0] += 1
        return out[:size]

    return draw


def good() -> tuple[bytes, Header, StoreKey, RecoveryCode]:
    random = counting(1)
    keys = DeviceKeys.from_seed(bytes(range(32)), practice=True)
    key, code = StoreKey(random(32)), RecoveryCode(random(RecoveryCode.SIZE))
    deposit = Deposit().with_passphrase(PASSPHRASE, CHEAP, floor_kib=8, random=random)
    deposit = deposit.with_recovery(code, random=random)
    header = Header(
        device_id=keys.device_id,
        made_op="2026-11-22T12:00:00+00:00",
        number=7,
        schema=1,
        size=8192,
        sha256=hashlib.sha256(b"body").hexdigest(),
        rows={"inburgeraar": 2, "logboek": 3},
        log_rows=3,
        log_head=hashlib.sha256(b"head").hexdigest(),
    )
    slots = slots_for(deposit, slots_id(keys.device_id), key, random=random)
    return write_front(header, slots, key, keys, random=random), header, key, code


BAD = (
    ("another magic", 0, "45", "reservekopie-vreemd"),
    ("a newer version", 8, "02", "reservekopie-nieuwer"),
    ("version 0", 8, "00", "reservekopie-beschadigd"),
    ("a reserved byte", 10, "01", "reservekopie-beschadigd"),
    ("a head of no length", 12, "00000000", "reservekopie-beschadigd"),
    ("a head that is too long", 12, "00010001", "reservekopie-beschadigd"),
    ("a head longer than the file", 12, "0000f000", "reservekopie-beschadigd"),
    ("slots of another format", 16, "00", "sleutelbos-onleesbaar"),
    ("a changed slot", 16 + 96 + 50, "ff", "slot-ontbreekt"),
    ("a changed MAC of the slots", 16 + 10_340, "00ff", "sleutelbos-veranderd"),
    ("a changed nonce", 10_384 + 3, "ff", "reservekopie-beschadigd"),
    ("a changed head", 10_384 + 40, "ffff", "reservekopie-beschadigd"),
)


def main() -> None:
    front, header, key, code = good()
    values = {
        "good": {
            "front": front.hex(),
            "key": bytes(key.raw).hex(),
            "passphrase": PASSPHRASE,
            "recovery": "-".join(code.groups()),
            "floor_kib": 8,
            "device_id": header.device_id,
            "number": header.number,
            "rows": dict(header.rows),
        },
        "bad": [{"name": name, "at": at, "hex": new, "code": fault} for name, at, new, fault in BAD]
        + [{"name": "cut off", "keep": len(front) - 1, "code": "reservekopie-beschadigd"}],
    }
    TARGET.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
