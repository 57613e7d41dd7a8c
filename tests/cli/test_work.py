"""The daily work from a terminal: people, contacts, PVT, checklists, signals, consent, overdracht."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.people import Person, command

NOBODY = "01a00000-0000-7000-8000-000000000000"
URGENT = {"lich_medicijnen": {"waarde": "ja", "waarneming": "Het doosje is leeg.", "bron": "client_zei"}}


@pytest.fixture
def client(ans: Person) -> str:
    return ans.add_client()


# -- clients


def test_a_client_is_found_in_another_spelling_and_shown(ans: Person) -> None:
    more = ("--birth-date", "1990-05", "--reference", "L-2026-17", "--languages", "ar, ku")
    fields = ("--field", "adres=Dorpsstraat 1", "--field", "kan_lezen=nee")
    client = ans.add_client("Yousef", "Al Haddad", *more, *fields)
    ans.add_client("Miriam", "Tesfay")
    found = ans.data("clients", "list", "--search", "jusuf")
    assert [row["dossier_id"] for row in found["clienten"]] == [client]
    shown = ans.data("clients", "show", client)
    assert shown["persoon"]["talen"] == ["ar", "ku"]
    assert shown["persoon"]["kan_lezen"] is False
    assert shown["leeftijd"] == 36
    page = ans.do("clients", "show", client).out
    assert page.startswith("Yousef Al Haddad\n================")
    assert "Dorpsstraat 1" in page


def test_a_dossier_is_named_by_its_number_the_end_of_it_or_the_reference(ans: Person, client: str) -> None:
    other = ans.add_client("Miriam", "Tesfay", "--reference", "L-1")
    assert ans.data("clients", "show", client[-8:])["persoon"]["id"] == client
    assert ans.data("clients", "show", client.upper())["persoon"]["id"] == client
    assert ans.data("clients", "show", "l-1")["persoon"]["id"] == other
    for unknown in (NOBODY, "abc", "", client[-3:], "%"):
        assert ans.do("clients", "show", unknown).fault == "dossier-onbekend"


def test_two_dossiers_of_one_reference_are_not_guessed_at(ans: Person) -> None:
    ans.add_client("Een", "Een", "--reference", "L-1")
    ans.add_client("Twee", "Twee", "--reference", "L-1")
    assert ans.do("clients", "show", "L-1").fault == "dossier-niet-eenduidig"


def test_lists_come_in_pages_and_orders(ans: Person) -> None:
    for name in ("Cem", "Aya", "Bo"):
        ans.add_client(name, "")
    page = ans.data("clients", "list", "--limit", "2")
    assert page["totaal"] == 3
    assert [row["naam"] for row in page["clienten"]] == ["Aya", "Bo"]
    last = ans.data("clients", "list", "--descending", "--limit", "1")
    assert [row["naam"] for row in last["clienten"]] == ["Cem"]
    assert ans.data("clients", "list", "--status", "gesloten")["totaal"] == 0
    assert "2 van 3" in ans.do("clients", "list", "--limit", "2").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--first-names", ""], "naam-leeg"),
        (["--first-names", "Yousef", "--birth-date", "1990-13"], "geboortedatum-onjuist"),
        (["--first-names", "Yousef", "--birth-date", "2090"], "geboortedatum-toekomst"),
        (["--first-names", "Yousef", "--field", "bijzonderheden=BSN 111222333"], "bsn-in-tekst"),
        (["--first-names", "Yousef", "--field", "geslacht=kat"], "veld-onjuist"),
        (["--first-names", "Yousef", "--field", "vergunning_tot=morgen"], "veld-onjuist"),
        (["--first-names", "Yousef", "--field", "fase=negen"], "veld-onjuist"),
        (["--first-names", "Yousef", "--interpreter", "misschien"], "veld-onjuist"),
        (["--first-names", "Yousef", "--field", "bestaat_niet=1"], "verkeerd-gebruik"),
    ],
)
def test_what_cannot_be_right_about_a_person_is_refused(ans: Person, words: list[str], code: str) -> None:
    done = ans.do("clients", "add", *words)
    assert (done.code, done.fault) == (2 if code == "verkeerd-gebruik" else 3, code)
    assert "111222333" not in done.err
    assert ans.data("clients", "list")["totaal"] == 0


def test_reading_a_dossier_stands_in_the_log(ans: Person, client: str) -> None:
    ans.do("clients", "show", client)
    rows = ans.data("log", "--client", client)
    assert [(row["actie"], row["wie"]) for row in rows] == [("C", "Ans Vermeer"), ("R", "Ans Vermeer")]
    assert ans.data("log", "--after", "1")[0]["nummer"] == 2
    assert "gelezen" in ans.do("log").out


# -- contacts


def test_a_visit_is_kept_with_its_tasks(ans: Person, client: str) -> None:
    made = ans.data(
        "contact", "add", "--client", client, "--subject", "Post doorgenomen", "--when", "21-11-2026 14:30",
        "--minutes", "45", "--channel", "op-kantoor", "--domains", "wonen,geld_en_post", "--summary", "Ging goed.",
        "--note", "Alleen voor mij.", "--present", "buurvrouw, tolk", "--task", "DUO bellen", "--task-by", "2026-12-01",
    )  # fmt: skip
    assert made["taken"] == 1
    shown = ans.data("clients", "show", client)
    line = next(item for item in shown["timeline"] if item["soort"] == "contactmoment")
    assert line["op"] == "2026-11-21T13:30:00Z"
    assert "Post doorgenomen" in line["titel"]
    assert [task["omschrijving"] for task in shown["tasks"]] == ["DUO bellen"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--subject", " "], "onderwerp-leeg"),
        (["--subject", "x" * 201], "tekst-te-lang"),
        (["--subject", "x", "--summary", "x" * 1001], "tekst-te-lang"),
        (["--subject", "x", "--minutes", "1441"], "duur-onjuist"),
        (["--subject", "x", "--when", "2030-01-01"], "contact-toekomst"),
        (["--subject", "V-nummer 1234567890"], "v-nummer-in-tekst"),
    ],
)
def test_a_contact_that_cannot_be_is_refused(ans: Person, client: str, words: list[str], code: str) -> None:
    done = ans.do("contact", "add", "--client", client, *words)
    assert (done.code, done.fault) == (3, code)
    assert ans.data("status")["aantallen"] == {"inburgeraar": 1}


def test_a_contact_for_nobody(ans: Person) -> None:
    assert ans.do("contact", "add", "--client", NOBODY, "--subject", "x").fault == "dossier-onbekend"


# -- PVT


def test_pvt_counts_up(ans: Person, client: str) -> None:
    ans.data("pvt", "add", "--client", client, "--minutes", "120", "--values", "vrijheid,solidariteit")
    made = ans.data(
        "pvt", "add", "--client", client, "--minutes", "60", "--kind", "excursie", "--date", "20-11-2026"
    )
    assert made["pvt"]["minuten"] == 180
    assert made["pvt"]["kernwaarden"] == ["solidariteit", "vrijheid"]
    assert not made["pvt"]["compleet"]
    shown = ans.data("pvt", "show", "--client", client)
    assert [sessie["minuten"] for sessie in shown["sessies"]] == [60, 120]
    assert "3 uur van 12 uur" in ans.do("pvt", "show", "--client", client).out


def test_a_session_that_cannot_be_is_refused(ans: Person, client: str) -> None:
    add = ("pvt", "add", "--client", client, "--minutes")
    assert ans.do(*add, "0").fault == "pvt-duur-onjuist"
    assert ans.do(*add, "60", "--date", "23-11-2026").fault == "pvt-datum-toekomst"


# -- checklists and signals


def write_answers(folder: Path, answers: object) -> Path:
    path = folder / "antwoorden.json"
    path.write_text(json.dumps(answers), encoding="utf-8")
    return path


def fill(ans: Person, client: str, path: Path, *more: str) -> object:
    return ans.data("checklist", "fill", "signalering-algemeen", "--client", client, "--answers", path, *more)


def test_checklists_are_listed_and_their_questions_shown() -> None:
    listed = command("checklist", "list", "--json").data
    assert "signalering-algemeen" in {item["code"] for item in listed}
    shown = command("checklist", "show", "signalering-algemeen", "--json").data
    by_key = {item["key"]: item for item in shown["vragen"]}
    assert by_key["lich_medicijnen"]["antwoorden"] == ["nee", "soms", "ja", "niet_gezien"]
    assert command("checklist", "show", "bestaat-niet").fault == "checklist-onbekend"


def test_an_urgent_answer_becomes_a_signal_and_says_what_to_do(
    ans: Person, client: str, tmp_path: Path
) -> None:
    path = write_answers(tmp_path, URGENT)
    planned = fill(ans, client, path, "--plan")
    assert not planned["bewaard"]
    assert ans.data("signals", "list") == []
    done = ans.do("checklist", "fill", "signalering-algemeen", "--client", client, "--answers", path)
    assert "Doe dit nu" in done.out
    (row,) = ans.data("signals", "list")
    assert (row["urgentie"], row["stand"], row["deelstand"]) == ("spoed", "genoteerd", "blijft hier")
    ans.data("signals", "step", row["signaal_id"][-8:], "--to", "besproken")
    life = ans.data("signals", "show", row["signaal_id"])["life"]
    assert [step["stand"] for step in life] == ["genoteerd", "besproken"]
    ans.data("signals", "step", row["signaal_id"], "--to", "afgesloten", "--note", "Medicijnen gehaald.")
    assert ans.data("signals", "list") == []
    assert len(ans.data("signals", "list", "--all", "--client", client)) == 1


def test_why_it_was_not_discussed_stays_with_the_signal(ans: Person, client: str, tmp_path: Path) -> None:
    said = {"besproken": False, "niet_besproken_reden": "Zijn broer zat erbij."}
    path = write_answers(tmp_path, {"lich_huisarts": {"waarde": "nee", **said}})
    fill(ans, client, path)
    (row,) = ans.data("signals", "list")
    shown = ans.do("signals", "show", row["signaal_id"], "--json")
    assert "Zijn broer zat erbij." in shown.out


def test_answers_from_toml(ans: Person, client: str, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('alleen_gesproken = "ja"\n[lich_huisarts]\nwaarde = "nee"\nbesproken = true\n')
    assert [signal["vraag"] for signal in fill(ans, client, path)["signalen"]] == ["lich_huisarts"]


@pytest.mark.parametrize(
    "answers",
    [
        [],
        "ja",
        {"bestaat_niet": "ja"},
        {"lich_huisarts": "Fatima zei van niet"},
        {"lich_huisarts": {"waarde": "ja", "extra": "Fatima"}},
        {"lich_huisarts": {"waarde": "ja", "bron": "Fatima"}},
        {"lich_huisarts": {"waarde": "ja", "besproken": "Fatima"}},
        {"lich_huisarts": ["ja", "nee"]},
        {"lich_huisarts": {"waarde": {"x": 1}}},
        {"lich_huisarts": None},
        {"lich_huisarts": 1.5},
    ],
)
def test_answers_that_do_not_fit_are_refused_without_being_repeated(
    ans: Person, client: str, tmp_path: Path, answers: object
) -> None:
    path = write_answers(tmp_path, answers)
    done = ans.do("checklist", "fill", "signalering-algemeen", "--client", client, "--answers", path)
    assert (done.code, done.fault) == (3, "antwoorden-vorm")
    assert "Fatima" not in done.err
    assert ans.data("status")["aantallen"] == {"inburgeraar": 1}


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"x = ", b'{"a": 1}' * 200_000])
@pytest.mark.parametrize("name", ["a.json", "a.toml"])
def test_answer_files_that_cannot_be_read(
    ans: Person, client: str, tmp_path: Path, data: bytes, name: str
) -> None:
    (tmp_path / name).write_bytes(data)
    done = ans.do(
        "checklist", "fill", "signalering-algemeen", "--client", client, "--answers", tmp_path / name
    )
    if name.endswith("toml") and data == b"":
        assert done.code == 0
    else:
        assert done.code == 3
        assert len(done.err.splitlines()) == 1


def test_steps_that_cannot_be_taken(ans: Person, client: str, tmp_path: Path) -> None:
    fill(ans, client, write_answers(tmp_path, URGENT))
    (row,) = ans.data("signals", "list")
    step = ("signals", "step", row["signaal_id"], "--to")
    assert ans.do(*step, "belegd").fault == "belegd-bij-wie"
    assert ans.do(*step, "afgesloten").fault == "signaal-reden-nodig"
    assert ans.do(*step, "genoteerd").fault == "signaal-stap-niet-mogelijk"
    assert ans.do("signals", "step", NOBODY, "--to", "besproken").fault == "signaal-onbekend"
    assert ans.do("signals", "show", "zoek").fault == "signaal-onbekend"


def test_what_waits_too_long_is_listed(ans: Person, client: str, tmp_path: Path) -> None:
    fill(ans, client, write_answers(tmp_path, URGENT))
    assert ans.data("signals", "list", "--overdue") == []
    ans.clock.move(days=10)
    (row,) = ans.data("signals", "list", "--overdue")
    assert row["dagen_te_laat"] > 0
    assert ans.data("status")["signalen_te_laat"] == 1


# -- consent


def test_a_ground_other_than_consent_is_for_a_professional(ans: Person, client: str) -> None:
    words = (
        "--client",
        client,
        "--purpose",
        "gemeente-inburgering",
        "--ground",
        "taak_gemeente",
        "--reason",
        "Wet",
    )
    assert ans.do("ground", "add", *words).fault == "grondslag-professional"
    assert ans.data("ground", "list", "--client", client)["grondslagen"] == []


def test_a_client_gets_everything_that_is_known(ans: Person, client: str, tmp_path: Path) -> None:
    shown = ans.data("access", "show", "--client", client)
    assert shown["soort"] == "inzage" and shown["bewaard"] and shown["toegang"]
    made = ans.data("access", "save", "--client", client, "--to", tmp_path / "inzage.pdf", "--language", "ti")
    assert (tmp_path / "inzage.json").exists() and (tmp_path / "inzage.pdf").read_bytes().startswith(b"%PDF")
    assert ans.data("access", "show", "--client", client)["papier"][0][0] == "Inzage" and made["verstrekking"]


def test_consent_is_given_refused_and_withdrawn(ans: Person, client: str) -> None:
    ans.consent("grant", client, "gemeente-begeleiding", "overdracht-huisarts")
    ans.consent("refuse", client, "gemeente-gezondheid")
    rows = {row["doel"]: row for row in ans.data("consent", "list", "--client", client)["doelen"]}
    assert (rows["gemeente-begeleiding"]["besluit"], rows["gemeente-begeleiding"]["geldt"]) == (
        "gegeven",
        True,
    )
    assert (rows["gemeente-gezondheid"]["besluit"], rows["gemeente-gezondheid"]["geldt"]) == (
        "geweigerd",
        False,
    )
    assert rows["gemeente-plan"]["besluit"] is None
    ans.clock.move(minutes=1)
    ans.consent("withdraw", client, "gemeente-begeleiding")
    rows = {row["doel"]: row for row in ans.data("consent", "list", "--client", client)["doelen"]}
    assert rows["gemeente-begeleiding"]["besluit"] == "ingetrokken"


def test_a_signature_is_read_from_strokes(ans: Person, client: str, tmp_path: Path) -> None:
    path = tmp_path / "handtekening.json"
    path.write_text("[[[0, 0], [10.5, 4]], [[3, 3], [4, 4]]]")
    words = ("consent", "grant", "--client", client, "--purpose", "gemeente-plan", "--signature", path)
    shown = ans.data(*words)
    assert shown["geschiedenis"][0]["wijze"] == "handtekening"
    assert "handtekening" not in {key for each in shown["geschiedenis"] for key in each}
    path.write_text('[["x"]]')
    assert ans.do(*words).fault == "bestand-vorm"
    path.write_text("[]")
    assert ans.do(*words).fault == "toestemming-handtekening-nodig"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["grant", "--purpose", "gemeente-plan"], "toestemming-getuige-nodig"),
        (["grant", "--purpose", "bestaat-niet", "--witness", "a", "--reason", "b"], "doel-onbekend"),
        (["withdraw", "--purpose", "gemeente-plan"], "niets-in-te-trekken"),
    ],
)
def test_a_decision_that_cannot_be_proven_is_not_kept(
    ans: Person, client: str, words: list[str], code: str
) -> None:
    done = ans.do("consent", *words, "--client", client)
    assert (done.code, done.fault) == (3, code)
    assert ans.data("consent", "list", "--client", client)["geschiedenis"] == []


def test_the_text_of_a_purpose_is_shown_in_the_language_of_the_client() -> None:
    dutch = command("consent", "text", "--purpose", "overdracht-huisarts", "--json").data
    arabic = command("consent", "text", "--purpose", "overdracht-huisarts", "--language", "ar", "--json").data
    assert dutch["tekst_hash"] != arabic["tekst_hash"]
    assert not arabic["nagekeken"]
    assert command("consent", "text", "--purpose", "x").fault == "doel-onbekend"


def test_leaves_shows_what_goes_and_what_stays_and_why(ans: Person, client: str) -> None:
    ans.data("contact", "add", "--client", client, "--subject", "Bezoek", "--note", "Alleen voor mij.")
    assert ans.data("leaves", "--client", client)["gaat"] == 0
    ans.consent("grant", client, "gemeente-begeleiding")
    shown = ans.data("leaves", "--client", client)
    contact = next(record for record in shown["records"] if record["soort"] == "contactmoment")
    fields = {veld["veld"]: veld for veld in contact["velden"]}
    assert fields["onderwerp"]["gaat"]
    assert not fields["aantekening"]["gaat"]
    assert fields["aantekening"]["reden"] == "prive"
    text = ans.do("leaves", "--client", client).out
    assert "Dit is privé en gaat nooit weg." in text


# -- overdracht


def test_a_sheet_is_made_only_with_a_ground_and_is_registered(
    ans: Person, client: str, tmp_path: Path
) -> None:
    out = tmp_path / "blad.pdf"
    words = ("handover", "--client", client, "--to", "huisarts")
    assert ans.do(*words, "--out", out).fault == "overdracht-geen-grond"
    assert not out.exists()
    ans.consent("grant", client, "overdracht-huisarts")
    assert ans.do(*words, "--out", tmp_path / "weg" / "blad.pdf").fault == "bestand-niet-bewaard"
    assert ans.data("status")["aantallen"].get("verstrekking") is None
    plan = ans.data(*words, "--plan")
    assert any(section["aan"] for section in plan["secties"])
    made = ans.data(*words, "--out", out, "--receiver", "Praktijk De Linde")
    assert out.read_bytes().startswith(b"%PDF")
    assert out.stat().st_mode & 0o077 == 0
    assert made["kopie"] == 1
    assert [path.name for path in tmp_path.glob("*.part")] == []
    log = ans.data("log", "--client", client)
    assert "E" in {row["actie"] for row in log}
    assert ans.do(*words, "--out", out).fault == "bestand-bestaat-al"
    assert ans.data(*words, "--out", out, "--overwrite")["kopie"] == 2


def test_sections_are_left_out_by_name(ans: Person, client: str, tmp_path: Path) -> None:
    ans.consent("grant", client, "overdracht-huisarts")
    words = ("handover", "--client", client, "--to", "huisarts")
    on = [
        section
        for section in ans.data(*words, "--plan")["secties"]
        if section["aan"] and not section["altijd"]
    ]
    left_out = on[0]["code"]
    made = ans.data(*words, "--out", tmp_path / "a.pdf", "--leave-out", left_out)
    assert left_out not in made["onderdelen"]
    done = ans.do(*words, "--out", tmp_path / "b.pdf", "--leave-out", "bestaat_niet")
    assert (done.code, done.fault) == (3, "sectie-onbekend")


def test_a_sheet_with_a_password_opens_with_it_only(ans: Person, client: str, tmp_path: Path) -> None:
    import pikepdf

    ans.consent("grant", client, "overdracht-huisarts")
    (tmp_path / "ww").write_text("appel peer\n")
    out = tmp_path / "a.pdf"
    ans.data(
        "handover", "--client", client, "--to", "huisarts", "--out", out, "--password-file", tmp_path / "ww"
    )
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(out)
    pikepdf.open(out, password="appel peer").close()


# -- practice and verify


def test_seed_is_for_practice_and_repeatable(tmp_path: Path, ans: Person) -> None:
    made = ans.data("seed", "--clients", "3", "--contacts", "7", "--seed", "5")
    assert (made["clienten"], made["contacten"]) == (3, 7)
    other = Person(tmp_path / "ander", type(ans.clock)(), 1).create("vrijwilliger", "Ans Vermeer")
    other.data("seed", "--clients", "3", "--contacts", "7", "--seed", "5")
    names = [[row["naam"] for row in who.data("clients", "list")["clienten"]] for who in (ans, other)]
    assert names[0] == names[1]


def test_verify_says_that_all_is_well(ans: Person, client: str) -> None:
    report = ans.data("verify")
    assert report["ok"]
    assert report["records"] == 1
    assert "de reeksen van het delen" in report["checked"]
