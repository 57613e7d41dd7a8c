"""Overviews and files from a terminal."""

from __future__ import annotations

import json
from pathlib import Path

from app.services.overzichtstabellen import Onderwerp
from tests.cli.people import Person


def test_every_overview_is_shown(kees: Person) -> None:
    kees.add_client("Selam", "Tesfay", "--municipality", "Lindewaard")
    for onderwerp in Onderwerp:
        found = kees.data("overview", "show", "--subject", onderwerp.value)
        assert found["titel"] and found["koppen"]
    assert kees.do("overview", "show", "--subject", "pvt").out.count("Selam Tesfay") == 1
    assert kees.data("overview", "show", "--subject", "pvt", "--municipality", "Elders")["rijen"] == []


def test_files_are_written_once_and_an_empty_one_never(kees: Person, tmp_path: Path) -> None:
    out = tmp_path / "pvt.csv"
    empty = kees.do("overview", "save", "--subject", "pvt", "--format", "csv", "--out", out)
    assert empty.fault == "uitvoer-leeg" and not out.exists()
    client = kees.add_client("=Selam", "Tesfay")
    kees.data("overview", "save", "--subject", "pvt", "--format", "csv", "--out", out)
    assert "'=Selam" in out.read_text("utf-8-sig")
    assert kees.do("overview", "save", "--subject", "pvt", "--out", out).fault == "bestand-bestaat-al"
    kees.data("overview", "duo", "--client", client, "--out", tmp_path / "duo.json")
    proposals = json.loads((tmp_path / "duo.json").read_text("utf-8"))["voorstellen"]
    assert proposals and not any(each["kan"] for each in proposals)
    nothing = kees.do("overview", "klantcontacten", "--out", tmp_path / "k.json")
    assert nothing.fault == "uitvoer-leeg" and not (tmp_path / "k.json").exists()
