"""Flipped bits and cut ends in everything that lies on a disk: nothing changed is ever taken for sound."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from app.crypto import envelope, keyslots
from app.crypto.backupfile import FRONT_LIMIT, read_front
from app.crypto.header import Header
from app.crypto.identity import DeviceKeys
from app.crypto.kdf import KdfParams
from app.domain.contactmomenten import Contactmoment
from app.faults import Fault
from app.ports import Rol
from app.services import backups, vault
from app.services.backups import WayIn
from storage.backups import BackupFiles
from storage.copying import sound
from storage.opening import connect
from storage.profile_folder import ProfileFolder
from tests.worlds import KEY, CountingIds, HandClock, contact, new_store, person

CHEAP = KdfParams(memory_kib=64, passes=1, lanes=1, salt=bytes(16))
PASSPHRASE = "vier blauwe fietsen zingen"


def flipped(data: bytes, rng: random.Random) -> bytes:
    """Change one bit, or cut off the end, or add to it."""
    kind = rng.randrange(10)
    if kind == 0:
        return data[: rng.randrange(len(data))]
    if kind == 1:
        return data + rng.randbytes(rng.randint(1, 5000))
    changed = bytearray(data)
    changed[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def in_store(folder: Path, number: int) -> Counter[str]:
    """A damaged store is refused or found out, or the damage lies where nothing is: then all rows read as they were."""
    store = new_store(folder)
    with store.write() as uow:
        uow.add(person("d1"))
        for index in range(40):
            uow.add(contact(f"c{index}", "d1"))
        uow.commit()
    with store.read() as reading:
        before = reading.of_dossier(Contactmoment, "d1")
    store.close()
    path, rng, counts = folder / "dossiers.db", random.Random(number), Counter[str]()
    whole = path.read_bytes()
    for _ in range(40):
        path.write_bytes(flipped(whole, rng))
        counts["flips"] += 1
        try:
            connection = connect(path, KEY)
        except Fault:
            counts["refused"] += 1
            continue
        if not sound(connection):
            counts["found"] += 1
        else:
            rows = int(connection.execute("SELECT count(*) FROM contactmoment").fetchone()[0])
            counts["harmless"] += rows == len(before)
            counts["accepted"] += rows != len(before)
        connection.close()
    return counts


def in_slots(folder: Path, number: int) -> Counter[str]:
    """A damaged slot file opens nothing, or the same key."""
    rng, counts = random.Random(number), Counter[str]()
    file, key = keyslots.create(PASSPHRASE, CHEAP, "oefen-x", floor_kib=64)
    for _ in range(200):
        counts["flips"] += 1
        try:
            found = keyslots.open_with_passphrase([flipped(file.raw, rng)], PASSPHRASE, floor_kib=64)
        except Fault:
            counts["refused"] += 1
            continue
        counts["accepted"] += 1
        found.key.wipe()
    key.wipe()
    return counts


def in_backup(folder: Path, number: int) -> Counter[str]:
    """A damaged backup is refused, or rehearsed with findings."""
    clock, rng, counts = HandClock(), random.Random(number), Counter[str]()
    safe = ProfileFolder(folder / "p", clock, CountingIds())
    wanted = vault.NewProfile(naam="Ans Vermeer", rol=Rol.VRIJWILLIGER, practice=True)
    opened = vault.create_profile(safe, wanted, PASSPHRASE, CHEAP, floor_kib=64)
    from app.services import deposits

    deposits.lay_down(opened.store, passphrase=PASSPHRASE, params=CHEAP, floor_kib=64)
    with opened.store.write() as uow:
        uow.add(person("d1"))
        uow.commit()
    made = backups.create(BackupFiles(), opened.store, opened.keys, folder, clock)
    opened.close()
    whole = made.path.read_bytes()
    assert read_front(whole[:FRONT_LIMIT]).body_at < len(whole)
    for _ in range(40):
        made.path.write_bytes(flipped(whole, rng))
        counts["flips"] += 1
        try:
            done = backups.rehearse(BackupFiles(), made.path, WayIn(PASSPHRASE), folder, floor_kib=64)
        except Fault:
            counts["refused"] += 1
            continue
        counts["accepted" if done.ok else "found"] += 1
    return counts


def in_batch(folder: Path, number: int) -> Counter[str]:
    """A damaged batch opens for nobody."""
    rng, counts = random.Random(number), Counter[str]()
    sender, reader = DeviceKeys.generate(True), DeviceKeys.generate(True)
    header = Header(
        kind="batch", purpose="delen", stream="s1", epoch=1, seq=1, created="2026-11-22T12:00:00Z"
    )
    data = envelope.seal(header, b'{"ops":[]}', sender, [reader.public])
    for _ in range(300):
        counts["flips"] += 1
        try:
            envelope.open_envelope(flipped(data, rng), reader, lambda name: sender.public)
        except Fault:
            counts["refused"] += 1
        else:
            counts["accepted"] += 1
    return counts
