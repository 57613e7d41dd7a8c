"""Seeded names through a whole tour of the command line: none of them is found on the disk, in any way of writing."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

from app.cli.session import PASSPHRASE_ENV
from app.wiring import PRACTICE_KDF_ENV

MARKERS = ("Kwelgeestra", "Zilvervosje", "Mokumdrift", "Boterletterhof", "Sneeuwklokzin")
PASSPHRASE = "Trapgatvlinder koffie oever 7"


def ways_of_writing(marker: str) -> set[bytes]:
    plain = marker.encode()
    return {
        plain,
        plain.lower(),
        marker.encode("utf-16-le"),
        plain.hex().encode(),
        base64.b64encode(plain).rstrip(b"=")[:-1],
    }


def found_in(folder: Path) -> list[str]:
    """Every file whose bytes or name hold a marker."""
    hits = []
    for path in sorted(folder.rglob("*")):
        data = str(path.relative_to(folder)).encode() + (path.read_bytes() if path.is_file() else b"")
        hits += [
            f"{path.relative_to(folder)}: {marker}"
            for marker in (*MARKERS, "Trapgatvlinder")
            if any(way in data for way in ways_of_writing(marker))
        ]
    return hits


class Tour:
    """Real processes whose every place to leave something lies in one folder."""

    def __init__(self, world: Path) -> None:
        self.world = world
        self.env = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path.cwd()),
            "PYTHONDONTWRITEBYTECODE": "1",
            PRACTICE_KDF_ENV: "1",
            PASSPHRASE_ENV: PASSPHRASE,
        }
        for name in (
            "HOME",
            "TMPDIR",
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_CACHE_HOME",
            "XDG_STATE_HOME",
        ):
            (world / name.lower()).mkdir()
            self.env[name] = str(world / name.lower())

    def do(self, *words: object, fine: tuple[int, ...] = (0,)) -> str:
        command = [sys.executable, "-m", "app", *(str(word) for word in words)]
        done = subprocess.run(
            command, env=self.env, cwd=self.world / "home", capture_output=True, text=True, check=False
        )
        assert done.returncode in fine, done.stderr
        return done.stdout


def walk(tour: Tour) -> None:
    stick = tour.world / "stick"
    stick.mkdir()
    tour.do("profile", "create", "--role", "vrijwilliger", "--name", "Ans Mokumdrift", "--practice")
    tour.do("clients", "add", "--first-names", "Zilvervosje", "--family-name", "Kwelgeestra")
    rows = tour.do("clients", "list", "--json")
    client = rows.split('"dossier_id": "')[1].split('"')[0]
    tour.do("clients", "list", "--search", "Kwelgeestra")
    tour.do("contact", "add", "--client", client, "--subject", "Boterletterhof", "--summary", "Sneeuwklokzin",
            "--note", "Sneeuwklokzin alleen hier")  # fmt: skip
    tour.do("clients", "show", client)
    tour.do("mailbox", "set", f"folder:{stick}", fine=(0, 3))
    tour.do("share", fine=(0, 3))
    tour.do("queue")
    tour.do("log")
    made = tour.do("backup", "create", "--to", stick, "--json").split('"bestand": "')[1].split('"')[0]
    tour.do("backup", "verify", made)
    tour.do("--profile", tour.world / "opnieuw", "backup", "restore", made)
    tour.do("salvage", "--to", tour.world / "gered")
    tour.do("clients", "add", "--first-names", "Zilvervosje", "--onbekend", "Kwelgeestra", fine=(2,))
    tour.do("clients", "show", "Kwelgeestra", fine=(3,))
    tour.do("verify")


def test_nothing_of_a_person_is_left_on_the_disk(tmp_path: Path) -> None:
    tour = Tour(tmp_path)
    walk(tour)
    assert len(list(tmp_path.rglob("dossiers.db"))) == 3
    assert found_in(tmp_path) == []


def test_the_scan_finds_a_leak(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("Bezoek aan Zilvervosje", encoding="utf-8")
    (tmp_path / "diep").mkdir()
    (tmp_path / "diep" / "x.bin").write_bytes(b"\0\1" + "Kwelgeestra".encode("utf-16-le"))
    (tmp_path / "Mokumdrift.pdf").write_bytes(b"")
    assert len(found_in(tmp_path)) == 3


def test_a_process_of_the_command_line_leaves_no_core_file(tmp_path: Path) -> None:
    code = (
        "import resource, app.hardening as start; start.keep_memory_private(); "
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(0, 0)"
    assert "keep_memory_private()" in Path("app/__main__.py").read_text(encoding="utf-8")
