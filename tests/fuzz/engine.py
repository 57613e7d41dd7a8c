"""A small coverage-guided fuzzer: what reaches a line that nothing reached before joins the corpus.

Used where atheris isn't installed (it needs Linux and a C library of its own), and for the deterministic form in the
tests. `python -m tests.fuzz.with_atheris TARGET` runs the same targets under atheris.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from app.faults import Fault
from tests.fuzz.targets import TARGETS, Parser

HOUSE = str(Path(__file__).parents[2])
OURS = (f"{HOUSE}/sync/", f"{HOUSE}/app/")
TOKENS = (
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"-",
    b"0",
    b"9" * 16,
    b"null",
    b"true",
    b"\\u0000",
    b"\x00",
    b"\xff",
)
MOST = 64 * 1024


@dataclass
class Found:
    """What a run did. `wrong` holds an input for each kind of exception that isn't a Fault."""

    runs: int = 0
    refused: int = 0
    kept: int = 0
    lines: int = 0
    wrong: dict[str, bytes] = field(default_factory=dict)


def mutated(data: bytes, pool: Sequence[bytes], rng: random.Random) -> bytes:
    """Change one to four things."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(changed) + 1)
        kind = rng.randrange(7)
        if kind == 0 and changed:
            changed[at % len(changed)] ^= 1 << rng.randrange(8)
        elif kind == 1 and changed:
            changed[at % len(changed)] = rng.randrange(256)
        elif kind == 2:
            changed[at:at] = rng.choice(TOKENS)
        elif kind == 3:
            del changed[at : at + rng.randint(1, 16)]
        elif kind == 4:
            piece = changed[at : at + rng.randint(1, 32)]
            changed[at:at] = piece * rng.randint(1, 4)
        elif kind == 5:
            other = rng.choice(pool)
            changed = changed[:at] + other[rng.randrange(len(other) + 1) :]
        else:
            changed[at : at + 1] = rng.choice(TOKENS)
    return bytes(changed[:MOST])


def fuzz(name: str, *, seed: int, runs: int = 0, seconds: float = 0.0, guided: bool = True) -> Found:
    """Try a target so many times, or so long; the same seed and number of runs do the same."""
    target, rng, found = TARGETS[name], random.Random(f"{name}-{seed}"), Found()
    pool = [one for one in target.corpus() if len(one) <= MOST] or [b""]
    seen: set[tuple[str, int]] = set()
    for one in pool:
        _try(target.parse, one, found, seen if guided else None)
    end = time.monotonic() + seconds
    while found.runs < runs if runs else time.monotonic() < end:
        data = mutated(rng.choice(pool), pool, rng)
        before = len(seen)
        _try(target.parse, data, found, seen if guided else None)
        if len(seen) > before and len(pool) < 2_000:
            pool.append(data)
            found.kept += 1
    found.lines = len(seen)
    return found


def _try(parse: Parser, data: bytes, found: Found, seen: set[tuple[str, int]] | None) -> None:
    found.runs += 1
    if seen is not None:
        sys.settrace(_tracer(seen))
    try:
        parse(data)
    except Fault:
        found.refused += 1
    except Exception as error:
        found.wrong.setdefault(type(error).__name__, data)
    finally:
        if seen is not None:
            sys.settrace(None)


def _tracer(seen: set[tuple[str, int]]) -> Any:
    def line(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            seen.add((frame.f_code.co_filename, frame.f_lineno))
        return line

    def call(frame: FrameType, event: str, _: Any) -> Any:
        return line if frame.f_code.co_filename.startswith(OURS) else None

    return call
