"""The list of clients as a table: as many rows as there are, of which only the pages looked at are held."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from ui.i18n import apart, tr
from ui.viewmodels.clienten import PAGE, ClientLine
from ui.widgets.badges import sharing
from ui.widgets.table import PILL_ROLE

Index = QModelIndex | QPersistentModelIndex

NAAM, GEBOREN, GEMEENTE, FASE, CONTACT, SIGNALEN, DELEN = range(7)
_FIELDS = ("naam", "geboren", "gemeente", "fase", "laatste_contact", "signalen", "deelstand")
_HEADINGS = ("Naam", "Geboren", "Gemeente", "Stap", "Laatste contact", "Signalen", "Delen")
_HELD = 12
"""Pages that are kept; the one that was looked at longest ago goes first."""
_AT_ONCE = 3
"""Pages asked for at once: after a leap only the last ones asked for are still on the screen."""


class ClientsModel(QAbstractTableModel):
    """Emits `wanted(first)` for a page that is looked at and not held; give it back with `put_page`."""

    wanted = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._pages: OrderedDict[int, tuple[ClientLine, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._missing: list[int] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)

    def show_clients(self, count: int, first: Sequence[ClientLine]) -> None:
        """Show `count` rows, of which the first page is known."""
        self.beginResetModel()
        self._count = count
        self._pages.clear()
        self._asked.clear()
        self._missing.clear()
        self._pages[0] = tuple(first)
        self.endResetModel()

    def put_page(self, first: int, lines: Sequence[ClientLine]) -> None:
        """Take a page that was asked for."""
        self._pages[first] = tuple(lines)
        self._asked.discard(first)
        while len(self._pages) > _HELD:
            self._pages.popitem(last=False)
        last = min(first + len(lines), self._count) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, DELEN))

    def line(self, row: int) -> ClientLine | None:
        """Return the client of a row, or None while its page isn't here."""
        first = row - row % PAGE
        page = self._pages.get(first)
        if page is None:
            self._miss(first)
            return None
        self._pages.move_to_end(first)
        return page[row - first] if row - first < len(page) else None

    def row_of(self, dossier_id: str) -> int:
        """Return the row of a dossier among the pages that are held, or -1."""
        for first, page in self._pages.items():
            for number, line in enumerate(page):
                if line.dossier_id == dossier_id:
                    return first + number
        return -1

    def before(self, first: int) -> str:
        """Return the dossier of the row just before a page, or `""` while that row isn't held."""
        page = self._pages.get(first - PAGE, ())
        return page[-1].dossier_id if len(page) == PAGE else ""

    def _miss(self, first: int) -> None:
        if first in self._asked:
            return
        if first in self._missing:
            self._missing.remove(first)
        self._missing.append(first)
        # Not from inside a painter: the answer may come at once and would change what is being painted.
        self._timer.start()

    def _ask(self) -> None:
        missing, self._missing = self._missing[-_AT_ONCE:], []
        for first in missing:
            self._asked.add(first)
            self.wanted.emit(first)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_FIELDS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < self._count:
            return None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, PILL_ROLE):
            return None
        line = self.line(index.row())
        if line is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == NAAM else None
        if role == PILL_ROLE:
            return sharing(line.deelstand) if index.column() == DELEN else None
        if index.column() == NAAM:
            return apart(line.naam)
        text = getattr(line, _FIELDS[index.column()])
        return sharing(text).text if index.column() == DELEN else text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADINGS[section])
        return None
