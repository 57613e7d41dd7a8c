"""Asking for a file or folder without holding up the window; what was chosen comes back to a function."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.i18n import tr

Chosen = Callable[[str], object]

PDF = "PDF (*.pdf)"
EVERYTHING = "Alle bestanden (*)"


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
    return dialog
