"""The main window: rail, header, practice band, pages made when needed, the calm line, the way to the lock."""

from __future__ import annotations

from ui.shell.idle import IdleWatch
from ui.shell.syncfacts import SyncFacts, sync_sentence
from ui.shell.window import Desk, MainWindow

__all__ = ["Desk", "IdleWatch", "MainWindow", "SyncFacts", "sync_sentence"]
