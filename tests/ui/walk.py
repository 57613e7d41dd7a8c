"""Walks over a screen as a screen reader or a ruler would: controls without a name, text that is cut off."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)

from ui.widgets.text import Icon

SILENT = {
    QAccessible.Role.ScrollBar,
    QAccessible.Role.Grip,
    QAccessible.Role.Separator,
    QAccessible.Role.Window,
}


def interfaces(root: QWidget) -> Iterator[QAccessibleInterface]:
    """Yield everything that a screen reader finds under a widget, hidden parts left out."""
    start = QAccessible.queryAccessibleInterface(root)
    waiting = [start] if start is not None else []
    while waiting:
        interface = waiting.pop()
        yield interface
        for number in range(min(interface.childCount(), 400)):
            child = interface.child(number)
            if child is not None and child.isValid() and not child.state().invisible:
                waiting.append(child)


def unnamed(root: QWidget) -> list[str]:
    """Return the controls that take the focus but say no name."""
    found = []
    for interface in interfaces(root):
        thing = interface.object()
        if not isinstance(thing, QWidget) or interface.role() in SILENT or isinstance(thing, QScrollBar):
            continue
        takes = thing.focusPolicy() and thing.isVisibleTo(root) and thing.focusProxy() is None
        inner = thing.objectName().startswith("qt_")
        if takes and not inner and not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(thing).__name__} in {type(thing.parent()).__name__}")
    return found


def cut_off(root: QWidget) -> list[str]:
    """Return visible widgets whose words don't fit in them, or that stick out of their parent."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or isinstance(widget, QScrollBar | Icon):
            continue
        if isinstance(widget, QLabel | QAbstractButton) and _too_small(widget):
            found.append(f"{type(widget).__name__} {widget.text()!r}: {widget.size()} < {widget.sizeHint()}")
        elif _sticks_out(widget):
            found.append(
                f"{type(widget).__name__} {widget.objectName()} sticks out of {type(widget.parent()).__name__}"
            )
    return found


def _too_small(widget: QLabel | QAbstractButton) -> bool:
    if not widget.text():
        return False
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height() + 2
    if isinstance(widget, QPushButton) and widget.sizePolicy().horizontalPolicy().name == "Ignored":
        return False
    wanted = widget.minimumSizeHint()
    return wanted.width() > widget.width() + 2 or wanted.height() > widget.height() + 2


def _sticks_out(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return False
    if isinstance(parent, QLineEdit | QAbstractScrollArea):
        return False
    return not parent.rect().adjusted(-2, -2, 2, 2).contains(widget.geometry())


def tab_stops(root: QWidget) -> list[QWidget]:
    """Return what the Tab key comes past, in order, beginning at the first stop."""
    order: list[QWidget] = []
    step = root.nextInFocusChain()
    while step is not None and step is not root:
        if root.isAncestorOf(step) and step.isVisibleTo(root) and step.isEnabled():
            if step.focusPolicy().value & 1 and step.focusProxy() is None:
                order.append(step)
        step = step.nextInFocusChain()
    return order


def flush_deleted() -> None:
    """Really delete what was given to deleteLater.

    Outside a running event loop Qt keeps such widgets, while Python may already have emptied them: a new stylesheet
    would then still call into them. Use it before a test changes the theme.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def settle(widget: QWidget) -> None:
    """Let layouts and posted events come to rest."""
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()  # noqa: TID251  the picture must stand before it's measured
    widget.ensurePolished()
