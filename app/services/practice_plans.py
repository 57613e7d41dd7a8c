"""The practice world's plans: goals that moved on, a signature, a question with its answer, a visit ahead, a letter."""

from __future__ import annotations

import base64
import hashlib
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from app.domain.agenda import Agendapunt, Agendasoort
from app.domain.bijlagen import DOEL_FOTO, Bestandsoort, Bijlage, Bijlageinhoud, Briefsoort
from app.domain.checklists import Antwoord as GegevenOpLijst
from app.domain.checklists import Soort
from app.domain.plan import (
    Afspraak,
    Doel,
    Doelstand,
    Doeltermijn,
    Planstap,
    Planthema,
    PlanVanAanpak,
    Stapstand,
    Uitvoerder,
)
from app.domain.records import Categorie, Record
from app.domain.toestemmingen import Besluit, Ontvanger, Toestemming, Wijze
from app.domain.vragen import Antwoord, Vraag
from app.services import catalogue, plannen, signaleringen
from app.services.kalender import HERE, add_months, add_workdays
from app.services.practice_life import World
from app.services.practice_people import COORDINATOR

PLANS = 8
"""How many of the first dossiers (counted from 1) have a plan."""
_STROKES = (tuple((round(0.1 + 0.07 * n, 2), 0.62 if n % 2 else 0.35) for n in range(12)),)


def of_dossier(world: World, dossier_id: str, number: int) -> Iterator[Record]:
    """Make what belongs to a plan for one of the first dossiers; nothing for the others."""
    if number > PLANS:
        return
    # Chance of its own, so that what else happens in the practice world doesn't hang on this.
    world = replace(world, rng=random.Random(number))
    yield from _plan(world, dossier_id, number)
    yield from _agenda(world, dossier_id, number)
    if number % 3 == 1:
        yield from _question(world, dossier_id, number)
    if number == 1:
        yield from _growth(world, dossier_id)
        yield from _letter(world, dossier_id)


def _plan(world: World, dossier_id: str, number: int) -> Iterator[Record]:
    kader = PlanVanAanpak(
        id=world.ids.new(),
        dossier_id=dossier_id,
        vastgelegd_op=world.moment(70),
        vastgelegd_door=world.door,
        sterke_kanten="Ik kook graag. Ik leer snel van anderen.",
        wensen="Ik wil werken met mensen, en een huis waar de kinderen rust hebben.",
        wie_helpt="Buurvrouw Riet, en mijn broer in de stad.",
        bespreken_op=add_workdays(world.day + timedelta(days=12 + 3 * number), 0),
    )
    yield kader
    work = Doel(
        id=world.ids.new(),
        dossier_id=dossier_id,
        thema=Planthema.WERK,
        ik_zin="Ik wil als kok in een restaurant werken.",
        vastgelegd_op=world.moment(70),
        vastgelegd_door=world.door,
        in_huishouden=True,
        stappen=(
            Planstap(wat="Een cv maken met het maatje", wie=Uitvoerder.BEGELEIDER, wie_naam="maatje Jan"),
            Planstap(
                wat="Een proefdag vragen bij restaurant De Brug",
                voor_op=world.day + timedelta(days=9),
            ),
            Planstap(wat="Uitleggen hoe werk en uitkering samengaan", wie=Uitvoerder.GEMEENTE),
        ),
    )
    yield work
    home = Doel(
        id=world.ids.new(),
        dossier_id=dossier_id,
        thema=Planthema.HUISVESTING,
        termijn=Doeltermijn.LANG,
        ik_zin="Ik wil een huis met een eigen kamer voor de kinderen.",
        vastgelegd_op=world.moment(69),
        vastgelegd_door=world.door,
        stappen=(
            Planstap(wat="Inschrijven bij de corporatie", stand=Stapstand.GEDAAN, resultaat="Staat op 3."),
        ),
    )
    yield home
    sleep = Doel(
        id=world.ids.new(),
        dossier_id=dossier_id,
        thema=Planthema.GEZONDHEID,
        ik_zin="Ik wil één keer per week sporten.",
        vastgelegd_op=world.moment(69),
        vastgelegd_door=world.door,
        categorieen=(Categorie.GEZONDHEID,),
        stand=Doelstand.BEREIKT,
        resultaat="Voetbalt elke zaterdag met de buurt.",
    )
    yield sleep
    if number % 2 == 1:
        yield from _signed(world, kader, (home, work))
    done = (
        Planstap(
            wat="Een cv maken met het maatje",
            wie=Uitvoerder.BEGELEIDER,
            wie_naam="maatje Jan",
            stand=Stapstand.GEDAAN,
            resultaat="Staat op de stick.",
        ),
        *work.stappen[1:],
    )
    if number % 4 == 1:
        yield Doel(
            id=world.ids.new(),
            dossier_id=dossier_id,
            thema=work.thema,
            ik_zin=work.ik_zin,
            vastgelegd_op=world.moment(20),
            vastgelegd_door=world.door,
            in_huishouden=True,
            stappen=done,
            vervangt=work.id,
        )


