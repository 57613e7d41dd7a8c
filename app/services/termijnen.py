"""Deadlines: derived from what is known, never typed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.agenda import Agendapunt, Agendastand
from app.domain.inburgeraar import Dossierstatus, Inburgeraar
from app.domain.inburgering import (
    Inburgeringstraject,
    PvtSessie,
    PvtStand,
    add_years,
    begin_termijn,
    laatste_dag_termijn,
    pip_uiterlijk,
    pvt_stand,
)
from app.domain.ops import Deelstand
from app.domain.plan import PlanVanAanpak, current
from app.domain.records import R
from app.domain.regels import Regelset
from app.domain.toestemmingen import Besluit, Doelentabel, Ontvanger, Toestemming, newest_per_doel
from app.ports import Reading, SignalRow, Store
from app.services import catalogue
from app.services.kalender import add_months, day_of
from app.services.signaleringen import overdue_rows


class DeadlineSoort(StrEnum):
    PIP = "pip"
    TERMIJN = "termijn"
    PVT = "pvt"
    VERGUNNING = "vergunning"
    ACHTTIEN = "achttien"
    SIGNAAL = "signaal"
    TOESTEMMING = "toestemming"
    BEWAREN = "bewaren"
    PLAN = "plan"
    BEZOEK = "bezoek"
    INTREKKING = "intrekking"


class Nadruk(StrEnum):
    """How loud a deadline is: over its date, within weeks, within months, or just to know."""

    VERLOPEN = "verlopen"
    DICHTBIJ = "dichtbij"
    OP_KOMST = "op_komst"
    RUSTIG = "rustig"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day that matters for one dossier; `tekst` says what, in a short sentence. `dagen` is below 0 once past."""

    dossier_id: str
    naam: str
    soort: DeadlineSoort
    datum: date
    tekst: str
    urgentie: Nadruk
    dagen: int
    record_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFacts:
    """What deadlines are derived from, for one dossier."""

    persoon: Inburgeraar
    traject: Inburgeringstraject | None
    sessies: Sequence[PvtSessie]
    toestemmingen: Sequence[Toestemming]
    signals: Sequence[SignalRow]
    laatste_contact: date | None = None
    volgend_bezoek: date | None = None
    bespreken_op: date | None = None


_SHOW_EXPIRED_DAYS = 90
"""How long after its day a consent that ran out, or an 18th birthday, is still mentioned."""


def of_dossier(store: Store, dossier_id: str, today: date) -> tuple[Deadline, ...]:
    """Return the deadlines of one dossier, soonest first; none for an unknown dossier."""
    with store.read() as reading:
        return of_dossier_in(reading, dossier_id, today)


def of_dossier_in(reading: Reading, dossier_id: str, today: date) -> tuple[Deadline, ...]:
    """The same inside a reading that is already open."""
    persoon = reading.get(Inburgeraar, dossier_id)
    if persoon is None:
        return ()
    talked = reading.last_contacts(dossier_id).get(dossier_id)
    facts = DossierFacts(
        persoon=persoon,
        traject=next(iter(reading.of_dossier(Inburgeringstraject, dossier_id)), None),
        sessies=reading.of_dossier(PvtSessie, dossier_id),
        toestemmingen=reading.of_dossier(Toestemming, dossier_id),
        signals=reading.signals(dossier_id=dossier_id),
        laatste_contact=day_of(talked) if talked else None,
        volgend_bezoek=_planned(reading.of_dossier(Agendapunt, dossier_id), today).get(dossier_id),
        bespreken_op=_reviews(reading.of_dossier(PlanVanAanpak, dossier_id)).get(dossier_id),
    )
    calls = _unanswered(reading, {dossier_id: persoon}, facts.toestemmingen, today)
    return tuple(sorted((*derive(facts, today, catalogue.doelen()), *calls), key=_order))


def _unanswered(
    reading: Reading, people: Mapping[str, Inburgeraar], said: Iterable[Toestemming], today: date
) -> Iterable[Deadline]:
    """Return the withdrawals that the gemeente should have confirmed by now: somebody must telephone."""
    wait = timedelta(days=catalogue.regels("termijnen", today).getal("intrekking_bevestiging_dagen"))
    gone = [
        each
        for each in said
        if each.besluit is Besluit.INGETROKKEN
        and each.ontvanger is Ontvanger.GEMEENTE
        and day_of(each.vastgelegd_op) + wait <= today
    ]
    shares = reading.shares([each.id for each in gone])
    for each in gone:
        if shares[each.id].stand in _SETTLED or each.dossier_id not in people:
            continue
        due = day_of(each.vastgelegd_op) + wait
        yield Deadline(
            dossier_id=each.dossier_id,
            naam=people[each.dossier_id].naam,
            soort=DeadlineSoort.INTREKKING,
            datum=due,
            tekst="Bel de gemeente: de intrekking is nog niet bevestigd.",
            urgentie=Nadruk.VERLOPEN,
            dagen=(due - today).days,
            record_id=each.id,
        )


