"""Inburgering of one client: term, MAP, KNM, Z-route, school, exams, and what the gemeente could report to DUO."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.domain.duo import DuoAdvies
from app.domain.examens import UITSLAG_TE_VROEG, Examen, Examenonderdeel, Examenstand, Examenuitslag
from app.domain.inburgering import Inburgeringstraject, Leerroute, Wet, in_uren
from app.domain.records import Record
from app.domain.uren import (
    UREN_DATUMS,
    UREN_MEER_DAN_GEGEVEN,
    UREN_ONJUIST,
    UREN_TOEKOMST,
    Urensoort,
    Urenstaat,
)
from app.ports import Clock, Ids, Store
from app.services import inburgering, voortgang
from app.services.kalender import today
from app.services.veldnamen import value_in_words
from app.services.voortgang import Inburgeringstand
from ui.i18n import counted, joined, numeric_day, plain_day, tr
from ui.session import Session
from ui.viewmodels.dossier import PvtFacts, pvt_facts
from ui.viewmodels.editing import options_of
from ui.viewmodels.entries import EntryEditor, EntryKind, EntryLine, Question
from ui.viewmodels.live import LiveViewModel

WETTEN = options_of({Wet.WI2021: ("Wet inburgering 2021", ""), Wet.WI2013: ("Oude wet (2013)", "")})
ROUTES = (
    (Leerroute.B1.value, "B1-route", ""),
    (Leerroute.ONDERWIJS.value, "Onderwijsroute", ""),
    (Leerroute.ZELFREDZAAMHEID.value, "Zelfredzaamheidsroute", ""),
)
URENSOORTEN = options_of(
    {
        Urensoort.LES: ("Les", "school"),
        Urensoort.PARTICIPATIE: ("Meedoen (Z-route)", "clients"),
        Urensoort.MAP_PRAKTIJK: ("Praktijk MAP", "work"),
    }
)
ONDERDELEN = tuple((each.value, each.naam[:1].upper() + each.naam[1:], "") for each in Examenonderdeel)
UITSLAGEN = options_of(
    {
        Examenuitslag.NOG_NIET: ("Nog niet bekend", ""),
        Examenuitslag.GEHAALD: ("Gehaald", ""),
        Examenuitslag.NIET_GEHAALD: ("Niet gehaald", ""),
        Examenuitslag.NIET_GEWEEST: ("Niet geweest", ""),
        Examenuitslag.VRIJGESTELD: ("Vrijgesteld", ""),
    }
)
NIVEAUS = tuple((each, each, "") for each in ("A1", "A2", "B1", "B2"))
_NAMES = {key: name for key, name, _ in (*URENSOORTEN, *ONDERDELEN, *UITSLAGEN)}

TRAJECT = EntryKind(
    cls=Inburgeringstraject,
    adding="Traject invullen",
    changing="Traject wijzigen",
    questions=(
        Question(key="wet", caption="Welke wet geldt?", kind="one", options=WETTEN, needed=True),
        Question(key="leerroute", caption="Leerroute", kind="one", options=ROUTES),
        Question(key="kennisgeving_op", caption="Kennisgeving van DUO", kind="day"),
        Question(key="brp_op", caption="Ingeschreven in de BRP", kind="day", beside=True),
        Question(
            key="dagtekening_pip",
            caption="Dagtekening van het eerste PIP",
            kind="day",
            hint="De termijn begint een dag later.",
        ),
        Question(
            key="plicht_vanaf",
            caption="Oude wet: inburgeren vanaf",
            kind="day",
            hint="De dag in de brief van DUO.",
            beside=True,
        ),
        Question(
            key="herziene_pips",
            caption="Later veranderde PIP’s",
            kind="days",
            hint="Een nieuw PIP verandert de termijn niet.",
        ),
        Question(
            key="verlengingen",
            caption="Verlengingen van de termijn",
            kind="weeks",
            hint="DUO beslist. Neem de grond en de weken over uit de brief.",
        ),
        Question(key="school", caption="Taalschool", width=36),
        Question(key="school_vanaf", caption="Op school vanaf", kind="day", beside=True),
        Question(key="datum_eindgesprek_map", caption="Eindgesprek MAP", kind="day"),
        Question(key="datum_afronding_zroute", caption="Afronding Z-route", kind="day", beside=True),
        Question(
            key="afgeschaald_op",
            caption="Afgeschaald naar A2",
            kind="day",
            hint="De dag van het besluit van de gemeente.",
        ),
    ),
    start=lambda day: {"wet": Wet.WI2021},
    where={
        inburgering.PIP_TOEKOMST: "dagtekening_pip",
        inburgering.PIP_VOOR_KENNISGEVING: "dagtekening_pip",
        inburgering.PIP_VOLGORDE: "herziene_pips",
        inburgering.VERLENGING_ONJUIST: "verlengingen",
    },
    save=lambda store, clock, ids, record, key: _save_traject(store, clock, ids, record, key),
)
UREN = EntryKind(
    cls=Urenstaat,
    adding="Uren toevoegen",
    changing="Uren wijzigen",
    questions=(
        Question(key="urensoort", caption="Waarvoor?", kind="one", options=URENSOORTEN, needed=True),
        Question(key="van", caption="Eerste dag", kind="day", needed=True),
        Question(key="tot", caption="Laatste dag", kind="day", hint="Leeg laten bij één dag.", beside=True),
        Question(key="minuten", caption="Hoeveel uur was de cliënt er?", kind="hours", needed=True),
        Question(
            key="gegeven",
            caption="Hoeveel uur was er in deze tijd?",
            kind="hours",
            hint="Als de school dit zegt.",
            beside=True,
        ),
        Question(key="organisatie", caption="School of organisatie", most=100),
        Question(key="toelichting", caption="Opmerking"),
        Question(key="vervallen", caption="Deze regel telt niet mee (verkeerd ingevuld)", kind="check"),
    ),
    start=lambda day: {"urensoort": Urensoort.LES, "van": day, "minuten": None, "gegeven": None},
    where={
        UREN_DATUMS: "tot",
        UREN_TOEKOMST: "van",
        UREN_ONJUIST: "minuten",
        UREN_MEER_DAN_GEGEVEN: "gegeven",
    },
    save=lambda store, clock, ids, record, key: voortgang.save(store, clock, ids, record, key),
)
EXAMEN = EntryKind(
    cls=Examen,
    adding="Examen toevoegen",
    changing="Examen wijzigen",
    questions=(
        Question(key="onderdeel", caption="Welk examen?", kind="one", options=ONDERDELEN, needed=True),
        Question(key="datum", caption="Welke dag?", kind="day"),
        Question(key="uitslag", caption="Uitslag", kind="one", options=UITSLAGEN, needed=True),
        Question(key="niveau", caption="Niveau", kind="one", options=NIVEAUS),
        Question(key="plaats", caption="Plaats", most=100, width=30),
        Question(key="toelichting", caption="Opmerking"),
    ),
    start=lambda day: {"uitslag": Examenuitslag.NOG_NIET},
    where={UITSLAG_TE_VROEG: "uitslag"},
)


def _save_traject(store: Store, clock: Clock, ids: Ids, record: Record, key: str) -> tuple[str, Changes]:
    assert isinstance(record, Inburgeringstraject)
    return inburgering.save_traject(store, clock, ids, record, key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Something counted: done of needed, in words; `needed` 0 when nothing is asked."""

    caption: str
    done: int
    needed: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DuoFacts:
    """One report that a gemeente could make: the advice, whether it can, and why (not)."""

    title: str
    sentence: str
    possible: bool
    waiting: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InburgeringFacts:
    """What the page shows, in words."""

    naam: str
    traject: Inburgeringstraject | None
    termijn: tuple[tuple[str, str], ...]
    pvt: PvtFacts
    map_bar: Bar | None
    map_themas: tuple[tuple[str, bool], ...]
    map_words: str
    knm_themas: tuple[tuple[str, bool], ...]
    knm_words: str
    zroute: tuple[Bar, ...]
    zroute_words: str
    school: tuple[Bar, ...]
    school_words: str
    examens_words: str
    examens: tuple[EntryLine, ...]
    uren: tuple[EntryLine, ...]
    duo: tuple[DuoFacts, ...]
    regels: tuple[tuple[str, str, str, str], ...]


