"""`signals list|show|step`: what was noticed, and what is done about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.cli import tables, values
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer
from app.domain.signalen import Signaalstand

if TYPE_CHECKING:
    from app.cli.session import Session
    from app.ports import SignalRow
    from app.services.signaleringen import OverdueSignal


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    signals = commands.group("signals", "signalen bekijken en opvolgen")
    listing = signals.add("list", _list, "lijst van signalen, de dringendste eerst")
    listing.add_argument("--client", metavar="ID", help="alleen van dit dossier")
    listing.add_argument("--all", action="store_true", help="ook wat is afgesloten")
    listing.add_argument("--overdue", action="store_true", help="alleen wat te lang wacht")
    show = signals.add("show", _show, "één signaal met alles wat ermee gebeurde")
    show.add_argument("signal", metavar="ID", help="het nummer van het signaal, of het eind ervan")
    step = signals.add("step", _step, "zet de volgende stap van een signaal")
    step.add_argument("signal", metavar="ID", help="het nummer van het signaal, of het eind ervan")
    step.add_argument(
        "--to", required=True, type=values.one_of(Signaalstand), metavar="STAP", help=", ".join(Signaalstand)
    )
    step.add_argument("--assign-to", default="", metavar="NAAM", help="wie het oppakt (bij belegd)")
    step.add_argument("--by", type=values.day, metavar="DATUM", help="voor wanneer (bij belegd)")
    step.add_argument("--note", default="", metavar="TEKST", help="uitleg of resultaat")


def _list(args: Namespace, session: Session) -> Answer:
    from app.services import signaleringen

    dossier_id = session.dossier(args.client) if args.client else ""
    late = {each.rij.signaal_id: each for each in signaleringen.overdue(session.store, session.today)}
    with session.store.read() as reading:
        rows = signaleringen.most_urgent_first(reading.signals(dossier_id=dossier_id, only_open=not args.all))
    if args.overdue:
        rows = tuple(row for row in rows if row.signaal_id in late)
    data = [{**tables.plain(row), "dagen_te_laat": _days(late, row)} for row in rows]
    listed = tables.table(
        (
            "Nummer",
            "Urgentie",
            "Cliënt",
            "Leefgebied",
            "Stap",
            "Sinds",
            "Bij",
            "Uiterlijk",
            "Te laat",
            "Delen",
        ),
        (_row(row, _days(late, row)) for row in rows),
        empty="Geen signalen.",
    )
    return Answer(data=data, text=listed)


def _days(late: Mapping[str, OverdueSignal], row: SignalRow) -> int:
    found = late.get(row.signaal_id)
    return found.dagen if found else 0


def _row(row: SignalRow, days: int) -> tuple[object, ...]:
    from app.cli.session import brief

    return (
        brief(row.signaal_id),
        row.urgentie,
        row.naam,
        tables.words(row.leefgebied),
        tables.words(row.stand),
        tables.moment(row.stap_op),
        row.belegd_bij,
        tables.day(row.uiterlijk),
        tables.counted(days, "dag", "dagen") if days else "",
        row.deelstand.value,
    )


def _show(args: Namespace, session: Session) -> Answer:
    from app.services import dossiers, signaleringen

    signal_id = session.signal(args.signal)
    view = signaleringen.show(session.store, signal_id)
    dossiers.enter(session.store, view.signaal.dossier_id)
    top = tables.facts(
        {
            "Signaal": view.rij.titel,
            "Cliënt": view.rij.naam,
            "Leefgebied": tables.words(view.rij.leefgebied),
            "Urgentie": view.rij.urgentie,
            "Gezien of gehoord": view.signaal.waarneming,
            "Door": view.signaal.genoteerd_door,
            "Delen": view.rij.deelstand.value,
            "Volgende stap": ", ".join(stand.naam for stand in view.kan),
        }
    )
    life = tables.table(
        ("Wanneer", "Stap", "Door", "Bij", "Uiterlijk", "Uitleg"),
        (
            (
                tables.moment(each.op),
                each.stand.naam,
                "het delen" if each.uit_delen else each.door,
                each.belegd_bij,
                tables.day(each.uiterlijk),
                each.toelichting,
            )
            for each in view.life
        ),
    )
    return Answer(data=tables.plain(view), text=tables.blocks(top, life))


def _step(args: Namespace, session: Session) -> Answer:
    from app.services import signaleringen

    signal_id = session.signal(args.signal)
    signaleringen.step(
        session.store,
        session.clock,
        session.ids,
        signal_id,
        Signaalstand(args.to),
        toelichting=args.note,
        belegd_bij=args.assign_to,
        uiterlijk=args.by,
    )
    row = signaleringen.show(session.store, signal_id).rij
    text = f"Dit signaal is nu: {tables.words(row.stand)}"
    text += f", bij {tables.safe(row.belegd_bij)}" if row.belegd_bij else ""
    text += f", uiterlijk {tables.day(row.uiterlijk)}" if row.uiterlijk else ""
    return Answer(data=tables.plain(row), text=f"{text}.")