_SETTLED = (Deelstand.BLIJFT_HIER, Deelstand.BIJ_GEMEENTE, Deelstand.ONTVANGEN, Deelstand.VERWERKT)


def everywhere(store: Store, today: date, *, loud_only: bool = True) -> tuple[Deadline, ...]:
    """Return the deadlines of all open dossiers, soonest first; without the quiet ones unless asked."""
    with store.read() as reading:
        return everywhere_in(reading, today, loud_only=loud_only)


def everywhere_in(reading: Reading, today: date, *, loud_only: bool = True) -> tuple[Deadline, ...]:
    """The same inside a reading that is already open. Reads each kind once, whatever the number of dossiers."""
    trajecten = {item.dossier_id: item for item in reading.everything(Inburgeringstraject)}
    sessies = _by_dossier(reading.everything(PvtSessie))
    toestemmingen = _by_dossier(reading.everything(Toestemming))
    signals: dict[str, list[SignalRow]] = {}
    for row in reading.signals():
        signals.setdefault(row.dossier_id, []).append(row)
    talked = reading.last_contacts()
    planned = _planned(reading.everything(Agendapunt), today)
    found: list[Deadline] = []
    people: dict[str, Inburgeraar] = {}
    reviews = _reviews(reading.everything(PlanVanAanpak))
    for persoon in reading.everything(Inburgeraar):
        facts = DossierFacts(
            persoon=persoon,
            traject=trajecten.get(persoon.id),
            sessies=sessies.get(persoon.id, ()),
            toestemmingen=toestemmingen.get(persoon.id, ()),
            signals=signals.get(persoon.id, ()),
            laatste_contact=day_of(talked[persoon.id]) if persoon.id in talked else None,
            volgend_bezoek=planned.get(persoon.id),
            bespreken_op=reviews.get(persoon.id),
        )
        people[persoon.id] = persoon
        found.extend(derive(facts, today, catalogue.doelen()))
    every = (each for group in toestemmingen.values() for each in group)
    found.extend(_unanswered(reading, people, every, today))
    if loud_only:
        found = [item for item in found if item.urgentie is not Nadruk.RUSTIG]
    return tuple(sorted(found, key=_order))


def _planned(agenda: Iterable[Agendapunt], today: date) -> dict[str, date]:
    """Return per dossier the first appointment that is still to come."""
    first: dict[str, date] = {}
    for each in agenda:
        day = day_of(each.begint_op)
        if each.stand is Agendastand.GEPLAND and day >= today:
            first[each.dossier_id] = min(day, first.get(each.dossier_id, day))
    return first


def _by_dossier(records: Iterable[R]) -> dict[str, list[R]]:
    grouped: dict[str, list[R]] = {}
    for record in records:
        grouped.setdefault(record.dossier_id, []).append(record)
    return grouped


def _order(item: Deadline) -> tuple[date, str, str]:
    return (item.datum, item.naam, item.soort)


def derive(facts: DossierFacts, today: date, doelen: Doelentabel) -> tuple[Deadline, ...]:
    """Derive every deadline of one dossier, soonest first. A closed dossier has only its retention end."""
    termijnen = catalogue.regels("termijnen", today)
    if facts.persoon.status is Dossierstatus.GESLOTEN:
        return tuple(_bewaren(facts.persoon, termijnen, today))
    found = [
        *_inburgering(facts, termijnen, today),
        *_vergunning(facts.persoon, termijnen, today),
        *_achttien(facts.persoon, termijnen, today),
        *_signalen(facts, termijnen, today),
        *_bezoek(facts, termijnen, today),
        *_plan(facts, today),
        *_toestemmingen(facts, termijnen, doelen, today),
    ]
    return tuple(sorted(found, key=_order))


