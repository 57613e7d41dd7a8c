"""`keyring show|renew|card|add|drop|guard`: the keys that read what devices send to a register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import files, tables
from app.cli.grammar import Commands, Namespace, Parser
from app.cli.pairing import compare_digits
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.cli.session import Session

MOST = files.MEGABYTE


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    group = commands.group("keyring", "de sleutels van het register (coördinator)")
    group.add("show", _show, "welke sleutels lezen wat apparaten sturen")
    group.add(
        "renew", _renew, "vernieuw de sleutel waarmee dit register opent; de oude opent nog wat onderweg is"
    )
    card = group.add("card", _card, "maak de kaart van deze coördinator, voor een ander register")
    card.add_argument("--out", type=Path, required=True, metavar="BESTAND", help="waar de kaart komt")
    card.add_argument("--overwrite", action="store_true", help="vervang een bestand dat er al staat")
    add = group.add("add", _add, "laat een tweede coördinator meelezen")
    add.add_argument("file", type=Path, metavar="KAART", help="de kaart van de andere coördinator")
    add.add_argument("--fingerprint", metavar="CIJFERS", help="wat de ander voorlas")
    drop = group.add("drop", _drop, "laat een coördinator niet meer meelezen")
    drop.add_argument("device", metavar="SLEUTEL", help="het nummer uit “keyring show”")
    guard = group.add("guard", _guard, "laat de sleutel van de organisatie (op papier) dit bewaken")
    for parser in (add, drop, guard):
        _shares(parser)


def _shares(parser: Parser) -> None:
    parser.add_argument(
        "--share", action="append", default=[], type=Path, metavar="BESTAND",
        help="een bestand met één deel van de sleutel van de organisatie; twee keer",
    )  # fmt: skip


def _texts(args: Namespace) -> list[str]:
    return [files.first_line(files.read(path, 4_096)) for path in args.share]


def _show(args: Namespace, session: Session) -> Answer:
    session.require_register()
    found = session.transport.keyring()
    rows = [(one.naam, one.device_id, one.generation, one.fingerprint) for one in found]
    guarded = "ja" if found[0].guarded else "nee"
    text = tables.table(("Naam", "Sleutel", "Vernieuwd", "Vingerafdruk"), rows, empty="")
    return Answer(
        data={"versie": found[0].version, "bewaakt": found[0].guarded, "sleutels": tables.plain(found)},
        text=tables.blocks(f"Versie {found[0].version}. Bewaakt door de sleutel op papier: {guarded}.", text),
    )


def _renew(args: Namespace, session: Session) -> Answer:
    session.require_register()
    session.transport.renew_key()
    return _show(args, session)


def _card(args: Namespace, session: Session) -> Answer:
    session.require_register()
    with files.saving(args.out, overwrite=args.overwrite) as put:
        put(session.transport.reader_card())
    return Answer(data={"bestand": str(args.out)}, text=f"De kaart staat in {args.out}.")


def _add(args: Namespace, session: Session) -> Answer:
    session.require_register()
    card = files.read(args.file, MOST)
    compare_digits(args.fingerprint, session.transport.read_reader_card(card).fingerprint)
    session.transport.admit_reader(card, _texts(args))
    return _show(args, session)


def _drop(args: Namespace, session: Session) -> Answer:
    session.require_register()
    session.transport.drop_reader(args.device, _texts(args))
    return _show(args, session)


def _guard(args: Namespace, session: Session) -> Answer:
    session.require_register()
    session.transport.guard_keyring(_texts(args))
    return _show(args, session)
