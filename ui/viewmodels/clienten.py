"""The list of clients: filtered, sorted and paged by the store; only what is looked at is ever read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Signal

from app.domain import deeldatum
from app.domain.inburgeraar import Dossierstatus
from app.ports import ClientFilter, ClientRow, Store
from app.services import dossiers
from ui.i18n import counted, local, short_day, tr
from ui.session import Session
from ui.viewmodels.live import LiveViewModel

PAGE = 200
"""Rows per page: what is read at once."""

SORTABLE = ("naam", "geboortedatum", "gemeente", "fase", "laatste_contact", "open_signalen")
"""The columns by which the store can sort, in the order of the screen."""

STAPPEN_KORT = (
    "Aankomst", "AZC", "Assessment", "Intake", "Eerste plan", "Verhuizen", "Overdracht", "In de gemeente",
)  # fmt: skip
"""The eight steps in the width of a column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientLine:
    """One client of the list, in words."""

    dossier_id: str
    naam: str
    geboren: str
    gemeente: str
    fase: str
    laatste_contact: str
    signalen: str
    deelstand: str
    gesloten: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientsFacts:
    """How many clients the filter finds, and the first page of them. `any_at_all` is False for an empty store."""

    count: int
    first: tuple[ClientLine, ...]
    any_at_all: bool

    @property
    def words(self) -> str:
        return counted(self.count, "cliënt", "cliënten")


class ClientsViewModel(LiveViewModel[ClientsFacts]):
    """The list. `page_read(first, lines)` brings a page that was asked for with `fetch`."""

    page_read = Signal(int, object)
    kinds = ("inburgeraar", "contactmoment", "signaal", "signaalstap", "delen")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.tekst = ""
        self.status: str = Dossierstatus.OPEN
        self.sorteer = "naam"
        self.aflopend = False
        self._generation = 0

    def search(self, tekst: str) -> None:
        """Show whose name, in any spelling, or reference fits the text."""
        self.tekst = tekst
        self.reload()

    def show_status(self, status: str) -> None:
        """Show open or closed dossiers, or with `""` all."""
        self.status = status
        self.reload()

    def sort(self, sorteer: str, aflopend: bool) -> None:
        """Sort by one of `SORTABLE`."""
        self.sorteer, self.aflopend = sorteer, aflopend
        self.reload()

    def _filter(self, first: int, after: str = "") -> ClientFilter:
        return ClientFilter(
            tekst=self.tekst,
            status=self.status,
            sorteer=self.sorteer,
            aflopend=self.aflopend,
            vanaf=first,
            aantal=PAGE,
            na=after,
        )

    def query(self) -> Callable[[Store], ClientsFacts]:
        self._generation += 1
        wanted, now = self._filter(0), self.session.clock.now()
        return lambda store: _read(store, wanted, now)

    def fetch(self, first: int, after: str = "") -> None:
        """Read the page that begins at row `first`; a page of an earlier filter is never delivered.

        `after` is the dossier of the row before it, when that row is known.
        """
        wanted, now, generation = self._filter(first, after), self.session.clock.now(), self._generation

        def deliver(lines: tuple[ClientLine, ...]) -> None:
            if generation == self._generation:
                self.page_read.emit(first, lines)

        self.session.ask(
            lambda store: tuple(client_line(row, now) for row in dossiers.list_clients(store, wanted)),
            self,
            deliver,
            self._refused,
        )


def _read(store: Store, wanted: ClientFilter, now: datetime) -> ClientsFacts:
    count = dossiers.count_clients(store, wanted)
    rows = dossiers.list_clients(store, wanted) if count else ()
    some = count > 0 or dossiers.count_clients(store, ClientFilter(status="")) > 0
    return ClientsFacts(count=count, first=tuple(client_line(row, now) for row in rows), any_at_all=some)


def client_line(row: ClientRow, now: datetime) -> ClientLine:
    """Put a row of the list into words."""
    closed = row.status == Dossierstatus.GESLOTEN
    contact = local(row.laatste_contact).date() if row.laatste_contact else None
    return ClientLine(
        dossier_id=row.dossier_id,
        naam=f"{row.naam} ({tr('gesloten')})" if closed else row.naam,
        geboren=deeldatum.in_words(row.geboortedatum),
        gemeente=row.gemeente,
        fase=f"{row.fase} {tr(STAPPEN_KORT[row.fase - 1])}",
        laatste_contact=short_day(contact, local(now).date()) if contact else tr("nog geen"),
        signalen=str(row.open_signalen) if row.open_signalen else "",
        deelstand=row.deelstand,
        gesloten=closed,
    )
