"""`backup`, `travel`, `escrow`, `rekey`: copies of a profile, and who can open it when something went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import files, tables
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer, Terminal, WrongUse
from app.faults import Fault, FaultKind

if TYPE_CHECKING:
    from app.cli.session import Session
    from app.services.backups import Rehearsal, WayIn
    from app.wiring import World

KOPIE_NIET_GOED = FaultKind(
    "reservekopie-proef-niet-goed",
    "In deze reservekopie kloppen {aantal} dingen niet.",
    "Maak nu een nieuwe reservekopie, en bewaar deze er nog bij.",
)
_PAPER_MOST = 4096


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    backup = commands.group("backup", "reservekopieën")
    create = backup.add("create", _create, "maak een reservekopie in een map of op een stick")
    create.add_argument("--to", type=Path, required=True, metavar="MAP", help="de map of stick")
    check = backup.add("verify", _verify, "oefen met een reservekopie: is alles terug te zetten", opens=False)
    check.add_argument("file", type=Path, metavar="BESTAND", help="de reservekopie")
    _recovery_option(check)
    back = backup.add("restore", _restore, "zet een reservekopie terug in de map van --profile", opens=False)
    back.add_argument("file", type=Path, metavar="BESTAND", help="de reservekopie")
    _recovery_option(back)
    travel = commands.group("travel", "de reisstand: je wachtzin opent niets")
    travel.add("on", _travel_on, "zet de reisstand aan")
    off = travel.add("off", _travel_off, "zet de reisstand uit, met je herstelblad", opens=False)
    _recovery_option(off, required=True)
    organisation = commands.group("escrow", "de sleutel van de organisatie, op drie papieren")
    new = organisation.add("new", _new_papers, "maak een sleutel; bewaar de drie papieren apart", opens=False)
    new.add_argument("--out", type=Path, required=True, metavar="BESTAND", help="voor de apparaten")
    new.add_argument("--practice", action="store_true", help="een oefensleutel")
    add = organisation.add("add", _add_organisation, "laat de organisatie dit profiel kunnen openen")
    add.add_argument("file", type=Path, metavar="BESTAND", help="het bestand van “escrow new”")
    organisation.add("remove", _remove_organisation, "haal de sleutel van de organisatie weg")
    opening = organisation.add(
        "open", _open_with_papers, "kies een nieuwe wachtzin, met twee papieren", opens=False
    )
    opening.add_argument(
        "--paper-file", type=Path, action="append", required=True, metavar="BESTAND", help="twee keer"
    )
    rekey = commands.add("rekey", _rekey, "vervang de sleutel van het dossierbestand", opens=False)
    rekey.add_argument(
        "--new-passphrase-file", type=Path, required=True, metavar="BESTAND", help="de nieuwe wachtzin"
    )

    commands.add("repair-keys", _repair_keys, "maak een beschadigd sleutelbestand weer heel", opens=False)
    save = commands.add("salvage", _salvage, "red wat te lezen is uit een beschadigd profiel", opens=False)
    save.add_argument("--to", type=Path, required=True, metavar="MAP", help="de map van het nieuwe profiel")


def _repair_keys(args: Namespace, terminal: Terminal, world: World) -> Answer:
    from app.cli.session import passphrase
    from app.cli.start import profile_folder
    from app.wiring import keeping

    keeping.repair_slots(world, profile_folder(args), passphrase(terminal, args.passphrase_file))
    return Answer(
        data={"hersteld": True},
        text="Het sleutelbestand is weer heel. Maak daarna een nieuw herstelblad.",
    )


def _salvage(args: Namespace, terminal: Terminal, world: World) -> Answer:
    from app.cli.session import passphrase
    from app.cli.start import profile_folder
    from app.wiring import keeping

    secret = passphrase(terminal, args.passphrase_file)
    report = keeping.salvage(world, profile_folder(args), secret, args.to, terminal.say)
    gone = sum(report.gone.values())
    text = tables.blocks(
        f"Gered in {args.to}: {sum(report.saved.values())} rijen. Weg: {gone}.",
        tables.table(
            ("Soort", "Gered", "Weg"),
            (
                (name, report.saved.get(name, 0), report.gone.get(name, 0))
                for name in sorted({*report.saved, *report.gone})
            ),
        ),
        tables.table(("Dossier", "Stukken weg"), sorted(report.gone_per_dossier.items()), empty=""),
        "Bewaar het beschadigde profiel. Zet liever een reservekopie terug als die er is.",
    )
    return Answer(data=tables.plain(report), text=text)


def _recovery_option(parser: object, *, required: bool = False) -> None:
    parser.add_argument(  # type: ignore[attr-defined]
        "--recovery-file",
        type=Path,
        required=required,
        metavar="BESTAND",
        help="de code van het herstelblad; de wachtzin is dan de nieuwe",
    )


def _secret(path: Path) -> str:
    found = files.first_line(files.read(path, _PAPER_MOST)).strip()
    if not found:
        raise WrongUse("Het bestand met het geheim is leeg.")
    return found


def _way_in(args: Namespace, terminal: Terminal) -> WayIn:
    from app.cli.session import passphrase
    from app.services.backups import WayIn

    if args.recovery_file is not None:
        return WayIn(recovery=_secret(args.recovery_file))
    return WayIn(passphrase=passphrase(terminal, args.passphrase_file))


def _create(args: Namespace, session: Session) -> Answer:
    from app.wiring import keeping

    made = keeping.create_backup(session.world, session.opened, args.to)
    return _rehearsed(made, "Reservekopie gemaakt en nagekeken.")


def _verify(args: Namespace, terminal: Terminal, world: World) -> Answer:
    import tempfile

    from app.wiring import keeping

    way = _way_in(args, terminal)
    with tempfile.TemporaryDirectory(prefix="doorgaande-lijn-") as scratch:
        done = keeping.rehearse_backup(args.file, way, Path(scratch))
    return _rehearsed(done, "Alles in deze reservekopie is terug te zetten.")


def _restore(args: Namespace, terminal: Terminal, world: World) -> Answer:
    from app.cli.session import passphrase
    from app.cli.start import profile_folder
    from app.services import backups
    from app.wiring import keeping

    way = _way_in(args, terminal)
    fresh = passphrase(terminal, args.passphrase_file, twice=True) if way.recovery else ""
    folder = profile_folder(args)
    opened = keeping.restore_backup(world, args.file, way, folder, fresh)
    try:
        profile = opened.store.profile
        with opened.store.read() as reading:
            number = backups.incarnation(reading)
    finally:
        opened.close()
    data = {**tables.plain(profile), "map": str(folder), "incarnatie": number}
    text = (
        f"Teruggezet voor {tables.safe(profile.naam)}.\nMap: {folder}\n"
        "Wat je na de reservekopie deed, staat hier niet in. Neem ingetrokken toestemmingen opnieuw over "
        "vóór je deelt, en gebruik het oude profiel niet meer."
    )
    return Answer(data=data, text=text)


def _rehearsed(done: Rehearsal, sentence: str) -> Answer:
    text = tables.blocks(
        sentence if done.ok else "Deze reservekopie is niet goed.",
        tables.facts(
            {
                "Bestand": str(done.path),
                "Gemaakt": tables.moment(done.made_op),
                "Nummer": done.number,
                "Rijen": sum(done.rows.values()),
                "Logregels": done.log_rows,
            }
        ),
        "\n".join(f"- {finding}" for finding in done.findings),
    )
    data = {
        "bestand": str(done.path),
        "gemaakt_op": done.made_op.isoformat(),
        "nummer": done.number,
        "rijen": dict(done.rows),
        "logregels": done.log_rows,
        "findings": list(done.findings),
        "ok": done.ok,
    }
    fault = None if done.ok else Fault(KOPIE_NIET_GOED, aantal=len(done.findings))
    return Answer(data=data, text=text, fault=fault)


def _travel_on(args: Namespace, session: Session) -> Answer:
    from app.wiring import keeping

    keeping.travel_on(session.world, session.opened, _again(args, session))
    return Answer(
        data={"reisstand": True},
        text="De reisstand is aan. Alleen je herstelblad of je organisatie opent dit profiel nog.\n"
        "Neem geen oudere reservekopieën mee: die gaan nog open met je wachtzin.",
    )


def _again(args: Namespace, session: Session) -> str:
    """Return the passphrase once more: who finds an open profile can't change who may open it."""
    from app.cli.session import passphrase

    return passphrase(session.terminal, args.passphrase_file)


