"""The anchor outside the store: a store of an earlier moment is noticed, and what it doesn't know is done again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app import wiring
from app.crypto import anchorfile
from app.crypto.anchorfile import ANKER_ONLEESBAAR, Anchor, Ended, Erased
from app.crypto.identity import DeviceKeys
from app.domain.contactmomenten import Contactmoment
from app.domain.toestemmingen import Besluit, Toestemming
from app.faults import Fault
from app.ports import REGISTER, Rol
from app.services import backups
from app.services.vault import NewProfile, OpenProfile
from app.wiring import World, keeping
from tests.worlds import CountingIds, HandClock, consent, contact, person

PASSPHRASE = "vier blauwe fietsen zingen 7"
GEZONDHEID = "gemeente-gezondheid"


@pytest.fixture
def world() -> World:
    return World(HandClock(), CountingIds(3))


@pytest.fixture
def folder(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed profile with a client, a consent and two visits."""
    monkeypatch.setenv(wiring.PRACTICE_KDF_ENV, "1")
    wanted = NewProfile(naam="Ans Vermeer", rol=Rol.VRIJWILLIGER, practice=True)
    opened = wiring.create_profile(world, tmp_path / "profiel", wanted, PASSPHRASE)
    with opened.store.write() as uow:
        uow.add(person("d1"))
        uow.add(consent("t1", "d1", GEZONDHEID))
        uow.add(contact("c1", "d1"))
        uow.add(contact("c2", "d1"))
        uow.commit()
    opened.close()
    return tmp_path / "profiel"


def go_on(opened: OpenProfile) -> None:
    """The client withdraws, and one visit is erased."""
    with opened.store.write() as uow:
        uow.add(consent("t2", "d1", GEZONDHEID, besluit=Besluit.INGETROKKEN, trekt_in="t1"))
        uow.ledger.erase(Contactmoment.soort, "c1", None, grond="bewaartermijn")
        uow.commit()


def is_brought_up(opened: OpenProfile) -> bool:
    with opened.store.read() as reading:
        queued = {row.op.record_id for row in reading.ledger.outbox(REGISTER, withheld=True)}
        return (
            reading.get(Toestemming, "t2") is not None
            and reading.get(Contactmoment, "c1") is None
            and reading.get(Contactmoment, "c2") is not None
            and "t2" in queued
            and "c1" not in queued
        )


def test_a_store_that_goes_on_is_no_finding(world: World, folder: Path) -> None:
    for _ in range(2):
        opened = wiring.unlock(world, folder, PASSPHRASE)
        with opened.store.read() as reading:
            assert reading.setting(backups.RESTORED_SETTING) is None
            assert backups.incarnation(reading) == 0
        go_on(opened) if _ == 0 else None
        opened.close()


@pytest.mark.parametrize("ending", ["closed", "killed"])
def test_a_store_file_of_an_earlier_day_is_noticed_and_brought_up(
    world: World, folder: Path, tmp_path: Path, ending: str
) -> None:
    early = tmp_path / "vroeg.db"
    shutil.copyfile(folder / "dossiers.db", early)
    opened = wiring.unlock(world, folder, PASSPHRASE)
    go_on(opened)
    late = (folder / "anker").read_bytes()
    opened.close()
    if ending == "killed":
        (folder / "anker").write_bytes(late)
    shutil.copyfile(early, folder / "dossiers.db")
    opened = wiring.unlock(world, folder, PASSPHRASE)
    try:
        assert is_brought_up(opened)
        with opened.store.read() as reading:
            assert reading.setting(backups.RESTORED_SETTING)["anker"] == "teruggezet"
            assert backups.incarnation(reading) == 1
    finally:
        opened.close()


