"""One thing that happened in a dossier, to be read in full: every field in words, and the versions before it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.catalogus import BY_SOORT
from app.domain.contactmomenten import Afmelding, Contactmoment
from app.domain.inburgering import PvtSessie
from app.domain.invullingen import GegevenAntwoord, Invulling
from app.domain.plan import Doel, PlanVanAanpak
from app.domain.records import Categorie, Record, record_type
from app.domain.signalen import Signaalstap
from app.faults import Fault, FaultKind
from app.ports import Reading, RecordShare, Store
from app.services.delen import why
from app.services.veldnamen import in_words, soort_naam, veld_naam

GEBEURTENIS_ONBEKEND = FaultKind(
    "gebeurtenis-onbekend", "Dit staat niet (meer) op dit apparaat.", "Kijk in de tijdlijn van het dossier."
)

_NOT_SHOWN = frozenset(
    {
        "vervangt", "trekt_in", "beeindigt", "contactmoment_id", "signaal_id", "invulling_id", "item_key",
        "template_hash", "tekst_hash", "inhoud_hash", "bestand_hash", "grondslag_ids", "categorie", "categorieen",
        "code", "antwoorden", "doel_ids", "vraag_id", "inhoud_id", "taak_id", "inhoud",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class VeldInWoorden:
    """One field as a person reads it; `prive` when it never leaves this device."""

    veld: str
    naam: str
    waarde: str
    prive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gebeurtenis:
    """A record to read. `eerder` are the versions that it replaced, newest first; `vervangen_door` a newer one."""

    record: Record
    soort_naam: str
    titel: str
    velden: tuple[VeldInWoorden, ...]
    share: RecordShare
    waarom: str
    beschermd: bool
    eerder: tuple[tuple[Record, tuple[VeldInWoorden, ...]], ...] = ()
    vervangen_door: str = ""
    signaal_id: str = ""


def show(store: Store, soort: str, record_id: str) -> Gebeurtenis:
    """Return one record of a timeline in words; Fault GEBEURTENIS_ONBEKEND when it isn't here."""
    cls = BY_SOORT.get(soort)
    with store.read() as reading:
        record = reading.get(cls, record_id) if cls is not None else None
        if record is None:
            raise Fault(GEBEURTENIS_ONBEKEND)
        share = reading.shares([record_id])[record_id]
        return Gebeurtenis(
            record=record,
            soort_naam=soort_naam(soort),
            titel=record.titel,
            velden=fields_of(record),
            share=share,
            waarom=why(share.reden),
            beschermd=Categorie.VEILIGHEID in record.inhoud_categorieen,
            eerder=tuple((each, fields_of(each)) for each in _earlier(reading, record)),
            vervangen_door=_newer(reading, record),
            signaal_id=record.signaal_id if isinstance(record, Signaalstap) else "",
        )


def fields_of(record: Record) -> tuple[VeldInWoorden, ...]:
    """Return the filled fields of a record in words, and the answers of a checklist each as a field."""
    known = record_type(type(record)).fields
    found = [
        VeldInWoorden(veld=name, naam=veld_naam(name), waarde=value, prive=facts.shared is None)
        for name, facts in known.items()
        if name not in _NOT_SHOWN
        and not _goes_without_saying(record, name)
        and (value := in_words(record, name))
    ]
    if isinstance(record, Invulling):
        found += [_answer(each) for each in record.antwoorden]
    return tuple(found)


def _goes_without_saying(record: Record, name: str) -> bool:
    """True for what is nearly always so, and would only stand between what is worth reading."""
    value = getattr(record, name)
    if name in ("telt_mee_zroute", "in_huishouden", "haast", "rondt_af"):
        return value is False
    return (name == "contact_gelukt" and value is True) or value == Afmelding.NIET_VAN_TOEPASSING


def _answer(each: GegevenAntwoord) -> VeldInWoorden:
    said = each.waarde.replace("_", " ")
    words = ". ".join(part for part in (said, each.waarneming) if part)
    return VeldInWoorden(veld=each.key, naam=each.vraag, waarde=words, prive=True)


def _earlier(reading: Reading, record: Record) -> list[Record]:
    chain: list[Record] = []
    before = getattr(record, "vervangt", "")
    while before:
        older = reading.get(type(record), before)
        if older is None or older in chain:
            break
        chain.append(older)
        before = getattr(older, "vervangt", "")
    return chain


def _newer(reading: Reading, record: Record) -> str:
    if not isinstance(record, Contactmoment | PvtSessie | PlanVanAanpak | Doel):
        return ""
    every = reading.of_dossier(type(record), record.dossier_id)
    return next((each.id for each in every if each.vervangt == record.id), "")
