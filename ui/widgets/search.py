"""Search as you type: a line and its results, the matched part bold, all by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme
from ui.i18n import counted, tr
from ui.widgets.inputs import SearchLine
from ui.widgets.layouts import column
from ui.widgets.text import announce, label

Index = QModelIndex | QPersistentModelIndex
_RESULT = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One result. `title` and `text` mark the matched part as `[[...]]`; the first of a `group` gets its heading."""

    key: str
    title: str
    text: str = ""
    icon: str = "person"
    group: str = ""


def without_marks(marked: str) -> str:
    """Return marked text as plain words."""
    return marked.replace("[[", "").replace("]]", "")


def marked_parts(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the plain text and the (start, length) of each matched part."""
    plain, parts, rest = "", [], marked
    while "[[" in rest:
        before, _, after = rest.partition("[[")
        found, closed, rest = after.partition("]]")
        plain += before
        if closed:
            parts.append((len(plain), len(found)))
        plain += found
    return plain + rest, parts


class _Results(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Result, ...] = ()

    def set_results(self, rows: Sequence[Result]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        result = self.rows[index.row()]
        if role == _RESULT:
            return result
        if role == Qt.ItemDataRole.DisplayRole:
            return without_marks(result.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (result.title, result.text, result.group)
            return ". ".join(without_marks(part) for part in said if part)
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        kind = theme.current().type
        result = index.data(_RESULT)
        lines = 1 + bool(isinstance(result, Result) and result.text)
        heading = _heading_height() if _opens_group(index) else 0
        return QSize(200, max(theme.current().sizes.row, round(lines * kind.body * 1.5) + 14) + heading)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        from ui.theme.icons import pixmap

        result = index.data(_RESULT)
        if not isinstance(result, Result):
            return
        tokens = theme.current()
        colours = tokens.colours
        rect = self._paint_heading(painter, option, index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if chosen else colours.hover))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 6, 6)
        ink = colours.on_accent_soft if chosen else colours.text
        size = tokens.sizes.icon
        sign = QRect(rect.left() + 12, rect.top() + (rect.height() - size) // 2, size, size)
        sign = QStyle.visualRect(option.direction, rect, sign)
        painter.drawPixmap(
            sign.topLeft(), pixmap(result.icon, ink, size, painter.device().devicePixelRatioF())
        )
        room = QStyle.visualRect(option.direction, rect, rect.adjusted(12 + size + 12, 7, -12, -7))
        height = round(tokens.type.body * 1.5)
        top = room.top() if result.text else rect.top() + (rect.height() - height) // 2
        muted = ink if chosen else colours.text_muted
        for words, pixels, colour in (
            (result.title, tokens.type.body, ink),
            (result.text, tokens.type.small, muted),
        ):
            if words:
                font = QFont(option.font)
                font.setPixelSize(pixels)
                self._draw(painter, words, font, QRect(room.left(), top, room.width(), height), colour)
                top += height
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> QRect:
        """Draw the heading of a group above its first result; return what is left for the result."""
        rect: QRect = option.rect
        if not _opens_group(index):
            return rect
        font = QFont(option.font)
        font.setPixelSize(theme.current().type.small)
        font.setWeight(QFont.Weight.DemiBold)
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(theme.current().colours.text_muted))
        place = QRect(rect.left() + 12, rect.top(), rect.width() - 24, _heading_height())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(place, int(align), index.data(_RESULT).group)
        painter.restore()
        return rect.adjusted(0, _heading_height(), 0, 0)

    def _draw(self, painter: QPainter, marked: str, font: QFont, place: QRect, colour: str) -> None:
        plain, parts = marked_parts(marked)
        layout = QTextLayout(plain, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        formats = []
        for start, length in parts:
            bold = QTextLayout.FormatRange()
            bold.start, bold.length = start, length
            look = QTextCharFormat()
            look.setFontWeight(QFont.Weight.Bold)
            look.setFontUnderline(True)
            bold.format = look
            formats.append(bold)
        layout.setFormats(formats)
        layout.beginLayout()
        line = layout.createLine()
        if line.isValid():
            line.setLineWidth(place.width())
        layout.endLayout()
        painter.setPen(QColor(colour))
        painter.save()
        painter.setClipRect(place)
        layout.draw(painter, QPointF(place.left(), place.top() + (place.height() - line.height()) / 2))
        painter.restore()


def _heading_height() -> int:
    return theme.current().type.small + 16


def _opens_group(index: Index) -> bool:
    """True for the first result of a group that has a name."""
    result = index.data(_RESULT)
    if not isinstance(result, Result) or not result.group:
        return False
    before = index.model().index(index.row() - 1, 0).data(_RESULT) if index.row() else None
    return not isinstance(before, Result) or before.group != result.group


class SearchBox(QWidget):
    """Emits `wanted(text)` with every letter; give the results back with `show_results`. `opened(key)` is a choice.

    Down and Up walk through the results while the cursor stays in the line; Enter opens; Escape empties, then `left`.
    """

    wanted = Signal(str)
    opened = Signal(str)
    left = Signal()

    def __init__(self, name: str, *, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty_text = empty or tr("Niets gevonden. Probeer een deel van de naam.")
        self.line = SearchLine(name)
        self.results = QListView()
        self.results.setAccessibleName(tr("Gevonden"))
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setMouseTracking(True)
        self.results.setProperty("plain", True)
        self.results.setFrameShape(QListView.Shape.NoFrame)
        self.results.setItemDelegate(_Delegate(self.results))
        self._rows = _Results(self)
        self.results.setModel(self._rows)
        self.results.clicked.connect(self._open)
        self.nothing = label("", "muted")
        self.nothing.hide()
        self.setFocusProxy(self.line)
        self.setLayout(column(self.line, self.nothing, self.results, gap=theme.current().spacing.s))
        self.line.textChanged.connect(self.wanted)
        self.line.installEventFilter(self)

    def show_results(self, results: Sequence[Result]) -> None:
        """Show what was found, the first one chosen; how many is said aloud."""
        self._rows.set_results(results)
        searched = bool(self.line.text().strip())
        self.nothing.setText(self._empty_text if searched and not results else "")
        self.nothing.setVisible(bool(self.nothing.text()))
        self.results.setVisible(bool(results))
        if results:
            self.results.setCurrentIndex(self._rows.index(0, 0))
        if searched:
            announce(
                self.line, counted(len(results), "gevonden", "gevonden") if results else self._empty_text
            )

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._walk(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.results.currentIndex())
                return True
            if key == Qt.Key.Key_Escape and not self.line.text():
                self.left.emit()
                return True
        return False

    def _walk(self, step: int) -> None:
        count = self._rows.rowCount()
        if not count:
            return
        place = min(count - 1, max(0, self.results.currentIndex().row() + step))
        index = self._rows.index(place, 0)
        self.results.setCurrentIndex(index)
        announce(self.line, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _open(self, index: QModelIndex) -> None:
        result = index.data(_RESULT) if index.isValid() else None
        if isinstance(result, Result):
            self.opened.emit(result.key)
