"""Vandaag: what needs somebody today, for who visits and for who coordinates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain.signalen import Signaalstand
from app.ports import BatchStand, SignalRow, Store
from app.services import kopieplan, vandaag
from app.services.agenda import AgendaLine
from app.services.signaleringen import OverdueSignal
from app.services.vandaag import DraftLine, Vandaag, VandaagCoordinator
from app.services.vragen import QuestionView
from ui.i18n import apart, counted, long_day, relative_moment, short_day, tr
from ui.navigation import Route
from ui.session import Session
from ui.viewmodels.agenda import agenda_line
from ui.viewmodels.drafts import draft_lines
from ui.viewmodels.lines import Line, deadline_line
from ui.viewmodels.live import LiveViewModel
from ui.viewmodels.taken import TaskCommands, TaskFacts, task_facts
from ui.viewmodels.veiligheid import backup_reminder
from ui.viewmodels.vragen import question_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of lines under a heading; `aside` stands in the narrow column."""

    key: str
    title: str
    icon: str
    lines: tuple[Line, ...]
    aside: bool = False
    more: str = ""
    more_route: Route | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartFacts:
    """Everything of the start screen. `decisions` is a sentence when a person has to choose, else empty.

    `backup` is one when it is time for a reservekopie.
    """

    subtitle: str
    sections: tuple[Section, ...]
    tasks: tuple[TaskFacts, ...] = ()
    decisions: str = ""
    clients: int = 0
    backup: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.sections or self.tasks or self.decisions)


