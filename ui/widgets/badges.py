"""Pills that say a state: always an icon and a word, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QWidget

from ui import theme
from ui.i18n import tr


@dataclass(frozen=True, slots=True)
class Pill:
    """A word, its tone and its icon."""

    text: str
    tone: str
    icon: str


_URGENCY = {
    "acuut": ("Acuut", "acuut", "urgency-acuut"),
    "spoed": ("Spoed", "spoed", "urgency-spoed"),
    "binnenkort": ("Binnenkort", "binnenkort", "urgency-binnenkort"),
    "volgen": ("Volgen", "volgen", "urgency-volgen"),
}
_SHARING = {
    "concept": ("Concept", "neutral", "sync-concept"),
    "blijft hier": ("Blijft hier", "neutral", "private"),
    "blijft voor een deel": ("Blijft voor een deel", "neutral", "private"),
    "bij de gemeente": ("Bij de gemeente", "neutral", "inbox"),
    "wacht op verzenden": ("Wacht op verzenden", "neutral", "sync-waiting"),
    "verzonden": ("Verzonden", "info", "sync-sent"),
    "ontvangen": ("Ontvangen", "info", "sync-received"),
    "verwerkt": ("Verwerkt", "success", "sync-done"),
    "wacht op eerder deel": ("Wacht op eerder deel", "neutral", "sync-waiting-earlier"),
    "besluit nodig": ("Besluit nodig", "warning", "sync-decision"),
    "apart gezet": ("Apart gezet", "warning", "sync-aside"),
    "geweigerd": ("Geweigerd", "error", "sync-refused"),
}


def urgency(word: str) -> Pill:
    """Return the pill of an urgency (`acuut`, `spoed`, `binnenkort`, `volgen`)."""
    text, tone, icon = _URGENCY[word]
    return Pill(tr(text), tone, icon)


def sharing(state: str) -> Pill:
    """Return the pill of a state of sending, by the word that sync uses for it (`"wacht op verzenden"`)."""
    text, tone, icon = _SHARING[state]
    return Pill(tr(text), tone, icon)


def pill_font(base: QFont) -> QFont:
    """Return the font of a pill beside text in `base`."""
    font = QFont(base)
    font.setPixelSize(theme.current().type.small)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def pill_size(pill: Pill, base: QFont) -> QSize:
    """Return how much room a pill takes."""
    metrics = QFontMetrics(pill_font(base))
    edge = _icon_edge()
    return QSize(metrics.horizontalAdvance(pill.text) + edge + 24, max(metrics.height(), edge) + 8)


def _icon_edge() -> int:
    return round(theme.current().sizes.icon * 0.8)


def paint_pill(
    painter: QPainter, place: QRect, pill: Pill, base: QFont, direction: Qt.LayoutDirection, ratio: float
) -> None:
    """Draw a pill in `place`; for delegates of lists and tables as well as for `Badge`."""
    from ui.theme.icons import pixmap

    tone = theme.current().colours.tone(pill.tone)
    edge = _icon_edge()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge_colour = QColor(tone.ink)
    edge_colour.setAlpha(70)
    painter.setPen(QPen(edge_colour, 1))
    painter.setBrush(QColor(tone.soft))
    box = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    sign = QRect(place.left() + 8, place.top() + (place.height() - edge) // 2, edge, edge)
    sign = QStyle.visualRect(direction, place, sign)
    painter.drawPixmap(sign.topLeft(), pixmap(pill.icon, tone.ink, edge, ratio))
    painter.setFont(pill_font(base))
    painter.setPen(QColor(tone.ink))
    words = QStyle.visualRect(direction, place, place.adjusted(12 + edge, 0, -10, 0))
    painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), pill.text)
    painter.restore()


class Badge(QLabel):
    """A pill as a widget; a screen reader reads its word."""

    def __init__(self, pill: Pill, parent: QWidget | None = None) -> None:
        super().__init__(pill.text, parent)
        self._pill = pill
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_pill(self, pill: Pill) -> None:
        """Show another state."""
        self._pill = pill
        self.setText(pill.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self._pill, self.font())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(
            painter, self.rect(), self._pill, self.font(), self.layoutDirection(), self.devicePixelRatioF()
        )
