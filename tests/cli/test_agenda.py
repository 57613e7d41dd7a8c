"""Appointments, tasks and the plan from a terminal; what leaves says no name and is logged."""

from __future__ import annotations

from pathlib import Path

from icalendar import Calendar

from tests.cli.people import Person

Pair = tuple[Person, Person]


def test_an_ics_has_no_name_no_place_and_no_words_and_is_logged(ans: Person, tmp_path: Path) -> None:
    client = ans.add_client("Yousef", "Al Haddad")
    ans.data(
        "agenda",
        "add",
        "--client",
        client,
        "--at",
        "25-11-2026 14:30",
        "--minutes",
        "45",
        "--about",
        "Bij Yousef",
    )
    (planned,) = ans.data("agenda", "list")["afspraken"]
    assert planned["omschrijving"] == "Bij Yousef"
    out = tmp_path / "a.ics"
    assert ans.data("agenda", "ics", "--out", out)["aantal"] == 1
    text = out.read_text("utf-8")
    assert "Yousef" not in text
    assert "LOCATION" not in text
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Afspraak: huisbezoek"
    assert (event["DTEND"].dt - event["DTSTART"].dt).seconds == 45 * 60
    assert event["DTSTART"].dt.isoformat() == "2026-11-25T13:30:00+00:00"
    log = ans.data("log", "--client", client)
    assert any(row["actie"] == "E" and row["soort"] == "agendapunt" for row in log)
    assert ans.do("agenda", "ics", "--out", out).fault == "bestand-bestaat-al"


def test_what_cannot_be_planned_is_refused(ans: Person, tmp_path: Path) -> None:
    client = ans.add_client()
    words = ("agenda", "add", "--client", client, "--at")
    assert ans.do(*words, "20-11-2026 10:00").fault == "afspraak-voorbij"
    assert ans.do(*words, "25-11-2026 10:00", "--minutes", "0").fault == "afspraak-duur"
    assert ans.do("agenda", "ics", "--out", tmp_path / "leeg.ics").fault == "agenda-leeg"
    assert not (tmp_path / "leeg.ics").exists()


def test_a_task_given_to_a_colleague_travels(paired: Pair) -> None:
    ans, kees = paired
    client = ans.add_client()
    ans.consent("grant", client, "gemeente-begeleiding")
    ans.data("contact", "add", "--client", client, "--subject", "Bezoek", "--task", "Huisarts bellen")
    (task,) = ans.data("tasks", "list")["taken"]
    ans.data("share")
    kees.data("import", "--apply")
    ans.data("tasks", "give", task["id"][-8:], "--to", "Mo Bakker")
    ans.data("tasks", "move", task["id"], "--to", "1-12-2026")
    ans.data("share")
    kees.data("import", "--apply")
    (there,) = kees.data("tasks", "list")["taken"]
    assert (there["wie"], there["voor_op"]) == ("Mo Bakker", "2026-12-01")
    ans.data("tasks", "done", task["id"])
    assert ans.data("tasks", "list")["taken"] == []
    assert ans.do("tasks", "done", "onbekend").fault == "taak-onbekend"


def test_the_plan_is_shown_and_refused_on_paper_while_empty(ans: Person, tmp_path: Path) -> None:
    client = ans.add_client()
    assert ans.data("plan", "show", "--client", client)["doelen"] == []
    out = tmp_path / "plan.pdf"
    assert ans.do("plan", "pdf", "--client", client, "--out", out).fault == "plan-leeg"
    assert not out.exists()
