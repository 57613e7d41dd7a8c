"""The Qt application itself: name, language, theme as kept on this computer. Nothing about a person is kept here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from ui.i18n import install_dutch
from ui.preferences import Preferences


def make_application(argv: Sequence[str], folder: Path | None = None) -> QApplication:
    """Return the application, speaking Dutch, dressed as chosen for the profile in a folder."""
    app = QApplication(list(argv))
    app.setApplicationName("doorgaande-lijn")
    app.setApplicationDisplayName("")
    app.setQuitOnLastWindowClosed(False)
    install_dutch(app)
    app.setWindowIcon(_program_icon())
    Preferences(folder).dress()
    return app


def _program_icon() -> QIcon:
    import resources

    picture = QPixmap()
    picture.loadFromData(resources.read_bytes("icons/app.svg"), "svg")
    return QIcon(picture)
