"""Background work: order, dead owners, faults and bugs apart, replacing, and closing dry."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.changes import Changes, Touched
from app.faults import Fault, FaultKind
from ui.tasks import OP_SLOT, PROGRAMMAFOUT, BackgroundTasks, CrashReport, ImmediateTasks

FULL = FaultKind("schijf-vol", "De schijf is vol.", "Maak ruimte.")


class FakeUnit:
    def __init__(self, store: FakeStore) -> None:
        self.store = store
        self.pending: list[str] = []

    def __enter__(self) -> FakeUnit:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.store.units_left += 1

    def add(self, word: str) -> None:
        self.pending.append(word)

    def commit(self) -> Changes:
        self.store.words += self.pending
        self.store.threads.add(threading.current_thread().name)
        return Changes(frozenset(Touched("woord", word, "") for word in self.pending))


class FakeStore:
    profile = "profile"

    def __init__(self) -> None:
        self.words: list[str] = []
        self.threads: set[str] = set()
        self.closed = False
        self.units_left = 0

    def read(self) -> FakeUnit:
        return FakeUnit(self)

    def write(self, *, actor: str = "") -> FakeUnit:
        return FakeUnit(self)

    def close(self) -> None:
        self.threads.add(threading.current_thread().name)
        self.closed = True


class Owner(QObject):
    """Somebody who asks; remembers what came back, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[Any] = []
        self.faults: list[Fault] = []
        self.threads: set[threading.Thread] = set()

    def then(self, value: Any) -> None:
        self.threads.add(threading.current_thread())
        self.got.append(value)

    def failed(self, fault: Fault) -> None:
        self.faults.append(fault)


@pytest.fixture
def crashes() -> list[CrashReport]:
    return []


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def owner() -> Owner:
    return Owner()


@pytest.fixture
def tasks(qtbot: QtBot, crashes: list[CrashReport]) -> Iterator[BackgroundTasks]:
    made = BackgroundTasks(crashed=crashes.append)
    yield made
    ended: list[bool] = []
    made.close(lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended))
    made.stop()


@pytest.fixture
def opened(tasks: BackgroundTasks, store: FakeStore, owner: Owner, qtbot: QtBot) -> BackgroundTasks:
    tasks.open(lambda: store, owner, owner.then)  # type: ignore[arg-type,return-value]
    qtbot.waitUntil(lambda: owner.got == ["profile"])
    owner.got.clear()
    return tasks


def until(qtbot: QtBot, true: Callable[[], bool]) -> None:
    qtbot.waitUntil(true, timeout=5000)


def add(word: str) -> Callable[[Any], str]:
    def work(unit: FakeUnit) -> str:
        unit.add(word)
        return word

    return work


def test_results_come_in_order_on_the_gui_thread(
    opened: BackgroundTasks, owner: Owner, store: FakeStore, qtbot: QtBot
) -> None:
    for number in range(50):
        opened.write(add(str(number)), owner, owner.then)
    until(qtbot, lambda: len(owner.got) == 50)
    assert owner.got == [str(number) for number in range(50)] == store.words
    assert owner.threads == {threading.main_thread()}
    assert store.threads == {"store"}


def test_nothing_comes_back_before_the_event_loop_turns(
    opened: BackgroundTasks, owner: Owner, qtbot: QtBot
) -> None:
    done = threading.Event()
    opened.read(lambda reading: done.set(), owner, owner.then)
    assert done.wait(5)
    assert owner.got == []
    until(qtbot, lambda: owner.got == [None])


def test_write_tells_everybody_what_changed_and_who_did_it(
    opened: BackgroundTasks, owner: Owner, qtbot: QtBot
) -> None:
    order: list[str] = []
    heard: list[tuple[Changes, object]] = []
    opened.changed.connect(
        lambda changes, initiator: (order.append("changed"), heard.append((changes, initiator)))
    )
    opened.write(add("a"), owner, lambda _: order.append("then"))
    until(qtbot, lambda: len(heard) == 1)
    assert order == ["then", "changed"]
    assert heard == [(Changes(frozenset({Touched("woord", "a", "")})), owner)]