class InburgeringViewModel(LiveViewModel[InburgeringFacts]):
    """The page of one client's inburgering, with the three forms on it. `refused(Fault)` when a theme wasn't kept."""

    kinds = ("inburgeringstraject", "pvt_sessie", "urenstaat", "examen", "contactmoment", "inburgeraar")
    refused = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.traject = EntryEditor(session, TRAJECT, self)
        self.uren = EntryEditor(session, UREN, self)
        self.examen = EntryEditor(session, EXAMEN, self)
        self.editors = (self.traject, self.uren, self.examen)

    def open(self, dossier_id: str) -> None:
        """Show this client, and what was left unfinished."""
        if dossier_id != self.dossier_id:
            self.facts = None
        self.dossier_id = dossier_id
        for editor in self.editors:
            editor.load(dossier_id)
        self.wake()

    def query(self) -> Callable[[Store], InburgeringFacts]:
        dossier_id, day = self.dossier_id, today(self.session.clock)

        def read(store: Store) -> InburgeringFacts:
            with store.read() as reading:
                return facts_of(
                    voortgang.stand_in(reading, dossier_id, day),
                    reading.of_dossier(Urenstaat, dossier_id),
                    reading.of_dossier(Examen, dossier_id),
                )

        return read

    def change_traject(self) -> None:
        """Open the form over the trajectory, or over a new one."""
        known = self.facts.traject if self.facts else None
        if known is None:
            self.traject.begin()
        else:
            self.traject.change(known)

    def set_themes(self, field: str, themes: tuple[str, ...]) -> None:
        """Store which themes of the MAP (`map_themas`) or KNM (`knm_themas`) were covered."""
        known = self.facts.traject if self.facts else None
        wanted: Mapping[str, Any] = {field: themes}
        traject = replace(known or Inburgeringstraject(id="", dossier_id=self.dossier_id), **wanted)
        clock, ids = self.session.clock, self.session.ids
        self.session.act(
            lambda store: inburgering.save_traject(store, clock, ids, traject), self, None, self._refused
        )


