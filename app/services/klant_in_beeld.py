"""Klant in beeld: one page about learning and work that a werkcoach can read; on screen, and as paper for the client.

Nothing about health, safety, money or the household stands in it. The paper is the client's own: who carries it to a
werkcoach decides so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.documents.content import Colofon, Hoofdstuk, Tabel, Verslag
from app.domain import deeldatum
from app.domain.loopbaan import GESCHIEDENIS, Loopbaansoort, Loopbaanstand, Loopbaanstap, newest_first
from app.ports import Clock, Ids, Reading, Store
from app.services import personen, voortgang
from app.services.afgifte import MadeDocument, next_copy, paper_for_client, to_client
from app.services.kalender import today as day_of_clock
from app.services.veldnamen import value_in_words
from app.services.voortgang import Inburgeringstand

DOCUMENT = "Klant in beeld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loopbaanregel:
    """One step in words: what and where, when, how it stands, what came of it."""

    wat: str
    soort: str
    wanneer: str
    stand: str
    resultaat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KlantInBeeld:
    """The page: who, languages and inburgering as pairs; what goes on here, what was brought along, own words."""

    naam: str
    wie: tuple[tuple[str, str], ...]
    taal: tuple[tuple[str, str], ...]
    nu: tuple[Loopbaanregel, ...]
    geschiedenis: tuple[Loopbaanregel, ...]
    eigen_woorden: tuple[tuple[str, str], ...]

    @property
    def is_leeg(self) -> bool:
        return not self.nu and not self.geschiedenis


def show(store: Store, clock: Clock, dossier_id: str) -> KlantInBeeld:
    """Return the page of one client; Fault DOSSIER_ONBEKEND for a stranger."""
    with store.read() as reading:
        return show_in(reading, clock, dossier_id)


def show_in(reading: Reading, clock: Clock, dossier_id: str) -> KlantInBeeld:
    """The same inside a reading that is already open."""
    today = day_of_clock(clock)
    persoon = personen.require(reading, dossier_id)
    stand = voortgang.stand_in(reading, dossier_id, today)
    steps = newest_first(reading.of_dossier(Loopbaanstap, dossier_id))
    age = deeldatum.age_on(persoon.geboortedatum, today)
    who = (
        ("Leeftijd", f"{age} jaar" if age is not None else ""),
        ("Gemeente", persoon.gemeente),
        ("Telefoon", persoon.telefoon),
        ("Het best te bereiken", persoon.bereikbaar_via),
    )
    words = (("Dit gaat goed", persoon.kracht), ("Dit wil ik graag", persoon.wensen))
    return KlantInBeeld(
        naam=persoon.naam,
        wie=_filled(who),
        taal=_filled(_taal(stand)),
        nu=tuple(_regel(each) for each in steps if each.loopbaansoort not in GESCHIEDENIS),
        geschiedenis=tuple(_regel(each) for each in steps if each.loopbaansoort in GESCHIEDENIS),
        eigen_woorden=_filled(words),
    )


def _filled(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in pairs if pair[1])


def _taal(stand: Inburgeringstand) -> tuple[tuple[str, str], ...]:
    persoon, traject = stand.persoon, stand.traject
    passed = [
        " ".join(part for part in (each.klaar.onderdeel.naam, each.klaar.niveau.value) if part)
        for each in stand.examens
        if each.klaar is not None
    ]
    last = stand.einddatum - timedelta(days=1) if stand.einddatum else None
    school = traject.school if traject and traject.school else persoon.school
    return (
        ("Talen", ", ".join(persoon.talen)),
        ("Tolk nodig", "ja" if persoon.tolk_nodig else ""),
        ("Leerroute", value_in_words(traject.leerroute) if traject and traject.leerroute else ""),
        ("Taalschool", school),
        ("Examens gehaald", ", ".join(passed)),
        ("Inburgeren tot en met", f"{last:%d-%m-%Y}" if last else ""),
    )


def _regel(stap: Loopbaanstap) -> Loopbaanregel:
    place = ", ".join(part for part in (stap.waar, stap.land) if part)
    hours = f"{stap.uren_per_week} uur per week" if stap.uren_per_week else ""
    return Loopbaanregel(
        wat=" · ".join(part for part in (stap.wat, place, stap.niveau) if part),
        soort=soort_in_woorden(stap.loopbaansoort),
        wanneer=" · ".join(part for part in (periode(stap), hours) if part),
        stand="" if stap.loopbaansoort in GESCHIEDENIS else value_in_words(stap.loopbaanstand),
        resultaat=stap.resultaat,
    )


def soort_in_woorden(soort: Loopbaansoort) -> str:
    """Return the kind as a word with a capital."""
    return str(value_in_words(soort)).capitalize()


def periode(stap: Loopbaanstap) -> str:
    """Return from when to when in words, as far as known."""
    begin = deeldatum.in_words(stap.van) if stap.van else ""
    end = deeldatum.in_words(stap.tot) if stap.tot else ""
    if begin and end:
        return f"{begin} tot {end}"
    if begin:
        going = stap.loopbaanstand in (Loopbaanstand.BEZIG, Loopbaanstand.GEPLAND)
        return f"vanaf {begin}" if going else begin
    return f"tot {end}" if end else ""


def content(page: KlantInBeeld, store: Store, clock: Clock, document_id: str, kopie: int = 1) -> Verslag:
    """Return the page as a report."""
    chapters = [
        Hoofdstuk(titel="Taal en inburgering", feiten=page.taal),
        Hoofdstuk(titel="Werk en leren in Nederland", tabellen=(_table(page.nu, with_stand=True),)),
        Hoofdstuk(
            titel="School en werk van vroeger", tabellen=(_table(page.geschiedenis, with_stand=False),)
        ),
    ]
    if page.eigen_woorden:
        chapters.append(Hoofdstuk(titel="In mijn woorden", feiten=page.eigen_woorden))
    return Verslag(
        colofon=Colofon(
            document_id=document_id,
            gemaakt_door=store.profile.naam,
            gemaakt_op=clock.now(),
            exemplaar=kopie,
            bewaren="Dit blad is van de cliënt",
            oefenen=store.profile.practice,
        ),
        soort=DOCUMENT,
        titel=page.naam,
        inleiding=("Wat ik kan, wat ik deed en wat ik wil. Ik beslis zelf aan wie ik dit geef.",),
        feiten=page.wie,
        hoofdstukken=tuple(chapters),
    )


def _table(rows: tuple[Loopbaanregel, ...], *, with_stand: bool) -> Tabel:
    heads = ("Wat", "Soort", "Wanneer", *(("Stand",) if with_stand else ()), "Resultaat")
    return Tabel(
        koppen=heads,
        rijen=tuple(
            (each.wat, each.soort, each.wanneer, *((each.stand,) if with_stand else ()), each.resultaat)
            for each in rows
        ),
        leeg="Hier staat nog niets.",
    )


def make(store: Store, clock: Clock, ids: Ids, dossier_id: str) -> MadeDocument:
    """Make the page as PDF for the client and register it (Verstrekking to the client, E in the access log)."""
    from app.documents import verslag

    page = show(store, clock, dossier_id)
    kopie = next_copy(store, dossier_id, DOCUMENT)
    document_id = ids.new()
    sheet = content(page, store, clock, document_id, kopie)
    data = verslag.render(sheet)
    chapters = tuple(each.titel for each in sheet.hoofdstukken)
    given = paper_for_client(store, clock, document_id, dossier_id, DOCUMENT, chapters, kopie, sheet, data)
    return to_client(store, given, data, f"klant-in-beeld-{day_of_clock(clock):%Y-%m-%d}.pdf")
