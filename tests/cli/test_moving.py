"""A caseload goes to a colleague on a stick, from a terminal."""

from __future__ import annotations

from pathlib import Path

from tests.cli.people import Person, pair
from tests.cli.test_sharing import Pair, visit


def test_dossiers_go_over_on_a_stick(paired: Pair, mailbox: Path, tmp_path: Path) -> None:
    ans, kees = paired
    mo = Person(tmp_path / "mo", kees.clock, 5).create("begeleider", "Mo Bakker")
    pair(kees, mo, mailbox, tmp_path / "papier2")
    client = visit(ans)
    stick = tmp_path / "stick"
    stick.mkdir()
    mo.data("transfer", "card", "--out", stick / "kaart")
    given = ans.data("transfer", "give", "--card", stick / "kaart", "--client", client, "--out", stick / "d")
    assert (given["dossiers"], given["voor"]) == (1, "Mo Bakker")
    assert len(ans.data("clients", "list")["clienten"]) == 1
    looked = mo.data("transfer", "take", stick / "d", "--check")
    assert looked["fingerprint"] == given["fingerprint"]
    assert mo.data("clients", "list")["clienten"] == []
    wrong = mo.do("transfer", "take", stick / "d", "--fingerprint", "1")
    assert wrong.fault == "vingerafdruk-anders"
    taken = mo.data(
        "transfer", "take", stick / "d", "--fingerprint", given["fingerprint"], "--out", stick / "o"
    )
    assert taken["stukken"] == given["stukken"]
    assert len(mo.data("clients", "list")["clienten"]) == 1
    left = ans.data("transfer", "finish", stick / "o")["blijft_hier"]
    assert left > 0, "the note that was only for Ans stays with Ans"
    mo.data("share")
    kees.data("import", "--apply")
    held = {one["naam"]: one["dossiers"] for one in kees.data("devices")["apparaten"]}
    assert held["Mo Bakker"] == 1
    assert ans.do("transfer", "finish", stick / "kaart").fault == "ontvangst-onleesbaar"
    assert ans.do("transfer", "take", stick / "kaart").fault == "dossierbestand-onleesbaar"
    assert kees.do("transfer", "card", "--out", stick / "x").fault == "niet-voor-coordinator"
