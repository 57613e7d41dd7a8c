"""A real encrypted store per test with one dossier in it, a clock moved by hand and ids that count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.inburgeraar import Inburgeraar
from app.ports import Rol
from app.services import catalogue, dossiers, toestemmingen
from app.services.toestemmingen import Decision
from storage.store import SqlStore
from tests.worlds import CountingIds, HandClock, new_store

STROKES = (((0.0, 0.0), (1.0, 0.5)),)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def ids() -> CountingIds:
    return CountingIds()


@pytest.fixture
def store(tmp_path: Path, clock: HandClock, ids: CountingIds) -> Iterator[SqlStore]:
    """A begeleider's store."""
    opened = new_store(tmp_path, clock=clock, ids=ids, rol=Rol.BEGELEIDER)
    yield opened
    opened.close()


@pytest.fixture
def register(tmp_path: Path, clock: HandClock, ids: CountingIds) -> Iterator[SqlStore]:
    """A coordinator's store."""
    folder = tmp_path / "register"
    folder.mkdir()
    opened = new_store(
        folder, clock=clock, ids=ids, naam="Bram Coster", rol=Rol.COORDINATOR, device_id="oefen-reg"
    )
    yield opened
    opened.close()


def somebody(**values: object) -> Inburgeraar:
    """A made-up person, not stored yet."""
    plain: dict[str, object] = {"voornamen": "Selam", "achternaam": "Tesfay", "geboortedatum": "1991-04-03"}
    return Inburgeraar(id="", dossier_id="", **{**plain, **values})  # type: ignore[arg-type]


@pytest.fixture
def dossier_id(store: SqlStore, clock: HandClock, ids: CountingIds) -> str:
    return dossiers.open_dossier(store, clock, ids, somebody())[0]


Grant = Callable[..., None]


@pytest.fixture
def grant(store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str) -> Grant:
    """Let the client say yes to some purposes, with a signature under the shipped text."""

    def say_yes(*doelen: str, into: SqlStore | None = None, dossier: str = "") -> None:
        decisions = [yes(doel) for doel in doelen]
        toestemmingen.record_decisions(into or store, clock, ids, dossier or dossier_id, decisions)

    return say_yes


def yes(doel: str, **values: object) -> Decision:
    """A signed yes under the shipped Dutch text."""
    tekst = catalogue.toestemmingstaal("nl").teksten[doel]
    plain: dict[str, object] = {
        "ja": True,
        "tekst_versie": tekst.tekst_versie,
        "tekst_hash": tekst.tekst_hash,
        "handtekening": STROKES,
    }
    return Decision(doel=doel, **{**plain, **values})  # type: ignore[arg-type]
