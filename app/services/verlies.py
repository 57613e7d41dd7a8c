"""A lost device: what it held, when it was last heard, what never came in, and the sheet for a data breach.

Everything comes from what the register knows and what the device itself said, signed, in its last batch. What nobody
can know is said too: what was written after the last round.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.catalogus import RECORD_CLASSES
from app.domain.deelredenen import APPARAAT_INGETROKKEN
from app.domain.inburgeraar import Inburgeraar
from app.domain.toestemmingen import Toestemming
from app.faults import Fault, FaultKind
from app.ports import BatchStand, Clock, Device, DeviceStatus, Ids, Reading, Store

APPARAAT_ONBEKEND = FaultKind(
    "apparaat-onbekend",
    "Dit apparaat is hier niet bekend.",
    "Kies een apparaat uit de lijst.",
)
DOCUMENT = "Verloren apparaat"
AP_HOURS = 72
"""Hours in which a data breach is reported to the Autoriteit Persoonsgegevens (AVG, article 33)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerlorenDossier:
    """One dossier that the device held: whose, how to reach them, and for what the client had said yes."""

    dossier_id: str
    naam: str
    klantreferentie: str
    gemeente: str
    telefoon: str
    doelen: tuple[str, ...]
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verlies:
    """Everything about one lost device. `eigen_telling` is what it said itself that it held."""

    device: Device
    dossiers: tuple[VerlorenDossier, ...]
    eigen_telling: int | None
    niet_verzonden: int
    blijft_daar: int
    ontbrekende_nummers: int
    niet_overgenomen: int
    apart: int
    nooit_aangekomen: int
    gezien_op: datetime | None
    vanaf: datetime


def of(store: Store, clock: Clock, device_id: str) -> Verlies:
    """Return what there is to say about a device, revoked or not yet. Fault `apparaat-onbekend`."""
    with store.read() as reading:
        device = reading.ledger.device(device_id)
        if device is None:
            raise Fault(APPARAAT_ONBEKEND)
        held = sorted(reading.ledger.caseload(device_id))
        waiting = [one for one in reading.ledger.batches_in() if one.sender == device_id and one.data]
        states = reading.ledger.streams_in(device.their_stream)
        under_way = reading.ledger.batches_out(device_id)
        return Verlies(
            device=device,
            dossiers=tuple(_dossier(reading, dossier_id) for dossier_id in held),
            eigen_telling=device.inventory.get("dossiers"),
            niet_verzonden=device.inventory.get("niet_verzonden", 0),
            blijft_daar=device.inventory.get("blijft_hier", device.inventory.get("nooit_gedeeld", 0)),
            ontbrekende_nummers=sum(
                max((*state.beyond, state.contiguous)) - state.contiguous - len(state.beyond)
                for state in states
                if not state.closed
            ),
            niet_overgenomen=sum(
                one.count for one in waiting if one.stand in (BatchStand.BINNEN, BatchStand.WACHT_OP_DEEL)
            ),
            apart=sum(one.count for one in waiting if one.stand is BatchStand.GEWEIGERD),
            nooit_aangekomen=sum(batch.count for batch in under_way),
            gezien_op=device.last_seen,
            vanaf=device.revoked_op or clock.now(),
        )


def _dossier(reading: Reading, dossier_id: str) -> VerlorenDossier:
    person = reading.get(Inburgeraar, dossier_id)
    decisions = reading.of_dossier(Toestemming, dossier_id)
    ended = {one.trekt_in for one in decisions}
    given = {one.doel for one in decisions if one.besluit.value == "gegeven" and one.id not in ended}
    return VerlorenDossier(
        dossier_id=dossier_id,
        naam=person.naam if person else "",
        klantreferentie=person.klantreferentie if person else "",
        gemeente=person.gemeente if person else "",
        telefoon=person.telefoon if person else "",
        doelen=tuple(sorted(given)),
        records=sum(len(reading.of_dossier(cls, dossier_id)) for cls in RECORD_CLASSES),
    )


def own_news(reading: Reading) -> str:
    """Say on a device what was wiped at the gemeente's request, or that nothing was heard for long; else ""."""
    wiped = reading.setting("sync.gewist")
    if wiped:
        return (
            f"Dit apparaat is gewist, omdat {wiped['door']} dat vroeg. Er staan geen dossiers meer op. "
            "Klopt dat niet? Bel de coördinator."
        )
    if reading.setting("sync.opgeruimd"):
        return (
            "Er is lang niets van de gemeente gekomen. Wat daar al bevestigd was, is hier opgeruimd. "
            "Het komt terug als je weer deelt. Wat nog niet verzonden is, staat er nog."
        )
    if reading.setting("sync.termijn"):
        return (
            "Er is al dertig dagen niets van de gemeente gekomen. Kijk of je gedeelde map klopt, of bel de "
            "coördinator. Over drie dagen wordt hier opgeruimd wat daar al bevestigd is."
        )
    return ""


