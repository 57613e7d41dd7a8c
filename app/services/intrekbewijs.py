"""The proof of a withdrawal for the client, in Dutch and their language: what was erased, what stayed, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from app.documents.content import Colofon, Hoofdstuk, Opmerking, Tabel, Verslag
from app.domain.records import Categorie
from app.domain.toestemmingen import Toestemming
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Store
from app.services import catalogue, intrekkingen, personen
from app.services.afgifte import MadeDocument, next_copy, paper_for_client, to_client
from app.services.intrekkingen import Intrekking
from app.services.kalender import local, today
from app.services.toestemmingsbladen import unreviewed

NIETS_INGETROKKEN = FaultKind(
    "bewijs-niets-ingetrokken",
    "Voor dit doel is niets ingetrokken.",
    "Kies een doel waarvoor de cliënt de toestemming introk.",
)
NIET_OP_PAPIER = FaultKind(
    "bewijs-niet-op-papier",
    "Dit doel komt niet op een blad dat mee naar huis gaat.",
    "Vertel het de cliënt zelf, waar niemand meeluistert.",
)
DOCUMENT = "Bewijs van intrekken"


def content(
    store: Store, clock: Clock, dossier_id: str, doel: str, document_id: str, kopie: int = 1
) -> Verslag:
    """Return the sheet for one purpose; Faults where nothing was withdrawn or it may not be on paper."""
    gone = intrekkingen.stands(store, clock, dossier_id).get(doel)
    if gone is None:
        raise Fault(NIETS_INGETROKKEN)
    if Categorie.VEILIGHEID in catalogue.doelen()[doel].categorieen:
        raise Fault(NIET_OP_PAPIER)
    with store.read() as reading:
        persoon = personen.require(reading, dossier_id)
        record = reading.get(Toestemming, gone.record_id)
    taal = record.taal if record is not None and record.taal in catalogue.TALEN else "nl"
    nl = catalogue.papierwoorden("nl")
    own = catalogue.papierwoorden(taal) if taal != "nl" else {}
    notice = " ".join(part for part in unreviewed(taal) if part) if own else ""
    return Verslag(
        colofon=Colofon(
            document_id=document_id,
            gemaakt_door=store.profile.naam,
            gemaakt_op=clock.now(),
            exemplaar=kopie,
            bewaren="Bewaar dit blad zelf",
            oefenen=store.profile.practice,
        ),
        soort=nl["bewijs_titel"],
        titel=persoon.naam,
        inleiding=tuple(
            words[name] for name in ("bewijs_titel", "bewijs_uitleg") for words in (nl, own) if name in words
        )[1:],
        opmerkingen=(Opmerking(tekst=notice),) if notice else (),
        hoofdstukken=tuple(_chapters(gone, nl, own, taal)),
    )


def _chapters(
    gone: Intrekking, nl: Mapping[str, str], own: Mapping[str, str], taal: str
) -> Iterator[Hoofdstuk]:
    def row(name: str, value: str) -> tuple[str, ...]:
        return (nl[name], own[name], value) if own else (nl[name], value)

    rows = [row("doel", _titles(gone, taal)), row("ingetrokken_op", _moment(gone.ingetrokken_op))]
    if gone.bevestigd and gone.ontvangen_op is not None:
        rows.append(row("bevestigd_op", _moment(gone.ontvangen_op)))
        rows.append(row("gewist", str(gone.gewist)))
        rows.append(row("gebleven", str(gone.afgeschermd)))
        if gone.bewaargrond:
            rows.append(row("waarom", gone.bewaargrond))
    heads = ("Wat", catalogue.toestemmingstaal(taal).naam, "Uitkomst") if own else ("Wat", "Uitkomst")
    yield Hoofdstuk(titel="Wat er is gebeurd", tabellen=(Tabel(koppen=heads, rijen=tuple(rows)),))
    if not gone.bevestigd and gone.reist:
        yield Hoofdstuk(
            titel="Nog niet bevestigd", tekst=tuple(words["nog_niet"] for words in (nl, own) if words)
        )
    paper = tuple(f"{each.document}, {_moment(each.gemaakt_op)}" for each in gone.op_papier)
    yield Hoofdstuk(
        titel="Wat we niet kunnen terughalen",
        tekst=tuple(words["niet_terug"] for words in (nl, own) if words),
        punten=paper,
    )


def _titles(gone: Intrekking, taal: str) -> str:
    tekst = catalogue.toestemmingstaal(taal).teksten.get(gone.doel)
    return gone.titel if taal == "nl" or tekst is None else f"{gone.titel} · {tekst.titel}"


def _moment(moment: datetime) -> str:
    return f"{local(moment):%d-%m-%Y %H:%M}"


def make(store: Store, clock: Clock, ids: Ids, dossier_id: str, doel: str) -> MadeDocument:
    """Make the proof as PDF and register it (Verstrekking to the client, E in the access log)."""
    from app.documents import verslag

    kopie = next_copy(store, dossier_id, DOCUMENT, doel)
    document_id = ids.new()
    blad = content(store, clock, dossier_id, doel, document_id, kopie)
    data = verslag.render(blad)
    given = paper_for_client(store, clock, document_id, dossier_id, DOCUMENT, (doel,), kopie, blad, data)
    return to_client(store, given, data, f"intrekken-{today(clock):%Y-%m-%d}.pdf")
