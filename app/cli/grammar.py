"""The words of the command line: argparse in Dutch, that raises instead of leaving, and repeats nothing personal."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from app.cli.terminal import WrongUse

Namespace = argparse.Namespace
Parser = argparse.ArgumentParser

# What argparse says, by its own gettext keys. What was typed is left out: it may be about somebody.
_DUTCH = {
    "usage: ": "Gebruik: ",
    "options": "opties",
    "positional arguments": "woorden",
    "the following arguments are required: %s": "dit ontbreekt nog: %s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "expected one argument": "hier hoort een waarde bij",
    "expected at most one argument": "hier past één waarde bij",
    "expected %s argument": "hier horen %s waarden bij",
    "expected at least one argument": "hier hoort ten minste één waarde bij",
    "ignored explicit argument %r": "hier hoort geen waarde bij",
    "not allowed with argument %s": "dit gaat niet samen met %s",
    "one of the arguments %s is required": "kies één van: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "kies uit: %(choices)s",
    "invalid %(type)s value: %(value)r": "deze waarde past niet",
    "ambiguous option: %(option)s could match %(matches)s": "bedoel je %(matches)s?",
}


@contextmanager
def dutch() -> Iterator[None]:
    """Let argparse speak Dutch meanwhile, by its own hook for translations."""
    names: dict[str, Any] = vars(argparse)
    kept = {name: names[name] for name in ("_", "ngettext")}
    names["_"] = lambda key: _WithoutValue(_DUTCH[key]) if key in _DUTCH else key
    names["ngettext"] = lambda one, more, count: _DUTCH.get(one, one if count == 1 else more)
    try:
        yield
    finally:
        names.update(kept)


class _WithoutValue(str):
    """A Dutch text; one that has no place for what was typed takes it and forgets it."""

    __slots__ = ()

    def __mod__(self, value: Any) -> str:
        return super().__mod__(value) if "%" in self else str(self)


class HelpWanted(Exception):
    """Somebody asked for help; the text is the answer."""


class DutchParser(argparse.ArgumentParser):
    """Raises WrongUse or HelpWanted where argparse would print and exit."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self.add_argument("-h", "--help", action=_Help, help="toon deze uitleg")

    def error(self, message: str) -> NoReturn:
        sentence = message[:1].upper() + message[1:].rstrip(".")
        raise WrongUse(f"{sentence}. Uitleg: {self.prog} --help")


class _Help(argparse.Action):
    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(
            option_strings, dest=argparse.SUPPRESS, default=argparse.SUPPRESS, nargs=0, help=help
        )

    def __call__(self, parser: Parser, *_: object) -> None:
        raise HelpWanted(parser.format_help().rstrip())


Run = Callable[..., Any]


class Commands:
    """Commands in groups. Each command is a parser with the function that does it, and whether it opens a profile."""

    def __init__(self, parser: Parser, title: str, dest: str = "command") -> None:
        self._dest = dest
        self._made = parser.add_subparsers(
            title=title, dest=dest, metavar="OPDRACHT", required=True, parser_class=DutchParser
        )

    def group(self, name: str, help: str) -> Commands:
        """Return the commands under a word: `clients list`, `clients show`."""
        made = self._made.add_parser(name, help=help, description=_sentence(help))
        return Commands(made, "opdrachten", f"{self._dest}_")

    def add(self, name: str, run: Run, help: str, *, opens: bool = True) -> Parser:
        """Add a command; `run(args, session)`, or `run(args, terminal, world)` when it opens no profile."""
        parser: Parser = self._made.add_parser(name, help=help, description=_sentence(help))
        add_general(parser, argparse.SUPPRESS)
        parser.set_defaults(run=run, opens=opens)
        return parser


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def add_general(parser: Parser, default: Any = None) -> None:
    """Add the options that every command knows, before or behind its name."""
    group = parser.add_argument_group("algemeen")
    group.add_argument(
        "--profile",
        type=Path,
        metavar="MAP",
        default=default,
        help="de map van het profiel (anders je eigen profiel)",
    )
    group.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="BESTAND",
        default=default,
        help="lees de wachtzin uit een bestand (of zet DOORGAANDE_LIJN_PASSPHRASE; anders wordt erom gevraagd)",
    )
    group.add_argument(
        "--json",
        action="store_true",
        default=default if default is argparse.SUPPRESS else False,
        help="gegevens als JSON, voor programma's",
    )


def parse(parser: Parser, argv: Sequence[str]) -> Namespace:
    """Return what was asked. WrongUse names the options that aren't known, never other words that were typed."""
    args, rest = parser.parse_known_args(list(argv))
    if rest:
        options = [word.partition("=")[0] for word in rest if word.startswith("-")]
        what = f"deze optie ken ik niet: {', '.join(options)}" if options else "er staan woorden te veel"
        parser.error(what)
    return args
