"""Delen: what goes and what stays, where the mailbox is, one round with true counts, and pairing with the gemeente."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.changes import Changes, Touched
from app.domain.ops import Deelstand
from app.faults import Fault
from app.ports import Invitation, ShareOutcome, Store
from app.services import bestanden, deelritme, deelstaat
from app.services.delen import QueueItem
from ui.i18n import apart, counted, relative_moment, short_moment, tr
from ui.session import Session
from ui.viewmodels import deellijnen
from ui.viewmodels.deellijnen import DiagnoseViewModel, LijnRegel
from ui.viewmodels.deelronde import Deelronde
from ui.viewmodels.gedeeldemap import GedeeldeMapViewModel, shown_address
from ui.viewmodels.live import LiveViewModel


@dataclass(frozen=True, slots=True, kw_only=True)
class DeelRegel:
    """One record on its way: whose, what, its state (a word of sync), since when, and why it stays."""

    dossier_id: str
    naam: str
    wat: str
    stand: str
    sinds: str
    uitleg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeelFeiten:
    """Everything of the page. `adres` is the mailbox's address, `map_` how it's shown."""

    regel: str
    hand_nodig: bool
    laatst: str
    onderweg: str
    gaat: tuple[DeelRegel, ...]
    blijft: tuple[DeelRegel, ...]
    adres: str
    map_: str
    gebruiker: str
    gekoppeld: tuple[str, ...]
    is_register: bool
    vanzelf: bool
    lijnen: tuple[LijnRegel, ...] = ()
    klok: str = ""
    melding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitkomst:
    """What one round did, in words: tone of the message, sentence, and the next step."""

    toon: str
    zin: str
    stap: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitnodigingsfeiten:
    """An invitation that was read but not accepted: who made it, and the digits to compare aloud."""

    naam: str
    organisatie: str
    practice: bool
    fingerprint: str


class DelenViewModel(LiveViewModel[DeelFeiten]):
    """One page for both roles.

    `shared(Uitkomst)` after a round, `calmed()` after a good one by itself; `invited(Uitnodigingsfeiten)` when
    an invitation was read; `stored(path)` when the answer file is there; `refused(str, Fault)`: which part of the page
    (`delen`, `koppelen`) and what is wrong.
    """

    shared = Signal(object)
    invited = Signal(object)
    stored = Signal(str)
    refused = Signal(str, object)
    calmed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.rounds = session.rounds or Deelronde(session, self)
        self.working = self.rounds.working
        self.rounds.ended.connect(self._rounded)
        self.rounds.failed.connect(lambda fault, _quiet: self.refused.emit("delen", fault))
        self.diagnose = DiagnoseViewModel(session, self)
        self.place = GedeeldeMapViewModel(session, self)
        self.place.stands.connect(self.reload)
        self._invitation = b""

    def query(self) -> Callable[[Store], DeelFeiten]:
        clock, transport = self.session.clock, self.session.transport

        def read(store: Store) -> DeelFeiten:
            view = deelstaat.view(store, clock)
            address = transport.mailbox_address()
            facts = view.line.facts
            lines, own_clock = deellijnen.read(store, clock.now())
            return DeelFeiten(
                regel=view.line.tekst,
                hand_nodig=view.line.hand_nodig,
                laatst=_last(facts.last_success, clock.now()),
                onderweg=_under_way(facts.sent_unconfirmed),
                gaat=tuple(_line(item, clock.now()) for item in view.gaat),
                blijft=tuple(_line(item, clock.now()) for item in view.blijft),
                adres=address,
                map_=shown_address(address),
                gebruiker=transport.mailbox_user(),
                gekoppeld=tuple(apart(naam) for naam in view.gekoppeld),
                is_register=store.profile.is_register,
                melding=view.melding,
                vanzelf=deelritme.is_on(store),
                lijnen=lines,
                klok=own_clock,
            )

        return read

    # -- one round

    def share(self) -> None:
        """Do one round in the pool; what was done before a cancel or a Fault is done and is said."""
        self.rounds.share()

    def share_by_itself(self, on: bool) -> None:
        """Turn sharing by itself on or off."""
        self.session.act(lambda store: (None, deelritme.turn(store, on)), self, lambda _: self.reload())

    def _rounded(self, outcome: ShareOutcome, quiet: bool) -> None:
        self.reload()
        if quiet and outcome.fault is None:
            self.calmed.emit()
        else:
            self.shared.emit(in_words(outcome, is_register=self.session.profile.is_register))

    # -- pairing

    def read_invitation(self, path: str) -> None:
        """Read the gemeente's invitation; nothing is accepted yet."""
        transport = self.session.transport

        def work() -> tuple[bytes, Invitation]:
            data = bestanden.read(path)
            return data, transport.read_invitation(data)

        self.session.tasks.slow(work, self, self._read, self._not_paired)

    def _read(self, found: tuple[bytes, Invitation]) -> None:
        self._invitation = found[0]
        read = found[1]
        self.invited.emit(
            Uitnodigingsfeiten(
                naam=read.naam,
                organisatie=read.organisatie,
                practice=read.practice,
                fingerprint=read.fingerprint,
            )
        )

    def join(self, path: str) -> None:
        """Accept the invitation, now that the digits were compared, and store the answer file for the coordinator."""
        transport, tasks, data = self.session.transport, self.session.tasks, self._invitation

        def work() -> str:
            with bestanden.saving(path) as put:
                put(transport.join(data))
            changes = Changes(frozenset({Touched("apparaat", "", ""), Touched("instelling", "", "")}))
            tasks.announce(changes, self)
            return path

        tasks.slow(work, self, self._joined, self._not_paired)

    def _joined(self, path: str) -> None:
        self._invitation = b""
        self.reload()
        self.stored.emit(path)

    def _not_paired(self, fault: Fault) -> None:
        self.refused.emit("koppelen", fault)


