"""PySide6 6.12 loses references to None and True; with Python 3.11 that would end the program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import ui
from PySide6.QtCore import QObject, Signal
class Sender(QObject):
    said = Signal(int)
sender = Sender()
for number in range(30_000):
    sender.said.emit(number)
    sender.setObjectName("x")
print("alive")
"""


def test_many_calls_and_signals_do_not_end_the_program() -> None:
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=root, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr[-500:]
