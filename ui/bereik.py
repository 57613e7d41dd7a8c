"""Whether there is a network, as the system knows it; loaded late, and believed only where the system knows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bereik(QObject):
    """`came` when a connection appears."""

    came = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known = False

    def start(self) -> None:
        """Begin to listen; it costs a library, so not before the desk stands."""
        from PySide6.QtNetwork import QNetworkInformation

        if self._known or not QNetworkInformation.loadDefaultBackend():
            return
        self._known = True
        information = QNetworkInformation.instance()
        information.reachabilityChanged.connect(
            lambda how: self.came.emit() if how == QNetworkInformation.Reachability.Online else None
        )

    @property
    def is_there(self) -> bool:
        """False only when the system says that there is no connection at all."""
        if not self._known:
            return True
        from PySide6.QtNetwork import QNetworkInformation

        return QNetworkInformation.instance().reachability() != QNetworkInformation.Reachability.Disconnected

    @property
    def is_metered(self) -> bool:
        """True when the system says that this connection is paid by use."""
        if not self._known:
            return False
        from PySide6.QtNetwork import QNetworkInformation

        return QNetworkInformation.instance().isMetered()
