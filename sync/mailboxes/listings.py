"""What a server says is in a folder, as XML: read within limits, without document types, entities or surprises."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit
from xml.parsers import expat

MOST_BYTES = 32 * 1024 * 1024
"""The greatest listing that is read: some 80,000 files in one folder, where an epoch holds a few hundred."""
_DEEPEST = 32
_LONGEST_TEXT = 4096


class Unreadable(Exception):
    """This is no listing: broken XML, a document type, too deep, or texts that are too long."""


@dataclass(frozen=True, slots=True)
class Node:
    """One element: its name without namespace, its text, and what is in it."""

    name: str
    text: str = ""
    children: tuple[Node, ...] = ()

    def first(self, name: str) -> str:
        """Return the text of the first element of that name anywhere inside, `""` without one."""
        found = self.find(name)
        return found.text if found is not None else ""

    def find(self, name: str) -> Node | None:
        for child in self.children:
            if child.name == name:
                return child
            deeper = child.find(name)
            if deeper is not None:
                return deeper
        return None

    def all(self, name: str) -> tuple[Node, ...]:
        """Return the direct children of that name."""
        return tuple(child for child in self.children if child.name == name)


@dataclass(frozen=True, slots=True)
class Member:
    """One line of a WebDAV listing: the last part of its path, whether it's a folder, and its size in bytes."""

    path: str
    is_folder: bool
    size: int


@dataclass(slots=True)
class _Open:
    name: str
    text: list[str] = field(default_factory=list)
    length: int = 0
    children: list[Node] = field(default_factory=list)


class _Reader:
    def __init__(self) -> None:
        self.stack: list[_Open] = [_Open("")]

    def start(self, name: str, _: object) -> None:
        if len(self.stack) > _DEEPEST:
            raise Unreadable
        self.stack.append(_Open(name.rsplit(" ", 1)[-1]))

    def data(self, text: str) -> None:
        top = self.stack[-1]
        top.length += len(text)
        if top.length > _LONGEST_TEXT:
            raise Unreadable
        top.text.append(text)

    def end(self, _: str) -> None:
        done = self.stack.pop()
        node = Node(done.name, "".join(done.text).strip(), tuple(done.children))
        self.stack[-1].children.append(node)


def parse(data: bytes) -> Node:
    """Return the root element of an XML answer. Raises `Unreadable`."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.data
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        raise Unreadable from None
    if not reader.stack[0].children:
        raise Unreadable
    return reader.stack[0].children[0]


def _refuse(*_: object) -> None:
    raise Unreadable


def members(data: bytes) -> tuple[Member, ...]:
    """Return the lines of a WebDAV `multistatus`, each with its decoded path. Raises `Unreadable`."""
    root = parse(data)
    if root.name != "multistatus":
        raise Unreadable
    return tuple(_member(response) for response in root.all("response"))


def _member(response: Node) -> Member:
    try:
        path = unquote(urlsplit(response.first("href")).path, errors="strict")
    except ValueError:
        raise Unreadable from None
    sizes = response.first("getcontentlength")
    kind = response.find("resourcetype")
    return Member(
        path=path.rstrip("/"),
        is_folder=kind is not None and kind.find("collection") is not None,
        size=int(sizes) if sizes.isascii() and sizes.isdecimal() and len(sizes) < 16 else 0,
    )
