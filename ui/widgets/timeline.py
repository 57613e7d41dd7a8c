"""What happened, newest first, under month headings: a painted list, so that thousands of entries open at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme
from ui.widgets.badges import Pill, paint_pill, pill_size

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One thing that happened. `heading` is the month it stands under; `meta` says when, who, how long."""

    key: str
    icon: str
    title: str
    meta: str = ""
    text: str = ""
    heading: str = ""
    pills: tuple[Pill, ...] = field(default=())

    @property
    def spoken(self) -> str:
        """Everything in it as one sentence for a screen reader."""
        parts = (self.title, self.meta, self.text, *(pill.text for pill in self.pills))
        return ". ".join(part for part in parts if part)


_ENTRY = Qt.ItemDataRole.UserRole + 1


class TimelineModel(QAbstractListModel):
    """Entries with a heading row wherever the month changes; headings can't be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[TimelineEntry | str] = []

    def set_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show these entries, in this order."""
        self.beginResetModel()
        rows: list[TimelineEntry | str] = []
        heading = ""
        for entry in entries:
            if entry.heading and entry.heading != heading:
                heading = entry.heading
                rows.append(heading)
            rows.append(entry)
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        item = self.rows[index.row()]
        if role == _ENTRY:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item if isinstance(item, str) else item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item if isinstance(item, str) else item.spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Delegate(QStyledItemDelegate):
    """Paints an entry: icon on a line that runs through, title, meta, one line of text, pills at the end."""

    def __init__(self, view: Timeline) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[theme.Theme, tuple[bool, ...]], int] = {}

    def _font(self, base: QFont, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFont(base)
        font.setPixelSize(pixels)
        font.setWeight(weight)
        return font

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self.height(self._view.row(index.row())))

    def height(self, item: TimelineEntry | str) -> int:
        """Return how tall a row is; there are only a few kinds of row, and thousands of rows."""
        if isinstance(item, str):
            return theme.current().type.small + 28
        kind = (bool(item.meta), bool(item.text), bool(item.pills), self._narrow())
        look = (theme.current(), kind)
        if look not in self._heights:
            self._heights[look] = self._measured(item)
        return self._heights[look]

    def _measured(self, item: TimelineEntry) -> int:
        lines = 1 + bool(item.meta) + bool(item.text)
        below = (
            pill_size(item.pills[0], self._view.font()).height() + 6 if item.pills and self._narrow() else 0
        )
        return round(lines * theme.current().type.body * 1.5) + 18 + below

    def _narrow(self) -> bool:
        """True where pills beside the title would leave no room for it: then they stand below."""
        return self._view.viewport().width() < round(300 + 260 * theme.current().scale)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(_ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(item, str):
            self._paint_heading(painter, option, item)
        else:
            self._paint_entry(painter, option, item, last=index.row() == index.model().rowCount() - 1)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        tokens = theme.current()
        painter.setFont(self._font(option.font, tokens.type.small, QFont.Weight.DemiBold))
        painter.setPen(QColor(tokens.colours.text_muted))
        place = option.rect.adjusted(4, 8, -4, 0)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), text)

    def _paint_entry(
        self, painter: QPainter, option: QStyleOptionViewItem, item: TimelineEntry, *, last: bool
    ) -> None:
        from ui.theme.icons import pixmap

        tokens = theme.current()
        colours = tokens.colours
        rect: QRect = option.rect
        state = option.state
        direction: Qt.LayoutDirection = option.direction
        ratio = painter.device().devicePixelRatioF()
        self._paint_ground(painter, rect, state)
        circle = round(tokens.sizes.icon * 1.7)
        spot = QStyle.visualRect(direction, rect, QRect(rect.left() + 8, rect.top() + 9, circle, circle))
        if not last:
            painter.setPen(QPen(QColor(colours.border), 2))
            painter.drawLine(spot.center().x(), spot.bottom() + 4, spot.center().x(), rect.bottom())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft))
        painter.drawEllipse(spot)
        size = tokens.sizes.icon
        shift = (circle - size) // 2
        painter.drawPixmap(
            spot.left() + shift, spot.top() + shift, pixmap(item.icon, colours.on_accent_soft, size, ratio)
        )
        room = rect.adjusted(8 + circle + 12, 9, -12, -6)
        if item.pills and self._narrow():
            height = pill_size(item.pills[0], option.font).height()
            below = QRect(room.left(), room.bottom() - height - 1, room.width(), height)
            self._paint_pills(painter, below, item, option.font, direction, ratio, rect)
            beside = room
        else:
            beside = self._paint_pills(painter, room, item, option.font, direction, ratio, rect)
        places = (QStyle.visualRect(direction, rect, beside), QStyle.visualRect(direction, rect, room))
        self._paint_words(painter, places, item, option.font)

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        colours = theme.current().colours
        box = rect.adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(box, 8, 8)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(box, 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)

    def _paint_pills(
        self,
        painter: QPainter,
        room: QRect,
        item: TimelineEntry,
        font: QFont,
        direction: Qt.LayoutDirection,
        ratio: float,
        rect: QRect,
    ) -> QRect:
        right = room.right()
        for pill in reversed(item.pills):
            size = pill_size(pill, font)
            if right - size.width() < room.left():
                break
            place = QRect(right - size.width(), room.top(), size.width(), size.height())
            paint_pill(painter, QStyle.visualRect(direction, rect, place), pill, font, direction, ratio)
            right -= size.width() + 8
        return QRect(room.left(), room.top(), right - room.left(), room.height())

    def _paint_words(
        self, painter: QPainter, places: tuple[QRect, QRect], item: TimelineEntry, base: QFont
    ) -> None:
        """The title and what is under it stop before the pills; the text has the whole line."""
        tokens = theme.current()
        beside, whole = places
        y = whole.top()
        for words, pixels, weight, colour, room in (
            (item.title, tokens.type.body, QFont.Weight.DemiBold, tokens.colours.text, beside),
            (item.meta, tokens.type.small, QFont.Weight.Normal, tokens.colours.text_muted, beside),
            (item.text, tokens.type.body, QFont.Weight.Normal, tokens.colours.text, whole),
        ):
            if not words:
                continue
            font = self._font(base, pixels, weight)
            metrics = QFontMetrics(font)
            height = round(tokens.type.body * 1.5)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            line = metrics.elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, room.width())
            place = QRect(room.left(), y, room.width(), height)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), line)
            y += height


