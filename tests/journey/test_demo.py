"""The demo: its report is true, it notices when it isn't, and it leaves alone what isn't its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.demo import people, pictures, start
from app.domain.records import record_type
from app.domain.toestemmingen import Deelbesluit
from app.wiring import PRACTICE_KDF_ENV, World
from tests.worlds import CountingIds, HandClock

HOUSE = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing has tests of its own; and the environment is as it was afterwards."""
    monkeypatch.setenv(PRACTICE_KDF_ENV, "1")
    monkeypatch.setattr(
        start, "draw", lambda folder, say: pictures.Pictures(None, reden="niet gemaakt: test")
    )
    monkeypatch.setattr(
        people, "VOLUNTEER", people.Actor("vrijwilliger", "Ans Vermeer", people.Rol.VRIJWILLIGER, 2, 6)
    )
    monkeypatch.setattr(
        people, "WORKER", people.Actor("begeleider", "Mo Bakker", people.Rol.BEGELEIDER, 2, 6)
    )


def demo(out: Path, *words: str) -> tuple[int, str]:
    stream = io.StringIO()
    code = start.main(["--no-window", "--out", str(out), *words], stream, World(HandClock(), CountingIds()))
    return code, stream.getvalue()


def data_of(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "demo.json").read_text(encoding="utf-8"))
    return found


def test_the_whole_job_with_true_counts(tmp_path: Path) -> None:
    code, said = demo(tmp_path / "uit")
    assert code == 0, said
    data = data_of(tmp_path / "uit")
    ops = data["ops"]
    assert ops["created"] == ops["shared"] + ops["withheld"]
    assert sum(ops["withheld_why"].values()) == ops["withheld"] > 0
    assert ops["shared"] == data["received"] == data["confirmed"] > 0
    assert data["batches"] == len(list((tmp_path / "uit").rglob("*.batch")))
    assert data["answered"] == 1
    assert data["contacts"] == 13
    assert data["signals"] >= 6
    assert all(check["good"] and check["looked_at"] for check in data["checks"])
    assert Path(data["paths"]["pdf"]).read_bytes().startswith(b"%PDF")
    for path in (data["paths"]["mailbox"], *data["paths"]["profiles"].values()):
        assert Path(path).is_dir()
    assert "Wat er gebeurde" in said
    assert "FOUT" not in said
    assert people.PASSPHRASE in said


def test_the_report_names_nobody_and_repeats_nothing_refused(tmp_path: Path) -> None:
    _, said = demo(tmp_path / "uit")
    text = said + (tmp_path / "uit" / "demo.json").read_text(encoding="utf-8")
    for mark in (*people.REFUSED_MARKS, people.CLIENT.achternaam, people.PATIENT.achternaam):
        assert mark not in text


def test_a_rule_that_lets_everything_go_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: consent isn't asked any more, at neither side."""

    def all_goes(record: Any, names: Any, grants: Any, *_: object, **__: object) -> Deelbesluit:
        facts = record_type(type(record)).fields
        some = tuple(grant.id for grant in grants)[:1] or ("verzonnen",)
        return Deelbesluit({name: some for name in names if facts[name].shared or facts[name].structural}, {})

    monkeypatch.setattr("sync.consent.decide", all_goes)
    code, said = demo(tmp_path / "uit")
    assert code == start.LUKTE_NIET
    assert "FOUT  Wat de cliënt weigerde, en wat privé is, staat nergens bij de gemeente." in said
    assert "FOUT  Het zit in geen enkel pakket" in said
    assert not data_of(tmp_path / "uit")["succeeded"]


def test_a_store_that_leaks_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.demo.story import Story

    made = Story.visit_at_home

    def leaky(self: Story) -> None:
        made(self)
        (self.volunteer.folder / "dossiers.tmp").write_text(people.VISIT["aantekening"], encoding="utf-16")

    monkeypatch.setattr(Story, "visit_at_home", leaky)
    code, said = demo(tmp_path / "uit")
    assert code == start.LUKTE_NIET
    assert "FOUT  Het staat leesbaar in geen enkel bestand van deze map." in said


