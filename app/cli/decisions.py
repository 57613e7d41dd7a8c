"""`decision list|settle|merge|apart|undo|retry|force`: what only a person can decide at the gemeente."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli import tables
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer, WrongUse

if TYPE_CHECKING:
    from app.cli.session import Session


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    decision = commands.group("decision", "waar een mens moet kiezen (gemeente)")
    decision.add("list", _list, "alles wat op een besluit wacht, en wat eerder besloten is")
    settle = decision.add("settle", _settle, "laat van twee versies er één gelden")
    settle.add_argument("--id", required=True, action="append", metavar="ID", help="het verschil (vaker mag)")
    settle.add_argument("--keep", required=True, choices=("onze", "hunne"), help="welke versie geldt")
    for name, work, about in (
        ("merge", _merge, "twee dossiers zijn dezelfde persoon; niets wordt verplaatst"),
        ("apart", _apart, "twee dossiers zijn twee personen"),
    ):
        parser = decision.add(name, work, about)
        parser.add_argument("--client", required=True, metavar="ID", help="het dossier dat verdergaat")
        parser.add_argument("--other", required=True, metavar="ID", help="het andere dossier")
        parser.add_argument("--reason", required=True, metavar="TEKST", help="hoe je dat weet")
    undo = decision.add("undo", _undo, "maak een besluit over twee dossiers ongedaan")
    undo.add_argument("--id", required=True, metavar="ID", help="het besluit; zie “decision list”")
    retry = decision.add("retry", _retry, "probeer opnieuw wat apart gezet was")
    retry.add_argument("--id", required=True, action="append", metavar="ID", help="het stuk (vaker mag)")
    force = decision.add("force", _force, "verwerk een zending zonder het deel dat ontbreekt")
    force.add_argument("--batch", required=True, metavar="ID", help="de zending; zie “decision list”")


def _list(args: Namespace, session: Session) -> Answer:
    return _overview(session, "")


def _settle(args: Namespace, session: Session) -> Answer:
    from app.services import beslissen
    from app.services.besluiten import Kant

    beslissen.settle(session.store, session.clock, dict.fromkeys(args.id, Kant(args.keep)))
    return _overview(session, "Gekozen.")


def _merge(args: Namespace, session: Session) -> Answer:
    from app.services import beslissen

    pair = session.dossier(args.client), session.dossier(args.other)
    beslissen.merge(session.store, session.clock, session.ids, *pair, args.reason)
    return _overview(session, "Samengevoegd.")


def _apart(args: Namespace, session: Session) -> Answer:
    from app.services import beslissen

    pair = session.dossier(args.client), session.dossier(args.other)
    beslissen.keep_apart(session.store, session.clock, session.ids, *pair, args.reason)
    return _overview(session, "Genoteerd.")


def _undo(args: Namespace, session: Session) -> Answer:
    from app.services import beslissen

    beslissen.undo(session.store, session.clock, args.id)
    return _overview(session, "Ongedaan gemaakt.")


def _retry(args: Namespace, session: Session) -> Answer:
    session.transport.retry(args.id)
    return _overview(session, "Opnieuw geprobeerd.")


def _force(args: Namespace, session: Session) -> Answer:
    from app.services import besluiten

    waiting = besluiten.show(session.store, session.clock.now()).wachtend
    chosen = next((each for each in waiting if each.digest == args.batch), None)
    if chosen is None or not chosen.mag_door:
        raise WrongUse("Deze zending wacht niet, of nog geen vijf dagen.")
    session.transport.apply(force={args.batch})
    return _overview(session, "Verwerkt zonder het deel dat ontbreekt.")


def _overview(session: Session, said: str) -> Answer:
    from app.services import besluiten

    found = besluiten.show(session.store, session.clock.now())
    differences = (
        (veld.id, each.naam, veld.veld, veld.onze, veld.hunne)
        for each in found.verschillen
        for veld in each.velden
    )
    doubles = (
        (each.een.dossier_id, each.ander.dossier_id, str(each.score), ", ".join(each.redenen))
        for each in found.dubbelen
    )
    text = tables.blocks(
        said,
        tables.table(("Verschil", "Cliënt", "Wat", "Onze", "Hunne"), differences, empty=""),
        tables.table(("Dossier", "Ander dossier", "Score", "Waarom"), doubles, empty=""),
        tables.table(
            ("Apart gezet", "Cliënt", "Wat", "Van", "Reden"),
            ((each.op_id, each.naam, each.soort, each.afzender, each.reden) for each in found.apart),
            empty="",
        ),
        tables.table(
            ("Wachtende zending", "Van", "Dagen", "Reden"),
            ((each.digest, each.afzender, str(each.dagen), each.reden) for each in found.wachtend),
            empty="",
        ),
        tables.table(
            ("Besluit", "Wat", "Wie"),
            ((each.id, each.wat, each.wie) for each in found.geschiedenis),
            empty="",
        ),
        "" if found.aantal else "Er wacht niets op een besluit.",
    )
    return Answer(data=tables.plain(found), text=text)
