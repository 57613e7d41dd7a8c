"""`ground add|list|end`: grounds other than consent, recorded by a professional with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli import tables, values
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer
from app.domain.records import Categorie
from app.domain.toestemmingen import Grondslagsoort, Ontvanger

if TYPE_CHECKING:
    from app.cli.session import Session


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    ground = commands.group("ground", "delen zonder toestemming: op welke grondslag, wie en waarom")
    add = ground.add("add", _add, "leg een grondslag vast (begeleider of coördinator)")
    add.add_argument("--client", required=True, metavar="ID", help="het dossier")
    add.add_argument("--purpose", required=True, metavar="DOEL", help="waarvoor; zie “consent list”")
    add.add_argument(
        "--ground",
        required=True,
        type=values.one_of(Grondslagsoort),
        metavar="GROND",
        help="taak_gemeente, overeenkomst of vitaal_belang",
    )
    add.add_argument("--reason", required=True, metavar="TEKST", help="waarom dit mag")
    add.add_argument(
        "--exception", default="", metavar="TEKST", help="waarom vragen niet kon (gezondheid, veiligheid)"
    )
    add.add_argument(
        "--category",
        action="append",
        type=values.one_of(Categorie),
        default=None,
        metavar="WAT",
        help="alleen deze gegevens (vaker mag)",
    )
    add.add_argument("--from", dest="first", type=values.day, metavar="DATUM", help="vanaf (anders vandaag)")
    add.add_argument("--until", type=values.day, metavar="DATUM", help="tot")
    listing = ground.add("list", _list, "de grondslagen van een dossier")
    listing.add_argument("--client", required=True, metavar="ID", help="het dossier")
    end = ground.add("end", _end, "stop een grondslag; er gaat meteen niets meer op weg")
    end.add_argument("--client", required=True, metavar="ID", help="het dossier")
    end.add_argument("--id", required=True, metavar="ID", help="de grondslag; zie “ground list”")
    end.add_argument("--reason", required=True, metavar="TEKST", help="waarom dit stopt")


def _add(args: Namespace, session: Session) -> Answer:
    from app.domain.toestemmingen import Grondslag
    from app.services import grondslagen

    dossier_id = session.dossier(args.client)
    wanted = Grondslag(
        id="",
        dossier_id=dossier_id,
        doel=args.purpose,
        ontvanger=Ontvanger.GEMEENTE,
        grondslag=Grondslagsoort(args.ground),
        toelichting=args.reason,
        vastgelegd_op=session.clock.now(),
        vastgelegd_door="",
        vanaf=args.first or session.today,
        tot=args.until,
        categorieen=tuple(Categorie(each) for each in args.category or ()),
        uitzondering=args.exception,
    )
    grondslagen.register(session.store, session.clock, session.ids, wanted)
    return _overview(session, dossier_id, "Vastgelegd.")


def _list(args: Namespace, session: Session) -> Answer:
    return _overview(session, session.dossier(args.client), "")


def _end(args: Namespace, session: Session) -> Answer:
    from app.services import grondslagen

    dossier_id = session.dossier(args.client)
    rows = grondslagen.of_dossier(session.store, dossier_id, session.today)
    found = next((row.grond.id for row in rows if row.grond.id.endswith(args.id)), args.id)
    grondslagen.end(session.store, session.clock, session.ids, found, args.reason)
    return _overview(session, dossier_id, "Gestopt. Vanaf nu gaat hierop niets meer weg.")


def _overview(session: Session, dossier_id: str, first: str) -> Answer:
    from app.services import grondslagen
    from app.services.weggaan import GRONDEN

    rows = grondslagen.of_dossier(session.store, dossier_id, session.today)
    listed = tables.table(
        ("Id", "Waarvoor", "Grond", "Stand", "Tot", "Door", "Waarom"),
        (
            (
                row.grond.id[-8:],
                row.titel,
                GRONDEN[row.grond.grondslag],
                row.stand.replace("_", " "),
                tables.day(row.tot),
                row.grond.vastgelegd_door,
                tables.short(row.grond.toelichting, 40),
            )
            for row in rows
        ),
        empty="Er is geen andere grondslag dan toestemming.",
    )
    data = {"dossier_id": dossier_id, "grondslagen": tables.plain(rows)}
    return Answer(data=data, text=tables.blocks(first, listed))