def test_again_in_the_same_folder(tmp_path: Path) -> None:
    assert demo(tmp_path)[0] == 0
    (tmp_path / "mijn-notities.txt").write_text("van mij")
    first = data_of(tmp_path)
    assert demo(tmp_path)[0] == 0
    assert (tmp_path / "mijn-notities.txt").read_text() == "van mij"
    assert data_of(tmp_path)["batches"] == first["batches"]


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "gemeente").mkdir()
    (tmp_path / "gemeente" / "belangrijk.txt").write_text("x")
    code, said = demo(tmp_path)
    assert code == 3
    assert "demomap-niet-leeg" in said
    assert [path.name for path in tmp_path.rglob("*")] == ["gemeente", "belangrijk.txt"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    code, said = demo(tmp_path / "bestand" / "uit")
    assert code == 3
    assert "demomap-onbruikbaar" in said


def test_wrong_words(tmp_path: Path) -> None:
    assert demo(tmp_path, "--bestaat-niet")[0] == 2
    assert demo(tmp_path, "--help")[0] == 0


def test_a_mistake_of_ours_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.demo.story import Story

    def fails(self: Story) -> None:
        raise RuntimeError("Zeldzame Naam")

    monkeypatch.setattr(Story, "add_pvt", fails)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code, said = demo(tmp_path / "uit")
    assert code == 70
    assert "Zeldzame Naam" not in said
    # Every profile is free again.
    assert demo(tmp_path / "uit")[0] == 70


def test_the_window_opens_on_the_volunteers_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[Path, str]] = []
    monkeypatch.setattr("app.main.run_demo_window", lambda *how: opened.append(how) or 0)
    stream = io.StringIO()
    code = start.main(["--out", str(tmp_path / "uit")], stream, World(HandClock(), CountingIds()))
    assert code == 0
    assert opened == [(tmp_path / "uit" / "vrijwilliger", people.PASSPHRASE)]
    assert people.PASSPHRASE in stream.getvalue()


def test_the_first_line_comes_before_anything_heavy() -> None:
    """What is loaded when the first line is out: nothing but Python's own."""
    code = (
        "import runpy, sys\n"
        "class Out:\n"
        "    def write(self, text):\n"
        "        sys.stderr.write(','.join(sys.modules)); sys.stderr.flush(); import os; os._exit(0)\n"
        "    def flush(self): pass\n"
        "sys.stdout = Out(); sys.argv = ['demo']\n"
        "runpy.run_module('app.demo', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=HOUSE,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stderr.split(","))
    assert "app.demo" in loaded
    assert not {"msgspec", "sqlalchemy", "cryptography", "argparse", "app.wiring", "app.demo.start"} & loaded


def test_who_stops_reading_gets_no_complaint(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "from app.demo.start import main; main()",
                "--no-window",
                "--out",
                str(tmp_path / "uit"),
            ],
            cwd=HOUSE,
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


# -- pictures


def test_pictures_that_fail_are_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())

    def fails(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], 1)

    monkeypatch.setattr(subprocess, "run", fails)
    made = pictures.draw(tmp_path, lambda line: None)
    assert made.map is None
    assert made.reden.startswith("niet gemaakt:")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert pictures.draw(tmp_path, lambda line: None).reden.startswith("niet gemaakt:")


def test_pictures_that_were_made_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def draws(words: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        asked.append(words[1:])
        assert options["env"]["QT_QPA_PLATFORM"] == "offscreen"
        (tmp_path / "schermen").mkdir()
        (tmp_path / "schermen" / "vandaag-licht.png").write_bytes(b"x")
        return subprocess.CompletedProcess(words, 0)

    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    monkeypatch.setattr(subprocess, "run", draws)
    made = pictures.draw(tmp_path, lambda line: None)
    assert made.files == ("vandaag-licht.png",)
    assert asked == [["-m", "ui.screens", "--out", str(tmp_path / "schermen"), "--only", "main"]]
