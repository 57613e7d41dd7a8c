"""A way in that isn't the wachtzin of now: the code of the herstelblad, or two papers of the organisation."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from app.services import escrow
from app.services.backups import WayIn
from ui.i18n import tr

WACHTZIN, BLAD, PAPIEREN = "wachtzin", "blad", "papieren"

FIELD_OF_FAULT = {
    "wachtzin-onjuist": "wachtzin",
    "wachtzin-onbruikbaar": "wachtzin",
    "herstelcode-groep": "code",
    "herstelcode-teken": "code",
    "herstelcode-lengte": "code",
    "herstelcode-onjuist": "code",
    "sleuteldeel-onbekend": "papier2",
    "sleuteldelen-te-weinig": "papier2",
    "sleuteldelen-gemengd": "papier2",
    "organisatiesleutel-onjuist": "papier1",
}
"""In which field a fault about the way in is shown."""


class Access(QObject):
    """What somebody types to get in. `way` is one of `ways`; `changed` when another way is chosen."""

    changed = Signal()

    def __init__(self, ways: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ways = ways
        self.way = ways[0]
        self.wachtzin = ""
        self.code = ""
        self.papers = ["", ""]

    def choose(self, way: str) -> None:
        """Take another way; what was typed for the other one stays."""
        if way in self.ways and way != self.way:
            self.way = way
            self.changed.emit()

    def check(self) -> dict[str, str]:
        """Return what is wrong per field (`wachtzin`, `code`, `papier1`, `papier2`) before anything slow begins."""
        if self.way == WACHTZIN:
            return {} if self.wachtzin else {"wachtzin": tr("Je wachtzin is nog leeg. Typ hem in het veld.")}
        if self.way == BLAD:
            empty = tr("Je herstelcode is nog leeg. Hij staat op je herstelblad.")
            return {} if self.code.strip() else {"code": empty}
        return self._check_papers()

    def _check_papers(self) -> dict[str, str]:
        errors = {}
        for place, typed in enumerate(self.papers, start=1):
            if not typed.strip():
                errors[f"papier{place}"] = tr("De code van papier {n} is nog leeg.", n=place)
                continue
            try:
                escrow.check_paper(typed)
            except Fault as fault:
                errors[f"papier{place}"] = f"{fault.sentence} {fault.next_step}"
        return errors

    def refusal(self, fault: Fault) -> dict[str, str]:
        """Return the field and words for a fault about what was typed; empty when it is about something else."""
        field = FIELD_OF_FAULT.get(fault.code, "")
        return {field: f"{fault.sentence} {fault.next_step}"} if field in self._shown() else {}

    def _shown(self) -> tuple[str, ...]:
        return {WACHTZIN: ("wachtzin",), BLAD: ("code",)}.get(self.way, ("papier1", "papier2"))

    def way_in(self) -> WayIn:
        """Return what was typed, for a backup."""
        if self.way == WACHTZIN:
            return WayIn(passphrase=self.wachtzin)
        return WayIn(recovery=self.code) if self.way == BLAD else WayIn(papers=tuple(self.papers))

    def forget(self) -> None:
        """Let go of everything that was typed."""
        self.wachtzin = self.code = ""
        self.papers = ["", ""]
