"""The checklists of an installation: those that ship, and the organisation's own as the register sent them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from app.changes import Changes
from app.domain.checklist_lezen import parse, template_hash
from app.domain.checklists import Checklist
from app.domain.invullingen import Invulling
from app.domain.leefgebieden import Leefgebied
from app.domain.organisatie import ORGANISATIE, EigenLijst, Organisatiegegevens
from app.domain.records import Categorie
from app.domain.xlsform import Melding
from app.domain.xlsform_lezen import Gelezen
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Reading, Store, UnitOfWork
from app.services import catalogue, xlsforms
from app.services.kalender import today

LIJST_ONBEKEND = FaultKind(
    "lijst-onbekend", "Deze lijst is er niet op dit apparaat.", "Kies een lijst die er wel is."
)
ALLEEN_COORDINATOR = FaultKind(
    "lijst-alleen-coordinator",
    "Alleen de coördinator maakt eigen lijsten.",
    "Geef het Excel-bestand aan je coördinator.",
)
LIJST_FOUT = FaultKind(
    "lijst-niet-goed",
    "Deze lijst kan zo niet gebruikt worden: er moet op {aantal} plaatsen iets anders.",
    "Kijk de lijst eerst na. Dan staat er per plaats wat je kunt doen.",
)
VERSIE_BESTAAT = FaultKind(
    "lijst-versie-bestaat",
    "Versie {versie} van deze lijst is al gepubliceerd. Die verandert nooit meer.",
    "Zet in blad settings bij version een hoger getal.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijstfeiten:
    """One list as whoever manages them sees it. `eigen`: made by the organisation; `uit`: not offered any more."""

    code: str
    titel: str
    versie: int
    vragen: int
    talen: tuple[str, ...]
    eigen: bool
    uit: bool = False
    gepubliceerd_door: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstel:
    """What a workbook would become. `checklist` is None while `fouten` must be mended; nothing is written yet.

    `vorige` is the newest published version of this list (0: none); `gelijk`: it has exactly these questions.
    """

    bestand: str
    checklist: Checklist | None
    inhoud: str
    fouten: tuple[Melding, ...]
    opmerkingen: tuple[Melding, ...]
    vorige: int = 0
    gelijk: bool = False

    @property
    def publiceerbaar(self) -> bool:
        """True when it can be sent to the devices as it is."""
        return self.checklist is not None and not self.gelijk


# -- which lists there are


def own(reading: Reading) -> tuple[Checklist, ...]:
    """Return every readable version of the organisation's own lists, by code and version.

    Of one version the first that came counts, and only with the content that its hash names: a published one never
    changes. One that this program can't read is left out.
    """
    found: dict[tuple[str, int], Checklist] = {}
    for record in sorted(reading.of_dossier(EigenLijst, ORGANISATIE), key=lambda each: each.id):
        checklist = _readable(record.inhoud, record.template_hash)
        if checklist is None or catalogue.is_shipped(checklist.code):
            continue
        if (checklist.code, checklist.versie) == (record.code, record.versie):
            found.setdefault((record.code, record.versie), checklist)
    return tuple(found[key] for key in sorted(found))


@lru_cache(maxsize=128)
def _readable(inhoud: str, stated: str) -> Checklist | None:
    try:
        data: Any = json.loads(inhoud)
        if not isinstance(data, dict) or template_hash(data) != stated:
            return None
        return parse(data)
    except (Fault, ValueError, RecursionError, TypeError):
        return None


def facts_of(reading: Reading) -> Organisatiegegevens:
    """Return what the register sent about the organisation; empty when it sent nothing."""
    known = reading.get(Organisatiegegevens, ORGANISATIE)
    return known or Organisatiegegevens(id=ORGANISATIE, dossier_id=ORGANISATIE)


def offered(reading: Reading) -> tuple[Checklist, ...]:
    """Return the newest version of every list that can be chosen, by title; shipped ones and own ones."""
    newest = {each.code: each for each in own(reading)}
    out = set(facts_of(reading).uit_gebruik)
    mine = [each for code, each in newest.items() if code not in out]
    return tuple(sorted((*catalogue.checklists(), *mine), key=lambda each: each.titel.casefold()))


def find(reading: Reading, code: str, versie: int | None = None) -> Checklist:
    """Return one list, the newest version unless asked; Fault LIJST_ONBEKEND when this installation hasn't got it.

    A list out of use is still found: what was begun on it is finished on it.
    """
    try:
        return catalogue.checklist(code, versie)
    except KeyError:
        pass
    versions = {each.versie: each for each in own(reading) if each.code == code}
    chosen = max(versions, default=0) if versie is None else versie
    if chosen not in versions:
        raise Fault(LIJST_ONBEKEND)
    return versions[chosen]


def shielded_keys(reading: Reading, invulling: Invulling) -> frozenset[str]:
    """Return the keys of the answers about safety: as the answer itself says, or its leefgebied, or its template."""
    try:
        items = find(reading, invulling.code, invulling.versie).items
    except Fault:
        items = ()
    by_template = {item.key for item in items if item.beschermd or item.categorie is Categorie.VEILIGHEID}
    return frozenset(
        each.key
        for each in invulling.antwoorden
        if each.beschermd
        or each.key in by_template
        or (bool(each.leefgebied) and Leefgebied(each.leefgebied).beschermd)
    )


def overview(store: Store) -> tuple[Lijstfeiten, ...]:
    """Return the newest version of every list, own ones first, also those out of use."""
    with store.read() as reading:
        newest = {each.code: each for each in own(reading)}
        authors = {
            (each.code, each.versie): each.gepubliceerd_door
            for each in reading.of_dossier(EigenLijst, ORGANISATIE)
        }
        out = set(facts_of(reading).uit_gebruik)
    mine = [
        _feiten(each, eigen=True, uit=code in out, door=authors.get((code, each.versie), ""))
        for code, each in newest.items()
    ]
    mine.sort(key=lambda each: (each.uit, each.titel.casefold()))
    return (*mine, *(_feiten(each, eigen=False) for each in catalogue.checklists()))


def _feiten(each: Checklist, *, eigen: bool, uit: bool = False, door: str = "") -> Lijstfeiten:
    return Lijstfeiten(
        code=each.code,
        titel=each.titel,
        versie=each.versie,
        vragen=sum(1 for item in each.items if item.answerable),
        talen=tuple(state.taal for state in each.talen),
        eigen=eigen,
        uit=uit,
        gepubliceerd_door=door,
    )


# -- from Excel to every device


def propose(store: Store, clock: Clock, data: bytes, bestand: str) -> Voorstel:
    """Say what a workbook would become; nothing is written. A Fault when the file is no workbook at all."""
    op = today(clock)
    first = xlsforms.read_workbook(data, bestand, op)
    if first.checklist is None:
        return _voorstel(bestand, first)
    code = first.checklist.code
    with store.read() as reading:
        known = {each.versie: each for each in own(reading) if each.code == code}
    newest = max(known, default=0)
    found = first if first.versie_genoemd else xlsforms.read_workbook(data, bestand, op, newest + 1)
    wrong = _version_trouble(found, known)
    if wrong is not None:
        return Voorstel(
            bestand=bestand,
            checklist=None,
            inhoud="",
            fouten=(wrong,),
            opmerkingen=found.opmerkingen,
            vorige=newest,
        )
    return _voorstel(bestand, found, newest, _is_same(found, known.get(newest)))


def _version_trouble(found: Gelezen, known: dict[int, Checklist]) -> Melding | None:
    assert found.checklist is not None
    code, versie = found.checklist.code, found.checklist.versie
    if catalogue.is_shipped(code):
        return Melding(
            blad="settings",
            rij=2,
            kolom="form_id",
            wat=f"De lijst “{code}” hoort bij het programma.",
            doe=f"Geef jouw lijst een eigen form_id, zoals eigen-{code}.",
        )
    newest = max(known, default=0)
    if versie > newest or _is_same(found, known.get(versie)):
        return None
    return Melding(
        blad="settings",
        rij=2,
        kolom="version",
        wat=f"Versie {versie} is al gepubliceerd, en die verandert nooit meer.",
        doe=f"Zet version op {newest + 1}.",
    )


def _is_same(found: Gelezen, other: Checklist | None) -> bool:
    checklist = found.checklist
    if checklist is None or other is None:
        return False
    alike = replace(
        checklist, versie=other.versie, gepubliceerd=other.gepubliceerd, template_hash=other.template_hash
    )
    return alike == other and (not found.versie_genoemd or checklist.versie <= other.versie)


def _voorstel(bestand: str, found: Gelezen, vorige: int = 0, gelijk: bool = False) -> Voorstel:
    inhoud = json.dumps(found.inhoud, ensure_ascii=False, sort_keys=True) if found.checklist else ""
    return Voorstel(
        bestand=bestand,
        checklist=found.checklist,
        inhoud=inhoud,
        fouten=found.fouten,
        opmerkingen=found.opmerkingen,
        vorige=vorige,
        gelijk=gelijk,
    )


def publish(store: Store, clock: Clock, ids: Ids, voorstel: Voorstel) -> Changes:
    """Publish what was proposed: from now on it never changes, and it goes to every device with the next sharing.

    Fault when it must be mended first, when this version was published meanwhile, or this is no register.
    """
    if not store.profile.is_register:
        raise Fault(ALLEEN_COORDINATOR)
    checklist = voorstel.checklist
    if checklist is None:
        raise Fault(LIJST_FOUT, aantal=len(voorstel.fouten))
    with store.write() as uow:
        newest = max((each.versie for each in own(uow) if each.code == checklist.code), default=0)
        if checklist.versie <= newest:
            raise Fault(VERSIE_BESTAAT, versie=checklist.versie)
        uow.add(
            EigenLijst(
                id=ids.new(),
                dossier_id=ORGANISATIE,
                code=checklist.code,
                versie=checklist.versie,
                naam=checklist.titel,
                template_hash=checklist.template_hash,
                inhoud=voorstel.inhoud,
                gepubliceerd_op=clock.now(),
                gepubliceerd_door=store.profile.naam,
            )
        )
        known = facts_of(uow)
        if checklist.code in known.uit_gebruik:
            put_facts(uow, replace(known, uit_gebruik=_without(known.uit_gebruik, checklist.code)))
        return uow.commit()


def set_in_use(store: Store, code: str, in_use: bool) -> Changes:
    """Offer an own list on the devices, or not any more; what was filled in or begun stays readable."""
    if not store.profile.is_register:
        raise Fault(ALLEEN_COORDINATOR)
    with store.write() as uow:
        if code not in {each.code for each in own(uow)}:
            raise Fault(LIJST_ONBEKEND)
        known = facts_of(uow)
        rest = _without(known.uit_gebruik, code)
        put_facts(uow, replace(known, uit_gebruik=rest if in_use else (*rest, code)))
        return uow.commit()


def _without(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(each for each in codes if each != code)


def put_facts(uow: UnitOfWork, facts: Organisatiegegevens) -> None:
    """Store what is known about the organisation inside a unit of work."""
    if uow.get(Organisatiegegevens, ORGANISATIE) is None:
        uow.add(facts)
    else:
        uow.replace(facts)


def workbook(store: Store, code: str) -> bytes:
    """Return a list, shipped or own, as an XLSForm workbook."""
    with store.read() as reading:
        return xlsforms.write_workbook(find(reading, code))
