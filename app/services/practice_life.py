"""One made-up dossier of the practice world: consent, inburgering, contacts with their tasks, and signals."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from app.domain.checklists import Antwoord
from app.domain.contactmomenten import Afmelding, Contactmoment, Kanaal
from app.domain.doorgaande_lijn import Bestandsoverdracht, Dossieroverdracht, Lijnstap, Overdrachtstand
from app.domain.inburgering import (
    Aanwezigheid,
    Inburgeringstraject,
    Kernwaarde,
    Leerroute,
    PvtSessie,
    PvtSoort,
)
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.records import Record
from app.domain.signalen import Bron, Signaal, Signaalstand, Signaalstap
from app.domain.taken import Taak
from app.domain.toestemmingen import Besluit, Toestemming, Wijze
from app.ports import Ids
from app.services import catalogue, signaleringen
from app.services.contactmomenten import out_of
from app.services.kalender import HERE, add_months, add_workdays, local
from app.services.practice_notes import FIRST, NO_SHOW, VISITS, Visit
from app.services.practice_people import COORDINATOR, Story, inhabitant, purposes


@dataclass(slots=True)
class World:
    """What all makers share: who writes, what day it is, and where chance and ids come from."""

    door: str
    now: datetime
    day: date
    rng: random.Random
    ids: Ids
    huishoudens: dict[str, str] = field(default_factory=dict)

    def moment(self, days_ago: int, *, hour: int | None = None) -> datetime:
        """Return a moment in working hours some days ago, never in the future."""
        at = time(hour or self.rng.randint(9, 16), self.rng.choice((0, 10, 15, 30, 45)))
        moment = datetime.combine(self.day - timedelta(days=days_ago), at, HERE).astimezone(UTC)
        return min(moment, self.now - timedelta(minutes=30))


def dossier(world: World, story: Story, number: int, contacts: int) -> Iterator[Record]:
    """Make one dossier: the person first, then consent, then what happened."""
    dossier_id = world.ids.new()
    yield inhabitant(story, dossier_id, number, world.huishoudens, world.rng)
    yield from _consents(world, story, dossier_id)
    yield from _trajectory(world, story, dossier_id)
    yield from _line(world, story, dossier_id)
    yield from _contacts(world, story, dossier_id, contacts)
    yield from _signals(world, story, dossier_id)


# -- consent


def _consents(world: World, story: Story, dossier_id: str) -> Iterator[Record]:
    doelen = catalogue.doelen()
    texts = catalogue.toestemmingstaal("nl").teksten
    asked = world.moment(world.rng.randint(40, 150))
    for doel, yes in purposes(story):
        vanaf = local(asked).date()
        given = Toestemming(
            id=world.ids.new(),
            dossier_id=dossier_id,
            doel=doel,
            ontvanger=doelen[doel].ontvanger,
            besluit=Besluit.GEGEVEN if yes else Besluit.GEWEIGERD,
            vastgelegd_op=asked,
            vanaf=vanaf,
            tot=add_months(vanaf, doelen[doel].maanden_geldig) if yes else None,
            tekst_versie=texts[doel].tekst_versie,
            tekst_hash=texts[doel].tekst_hash,
            **_way(world, story),
            vastgelegd_door=world.door,
        )
        yield given
        if yes and doel in story.ingetrokken:
            withdrawn = world.moment(20)
            yield Toestemming(
                id=world.ids.new(),
                dossier_id=dossier_id,
                doel=doel,
                ontvanger=doelen[doel].ontvanger,
                besluit=Besluit.INGETROKKEN,
                vastgelegd_op=max(withdrawn, asked + timedelta(hours=1)),
                vanaf=local(withdrawn).date(),
                wijze=Wijze.MONDELING,
                vastgelegd_door=world.door,
                trekt_in=given.id,
            )


def _way(world: World, story: Story) -> dict[str, Any]:
    """Signed, or aloud with a witness where somebody can't write."""
    tolk = f"Tolkentelefoon, {story.persoon['talen'][0]}" if story.persoon.get("tolk_nodig") else ""
    if story.persoon.get("kan_lezen") is False:
        return {
            "wijze": Wijze.MONDELING,
            "tolk": tolk,
            "getuige": "De tolk aan de telefoon",
            "reden_mondeling": "Kan niet lezen en schrijven.",
        }
    x = [round(0.1 + 0.08 * step + world.rng.random() * 0.04, 3) for step in range(9)]
    y = [round(0.5 + (0.3 if step % 2 else -0.3) * world.rng.random(), 3) for step in range(9)]
    return {"wijze": Wijze.HANDTEKENING, "tolk": tolk, "handtekening": (tuple(zip(x, y, strict=True)),)}


# -- inburgering and the line


