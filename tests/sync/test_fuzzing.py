"""Parsers of foreign bytes refuse with a Fault or take it; the short form of what `./run soak --only fuzz` does."""

from __future__ import annotations

import pytest

from tests.fuzz import engine
from tests.fuzz.targets import TARGETS, Target


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_but_a_fault_comes_out(name: str) -> None:
    found = engine.fuzz(name, seed=20261122, runs=250, guided=False)
    assert found.wrong == {}
    assert found.runs >= 250


def test_the_fuzzer_finds_a_planted_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(data: bytes) -> int:
        return data[3] if data[:2] == b"{}" else len(data)

    monkeypatch.setitem(TARGETS, "careless", Target(careless, lambda: [b"{}xx"]))  # type: ignore[arg-type]
    assert "IndexError" in engine.fuzz("careless", seed=1, runs=400).wrong


def test_what_reaches_new_lines_joins_the_corpus() -> None:
    assert engine.fuzz("body", seed=1, runs=300).kept > 0
