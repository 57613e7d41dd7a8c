"""Overviews of inburgering: who runs late, how schools do, and where people learn at work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta

from app.domain.examens import TAALONDERDELEN, Examen, Examenuitslag
from app.domain.inburgeraar import Inburgeraar
from app.domain.loopbaan import Loopbaansoort, Loopbaanstap
from app.domain.records import Record
from app.domain.uren import Urensoort, Urenstaat, minuten_van
from app.services import inburgering, veldnamen, voortgang
from app.services.overzichtstabellen import (
    MINUTES,
    Onderwerp,
    Overzicht,
    Scope,
    Staaf,
    Waarde,
    hours,
    percentage,
)

_FIRM = 600
"""Hours of lessons from which a school's presence counts as complete (U16, the region's top five)."""
_WORK = (Loopbaansoort.TAALSTAGE, Loopbaansoort.WERKERVARINGSPLEK, Loopbaansoort.LEERWERKTRAJECT)


def pvt(scope: Scope) -> Overzicht:
    rows: list[tuple[Waarde, ...]] = []
    dossiers: list[str] = []
    counts: Counter[str] = Counter()
    for client in scope.clients():
        stand = voortgang.stand_in(scope.reading, client.dossier_id, scope.today)
        left = stand.pvt.dagen_over
        counts[_pvt_state(stand.pvt.is_compleet, left)] += 1
        dossiers.append(client.dossier_id)
        rows.append(
            (
                client.naam,
                client.gemeente,
                veldnamen.value_in_words(stand.traject.wet) if stand.traject else "",
                veldnamen.value_in_words(stand.traject.leerroute) if stand.traject else "",
                hours(stand.pvt.minuten),
                "; ".join(stand.pvt.ontbreekt) or "compleet",
                stand.pvt.datum_ondertekening_pvt,
                stand.einddatum - timedelta(days=1) if stand.einddatum else None,
                left,
            )
        )
    order = sorted(range(len(rows)), key=lambda at: (rows[at][8] is None, rows[at][8] or 0, str(rows[at][0])))
    bars = ("compleet", "loopt", "minder dan een half jaar", "te laat", "termijn niet bekend")
    return Overzicht(
        onderwerp=Onderwerp.PVT,
        titel="PVT en termijn",
        uitleg="Wie weinig tijd over heeft, staat bovenaan.",
        koppen=(
            "Cliënt",
            "Gemeente",
            "Wet",
            "Leerroute",
            "PVT-uren",
            "Wat ontbreekt",
            "Ondertekend",
            "Laatste dag",
            "Dagen over",
        ),
        rijen=tuple(rows[at] for at in order),
        staven=tuple(
            Staaf(name, counts[name], name in ("te laat", "minder dan een half jaar")) for name in bars
        ),
        dossiers=tuple(dossiers[at] for at in order),
    )


def _pvt_state(complete: bool, left: int | None) -> str:
    if complete:
        return "compleet"
    if left is None:
        return "termijn niet bekend"
    if left < 0:
        return "te laat"
    return "minder dan een half jaar" if left < 183 else "loopt"


def schools(scope: Scope) -> Overzicht:
    """Pass rates by exam and by 600 hours' presence; the school with the best exams first."""
    exams, hours = scope.records(Examen), scope.records(Urenstaat)
    students: dict[str, list[str]] = defaultdict(list)
    for client in scope.clients():
        persoon = scope.reading.get(Inburgeraar, client.dossier_id)
        stand = inburgering.traject_of(scope.reading, client.dossier_id)
        school = (stand.school if stand else "") or (persoon.school if persoon else "")
        if school:
            students[" ".join(school.split())].append(client.dossier_id)
    rows: list[tuple[str, int, int, int, int | None, int, int | None]] = []
    for school, dossiers in students.items():
        taken = [each for key in dossiers for each in exams.get(key, ()) if isinstance(each, Examen)]
        told = [
            each
            for each in taken
            if each.onderdeel in TAALONDERDELEN
            and each.uitslag in (Examenuitslag.GEHAALD, Examenuitslag.NIET_GEHAALD)
        ]
        passed = sum(each.uitslag is Examenuitslag.GEHAALD for each in told)
        firm = sum(_lesson_minutes(hours.get(key, ())) >= _FIRM * MINUTES for key in dossiers)
        rows.append(
            (
                school,
                len(dossiers),
                len(told),
                passed,
                percentage(passed, len(told)),
                firm,
                percentage(firm, len(dossiers)),
            )
        )
    rows.sort(key=lambda row: (-(row[4] if row[4] is not None else -1), -row[1], row[0]))
    return Overzicht(
        onderwerp=Onderwerp.SCHOLEN,
        titel="Taalscholen",
        uitleg="Geslaagd van de taalexamens met een uitslag, en wie 600 uur les heeft gehad.",
        koppen=("School", "Cursisten", "Examens", "Geslaagd", "Geslaagd (%)", "600 uur", "600 uur (%)"),
        rijen=tuple(rows),
        staven=tuple(Staaf(row[0], row[4] or 0) for row in rows[:5]),
    )


def _lesson_minutes(staten: Iterable[Record]) -> int:
    return minuten_van((each for each in staten if isinstance(each, Urenstaat)), Urensoort.LES)


def work(scope: Scope) -> Overzicht:
    steps = scope.records(Loopbaanstap)
    counts: Counter[tuple[str, Loopbaansoort]] = Counter()
    for client in scope.clients():
        for step in steps.get(client.dossier_id, ()):
            if isinstance(step, Loopbaanstap) and step.loopbaansoort in _WORK:
                counts[client.gemeente or "(niet ingevuld)", step.loopbaansoort] += 1
    places = sorted({place for place, _ in counts})
    rows: tuple[tuple[Waarde, ...], ...] = tuple(
        (place, *(counts[place, kind] for kind in _WORK)) for place in places
    )
    totals = [sum(counts[place, kind] for place in places) for kind in _WORK]
    names = ("taalstage", "werkervaringsplek", "leerwerktraject")
    return Overzicht(
        onderwerp=Onderwerp.WERKPLEKKEN,
        titel="Taalstages en werkplekken",
        uitleg="Per gemeente, alles wat ooit begonnen is.",
        koppen=("Gemeente", "Taalstages", "Werkervaringsplekken", "Leerwerktrajecten"),
        rijen=rows,
        staven=tuple(Staaf(name, total) for name, total in zip(names, totals, strict=True)),
    )
