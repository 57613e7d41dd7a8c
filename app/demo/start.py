"""The demo from its words to its report; with a screen the window follows."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypeVar

from app.cli.grammar import DutchParser, HelpWanted, Namespace, dutch, parse
from app.cli.start import reader_left
from app.cli.terminal import WrongUse
from app.crash import write_report
from app.demo.pictures import Pictures, draw
from app.faults import Fault, FaultKind
from app.wiring import PRACTICE_KDF_ENV, World

MARK = "oefenwereld.txt"
MARK_TEXT = "Deze map is gemaakt door de demo van Doorgaande Lijn. Niemand hierin bestaat echt.\n"

MAP_VOL = FaultKind(
    "demomap-niet-leeg", "In deze map staat al iets anders.", "Kies met --out een nieuwe of lege map."
)
MAP_ONBRUIKBAAR = FaultKind(
    "demomap-onbruikbaar", "In deze map kan niet worden geschreven.", "Kies met --out een andere map."
)
LUKTE_NIET = 1
OURS = frozenset(
    {"vrijwilliger", "begeleider", "gemeente", "koppelen", "gedeelde-map", "schermen", "demo.json", MARK}
    | {"overdracht-huisarts.pdf"}
)
"""What a demo makes in its folder; a next one removes these and nothing else."""

T = TypeVar("T")
Say = Callable[[str], None]


def main(argv: Sequence[str] | None = None, out: TextIO | None = None, world: World | None = None) -> int:
    """Do the demo and return an exit code: 0 when every check is good, 1 when not, 2 and 3 as the command line."""
    stream = out or sys.stdout

    def say(line: str) -> None:
        stream.write(f"{line}\n")
        stream.flush()

    try:
        args = _arguments(sys.argv[1:] if argv is None else argv)
        return _run(args, world or World(), say)
    except HelpWanted as help:
        say(str(help))
        return 0
    except WrongUse as wrong:
        say(str(wrong))
        return 2
    except Fault as fault:
        say(f"{fault.code}: {fault.sentence} {fault.next_step}")
        return 3
    except KeyboardInterrupt:
        say("Gestopt.")
        return 130
    except BrokenPipeError:
        return reader_left()
    except Exception as error:  # as on the command line: a place in the code, and nobody's data
        say(f"Er ging iets mis in het programma. Dat is onze fout. Verslag: {write_report(error)}")
        return 70


def _arguments(argv: Sequence[str]) -> Namespace:
    parser = DutchParser(
        prog="./run demo", description="Een oefenwereld: van keukentafel tot gemeente en terug."
    )
    parser.add_argument("--no-window", action="store_true", help="laat alles op de terminal zien")
    parser.add_argument(
        "--out", type=Path, metavar="MAP", help="waar alles komt (anders een nieuwe map hier)"
    )
    with dutch():
        return parse(parser, argv)


def _run(args: Namespace, world: World, say: Say) -> int:
    os.environ[PRACTICE_KDF_ENV] = "1"
    folder = _fresh(args.out or _new_name(world))
    say(f"Alles komt in: {folder}")
    from app.demo import looking, report
    from app.demo.story import Story

    teller = Teller(say)
    story = Story(folder, world, teller.say)
    try:
        teller.total = len(story.acts()) + 1
        for act in story.acts():
            teller.step(act)
        checks = teller.step(lambda: looking.look(story))
        teller.say("Nagekeken of wat geweigerd is ook echt nergens staat.")
    finally:
        story.close()
    pictures = draw(folder, say) if args.no_window else Pictures(None, reden="niet gemaakt")
    data = report.as_data(story, checks, pictures)
    (folder / "demo.json").write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    say(f"\n{report.as_text(story, checks, pictures)}")
    if not data["succeeded"]:
        return LUKTE_NIET
    return 0 if args.no_window else _open_window(folder / "vrijwilliger", say)


@dataclass(slots=True)
class Teller:
    """Puts a number before the first line of each step."""

    out: Say
    total: int = 0
    number: int = 0
    fresh: bool = False

    def step(self, work: Callable[[], T]) -> T:
        self.number += 1
        self.fresh = True
        return work()

    def say(self, line: str) -> None:
        mark = f"[{self.number:>2}/{self.total}]" if self.fresh else " " * 7
        self.fresh = False
        self.out(f"{mark} {line}")


def _new_name(world: World) -> Path:
    from app.services.kalender import local

    return Path(f"demo-{local(world.clock.now()):%Y%m%d-%H%M%S}")


def _fresh(wanted: Path) -> Path:
    """Return the folder, empty: what an earlier demo left in it is removed, anything else is left alone."""
    folder = wanted.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = list(folder.iterdir())
        if there and not (folder / MARK).is_file():
            raise Fault(MAP_VOL)
        for path in there:
            if path.name in OURS:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        (folder / MARK).write_text(MARK_TEXT, encoding="utf-8")
    except OSError as error:
        raise Fault(MAP_ONBRUIKBAAR) from error
    return folder


def _open_window(profile: Path, say: Say) -> int:
    from app import main as window
    from app.demo.people import PASSPHRASE

    say(f"Het venster gaat open. De wachtzin is: {PASSPHRASE}")
    return window.run_demo_window(profile, PASSPHRASE)
