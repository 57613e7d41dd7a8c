"""What conftest.py promises every test, tried on a small set of tests that break each promise."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[2]

PLANTED = """
import logging, os, tempfile, warnings
import pytest
from pathlib import Path
from PySide6.QtCore import qWarning

def test_python_warns():
    warnings.warn("oud", DeprecationWarning, stacklevel=1)

def test_qt_warns():
    qWarning("mis")

def test_our_log_warns():
    logging.getLogger("storage.opening").warning("mis")

@pytest.mark.logs_warning
def test_our_log_may_warn_here():
    logging.getLogger("storage.opening").warning("mis")

def test_somebody_elses_log_may_warn():
    logging.getLogger("fontTools").warning("mis")

def test_nobodys_home():
    assert Path.home() == Path(os.environ["HOME"])
    assert Path.home().parent == Path(tempfile.gettempdir())
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    assert "DOORGAANDE_LIJN_PASSPHRASE" not in os.environ

@pytest.mark.soak
def test_minutes_long():
    raise AssertionError
"""


def pytest_in(folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run pytest on a planted test with this house's settings and conftest."""
    (folder / "tests").mkdir()
    shutil.copy(HOUSE / "pyproject.toml", folder)
    shutil.copy(HOUSE / "tests" / "conftest.py", folder / "tests")
    (folder / "tests" / "test_planted.py").write_text(PLANTED, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    environment |= {"DOORGAANDE_LIJN_PASSPHRASE": "geheim", **more}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_each_kind_of_warning_fails_and_nothing_else_does(tmp_path: Path) -> None:
    done = pytest_in(tmp_path)
    failed = set(re.findall(r"^FAILED tests/test_planted.py::(\w+)", done.stdout, re.M))
    assert failed == {"test_python_warns", "test_qt_warns", "test_our_log_warns"}, done.stdout
    assert "3 failed, 3 passed, 1 deselected" in done.stdout


def test_where_qt_is_missing_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    shadow = tmp_path / "shadow" / "PySide6"
    shadow.mkdir(parents=True)
    (shadow / "__init__.py").touch()
    (shadow / "QtWidgets.py").write_text("raise ImportError('libGL.so.1: cannot open')", encoding="utf-8")
    done = pytest_in(tmp_path, PYTHONPATH=str(shadow.parent))
    assert done.returncode == 3, done.stdout + done.stderr
    assert "libGL.so.1" in done.stderr
    assert "apt-get install libgl1" in done.stderr
    assert "Traceback" not in done.stderr
