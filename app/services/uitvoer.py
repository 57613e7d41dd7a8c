"""Uitvoer: what a gemeente takes over into its own systems: sheets for Dutch Excel, the DUO proposal, Klantinteracties.

Every client in a file is a `Verstrekking` in their own dossier, with the grounds that held, and a line in the log.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from app.changes import Changes
from app.domain.contactmomenten import Contactmoment
from app.domain.duo import DuoAdvies, DuoOnderdeel
from app.domain.inburgeraar import Inburgeraar
from app.domain.signalen import Signaal
from app.domain.toestemmingen import Grondslag, Ontvanger, Toestemming, live_grants
from app.domain.verstrekkingen import Verstrekking
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Reading, Store, UnitOfWork
from app.services import catalogue, voortgang
from app.services.contactmomenten import current
from app.services.kalender import local, today
from app.services.overzichtstabellen import Overzicht, Waarde
from app.services.weggaan import is_beschermd

NIETS_UIT_TE_VOEREN = FaultKind(
    "uitvoer-leeg", "Er staat niets in dit overzicht.", "Kies een ander overzicht of een andere gemeente."
)
_FORMULA = "=+-@\t\r"
_DUO_FIELD = {
    DuoOnderdeel.PVT: "datumOndertekeningPvt",
    DuoOnderdeel.MAP: "datumEindgesprekMap",
    DuoOnderdeel.ZROUTE: "datumAfrondingZroute",
}
_TAAL = "dut"
"""Dutch in ISO 639-2/B."""
_MOST_SUBJECT, _MOST_CONTENT, _MOST_CHANNEL, _MOST_ACTION = 200, 1000, 50, 200


class Bestandsvorm(StrEnum):
    """How a table is written."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitvoer:
    """A file to hand over: its bytes, a name without anybody's name in it, and what was noted of it."""

    data: bytes
    bestandsnaam: str
    changes: Changes


# -- tables for Excel


def save_overview(store: Store, clock: Clock, ids: Ids, overzicht: Overzicht, vorm: Bestandsvorm) -> Uitvoer:
    """Return an overview as a file, noted in the dossier of every client that it names."""
    if not overzicht.rijen:
        raise Fault(NIETS_UIT_TE_VOEREN)
    data = as_csv(overzicht) if vorm is Bestandsvorm.CSV else as_xlsx(overzicht)
    changes = _note(store, clock, ids, f"overzicht {overzicht.titel}", overzicht.dossiers, data)
    return Uitvoer(
        data=data, bestandsnaam=_name(clock, overzicht.onderwerp.value, vorm.value), changes=changes
    )


def as_csv(overzicht: Overzicht) -> bytes:
    """Return the table as Dutch Excel opens it: semicolons, UTF-8 with a mark, dd-mm-jjjj; no text is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_plain(head) for head in overzicht.koppen])
    for row in overzicht.rijen:
        writer.writerow([_plain(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Waarde) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{local(value):%d-%m-%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, int):
        return str(value)
    # A spreadsheet reads these as the beginning of a formula.
    return f"'{value}" if value.startswith(tuple(_FORMULA)) else value


def as_xlsx(overzicht: Overzicht) -> bytes:
    """Return the table as a workbook: real dates and numbers, a fixed heading, a filter; a text is never a formula."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": overzicht.titel, "author": "", "created": datetime(2026, 1, 1)})
    sheet = book.add_worksheet(overzicht.titel[:31])
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd-mm-yyyy"})
    sheet.write_row(0, 0, overzicht.koppen, bold)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(overzicht.rijen), len(overzicht.koppen) - 1)
    widths = [len(head) for head in overzicht.koppen]
    for at, row in enumerate(overzicht.rijen, start=1):
        for column, value in enumerate(row):
            widths[column] = max(widths[column], len(_plain(value)))
            if isinstance(value, date) and not isinstance(value, datetime):
                sheet.write_datetime(at, column, datetime(value.year, value.month, value.day), day)
            elif isinstance(value, int):
                sheet.write_number(at, column, value)
            elif value is not None:
                sheet.write_string(at, column, _plain(value) if isinstance(value, datetime) else value)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(60, width + 2))
    book.close()
    return out.getvalue()


