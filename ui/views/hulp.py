"""Help: pages to choose from, a box to search in, and the page itself as text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.i18n import tr
from ui.navigation import Navigator
from ui.viewmodels.hulp import Block, HulpViewModel
from ui.widgets.buttons import LinkButton
from ui.widgets.inputs import SearchLine
from ui.widgets.layouts import clear, column, row
from ui.widgets.page import LARGE_TEXT, Page
from ui.widgets.panels import Card
from ui.widgets.rows import Row, RowList
from ui.widgets.text import announce, label


class HulpView(Page):
    """The list on the left, the page on the right; under each other with large text."""

    def __init__(self, model: HulpViewModel, navigator: Navigator) -> None:
        super().__init__(tr("Hulp"), tr("Korte uitleg. Ook zonder internet."), wide=True)
        self.model = model
        model.setParent(self)
        space = theme.current().spacing
        self.search = SearchLine(tr("Zoeken in de hulp"))
        self.topics = RowList(tr("Onderwerpen"))
        self.nothing = label(tr("Daar staat niets over. Vraag het aan je coördinator."), "muted")
        self.about = LinkButton(tr("Over dit programma"), lambda: navigator.go("over"))
        if not navigator.has("over"):
            self.about.hide()
        self.card = Card()
        self.text: QVBoxLayout = column(gap=space.m)
        self.card.body.addLayout(self.text)
        left = column(self.search, self.topics, self.nothing, self.about, None, gap=space.m)
        if theme.current().scale < LARGE_TEXT:
            both = row(gap=space.xl)
            both.addLayout(left, 2)
            both.addWidget(self.card, 5, Qt.AlignmentFlag.AlignTop)
            self.body.addLayout(both)
        else:
            self.body.addLayout(left)
            self.body.addWidget(self.card)
        self.search.textChanged.connect(model.look_for)
        self.search.down.connect(self._to_topics)
        self.topics.opened.connect(self._read)
        model.changed.connect(self._show)
        self._keys: tuple[str, ...] = ()
        self._shown = ""
        self._show()

    def _to_topics(self) -> None:
        if self.topics.rows():
            self.topics.rows()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self, key: str) -> None:
        self.model.read(key)
        self.scroller.ensureWidgetVisible(self.card, 0, 0)

    def _show(self) -> None:
        keys = tuple(page.key for page in self.model.found)
        if keys != self._keys:
            self._keys = keys
            self.topics.set_rows([Row(key=page.key, title=page.title) for page in self.model.found])
        self.nothing.setVisible(not keys)
        page = self.model.current
        self.card.setVisible(page is not None)
        if page is None or page.key == self._shown:
            return
        self._shown = page.key
        clear(self.text)
        self.text.addWidget(label(page.title, "title"))
        for block in page.blocks:
            self.text.addWidget(_shown(block))
        announce(self.card, page.title)


def _shown(block: Block) -> QWidget:
    if block.kind == "heading":
        return label(block.text, "heading")
    if block.kind == "text":
        return label(block.text, selectable=True)
    made = QWidget()
    line = row(gap=theme.current().spacing.m)
    line.addSpacing(theme.current().spacing.s)
    sign = f"{block.number}." if block.kind == "step" else "•"
    line.addWidget(label(sign, "strong", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(block.text, selectable=True), 1)
    made.setLayout(line)
    return made
