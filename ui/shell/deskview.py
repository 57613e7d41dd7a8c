"""The desk as it is laid out: band, rail, header, notices, pages, the calm line. Made when a profile first opens."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.i18n import tr
from ui.shell.header import AlongBand, Header, PracticeBand
from ui.shell.notices import Notices
from ui.shell.rail import Rail
from ui.shell.stack import PageStack
from ui.shell.statusline import StatusLine
from ui.widgets.buttons import Button
from ui.widgets.layouts import column, row
from ui.widgets.text import Icon, label


class DeskView(QWidget):
    """The parts in their places; the window wires them."""

    def __init__(self) -> None:
        super().__init__()
        self.band = PracticeBand()
        self.along_band = AlongBand()
        self.rail = Rail()
        self.header = Header()
        self.notices = Notices()
        self.stack = PageStack()
        self.status = StatusLine()
        self.curtain = Curtain()
        self.curtain.hide()
        right = column(self.header, self.notices, self.stack, self.curtain, self.status, gap=0)
        right.setStretch(2, 1)
        right.setStretch(3, 1)
        below = row(self.rail, gap=0)
        below.addLayout(right, 1)
        whole = column(self.band, self.along_band, gap=0)
        whole.addLayout(below, 1)
        self.setLayout(whole)


class Curtain(QWidget):
    """Stands in the place of a page that who reads along must not see. `ended` when one looks alone again."""

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        space = theme.current().spacing
        words = label(tr("Deze pagina is uit beeld, omdat er iemand meekijkt."), "lead")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        detail = label(tr("Ga terug naar de cliënt naast je, of kijk weer alleen."), "muted")
        detail.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.end = Button(tr("Ik kijk weer alleen (F9)"), "secondary", "eye", self.ended.emit)
        icon = Icon("eye-off", "text_muted", theme.current().sizes.icon_large)
        inside = column(
            None, row(None, icon, None), words, detail, row(None, self.end, None), None, gap=space.m
        )
        inside.setContentsMargins(space.xl, space.xl, space.xl, space.xl)
        self.setLayout(inside)


class Cover(QWidget):
    """What stands in the window between a lock and the unlock screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        space = theme.current().spacing
        words = label(tr("Op slot. Je werk wordt bewaard."), "lead", wrap=False)
        line = row(
            None, Icon("lock", "text_muted", theme.current().sizes.icon_large), words, None, gap=space.m
        )
        self.setLayout(column(None, line, None))
