"""`handover`: the overdracht sheet for one receiver, as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import files, tables, values
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer
from app.domain.toestemmingen import Ontvanger
from app.faults import Fault, FaultKind

if TYPE_CHECKING:
    from app.cli.session import Session
    from app.services.overdrachten import Keuze, Plan

SECTIE_ONBEKEND = FaultKind(
    "sectie-onbekend", "Dit onderdeel is er niet: {secties}.", "Kijk met --plan welke onderdelen er zijn."
)

_WARNING = "Dit bestand is niet versleuteld. Wat je eenmaal geeft, kun je niet terughalen."


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = commands.add("handover", _handover, "maak een overdracht als PDF voor één ontvanger")
    parser.add_argument("--client", required=True, metavar="ID", help="het dossier")
    parser.add_argument(
        "--to", required=True, type=values.one_of(Ontvanger), metavar="WIE", help=", ".join(Ontvanger)
    )
    parser.add_argument("--receiver", default="", metavar="NAAM", help="naam van de praktijk of persoon")
    parser.add_argument(
        "--leave-out", type=values.names, default=(), metavar="A,B", help="onderdelen weglaten"
    )
    parser.add_argument(
        "--include", type=values.names, default=(), metavar="A,B", help="onderdelen extra meegeven"
    )
    parser.add_argument(
        "--safety", action="store_true", help="geef signalen over veiligheid mee, op een apart blad"
    )
    parser.add_argument("--discussed-with", default="", metavar="NAAM", help="met wie is dit doorgesproken?")
    parser.add_argument("--note", default="", metavar="TEKST", help="toelichting op het blad")
    parser.add_argument("--template", default="", metavar="NAAM", help="welk blad, als er meer zijn")
    parser.add_argument(
        "--password-file",
        type=Path,
        metavar="BESTAND",
        help="versleutel de PDF met de eerste regel van dit bestand; geef het wachtwoord door per telefoon",
    )
    parser.add_argument("--overwrite", action="store_true", help="vervang een bestand dat er al staat")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path, metavar="BESTAND", help="waar de PDF komt")
    what.add_argument("--plan", action="store_true", help="laat alleen zien wat erop komt")


def _handover(args: Namespace, session: Session) -> Answer:
    from app.services import overdrachten

    dossier_id = session.dossier(args.client)
    receiver, choice = Ontvanger(args.to), _choice(args)
    plan = overdrachten.plan(session.store, session.clock, dossier_id, receiver, choice)
    known = {section.code for section in plan.secties}
    if unknown := sorted((choice.zonder | choice.met) - known):
        raise Fault(SECTIE_ONBEKEND, secties=tables.short(", ".join(unknown)))
    if args.plan:
        return Answer(data=tables.plain(plan), text=_plan_text(plan))
    password = files.first_line(files.read(args.password_file, 4096)) if args.password_file else ""
    with files.saving(args.out, overwrite=args.overwrite) as put:
        made = overdrachten.make(
            session.store, session.clock, session.ids, dossier_id, receiver, choice, wachtwoord=password
        )
        put(made.data)
    data: dict[str, Any] = {
        "bestand": str(args.out),
        "bytes": len(made.data),
        "verstrekking_id": made.verstrekking.id,
        "kopie": made.verstrekking.kopie,
        "onderdelen": list(made.verstrekking.onderdelen),
        "bestand_sha256": made.verstrekking.bestand_hash,
    }
    text = tables.facts(
        {
            "Gemaakt": args.out,
            "Voor": receiver.value,
            "Kopie": made.verstrekking.kopie,
            "Onderdelen": ", ".join(made.verstrekking.onderdelen),
        }
    )
    return Answer(
        data=data,
        text=text if password else f"{text}\n{_WARNING}",
    )


def _choice(args: Namespace) -> Keuze:
    from app.services.overdrachten import Keuze

    return Keuze(
        ontvanger_naam=args.receiver,
        zonder=frozenset(args.leave_out),
        met=frozenset(args.include),
        veiligheid=args.safety,
        besproken_met=args.discussed_with,
        toelichting=args.note,
        sjabloon=args.template,
    )


def _plan_text(plan: Plan) -> str:
    listed = tables.table(
        ("Onderdeel", "Erop", "Mag", "Titel", "Waarom niet"),
        ((s.code, tables.yes_no(s.aan), tables.yes_no(s.mag), s.titel, s.reden) for s in plan.secties),
    )
    return tables.blocks(f"{plan.titel}, kopie {plan.kopie}", listed, plan.geblokkeerd, plan.let_op)
