"""The world's failures: a code, a Dutch sentence and the next step, shown in place by both faces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One way the world can fail. `sentence` and `next_step` may hold `{fact}` fields."""

    code: str
    sentence: str
    next_step: str = ""


class Fault(Exception):
    """Raised where the world fails; never for our own mistakes. Compare by `kind` or `code`, never by text."""

    def __init__(self, kind: FaultKind, /, **facts: object) -> None:
        self.kind = kind
        self.facts = facts
        super().__init__(f"{kind.code}: {self.sentence}")

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def sentence(self) -> str:
        return self.kind.sentence.format(**self.facts)

    @property
    def next_step(self) -> str:
        return self.kind.next_step.format(**self.facts)
