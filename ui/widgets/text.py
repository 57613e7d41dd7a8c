"""Words and icons on the screen, and words said aloud to who can't see it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme


def label(text: str = "", role: str = "body", *, wrap: bool = True, selectable: bool = False) -> QLabel:
    """Return a label in one of the type roles: title, heading, lead, body, strong, label, muted, small, error."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role != "body":
        made.setProperty("role", role)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    if wrap:
        # A wrapped label says how tall it is for its width only when its policy asks for it.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def toned(text: str, tone: str, role: str = "strong") -> QLabel:
    """Return a label in the ink of a tone (`"warning"`, `"acuut"`, ...); a word or icon must carry the meaning too."""
    made = label(text, role)
    made.setProperty("tone", tone)
    return made


class Icon(QWidget):
    """An icon as decoration beside words: tinted when painted, unseen by a screen reader."""

    def __init__(
        self, name: str, colour: str = "text", size: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._colour = colour
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_icon(self, name: str, colour: str | None = None) -> None:
        """Show another icon, and in another colour role when one is given."""
        self._name = name
        self._colour = colour or self._colour
        self.update()

    def _edge(self) -> int:
        return self._size or theme.current().sizes.icon

    def sizeHint(self) -> QSize:
        return QSize(self._edge(), self._edge())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        from ui.theme.icons import pixmap

        colours = theme.current().colours
        colour = theme.colour_of(self._colour) if self.isEnabled() else colours.text_disabled
        painter = QPainter(self)
        picture = pixmap(self._name, colour, self._edge(), self.devicePixelRatioF())
        painter.drawPixmap((self.width() - self._edge()) // 2, (self.height() - self._edge()) // 2, picture)


def announce(widget: QWidget, message: str, *, urgent: bool = False) -> None:
    """Let a screen reader say `message` now (`urgent`) or when it is free. Nothing changes on the screen."""
    event = QAccessibleAnnouncementEvent(widget, message)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
