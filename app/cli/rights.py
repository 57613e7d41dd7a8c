"""`rights show|set|erase|due`: correct, restrict, hold or erase a dossier, and what is past its term."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import tables, values
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer
from app.domain.gegevensbesluiten import Gegevensactie

if TYPE_CHECKING:
    from app.cli.session import Session


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    rights = commands.group("rights", "gegevens: verbeteren, beperken, langer bewaren, wissen")
    show = rights.add("show", _show, "hoe het staat met de gegevens van een dossier")
    show.add_argument("--client", required=True, metavar="ID", help="het dossier")
    change = rights.add("set", _set, "leg een besluit over de gegevens vast")
    change.add_argument("--client", required=True, metavar="ID", help="het dossier")
    change.add_argument(
        "--action",
        required=True,
        type=values.one_of(Gegevensactie),
        metavar="WAT",
        help="verbeteren, beperken, opheffen, vasthouden of vrijgeven",
    )
    change.add_argument("--reason", required=True, metavar="TEKST", help="waarom")
    change.add_argument("--until", type=values.day, metavar="DATUM", help="tot wanneer (bij vasthouden)")
    erase = rights.add("erase", _erase, "wis een dossier voorgoed; het bewijs komt in een PDF")
    erase.add_argument("--client", required=True, metavar="ID", help="het dossier")
    erase.add_argument(
        "--because", choices=("verzoek", "bewaartermijn"), required=True, help="waarom het mag"
    )
    erase.add_argument("--reason", required=True, metavar="TEKST", help="uitleg op het bewijs")
    erase.add_argument("--to", type=Path, required=True, metavar="BESTAND", help="het PDF-bestand")
    rights.add("due", _due, "dossiers waarvan de bewaartermijn bijna voorbij is")


def _show(args: Namespace, session: Session) -> Answer:
    return _overview(session, session.dossier(args.client), "")


def _overview(session: Session, dossier_id: str, first: str) -> Answer:
    from app.services import gegevensrechten

    view = gegevensrechten.view(session.store, dossier_id, session.today)
    facts = tables.facts(
        {
            "Alleen bewaren": view.stand.beperkt.reden if view.stand.beperkt else "nee",
            "Langer bewaren": view.stand.vastgehouden.reden if view.stand.vastgehouden else "nee",
            "Bewaartermijn tot": tables.day(view.tot) or "begint bij afsluiten",
            "Stukken": str(view.stukken),
        }
    )
    return Answer(data={"dossier_id": dossier_id, **tables.plain(view)}, text=tables.blocks(first, facts))


def _set(args: Namespace, session: Session) -> Answer:
    from app.cli.terminal import WrongUse
    from app.services import gegevensrechten

    dossier_id = session.dossier(args.client)
    actie = Gegevensactie(args.action)
    if actie is Gegevensactie.WISSEN:
        raise WrongUse("Gebruik “rights erase” om te wissen.")
    gegevensrechten.decide(
        session.store, session.clock, session.ids, dossier_id, actie, args.reason, args.until
    )
    return _overview(session, dossier_id, "Vastgelegd.")


def _erase(args: Namespace, session: Session) -> Answer:
    from app.services import bestanden, gegevensrechten

    dossier_id = session.dossier(args.client)
    with bestanden.saving(str(args.to)) as put:
        made = gegevensrechten.erase(
            session.store,
            session.clock,
            session.ids,
            dossier_id,
            gegevensrechten.Waarom(args.because),
            args.reason,
        )
        put(made.data)
    data = {"dossier_id": dossier_id, "pdf": str(args.to), "bewijs": made.verstrekking.id}
    return Answer(data=data, text=f"Gewist. Het bewijs staat in {tables.safe(str(args.to))}")


def _due(args: Namespace, session: Session) -> Answer:
    from app.services import gegevensrechten

    rows = gegevensrechten.due(session.store, session.today)
    listed = tables.table(
        ("Id", "Cliënt", "Tot", "Dagen", "Langer bewaren"),
        ((row.dossier_id[-8:], row.naam, tables.day(row.tot), row.dagen, row.vastgehouden) for row in rows),
        empty="Van geen dossier is de bewaartermijn bijna voorbij.",
    )
    return Answer(data=tables.plain(rows), text=listed)
