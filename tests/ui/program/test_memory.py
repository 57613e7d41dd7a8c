"""After locking no process holds a key or a word of a dossier: the memory of the successor is searched for them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import wiring
from app.ports import Rol
from app.services.vault import NewProfile
from app.wiring import World
from tests.worlds import CountingIds, HandClock, person

CLIENT = "019a0000-0001-7000-8000-000000000001"
NAME = "Zeemeermarkering"
PASSPHRASE = "vier blauwe fietsen zingen 7"


def found_in(pid: int, needles: dict[str, bytes]) -> set[str]:
    """Return which needles are in what a process may write to."""
    found: set[str] = set()
    longest = max(map(len, needles.values()))
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text(encoding="ascii").splitlines():
            span, rights = line.split(" ")[:2]
            if not rights.startswith("rw") or "[v" in line:
                continue
            first, last = (int(part, 16) for part in span.split("-"))
            tail = b""
            for at in range(first, last, 1 << 24):
                try:
                    memory.seek(at)
                    data = memory.read(min(1 << 24, last - at))
                except OSError:
                    break
                hay = tail + data
                found |= {name for name, needle in needles.items() if needle in hay}
                tail = hay[-longest:]
    return found


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    monkeypatch.setenv(wiring.PRACTICE_KDF_ENV, "1")
    world, folder = World(HandClock(), CountingIds(4)), tmp_path / "profiel"
    wanted = NewProfile(naam="Ans Vermeer", rol=Rol.VRIJWILLIGER, practice=True)
    opened = wiring.create_profile(world, folder, wanted, PASSPHRASE)
    with opened.store.write() as uow:
        uow.add(person(CLIENT, achternaam=NAME))
        uow.commit()
    opened.close()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.program.locked_window", str(folder), CLIENT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), "QT_QPA_PLATFORM": "offscreen"},
    )
    yield process
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        pipe.close()


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only an administrator may look")
def test_after_locking_no_process_has_a_key_or_a_word(window: subprocess.Popen[str]) -> None:
    assert window.stdin is not None and window.stdout is not None
    window.stdin.write(f"{PASSPHRASE}\n")
    window.stdin.flush()
    store_key, sign_key = window.stdout.readline().split()
    needles = {
        "store key": bytes.fromhex(store_key),
        "signing key": bytes.fromhex(sign_key),
        "name": NAME.encode(),
        "name on screen": NAME.encode("utf-16-le"),
        "wachtzin": PASSPHRASE.encode(),
    }
    # The control: with the client on the screen the search finds them.
    before = found_in(window.pid, needles)
    assert {"store key", "signing key", "name on screen"} <= before
    window.stdin.write("lock\n")
    window.stdin.flush()
    successor = int(window.stdout.readline())
    try:
        assert window.wait() == 0
        assert not Path(f"/proc/{window.pid}").exists()
        maps = Path(f"/proc/{successor}/maps")
        for _ in range(100_000):
            # Its own window is being made: whatever it was given, it has by now.
            if b"Qt6Widgets" in maps.read_bytes():
                break
        assert found_in(successor, needles) == set()
    finally:
        os.kill(successor, signal.SIGKILL)


def test_the_process_is_not_dumpable() -> None:
    code = (
        "import ctypes, resource, app.hardening as h; h.keep_memory_private();"
        "print(ctypes.CDLL(None).prctl(3), resource.getrlimit(resource.RLIMIT_CORE))"
    )
    if sys.platform != "linux":
        pytest.skip("Linux only")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split(maxsplit=1) == ["0", "(0, 0)\n"]
