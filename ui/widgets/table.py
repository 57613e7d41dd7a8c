"""A table over any model: widths given or sampled, the keyboard opens rows, and an empty table says what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import theme
from ui.widgets.badges import Pill, paint_pill, pill_size
from ui.widgets.panels import EmptyState

PILL_ROLE = int(Qt.ItemDataRole.UserRole) + 7
"""A model that returns a `Pill` for this role gets it drawn in the cell instead of the text."""

SAMPLE = 40


class _PillDelegate(QStyledItemDelegate):
    """Draws pills where the model has them, text elsewhere, and no dotted focus box inside a chosen row."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        self._paint_cell(painter, option, index)
        if self._in_focused_row(index):
            self._paint_ring(painter, option.rect, index)

    def _in_focused_row(self, index: QModelIndex) -> bool:
        table = self.parent()
        return (
            isinstance(table, QTableView) and table.hasFocus() and table.currentIndex().row() == index.row()
        )

    def _paint_ring(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:
        """The ring around the whole row, drawn cell by cell."""
        painter.save()
        painter.setPen(QPen(QColor(theme.current().colours.focus), 2))
        box = rect.adjusted(1, 1, -1, -1)
        painter.drawLine(rect.left(), box.top(), rect.right(), box.top())
        painter.drawLine(rect.left(), box.bottom(), rect.right(), box.bottom())
        if index.column() == 0:
            painter.drawLine(box.left(), box.top(), box.left(), box.bottom())
        if index.column() == index.model().columnCount() - 1:
            painter.drawLine(box.right(), box.top(), box.right(), box.bottom())
        painter.restore()

    def _paint_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        pill = index.data(PILL_ROLE)
        if not isinstance(pill, Pill):
            super().paint(painter, option, index)
            return
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        blank.text = ""
        style = blank.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, blank, painter, blank.widget)
        size = pill_size(pill, option.font)
        place = option.rect.adjusted(10, 0, 0, 0)
        place.setTop(option.rect.top() + (option.rect.height() - size.height()) // 2)
        place.setSize(size)
        place = QStyle.visualRect(option.direction, option.rect, place)
        ratio = painter.device().devicePixelRatioF()
        paint_pill(painter, place, pill, option.font, option.direction, ratio)


class DataTable(QTableView):
    """Rows to choose from. `opened(row)` comes with Enter or a double click; `sort_wanted(column, descending)` with a
    click on a heading that `sortable` names (the model sorts, in SQL).

    `widths` are pixels per column; -1 takes what is left, -240 too, but is content with 240; a missing one is measured
    on the heading and the first rows.
    """

    opened = Signal(int)
    sort_wanted = Signal(int, bool)

    def __init__(
        self,
        name: str,
        model: QAbstractItemModel | None = None,
        *,
        widths: Mapping[int, int] | None = None,
        sortable: Sequence[int] = (),
        empty: EmptyState | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._widths = dict(widths or {})
        self._least: dict[int, int] = {}
        self._sortable = frozenset(sortable)
        self._empty = empty
        self.setAccessibleName(name)
        self.setItemDelegate(_PillDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        header.setSectionsClickable(bool(sortable))
        header.setSortIndicatorShown(False)
        header.sectionClicked.connect(self._heading_clicked)
        self._descending = False
        self._sorted_by = -1
        if empty is not None:
            empty.setParent(self.viewport())
        self._row_height()
        if model is not None:
            self.setModel(model)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show another model and set the widths."""
        super().setModel(model)
        if model is None:
            return
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.layoutChanged):
            signal.connect(self._content_changed)
        model.modelReset.connect(self.fit_columns)
        self.fit_columns()
        self._content_changed()

    def show_sorted(self, column: int, descending: bool) -> None:
        """Show by which column the rows are sorted."""
        self._sorted_by, self._descending = column, descending
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(column, order)

    def _shown(self) -> QAbstractItemModel | None:
        return self.model()  # None before the first setModel, whatever the stubs say

    def current_row(self) -> int:
        """Return the row under the cursor, or -1."""
        return self.currentIndex().row()

    def fit_columns(self) -> None:
        """Give every column its width: as told, what is left, or measured on a sample."""
        model, header = self._shown(), self.horizontalHeader()
        if model is None:
            return
        for number in range(model.columnCount()):
            told = self._widths.get(number)
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
            given = abs(told) if told and told != -1 else 0
            width = round(given * (0.5 + 0.5 * theme.current().scale)) if given else self._sampled(number)
            if told is not None and told < 0:
                self._least[number] = width
            self.setColumnWidth(number, width)
        self._share_rest()

    def _share_rest(self) -> None:
        """Give what is left to the columns that take it; with too little room they keep their words and one scrolls."""
        model = self._shown()
        if model is None or not self._least:
            return
        fixed = sum(self.columnWidth(n) for n in range(model.columnCount()) if n not in self._least)
        each = (self.viewport().width() - fixed) // len(self._least)
        for number, least in self._least.items():
            self.setColumnWidth(number, max(least, each))

    def _sampled(self, number: int) -> int:
        model = self.model()
        heading = str(model.headerData(number, Qt.Orientation.Horizontal) or "")
        metrics = self.fontMetrics()
        widest = metrics.horizontalAdvance(heading) + 24
        for line in range(min(SAMPLE, model.rowCount())):
            index = model.index(line, number)
            pill = index.data(PILL_ROLE)
            if isinstance(pill, Pill):
                widest = max(widest, pill_size(pill, self.font()).width())
            else:
                widest = max(widest, metrics.horizontalAdvance(str(index.data() or "")))
        return min(widest + 28, 420)

    def _row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.current().sizes.row)

    def _content_changed(self, *_: object) -> None:
        model = self._shown()
        bare = model is None or model.rowCount() == 0
        if self._empty is not None:
            self.horizontalHeader().setVisible(not bare)
            self._empty.setVisible(bare)
            self._empty.resize(self.viewport().size())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_rest()
        self._content_changed()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._row_height()
            self.fit_columns()
        super().changeEvent(event)

    def _heading_clicked(self, column: int) -> None:
        if column in self._sortable:
            descending = column == self._sorted_by and not self._descending
            self.show_sorted(column, descending)
            self.sort_wanted.emit(column, descending)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_row() >= 0:
            self.opened.emit(self.current_row())
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit(self.current_row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()
        model = self._shown()
        if self.current_row() < 0 and model is not None and model.rowCount():
            self.setCurrentIndex(model.index(0, 0))
