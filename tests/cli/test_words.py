"""The words themselves: what is said to who types wrong, and that nothing typed comes back."""

from __future__ import annotations

import argparse
import json
import re
import shlex

import pytest

from app.cli import tables
from app.cli.start import grammar
from app.cli.terminal import HARMLESS
from tests.cli.people import Person, command
from tests.house.test_tree import fault_kinds

PERSONAL = {"bestand", "datum", "gelezen", "koppen", "naam", "nummer", "teken", "waarde", "waarom", "wie"}


def every_parser(parser: argparse.ArgumentParser | None = None) -> list[argparse.ArgumentParser]:
    parser = parser or grammar()
    found = [parser]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                found += every_parser(below)
    return found


def test_the_commands_of_the_contract_are_there() -> None:
    names = {parser.prog.removeprefix("python -m app ") for parser in every_parser()}
    assert names >= {
        "profile create", "status", "clients list", "clients show", "clients add", "contact add", "pvt add", "pvt show",
        "checklist list", "checklist fill", "signals list", "signals step", "import-caseload", "invite", "join",
        "admit", "devices", "mailbox set", "share", "import", "consent grant", "consent refuse", "consent withdraw",
        "consent list", "leaves", "handover", "verify", "seed", "log",
    }  # fmt: skip


@pytest.mark.parametrize(
    "words", [parser.prog.removeprefix("python -m app").split() for parser in every_parser()]
)
def test_every_command_explains_itself_in_dutch(words: list[str]) -> None:
    done = command(*words, "--help")
    assert done.code == 0
    assert done.err == ""
    assert done.out.startswith("Gebruik: python -m app")
    assert not re.search(r"\b(usage|options|show this help|positional)\b", done.out)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "bestaat-niet",
        "clients",
        "clients bestaat-niet",
        "contact add",
        "contact add --client",
        "contact add --client a --subject b --minutes veel",
        "contact add --client a --subject b --when gisteren",
        "contact add --client a --subject b --channel duif",
        "contact add --client a --subject b --domains wonen,maan",
        "pvt add --client a --minutes -5",
        "seed --clients 3",
        "seed --clients 3 --contacts 3 --seed drie",
        "import",
        "import --plan --apply",
        "import-caseload x.csv --plan --apply",
        "handover --client a --to huisarts",
        "handover --client a --to buurman --out x.pdf",
        "profile create --role directeur --name x",
        "signals step a --to weg",
        "clients add --field onzin",
        "status --bestaat-niet",
        "status nog een woord",
        "log --limit 99999999999999999999",
    ],
)
@pytest.mark.parametrize("as_json", [False, True])
def test_wrong_use_ends_in_2_with_one_line(typed: str, as_json: bool) -> None:
    done = command(*shlex.split(typed), *(["--json"] if as_json else []))
    assert done.code == 2
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    if as_json:
        assert set(json.loads(done.err)) == {"code", "message"}
        assert json.loads(done.err)["code"] == "verkeerd-gebruik"
    else:
        assert done.fault == "verkeerd-gebruik"


@pytest.mark.parametrize(
    "typed",
    [
        "contact add --client a --subjekt 'Fatima is ziek'",
        "contact add --client a --subject b Fatima is ziek",
        "contact add --client a --subject b --channel 'Fatima is ziek'",
        "contact add --client a --subject b --when 'Fatima is ziek'",
        "clients add --field 'Fatima is ziek'",
        "contact add --client a --subject b --onbekend='Fatima is ziek'",
        "Fatima is ziek",
    ],
)
def test_what_was_typed_is_not_repeated(typed: str) -> None:
    done = command(*shlex.split(typed))
    assert done.code == 2
    assert "Fatima" not in done.err + done.out
    assert "ziek" not in done.err + done.out


def test_an_unknown_option_is_named() -> None:
    assert "--subjekt" in command("contact", "add", "--client", "a", "--subject", "b", "--subjekt", "c").err


def test_argparse_is_left_as_it_was() -> None:
    command("bestaat-niet")
    plain = argparse.ArgumentParser(prog="x")
    assert plain.format_usage().startswith("usage: ")


def test_general_options_stand_before_or_behind(ans: Person) -> None:
    env = {"DOORGAANDE_LIJN_PASSPHRASE": ans.passphrase}
    before = command("--json", "--profile", ans.folder, "clients", "list", env=env)
    behind = command("clients", "list", "--profile", ans.folder, "--json", env=env)
    assert before.code == behind.code == 0
    assert before.data == behind.data == {"totaal": 0, "clienten": []}


def test_each_fact_of_a_fault_was_judged_for_the_terminal() -> None:
    """A new fact that may be somebody's must not slip into a log: decide here what it is."""
    named = {
        name
        for _, texts in fault_kinds()
        for name in re.findall(r"\{(\w+)\}", texts["sentence"] + texts.get("next_step", ""))
    }
    assert named <= HARMLESS | PERSONAL
    assert not HARMLESS & PERSONAL


def test_personal_facts_of_a_fault_are_left_out(ans: Person) -> None:
    done = ans.do("clients", "add", "--first-names", "Yousef", "--phone", "bel mijn neef")
    assert done.code == 3
    assert "neef" not in done.err
    assert "…" in done.err


# -- tables


def test_columns_are_aligned_by_what_is_seen() -> None:
    shown = tables.table(("Naam", "Nr"), [("Ge\u0301", 7), ("日本", 10), ("x", 100)])
    assert shown.splitlines() == ["Naam   Nr", "----  ---", "Ge\u0301      7", "日本   10", "x     100"]


def test_what_came_from_elsewhere_cannot_steer_the_terminal() -> None:
    hostile = "Jan\x1b[2J\x07\u202eneJ\nregel\x9b31m"
    shown = tables.table(("Naam",), [(hostile,)])
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert len(shown.splitlines()) == 3


def test_long_cells_are_cut_with_a_sign() -> None:
    assert tables.short("a" * 100, 10) == "aaaaaaaaa…"


def test_empty_facts_are_left_out() -> None:
    assert tables.facts({"Een": "a", "Twee": "", "Drie": None, "Nul": 0}) == "Een: a\nNul: 0"
