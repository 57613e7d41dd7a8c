"""A check is due after a program that was never closed, and once a week."""

from __future__ import annotations

from pathlib import Path

from app.ports import Profile, Rol, VerifyReport
from app.services import controle
from app.services.controle import Aanleiding
from storage.profile_folder import ProfileFolder
from tests.worlds import KEY, CountingIds, HandClock, new_store


def test_when_a_check_is_due(tmp_path: Path) -> None:
    clock = HandClock()
    store = new_store(tmp_path, clock=clock)

    def due(*, unclean: bool = False) -> Aanleiding | None:
        with store.read() as reading:
            return controle.due(reading, clock.now(), unclean=unclean)

    try:
        assert due() is Aanleiding.NOOIT
        controle.note(store, VerifyReport(checked=("x",), findings=()), clock)
        assert due() is None
        assert due(unclean=True) is Aanleiding.NIET_AFGESLOTEN
        clock.move(days=6, hours=23)
        assert due() is None
        clock.move(hours=1)
        assert due() is Aanleiding.WEKELIJKS
        controle.note(store, VerifyReport(checked=("x",), findings=("stuk",)), clock)
        assert due() is Aanleiding.VORIGE_FOUT
        controle.note(store, VerifyReport(checked=("x",), findings=()), clock)
        clock.move(days=-30)
        assert due() is Aanleiding.WEKELIJKS
    finally:
        store.close()


def test_a_program_that_was_never_closed_is_noticed_by_the_next_one(tmp_path: Path) -> None:
    def folder() -> ProfileFolder:
        return ProfileFolder(tmp_path / "p", HandClock(), CountingIds())

    first = folder()
    first.prepare()
    first.lock()
    assert not first.unclean
    profile = Profile(device_id="oefen-x", naam="Ans", rol=Rol.VRIJWILLIGER, practice=True, organisatie="")
    first.create_store(KEY, profile).close()
    assert first._lock is not None
    first._lock.close()  # the process is gone: the system frees the lock, nobody takes the marker away
    second = folder()
    second.lock()
    assert second.unclean
    second.unlock()
    third = folder()
    third.lock()
    assert not third.unclean
    third.unlock()
