"""The Qt application itself: name, language, theme as kept on this computer. Nothing about a person is kept here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from ui import theme
from ui.i18n import install_dutch


def make_application(argv: Sequence[str]) -> QApplication:
    """Return the application, dressed and speaking Dutch."""
    app = QApplication(list(argv))
    app.setApplicationName("doorgaande-lijn")
    app.setApplicationDisplayName("")
    app.setQuitOnLastWindowClosed(False)
    install_dutch(app)
    theme.apply_theme(app)
    return app
