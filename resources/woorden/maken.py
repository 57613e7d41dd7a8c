"""Make woorden.txt: common, short, inoffensive Dutch words of which no two sound alike. See RECEPT.md."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

COUNT = 4096
NOUN_FLAGS = "YZ"
ADJECTIVE_FLAGS = {"Aa", "Ab", "Ac", "Ad", "Ae", "Al", "An", "Ar"}
INFINITIVE_FLAGS = {"Pj", "Vi", "Po"}
_SHAPE = re.compile(r"[a-z]{3,10}\Z")
_SOUNDS = (
    ("ij", "ei"),
    ("y", "i"),
    ("ou", "au"),
    ("ch", "g"),
    ("c", "k"),
    ("x", "ks"),
    ("qu", "kw"),
    ("th", "t"),
)


def stems(dictionary: Path) -> dict[str, set[str]]:
    """Word to its two-letter flags in a hunspell .dic file."""
    found: dict[str, set[str]] = {}
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, _, flags = re.split(r"[\t ]", line.strip())[0].partition("/")
        found.setdefault(word, set()).update(re.findall("..", flags))
    return found


def is_base_form(word: str, flags: set[str]) -> bool:
    """A noun in the singular, an adjective, or a verb as the dictionary lists it."""
    if any(flag[0] in NOUN_FLAGS for flag in flags) or flags & ADJECTIVE_FLAGS:
        return True
    return word.endswith("en") and bool(flags & INFINITIVE_FLAGS)


def sound(word: str) -> str:
    """The same for words that a Dutch ear may confuse: ei and ij, au and ou, a final d and t."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return word[:-1] + {"d": "t", "b": "p"}.get(word[-1], word[-1])


def choose(words: set[str], flags: dict[str, set[str]], by_use: list[str], leave_out: set[str]) -> list[str]:
    """The `COUNT` most used words that fit, sorted."""
    chosen: dict[str, str] = {}
    for word in by_use:
        fits = _SHAPE.match(word) and word in words and word not in leave_out
        if fits and is_base_form(word, flags.get(word, set())):
            chosen.setdefault(sound(word), word)
        if len(chosen) == COUNT:
            break
    return sorted(chosen.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wdutch", type=Path, required=True, help="usr/share/dict/dutch of wdutch")
    parser.add_argument(
        "--hunspell", type=Path, required=True, help="usr/share/hunspell/nl.dic of hunspell-nl"
    )
    parser.add_argument(
        "--by-use", type=Path, required=True, help="src/commonWords.json of @zxcvbn-ts/language-nl-be"
    )
    here = Path(__file__).parent
    options = parser.parse_args()
    notes = (here / "weglaten.txt").read_text(encoding="utf-8").splitlines()
    leave_out = {word for line in notes if not line.startswith("#") for word in line.split()}
    chosen = choose(
        set(options.wdutch.read_text(encoding="utf-8").split("\n")),
        stems(options.hunspell),
        json.loads(options.by_use.read_text(encoding="utf-8")),
        leave_out,
    )
    if len(chosen) < COUNT:
        sys.stderr.write(f"only {len(chosen)} words\n")
        return 1
    (here / "woorden.txt").write_text("\n".join(chosen) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
