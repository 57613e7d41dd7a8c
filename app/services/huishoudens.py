"""Huishoudens: who lives together, who comes and goes, and the one regisseur; never anything out of a dossier.

What is kept about a member stands in that member's own dossier. A child without a dossier stands in the dossier of
the parent where it was written down. Members whose dossier another device holds are simply not seen here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.changes import Changes
from app.domain.huishoudens import (
    LID_NAAM_LEEG,
    Huishouden,
    Huishoudlid,
    Relatie,
    check_lid,
    living_there,
)
from app.domain.inburgeraar import Dossierstatus, Inburgeraar
from app.domain.persoonsnummers import refuse_in
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Reading, Store, UnitOfWork
from app.services import personen
from app.services.kalender import today as day_of_clock
from app.services.veldnamen import VELDEN

AL_IN_HUISHOUDEN = FaultKind(
    "al-in-huishouden",
    "Deze persoon hoort al bij een ander huishouden.",
    "Laat de persoon daar eerst uitschrijven.",
)
ZELFDE_PERSOON = FaultKind("huishouden-zelfde", "Dit is de cliënt zelf.", "Kies iemand anders uit de lijst.")
GEEN_HUISHOUDEN = FaultKind(
    "geen-huishouden", "Deze cliënt hoort nog niet bij een huishouden.", "Voeg eerst iemand toe."
)
LID_ONBEKEND = FaultKind(
    "lid-onbekend", "Deze persoon staat niet meer in dit huishouden.", "Ververs het scherm."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Huisgenoot:
    """Somebody of a household: name, place in it, since when. `dossier_id` is empty for who has no dossier here.

    `lid_id` is the record of the stay, empty while only the dossier says that somebody belongs here.
    """

    lid_id: str
    dossier_id: str
    naam: str
    geboortedatum: str
    relatie: Relatie
    rol: str
    sinds: date | None
    tot: date | None
    is_zelf: bool = False
    gesloten: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HuishoudenView:
    """A household as one member's dossier shows it: that member first; who left stands in `eerder`."""

    huishouden_id: str
    regisseur: str
    organisatie: str
    leden: tuple[Huisgenoot, ...]
    eerder: tuple[Huisgenoot, ...]


def show(store: Store, clock: Clock, dossier_id: str) -> HuishoudenView:
    """Return the household of a client; without one an empty view. Fault DOSSIER_ONBEKEND for a stranger."""
    with store.read() as reading:
        return view_of(reading, personen.require(reading, dossier_id), day_of_clock(clock))


def view_of(reading: Reading, persoon: Inburgeraar, today: date) -> HuishoudenView:
    """The same inside a reading that is already open."""
    key = persoon.huishouden_id
    if not key:
        own = reading.of_dossier(Huishoudlid, persoon.id)
        earlier = [_of_lid(each, persoon, persoon.id) for each in own if each.is_client and each.tot]
        return HuishoudenView(huishouden_id="", regisseur="", organisatie="", leden=(), eerder=tuple(earlier))
    people = {each.id: each for each in reading.matching(Inburgeraar, "huishouden_id", key)}
    stays = reading.matching(Huishoudlid, "huishouden_id", key)
    now = living_there(stays, today)
    by_person = {lid.dossier_id: lid for lid in now if lid.is_client}
    members = [_of_person(each, by_person.get(each.id), persoon.id) for each in people.values()]
    members += [_of_lid(lid, None, persoon.id) for lid in now if not lid.is_client]
    gone = [lid for lid in stays if lid not in now or (lid.is_client and lid.dossier_id not in people)]
    earlier = [_of_lid(lid, reading.get(Inburgeraar, lid.dossier_id), persoon.id) for lid in gone]
    home = reading.get(Huishouden, key)
    return HuishoudenView(
        huishouden_id=key,
        regisseur=home.regisseur if home else persoon.regisseur,
        organisatie=home.organisatie if home else "",
        leden=tuple(sorted(members, key=lambda each: (not each.is_zelf, not each.dossier_id, each.naam))),
        eerder=tuple(earlier),
    )