_SESSIONS: tuple[tuple[PvtSoort, int, tuple[Kernwaarde, ...]], ...] = (
    (PvtSoort.BIJEENKOMST, 150, (Kernwaarde.VRIJHEID, Kernwaarde.GELIJKWAARDIGHEID)),
    (PvtSoort.BIJEENKOMST, 150, (Kernwaarde.SOLIDARITEIT,)),
    (PvtSoort.EXCURSIE, 210, (Kernwaarde.PARTICIPATIE,)),
    (PvtSoort.BIJEENKOMST, 150, (Kernwaarde.PARTICIPATIE, Kernwaarde.VRIJHEID)),
    (PvtSoort.ONDERTEKENING, 90, ()),
)


def _trajectory(world: World, story: Story, dossier_id: str) -> Iterator[Record]:
    if story.pip_dagen is None and story.kennisgeving_dagen is None:
        return
    pip = world.day - timedelta(days=story.pip_dagen) if story.pip_dagen is not None else None
    notice = pip - timedelta(days=55) if pip else world.day - timedelta(days=story.kennisgeving_dagen or 0)
    yield Inburgeringstraject(
        id=world.ids.new(),
        dossier_id=dossier_id,
        leerroute=story.leerroute if pip else Leerroute.ONBEKEND,
        kennisgeving_op=notice,
        dagtekening_pip=pip,
        school="Taalschool De Brug" if pip else "",
    )
    if story.pip_dagen is None:
        return
    for place, (soort, minuten, waarden) in enumerate(_SESSIONS[: story.pvt]):
        ago = max(1, min(story.pip_dagen - 5, 140 - 28 * place))
        yield PvtSessie(
            id=world.ids.new(),
            dossier_id=dossier_id,
            datum=world.day - timedelta(days=ago),
            minuten=minuten,
            pvt_soort=soort,
            kernwaarden=waarden,
            aanwezigheid=Aanwezigheid.AANWEZIG,
            taal=str(story.persoon["talen"][0]),
            organisatie="Buurthuis De Schakel",
        )


def _line(world: World, story: Story, dossier_id: str) -> Iterator[Record]:
    fase = int(story.persoon.get("fase", 8))
    since = world.day - timedelta(days=world.rng.randint(30, 400))
    yield Lijnstap(
        id=world.ids.new(),
        dossier_id=dossier_id,
        stap=fase,
        begonnen_op=since,
        meenemen="Uren voorinburgering; eerste plan" if fase == 7 else "",
    )
    if not story.stap7:
        return
    stands = (Overdrachtstand.GEVRAAGD, Overdrachtstand.NVT, Overdrachtstand.GEBEURD, Overdrachtstand.NODIG)
    for wat, stand in zip(Dossieroverdracht, stands, strict=True):
        yield Bestandsoverdracht(
            id=world.ids.new(), dossier_id=dossier_id, wat=wat, stand=stand, door=world.door, datum=world.day
        )


# -- contacts, tasks, signals

_CHANNELS = (
    (Kanaal.HUISBEZOEK,) * 5
    + (Kanaal.TELEFOON,) * 3
    + (Kanaal.KANTOOR,) * 2
    + (Kanaal.BERICHT, Kanaal.ELDERS)
)


def _contacts(world: World, story: Story, dossier_id: str, count: int) -> Iterator[Record]:
    """Spread the contacts over the last year, the first one an introduction, now and then nobody at home."""
    told = {gebied: world.rng.sample(VISITS[gebied], len(VISITS[gebied])) for gebied in story.plekken}
    for place in range(count):
        latest = 1 + place * 350 // max(count, 1)
        days_ago = min(364, latest + world.rng.randint(0, 6))
        gebied = world.rng.choice(story.plekken)
        if place == count - 1 and count > 1:
            visit = FIRST
        elif world.rng.random() < 0.06:
            visit = NO_SHOW
        else:
            # Each note once before any comes back.
            visit = told[gebied][0]
            told[gebied].append(told[gebied].pop(0))
        yield from _contact(world, story, dossier_id, visit, gebied, days_ago)


def _contact(
    world: World, story: Story, dossier_id: str, visit: Visit, gebied: Leefgebied, days_ago: int
) -> Iterator[Record]:
    missed = visit is NO_SHOW
    about = () if visit in (FIRST, NO_SHOW) else (gebied,)
    contact = Contactmoment(
        id=world.ids.new(),
        dossier_id=dossier_id,
        plaatsgevonden_op=world.moment(days_ago),
        # What was seen was seen at home.
        kanaal=Kanaal.HUISBEZOEK
        if missed or visit is FIRST or visit.waarneming
        else world.rng.choice(_CHANNELS),
        onderwerp=visit.onderwerp,
        duur_minuten=10 if missed else world.rng.choice((20, 30, 45, 60, 75)),
        leefgebieden=about,
        samenvatting=visit.samenvatting,
        waarneming=visit.waarneming,
        aantekening=visit.aantekening,
        tolk="Tolkentelefoon" if story.persoon.get("tolk_nodig") and not missed else "",
        contact_gelukt=not missed,
        afmelding=Afmelding.ZONDER if missed else Afmelding.NIET_VAN_TOEPASSING,
        telt_mee_zroute=story.leerroute is Leerroute.ZELFREDZAAMHEID and not missed,
        door=world.door,
    )
    yield contact
    if visit.taak and world.rng.random() < 0.8:
        yield _task(world, contact, visit.taak, days_ago)


