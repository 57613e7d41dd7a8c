"""Messages that belong to no page: undo, the idle warning, a fault that nobody took."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.layouts import column
from ui.widgets.panels import MessageBar


class Notices(QWidget):
    """A column of messages, hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        space = theme.current().spacing
        self._column: QVBoxLayout = column(gap=space.s, margins=(space.l, space.s, space.l, 0))
        self.setLayout(self._column)
        self.hide()

    def bars(self) -> list[MessageBar]:
        """Return the messages, oldest first."""
        found = (self._column.itemAt(number) for number in range(self._column.count()))
        widgets = (item.widget() for item in found if item is not None)
        return [widget for widget in widgets if isinstance(widget, MessageBar)]

    def add(self, bar: MessageBar) -> MessageBar:
        """Show a message under the others; closing it takes it away."""
        self._column.addWidget(bar)
        bar.closed.connect(lambda: self.drop(bar))
        self.show()
        bar.show()
        return bar

    def drop(self, bar: MessageBar) -> None:
        """Take a message away."""
        self._column.removeWidget(bar)
        bar.hide()
        bar.deleteLater()
        self.setVisible(bool(self.bars()))

    def drop_all(self) -> None:
        """Take all messages away."""
        for bar in self.bars():
            self.drop(bar)
