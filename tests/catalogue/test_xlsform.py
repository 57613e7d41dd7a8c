"""Checklists as XLSForm: ours go out and come back the same; what others made comes in, or is refused by its cell."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from app.domain.checklists import Antwoord, Soort, raised_signals, visible_items
from app.domain.xlsform import MAX_TEKST, Formulierblad
from app.domain.xlsform_lezen import Gelezen, read
from app.domain.xlsform_schrijven import write
from app.faults import Fault
from app.services import catalogue, xlsforms

DAY = date(2026, 11, 22)
Rows = Sequence[Sequence[object]]


def workbook(sheets: Mapping[str, Rows], merge: str = "") -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value not in ("", None):
                    sheet.write(number, column, value)
        if merge and name == "survey":
            sheet.merge_range(merge, "Samengevoegd")
    book.close()
    return out.getvalue()


def taken(sheets: Mapping[str, Rows], **more: Any) -> Gelezen:
    return xlsforms.read_workbook(workbook(sheets, **more), "lijst.xlsx", DAY)


def places(found: Gelezen) -> list[str]:
    return [each.plaats for each in found.fouten]


def judged_valid(sheets: Mapping[str, Rows], tmp_path: Path) -> None:
    """Let pyxform, which ODK and Kobo use, judge the same workbook."""
    path = tmp_path / "judged.xlsx"
    path.write_bytes(workbook(sheets))
    assert convert(str(path), form_name="lijst").xform


# -- ours


@pytest.mark.parametrize("code", [each.code for each in catalogue.checklists()])
def test_our_own_lists_go_out_as_valid_xlsform_and_come_back_the_same(code: str, tmp_path: Path) -> None:
    checklist = catalogue.checklist(code)
    data = xlsforms.write_workbook(checklist)
    path = tmp_path / "ours.xlsx"
    path.write_bytes(data)
    assert convert(str(path)).xform
    found = xlsforms.read_workbook(data, path.name, DAY)
    assert found.fouten == () and found.checklist is not None
    again = found.checklist
    assert again.items == checklist.items
    assert (again.titel, again.doel, again.versie) == (checklist.titel, checklist.doel, checklist.versie)
    assert [
        (s.key, s.titel, s.uitleg, s.soort, s.zichtbaar_als, dict(s.vertalingen)) for s in again.secties
    ] == [
        (s.key, s.titel, s.uitleg, s.soort, s.zichtbaar_als, dict(s.vertalingen)) for s in checklist.secties
    ]
    assert [state.taal for state in again.talen] == sorted(state.taal for state in checklist.talen)


# -- what coordinators write

HEAD = ["type", "name", "label", "hint", "required", "relevant"]
CHOICES = [
    ["list_name", "name", "label"],
    ["janee", "ja", "Ja"],
    ["janee", "nee", "Nee"],
    ["dagen", "1", "Maandag"],
    ["dagen", "2", "Dinsdag"],
    ["sig", "nee", "Nee"],
    ["sig", "soms", "Soms"],
    ["sig", "ja", "Ja"],
    ["sig", "niet_gezien", "Niet gezien"],
]


def form(*rows: Sequence[object], head: Sequence[str] = HEAD, **more: Rows) -> dict[str, Rows]:
    return {"survey": [list(head), *rows], "choices": CHOICES, **more}


def test_a_form_with_everything_that_we_know(tmp_path: Path) -> None:
    head = [*HEAD, "label::English (en)", "label::العربية (ar)"]
    sheets = form(
        ["begin_group", "fiets", "Fietsen", "Vraag rustig.", "", "", "Cycling", "ركوب الدراجة"],
        [
            "select_one janee",
            "heeft_fiets",
            "Heb je een fiets?",
            "Een eigen fiets.",
            "yes",
            "",
            "A bike?",
            "دراجة؟",
        ],
        [
            "select_multiple dagen",
            "Welke_dagen",
            "Welke dagen?",
            "",
            "",
            "${heeft_fiets} = 'ja'",
            "Days?",
            "أيام؟",
        ],
        ["text", "waarom", "Waarom niet?", "", "", "${heeft_fiets} != “ja”", "Why?", "لماذا؟"],
        [
            "integer",
            "hoeveel",
            "Hoe vaak?",
            "",
            "true",
            "selected(${Welke_dagen}, '1') or ${heeft_fiets}='ja'",
        ],
        ["date", "sinds", "Sinds wanneer?"],
        ["note", "let_op", "Doe een helm op."],
        ["end group"],
        head=head,
        settings=[["form_title", "form_id", "version"], ["Fietsles", "Fiets les", 3]],
    )
    found = taken(sheets)
    assert found.fouten == (), places(found)
    checklist = found.checklist
    assert checklist is not None
    assert (checklist.titel, checklist.code, checklist.versie) == ("Fietsles", "fiets-les", 3)
    assert [item.soort for item in checklist.items] == [
        Soort.KEUZE,
        Soort.MEERKEUZE,
        Soort.TEKST,
        Soort.GETAL,
        Soort.DATUM,
        Soort.NOTITIE,
    ]
    assert [item.key for item in checklist.items][1] == "welke_dagen"
    assert checklist.item("heeft_fiets").vertalingen["ar"] == "دراجة؟"
    assert checklist.item("heeft_fiets").verplicht and not checklist.item("waarom").verplicht
    yes = {"heeft_fiets": Antwoord(key="heeft_fiets", waarde="ja")}
    shown = {item.key for item in visible_items(checklist, yes)}
    assert "welke_dagen" in shown and "waarom" not in shown
    assert {state.taal: state.nagekeken for state in checklist.talen} == {"ar": False, "en": False}
    judged_valid(sheets, tmp_path)


def test_a_question_of_their_own_can_ask_for_a_signal(tmp_path: Path) -> None:
    head = [*HEAD, "dl_leefgebied", "dl_urgentie", "dl_signaal_bij", "dl_naar", "dl_doen"]
    sheets = form(
        [
            "select_one sig",
            "rook",
            "Is er geen rookmelder?",
            "",
            "",
            "",
            "wonen",
            "spoed",
            "",
            "corporatie",
            "Bel.",
        ],
        [
            "select_one janee",
            "bang",
            "Ben je bang?",
            "",
            "",
            "",
            "veiligheid_en_relaties",
            "spoed",
            "ja",
            "contactpersoon",
        ],
        head=head,
    )
    found = taken(sheets)
    assert found.fouten == (), places(found)
    assert found.checklist is not None
    answers = {key: Antwoord(key=key, waarde="ja") for key in ("rook", "bang")}
    raised = raised_signals(found.checklist, answers)
    assert [(each.item_key, each.beschermd) for each in raised] == [("rook", False), ("bang", True)]
    judged_valid(sheets, tmp_path)


def test_groups_in_groups_become_sections_that_keep_their_conditions() -> None:
    found = taken(
        form(
            ["select_one janee", "a", "A?"],
            ["begin_group", "buiten", "Buiten", "", "", "${a} = 'ja'"],
            ["text", "b", "B?"],
            ["begin_group", "binnen", "Binnen", "", "", "${a} != 'nee'"],
            ["text", "c", "C?"],
            ["end_group"],
            ["text", "d", "D?"],
            ["end_group"],
        )
    )
    assert found.checklist is not None
    assert [(s.titel, s.zichtbaar_tekst) for s in found.checklist.secties] == [
        ("Vragen", ""),
        ("Buiten", "${a} = 'ja'"),
        ("Buiten: Binnen", "(${a} = 'ja') and (${a} != 'nee')"),
        ("Buiten", "${a} = 'ja'"),
    ]


# -- what is refused, and where

REFUSED = {
    "een herhaling": (["begin_repeat", "kind", "Kind"], "rij 2, kolom A (type)", "Herhalen"),
    "een berekening": (["calculate", "som", "", "", "", ""], "rij 2, kolom A (type)", "Rekenen"),
    "een plek": (["geopoint", "plek", "Waar?"], "rij 2, kolom A (type)", "kaart"),
    "een foto": (["image", "foto", "Foto"], "rij 2, kolom A (type)", "Foto"),
    "iets anders": (["select_one janee or_other", "x", "X?"], "rij 2, kolom A (type)", "or_other"),
    "keuzes van buiten": (["select_one_from_file a.csv", "x", "X?"], "rij 2, kolom A (type)", "choices"),
    "een oude lijst van buiten": (
        ["select_one_external wijk", "x", "X?"],
        "rij 2, kolom A (type)",
        "choices",
    ),
    "een onbekend type": (["tekst", "x", "X?"], "rij 2, kolom A (type)", "Bedoel je text?"),
    "hoofdletters": (["Note", "x", "X?"], "rij 2, kolom A (type)", "kleine letters"),
    "een lijst die er niet is": (["select_one jane", "x", "X?"], "rij 2, kolom A (type)", "Bedoel je janee?"),
    "geen naam": (["text", "", "X?"], "rij 2, kolom B (name)", "naam"),
    "een naam met een spatie": (["text", "mijn naam", "X?"], "rij 2, kolom B (name)", "mijn_naam"),
    "een naam met een cijfer vooraan": (["text", "1e", "X?"], "rij 2, kolom B (name)", "vraag_1e"),
    "geen tekst": (["text", "x", ""], "rij 2, kolom C (label)", "tekst van de vraag"),
    "een antwoord in de tekst": (["text", "x", "Dag ${naam}"], "rij 2, kolom C (label)", "${...}"),
    "een lange tekst": (["text", "x", "a" * (MAX_TEKST + 1)], "rij 2, kolom C (label)", "korter"),
    "verplicht met een formule": (
        ["text", "x", "X?", "", "${y} = 1"],
        "rij 2, kolom E (required)",
        "yes of no",
    ),
    "groter dan": (["text", "x", "X?", "", "", "${y} > 18"], "rij 2, kolom F (relevant)", "select_one"),
    "not()": (["text", "x", "X?", "", "", "not(${y} = 'a')"], "rij 2, kolom F (relevant)", "!="),
    "een functie": (
        ["text", "x", "X?", "", "", "string-length(.) = 3"],
        "rij 2, kolom F (relevant)",
        "selected()",
    ),
    "een vraag die later komt": (
        ["text", "x", "X?", "", "", "${z} = 'a'"],
        "rij 2, kolom F (relevant)",
        "hierboven",
    ),
    "een groep zonder eind": (["begin_group", "g", "G"], "rij 2, kolom A (type)", "end_group"),
    "een eind zonder groep": (["end_group"], "rij 2, kolom A (type)", "Haal deze rij weg"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_we_do_not_know_is_refused_with_its_place_and_what_to_do(what: str) -> None:
    row, place, words = REFUSED[what]
    found = taken(form(row, ["select_one janee", "z", "Z?"]))
    assert found.checklist is None
    fout = found.fouten[0]
    assert fout.plaats == f"blad survey, {place}"
    assert words in f"{fout.wat} {fout.doe}"
    assert fout.doe


def test_a_column_that_would_do_something_is_refused_only_where_it_is_filled() -> None:
    head = [*HEAD, "constraint", "calculation", "default", "appearance", "media::image", "choice_filter"]
    fine = ["text", "a", "A?"]
    assert taken(form(fine, head=head)).fouten == ()
    filled = taken(
        form(
            fine,
            ["integer", "b", "B?", "", "", "", ". > 3"],
            ["text", "c", "C?", "", "", "", "", "", "x", "", "plaat.png"],
            ["select_one janee", "d", "D?", "", "", "", "", "", "", "minimal", "", "land=${a}"],
            head=head,
        )
    )
    assert [(each.rij, each.kolom) for each in filled.fouten] == [
        (3, "G (constraint)"),
        (4, "I (default)"),
        (4, "K (media::image)"),
        (5, "L (choice_filter)"),
    ]
    assert any("J (appearance)" in each.kolom for each in filled.opmerkingen)


def test_half_a_signal_is_refused_at_the_cell_that_is_missing() -> None:
    head = [*HEAD, "dl_leefgebied", "dl_urgentie", "dl_signaal_bij", "dl_naar"]
    found = taken(
        form(
            ["select_one sig", "a", "A?", "", "", "", "wonen", "spoed", "", ""],
            ["select_one janee", "b", "B?", "", "", "", "woonen", "spoed", "ja", "corporatie"],
            ["select_one janee", "c", "C?", "", "", "", "wonen", "haast", "soms", "corporatie"],
            ["text", "d", "D?", "", "", "", "wonen", "spoed", "", "corporatie"],
            head=head,
        )
    )
    assert [(each.rij, each.kolom) for each in found.fouten] == [
        (2, "J (dl_naar)"),
        (3, "G (dl_leefgebied)"),
        (4, "I (dl_signaal_bij)"),
        (4, "H (dl_urgentie)"),
        (5, "H (dl_urgentie)"),
    ]
    assert "Bedoel je wonen?" in found.fouten[1].doe


def test_conditions_know_the_answers_of_a_list() -> None:
    found = taken(form(["select_one janee", "a", "A?"], ["text", "b", "B?", "", "", "${a} = 'misschien'"]))
    assert found.fouten[0].doe == "Kies uit: ja, nee."


def test_choices_are_judged_too() -> None:
    found = taken(
        {
            "survey": [HEAD, ["select_one x", "a", "A?"]],
            "choices": [
                ["list_name", "name", "label"],
                ["x", "a", "A"],
                ["x", "a", "B"],
                ["x", "b", ""],
                ["x", "", "C"],
            ],
        }
    )
    assert [(each.blad, each.rij) for each in found.fouten] == [
        ("choices", 3),
        ("choices", 4),
        ("choices", 5),
    ]


# -- forms as others publish them (made up, in their style)

KOBO = ["type", "name", "label::English (en)", "label::French (fr)"]
PUBLISHED: dict[str, dict[str, Rows]] = {
    "kobo-huishouden met herhaling": {
        "survey": [
            [*KOBO, "required", "relevant", "constraint", "$kuid"],
            ["start", "start", "", "", "", "", "", "aa1"],
            ["end", "end", "", "", "", "", "", "aa2"],
            ["begin_group", "intro", "Introduction", "Introduction", "", "", "", "aa3"],
            ["select_one yn", "consent", "Do you agree?", "D'accord ?", "true", "", "", "aa4"],
            ["end_group", "", "", "", "", "", "", "aa5"],
            ["begin_repeat", "member", "Member", "Membre", "", "${consent} = '1'", "", "aa6"],
            ["integer", "age", "Age", "Âge", "true", "", ". >= 0 and . < 120", "aa7"],
            ["end_repeat", "", "", "", "", "", "", "aa8"],
        ],
        "choices": [
            ["list_name", "name", "label::English (en)", "label::French (fr)"],
            ["yn", 1, "Yes", "Oui"],
            ["yn", 0, "No", "Non"],
        ],
        "settings": [["id_string", "version", "default_language"], ["aBcD", "vXy (2024-01-01)", "English (en)"]],
    },
    "odk-veldwerk met plek en foto": {
        "survey": [
            ["type", "name", "label", "hint", "appearance", "parameters"],
            ["geopoint", "location", "Location", "", "placement-map", "capture-accuracy=10"],
            ["image", "photo", "Take a photo", "", "annotate", "max-pixels=640"],
            ["barcode", "code", "Scan", "", "", ""],
            ["audit", "audit", "", "", "", "location-priority=balanced"],
        ],
        "choices": [["list_name", "name", "label"]],
    },
    "waterval van keuzes": {
        "survey": [
            ["type", "name", "label", "choice_filter"],
            ["select_one region", "region", "Region", ""],
            ["select_one district", "district", "District", "region=${region}"],
        ],
        "choices": [
            ["list_name", "name", "label", "region"],
            ["region", "n", "North", ""],
            ["district", "d1", "D1", "n"],
        ],
    },
    "externe keuzes": {
        "survey": [
            ["type", "name", "label", "choice_filter"],
            ["select_one_external village", "village", "Village", "x=${y}"],
        ],
        "choices": [["list_name", "name", "label"]],
        "external_choices": [["list_name", "name", "label", "district"], ["village", "v1", "V1", "d1"]],
    },
    "rekenen met een score": {
        "survey": [
            ["type", "name", "label", "calculation", "relevant"],
            ["select_one freq", "q1", "Little interest?", "", ""],
            ["select_one freq", "q2", "Feeling down?", "", ""],
            ["calculate", "score", "", "${q1} + ${q2}", ""],
            ["note", "high", "High score: ${score}", "", "${score} >= 3"],
        ],
        "choices": [["list_name", "name", "label"], ["freq", 0, "Not at all"], ["freq", 1, "Several days"]],
    },
    "koppen in de tweede rij": {
        "survey": [["Vragenlijst intake", "", ""], ["type", "name", "label"], ["text", "a", "A?"]],
    },
    "hoofdletters en spaties in de koppen": {
        "survey": [
            [" Type ", "NAME", "Label", "Required"],
            ["text", "a", "A?", "yes"],
            ["", "", "", ""],
            ["note", "b", "B."],
        ],
    },
    "dubbele koppen": {"survey": [["type", "name", "label", "label"], ["text", "a", "A?", "B?"]]},
    "taal zonder code": {"survey": [["type", "name", "label::Klingon"], ["text", "a", "nuqneH"]]},
    "matrix van kobo": {
        "survey": [
            ["type", "name", "label", "appearance", "kobo--matrix_list"],
            ["begin_kobomatrix", "m", "Items", "w1", "lijst"],
            ["end_kobomatrix", "", "", "", ""],
        ],
    },
    "rangschikken en schuiven": {
        "survey": [
            ["type", "name", "label", "parameters"],
            ["rank needs", "r", "Rank", ""],
            ["range", "s", "Slide", "start=0 end=10 step=1"],
            ["acknowledge", "ok", "OK?", ""],
        ],
        "choices": [["list_name", "name", "label"], ["needs", "food", "Food"]],
    },
    "een gewone takenlijst": {"Blad1": [["Naam", "Telefoon"], ["Yousef", "06 12345678"]]},
    "alles op een rij zonder blad choices": {"survey": [["type", "name", "label"], ["select_one yn", "a", "A?"]]},
    "entiteiten": {
        "survey": [["type", "name", "label", "save_to"], ["text", "full_name", "Name", "name"]],
        "entities": [["dataset", "label"], ["people", "${full_name}"]],
    },
    "een enquete met verwijzingen in de tekst": {
        "survey": [["type", "name", "label"], ["text", "naam", "Naam?"], ["note", "dag", "<b>Dag</b> ${naam}!"]],
    },
}  # fmt: skip


@pytest.mark.parametrize("which", PUBLISHED)
def test_forms_in_the_style_of_others_come_in_or_are_refused_clearly(which: str, tmp_path: Path) -> None:
    sheets = PUBLISHED[which]
    found = taken(sheets)
    if found.checklist is not None:
        judged_valid(sheets, tmp_path)
    else:
        assert found.fouten
        for each in found.fouten:
            assert each.wat and each.doe and each.plaats


def test_which_of_those_come_in() -> None:
    fine = {which for which, sheets in PUBLISHED.items() if taken(sheets).checklist is not None}
    assert fine == {"hoofdletters en spaties in de koppen"}


def test_merged_cells_and_empty_rows_do_no_harm() -> None:
    sheets = form(["text", "a", "A?"], [], [], ["text", "b", "B?"], [])
    found = taken(sheets, merge="A7:F7")
    assert (found.fouten[0].rij, found.fouten[0].kolom) == (7, "A (type)")
    assert taken(sheets).checklist is not None


BROKEN = {
    "leeg": b"",
    "tekst": b"type;name;label\ntext;a;A?\n",
    "half": workbook(form(["text", "a", "A?"]))[:900],
    "omgevallen": workbook(form(["text", "a", "A?"]))[:-40] + b"\x00" * 40,
    "oud": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "plaatje": b"\x89PNG\r\n\x1a\n" + b"\x01" * 200,
    "groot": b"PK" + b"\x00" * (xlsforms.MAX_BYTES + 1),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(what: str) -> None:
    with pytest.raises(Fault) as refused:
        xlsforms.read_workbook(BROKEN[what], "lijst.xlsx", DAY)
    assert refused.value.sentence and refused.value.next_step


def test_a_bomb_is_not_unpacked() -> None:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (xlsforms.MAX_UNPACKED + 1))
    with pytest.raises(Fault) as refused:
        xlsforms.read_workbook(out.getvalue(), "bom.xlsx", DAY)
    assert refused.value.kind.code == "lijst-te-groot"


def test_a_huge_survey_is_refused_whole() -> None:
    rows = [["text", f"v{number}", "Vraag?"] for number in range(1_200)]
    assert "Er zijn 1200 rijen" in taken(form(*rows)).fouten[0].wat
    found = taken(form(*rows[:400]))
    assert "meer dan 300 vragen" in found.fouten[0].wat and len(found.fouten) == 1


# -- by chance

ODD = (
    "|text|select_one janee|select_multiple dagen|begin_group|end_group|note|integer|date|begin_repeat|yes|a|b|c|Data"
    "|meta|${a} = 'ja'|${b} != '1'|selected(${c}, '2')|ja|${a} = 'ja' and (${b} = 'nee' or ${c} = '')|__proto__"
    "|Heb je een fiets?|<b>x</b>|a b|é|1"
)
WORDS = st.sampled_from(ODD.split("|")) | st.text(max_size=12)
TYPES = st.sampled_from(
    [
        "text",
        "select_one janee",
        "select_multiple dagen",
        "begin_group",
        "end_group",
        "note",
        "integer",
        "date",
    ]
)
SANE = st.tuples(
    TYPES,
    st.sampled_from(["a", "b", "c", "d", "e", "data", "meta", "instanceID"]),
    st.sampled_from(["Vraag?", "Nog een?"]),
    st.sampled_from(["", "Een hint"]),
    st.sampled_from(["", "yes", "no", "true"]),
    st.sampled_from(
        ["", "${a} = 'ja'", "${b} != 'nee'", "selected(${c}, '1')", "${a} = 'ja' or ${b} = 'ja'"]
    ),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(WORDS, max_size=8), max_size=12), st.lists(st.lists(WORDS, max_size=4), max_size=6))
def test_random_sheets_never_crash(survey: list[list[str]], choices: list[list[str]]) -> None:
    sheets = (
        _sheet("survey", [HEAD, *survey]),
        _sheet("choices", [["list_name", "name", "label"], *choices]),
        _sheet("settings", [["form_id", "version"], *choices]),
    )
    found = read(sheets, DAY, {"huisarts"}, "lijst")
    assert (found.checklist is None) is bool(found.fouten)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SANE, min_size=1, max_size=8))
def test_what_we_accept_pyxform_accepts_and_what_we_write_back_too(rows: list[tuple[str, ...]]) -> None:
    survey = [HEAD, *[list(row) if row[0] != "end_group" else ["end_group"] for row in rows]]
    sheets = (
        _sheet("survey", survey),
        _sheet("choices", CHOICES),
        _sheet("settings", [["form_id"], ["lijst"]]),
    )
    found = read(sheets, DAY, set(), "lijst")
    if found.checklist is None:
        return
    for each in (sheets, write(found.checklist, catalogue.answer_labels())):
        try:
            convert(_as_dict(each), form_name="lijst")
        except PyXFormError as error:
            raise AssertionError(survey) from error


def _sheet(naam: str, rows: Sequence[Sequence[str]]) -> Formulierblad:
    filled = [(number, tuple(row)) for number, row in enumerate(rows, start=1) if any(row)]
    return Formulierblad(naam=naam, rijen=tuple(filled))


def _as_dict(sheets: Sequence[Formulierblad]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for blad in sheets:
        head = blad.rijen[0][1]
        found[blad.naam] = [
            {key: text for key, text in zip(head, cells, strict=False) if text} for _, cells in blad.rijen[1:]
        ]
    return found
