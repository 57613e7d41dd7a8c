"""Asking for a file or folder without holding up the window; what was chosen comes back to a function."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ui import theme
from ui.i18n import tr
from ui.widgets.buttons import Button
from ui.widgets.layouts import row
from ui.widgets.text import label

Chosen = Callable[[str], object]

PDF = "PDF (*.pdf)"
EVERYTHING = "Alle bestanden (*)"
BACKUP = "Reservekopieën (*.dlres)"


def ask_save(parent: QWidget, caption: str, name: str, chosen: Chosen, *, kind: str = PDF) -> None:
    """Ask where to store a file; `name` is proposed and must not hold a client's name."""
    dialog = _dialog(parent, caption, kind, chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    if kind == PDF:
        dialog.setDefaultSuffix("pdf")
    dialog.selectFile(name)
    dialog.open()


def ask_open(parent: QWidget, caption: str, chosen: Chosen, *, kind: str = EVERYTHING) -> None:
    """Ask for a file that exists."""
    dialog = _dialog(parent, caption, kind, chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()


def ask_folder(parent: QWidget, caption: str, chosen: Chosen) -> None:
    """Ask for a folder."""
    dialog = _dialog(parent, caption, "", chosen)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()


def _dialog(parent: QWidget, caption: str, kind: str, chosen: Chosen) -> QFileDialog:
    dialog = QFileDialog(parent, caption)
    if kind:
        dialog.setNameFilter(tr(kind))
    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.destroyed.connect(_forget_folders)
    return dialog


def _forget_folders() -> None:
    """Take away the folders that Qt keeps in settings of its own, in plain text, when a dialog goes."""
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    for name in ("history", "lastVisited"):
        kept.remove(f"FileDialog/{name}")
    kept.sync()


class PathChooser(QWidget):
    """A file or folder that was chosen, and the button to choose it. `changed(path)` after a choice."""

    changed = Signal(str)

    def __init__(self, word: str, ask: Callable[[Chosen], object], *, nothing: str = "") -> None:
        super().__init__()
        self._nothing = nothing or tr("Nog niets gekozen")
        self.path = ""
        self.shown = label(self._nothing, "muted", selectable=True)
        self.button = Button(word, "secondary", clicked=lambda: ask(self._chosen))
        self.setFocusProxy(self.button)
        line = row(self.button, gap=theme.current().spacing.m)
        line.addWidget(self.shown, 1)
        self.setLayout(line)

    def show_path(self, path: str) -> None:
        """Show what is chosen; nothing is emitted. Slashes may break the line where it is long."""
        self.path = path
        self.shown.setText(path.replace("/", "/\u200b").replace("\\", "\\\u200b") if path else self._nothing)

    def _chosen(self, path: str) -> None:
        self.show_path(path)
        self.changed.emit(path)
