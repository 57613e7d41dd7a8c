"""Editing: what view-models of forms share: fields as one frozen value, kept as a draft within two seconds."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from app.changes import Changes
from app.domain.persoonsnummers import fault_for, find
from app.faults import Fault
from app.ports import Draft, Store
from app.services import concepten
from ui.session import Session

F = TypeVar("F")

KEEP_AFTER_MS = 1200
"""With the time to store it, an unfinished field is safe within two seconds."""


class EditingViewModel(QObject, Generic[F]):
    """Holds `form`, a frozen dataclass of what the fields hold. A view calls `edit` with every change.

    `loaded` when the fields should be filled from `form`; `kept(moment)` when the draft is stored; `saved(id)` when it
    became a record; `failed(Fault)` when it couldn't. Nothing here ever empties a field on a failure.
    """

    loaded = Signal()
    kept = Signal(object)
    saved = Signal(str)
    failed = Signal(object)
    form_type: type[F]

    def __init__(self, session: Session, empty: F, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.form: F = empty
        self.dossier_id = ""
        self.draft_key = ""
        self.has_draft = False
        self._dirty = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self.keep_draft)

    def edit(self, form: F) -> None:
        """Take what the fields hold now; the draft follows by itself."""
        if form != self.form:
            self.form = form
            self._dirty = True
            self._timer.start()

    def keep_draft(self) -> None:
        """Store the draft now, if something is unfinished: before leaving the page, or before the lock."""
        self._timer.stop()
        if not self.draft_key or not self._dirty:
            return
        self._dirty, self.has_draft = False, True
        key, dossier_id, content = self.draft_key, self.dossier_id, msgspec.to_builtins(self.form)

        def keep(store: Store) -> tuple[datetime, Changes]:
            changes = concepten.save(store, key, dossier_id, content)
            return self.session.clock.now(), changes

        self.session.act(keep, self, self.kept.emit, self._not_kept)

    def _not_kept(self, fault: Fault) -> None:
        self._dirty = True
        self.failed.emit(fault)

    def refused(self, fault: Fault) -> None:
        """The fields could not become a record: they stay, and are kept as a draft."""
        self._dirty = True
        self._timer.start()
        self.failed.emit(fault)

    def drop_draft(self) -> None:
        """Throw away what is unfinished."""
        self._timer.stop()
        self.has_draft = self._dirty = False
        key = self.draft_key
        self.session.act(lambda store: (None, concepten.drop(store, key)), self, None, self.failed.emit)

    def take_draft(self, draft: Draft | None) -> bool:
        """Fill `form` from a draft; False when there is none, or it is of an older form and can't be read."""
        self.has_draft = self._dirty = False
        self._timer.stop()
        if draft is None:
            return False
        try:
            self.form = msgspec.convert(draft.inhoud, self.form_type)
        except msgspec.ValidationError:
            return False
        self.has_draft = True
        return True

    def finished(self, record_id: str) -> None:
        """The fields became a record: there's no draft any more."""
        self._timer.stop()
        self.has_draft = self._dirty = False
        self.saved.emit(record_id)


def number_problem(name: str, text: str) -> str:
    """Return why a text can't stay as it is when it holds a BSN or V-nummer, else `""`."""
    found = find(text)
    if found is None:
        return ""
    fault: Fault = fault_for(name, found)
    return f"{fault.sentence} {fault.next_step}"


def options_of(words: dict[Any, tuple[str, str]]) -> tuple[tuple[str, str, str], ...]:
    """Return chips (key, text, icon) of a table enum value -> (text, icon)."""
    return tuple((str(value), text, icon) for value, (text, icon) in words.items())
