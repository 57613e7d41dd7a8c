"""`python -m app` as a program of its own: exit codes, streams, what it loads, and two of them at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cli.people import PASSPHRASE, Person

HOUSE = Path(__file__).parents[2]


def run(*words: object, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", *(str(word) for word in words)],
        cwd=HOUSE,
        env={**os.environ, **env},
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


def test_from_nothing_to_a_client(tmp_path: Path) -> None:
    env = {"DOORGAANDE_LIJN_PASSPHRASE": PASSPHRASE}
    profile = ("--profile", tmp_path / "p")
    made = run(
        *profile,
        "profile",
        "create",
        "--role",
        "vrijwilliger",
        "--name",
        "Ans",
        "--practice",
        "--json",
        **env,
    )
    assert (made.returncode, made.stderr) == (0, "")
    assert json.loads(made.stdout)["practice"]
    added = run(*profile, "clients", "add", "--first-names", "ሰላም", stdin=f"{PASSPHRASE}\n")
    assert added.returncode == 0
    # A terminal of another age: signs it hasn't are replaced, and nothing breaks.
    listed = run(*profile, "clients", "list", PYTHONIOENCODING="latin-1", **env)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "????" in listed.stdout or "???" in listed.stdout
    wrong = run(*profile, "status", DOORGAANDE_LIJN_PASSPHRASE="iets anders")
    assert wrong.returncode == 3
    assert wrong.stderr.startswith("wachtzin-onjuist: ")
    assert len(wrong.stderr.splitlines()) == 1
    assert wrong.stdout == ""
    assert run(*profile, "bestaat-niet").returncode == 2


def test_a_second_program_finds_the_profile_in_use(ans: Person) -> None:
    """Two processes: the first holds the profile while it waits, the second is told so."""
    holder = (
        "import sys; from pathlib import Path; from app import wiring;"
        "p = wiring.unlock(wiring.World(), Path(sys.argv[1]), sys.argv[2]);"
        "print('open', flush=True); sys.stdin.readline(); p.close()"
    )
    first = subprocess.Popen(
        [sys.executable, "-c", holder, str(ans.folder), PASSPHRASE],
        cwd=HOUSE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "open\n"
        second = run("--profile", ans.folder, "status", "--json", DOORGAANDE_LIJN_PASSPHRASE=PASSPHRASE)
        assert second.returncode == 3
        assert json.loads(second.stderr)["code"] == "profiel-al-open"
    finally:
        first.communicate("\n")
    again = run("--profile", ans.folder, "status", DOORGAANDE_LIJN_PASSPHRASE=PASSPHRASE)
    assert again.returncode == 0


def test_who_stops_reading_gets_no_complaint(ans: Person) -> None:
    env = {**os.environ, "DOORGAANDE_LIJN_PASSPHRASE": PASSPHRASE}
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "app", "--profile", str(ans.folder), "consent", "text", "--purpose", "brief-foto"],
            cwd=HOUSE, env=env, stdout=writer, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    finally:
        os.close(writer)
    assert done.stderr == b""


def test_help_loads_nothing_heavy() -> None:
    heavy = {
        "PySide6",
        "sqlalchemy",
        "alembic",
        "sqlcipher3",
        "reportlab",
        "pikepdf",
        "cryptography",
        "ui",
        "sync",
    }
    code = "import sys; from app.cli.start import main; main(['--help']); print(','.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert not heavy & set(done.stderr.split(","))


def test_a_command_on_a_profile_loads_no_window_and_no_pdf(ans: Person) -> None:
    code = (
        "import sys; from app.cli.start import main; code = main(sys.argv[1:]);"
        "print(code, *sys.modules, sep=',', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--profile", str(ans.folder), "clients", "list"],
        cwd=HOUSE, env={**os.environ, "DOORGAANDE_LIJN_PASSPHRASE": PASSPHRASE}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    loaded = done.stderr.split(",")
    assert loaded[0] == "0"
    assert not {"PySide6", "reportlab", "pikepdf", "ui", "alembic", "sync.round"} & set(loaded)
