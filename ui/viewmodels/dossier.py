"""One dossier on one page: who it is, where the line stands, what is due, what was noticed, what happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from app.domain import deeldatum
from app.domain.doorgaande_lijn import Bestandsoverdracht
from app.domain.inburgeraar import Dossierstatus, Inburgeraar, Tolkvoorkeur
from app.domain.inburgering import Kernwaarde, PvtStand, in_uren
from app.domain.leefgebieden import Leefgebied
from app.domain.ops import Deelstand
from app.domain.records import Categorie
from app.domain.signalen import Signaalstand
from app.domain.toestemmingen import Besluit
from app.faults import Fault
from app.ports import SignalRow, Store
from app.services import dossiers
from app.services.doorgaande_lijn import open_transfers
from app.services.dossiers import DossierView, LineStep
from app.services.kalender import local, today
from app.services.toestemmingen import ConsentRow
from app.services.vandaag import DraftLine, draft_title
from app.services.veldnamen import value_in_words
from ui.i18n import apart, counted, joined, plain_day, relative_moment, short_day, tr
from ui.navigation import Route
from ui.session import Session
from ui.viewmodels.agenda import agenda_line
from ui.viewmodels.drafts import draft_lines
from ui.viewmodels.lines import Line, deadline_line
from ui.viewmodels.live import LiveViewModel
from ui.viewmodels.taken import TaskCommands, TaskFacts, task_facts
from ui.viewmodels.tijdlijn import History, history_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """One of the eight steps; `state` is `gedaan`, `onbekend`, `nu` or `later`."""

    title: str
    state: str
    note: str
    attention: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PvtFacts:
    """Where the PVT stands: minutes of what is needed, each value with whether it was covered, what is missing."""

    minutes: int
    needed: int
    words: str
    values: tuple[tuple[str, bool], ...]
    excursion: bool | None
    signed: str
    missing: str
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFacts:
    """Everything of the page, in words. `shielded` is True when a line is hidden from eyes in the household."""

    naam: str
    subtitle: str
    deelstand: str
    gesloten: str
    steps: tuple[StepFacts, ...]
    deadlines: tuple[Line, ...]
    agenda: tuple[Line, ...]
    signals: tuple[Line, ...]
    pvt: PvtFacts
    tasks: tuple[TaskFacts, ...]
    facts: tuple[tuple[str, str], ...]
    household: tuple[Line, ...]
    consents: tuple[tuple[str, str, bool], ...]
    not_asked: int
    drafts: tuple[Line, ...]
    conflicts: int
    history: History
    shielded: bool


class DossierViewModel(LiveViewModel[DossierFacts]):
    """`open(dossier)` shows one and writes in the access log that it was read. `reveal` shows what is shielded."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.revealed = False
        self.tasks = TaskCommands(session, self._refused, self)
        session.along.changed.connect(self._somebody_along)

    def open(self, dossier_id: str) -> None:
        """Show a dossier, shielded lines hidden, and note that somebody opened it."""
        if dossier_id != self.dossier_id:
            self.facts = None
        self.dossier_id, self.revealed = dossier_id, False
        self.session.act(lambda store: (None, dossiers.enter(store, dossier_id)), self, None, _unheard)
        self.wake()

    @property
    def along(self) -> bool:
        """True while somebody reads along."""
        return self.session.along.on

    def reveal(self, revealed: bool) -> None:
        """Show or hide what must not be read over somebody's shoulder; never while somebody reads along."""
        self.revealed = revealed and not self.along
        self.reload()

    def _somebody_along(self) -> None:
        if not self._asleep:
            self.reveal(False)

    def query(self) -> Callable[[Store], DossierFacts]:
        dossier_id, day, now = self.dossier_id, today(self.session.clock), self.session.clock.now()
        revealed, along, me = self.revealed and not self.along, self.along, self.session.profile.naam
        return lambda store: dossier_facts(
            dossiers.show(store, dossier_id, day), now, me, revealed=revealed, along=along
        )

    def close(self, then: Callable[[], object]) -> None:
        """Close the dossier today."""
        dossier_id, clock = self.dossier_id, self.session.clock
        self.session.act(
            lambda store: (None, dossiers.close(store, clock, dossier_id)),
            self,
            lambda _: then(),
            self._refused,
        )

    def reopen(self) -> None:
        """Open a closed dossier again."""
        dossier_id, clock = self.dossier_id, self.session.clock
        self.session.act(
            lambda store: (None, dossiers.reopen(store, clock, dossier_id)), self, None, self._refused
        )


def _unheard(fault: Fault) -> None:
    """The reading itself says the same, in its place."""