class VandaagViewModel(LiveViewModel[StartFacts]):
    """The start screen of this profile's role; `tasks` ticks them off."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.for_coordinator = session.profile.is_register
        self.tasks = TaskCommands(session, self._refused, self)

    def query(self) -> Callable[[Store], StartFacts]:
        clock = self.session.clock
        now = clock.now()
        if self.for_coordinator:
            return lambda store: _reminded(
                coordinator_facts(vandaag.for_coordinator(store, clock), now), store, now
            )
        return lambda store: _reminded(volunteer_facts(vandaag.for_volunteer(store, clock), now), store, now)


def _reminded(facts: StartFacts, store: Store, now: datetime) -> StartFacts:
    """Add that it is time for a backup; in the practice world nothing would be lost."""
    if store.profile.practice:
        return facts
    with store.read() as reading:
        return replace(facts, backup=backup_reminder(kopieplan.stand(reading, now), facts.clients))


def volunteer_facts(view: Vandaag, now: datetime) -> StartFacts:
    """Put what a volunteer or begeleider should see into words."""
    sections = (
        _agenda(view.agenda, view.op),
        _drafts(view.drafts, now),
        _questions(view.questions, now, tr("Antwoord op je vraag")),
        _answers(view.answers, now),
        _overdue(view.overdue),
        Section(
            key="termijnen",
            title=tr("Termijnen"),
            icon="calendar",
            lines=tuple(deadline_line(item, view.op, named=True) for item in view.deadlines),
        ),
    )
    return StartFacts(
        subtitle=_day(view.op),
        sections=tuple(each for each in sections if each.lines),
        tasks=tuple(task_facts(each.taak, each.naam, view.op, view.naam) for each in view.tasks),
        decisions=_decisions(view.decisions),
        clients=view.clients,
    )


def coordinator_facts(view: VandaagCoordinator, now: datetime) -> StartFacts:
    """Put what a coordinator should see into words."""
    sections = (
        _batches(view, now),
        replace(_undecided(view.undecided, now), more=tr("Alle signalen"), more_route=Route("signalen")),
        _questions(view.questions, now, tr("Vragen om te beantwoorden")),
        _overdue(view.overdue),
        replace(_drafts(view.drafts, now), aside=True),
    )
    count = counted(view.clients, "cliënt", "cliënten")
    devices = counted(view.devices, "apparaat", "apparaten")
    return StartFacts(
        subtitle=f"{_day(view.op)} · {count} · {devices}",
        sections=tuple(each for each in sections if each.lines),
        decisions=_decisions(len(view.conflicts)),
        clients=view.clients,
    )


def _day(day: date) -> str:
    words = long_day(day)
    return words[:1].upper() + words[1:]


def _decisions(count: int) -> str:
    if not count:
        return ""
    if count == 1:
        return tr("Eén verschil wacht op een keuze van jou.")
    return tr("{n} verschillen wachten op een keuze van jou.", n=count)


def _agenda(found: tuple[AgendaLine, ...], day: date) -> Section:
    return Section(
        key="agenda",
        title=tr("Afspraken"),
        icon="calendar",
        lines=tuple(agenda_line(each, day) for each in found),
        more=tr("Naar de agenda"),
        more_route=Route("agenda"),
    )


def _questions(found: tuple[QuestionView, ...], now: datetime, title: str) -> Section:
    return Section(
        key="vragen",
        title=title,
        icon="question",
        # Others may look along on the start screen: what is about safety isn't read there.
        lines=tuple(replace(question_line(each, now, revealed=False), deelstand="") for each in found),
        more=tr("Alle vragen"),
        more_route=Route("vragen"),
    )


def _drafts(drafts: tuple[DraftLine, ...], now: datetime) -> Section:
    return Section(
        key="concepten", title=tr("Verder waar je was"), icon="edit", lines=draft_lines(drafts, now)
    )


def _stand(row: SignalRow) -> str:
    """Say where a signal stands without saying what it is about: others may look along."""
    stand = Signaalstand(row.stand)
    if stand is Signaalstand.BELEGD:
        return tr("Signaal ligt bij {who}", who=row.belegd_bij) if row.belegd_bij else tr("Signaal is belegd")
    if stand is Signaalstand.OPGEPAKT and row.belegd_bij:
        return tr("Signaal is opgepakt door {who}", who=row.belegd_bij)
    return tr("Signaal is {stand}", stand=stand.naam)


def _answers(rows: tuple[SignalRow, ...], now: datetime) -> Section:
    lines = []
    for row in rows:
        until = tr("uiterlijk {day}", day=short_day(row.uiterlijk, now.date())) if row.uiterlijk else ""
        meta = " · ".join(
            part for part in (apart(row.naam), relative_moment(row.stap_op, now), until) if part
        )
        lines.append(_signal_line(row, _stand(row), meta, "answer"))
    return Section(key="antwoorden", title=tr("Antwoord gekregen"), icon="answer", lines=tuple(lines))


def _signal_line(row: SignalRow, title: str, meta: str, icon: str) -> Line:
    return Line(
        key=row.signaal_id,
        title=title,
        meta=meta,
        icon=icon,
        urgentie=row.urgentie,
        route=Route("signaal", {"signaal": row.signaal_id}),
        dossier_id=row.dossier_id,
    )


def _overdue(rows: tuple[OverdueSignal, ...]) -> Section:
    return Section(
        key="te-laat",
        title=tr("Signalen die te lang wachten"),
        icon="clock",
        lines=tuple(
            _signal_line(
                each.rij,
                apart(each.rij.naam),
                tr(
                    "Wacht {span} langer dan afgesproken · {stand}",
                    span=counted(each.dagen, "dag", "dagen"),
                    stand=Signaalstand(each.rij.stand).naam,
                ),
                "clock",
            )
            for each in rows
        ),
    )


def _undecided(rows: tuple[SignalRow, ...], now: datetime) -> Section:
    return Section(
        key="te-beslissen",
        title=tr("Signalen om te beleggen"),
        icon="signal",
        lines=tuple(
            _signal_line(
                row,
                apart(row.naam),
                tr(
                    "Genoteerd {when} door {who}",
                    when=relative_moment(row.genoteerd_op, now),
                    who=row.genoteerd_door or tr("onbekend"),
                ),
                "signal",
            )
            for row in rows
        ),
    )


_BATCH_WORDS = {
    BatchStand.BINNEN: "klaar om te bekijken",
    BatchStand.WACHT_OP_DEEL: "wacht op een eerder deel",
    BatchStand.GEWEIGERD: "geweigerd",
}


def _batches(view: VandaagCoordinator, now: datetime) -> Section:
    lines = []
    for each in view.batches:
        since = relative_moment(each.sinds, now) if each.sinds else ""
        words = tr(_BATCH_WORDS.get(each.batch.stand, str(each.batch.stand)))
        count = counted(each.batch.count, "wijziging", "wijzigingen")
        lines.append(
            Line(
                key=each.batch.digest,
                title=tr("Van {who}", who=each.apparaat),
                meta=" · ".join(part for part in (count, since, words) if part),
                icon="inbox",
                route=Route("postvak"),
            )
        )
    return Section(
        key="postvak",
        title=tr("Nieuw in het postvak"),
        icon="inbox",
        lines=tuple(lines),
        more=tr("Naar het postvak"),
        more_route=Route("postvak"),
    )
