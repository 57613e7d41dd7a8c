"""Our own mistakes: exit code 70, a report without anybody in it, and never a traceback on the terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from app import crash
from app.services import dossiers
from tests.cli.people import Done, Person

SECRET = "Zeldzame Naam"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A use case that fails with a person's name in its message; reports go to a folder of this test."""

    def list_clients(store: object, wanted: object) -> None:
        local = {"naam": SECRET}
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(f"cannot sort {local}") from error

    monkeypatch.setattr(dossiers, "list_clients", list_clients)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def report_of(done: Done) -> str:
    found = re.search(r"(\S+doorgaande-lijn-fout-\S+\.txt)", done.err)
    assert found
    return Path(found[1].rstrip('"}')).read_text()


def test_a_mistake_of_ours_names_a_report_and_nobody(ans: Person, broken: Path) -> None:
    done = ans.do("clients", "list", "--search", SECRET)
    assert done.code == 70
    assert done.fault == "fout-in-programma"
    assert "Traceback" not in done.err
    report = report_of(done)
    assert "builtins.ValueError" in report
    assert "builtins.KeyError" in report
    assert "app/cli/clients.py" in report
    for text in (done.err + done.out, report):
        assert SECRET not in text
        assert "Ans" not in text
    # The place of a file below the program, never the machine's own folders above it.
    assert not re.search(r"^\s+/", report, re.MULTILINE)


def test_a_mistake_is_an_object_for_programs(ans: Person, broken: Path) -> None:
    done = ans.do("clients", "list", "--json")
    assert done.code == 70
    assert json.loads(done.err)["code"] == "fout-in-programma"


def test_the_profile_is_free_again_after_a_mistake(ans: Person, broken: Path) -> None:
    assert ans.do("clients", "list").code == 70
    assert ans.do("status").code == 0


def test_a_report_that_cannot_be_written_is_left_out(
    ans: Person, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(broken / "weg"))
    done = ans.do("clients", "list")
    assert done.code == 70
    assert "Dat is onze fout." in done.err


def test_stopping_by_hand_is_quiet(ans: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dossiers, "list_clients", stop)
    done = ans.do("clients", "list")
    assert (done.code, done.fault) == (130, "gestopt")


def test_a_loop_of_causes_ends() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert crash.describe(first).count("builtins.") == 2
