"""How the answers of a checklist stand, and what finishing will note: plain facts for its screens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.domain.checklists import Waarde
from app.domain.leefgebieden import Urgentie
from ui.viewmodels.bellen import Advice


class Stage(Enum):
    """Where one is: answering, looking at what will be noted, or done."""

    FORM = "vragen"
    SUMMARY = "samenvatting"
    DONE = "klaar"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerState:
    """How one answer stands. `asks`: it asks for a signal; `advice` is what to do at once.

    `urgency` is what counts, `wished` what was chosen by hand: a lower one counts only with its reason.
    """

    value: Waarde = ""
    remark: str = ""
    source: str = ""
    asks: bool = False
    urgency: str = ""
    usual: str = ""
    wished: str = ""
    reason: str = ""
    haste: str = ""
    advice: Advice | None = None
    again_soms: int = 0

    @property
    def wants_reason(self) -> bool:
        """True when it was made less urgent than the list says: that needs a reason."""
        return bool(self.wished and self.usual) and Urgentie(self.wished).is_lower_than(Urgentie(self.usual))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedSignal:
    """A signal that finishing will note, and whether it was talked through with the client."""

    key: str
    question: str
    answer: str
    remark: str
    domain: str
    urgency: str
    to: tuple[str, ...]
    shielded: bool
    about_self: bool
    discussed: bool | None
    why_not: str
    advice: Advice | None
