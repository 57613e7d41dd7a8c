"""Signalering: finish a checklist, note what was noticed, follow each signal to its end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from app.changes import Changes
from app.domain.checklists import (
    Antwoord,
    Antwoorden,
    Checklist,
    GevraagdSignaal,
    Item,
    check_answer,
    raised_signals,
    visible_items,
)
from app.domain.invullingen import GegevenAntwoord, Invulling
from app.domain.leefgebieden import Urgentie
from app.domain.persoonsnummers import refuse, refuse_in
from app.domain.records import Categorie, Record
from app.domain.regels import urgency_workdays
from app.domain.signalen import (
    NEXT,
    Bron,
    Signaal,
    Signaalstand,
    Signaalstap,
    check_step,
    current_stand,
)
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Reading, Rol, SignalRow, Store
from app.services import catalogue, personen
from app.services.kalender import add_workdays, after, today
from app.services.veldnamen import VELDEN
from app.services.wachttijden import OverdueSignal as OverdueSignal
from app.services.wachttijden import last_day as last_day
from app.services.wachttijden import most_urgent_first as most_urgent_first
from app.services.wachttijden import overdue as overdue
from app.services.wachttijden import overdue_rows as overdue_rows

SIGNAAL_ONBEKEND = FaultKind(
    "signaal-onbekend", "Dit signaal staat niet op dit apparaat.", "Ververs het scherm."
)
WAARNEMING_LEEG = FaultKind(
    "waarneming-leeg",
    "Er staat nog niet wat je zag of hoorde.",
    "Schrijf in een paar woorden wat je zag of hoorde.",
)
BELEGD_BIJ_WIE = FaultKind(
    "belegd-bij-wie", "Er staat nog niet wie dit signaal oppakt.", "Vul een naam in, en een datum."
)


@dataclass(frozen=True, slots=True)
class Finished:
    """What finishing a checklist made."""

    invulling_id: str
    signaal_ids: tuple[str, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One step in a signal's life, recorded by a person or known from the sending (`uit_delen`)."""

    stand: Signaalstand
    op: datetime
    door: str = ""
    toelichting: str = ""
    belegd_bij: str = ""
    uiterlijk: date | None = None
    uit_delen: bool = False


@dataclass(frozen=True, slots=True)
class SignalView:
    """A signal with its life and what can be done next."""

    signaal: Signaal
    rij: SignalRow
    life: tuple[LifeStep, ...]
    kan: tuple[Signaalstand, ...]


NOG_NIET = datetime(1, 1, 1, tzinfo=UTC)
"""Put as `genoteerd_op` in a signal that is still to be noted: the moment is filled in when it is stored."""


def preview_signals(checklist: Checklist, answers: Antwoorden) -> tuple[GevraagdSignaal, ...]:
    """Return the signals that finishing now would note, most urgent first; nothing is written."""
    return raised_signals(checklist, answers)


def finish(
    store: Store,
    clock: Clock,
    ids: Ids,
    dossier_id: str,
    checklist: Checklist,
    answers: Antwoorden,
    draft_key: str = "",
    begonnen_op: datetime | None = None,
) -> Finished:
    """Store the answers, the signals they ask for and their first steps, and drop the draft, in one transaction.

    Raises a Fault when an answer doesn't fit its item, or a text holds a BSN or V-nummer.
    """
    now = clock.now()
    records = compose(
        ids,
        dossier_id,
        checklist,
        answers,
        door=store.profile.naam,
        begonnen_op=begonnen_op or now,
        afgerond_op=now,
    )
    with store.write() as uow:
        personen.require(uow, dossier_id)
        for record in records:
            uow.add(record)
        if draft_key:
            uow.drop_draft(draft_key)
        changes = uow.commit()
    return Finished(records[0].id, tuple(each.id for each in records if isinstance(each, Signaal)), changes)


def compose(
    ids: Ids,
    dossier_id: str,
    checklist: Checklist,
    answers: Antwoorden,
    *,
    door: str,
    begonnen_op: datetime,
    afgerond_op: datetime,
) -> tuple[Record, ...]:
    """Return the records of a finished checklist, not stored yet: the Invulling first, then signals and first steps.

    Raises a Fault when an answer doesn't fit its item, or a text holds a BSN or V-nummer.
    """
    given = [
        item for item in visible_items(checklist, answers) if item.key in answers and answers[item.key].given
    ]
    for item in given:
        _check(item, answers[item.key])
    invulling = Invulling(
        id=ids.new(),
        dossier_id=dossier_id,
        code=checklist.code,
        versie=checklist.versie,
        template_hash=checklist.template_hash,
        naam=checklist.titel,
        begonnen_op=begonnen_op,
        afgerond_op=afgerond_op,
        ingevuld_door=door,
        antwoorden=tuple(_given(item, answers[item.key]) for item in given),
    )
    records: list[Record] = [invulling]
    for asked in raised_signals(checklist, answers):
        signaal = _signaal(invulling, asked, answers[asked.item_key], ids.new())
        records.extend(with_first_steps(ids, signaal))
    return tuple(records)


