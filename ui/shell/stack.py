"""The pages: each made when it's first gone to, kept until the lock, and asked to save before it's left."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QStackedWidget, QTextEdit, QWidget

from ui.navigation import Destination, KeepsDraft, PageView, Place, Route
from ui.widgets.text import announce


class PageStack(QStackedWidget):
    """Shows one page at a time and knows where the focus was in each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[str, QWidget] = {}
        self._focus: dict[str, tuple[int, ...]] = {}
        self._shown = ""

    def page(self, key: str) -> QWidget | None:
        """Return a page if it has been made."""
        return self._pages.get(key)

    def made(self) -> tuple[str, ...]:
        """Return the keys of the pages that exist."""
        return tuple(self._pages)

    def show_route(self, destination: Destination, route: Route, *, back: bool = False) -> QWidget:
        """Show a page, made now if need be; put the focus in it, where it was when one comes back."""
        self._leave()
        page = self._pages.get(route.name)
        if page is None:
            page = self._pages[route.name] = destination.factory()
            self.addWidget(page)
        self._shown = route.name
        if isinstance(page, PageView):
            page.activate(route.params)
        self.setCurrentWidget(page)
        if not (back and self._focus_path(page, self._focus.get(route.name, ()))):
            focus_first(page)
        announce(page, page.title if isinstance(page, PageView) else destination.title)
        return page

    def _leave(self) -> None:
        page = self._pages.get(self._shown)
        if page is None:
            return
        self._focus[self._shown] = path_of_focus(page)
        if isinstance(page, KeepsDraft):
            page.save_draft()

    def save_drafts(self) -> None:
        """Let every page that has something unfinished store it now."""
        for page in self._pages.values():
            if isinstance(page, KeepsDraft):
                page.save_draft()

    def drop_all(self) -> None:
        """Let all pages go, and what they hold."""
        for page in self._pages.values():
            self.removeWidget(page)
            page.setParent(None)
            page.deleteLater()
        self._pages.clear()
        self._focus.clear()
        self._shown = ""

    def place(self, routes: tuple[Route, ...]) -> Place:
        """Return where the focus, the cursor and the scroll are on the page that is shown."""
        page = self._pages.get(self._shown)
        if page is None:
            return Place(routes=routes)
        path = path_of_focus(page)
        return Place(routes=routes, focus=path, cursor=_cursor(_at_path(page, path)), scroll=_scroll(page))

    def restore(self, place: Place) -> None:
        """Put scroll, focus and cursor back on the page that is shown."""
        page = self._pages.get(self._shown)
        if page is None:
            return
        scroller = page.findChild(QScrollArea)
        if scroller is not None:
            scroller.verticalScrollBar().setValue(place.scroll)
        if self._focus_path(page, place.focus):
            _set_cursor(_at_path(page, place.focus), place.cursor)

    def _focus_path(self, page: QWidget, path: tuple[int, ...]) -> bool:
        target = _at_path(page, path)
        if target is None or not target.isEnabled():
            return False
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def path_of_focus(page: QWidget) -> tuple[int, ...]:
    """Return the way from a page to the widget in it that has the focus, as child numbers; empty when there is none.

    While a dialog or another program is in front, that is the widget that gets the focus back afterwards.
    """
    widget = cast("QWidget | None", page.focusWidget())
    if widget is None or not (widget.hasFocus() or _gets_focus_back(widget)):
        return ()
    path: list[int] = []
    while widget is not page:
        parent = widget.parentWidget()
        if parent is None:
            return ()
        path.append(_widget_children(parent).index(widget))
        widget = parent
    return tuple(reversed(path))


def _gets_focus_back(widget: QWidget) -> bool:
    window = widget.window()
    return not window.isActiveWindow() and window.focusWidget() is widget


def _widget_children(parent: QWidget) -> list[QWidget]:
    return [child for child in parent.children() if isinstance(child, QWidget)]


def _at_path(page: QWidget, path: tuple[int, ...]) -> QWidget | None:
    widget = page
    for number in path:
        children = _widget_children(widget)
        if number >= len(children):
            return None
        widget = children[number]
    return widget if path else None


def _cursor(widget: QWidget | None) -> int:
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.textCursor().position()
    return -1


def _set_cursor(widget: QWidget | None, position: int) -> None:
    if position < 0:
        return
    if isinstance(widget, QLineEdit):
        widget.setCursorPosition(min(position, len(widget.text())))
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        cursor = widget.textCursor()
        cursor.setPosition(min(position, len(widget.toPlainText())))
        widget.setTextCursor(cursor)


def _scroll(page: QWidget) -> int:
    scroller = page.findChild(QScrollArea)
    return scroller.verticalScrollBar().value() if scroller is not None else 0


def focus_first(page: QWidget) -> None:
    """Put the focus on the first control of a page that takes it, unless the page has put it somewhere already."""
    if path_of_focus(page):
        return
    step = page.nextInFocusChain()
    while step is not None and step is not page:
        if (
            page.isAncestorOf(step)
            and step.isEnabled()
            and step.isVisibleTo(page)
            and step.focusProxy() is None
        ):
            if step.focusPolicy() & Qt.FocusPolicy.TabFocus:
                step.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        step = step.nextInFocusChain()
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    page.setFocus(Qt.FocusReason.OtherFocusReason)
