"""`invite`, `join`, `admit`, `devices`: a device and a register get to know each other, without internet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import files, tables
from app.cli.grammar import Commands, Namespace, Parser
from app.cli.terminal import Answer
from app.faults import Fault, FaultKind

if TYPE_CHECKING:
    from app.cli.session import Session
    from app.ports import Device, Invitation

MOST = files.MEGABYTE
VINGERAFDRUK_ANDERS = FaultKind(
    "vingerafdruk-anders",
    "De vingerafdruk is niet dezelfde. Er is niets gekoppeld.",
    "Lees de cijfers nog eens voor. Blijven ze anders, vraag dan een nieuw bestand.",
)


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    invite = commands.add("invite", _invite, "maak een uitnodiging voor één apparaat (coördinator)")
    _out(invite, "waar de uitnodiging komt")
    invite.add_argument("--name", default="", metavar="NAAM", help="voor wie; alleen voor jezelf")
    join = commands.add("join", _join, "neem een uitnodiging aan (vrijwilliger of begeleider)")
    join.add_argument("file", type=Path, metavar="UITNODIGING", help="het bestand van de coördinator")
    _out(join, "waar het antwoord voor de coördinator komt")
    admit = commands.add("admit", _admit, "laat een apparaat toe met het antwoord (coördinator)")
    admit.add_argument("file", type=Path, metavar="ANTWOORD", help="het bestand van het apparaat")
    for parser in (join, admit):
        parser.add_argument(
            "--fingerprint",
            metavar="CIJFERS",
            help="wat de ander voorlas; klopt het niet, dan gaat het niet door",
        )
        parser.add_argument("--check", action="store_true", help="laat alleen zien van wie het bestand is")
    commands.add("devices", _devices, "welke apparaten er zijn, met hun vingerafdruk")


def _out(parser: Parser, help: str) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="BESTAND", help=help)
    parser.add_argument("--overwrite", action="store_true", help="vervang een bestand dat er al staat")


def _invite(args: Namespace, session: Session) -> Answer:
    session.require_register()
    with files.saving(args.out, overwrite=args.overwrite) as put:
        put(session.transport.invite(args.name))
    mailbox = session.transport.mailbox_address()
    text = tables.facts({"Uitnodiging": args.out, "Gedeelde map": mailbox or "nog niet gekozen"})
    advice = "Geef dit bestand aan één persoon. Het is één keer te gebruiken, en twee weken geldig."
    return Answer(data={"bestand": str(args.out), "mailbox": mailbox}, text=f"{text}\n{advice}")


def _join(args: Namespace, session: Session) -> Answer:
    session.require_device()
    data = files.read(args.file, MOST)
    invitation = session.transport.read_invitation(data)
    _compare(args, invitation)
    if not args.check:
        with files.saving(args.out, overwrite=args.overwrite) as put:
            put(session.transport.join(data))
    shown = {**tables.plain(invitation), "antwoord": None if args.check else str(args.out)}
    shown["mailbox"] = session.transport.mailbox_address() or invitation.mailbox
    text = tables.facts(
        {
            "Uitnodiging van": f"{invitation.naam} ({invitation.organisatie or 'organisatie onbekend'})",
            "Vingerafdruk": invitation.fingerprint,
            "Gedeelde map": shown["mailbox"] or "nog niet gekozen",
            "Antwoord": "" if args.check else args.out,
        }
    )
    return Answer(data=shown, text=f"{text}\n{_ADVICE}")


_ADVICE = "Lees de vingerafdruk hardop voor aan de ander. Is hij anders, stop dan."


def _admit(args: Namespace, session: Session) -> Answer:
    session.require_register()
    data = files.read(args.file, MOST)
    answer = session.transport.read_answer(data)
    _compare(args, answer)
    device = None if args.check else session.transport.admit(data)
    shown = {**tables.plain(answer), "device_id": device.device_id if device else None}
    text = tables.facts(
        {
            "Apparaat van": f"{answer.naam} ({answer.rol})",
            "Vingerafdruk": answer.fingerprint,
            "Toegelaten": tables.yes_no(device is not None),
        }
    )
    return Answer(data=shown, text=f"{text}\n{_ADVICE}")


def _compare(args: Namespace, found: Invitation) -> None:
    compare_digits(args.fingerprint, found.fingerprint)


def compare_digits(heard: str | None, ours: str) -> None:
    """Raise `vingerafdruk-anders` when somebody heard other digits than we have; None: nobody compared."""
    if heard is not None and _digits(heard) != _digits(ours):
        raise Fault(VINGERAFDRUK_ANDERS)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _devices(args: Namespace, session: Session) -> Answer:
    with session.store.read() as reading:
        devices = reading.ledger.devices()
        held = {device.device_id: len(reading.ledger.caseload(device.device_id)) for device in devices}
    prints = {device.device_id: _fingerprint(device) for device in devices}
    mine = session.transport.fingerprint()
    data = {
        "eigen_vingerafdruk": mine,
        "eigen_id": session.profile.device_id,
        "apparaten": [
            {
                "device_id": device.device_id,
                "naam": device.naam,
                "rol": device.rol.value,
                "status": device.status.value,
                "vingerafdruk": prints[device.device_id],
                "dossiers": held[device.device_id],
                "toegelaten_op": tables.plain(device.admitted_op),
                "laatst_gezien": tables.plain(device.last_seen),
            }
            for device in devices
        ],
    }
    listed = tables.table(
        ("Naam", "Rol", "Status", "Dossiers", "Laatst gezien", "Vingerafdruk"),
        (
            (
                device.naam,
                device.rol.value,
                device.status.value,
                held[device.device_id],
                tables.moment(device.last_seen) or "nog nooit",
                prints[device.device_id],
            )
            for device in devices
        ),
        empty="Nog geen apparaten gekoppeld.",
    )
    return Answer(data=data, text=tables.blocks(f"Dit apparaat: {mine}", listed))


def _fingerprint(device: Device) -> str:
    from app.crypto.identity import PublicIdentity, fingerprint

    try:
        return fingerprint(PublicIdentity.from_bytes(device.identity))
    except Fault:
        return ""
