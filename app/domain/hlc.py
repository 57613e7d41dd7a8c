"""Hybrid logical clock: orders what people did over devices whose clocks disagree; it never decides a dispute.

Written as `<milliseconds, 13 digits>-<counter, 5 digits>-<device id>`, so that text order is time order.
Source: Kulkarni et al., "Logical Physical Clocks", 2014.
"""

from __future__ import annotations

from datetime import UTC, datetime

COUNTER_MAX = 99_999
MILLIS_MAX = 9_999_999_999_999


def tick(last: str, now: datetime, device: str) -> str:
    """Return the next stamp after `last` (`""` for none): later than it even when the wall clock went back."""
    wall = _millis(now)
    before, counter = _split(last)
    if wall > before:
        return _write(wall, 0, device)
    if counter < COUNTER_MAX:
        return _write(before, counter + 1, device)
    return _write(before + 1, 0, device)


def merge(last: str, seen: str, now: datetime, device: str) -> str:
    """Return a stamp after both our own last and one seen from elsewhere; a stamp over a day ahead is not followed."""
    wall = _millis(now)
    seen_millis, _ = _split(seen)
    if seen_millis > wall + 86_400_000:
        return tick(last, now, device)
    newest = max(last, seen, key=_split)
    return tick(newest, now, device)


def drift_seconds(stamp: str, now: datetime) -> float:
    """Return how many seconds the stamp's clock is ahead of `now` (negative: behind)."""
    return (_split(stamp)[0] - _millis(now)) / 1000


def moment(stamp: str) -> datetime:
    """Return the wall-clock part as a UTC moment."""
    return datetime.fromtimestamp(_split(stamp)[0] / 1000, UTC)


def is_stamp(text: str) -> bool:
    """True when the text has the shape of a stamp."""
    parts = text.split("-", 2)
    return (
        len(parts) == 3
        and len(parts[0]) == 13
        and len(parts[1]) == 5
        and parts[0].isascii()
        and parts[0].isdigit()
        and parts[1].isascii()
        and parts[1].isdigit()
        and bool(parts[2])
    )


def _millis(now: datetime) -> int:
    return min(max(int(now.timestamp() * 1000), 0), MILLIS_MAX)


def _split(stamp: str) -> tuple[int, int]:
    if not stamp:
        return (0, 0)
    millis, counter, _ = stamp.split("-", 2)
    return int(millis), int(counter)


def _write(millis: int, counter: int, device: str) -> str:
    return f"{millis:013d}-{counter:05d}-{device}"
