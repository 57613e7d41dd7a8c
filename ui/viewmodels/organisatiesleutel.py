"""The organisation's way in: taking its key over, taking it away, and (for a coordinator) making a new one on paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from app.services import bestanden, escrow
from app.services.escrow import OrganisationPapers
from ui.i18n import tr
from ui.session import Session
from ui.viewmodels.sleutels import KeysViewModel

KEY_FILE = "sleutel-van-de-organisatie.dlorg"
_MOST = 64 * 1024


class OrganisationKeyViewModel(KeysViewModel):
    """`there` when the organisation can open this profile; else a file, its fingerprint, and the wachtzin of now.

    `looked` when a file was read: `fingerprint` is what to compare aloud, `compared` whether somebody did.
    """

    looked = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        keyring = session.keyring
        self.there = keyring is not None and "organisatie" in keyring.ways_in()
        self.fingerprint = ""
        self.compared = False
        self._public = b""

    def look(self, path: str) -> None:
        """Read the file with the organisation's key."""
        practice = self.session.profile.practice

        def work() -> tuple[bytes, str]:
            public = bestanden.read(path, _MOST)
            return public, escrow.fingerprint_of(public, practice=practice)

        self._public, self.fingerprint, self.compared = b"", "", False
        self.session.tasks.slow(work, self, self._read, self._unreadable)

    def _read(self, found: tuple[bytes, str]) -> None:
        self._public, self.fingerprint = found
        self.checked.emit({})
        self.looked.emit()

    def _unreadable(self, fault: Fault) -> None:
        self.looked.emit()
        self.checked.emit({"bestand": f"{fault.sentence} {fault.next_step}"})

    def check(self) -> dict[str, str]:
        errors = {}
        if not self.there:
            if not self._public:
                errors["bestand"] = tr("Kies het bestand dat je van je organisatie kreeg.")
            elif not self.compared:
                errors["vergeleken"] = tr("Vergelijk eerst de vingerafdruk met je organisatie.")
        return {**errors, **super().check()}

    def work(self) -> None:
        keyring = self.session.keyring
        assert keyring is not None
        if self.there:
            keyring.remove_organisation(self.now)
        else:
            keyring.add_organisation(self.now, self._public)


class OrganisationPapersViewModel(QObject):
    """A new key on three papers. It exists in memory until `forget`; the private half nowhere else but on paper.

    `made` when there are papers; `said(tone, sentence)` after saving; `ready(bytes)` when one can be printed.
    """

    made = Signal()
    busy_changed = Signal()
    said = Signal(str, str)
    ready = Signal(bytes)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.papers: OrganisationPapers | None = None
        self.done: set[int] = set()
        self.saved = False
        self.busy = False

    def make(self) -> None:
        """Make a new key."""
        if self.busy:
            return
        practice = self.session.profile.practice
        self._set_busy(True)
        self.session.tasks.slow(
            lambda: escrow.new_papers(practice=practice), self, self._made, self._not_made
        )

    def _made(self, papers: OrganisationPapers) -> None:
        self.papers, self.done, self.saved = papers, set(), False
        self._set_busy(False)
        self.made.emit()

    def _not_made(self, fault: Fault) -> None:
        self._set_busy(False)
        self.failed.emit(fault)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit()

    def _sheet(self, number: int) -> bytes:
        assert self.papers is not None
        session = self.session
        return escrow.sheet(
            self.papers,
            number,
            session.profile.organisatie,
            practice=session.profile.practice,
            clock=session.clock,
            ids=session.ids,
        )

    def print_paper(self, number: int) -> None:
        """Make a paper for the printer: it goes there from memory, never through a file."""

        def ready(data: bytes) -> None:
            self.done.add(number)
            self.ready.emit(data)

        self.session.tasks.slow(lambda: self._sheet(number), self, ready, self.failed.emit)

    def save_paper(self, number: int, path: str) -> None:
        """Store a paper as PDF."""

        def work() -> str:
            bestanden.save(path, self._sheet(number))
            return Path(path).name

        def saved(name: str) -> None:
            self.done.add(number)
            self.said.emit("success", tr("Opgeslagen als {name}. Print het en wis het bestand.", name=name))

        self.session.tasks.slow(work, self, saved, self.failed.emit)

    def save_key(self, path: str) -> None:
        """Store the public half, for the devices of the organisation."""
        assert self.papers is not None
        public = self.papers.public

        def saved(_: object) -> None:
            self.saved = True
            self.said.emit(
                "success", tr("Opgeslagen als {name}. Dit bestand is niet geheim.", name=Path(path).name)
            )

        self.session.tasks.slow(lambda: bestanden.save(path, public), self, saved, self.failed.emit)

    @property
    def complete(self) -> bool:
        """True when every paper was printed or stored, and so was the file."""
        return self.papers is not None and self.saved and len(self.done) == len(self.papers.papers)

    def forget(self) -> None:
        """Let go of the key."""
        self.papers = None
