"""What the documents name is there: tests, files, links, pages of help and commands."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from app.cli.start import grammar

HOUSE = Path(__file__).parents[2]
HELP = HOUSE / "resources" / "handleiding"
DOCUMENTS = [*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md")]
OURS = ("app", "docs", "packing", "resources", "storage", "sync", "tests", "ui")
NAMED = re.compile(rf"`((?:{'|'.join(OURS)})/[\w./*-]+?)/?(?:(?:::|:)(\w+))?`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)[^)]*\)")
HARD = re.compile(
    r"\b(synchronis\w*|conform|middels|teneinde|indien|tevens|alsmede|betreffende|derhalve|dient te|dienen te"
    r"|implement\w*|authenticat\w*|encrypt\w*|u|uw)\b",
    re.I,
)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def names_in(path: Path) -> frozenset[str]:
    """Functions and classes of a module."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return frozenset(node.name for node in ast.walk(ast.parse(read(path))) if isinstance(node, kinds))


def missing_in(text: str) -> list[str]:
    """Paths of ours that are named in backticks and aren't there, or don't have the name after `::`."""
    wrong = []
    for path, name in NAMED.findall(text):
        found = list(HOUSE.glob(path)) if "*" in path else [HOUSE / path]
        if not found or not all(
            each.exists() or each.with_name(each.name + ".py").exists() for each in found
        ):
            wrong.append(path)
        elif name and name not in names_in(found[0]):
            wrong.append(f"{path}::{name}")
    return wrong


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(HOUSE)))
def test_what_a_document_names_is_there(path: Path) -> None:
    text = read(path)
    assert missing_in(text) == []
    assert [link for link in LINK.findall(text) if not (path.parent / link).exists()] == []


def test_a_name_that_is_not_there_is_found() -> None:
    assert missing_in("`tests/house/test_weg.py` `tests/house/test_tree.py::test_weg`") == [
        "tests/house/test_weg.py",
        "tests/house/test_tree.py::test_weg",
    ]
    assert missing_in("`tests/house/test_documents.py::test_a_name_that_is_not_there_is_found`") == []


def test_the_index_of_the_handleiding_has_every_page_once() -> None:
    named = re.findall(r"handleiding/([\w-]+\.md)", read(HOUSE / "docs" / "handleiding" / "README.md"))
    assert sorted(named) == sorted(path.name for path in HELP.glob("*.md"))


def test_help_speaks_plainly() -> None:
    hard = {path.name: HARD.findall(read(path)) for path in HELP.glob("*.md")}
    assert {name: words for name, words in hard.items() if words} == {}


def test_every_command_that_is_named_exists() -> None:
    choices = next(action.choices for action in grammar()._actions if action.dest == "command")
    texts = [read(path) for path in (*DOCUMENTS, *HELP.glob("*.md"))]
    named = {
        word for text in texts for word in re.findall(r"python -m app (?:--profile \S+ )?([a-z][\w-]+)", text)
    }
    assert named and choices is not None and named <= set(choices)
