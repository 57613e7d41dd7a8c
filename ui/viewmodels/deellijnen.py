"""How sharing goes with each other side, in words; and the file for whoever helps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from app.ports import Store
from app.services import bestanden, deellijnen, diagnose
from app.services.delen import clock_words
from ui.i18n import apart, counted, relative_moment, short_moment, tr
from ui.session import Session

_NOTICEABLE = 60
_OWN_CLOCK = "mailbox.klok_voor"


@dataclass(frozen=True, slots=True, kw_only=True)
class LijnRegel:
    """One other side; every value as it is shown, `-` for nothing."""

    naam: str
    gehoord: str
    wacht: str
    sinds: str
    onderweg: str
    ontbreekt: str
    klok: str


def read(store: Store, now: datetime) -> tuple[tuple[LijnRegel, ...], str]:
    """Return the lines, and what is to be said about this device's own clock (`""`: nothing)."""
    with store.read() as reading:
        lines = deellijnen.lines_of(reading)
        ahead = int(reading.setting(_OWN_CLOCK) or 0)
    said = ""
    if abs(ahead) >= _NOTICEABLE:
        said = tr(
            "De klok van dit apparaat loopt {words} op de server. Zet de tijd goed.", words=clock_words(ahead)
        )
    return tuple(_line(line, now) for line in lines), said


def _line(line: deellijnen.Lijn, now: datetime) -> LijnRegel:
    name = apart(line.naam) if line.toegelaten else tr("{name} (ingetrokken)", name=apart(line.naam))
    return LijnRegel(
        naam=name,
        gehoord=relative_moment(line.gehoord, now) if line.gehoord else tr("nog nooit"),
        wacht=counted(line.wacht, "wijziging", "wijzigingen") if line.wacht else "-",
        sinds=short_moment(line.oudste, now) if line.oudste and line.wacht else "-",
        onderweg=counted(line.onderweg, "pakket", "pakketten") if line.onderweg else "-",
        ontbreekt=counted(line.ontbreekt, "pakket", "pakketten") if line.ontbreekt else "-",
        klok=clock_words(line.klok),
    )


class DiagnoseViewModel(QObject):
    """`stored(path)` when the file is there; `refused(Fault)`."""

    stored = Signal(str)
    refused = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def store(self, path: str) -> None:
        """Write the file for whoever helps: numbers and codes, nothing about anybody."""
        session = self._session
        versions: Mapping[str, str] = session.keyring.versions() if session.keyring is not None else {}

        def work(store: Store) -> str:
            report = diagnose.report(store, session.clock, versions)
            with bestanden.saving(path) as put:
                put(json.dumps(report, ensure_ascii=False, indent=2).encode())
            return path

        session.ask(work, self, self.stored.emit, self._refuse)

    def _refuse(self, fault: Fault) -> None:
        self.refused.emit(fault)