def dossier_facts(view: DossierView, now: datetime, me: str, *, revealed: bool, along: bool) -> DossierFacts:
    """Put a dossier into words for a moment."""
    persoon = view.persoon
    closed = persoon.status is Dossierstatus.GESLOTEN
    since = short_day(persoon.afgesloten_op, view.today) if persoon.afgesloten_op else ""
    hidden = any(row.beschermd for row in view.signals) or any(item.beschermd for item in view.timeline)
    return DossierFacts(
        naam=persoon.naam,
        subtitle=subtitle(persoon, view.leeftijd),
        deelstand=view.deelstand,
        gesloten=tr("Gesloten op {day}", day=since) if closed and since else tr("Gesloten") if closed else "",
        steps=steps_of(view.line, view.overdrachten, persoon.fase),
        agenda=tuple(agenda_line(each, view.today, named=False) for each in view.agenda),
        deadlines=tuple(
            deadline_line(item, view.today, named=False)
            for item in view.deadlines
            # An overdue signal stands among the signals already.
            if item.soort != "signaal"
        ),
        signals=tuple(signal_line(row, now, revealed=revealed) for row in view.signals),
        pvt=pvt_facts(view.pvt, view.today),
        tasks=tuple(
            task_facts(each, "", view.today, me)
            for each in view.tasks
            if not (along and Categorie.VEILIGHEID in each.inhoud_categorieen)
        ),
        facts=_facts(persoon),
        # A partner never reads along: while somebody does, nobody else's dossier is a press away.
        household=()
        if along
        else tuple(
            Line(
                key=each.dossier_id,
                title=apart(each.naam),
                meta=each.rol,
                icon="person",
                route=Route("dossier", {"dossier": each.dossier_id}),
            )
            for each in view.huishouden
        ),
        consents=tuple(_consent(row) for row in view.consents if _was_decided(row)),
        not_asked=sum(not _was_decided(row) for row in view.consents),
        drafts=draft_lines(
            tuple(DraftLine(draft=each, naam="", titel=draft_title(each.sleutel)) for each in view.drafts),
            now,
        ),
        conflicts=len(view.conflicts),
        history=history_of(view.timeline, now, revealed=revealed, along=along),
        shielded=hidden,
    )


def subtitle(persoon: Inburgeraar, leeftijd: int | None) -> str:
    """Return who it is at a glance: age, birth date, languages, interpreter, gemeente."""
    born = deeldatum.in_words(persoon.geboortedatum)
    age = counted(leeftijd, "jaar", "jaar") if leeftijd is not None and leeftijd >= 0 else ""
    when = f"{age} ({born})" if age else tr("geboortedatum onbekend")
    interpreter = ""
    if persoon.tolk_nodig:
        wish = {
            Tolkvoorkeur.VROUW: tr("tolk nodig, liever een vrouw"),
            Tolkvoorkeur.MAN: tr("tolk nodig, liever een man"),
        }
        interpreter = wish.get(persoon.tolkvoorkeur, tr("tolk nodig"))
    parts = (
        when,
        joined(list(persoon.talen)),
        interpreter,
        persoon.gemeente,
        tr("AMV") if persoon.amv else "",
    )
    return " · ".join(part for part in parts if part)


def steps_of(
    line: tuple[LineStep, ...], transfers: tuple[Bestandsoverdracht, ...], fase: int
) -> tuple[StepFacts, ...]:
    """Return the eight steps; step 7 asks for attention while a file that must travel along is still open."""
    waiting = open_transfers(transfers, fase)
    found = []
    for step in line:
        when = step.afgerond_op or step.begonnen_op
        note = short_month(when) if when else tr("niet bekend") if step.stand == "onbekend" else ""
        attention = step.nummer == 7 and fase >= 7 and waiting > 0
        if attention:
            note = tr("{n} open", n=waiting)
        found.append(StepFacts(title=step.titel, state=step.stand, note=note, attention=attention))
    return tuple(found)


def short_month(day: date) -> str:
    """Return `20 mei 2023` as short as it can be: `20-5-2023`."""
    return f"{day.day}-{day.month}-{day.year}"


def signal_line(row: SignalRow, now: datetime, *, revealed: bool) -> Line:
    """Return an open signal with where it stands and what the gemeente answered; shielded ones say nothing."""
    hidden = row.beschermd and not revealed
    stand = Signaalstand(row.stand)
    where = stand.naam
    if row.belegd_bij:
        where = tr("{stand} bij {who}", stand=stand.naam, who=row.belegd_bij)
    until = tr("uiterlijk {day}", day=short_day(row.uiterlijk, local(now).date())) if row.uiterlijk else ""
    meta = " · ".join(part for part in (where, relative_moment(row.stap_op, now), until) if part)
    answer = tr("Antwoord: {text}", text=row.toelichting) if row.toelichting else ""
    return Line(
        key=row.signaal_id,
        title=tr("Afgeschermd signaal") if hidden else Leefgebied(row.leefgebied).naam,
        meta=meta,
        text="" if hidden else (answer or row.titel),
        icon="private" if row.beschermd else "signal",
        urgentie=row.urgentie,
        deelstand=row.deelstand,
        route=Route("signaal", {"signaal": row.signaal_id}),
        dossier_id=row.dossier_id,
    )


