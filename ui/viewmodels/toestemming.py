"""Toestemming: where each purpose stands, in words that the client can follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Signal

from app.changes import Changes
from app.domain.toestemmingen import Besluit, Ontvanger, Toestemming, Wijze
from app.ports import Clock, Store
from app.services import (
    bestanden,
    catalogue,
    concepten,
    dossiers,
    intrekkingen,
    personen,
    toestemmingen,
    toestemmingsbladen,
)
from app.services.afgifte import MadeDocument
from app.services.intrekkingen import Intrekking
from app.services.kalender import today
from app.services.toestemmingen import ConsentOverview, ConsentRow, given
from app.services.weggaan import GRONDEN
from ui.i18n import apart, local, plain_day, short_moment, tr
from ui.viewmodels.live import LiveViewModel

JA, NEE, INGETROKKEN, VERLOPEN, OPEN, LATER = "ja", "nee", "ingetrokken", "verlopen", "open", "later"

ONTVANGERS = {
    Ontvanger.GEMEENTE: "de gemeente",
    Ontvanger.HUISARTS: "de huisarts",
    Ontvanger.JGZ: "de jeugdgezondheidszorg (JGZ)",
    Ontvanger.WIJKTEAM: "het wijkteam",
    Ontvanger.COLLEGA: "een andere begeleider",
    Ontvanger.CLIENT: "de cliënt",
}


def draft_key(dossier_id: str) -> str:
    """Return the key of an unfinished conversation."""
    return f"toestemming:{dossier_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoelRegel:
    """One purpose: `stand` is one of the words above, `meer` further states (renew, text changed), `meta` the proof."""

    doel: str
    titel: str
    stand: str
    uitleg: str
    meta: str = ""
    meer: tuple[str, ...] = ()
    onderweg: str = ""
    bellen: bool = False
    andere_gronden: tuple[str, ...] = ()
    kan_intrekken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DoelGroep:
    """The purposes for one kind of receiver."""

    titel: str
    regels: tuple[DoelRegel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToestemmingFeiten:
    """Everything of the overview. `geschiedenis` are lines (what, when and how), newest first."""

    naam: str
    samenvatting: str
    groepen: tuple[DoelGroep, ...]
    geschiedenis: tuple[tuple[str, str], ...]
    nog_niets: bool
    gesprek_begonnen: bool
    ouder: str


class ToestemmingViewModel(LiveViewModel[ToestemmingFeiten]):
    """The overview of one dossier. `printed(path)` when the client's copy was stored there."""

    printed = Signal(str)
    refused = Signal(object)
    kinds = ("toestemming", "grondslag", "inburgeraar")

    def show(self, dossier_id: str) -> None:
        """Show a dossier; opening it to read is noted once."""
        if dossier_id != self.dossier_id:
            self.dossier_id = dossier_id
            self.facts = None
            self.session.act(lambda store: (None, dossiers.enter(store, dossier_id)), self, None, _quiet)

    def query(self) -> Callable[[Store], ToestemmingFeiten]:
        dossier_id, clock = self.dossier_id, self.session.clock
        return lambda store: facts_of(store, dossier_id, today(clock), clock)

    def concerns(self, changes: Changes) -> bool:
        """Also the sending: a withdrawal that was confirmed shows here, and so does a draft that is gone."""
        return super().concerns(changes) or changes.concerns("delen", "concept")

    def proposed_name(self) -> str:
        """Return a name for the client's copy, without the client in it."""
        return f"toestemming-{today(self.session.clock):%Y-%m-%d}.pdf"

    def print_copy(self, path: str) -> None:
        """Make the client's own copy, store it at `path` and register it."""
        session, dossier_id = self.session, self.dossier_id

        def work() -> MadeDocument:
            store = session.tasks.call_store(lambda opened: opened)
            with bestanden.saving(path) as put:
                made = toestemmingsbladen.make(store, session.clock, session.ids, dossier_id)
                session.tasks.announce(made.changes, None)
                put(made.data)
            return made

        session.tasks.slow(work, self, lambda _: self.printed.emit(Path(path).name), self.refused.emit)


