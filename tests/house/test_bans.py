"""What import contracts can't see, ruff does: calls that bring time, chance or widgets in by a side door."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[2]

CAUGHT = {
    "app/services/a.py": ("from datetime import datetime\n\nx = datetime.now()\n", "TID251"),
    "app/services/b.py": ("import datetime\n\nx = datetime.datetime.utcnow()\n", "TID251"),
    "app/services/c.py": ("from datetime import date\n\nx = date.today()\n", "TID251"),
    "storage/d.py": ("import time\n\nx = time.time()\n", "TID251"),
    "sync/e.py": ("import time\n\ntime.sleep(1)\n", "TID251"),
    "sync/f.py": ("from uuid import uuid4\n\nx = uuid4()\n", "TID251"),
    "app/services/g.py": ("import random\n\nx = random.choice([1, 2])\n", "TID251"),
    "ui/views/h.py": ("from PySide6.QtCore import QDate\n\nx = QDate.currentDate()\n", "TID251"),
    "ui/viewmodels/i.py": ("from PySide6.QtWidgets import QLabel\n\nx = QLabel\n", "TID253"),
    "storage/j.py": ('print("naam")\n', "T201"),
    "tests/k.py": ("from datetime import datetime\n\nx = datetime.now()\n", "TID251"),
}
ALLOWED = {
    "app/clock.py": "from datetime import UTC, datetime\nfrom uuid import uuid4\n\nx = datetime.now(UTC), uuid4()\n",
    "app/services/seeded.py": "from random import Random\n\nx = Random(7).choice([1, 2])\n",
    "app/domain/dates.py": "from datetime import date\n\nx = date(2026, 1, 1)\n",
    "ui/views/widgets.py": "from PySide6.QtWidgets import QLabel\n\nx = QLabel\n",
    "app/cli/start.py": 'print("klaar")\n',
}


def test_side_doors_are_shut_and_front_doors_open(tmp_path: Path) -> None:
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    for name, text in {**{name: text for name, (text, _) in CAUGHT.items()}, **ALLOWED}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "json", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    found = {
        Path(row["filename"]).relative_to(tmp_path).as_posix(): row["code"] for row in json.loads(done.stdout)
    }
    assert found == {name: code for name, (_, code) in CAUGHT.items()}
