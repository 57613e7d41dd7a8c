"""One run on an opened profile: the passphrase, the store, and the words by which a person names a dossier."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import files
from app.cli.terminal import Terminal, WrongUse
from app.faults import Fault, FaultKind
from app.ports import ClientFilter, Clock, Ids, Profile, Store

if TYPE_CHECKING:
    from app.crypto.identity import DeviceKeys
    from app.services.vault import OpenProfile
    from app.wiring import World
    from app.wiring.transport import StoreTransport

PASSPHRASE_ENV = "DOORGAANDE_LIJN_PASSPHRASE"
_PASSPHRASE_MOST = 4096
_SHORTEST = 6

MEER_DOSSIERS = FaultKind(
    "dossier-niet-eenduidig",
    "Er zijn meer dossiers waarop dit past.",
    "Neem het hele nummer over uit “clients list --json”.",
)
ALLEEN_COORDINATOR = FaultKind(
    "alleen-coordinator",
    "Dit kan alleen met het profiel van een coördinator.",
    "Vraag de coördinator om dit te doen.",
)
NIET_COORDINATOR = FaultKind(
    "niet-voor-coordinator",
    "Dit hoort bij het apparaat van een vrijwilliger of begeleider.",
    "Gebruik het profiel van dat apparaat.",
)


@dataclass(slots=True)
class Session:
    """An opened profile with its surroundings."""

    terminal: Terminal
    world: World
    folder: Path
    opened: OpenProfile

    @property
    def store(self) -> Store:
        return self.opened.store

    @property
    def keys(self) -> DeviceKeys:
        return self.opened.keys

    @property
    def transport(self) -> StoreTransport:
        """How this profile shares, imports and pairs."""
        from app import wiring

        return wiring.open_transport(self.world, self.opened)

    @property
    def profile(self) -> Profile:
        return self.opened.store.profile

    @property
    def clock(self) -> Clock:
        return self.world.clock

    @property
    def ids(self) -> Ids:
        return self.world.ids

    @property
    def today(self) -> date:
        from app.services.kalender import today

        return today(self.world.clock)

    def require_register(self) -> None:
        if not self.profile.is_register:
            raise Fault(ALLEEN_COORDINATOR)

    def require_device(self) -> None:
        if self.profile.is_register:
            raise Fault(NIET_COORDINATOR)

    def dossier(self, text: str) -> str:
        """Return the id of the dossier that a person named: its number, the end of it, or the klantreferentie."""
        from app.domain.inburgeraar import Inburgeraar
        from app.services.dossiers import DOSSIER_ONBEKEND

        wanted = text.strip().lower()
        with self.store.read() as reading:
            if wanted and reading.get(Inburgeraar, wanted) is not None:
                return wanted
            found = {
                row.dossier_id
                for row in reading.clients(ClientFilter(status="", aantal=1_000_000))
                if (len(wanted) >= _SHORTEST and row.dossier_id.endswith(wanted))
                or (wanted and row.klantreferentie.lower() == wanted)
            }
        if not found:
            raise Fault(DOSSIER_ONBEKEND)
        if len(found) > 1:
            raise Fault(MEER_DOSSIERS)
        return found.pop()

    def signal(self, text: str) -> str:
        """Return the id of a signal by its number or the end of it."""
        from app.services.signaleringen import SIGNAAL_ONBEKEND

        wanted = text.strip().lower()
        with self.store.read() as reading:
            found = {
                row.signaal_id
                for row in reading.signals(only_open=False)
                if row.signaal_id == wanted or (len(wanted) >= _SHORTEST and row.signaal_id.endswith(wanted))
            }
        if len(found) != 1:
            raise Fault(SIGNAAL_ONBEKEND)
        return found.pop()


def brief(record_id: str) -> str:
    """Return the end of an id, by which a person can name it: the ends of uuid7 ids are random."""
    return record_id[-8:]


@contextmanager
def opened(terminal: Terminal, world: World, folder: Path, passphrase_file: Path | None) -> Iterator[Session]:
    """Open the profile in a folder for as long as the command runs."""
    from app import wiring

    if not wiring.profile_exists(folder):
        # Before anybody is asked for a passphrase that can't be of use.
        from storage.profile_folder import GEEN_PROFIEL

        raise Fault(GEEN_PROFIEL)
    profile = wiring.unlock(world, folder, passphrase(terminal, passphrase_file))
    try:
        yield Session(terminal, world, folder, profile)
    finally:
        profile.close()


def passphrase(terminal: Terminal, file: Path | None, *, twice: bool = False) -> str:
    """Return the passphrase: from the file, else the environment, else a prompt (a line of stdin without terminal)."""
    if file is not None:
        found = files.first_line(files.read(file, _PASSPHRASE_MOST))
    elif PASSPHRASE_ENV in terminal.env:
        found = terminal.env[PASSPHRASE_ENV]
    elif terminal.stdin.isatty():
        found = terminal.ask_hidden("Wachtzin: ")
        if twice and terminal.ask_hidden("Nog een keer: ") != found:
            raise WrongUse("De twee wachtzinnen zijn niet gelijk.")
    else:
        line = terminal.stdin.readline()
        if not line:
            raise WrongUse(f"Er is geen wachtzin. Gebruik --passphrase-file, of zet {PASSPHRASE_ENV}.")
        found = line.rstrip("\r\n")
    if not found:
        raise WrongUse("De wachtzin is leeg.")
    return found
