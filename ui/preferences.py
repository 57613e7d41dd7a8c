"""How the window looks and when it locks. Size and colours are kept beside the store: they say nothing of anybody."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.theme import Mode

FILE = "weergave.json"
SYSTEEM, LICHT, DONKER = "systeem", "licht", "donker"
CHOICES = (SYSTEEM, LICHT, DONKER)
SIZES = (100, 125, 150, 175, 200)


class Preferences(QObject):
    """`mode` is one of CHOICES, `size` the text in percent (100 to 200).

    `looks_changed` after the window was dressed anew; `lock_changed(minutes)` when the time before the lock changed.
    """

    looks_changed = Signal()
    lock_changed = Signal(int)

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = folder / FILE if folder is not None else None
        self.mode = SYSTEEM
        self.size = 100
        self._load()

    def use(self, folder: Path) -> None:
        """Take what was chosen for another profile, and dress the window so."""
        if self._file is None or self._file.parent == folder:
            return
        self._file = folder / FILE
        before = (self.mode, self.size)
        self.mode, self.size = SYSTEEM, 100
        self._load()
        if (self.mode, self.size) != before:
            self.dress()

    def _load(self) -> None:
        if self._file is None:
            return
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(kept, dict):
            self.mode = kept["kleuren"] if kept.get("kleuren") in CHOICES else SYSTEEM
            self.size = kept["letters"] if kept.get("letters") in SIZES else 100

    def save(self) -> None:
        """Keep it for the next start, where the folder is there; a full disk is no reason to bother anybody."""
        if self._file is None or not self._file.parent.is_dir():
            return
        part = self._file.with_suffix(".part")
        try:
            part.write_text(json.dumps({"kleuren": self.mode, "letters": self.size}), encoding="utf-8")
            part.replace(self._file)
        except OSError:
            return

    def choose(self, *, mode: str | None = None, size: int | None = None) -> None:
        """Change the looks, now and for the next start."""
        wanted = (mode or self.mode, size or self.size)
        if wanted == (self.mode, self.size):
            return
        self.mode, self.size = wanted
        self.save()
        self.dress()
        self.looks_changed.emit()

    def dress(self) -> None:
        """Dress the application as chosen."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply_theme(app, self.palette_mode(), self.size / 100)

    def palette_mode(self) -> Mode:
        """Return the palette: the chosen one, or that of the computer."""
        if self.mode != SYSTEEM:
            return Mode.DARK if self.mode == DONKER else Mode.LIGHT
        hints = QGuiApplication.styleHints()
        return Mode.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else Mode.LIGHT

    def lock_after(self, minutes: int) -> None:
        """Say that the time before the lock is another one now."""
        self.lock_changed.emit(minutes)
