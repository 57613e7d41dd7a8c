"""Practice progress: hours, exams, work and household of the made-up people, by number and never by chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from app.domain.examens import Examen, Examenonderdeel, Examenuitslag, Taalniveau
from app.domain.huishoudens import Huishouden, Huishoudlid, Relatie
from app.domain.inburgeraar import Inburgeraar
from app.domain.inburgering import Inburgeringstraject, Leerroute
from app.domain.lijnonderdelen import Lijnonderdeel, Onderdeelgroep, Onderdeelstand
from app.domain.loopbaan import Loopbaansoort, Loopbaanstand, Loopbaanstap
from app.domain.records import Record
from app.domain.uren import Urensoort, Urenstaat
from app.ports import Ids

_WORK = (
    ("Bakker", "Eigen zaak in Asmara", "Eritrea"),
    ("Verpleegkundige", "Ziekenhuis in Homs", "Syrië"),
    ("Naaister", "Atelier in Kabul", "Afghanistan"),
    ("Monteur", "Garage in Sanaa", "Jemen"),
    ("Leraar", "Basisschool in Charkiv", "Oekraïne"),
)
_STAGES = (
    (Loopbaansoort.TAALSTAGE, "Kringloopwinkel", "De Schakel"),
    (Loopbaansoort.WERKERVARINGSPLEK, "Keuken van een zorghuis", "De Linde"),
    (Loopbaansoort.VRIJWILLIGERSWERK, "Buurtmoestuin", "Buurthuis Zuid"),
    (Loopbaansoort.BETAALD_WERK, "Inpakken in een magazijn", "Lindewaard Logistiek"),
)


def of_dossier(
    ids: Ids, today: date, records: Sequence[Record], number: int, homes: set[str]
) -> Iterator[Record]:
    """Yield more of one made-up dossier; `homes` are the households that have their own record already."""
    persoon = next(each for each in records if isinstance(each, Inburgeraar))
    traject = next((each for each in records if isinstance(each, Inburgeringstraject)), None)
    yield from _household(ids, persoon, today, number, homes)
    if traject is not None and traject.dagtekening_pip is not None:
        yield from _hours(ids, traject, today, number)
        if traject.leerroute is not Leerroute.ZELFREDZAAMHEID:
            yield from _exams(ids, traject, today, number)
    yield from _work(ids, persoon.id, today, number)
    if number % 2:
        yield from _parts(ids, persoon.id, number)


def _household(ids: Ids, persoon: Inburgeraar, today: date, number: int, homes: set[str]) -> Iterator[Record]:
    key = persoon.huishouden_id
    if not key:
        return
    since = today - timedelta(days=400)
    if key not in homes:
        homes.add(key)
        yield Huishouden(id=key, dossier_id=persoon.id, regisseur=persoon.regisseur, begonnen_op=since)
        child = Huishoudlid(
            id=ids.new(),
            dossier_id=persoon.id,
            huishouden_id=key,
            naam="Abel" if number % 2 else "Noor",
            geboortedatum=f"{today.year - 7}",
            relatie=Relatie.KIND,
            sinds=since,
        )
        yield child
    yield Huishoudlid(
        id=ids.new(), dossier_id=persoon.id, huishouden_id=key, relatie=Relatie.PARTNER, sinds=since
    )


def _hours(ids: Ids, traject: Inburgeringstraject, today: date, number: int) -> Iterator[Record]:
    begin = traject.dagtekening_pip
    assert begin is not None
    for back in range(3):
        end = today - timedelta(days=30 * back + 2)
        start = end - timedelta(days=27)
        if start <= begin:
            return
        yield Urenstaat(
            id=ids.new(),
            dossier_id=traject.dossier_id,
            van=start,
            tot=end,
            minuten=(30 + (number * 7 + back * 5) % 19) * 60,
            gegeven=48 * 60,
            organisatie=traject.school or "Taalschool De Brug",
        )
    if traject.leerroute is not Leerroute.ONDERWIJS and number % 3 == 0:
        day = today - timedelta(days=9)
        yield Urenstaat(
            id=ids.new(),
            dossier_id=traject.dossier_id,
            van=day,
            urensoort=Urensoort.MAP_PRAKTIJK,
            minuten=240,
            organisatie="De Schakel",
        )


def _exams(ids: Ids, traject: Inburgeringstraject, today: date, number: int) -> Iterator[Record]:
    begin = traject.dagtekening_pip
    passed = today - timedelta(days=60 + number % 30)
    assert begin is not None
    if passed > begin + timedelta(days=180):
        yield Examen(
            id=ids.new(),
            dossier_id=traject.dossier_id,
            onderdeel=Examenonderdeel.KNM if number % 2 else Examenonderdeel.LEZEN,
            datum=passed,
            niveau=Taalniveau.GEEN if number % 2 else Taalniveau.A2,
            uitslag=Examenuitslag.GEHAALD if number % 4 else Examenuitslag.NIET_GEHAALD,
            plaats="Utrecht",
        )
        yield Examen(
            id=ids.new(),
            dossier_id=traject.dossier_id,
            onderdeel=Examenonderdeel.SPREKEN,
            datum=today + timedelta(days=20 + number % 25),
            plaats="Utrecht",
        )


def _work(ids: Ids, dossier_id: str, today: date, number: int) -> Iterator[Record]:
    wat, waar, land = _WORK[number % len(_WORK)]
    yield Loopbaanstap(
        id=ids.new(),
        dossier_id=dossier_id,
        loopbaansoort=Loopbaansoort.WERKERVARING,
        wat=wat,
        waar=waar,
        land=land,
        van=str(today.year - 16),
        tot=str(today.year - 8),
    )
    if number % 3 == 0:
        return
    soort, wat, waar = _STAGES[number % len(_STAGES)]
    begin = today - timedelta(days=70)
    yield Loopbaanstap(
        id=ids.new(),
        dossier_id=dossier_id,
        loopbaansoort=soort,
        wat=wat,
        waar=waar,
        van=f"{begin:%Y-%m}",
        uren_per_week=8 + number % 3 * 8,
        loopbaanstand=Loopbaanstand.BEZIG,
    )


def _parts(ids: Ids, dossier_id: str, number: int) -> Iterator[Record]:
    for groep, key, uitkomst, uren in (
        (Onderdeelgroep.INTAKE, "brede_intake", "Wil graag snel werken.", None),
        (Onderdeelgroep.INTAKE, "leerbaarheidstoets", "Leert goed met voorbeelden.", None),
        (Onderdeelgroep.VOORINBURGERING, "taal", "", 60 + number % 5 * 12),
        (Onderdeelgroep.VOORINBURGERING, "knm", "", 24),
    ):
        yield Lijnonderdeel(
            id=ids.new(),
            dossier_id=dossier_id,
            groep=groep,
            onderdeel=key,
            stand=Onderdeelstand.GEDAAN,
            uitkomst=uitkomst,
            uren=uren,
        )