def _of_person(persoon: Inburgeraar, lid: Huishoudlid | None, me: str) -> Huisgenoot:
    return Huisgenoot(
        lid_id=lid.id if lid else "",
        dossier_id=persoon.id,
        naam=persoon.naam,
        geboortedatum=persoon.geboortedatum if persoon.id == me else "",
        relatie=lid.relatie if lid else Relatie.ONBEKEND,
        rol=persoon.rol_in_huishouden,
        sinds=lid.sinds if lid else None,
        tot=lid.tot if lid else None,
        is_zelf=persoon.id == me,
        gesloten=persoon.status is Dossierstatus.GESLOTEN,
    )


def _of_lid(lid: Huishoudlid, persoon: Inburgeraar | None, me: str) -> Huisgenoot:
    return Huisgenoot(
        lid_id=lid.id,
        dossier_id=lid.dossier_id if lid.is_client else "",
        naam=lid.naam or (persoon.naam if persoon else ""),
        geboortedatum=lid.geboortedatum,
        relatie=lid.relatie,
        rol="",
        sinds=lid.sinds,
        tot=lid.tot,
        is_zelf=lid.is_client and lid.dossier_id == me,
    )


def found(uow: UnitOfWork, ids: Ids, persoon: Inburgeraar, day: date) -> tuple[Inburgeraar, str]:
    """Return the person with a household, made in this unit of work when there was none, and its id."""
    if persoon.huishouden_id:
        return persoon, persoon.huishouden_id
    home = Huishouden(id=ids.new(), dossier_id=persoon.id, regisseur=persoon.regisseur, begonnen_op=day)
    uow.add(home)
    uow.add(Huishoudlid(id=ids.new(), dossier_id=persoon.id, huishouden_id=home.id, sinds=day))
    persoon = replace(persoon, huishouden_id=home.id)
    uow.replace(persoon)
    return persoon, home.id


def join(
    store: Store,
    clock: Clock,
    ids: Ids,
    dossier_id: str,
    other_id: str,
    relatie: Relatie = Relatie.ONBEKEND,
    sinds: date | None = None,
) -> Changes:
    """Let another client join the household of `dossier_id`, which is made when there is none.

    Fault AL_IN_HUISHOUDEN when the other belongs to another household: leaving that one is said explicitly.
    """
    if dossier_id == other_id:
        raise Fault(ZELFDE_PERSOON)
    day = day_of_clock(clock)
    with store.write() as uow:
        persoon, other = personen.require(uow, dossier_id), personen.require(uow, other_id)
        if other.huishouden_id and not persoon.huishouden_id:
            # The other's household is there already: this client joins it.
            key, newcomer = other.huishouden_id, persoon
        else:
            persoon, key = found(uow, ids, persoon, sinds or day)
            newcomer = other
        if newcomer.huishouden_id == key:
            return uow.commit()
        if newcomer.huishouden_id:
            raise Fault(AL_IN_HUISHOUDEN)
        lid = Huishoudlid(
            id=ids.new(), dossier_id=newcomer.id, huishouden_id=key, relatie=relatie, sinds=sinds or day
        )
        check_lid(lid, day)
        uow.add(lid)
        home = uow.get(Huishouden, key)
        regisseur = home.regisseur if home and home.regisseur else newcomer.regisseur
        uow.replace(replace(newcomer, huishouden_id=key, regisseur=regisseur))
        return uow.commit()


def add_member(
    store: Store, clock: Clock, ids: Ids, lid: Huishoudlid, draft_key: str = ""
) -> tuple[str, Changes]:
    """Write down somebody without a dossier, such as a child, in the household of `lid.dossier_id`."""
    day = day_of_clock(clock)
    naam = " ".join(lid.naam.split())
    if not naam:
        raise Fault(LID_NAAM_LEEG)
    full = replace(lid, id=lid.id or ids.new(), naam=naam)
    check_lid(full, day)
    refuse_in(full, VELDEN)
    with store.write() as uow:
        persoon = personen.require(uow, full.dossier_id)
        there = uow.get(Huishoudlid, full.id) if lid.id else None
        if lid.id and there is None:
            raise Fault(LID_ONBEKEND)
        if there is not None:
            full = replace(full, huishouden_id=there.huishouden_id)
            uow.replace(full)
        else:
            _, key = found(uow, ids, persoon, day)
            full = replace(full, huishouden_id=key)
            uow.add(full)
        if draft_key:
            uow.drop_draft(draft_key)
        return full.id, uow.commit()


