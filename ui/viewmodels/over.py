"""About: version, parts and licences, and the versions of what keeps the data safe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, qVersion

from app.faults import Fault
from app.services import over
from ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class OverFeiten:
    """`parts` are rows (name, version, licence, what for); `safety` pairs of name and version."""

    version: str
    safety: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str, str, str], ...]


class OverViewModel(QObject):
    """`reloaded` when `facts` are there."""

    reloaded = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.facts: OverFeiten | None = None

    def load(self) -> None:
        """Look the versions up, once."""
        keyring = self._session.keyring
        if self.facts is None:
            self._session.tasks.slow(
                lambda: _facts(keyring.versions() if keyring else {}), self, self._loaded, self._unknown
            )

    def _loaded(self, facts: OverFeiten) -> None:
        self.facts = facts
        self.reloaded.emit()

    def _unknown(self, _: Fault) -> None:
        self._loaded(_facts({}))


def _facts(safety: Mapping[str, str]) -> OverFeiten:
    return OverFeiten(
        version=over.program_version(),
        safety=(("Qt", qVersion()), *safety.items(), ("Computer", over.system())),
        parts=tuple((part.naam, part.versie, part.licentie, part.waarvoor) for part in over.parts()),
    )
