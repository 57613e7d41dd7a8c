"""`contactperson show|set`: whom a volunteer calls about safety."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.cli.session import Session


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    group = commands.group("contactperson", "de contactpersoon voor zorgen over veiligheid")
    group.add("show", _show, "wie het is, en het nummer")
    put = group.add("set", _set, "vul in wie het is; vanaf het register krijgen alle apparaten het")
    put.add_argument("--name", required=True, metavar="NAAM", help="hoe de contactpersoon heet")
    put.add_argument("--phone", required=True, metavar="NUMMER", help="het telefoonnummer")
    put.add_argument("--when", default="", metavar="TEKST", help="wanneer te bereiken")


def _show(args: Namespace, session: Session) -> Answer:
    from app.services import contactpersonen

    with session.store.read() as reading:
        found = contactpersonen.known(reading)
        shared = contactpersonen.of_organisation(reading) is not None
    if found is None:
        return Answer(data=None, text="Er is nog geen contactpersoon ingevuld.")
    data = {
        "naam": found.naam,
        "telefoon": found.telefoon,
        "bereikbaar": found.bereikbaar,
        "van_organisatie": shared,
    }
    words = [f"{found.naam}: {found.telefoon}", found.bereikbaar]
    return Answer(data=data, text="\n".join(part for part in words if part))


def _set(args: Namespace, session: Session) -> Answer:
    from app.services import contactpersonen

    contactpersonen.save(session.store, args.name, args.phone, args.when)
    return _show(args, session)
