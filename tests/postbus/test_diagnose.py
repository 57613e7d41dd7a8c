"""How sharing goes per side, and the file for whoever helps: numbers and codes, and never anything about anybody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services import deellijnen, diagnose
from sync import fetching
from tests.postbus.servers import PASSWORD, USER
from tests.sync.town import Side, Town, real_maker

MARKS = ("Zeynabira", "Quintarelli", "Lindebladgeheim", "Distelstraat", "06-98765432", "wolk.geheim.example")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    maker = real_maker(tmp_path)
    yield Town(maker)
    for store in maker.made:  # type: ignore[attr-defined]
        store.close()


@pytest.fixture
def ans(town: Town) -> Side:
    return town.device(MARKS[1])


def test_the_lines_say_what_waits_what_is_under_way_and_what_is_missing(town: Town, ans: Side) -> None:
    dossier = ans.client("gemeente-begeleiding")
    (line,) = deellijnen.lines(ans.store)
    assert (line.wacht > 0, line.onderweg, line.ontbreekt) == (True, 0, 0)
    assert line.oudste is not None
    ans.share(town.mailbox)
    (line,) = deellijnen.lines(ans.store)
    assert (line.wacht, line.onderweg) == (0, 1)
    first = set(town.mailbox.files)
    ans.visit(dossier)
    ans.share(town.mailbox)
    for name in first:
        del town.mailbox.files[name]
    town.register.share(town.mailbox)
    (theirs,) = deellijnen.lines(town.register.store)
    assert theirs.ontbreekt == 1
    assert theirs.gehoord == town.register.clock.now()
    town.everybody(3)
    assert deellijnen.lines(town.register.store)[0].ontbreekt == 0
    assert deellijnen.lines(ans.store)[0].onderweg == 0


def test_a_clock_that_runs_ahead_is_seen_at_the_other_side(town: Town, ans: Side) -> None:
    assert deellijnen.CLOCK == fetching.CLOCK
    ans.client("gemeente-begeleiding")
    ans.clock.move(hours=3)
    ans.share(town.mailbox)
    ans.clock.move(hours=-3)
    town.register.share(town.mailbox)
    (line,) = deellijnen.lines(town.register.store)
    assert 3 * 3600 <= line.klok < 3 * 3600 + 60


def test_the_report_holds_numbers_and_nothing_about_anybody(town: Town, ans: Side) -> None:
    dossier = ans.client(
        "gemeente-begeleiding", voornamen=MARKS[0], achternaam=MARKS[1], adres=MARKS[3], telefoon=MARKS[4]
    )
    ans.visit(dossier, MARKS[2])
    with ans.store.write() as uow:
        uow.put_setting("mailbox.adres", f"webdav:https://{MARKS[5]}/{MARKS[0]}")
        uow.put_setting("mailbox.toegang", {"naam": USER, "wachtwoord": PASSWORD, "certificaat": ""})
        uow.put_setting("concept", MARKS[2])
        uow.save_draft("contact", dossier, {"tekst": MARKS[2]})
        uow.ledger.note_round(ans.clock.now(), success=False, detail="mailbox-weg")
        uow.commit()
    town.everybody()
    for side in (ans, town.register):
        report = diagnose.report(side.store, side.clock, {"SQLite": "3.51"})
        text = json.dumps(report, ensure_ascii=False)
        for mark in (*MARKS, USER, PASSWORD, dossier, side.device_id, side.store.profile.naam):
            assert mark not in text, mark
        assert report["aantallen"]["inburgeraar"] == 1
        assert report["rondes"]
    assert {"op", "gelukt", "code"} == set(diagnose.report(ans.store, ans.clock, {})["rondes"][0])
    assert "mailbox-weg" in json.dumps(diagnose.report(ans.store, ans.clock, {}))
    assert diagnose.report(ans.store, ans.clock, {})["delen"]["plek"] == "webdav"
