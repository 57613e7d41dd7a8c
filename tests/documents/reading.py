"""Reads a finished PDF back the way a reader program does: by its structure tree, its fonts' tables, its pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
import pytest

MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass
class Node:
    """A structure element as read: its own text and its children in order."""

    tag: str
    text: str = ""
    language: str = ""
    alt: str = ""
    actual: str = ""
    scope: str = ""
    kids: list[Node] = field(default_factory=list)

    def all(self, tag: str) -> list[Node]:
        found = [self] if self.tag == tag else []
        return found + [node for kid in self.kids for node in kid.all(tag)]

    @property
    def whole(self) -> str:
        return self.text + "".join(kid.whole for kid in self.kids)


def opened(pdf: bytes, password: str = "") -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf), password=password)


def _table(font: pikepdf.Object) -> dict[int, str]:
    found = {}
    for code, text in re.findall(
        rb"<([0-9A-F]{4})> <([0-9A-F]*)>", font.ToUnicode.read_bytes().split(b"endcodespace")[1]
    ):
        found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found


def page_marks(page: pikepdf.Page) -> list[tuple[int | None, str]]:
    """Return (mcid, text) for each stretch of marked content, in drawing order; artifacts have None."""
    tables = {name: _table(font) for name, font in page.Resources.Font.items()}
    result: list[tuple[int | None, str]] = []
    stack: list[int | None] = []
    table: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            if str(operands[0]) == "/Span":
                stack.append(stack[-1] if stack else None)
                continue
            mcid = int(operands[1].MCID) if name == "BDC" and "/MCID" in operands[1] else None
            stack.append(mcid)
            result.append((mcid, ""))
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            table = tables[str(operands[0])]
        elif name == "TJ":
            codes = b"".join(bytes(item) for item in operands[0] if isinstance(item, pikepdf.String))
            text = "".join(table[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2))
            mcid, before = result[-1]
            assert stack and stack[-1] == mcid, "text outside marked content"
            result[-1] = (mcid, before + text)
        elif name in ("f", "S", "s"):
            assert stack, "drawing outside marked content"
    assert not stack
    return result


def structure(pdf: bytes, password: str = "") -> Node:
    """Return the structure tree with the text of each element."""
    with opened(pdf, password) as document:
        texts = [dict(page_marks(page)) for page in document.pages]
        numbers = {page.obj.objgen: at for at, page in enumerate(document.pages)}
        return _node(document.Root.StructTreeRoot.K[0], texts, numbers)


def _node(
    element: pikepdf.Object, texts: list[dict[int | None, str]], numbers: dict[tuple[int, int], int]
) -> Node:
    node = Node(
        str(element.S)[1:],
        language=str(element.get("/Lang", "")),
        alt=str(element.get("/Alt", "")),
        actual=str(element.get("/ActualText", "")),
        scope=str(element.A.get("/Scope", ""))[1:] if "/A" in element else "",
    )
    below = element.get("/K", pikepdf.Array())
    for kid in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(kid, int):
            node.text += texts[numbers[element.Pg.objgen]][kid]
        elif kid.get("/Type") == "/MCR":
            node.text += texts[numbers[kid.Pg.objgen]][int(kid.MCID)]
        else:
            node.kids.append(_node(kid, texts, numbers))
    return node


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page in drawing order, artifacts included."""
    with opened(pdf) as document:
        return ["\n".join(text for _, text in page_marks(page)) for page in document.pages]


def whole(pdf: bytes) -> str:
    return "\n".join(page_texts(pdf))


def poppler(pdf: bytes, *options: str) -> str:
    """Return what pdftotext makes of it, direction marks taken out and white space made single."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run([program, *options, "-", "-"], input=pdf, capture_output=True, check=True)
    assert not done.stderr, done.stderr
    return " ".join(MARKS.sub("", done.stdout.decode()).split())
