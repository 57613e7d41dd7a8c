"""Overviews for the coordinator: one subject at a time, of one gemeente or all, and what may be taken out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.ports import Store
from app.services import bestanden, overzichten, uitvoer
from app.services.kalender import today
from app.services.overzichtstabellen import Onderwerp, Overzicht, Waarde
from app.services.uitvoer import Bestandsvorm, Uitvoer
from ui.i18n import local, numeric_day, short_moment, tr, whole
from ui.session import Session
from ui.viewmodels.live import LiveViewModel

SUBJECTS = (
    (Onderwerp.PVT.value, "PVT en termijn", "pvt"),
    (Onderwerp.SIGNALEN.value, "Signalen", "signal"),
    (Onderwerp.UREN.value, "Uren begeleiding", "contact"),
    (Onderwerp.OVERDRACHTEN.value, "Overdrachten", "handover"),
    (Onderwerp.SCHOLEN.value, "Taalscholen", "school"),
    (Onderwerp.WERKPLEKKEN.value, "Taalstages", "places"),
    (Onderwerp.CASELOAD.value, "Caseload", "clients"),
    (Onderwerp.APPARATEN.value, "Apparaten", "device"),
)
SHEET, TEXT, DUO, CONTACTS = "xlsx", "csv", "duo", "klantcontacten"
_NAMES = {SHEET: "{what}.xlsx", TEXT: "{what}.csv", DUO: "voorstel-duo.json", CONTACTS: "klantcontacten.json"}


@dataclass(frozen=True, slots=True)
class Overview:
    """One overview in words. `clients` says that people are named in it."""

    title: str
    about: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[tuple[str, int], ...]
    gemeenten: tuple[str, ...]
    clients: bool


class OverzichtenViewModel(LiveViewModel[Overview]):
    """`saved(name)` when a file was stored, `refused(Fault)` when it couldn't be."""

    kinds = ("inburgeraar", "contactmoment", "signaal", "signaalstap", "pvt_sessie", "inburgeringstraject",
             "examen", "urenstaat", "loopbaanstap", "bestandsoverdracht", "apparaat", "toewijzing",
             "dubbelbesluit")  # fmt: skip
    saved = Signal(str)
    refused = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.onderwerp = Onderwerp.PVT
        self.gemeente = ""

    def query(self) -> Callable[[Store], Overview]:
        day, onderwerp, gemeente = today(self.session.clock), self.onderwerp, self.gemeente

        def read(store: Store) -> Overview:
            found = overzichten.show(store, onderwerp, day, gemeente)
            return _in_words(found, overzichten.gemeenten(store))

        return read

    def choose(self, key: str) -> None:
        """Look at another subject."""
        if key and key != self.onderwerp.value:
            self.onderwerp = Onderwerp(key)
            self.reload()

    def choose_gemeente(self, name: str) -> None:
        """Look at one gemeente, or with `""` at all."""
        if name != self.gemeente:
            self.gemeente = name
            self.reload()

    def proposed_name(self, form: str) -> str:
        """Return a name for a file of this form, without anybody's name in it."""
        return _NAMES[form].format(what=f"{self.onderwerp.value}-{today(self.session.clock):%Y%m%d}")

    def save(self, path: str, form: str) -> None:
        """Store what is shown at `path`; of every client in it the dossier notes that."""
        clock, ids = self.session.clock, self.session.ids
        day, onderwerp, gemeente = today(clock), self.onderwerp, self.gemeente

        def make(store: Store) -> Uitvoer:
            found = overzichten.show(store, onderwerp, day, gemeente)
            if form == DUO:
                return uitvoer.duo_file(store, clock, ids, found.dossiers)
            if form == CONTACTS:
                return uitvoer.klantcontacten(store, clock, ids, found.dossiers)
            return uitvoer.save_overview(store, clock, ids, found, Bestandsvorm(form))

        def work(store: Store) -> tuple[str, Changes]:
            with bestanden.saving(path) as put:
                made = make(store)
                put(made.data)
            return Path(path).name, made.changes

        self.session.act(work, self, self.saved.emit, self.refused.emit)


def _in_words(found: Overzicht, gemeenten: tuple[str, ...]) -> Overview:
    return Overview(
        title=found.titel,
        about=found.uitleg,
        headings=found.koppen,
        rows=tuple(tuple(_cell(value) for value in row) for row in found.rijen),
        bars=tuple((bar.naam, bar.aantal) for bar in found.staven),
        gemeenten=gemeenten,
        clients=bool(found.dossiers),
    )


def _cell(value: Waarde) -> str:
    if value is None:
        return tr("niet bekend")
    if isinstance(value, datetime):
        return short_moment(local(value))
    if isinstance(value, date):
        return numeric_day(value)
    return whole(value) if isinstance(value, int) else value
