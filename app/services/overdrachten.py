"""Overdracht: the sheet for one receiver, limited by template, consent and ground, and registered when made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from app.documents import content
from app.domain.inburgeraar import Inburgeraar
from app.domain.overdrachtsjablonen import Bladsectie, Overdrachtsjabloon
from app.domain.persoonsnummers import refuse
from app.domain.records import Categorie
from app.domain.toestemmingen import Besluit, Ontvanger
from app.domain.verstrekkingen import Verstrekking
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Profile, Reading, Store
from app.services import catalogue, personen, weggaan
from app.services import overdracht_inhoud as inhoud
from app.services.afgifte import MadeDocument
from app.services.kalender import local, today
from app.services.overdracht_inhoud import Subject
from app.services.weggaan import Doors

OVERDRACHT_GEEN_GROND = FaultKind(
    "overdracht-geen-grond",
    "Dit mag niet naar de {ontvanger}. {reden}",
    "Vraag de cliënt om toestemming, of laat een grondslag vastleggen.",
)
OVERDRACHT_GEEN_SJABLOON = FaultKind(
    "overdracht-geen-sjabloon",
    "Voor deze ontvanger is er geen overdrachtsblad.",
    "Kies een andere ontvanger.",
)

ONTVANGERS = {
    Ontvanger.GEMEENTE: "gemeente",
    Ontvanger.HUISARTS: "huisarts",
    Ontvanger.JGZ: "jeugdgezondheidszorg",
    Ontvanger.WIJKTEAM: "wijkteam",
    Ontvanger.COLLEGA: "nieuwe begeleider",
    Ontvanger.CLIENT: "cliënt",
}
"""What a receiver is called in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keuze:
    """What the begeleider chose.

    `zonder` are sections left out, `met` sections beyond the minimal ones; `veiligheid` must be said apart;
    `besproken_met` names with whom it was talked through (a warm handover); `toelichting` stands on the sheet as a
    question; `sjabloon` picks a template where a receiver has more than one.
    """

    ontvanger_naam: str = ""
    zonder: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()
    veiligheid: bool = False
    besproken_met: str = ""
    toelichting: str = ""
    sjabloon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChoice:
    """One section that the sheet may hold: `mag` by template and ground, `aan` by choice, else why not."""

    code: str
    titel: str
    mag: bool
    aan: bool
    standaard: bool
    altijd: bool = False
    reden: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the sheet would hold; `geblokkeerd` says in words why it can't be made at all (else `""`)."""

    ontvanger: Ontvanger
    sjabloon: str
    titel: str
    geblokkeerd: str
    secties: tuple[SectionChoice, ...]
    gronden: tuple[str, ...]
    kopie: int
    let_op: str = ""

    @property
    def aan(self) -> frozenset[str]:
        return frozenset(sectie.code for sectie in self.secties if sectie.aan)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Everything decided about one sheet, in one state of the store."""

    persoon: Inburgeraar
    sjabloon: Overdrachtsjabloon
    doors: Doors
    plan: Plan


def plan(
    store: Store, clock: Clock, dossier_id: str, ontvanger: Ontvanger, keuze: Keuze | None = None
) -> Plan:
    """Return which sections may go to this receiver and which would; nothing is written or logged."""
    with store.read() as reading:
        return _decide(reading, clock, dossier_id, ontvanger, keuze or Keuze()).plan


def sheet(
    store: Store, clock: Clock, dossier_id: str, ontvanger: Ontvanger, keuze: Keuze | None = None
) -> content.OverdrachtBlad:
    """Return the sheet's content marked as a concept, to show before it is made; nothing is registered."""
    chosen = keuze or Keuze()
    with store.read() as reading:
        decided = _decide(reading, clock, dossier_id, ontvanger, chosen)
        _refuse_blocked(decided.plan)
        colofon = _colofon(store.profile, clock, decided.plan, "concept")
        return _content(
            reading, decided, chosen, replace(colofon, classificatie="Concept, nog niet geven"), store.profile
        )


def preview(
    store: Store, clock: Clock, dossier_id: str, ontvanger: Ontvanger, keuze: Keuze | None = None
) -> bytes:
    """Return the PDF as it would be, marked as a concept; nothing is registered."""
    from app.documents import overdracht

    return overdracht.render(sheet(store, clock, dossier_id, ontvanger, keuze))


