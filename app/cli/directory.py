"""`directory search|import`: the sociale kaart, without internet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import files, tables
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.cli.session import Session

_MOST = 8 * files.MEGABYTE


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    group = commands.group("directory", "de sociale kaart")
    search = group.add("search", _search, "zoek wie helpt")
    search.add_argument("words", nargs="*", metavar="WOORD", help="naam, soort hulp of gemeente")
    load = group.add("import", _import, "lees een lijst met organisaties in (CSV of XLSX)")
    load.add_argument("file", type=Path, metavar="BESTAND", help="de lijst")
    load.add_argument("--apply", action="store_true", help="neem de goede rijen over; anders alleen kijken")


def _search(args: Namespace, session: Session) -> Answer:
    from app.services import socialekaart

    socialekaart.remember(session.store)
    kaart = socialekaart.known()
    found = socialekaart.search(kaart, " ".join(args.words), oefen=session.profile.practice)
    listed = tables.table(
        ("Naam", "Gemeente", "Telefoon", "Soort hulp"),
        (
            (each.naam, each.gemeente, ", ".join(each.telefoon), tables.short(", ".join(each.routes)))
            for each in found
        ),
        empty="Niets gevonden.",
    )
    return Answer(data={"organisaties": [tables.plain(each) for each in found]}, text=listed)


def _import(args: Namespace, session: Session) -> Answer:
    from app.services import socialekaart

    plan = socialekaart.plan(session.store, session.clock, files.read(args.file, _MOST), args.file.name)
    taken = socialekaart.apply(session.store, plan)[0] if args.apply else 0
    listed = tables.table(
        ("Rij", "Naam", "Wat", "Wat er niet klopt"),
        ((each.nummer, each.naam, each.stand.value, " ".join(each.fouten)) for each in plan.rijen),
    )
    rows = [
        {"rij": each.nummer, "naam": each.naam, "stand": each.stand.value, "fouten": list(each.fouten)}
        for each in plan.rijen
    ]
    end = f"Overgenomen: {taken}." if args.apply else "Er is nog niets opgeslagen. Overnemen: --apply."
    return Answer(data={"rijen": rows, "overgenomen": taken}, text=tables.blocks(listed, end))
