"""The import contracts of pyproject.toml: the house keeps them, and each of them can be broken."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

HOUSE = Path(__file__).parents[2]

# A small house of the same shape, with the imports that are allowed.
PLAIN = {
    "app/main.py": "import PySide6.QtWidgets\nimport app.wiring\nimport app.services\nimport ui.views.plain",
    "app/demo.py": "import app.cli.start\nimport app.main\nimport sync",
    "app/__main__.py": "import app.cli.start",
    "app/cli/start.py": "import app.wiring\nimport app.services\nimport storage.plain\nimport sync",
    "app/wiring.py": "import storage.plain\nimport sync\nimport app.services",
    "app/services/plain.py": "import app.documents\nimport app.ports\nimport app.crypto.plain\nimport resources",
    "app/documents/plain.py": "import reportlab\nimport pikepdf\nimport app.domain\nimport resources",
    "app/ports.py": "import app.changes\nimport app.domain.plain",
    "app/changes.py": "import app.domain",
    "app/domain/plain.py": "import dataclasses\nimport datetime\nimport app.faults",
    "app/crypto/plain.py": "import cryptography\nimport app.faults",
    "app/faults.py": "",
    "app/clock.py": "",
    "ui/views/plain.py": "import PySide6.QtWidgets\nimport ui.viewmodels.plain",
    "ui/models/plain.py": "import PySide6.QtCore",
    "ui/viewmodels/plain.py": "import PySide6.QtCore\nimport app.services.plain\nimport app.ports",
    "ui/screens.py": "import app.wiring\nimport ui.views.plain",
    "storage/plain.py": "import sqlcipher3\nimport sqlalchemy\nimport app.ports\nimport app.crypto",
    "sync/plain.py": "import app.ports\nimport app.crypto.plain",
    "resources/plain.py": "",
}
# One wrong import for each contract, by its number.
WRONG = {
    1: ("app/domain/wrong.py", "import app.services"),
    2: ("storage/wrong.py", "import sync"),
    3: ("app/services/wrong.py", "import storage"),
    4: ("sync/wrong.py", "import app.wiring"),
    5: ("app/services/wrong_qt.py", "import PySide6.QtCore"),
    6: ("sync/wrong_sql.py", "import sqlcipher3"),
    7: ("storage/wrong_key.py", "def late():\n    import cryptography.fernet"),
    8: ("ui/wrong_pdf.py", "import reportlab.platypus"),
    9: ("app/domain/wrong_random.py", "import random"),
    10: ("ui/views/wrong.py", "import app.services"),
    11: ("app/crypto/wrong.py", "import resources"),
    12: ("ui/viewmodels/wrong_key.py", "import app.crypto"),
    13: ("app/faults.py", "import app.domain"),
    14: ("app/cli/wrong.py", "import ui.viewmodels.plain"),
}


def lint(folder: Path) -> dict[int, bool]:
    """Run the contracts of `folder/pyproject.toml` there: number of the contract -> whether it is kept."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )
    verdicts = {
        int(n): word == "KEPT" for n, word in re.findall(r"^(\d+) .* (KEPT|BROKEN)", done.stdout, re.M)
    }
    assert verdicts, done.stdout + done.stderr
    assert (done.returncode == 0) == all(verdicts.values()), done.stdout + done.stderr
    return verdicts


def small_house(folder: Path) -> None:
    shutil.copy(HOUSE / "pyproject.toml", folder)
    for name, text in PLAIN.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in folder.rglob("*.py"):
        (path.parent / "__init__.py").touch()


def test_the_house_keeps_its_contracts() -> None:
    config = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    assert lint(HOUSE) == {
        number + 1: True for number in range(len(config["tool"]["importlinter"]["contracts"]))
    }


def test_imports_that_point_down_are_allowed(tmp_path: Path) -> None:
    small_house(tmp_path)
    assert lint(tmp_path) == dict.fromkeys(WRONG, True)


def test_each_contract_catches_its_wrong_import(tmp_path: Path) -> None:
    small_house(tmp_path)
    for name, text in WRONG.values():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert lint(tmp_path) == dict.fromkeys(WRONG, False)
