"""One command from its words to an exit code: 0 done, 2 wrong use, 3 the world's fault, 70 our own mistake."""

from __future__ import annotations

import getpass
import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from app.cli.grammar import Commands, DutchParser, HelpWanted, Namespace, add_general, dutch, parse
from app.cli.terminal import Answer, Terminal, WrongUse
from app.faults import Fault
from app.wiring import World, default_folder

DONE, WRONG_USE, WORLDS_FAULT, OUR_MISTAKE, STOPPED = 0, 2, 3, 70, 130
MODULES = (
    "profiles",
    "clients",
    "contacts",
    "pvt",
    "checklists",
    "signals",
    "contactperson",
    "caseload",
    "pairing",
    "lost",
    "moving",
    "keyring",
    "sharing",
    "decisions",
    "overviews",
    "consent",
    "grounds",
    "access",
    "rights",
    "handover",
    "documents",
    "plans",
    "questions",
    "agenda",
    "letters",
    "directory",
    "keeping",
    "upkeep",
)


def main(
    argv: Sequence[str] | None = None,
    *,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
    env: Mapping[str, str] | None = None,
    world: World | None = None,
    ask_hidden: Callable[[str], str] = getpass.getpass,
) -> int:
    """Do one command and return its exit code. Nothing escapes but what ends the process itself."""
    words = list(sys.argv[1:] if argv is None else argv)
    terminal = Terminal(
        stdin=stdin or sys.stdin,
        stdout=stdout or sys.stdout,
        stderr=stderr or sys.stderr,
        env=os.environ if env is None else env,
        ask_hidden=ask_hidden,
        as_json="--json" in words,  # also for what goes wrong before the words are understood
    )
    try:
        return _run(words, terminal, world or World())
    except WrongUse as wrong:
        terminal.fail("verkeerd-gebruik", str(wrong))
        return WRONG_USE
    except Fault as fault:
        terminal.fail_by(fault)
        return WORLDS_FAULT
    except KeyboardInterrupt:
        terminal.fail("gestopt", "Gestopt.")
        return STOPPED
    except BrokenPipeError:
        return reader_left()
    except (
        Exception
    ) as error:  # the last door: whatever it is, nobody gets to see a traceback with a dossier in it
        return _our_mistake(terminal, error)


def _run(words: Sequence[str], terminal: Terminal, world: World) -> int:
    try:
        with dutch():
            args = parse(grammar(), words)
    except HelpWanted as help:
        terminal.show(Answer(data={"help": str(help)}, text=str(help)))
        return DONE
    terminal.as_json = args.json
    if not args.opens:
        answer: Answer = args.run(args, terminal, world)
    else:
        from app.cli.session import opened

        with opened(terminal, world, profile_folder(args), args.passphrase_file) as session:
            answer = args.run(args, session)
    terminal.show(answer)
    if answer.fault is not None:
        raise answer.fault
    return DONE


def grammar() -> DutchParser:
    """Return the parser of the whole command line."""
    parser = DutchParser(
        prog="python -m app",
        description="Doorgaande Lijn op de opdrachtregel. Alles wat het venster kan, zonder venster.",
        epilog="Einde 0: gelukt. 2: verkeerd gebruikt. 3: het lukte niet; er staat waarom. 70: een fout van ons.",
    )
    add_general(parser)
    commands = Commands(parser, "opdrachten")
    for name in MODULES:
        importlib.import_module(f"app.cli.{name}").add_to(commands)
    commands.add("version", _version, "toon de versie", opens=False)
    return parser


def _version(args: Namespace, terminal: Terminal, world: World) -> Answer:
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("doorgaande-lijn")
    except PackageNotFoundError:
        number = "0.1.0"
    return Answer(data={"versie": number}, text=f"Doorgaande Lijn {number}")


def profile_folder(args: Namespace) -> Path:
    """Return the folder of the profile that was named, or the user's own."""
    return args.profile if args.profile is not None else default_folder()


def reader_left() -> int:
    """Who read our output has gone (`... | head`): point stdout at nothing, so that the exit stays quiet."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _our_mistake(terminal: Terminal, error: Exception) -> int:
    from app.crash import write_report

    place = write_report(error)
    where = f"Stuur dit verslag mee; er staan geen persoonsgegevens in: {place}" if place else ""
    terminal.fail("fout-in-programma", "Er ging iets mis in het programma. Dat is onze fout.", where)
    return OUR_MISTAKE
