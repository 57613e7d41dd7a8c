"""Overzichten: what a coordinator looks at, each as one table with a few bars above it.

Everything is derived when asked. A table that names clients says so (`dossiers`), so that saving it can be logged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from app.domain.contactmomenten import Contactmoment
from app.domain.doorgaande_lijn import Bestandsoverdracht, Overdrachtstand
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.ports import DeviceStatus, SignalRow, Store
from app.services import overzichten_inburgering, wachttijden
from app.services.contactmomenten import current
from app.services.overzichtstabellen import (
    MINUTES,
    Onderwerp,
    Overzicht,
    Scope,
    Staaf,
    Waarde,
    clients,
    hours,
)


def show(store: Store, onderwerp: Onderwerp, today: date, gemeente: str = "") -> Overzicht:
    """Return one overview, of one gemeente or (`""`) of all."""
    with store.read() as reading:
        return _MAKERS[onderwerp](Scope(reading, today, gemeente))


def gemeenten(store: Store) -> tuple[str, ...]:
    """Return the gemeenten in which somebody lives, by name."""
    with store.read() as reading:
        return tuple(sorted({row.gemeente for row in clients(reading) if row.gemeente}))


# -- begeleiding


def _guidance(scope: Scope) -> Overzicht:
    contacts = scope.records(Contactmoment)
    rows: list[tuple[Waarde, ...]] = []
    dossiers: list[str] = []
    by_gemeente: Counter[str] = Counter()
    for client in scope.clients():
        own = current(each for each in contacts.get(client.dossier_id, ()) if isinstance(each, Contactmoment))
        held = [each for each in own if each.contact_gelukt]
        minutes = sum(each.duur_minuten for each in held)
        zroute = sum(each.duur_minuten for each in held if each.telt_mee_zroute)
        last = max((each.plaatsgevonden_op for each in held), default=None)
        by_gemeente[client.gemeente or "(niet ingevuld)"] += minutes
        dossiers.append(client.dossier_id)
        rows.append(
            (
                client.naam,
                client.gemeente,
                len(held),
                len(own) - len(held),
                hours(minutes),
                hours(zroute),
                last.date() if last else None,
            )
        )
    return Overzicht(
        onderwerp=Onderwerp.UREN,
        titel="Uren begeleiding",
        uitleg="Alleen wat met de gemeente gedeeld is.",
        koppen=(
            "Cliënt",
            "Gemeente",
            "Contacten",
            "Niet gelukt",
            "Uren",
            "Telt mee voor Z-route",
            "Laatste contact",
        ),
        rijen=tuple(rows),
        staven=tuple(Staaf(name, total // MINUTES) for name, total in sorted(by_gemeente.items())),
        dossiers=tuple(dossiers),
    )


def _signals(scope: Scope) -> Overzicht:
    wanted = {client.dossier_id for client in scope.clients()}
    rows = [row for row in scope.reading.signals() if row.dossier_id in wanted]
    late = {each.rij.signaal_id for each in wachttijden.overdue_rows(rows, scope.today)}
    table = []
    for gebied in Leefgebied:
        own = [row for row in rows if row.leefgebied == gebied.value]
        if own:
            table.append(
                (gebied.naam, len(own), *_ages(own, scope.today), sum(row.signaal_id in late for row in own))
            )
    by_urgency = Counter(row.urgentie for row in rows)
    return Overzicht(
        onderwerp=Onderwerp.SIGNALEN,
        titel="Open signalen",
        uitleg="Per leefgebied, hoe lang ze open staan, en welke te lang op een stap wachten.",
        koppen=("Leefgebied", "Open", "Tot 2 weken", "2 tot 6 weken", "Langer", "Wacht te lang"),
        rijen=tuple(table),
        staven=tuple(
            Staaf(urgentie.naam, by_urgency[urgentie.value], urgentie in (Urgentie.ACUUT, Urgentie.SPOED))
            for urgentie in Urgentie
        ),
    )


def _ages(rows: Sequence[SignalRow], today: date) -> tuple[int, int, int]:
    days = [(today - row.genoteerd_op.date()).days for row in rows]
    return (
        sum(day <= 14 for day in days),
        sum(14 < day <= 42 for day in days),
        sum(day > 42 for day in days),
    )


def _handovers(scope: Scope) -> Overzicht:
    every = scope.records(Bestandsoverdracht)
    rows: list[tuple[Waarde, ...]] = []
    dossiers: list[str] = []
    counts: Counter[Overdrachtstand] = Counter()
    for client in scope.clients():
        for item in every.get(client.dossier_id, ()):
            if isinstance(item, Bestandsoverdracht):
                counts[item.stand] += 1
                if item.stand in (Overdrachtstand.NODIG, Overdrachtstand.GEVRAAGD):
                    dossiers.append(client.dossier_id)
                    what = item.wat.value.replace("_", " ")
                    rows.append((client.naam, client.gemeente, what, item.stand.value, item.door, item.datum))
    open_now = (Overdrachtstand.NODIG, Overdrachtstand.GEVRAAGD)
    return Overzicht(
        onderwerp=Onderwerp.OVERDRACHTEN,
        titel="Overdrachten die nog open staan",
        uitleg="Wat bij de warme overdracht mee moest en nog niet gebeurd is.",
        koppen=("Cliënt", "Gemeente", "Wat", "Stand", "Door", "Datum"),
        rijen=tuple(rows),
        staven=tuple(
            Staaf(stand.value.replace("_", " "), counts[stand], stand in open_now)
            for stand in (Overdrachtstand.NODIG, Overdrachtstand.GEVRAAGD, Overdrachtstand.GEBEURD)
        ),
        dossiers=tuple(dossiers),
    )


# -- devices


def _devices(scope: Scope) -> Overzicht:
    ledger = scope.reading.ledger
    rows: list[tuple[Waarde, ...]] = []
    silent = 0
    for device in ledger.devices():
        missing = sum(
            len(each.beyond) > 0 and not each.closed for each in ledger.streams_in(device.their_stream)
        )
        days = (scope.today - device.last_seen.date()).days if device.last_seen else None
        silent += device.status is DeviceStatus.TOEGELATEN and (days is None or days > 14)
        rows.append(
            (
                device.naam,
                device.rol.value,
                device.status.value,
                device.last_seen.date() if device.last_seen else None,
                days,
                "ja" if missing else "nee",
            )
        )
    active = sum(device.status is DeviceStatus.TOEGELATEN for device in ledger.devices())
    return Overzicht(
        onderwerp=Onderwerp.APPARATEN,
        titel="Apparaten",
        uitleg="Wie twee weken niets heeft gedeeld, verdient een telefoontje.",
        koppen=("Naam", "Rol", "Stand", "Laatst gedeeld", "Dagen geleden", "Mist een eerder deel"),
        rijen=tuple(rows),
        staven=(Staaf("toegelaten", active), Staaf("langer dan twee weken stil", silent, silent > 0)),
    )


def _caseload(scope: Scope) -> Overzicht:
    wanted = {client.dossier_id for client in scope.clients()}
    rows: list[tuple[str, str, int]] = []
    for device in scope.reading.ledger.devices():
        own = scope.reading.ledger.caseload(device.device_id) & wanted
        rows.append((device.naam, device.rol.value, len(own)))
    held = {
        key
        for device in scope.reading.ledger.devices()
        for key in scope.reading.ledger.caseload(device.device_id)
    }
    nobody = len(wanted - held)
    rows.sort(key=_most_first)
    return Overzicht(
        onderwerp=Onderwerp.CASELOAD,
        titel="Caseload per begeleider",
        uitleg="Hoeveel dossiers op ieders apparaat staan.",
        koppen=("Naam", "Rol", "Dossiers"),
        rijen=tuple(rows),
        staven=(Staaf("bij iemand", len(wanted) - nobody), Staaf("bij niemand", nobody, nobody > 0)),
    )


def _most_first(row: tuple[str, str, int]) -> tuple[int, str]:
    return -row[2], row[0]


_MAKERS: Mapping[Onderwerp, Callable[[Scope], Overzicht]] = {
    Onderwerp.PVT: overzichten_inburgering.pvt,
    Onderwerp.UREN: _guidance,
    Onderwerp.SIGNALEN: _signals,
    Onderwerp.APPARATEN: _devices,
    Onderwerp.CASELOAD: _caseload,
    Onderwerp.OVERDRACHTEN: _handovers,
    Onderwerp.SCHOLEN: overzichten_inburgering.schools,
    Onderwerp.WERKPLEKKEN: overzichten_inburgering.work,
}
