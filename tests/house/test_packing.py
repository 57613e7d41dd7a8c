"""The recipes around a build: what a Debian package holds and asks for, and the list of parts. Nothing is built."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from packing import bom, deb, shipped

PROGRAM = b"\x7fELF program that wants GLIBC_2.34 and GLIBC_2.4"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder of the shape that PyInstaller makes."""
    folder = tmp_path / "doorgaande-lijn"
    inner = folder / "_internal"
    (inner / "PySide6").mkdir(parents=True)
    (folder / "doorgaande-lijn").write_bytes(PROGRAM)
    (inner / "PySide6" / "libQt6Core.so.6").write_bytes(b"\x7fELF GLIBC_2.28")
    (inner / "libQt6Core.so.6").symlink_to("PySide6/libQt6Core.so.6")
    (inner / "libX11.so.6").write_bytes(b"\x7fELF")
    (inner / "LICENSE").write_text("EUPL", encoding="utf-8")
    return folder


@pytest.fixture
def root(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same folder as it will lie in a system."""
    monkeypatch.setattr(deb, "needed_by", lambda binaries: {"libc.so.6", "libQt6Core.so.6", "libGL.so.1"})
    monkeypatch.setattr(deb, "architecture", lambda: "amd64")
    made = tmp_path / "root"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    deb.lay_out(program, made)
    return made


def test_the_package_holds_the_program_and_what_a_desktop_asks(root: Path) -> None:
    files = {str(path.relative_to(root)) for path in root.rglob("*") if not path.is_dir()}
    inner = "usr/lib/doorgaande-lijn/_internal/"
    assert files == {
        "DEBIAN/control",
        "DEBIAN/md5sums",
        "usr/bin/doorgaande-lijn",
        "usr/lib/doorgaande-lijn/doorgaande-lijn",
        f"{inner}LICENSE",
        f"{inner}PySide6/libQt6Core.so.6",
        f"{inner}libQt6Core.so.6",
        f"{inner}libX11.so.6",
        "usr/share/applications/doorgaande-lijn.desktop",
        "usr/share/doc/doorgaande-lijn/changelog.gz",
        "usr/share/doc/doorgaande-lijn/copyright",
        "usr/share/icons/hicolor/scalable/apps/doorgaande-lijn.svg",
    }
    assert (root / "usr/bin/doorgaande-lijn").resolve().read_bytes() == PROGRAM
    assert (root / inner / "libQt6Core.so.6").is_symlink()


def test_the_package_runs_no_script_of_its_own(root: Path) -> None:
    assert sorted(path.name for path in (root / "DEBIAN").iterdir()) == ["control", "md5sums"]


def test_rights_are_the_same_whatever_the_umask(root: Path) -> None:
    rights = {str(path.relative_to(root)): path.stat().st_mode & 0o7777 for path in root.rglob("*")}
    runs = {name for name, mode in rights.items() if mode == 0o755 and not (root / name).is_dir()}
    assert runs == {"usr/lib/doorgaande-lijn/doorgaande-lijn", "usr/bin/doorgaande-lijn"}
    assert set(rights.values()) == {0o755, 0o644}


def test_everything_has_the_date_of_the_source(root: Path) -> None:
    assert {path.lstat().st_mtime for path in (root, *root.rglob("*"))} == {1767225600}


def test_every_file_has_its_sum(root: Path) -> None:
    for line in (root / "DEBIAN/md5sums").read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.md5((root / name).read_bytes()).hexdigest() == digest
    assert "usr/lib/doorgaande-lijn/doorgaande-lijn" in (root / "DEBIAN/md5sums").read_text(encoding="utf-8")


def test_control_asks_only_for_what_isnt_brought_along(root: Path) -> None:
    control = (root / "DEBIAN/control").read_text(encoding="utf-8")
    fields = dict(line.split(": ", 1) for line in control.splitlines() if not line.startswith(" "))
    assert fields["Depends"] == "libc6 (>= 2.34), libgl1"
    assert fields["Package"] == "doorgaande-lijn"
    assert fields["Architecture"] == "amd64"
    assert int(fields["Installed-Size"]) >= 0


def test_a_library_that_nobody_brings_is_refused() -> None:
    with pytest.raises(deb.RecipeError, match=r"libharfbuzz-fb\.so\.0"):
        deb.depends({"libc.so.6", "libharfbuzz-fb.so.0"}, {"libz.so.1"}, 36)


def test_the_desktop_file_starts_what_the_package_holds(root: Path) -> None:
    text = (root / "usr/share/applications/doorgaande-lijn.desktop").read_text(encoding="utf-8")
    keys = dict(line.split("=", 1) for line in text.splitlines()[1:])
    assert text.startswith("[Desktop Entry]\n")
    assert (root / "usr/bin" / keys["Exec"]).is_symlink()
    assert (root / "usr/share/icons/hicolor/scalable/apps" / f"{keys['Icon']}.svg").is_file()


def test_the_papers_name_every_part_and_the_changelog_has_no_date_inside(root: Path) -> None:
    doc = root / "usr/share/doc/doorgaande-lijn"
    text = (doc / "copyright").read_text(encoding="utf-8")
    assert all(f"{part['naam']}: {part['licentie']}" in text for part in shipped.parts())
    packed = (doc / "changelog.gz").read_bytes()
    assert packed[4:8] == bytes(4)
    assert b"Changelog" in gzip.decompress(packed)


def test_over_names_every_package_that_goes_along_and_no_other() -> None:
    named = {shipped.plain(part["pakket"]) for part in shipped.parts() if "pakket" in part}
    assert named == set(shipped.packages())


def test_the_list_of_parts_has_versions_licences_and_who_needs_whom(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    target = bom.write(program)
    table = json.loads(target.read_text(encoding="utf-8"))
    assert (table["bomFormat"], table["specVersion"]) == ("CycloneDX", "1.6")
    assert table["metadata"]["timestamp"] == "2026-01-01T00:00:00Z"
    found = {one["bom-ref"]: one for one in table["components"]}
    assert len(found) == len(table["components"])
    assert all(one.get("licenses") or one["type"] == "file" for one in found.values())
    lock = (shipped.HOUSE / "requirements.lock").read_text(encoding="ascii")
    names = [one["name"] for one in found.values() if "purl" in one]
    assert set(names) == set(shipped.packages())
    assert all(f"{one['name']}=={one['version']}" in lock for one in found.values() if "purl" in one)
    assert "pytest" not in names
    files = {one["name"] for one in found.values() if one["type"] == "file"}
    assert files == {"libX11.so.6"}, "a link to what a package brings is not the building system's"
    refs = {one["ref"] for one in table["dependencies"]}
    assert {want for one in table["dependencies"] for want in one["dependsOn"]} <= refs
    before = target.read_bytes()
    assert bom.write(program).read_bytes() == before


def test_a_package_without_a_licence_in_over_makes_no_list() -> None:
    with pytest.raises(KeyError, match="nieuw"):
        bom.make("nieuw==1.0 \\\n", {"nieuw": []}, [], {}, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.skipif(os.name == "nt", reason="dpkg-deb is Debian's")
def test_the_package_can_be_read_by_debian(root: Path) -> None:
    import shutil
    import subprocess

    if shutil.which("dpkg-deb") is None:
        pytest.skip("dpkg-deb is not here")
    made = root.parent / "one.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(root), str(made)],
        check=True,
        capture_output=True,
    )
    told = subprocess.run(["dpkg-deb", "--contents", str(made)], check=True, capture_output=True, text=True)
    assert "root/root" in told.stdout
    assert "./usr/bin/doorgaande-lijn -> ../lib/doorgaande-lijn/doorgaande-lijn" in told.stdout