def _quiet(_fault: object) -> None:
    """Reading the same dossier says the same Fault in its place."""


def facts_of(store: Store, dossier_id: str, day: date, clock: Clock) -> ToestemmingFeiten:
    """Put where consent stands into words."""
    view = toestemmingen.overview(store, dossier_id, day)
    taken_back = intrekkingen.stands(store, clock, dossier_id)
    with store.read() as reading:
        naam = personen.require(reading, dossier_id).naam
    there = {row.doel: bool(given(view.geschiedenis, row.doel)) for row in view.rows}
    rows = {row.doel: _regel(row, view, taken_back, day, can=there[row.doel]) for row in view.rows}
    return ToestemmingFeiten(
        naam=apart(naam),
        samenvatting=_summary(tuple(rows.values())),
        groepen=_groups(view, rows),
        geschiedenis=tuple(_line(each, view) for each in view.geschiedenis),
        nog_niets=not view.geschiedenis,
        gesprek_begonnen=concepten.load(store, draft_key(dossier_id)) is not None,
        ouder=_parent(view),
    )


def _parent(view: ConsentOverview) -> str:
    if not view.ouder_beslist:
        return ""
    return tr("De cliënt is {age} jaar. Tot 16 jaar beslist een ouder of voogd.", age=view.leeftijd)


def _groups(view: ConsentOverview, rows: Mapping[str, DoelRegel]) -> tuple[DoelGroep, ...]:
    to_gemeente = [row.doel for row in view.rows if row.ontvanger is Ontvanger.GEMEENTE]
    sharing_out = [
        row.doel
        for row in view.rows
        if row.ontvanger is not Ontvanger.GEMEENTE and catalogue.doelen()[row.doel].categorieen
    ]
    rest = [row.doel for row in view.rows if row.doel not in {*to_gemeente, *sharing_out}]
    groups = (
        (tr("Delen met de gemeente"), to_gemeente),
        (tr("Overdracht aan anderen"), sharing_out),
        (tr("Alleen op dit apparaat"), rest),
    )
    return tuple(
        DoelGroep(titel=titel, regels=tuple(rows[code] for code in codes)) for titel, codes in groups if codes
    )


def _summary(rows: tuple[DoelRegel, ...]) -> str:
    yes = sum(row.stand == JA for row in rows)
    no = sum(row.stand in (NEE, INGETROKKEN) for row in rows)
    rest = len(rows) - yes - no
    parts = [tr("{n} keer ja", n=yes), tr("{n} keer nee of ingetrokken", n=no)]
    return " · ".join([*parts, tr("{n} niet gevraagd of verlopen", n=rest)])


def _stand(row: ConsentRow, day: date) -> str:
    if row.besluit is None:
        return OPEN
    if row.besluit is Besluit.INGETROKKEN:
        return INGETROKKEN
    if row.besluit is Besluit.GEWEIGERD:
        return NEE
    if row.tot is not None and row.tot <= day:
        return VERLOPEN
    if row.sinds is not None and row.sinds > day:
        return LATER
    return JA


