"""Dossiers to a colleague without internet: a card, a file, a receipt; each step one file that people hand over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.faults import Fault
from app.ports import ClientFilter, ClientRow, MovingView, Store
from app.services import bestanden, doorgeven, dossiers
from ui.i18n import apart
from ui.session import Session
from ui.viewmodels.live import LiveViewModel

MOST_CLIENTS = 200
MOST_BYTES = 64 * bestanden.MEGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorgeefFeiten:
    """The clients that can be handed over (id, name), and how many files wait for their receipt."""

    clienten: tuple[tuple[str, str], ...]
    wacht: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gezien:
    """What a card or file said: whose, the digits to compare aloud, how much is in it."""

    naam: str
    fingerprint: str
    dossiers: int = 0
    stukken: int = 0


class DoorgevenViewModel(LiveViewModel[DoorgeefFeiten]):
    """`card_read` and `file_read` with a Gezien; `done(step, number)` after `kaart`, `geven`, `overnemen`, `klaar`.

    `refused(step, Fault)` says at which card of the page something was wrong.
    """

    kinds = ("inburgeraar", "instelling")
    card_read = Signal(object)
    file_read = Signal(object)
    done = Signal(str, int)
    refused = Signal(str, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self._card = b""
        self._file = b""

    def query(self) -> Callable[[Store], DoorgeefFeiten]:
        def read(store: Store) -> DoorgeefFeiten:
            rows = dossiers.list_clients(store, ClientFilter(aantal=MOST_CLIENTS))
            return DoorgeefFeiten(
                clienten=tuple((row.dossier_id, _named(row, rows)) for row in rows),
                wacht=doorgeven.waiting(store),
            )

        return read

    def make_card(self, path: str) -> None:
        """Store our card, for a colleague who will hand over to us."""
        transport = self.session.transport
        self._start(
            "krijgen", lambda: bestanden.save(path, transport.own_card()), lambda _: self._say("kaart")
        )

    def read_card(self, path: str) -> None:
        """Read a colleague's card; nothing is handed over yet."""
        transport = self.session.transport

        def work() -> tuple[bytes, MovingView]:
            data = bestanden.read(path)
            return data, transport.read_card(data)

        self._start("geven", work, self._card_was_read)

    def _card_was_read(self, found: tuple[bytes, MovingView]) -> None:
        self._card = found[0]
        self.card_read.emit(Gezien(naam=apart(found[1].naam), fingerprint=found[1].fingerprint))

    def give(self, path: str, dossier_ids: tuple[str, ...]) -> None:
        """Seal these dossiers to the colleague; they stay here until the receipt."""
        transport, card = self.session.transport, self._card

        def work() -> MovingView:
            with bestanden.saving(path) as put:
                found = transport.hand_over(card, dossier_ids)
                put(found.data)
            return found

        self._start("geven", work, lambda found: self._changed_here("geven", found, found.stays))

    def read_file(self, path: str) -> None:
        """Read a file with dossiers; nothing is taken over yet."""
        transport = self.session.transport

        def work() -> tuple[bytes, MovingView]:
            data = bestanden.read(path, MOST_BYTES)
            return data, transport.look_at_dossiers(data)

        self._start("krijgen", work, self._file_was_read)

    def _file_was_read(self, found: tuple[bytes, MovingView]) -> None:
        self._file, view = found
        self.file_read.emit(
            Gezien(naam="", fingerprint=view.fingerprint, dossiers=view.dossiers, stukken=view.records)
        )

    def take(self, path: str) -> None:
        """Take the dossiers over and store the receipt."""
        transport, data = self.session.transport, self._file

        def work() -> MovingView:
            with bestanden.saving(path) as put:
                found = transport.take_dossiers(data)
                put(found.data)
            return found

        self._start("krijgen", work, lambda found: self._changed_here("overnemen", found, found.dossiers))

    def finish(self, path: str) -> None:
        """Erase what was handed over, by its receipt."""
        transport = self.session.transport
        self._start(
            "klaar",
            lambda: transport.finish_hand_over(bestanden.read(path)),
            lambda found: self._changed_here("klaar", found, found.stays),
        )

    def _start(self, step: str, work: Callable[[], object], then: Callable[..., object]) -> None:
        def failed(fault: Fault) -> None:
            self.refused.emit(step, fault)

        self.session.tasks.slow(work, self, then, failed)

    def _changed_here(self, step: str, found: MovingView, number: int) -> None:
        self._announce(found.changes)
        self._say(step, number)

    def _announce(self, changes: Changes) -> None:
        self.session.tasks.announce(changes, self)
        self.reload()

    def _say(self, step: str, number: int = 0) -> None:
        self.done.emit(step, number)


def _named(row: ClientRow, others: Sequence[ClientRow]) -> str:
    """Return the name; of two with one name the klantreferentie or gemeente tells them apart."""
    alone = sum(other.naam == row.naam for other in others) == 1
    more = "" if alone else row.klantreferentie or row.gemeente
    return f"{apart(row.naam)} ({more})" if more else apart(row.naam)
