"""People at a terminal: a profile in a folder, and commands run in this process as `python -m app` would."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.cli.session import PASSPHRASE_ENV
from app.cli.start import main
from app.wiring import World
from tests.worlds import CountingIds, HandClock

PASSPHRASE = "koffie vlinder trapgat oever 7"


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)

    @property
    def fault(self) -> str:
        """The code of the one line on stderr."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        return lines[0].partition(":")[0]


def command(
    *words: object,
    stdin: str = "",
    env: Mapping[str, str] | None = None,
    world: World | None = None,
) -> Done:
    """Run one command with its own streams; nothing is asked of a terminal."""
    out, err = io.StringIO(), io.StringIO()
    code = main(
        [str(word) for word in words],
        stdin=io.StringIO(stdin),
        stdout=out,
        stderr=err,
        env=dict(env or {}),
        world=world or World(HandClock(), CountingIds()),
    )
    return Done(code, out.getvalue(), err.getvalue())


class Person:
    """Somebody with a profile. `do` gives what a command did; `data` insists that it went well, and gives its JSON."""

    def __init__(self, folder: Path, clock: HandClock, series: int) -> None:
        self.folder = folder
        self.clock = clock
        self.world = World(clock, CountingIds(series))
        self.passphrase = PASSPHRASE

    def do(self, *words: object) -> Done:
        env = {PASSPHRASE_ENV: self.passphrase}
        return command("--profile", self.folder, *words, env=env, world=self.world)

    def data(self, *words: object) -> Any:
        done = self.do(*words, "--json")
        assert done.code == 0, done.err
        return done.data

    def create(self, role: str, name: str, **more: str) -> Person:
        options = [part for key, value in more.items() for part in (f"--{key}", value)]
        self.data("profile", "create", "--role", role, "--name", name, "--practice", *options)
        return self

    def add_client(self, first: str = "Yousef", family: str = "Al Haddad", *more: str) -> str:
        made = self.data("clients", "add", "--first-names", first, "--family-name", family, *more)
        return str(made["dossier_id"])

    def consent(self, verb: str, client: str, *purposes: str) -> None:
        options = [part for purpose in purposes for part in ("--purpose", purpose)]
        how = () if verb == "withdraw" else ("--witness", "Tolk Amina", "--reason", "schrijft niet")
        self.data("consent", verb, "--client", client, *options, *how)


def pair(register: Person, device: Person, mailbox: Path, papers: Path) -> None:
    """Let a register and a device get to know each other, by files, over a mailbox in a folder."""
    papers.mkdir(parents=True, exist_ok=True)
    invitation, answer = (
        papers / f"{device.folder.name}.uitnodiging",
        papers / f"{device.folder.name}.antwoord",
    )
    register.data("mailbox", "set", f"folder:{mailbox}")
    register.data("invite", "--out", invitation)
    device.data("join", invitation, "--out", answer)
    register.data("admit", answer)