class Timeline(QListView):
    """The list itself: arrows go from entry to entry, Enter or a click opens (`opened(key)`).

    `fit` makes it as tall as its content, for a page that scrolls as a whole (up to some hundred entries).
    """

    opened = Signal(str)

    def __init__(self, name: str, *, fit: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fit = fit
        self.entries = TimelineModel(self)
        self.setModel(self.entries)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self.clicked.connect(self._open)
        self.setProperty("plain", True)
        if fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show these entries; the one that was chosen stays chosen when it's still there."""
        chosen = self.current_key()
        self.entries.set_entries(entries)
        if chosen:
            self.choose(chosen)
        self._resize()

    def current_key(self) -> str:
        """Return the key of the entry under the cursor, or `""`."""
        item = self.currentIndex().data(_ENTRY)
        return item.key if isinstance(item, TimelineEntry) else ""

    def choose(self, key: str) -> bool:
        """Put the cursor on an entry; False when it isn't there."""
        for number in range(self.entries.rowCount()):
            index = self.entries.index(number, 0)
            item = index.data(_ENTRY)
            if isinstance(item, TimelineEntry) and item.key == key:
                self.setCurrentIndex(index)
                return True
        return False

    def _open(self, index: QModelIndex) -> None:
        item = index.data(_ENTRY)
        if isinstance(item, TimelineEntry):
            self.opened.emit(item.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt's own "activated" also comes with a click on some desktops; the click is heard already.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.doItemsLayout()
            self._resize()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self._resize()

    def _resize(self) -> None:
        if not self._fit:
            return
        rows = range(self.entries.rowCount())
        self.setFixedHeight(sum(self._delegate.height(self.row(number)) for number in rows) + 4)

    def row(self, number: int) -> TimelineEntry | str:
        """Return what stands in a row: an entry or a heading."""
        return self.entries.rows[number]
