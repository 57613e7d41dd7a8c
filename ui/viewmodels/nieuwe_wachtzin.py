"""A new wachtzin: proposed in words, or made up and judged honestly; at the first run, after loss, or to change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.services import wachtzinnen
from app.services.wachtzinnen import Oordeel
from ui.i18n import tr

_TONES = {
    Oordeel.TE_ZWAK: "error",
    Oordeel.MATIG: "warning",
    Oordeel.GOED: "success",
    Oordeel.STERK: "success",
}
STRONG = 80.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How strong a wachtzin is: a word, its tone, one sentence of advice, and how full the bar is (0 to 100)."""

    word: str
    tone: str
    advice: str
    level: int


class NewPassphrase(QObject):
    """`proposed` are five words; with `own` the person's own counts. `known` are names that a guesser tries first.

    `changed` when another one is proposed or the way was switched.
    """

    changed = Signal()

    def __init__(self, *, demanding: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.demanding = demanding
        self.known: Sequence[str] = ()
        self.own = False
        self.typed = ""
        self.again = ""
        self.proposed = wachtzinnen.propose()

    def propose(self) -> None:
        """Draw five other words."""
        self.proposed = wachtzinnen.propose()
        self.again = ""
        self.changed.emit()

    def choose_own(self, own: bool) -> None:
        """Take the person's own wachtzin instead of the words, or the words after all."""
        if own != self.own:
            self.own = own
            self.again = ""
            self.changed.emit()

    @property
    def passphrase(self) -> str:
        """The wachtzin as chosen."""
        return self.typed if self.own else self.proposed

    def judge(self, text: str) -> Judgement:
        """Say how strong a text is as wachtzin."""
        found = wachtzinnen.estimate(text, self.known)
        return Judgement(
            word=tr(found.oordeel.value),
            tone=_TONES[found.oordeel],
            advice=tr(found.advies),
            level=min(100, round(100 * found.bits / STRONG)),
        )

    def check(self) -> dict[str, str]:
        """Return what is wrong per field: `eigen` and `nogmaals`; empty when all is well."""
        errors: dict[str, str] = {}
        if self.own:
            found = wachtzinnen.estimate(self.typed, self.known)
            if not self.typed.strip():
                errors["eigen"] = tr("Je wachtzin is nog leeg. Typ vijf losse woorden.")
            elif self.demanding and not found.voldoende:
                errors["eigen"] = f"{tr('Deze wachtzin is te makkelijk te raden.')} {tr(found.advies)}"
        if "eigen" not in errors and not wachtzinnen.same(self.passphrase, self.again):
            errors["nogmaals"] = (
                tr("Dit is niet dezelfde wachtzin. Typ hem nog een keer.")
                if self.again
                else tr("Typ de wachtzin hier nog een keer.")
            )
        return errors

    def forget(self) -> None:
        """Let go of everything that was typed."""
        self.proposed = self.typed = self.again = ""
