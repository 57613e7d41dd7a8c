"""docs/begrippen.md explains every noun of the domain."""

from __future__ import annotations

import ast
import re
from pathlib import Path

HOUSE = Path(__file__).parents[2]


def explained() -> set[str]:
    """The words of the first column of the tables, each in backticks."""
    text = (HOUSE / "docs" / "begrippen.md").read_text(encoding="utf-8")
    return {word for row in re.findall(r"^\|([^|]+)\|", text, re.M) for word in re.findall(r"`([^`]+)`", row)}


def domain_classes() -> dict[str, str]:
    """Public class of app/domain -> its module."""
    return {
        node.name: path.stem
        for path in sorted((HOUSE / "app" / "domain").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }


def test_every_class_of_the_domain_is_explained() -> None:
    words, classes = explained(), domain_classes()
    assert classes
    missing = sorted(f"{name} ({module})" for name, module in classes.items() if name not in words)
    assert not missing, "docs/begrippen.md lacks: " + ", ".join(missing)


def test_every_class_that_is_explained_exists() -> None:
    assert not sorted(explained() - set(domain_classes()))