def facts_of(
    stand: Inburgeringstand, uren: tuple[Urenstaat, ...], examens: tuple[Examen, ...]
) -> InburgeringFacts:
    """Put where an inburgering stands into words."""
    return InburgeringFacts(
        naam=stand.persoon.naam,
        traject=stand.traject,
        termijn=_term(stand),
        pvt=pvt_facts(stand.pvt, stand.today),
        map_bar=None
        if stand.map.geldt is False
        else _bar(tr("Praktijk"), stand.map.minuten, stand.map.minuten_nodig),
        map_themas=stand.map.themas,
        map_words=_map_words(stand),
        knm_themas=stand.knm.themas,
        knm_words=_knm_words(stand),
        zroute=_zroute(stand),
        zroute_words=_zroute_words(stand),
        school=_school(stand),
        school_words=_school_words(stand),
        examens_words=_exam_words(stand.examens),
        examens=tuple(_exam_line(each) for each in sorted(examens, key=_exam_order, reverse=True)),
        uren=tuple(_hours_line(each) for each in sorted(uren, key=lambda e: (e.laatste, e.id), reverse=True)),
        duo=tuple(_duo(each) for each in stand.duo),
        regels=tuple(
            (
                regel.key.replace("_", " "),
                " ".join(part for part in (value_in_words(regel.waarde), regel.eenheid) if part),
                tr("sinds {day}", day=numeric_day(regel.geldig_vanaf)),
                regel.bron + ("" if regel.bevestigd else tr(" (nog niet nagekeken)")),
            )
            for regel in stand.regels
        ),
    )


def _bar(caption: str, done: int, needed: int) -> Bar:
    words = tr("{done} van {total}", done=in_uren(done), total=in_uren(needed)) if needed else in_uren(done)
    return Bar(caption=caption, done=done, needed=needed, words=words)


def _term(stand: Inburgeringstand) -> tuple[tuple[str, str], ...]:
    traject = stand.traject
    if traject is None:
        return ()
    last = stand.einddatum - timedelta(days=1) if stand.einddatum else None
    pairs = [
        (tr("Wet"), value_in_words(traject.wet)),
        (tr("Leerroute"), value_in_words(traject.leerroute)),
        (tr("Groep"), value_in_words(stand.persoon.doelgroep)),
        (tr("Kennisgeving DUO"), _day(traject.kennisgeving_op)),
        (tr("In de BRP"), _day(traject.brp_op)),
        (tr("Eerste PIP"), _day(traject.dagtekening_pip)),
        (tr("Veranderd PIP"), joined([numeric_day(each) for each in traject.herziene_pips])),
        (tr("Termijn begint"), _day(stand.begin)),
        (tr("Laatste dag"), _last(last, stand.today)),
        (
            tr("Verlengd"),
            "; ".join(f"{each.weken} weken ({each.grond})" for each in traject.verlengingen),
        ),
        (tr("Taalschool"), traject.school),
        (tr("Op school vanaf"), _day(traject.school_vanaf)),
    ]
    keep = {tr("Wet"), tr("Leerroute"), tr("Laatste dag")}
    return tuple((name, value) for name, value in pairs if value or name in keep)


def _day(day: date | None) -> str:
    return numeric_day(day) if day else ""


def _last(last: date | None, day: date) -> str:
    if last is None:
        return tr("Nog niet bekend. Vul de dagtekening van het eerste PIP in.")
    left = (last - day).days
    if left < 0:
        return tr("{day}. De termijn is voorbij.", day=plain_day(last))
    return tr("{day}, nog {days}", day=plain_day(last), days=counted(left, "dag", "dagen"))