def set_place(store: Store, clock: Clock, ids: Ids, dossier_id: str, relatie: Relatie) -> Changes:
    """Store which place a client has in the household."""
    with store.write() as uow:
        persoon = personen.require(uow, dossier_id)
        if not persoon.huishouden_id:
            raise Fault(GEEN_HUISHOUDEN)
        lid = _stay(uow, persoon)
        if lid is None:
            uow.add(
                Huishoudlid(
                    id=ids.new(), dossier_id=persoon.id, huishouden_id=persoon.huishouden_id, relatie=relatie
                )
            )
        else:
            uow.replace(replace(lid, relatie=relatie))
        return uow.commit()


def leave(store: Store, clock: Clock, ids: Ids, dossier_id: str, op: date | None = None) -> Changes:
    """Let a client leave the household; `op` is the last day there. The stay remains to be read."""
    day = op or day_of_clock(clock)
    with store.write() as uow:
        persoon = personen.require(uow, dossier_id)
        key = persoon.huishouden_id
        if not key:
            raise Fault(GEEN_HUISHOUDEN)
        lid = _stay(uow, persoon)
        ended = replace(lid or Huishoudlid(id=ids.new(), dossier_id=persoon.id, huishouden_id=key), tot=day)
        check_lid(ended, day)
        if lid is None:
            uow.add(ended)
        else:
            uow.replace(ended)
        uow.replace(replace(persoon, huishouden_id=""))
        _hand_on(uow, ids, persoon, key)
        return uow.commit()


def take_away(store: Store, clock: Clock, lid_id: str, op: date | None = None) -> Changes:
    """Let somebody without a dossier leave: yesterday was the last day, or `op`."""
    day = day_of_clock(clock)
    with store.write() as uow:
        lid = uow.get(Huishoudlid, lid_id)
        if lid is None:
            raise Fault(LID_ONBEKEND)
        last = op or day - timedelta(days=1)
        uow.replace(replace(lid, tot=max(last, lid.sinds) if lid.sinds else last))
        return uow.commit()


def _hand_on(uow: UnitOfWork, ids: Ids, leaver: Inburgeraar, key: str) -> None:
    """Give the others a household in a dossier of their own when it stood in the leaver's: nothing of theirs stays."""
    home = uow.get(Huishouden, key)
    rest = [each for each in uow.matching(Inburgeraar, "huishouden_id", key) if each.id != leaver.id]
    if home is None or home.dossier_id != leaver.id or not rest:
        return
    made = replace(home, id=ids.new(), dossier_id=rest[0].id)
    uow.add(made)
    for each in rest:
        uow.replace(replace(each, huishouden_id=made.id))
    moved = {each.id for each in rest}
    for lid in uow.matching(Huishoudlid, "huishouden_id", key):
        if lid.dossier_id in moved:
            uow.replace(replace(lid, huishouden_id=made.id))


def _stay(uow: UnitOfWork, persoon: Inburgeraar) -> Huishoudlid | None:
    own = uow.of_dossier(Huishoudlid, persoon.id)
    return next(
        (
            each
            for each in reversed(own)
            if each.is_client and each.huishouden_id == persoon.huishouden_id and each.tot is None
        ),
        None,
    )


def set_regisseur(
    store: Store, clock: Clock, ids: Ids, dossier_id: str, regisseur: str, organisatie: str = ""
) -> Changes:
    """Name the one regisseur of the household of this client; every member's dossier here says the same."""
    name = " ".join(regisseur.split())
    with store.write() as uow:
        persoon = personen.require(uow, dossier_id)
        persoon, key = found(uow, ids, persoon, day_of_clock(clock))
        home = uow.get(Huishouden, key)
        changed = replace(
            home or Huishouden(id=key, dossier_id=persoon.id),
            regisseur=name,
            organisatie=" ".join(organisatie.split()),
        )
        refuse_in(changed, VELDEN)
        if home is None:
            uow.add(changed)
        else:
            uow.replace(changed)
        for each in uow.matching(Inburgeraar, "huishouden_id", key):
            uow.replace(replace(each, regisseur=name))
        return uow.commit()
