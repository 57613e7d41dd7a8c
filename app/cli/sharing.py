"""`mailbox set|try|show`, `share`, `import`, `queue`: what goes to the other side and what came from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import files, tables
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer, Terminal
from app.ports import Fate, ImportView, MailboxAccess, Progressing

if TYPE_CHECKING:
    from app.cli.session import Session


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    mailbox = commands.group("mailbox", "de gedeelde map")
    choose = mailbox.add("set", _set, "kies de gedeelde map")
    choose.add_argument(
        "url", metavar="URL", help="folder:PAD, webdav:https://SERVER/PAD of s3:https://SERVER/BUCKET/PAD"
    )
    attempt = mailbox.add("try", _try, "probeer of lezen, schrijven en opruimen daar lukt")
    attempt.add_argument(
        "url", metavar="URL", nargs="?", default="", help="een ander adres dan dat van nu; wordt niet bewaard"
    )
    for parser in (choose, attempt):
        # No option for the password itself: everybody on the machine can read what a program was started with.
        parser.add_argument("--user", default=None, help="de naam, of de sleutelnaam bij S3")
        parser.add_argument(
            "--password-file", type=Path, default=None, help="bestand met het wachtwoord op de eerste regel"
        )
        parser.add_argument(
            "--certificate", type=Path, default=None, help="certificaat van de eigen organisatie (PEM)"
        )
    mailbox.add("show", _show, "toon de gedeelde map")
    commands.add("share", _share, "deel één keer: haal op wat er is, en stuur wat mag")
    bring = commands.add("import", _import, "neem over wat apparaten stuurden (coördinator)")
    how = bring.add_mutually_exclusive_group(required=True)
    how.add_argument("--plan", action="store_true", help="kijk alleen wat er zou gebeuren")
    how.add_argument("--apply", action="store_true", help="neem het over")
    report = commands.add(
        "diagnose", _diagnose, "bestand voor wie helpt: aantallen en codes, niets over iemand"
    )
    report.add_argument("--out", type=Path, required=True, help="het bestand (JSON)")
    commands.add("queue", _queue, "wat nog weg moet, wat blijft, en waarom")


def _set(args: Namespace, session: Session) -> Answer:
    session.transport.set_mailbox(args.url, _access(args, session))
    address = session.transport.mailbox_address()
    return Answer(data={"mailbox": address}, text=f"De gedeelde map is nu: {tables.safe(address)}")


def _try(args: Namespace, session: Session) -> Answer:
    from app.services.delen import clock_words

    address = args.url or session.transport.mailbox_address()
    trial = session.transport.try_mailbox(address, _access(args, session))
    lines = [f"Gelukt: {step}" for step in trial.steps]
    if trial.clock_ahead is not None:
        lines.append(f"De klok van dit apparaat loopt {clock_words(trial.clock_ahead)}.")
    data = {"gelukt": trial.fault is None, "stappen": list(trial.steps), "klok_voor": trial.clock_ahead}
    return Answer(data=data, text="\n".join(lines), fault=trial.fault)


def _access(args: Namespace, session: Session) -> MailboxAccess | None:
    """Return the name, password and certificate that were given; None when nothing was, which keeps what is there."""
    if args.user is None and args.password_file is None and args.certificate is None:
        return None
    password = ""
    if args.password_file is not None:
        password = files.first_line(files.read(args.password_file, 4096))
    elif args.user:
        password = session.terminal.ask_hidden("Wachtwoord voor de gedeelde map: ")
    certificate = files.read(args.certificate, 200_000).decode("ascii", "replace") if args.certificate else ""
    user = session.transport.mailbox_user() if args.user is None else args.user
    return MailboxAccess(user=user, password=password, ca_pem=certificate)


def _show(args: Namespace, session: Session) -> Answer:
    address = session.transport.mailbox_address()
    return Answer(data={"mailbox": address}, text=tables.safe(address) or "Nog geen gedeelde map gekozen.")


def _share(args: Namespace, session: Session) -> Answer:
    outcome = session.transport.share(_telling(session.terminal))
    data = {
        "batches_ontvangen": outcome.batches_received,
        "ops_ontvangen": outcome.ops_received,
        "ops_bevestigd": outcome.ops_confirmed,
        "batches_verzonden": outcome.batches_sent,
        "ops_verzonden": outcome.ops_sent,
        "ops_achtergehouden": outcome.ops_withheld,
        "gelukt": outcome.fault is None,
    }
    text = tables.facts(
        {
            "Ontvangen": f"{_batches(outcome.batches_received)}, {_changes(outcome.ops_received)}",
            "Bevestigd": _changes(outcome.ops_confirmed),
            "Verzonden": f"{_batches(outcome.batches_sent)}, {_changes(outcome.ops_sent)}",
            "Blijft hier": _changes(outcome.ops_withheld),
        }
    )
    return Answer(data=data, text=text, fault=outcome.fault)


def _batches(number: int) -> str:
    return tables.counted(number, "pakket", "pakketten")


def _changes(number: int) -> str:
    return tables.counted(number, "wijziging", "wijzigingen")


def _import(args: Namespace, session: Session) -> Answer:
    session.require_register()
    telling = _telling(session.terminal)
    if args.plan:
        view = session.transport.fetch_plan(telling)
    else:
        session.transport.fetch(telling)
        view = session.transport.apply(telling)
    return Answer(data=_view_data(view), text=_view_text(view), fault=view.fault)


def _telling(terminal: Terminal) -> Progressing:
    """Return a progress that says each piece of work once, when it is done."""

    def tell(phrase: str, done: int, total: int) -> None:
        if total and done == total:
            terminal.say(f"{phrase}: {done} van {total}")

    return tell


def _view_data(view: ImportView) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "overgenomen": view.applied,
        "aantallen": {fate.value: view.counts.get(fate, 0) for fate in Fate},
        "batches": tables.plain(view.batches),
    }
    return plain


def _view_text(view: ImportView) -> str:
    counts = ", ".join(f"{number} {fate.value}" for fate, number in view.counts.items() if number)
    verb = "Overgenomen" if view.applied else "Dit zou er gebeuren"
    head = f"{verb}: {counts or 'niets nieuws'}."
    batches = tables.table(
        ("Van", "Nr", "Wijzigingen", "Reeks", "Binnen", "Wat is er mee"),
        (
            (
                batch.sender,
                f"{batch.epoch}.{batch.seq}",
                batch.count,
                "heel" if batch.whole else "niet heel",
                tables.moment(batch.received_op),
                batch.fault,
            )
            for batch in view.batches
        ),
        empty="Er ligt niets klaar.",
    )
    rows = [
        (row.fate.value, row.naam, row.soort, row.titel, row.door, row.reden)
        for batch in view.batches
        for row in batch.rows
    ]
    listed = tables.table(("Wat", "Cliënt", "Soort", "Titel", "Door", "Reden"), rows) if rows else ""
    return tables.blocks(head, batches, listed)


def _diagnose(args: Namespace, session: Session) -> Answer:
    import json

    from app.services import diagnose

    report = diagnose.report(session.store, session.clock, {})
    with files.saving(args.out) as put:
        put(json.dumps(report, ensure_ascii=False, indent=2).encode())
    return Answer(data=report, text="Het bestand is opgeslagen. Er staat niets in over een persoon.")


def _queue(args: Namespace, session: Session) -> Answer:
    from app.services import deellijnen, delen
    from app.services.delen import clock_words

    line = delen.line(session.store)
    items = delen.queue(session.store)
    sides = deellijnen.lines(session.store)
    lines = tables.table(
        ("Met wie", "Laatst gehoord", "Nog niet weg", "Sinds", "Onderweg", "Ontbreekt", "Klok"),
        (
            (
                side.naam,
                tables.moment(side.gehoord),
                side.wacht,
                tables.moment(side.oudste),
                side.onderweg,
                side.ontbreekt,
                clock_words(side.klok),
            )
            for side in sides
        ),
        empty="Nog niet gekoppeld.",
    )
    listed = tables.table(
        ("Cliënt", "Soort", "Titel", "Stand", "Uitleg", "Sinds"),
        (
            (item.naam, item.soort_naam, item.titel, item.stand.value, item.uitleg, tables.moment(item.sinds))
            for item in items
        ),
        empty="Er wacht niets.",
    )
    return Answer(
        data={"tekst": line.tekst, "rijen": tables.plain(items), "lijnen": tables.plain(sides)},
        text=tables.blocks(line.tekst, listed, lines),
    )