def pvt_facts(stand: PvtStand, day: date) -> PvtFacts:
    """Put the standing of a PVT into words."""
    lacking = "; ".join(each.removeprefix("nog ") for each in stand.ontbreekt)
    missing = tr("Nog nodig: {what}.", what=lacking) if lacking else ""
    if stand.laatste_dag is not None and missing:
        last = plain_day(stand.laatste_dag)
        missing += " " + (
            tr("Kan tot en met {day}.", day=last)
            if (stand.dagen_over or 0) >= 0
            else tr("De termijn was {day}.", day=last)
        )
    return PvtFacts(
        minutes=stand.minuten,
        needed=stand.minuten_nodig,
        words=tr("{done} van {total}", done=in_uren(stand.minuten), total=in_uren(stand.minuten_nodig)),
        values=tuple((each.value, each in stand.kernwaarden) for each in Kernwaarde),
        excursion=stand.excursie_gedaan if stand.excursie_nodig else None,
        signed=short_day(stand.datum_ondertekening_pvt, day) if stand.datum_ondertekening_pvt else "",
        missing=missing,
        complete=stand.is_compleet,
    )


def _facts(persoon: Inburgeraar) -> tuple[tuple[str, str], ...]:
    place = ", ".join(
        part for part in (persoon.adres, f"{persoon.postcode} {persoon.woonplaats}".strip()) if part
    )
    until = plain_day(persoon.vergunning_tot) if persoon.vergunning_tot else ""
    status = "" if persoon.verblijfsstatus == "onbekend" else value_in_words(persoon.verblijfsstatus)
    spellings = joined([apart(each) for each in persoon.andere_spellingen])
    found = (
        (tr("Ook geschreven als"), spellings),
        (tr("Telefoon"), persoon.telefoon),
        (tr("E-mail"), persoon.email),
        (tr("Te bereiken"), persoon.bereikbaar_via),
        (tr("Adres"), tr("Geheim adres") if persoon.adres_geheim else place),
        (tr("Dialect"), persoon.dialect),
        (tr("Leest en schrijft"), value_in_words(persoon.kan_lezen)),
        (tr("Leest schrift"), joined(list(persoon.schriften))),
        (tr("Gekoppeld op"), plain_day(persoon.gekoppeld_op) if persoon.gekoppeld_op else ""),
        (tr("Verblijf"), ", ".join(p for p in (status, tr("tot {day}", day=until) if until else "") if p)),
        (tr("Huisarts"), persoon.huisarts),
        (tr("Verzekeraar"), persoon.zorgverzekeraar),
        (tr("School"), persoon.school),
        (tr("In het gezin"), persoon.rol_in_huishouden),
        (tr("Overzicht bij"), persoon.regisseur),
        (tr("Referentie"), persoon.klantreferentie),
        (tr("Gaat goed"), persoon.kracht),
        (tr("Wens"), persoon.wensen),
    )
    return tuple((name, value) for name, value in found if value)


_DECISIONS = {
    Besluit.GEGEVEN: "ja",
    Besluit.GEWEIGERD: "nee",
    Besluit.INGETROKKEN: "ingetrokken",
}


def _was_decided(row: ConsentRow) -> bool:
    return row.besluit is not None or row.geldt


def _consent(row: ConsentRow) -> tuple[str, str, bool]:
    if row.besluit is not None:
        said = tr(_DECISIONS[row.besluit])
        if row.besluit is Besluit.GEGEVEN and not row.geldt:
            said = tr("verlopen")
    else:
        said = tr("op een andere grond")
    return row.titel, said, row.geldt


def sharing_words(deelstand: str) -> str:
    """Say in a sentence what the state of sharing of a whole dossier means."""
    match Deelstand(deelstand):
        case Deelstand.BLIJFT_HIER:
            return tr("Niets van dit dossier is gedeeld. Er is niets wat nu weg mag.")
        case Deelstand.BIJ_GEMEENTE:
            return tr("Dit dossier staat bij de gemeente.")
        case Deelstand.VERWERKT:
            return tr("De gemeente heeft alles verwerkt wat gedeeld mag worden.")
        case Deelstand.WACHT:
            return tr("Er wachten wijzigingen om te delen.")
        case Deelstand.BESLUIT_NODIG | Deelstand.APART_GEZET | Deelstand.GEWEIGERD:
            return tr("Er is iets nodig voordat alles gedeeld is.")
        case _:
            return tr("Wijzigingen zijn onderweg naar de gemeente.")