def _regel(
    row: ConsentRow, view: ConsentOverview, taken_back: Mapping[str, Intrekking], day: date, *, can: bool
) -> DoelRegel:
    stand = _stand(row, day)
    record = next((each for each in view.geschiedenis if each.id == row.record_id), None)
    withdrawal = taken_back.get(row.doel) if stand == INGETROKKEN else None
    more = []
    if stand == JA and row.tot is not None and row.tot <= day + _renewal(day):
        more.append(tr("Vernieuwen voor {day}", day=plain_day(row.tot)))
    if stand == JA and row.door not in ("", "client") and not view.ouder_beslist:
        # What a parent said stands until the young person decides; from 16 on that is theirs.
        more.append(tr("Vraag het nu de cliënt zelf"))
    if stand == JA and row.tekst_verouderd:
        more.append(tr("De tekst is veranderd"))
    return DoelRegel(
        doel=row.doel,
        titel=row.titel,
        stand=stand,
        uitleg=row.bij_ja if stand == JA else row.bij_nee if stand in (NEE, INGETROKKEN) else row.uitleg,
        meta=_proof(record, stand) if record else "",
        meer=tuple(more),
        onderweg=str(withdrawal.stand) if withdrawal is not None and withdrawal.reist else "",
        bellen=withdrawal is not None and withdrawal.bellen,
        andere_gronden=tuple(
            tr(
                "Mag ook zonder toestemming: {ground}. {why}",
                ground=GRONDEN[ground.grondslag],
                why=ground.toelichting,
            )
            for ground in row.grondslagen
        ),
        kan_intrekken=can,
    )


def _renewal(day: date) -> timedelta:
    return timedelta(days=catalogue.regels("termijnen", day).getal("toestemming_waarschuwing_dagen"))


def _proof(record: Toestemming, stand: str) -> str:
    """Say since when, until when, how it was given, in which language and who interpreted."""
    parts = []
    if stand in (JA, LATER, VERLOPEN):
        parts.append(tr("van {day}", day=plain_day(record.vanaf)))
        if record.tot is not None:
            parts.append(tr("tot {day}", day=plain_day(record.tot)))
        parts.append(how(record))
    else:
        parts.append(tr("op {day}", day=plain_day(local(record.vastgelegd_op).date())))
    if record.taal != "nl":
        parts.append(tr("in het {language}", language=language_name(record.taal)))
    if record.tolk:
        parts.append(tr("tolk: {name}", name=apart(record.tolk)))
    if record.gegeven_door != "client":
        parts.append(tr("door {name}", name=apart(record.gegeven_door)))
    return " · ".join(parts)


def how(record: Toestemming) -> str:
    """Say how a decision was given."""
    if record.wijze is Wijze.HANDTEKENING:
        return tr("met handtekening")
    return (
        tr("mondeling, met {witness} erbij", witness=apart(record.getuige))
        if record.getuige
        else tr("mondeling")
    )


_DUTCH_NAMES = {
    "nl": "Nederlands",
    "en": "Engels",
    "ar": "Arabisch",
    "ti": "Tigrinya",
    "fa": "Farsi",
    "tr": "Turks",
    "fr": "Frans",
    "uk": "Oekraïens",
    "am": "Amhaars",
    "so": "Somalisch",
    "ku": "Koerdisch",
    "es": "Spaans",
    "de": "Duits",
}


def language_name(taal: str) -> str:
    """Return the Dutch name of a language of the texts."""
    return tr(_DUTCH_NAMES.get(taal, taal))


def _line(each: Toestemming, view: ConsentOverview) -> tuple[str, str]:
    titel = next((row.titel for row in view.rows if row.doel == each.doel), each.doel)
    word = {Besluit.GEGEVEN: tr("ja"), Besluit.GEWEIGERD: tr("nee"), Besluit.INGETROKKEN: tr("ingetrokken")}
    parts = [short_moment(each.vastgelegd_op), how(each) if each.besluit is Besluit.GEGEVEN else ""]
    parts.append(tr("in het {language}", language=language_name(each.taal)) if each.taal != "nl" else "")
    parts.append(tr("tolk: {name}", name=apart(each.tolk)) if each.tolk else "")
    parts.append(
        tr("vastgelegd door {name}", name=apart(each.vastgelegd_door)) if each.vastgelegd_door else ""
    )
    parts.append(tr("tekst {version}", version=each.tekst_versie) if each.tekst_versie else "")
    return f"{titel}: {word[each.besluit]}", " · ".join(part for part in parts if part)
