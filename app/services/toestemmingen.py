"""Consent and legal grounds: record the client's decisions, withdraw them, and show where each purpose stands.

What then leaves is shown by `app.services.weggaan`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.changes import Changes
from app.domain.inburgeraar import Inburgeraar
from app.domain.persoonsnummers import refuse_in
from app.domain.toestemmingen import (
    Besluit,
    Doelentabel,
    Grant,
    Grondslag,
    Toestemming,
    Verwerkingsdoel,
    Wijze,
    live_grants,
)
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Reading, Store
from app.services import brieven_wissen, catalogue, personen
from app.services.kalender import add_months, after, today
from app.services.toestemmingsstand import ConsentOverview as ConsentOverview
from app.services.toestemmingsstand import ConsentRow as ConsentRow
from app.services.toestemmingsstand import consent_rows as consent_rows
from app.services.toestemmingsstand import ouder_beslist as ouder_beslist
from app.services.toestemmingsstand import overview as overview
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
            if not decision.ja:
                brieven_wissen.after_no(uow, dossier_id, doel.code)
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

    Each yes that was ever given for the doel is withdrawn by name. Raises Fault NIETS_IN_TE_TREKKEN without one,
    and OUDER_NODIG while a parent or guardian decides and none is named.
    """
    with store.write() as uow:
        persoon = personen.require(uow, dossier_id, ook_beperkt=True)
        there = uow.of_dossier(Toestemming, dossier_id)
        if not given(there, doel):
            raise Fault(NIETS_IN_TE_TREKKEN)
        decision = Decision(
            doel=doel, ja=False, wijze=wijze, taal=taal, tolk=tolk, gegeven_door=gegeven_door or "client"
        )
        _check(decision, persoon, today(clock))
        op = after(clock.now(), *(each.vastgelegd_op for each in there if each.doel == doel))
        known = _doel(catalogue.doelen(), doel)
        for record in _records(decision, known, dossier_id, store.profile.naam, op, today(clock), there):
            uow.add(replace(record, id=ids.new()))
        brieven_wissen.after_no(uow, dossier_id, doel)
        return uow.commit()


def grants_of(reading: Reading, dossier_id: str, today: date, doelen: Doelentabel) -> tuple[Grant, ...]:
    """Return the grants that are live in a dossier today."""
    return live_grants(
        reading.of_dossier(Toestemming, dossier_id), reading.of_dossier(Grondslag, dossier_id), doelen, today
    )
