"""`access show|save`: what is held about a client, what was sent and who looked; as the client may read it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import tables, values
from app.cli.grammar import Commands, Namespace, Parser
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.cli.session import Session


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    access = commands.group("access", "inzage: wat er bewaard is, wat er is gedeeld, wie er keek")
    _about(access.add("show", _show, "toon de inzage"))
    save = access.add("save", _save, "maak de inzage als PDF en als JSON, en leg dat vast")
    _about(save)
    save.add_argument("--to", type=Path, required=True, metavar="BESTAND", help="het PDF-bestand")
    save.add_argument(
        "--language", default="", metavar="TAAL", help="taal van de koppen (anders die van de cliënt)"
    )


def _about(parser: Parser) -> None:
    from app.services.inzage import Variant

    parser.add_argument("--client", required=True, metavar="ID", help="het dossier")
    parser.add_argument(
        "--variant",
        type=values.one_of(Variant),
        default=Variant.THUIS,
        metavar="WAAR",
        help="thuis (niets over veiligheid) of kantoor",
    )


def _show(args: Namespace, session: Session) -> Answer:
    from app.services import inzage

    dossier_id = session.dossier(args.client)
    inzage.look(session.store, dossier_id)
    shown = inzage.view(session.store, session.clock, dossier_id, inzage.Variant(args.variant))
    kept = tables.table(
        ("Soort", "Titel", "Wanneer", "Velden"),
        (
            (groep.titel, tables.short(stuk.titel, 40), stuk.wanneer, len(stuk.velden))
            for groep in shown.bewaard
            for stuk in groep.stukken
        ),
        empty="Er is niets bewaard.",
    )
    sent = tables.table(
        ("Wat", "Aan", "Wanneer", "Waarom", "Stand"),
        (
            (tables.short(each.wat, 30), each.aan, each.wanneer, each.grond, each.stand)
            for each in shown.gedeeld
        ),
        empty="Er is niets gedeeld.",
    )
    looked = tables.table(
        ("Dag", "Wie", "Wat", "Keer"),
        ((each.dag, each.wie, each.deed, each.aantal) for each in shown.toegang),
    )
    left = f"Weggelaten: {shown.weggelaten}"
    return Answer(data=inzage.as_plain(shown), text=tables.blocks(kept, sent, looked, left))


def _save(args: Namespace, session: Session) -> Answer:
    from app.services import bestanden, inzage

    dossier_id = session.dossier(args.client)
    beside = args.to.with_suffix(".json")
    with bestanden.saving(str(args.to)) as put, bestanden.saving(str(beside)) as put_beside:
        made = inzage.make(
            session.store, session.clock, session.ids, dossier_id, inzage.Variant(args.variant), args.language
        )
        put(made.pdf)
        put_beside(made.json)
    data = {"pdf": str(args.to), "json": str(beside), "verstrekking": made.verstrekking.id}
    return Answer(data=data, text=f"Opgeslagen: {tables.safe(str(args.to))} en {tables.safe(str(beside))}")
