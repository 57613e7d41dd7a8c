"""What a command sees of the terminal: streams, environment, prompts, and how an answer is shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TextIO

from app.faults import Fault

HARMLESS = frozenset(
    {
        "aantal",
        "programma",
        "uiterlijk",
        "advies",
        "doel",
        "groep",
        "grootte",
        "key",
        "lengte",
        "max",
        "mebibytes",
        "minuten",
        "most",
        "naar",
        "onderdeel",
        "versie",
    }
    | {
        "ontvanger",
        "plaats",
        "reden",
        "secties",
        "soort",
        "tot",
        "van",
        "veld",
        "verwacht",
        "vraag",
        "waar",
        "wat",
    }
)
"""Facts of a fault that a line on stderr may repeat; any other (`naam`, `nummer`, `waarde`) may be somebody's."""


class WrongUse(Exception):
    """The command can't be understood as it was typed; the text is Dutch and repeats nothing of what was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command has to say: plain values for programs, and the same as text for people.

    `fault` is a finding that has to end in exit code 3 although there's something to show (a damaged store).
    """

    data: Any
    text: str
    fault: Fault | None = None


@dataclass(slots=True, kw_only=True)
class Terminal:
    """The streams and surroundings of one run. `ask_hidden` shows a question and reads without echo."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    env: Mapping[str, str]
    ask_hidden: Callable[[str], str]
    as_json: bool = field(default=False)

    def show(self, answer: Answer) -> None:
        """Write the answer to stdout, as text or as one JSON document."""
        text = json.dumps(answer.data, ensure_ascii=False, indent=2) if self.as_json else answer.text
        self._write(self.stdout, text)

    def say(self, text: str) -> None:
        """Write one line of progress or advice to stderr; nothing with --json, where stderr is for failures."""
        if not self.as_json:
            self._write(self.stderr, text)

    def fail_by(self, fault: Fault) -> None:
        """As `fail`, with every fact left out that may say something about a person."""
        facts = {name: value if name in HARMLESS else "…" for name, value in fault.facts.items()}
        shown = Fault(fault.kind, **facts)
        self.fail(shown.code, shown.sentence, shown.next_step)

    def fail(self, code: str, sentence: str, next_step: str = "") -> None:
        """Write one line on stderr: the code, the sentence, the next step; with --json `{code, message}`."""
        message = " ".join(part for part in (sentence, next_step) if part)
        line = (
            json.dumps({"code": code, "message": message}, ensure_ascii=False)
            if self.as_json
            else f"{code}: {message}"
        )
        self._write(self.stderr, " ".join(line.splitlines()))

    @staticmethod
    def _write(stream: TextIO, text: str) -> None:
        if not text:
            return
        # A terminal that can't show a sign (an Arabic name in an old code page) gets a question mark, not a crash.
        encoding = getattr(stream, "encoding", None) or "utf-8"
        stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
        stream.flush()
