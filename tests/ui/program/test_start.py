"""Processes of their own: the self-test, the pictures, and the start after a lock."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import main, selftest
from app.selftest import SelfTestError

HOUSE = Path(__file__).parents[3]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=HOUSE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_the_self_test_uses_every_part() -> None:
    done = run("-m", "app.main", "--self-test")
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert [line.split(":")[0].removeprefix("goed").strip() for line in lines[:-1]] == [
        name for name, _ in selftest.PARTS
    ]


def test_a_part_that_is_broken_is_named_and_the_others_still_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_shop: selftest.Workshop) -> str:
        raise SelfTestError("het is stuk")

    monkeypatch.setattr(selftest, "PARTS", (("eerste", broken), ("tweede", lambda _shop: "prima")))
    out = io.StringIO()
    assert selftest.run(out) == 1
    assert "NIET GOED  eerste: SelfTestError: het is stuk" in out.getvalue()
    assert "goed       tweede: prima" in out.getvalue()
    assert "SelfTestError" in capsys.readouterr().err


def test_pictures_of_a_page_are_made(tmp_path: Path) -> None:
    done = run("-m", "ui.screens", "--out", str(tmp_path), "--role", "vrijwilliger", "--page", "vandaag")
    assert done.returncode == 0, done.stderr
    made = sorted(path.name for path in tmp_path.iterdir())
    assert made == [f"vrijwilliger-vandaag-{look}.png" for look in ("donker", "licht")]


@pytest.mark.parametrize(
    ("frozen", "expected"), [(False, ["-m", "app.main", "--profile"]), (True, ["--profile"])]
)
def test_after_a_lock_a_new_process_begins_at_the_same_profile(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, frozen: bool, expected: list[str]
) -> None:
    from PySide6 import QtCore

    started: list[tuple[str, list[str]]] = []

    class Process:
        @staticmethod
        def startDetached(program: str, arguments: list[str], folder: str) -> tuple[bool, int]:
            started.append((program, arguments))
            return True, 42

    monkeypatch.setattr(QtCore, "QProcess", Process)
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    assert main._start_again(tmp_path) == 42
    assert started == [(sys.executable, [*expected, str(tmp_path)])]
