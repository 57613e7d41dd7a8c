"""Meekijkstand: while somebody beside you reads along, what they must not read is out of sight. One key, F9."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Meekijken(QObject):
    """Whether somebody reads along; pages hide shielded signals and private notes on `changed`."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on = False

    @property
    def on(self) -> bool:
        """True while somebody reads along."""
        return self._on

    def set(self, on: bool) -> None:
        """Begin or end; `changed` when that is news."""
        if on != self._on:
            self._on = on
            self.changed.emit()

    def toggle(self) -> None:
        """Begin when it's off, end when it's on."""
        self.set(not self._on)


ZELF_VEILIG = frozenset(
    {
        *("dossier", "gebeurtenis", "lijn", "plan", "contact", "pvt", "inburgering"),
        *("checklist", "checklists", "signaal", "signaal-noteren", "patroon"),
        *("toestemming", "toestemming-gesprek", "intrekken", "wat-gaat-weg"),
        *("hulp", "over"),
    }
)
"""Pages that hide by themselves what who reads along must not read; a test walks over each of them to see that.

Every other page, also one that is made tomorrow, stands behind a curtain while somebody reads along. Lists of several
people are meant to be among those: the names of others are nothing for the person beside you.
"""


def needs_curtain(page: str) -> bool:
    """True for a page that may not be seen while somebody reads along."""
    return page not in ZELF_VEILIG