def set_aside(reading: Reading) -> dict[str, list[tuple[str, int]]]:
    """Return per revoked device what it sent that nobody has decided about: (digest, number of changes)."""
    found: dict[str, list[tuple[str, int]]] = {}
    for batch in reading.ledger.batches_in(BatchStand.GEWEIGERD):
        if batch.reden == APPARAAT_INGETROKKEN and batch.data:
            found.setdefault(batch.sender, []).append((batch.digest, batch.count))
    return found


WIPE_WORDS = {
    "": "niet gevraagd",
    "gevraagd": "gevraagd, nog niet bevestigd",
    "bevestigd": "gewist, bevestigd door het apparaat",
}


def status_words(device: Device) -> str:
    """Say how a device stands: revoked, asked to wipe itself and wiped are three different things."""
    if device.status is not DeviceStatus.INGETROKKEN:
        return device.status.value
    return "ingetrokken" if not device.wipe else f"ingetrokken, {_SHORT[device.wipe]}"


_SHORT = {"gevraagd": "wissen gevraagd", "bevestigd": "gewist, bevestigd"}


def print_sheet(store: Store, clock: Clock, ids: Ids, device_id: str) -> bytes:
    """Return the sheet as PDF, and note in the log of every dossier on it that it was printed."""
    from app.documents import verslag
    from app.documents.content import Colofon, Hoofdstuk, Opmerking, Tabel, Verslag
    from app.documents.text import dutch_moment
    from app.services import catalogue

    found = of(store, clock, device_id)
    doelen = catalogue.doelen()
    device = found.device
    deadline = found.vanaf + timedelta(hours=AP_HOURS)
    sheet = Verslag(
        colofon=Colofon(
            document_id=ids.new(),
            gemaakt_door=store.profile.naam,
            gemaakt_op=clock.now(),
            bewaren="Bewaren bij het register van datalekken",
            oefenen=store.profile.practice,
        ),
        soort=DOCUMENT,
        titel=f"Apparaat van {device.naam}",
        inleiding=(
            "Dit staat op een apparaat dat kwijt is. Gebruik het om te melden en om mensen te bellen.",
        ),
        feiten=(
            ("Van", f"{device.naam}, {device.rol.value}"),
            ("Nummer", device.device_id),
            ("Laatst gehoord", dutch_moment(found.gezien_op) if found.gezien_op else "nog nooit"),
            ("Toegang", status_words(device)),
            ("Wissen", WIPE_WORDS[device.wipe]),
            ("Melden bij de AP voor", dutch_moment(deadline)),
        ),
        opmerkingen=(
            Opmerking(
                tekst="Na de laatste keer delen kan er nog iets zijn geschreven. Dat kan niemand zien. "
                "Vraag het aan wie het apparaat had."
            ),
        ),
        hoofdstukken=(
            Hoofdstuk(titel="Hoeveel", feiten=_counts(found)),
            Hoofdstuk(
                titel="Van wie",
                tabellen=(
                    Tabel(
                        koppen=("Naam", "Kenmerk", "Gemeente", "Telefoon", "Ja voor", "Stukken"),
                        breedtes=(3.0, 2.0, 2.0, 2.0, 3.0, 1.0),
                        rijen=tuple(
                            (
                                one.naam or "naam niet bekend",
                                one.klantreferentie,
                                one.gemeente,
                                one.telefoon,
                                ", ".join(doelen[code].titel for code in one.doelen if code in doelen),
                                str(one.records),
                            )
                            for one in found.dossiers
                        ),
                        leeg="Op dit apparaat stond geen dossier dat hier bekend is.",
                    ),
                ),
            ),
            Hoofdstuk(titel="Wat je nu doet", punten=STEPS),
        ),
    )
    data = verslag.render(sheet)
    with store.write() as uow:
        for one in found.dossiers:
            uow.note_access(one.dossier_id, "E", soort="verlies")
        uow.commit()
    return data


STEPS = (
    "Trek de toegang van het apparaat in, als dat nog niet is gebeurd.",
    "Bel de functionaris gegevensbescherming. Meld het lek binnen 72 uur bij de Autoriteit Persoonsgegevens.",
    "Was het apparaat open of de wachtzin bekend? Bel dan ook de mensen op dit blad, eerst wie gevaar loopt.",
    "Vraag wie het apparaat had wat er na de laatste keer delen nog in is geschreven.",
    "Kijk in “Apparaten” naar wat er nog van dit apparaat binnenkwam, voor je het overneemt.",
)


def _counts(found: Verlies) -> tuple[tuple[str, str], ...]:
    own = "niet bekend" if found.eigen_telling is None else str(found.eigen_telling)
    return (
        ("Dossiers bij ons bekend", str(len(found.dossiers))),
        ("Dossiers volgens het apparaat zelf", own),
        ("Stukken van die dossiers", str(sum(one.records for one in found.dossiers))),
        ("Toen nog niet verzonden", str(found.niet_verzonden)),
        ("Bleef daar, geen toestemming om te delen", str(found.blijft_daar)),
        ("Bestanden die nooit aankwamen", str(found.ontbrekende_nummers)),
        ("Binnen, nog niet verwerkt", str(found.niet_overgenomen)),
        ("Apart gezet na het intrekken", str(found.apart)),
        ("Door ons gestuurd, nooit bevestigd", str(found.nooit_aangekomen)),
    )
