"""The main job once, from a kitchen table to the gemeente and back, as three people do it at their terminals.

Two devices and a register, each with a real encrypted store, and a folder as mailbox. Afterwards everything that lies
on the disk is searched for names and words that may stand nowhere in plain.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app import wiring
from app.crypto import envelope
from app.domain.catalogus import RECORD_CLASSES
from app.domain.records import to_fields
from app.wiring import PRACTICE_KDF_ENV
from tests.cli.people import PASSPHRASE, Person, pair
from tests.conftest import HOME
from tests.worlds import HandClock

NAMES = ("Zeynabira", "Vlindermans", "Quintarelli")
"""Names that stand in no other text: of the client, the volunteer's neighbour, and the coordinator's client."""
SHARED = "Zonnebloemgesprek"
PRIVATE = "Lindebladgeheim"
REFUSED = "Distelverhaal"
MARKS = (*NAMES, SHARED, PRIVATE, REFUSED)
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")


@dataclass
class Journey:
    """What is left after the day: the folders, the people, and what programs said to their logs."""

    folder: Path
    ans: Person
    mo: Person
    kees: Person
    client: str
    urgent: str
    log: list[str]
    report: dict[str, Any]

    @property
    def mailbox(self) -> Path:
        return self.folder / "gedeeld"

    @property
    def sheet(self) -> Path:
        return self.folder / "overdracht.pdf"

    def files(self) -> list[Path]:
        """Every file that the day left anywhere: profiles, mailbox, papers, temporary files, the home folder."""
        return [path for root in (self.folder, HOME) for path in root.rglob("*") if path.is_file()]


class _Keep(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.getMessage()} {record.exc_info} {record.args}")


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    folder = tmp_path_factory.mktemp("dag")
    temporary = folder / "tijdelijk"
    temporary.mkdir()
    keep = _Keep()
    root = logging.getLogger()
    level = root.level
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PRACTICE_KDF_ENV, "1")
        patch.setenv("TMPDIR", str(temporary))
        patch.setattr(tempfile, "tempdir", str(temporary))
        root.addHandler(keep)
        root.setLevel(logging.DEBUG)
        try:
            yield live(folder, keep)
        finally:
            root.removeHandler(keep)
            root.setLevel(level)


def live(folder: Path, keep: _Keep) -> Journey:
    """The day itself."""
    clock = HandClock()
    ans = Person(folder / "ans", clock, 1).create("vrijwilliger", "Ans Vermeer")
    mo = Person(folder / "mo", clock, 2).create("begeleider", "Mo Bakker")
    kees = Person(folder / "kees", clock, 3).create("coordinator", "Kees Bos", organisation="Lindewaard")
    (folder / "gedeeld").mkdir()
    for device in (ans, mo):
        pair(kees, device, folder / "gedeeld", folder / "papier")
    report: dict[str, Any] = {}

    # At the kitchen table, without internet.
    client = ans.add_client(
        NAMES[0], "Al Haddad", "--birth-date", "1991-04-17", "--field", f"bijzonderheden={PRIVATE}"
    )
    ans.data(
        "contact", "add", "--client", client, "--subject", "Huisbezoek", "--minutes", "75", "--summary", SHARED,
        "--note", f"{PRIVATE} {NAMES[1]}", "--interpretation", PRIVATE, "--task", "School bellen",
    )  # fmt: skip
    answers = {
        "lich_medicijnen": {"waarde": "ja", "waarneming": f"{SHARED}: insuline op", "bron": "client_zei"},
        "vei_controle": {"waarde": "ja", "waarneming": f"{REFUSED}: zwager", "besproken": True},
        "geld_achterstand": {"waarde": "ja", "waarneming": f"{REFUSED}: huur"},
    }
    (folder / "antwoorden.json").write_text(json.dumps(answers))
    filled = ans.data(
        "checklist",
        "fill",
        "signalering-algemeen",
        "--client",
        client,
        "--answers",
        folder / "antwoorden.json",
    )
    # The file with answers was the person's own; it is gone before anything is searched.
    (folder / "antwoorden.json").unlink()
    report["raised"] = {item["vraag"]: item["urgentie"] for item in filled["signalen"]}
    ans.data("pvt", "add", "--client", client, "--minutes", "180", "--values", "vrijheid")
    ans.consent("grant", client, "gemeente-begeleiding", "gemeente-gezondheid")
    ans.consent("refuse", client, "gemeente-veiligheid", "gemeente-werk-inkomen", "gemeente-inburgering")
    report["leaves"] = ans.data("leaves", "--client", client)

    # At the begeleider's desk.
    patient = mo.add_client(NAMES[2], "", "--birth-date", "1984")
    mo.consent("grant", patient, "overdracht-huisarts")
    report["sheet"] = mo.data(
        "handover", "--client", patient, "--to", "huisarts", "--out", folder / "overdracht.pdf"
    )

    # There and back.
    clock.move(minutes=10)
    report["sent"] = ans.data("share")
    report["sent_by_mo"] = mo.data("share")
    report["plan"] = kees.data("import", "--plan")
    report["before"] = kees.data("status")["aantallen"]
    report["applied"] = kees.data("import", "--apply")
    (first, *_) = kees.data("signals", "list")
    urgent = first["signaal_id"]
    kees.data(
        "signals", "step", urgent, "--to", "belegd", "--assign-to", "Wijkteam Zuid", "--by", "24-11-2026"
    )
    kees.data("share")
    clock.move(minutes=10)
    report["back"] = ans.data("share")
    return Journey(folder, ans, mo, kees, client, urgent, keep.said, report)


# -- the job


def test_the_urgent_signal_was_noticed(journey: Journey) -> None:
    assert journey.report["raised"] == {
        "lich_medicijnen": "spoed",
        "vei_controle": "spoed",
        "geld_achterstand": "binnenkort",
    }


def test_what_would_leave_is_what_left(journey: Journey) -> None:
    shown = journey.report["leaves"]["records"]
    leaving = {record["record_id"] for record in shown if any(veld["gaat"] for veld in record["velden"])}
    assert journey.report["sent"]["ops_verzonden"] == len(leaving)
    opened = wiring.unlock(journey.kees.world, journey.kees.folder, PASSPHRASE)
    try:
        with opened.store.read() as reading:
            there = {record.id for cls in RECORD_CLASSES for record in reading.everything(cls)}
    finally:
        opened.close()
    # The signal's assignment is the gemeente's own.
    assert leaving <= there
    assert len(there - leaving) == 1


def test_the_plan_wrote_nothing_and_the_import_did_what_it_said(journey: Journey) -> None:
    assert journey.report["before"] == {}
    assert journey.report["plan"]["aantallen"] == journey.report["applied"]["aantallen"]
    # Of Mo's client nothing was allowed to go to the gemeente.
    assert journey.report["sent_by_mo"]["ops_verzonden"] == 0
    assert [batch["sender"] for batch in journey.report["applied"]["batches"]] == ["Ans Vermeer"]


def test_the_coordinator_sees_what_is_new_and_only_that(journey: Journey) -> None:
    (signal,) = journey.kees.data("signals", "list")
    assert (signal["urgentie"], signal["naam"]) == ("spoed", f"{NAMES[0]} Al Haddad")
    shown = str(journey.kees.data("clients", "show", journey.client))
    assert SHARED in shown
    assert PRIVATE not in shown
    assert REFUSED not in shown
    pvt = journey.kees.data("pvt", "show", "--client", journey.client)
    assert pvt["sessies"] == []


def test_receipt_and_follow_up_are_on_the_volunteers_screen(journey: Journey) -> None:
    assert journey.report["back"]["ops_bevestigd"] == journey.report["sent"]["ops_verzonden"]
    view = journey.ans.data("signals", "show", journey.urgent)
    assert (view["rij"]["stand"], view["rij"]["belegd_bij"]) == ("belegd", "Wijkteam Zuid")
    assert view["rij"]["uiterlijk"] == "2026-11-24"
    assert view["rij"]["deelstand"] == "verwerkt"
    assert [step["stand"] for step in view["life"]] == ["genoteerd", "gemeld", "belegd", "ontvangen"]
    text = journey.ans.do("signals", "show", journey.urgent).out
    assert "Kees Bos" in text


def test_the_sheet_is_a_pdf_for_the_huisarts(journey: Journey) -> None:
    import hashlib

    data = journey.sheet.read_bytes()
    assert data.startswith(b"%PDF-")
    assert hashlib.sha256(data).hexdigest() == journey.report["sheet"]["bestand_sha256"]
    assert "E" in {row["actie"] for row in journey.mo.data("log")}


def test_every_store_is_whole(journey: Journey) -> None:
    for who in (journey.ans, journey.mo, journey.kees):
        assert who.data("verify")["ok"]


# -- what may be nowhere


def everything_in(who: Person) -> str:
    """All records, log rows, conflicts, drafts and settings of a store, as text."""
    opened = wiring.unlock(who.world, who.folder, PASSPHRASE)
    try:
        with opened.store.read() as reading:
            texts = [str(to_fields(record)) for cls in RECORD_CLASSES for record in reading.everything(cls)]
            texts += [str(row) for row in reading.log(limit=10_000)]
            texts += [str(item) for item in (*reading.ledger.conflicts(only_open=False), *reading.drafts())]
            texts += [str(hit) for mark in MARKS for hit in reading.search(mark)]
        # Every text of every table, so that nothing hides in a place that no query reads.
        connection = opened.store._connection  # type: ignore[attr-defined]
        for (table,) in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).all():
            texts += [str(tuple(row)) for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()]
    finally:
        opened.close()
    return "\n".join(texts)


def test_what_was_refused_or_private_is_nowhere_at_the_coordinators(journey: Journey) -> None:
    own, theirs = everything_in(journey.ans), everything_in(journey.kees)
    assert all(mark in own for mark in (PRIVATE, REFUSED, SHARED))
    assert SHARED in theirs
    assert PRIVATE not in theirs
    assert REFUSED not in theirs
    assert NAMES[1] not in theirs
    assert NAMES[2] not in theirs


def test_what_was_refused_is_in_no_batch_even_when_opened(journey: Journey) -> None:
    people = {}
    for who in (journey.ans, journey.mo, journey.kees):
        opened = wiring.unlock(who.world, who.folder, PASSPHRASE)
        people[opened.keys.device_id] = opened.keys
        opened.close()
    known = {name: keys.public for name, keys in people.items()}
    bodies = []
    for path in journey.mailbox.rglob("*.batch"):
        for keys in people.values():
            try:
                bodies.append(envelope.open_envelope(path.read_bytes(), keys, known.get).body.decode())
            except envelope.EnvelopeRejected:
                continue
            break
    assert len(bodies) == len(list(journey.mailbox.rglob("*.batch"))) >= 3
    assert any(SHARED in body for body in bodies)
    assert not any(mark in body for body in bodies for mark in (PRIVATE, REFUSED, NAMES[1], NAMES[2]))


def leaking(paths: list[Path]) -> set[tuple[str, str]]:
    """Return (file name, mark) of every mark that stands readable in a file."""
    found = set()
    for path in paths:
        data = path.read_bytes()
        for mark in MARKS:
            wanted = [text.encode(code) for text in (mark, mark.lower(), mark.upper()) for code in ENCODINGS]
            if any(piece in data for piece in wanted):
                found.add((path.name, mark))
    return found


def test_no_name_stands_readable_in_any_file(journey: Journey) -> None:
    files = [path for path in journey.files() if path != journey.sheet]
    names = {path.name for path in files}
    assert names >= {"dossiers.db", "sleutels.1", "in-gebruik"}
    assert any(name.endswith(".batch") for name in names)
    assert any(name.endswith(".antwoord") for name in names)
    assert leaking(files) == set()


def test_no_name_stands_in_the_name_of_a_file(journey: Journey) -> None:
    said = "\n".join(str(path) for path in journey.files()).lower()
    assert not any(mark.lower() in said for mark in MARKS)


def test_the_search_finds_a_store_without_encryption(journey: Journey, tmp_path: Path) -> None:
    """The control: the same records in a plain database are found, so that silence above means something."""
    plain = sqlite3.connect(tmp_path / "open.db")
    plain.execute("CREATE TABLE alles (tekst)")
    plain.execute("INSERT INTO alles VALUES (?)", (everything_in(journey.ans),))
    plain.commit()
    plain.close()
    found = {mark for _, mark in leaking([tmp_path / "open.db"])}
    assert found >= {NAMES[0], NAMES[1], SHARED, PRIVATE, REFUSED}


def test_no_temporary_file_is_left(journey: Journey) -> None:
    assert list((journey.folder / "tijdelijk").rglob("*")) == []
    assert not [path for path in journey.files() if path.suffix == ".part"]


def test_no_name_stands_in_a_log(journey: Journey) -> None:
    said = "\n".join(journey.log).lower()
    assert not any(mark.lower() in said for mark in MARKS)


def test_only_its_owner_can_look_into_a_profile(journey: Journey) -> None:
    if os.name == "posix":
        for who in (journey.ans, journey.mo, journey.kees):
            assert who.folder.stat().st_mode & 0o077 == 0
