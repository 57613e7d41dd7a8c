"""`agenda add|list|ics` and `tasks list|done|move|give`: what is planned and what must be done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import files, tables, values
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.cli.session import Session


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    from app.domain.agenda import Agendasoort

    group = commands.group("agenda", "afspraken met en over cliënten")
    add = group.add("add", _add, "maak een afspraak")
    add.add_argument("--client", required=True, metavar="ID", help="het dossier")
    add.add_argument("--at", type=values.moment, required=True, metavar="MOMENT", help="wanneer")
    add.add_argument("--minutes", type=values.count, default=60, metavar="N", help="hoe lang, in minuten")
    add.add_argument(
        "--kind",
        type=values.one_of(Agendasoort),
        default=Agendasoort.HUISBEZOEK,
        metavar="SOORT",
        help=f"soort: {', '.join(Agendasoort)}",
    )
    add.add_argument("--about", default="", metavar="TEKST", help="waar het over gaat")
    group.add("list", _list, "laat zien wat er gepland staat")
    ics = group.add("ics", _ics, "sla de afspraken op voor een andere agenda, zonder namen")
    ics.add_argument("--client", default="", metavar="ID", help="alleen van dit dossier")
    ics.add_argument("--out", type=Path, required=True, metavar="BESTAND", help="waar het bestand komt")
    ics.add_argument("--overwrite", action="store_true", help="vervang een bestand dat er al staat")
    tasks = commands.group("tasks", "taken")
    tasks.add("list", _tasks, "laat de open taken zien")
    for name, run, help_text in (
        ("done", _done, "vink een taak af"),
        ("move", _move, "geef een taak een andere dag"),
        ("give", _give, "geef een taak aan iemand anders"),
    ):
        made = tasks.add(name, run, help_text)
        made.add_argument("task", metavar="TAAK", help="het nummer van de taak")
        if name == "move":
            made.add_argument("--to", type=values.day, default=None, metavar="DATUM", help="welke dag")
        if name == "give":
            made.add_argument("--to", default="", metavar="NAAM", help="wie het doet")


def _add(args: Namespace, session: Session) -> Answer:
    from app.domain.agenda import Agendapunt, Agendasoort
    from app.services import agenda

    punt = Agendapunt(
        id="",
        dossier_id=session.dossier(args.client),
        begint_op=args.at,
        duur_minuten=args.minutes,
        agendasoort=Agendasoort(args.kind),
        omschrijving=args.about,
    )
    punt_id, _ = agenda.add(session.store, session.clock, session.ids, punt)
    return Answer(data={"agendapunt_id": punt_id}, text="Afspraak bewaard.")


def _list(args: Namespace, session: Session) -> Answer:
    from app.services import agenda

    found = agenda.coming(session.store, session.clock)
    listed = tables.table(
        ("Wanneer", "Minuten", "Soort", "Cliënt", "Waarover"),
        (
            (
                tables.moment(each.punt.begint_op),
                each.punt.duur_minuten,
                tables.words(each.punt.agendasoort.value),
                each.naam,
                tables.short(each.punt.omschrijving),
            )
            for each in found
        ),
        empty="Er staat niets gepland.",
    )
    return Answer(
        data={"afspraken": [{**tables.plain(each.punt), "naam": each.naam} for each in found]}, text=listed
    )


def _ics(args: Namespace, session: Session) -> Answer:
    from app.services import agenda

    dossier_id = session.dossier(args.client) if args.client else ""
    with files.saving(args.out, overwrite=args.overwrite) as put:
        made = agenda.as_file(session.store, session.clock, dossier_id)
        put(made.data)
    count = tables.counted(made.aantal, "afspraak", "afspraken")
    return Answer(
        data={"bestand": str(args.out), "aantal": made.aantal}, text=f"Opgeslagen: {count}, zonder namen."
    )


def _tasks(args: Namespace, session: Session) -> Answer:
    from app.services import taken

    found = taken.with_names(session.store)
    listed = tables.table(
        ("Taak", "Voor", "Wie", "Cliënt", "Wat"),
        (
            (
                each.taak.id[-8:],
                tables.day(each.taak.voor_op),
                each.taak.wie,
                each.naam,
                tables.short(each.taak.omschrijving),
            )
            for each in found
        ),
        empty="Er staan geen taken open.",
    )
    return Answer(
        data={"taken": [{**tables.plain(each.taak), "naam": each.naam} for each in found]}, text=listed
    )


def _named(name: str, session: Session) -> str:
    from app.services import taken

    found = [
        each.taak.id
        for each in taken.with_names(session.store)
        if len(name) >= 8 and each.taak.id.endswith(name)
    ]
    return found[0] if len(found) == 1 else name


def _done(args: Namespace, session: Session) -> Answer:
    from app.services import taken

    taken.finish(session.store, session.clock, _named(args.task, session))
    return Answer(data={}, text="De taak is gedaan.")


def _move(args: Namespace, session: Session) -> Answer:
    from app.services import taken

    taken.move(session.store, _named(args.task, session), args.to)
    return Answer(data={}, text="De taak staat op een andere dag.")


def _give(args: Namespace, session: Session) -> Answer:
    from app.services import taken

    taken.give(session.store, _named(args.task, session), args.to)
    return Answer(data={}, text="De taak is doorgegeven. Wie dit dossier ook heeft, ziet het na het delen.")
