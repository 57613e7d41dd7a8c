"""Consent and legal grounds: record the client's decisions, withdraw them, and show where each purpose stands.

What then leaves is shown by `app.services.weggaan`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.changes import Changes
from app.domain.deeldatum import age_on
from app.domain.inburgeraar import Inburgeraar
from app.domain.persoonsnummers import refuse_in
from app.domain.toestemmingen import (
    Besluit,
    Doelentabel,
    Grant,
    Grondslag,
    Grondslagsoort,
    Ontvanger,
    Toestemming,
    Verwerkingsdoel,
    Wijze,
    live_grants,
    newest_per_doel,
)
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Reading, Rol, Store
from app.services import catalogue, personen
from app.services.kalender import add_months, after, today
from app.services.veldnamen import VELDEN
from app.services.weggaan import FieldFate as FieldFate
from app.services.weggaan import RecordFate as RecordFate
from app.services.weggaan import WhatLeaves as WhatLeaves
from app.services.weggaan import what_leaves as what_leaves

DOEL_ONBEKEND = FaultKind(
    "doel-onbekend", "Dit doel staat niet in de tabel: {doel}.", "Kies een doel uit de lijst."
)
GETUIGE_NODIG = FaultKind(
    "toestemming-getuige-nodig",
    "Bij mondelinge toestemming horen een getuige en een reden.",
    "Vul in wie erbij was, en waarom er geen handtekening is.",
)
HANDTEKENING_NODIG = FaultKind(
    "toestemming-handtekening-nodig",
    "De handtekening is nog leeg.",
    "Laat de cliënt tekenen, of kies “mondeling”.",
)
OUDER_NODIG = FaultKind(
    "toestemming-ouder-nodig",
    "De cliënt is jonger dan 16 jaar. Dan beslist een ouder of voogd.",
    "Vul in welke ouder of voogd dit heeft beslist.",
)
TEKST_NODIG = FaultKind(
    "toestemming-tekst-nodig",
    "Er is niet bekend welke tekst de cliënt heeft gezien.",
    "Laat eerst de tekst zien.",
)
NIETS_IN_TE_TREKKEN = FaultKind(
    "niets-in-te-trekken", "Voor dit doel is er nu geen toestemming.", "Er is niets om in te trekken."
)
GRONDSLAG_PAST_NIET = FaultKind(
    "grondslag-past-niet",
    "Deze grondslag mag niet bij dit doel.",
    "Kies een andere grondslag, of vraag toestemming.",
)
GRONDSLAG_PROFESSIONAL = FaultKind(
    "grondslag-professional",
    "Een andere grondslag dan toestemming legt een begeleider of coördinator vast.",
    "Vraag de cliënt om toestemming, of bel je contactpersoon.",
)
GRONDSLAG_ONBEKEND = FaultKind(
    "grondslag-onbekend", "Deze grondslag staat niet op dit apparaat.", "Ververs het scherm."
)
TOELICHTING_NODIG = FaultKind(
    "grondslag-toelichting-nodig", "Bij een grondslag hoort een uitleg.", "Schrijf in één zin waarom dit mag."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The client's yes or no to one doel, and how it was given. `handtekening` are strokes of (x, y) points."""

    doel: str
    ja: bool
    wijze: Wijze = Wijze.HANDTEKENING
    tekst_versie: str = ""
    tekst_hash: str = ""
    taal: str = "nl"
    tolk: str = ""
    getuige: str = ""
    reden_mondeling: str = ""
    gegeven_door: str = "client"
    handtekening: tuple[tuple[tuple[float, float], ...], ...] = ()
    vanaf: date | None = None
    tot: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """Where one doel stands on a day. `besluit` is None when the client was never asked; `geldt` says whether it
    opens a door today; `grondslagen` are other live grounds for the same doel."""

    doel: str
    titel: str
    ontvanger: Ontvanger
    besluit: Besluit | None
    geldt: bool
    sinds: date | None
    tot: date | None
    taal: str
    wijze: Wijze | None
    door: str
    record_id: str
    uitleg: str
    bij_ja: str
    bij_nee: str
    tekst_verouderd: bool = False
    grondslagen: tuple[Grondslag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentOverview:
    """All purposes with the decision that counts, and everything ever decided, newest first."""

    rows: tuple[ConsentRow, ...]
    geschiedenis: tuple[Toestemming, ...]
    grondslagen: tuple[Grondslag, ...]
    leeftijd: int | None
    ouder_beslist: bool


def record_decisions(
    store: Store, clock: Clock, ids: Ids, dossier_id: str, decisions: Sequence[Decision], draft_key: str = ""
) -> Changes:
    """Store the client's decisions, all or none. Raises a Fault when one of them can't be proven.

    A no after an earlier yes withdraws that yes. Consent ends by itself after the months that the doel allows.
    """
    doelen = catalogue.doelen()
    with store.write() as uow:
        persoon = personen.require(uow, dossier_id)
        there = uow.of_dossier(Toestemming, dossier_id)
        for decision in decisions:
            doel = _doel(doelen, decision.doel)
            _check(decision, persoon, today(clock))
            op = after(clock.now(), *(each.vastgelegd_op for each in there if each.doel == doel.code))
            for record in _records(decision, doel, dossier_id, store.profile.naam, op, today(clock), there):
                full = replace(record, id=ids.new())
                refuse_in(full, VELDEN)
                uow.add(full)
        if draft_key:
            uow.drop_draft(draft_key)
        return uow.commit()


def _doel(doelen: Doelentabel, code: str) -> Verwerkingsdoel:
    if code not in doelen:
        raise Fault(DOEL_ONBEKEND, doel=code)
    return doelen[code]


def _check(decision: Decision, persoon: Inburgeraar, day: date) -> None:
    """A yes must be proven; a no only has to be heard."""
    if ouder_beslist(persoon, day) and decision.gegeven_door.strip() in ("", "client"):
        raise Fault(OUDER_NODIG)
    if not decision.ja:
        return
    if not decision.tekst_versie or not decision.tekst_hash:
        raise Fault(TEKST_NODIG)
    if decision.wijze is Wijze.MONDELING and not (
        decision.getuige.strip() and decision.reden_mondeling.strip()
    ):
        raise Fault(GETUIGE_NODIG)
    if decision.wijze is Wijze.HANDTEKENING and not any(decision.handtekening):
        raise Fault(HANDTEKENING_NODIG)


def ouder_beslist(persoon: Inburgeraar, day: date) -> bool:
    """True while a parent or guardian decides; of an unknown birth date nobody can say so."""
    age = age_on(persoon.geboortedatum, day)
    return age is not None and age < catalogue.regels("termijnen", day).getal("toestemming_ouder_onder_jaar")


def _records(
    decision: Decision,
    doel: Verwerkingsdoel,
    dossier_id: str,
    door: str,
    op: datetime,
    day: date,
    there: Sequence[Toestemming],
) -> tuple[Toestemming, ...]:
    """Return the records that a decision makes, without ids: one, or a withdrawal for each yes that it takes back."""
    vanaf = decision.vanaf or day
    plain = Toestemming(
        id="",
        dossier_id=dossier_id,
        doel=doel.code,
        ontvanger=doel.ontvanger,
        besluit=Besluit.GEGEVEN if decision.ja else Besluit.GEWEIGERD,
        vastgelegd_op=op,
        vanaf=vanaf,
        tot=(decision.tot or add_months(vanaf, doel.maanden_geldig)) if decision.ja else None,
        tekst_versie=decision.tekst_versie,
        tekst_hash=decision.tekst_hash,
        taal=decision.taal,
        tolk=decision.tolk.strip(),
        wijze=decision.wijze,
        getuige=decision.getuige.strip(),
        reden_mondeling=decision.reden_mondeling.strip(),
        gegeven_door=decision.gegeven_door.strip() or "client",
        handtekening=decision.handtekening,
        vastgelegd_door=door,
    )
    if decision.ja:
        return (plain,)
    taken_back = given(there, doel.code)
    if not taken_back:
        return (plain,)
    return tuple(replace(plain, besluit=Besluit.INGETROKKEN, trekt_in=each.id) for each in taken_back)


def given(toestemmingen: Sequence[Toestemming], doel: str) -> tuple[Toestemming, ...]:
    """Return every yes for a doel that wasn't taken back, also expired ones: data may have left on each of them."""
    withdrawn = {each.trekt_in for each in toestemmingen if each.trekt_in}
    return tuple(
        each
        for each in toestemmingen
        if each.doel == doel and each.besluit is Besluit.GEGEVEN and each.id not in withdrawn
    )


def withdraw(
    store: Store,
    clock: Clock,
    ids: Ids,
    dossier_id: str,
    doel: str,
    *,
    wijze: Wijze = Wijze.MONDELING,
    taal: str = "nl",
    tolk: str = "",
    gegeven_door: str = "",
) -> Changes:
    """Withdraw the consent for one doel: nothing more leaves on it from this moment. As easy as giving it.

    Each yes that was ever given for the doel is withdrawn by name. Raises Fault NIETS_IN_TE_TREKKEN without one.
    """
    with store.write() as uow:
        personen.require(uow, dossier_id)
        there = uow.of_dossier(Toestemming, dossier_id)
        if not given(there, doel):
            raise Fault(NIETS_IN_TE_TREKKEN)
        decision = Decision(
            doel=doel, ja=False, wijze=wijze, taal=taal, tolk=tolk, gegeven_door=gegeven_door or "client"
        )
        op = after(clock.now(), *(each.vastgelegd_op for each in there if each.doel == doel))
        known = _doel(catalogue.doelen(), doel)
        for record in _records(decision, known, dossier_id, store.profile.naam, op, today(clock), there):
            uow.add(replace(record, id=ids.new()))
        return uow.commit()


def register_grondslag(store: Store, clock: Clock, ids: Ids, grondslag: Grondslag) -> tuple[str, Changes]:
    """Store a legal ground other than consent, with its explanation. By a begeleider or coordinator only.

    Id, moment, author and receiver are filled in here; a ground that the doel doesn't allow is refused. Returns the id.
    """
    if store.profile.rol is Rol.VRIJWILLIGER:
        raise Fault(GRONDSLAG_PROFESSIONAL)
    doel = _doel(catalogue.doelen(), grondslag.doel)
    allowed = doel.grondslagen - {Grondslagsoort.TOESTEMMING}
    if grondslag.grondslag not in allowed:
        raise Fault(GRONDSLAG_PAST_NIET)
    if not grondslag.toelichting.strip():
        raise Fault(TOELICHTING_NODIG)
    full = replace(
        grondslag,
        id=ids.new(),
        ontvanger=doel.ontvanger,
        vastgelegd_op=clock.now(),
        vastgelegd_door=grondslag.vastgelegd_door or store.profile.naam,
    )
    refuse_in(full, VELDEN)
    with store.write() as uow:
        personen.require(uow, full.dossier_id)
        uow.add(full)
        return full.id, uow.commit()


def end_grondslag(store: Store, clock: Clock, ids: Ids, grondslag_id: str, toelichting: str) -> Changes:
    """End a legal ground today, with the reason."""
    if not toelichting.strip():
        raise Fault(TOELICHTING_NODIG)
    with store.write() as uow:
        there = uow.get(Grondslag, grondslag_id)
        if there is None:
            raise Fault(GRONDSLAG_ONBEKEND)
        full = replace(
            there,
            id=ids.new(),
            toelichting=toelichting.strip(),
            vastgelegd_op=clock.now(),
            vastgelegd_door=store.profile.naam,
            vanaf=today(clock),
            tot=None,
            beeindigt=there.id,
        )
        refuse_in(full, VELDEN)
        uow.add(full)
        return uow.commit()


def overview(
    store: Store,
    dossier_id: str,
    today: date,
    doelen: Doelentabel | None = None,
    texts: Mapping[tuple[str, str], str] | None = None,
) -> ConsentOverview:
    """Return every doel with where it stands, in the order of the table.

    `texts` maps (doel, language) to the hash of the text that is shown now; by default those that ship.
    """
    with store.read() as reading:
        persoon = personen.require(reading, dossier_id)
        toestemmingen = reading.of_dossier(Toestemming, dossier_id)
        grondslagen = reading.of_dossier(Grondslag, dossier_id)
    table = catalogue.doelen() if doelen is None else doelen
    rows = consent_rows(toestemmingen, grondslagen, table, today, texts)
    return ConsentOverview(
        rows=rows,
        geschiedenis=tuple(
            sorted(toestemmingen, key=lambda each: (each.vastgelegd_op, each.id), reverse=True)
        ),
        grondslagen=grondslagen,
        leeftijd=age_on(persoon.geboortedatum, today),
        ouder_beslist=ouder_beslist(persoon, today),
    )


def consent_rows(
    toestemmingen: Sequence[Toestemming],
    grondslagen: Sequence[Grondslag],
    doelen: Doelentabel,
    today: date,
    texts: Mapping[tuple[str, str], str] | None = None,
) -> tuple[ConsentRow, ...]:
    """Return where each doel of the table stands, from the records of one dossier."""
    newest = newest_per_doel(toestemmingen)
    live = live_grants(toestemmingen, grondslagen, doelen, today)
    return tuple(_row(doel, newest.get(doel.code), live, grondslagen, texts) for doel in doelen.values())


def _row(
    doel: Verwerkingsdoel,
    decision: Toestemming | None,
    live: Sequence[Grant],
    grondslagen: Sequence[Grondslag],
    texts: Mapping[tuple[str, str], str] | None,
) -> ConsentRow:
    open_ids = {grant.id for grant in live if grant.doel == doel.code}
    return ConsentRow(
        doel=doel.code,
        titel=doel.titel,
        ontvanger=doel.ontvanger,
        besluit=decision.besluit if decision else None,
        geldt=bool(open_ids),
        sinds=decision.vanaf if decision else None,
        tot=decision.tot if decision else None,
        taal=decision.taal if decision else "",
        wijze=decision.wijze if decision else None,
        door=decision.gegeven_door if decision else "",
        record_id=decision.id if decision else "",
        uitleg=doel.uitleg,
        bij_ja=doel.bij_ja,
        bij_nee=doel.bij_nee,
        tekst_verouderd=decision is not None and _is_outdated(decision, texts),
        grondslagen=tuple(each for each in grondslagen if each.id in open_ids),
    )


def _is_outdated(decision: Toestemming, texts: Mapping[tuple[str, str], str] | None) -> bool:
    """True when the client said yes to another text than the one that would be shown now."""
    if decision.besluit is not Besluit.GEGEVEN or not decision.tekst_hash:
        return False
    if texts is not None:
        present = texts.get((decision.doel, decision.taal))
    else:
        present = _shipped_hash(decision.doel, decision.taal)
    return present is not None and present != decision.tekst_hash


def _shipped_hash(doel: str, taal: str) -> str | None:
    try:
        tekst = catalogue.toestemmingstaal(taal).teksten.get(doel)
    except KeyError:
        return None
    return tekst.tekst_hash if tekst else None


def grants_of(reading: Reading, dossier_id: str, today: date, doelen: Doelentabel) -> tuple[Grant, ...]:
    """Return the grants that are live in a dossier today."""
    return live_grants(
        reading.of_dossier(Toestemming, dossier_id), reading.of_dossier(Grondslag, dossier_id), doelen, today
    )
