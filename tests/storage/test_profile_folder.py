"""A profile's folder: for one person, one program at a time, with two copies of the keys."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import wiring
from app.crypto.kdf import SALT_BYTES, KdfParams
from app.faults import Fault
from app.ports import Rol
from app.services import vault
from storage.profile_folder import SLOT_FILES, ProfileFolder
from tests.worlds import CountingIds, HandClock

CHEAP = KdfParams(memory_kib=64, passes=1, lanes=1, salt=bytes(SALT_BYTES))
WACHTZIN = "vier blauwe fietsen zingen"


def safe(folder: Path) -> ProfileFolder:
    return ProfileFolder(folder, HandClock(), CountingIds())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "profiel"
    make(folder).close()
    return folder


def make(folder: Path) -> vault.OpenProfile:
    wanted = vault.NewProfile(naam=" Ans Vermeer ", rol=Rol.VRIJWILLIGER, practice=True)
    return vault.create_profile(safe(folder), wanted, WACHTZIN, CHEAP, floor_kib=64)


def unlock(folder: Path, passphrase: str = WACHTZIN) -> vault.OpenProfile:
    return vault.unlock(safe(folder), passphrase, floor_kib=64)


def code_of(folder: Path, passphrase: str = WACHTZIN) -> str:
    with pytest.raises(Fault) as caught:
        unlock(folder, passphrase)
    return caught.value.code


def test_a_profile_opens_with_its_passphrase_and_knows_itself(folder: Path) -> None:
    profile = unlock(folder, "  VIER blauwe fietsen zingen".replace("VIER", "vier"))
    assert profile.store.profile.naam == "Ans Vermeer"
    assert profile.store.profile.device_id == profile.keys.device_id
    profile.close()


def test_a_wrong_passphrase_says_so_and_leaves_the_profile_free(folder: Path) -> None:
    assert code_of(folder, "verkeerd") == "wachtzin-onjuist"
    unlock(folder).close()


def test_only_one_program_uses_a_profile(folder: Path) -> None:
    first = unlock(folder)
    script = (
        "import sys; from pathlib import Path; from storage.profile_folder import ProfileFolder\n"
        "from tests.worlds import *; from app.faults import Fault\n"
        "try: ProfileFolder(Path(sys.argv[1]), HandClock(), CountingIds()).lock()\n"
        "except Fault as fault: print(fault.code)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}

    def second() -> str:
        done = subprocess.run(
            [sys.executable, "-c", script, str(folder)],
            capture_output=True,
            text=True,
            env=environment,
            check=True,
        )
        return done.stdout.strip()

    assert second() == "profiel-al-open"
    first.close()
    assert second() == ""


@pytest.mark.skipif(os.name != "posix", reason="modes are a posix thing")
def test_the_folder_is_for_its_owner_only(folder: Path) -> None:
    assert folder.stat().st_mode & 0o077 == 0


def test_a_profile_is_never_made_over_another(folder: Path) -> None:
    with pytest.raises(Fault, match="profiel-bestaat-al"):
        safe(folder).prepare()


KILLED_WHILE_MAKING = """
import os, sys
from pathlib import Path
import storage.profile_folder as folders, storage.store as stores
from app.ports import Rol
from app.services import vault
from tests.storage.test_profile_folder import CHEAP, WACHTZIN, safe

where, folder = sys.argv[1], Path(sys.argv[2])
die = lambda *_, **__: os._exit(9)
if where == "second slot file":
    whole = folders.write_whole
    folders.write_whole = lambda path, data: die() if path.name == "sleutels.2" else whole(path, data)
elif where == "empty store":
    stores.bring_up_to_date = die
elif where == "no keys":
    stores.SqlStore.write = die
elif where == "all but done":
    folders.ProfileFolder.made = die
vault.create_profile(
    safe(folder), vault.NewProfile(naam="Ans", rol=Rol.VRIJWILLIGER, practice=True), WACHTZIN, CHEAP, floor_kib=64
)
"""


@pytest.mark.parametrize("where", ["second slot file", "empty store", "no keys", "all but done"])
def test_a_profile_whose_making_was_killed_can_be_made_again(tmp_path: Path, where: str) -> None:
    folder = tmp_path / "profiel"
    done = subprocess.run([sys.executable, "-c", KILLED_WHILE_MAKING, where, str(folder)], cwd=Path.cwd())
    assert done.returncode == 9
    assert not wiring.profile_exists(folder)
    assert code_of(folder) == "profiel-ontbreekt"
    make(folder).close()
    assert wiring.profile_exists(folder)
    unlock(folder).close()


def test_a_profile_whose_making_failed_leaves_nothing_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "profiel"

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "vol")

    with monkeypatch.context() as patch, pytest.raises(OSError):
        patch.setattr("storage.profile_folder.Ballast.fill", full)
        make(folder)
    assert [path.name for path in folder.iterdir()] == ["in-gebruik"]
    make(folder).close()
    unlock(folder).close()


def test_half_a_profile_is_not_cleared_while_somebody_is_making_it(tmp_path: Path) -> None:
    first = safe(tmp_path)
    first.prepare()
    first.lock()
    first.begin_making()
    with pytest.raises(Fault, match="profiel-al-open"):
        safe(tmp_path).prepare()
    first.unlock()


def test_an_empty_folder_holds_no_profile(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "profiel-ontbreekt"
    assert code_of(tmp_path / "bestaat-niet") == "profiel-ontbreekt"


@pytest.mark.parametrize("name", SLOT_FILES)
@pytest.mark.parametrize("damage", ["weg", "leeg", "ruis"])
def test_one_bad_copy_of_the_keys_is_mended_from_the_other(folder: Path, name: str, damage: str) -> None:
    path = folder / name
    good = path.read_bytes()
    if damage == "weg":
        path.unlink()
    else:
        path.write_bytes(b"" if damage == "leeg" else bytes(300))
    unlock(folder).close()
    assert path.read_bytes() == good


def test_nothing_readable_lies_in_the_folder(folder: Path) -> None:
    for path in folder.iterdir():
        data = path.read_bytes()
        assert b"Ans Vermeer" not in data
        assert WACHTZIN.encode() not in data


def test_a_name_is_needed(tmp_path: Path) -> None:
    wanted = vault.NewProfile(naam="  ", rol=Rol.VRIJWILLIGER)
    with pytest.raises(Fault, match="profielnaam-leeg"):
        vault.create_profile(safe(tmp_path / "x"), wanted, WACHTZIN, CHEAP, floor_kib=64)
    assert not (tmp_path / "x").exists()
