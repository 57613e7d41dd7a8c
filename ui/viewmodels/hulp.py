"""Help without internet: short pages of Markdown that ship with the program, read into headings, text and points."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QObject, Signal

import resources

FOLDER = "handleiding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """`kind` is `heading`, `text`, `point` or `step`; a step carries its number."""

    kind: str
    text: str
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """One page: its key, its title and what stands on it."""

    key: str
    title: str
    blocks: tuple[Block, ...]

    def holds(self, words: str) -> bool:
        """True when every word occurs somewhere on the page."""
        everything = " ".join((self.title, *(block.text for block in self.blocks))).lower()
        return all(word in everything for word in words.lower().split())


def read_markdown(key: str, text: str) -> HelpPage:
    """Read the few signs that help pages use: `# `, `## `, `- `, `1. ` and paragraphs."""
    title = ""
    blocks: list[Block] = []
    paragraph: list[str] = []

    def end() -> None:
        if paragraph:
            blocks.append(Block(kind="text", text=" ".join(paragraph)))
            paragraph.clear()

    for line in (*text.splitlines(), ""):
        plain = line.strip()
        number, dot, rest = plain.partition(". ")
        if plain.startswith("# "):
            title = plain[2:]
        elif plain.startswith("## "):
            end()
            blocks.append(Block(kind="heading", text=plain[3:]))
        elif plain.startswith("- "):
            end()
            blocks.append(Block(kind="point", text=plain[2:]))
        elif dot and number.isdigit():
            end()
            blocks.append(Block(kind="step", text=rest, number=int(number)))
        elif plain:
            paragraph.append(plain)
        else:
            end()
    return HelpPage(key=key, title=title, blocks=tuple(blocks))


@cache
def pages() -> tuple[HelpPage, ...]:
    """Return all help pages, in the order of their file names."""
    names = [name for name in resources.list_names(FOLDER) if name.endswith(".md")]
    return tuple(
        read_markdown(name.removesuffix(".md"), resources.read_text(f"{FOLDER}/{name}")) for name in names
    )


class HulpViewModel(QObject):
    """`found` are the pages that hold what is looked for; `current` the one that is read. `changed` after either."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found = pages()
        self.current: HelpPage | None = self.found[0] if self.found else None

    def look_for(self, words: str) -> None:
        """Keep the pages that hold all words."""
        self.found = tuple(page for page in pages() if page.holds(words))
        if self.current not in self.found:
            self.current = self.found[0] if self.found else None
        self.changed.emit()

    def read(self, key: str) -> None:
        """Show another page."""
        self.current = next((page for page in pages() if page.key == key), self.current)
        self.changed.emit()