def _check(item: Item, antwoord: Antwoord) -> None:
    check_answer(item, antwoord)
    texts = (
        antwoord.waarneming,
        *antwoord.waarden,
        antwoord.reden_lager,
        antwoord.niet_besproken_reden,
    )
    refuse((item.tekst, text) for text in texts)


def _given(item: Item, antwoord: Antwoord) -> GegevenAntwoord:
    words = {keuze.key: keuze.tekst for keuze in item.keuzes}
    return GegevenAntwoord(
        key=item.key,
        vraag=item.tekst,
        waarde="; ".join(words.get(value, value) for value in antwoord.waarden),
        leefgebied=item.leefgebied.value if item.leefgebied else "",
        waarneming=antwoord.waarneming,
        bron=antwoord.bron.value if antwoord.bron else "",
        beschermd=item.beschermd or item.categorie is Categorie.VEILIGHEID,
    )


def _signaal(invulling: Invulling, asked: GevraagdSignaal, antwoord: Antwoord, signaal_id: str) -> Signaal:
    return Signaal(
        id=signaal_id,
        dossier_id=invulling.dossier_id,
        leefgebied=asked.leefgebied,
        urgentie=asked.urgentie,
        waarneming=antwoord.waarneming,
        genoteerd_op=invulling.afgerond_op,
        # An item that is shielded must not leave, or be printed, by the looser category of its leefgebied.
        categorie=Categorie.VEILIGHEID if asked.beschermd else asked.categorie,
        genoteerd_door=invulling.ingevuld_door,
        bron=antwoord.bron or Bron.ZELF,
        besproken=bool(antwoord.besproken),
        niet_besproken_reden="" if antwoord.besproken else antwoord.niet_besproken_reden.strip(),
        urgentie_reden=asked.reden_lager,
        vraag=asked.tekst,
        naar=asked.naar,
        invulling_id=invulling.id,
        item_key=asked.item_key,
    )


def note_signal(
    store: Store, clock: Clock, ids: Ids, signaal: Signaal, draft_key: str = ""
) -> tuple[str, Changes]:
    """Store a signal that no checklist asked for; id, moment (now) and author are filled in here."""
    if not signaal.waarneming.strip() and not signaal.vraag.strip():
        raise Fault(WAARNEMING_LEEG)
    full = replace(
        signaal,
        id=ids.new(),
        genoteerd_op=clock.now() if signaal.genoteerd_op == NOG_NIET else signaal.genoteerd_op,
        genoteerd_door=signaal.genoteerd_door or store.profile.naam,
    )
    refuse_in(full, VELDEN)
    with store.write() as uow:
        personen.require(uow, full.dossier_id)
        for record in with_first_steps(ids, full):
            uow.add(record)
        if draft_key:
            uow.drop_draft(draft_key)
        return full.id, uow.commit()


def with_first_steps(ids: Ids, signaal: Signaal) -> tuple[Record, ...]:
    """Return a signal and, when it was discussed with the client, the step that says so."""
    if not signaal.besproken:
        return (signaal,)
    spoken = _stap(ids, signaal, Signaalstand.BESPROKEN, signaal.genoteerd_op, signaal.genoteerd_door)
    return (signaal, spoken)


def _stap(
    ids: Ids,
    signaal: Signaal,
    stand: Signaalstand,
    op: datetime,
    door: str,
    *,
    toelichting: str = "",
    belegd_bij: str = "",
    uiterlijk: date | None = None,
) -> Signaalstap:
    return Signaalstap(
        id=ids.new(),
        dossier_id=signaal.dossier_id,
        signaal_id=signaal.id,
        categorieen=tuple(sorted(signaal.inhoud_categorieen)),
        stand=stand,
        gezet_op=op,
        door=door,
        belegd_bij=belegd_bij.strip(),
        uiterlijk=uiterlijk,
        toelichting=toelichting.strip(),
    )


def step(
    store: Store,
    clock: Clock,
    ids: Ids,
    signaal_id: str,
    stand: Signaalstand,
    *,
    toelichting: str = "",
    belegd_bij: str = "",
    uiterlijk: date | None = None,
) -> Changes:
    """Take the next step of a signal; a Fault when it can't follow, or lacks its explanation or its person.

    Assigning (`belegd`) needs `belegd_bij`; without `uiterlijk` the term of the signal's urgency is promised.
    """
    with store.write() as uow:
        signaal = uow.get(Signaal, signaal_id)
        if signaal is None:
            raise Fault(SIGNAAL_ONBEKEND)
        if stand is Signaalstand.BELEGD:
            if not belegd_bij.strip():
                raise Fault(BELEGD_BIJ_WIE)
            uiterlijk = uiterlijk or promise(signaal.urgentie, today(clock))
        steps = _steps_of(uow, signaal)
        op = after(clock.now(), signaal.genoteerd_op, *(each.gezet_op for each in steps))
        nieuw = _stap(
            ids,
            signaal,
            stand,
            op,
            store.profile.naam,
            toelichting=toelichting,
            belegd_bij=belegd_bij,
            uiterlijk=uiterlijk,
        )
        check_step(current_stand(steps), nieuw)
        refuse_in(nieuw, VELDEN)
        uow.add(nieuw)
        return uow.commit()


