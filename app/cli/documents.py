"""`document check`: is this sheet or file what was made here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import files, tables
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.cli.session import Session

_LARGEST = 64 * 1024 * 1024


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    document = commands.group("document", "bladen en bestanden")
    check = document.add("check", _check, "is dit blad hier gemaakt, en staat er nog hetzelfde op")
    which = check.add_mutually_exclusive_group(required=True)
    which.add_argument("--code", metavar="CODE", help="wat de QR-code zegt, of nummer en controlegetal")
    which.add_argument("--file", type=Path, metavar="BESTAND", help="het bestand zelf")


def _check(args: Namespace, session: Session) -> Answer:
    from app.services import nakijken

    if args.file is not None:
        found = nakijken.check_file(session.store, files.read(args.file, _LARGEST))
    else:
        found = nakijken.check_code(session.store, args.code)
    made = f"{found.gemaakt_op:%d-%m-%Y} door {found.gemaakt_door}" if found.gemaakt_op else ""
    about = f"{found.document}, exemplaar {found.exemplaar}, voor {found.ontvanger}" if made else ""
    return Answer(data=tables.plain(found), text=tables.blocks(found.zin, about, made))