def _reviews(plans: Iterable[PlanVanAanpak]) -> dict[str, date]:
    """Return per dossier the day on which its plan is looked at again: the newest frame says."""
    newest = sorted(current(plans), key=lambda each: (each.vastgelegd_op, each.id))
    return {each.dossier_id: each.bespreken_op for each in newest if each.bespreken_op is not None}


def _plan(facts: DossierFacts, today: date) -> Iterable[Deadline]:
    """A plan is talked about again on the day that was agreed; loud in the week before it, and after it."""
    day = facts.bespreken_op
    if day is None:
        return
    near = (day - today).days
    loud = Nadruk.VERLOPEN if near < 0 else Nadruk.DICHTBIJ if near <= 7 else Nadruk.RUSTIG
    yield _deadline(facts.persoon, DeadlineSoort.PLAN, day, "Plan weer samen bespreken", loud, today)


def _deadline(
    persoon: Inburgeraar,
    soort: DeadlineSoort,
    datum: date,
    tekst: str,
    urgentie: Nadruk,
    today: date,
    record_id: str = "",
) -> Deadline:
    return Deadline(
        dossier_id=persoon.id,
        naam=persoon.naam,
        soort=soort,
        datum=datum,
        tekst=tekst,
        urgentie=urgentie,
        dagen=(datum - today).days,
        record_id=record_id,
    )


def _nadruk(datum: date, today: date, months: Sequence[int]) -> Nadruk:
    """Loudness by months ahead: the smallest of `months` is near, the largest is coming."""
    if datum < today:
        return Nadruk.VERLOPEN
    if datum <= add_months(today, min(months)):
        return Nadruk.DICHTBIJ
    return Nadruk.OP_KOMST if datum <= add_months(today, max(months)) else Nadruk.RUSTIG


def _inburgering(facts: DossierFacts, termijnen: Regelset, today: date) -> Iterable[Deadline]:
    traject = facts.traject
    if traject is None:
        return
    regels = catalogue.regels("inburgering", today, traject.wet.value)
    if begin_termijn(traject) is None:
        due = pip_uiterlijk(traject, regels.getal("pip_weken")) if "pip_weken" in regels else None
        if due is not None:
            near = due - timedelta(days=termijnen.getal("pip_waarschuwing_dagen"))
            loud = Nadruk.VERLOPEN if due < today else Nadruk.DICHTBIJ if near <= today else Nadruk.OP_KOMST
            text = f"Het PIP moet er zijn op {due:%d-%m-%Y}."
            yield _deadline(facts.persoon, DeadlineSoort.PIP, due, text, loud, today, traject.id)
        return
    months = termijnen.getallen("inburgeringstermijn_waarschuwing_maanden")
    last = laatste_dag_termijn(traject, regels.getal("termijn_jaren"))
    if last is not None and traject.datum_afronding_zroute is None:
        text = f"Laatste dag van de inburgeringstermijn: {last:%d-%m-%Y}."
        loud = _nadruk(last, today, months)
        yield _deadline(facts.persoon, DeadlineSoort.TERMIJN, last, text, loud, today, traject.id)
    stand = pvt_stand(facts.sessies, traject, catalogue.pvt_eisen(today, traject.wet.value), today)
    if not stand.is_compleet and stand.laatste_dag is not None:
        loud = _nadruk(stand.laatste_dag, today, months)
        text = pvt_in_words(stand)
        yield _deadline(facts.persoon, DeadlineSoort.PVT, stand.laatste_dag, text, loud, today, traject.id)


def pvt_in_words(stand: PvtStand) -> str:
    """Say in one sentence what a PVT still lacks and how many days are left."""
    if stand.is_compleet:
        return "Het PVT is klaar."
    missing = "; ".join(stand.ontbreekt)
    if stand.dagen_over is None:
        return f"PVT: {missing}."
    if stand.dagen_over < 0:
        return f"PVT: {missing}. De termijn is voorbij."
    return f"PVT: {missing}. Nog {stand.dagen_over} {'dag' if stand.dagen_over == 1 else 'dagen'}."


def _vergunning(persoon: Inburgeraar, termijnen: Regelset, today: date) -> Iterable[Deadline]:
    if persoon.vergunning_tot is None:
        return
    loud = _nadruk(persoon.vergunning_tot, today, termijnen.getallen("vergunning_waarschuwing_maanden"))
    past = persoon.vergunning_tot < today
    text = f"De vergunning {'liep af' if past else 'loopt af'} op {persoon.vergunning_tot:%d-%m-%Y}."
    yield _deadline(persoon, DeadlineSoort.VERGUNNING, persoon.vergunning_tot, text, loud, today, persoon.id)