def make(
    store: Store,
    clock: Clock,
    ids: Ids,
    dossier_id: str,
    ontvanger: Ontvanger,
    keuze: Keuze | None = None,
    *,
    wachtwoord: str = "",
) -> MadeDocument:
    """Make the sheet as PDF and register it: Verstrekking with hashes and copy number, E in the access log.

    Grounds, content and registration belong to one transaction, so nothing is handed over on a ground that was
    withdrawn meanwhile. Raises Fault OVERDRACHT_GEEN_GROND when nothing may go to this receiver.
    """
    from app.documents import overdracht

    chosen = keuze or Keuze()
    refuse((("Toelichting", chosen.toelichting), ("Ontvanger", chosen.ontvanger_naam)))
    with store.write() as uow:
        decided = _decide(uow, clock, dossier_id, ontvanger, chosen)
        _refuse_blocked(decided.plan)
        document_id = ids.new()
        colofon = _colofon(store.profile, clock, decided.plan, document_id)
        blad = _content(uow, decided, chosen, colofon, store.profile)
        data = overdracht.render(blad, password=wachtwoord or None)
        verstrekking = Verstrekking(
            id=document_id,
            dossier_id=dossier_id,
            document=decided.sjabloon.titel,
            ontvanger=ontvanger,
            ontvanger_naam=chosen.ontvanger_naam.strip(),
            onderdelen=tuple(each.code for each in decided.plan.secties if each.aan),
            grondslag_ids=tuple(sorted(grant.id for grant in decided.doors.grants)),
            gemaakt_op=clock.now(),
            gemaakt_door=store.profile.naam,
            kopie=decided.plan.kopie,
            inhoud_hash=content.content_hash(blad),
            bestand_hash=sha256(data).hexdigest(),
        )
        uow.add(verstrekking)
        uow.note_access(dossier_id, "E", soort=Verstrekking.soort, grond=", ".join(decided.plan.gronden))
        changes = uow.commit()
    name = f"overdracht-{ontvanger.value}-{local(clock.now()):%Y%m%d}-kopie{verstrekking.kopie}.pdf"
    return MadeDocument(data=data, bestandsnaam=name, verstrekking=verstrekking, changes=changes)


def _refuse_blocked(plan: Plan) -> None:
    if plan.geblokkeerd:
        raise Fault(OVERDRACHT_GEEN_GROND, ontvanger=ONTVANGERS[plan.ontvanger], reden=plan.geblokkeerd)


# -- what may


def _decide(reading: Reading, clock: Clock, dossier_id: str, ontvanger: Ontvanger, keuze: Keuze) -> _Sheet:
    persoon = personen.require(reading, dossier_id)
    sjabloon = _template(persoon, ontvanger, keuze.sjabloon)
    every = weggaan.doors(reading, dossier_id, ontvanger, today(clock), catalogue.doelen())
    # Only the purposes of this template open doors here, whatever else the client said yes to.
    doors = replace(every, grants=tuple(grant for grant in every.grants if grant.doel in sjabloon.doelen))
    blocked = "" if doors.open_for((Categorie.IDENTIFICATIE,)) else _why_blocked(sjabloon, doors)
    made = [
        each
        for each in reading.of_dossier(Verstrekking, dossier_id)
        if each.document == sjabloon.titel and each.ontvanger is ontvanger
    ]
    plan = Plan(
        ontvanger=ontvanger,
        sjabloon=sjabloon.key,
        titel=sjabloon.titel,
        geblokkeerd=blocked,
        secties=tuple(_section(each, sjabloon, doors, keuze, blocked) for each in sjabloon.secties),
        gronden=tuple(doors.words[grant.id] for grant in doors.grants),
        kopie=len(made) + 1,
        let_op=sjabloon.let_op,
    )
    return _Sheet(persoon, sjabloon, doors, plan)


def _template(persoon: Inburgeraar, ontvanger: Ontvanger, key: str) -> Overdrachtsjabloon:
    """Return the template: the one asked for, else the receiver's own; to a gemeente it depends on the step."""
    every = catalogue.sjablonen()
    if key:
        if key not in every or every[key].ontvanger is not ontvanger:
            raise Fault(OVERDRACHT_GEEN_SJABLOON)
        return every[key]
    if ontvanger is Ontvanger.GEMEENTE:
        return every["azc_gemeente" if persoon.fase < 8 else "gemeente_gemeente"]
    found = next((each for each in every.values() if each.ontvanger is ontvanger), None)
    if found is None:
        raise Fault(OVERDRACHT_GEEN_SJABLOON)
    return found


def templates_for(ontvanger: Ontvanger) -> tuple[tuple[str, str], ...]:
    """Return (key, title) of the templates for a receiver, for a screen to choose from."""
    return tuple(
        (each.key, each.titel) for each in catalogue.sjablonen().values() if each.ontvanger is ontvanger
    )


def _why_blocked(sjabloon: Overdrachtsjabloon, doors: Doors) -> str:
    """Say why nothing may go at all, by the newest thing that the client said about it."""
    for code in sjabloon.doelen:
        said = doors.decisions.get(code)
        if said is None:
            continue
        titel = doors.doelen[code].titel
        if said.besluit is Besluit.INGETROKKEN:
            return f"De cliënt trok de toestemming “{titel}” in op {local(said.vastgelegd_op):%d-%m-%Y}."
        if said.besluit is Besluit.GEWEIGERD:
            return f"De cliënt zei nee tegen “{titel}” op {local(said.vastgelegd_op):%d-%m-%Y}."
        if said.tot is not None:
            return f"De toestemming “{titel}” geldt niet op deze dag (tot {said.tot:%d-%m-%Y})."
    titels = " of ".join(f"“{doors.doelen[code].titel}”" for code in sjabloon.doelen[:1])
    return f"Er is nog geen toestemming gevraagd voor {titels}."


