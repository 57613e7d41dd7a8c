"""One signal: what was noticed, its whole life, where it is now, the gemeente's answer, and the next steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from app.changes import Changes
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.ops import Deelstand
from app.domain.organisatie import Contactpersoon
from app.domain.signalen import NEEDS_REASON, OPEN_STANDEN, Signaalstand
from app.ports import Rol, SignalRow, Store
from app.services import catalogue, contactpersonen, hulp, personen, signaleringen
from app.services.kalender import today
from app.services.signaleringen import LifeStep, SignalView
from app.services.veldnamen import value_in_words
from ui.i18n import apart, counted, joined, relative_day, short_day, short_moment, tr
from ui.session import Session
from ui.viewmodels.bellen import CallLine, advice, call_lines
from ui.viewmodels.live import LiveViewModel

STEP_ICONS = {
    Signaalstand.GENOTEERD: "edit",
    Signaalstand.BESPROKEN: "chat",
    Signaalstand.GEMELD: "share",
    Signaalstand.ONTVANGEN: "inbox",
    Signaalstand.BELEGD: "person",
    Signaalstand.OPGEPAKT: "contact",
    Signaalstand.AFGESLOTEN: "success",
    Signaalstand.NIET_OPGEPAKT: "close",
}
_ANSWERS = frozenset(
    {Signaalstand.BELEGD, Signaalstand.OPGEPAKT, Signaalstand.AFGESLOTEN, Signaalstand.NIET_OPGEPAKT}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeLine:
    """One step that was taken: what, when and by whom, and what was said."""

    icon: str
    title: str
    meta: str
    text: str = ""
    answer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChoice:
    """A step that this role can take now. `question` is what it asks, `why` whether that must be answered."""

    stand: str
    word: str
    question: str
    why: bool = False
    assigns: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignaalFacts:
    """Everything of one signal in words."""

    signaal_id: str
    dossier_id: str
    client: str
    title: str
    remark: str
    domain: str
    urgency: str
    now: str
    now_detail: str
    overdue: str
    stays: str
    is_open: bool
    shielded: bool
    about_self: bool
    pairs: tuple[tuple[str, str], ...]
    life: tuple[LifeLine, ...]
    steps: tuple[StepChoice, ...]
    calls: tuple[CallLine, ...]
    helpers: tuple[str, ...]
    promise: date
    deelstand: str


class SignaalViewModel(LiveViewModel[SignaalFacts]):
    """One signal, and the steps that this role can take."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.signaal_id = ""

    @property
    def private(self) -> bool:
        """True while somebody reads along."""
        return self.session.along.on

    @property
    def for_volunteer(self) -> bool:
        """True when this role is led to the contactpersoon."""
        return self.session.profile.rol is not Rol.COORDINATOR

    def show(self, signaal_id: str) -> None:
        """Show this signal from now on."""
        if signaal_id != self.signaal_id:
            self.facts = None
        self.signaal_id = signaal_id

    def query(self) -> Callable[[Store], SignaalFacts]:
        signaal_id, now, practice = self.signaal_id, self.session.clock.now(), self.session.profile.practice
        day = today(self.session.clock)
        rol = self.session.profile.rol

        def read(store: Store) -> SignaalFacts:
            view = signaleringen.show(store, signaal_id)
            with store.read() as reading:
                persoon = personen.require(reading, view.signaal.dossier_id)
                person = contactpersonen.known(reading)
            return signaal_facts(
                view, persoon.gemeente, rol, now, day, practice=practice, contactpersoon=person
            )

        return read

    def concerns(self, changes: Changes) -> bool:
        return changes.concerns("signaal", "signaalstap", "delen", "inburgeraar", "organisatiegegevens")

    @property
    def today(self) -> date:
        return today(self.session.clock)


