"""Revising: editors of what exists already. What comes in meanwhile is taken over or laid beside what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.ports import Draft, Store
from app.services import concepten
from ui.i18n import tr
from ui.session import Session
from ui.viewmodels.client_fields import FieldDifference, in_words
from ui.viewmodels.editing import EditingViewModel

F = TypeVar("F")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored(Generic[F]):
    """What is stored now: the version's id (`""`: nothing yet), its fields as the form shows them, and by whom."""

    id: str
    fields: F
    naam: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    stored: Stored[Any]
    draft: Draft | None


class RevisingViewModel(EditingViewModel[Any]):
    """Its form has `shown`, `basis` (both fields as one frozen value) and `basis_id`.

    `differed(differences)` when somebody else changed what was changed here too; `captions` names the fields. Nothing
    that was typed is ever overwritten: what only the other side changed is taken over, the rest is asked.
    """

    differed = Signal(object)
    captions: ClassVar[Mapping[str, str]] = {}
    kinds: tuple[str, ...] = ()

    def __init__(self, session: Session, empty: Any, parent: QObject | None = None) -> None:
        super().__init__(session, empty, parent)
        self._empty = empty
        self.naam = ""
        self._theirs: Any = None
        self._seen: tuple[FieldDifference, ...] = ()
        self._saving = False
        session.tasks.changed.connect(self._changed_elsewhere)

    def stored(self) -> Callable[[Store], Stored[Any]]:
        """Return the work that reads what is stored now; it holds plain values only."""
        raise NotImplementedError

    def words_of(self, value: object) -> str:
        """Return the value of a field as a person reads it in a difference."""
        return in_words(value)

    def start(self, dossier_id: str, draft_key: str) -> None:
        """Take up the draft, or what is stored."""
        self.dossier_id, self.draft_key = dossier_id, draft_key
        self._seen, self._saving, self._theirs = (), False, None
        read, key = self.stored(), draft_key

        def find(store: Store) -> _Found:
            return _Found(read(store), concepten.load(store, key))

        self.session.ask(find, self, self._fill, self.failed.emit)

    def _fill(self, found: _Found) -> None:
        self.naam = found.stored.naam
        if not self.take_draft(found.draft):
            self.form = replace(
                self._empty,
                shown=found.stored.fields,
                basis=found.stored.fields,
                basis_id=found.stored.id,
            )
        self.loaded.emit()
        if found.stored.id:
            self._take_over(found.stored)

    def edit_shown(self, shown: Any) -> None:
        """Take what the fields hold now."""
        self.edit(replace(self.form, shown=shown))

    def _changed_elsewhere(self, changes: Changes, initiator: object) -> None:
        if initiator is self or self._saving or not self.dossier_id:
            return
        if changes.concerns(*self.kinds, dossier_id=self.dossier_id):
            key = self.draft_key
            self.session.ask(
                self.stored(),
                self,
                lambda stored: self._take_over(stored) if key == self.draft_key else None,
                None,
            )

    def _take_over(self, stored: Stored[Any]) -> None:
        if stored.id == self.form.basis_id and stored.fields == self.form.basis:
            return
        self._theirs = stored
        shown, differences = merge(
            self.form.shown, self.form.basis, stored.fields, self.captions, self.words_of
        )
        changed = shown != self.form.shown
        # From here on a save stands on their version; what differs still is asked, and what was typed stays shown.
        self.form = replace(self.form, shown=shown, basis_id=stored.id)
        if changed:
            self.loaded.emit()
        if not differences:
            self.form = replace(self.form, basis=stored.fields)
        if differences != self._seen:
            self._seen = differences
            self.differed.emit(differences)

    @property
    def undecided(self) -> bool:
        """True while somebody has to choose between what was typed and what came in."""
        return bool(self._seen)

    def choose(self, key: str, *, theirs: bool) -> None:
        """Settle a difference: take the other value, or keep what was typed here."""
        if self._theirs is None:
            return
        value = getattr(self._theirs.fields, key)
        basis = replace(self.form.basis, **{key: value})
        shown = replace(self.form.shown, **{key: value}) if theirs else self.form.shown
        self.edit(replace(self.form, basis=basis, shown=shown))
        if theirs:
            self.loaded.emit()
        self._seen = tuple(each for each in self._seen if each.key != key)

    def store(self, work: Callable[[Store], tuple[str, Changes]]) -> None:
        """Store what was typed; `saved` or `failed` follows, and nothing typed is lost."""
        self._timer.stop()
        self._saving = True

        def refused(fault: Any) -> None:
            self._saving = False
            self.refused(fault)

        self.session.act(work, self, self.finished, refused)

    def finished(self, record_id: str) -> None:
        self._seen = ()
        super().finished(record_id)


def merge(
    mine: F, basis: F, theirs: F, captions: Mapping[str, str], words: Callable[[object], str]
) -> tuple[F, tuple[FieldDifference, ...]]:
    """Take over what only the other side changed, and name what both changed to another value; mine stays there."""
    taken: dict[str, Any] = {}
    differences: list[FieldDifference] = []
    for item in fields(mine):  # type: ignore[arg-type]
        name = item.name
        here, was, there = getattr(mine, name), getattr(basis, name), getattr(theirs, name)
        if there in (was, here):
            continue
        if here == was:
            taken[name] = there
        else:
            differences.append(
                FieldDifference(
                    key=name, caption=tr(captions.get(name, name)), mine=words(here), theirs=words(there)
                )
            )
    merged: F = replace(mine, **taken)  # type: ignore[type-var]
    return merged, tuple(differences)
