"""`contact add`: a visit, call or message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli import values
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.cli.session import Session


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    from app.domain.contactmomenten import Kanaal
    from app.domain.leefgebieden import Leefgebied

    contact = commands.group("contact", "een contact vastleggen")
    add = contact.add("add", _add, "leg een bezoek, gesprek of bericht vast")
    add.add_argument("--client", required=True, metavar="ID", help="het dossier")
    add.add_argument("--subject", required=True, metavar="TEKST", help="onderwerp, in een paar woorden")
    add.add_argument("--when", type=values.moment, metavar="MOMENT", help="“22-11-2026 14:30” (anders nu)")
    add.add_argument(
        "--channel",
        type=values.one_of(Kanaal),
        default=Kanaal.HUISBEZOEK,
        metavar="HOE",
        help=f"hoe: {', '.join(Kanaal)}",
    )
    add.add_argument("--minutes", type=values.count, default=0, metavar="N", help="hoe lang, in minuten")
    add.add_argument(
        "--domains",
        type=values.several_of(Leefgebied),
        default=(),
        metavar="A,B",
        help=f"leefgebieden: {', '.join(Leefgebied)}",
    )
    add.add_argument("--summary", default="", metavar="TEKST", help="samenvatting; kan gedeeld worden")
    add.add_argument("--note", default="", metavar="TEKST", help="privénotitie; blijft altijd hier")
    add.add_argument("--observation", default="", metavar="TEKST", help="wat je zag of hoorde")
    add.add_argument(
        "--interpretation", default="", metavar="TEKST", help="wat je ervan denkt; blijft altijd hier"
    )
    add.add_argument("--present", type=values.names, default=(), metavar="A,B", help="wie erbij waren")
    add.add_argument("--interpreter", default="", metavar="TEKST", help="tolk")
    add.add_argument(
        "--missed", choices=["met_afmelding", "zonder_afmelding"], help="het contact ging niet door"
    )
    add.add_argument("--counts-for-zroute", action="store_true", help="telt mee als uren in de Z-route")
    add.add_argument("--task", action="append", default=[], metavar="TEKST", help="een afspraak (vaker mag)")
    add.add_argument("--task-by", type=values.day, metavar="DATUM", help="voor wanneer de afspraken zijn")
    add.add_argument("--task-who", default="", metavar="NAAM", help="wie de afspraken doet")


def _add(args: Namespace, session: Session) -> Answer:
    from app.domain.contactmomenten import Afmelding, Contactmoment, Kanaal
    from app.domain.leefgebieden import Leefgebied
    from app.domain.taken import Taak
    from app.services import contactmomenten

    dossier_id = session.dossier(args.client)
    contact = Contactmoment(
        id="",
        dossier_id=dossier_id,
        plaatsgevonden_op=args.when or session.clock.now(),
        kanaal=Kanaal(args.channel),
        onderwerp=args.subject,
        duur_minuten=args.minutes,
        leefgebieden=tuple(Leefgebied(domain) for domain in args.domains),
        samenvatting=args.summary,
        aantekening=args.note,
        waarneming=args.observation,
        duiding=args.interpretation,
        aanwezig=args.present,
        tolk=args.interpreter,
        contact_gelukt=args.missed is None,
        afmelding=Afmelding(args.missed) if args.missed else Afmelding.NIET_VAN_TOEPASSING,
        telt_mee_zroute=args.counts_for_zroute,
    )
    tasks = [
        Taak(id="", dossier_id=dossier_id, omschrijving=text, voor_op=args.task_by, wie=args.task_who)
        for text in args.task
    ]
    contact_id, _ = contactmomenten.record(session.store, session.clock, session.ids, contact, tasks)
    return Answer(
        data={"contactmoment_id": contact_id, "dossier_id": dossier_id, "taken": len(tasks)},
        text=f"Contact bewaard op dit apparaat: {contact_id}",
    )
