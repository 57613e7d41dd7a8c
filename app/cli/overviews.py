"""`overview show|save|duo|klantcontacten`: what a coordinator looks at, and what goes to other systems."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import files, tables, values
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer
from app.services.overzichtstabellen import Onderwerp
from app.services.uitvoer import Bestandsvorm

if TYPE_CHECKING:
    from app.cli.session import Session
    from app.services.overzichtstabellen import Overzicht
    from app.services.uitvoer import Uitvoer


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    overview = commands.group("overview", "overzichten, en bestanden voor andere systemen (gemeente)")
    for name, work, about in (
        ("show", _show, "laat een overzicht zien"),
        ("save", _save, "sla een overzicht op voor Excel"),
    ):
        parser = overview.add(name, work, about)
        parser.add_argument("--subject", required=True, type=values.one_of(Onderwerp), metavar="WAT")
        parser.add_argument("--municipality", default="", metavar="NAAM", help="alleen deze gemeente")
        if name == "save":
            parser.add_argument("--format", type=values.one_of(Bestandsvorm), default="xlsx", metavar="VORM")
            _out(parser)
    duo = overview.add("duo", _duo, "wat de gemeente bij DUO kan melden, en wat nog niet")
    contacts = overview.add("klantcontacten", _contacts, "contacten en opvolging voor Klantinteracties")
    for parser in (duo, contacts):
        parser.add_argument("--client", action="append", default=None, metavar="ID", help="anders iedereen")
        _out(parser)


def _out(parser: object) -> None:
    parser.add_argument(  # type: ignore[attr-defined]
        "--out", required=True, type=Path, metavar="BESTAND", help="waar het bestand komt"
    )
    parser.add_argument("--overwrite", action="store_true", help="vervang een bestand dat er al staat")  # type: ignore[attr-defined]


def _overview(args: Namespace, session: Session) -> Overzicht:
    from app.services import overzichten

    return overzichten.show(session.store, Onderwerp(args.subject), session.today, args.municipality)


def _show(args: Namespace, session: Session) -> Answer:
    found = _overview(args, session)
    text = tables.blocks(
        f"{found.titel}. {found.uitleg}",
        tables.table(found.koppen, ([_cell(value) for value in row] for row in found.rijen)),
        tables.table(("Aantal", ""), ((bar.naam, str(bar.aantal)) for bar in found.staven), empty=""),
    )
    return Answer(data=tables.plain(found), text=text)


def _save(args: Namespace, session: Session) -> Answer:
    from app.services import uitvoer

    def make() -> Uitvoer:
        found = _overview(args, session)
        return uitvoer.save_overview(
            session.store, session.clock, session.ids, found, Bestandsvorm(args.format)
        )

    return _write(args, make)


def _duo(args: Namespace, session: Session) -> Answer:
    from app.services import uitvoer

    chosen = _chosen(args, session)
    return _write(args, lambda: uitvoer.duo_file(session.store, session.clock, session.ids, chosen))


def _contacts(args: Namespace, session: Session) -> Answer:
    from app.services import uitvoer

    chosen = _chosen(args, session)
    return _write(args, lambda: uitvoer.klantcontacten(session.store, session.clock, session.ids, chosen))


def _chosen(args: Namespace, session: Session) -> tuple[str, ...]:
    from app.services import overzichten

    if args.client:
        return tuple(session.dossier(each) for each in args.client)
    return overzichten.show(session.store, Onderwerp.PVT, session.today).dossiers


def _write(args: Namespace, make: Callable[[], Uitvoer]) -> Answer:
    with files.saving(args.out, overwrite=args.overwrite) as put:
        put(make().data)
    return Answer(data={"bestand": str(args.out)}, text=f"Opgeslagen: {args.out}")


def _cell(value: object) -> str:
    from app.services.veldnamen import value_in_words

    return value_in_words(value)
