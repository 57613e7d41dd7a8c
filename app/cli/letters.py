"""`letters add|list|remove`: photos and scans of letters, kept on this device."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import tables, values
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.cli.session import Session


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    from app.domain.bijlagen import Briefsoort

    group = commands.group("letters", "foto's van brieven; ze blijven op dit apparaat")
    add = group.add("add", _add, "bewaar een foto of PDF van een brief")
    add.add_argument("file", type=Path, metavar="BESTAND", help="de foto (JPEG, PNG) of PDF")
    add.add_argument("--client", required=True, metavar="ID", help="het dossier")
    add.add_argument("--about", required=True, metavar="TEKST", help="van wie de brief is")
    add.add_argument(
        "--kind",
        type=values.one_of(Briefsoort),
        default=Briefsoort.BRIEF,
        metavar="SOORT",
        help=f"soort: {', '.join(Briefsoort)}",
    )
    add.add_argument("--date", type=values.day, default=None, metavar="DATUM", help="datum op de brief")
    add.add_argument("--todo", default="", metavar="TEKST", help="wat ermee moet gebeuren; wordt een taak")
    add.add_argument("--due", type=values.day, default=None, metavar="DATUM", help="voor wanneer")
    listing = group.add("list", _list, "laat de bewaarde brieven zien")
    listing.add_argument("--client", required=True, metavar="ID", help="het dossier")
    remove = group.add("remove", _remove, "verwijder een brief voorgoed")
    remove.add_argument("letter", metavar="BRIEF", help="het hele nummer van de brief")


def _add(args: Namespace, session: Session) -> Answer:
    from app.domain.bijlagen import Briefsoort
    from app.services import bijlagen

    schoon = bijlagen.read_file(str(args.file))
    brief = bijlagen.NieuweBrief(
        dossier_id=session.dossier(args.client),
        briefsoort=Briefsoort(args.kind),
        omschrijving=args.about,
        datum=args.date,
        wat_te_doen=args.todo,
        voor_op=args.due,
    )
    bijlage_id, _ = bijlagen.add(session.store, session.clock, session.ids, brief, schoon)
    return Answer(
        data={"bijlage_id": bijlage_id, "soort": schoon.soort, "bytes": len(schoon.data)},
        text="Brief bewaard op dit apparaat. Die gaat nooit mee bij het delen.",
    )


def _list(args: Namespace, session: Session) -> Answer:
    from app.services import bijlagen, dossiers

    dossier_id = session.dossier(args.client)
    dossiers.enter(session.store, dossier_id)
    found = bijlagen.of_dossier(session.store, dossier_id)
    listed = tables.table(
        ("Brief", "Datum", "Soort", "Van wie", "Te doen"),
        (
            (
                each.id,
                tables.day(each.datum),
                each.briefsoort.value,
                tables.short(each.omschrijving),
                tables.short(each.wat_te_doen),
            )
            for each in found
        ),
        empty="Er zijn geen brieven bewaard.",
    )
    return Answer(data={"brieven": [tables.plain(each) for each in found]}, text=listed)


def _remove(args: Namespace, session: Session) -> Answer:
    from app.services import bijlagen

    bijlagen.remove(session.store, args.letter)
    return Answer(data={}, text="De brief is voorgoed verwijderd.")
