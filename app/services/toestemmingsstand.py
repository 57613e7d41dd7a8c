"""Where consent stands: every purpose with the decision that counts today, and what was decided before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.deeldatum import age_on
from app.domain.inburgeraar import Inburgeraar
from app.domain.toestemmingen import (
    Besluit,
    Doelentabel,
    Grant,
    Grondslag,
    Ontvanger,
    Toestemming,
    Verwerkingsdoel,
    Wijze,
    live_grants,
    newest_per_doel,
)
from app.ports import Store
from app.services import catalogue, personen


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


def ouder_beslist(persoon: Inburgeraar, day: date) -> bool:
    """True while a parent or guardian decides; of an unknown birth date nobody can say so."""
    age = age_on(persoon.geboortedatum, day)
    return age is not None and age < catalogue.regels("termijnen", day).getal("toestemming_ouder_onder_jaar")


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