def _last(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return ""
    return tr("Laatst gelukt: {when}.", when=relative_moment(moment, now))


def _under_way(count: int) -> str:
    if not count:
        return ""
    words = counted(count, "wijziging is verstuurd", "wijzigingen zijn verstuurd")
    return tr("{words}, maar nog niet bevestigd.", words=words)


def _line(item: QueueItem, now: datetime) -> DeelRegel:
    return DeelRegel(
        dossier_id=item.dossier_id,
        naam=apart(item.naam),
        wat=_what(item),
        stand=str(item.stand),
        sinds=short_moment(item.sinds, now) if item.sinds else "",
        uitleg=item.uitleg if item.stand in (Deelstand.BLIJFT_HIER, Deelstand.VOOR_EEN_DEEL) else "",
    )


def _what(item: QueueItem) -> str:
    return (
        f"{item.soort_naam}: {apart(item.titel)}"
        if item.titel and item.titel != item.naam
        else item.soort_naam
    )


def in_words(outcome: ShareOutcome, *, is_register: bool) -> Uitkomst:
    """Say what a round did, with its true counts; first what went wrong, and that nothing is lost."""
    done = _counts(outcome, is_register=is_register)
    if outcome.fault is not None:
        sentence = " ".join(part for part in (outcome.fault.sentence, done) if part)
        return Uitkomst(toon="error", zin=sentence, stap=outcome.fault.next_step)
    if outcome.cancelled:
        rest = tr("Gestopt. Wat nog niet weg was, blijft klaarstaan.")
        return Uitkomst(toon="info", zin=" ".join(part for part in (rest, done) if part))
    return Uitkomst(toon="success", zin=done or tr("Er was niets nieuws om te delen. Alles klopt."))


def _counts(outcome: ShareOutcome, *, is_register: bool) -> str:
    parts = []
    if outcome.ops_sent:
        parts.append(tr("{n} verstuurd.", n=counted(outcome.ops_sent, "wijziging", "wijzigingen")))
    if outcome.ops_received:
        parts.append(tr("{n} ontvangen.", n=counted(outcome.ops_received, "wijziging", "wijzigingen")))
    if outcome.ops_confirmed:
        parts.append(
            tr("{n} bevestigd.", n=counted(outcome.ops_confirmed, "wijziging", "wijzigingen"))
            if is_register
            else tr("De gemeente bevestigt er {n}.", n=outcome.ops_confirmed)
        )
    if outcome.ops_withheld:
        parts.append(
            tr("{n} hier.", n=counted(outcome.ops_withheld, "wijziging blijft", "wijzigingen blijven"))
        )
    return " ".join(parts)


def fingerprint_groups(digits: str) -> tuple[str, ...]:
    """Return the groups of a fingerprint, to read aloud one by one."""
    return tuple(part for part in digits.replace("-", " ").split() if part)