def test_read_and_empty_write_emit_no_change(opened: BackgroundTasks, owner: Owner, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(opened.changed):
        opened.read(lambda reading: 1, owner, owner.then)
        opened.write(lambda unit: 2, owner, owner.then)
        until(qtbot, lambda: owner.got == [1, 2])


def test_a_fault_goes_to_failed_and_undoes_the_unit(
    opened: BackgroundTasks, owner: Owner, store: FakeStore, crashes: list[CrashReport], qtbot: QtBot
) -> None:
    def work(unit: Any) -> None:
        unit.add("half")
        raise Fault(FULL)

    opened.write(work, owner, owner.then, owner.failed)
    until(qtbot, lambda: bool(owner.faults))
    assert [fault.kind for fault in owner.faults] == [FULL]
    assert (owner.got, store.words, store.units_left, crashes) == ([], [], 1, [])


def test_our_own_bug_is_reported_without_what_it_said(
    opened: BackgroundTasks, owner: Owner, crashes: list[CrashReport], qtbot: QtBot
) -> None:
    def work(unit: Any) -> None:
        raise KeyError("Yusuf Testman")

    opened.write(work, owner, owner.then, owner.failed)
    until(qtbot, lambda: bool(owner.faults))
    assert owner.faults[0].kind is PROGRAMMAFOUT
    assert crashes[0].kind == "KeyError"
    assert any("test_tasks.py" in frame and frame.endswith("work") for frame in crashes[0].frames)
    assert "Yusuf" not in repr(crashes[0])
    opened.read(lambda reading: "still here", owner, owner.then)
    until(qtbot, lambda: owner.got == ["still here"])


def test_a_fault_nobody_listens_to_is_emitted(opened: BackgroundTasks, owner: Owner, qtbot: QtBot) -> None:
    def work(unit: Any) -> None:
        raise Fault(FULL)

    with qtbot.waitSignal(opened.unheard) as heard:
        opened.write(work, owner)
    assert heard.args is not None and heard.args[0].kind is FULL


def test_a_dead_python_owner_gets_nothing_but_the_write_stands(
    opened: BackgroundTasks, owner: Owner, store: FakeStore, qtbot: QtBot
) -> None:
    gate = threading.Event()
    dying = Owner()
    got = dying.got
    opened.read(lambda reading: gate.wait(5), owner)
    opened.write(add("kept"), dying, dying.then)
    del dying
    with qtbot.waitSignal(opened.changed) as changed:
        gate.set()
    assert store.words == ["kept"]
    assert got == []
    assert changed.args is not None and changed.args[1] is None


def test_an_owner_deleted_by_qt_gets_nothing(opened: BackgroundTasks, owner: Owner, qtbot: QtBot) -> None:
    gate = threading.Event()
    parent = QObject()
    dying = Owner()
    dying.setParent(parent)
    calls: list[object] = []
    opened.read(lambda reading: gate.wait(5), owner)
    opened.read(lambda reading: 1, dying, calls.append)
    with qtbot.waitSignal(parent.destroyed):
        parent.deleteLater()
    gate.set()
    opened.read(lambda reading: 2, owner, owner.then)
    until(qtbot, lambda: owner.got == [2])
    assert calls == []


def test_a_fault_for_a_dead_owner_of_a_write_is_still_told(
    opened: BackgroundTasks, owner: Owner, qtbot: QtBot
) -> None:
    gate = threading.Event()
    dying = Owner()

    def work(unit: Any) -> None:
        raise Fault(FULL)

    opened.read(lambda reading: gate.wait(5), owner)
    opened.write(work, dying, None, dying.failed)
    del dying
    with qtbot.waitSignal(opened.unheard) as heard:
        gate.set()
    assert heard.args is not None and heard.args[0].kind is FULL


def test_newer_work_of_the_same_name_replaces_older(
    opened: BackgroundTasks, owner: Owner, qtbot: QtBot
) -> None:
    gate = threading.Event()
    ran: list[str] = []
    opened.read(lambda reading: gate.wait(5), owner)
    for text in ("j", "ja", "jan"):
        opened.read(lambda reading, text=text: (ran.append(text), text)[1], owner, owner.then, latest="zoek")
    other = Owner()
    opened.read(lambda reading: "other", other, other.then, latest="zoek")
    gate.set()
    until(qtbot, lambda: bool(other.got))
    assert owner.got == ["jan"]
    assert ran == ["jan"]
    assert other.got == ["other"]


def test_slow_work_does_not_hold_up_the_store(opened: BackgroundTasks, owner: Owner, qtbot: QtBot) -> None:
    gate = threading.Event()
    opened.slow(lambda: gate.wait(5) and "slow", owner, owner.then)
    opened.read(lambda reading: "quick", owner, owner.then)
    until(qtbot, lambda: owner.got == ["quick"])
    gate.set()
    until(qtbot, lambda: owner.got == ["quick", "slow"])


def test_slow_work_may_ask_the_store(
    opened: BackgroundTasks, owner: Owner, store: FakeStore, qtbot: QtBot
) -> None:
    store.words.append("a")
    opened.slow(lambda: opened.call_store(lambda opened_store: len(opened_store.words)), owner, owner.then)  # type: ignore[attr-defined]
    until(qtbot, lambda: owner.got == [1])

    def fails(opened_store: object) -> None:
        raise Fault(FULL)

    opened.slow(lambda: opened.call_store(fails), owner, owner.then, owner.failed)
    until(qtbot, lambda: [fault.kind for fault in owner.faults] == [FULL])


def test_waiting_on_the_gui_thread_is_refused(opened: BackgroundTasks) -> None:
    with pytest.raises(RuntimeError):
        opened.call_store(lambda store: None)


def test_closing_takes_nothing_more_and_runs_dry(
    opened: BackgroundTasks, owner: Owner, store: FakeStore, qtbot: QtBot
) -> None:
    gate = threading.Event()
    order: list[str] = []
    opened.slow(lambda: gate.wait(5), owner, lambda _: order.append("slow"))
    opened.read(lambda reading: gate.wait(5), owner)
    opened.write(add("draft"), owner, lambda _: order.append("draft"))
    opened.close(lambda: order.append("closed"))
    assert opened.stopping.is_set()
    opened.write(add("late"), owner, owner.then, owner.failed)
    opened.slow(lambda: order.append("late"), owner, None, owner.failed)
    assert not store.closed
    gate.set()
    until(qtbot, lambda: "closed" in order)
    assert sorted(order[:-1]) == ["draft", "slow"] and order[-1] == "closed"
    assert store.words == ["draft"] and store.closed and store.threads == {"store"}
    assert [fault.kind for fault in owner.faults] == [OP_SLOT, OP_SLOT]


def test_after_closing_it_opens_again(opened: BackgroundTasks, owner: Owner, qtbot: QtBot) -> None:
    ended: list[int] = []
    opened.close(lambda: ended.append(1))
    opened.close(lambda: ended.append(2))
    until(qtbot, lambda: ended == [1, 2])
    again = FakeStore()
    opened.open(lambda: again, owner, owner.then)  # type: ignore[arg-type,return-value]
    opened.write(add("b"), owner, owner.then)
    until(qtbot, lambda: owner.got == ["profile", "b"])
    assert not opened.stopping.is_set()
    assert again.words == ["b"]


def test_a_store_that_does_not_open_leaves_the_door_open(
    tasks: BackgroundTasks, owner: Owner, store: FakeStore, qtbot: QtBot
) -> None:
    def opener() -> Any:
        raise Fault(FULL)

    tasks.open(opener, owner, owner.then, owner.failed)
    until(qtbot, lambda: [fault.kind for fault in owner.faults] == [FULL])
    tasks.open(lambda: store, owner, owner.then)  # type: ignore[arg-type,return-value]
    until(qtbot, lambda: owner.got == ["profile"])


def test_progress_comes_home_newest_first_and_not_to_the_dead(
    opened: BackgroundTasks, owner: Owner, qtbot: QtBot
) -> None:
    seen: list[tuple[int, int]] = []
    report = opened.reporter(owner, lambda done, total: seen.append((done, total)))
    opened.slow(lambda: [report(number, 1000) for number in range(1001)] and "done", owner, owner.then)
    until(qtbot, lambda: owner.got == ["done"])
    assert seen[-1] == (1000, 1000)
    assert len(seen) < 1001

    dying = Owner()
    report = opened.reporter(dying, dying.then)
    got = dying.got
    del dying
    report(1)
    opened.read(lambda reading: 0, owner, owner.then)
    until(qtbot, lambda: owner.got[-1] == 0)
    assert got == []


def test_announced_changes_reach_everybody(opened: BackgroundTasks, owner: Owner, qtbot: QtBot) -> None:
    changes = Changes(frozenset({Touched("signaal", "1", "2")}))
    with qtbot.waitSignal(opened.changed) as heard:
        opened.store(lambda store: opened.announce(changes), owner)
    assert heard.args == [changes, None]


# ------------------------------------------------------------------------------------------ the immediate form


def test_immediate_tasks_keep_the_same_promises(owner: Owner, store: FakeStore, qtbot: QtBot) -> None:
    tasks = ImmediateTasks(store)  # type: ignore[arg-type]
    with qtbot.waitSignal(tasks.changed) as changed:
        tasks.write(add("a"), owner, owner.then)
    assert owner.got == ["a"] and changed.args is not None and changed.args[1] is owner
    tasks.read(lambda reading: "r", owner, owner.then)
    tasks.slow(lambda: "s", owner, owner.then)
    tasks.store(lambda opened: "o", owner, owner.then)
    assert owner.got == ["a", "r", "s", "o"]
    tasks.close()
    assert store.closed
    tasks.read(lambda reading: "late", owner, owner.then, owner.failed)
    assert [fault.kind for fault in owner.faults] == [OP_SLOT]


def test_immediate_tasks_raise_our_bugs_where_they_are(owner: Owner, store: FakeStore) -> None:
    tasks = ImmediateTasks(store)  # type: ignore[arg-type]
    with pytest.raises(ZeroDivisionError):
        tasks.read(lambda reading: 1 // 0, owner)


def test_immediate_tasks_can_hold_outcomes_back(owner: Owner, store: FakeStore) -> None:
    tasks = ImmediateTasks(store)  # type: ignore[arg-type]
    tasks.hold()
    tasks.read(lambda reading: 1, owner, owner.then)
    dying = Owner()
    got = dying.got
    tasks.read(lambda reading: 2, dying, dying.then)
    del dying
    assert owner.got == []
    tasks.release()
    assert owner.got == [1] and got == []
