"""`run`: only the standard library, an environment that is whole or made anew, and a lock that names no host."""

from __future__ import annotations

import ast
import importlib.machinery
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

HOUSE = Path(__file__).parents[2]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`run` as a module, with its environment and lock in a folder of the test."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader = importlib.machinery.SourceFileLoader("run", str(HOUSE / "run"))
    spec = importlib.util.spec_from_loader("run", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    module.VENV = tmp_path / ".venv"
    module.STAMP = module.VENV / "installed-from"
    module.PYTHON = module.VENV / "bin" / "python"
    module.LOCK = tmp_path / "requirements.lock"
    module.LOCK.write_text("one==1\n", encoding="ascii")
    return module


def pretend(module: ModuleType, monkeypatch: pytest.MonkeyPatch, *, pip_fails: bool) -> list[list[str]]:
    """Let nothing be installed: a folder stands for the environment. Return what was asked for."""
    asked: list[list[str]] = []

    def fake(command: list[object], **_: object) -> SimpleNamespace:
        words = [str(word) for word in command]
        asked.append(words)
        if "venv" in words:
            module.PYTHON.parent.mkdir(parents=True)
            module.PYTHON.touch()
        return SimpleNamespace(returncode=int(pip_fails and "install" in words))

    monkeypatch.setattr(module.subprocess, "run", fake)
    return asked


def test_it_imports_nothing_that_must_be_installed() -> None:
    tree = ast.parse((HOUSE / "run").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_an_unknown_verb_is_refused_with_the_list_of_verbs() -> None:
    done = subprocess.run(
        [sys.executable, HOUSE / "run", "dans"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "'dans'" in done.stderr
    for verb in ("demo", "app", "screens", "test", "check", "build", "bench", "soak", "lock"):
        assert re.search(rf"^  {verb}\b", done.stderr, re.M), verb


def test_a_finished_environment_is_left_alone(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = pretend(run, monkeypatch, pip_fails=False)
    run.prepare({})
    assert any("--require-hashes" in words for words in asked)
    asked.clear()
    run.prepare({})
    assert asked == []


def test_a_changed_lock_makes_the_environment_anew(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = pretend(run, monkeypatch, pip_fails=False)
    run.prepare({})
    (run.VENV / "leftover").touch()
    run.LOCK.write_text("one==2\n", encoding="ascii")
    asked.clear()
    run.prepare({})
    assert asked
    assert not (run.VENV / "leftover").exists()
    assert run.is_current()


def test_an_install_that_breaks_off_is_begun_again(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(run, monkeypatch, pip_fails=True)
    with pytest.raises(SystemExit) as end:
        run.prepare({})
    assert end.value.code == 3
    assert "probeer het opnieuw" in capsys.readouterr().err
    assert not run.is_current()
    pretend(run, monkeypatch, pip_fails=False)
    run.prepare({})
    assert run.is_current()


@pytest.fixture
def apt(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[list[str]]]:
    """A Debian on which no library is there, for a user with the given id."""

    def machine(user: int) -> list[list[str]]:
        monkeypatch.setattr(run, "LINUX", True)
        monkeypatch.setattr(run, "is_there", lambda file: False)
        monkeypatch.setattr(run, "is_current", lambda: True)
        monkeypatch.setattr(run.Path, "exists", lambda path: True)
        monkeypatch.setattr(run.os, "geteuid", lambda: user, raising=False)
        return pretend(run, monkeypatch, pip_fails=False)

    return machine


def test_missing_libraries_are_installed_as_root(
    run: ModuleType, apt: Callable[[int], list[list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = apt(0)
    run.prepare({"libgl1": "libGL.so.1", "libegl1": "libEGL.so.1"})
    assert asked[-1][:2] == ["apt-get", "install"]
    assert {"libgl1", "libegl1"} < set(asked[-1])
    assert "libgl1 libegl1" in capsys.readouterr().out


def test_missing_libraries_are_named_to_somebody_who_may_not_install(
    run: ModuleType, apt: Callable[[int], list[list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = apt(1000)
    with pytest.raises(SystemExit) as end:
        run.prepare({"libgl1": "libGL.so.1"})
    assert end.value.code == 3
    assert "apt-get install libgl1" in capsys.readouterr().err
    assert asked == []


def test_a_library_is_found_where_the_system_keeps_it(run: ModuleType) -> None:
    assert not run.is_there("libbestaatniet.so.9")
    assert not run.is_there("bestaatniet")
    assert run.is_there("sh") == (sys.platform != "win32")


@pytest.mark.parametrize(("display", "given", "module"), [("", [], "--no-window"), (":9", [], None)])
def test_without_a_screen_the_demo_shows_no_window(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, display: str, given: list[str], module: str | None
) -> None:
    begun: list[tuple[str, ...]] = []
    monkeypatch.setattr(run, "LINUX", True)
    monkeypatch.setattr(run, "prepare", lambda libraries: None)
    monkeypatch.setattr(run, "become", lambda *words: begun.append(words) or 0)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    run.demo(["--out", "x", *given])
    assert begun == [("-m", "app.demo", *([module] if module else []), "--out", "x")]


def test_every_package_of_the_lock_has_hashes_and_no_host_is_named() -> None:
    text = (HOUSE / "requirements.lock").read_text(encoding="ascii")
    assert "://" not in text
    entries = re.findall(
        r"^([a-z0-9-]+)==\S+(?: ; [^\\\n]+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.M
    )
    assert len(entries) == len(re.findall(r"==\d", text)) > 50
    locked = {name for name, _ in entries}
    wanted = re.findall(
        r"^([A-Za-z][\w.-]*)(?=[~=])", (HOUSE / "requirements.in").read_text(encoding="utf-8"), re.M
    )
    assert {re.sub(r"[-_.]+", "-", name).lower() for name in wanted} <= locked


LOCKED = (
    "alembic==1 \\\n    --hash=sha256:00\n"
    "cryptography==2 \\\n    --hash=sha256:01 \\\n    --hash=sha256:02\n"
    "zed==3\n"
)
WEAK = {"id": "PYSEC-1", "fix_versions": ["4"]}


@pytest.fixture
def register(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[object]], list[str]]:
    """A pip-audit that gives these answers in turn; return the files that it was asked about."""

    def answering(answers: list[object]) -> list[str]:
        run.LOCK.write_text(LOCKED, encoding="ascii")
        asked: list[str] = []

        def fake(command: list[str], **_: object) -> SimpleNamespace:
            asked.append(Path(command[command.index("-r") + 1]).read_text(encoding="ascii"))
            answer = answers[len(asked) - 1]
            return SimpleNamespace(
                stdout=answer if isinstance(answer, str) else json.dumps({"dependencies": answer})
            )

        monkeypatch.setattr("shutil.which", lambda name: name)
        monkeypatch.setattr(run.subprocess, "run", fake)
        return asked

    return answering


def told(name: str, *weak: object) -> dict[str, object]:
    return {"name": name, "version": "3", "vulns": list(weak)}


def test_known_weaknesses_are_named(
    run: ModuleType,
    register: Callable[[list[object]], list[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = register([[told("cryptography")], [told("cryptography"), told("zed", WEAK)]])
    assert run.audit() == "niet goed"
    assert "zed 3: PYSEC-1, beter in 4" in capsys.readouterr().out
    assert asked == [LOCKED[LOCKED.index("crypto") : LOCKED.index("zed")], LOCKED]


def test_no_known_weakness_is_good(run: ModuleType, register: Callable[[list[object]], list[str]]) -> None:
    register([[told("cryptography")], [told("zed")]])
    assert run.audit() == "goed"


@pytest.mark.parametrize("silence", ["", "{}", [], [{"name": "cryptography", "skip_reason": "not found"}]])
def test_without_an_answer_about_the_first_package_nothing_else_is_asked(
    run: ModuleType, register: Callable[[list[object]], list[str]], silence: object
) -> None:
    asked = register([silence])
    assert run.audit() == "overgeslagen (er kwam geen antwoord van het register)"
    assert len(asked) == 1


def test_half_an_answer_is_not_called_good(
    run: ModuleType, register: Callable[[list[object]], list[str]]
) -> None:
    register([[told("cryptography")], [told("zed"), {"name": "alembic", "skip_reason": "not found"}]])
    assert run.audit() == "overgeslagen (niet over elk pakket kwam antwoord van het register)"


def test_without_pip_audit_the_check_says_so(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert run.audit() == "overgeslagen (pip-audit staat niet op deze computer)"


@pytest.fixture
def building(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[list[str]]]:
    """A build of which the step with the given word in it fails; return the steps that were taken."""

    def failing_at(word: str) -> list[list[str]]:
        taken: list[list[str]] = []

        def fake(command: list[object], **_: object) -> SimpleNamespace:
            words = [str(part) for part in command]
            if words[0] == "git":
                return SimpleNamespace(returncode=0, stdout="1767225600\n")
            taken.append(words[1:])
            return SimpleNamespace(returncode=7 if word in words else 0)

        monkeypatch.setattr(run, "LINUX", True)
        monkeypatch.setattr(run, "prepare", lambda libraries: None)
        monkeypatch.setattr(run, "is_there", lambda file: True)
        monkeypatch.setattr(run.subprocess, "run", fake)
        # What a build sets in its environment is put back after the test.
        monkeypatch.setattr(run.os, "environ", {})
        return taken

    return failing_at


def test_a_build_is_listed_and_tries_itself_before_it_is_packed(
    run: ModuleType, building: Callable[[str], list[list[str]]]
) -> None:
    taken = building("nothing")
    assert run.build(["--clean", "--deb"]) == 0
    assert [step[1] if step[0] == "-m" else step[0] for step in taken] == [
        "PyInstaller",
        "packing.bom",
        "--self-test",
        "packing.deb",
    ]
    assert "--clean" in taken[0]
    assert "--deb" not in taken[0]
    assert run.os.environ["SOURCE_DATE_EPOCH"] == "1767225600"
    assert run.os.environ["PYTHONHASHSEED"] == "1"


def test_a_build_that_fails_its_own_test_is_not_packed(
    run: ModuleType, building: Callable[[str], list[list[str]]]
) -> None:
    taken = building("--self-test")
    assert run.build(["--deb"]) == 7
    assert taken[-1] == ["--self-test"]


def test_a_debian_package_is_refused_elsewhere_before_anything_is_built(
    run: ModuleType,
    building: Callable[[str], list[list[str]]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    taken = building("nothing")
    monkeypatch.setattr(run, "LINUX", False)
    assert run.build(["--deb"]) == 3
    assert taken == []
    assert "kan alleen op Debian" in capsys.readouterr().err