def _section(
    sectie: Bladsectie, sjabloon: Overdrachtsjabloon, doors: Doors, keuze: Keuze, blocked: str
) -> SectionChoice:
    # The block with the grounds says on what this sheet stands; it needs no ground of its own.
    needed = sectie.categorieen - {Categorie.TOESTEMMING}
    reden = blocked or doors.why_closed(needed)
    standaard = sectie.key in sjabloon.standaard
    if sectie.apart_blad:
        wanted = keuze.veiligheid
    else:
        wanted = sectie.altijd or ((standaard or sectie.key in keuze.met) and sectie.key not in keuze.zonder)
    return SectionChoice(
        code=sectie.key,
        titel=sectie.titel,
        mag=not reden,
        aan=wanted and not reden,
        standaard=standaard,
        altijd=sectie.altijd,
        reden=reden,
    )


# -- what stands on it


def _colofon(profile: Profile, clock: Clock, plan: Plan, document_id: str) -> content.Colofon:
    return content.Colofon(
        document_id=document_id,
        gemaakt_door=", ".join(part for part in (profile.naam, profile.organisatie) if part),
        gemaakt_op=local(clock.now()),
        exemplaar=plan.kopie,
        oefenen=profile.practice,
    )


def _content(
    reading: Reading, decided: _Sheet, keuze: Keuze, colofon: content.Colofon, profile: Profile
) -> content.OverdrachtBlad:
    subject = inhoud.read_subject(reading, decided.persoon, local(colofon.gemaakt_op).date())
    on, doors = decided.plan.aan, decided.doors
    receiver = keuze.ontvanger_naam.strip() or ONTVANGERS[decided.plan.ontvanger]
    signals = (
        inhoud.signal_rows(subject, doors, lambda each: not each.is_veiligheid) if "signalen" in on else None
    )
    return content.OverdrachtBlad(
        colofon=colofon,
        soort=decided.sjabloon.titel.removeprefix("Overdracht "),
        ontvanger=receiver,
        client=inhoud.person_block(subject, doors, with_reach="taal_en_bereik" in on),
        urgent=inhoud.urgent_points(signals or ()),
        vragen=_questions(decided.sjabloon, keuze),
        lijn=content.LijnStand(stap=decided.persoon.fase) if "inburgering" in on else None,
        huishouden=inhoud.household_block(subject, doors) if "huishouden" in on else None,
        taal=inhoud.language_block(subject, doors) if "taal_en_bereik" in on else None,
        overdracht=_from_to(colofon, profile, receiver, keuze),
        verblijf=inhoud.residence_block(subject, doors) if "verblijf" in on else None,
        inburgering=inhoud.integration_block(subject, doors) if "inburgering" in on else None,
        themas=_themes(subject, decided),
        dossiers=tuple(subject.dossiers) if "dossieroverdrachten" in on else None,
        signalen=signals,
        krachten=inhoud.strengths_block(subject, doors) if "krachten_wensen" in on else None,
        gronden=inhoud.ground_rows(subject, doors),
        veiligheid=_safety(subject, doors) if "veiligheid" in on else (),
        veiligheid_hulp=_helplines() if "veiligheid" in on else "",
    )


def _questions(sjabloon: Overdrachtsjabloon, keuze: Keuze) -> tuple[content.Vraag, ...]:
    asked = (sjabloon.vraag, keuze.toelichting.strip())
    return tuple(content.Vraag(wat=each) for each in asked if each)


def _from_to(
    colofon: content.Colofon, profile: Profile, receiver: str, keuze: Keuze
) -> content.OverdrachtBlok:
    return content.OverdrachtBlok(
        van=", ".join(part for part in (profile.naam, profile.organisatie) if part),
        naar=receiver,
        datum=colofon.gemaakt_op.date(),
        besproken=bool(keuze.besproken_met.strip()),
        besproken_met=keuze.besproken_met.strip(),
    )


def _themes(subject: Subject, decided: _Sheet) -> tuple[content.ThemaBlok, ...] | None:
    wanted: Sequence[Bladsectie] = [
        each
        for each in decided.sjabloon.secties
        if each.key in decided.plan.aan and (each.key.startswith("thema_") or each.key == "gezin")
    ]
    if not wanted:
        return None
    return tuple(inhoud.theme_block(each.key, each.titel, subject, decided.doors) for each in wanted)


def _safety(subject: Subject, doors: Doors) -> tuple[content.SignaalRegel, ...]:
    return inhoud.signal_rows(subject, doors, lambda each: each.is_veiligheid)


def _helplines() -> str:
    shown = [each for each in catalogue.alarmnummers() if each.altijd_tonen]
    return "; ".join(f"{each.naam}: {' of '.join(each.nummers)}" for each in shown)
