"""What may not stand in the tree: registries' hosts, paths of a machine, and faults without words."""

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
        found += [Path(folder, name) for name in names if not name.endswith(".pyc")]
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


def fault_kinds() -> list[tuple[str, ast.Call]]:
    """Each `FaultKind(...)` in our code with where it stands."""
    return [
        (f"{path.relative_to(HOUSE)}:{node.lineno}", node)
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == "FaultKind"
    ]


def arguments(call: ast.Call) -> dict[str, object]:
    """The literal arguments of a FaultKind; one that isn't literal comes out as None."""
    named = dict(zip(("code", "sentence", "next_step"), call.args, strict=False))
    named |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    return {name: value.value if isinstance(value, ast.Constant) else None for name, value in named.items()}


def test_every_fault_code_is_unique() -> None:
    places = defaultdict(list)
    for place, call in fault_kinds():
        places[arguments(call).get("code")].append(place)
    assert not {code: where for code, where in places.items() if len(where) > 1}


def test_every_fault_has_a_code_a_sentence_and_a_next_step() -> None:
    wrong = []
    for place, call in fault_kinds():
        given = arguments(call)
        code, sentence, step = (str(given.get(name) or "") for name in ("code", "sentence", "next_step"))
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code):
            wrong.append(f"{place}: code {code!r} is no kebab-case")
        if not re.search(r"[.?!}]$", sentence) or not re.search(r"[.?!]$", step):
            wrong.append(f"{place}: {code} lacks a whole sentence or next step")
    assert not wrong, "\n".join(wrong)


def test_every_package_of_ours_says_what_it_is() -> None:
    """A module's first sentence is the map's smallest scale."""
    mute = [
        str(path.relative_to(HOUSE))
        for path in modules()
        if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not mute, "\n".join(mute)
