"""A coordinator's list of clients: planned, judged row by row, and applied without losing or doubling anybody."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.caseload import CaseloadPlan, Rijstand
from app.domain.caseload_cellen import CelOnjuist, deeldatum
from app.domain.inburgering import Inburgeringstraject, Leerroute
from app.faults import Fault
from app.ports import ClientFilter
from app.services import dossiers, import_caseload
from app.services.spreadsheets import read_sheets
from storage.store import SqlStore
from tests.services.conftest import somebody
from tests.worlds import CountingIds, HandClock


def csv_bytes(*lines: str, encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join(lines).encode(encoding)


def xlsx(rows: Sequence[Sequence[object]], name: str = "Cliënten", **options: object) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"default_date_format": "dd-mm-yyyy", "remove_timezone": True})
    sheet = book.add_worksheet(name)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell.startswith("="):
                sheet.write_formula(row, column, cell, None, options.get("outcome", "berekend"))
            elif cell is not None:
                sheet.write(row, column, cell)
    book.close()
    return target.getvalue()


def make_plan(store: SqlStore, data: bytes, name: str = "lijst.csv", **more: object) -> CaseloadPlan:
    return import_caseload.plan(store, HandClock(), data, name, **more)  # type: ignore[arg-type]


def test_a_dutch_csv_goes_in_and_bad_rows_are_named(
    register: SqlStore, clock: HandClock, ids: CountingIds
) -> None:
    data = csv_bytes(
        "Klantnummer;Voornaam;Tussenvoegsel;Achternaam;Geb. datum;M/V;Tel. nr;Straat;Huisnummer;Postcode;Tolk;Kleur",
        "K1;Selam;;Tesfay;3-4-1991;v;06 12345678;Kade;12 a;1234ab;ja;rood",
        "K2;Mohammed;van der;Berg;00-00-1985;man;;;;;Arabisch;",
        "K3;Dawit;;Haile;31-02-1990;m;;;;;;",
        ";;;;12-05-1990;;;;;;;",
        "K5;Letay;;Abraha;1990;vrouw;geen telefoon bekend;;;;;",
    )
    plan = make_plan(register, data)
    assert plan.onbekend == ("Kleur",)
    assert [rij.stand.value for rij in plan.rijen] == ["nieuw", "nieuw", "fout", "fout", "nieuw"]
    assert [(fout.rij, fout.kolom) for fout in plan.fouten] == [(4, "Geb. datum"), (5, "Voornaam")]
    assert "31-02-1990 bestaat niet" in plan.fouten[0].reden
    first, second = plan.rijen[0].persoon, plan.rijen[1].persoon
    assert first is not None and second is not None
    assert (first.geboortedatum, first.adres, first.postcode, first.tolk_nodig) == (
        "1991-04-03",
        "Kade 12 a",
        "1234 AB",
        True,
    )
    assert (second.achternaam, second.geboortedatum, second.tolk_nodig) == ("van der Berg", "1985", True)
    assert [(each.rij, each.kolom) for each in plan.let_op] == [(3, "Tolk"), (6, "Tel. nr")]

    seen: list[tuple[int, int]] = []
    report = import_caseload.apply(
        register, clock, ids, plan, progress=lambda done, total: seen.append((done, total))
    )
    assert (report.toegevoegd, report.fout, report.overgeslagen, report.gestopt) == (3, 2, 0, False)
    assert seen == [(3, 3)]
    assert report.changes.concerns("inburgeraar", dossier_id=report.dossier_ids[0])
    again = import_caseload.apply(register, clock, ids, plan)
    assert (again.toegevoegd, again.overgeslagen) == (0, 3)
    assert dossiers.count_clients(register) == 3
    assert [rij.stand.value for rij in make_plan(register, data).rijen] == [
        "bekend",
        "bekend",
        "fout",
        "fout",
        "bekend",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_encodings_and_separators(register: SqlStore, encoding: str, sign: str) -> None:
    data = sign.join(("naam", "geboortedatum")) + "\r\n" + sign.join(("André Müller", "1990")) + "\r\n"
    plan = make_plan(register, data.encode(encoding))
    assert plan.rijen[0].persoon is not None and plan.rijen[0].persoon.naam == "André Müller"


def test_titles_above_the_header_empty_rows_and_sep_lines(register: SqlStore) -> None:
    data = csv_bytes(
        "sep=,", "Overzicht november", "", "naam,geboortedatum", "", '"Tesfay, Selam",1991', "", "Abel,x"
    )
    plan = make_plan(register, data)
    assert [rij.rij for rij in plan.rijen] == [6, 8]
    persoon = plan.rijen[0].persoon
    assert persoon is not None and (persoon.voornamen, persoon.achternaam) == ("Selam", "Tesfay")


def test_an_xlsx_with_real_dates_numbers_and_formulas(
    register: SqlStore, clock: HandClock, ids: CountingIds
) -> None:
    rows: list[list[object]] = [
        ["Lijst", None, None],
        [None, "Naam", "Geboortedatum", "Telefoon", "Gemeente", "Leerroute", "PIP datum"],
        [None, "Selam", datetime(1991, 4, 3), 612345678, '=CONCAT("Linde","waard")', "B1", date(2025, 2, 1)],
        [None, "Abel", 33005, "06-12345678", "Lindewaard", "Q", None],
        [None, "Omar", 1985, None, None, None, None],
    ]
    plan = make_plan(register, xlsx(rows, outcome="Lindewaard"), "lijst.xlsx")
    assert plan.blad == "Cliënten"
    selam, abel, omar = plan.rijen
    assert selam.persoon is not None and selam.traject is not None and omar.persoon is not None
    assert (selam.persoon.geboortedatum, selam.persoon.telefoon) == ("1991-04-03", "0612345678")
    assert selam.persoon.gemeente == "Lindewaard"
    assert [(each.rij, each.kolom) for each in selam.let_op] == [(3, "Telefoon"), (3, "Gemeente")]
    assert "formule" in selam.let_op[1].reden
    assert [(fout.blad, fout.rij, fout.kolom) for fout in abel.fouten] == [("Cliënten", 4, "Leerroute")]
    assert omar.persoon.geboortedatum == "1985"
    report = import_caseload.apply(register, clock, ids, plan)
    with register.read() as reading:
        (known,) = reading.of_dossier(Inburgeringstraject, report.dossier_ids[0])
    assert (known.leerroute, known.dagtekening_pip) == (Leerroute.B1, date(2025, 2, 1))


def test_formulas_in_a_csv_stay_text_and_are_flagged(register: SqlStore) -> None:
    plan = make_plan(
        register, csv_bytes("naam;telefoon", '=HYPERLINK("x");+31612345678', "@SUM(1);", "-;0612345678")
    )
    link, total, nameless = plan.rijen
    assert link.persoon is not None and link.persoon.naam == '=HYPERLINK("x")'
    assert [each.kolom for each in link.let_op] == ["naam"] and [each.kolom for each in total.let_op] == [
        "naam"
    ]
    assert nameless.stand is Rijstand.FOUT


def test_columns_with_person_numbers_are_refused_with_the_reason(register: SqlStore) -> None:
    lines = ["naam;BSN;V-nummer;referentie;opmerking"]
    lines += [
        f"Naam {letter};123456782;2801234567;{number};x" for letter, number in zip("ABCD", BSNS, strict=True)
    ]
    plan = make_plan(register, csv_bytes(*lines))
    assert [each.kolom for each in plan.geweigerd] == ["BSN", "V-nummer", "referentie"]
    assert all(each.reden for each in plan.geweigerd)
    assert set(plan.kolommen) == {"naam"} and plan.onbekend == ("opmerking",)
    assert plan.aantal(Rijstand.NIEUW) == 4
    assert "123456782" not in repr(plan)


BSNS = ("123456782", "111222333", "100000009", "100000010")


def test_one_bsn_in_a_cell_makes_that_row_bad_and_masks_it(register: SqlStore) -> None:
    plan = make_plan(
        register, csv_bytes("naam;school", "Selam;cursist 123456782", "Abel;Taalhuis", "Omar 2801234567;x")
    )
    assert [rij.stand.value for rij in plan.rijen] == ["fout", "nieuw", "fout"]
    assert "123456782" not in repr(plan) and "2801234567" not in repr(plan)


def test_references_of_eight_digits_are_no_bsn(register: SqlStore) -> None:
    lines = ["naam;klantnummer", *(f"Naam {'abcdefghij'[n]};1000000{n}" for n in range(10))]
    plan = make_plan(register, csv_bytes(*lines))
    assert plan.aantal(Rijstand.NIEUW) == 10 and not plan.geweigerd


def test_doubles_by_reference_by_spelling_and_inside_the_sheet(
    register: SqlStore, clock: HandClock, ids: CountingIds
) -> None:
    known, _ = dossiers.open_dossier(register, clock, ids, somebody(klantreferentie="K1"))
    twin, _ = dossiers.open_dossier(
        register, clock, ids, somebody(voornamen="Hussein", achternaam="Noori", geboortedatum="2001-02-03")
    )
    plan = make_plan(
        register,
        csv_bytes(
            "klantreferentie;naam;geboortedatum",
            "k1;Selam Tesfay;1991",
            ";Tesfai Salam;03-04-1991",
            ";ሰላም ተስፋይ;1991",
            "K7;Hassan Noori;03-02-2001",
            "K8;Yousef;",
            "K8;Yousef;",
            "K8;Abel;",
            ";Jusuf;",
            ";yousef;",
        ),
    )
    assert [rij.stand.value for rij in plan.rijen] == [
        "bekend", "mogelijk_dubbel", "mogelijk_dubbel", "nieuw", "nieuw", "bekend", "fout", "nieuw", "mogelijk_dubbel",
    ]  # fmt: skip
    assert plan.rijen[0].dossier_id == plan.rijen[1].dossier_id == known != twin
    assert plan.rijen[1].reden == "Lijkt op Selam Tesfay, geboren 03-04-1991."
    assert "rij 6" in plan.rijen[5].reden and "rij 6" in plan.rijen[6].fouten[0].reden
    report = import_caseload.apply(register, clock, ids, plan, ook_mogelijk_dubbel=frozenset({3, 8}))
    assert report.toegevoegd == 4
    again = import_caseload.apply(register, clock, ids, plan, ook_mogelijk_dubbel=frozenset({3, 8}))
    assert again.toegevoegd == 0


def test_stopping_half_way_keeps_what_went_in_and_the_rest_can_follow(
    register: SqlStore, clock: HandClock, ids: CountingIds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_caseload, "CHUNK", 10)
    names = ["".join("bdfgklmnrs"[int(digit)] + "a" for digit in f"{number:03d}") for number in range(25)]
    plan = make_plan(
        register, csv_bytes("naam;ref", *(f"{name};R{place}" for place, name in enumerate(names)))
    )
    done: list[int] = []
    report = import_caseload.apply(
        register,
        clock,
        ids,
        plan,
        progress=lambda count, total: done.append(count),
        cancelled=lambda: bool(done and done[-1] >= 20),
    )
    assert (report.gestopt, report.toegevoegd, done) == (True, 20, [10, 20])
    rest = import_caseload.apply(register, clock, ids, plan)
    assert (rest.gestopt, rest.toegevoegd, rest.overgeslagen) == (False, 5, 20)
    assert dossiers.count_clients(register) == 25


def test_a_mapping_can_be_given_and_is_remembered_for_the_same_headers(register: SqlStore) -> None:
    data = csv_bytes("wie;waar;kleur", "Selam;Lindewaard;rood")
    with pytest.raises(Fault) as caught:
        make_plan(register, data)
    assert caught.value.code == "geen-naamkolom" and "wie" in caught.value.sentence
    plan = make_plan(register, data, mapping={"wie": "naam", "waar": "gemeente", "kleur": ""})
    assert plan.rijen[0].persoon is not None and plan.rijen[0].persoon.gemeente == "Lindewaard"
    import_caseload.remember_mapping(register, plan)
    assert make_plan(
        register, csv_bytes("kleur;Wie;waar", "rood;Selam;x"), mapping={"Wie": "naam"}
    ).kolommen == {"Wie": "naam"}
    assert make_plan(register, data).kolommen == {"wie": "naam", "waar": "gemeente"}
    with pytest.raises(Fault) as caught:
        make_plan(register, data, mapping={"wie": "bsn"})
    assert caught.value.code == "veld-onbekend"
    with pytest.raises(Fault) as caught:
        make_plan(register, data, mapping={"wie": "naam", "waar": "naam"})
    assert caught.value.code == "kolom-twee-keer"
    refused = make_plan(register, csv_bytes("naam;bsn", "Selam;1"), mapping={"naam": "naam", "bsn": "school"})
    assert [each.kolom for each in refused.geweigerd] == ["bsn"]


def _zip_with(name: str, content: bytes, base: bytes) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(base)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for info in source.infolist():
            made.writestr(info.filename, content if info.filename == name else source.read(info))
    return target.getvalue()


GOOD = xlsx([["naam"], ["Selam"]])
SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<sheetData><row r="1">%s</row></sheetData></worksheet>'
)
ODD_FILES = {
    "empty": (b"", "bestand-leeg"),
    "only white space": (b"\xef\xbb\xbf \r\n\r\n", "bestand-leeg"),
    "zeros": (b"\x00" * 5000, "bestand-leeg"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "bestand-ander-soort"),
    "a pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "bestand-ander-soort"),
    "a web page": (
        b"<!DOCTYPE html><html><table><tr><td>naam</td></tr></table></html>",
        "bestand-ander-soort",
    ),
    "an old xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "bestand-ander-soort"),
    "an encrypted xlsx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(600)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(600),
        "bestand-versleuteld",
    ),
    "another zip": (
        _zip_with("xl/workbook.xml", b"", GOOD).replace(b"xl/workbook.xml", b"xl/wrongbook.xm"),
        "bestand-ander-soort",
    ),
    "half an xlsx": (GOOD[: len(GOOD) // 2], "bestand-onleesbaar"),
    "a flipped byte": (GOOD[:200] + bytes([GOOD[200] ^ 0xFF]) + GOOD[201:], "bestand-onleesbaar"),
    "a sheet that is no xml": (
        _zip_with("xl/worksheets/sheet1.xml", b"geen xml <", GOOD),
        "bestand-onleesbaar",
    ),
    "an empty sheet": (xlsx([]), "bestand-leeg"),
    "a cell a million rows down": (
        _zip_with("xl/worksheets/sheet1.xml", SHEET % b'<c r="A1048576"><v>1</v></c>', GOOD),
        "lijst-te-groot",
    ),
    "a cell at the far right": (
        _zip_with("xl/worksheets/sheet1.xml", SHEET % b'<c r="XFD1"><v>1</v></c>', GOOD),
        "lijst-te-groot",
    ),
    "open quotes": (b'naam;x\r\n"Selam;' + b"x" * 200_000, "bestand-onleesbaar"),
    "too many columns": (b";".join(b"kolom" for _ in range(300)), "lijst-te-groot"),
    "a header alone": (b"naam;geboortedatum\r\n", "geen-rijen"),
}


@pytest.mark.parametrize("what", ODD_FILES)
def test_odd_files_get_a_clear_sentence(register: SqlStore, what: str) -> None:
    data, code = ODD_FILES[what]
    with pytest.raises(Fault) as caught:
        make_plan(register, data, "lijst.bin")
    assert caught.value.code == code
    assert caught.value.sentence and caught.value.next_step
    assert dossiers.count_clients(register, ClientFilter(status="")) == 0


def test_a_zip_bomb_is_refused_before_it_unpacks(register: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.spreadsheets.MAX_UNPACKED", 1_000_000)
    bomb = _zip_with("xl/worksheets/sheet1.xml", SHEET % (b" " * 2_000_000), GOOD)
    assert len(bomb) < 20_000
    with pytest.raises(Fault) as caught:
        make_plan(register, bomb)
    assert caught.value.code == "lijst-te-groot"


def test_fifty_thousand_rows_are_planned_with_every_bad_one_named(register: SqlStore) -> None:
    letters = "bdfgklmnrs"
    lines = ["naam;geboortedatum;klantnummer"]
    for number in range(50_000):
        name = "".join(letters[(number // 10**place) % 10] + "a" for place in range(5))
        born = "32-01-1990" if number % 1000 == 7 else f"{number % 28 + 1:02d}-05-1990"
        lines.append(f"{name};{born};K{number}")
    plan = make_plan(register, csv_bytes(*lines))
    assert (plan.aantal(Rijstand.NIEUW), plan.aantal(Rijstand.FOUT)) == (49_950, 50)
    assert [fout.rij for fout in plan.fouten][:2] == [9, 1009]


@pytest.mark.parametrize(
    ("cel", "expected"),
    [
        ("12-05-1990", "1990-05-12"), ("1/5/1990", "1990-05-01"), ("12.5.1990", "1990-05-12"),
        ("1990-05-12", "1990-05-12"), ("1990-05-12T00:00:00Z", "1990-05-12"), ("12 mei 1990", "1990-05-12"),
        ("mrt 1990", "1990-03"), ("05-1990", "1990-05"), ("1990", "1990"), ("00-00-1990", "1990"),
        ("00-05-1990", "1990-05"), ("12051990", "1990-05-12"), ("19900512", "1990-05-12"), (33005, "1990-05-12"),
        (33005.0, "1990-05-12"), (1990, "1990"), (datetime(1990, 5, 12), "1990-05-12"), ("onbekend", ""), ("?", ""),
        (None, ""), ("29-02-2000", "2000-02-29"),
    ],
)  # fmt: skip
def test_dates_in_every_habit(cel: object, expected: str) -> None:
    assert deeldatum(cel) == expected


@pytest.mark.parametrize(
    "cel", ["31-02-1990", "05/13/1990", "12-05-90", "gisteren", "29-02-2001", "1880", 123456789, True]
)
def test_dates_that_are_none_say_so(cel: object) -> None:
    with pytest.raises(CelOnjuist) as caught:
        deeldatum(cel)
    assert str(caught.value).endswith(".")


@given(st.binary(max_size=300))
@settings(max_examples=150)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"naam;datum\r\n", b"\xd0\xcf\x11\xe0"):
        try:
            sheets = read_sheets(start + data, "x")
        except Fault:
            continue
        assert all(sheet.rijen for sheet in sheets)


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(allow_nan=True), st.booleans(), st.none()))
@settings(max_examples=300)
def test_any_cell_is_a_date_or_says_why_not(cel: object) -> None:
    try:
        found = deeldatum(cel)
    except CelOnjuist:
        return
    assert found == "" or 1900 <= int(found[:4]) <= 9999
