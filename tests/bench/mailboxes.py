"""`./run bench mailboxes`: put, get and list on the real servers of the tests, per request and per batch."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from app.clock import SystemClock
from sync import layout
from sync.mailboxes.addresses import open_mailbox
from tests.postbus import servers

BATCHES = 300
DATA = os.urandom(50_000)


def main() -> int:
    """Measure each server that can be started here."""
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        found = {}
        if servers.apache_program():
            found["Apache mod_dav"] = stack.enter_context(servers.apache())
        if servers.rclone_program():
            for name, start in (("rclone webdav", servers.rclone_webdav), ("rclone s3", servers.rclone_s3)):
                home = Path(folder, name)
                home.mkdir()
                found[name] = stack.enter_context(start(home))
        folder_box = Path(folder, "map")
        folder_box.mkdir()
        _measure("map", f"folder:{folder_box}", None)
        for name, server in found.items():
            _measure(name, server.fresh("meting"), server)
    return 0


def _measure(name: str, address: str, server: servers.Server | None) -> None:
    box = open_mailbox(address, server.access, SystemClock()) if server else open_mailbox(address)
    names = [layout.batch_name("d", "s", 1, seq, "a" * 64) for seq in range(1, BATCHES + 1)]
    moments = [perf_counter()]
    for one in names:
        box.put(one, DATA)
    moments.append(perf_counter())
    for one in names:
        box.get(one, len(DATA))
    moments.append(perf_counter())
    box.list("v1/d/s/1")
    moments.append(perf_counter())
    box.close()
    put, get, listed = (after - before for before, after in pairwise(moments))
    print(
        f"{name:16s} neerzetten {put:5.2f} s, ophalen {get:5.2f} s, lijst van {BATCHES} {listed * 1000:5.1f} ms"
    )
