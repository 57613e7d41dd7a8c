"""The client's rights over the data itself: correct, restrict, erase; and the term after which a dossier goes.

An erasure takes the records, the index, drafts, letters and all that waits; the proof of consent, of what was given
and of the erasure itself outlives it, and so does the log without content. `certificate` is what the client gets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.changes import Changes
from app.documents.content import Colofon, Hoofdstuk, Tabel, Verslag
from app.domain.catalogus import RECORD_CLASSES
from app.domain.gegevensbesluiten import Gegevensactie, Gegevensbesluit, Gegevensstand, stand_of
from app.domain.inburgeraar import Inburgeraar
from app.domain.ops import Deelstand
from app.domain.persoonsnummers import refuse_in
from app.domain.toestemmingen import Grondslag, Ontvanger, Toestemming
from app.domain.verstrekkingen import Verstrekking
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Reading, Rol, Store
from app.services import catalogue, personen
from app.services.afgifte import MadeDocument, paper_for_client
from app.services.kalender import add_months, local, today
from app.services.toestemmingen import given
from app.services.veldnamen import VELDEN, soort_naam

PROOF = (Toestemming, Grondslag, Verstrekking, Gegevensbesluit)
DOCUMENT = "Bewijs van wissen"

REDEN_NODIG = FaultKind("gegevens-reden-nodig", "Schrijf op waarom.", "Eén zin is genoeg.")
PROFESSIONAL = FaultKind(
    "gegevens-professional",
    "Een begeleider of coördinator beslist hierover.",
    "Bel je contactpersoon en vertel wat de cliënt vraagt.",
)
VASTGEHOUDEN = FaultKind(
    "gegevens-vastgehouden",
    "Dit dossier wordt vastgehouden: {waarom}",
    "Geef het eerst vrij als die reden niet meer geldt.",
)
ONDERWEG = FaultKind(
    "wissen-onderweg",
    "Er is nog iets van dit dossier onderweg naar de gemeente.",
    "Deel eerst. Wis daarna, als alles is bevestigd.",
)
EERST_INTREKKEN = FaultKind(
    "wissen-eerst-intrekken",
    "De gemeente heeft gegevens op een toestemming die nog geldt.",
    "Trek de toestemmingen eerst in en deel. Dan wist de gemeente ook.",
)
NOG_OPEN = FaultKind(
    "wissen-nog-open",
    "De bewaartermijn is nog niet voorbij.",
    "Wacht tot de dag die erbij staat, of wis op verzoek van de cliënt.",
)


class Waarom(StrEnum):
    """Why a dossier is erased."""

    VERZOEK = "verzoek"
    TERMIJN = "bewaartermijn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gegevens:
    """Where the data of a dossier stands. `tot` is the last day of the term of a closed dossier, None while open."""

    naam: str
    stand: Gegevensstand
    tot: date | None
    dagen: int | None
    besluiten: tuple[Gegevensbesluit, ...]
    stukken: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewaarregel:
    """One line of the warning list: a closed dossier whose term ends soon or is over, and what holds it."""

    dossier_id: str
    naam: str
    tot: date
    dagen: int
    vastgehouden: str


def view(store: Store, dossier_id: str, day: date) -> Gegevens:
    """Return where the data of a dossier stands; also of a restricted one."""
    with store.read() as reading:
        persoon = personen.require(reading, dossier_id, ook_beperkt=True)
        besluiten = reading.of_dossier(Gegevensbesluit, dossier_id)
        count = sum(len(reading.of_dossier(cls, dossier_id)) for cls in RECORD_CLASSES if cls not in PROOF)
    until = term_of(persoon, day)
    return Gegevens(
        naam=persoon.naam,
        stand=stand_of(besluiten, day),
        tot=until,
        dagen=(until - day).days if until else None,
        besluiten=tuple(sorted(besluiten, key=lambda each: (each.besloten_op, each.id), reverse=True)),
        stukken=count,
    )


def term_of(persoon: Inburgeraar, day: date) -> date | None:
    """Return the day on which the term of a closed dossier ends; None while it is open."""
    if persoon.afgesloten_op is None:
        return None
    return add_months(
        persoon.afgesloten_op, catalogue.regels("termijnen", day).getal("bewaartermijn_maanden")
    )


def due(store: Store, day: date) -> tuple[Bewaarregel, ...]:
    """Return the dossiers whose term ends within the time of warning, the longest overdue first."""
    warn = catalogue.regels("termijnen", day).getal("bewaartermijn_waarschuwing_dagen")
    found = []
    with store.read() as reading:
        for persoon in reading.everything(Inburgeraar):
            until = term_of(persoon, day)
            if until is None or (until - day).days > warn:
                continue
            held = stand_of(reading.of_dossier(Gegevensbesluit, persoon.id), day).vastgehouden
            found.append(
                Bewaarregel(
                    dossier_id=persoon.id,
                    naam=persoon.naam,
                    tot=until,
                    dagen=(until - day).days,
                    vastgehouden=held.reden if held else "",
                )
            )
    return tuple(sorted(found, key=lambda each: (each.tot, each.naam)))


def decide(
    store: Store,
    clock: Clock,
    ids: Ids,
    dossier_id: str,
    actie: Gegevensactie,
    reden: str,
    tot: date | None = None,
) -> Changes:
    """Record a correction, a restriction or its end, a hold or its end. Erasing has its own way (`erase`)."""
    if actie is Gegevensactie.WISSEN:
        raise ValueError("erase() erases")
    _check(store, reden)
    with store.write() as uow:
        personen.require(uow, dossier_id, ook_beperkt=True)
        uow.add(_besluit(store, clock, ids, dossier_id, actie, reden, tot))
        return uow.commit()


def _check(store: Store, reden: str) -> None:
    if store.profile.rol is Rol.VRIJWILLIGER:
        raise Fault(PROFESSIONAL)
    if not reden.strip():
        raise Fault(REDEN_NODIG)


def _besluit(
    store: Store,
    clock: Clock,
    ids: Ids,
    dossier_id: str,
    actie: Gegevensactie,
    reden: str,
    tot: date | None = None,
    telling: str = "",
) -> Gegevensbesluit:
    made = Gegevensbesluit(
        id=ids.new(),
        dossier_id=dossier_id,
        actie=actie,
        reden=reden.strip(),
        besloten_op=clock.now(),
        besloten_door=store.profile.naam,
        tot=tot,
        telling=telling,
    )
    refuse_in(made, VELDEN)
    return made


def why_not_erased(reading: Reading, dossier_id: str, waarom: Waarom, day: date) -> Fault | None:
    """Return what stands in the way of erasing a dossier, or None."""
    persoon = personen.require(reading, dossier_id, ook_beperkt=True)
    held = stand_of(reading.of_dossier(Gegevensbesluit, dossier_id), day).vastgehouden
    if held is not None:
        return Fault(VASTGEHOUDEN, waarom=held.reden)
    sent = reading.sent(dossier_id)
    if any(row.stand in (Deelstand.WACHT, Deelstand.VERZONDEN) for row in sent):
        return Fault(ONDERWEG)
    if waarom is Waarom.TERMIJN:
        until = term_of(persoon, day)
        return Fault(NOG_OPEN) if until is None or day < until else None
    said = [
        each for each in reading.of_dossier(Toestemming, dossier_id) if each.ontvanger is Ontvanger.GEMEENTE
    ]
    if sent and any(given(said, each.doel) for each in said):
        return Fault(EERST_INTREKKEN)
    return None


def erase(store: Store, clock: Clock, ids: Ids, dossier_id: str, waarom: Waarom, reden: str) -> MadeDocument:
    """Erase a dossier for good and return the certificate. Faults for what stands in the way; nothing is undone."""
    from app.documents import verslag

    _check(store, reden)
    document_id = ids.new()
    with store.write() as uow:
        blocked = why_not_erased(uow, dossier_id, waarom, today(clock))
        if blocked is not None:
            raise blocked
        naam = personen.require(uow, dossier_id, ook_beperkt=True).naam
        counts = uow.ledger.erase_dossier(dossier_id, grond=waarom.value, keep=PROOF)
        proof = {cls.soort: len(uow.of_dossier(cls, dossier_id)) for cls in PROOF}
        telling = ", ".join(f"{soort_naam(soort).lower()}: {number}" for soort, number in counts.items())
        besluit = _besluit(store, clock, ids, dossier_id, Gegevensactie.WISSEN, reden, telling=telling)
        blad = _certificate(store, clock, naam, document_id, besluit, waarom, counts, proof)
        data = verslag.render(blad)
        paper = paper_for_client(
            store, clock, document_id, dossier_id, DOCUMENT, (waarom.value,), 1, blad, data
        )
        uow.add(besluit)
        uow.add(paper)
        changes = uow.commit()
    name = f"gewist-{today(clock):%Y-%m-%d}.pdf"
    return MadeDocument(data=data, bestandsnaam=name, verstrekking=paper, changes=changes)


def _certificate(
    store: Store,
    clock: Clock,
    naam: str,
    document_id: str,
    besluit: Gegevensbesluit,
    waarom: Waarom,
    counts: Mapping[str, int],
    proof: Mapping[str, int],
) -> Verslag:
    where = "bij de gemeente" if store.profile.is_register else "op dit apparaat"
    return Verslag(
        colofon=Colofon(
            document_id=document_id,
            gemaakt_door=store.profile.naam,
            gemaakt_op=clock.now(),
            bewaren="Bewaar dit blad zelf",
            oefenen=store.profile.practice,
        ),
        soort=DOCUMENT,
        titel=naam,
        inleiding=(f"Het dossier is {where} gewist. Het kan niet worden teruggehaald.",),
        feiten=(
            ("Gewist op", f"{local(besluit.besloten_op):%d-%m-%Y %H:%M}"),
            ("Door", besluit.besloten_door),
            ("Omdat", "de cliënt dat vroeg" if waarom is Waarom.VERZOEK else "de bewaartermijn voorbij is"),
            ("Uitleg", besluit.reden),
        ),
        hoofdstukken=(
            Hoofdstuk(titel="Wat is gewist", tabellen=(_counts(counts, "Er was niets bewaard."),)),
            Hoofdstuk(
                titel="Wat blijft als bewijs",
                tekst=(
                    "Wat de cliënt besloot over toestemming, en welke bladen zijn gemaakt, blijft als bewijs.",
                    "In het logboek staat nog wie wanneer iets deed, zonder inhoud.",
                ),
                tabellen=(_counts(proof, "Er is geen bewijs bewaard."),),
            ),
            Hoofdstuk(
                titel="Wat dit niet bereikt",
                punten=(
                    "Bladen en bestanden die al zijn meegegeven.",
                    "Reservekopieën van vóór deze dag. Wordt er een teruggezet, dan wordt dit dossier opnieuw gewist.",
                    "Wat iemand al heeft gelezen.",
                ),
            ),
        ),
    )


def _counts(counts: Mapping[str, int], none: str) -> Tabel:
    rows: Sequence[tuple[str, str]] = [
        (soort_naam(soort), str(number)) for soort, number in counts.items() if number
    ]
    return Tabel(koppen=("Wat", "Aantal"), rijen=tuple(rows), breedtes=(2.0, 1.0), leeg=none)
