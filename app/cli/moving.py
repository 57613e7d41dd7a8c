"""`transfer card|give|take|finish`: dossiers from one device to another, without internet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import files, tables
from app.cli.grammar import Commands, Namespace, Parser
from app.cli.pairing import compare_digits
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.cli.session import Session

MOST = 64 * files.MEGABYTE


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    transfer = commands.group("transfer", "dossiers van het ene apparaat naar het andere, zonder internet")
    card = transfer.add("card", _card, "maak je adreskaart voor een collega die je dossiers geeft")
    _out(card, "waar de kaart komt")
    give = transfer.add("give", _give, "geef dossiers aan een collega; ze blijven hier tot de ontvangst")
    give.add_argument(
        "--card", type=Path, required=True, metavar="KAART", help="de adreskaart van je collega"
    )
    give.add_argument(
        "--client", action="append", required=True, metavar="DOSSIER", help="welk dossier; mag vaker"
    )
    _out(give, "waar het bestand voor je collega komt")
    take = transfer.add("take", _take, "neem dossiers over en maak het ontvangstbewijs")
    take.add_argument("file", type=Path, metavar="BESTAND", help="het bestand van je collega")
    take.add_argument("--check", action="store_true", help="kijk alleen wat erin zit")
    take.add_argument("--out", type=Path, metavar="BESTAND", help="waar het ontvangstbewijs komt")
    take.add_argument("--overwrite", action="store_true", help="vervang een bestand dat er al staat")
    for parser in (give, take):
        parser.add_argument("--fingerprint", metavar="CIJFERS", help="wat de ander voorlas")
    finish = transfer.add("finish", _finish, "wis wat je gaf, met het ontvangstbewijs van je collega")
    finish.add_argument("file", type=Path, metavar="ONTVANGST", help="het ontvangstbewijs")


def _out(parser: Parser, help: str) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="BESTAND", help=help)
    parser.add_argument("--overwrite", action="store_true", help="vervang een bestand dat er al staat")


def _card(args: Namespace, session: Session) -> Answer:
    session.require_device()
    with files.saving(args.out, overwrite=args.overwrite) as put:
        put(session.transport.own_card())
    return Answer(
        data={"bestand": str(args.out), "vingerafdruk": session.transport.fingerprint()},
        text=f"De adreskaart staat in {args.out}. Geef hem aan je collega.",
    )


def _give(args: Namespace, session: Session) -> Answer:
    session.require_device()
    card = files.read(args.card, MOST)
    compare_digits(args.fingerprint, session.transport.read_card(card).fingerprint)
    dossiers = [session.dossier(text) for text in args.client]
    with files.saving(args.out, overwrite=args.overwrite) as put:
        done = session.transport.hand_over(card, dossiers)
        put(done.data)
    data = {
        "bestand": str(args.out),
        "voor": done.naam,
        "fingerprint": done.fingerprint,
        "dossiers": done.dossiers,
        "stukken": done.records,
        "blijft_hier": done.stays,
    }
    text = tables.facts(
        {
            "Voor": done.naam,
            "Vingerafdruk": done.fingerprint,
            "Gaat mee": tables.counted(done.records, "stuk", "stukken"),
            "Blijft hier": tables.counted(done.stays, "stuk", "stukken"),
            "Bestand": args.out,
        }
    )
    return Answer(data=data, text=f"{text}\nHet blijft hier staan tot je het ontvangstbewijs inleest.")


def _take(args: Namespace, session: Session) -> Answer:
    session.require_device()
    found = files.read(args.file, MOST)
    seen = session.transport.look_at_dossiers(found)
    compare_digits(args.fingerprint, seen.fingerprint)
    if not args.check:
        out = args.out or args.file.with_suffix(".dlontvangst")
        with files.saving(out, overwrite=args.overwrite) as put:
            put(session.transport.take_dossiers(found).data)
    data = {
        "fingerprint": seen.fingerprint,
        "dossiers": seen.dossiers,
        "stukken": seen.records,
        "ontvangst": None if args.check else str(out),
    }
    text = tables.facts(
        {
            "Vingerafdruk": seen.fingerprint,
            "Dossiers": seen.dossiers,
            "Stukken": seen.records,
            "Ontvangstbewijs": "" if args.check else out,
        }
    )
    return Answer(
        data=data, text=f"{text}\nGeef het ontvangstbewijs terug. Pas dan wist je collega de dossiers."
    )


def _finish(args: Namespace, session: Session) -> Answer:
    session.require_device()
    done = session.transport.finish_hand_over(files.read(args.file, files.MEGABYTE))
    words = "Er blijft niets achter." if not done.stays else (
        f"Nog hier: {tables.counted(done.stays, 'stuk', 'stukken')}. Dat mocht niet mee, of is daarna veranderd."
    )  # fmt: skip
    return Answer(data={"blijft_hier": done.stays}, text=f"De dossiers zijn overgedragen. {words}")
