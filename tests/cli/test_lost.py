"""A device that is lost, from a terminal: revoke, look, print, decide."""

from __future__ import annotations

from pathlib import Path

from tests.cli.people import Person
from tests.cli.test_sharing import Pair, visit


def only_device(kees: Person) -> str:
    (device,) = kees.data("devices")["apparaten"]
    return str(device["device_id"])


def test_a_lost_device_from_its_loss_to_its_wiping(paired: Pair, tmp_path: Path) -> None:
    ans, kees = paired
    visit(ans)
    ans.data("share")
    kees.data("import", "--apply")
    device = only_device(kees)
    found = kees.data("lost", device[-8:], "--out", tmp_path / "blad.pdf")
    assert (found["status"], found["eigen_telling"]) == ("toegelaten", 1)
    assert len(found["dossiers"]) == 1
    assert (tmp_path / "blad.pdf").read_bytes().startswith(b"%PDF")
    assert kees.do("lost", device, "--out", tmp_path / "blad.pdf").fault == "bestand-bestaat-al"
    revoked = kees.data("revoke", device, "--wipe")
    assert (revoked["status"], revoked["wissen"]) == ("ingetrokken", "gevraagd")
    kees.data("share")
    visit(ans, "Na het verlies")
    ans.data("share")
    assert ans.data("clients", "list")["clienten"] == []
    kees.data("share")
    assert kees.data("lost", device)["wissen"] == "bevestigd"
    (waiting,) = kees.data("review")["te_bekijken"]
    assert waiting["wijzigingen"] > 0
    taken = kees.data("review", "--take", device)
    assert taken["overgenomen"] > 0
    assert taken["te_bekijken"] == []


def test_what_is_no_device_is_said(paired: Pair) -> None:
    ans, kees = paired
    assert kees.do("revoke", "vakantie").fault == "apparaat-onbekend"
    assert kees.do("lost", "x").fault == "apparaat-onbekend"
    assert kees.do("review", "--drop", "onbekend").fault == "apparaat-onbekend"
    assert ans.do("revoke", "vakantie").fault == "alleen-coordinator"


def test_what_is_dropped_is_gone(paired: Pair) -> None:
    ans, kees = paired
    device = only_device(kees)
    kees.data("revoke", device)
    visit(ans)
    ans.data("share")
    kees.data("share")
    assert kees.data("review", "--drop", device)["te_bekijken"] == []
    assert kees.data("review")["te_bekijken"] == []
    assert kees.data("clients", "list")["clienten"] == []
