"""The plan on paper, for the client and the begeleider: goals per theme, what was agreed, and both signatures."""

from __future__ import annotations

from app.documents.content import Colofon, Handtekening, Hoofdstuk, Strokes, Tabel, Verslag
from app.domain.plan import Afspraak, Doel, Doelstand, Doeltermijn, Planthema
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Store
from app.services import plannen
from app.services.afgifte import MadeDocument, next_copy, paper_for_client, to_client
from app.services.kalender import day_of, today
from app.services.plannen import PlanView
from app.services.veldnamen import value_in_words

PLAN_LEEG = FaultKind(
    "plan-leeg", "Er staat nog niets in het plan. Er valt niets af te drukken.", "Schrijf eerst een doel op."
)
DOCUMENT = "Plan van aanpak"
_PAD = (480.0, 160.0)
"""Width and height of the pad: strokes are kept as parts of it, and paper needs them in proportion again."""


def content(store: Store, clock: Clock, dossier_id: str, document_id: str, kopie: int = 1) -> Verslag:
    """Return the plan as a report. What is about safety is left out: the client carries this paper home."""
    view = plannen.show(store, dossier_id)
    goals = [each.doel for each in view.doelen if not each.doel.beschermd]
    if not goals and view.kader is None:
        raise Fault(PLAN_LEEG)
    last = view.afspraken[0].afspraak if view.afspraken else None
    return Verslag(
        colofon=Colofon(
            document_id=document_id,
            gemaakt_door=store.profile.naam,
            gemaakt_op=clock.now(),
            exemplaar=kopie,
            bewaren="Bewaar dit blad zelf",
            oefenen=store.profile.practice,
        ),
        soort=DOCUMENT,
        titel=view.naam,
        inleiding=("Dit plan maakten we samen. Het is niet het PIP van de gemeente.",),
        feiten=_facts(store, view),
        hoofdstukken=tuple(
            chapter
            for chapter in (
                _own_words(view),
                *(_theme(thema, goals) for thema in Planthema),
                _signed(last, view),
            )
            if chapter is not None
        ),
        handtekeningen=_signatures(last) if view.getekend else (),
    )


def _facts(store: Store, view: PlanView) -> tuple[tuple[str, str], ...]:
    by = ", ".join(part for part in (store.profile.naam, store.profile.organisatie) if part)
    again = view.kader.bespreken_op if view.kader else None
    return (
        ("Begeleider", by),
        ("Weer bespreken", f"{again:%d-%m-%Y}" if again else "nog geen dag"),
    )


def _own_words(view: PlanView) -> Hoofdstuk | None:
    kader = view.kader
    if kader is None or not (kader.sterke_kanten or kader.wensen or kader.wie_helpt):
        return None
    pairs = (
        ("Dit kan ik goed", kader.sterke_kanten),
        ("Dit wil ik graag", kader.wensen),
        ("Wie mij helpt", kader.wie_helpt),
    )
    return Hoofdstuk(titel="In mijn woorden", feiten=tuple(pair for pair in pairs if pair[1]))


def _theme(thema: Planthema, goals: list[Doel]) -> Hoofdstuk | None:
    mine = [each for each in goals if each.thema is thema]
    if not mine:
        return None
    return Hoofdstuk(titel=thema.naam, tabellen=tuple(_goal(each) for each in mine))


def _goal(doel: Doel) -> Tabel:
    when = "" if doel.termijn is Doeltermijn.KORT else " (langere termijn)"
    ended = "" if doel.stand is Doelstand.LOOPT else f" · {doel.stand.value}: {doel.resultaat}"
    return Tabel(
        titel=f"“{doel.ik_zin}”{when}{ended}",
        koppen=("Stap", "Wie", "Voor", "Stand"),
        rijen=tuple(
            (
                stap.wat,
                stap.wie_naam or stap.wie.naam,
                f"{stap.voor_op:%d-%m-%Y}" if stap.voor_op else "",
                ": ".join(part for part in (value_in_words(stap.stand), stap.resultaat) if part),
            )
            for stap in doel.stappen
        ),
        breedtes=(2.4, 1.1, 0.8, 1.2),
        leeg="Er zijn nog geen stappen.",
    )


def _signed(last: Afspraak | None, view: PlanView) -> Hoofdstuk:
    if last is None:
        text = "Het plan is nog niet getekend."
    elif not view.getekend:
        text = f"Het plan is gewijzigd na de handtekeningen van {day_of(last.gemaakt_op):%d-%m-%Y}."
    elif last.reden_mondeling:
        text = f"Mondeling afgesproken op {day_of(last.gemaakt_op):%d-%m-%Y}. {last.reden_mondeling}"
    else:
        text = f"Dit spraken we af op {day_of(last.gemaakt_op):%d-%m-%Y}."
    return Hoofdstuk(titel="Afgesproken", tekst=(text,))


def _signatures(last: Afspraak | None) -> tuple[Handtekening, ...]:
    if last is None or last.reden_mondeling:
        return ()
    day = day_of(last.gemaakt_op)
    return (
        Handtekening(
            naam=last.naam_client, rol="cliënt", datum=day, strepen=_on_paper(last.handtekening_client)
        ),
        Handtekening(
            naam=last.naam_begeleider,
            rol="begeleider",
            datum=day,
            strepen=_on_paper(last.handtekening_begeleider),
        ),
    )


def _on_paper(strokes: plannen.Strokes) -> Strokes:
    width, height = _PAD
    return tuple(tuple((x * width, y * height) for x, y in stroke) for stroke in strokes)


def make(store: Store, clock: Clock, ids: Ids, dossier_id: str) -> MadeDocument:
    """Make the plan as PDF and register it (Verstrekking to the client, E in the access log)."""
    from app.documents import verslag

    kopie = next_copy(store, dossier_id, DOCUMENT)
    document_id = ids.new()
    sheet = content(store, clock, dossier_id, document_id, kopie)
    data = verslag.render(sheet)
    chapters = tuple(each.titel for each in sheet.hoofdstukken)
    given = paper_for_client(store, clock, document_id, dossier_id, DOCUMENT, chapters, kopie, sheet, data)
    return to_client(store, given, data, f"plan-van-aanpak-{today(clock):%Y-%m-%d}.pdf")
