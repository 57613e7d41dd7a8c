"""The page about safety: backups, who can open this profile, travel, and whether all is sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from app.ports import Store, VerifyReport
from app.services import controle, kopieplan, travel
from app.services.backups import Rehearsal
from app.services.kopieplan import KopieStand
from app.services.teruggezet import Teruggezet
from ui.i18n import counted, joined, relative_moment, short_moment, tr
from ui.session import Session
from ui.viewmodels.bewaking import Safekeeping
from ui.viewmodels.live import LiveViewModel


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyFacts:
    """`ways` are the ways in; `travelling` since when in words (`""`: not); `checked` the last check in words."""

    kopie: KopieStand
    kopie_words: str
    kopie_tone: str
    ways: frozenset[str]
    travelling: str
    checked: str


class VeiligheidViewModel(LiveViewModel[SafetyFacts]):
    """`said(tone, sentence, detail)` after a backup; `verified(tone, sentence, findings)` after a check."""

    said = Signal(str, str, str)
    verified = Signal(str, str, object)
    check_parts = 5

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.keeping: Safekeeping = session.safekeeping or Safekeeping(
            session.tasks, session.clock, session.keyring, self
        )
        self.keeping.backed_up.connect(self._backed_up)
        self.keeping.backup_failed.connect(self._not_backed_up)
        self.keeping.checked.connect(self._checked)
        self.keeping.check_failed.connect(self._not_checked)

    def query(self) -> Callable[[Store], SafetyFacts]:
        now = self.session.clock.now()
        keyring = self.session.keyring

        def work(store: Store) -> SafetyFacts:
            with store.read() as reading:
                stand = kopieplan.stand(reading, now)
                since = travel.since(reading)
                last = controle.last(reading)
            words, tone = _backup_words(stand, relative_moment(stand.laatst, now) if stand.laatst else "")
            if last is None:
                checked = tr("nog nooit")
            elif last.bevindingen:
                found = counted(last.bevindingen, "ding klopt niet", "dingen kloppen niet")
                checked = f"{relative_moment(last.op, now)}. {found}."
            else:
                checked = f"{relative_moment(last.op, now)}. {tr('Alles klopte.')}"
            return SafetyFacts(
                kopie=stand,
                kopie_words=words,
                kopie_tone=tone,
                ways=keyring.ways_in() if keyring is not None else frozenset(),
                travelling=since,
                checked=checked,
            )

        return work

    # -- backups

    def choose_place(self, path: str) -> None:
        """Let backups go to a folder or stick, and make the first one there now."""
        if not path:
            return

        def chosen(_: object) -> None:
            self.reload()
            self.keeping.back_up(path)

        self.session.act(
            lambda store: (None, kopieplan.choose_place(store, path)), self, chosen, self._refused_change
        )

    def back_up(self) -> None:
        """Make a backup now, where they go."""
        if self.facts is not None and self.facts.kopie.plek:
            self.keeping.back_up(self.facts.kopie.plek)

    def by_itself(self, on: bool) -> None:
        """Make them by themselves after unlocking, or no longer."""
        self.session.act(
            lambda store: (None, kopieplan.make_by_itself(store, on)),
            self,
            lambda _: self.reload(),
            self._refused_change,
        )

    def _refused_change(self, fault: Fault) -> None:
        self.said.emit("error", fault.sentence, fault.next_step)

    def _backed_up(self, done: Rehearsal) -> None:
        self.said.emit(
            "success",
            tr("Reservekopie {n} is gemaakt en nagekeken.", n=done.number),
            tr("Bestand: {name}. De drie nieuwste blijven bewaard.", name=done.path.name),
        )
        self.reload()

    def _not_backed_up(self, fault: Fault, asked: bool) -> None:
        self.said.emit("error", fault.sentence, fault.next_step)

    # -- checks

    def verify(self) -> None:
        """Look at everything now."""
        self.keeping.check()

    def _checked(self, report: VerifyReport, _reason: str) -> None:
        self.verified.emit(*check_words(report))
        self.reload()

    def _not_checked(self, fault: Fault) -> None:
        self.verified.emit("error", f"{fault.sentence} {fault.next_step}", ())


def check_words(report: VerifyReport) -> tuple[str, str, tuple[str, ...]]:
    """Return the tone, one sentence and the findings of a check."""
    if report.ok:
        words = tr(
            "Alles klopt: {records} en {rows} nagekeken.",
            records=counted(report.records, "stuk", "stukken"),
            rows=counted(report.log_rows, "logregel", "logregels"),
        )
        return "success", words, ()
    found = counted(len(report.findings), "ding klopt niet", "dingen kloppen niet")
    return "error", tr("{found}. Gooi niets weg en bel je coördinator.", found=found), report.findings


def _backup_words(stand: KopieStand, when: str) -> tuple[str, str]:
    if stand.laatst is None:
        return tr("Er is nog geen reservekopie. Gaat deze computer stuk, dan ben je alles kwijt."), "warning"
    if stand.dagen is not None:
        days = counted(stand.dagen, "dag", "dagen")
        return tr("De laatste reservekopie is {days} oud. Maak een nieuwe.", days=days), "warning"
    return tr("De laatste reservekopie is gemaakt en nagekeken: {when}.", when=when), "success"


def backup_reminder(stand: KopieStand, clients: int) -> str:
    """Return one sentence for the start screen when it is time for a backup; `""` when it isn't."""
    if stand.dagen is None or (stand.laatst is None and not clients):
        return ""
    if stand.laatst is None:
        return tr("Er is nog geen reservekopie van je dossiers.")
    days = counted(stand.dagen, "dag", "dagen")
    return tr("Je laatste reservekopie is {days} oud.", days=days)


def restored_words(news: Teruggezet, now: datetime) -> tuple[str, str]:
    """Return what to tell of a profile that was put back, saved or rolled back: a sentence, and what to do."""
    replayed = []
    if news.ingetrokken:
        replayed.append(counted(news.ingetrokken, "intrekking", "intrekkingen"))
    if news.gewist:
        replayed.append(counted(news.gewist, "gewist stuk", "gewiste stukken"))
    since = tr("Opnieuw uitgevoerd: {what}.", what=joined(replayed)) if replayed else ""
    if news.gered:
        words = tr("Dit profiel is gered uit een beschadigd dossierbestand. Er kan iets ontbreken.")
        rest = tr("Gebruik het beschadigde profiel niet meer.")
    elif news.gemaakt_op is not None:
        moment = short_moment(news.gemaakt_op, now)
        words = tr("Je profiel is teruggezet. Het is zoals het was op {moment}.", moment=moment)
        rest = tr("Deel eerst: dan hoort dit profiel wat er daarna gebeurde. Gebruik het oude niet meer.")
    else:
        words = tr("Dit dossierbestand is van een eerder moment. Wat je daarna deed, staat er niet in.")
        rest = tr("Heb jij het niet teruggezet? Bel dan je coördinator.")
    return words, " ".join(part for part in (since, rest) if part)
