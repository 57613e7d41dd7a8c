"""How sharing goes per other side, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.i18n import tr
from ui.viewmodels.deellijnen import LijnRegel

Index = QModelIndex | QPersistentModelIndex

_FIELDS = ("naam", "gehoord", "wacht", "sinds", "onderweg", "ontbreekt", "klok")
_HEADINGS = ("Met wie", "Laatst gehoord", "Nog niet weg", "Sinds", "Onderweg", "Ontbreekt", "Klok")


class LijnenModel(QAbstractTableModel):
    """Rows of `LijnRegel`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[LijnRegel, ...] = ()

    def show_lines(self, lines: Sequence[LijnRegel]) -> None:
        """Show these rows; the same ones again change nothing."""
        if tuple(lines) == self._lines:
            return
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_FIELDS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return getattr(self._lines[index.row()], _FIELDS[index.column()])

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADINGS[section])
        return None