# -- what the gemeente reports to DUO


@dataclass(frozen=True, slots=True, kw_only=True)
class DuoVoorstel:
    """One thing to report about one client: DUO's own field with its date, or why it can't be reported yet."""

    dossier_id: str
    naam: str
    klantreferentie: str
    onderdeel: DuoOnderdeel
    advies: DuoAdvies

    @property
    def bericht(self) -> Mapping[str, str]:
        """What DUO takes, in its field names; `verwijtbaar` is left for the gemeente. Empty when it would refuse."""
        if not self.advies.kan or self.advies.datum is None:
            return {}
        return {_DUO_FIELD[self.onderdeel]: self.advies.datum.isoformat()}


def duo_proposals(store: Store, day: date, dossier_ids: Iterable[str]) -> tuple[DuoVoorstel, ...]:
    """Return what could be reported of these clients, each checked against DUO's rules of acceptance."""
    found: list[DuoVoorstel] = []
    with store.read() as reading:
        for dossier_id in dossier_ids:
            stand = voortgang.stand_in(reading, dossier_id, day)
            found.extend(
                DuoVoorstel(
                    dossier_id=dossier_id,
                    naam=stand.persoon.naam,
                    klantreferentie=stand.persoon.klantreferentie,
                    onderdeel=advies.onderdeel,
                    advies=advies,
                )
                for advies in stand.duo
            )
    return tuple(found)


def duo_file(store: Store, clock: Clock, ids: Ids, dossier_ids: Iterable[str]) -> Uitvoer:
    """Return the proposals as JSON, and those that can't be reported with the reasons; noted per dossier.

    The gemeente sends them itself, with the BSN that only it has; here stands the organisation's client reference.
    """
    proposals = duo_proposals(store, today(clock), dossier_ids)
    if not proposals:
        raise Fault(NIETS_UIT_TE_VOEREN)
    lines = [
        {
            "klantreferentie": each.klantreferentie,
            "onderdeel": each.onderdeel.value,
            "kan": each.advies.kan,
            "bericht": dict(each.bericht),
            "verwijtbaar_invullen": each.advies.verwijtbaar_invullen,
            "redenen": list(each.advies.redenen),
            "let_op": list(each.advies.let_op),
        }
        for each in proposals
    ]
    data = _json({"soort": "voorstel DUO", "gemaakt_op": today(clock).isoformat(), "voorstellen": lines})
    named = tuple(dict.fromkeys(each.dossier_id for each in proposals))
    changes = _note(store, clock, ids, "voorstel DUO", named, data)
    return Uitvoer(data=data, bestandsnaam=_name(clock, "voorstel-duo", "json"), changes=changes)


# -- Klantinteracties (Open Klant 2)


def klantcontacten(store: Store, clock: Clock, ids: Ids, dossier_ids: Iterable[str]) -> Uitvoer:
    """Return contacts and open signals as `klantcontacten` and `internetaken`, within the limits of those fields.

    What is about safety is left out, and so is everything that the client didn't let the gemeente have.
    """
    chosen = tuple(dossier_ids)
    contacts: list[dict[str, Any]] = []
    tasks: list[dict[str, Any]] = []
    with store.read() as reading:
        for dossier_id in chosen:
            persoon = reading.get(Inburgeraar, dossier_id)
            if persoon is not None:
                contacts.extend(_klantcontact(persoon, each) for each in _contacts(reading, dossier_id))
        wanted = set(chosen)
        for row in reading.signals():
            signaal = reading.get(Signaal, row.signaal_id)
            if row.dossier_id in wanted and not row.beschermd and signaal is not None:
                contacts.append(_noticed(row.genoteerd_op, signaal))
                tasks.append(_internetaak(signaal))
    if not contacts and not tasks:
        raise Fault(NIETS_UIT_TE_VOEREN)
    data = _json({"klantcontacten": contacts, "internetaken": tasks})
    changes = _note(store, clock, ids, "klantcontacten", chosen, data)
    return Uitvoer(data=data, bestandsnaam=_name(clock, "klantcontacten", "json"), changes=changes)


