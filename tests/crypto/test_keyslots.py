"""The ways into a store, as its owner, a thief and bad luck try them."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from app.crypto import kdf, keyslots, slotfile
from app.crypto.escrow import OrganisationSeed
from app.crypto.identity import DeviceKeys
from app.crypto.kdf import KdfParams
from app.crypto.keyslots import SlotFile, SlotType
from app.crypto.recovery import RecoveryCode
from app.crypto.secret import StoreKey
from app.crypto.slotfile import FILE_BYTES, HEADER_BYTES, PLACE_BYTES
from app.faults import Fault

PASS, OTHER = "paraplu olifant regen kast brood", "lepel maan fiets wolk tuin"
ORGANISATION = OrganisationSeed(b"\x21" * 32).keys(practice=False)
Made = tuple[SlotFile, StoreKey, RecoveryCode]


@pytest.fixture
def made(cheap: KdfParams, seeded: Callable[[int], bytes]) -> Made:
    file, key = keyslots.create(PASS, cheap, "profiel-1", floor_kib=8, random=seeded)
    file, code = keyslots.add_recovery(file, key, random=seeded)
    return keyslots.add_escrow(file, key, ORGANISATION.public), key, code


def refuses(code: str, work: Callable[[], object]) -> None:
    with pytest.raises(Fault) as caught:
        work()
    assert caught.value.code == code


def test_every_way_gives_the_same_random_key(made: Made) -> None:
    file, key, code = made
    data = keyslots.to_bytes(file)
    assert len(data) == FILE_BYTES and keyslots.from_bytes(data) == file
    assert keyslots.unlock_with_passphrase(data, PASS, floor_kib=8) == key
    assert keyslots.unlock_with_recovery(data, code) == key
    assert keyslots.unlock_with_escrow(data, ORGANISATION) == key
    assert file.types() == (SlotType.PASSPHRASE, SlotType.RECOVERY, SlotType.ESCROW)


def test_the_key_is_random_and_not_made_of_the_passphrase(cheap: KdfParams) -> None:
    one, first = keyslots.create(PASS, cheap, "p", floor_kib=8)
    other, second = keyslots.create(PASS, cheap, "p", floor_kib=8)
    assert first != second and one.raw != other.raw
    assert bytes(first.raw) not in one.raw


def test_the_wrong_secret_is_told_apart_from_damage(made: Made) -> None:
    file, _, _ = made
    refuses("wachtzin-onjuist", lambda: keyslots.unlock_with_passphrase(file, OTHER, floor_kib=8))
    refuses("wachtzin-onjuist", lambda: keyslots.unlock_with_passphrase(file, "", floor_kib=8))
    refuses("herstelcode-onjuist", lambda: keyslots.unlock_with_recovery(file, RecoveryCode(bytes(20))))
    stranger = DeviceKeys.from_seed(b"\x22" * 32, practice=False)
    refuses("organisatiesleutel-onjuist", lambda: keyslots.unlock_with_escrow(file, stranger))
    refuses("sleutelbos-onleesbaar", lambda: keyslots.unlock_with_passphrase(b"", PASS, floor_kib=8))


def test_production_refuses_cheap_parameters(made: Made, cheap: KdfParams) -> None:
    refuses("kdf-buiten-grenzen", lambda: keyslots.create(PASS, cheap, "p"))
    refuses("wachtzin-onjuist", lambda: keyslots.unlock_with_passphrase(made[0], PASS))


def test_changing_the_passphrase_keeps_the_key_and_the_other_ways(made: Made, cheap: KdfParams) -> None:
    file, key, code = made
    changed = keyslots.change_passphrase(file, key, OTHER, cheap, floor_kib=8)
    assert changed.epoch == file.epoch + 1
    assert keyslots.unlock_with_passphrase(changed, OTHER, floor_kib=8) == key
    refuses("wachtzin-onjuist", lambda: keyslots.unlock_with_passphrase(changed, PASS, floor_kib=8))
    assert keyslots.unlock_with_recovery(changed, code) == key
    old = file.of_type(SlotType.PASSPHRASE)[0].payload
    assert old[10:26] != changed.of_type(SlotType.PASSPHRASE)[0].payload[10:26], "the salt is new"
    assert old not in changed.raw


def test_a_new_recovery_card_makes_the_old_one_useless(made: Made) -> None:
    file, key, old = made
    renewed, code = keyslots.add_recovery(file, key)
    assert code != old and len(renewed.of_type(SlotType.RECOVERY)) == 1
    assert keyslots.unlock_with_recovery(renewed, code) == key
    refuses("herstelcode-onjuist", lambda: keyslots.unlock_with_recovery(renewed, old))


def test_travel_mode_leaves_nothing_of_the_passphrase_slot(made: Made) -> None:
    file, key, code = made
    travel = keyslots.remove_slot(file, key, SlotType.PASSPHRASE)
    gone = file.of_type(SlotType.PASSPHRASE)[0].payload
    assert gone[10:26] not in travel.raw and gone[-48:] not in travel.raw and len(travel.raw) == len(file.raw)
    refuses("slot-ontbreekt", lambda: keyslots.unlock_with_passphrase(travel, PASS, floor_kib=8))
    assert keyslots.unlock_with_recovery(travel, code) == key
    assert keyslots.unlock_with_escrow(travel, ORGANISATION) == key


def test_the_last_way_in_stays(made: Made) -> None:
    file, key, _ = made
    file = keyslots.remove_slot(file, key, SlotType.PASSPHRASE)
    file = keyslots.remove_slot(file, key, SlotType.ESCROW)
    refuses("laatste-slot", lambda: keyslots.remove_slot(file, key, SlotType.RECOVERY))
    refuses("slot-ontbreekt", lambda: keyslots.remove_slot(file, key, SlotType.ESCROW))


def test_rekey_gives_another_key_and_keeps_the_old_one_until_told(made: Made, cheap: KdfParams) -> None:
    file, key, code = made
    renewed, fresh = keyslots.rekey(file, key, OTHER, cheap, organisation=ORGANISATION.public, floor_kib=8)
    assert fresh != key and renewed.epoch == file.epoch + 1
    assert keyslots.unlock_with_passphrase(renewed, OTHER, floor_kib=8) == fresh
    assert keyslots.unlock_with_escrow(renewed, ORGANISATION) == fresh
    refuses("slot-ontbreekt", lambda: keyslots.unlock_with_recovery(renewed, code))
    assert keyslots.previous_key(renewed, fresh) == key
    assert keyslots.previous_key(renewed, key) is None
    done = keyslots.forget_previous(renewed, fresh)
    assert keyslots.previous_key(done, fresh) is None
    assert renewed.of_type(SlotType.PREVIOUS)[0].payload not in done.raw
    assert done.types() == (SlotType.PASSPHRASE, SlotType.ESCROW)


def test_the_old_key_alone_is_no_way_in(made: Made, cheap: KdfParams) -> None:
    renewed, fresh = keyslots.rekey(made[0], made[1], OTHER, cheap, floor_kib=8)
    refuses("laatste-slot", lambda: keyslots.remove_slot(renewed, fresh, SlotType.PASSPHRASE))


def test_a_slot_file_of_another_profile_doesnt_open(made: Made) -> None:
    file, key, code = made
    moved = slotfile.assemble("profiel-2", file.epoch, file.places, key)
    refuses("wachtzin-onjuist", lambda: keyslots.unlock_with_passphrase(moved, PASS, floor_kib=8))
    refuses("herstelcode-onjuist", lambda: keyslots.unlock_with_recovery(moved, code))
    refuses("organisatiesleutel-onjuist", lambda: keyslots.unlock_with_escrow(moved, ORGANISATION))


def test_no_flipped_bit_is_accepted_and_none_locks_out(made: Made) -> None:
    file, key, code = made
    draw = random.Random(1)
    positions = [*range(HEADER_BYTES * 8), *(draw.randrange(FILE_BYTES * 8) for _ in range(1500))]
    saved = 0
    for bit in positions:
        data = bytearray(file.raw)
        data[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Fault):
            keyslots.unlock_with_recovery(bytes(data), code)
        opened = keyslots.open_with_recovery([bytes(data), file.raw], code)
        assert opened.key == key and opened.intact and opened.index == 1 and opened.rewrite == (0,)
        in_header = bit // 8 < HEADER_BYTES
        in_slot = HEADER_BYTES + PLACE_BYTES <= bit // 8 < HEADER_BYTES + 2 * PLACE_BYTES
        if not in_header and not in_slot:
            alone = keyslots.open_with_recovery([bytes(data), None], code, salvage=True)
            assert alone.key == key and not alone.intact
            saved += 1
    assert saved > 1000


def test_no_truncated_or_longer_file_is_accepted(made: Made) -> None:
    file, _, code = made
    for size in [*range(0, FILE_BYTES, 97), FILE_BYTES - 1]:
        with pytest.raises(Fault):
            keyslots.unlock_with_recovery(file.raw[:size], code)
    for more in (b"\x00", bytes(32), file.raw):
        with pytest.raises(Fault):
            keyslots.unlock_with_recovery(file.raw + more, code)


def test_random_bytes_are_never_a_slot_file(made: Made) -> None:
    draw = random.Random(2)
    for _ in range(300):
        data = slotfile.MAGIC + b"\x01" + draw.randbytes(draw.choice([0, 10, 200, FILE_BYTES - 9]))
        with pytest.raises(Fault, match="sleutelbos-onleesbaar"):
            keyslots.unlock_with_recovery(data, made[2])


def test_after_salvage_repair_makes_it_whole_again(made: Made) -> None:
    file, key, code = made
    data = bytearray(file.raw)
    data[HEADER_BYTES + 30] ^= 1
    refuses("sleutelbos-veranderd", lambda: keyslots.unlock_with_recovery(bytes(data), code))
    opened = keyslots.open_with_recovery([bytes(data)], code, salvage=True)
    assert opened.file.damaged == (0,) and not opened.file.whole
    repaired = keyslots.repair(opened.file, opened.key)
    again = keyslots.open_with_recovery([repaired.raw], code)
    assert again.intact and again.key == key and repaired.epoch == file.epoch + 1
    assert repaired.types() == (SlotType.RECOVERY, SlotType.ESCROW)


def test_of_two_copies_the_newest_whole_one_is_used(made: Made, cheap: KdfParams) -> None:
    file, key, _ = made
    newer = keyslots.change_passphrase(file, key, OTHER, cheap, floor_kib=8)
    assert slotfile.newest_valid([file.raw, newer.raw]) == newer
    assert slotfile.newest_valid([newer.raw, None]) == newer
    assert slotfile.newest_valid([b"rommel", file.raw]) == file
    torn = newer.raw[:5000] + file.raw[5000:-1] + b"x"
    opened = keyslots.open_with_passphrase([torn, file.raw], PASS, floor_kib=8)
    assert opened.key == key and opened.index == 1
    opened = keyslots.open_with_passphrase([file.raw, newer.raw], OTHER, floor_kib=8)
    assert opened.index == 1 and opened.rewrite == (0,)
    assert keyslots.open_with_passphrase([newer.raw, newer.raw], OTHER, floor_kib=8).rewrite == ()


def test_a_whole_copy_goes_before_a_damaged_newer_one(made: Made, cheap: KdfParams) -> None:
    file, key, _ = made
    newer = bytearray(keyslots.change_passphrase(file, key, OTHER, cheap, floor_kib=8).raw)
    newer[HEADER_BYTES + PLACE_BYTES + 40] ^= 1
    assert slotfile.newest_valid([bytes(newer), file.raw]) == file
    assert slotfile.newest_valid([bytes(newer), None]).damaged == (1,)


def test_a_forged_newer_copy_doesnt_keep_the_owner_out(made: Made) -> None:
    file, key, code = made
    forged = slotfile.assemble(file.profile_id, 2**32 - 1, file.places, StoreKey(bytes(32)))
    opened = keyslots.open_with_recovery([forged.raw, file.raw], code)
    assert opened.index == 1 and opened.key == key and opened.intact


def test_no_copies_at_all() -> None:
    refuses("sleutelbos-onleesbaar", lambda: slotfile.newest_valid([None, None]))
    refuses("sleutelbos-onleesbaar", lambda: slotfile.newest_valid([]))
    newer = slotfile.MAGIC + b"\x02" + bytes(500)
    refuses("sleutelbos-nieuwer", lambda: slotfile.newest_valid([b"x", newer]))


def test_the_passphrase_is_derived_once_for_two_equal_copies(
    made: Made, cheap: KdfParams, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, key, _ = made
    real, runs = kdf.derive, []

    def counted(passphrase: str, params: KdfParams, *, floor_kib: int = 0) -> bytearray:
        runs.append(params)
        return real(passphrase, params, floor_kib=floor_kib)

    monkeypatch.setattr(kdf, "derive", counted)
    renewed, _ = keyslots.add_recovery(file, key)
    refuses(
        "wachtzin-onjuist", lambda: keyslots.open_with_passphrase([file.raw, renewed.raw], OTHER, floor_kib=8)
    )
    assert len(runs) == 1


def test_derived_keys_are_wiped(made: Made, cheap: KdfParams, monkeypatch: pytest.MonkeyPatch) -> None:
    real = kdf.derive
    seen: list[bytearray] = []

    def watched(passphrase: str, params: KdfParams, *, floor_kib: int = 0) -> bytearray:
        seen.append(real(passphrase, params, floor_kib=floor_kib))
        return seen[-1]

    monkeypatch.setattr(kdf, "derive", watched)
    keyslots.unlock_with_passphrase(made[0], PASS, floor_kib=8)
    keyslots.change_passphrase(made[0], made[1], OTHER, cheap, floor_kib=8)
    refuses("wachtzin-onjuist", lambda: keyslots.unlock_with_passphrase(made[0], OTHER, floor_kib=8))
    assert len(seen) == 3 and all(buffer == bytes(32) for buffer in seen)


def test_a_full_file_says_so(made: Made) -> None:
    key = made[1]
    full = slotfile.assemble("p", 1, [slotfile.Slot(9 + n, b"x") for n in range(8)], key)
    refuses("sleutelbos-vol", lambda: keyslots.add_recovery(full, key))


@pytest.mark.parametrize("profile", ["", "a" * 65, "met spatie", "caf\u00e9", "regel\n"])
def test_a_senseless_profile_id_is_our_own_mistake(profile: str, cheap: KdfParams) -> None:
    with pytest.raises(ValueError):
        keyslots.create(PASS, cheap, profile, floor_kib=8)