@pytest.mark.parametrize("damage", ["gone", "flipped", "another's"])
def test_an_anchor_that_is_gone_or_forged_is_a_finding(world: World, folder: Path, damage: str) -> None:
    path = folder / "anker"
    data = bytearray(path.read_bytes())
    if damage == "gone":
        path.unlink()
    elif damage == "flipped":
        data[-3] ^= 1
        path.write_bytes(data)
    else:
        other = Anchor(log_rows=0, log_head="", incarnation=0)
        path.write_bytes(anchorfile.seal(other, DeviceKeys.generate(True)))
    opened = wiring.unlock(world, folder, PASSPHRASE)
    try:
        with opened.store.read() as reading:
            assert reading.setting(backups.RESTORED_SETTING)["anker"] == "anker-weg"
    finally:
        opened.close()
    opened = wiring.unlock(world, folder, PASSPHRASE)
    opened.close()
    assert path.exists()


def test_a_backup_of_before_is_brought_up_from_the_list_beside_it(
    world: World, folder: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    opened = wiring.unlock(world, folder, PASSPHRASE)
    old = keeping.create_backup(world, opened, stick).path
    go_on(opened)
    keeping.create_backup(world, opened, stick)
    opened.close()
    shutil.rmtree(folder)
    way = backups.WayIn(PASSPHRASE)
    restored = keeping.restore_backup(world, old, way, tmp_path / "elders" / "nieuw")
    try:
        assert is_brought_up(restored)
        with restored.store.read() as reading:
            said = reading.setting(backups.RESTORED_SETTING)
            assert (said["ingetrokken"], said["gewist"]) == (1, 1)
        assert restored.store.verify().ok
    finally:
        restored.close()


def test_a_backup_is_brought_up_from_the_profile_that_stands_beside_its_new_place(
    world: World, folder: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    opened = wiring.unlock(world, folder, PASSPHRASE)
    old = keeping.create_backup(world, opened, stick).path
    go_on(opened)
    opened.close()
    (folder / "dossiers.db").write_bytes(b"kapot")
    restored = keeping.restore_backup(world, old, backups.WayIn(PASSPHRASE), tmp_path / "profiel-2")
    try:
        assert is_brought_up(restored)
    finally:
        restored.close()


def test_without_a_list_a_backup_is_of_its_day(world: World, folder: Path, tmp_path: Path) -> None:
    """The control: what brings it up is the list, and nothing else."""
    stick, away = tmp_path / "stick", tmp_path / "elders"
    stick.mkdir()
    away.mkdir()
    opened = wiring.unlock(world, folder, PASSPHRASE)
    old = keeping.create_backup(world, opened, stick).path
    go_on(opened)
    opened.close()
    shutil.copyfile(old, away / old.name)
    restored = keeping.restore_backup(world, away / old.name, backups.WayIn(PASSPHRASE), away / "p" / "q")
    try:
        assert not is_brought_up(restored)
    finally:
        restored.close()


def test_neither_anchor_nor_list_can_be_read_beside_the_store(world: World, folder: Path) -> None:
    opened = wiring.unlock(world, folder, PASSPHRASE)
    go_on(opened)
    opened.close()
    data = (folder / "anker").read_bytes()
    assert b"t2" not in data and b"gezondheid" not in data and b"c1" not in data


def test_every_flipped_bit_of_an_anchor_is_refused() -> None:
    keys = DeviceKeys.generate(True)
    anchor = Anchor(
        log_rows=5,
        log_head="ab" * 32,
        incarnation=2,
        ended=(Ended("toestemming", "t1", "d1", {"doel": "x"}),),
        erased=(Erased("contactmoment", "c1", None, "bewaartermijn", 1),),
    )
    data = anchorfile.seal(anchor, keys)
    assert anchorfile.open_anchor(data, keys) == anchor
    for bit in range(0, 8 * len(data), 3):
        wrong = bytearray(data)
        wrong[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Fault) as caught:
            anchorfile.open_anchor(bytes(wrong), keys)
        assert caught.value.kind is ANKER_ONLEESBAAR
    for size in range(0, len(data), 7):
        with pytest.raises(Fault):
            anchorfile.open_anchor(data[:size], keys)