def _contacts(reading: Reading, dossier_id: str) -> tuple[Contactmoment, ...]:
    """Contacts about safety stay: who looks into the other system wasn't asked for here."""
    every = current(reading.of_dossier(Contactmoment, dossier_id))
    return tuple(each for each in every if not is_beschermd(each))


def _klantcontact(persoon: Inburgeraar, contact: Contactmoment) -> dict[str, Any]:
    """Only what was shared: the private note never reaches the register, and isn't looked at here either."""
    return {
        "uuid": contact.id,
        "kanaal": contact.kanaal.value.replace("_", " ")[:_MOST_CHANNEL],
        "onderwerp": contact.onderwerp[:_MOST_SUBJECT],
        "inhoud": contact.samenvatting[:_MOST_CONTENT],
        "indicatieContactGelukt": contact.contact_gelukt,
        "taal": _TAAL,
        "vertrouwelijk": True,
        "plaatsgevondenOp": contact.plaatsgevonden_op.isoformat(),
        "metadata": {"klantreferentie": persoon.klantreferentie[:255]} if persoon.klantreferentie else {},
    }


def _noticed(moment: datetime, signaal: Signaal) -> dict[str, Any]:
    """A task needs a contact that led to it; here that is the moment at which something was noticed."""
    return {
        "uuid": signaal.id,
        "kanaal": "signalering",
        "onderwerp": f"Signaal: {signaal.titel}"[:_MOST_SUBJECT],
        "inhoud": "",
        "indicatieContactGelukt": True,
        "taal": _TAAL,
        "vertrouwelijk": True,
        "plaatsgevondenOp": moment.isoformat(),
        "metadata": {},
    }


def _internetaak(signaal: Signaal) -> dict[str, Any]:
    return {
        "aanleidinggevendKlantcontact": {"uuid": signaal.id},
        "gevraagdeHandeling": f"Volg op: {signaal.titel}"[:_MOST_ACTION],
        "toelichting": "",
        "status": "te_verwerken",
    }


# -- noting what left


def _note(
    store: Store, clock: Clock, ids: Ids, what: str, dossier_ids: Iterable[str], data: bytes
) -> Changes:
    named = tuple(dict.fromkeys(dossier_ids))
    if not named:
        return Changes()
    with store.write() as uow:
        for dossier_id in named:
            _note_one(uow, clock, ids, what, dossier_id, sha256(data).hexdigest(), store.profile.naam)
        return uow.commit()


def _note_one(
    uow: UnitOfWork, clock: Clock, ids: Ids, what: str, dossier_id: str, digest: str, by: str
) -> None:
    grants = live_grants(
        uow.of_dossier(Toestemming, dossier_id),
        uow.of_dossier(Grondslag, dossier_id),
        catalogue.doelen(),
        today(clock),
    )
    earlier = sum(each.document == what for each in uow.of_dossier(Verstrekking, dossier_id))
    uow.add(
        Verstrekking(
            id=ids.new(),
            dossier_id=dossier_id,
            document=what,
            ontvanger=Ontvanger.GEMEENTE,
            ontvanger_naam="",
            onderdelen=(),
            grondslag_ids=tuple(
                sorted(grant.id for grant in grants if grant.ontvanger is Ontvanger.GEMEENTE)
            ),
            gemaakt_op=clock.now(),
            gemaakt_door=by,
            kopie=earlier + 1,
            inhoud_hash=digest,
            bestand_hash=digest,
        )
    )
    uow.note_access(dossier_id, "E", soort=Verstrekking.soort, grond=what)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8")


def _name(clock: Clock, what: str, ending: str) -> str:
    return f"{what}-{local(clock.now()):%Y%m%d}.{ending}"
