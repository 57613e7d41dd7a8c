"""The keys of a register, from a terminal."""

from __future__ import annotations

from pathlib import Path

from app.crypto.escrow import OrganisationSeed, split_seed
from tests.cli.people import Person
from tests.cli.test_sharing import Pair, visit


def test_a_key_is_renewed_and_the_line_goes_on(paired: Pair) -> None:
    ans, kees = paired
    visit(ans)
    ans.data("share")
    assert kees.data("keyring", "renew")["versie"] == 1
    kees.data("import", "--apply")
    kees.data("share")
    ans.data("share")
    visit(ans, "Na het vernieuwen")
    ans.data("share")
    kees.data("import", "--apply")
    assert len(kees.data("clients", "list")["clienten"]) == 2
    assert ans.do("keyring", "show").fault == "alleen-coordinator"


def test_a_second_coordinator_reads_along_guarded_by_paper(paired: Pair, tmp_path: Path) -> None:
    ans, kees = paired
    loes = Person(tmp_path / "loes", kees.clock, 6).create("coordinator", "Loes de Wit")
    loes.data("keyring", "card", "--out", tmp_path / "kaart")
    assert kees.do("keyring", "add", tmp_path / "kaart", "--fingerprint", "1").fault == "vingerafdruk-anders"
    assert len(kees.data("keyring", "add", tmp_path / "kaart")["sleutels"]) == 2
    papers = []
    for share in split_seed(OrganisationSeed(bytes(range(32))))[:2]:
        papers.append(tmp_path / f"deel{share.number}")
        papers[-1].write_text(share.text(), encoding="ascii")
    given = [word for paper in papers for word in ("--share", paper)]
    assert kees.data("keyring", "guard", *given)["bewaakt"] is True
    key = loes.data("keyring", "show")["sleutels"][0]["device_id"]
    assert kees.do("keyring", "drop", key).fault == "hoofdsleutel-nodig"
    assert kees.do("keyring", "drop", key, "--share", papers[0]).fault == "sleuteldelen-te-weinig"
    assert len(kees.data("keyring", "drop", key, *given)["sleutels"]) == 1
    assert kees.do("keyring", "add", papers[0]).fault == "kaart-onleesbaar"
    assert ans.data("share")["gelukt"]
