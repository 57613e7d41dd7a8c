"""The inbox of the gemeente: what came in, what importing would do, and what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from app.ports import BatchStand, BatchView, Fate, ImportView, Store
from ui.i18n import counted, local, short_moment, tr, whole
from ui.session import Session
from ui.viewmodels.live import LiveViewModel
from ui.viewmodels.working import Working

FATE_WORDS = {
    Fate.NIEUW: ("nieuw", "success", "plus"),
    Fate.GEWIJZIGD: ("gewijzigd", "info", "edit"),
    Fate.GELIJK: ("gelijk", "neutral", "check"),
    Fate.BOTSING: ("besluit nodig", "warning", "conflict"),
    Fate.AL_VERWERKT: ("al verwerkt", "neutral", "check"),
    Fate.WACHT: ("wacht op eerder deel", "info", "clock"),
    Fate.GEWEIGERD: ("geweigerd", "warning", "shield"),
}
HEADINGS = ("Cliënt", "Wat", "Inhoud", "Door", "Gevolg", "Reden")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What lies in the inbox before it is looked at."""

    mailbox: str
    devices: int
    fetched: int
    held: int


@dataclass(frozen=True, slots=True)
class BatchCard:
    """One batch in words."""

    digest: str
    sender: str
    fingerprint: str
    number: str
    received: str
    chain: str
    whole: bool
    count: str
    fault: str


class PostvakViewModel(LiveViewModel[Waiting]):
    """Fetch and plan, look, import. `planned` when there is a plan or a report in `view`."""

    kinds = ("batch_in", "apparaat", "instelling")
    planned = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.working = Working(session, self)
        self.working.failed.connect(self._refused)
        self.view: ImportView | None = None

    def query(self) -> Callable[[Store], Waiting]:
        transport = self.session.transport

        def read(store: Store) -> Waiting:
            with store.read() as reading:
                waiting = reading.ledger.batches_in(BatchStand.BINNEN)
                held = reading.ledger.batches_in(BatchStand.WACHT_OP_DEEL)
                devices = reading.ledger.devices()
            return Waiting(transport.mailbox_address(), len(devices), len(waiting), len(held))

        return read

    def fetch(self) -> None:
        """Fetch what is new and say what importing would do; nothing is written to a dossier."""
        self.working.start(self.session.transport.fetch_plan, self._show)

    def apply(self) -> None:
        """Import; then send the receipts and answers back, if the mailbox can be reached."""
        transport = self.session.transport

        def work(progress: Callable[[str, int, int], None], cancelled: Callable[[], bool]) -> ImportView:
            report = transport.apply(progress, cancelled)
            self.session.tasks.announce(report.changes, self)
            if not report.cancelled and report.fault is None:
                outcome = transport.share(progress, cancelled)
                self.session.tasks.announce(outcome.changes, self)
            return report

        self.working.start(work, self._show)

    def _show(self, view: ImportView) -> None:
        self.view = view
        self.planned.emit()
        self.reload()
        if view.fault is not None:
            self.failed.emit(view.fault)

    def _refused(self, fault: Fault) -> None:
        super()._refused(fault)

    # -- in words

    @property
    def headline(self) -> str:
        """What the plan or report comes down to."""
        if self.view is None:
            return ""
        ops = sum(self.view.counts.values())
        batches = counted(len(self.view.batches), "zending", "zendingen")
        if self.view.cancelled:
            return tr("Gestopt. Wat al verwerkt was, blijft. De rest staat klaar.")
        if not self.view.batches:
            return tr("Er is niets nieuws.")
        if self.view.applied:
            return tr("Verwerkt: {batches} met {n}.", batches=batches, n=counted(ops, "stuk", "stukken"))
        return tr(
            "Klaar om te verwerken: {batches} met {n}.", batches=batches, n=counted(ops, "stuk", "stukken")
        )

    def counts(self) -> tuple[tuple[str, str, str], ...]:
        """Return (words, tone, icon) for each outcome that occurs."""
        if self.view is None:
            return ()
        return tuple(
            (f"{whole(number)} {FATE_WORDS[fate][0]}", FATE_WORDS[fate][1], FATE_WORDS[fate][2])
            for fate, number in self.view.counts.items()
            if number
        )

    def cards(self) -> tuple[BatchCard, ...]:
        """Return the batches in words."""
        return tuple(_card(batch) for batch in self.view.batches) if self.view else ()

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return what happens to each piece: what needs a look first."""
        if self.view is None:
            return ()
        order = (
            Fate.BOTSING,
            Fate.GEWEIGERD,
            Fate.WACHT,
            Fate.NIEUW,
            Fate.GEWIJZIGD,
            Fate.GELIJK,
            Fate.AL_VERWERKT,
        )
        every = [row for batch in self.view.batches for row in batch.rows]
        return tuple(
            (
                row.naam or tr("(nog niet bekend)"),
                row.soort,
                row.titel,
                row.door,
                FATE_WORDS[row.fate][0],
                row.reden,
            )
            for row in sorted(every, key=lambda row: order.index(row.fate))
        )

    @property
    def can_apply(self) -> bool:
        """True when there's a plan with something in it that isn't carried out yet."""
        return self.view is not None and not self.view.applied and bool(self.view.batches)


def _card(batch: BatchView) -> BatchCard:
    return BatchCard(
        digest=batch.digest,
        sender=batch.sender or tr("onbekende afzender"),
        fingerprint=batch.fingerprint,
        number=tr("zending {n}", n=batch.seq),
        received=short_moment(local(batch.received_op)) if batch.received_op else "",
        chain=tr("niets ontbreekt") if batch.whole else tr("een eerder deel ontbreekt"),
        whole=batch.whole,
        count=counted(batch.count, "stuk", "stukken"),
        fault=batch.fault,
    )
