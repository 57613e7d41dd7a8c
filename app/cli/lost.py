"""`revoke`, `lost`, `review`: a device that is gone, what it held, and what it still sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import files, tables
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer
from app.faults import Fault

if TYPE_CHECKING:
    from app.cli.session import Session

_SHORTEST = 6


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    revoke = commands.add("revoke", _revoke, "trek de toegang van een apparaat in (coördinator)")
    revoke.add_argument("device", metavar="APPARAAT", help="het nummer uit “devices”, of het eind ervan")
    revoke.add_argument("--wipe", action="store_true", help="vraag het apparaat ook om alles te wissen")
    lost = commands.add("lost", _lost, "wat er op een verloren apparaat staat (coördinator)")
    lost.add_argument("device", metavar="APPARAAT", help="het nummer uit “devices”, of het eind ervan")
    lost.add_argument("--out", type=Path, metavar="BESTAND", help="maak ook het blad voor een datalek (PDF)")
    lost.add_argument("--overwrite", action="store_true", help="vervang een bestand dat er al staat")
    review = commands.add("review", _review, "wat ingetrokken apparaten nog stuurden (coördinator)")
    how = review.add_mutually_exclusive_group()
    how.add_argument("--take", metavar="APPARAAT", help="neem over wat dit apparaat stuurde")
    how.add_argument("--drop", metavar="APPARAAT", help="neem niet over wat dit apparaat stuurde")


def _device(session: Session, text: str) -> str:
    """Return the id of the device that a person named by its number or the end of it."""
    from app.services.verlies import APPARAAT_ONBEKEND

    wanted = text.strip().lower()
    with session.store.read() as reading:
        ids = [device.device_id for device in reading.ledger.devices()]
    found = [one for one in ids if one == wanted or (len(wanted) >= _SHORTEST and one.endswith(wanted))]
    if len(found) != 1:
        raise Fault(APPARAAT_ONBEKEND)
    return found[0]


def _revoke(args: Namespace, session: Session) -> Answer:
    from app.services import verlies

    session.require_register()
    device_id = _device(session, args.device)
    session.transport.revoke(device_id, wipe=args.wipe)
    found = verlies.of(session.store, session.clock, device_id)
    data = {"device_id": device_id, "status": found.device.status.value, "wissen": found.device.wipe}
    text = tables.facts({"Apparaat van": found.device.naam, "Stand": verlies.status_words(found.device)})
    return Answer(data=data, text=f"{text}\n{_ADVICE}")


_ADVICE = "Maak ook het blad voor een datalek: lost APPARAAT --out BESTAND"


def _lost(args: Namespace, session: Session) -> Answer:
    from app.services import verlies

    session.require_register()
    device_id = _device(session, args.device)
    if args.out is not None:
        with files.saving(args.out, overwrite=args.overwrite) as put:
            put(verlies.print_sheet(session.store, session.clock, session.ids, device_id))
    found = verlies.of(session.store, session.clock, device_id)
    data: dict[str, Any] = {
        "device_id": device_id,
        "status": found.device.status.value,
        "wissen": found.device.wipe,
        "gewist_op": tables.plain(found.device.wiped_op),
        "laatst_gehoord": tables.plain(found.gezien_op),
        "eigen_telling": found.eigen_telling,
        "niet_verzonden": found.niet_verzonden,
        "bleef_daar": found.blijft_daar,
        "nooit_aangekomen": found.ontbrekende_nummers,
        "apart_gezet": found.apart,
        "dossiers": tables.plain(found.dossiers),
        "bestand": str(args.out) if args.out else None,
    }
    head = tables.facts(
        {
            "Apparaat van": found.device.naam,
            "Stand": verlies.status_words(found.device),
            "Laatst gehoord": tables.moment(found.gezien_op) or "nog nooit",
            "Toen niet verzonden": found.niet_verzonden,
            "Blad": args.out or "",
        }
    )
    listed = tables.table(
        ("Naam", "Kenmerk", "Telefoon", "Stukken"),
        ((one.naam, one.klantreferentie, one.telefoon, one.records) for one in found.dossiers),
        empty="Op dit apparaat stond geen dossier dat hier bekend is.",
    )
    return Answer(data=data, text=tables.blocks(head, listed))


def _review(args: Namespace, session: Session) -> Answer:
    from app.services import verlies

    session.require_register()
    with session.store.read() as reading:
        aside = verlies.set_aside(reading)
        names = {device.device_id: device.naam for device in reading.ledger.devices()}
    chosen = args.take or args.drop
    done = 0
    if chosen:
        digests = [digest for digest, _ in aside.pop(_device(session, chosen), [])]
        if args.take:
            done = sum(session.transport.take_over(digests).counts.values())
        else:
            session.transport.put_away(digests)
    rows = [(names.get(one, ""), one, sum(count for _, count in found)) for one, found in aside.items()]
    data = {
        "overgenomen": done,
        "te_bekijken": [{"naam": naam, "device_id": one, "wijzigingen": count} for naam, one, count in rows],
    }
    return Answer(
        data=data,
        text=tables.table(("Van", "Apparaat", "Wijzigingen"), rows, empty="Er is niets meer te bekijken."),
    )
