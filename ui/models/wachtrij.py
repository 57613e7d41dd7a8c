"""The queue of sharing as a table: whose, what, where it stands, since when, and why it stays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.i18n import tr
from ui.viewmodels.delen import DeelRegel
from ui.widgets.badges import sharing
from ui.widgets.table import PILL_ROLE

Index = QModelIndex | QPersistentModelIndex

NAAM, WAT, STAND, SINDS, WAAROM = range(5)
_FIELDS = ("naam", "wat", "stand", "sinds", "uitleg")
_HEADINGS = ("Cliënt", "Wat", "Stand", "Sinds", "Waarom het blijft")


class WachtrijModel(QAbstractTableModel):
    """Rows of `DeelRegel`; `reasons` adds the column that says why something stays."""

    def __init__(self, *, reasons: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = 5 if reasons else 4
        self._lines: tuple[DeelRegel, ...] = ()

    def show_lines(self, lines: Sequence[DeelRegel]) -> None:
        """Show these rows; the same ones again change nothing."""
        if tuple(lines) == self._lines:
            return
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def line(self, row: int) -> DeelRegel:
        """Return a row."""
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == PILL_ROLE:
            return sharing(line.stand) if index.column() == STAND else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        text = getattr(line, _FIELDS[index.column()])
        return sharing(text).text if index.column() == STAND else text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADINGS[section])
        return None
