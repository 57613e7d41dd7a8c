"""A coordinator's own checklist, from Excel to a volunteer's device and filled in there; all from a terminal."""

from __future__ import annotations

import json
from pathlib import Path

from tests.catalogue.test_xlsform import HEAD, form, workbook
from tests.cli.people import Person

FIETS = form(
    ["begin_group", "fiets", "Fietsen"],
    ["select_one sig", "band", "Is de band lek?", "Kijk samen.", "yes", "", "wonen", "spoed", "", "maatje"],
    ["text", "wens", "Waar wil je heen?", "", "", "${band} = 'ja'"],
    ["end_group"],
    head=[*HEAD, "dl_leefgebied", "dl_urgentie", "dl_signaal_bij", "dl_naar"],
    settings=[["form_title", "form_id", "version"], ["Fietsles", "fietsles", 1]],
)


def put(folder: Path, sheets: object = FIETS) -> Path:
    path = folder / "fietsles.xlsx"
    path.write_bytes(workbook(sheets))  # type: ignore[arg-type]
    return path


def test_from_excel_to_the_kitchen_table_and_back(
    paired: tuple[Person, Person], mailbox: Path, tmp_path: Path
) -> None:
    ans, kees = paired
    ans.data("mailbox", "set", f"folder:{mailbox}")
    client = ans.add_client()
    path = put(tmp_path)
    looked = kees.do("checklist", "import", path)
    assert "Nog niet gepubliceerd" in looked.out and "Is de band lek?" in looked.out
    assert kees.data("checklist", "own") == ans.data("checklist", "own")
    assert kees.data("checklist", "import", path, "--apply")["gepubliceerd"]
    assert "al gepubliceerd" in kees.do("checklist", "import", path, "--apply").out
    kees.data("share")
    ans.data("share")
    first = ans.data("checklist", "own")[0]
    assert (first["code"], first["versie"], first["eigen"]) == ("fietsles", 1, True)
    answers = tmp_path / "antwoorden.json"
    answers.write_text(
        json.dumps({"band": {"waarde": "ja", "waarneming": "Al een week.", "besproken": True}})
    )
    done = ans.data("checklist", "fill", "fietsles", "--client", client, "--answers", answers)
    assert [(each["vraag"], each["urgentie"]) for each in done["signalen"]] == [("band", "spoed")]
    # Out of use: no longer offered, still there to finish.
    kees.data("checklist", "use", "fietsles", "--off")
    kees.data("share")
    ans.data("share")
    assert ans.data("checklist", "own")[0]["uit_gebruik"] is True


def test_a_published_version_never_changes(kees: Person, tmp_path: Path) -> None:
    kees.data("checklist", "import", put(tmp_path), "--apply")
    changed = {**FIETS, "survey": [*FIETS["survey"][:3], ["note", "x", "Helm op."], ["end_group"]]}
    looked = kees.data("checklist", "import", put(tmp_path, changed))
    assert looked["fouten"][0]["doe"] == "Zet version op 2."
    assert kees.do("checklist", "import", put(tmp_path, changed), "--apply").fault == "lijst-niet-goed"
    two = {**changed, "settings": [["form_title", "form_id", "version"], ["Fietsles", "fietsles", 2]]}
    assert kees.data("checklist", "import", put(tmp_path, two), "--apply")["versie"] == 2
    unnamed = {
        **FIETS,
        "settings": [["form_title", "form_id", "version"], ["Fietsles", "fietsles", "voorjaar"]],
    }
    found = kees.data("checklist", "import", put(tmp_path, unnamed))
    assert found["versie"] == 3 and "versie 3" in found["opmerkingen"][0]["wat"]


def test_a_list_of_the_program_is_edited_under_a_name_of_its_own(kees: Person, tmp_path: Path) -> None:
    out = tmp_path / "lijst.xlsx"
    kees.data("checklist", "export", "signalering-algemeen", "--out", out)
    assert kees.do("checklist", "export", "signalering-algemeen", "--out", out).fault == "bestand-bestaat-al"
    found = kees.data("checklist", "import", out)
    assert "eigen-signalering-algemeen" in found["fouten"][0]["doe"]


def test_only_the_coordinator_publishes(ans: Person, tmp_path: Path) -> None:
    assert ans.do("checklist", "import", put(tmp_path), "--apply").fault == "lijst-alleen-coordinator"
    assert ans.do("checklist", "use", "fietsles").fault == "lijst-alleen-coordinator"
    assert ans.do("checklist", "export", "geen", "--out", tmp_path / "x").fault == "lijst-onbekend"


def test_what_cannot_be_read_is_said_in_one_line(kees: Person, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    for data in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 90, b"a;b\n"):
        path.write_bytes(data)
        done = kees.do("checklist", "import", path)
        assert done.code == 3 and len(done.err.splitlines()) == 1
    assert kees.do("checklist", "import", tmp_path / "weg.xlsx").fault == "bestand-niet-gelezen"
    wrong = kees.do("checklist", "import", put(tmp_path, {"survey": [HEAD, ["begin_repeat", "a", "A"]]}))
    assert "blad survey, rij 2, kolom A (type)" in wrong.out
