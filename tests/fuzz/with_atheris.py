"""The same targets under atheris, for whoever has it: `pip install atheris`, then
`python -m tests.fuzz.with_atheris TARGET [-max_total_time=60]`."""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path

from app.faults import Fault


def main() -> None:
    """Run one target until it breaks or its time is up."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports():
        from tests.fuzz.targets import TARGETS
    name, *options = sys.argv[1:]
    target = TARGETS[name]

    def once(data: bytes) -> None:
        try:
            target.parse(data)
        except Fault:
            return

    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(target.corpus()):
            Path(folder, str(number)).write_bytes(data)
        atheris.Setup([sys.argv[0], folder, *options], once)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