def signaal_facts(
    view: SignalView,
    gemeente: str,
    rol: Rol,
    now: datetime,
    day: date,
    *,
    practice: bool,
    contactpersoon: Contactpersoon | None = None,
) -> SignaalFacts:
    """Put a signal and its life into words."""
    signaal, rij = view.signaal, view.rij
    stand = Signaalstand(rij.stand)
    rules = catalogue.regels("termijnen", day)
    last = signaleringen.last_day(rij, rules)
    is_open = stand in OPEN_STANDEN
    routes = signaal.naar or hulp.usual_routes(signaal.leefgebied)
    return SignaalFacts(
        signaal_id=signaal.id,
        dossier_id=signaal.dossier_id,
        client=apart(rij.naam),
        title=signaal.vraag,
        remark=signaal.waarneming,
        domain=signaal.leefgebied.naam,
        urgency=signaal.urgentie.value,
        now=stand_in_words(stand, rij.belegd_bij),
        now_detail=_now_detail(rij, stand, last, day) if is_open else rij.toelichting,
        overdue=_overdue(last, day) if is_open and last < day else "",
        stays=_stays(view) if is_open and rol is not Rol.COORDINATOR else "",
        is_open=is_open,
        shielded=signaal.is_veiligheid,
        about_self=signaal.leefgebied is Leefgebied.BEGELEIDER_ZELF,
        pairs=_pairs(view, day, haste=rol is not Rol.COORDINATOR),
        life=tuple(_life_line(each, now) for each in view.life),
        steps=tuple(_choice(each, stand) for each in view.kan),
        calls=_calls(signaal.urgentie, routes, gemeente, day, contactpersoon, practice=practice),
        helpers=hulp.route_names(routes),
        promise=signaleringen.promise(Urgentie(signaal.urgentie), day),
        deelstand=rij.deelstand.value if rol is not Rol.COORDINATOR else "",
    )


_STANDEN = {
    Signaalstand.GENOTEERD: "Genoteerd",
    Signaalstand.BESPROKEN: "Besproken met de cliënt",
    Signaalstand.GEMELD: "Gemeld bij de contactpersoon",
    Signaalstand.ONTVANGEN: "Ontvangen door de gemeente",
    Signaalstand.BELEGD: "Belegd",
    Signaalstand.OPGEPAKT: "Opgepakt",
    Signaalstand.AFGESLOTEN: "Afgesloten",
    Signaalstand.NIET_OPGEPAKT: "Niet opgepakt",
}


def stand_in_words(stand: Signaalstand, who: str = "") -> str:
    """Return where a signal is, in words."""
    if stand is Signaalstand.BELEGD and who:
        return tr("Belegd bij {who}", who=apart(who))
    return tr(_STANDEN[stand])


_NEXT = {
    Signaalstand.GENOTEERD: "De volgende stap: bespreken of melden.",
    Signaalstand.BESPROKEN: "De volgende stap: de contactpersoon of de gemeente ontvangt het.",
    Signaalstand.GEMELD: "De volgende stap: de gemeente ontvangt het.",
    Signaalstand.ONTVANGEN: "De volgende stap: de coördinator kiest wie het oppakt.",
    Signaalstand.BELEGD: "De volgende stap: iemand pakt het op.",
    Signaalstand.OPGEPAKT: "De volgende stap: een resultaat.",
}


def _now_detail(rij: SignalRow, stand: Signaalstand, last: date, day: date) -> str:
    when = tr("Uiterlijk {day} ({span}).", day=short_day(last, day), span=relative_day(last, day))
    return f"{tr(_NEXT[stand])} {when}"


def _overdue(last: date, day: date) -> str:
    days = (day - last).days
    return tr("Dit signaal wacht al {span} te lang op een volgende stap.", span=counted(days, "dag", "dagen"))


def _calls(
    urgentie: Urgentie,
    routes: tuple[str, ...],
    gemeente: str,
    day: date,
    person: Contactpersoon | None,
    *,
    practice: bool,
) -> tuple[CallLine, ...]:
    found = advice(urgentie, routes, op=day, gemeente=gemeente, oefen=practice, contactpersoon=person)
    return (
        found.lines
        if found is not None
        else call_lines(routes, gemeente, oefen=practice, contactpersoon=person)
    )


