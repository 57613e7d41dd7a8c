"""Taking times: several runs, the median, and a ratio to a limit that was measured in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: milliseconds of ours and of the limit, the ratio of medians, and the goal for it."""

    work: str
    ours_ms: float
    spread_ms: float
    limit: str
    limit_ms: float
    goal: float

    @property
    def ratio(self) -> float:
        return self.ours_ms / self.limit_ms if self.limit_ms else 0.0

    @property
    def reached(self) -> bool:
        return self.ratio <= self.goal

    def plain(self) -> dict[str, object]:
        """Return it as plain values, for JSON."""
        return {**asdict(self), "ratio": round(self.ratio, 3), "reached": self.reached}


def take(work: Callable[[], object], runs: int = 5) -> tuple[float, float]:
    """Return (median, spread from least to most) in milliseconds over `runs`, after one that isn't counted."""
    work()
    times: list[float] = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), max(times) - min(times)


def once(work: Callable[[], object]) -> float:
    """Return the milliseconds of a single run, for what can't be repeated on the same state."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def table(figures: list[Figure]) -> str:
    """Return the figures as a table of text."""
    head = ("werk", "wij", "spreiding", "grens", "ms", "verhouding", "doel", "")
    rows = [head] + [
        (
            one.work,
            f"{one.ours_ms:.2f}",
            f"{one.spread_ms:.2f}",
            one.limit,
            f"{one.limit_ms:.2f}",
            f"{one.ratio:.2f} x",
            f"{one.goal:.1f} x",
            "" if one.reached else "niet gehaald",
        )
        for one in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    )
