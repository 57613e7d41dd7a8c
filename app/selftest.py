"""Is the program whole? Each part is used once, in a temporary folder: `--self-test`, also of a built program."""

from __future__ import annotations

import os
import random
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TextIO

from app import wiring
from app.ports import Rol
from app.services.vault import NewProfile, OpenProfile

WACHTZIN = "vijf losse woorden als proef"

Part = Callable[["Workshop"], str]


class SelfTestError(Exception):
    """A part works, but not as it should."""


class Workshop:
    """A temporary folder with two practice profiles: a volunteer's device and a register."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.world = wiring.World()
        self.open: list[OpenProfile] = []

    def profile(self, name: str, rol: Rol) -> OpenProfile:
        """Make a practice profile, or open the one that was made."""
        folder = self.folder / name
        if wiring.profile_exists(folder):
            opened = wiring.unlock(self.world, folder, WACHTZIN)
        else:
            wanted = NewProfile(naam=f"Proef {name}", rol=rol, practice=True, organisatie="Proef")
            opened = wiring.create_profile(self.world, folder, wanted, WACHTZIN)
        self.open.append(opened)
        return opened

    def close(self) -> None:
        """Close what is open."""
        while self.open:
            self.open.pop().close()


def _require(right: bool, words: str) -> None:
    if not right:
        raise SelfTestError(words)


def _store(shop: Workshop) -> str:
    from app.services import practice

    made = shop.profile("apparaat", Rol.VRIJWILLIGER)
    practice.seed(made.store, shop.world.clock, shop.world.ids, random.Random(1), 3, 12)
    shop.close()
    opened = shop.profile("apparaat", Rol.VRIJWILLIGER)
    report = opened.store.verify()
    _require(report.ok, "; ".join(report.findings))
    _require(report.records > 12, "er staat te weinig in het dossierbestand")
    return f"{report.records} stukken, versleuteld, weer geopend en nagekeken"


def _search(shop: Workshop) -> str:
    from app.ports import ClientFilter

    with shop.open[0].store.read() as reading:
        somebody = reading.clients(ClientFilter())[0]
        name = somebody.naam.split()[-1]
        hits = reading.search(name)
    _require(any(hit.dossier_id == somebody.dossier_id for hit in hits), "de naam werd niet gevonden")
    return f"{len(hits)} treffers"


def _batch(shop: Workshop) -> str:
    """Pair, share through a folder, and let the register open what came."""
    register = shop.profile("register", Rol.COORDINATOR)
    mailbox = shop.folder / "gedeeld"
    mailbox.mkdir()
    ours = wiring.open_transport(shop.world, shop.open[0])
    theirs = wiring.open_transport(shop.world, register)
    theirs.set_mailbox(f"folder:{mailbox}")
    theirs.admit(ours.join(theirs.invite("Proef")))
    outcome = ours.share()
    _require(outcome.fault is None, "delen lukte niet")
    plan = theirs.fetch_plan()
    _require(plan.fault is None and bool(plan.batches), "er kwam geen pakket aan")
    _require(all(not batch.fault for batch in plan.batches), "een pakket werd geweigerd")
    return f"{outcome.ops_sent} wijzigingen verzegeld en weer geopend"


def _pdf(shop: Workshop) -> str:
    from app.services import vault, wachtzinnen

    clock, ids = shop.world.clock, shop.world.ids
    groups = vault.propose_recovery()
    data = wachtzinnen.sheet(groups, "Proef", "Proef", practice=True, clock=clock, ids=ids)
    _require(data.startswith(b"%PDF-"), "het is geen PDF")
    return f"{len(data) // 1024} kB"


def _lists(_shop: Workshop) -> str:
    from app.services import catalogue, over

    day = date(2026, 1, 1)
    lists = catalogue.checklists()
    _require(bool(lists) and bool(catalogue.doelen()) and bool(catalogue.alarmnummers()), "er ontbreekt iets")
    catalogue.pvt_eisen(day, "wi2021")
    missing = [
        part.naam for part in over.parts() if part.naam == "cryptography en OpenSSL" and not part.versie
    ]
    _require(not missing, "de versies van de onderdelen ontbreken")
    return f"{len(lists)} checklists, {len(over.parts())} onderdelen"


def _window(shop: Workshop) -> str:
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QTimer

    from app.wiring.gate import ProfileGate
    from ui.application import make_application
    from ui.program import Program
    from ui.shell import MainWindow
    from ui.tasks import BackgroundTasks

    shop.close()
    app = make_application(["self-test"])
    tasks = BackgroundTasks()
    window = MainWindow(shop.world.clock)
    gate = ProfileGate(shop.world, shop.folder / "apparaat")
    program = Program(gate, window, tasks, shop.world.clock, shop.world.ids)
    seen: list[str] = []

    def look() -> None:
        if not window.is_open:
            return
        ticking.stop()
        _require(not window.grab().isNull(), "het venster kon niet getekend worden")
        seen.append(window.windowTitle())
        window.close()

    def end() -> None:
        tasks.stop()
        app.quit()

    ticking = QTimer(window)
    ticking.timeout.connect(look)
    ticking.start(50)
    deadline = QTimer(window)
    deadline.setSingleShot(True)
    deadline.timeout.connect(end)
    deadline.start(60_000)
    program.on_quit(end)
    program.start()
    program.unlock_with(WACHTZIN)
    window.show()
    app.exec()
    deadline.stop()
    _require(bool(seen), "het venster ging niet open")
    return f"{seen[0]}, {app.platformName()}"


def _modules(_shop: Workshop) -> str:
    """Import all that is ours, and so all it is built on: a packed program may lack a part that is asked for late."""
    import importlib
    import pkgutil

    import app
    import resources
    import storage
    import sync
    import ui

    count = 0
    for package in (app, resources, storage, sync, ui):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            # A start of its own, and scripts that alembic runs: neither is for importing.
            if not found.name.endswith(".__main__") and ".migrations." not in found.name:
                importlib.import_module(found.name)
                count += 1
    return f"{count} modules"


PARTS: tuple[tuple[str, Part], ...] = (
    ("dossierbestand", _store),
    ("zoeken", _search),
    ("delen", _batch),
    ("PDF", _pdf),
    ("meegeleverde lijsten", _lists),
    ("venster", _window),
    ("onderdelen", _modules),
)


def run(out: TextIO | None = None) -> int:
    """Use every part once and print a line for each; 0 when all work, else 1."""
    target = out or sys.stdout
    failed = 0
    with _fast_keys(), tempfile.TemporaryDirectory(prefix="doorgaande-lijn-proef-") as name:
        shop = Workshop(Path(name))
        for title, part in PARTS:
            try:
                line = f"goed       {title}: {part(shop)}"
            except Exception as error:
                failed += 1
                line = f"NIET GOED  {title}: {type(error).__name__}: {error}"
                traceback.print_exc()
            print(line, file=target, flush=True)
        shop.close()
    print("Alles werkt." if not failed else f"{failed} onderdelen werken niet.", file=target, flush=True)
    return 1 if failed else 0


@contextmanager
def _fast_keys() -> Iterator[None]:
    before = os.environ.get(wiring.PRACTICE_KDF_ENV)
    os.environ[wiring.PRACTICE_KDF_ENV] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[wiring.PRACTICE_KDF_ENV]
        else:
            os.environ[wiring.PRACTICE_KDF_ENV] = before