def _signed(world: World, kader: PlanVanAanpak, doelen: tuple[Doel, ...]) -> Iterator[Record]:
    lines = plannen.lines_of(kader, doelen)
    yield Afspraak(
        id=world.ids.new(),
        dossier_id=kader.dossier_id,
        gemaakt_op=world.moment(62),
        regels=lines,
        doel_ids=tuple(each.id for each in doelen),
        inhoud_hash=plannen.signed_hash(lines),
        naam_client="cliënt",
        naam_begeleider=world.door,
        bespreken_op=kader.bespreken_op,
        handtekening_client=_STROKES,
        handtekening_begeleider=_STROKES,
    )


def _agenda(world: World, dossier_id: str, number: int) -> Iterator[Record]:
    kinds = (Agendasoort.HUISBEZOEK, Agendasoort.SCHOOL, Agendasoort.TELEFOON, Agendasoort.GEMEENTE)
    words = ("Post doornemen", "Gesprek met de juf", "Hoe ging de proefdag?", "Samen naar het loket")
    day = add_workdays(world.day + timedelta(days=1 + number), 0)
    yield Agendapunt(
        id=world.ids.new(),
        dossier_id=dossier_id,
        begint_op=datetime.combine(day, time(9 + number, 30 * (number % 2)), HERE),
        agendasoort=kinds[number % 4],
        omschrijving=words[number % 4],
        wie=world.door,
    )


def _question(world: World, dossier_id: str, number: int) -> Iterator[Record]:
    vraag = Vraag(
        id=world.ids.new(),
        dossier_id=dossier_id,
        tekst="Mag een proefdag van twee dagen met een uitkering?",
        gesteld_op=world.moment(6),
        gesteld_door=world.door,
        over="Plan van aanpak",
        haast=number % 2 == 0,
    )
    yield vraag
    if number % 2 == 1:
        yield Antwoord(
            id=world.ids.new(),
            dossier_id=dossier_id,
            vraag_id=vraag.id,
            tekst="Ja, als je het van tevoren doorgeeft. Bel de klantmanager, dan staat het genoteerd.",
            gegeven_op=world.moment(2),
            gegeven_door=COORDINATOR,
        )


def _growth(world: World, dossier_id: str) -> Iterator[Record]:
    """The list about zelfredzaamheid, three times: each time a little more alone."""
    checklist = catalogue.checklist("zelfredzaamheid")
    keys = [item.key for item in checklist.items if item.soort is Soort.SCHAAL]
    for turn, days in enumerate((180, 95, 12)):
        done = world.moment(days)
        given = {
            key: GegevenOpLijst(key=key, waarde="zelf" if place % 3 < turn + place % 2 else "samen")
            for place, key in enumerate(keys)
        }
        yield from signaleringen.compose(
            world.ids, dossier_id, checklist, given, door=world.door, begonnen_op=done, afgerond_op=done
        )


def _letter(world: World, dossier_id: str) -> Iterator[Record]:
    from app.documents import brieven, verslag
    from app.documents.content import Colofon, Hoofdstuk, Verslag

    asked, text = world.moment(30), catalogue.toestemmingstaal("nl").teksten[DOEL_FOTO]
    yield Toestemming(
        id=world.ids.new(),
        dossier_id=dossier_id,
        doel=DOEL_FOTO,
        ontvanger=Ontvanger.COLLEGA,
        besluit=Besluit.GEGEVEN,
        vastgelegd_op=asked,
        vanaf=asked.astimezone(HERE).date(),
        tot=add_months(asked.astimezone(HERE).date(), 6),
        tekst_versie=text.tekst_versie,
        tekst_hash=text.tekst_hash,
        wijze=Wijze.MONDELING,
        getuige="De tolk aan de telefoon",
        reden_mondeling="Aan de telefoon gevraagd.",
        vastgelegd_door=world.door,
    )
    sheet = Verslag(
        colofon=Colofon(
            document_id="oefenbrief", gemaakt_door="Waterbedrijf De Waard", gemaakt_op=asked, oefenen=True
        ),
        soort="Verzonnen brief",
        titel="Herinnering: rekening water",
        hoofdstukken=(
            Hoofdstuk(
                titel="Wat u moet doen",
                tekst=("Betaal voor de eerste van de maand, of bel ons over een regeling.",),
            ),
        ),
    )
    data = brieven.clean(verslag.render(sheet)).data
    inhoud = Bijlageinhoud(
        id=world.ids.new(), dossier_id=dossier_id, inhoud=base64.b64encode(data).decode("ascii")
    )
    yield inhoud
    yield Bijlage(
        id=world.ids.new(),
        dossier_id=dossier_id,
        briefsoort=Briefsoort.AANMANING,
        omschrijving="Waterbedrijf, herinnering",
        bestandsoort=Bestandsoort.PDF,
        inhoud_id=inhoud.id,
        toegevoegd_op=world.moment(4),
        toegevoegd_door=world.door,
        datum=world.day - timedelta(days=8),
        grootte=len(data),
        bestand_hash=hashlib.sha256(data).hexdigest(),
        wat_te_doen="Bellen over een regeling",
    )
