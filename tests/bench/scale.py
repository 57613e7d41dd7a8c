"""`./run bench scale`: what sharing asks of a mailbox, measured on real rounds and reckoned up to the whole country.

Measured: one device and one register with real encrypted stores share through a mailbox that counts, day after day.
Reckoned: the same per device, for a region and for the country, over ten years. The assumptions stand here as numbers.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sync.mailboxes.memory import MemoryMailbox
from tests.sync.town import Side, Town, real_maker

GEMEENTEN, PER_REGION, DEVICES = 342, 16, 5_000
WORKDAYS, YEARS = 220, 10
ROUNDS_PER_DAY = 32
"""A device that is on for eight hours, every quarter."""
VISITS_PER_DAY = 3
LISTED_ENTRY = 430
"""Bytes of one file in a WebDAV listing, as Apache writes it for the two properties that we ask for."""
ANSWER = 600
"""Bytes of headers, both ways, of one request."""


class Counted(MemoryMailbox):
    """Counts requests and bytes as WebDAV would have them: a listing brings the whole folder."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()
        self.bytes = 0
        self.listed = 0

    def _note(self, what: str, size: int = 0, times: int = 1) -> None:
        self.asked[what] += times
        self.bytes += size + ANSWER * times

    def put(self, name: str, data: bytes) -> None:
        self._note("put", 2 * len(data), 3)  # put aside, move, read back
        super().put(name, data)

    def get(self, name: str, limit: int) -> bytes:
        data = super().get(name, limit)
        self._note("get", len(data))
        return data

    def list(self, folder: str, after: str = "") -> Any:
        there = len(super().list(folder))
        self.listed += there
        self._note("list", there * LISTED_ENTRY)
        return super().list(folder, after)

    def folders(self, folder: str) -> tuple[str, ...]:
        found = super().folders(folder)
        self.listed += len(found)
        self._note("list", len(found) * LISTED_ENTRY)
        return found

    def remove(self, name: str) -> None:
        self._note("remove")
        super().remove(name)

    def take(self) -> tuple[int, int, int]:
        """Return requests, bytes and listed entries since the last time."""
        found = sum(self.asked.values()), self.bytes, self.listed
        self.asked.clear()
        self.bytes = self.listed = 0
        return found


@dataclass(frozen=True)
class Days:
    """What one device cost after so many days: a round without news, a day with visits, and what lies there."""

    day: int
    idle_requests: int
    idle_bytes: int
    idle_listed: int
    day_requests: int
    day_bytes: int
    files: int
    stored: int


def live(folder: Path, days: int, looks: set[int]) -> list[Days]:
    """Let a volunteer and a register work for some days; look at the costs on some of them."""
    town = Town(real_maker(folder))
    mailbox = Counted()
    town.mailbox = mailbox
    ans = town.device("Ans")
    clients = [ans.client("gemeente-begeleiding") for _ in range(6)]
    found = []
    for day in range(1, days + 1):
        town.everybody(2)
        mailbox.take()
        ans.share(mailbox)
        idle = mailbox.take()
        for number in range(VISITS_PER_DAY):
            ans.visit(
                clients[(day + number) % len(clients)], f"Bezoek {day}.{number}. " + "Rustig gesprek. " * 30
            )
        for _ in range(2):
            ans.share(mailbox)
            town.register.share(mailbox, apply_imports=True)
        ans.share(mailbox)
        busy = mailbox.take()
        for side in (ans, town.register):
            side.clock.move(days=1)
        if day in looks:
            found.append(Days(day, *idle, busy[0], busy[1], len(mailbox.files), _size(mailbox)))
    _close(town, ans)
    return found


def _size(mailbox: MemoryMailbox) -> int:
    return sum(len(data) for data in mailbox.files.values())


def _close(town: Town, ans: Side) -> None:
    for side in (town.register, ans):
        side.store.close()


def reckon(last: Days) -> list[tuple[str, str, str, str]]:
    """Return rows for a device, a region and the country: requests and bytes per working day, and what lies there."""
    rows = []
    places = (
        ("één apparaat", 1.0),
        ("gemeente (15 apparaten)", DEVICES / GEMEENTEN),
        (f"regio ({PER_REGION} gemeenten)", DEVICES / GEMEENTEN * PER_REGION),
        (f"land ({GEMEENTEN} gemeenten, {DEVICES} apparaten)", float(DEVICES)),
    )
    # Both sides look: the device at the register's stream, the register at the device's.
    idle_requests = 2 * ROUNDS_PER_DAY * last.idle_requests
    idle_bytes = 2 * ROUNDS_PER_DAY * last.idle_bytes
    for name, times in places:
        requests = times * (idle_requests + last.day_requests)
        size = times * (idle_bytes + last.day_bytes)
        per_second = requests / (8 * 3600)
        rows.append(
            (
                name,
                f"{requests:,.0f}",
                f"{per_second:.1f}",
                f"{size / 1e6:,.1f}",
                f"{times * last.stored / 1e6:,.0f}",
            )
        )
    return rows  # type: ignore[return-value]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="run bench scale")
    parser.add_argument("--days", type=int, default=120)
    options = parser.parse_args(argv)
    looks = {10, 30, 60, options.days} | {options.days // 2}
    with tempfile.TemporaryDirectory(prefix="doorgaande-lijn-schaal-") as folder:
        measured = live(Path(folder), options.days, looks)
    print("Gemeten, één apparaat en één register")
    print("        ronde zonder nieuws        dag met bezoeken    in de postbus")
    print("  dag  verzoeken bytes regels      verzoeken  kB        bestanden  kB")
    for one in measured:
        print(
            f"  {one.day:4d}  {one.idle_requests:3d} {one.idle_bytes:8,d} {one.idle_listed:5d}"
            f"          {one.day_requests:5d} {one.day_bytes / 1000:9,.1f}"
            f"          {one.files:5d} {one.stored / 1000:9,.1f}"
        )
    print(
        "\nPer werkdag, gerekend met de laatste dag: verzoeken, per seconde in acht uur, MB over de lijn, MB bewaard"
    )
    for row in reckon(measured[-1]):
        print("  {:46s} {:>14s} {:>8s} {:>12s} {:>10s}".format(*row))
    grown = measured[-1].idle_listed - measured[0].idle_listed
    print(f"\nGroei van een lijst tussen dag {measured[0].day} en {measured[-1].day}: {grown} regels")
    total = DEVICES * WORKDAYS * YEARS * measured[-1].day_bytes / 1e12
    print(f"Tien jaar, heel het land, alles wat ooit over de lijn ging aan nieuws: {total:.1f} TB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
