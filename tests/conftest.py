"""What every test stands on: no screen, nobody's home folder, and no warning that passes unseen."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

OURS = frozenset({"app", "ui", "storage", "sync", "resources"})
DEBIAN = "libgl1 libegl1 libfontconfig1 libglib2.0-0 libdbus-1-3 libxkbcommon0"

# Before anything asks Qt for a screen; somebody who wants to watch sets it otherwise.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _need_qt() -> None:
    """End with one sentence where Qt can't be loaded: pytest-qt's own error names a line of its source."""
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        print(
            f"Qt kan niet starten: {error}\nGebruik ./run test, of: apt-get install {DEBIAN}", file=sys.stderr
        )
        raise SystemExit(3) from None


def _fresh_home() -> Path:
    """Point every place where a program keeps a user's files at a new folder, one per test process."""
    home = Path(tempfile.mkdtemp(prefix="doorgaande-lijn-test-"))
    places = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "appdata",
        "LOCALAPPDATA": home / "localappdata",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_STATE_HOME": home / "state",
        "XDG_RUNTIME_DIR": home / "runtime",
    }
    for name, place in places.items():
        place.mkdir(mode=0o700, exist_ok=True)
        os.environ[name] = str(place)
    os.environ.pop("DOORGAANDE_LIJN_PASSPHRASE", None)
    return home


_need_qt()
HOME = _fresh_home()

# A deadline is a wall clock in disguise: on a busy machine it fails a sound program.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


class _OurWarnings(logging.Handler):
    """Keeps what our own loggers say from WARNING up."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.partition(".")[0] in OURS:
            self.said.append(f"{record.name}: {record.getMessage()}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test during which our own log warned, unless it says so with the mark `logs_warning`."""
    handler = _OurWarnings()
    logging.getLogger().addHandler(handler)
    try:
        result = yield
    finally:
        logging.getLogger().removeHandler(handler)
    if handler.said and item.get_closest_marker("logs_warning") is None:
        pytest.fail("our own log warned:\n" + "\n".join(handler.said), pytrace=False)
    return result
