"""What leads the window into a profile, and what it may do with one that is open. Slow: call it off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app import wiring
from app.faults import Fault
from app.wiring.shelf import Shelf, ShelfProfile

if TYPE_CHECKING:
    from app.ports import Store, Transport
    from app.services.backups import Rehearsal, Say, WayIn
    from app.services.vault import NewProfile, OpenProfile
    from storage.salvaging import SalvageReport


@dataclass(slots=True)
class WindowProfile:
    """An opened profile as the window knows it."""

    world: wiring.World
    opened: OpenProfile
    transport: Transport
    read_only: bool = False

    @property
    def store(self) -> Store:
        return self.opened.store

    @property
    def unclean(self) -> bool:
        """True when the program before this one ended without closing the profile."""
        return bool(getattr(self.opened.safe, "unclean", False))

    def release(self) -> None:
        """Give the folder free; the store was closed by the thread that owns it."""
        self.opened.safe.unlock()

    def change_passphrase(self, old: str, new: str) -> None:
        wiring.change_passphrase(self.opened, old, new)

    def add_recovery(self, passphrase: str, groups: Sequence[str]) -> None:
        wiring.add_recovery(self.opened, passphrase, groups)

    def remove_recovery(self, passphrase: str) -> None:
        wiring.remove_recovery(self.opened, passphrase)

    def prove(self, passphrase: str) -> None:
        wiring.prove(self.opened, passphrase)

    def ways_in(self) -> frozenset[str]:
        from app.services import vault

        return vault.ways_in(self.opened.safe)

    def travel_on(self, passphrase: str) -> None:
        from app.wiring import keeping

        keeping.travel_on(self.world, self.opened, passphrase)

    def add_organisation(self, passphrase: str, public: bytes) -> str:
        from app.wiring import keeping

        return keeping.add_organisation(self.opened, passphrase, public)

    def remove_organisation(self, passphrase: str) -> None:
        from app.wiring import keeping

        keeping.remove_organisation(self.opened, passphrase)

    def create_backup(self, folder: Path, say: Say) -> Rehearsal:
        from app.wiring import keeping

        return keeping.create_backup(self.world, self.opened, folder, say)

    def rehearse(self, path: Path, way: WayIn) -> Rehearsal:
        return _rehearse(path, way)

    def versions(self) -> Mapping[str, str]:
        from app.crypto import kdf
        from storage import opening

        return {**opening.versions(), "OpenSSL (in cryptography)": kdf.openssl_version()}


class ProfileGate:
    """Leads into the profiles of one computer; `folder` is the one that was chosen."""

    def __init__(self, world: wiring.World, folder: Path) -> None:
        self.world = world
        self.folder = folder
        self._shelf = Shelf(folder)
        self.on_open: Callable[[Path], object] = lambda _: None
        """Hears, on whatever thread opened it, that this program has a profile now."""
        self.on_taken: Callable[[Path], object] = lambda _: None
        """Hears that another program has the profile that somebody wanted to open here."""

    # -- which profile

    def exists(self) -> bool:
        return wiring.profile_exists(self.folder)

    def profiles(self) -> Sequence[ShelfProfile]:
        return self._shelf.profiles()

    @property
    def chosen(self) -> str:
        return self.folder.name

    def choose(self, key: str) -> None:
        self.folder = self._shelf.folder(key)

    def choose_new(self) -> None:
        self.folder = self._shelf.new_folder(self.folder)

    def rename(self, naam: str) -> None:
        self._shelf.rename(self.folder, naam)

    # -- into it

    def unlock(self, passphrase: str) -> WindowProfile:
        try:
            return self._with_transport(wiring.unlock(self.world, self.folder, passphrase))
        except Fault as fault:
            from storage.profile_folder import AL_OPEN

            if fault.kind is AL_OPEN:
                self.on_taken(self.folder)
            raise

    def create(self, wanted: NewProfile, passphrase: str, recovery: Sequence[str] = ()) -> WindowProfile:
        return self._with_transport(
            wiring.create_profile(self.world, self.folder, wanted, passphrase, recovery)
        )

    def check_recovery(self, typed: str) -> None:
        wiring.check_recovery(self.world, self.folder, typed)

    def recover(self, typed: str, passphrase: str, recovery: Sequence[str]) -> WindowProfile:
        return self._with_transport(
            wiring.unlock_with_recovery(self.world, self.folder, typed, passphrase, recovery)
        )

    def check_papers(self, papers: Sequence[str]) -> None:
        from app.wiring import keeping

        keeping.check_papers(self.world, self.folder, papers)

    def recover_with_papers(
        self, papers: Sequence[str], passphrase: str, recovery: Sequence[str]
    ) -> WindowProfile:
        from app.wiring import keeping

        return self._with_transport(
            keeping.open_with_papers(self.world, self.folder, papers, passphrase, recovery)
        )

    def rekey(self, old: str, new: str, recovery: Sequence[str]) -> WindowProfile:
        """Give the closed profile another key and open it with the new passphrase."""
        from app.wiring import keeping

        keeping.rekey(self.world, self.folder, old, new, recovery)
        return self.unlock(new)

    # -- from a backup

    def look_at_backup(self, path: Path) -> None:
        from app.wiring import keeping

        keeping.look_at_backup(path)

    def rehearse(self, path: Path, way: WayIn) -> Rehearsal:
        return _rehearse(path, way)

    def restore(self, path: Path, way: WayIn, new_passphrase: str) -> WindowProfile:
        """Make a profile out of a backup: in the chosen folder when that is free, else beside it. It is chosen then."""
        from app.wiring import keeping

        beside = self.exists()
        target = self._shelf.new_folder(self.folder)
        opened = keeping.restore_backup(self.world, path, way, target, new_passphrase)
        self.folder = target
        if beside:
            self._shelf.rename(target, f"Teruggezet op {self._today()}")
        return self._with_transport(opened)

    # -- when it is damaged

    def look_inside(self, passphrase: str) -> WindowProfile:
        from app.wiring import keeping

        opened = keeping.open_to_look(self.world, self.folder, passphrase)
        return self._with_transport(opened, read_only=True)

    def repair_slots(self, passphrase: str) -> WindowProfile:
        """Make the slot file whole again and open the profile."""
        from app.wiring import keeping

        keeping.repair_slots(self.world, self.folder, passphrase)
        return self.unlock(passphrase)

    def salvage(self, passphrase: str, say: Callable[[str], None]) -> SalvageReport:
        """Save what can be read into a new profile beside this one; that one is chosen then."""
        from app.wiring import keeping

        target = self._shelf.new_folder()
        report = keeping.salvage(self.world, self.folder, passphrase, target, say)
        self.folder = target
        self._shelf.rename(target, f"Gered op {self._today()}")
        return report

    def _today(self) -> str:
        from app.services.kalender import local

        return f"{local(self.world.clock.now()):%d-%m-%Y}"

    def _with_transport(self, opened: OpenProfile, *, read_only: bool = False) -> WindowProfile:
        from app.wiring import keeping

        with keeping.closing_on_failure(opened):
            found = WindowProfile(self.world, opened, wiring.open_transport(self.world, opened), read_only)
        self.on_open(self.folder)
        return found


def _rehearse(path: Path, way: WayIn) -> Rehearsal:
    """Try a backup; the encrypted copy that is looked at lies in a temporary folder for as long as it takes."""
    import tempfile

    from app.wiring import keeping

    with tempfile.TemporaryDirectory(prefix="doorgaande-lijn-") as scratch:
        return keeping.rehearse_backup(path, way, Path(scratch))