def _task(world: World, contact: Contactmoment, omschrijving: str, days_ago: int) -> Taak:
    due = local(contact.plaatsgevonden_op).date() + timedelta(days=world.rng.choice((2, 5, 7, 14)))
    done = days_ago > 25 or world.rng.random() < 0.3
    taak = Taak(
        id=world.ids.new(),
        dossier_id=contact.dossier_id,
        omschrijving=omschrijving,
        voor_op=due,
        wie=world.rng.choice((world.door, world.door, "cliënt")),
        gedaan_op=min(due, world.day) if done else None,
    )
    return out_of(contact, taak)


_LOOSE_SIGNALS: dict[Leefgebied, str] = {
    Leefgebied.WONEN: "De verwarming is al dagen stuk.",
    Leefgebied.GELD_EN_POST: "Een brief van een deurwaarder op tafel.",
    Leefgebied.STAGNERENDE_INBURGERING: "Al vijf weken niet op school geweest.",
    Leefgebied.KINDEREN: "De oudste vertaalt alle brieven voor zijn ouders.",
    Leefgebied.SOCIAAL_NETWERK: "Zegt dat zij de hele week niemand spreekt.",
    Leefgebied.PSYCHISCHE_GEZONDHEID: "Slaapt al weken maar een paar uur.",
}


def _signals(world: World, story: Story, dossier_id: str) -> Iterator[Record]:
    if story.checklist:
        yield from _filled_in(world, story, dossier_id)
    gebied = next((each for each in story.plekken if each in _LOOSE_SIGNALS), None)
    if gebied is None or story.verloop is None:
        return
    signaal = Signaal(
        id=world.ids.new(),
        dossier_id=dossier_id,
        leefgebied=gebied,
        urgentie=world.rng.choice(
            (Urgentie.BINNENKORT, Urgentie.BINNENKORT, Urgentie.VOLGEN, Urgentie.SPOED)
        ),
        waarneming=_LOOSE_SIGNALS[gebied],
        genoteerd_op=world.moment(world.rng.randint(16, 40)),
        genoteerd_door=world.door,
        bron=Bron.ZELF,
        besproken=True,
        naar=("gemeente",),
    )
    yield from signaleringen.with_first_steps(world.ids, signaal)
    yield from _followed_up(world, signaal, story.verloop)


def _filled_in(world: World, story: Story, dossier_id: str) -> Iterator[Record]:
    checklist = catalogue.checklist("signalering-algemeen")
    answers = {
        key: Antwoord(key=key, waarde=value, waarneming=seen, bron=Bron.ZELF, besproken=True)
        for key, (value, seen) in story.checklist.items()
    }
    done = world.moment(world.rng.randint(2, 9))
    begun = done - timedelta(minutes=17)
    yield from signaleringen.compose(
        world.ids, dossier_id, checklist, answers, door=world.door, begonnen_op=begun, afgerond_op=done
    )


_ANSWERS: dict[Signaalstand, str] = {
    Signaalstand.AFGESLOTEN: "Huisbezoek gedaan. Er is een plan gemaakt met de cliënt.",
    Signaalstand.NIET_OPGEPAKT: "Dit loopt al bij de taalschool. Zij nemen contact op.",
    Signaalstand.OPGEPAKT: "De eerste afspraak is gemaakt.",
}


def _followed_up(world: World, signaal: Signaal, verloop: Signaalstand) -> Iterator[Record]:
    """Let the coordinator assign the signal, and answer it in the last week; one that is only noted waits."""
    if verloop is Signaalstand.GENOTEERD:
        return
    if verloop is not Signaalstand.NIET_OPGEPAKT:
        assigned = signaal.genoteerd_op + timedelta(days=world.rng.randint(1, 4))
        due = add_workdays(local(assigned).date(), 10)
        to = world.rng.choice(
            ("Wijkteam Lindewaard", "Sociaal raadslieden Lindewaard", "Regievoerder M. de Waard")
        )
        yield _step(world, signaal, Signaalstand.BELEGD, assigned, belegd_bij=to, uiterlijk=due)
    if verloop is not Signaalstand.BELEGD:
        answered = world.moment(world.rng.randint(1, 7))
        yield _step(world, signaal, verloop, answered, toelichting=_ANSWERS[verloop])


def _step(
    world: World,
    signaal: Signaal,
    stand: Signaalstand,
    op: datetime,
    *,
    belegd_bij: str = "",
    uiterlijk: date | None = None,
    toelichting: str = "",
) -> Signaalstap:
    return Signaalstap(
        id=world.ids.new(),
        dossier_id=signaal.dossier_id,
        signaal_id=signaal.id,
        categorieen=tuple(sorted(signaal.inhoud_categorieen)),
        stand=stand,
        gezet_op=op,
        door=COORDINATOR,
        belegd_bij=belegd_bij,
        uiterlijk=uiterlijk,
        toelichting=toelichting,
    )
