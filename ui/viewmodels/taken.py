"""Tasks: those of one's own caseload, open or done; ticked off, taken back, and moved to another day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

from app.domain.taken import Taak
from app.ports import Store
from app.services import taken
from app.services.kalender import today
from app.services.taken import NamedTask
from ui.i18n import apart, relative_day, short_day, tr
from ui.session import Session
from ui.tasks.protocol import Failed
from ui.viewmodels.live import LiveViewModel


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFacts:
    """A task to tick, in words. `late` when its day is over."""

    taak_id: str
    text: str
    detail: str
    late: bool
    done: bool
    voor_op: date | None
    dossier_id: str
    wie: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGroup:
    """Tasks under one heading."""

    title: str
    tasks: tuple[TaskFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksView:
    """The page of tasks: groups, and how many there are in all."""

    groups: tuple[TaskGroup, ...]
    count: int


class TaskCommands(QObject):
    """What can be done with a task, from any page that shows tasks."""

    def __init__(self, session: Session, failed: Failed, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._failed = failed

    @property
    def today(self) -> date:
        return today(self._session.clock)

    def finish(self, taak_id: str, then: Callable[[], object] | None = None, *, done: bool = True) -> None:
        """Tick a task off (or not, with `done=False`); `then` when it is stored."""
        clock = self._session.clock
        self._session.act(
            lambda store: (None, taken.finish(store, clock, taak_id, done=done)),
            self,
            (lambda _: then()) if then else None,
            self._failed,
        )

    def move(self, taak_id: str, day: date | None, then: Callable[[], object] | None = None) -> None:
        """Give a task another day (None: no day)."""
        self._session.act(
            lambda store: (None, taken.move(store, taak_id, day)),
            self,
            (lambda _: then()) if then else None,
            self._failed,
        )

    def give(self, taak_id: str, wie: str, then: Callable[[], object] | None = None) -> None:
        """Let somebody else do a task."""
        self._session.act(
            lambda store: (None, taken.give(store, taak_id, wie)),
            self,
            (lambda _: then()) if then else None,
            self._failed,
        )

    def people(self, then: Callable[[tuple[str, ...]], object]) -> None:
        """Bring who tasks were given to before."""
        self._session.ask(taken.people, self, then, None)


class TakenViewModel(LiveViewModel[TasksView]):
    """All tasks of the caseload: `show_done` chooses between what is open and what is done."""

    kinds = (Taak.soort, "inburgeraar")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.done = False
        self.commands = TaskCommands(session, self._refused, self)

    def show_done(self, done: bool) -> None:
        """Show what is done, or what is open."""
        self.done = done
        self.reload()

    def query(self) -> Callable[[Store], TasksView]:
        done, day, me = self.done, today(self.session.clock), self.session.profile.naam
        return lambda store: tasks_view(taken.with_names(store, done=done), day, me, done=done)


def tasks_view(tasks: tuple[NamedTask, ...], day: date, me: str, *, done: bool) -> TasksView:
    """Put tasks under the headings that matter on a day."""
    if done:
        facts = tuple(task_facts(each.taak, each.naam, day, me) for each in tasks)
        return TasksView(
            groups=(TaskGroup(title=tr("Gedaan"), tasks=facts),) if facts else (), count=len(facts)
        )
    groups: dict[str, list[TaskFacts]] = {}
    for each in tasks:
        groups.setdefault(_heading(each.taak.voor_op, day), []).append(
            task_facts(each.taak, each.naam, day, me)
        )
    shown = tuple(TaskGroup(title=title, tasks=tuple(found)) for title, found in groups.items())
    return TasksView(groups=shown, count=len(tasks))


def _heading(due: date | None, day: date) -> str:
    if due is None:
        return tr("Zonder dag")
    if due < day:
        return tr("De dag is voorbij")
    if due == day:
        return tr("Vandaag")
    return tr("Komende week") if (due - day).days <= 7 else tr("Later")


def task_facts(taak: Taak, naam: str, day: date, me: str = "") -> TaskFacts:
    """Put a task into words for a day. Left out: `naam` on the dossier's own page, and who does it when that's `me`."""
    if taak.gedaan_op is not None:
        when = tr("gedaan {day}", day=short_day(taak.gedaan_op, day))
    elif taak.voor_op is not None:
        when = f"{short_day(taak.voor_op, day)} ({relative_day(taak.voor_op, day)})"
    else:
        when = tr("geen dag afgesproken")
    who = tr("door {who}", who=taak.wie) if taak.wie and taak.wie != me else ""
    return TaskFacts(
        taak_id=taak.id,
        text=taak.omschrijving,
        detail=" · ".join(part for part in (apart(naam), when, who) if part),
        late=taak.gedaan_op is None and taak.voor_op is not None and taak.voor_op < day,
        done=taak.gedaan_op is not None,
        voor_op=taak.voor_op,
        dossier_id=taak.dossier_id,
        wie=taak.wie,
    )
