"""`verify`, `log`, `seed`: is all well, who looked, and made-up people to practise with."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from app.cli import tables, values
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer
from app.faults import Fault, FaultKind

if TYPE_CHECKING:
    from app.cli.session import Session

NAGEKEKEN_FOUT = FaultKind(
    "controle-niet-goed",
    "De controle vond {aantal} dingen die niet kloppen.",
    "Maak nu een reservekopie, en vraag hulp aan je coördinator.",
)

_ACTIONS = {"C": "gemaakt", "R": "gelezen", "U": "gewijzigd", "D": "gewist", "E": "verstrekt"}


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    commands.add("verify", _verify, "controleer het dossierbestand, het logboek en de reeksen van het delen")
    log = commands.add("log", _log, "wie keek wat in, en wat veranderde er")
    log.add_argument("--client", metavar="ID", help="alleen van dit dossier")
    log.add_argument("--after", type=values.count, default=0, metavar="N", help="alleen na dit regelnummer")
    log.add_argument("--limit", type=values.count, default=200, metavar="N", help="hoeveel regels (200)")
    seed = commands.add("seed", _seed, "vul een oefenprofiel met verzonnen mensen")
    seed.add_argument("--clients", type=values.count, required=True, metavar="N", help="hoeveel cliënten")
    seed.add_argument(
        "--contacts", type=values.count, required=True, metavar="M", help="hoeveel contacten samen"
    )
    seed.add_argument(
        "--seed", type=values.seed, default=1, metavar="S", help="hetzelfde getal geeft dezelfde mensen"
    )


def _verify(args: Namespace, session: Session) -> Answer:
    report = session.store.verify(lambda part: session.terminal.say(f"Ik kijk na: {part}"))
    text = tables.blocks(
        tables.facts(
            {
                "Nagekeken": ", ".join(report.checked),
                "Stukken": report.records,
                "Logregels": report.log_rows,
                "Uitkomst": "alles klopt" if report.ok else f"{len(report.findings)} dingen kloppen niet",
            }
        ),
        "\n".join(f"- {finding}" for finding in report.findings),
    )
    fault = None if report.ok else Fault(NAGEKEKEN_FOUT, aantal=len(report.findings))
    return Answer(data={**tables.plain(report), "ok": report.ok}, text=text, fault=fault)


def _log(args: Namespace, session: Session) -> Answer:
    dossier_id = session.dossier(args.client) if args.client else ""
    with session.store.read() as reading:
        rows = reading.log(dossier_id=dossier_id, after=args.after, limit=args.limit)
    from app.cli.session import brief

    listed = tables.table(
        ("Nr", "Wanneer", "Wie", "Wat", "Soort", "Dossier", "Grond", "Uitkomst"),
        (
            (
                row.nummer,
                tables.moment(row.op),
                row.wie,
                _ACTIONS.get(row.actie, row.actie),
                tables.words(row.soort),
                brief(row.dossier_id),
                row.grond,
                row.resultaat,
            )
            for row in rows
        ),
        empty="Het logboek is leeg.",
    )
    return Answer(data=tables.plain(rows), text=listed)


def _seed(args: Namespace, session: Session) -> Answer:
    from app.services import practice

    rng = random.Random(args.seed)
    made = practice.seed(session.store, session.clock, session.ids, rng, args.clients, args.contacts)
    return Answer(
        data={
            "clienten": len(made.dossier_ids),
            "contacten": made.contacten,
            "dossier_ids": list(made.dossier_ids),
        },
        text=(
            f"Gemaakt: {tables.counted(len(made.dossier_ids), 'cliënt', 'cliënten')} "
            f"en {tables.counted(made.contacten, 'contact', 'contacten')}. Niemand ervan bestaat echt."
        ),
    )
