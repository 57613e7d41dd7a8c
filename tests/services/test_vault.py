"""The ways into a profile: a printed herstelblad, a forgotten wachtzin, another wachtzin. Without Qt."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.crypto.kdf import SALT_BYTES, KdfParams
from app.faults import Fault
from app.ports import Rol
from app.services import vault, wachtzinnen
from storage.profile_folder import ProfileFolder
from tests.documents.reading import whole
from tests.worlds import CountingIds, HandClock

CHEAP = KdfParams(memory_kib=64, passes=1, lanes=1, salt=bytes(SALT_BYTES))
WACHTZIN = "vier blauwe fietsen zingen"
NIEUW = "een heel andere zin van woorden"


def safe(folder: Path) -> ProfileFolder:
    return ProfileFolder(folder, HandClock(), CountingIds())


@pytest.fixture
def groups() -> tuple[str, ...]:
    return vault.propose_recovery()


@pytest.fixture
def folder(tmp_path: Path, groups: tuple[str, ...]) -> Path:
    folder = tmp_path / "profiel"
    wanted = vault.NewProfile(naam="Ans Vermeer", rol=Rol.VRIJWILLIGER, practice=True)
    vault.create_profile(safe(folder), wanted, WACHTZIN, CHEAP, recovery=groups, floor_kib=64).close()
    return folder


def opens(folder: Path, passphrase: str) -> bool:
    try:
        vault.unlock(safe(folder), passphrase, floor_kib=64).close()
    except Fault as fault:
        assert fault.code == "wachtzin-onjuist"
        return False
    return True


def recover(folder: Path, typed: str, *, recovery: tuple[str, ...] = ()) -> vault.OpenProfile:
    return vault.unlock_with_recovery(safe(folder), typed, NIEUW, CHEAP, recovery=recovery, floor_kib=64)


def test_the_herstelblad_of_the_first_day_opens_the_profile_when_the_wachtzin_is_forgotten(
    folder: Path, groups: tuple[str, ...]
) -> None:
    typed = " ".join(groups).lower()
    vault.check_recovery(safe(folder), typed)
    opened = recover(folder, typed)
    assert opened.store.profile.naam == "Ans Vermeer"
    opened.close()
    assert opens(folder, NIEUW) and not opens(folder, WACHTZIN)
    vault.check_recovery(safe(folder), typed)  # no new sheet was made, so this one stays good


def test_a_new_herstelblad_takes_the_place_of_the_old_one(folder: Path, groups: tuple[str, ...]) -> None:
    fresh = vault.propose_recovery()
    recover(folder, "-".join(groups), recovery=fresh).close()
    vault.check_recovery(safe(folder), "-".join(fresh))
    with pytest.raises(Fault) as caught:
        vault.check_recovery(safe(folder), "-".join(groups))
    assert caught.value.code == "herstelcode-onjuist"


def test_a_typing_error_names_its_group(folder: Path, groups: tuple[str, ...]) -> None:
    wrong = list(groups)
    wrong[4] = wrong[4][1] + wrong[4][0] + wrong[4][2:] if wrong[4][0] != wrong[4][1] else "00001"
    with pytest.raises(Fault) as caught:
        vault.check_recovery(safe(folder), " ".join(wrong))
    assert caught.value.code == "herstelcode-groep"
    assert "Groep 5" in caught.value.sentence


def test_the_code_of_another_profile_changes_nothing(folder: Path) -> None:
    before = safe(folder).slot_copies()
    with pytest.raises(Fault) as caught:
        recover(folder, "-".join(vault.propose_recovery()))
    assert caught.value.code == "herstelcode-onjuist"
    assert safe(folder).slot_copies() == before
    assert opens(folder, WACHTZIN)


def test_a_damaged_store_keeps_the_old_wachtzin(folder: Path, groups: tuple[str, ...]) -> None:
    store = folder / "dossiers.db"
    whole = store.read_bytes()
    store.write_bytes(whole[:4096])
    before = safe(folder).slot_copies()
    with pytest.raises(Fault):
        recover(folder, "-".join(groups))
    assert safe(folder).slot_copies() == before
    store.write_bytes(whole)
    assert opens(folder, WACHTZIN)


def test_another_wachtzin_asks_for_the_old_one(folder: Path) -> None:
    with pytest.raises(Fault) as caught:
        vault.change_passphrase(safe(folder), "geraden", NIEUW, CHEAP, floor_kib=64)
    assert caught.value.code == "wachtzin-onjuist"
    vault.change_passphrase(safe(folder), WACHTZIN, NIEUW, CHEAP, floor_kib=64)
    assert opens(folder, NIEUW) and not opens(folder, WACHTZIN)


def test_another_wachtzin_leaves_the_herstelblad_good(folder: Path, groups: tuple[str, ...]) -> None:
    vault.change_passphrase(safe(folder), WACHTZIN, NIEUW, CHEAP, floor_kib=64)
    vault.check_recovery(safe(folder), "-".join(groups))


def test_a_herstelblad_made_later_needs_the_wachtzin(folder: Path) -> None:
    fresh = vault.propose_recovery()
    with pytest.raises(Fault):
        vault.add_recovery(safe(folder), "geraden", fresh, floor_kib=64)
    vault.add_recovery(safe(folder), WACHTZIN, fresh, floor_kib=64)
    vault.check_recovery(safe(folder), "-".join(fresh))


def test_a_proposed_wachtzin_is_five_words_and_strong() -> None:
    proposed = wachtzinnen.propose()
    assert len(proposed.split(" ")) == 5
    assert wachtzinnen.estimate(proposed).voldoende
    assert proposed != wachtzinnen.propose()


def test_a_wachtzin_of_ones_own_name_is_told_weak() -> None:
    judged = wachtzinnen.estimate("AnsVermeer2026", ("Ans Vermeer",))
    assert not judged.voldoende
    assert "namen" in judged.advies


def test_a_group_is_compared_with_the_paper(groups: tuple[str, ...]) -> None:
    assert wachtzinnen.group_is_right(3, f" {groups[2].lower()} ", groups[2])
    assert not wachtzinnen.group_is_right(3, groups[3], groups[2])
    assert not wachtzinnen.group_is_right(3, "", groups[2])


def test_the_sheet_shows_every_group(groups: tuple[str, ...]) -> None:
    data = wachtzinnen.sheet(
        groups, "Ans Vermeer", "Lijnhuis", practice=True, clock=HandClock(), ids=CountingIds()
    )
    words = whole(data)
    assert "Ans Vermeer" in words
    assert all(group[:-1] in words for group in groups)