def promise(urgentie: Urgentie, day: date) -> date:
    """Return the last day on which a step taken for this urgency is in time."""
    return add_workdays(day, urgency_workdays(catalogue.regels("termijnen", day), urgentie))


def _steps_of(reading: Reading, signaal: Signaal) -> tuple[Signaalstap, ...]:
    return tuple(
        each for each in reading.of_dossier(Signaalstap, signaal.dossier_id) if each.signaal_id == signaal.id
    )


_VOLUNTEER = (Signaalstand.BESPROKEN, Signaalstand.GEMELD, Signaalstand.AFGESLOTEN)
_OFFERED: dict[Rol, tuple[Signaalstand, ...]] = {
    Rol.VRIJWILLIGER: _VOLUNTEER,
    Rol.BEGELEIDER: (
        Signaalstand.BESPROKEN,
        Signaalstand.GEMELD,
        Signaalstand.OPGEPAKT,
        Signaalstand.AFGESLOTEN,
    ),
    Rol.COORDINATOR: (
        Signaalstand.BELEGD,
        Signaalstand.OPGEPAKT,
        Signaalstand.AFGESLOTEN,
        Signaalstand.NIET_OPGEPAKT,
    ),
}


_WEIGHED = frozenset({Signaalstand.BELEGD, Signaalstand.OPGEPAKT, Signaalstand.NIET_OPGEPAKT})


def possible_steps(stand: Signaalstand, rol: Rol, *, veiligheid: bool = False) -> tuple[Signaalstand, ...]:
    """Return the steps that a screen offers to this role, in the order of a signal's life.

    About safety a volunteer tells the contactpersoon and never decides alone: closing waits until it was weighed.
    """
    alone = veiligheid and rol is Rol.VRIJWILLIGER and stand not in _WEIGHED
    return tuple(
        each
        for each in _OFFERED[rol]
        if each in NEXT[stand] and not (alone and each is Signaalstand.AFGESLOTEN)
    )


def life(store: Store, signaal_id: str) -> tuple[LifeStep, ...]:
    """Return a signal's whole life, oldest first: noted, steps by people, sent and received by the sharing."""
    with store.read() as reading:
        return _life(reading, _signal(reading, signaal_id), is_register=store.profile.is_register)


def _signal(reading: Reading, signaal_id: str) -> Signaal:
    signaal = reading.get(Signaal, signaal_id)
    if signaal is None:
        raise Fault(SIGNAAL_ONBEKEND)
    return signaal


def _life(reading: Reading, signaal: Signaal, *, is_register: bool) -> tuple[LifeStep, ...]:
    lived = [LifeStep(Signaalstand.GENOTEERD, signaal.genoteerd_op, signaal.genoteerd_door)]
    for each in _steps_of(reading, signaal):
        lived.append(
            LifeStep(each.stand, each.gezet_op, each.door, each.toelichting, each.belegd_bij, each.uiterlijk)
        )
    recorded = {each.stand for each in lived}
    if not is_register:
        # On the register the share facts are those of its own sending back, which is no step in a signal's life.
        share = reading.shares([signaal.id])[signaal.id]
        for stand, op in (
            (Signaalstand.GEMELD, share.verzonden_op),
            (Signaalstand.ONTVANGEN, share.ontvangen_op),
        ):
            if op is not None and stand not in recorded:
                lived.append(LifeStep(stand, op, uit_delen=True))
    order = list(Signaalstand)
    return tuple(sorted(lived, key=lambda each: (each.op, order.index(each.stand))))


def show(store: Store, signaal_id: str) -> SignalView:
    """Return a signal with its life and the possible next steps."""
    with store.read() as reading:
        signaal = _signal(reading, signaal_id)
        rows = reading.signals(dossier_id=signaal.dossier_id, only_open=False)
        rij = next(row for row in rows if row.signaal_id == signaal_id)
        return SignalView(
            signaal=signaal,
            rij=rij,
            life=_life(reading, signaal, is_register=store.profile.is_register),
            kan=possible_steps(Signaalstand(rij.stand), store.profile.rol, veiligheid=signaal.is_veiligheid),
        )


def open_signals(store: Store, dossier_id: str = "") -> tuple[SignalRow, ...]:
    """Return the signals that still need something, most urgent first, then oldest first."""
    with store.read() as reading:
        return most_urgent_first(reading.signals(dossier_id=dossier_id))