def _map_words(stand: Inburgeringstand) -> str:
    if stand.map.geldt is False:
        return tr("De MAP hoort niet bij deze leerroute of deze wet.")
    if stand.map.is_compleet:
        return tr("De MAP is klaar.")
    return tr("Nog nodig: {what}.", what="; ".join(stand.map.ontbreekt))


def _knm_words(stand: Inburgeringstand) -> str:
    if stand.knm.vrijgesteld:
        return tr("Vrijgesteld van het examen.")
    if stand.knm.gehaald_op:
        return tr("Het examen is gehaald op {day}.", day=plain_day(stand.knm.gehaald_op))
    return tr("Het examen is nog niet gehaald.")


def _zroute(stand: Inburgeringstand) -> tuple[Bar, ...]:
    route = stand.zroute
    if not route.geldt:
        return ()
    bars = [_bar(tr("Les"), route.cursus, route.cursus_nodig)]
    if route.participatie_nodig:
        bars.append(_bar(tr("Meedoen"), route.participatie, route.participatie_nodig))
    return tuple(bars)


def _zroute_words(stand: Inburgeringstand) -> str:
    route = stand.zroute
    if route.afgerond_op:
        return tr("Afgerond op {day}.", day=plain_day(route.afgerond_op))
    if route.uit_contacten:
        return tr("{hours} komt uit gesprekken met de begeleider.", hours=in_uren(route.uit_contacten))
    return tr("Gesprekken met de begeleider tellen mee als je dat bij het contact aanvinkt.")


def _school(stand: Inburgeringstand) -> tuple[Bar, ...]:
    bars = []
    down = stand.afschalen
    if down.geldt and not down.afgeschaald_op:
        bars.append(_bar(tr("Uren les tot afschalen kan"), down.minuten, down.minuten_nodig))
    presence = stand.aanwezigheid
    if presence.percentage is not None:
        bars.append(_bar(tr("Aanwezig"), presence.minuten, presence.gegeven))
    return tuple(bars)


def _school_words(stand: Inburgeringstand) -> str:
    down, parts = stand.afschalen, []
    if stand.aanwezigheid.percentage is not None:
        parts.append(tr("Aanwezig: {n} %.", n=stand.aanwezigheid.percentage))
    elif stand.aanwezigheid.minuten:
        parts.append(tr("{hours} les gevolgd.", hours=in_uren(stand.aanwezigheid.minuten)))
    if down.afgeschaald_op:
        parts.append(tr("Afgeschaald naar A2 op {day}.", day=plain_day(down.afgeschaald_op)))
    elif down.geldt and down.uren_genoeg:
        parts.append(tr("Er zijn genoeg uren om met de gemeente over A2 te praten."))
    return " ".join(parts) or tr("Er zijn nog geen uren les opgeschreven.")


def _exam_words(standen: tuple[Examenstand, ...]) -> str:
    if not standen:
        return tr("Deze leerroute heeft geen verplichte examens.")
    done = [each for each in standen if each.klaar is not None]
    left = [each.onderdeel.naam for each in standen if each.klaar is None]
    if not left:
        return tr("Alle examens zijn gehaald.")
    return tr("{done} van {total} klaar. Nog: {left}.", done=len(done), total=len(standen), left=joined(left))


def _exam_order(each: Examen) -> tuple[date, str]:
    return each.datum or date.max, each.id


def _exam_line(each: Examen) -> EntryLine:
    parts = [_day(each.datum), each.niveau.value, _NAMES[each.uitslag.value], each.plaats]
    return EntryLine(
        record=each,
        title=_NAMES[each.onderdeel.value],
        meta=" · ".join(part for part in parts if part),
        icon="success" if each.is_klaar else "calendar",
    )


def _hours_line(each: Urenstaat) -> EntryLine:
    when = _day(each.van) if each.tot in (None, each.van) else f"{_day(each.van)} tot en met {_day(each.tot)}"
    of = tr(" van {total}", total=in_uren(each.gegeven)) if each.gegeven else ""
    void = tr("telt niet mee") if each.vervallen else ""
    parts = [when, each.organisatie, each.toelichting, void]
    return EntryLine(
        record=each,
        title=f"{_NAMES[each.urensoort.value]}: {in_uren(each.minuten)}{of}",
        meta=" · ".join(part for part in parts if part),
        icon={"les": "school", "participatie": "clients", "map_praktijk": "work"}[each.urensoort.value],
    )


def _duo(advice: DuoAdvies) -> DuoFacts:
    day = f" {numeric_day(advice.datum)}" if advice.datum else ""
    return DuoFacts(
        title=f"{advice.onderdeel.value}{day}",
        sentence=advice.zin,
        possible=advice.kan,
        waiting=advice.datum is None,
        reasons=(*advice.redenen, *advice.let_op),
    )
