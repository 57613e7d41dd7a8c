"""What may not stand in the tree: hosts of registries, paths of a machine, faults that share a code or lack words."""

from __future__ import annotations

import ast
import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
OURS = ("app", "ui", "storage", "sync", "resources")

# Written in pieces, so that this file doesn't find itself.
HOSTS = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "deb.deb" + "ian.org"]
PATHS = ["/wo" + "rk/", "/ro" + "ot/", "/fa" + "rm/", "/ho" + "me/", "/Us" + "ers/", "C:" + "\\Users"]
LEFT_BEHIND = {
    ".git",
    *re.findall(r"^/?([\w.]+)/$", (HOUSE / ".gitignore").read_text(encoding="utf-8"), re.M),
}
FORBIDDEN = re.compile("|".join(re.escape(word) for word in [*HOSTS, *PATHS]))


def written() -> list[Path]:
    """Every file that people wrote: what tools leave behind (the folders of .gitignore) is left out."""
    found: list[Path] = []
    for folder, folders, names in os.walk(HOUSE):
        folders[:] = [name for name in folders if name not in LEFT_BEHIND and not name.startswith("demo-")]
        found += [Path(folder, n) for n in names if n not in LEFT_BEHIND and not n.endswith(".pyc")]
    return found


def modules() -> list[Path]:
    return [path for folder in OURS for path in sorted((HOUSE / folder).rglob("*.py"))]


def text_of(path: Path) -> str:
    """The file as text; nothing for a picture, a font or a store."""
    data = path.read_bytes()
    return "" if b"\0" in data[:4096] else data.decode("utf-8", errors="replace")


def test_no_registry_host_and_no_path_of_a_machine() -> None:
    found = [
        f"{path.relative_to(HOUSE)}:{number}: {line.strip()[:120]}"
        for path in written()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if FORBIDDEN.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("line", [f"see https://{HOSTS[0]}/x", f"open('{PATHS[0]}main')", f"{PATHS[3]}jan/x"])
def test_the_search_for_hosts_and_paths_finds_them(line: str) -> None:
    assert FORBIDDEN.search(line)


def fault_kinds() -> list[tuple[str, dict[str, str]]]:
    """Each `FaultKind(...)` in our code: where it stands, and its texts."""
    found = []
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "FaultKind":
                given = dict(zip(("code", "sentence", "next_step"), node.args, strict=False))
                given |= {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
                texts = {name: literal(value, named) for name, value in given.items()}
                found.append((f"{path.relative_to(HOUSE)}:{node.lineno}", texts))
    return found


def literal(value: ast.expr, named: dict[str, ast.expr]) -> str:
    """The text of an expression: written out, or a constant of its module; else the expression itself."""
    if isinstance(value, ast.Name):
        value = named.get(value.id, value)
    return str(value.value) if isinstance(value, ast.Constant) else ast.unparse(value)


def test_every_fault_code_is_unique() -> None:
    places = defaultdict(list)
    for place, texts in fault_kinds():
        places[texts["code"]].append(place)
    assert len(places) > 1
    assert not {code: where for code, where in places.items() if len(where) > 1}


def test_every_fault_speaks_in_whole_sentences() -> None:
    whole = re.compile(r".*[.?!}]")
    wrong = []
    for place, texts in fault_kinds():
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", texts["code"]):
            wrong.append(f"{place}: the code {texts['code']!r} is no kebab-case")
        if not whole.fullmatch(texts["sentence"]) or not whole.fullmatch(texts.get("next_step") or "."):
            wrong.append(f"{place}: {texts['code']} has no whole sentence, or no whole next step")
    assert not wrong, "\n".join(wrong)


def test_every_package_of_ours_says_what_it_is() -> None:
    """A module's first sentence is the map's smallest scale."""
    mute = [
        str(path.relative_to(HOUSE))
        for path in modules()
        if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not mute, "\n".join(mute)