def _travel_off(args: Namespace, terminal: Terminal, world: World) -> Answer:
    from app import wiring
    from app.cli.session import passphrase
    from app.cli.start import profile_folder

    code = _secret(args.recovery_file)
    fresh = passphrase(terminal, args.passphrase_file, twice=True)
    wiring.unlock_with_recovery(world, profile_folder(args), code, fresh).close()
    return Answer(data={"reisstand": False}, text="De reisstand is uit. Je wachtzin opent het profiel weer.")


def _new_papers(args: Namespace, terminal: Terminal, world: World) -> Answer:
    from app.services import escrow

    with files.saving(args.out) as put:
        made = escrow.new_papers(practice=args.practice)
        put(made.public)
    data = {"papieren": list(made.papers), "merk": made.mark, "vingerafdruk": made.fingerprint}
    text = tables.blocks(
        "Schrijf elk deel op een eigen papier en geef de papieren aan drie mensen. Twee samen openen alles.",
        *(f"Deel {number} van 3 (merk {made.mark})\n{paper}" for number, paper in enumerate(made.papers, 1)),
        f"Vingerafdruk: {made.fingerprint}",
    )
    return Answer(data=data, text=text)


def _add_organisation(args: Namespace, session: Session) -> Answer:
    from app.wiring import keeping

    shown = keeping.add_organisation(
        session.opened, _again(args, session), files.read(args.file, _PAPER_MOST)
    )
    return Answer(
        data={"vingerafdruk": shown},
        text=f"De organisatie kan dit profiel nu openen. Vergelijk de vingerafdruk: {shown}",
    )


def _remove_organisation(args: Namespace, session: Session) -> Answer:
    from app.wiring import keeping

    keeping.remove_organisation(session.opened, _again(args, session))
    return Answer(data={"organisatie": False}, text="De organisatie kan dit profiel niet meer openen.")


def _open_with_papers(args: Namespace, terminal: Terminal, world: World) -> Answer:
    from app.cli.session import passphrase
    from app.cli.start import profile_folder
    from app.wiring import keeping

    papers = [_secret(path) for path in args.paper_file]
    fresh = passphrase(terminal, args.passphrase_file, twice=True)
    keeping.open_with_papers(world, profile_folder(args), papers, fresh).close()
    return Answer(data={"geopend": True}, text="Gelukt. De nieuwe wachtzin opent het profiel.")


def _rekey(args: Namespace, terminal: Terminal, world: World) -> Answer:
    from app.cli.session import passphrase
    from app.cli.start import profile_folder
    from app.wiring import keeping

    old = passphrase(terminal, args.passphrase_file)
    keeping.rekey(world, profile_folder(args), old, _secret(args.new_passphrase_file))
    return Answer(
        data={"vervangen": True},
        text="De sleutel is vervangen. Het oude herstelblad opent niets meer: maak een nieuw blad.",
    )