def _achttien(persoon: Inburgeraar, termijnen: Regelset, today: date) -> Iterable[Deadline]:
    if not persoon.amv or not persoon.geboortedatum:
        return
    # Of a date that is known in part, the earliest day counts: arrangements must be there in time.
    year, month, day = (int(part) for part in [*persoon.geboortedatum.split("-"), "01", "01"][:3])
    age = termijnen.getal("meerderjarig_leeftijd")
    adult = add_years(date(year, month, day), age)
    if (today - adult).days > _SHOW_EXPIRED_DAYS:
        return
    loud = _nadruk(adult, today, termijnen.getallen("amv_waarschuwing_maanden"))
    about = "" if persoon.geboortedatum.count("-") == 2 else " of later"
    text = f"Wordt {age} op {adult:%d-%m-%Y}{about}. Regel wonen, geld en voogdij op tijd."
    yield _deadline(persoon, DeadlineSoort.ACHTTIEN, adult, text, loud, today, persoon.id)


def _signalen(facts: DossierFacts, termijnen: Regelset, today: date) -> Iterable[Deadline]:
    for late in overdue_rows(facts.signals, today, termijnen):
        # The text names no subject: this line stands on the start screen, where others may look along.
        text = f"Een signaal wacht sinds {late.uiterlijk:%d-%m-%Y} op een volgende stap."
        yield _deadline(
            facts.persoon,
            DeadlineSoort.SIGNAAL,
            late.uiterlijk,
            text,
            Nadruk.VERLOPEN,
            today,
            late.rij.signaal_id,
        )


def _toestemmingen(
    facts: DossierFacts, termijnen: Regelset, doelen: Doelentabel, today: date
) -> Iterable[Deadline]:
    ahead = timedelta(days=termijnen.getal("toestemming_waarschuwing_dagen"))
    for item in newest_per_doel(facts.toestemmingen).values():
        if item.besluit is not Besluit.GEGEVEN or item.tot is None or item.doel not in doelen:
            continue
        if item.tot < today - timedelta(days=_SHOW_EXPIRED_DAYS):
            continue
        loud = (
            Nadruk.VERLOPEN
            if item.tot <= today
            else Nadruk.DICHTBIJ
            if item.tot <= today + ahead
            else Nadruk.RUSTIG
        )
        titel = doelen[item.doel].titel
        verb = "verliep" if item.tot <= today else "verloopt"
        text = f"Toestemming “{titel}” {verb} op {item.tot:%d-%m-%Y}."
        yield _deadline(facts.persoon, DeadlineSoort.TOESTEMMING, item.tot, text, loud, today, item.id)


def _bezoek(facts: DossierFacts, termijnen: Regelset, today: date) -> Iterable[Deadline]:
    """The next visit: the one that is planned, or the day by which one should be."""
    persoon, planned, last = facts.persoon, facts.volgend_bezoek, facts.laatste_contact
    if planned is not None:
        text = f"Het volgende bezoek is op {planned:%d-%m-%Y}."
        yield _deadline(persoon, DeadlineSoort.BEZOEK, planned, text, Nadruk.RUSTIG, today)
        return
    if last is None:
        return
    due = last + timedelta(weeks=termijnen.getal("bezoek_weken"))
    near = due - timedelta(days=termijnen.getal("bezoek_waarschuwing_dagen"))
    if near > today:
        return
    # Never louder than near: nobody is late with a visit, it is only their turn.
    loud = Nadruk.DICHTBIJ if due < today else Nadruk.OP_KOMST
    text = f"Het laatste contact was op {last:%d-%m-%Y}. Plan een bezoek."
    yield _deadline(persoon, DeadlineSoort.BEZOEK, due, text, loud, today)


def _bewaren(persoon: Inburgeraar, termijnen: Regelset, today: date) -> Iterable[Deadline]:
    if persoon.afgesloten_op is None:
        return
    end = add_months(persoon.afgesloten_op, termijnen.getal("bewaartermijn_maanden"))
    near = end - timedelta(days=termijnen.getal("bewaartermijn_waarschuwing_dagen"))
    loud = Nadruk.VERLOPEN if end < today else Nadruk.DICHTBIJ if near <= today else Nadruk.RUSTIG
    text = f"De bewaartermijn eindigt op {end:%d-%m-%Y}."
    yield _deadline(persoon, DeadlineSoort.BEWAREN, end, text, loud, today, persoon.id)
