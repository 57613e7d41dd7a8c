"""The list of signals as a table for who assigns and answers them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.i18n import tr
from ui.viewmodels.signalen import SignalLine
from ui.widgets.badges import Pill, urgency
from ui.widgets.table import PILL_ROLE

Index = QModelIndex | QPersistentModelIndex

URGENTIE, UITERLIJK, TITEL, CLIENT, LEEFGEBIED, STAND, GENOTEERD = range(7)
FIELDS = ("urgentie", "uiterlijk", "titel", "client", "leefgebied", "stand", "genoteerd")
_HEADINGS = ("Urgentie", "Uiterlijk", "Signaal", "Cliënt", "Leefgebied", "Waar is het nu?", "Genoteerd")


class SignalenModel(QAbstractTableModel):
    """Rows over a tuple of frozen lines."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[SignalLine, ...] = ()

    def show_lines(self, lines: Sequence[SignalLine]) -> None:
        """Show these signals, in this order."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def line(self, row: int) -> SignalLine | None:
        """Return the signal of a row, or None."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, signaal_id: str) -> int:
        """Return the row of a signal, or -1."""
        return next((n for n, each in enumerate(self._lines) if each.signaal_id == signaal_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(FIELDS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADINGS[section]) if 0 <= section < len(_HEADINGS) else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line, column)
        if role == PILL_ROLE:
            return self._pill(line, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (TITEL, CLIENT, LEEFGEBIED, STAND):
            return self._words(line, column)
        return None

    @staticmethod
    def _words(line: SignalLine, column: int) -> str:
        return (
            line.urgency.capitalize(),
            line.due_words,
            line.title,
            line.client,
            line.domain,
            line.stand_words,
            line.noted_words,
        )[column]

    @staticmethod
    def _pill(line: SignalLine, column: int) -> object:
        if column == URGENTIE:
            return urgency(line.urgency)
        if column == UITERLIJK and line.late:
            return Pill(line.due_words, "warning", "clock")
        return None
