"""Importing a list of clients from a terminal: every bad row named, the good ones in. (The rules: tests/services.)"""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from tests.cli.people import Person

HEAD = "Voornamen;Achternaam;Geboortedatum;Gemeente;Telefoon;Klantnummer;Lievelingskleur;BSN\r\n"
GOOD = "Yousef;Al Haddad;09-05-1990;Lindewaard;0612345678;L-1;blauw;111222333\r\n"


def sheet(folder: Path, text: str, name: str = "lijst.csv") -> Path:
    path = folder / name
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    return path


def test_the_good_rows_go_in_and_the_bad_ones_are_named(kees: Person, tmp_path: Path) -> None:
    bad = "Miriam;Tesfay;31-02-1990;Lindewaard;;L-2;;\r\n"
    double = "Yousef;Al Haddad;09-05-1990;Lindewaard;;L-1;;\r\n"
    path = sheet(tmp_path, HEAD + GOOD + bad + ";;;;;;;\r\n" + double)
    plan = kees.data("import-caseload", path, "--plan")
    assert plan["overgenomen"] is None
    assert kees.data("clients", "list")["totaal"] == 0
    assert plan["aantallen"]["nieuw"] == 1
    assert plan["aantallen"]["fout"] >= 1
    assert "Lievelingskleur" in plan["onbekend"]
    wrong = next(row for row in plan["rijen"] if row["rij"] == 3)
    assert wrong["fouten"][0]["kolom"] == "Geboortedatum"
    assert wrong["fouten"][0]["blad"]
    assert wrong["fouten"][0]["reden"]
    done = kees.data("import-caseload", path)
    assert done["overgenomen"]["toegevoegd"] == 1
    (row,) = kees.data("clients", "list")["clienten"]
    assert (row["naam"], row["klantreferentie"]) == ("Yousef Al Haddad", "L-1")
    # Nothing of a BSN is kept, and nothing of it is said.
    assert "111222333" not in str(kees.data("clients", "show", "L-1")) + kees.do("import-caseload", path).out
    again = kees.data("import-caseload", path, "--apply")
    assert again["overgenomen"]["toegevoegd"] == 0
    assert again["aantallen"]["bekend"] >= 1
    assert kees.data("clients", "list")["totaal"] == 1


def test_the_report_is_readable(kees: Person, tmp_path: Path) -> None:
    path = sheet(tmp_path, HEAD + GOOD + "Miriam;Tesfay;morgen;Lindewaard;;L-2;;\r\n")
    text = kees.do("import-caseload", path, "--plan").out
    assert "Wat niet klopt" in text
    assert "Er is nog niets overgenomen." in text
    text = kees.do("import-caseload", path).out
    assert "Overgenomen: 1 dossier." in text


def test_columns_by_a_mapping_that_is_remembered(kees: Person, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Wie;Nr\r\nYousef;7\r\n")
    assert kees.do("import-caseload", path).code == 3
    mapping = tmp_path / "kolommen.toml"
    mapping.write_text('Wie = "voornamen"\nNr = "klantreferentie"\n')
    kees.data("import-caseload", path, "--mapping", mapping, "--remember-mapping")
    assert kees.data("clients", "show", "7")["persoon"]["voornamen"] == "Yousef"
    other = sheet(tmp_path, "Wie;Nr\r\nMiriam;8\r\n", "tweede.csv")
    assert kees.data("import-caseload", other)["overgenomen"]["toegevoegd"] == 1


def test_a_mapping_that_is_none(kees: Person, tmp_path: Path) -> None:
    path = sheet(tmp_path, HEAD + GOOD)
    mapping = tmp_path / "m.json"
    for text in ("[]", '{"Voornamen": 3}', "{"):
        mapping.write_text(text)
        assert kees.do("import-caseload", path, "--mapping", mapping).fault == "bestand-vorm"
    mapping.write_text('{"Voornamen": "bestaat_niet"}')
    assert kees.do("import-caseload", path, "--mapping", mapping).code in (2, 3)


def test_excel_with_formulas(kees: Person, tmp_path: Path) -> None:
    path = tmp_path / "lijst.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("Cliënten")
    page.write_row(0, 0, ["Voornamen", "Achternaam", "Geboortedatum"])
    page.write_row(1, 0, ["Yousef", "Al Haddad", "09-05-1990"])
    page.write_formula(2, 0, '=HYPERLINK("http://x.example","Miriam")', None, "Miriam")
    book.close()
    shown = kees.data("import-caseload", path)
    assert shown["blad"] == "Cliënten"
    assert shown["overgenomen"]["toegevoegd"] >= 1
    assert "HYPERLINK" not in str(kees.data("clients", "list"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 1000,
        b"%PDF-1.7",
        b"PK\x03\x04" + b"x" * 100,
        HEAD.encode(),
        b"a" * 100_000,
        b"\xff\xfe;\r\n",
    ],
)
@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_files_that_are_no_list(kees: Person, tmp_path: Path, data: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    done = kees.do("import-caseload", tmp_path / name)
    assert done.code == 3
    assert len(done.err.splitlines()) == 1
    assert kees.data("clients", "list")["totaal"] == 0


def test_a_file_that_is_not_there_or_is_a_folder(kees: Person, tmp_path: Path) -> None:
    assert kees.do("import-caseload", tmp_path / "weg.csv").fault == "bestand-niet-gelezen"
    assert kees.do("import-caseload", tmp_path).fault == "bestand-niet-gelezen"


def test_names_in_a_list_stay_out_of_the_error_line(kees: Person, tmp_path: Path) -> None:
    """A list without a head: its first row is somebody."""
    path = sheet(tmp_path, "Zeldzaam;Verzonnen;1990\r\nNog;Iemand;1991\r\n", "clienten-van-zeldzaam.csv")
    done = kees.do("import-caseload", path)
    assert done.code == 3
    assert "zeldzaam" not in done.err.lower()


def test_formula_signs_and_markup_come_out_harmless(kees: Person, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Voornamen;Achternaam\r\n=1+1;\x1b[31mRood\r\n")
    shown = kees.do("import-caseload", path)
    assert "\x1b" not in shown.out + shown.err
    assert "\x1b" not in kees.do("clients", "list").out