def _stays(view: SignalView) -> str:
    """Why nobody at the gemeente will see this signal, `""` when it goes or may go."""
    if view.rij.deelstand is not Deelstand.BLIJFT_HIER:
        return ""
    if view.signaal.is_veiligheid:
        return tr("De gemeente ziet dit signaal niet. Bel zelf je contactpersoon.")
    return tr("De gemeente ziet dit signaal niet: daar is geen toestemming voor. Bel zelf wie kan helpen.")


def _pairs(view: SignalView, day: date, *, haste: bool) -> tuple[tuple[str, str], ...]:
    signaal = view.signaal
    discussed = tr("ja") if signaal.besproken else tr("nee")
    if signaal.niet_besproken_reden and not signaal.besproken:
        discussed = f"{discussed}: {signaal.niet_besproken_reden}"
    pairs = [
        (tr("Leefgebied"), signaal.leefgebied.naam),
        (tr("Van wie"), value_in_words(signaal.bron)),
        (tr("Genoteerd door"), apart(signaal.genoteerd_door)),
    ]
    if haste:
        pairs.insert(1, (tr("Hoe snel"), hulp.haste_in_words(signaal.urgentie, day)))
    if signaal.urgentie_reden:
        pairs.append((tr("Minder dringend, want"), signaal.urgentie_reden))
    if signaal.leefgebied is not Leefgebied.BEGELEIDER_ZELF:
        pairs.append((tr("Besproken met de cliënt"), discussed))
    if signaal.naar:
        pairs.append((tr("Bedoeld voor"), joined(list(hulp.route_names(signaal.naar)))))
    return tuple(pairs)


def _life_line(step: LifeStep, now: datetime) -> LifeLine:
    title = stand_in_words(step.stand, step.belegd_bij)
    if step.uit_delen:
        title = tr("Gedeeld met de gemeente") if step.stand is Signaalstand.GEMELD else title
    meta = [short_moment(step.op, now)]
    if step.door:
        meta.append(tr("door {who}", who=apart(step.door)))
    if step.uiterlijk:
        meta.append(tr("uiterlijk {day}", day=short_day(step.uiterlijk, now.date())))
    return LifeLine(
        icon=STEP_ICONS[step.stand],
        title=title,
        meta=" · ".join(meta),
        text=step.toelichting,
        answer=step.stand in _ANSWERS and bool(step.toelichting),
    )


def _choice(stand: Signaalstand, now: Signaalstand) -> StepChoice:
    reopens = now not in OPEN_STANDEN
    why = stand in NEEDS_REASON
    match stand:
        case Signaalstand.BESPROKEN:
            word, question = tr("Besproken met de cliënt"), tr("Wat sprak je af?")
        case Signaalstand.GEMELD:
            word, question = (
                tr("Gemeld bij de contactpersoon"),
                tr("Met wie sprak je, en wat is afgesproken?"),
            )
        case Signaalstand.BELEGD:
            word, question = tr("Opnieuw beleggen") if reopens else tr("Beleggen"), tr("Toelichting")
        case Signaalstand.OPGEPAKT:
            word = tr("Opnieuw oppakken") if reopens else tr("Oppakken")
            question = tr("Wat gaat er gebeuren?")
        case Signaalstand.AFGESLOTEN:
            word, question = tr("Afsluiten"), tr("Wat is het resultaat?")
        case _:
            word, question = tr("Niet oppakken"), tr("Waarom niet?")
    hint = tr("Wie het noteerde, leest dit als antwoord.") if stand in _ANSWERS else ""
    return StepChoice(
        stand=stand.value,
        word=word,
        question=question,
        why=why,
        assigns=stand is Signaalstand.BELEGD,
        hint=hint,
    )
