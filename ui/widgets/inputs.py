"""Fields to type in: a line, long text with a counter, a passphrase, a search box."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QSizePolicy, QStyle, QWidget

from ui import theme
from ui.i18n import tr, whole
from ui.widgets.buttons import IconButton
from ui.widgets.layouts import column, row
from ui.widgets.text import Icon, announce, label


class TextLine(QLineEdit):
    """One line of text in any script; `width` in characters says how much is expected (0: all there is)."""

    def __init__(
        self,
        text: str = "",
        *,
        max_length: int = 200,
        width: int = 0,
        arabic: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setMaxLength(max_length)
        self._characters = width
        self.setProperty("arabic", arabic)
        self._arabic = arabic
        self._choose_font()
        if width:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _choose_font(self) -> None:
        # With the Arabic font behind the Latin one its tall lines are cut at the top: here it goes first.
        if self._arabic:
            from ui.theme.fonts import arabic_font

            self.setFont(arabic_font(theme.current().type.body))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange and self.font().pixelSize() != theme.current().type.body:
            self._choose_font()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        if self._characters:
            size.setWidth(self.fontMetrics().horizontalAdvance("0") * (self._characters + 2) + 24)
        return size


class LongText(QWidget):
    """Text of several lines with at most `max_length` characters: what is too much stays, and is counted.

    Tab goes to the next field. `lines` are shown, and it grows to `most_lines` with what is typed.
    """

    changed = Signal()

    def __init__(
        self,
        text: str = "",
        *,
        max_length: int = 1000,
        lines: int = 3,
        most_lines: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.max_length = max_length
        self._lines = lines
        self._most = most_lines
        self._over = False
        self.editor = _Editor(text)
        self.editor.resized.connect(self._grow)
        self.editor.setTabChangesFocus(True)
        self.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.editor.textChanged.connect(self._changed)
        self.editor.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.counter = label("", "small")
        self.setFocusProxy(self.editor)
        self.setLayout(column(self.editor, self.counter, gap=theme.current().spacing.xs))
        self._count()
        self._grow()

    def text(self) -> str:
        """Return what was typed, without the white space around it."""
        return self.editor.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Replace the text, unless it is the same already (the cursor stays)."""
        if text != self.editor.toPlainText():
            self.editor.setPlainText(text)

    @property
    def too_much(self) -> int:
        """How many characters there are too many, or 0."""
        return max(0, len(self.text()) - self.max_length)

    def _changed(self) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        used, over = len(self.text()), self.too_much
        if over:
            words = tr("{n} tekens te veel. Maak de tekst korter.", n=whole(over))
        else:
            words = tr("{n} van {most} tekens", n=whole(used), most=whole(self.max_length))
        self.counter.setText(words)
        if bool(over) != self._over:
            self._over = bool(over)
            self.counter.setProperty("role", "error" if over else "small")
            theme.restyle(self.counter)
            if over:
                announce(self.editor, words)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._grow()
        super().changeEvent(event)

    def _grow(self, *_: object) -> None:
        line = self.editor.fontMetrics().lineSpacing()
        rows = int(self.editor.document().size().height())
        rows = min(self._most, max(self._lines, rows))
        self.editor.setFixedHeight(rows * line + 24)


class _Editor(QPlainTextEdit):
    """Says when its width changed: then the words break elsewhere and need another height."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()


class PassphraseField(QWidget):
    """One field for a secret, with an eye to show it (`eye`: what that says) and a warning while Caps Lock is on."""

    submitted = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, eye: tuple[str, str] = ("", "")) -> None:
        super().__init__(parent)
        self._show_words = eye[0] or tr("Wachtzin laten zien")
        self._hide_words = eye[1] or tr("Wachtzin verbergen")
        space = theme.current().spacing
        self.line = _PassphraseLine()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(1024)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.line.returnPressed.connect(self.submitted)
        self.line.textChanged.connect(lambda _: self.changed.emit())
        self.line.caps.connect(self._show_caps)
        self.eye = IconButton("eye", self._show_words, clicked=self.toggle)
        self.caps_warning = QWidget()
        self.caps_warning.setLayout(
            row(Icon("warning", "warning.ink"), label(tr("Caps Lock staat aan.")), gap=space.s)
        )
        self.caps_warning.hide()
        self.setFocusProxy(self.line)
        self.setLayout(column(row(self.line, self.eye, gap=space.xs), self.caps_warning, gap=space.xs))

    def text(self) -> str:
        """Return the wachtzin as typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed, and hide again."""
        self.line.clear()
        self._reveal(False)

    def toggle(self) -> None:
        """Show or hide what is typed; the cursor goes back into the field."""
        self._reveal(self.line.echoMode() == QLineEdit.EchoMode.Password)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reveal(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.eye.set_icon("eye-off" if shown else "eye")
        self.eye.set_name(self._hide_words if shown else self._show_words)

    def _show_caps(self, on: bool) -> None:
        if on != self.caps_warning.isVisibleTo(self):
            self.caps_warning.setVisible(on)
            if on:
                announce(self.line, tr("Caps Lock staat aan."), urgent=True)


class _PassphraseLine(QLineEdit):
    """Notices Caps Lock from the letters: Qt doesn't tell, but a capital without Shift does."""

    caps = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps.emit(False)
        elif len(letter) == 1 and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit((letter == letter.upper()) is not shifted)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.caps.emit(False)
        super().focusOutEvent(event)


class SearchLine(QLineEdit):
    """A line to search in: a glass in front, a cross that empties it, Escape too. Down goes to the results."""

    down = Signal()

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder or name)
        self._cross = _Cross(self)
        self._cross.clicked.connect(self.clear)
        self.textChanged.connect(lambda text: self._cross.setVisible(bool(text)))
        self._make_room()

    def _make_room(self) -> None:
        room = theme.current().sizes.icon + 8
        self.setTextMargins(room, 0, room, 0)
        self._place_cross()

    def _place_cross(self) -> None:
        edge = theme.current().sizes.icon + 12
        place = QRect(self.width() - edge - 4, (self.height() - edge) // 2, edge, edge)
        self._cross.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cross()

    def paintEvent(self, event: QPaintEvent) -> None:
        from ui.theme.icons import pixmap

        super().paintEvent(event)
        tokens = theme.current()
        size = tokens.sizes.icon
        place = QStyle.visualRect(
            self.layoutDirection(), self.rect(), QRect(11, (self.height() - size) // 2, size, size)
        )
        glass = pixmap("search", tokens.colours.text_muted, size, self.devicePixelRatioF())
        QPainter(self).drawPixmap(place.topLeft(), glass)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._make_room()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


class _Cross(QAbstractButton):
    """Empties the line by mouse; by keyboard that is Escape, so it takes no focus."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self.setAccessibleName(tr("Leegmaken"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        from ui.theme.icons import pixmap

        colours = theme.current().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.sunken))
            painter.drawRoundedRect(self.rect(), 6, 6)
        size = theme.current().sizes.icon - 2
        place = QPoint((self.width() - size) // 2, (self.height() - size) // 2)
        painter.drawPixmap(place, pixmap("close", colours.text, size, self.devicePixelRatioF()))
