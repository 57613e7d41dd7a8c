"""A live store is refused where another program copies files about, and on a network disk; both in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.faults import Fault
from app.ports import Rol
from app.services import vault
from storage.placing import ALLOW_ENV, check_place, copied_by, network_kind
from storage.profile_folder import ProfileFolder
from tests.soak.flips import CHEAP
from tests.worlds import CountingIds, HandClock

PASSPHRASE = "vier blauwe fietsen zingen"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("place", "program"),
    [
        ("OneDrive/lijn", "OneDrive"),
        ("OneDrive - Stichting Lijnhuis/Documenten/lijn", "OneDrive"),
        ("Dropbox/lijn", "Dropbox"),
        ("Dropbox (Lijnhuis)/lijn", "Dropbox"),
        ("Google Drive/Mijn Drive/lijn", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-ans/lijn", "een clouddienst"),
        ("Library/Mobile Documents/lijn", "iCloud"),
        ("iCloudDrive/lijn", "iCloud"),
        ("Nextcloud/werk/lijn", "Nextcloud"),
        ("nextcloud-lijnhuis/lijn", "Nextcloud"),
        ("STACK/lijn", "STACK"),
    ],
)
def test_a_folder_of_a_known_program_is_named(home: Path, place: str, program: str) -> None:
    assert copied_by(home / place) == program
    with pytest.raises(Fault) as caught:
        check_place(home / place)
    assert caught.value.code == "profielmap-wordt-gekopieerd"
    assert program in caught.value.sentence


@pytest.mark.parametrize(
    ("mark", "program"),
    [
        (".dropbox", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".sync_ab12cd34.db", "Nextcloud"),
        (".849c9593-d756-4e56-8d6e-42412f2a707b", "OneDrive"),
    ],
)
def test_a_folder_of_another_name_is_known_by_what_the_program_left(
    home: Path, mark: str, program: str
) -> None:
    place = home / "Documenten"
    place.mkdir()
    (place / mark).write_bytes(b"")
    assert copied_by(place / "werk" / "lijn") == program


def test_a_link_into_a_copied_folder_is_in_it(home: Path) -> None:
    (home / "Nextcloud").mkdir()
    (home / "gewoon").symlink_to(home / "Nextcloud")
    with pytest.raises(Fault):
        check_place(home / "gewoon" / "lijn")


def test_what_the_system_says_of_onedrive_is_believed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(home / "Werkmap"))
    assert copied_by(home / "Werkmap" / "lijn") == "OneDrive"


@pytest.mark.parametrize(
    "place", ["lijn", "Documenten/lijn", "projecten/nextclouder", "boeken/stack", ".local/x"]
)
def test_an_ordinary_folder_is_fine(home: Path, place: str) -> None:
    assert copied_by(home / place) == ""
    check_place(home / place)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("nfs4", "NFS"),
        ("cifs", "SMB"),
        ("fuse.sshfs", "sshfs"),
        ("fuse.rclone", "rclone"),
        ("fuse.google-drive-ocamlfuse", "google-drive-ocamlfuse"),
        ("ext4", ""),
        ("btrfs", ""),
        ("tmpfs", ""),
        ("fuseblk", ""),
        ("vfat", ""),
    ],
)
def test_network_disks_are_told_from_our_own(tmp_path: Path, kind: str, said: str) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/met\\040spatie {kind} rw 0 0\n")
    folder = Path("/mnt/met spatie/lijn")
    assert network_kind(folder, table) == said
    assert network_kind(Path("/mnt/anders"), table) == ""
    if said:
        with pytest.raises(Fault) as caught:
            check_place(folder, mounts=table)
        assert caught.value.code == "profielmap-op-netwerk" and said in caught.value.sentence


def test_the_one_folder_that_was_judged_is_let_through(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ALLOW_ENV, str(home / "Nextcloud" / "lijn"))
    check_place(home / "Nextcloud" / "lijn")
    with pytest.raises(Fault):
        check_place(home / "Nextcloud" / "anders")


def test_a_profile_is_neither_made_nor_opened_there_but_can_be_looked_into(home: Path) -> None:
    wanted = vault.NewProfile(naam="Ans", rol=Rol.VRIJWILLIGER, practice=True)
    away = ProfileFolder(home / "Dropbox" / "p", HandClock(), CountingIds())
    with pytest.raises(Fault, match="profielmap-wordt-gekopieerd"):
        vault.create_profile(away, wanted, PASSPHRASE, CHEAP, floor_kib=64)
    assert not (home / "Dropbox").exists()
    safe = ProfileFolder(home / "p", HandClock(), CountingIds())
    vault.create_profile(safe, wanted, PASSPHRASE, CHEAP, floor_kib=64).close()
    (home / "Dropbox").mkdir()
    (home / "p").rename(home / "Dropbox" / "p")
    moved = ProfileFolder(home / "Dropbox" / "p", HandClock(), CountingIds())
    with pytest.raises(Fault, match="profielmap-wordt-gekopieerd"):
        vault.unlock(moved, PASSPHRASE, floor_kib=64)
    (home / "Dropbox" / "p").rename(home / "terug")
    back = ProfileFolder(home / "terug", HandClock(), CountingIds())
    vault.unlock(back, PASSPHRASE, floor_kib=64).close()
