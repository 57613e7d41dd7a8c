"""What waits for a coordinator's decision; a decision is one act, and the list shows at once what is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.ports import Fate, ImportView, Store
from app.services import beslissen, besluiten
from app.services.besluiten import (
    Apart,
    Besluiten,
    Dubbel,
    Genomen,
    Kant,
    Persoonskaart,
    VeldVerschil,
    Verschil,
    Wachtend,
)
from ui.i18n import counted, local, short_moment, tr
from ui.session import Session
from ui.viewmodels.live import LiveViewModel
from ui.viewmodels.working import Working

__all__ = [
    "Apart",
    "Besluiten",
    "BesluitenViewModel",
    "Dubbel",
    "Genomen",
    "Persoonskaart",
    "Verschil",
    "Wachtend",
    "careful_side",
    "who_and_when",
]


class BesluitenViewModel(LiveViewModel[Besluiten]):
    """`decided(words)` after an act, to be said on the page."""

    kinds = ("botsing", "dubbelbesluit", "apart", "batch_in", "inburgeraar")
    decided = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.working = Working(session, self)
        self.working.failed.connect(self._refused)

    def query(self) -> Callable[[Store], Besluiten]:
        now = self.session.clock.now()
        return lambda store: besluiten.show(store, now)

    @property
    def headline(self) -> str:
        """How much waits, in one sentence."""
        if self.facts is None or not self.facts.aantal:
            return ""
        return counted(self.facts.aantal, "ding wacht op jouw besluit.", "dingen wachten op jouw besluit.")

    # -- acts

    def settle(self, choices: Mapping[str, str]) -> None:
        """Let the chosen sides (`"mine"`, `"theirs"` per conflict) stand."""
        sides = {key: Kant.ONZE if side == "mine" else Kant.HUNNE for key, side in choices.items() if side}
        clock = self.session.clock
        self.session.act(
            lambda store: (None, beslissen.settle(store, clock, sides)),
            self,
            lambda _: self.decided.emit(tr("Gekozen. Iedereen met dit dossier krijgt dit te zien.")),
            self._refused,
        )

    def merge(self, een: str, ander: str, reden: str) -> None:
        """They are one person."""
        clock, ids = self.session.clock, self.session.ids
        self.session.act(
            lambda store: (None, beslissen.merge(store, clock, ids, een, ander, reden)),
            self,
            lambda _: self.decided.emit(tr("Samengevoegd. Je kunt dit later ongedaan maken.")),
            self._refused,
        )

    def keep_apart(self, een: str, ander: str, reden: str) -> None:
        """They are two people."""
        clock, ids = self.session.clock, self.session.ids
        self.session.act(
            lambda store: (None, beslissen.keep_apart(store, clock, ids, een, ander, reden)),
            self,
            lambda _: self.decided.emit(tr("Genoteerd. Deze twee worden niet meer voorgesteld.")),
            self._refused,
        )

    def undo(self, besluit_id: str) -> None:
        """Take a decision about two dossiers back."""
        clock = self.session.clock
        self.session.act(
            lambda store: (None, beslissen.undo(store, clock, besluit_id)),
            self,
            lambda _: self.decided.emit(tr("Ongedaan gemaakt.")),
            self._refused,
        )

    def retry(self, op_id: str) -> None:
        """Judge anew what was set aside."""
        transport = self.session.transport

        def done(view: ImportView) -> None:
            self.reload()
            taken = view.counts[Fate.NIEUW] + view.counts[Fate.GEWIJZIGD] + view.counts[Fate.GELIJK]
            self.decided.emit(
                tr("Alsnog verwerkt.") if taken else tr("Het lukt nog niet. De reden staat erbij.")
            )

        self.working.start(lambda progress, cancelled: self._announce(transport.retry({op_id})), done)

    def go_on(self, digest: str) -> None:
        """Don't wait any longer for what should have come before."""
        transport = self.session.transport
        self.working.start(
            lambda progress, cancelled: self._announce(transport.apply(progress, cancelled, {digest})),
            lambda _: self._went_on(),
        )

    def _went_on(self) -> None:
        self.reload()
        self.decided.emit(tr("Verwerkt zonder het deel dat ontbreekt."))

    def _announce(self, view: ImportView) -> ImportView:
        self.session.tasks.announce(view.changes, self)
        return view


def who_and_when(naam: str, moment: datetime) -> str:
    """Say who wrote a version, and when it came in."""
    return " · ".join(part for part in (naam, short_moment(local(moment))) if part)


def careful_side(veld: VeldVerschil) -> str:
    """Name the side that stands now as the picker knows it."""
    return {Kant.ONZE: "mine", Kant.HUNNE: "theirs", None: ""}[veld.geldt]
