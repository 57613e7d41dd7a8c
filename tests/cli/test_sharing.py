"""Pairing, sharing and importing from a terminal, with a mailbox that fails and batches that aren't what they seem."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.people import Person, pair

Pair = tuple[Person, Person]


def visit(ans: Person, subject: str = "Kennismaking") -> str:
    """A client who said yes to sharing what is about begeleiding, and one visit."""
    client = ans.add_client()
    ans.consent("grant", client, "gemeente-begeleiding")
    ans.data("contact", "add", "--client", client, "--subject", subject, "--note", "Alleen voor mij.")
    return client


def batches(mailbox: Path) -> list[Path]:
    return sorted(mailbox.rglob("*.batch"), key=lambda path: path.name)


def fates(view: dict[str, object]) -> dict[str, int]:
    counts = view["aantallen"]
    assert isinstance(counts, dict)
    return {fate: number for fate, number in counts.items() if number}


# -- pairing


def test_both_sides_read_the_same_fingerprint(
    ans: Person, kees: Person, mailbox: Path, tmp_path: Path
) -> None:
    invitation, answer = tmp_path / "u", tmp_path / "a"
    kees.data("mailbox", "set", f"folder:{mailbox}")
    kees.data("invite", "--out", invitation, "--name", "Ans")
    joined = ans.data("join", invitation, "--out", answer)
    assert joined["mailbox"] == f"folder:{mailbox}"
    assert joined["organisatie"] == "Gemeente Lindewaard"
    admitted = kees.data("admit", answer, "--fingerprint", joined["fingerprint"].replace(" ", "-"))
    assert admitted["fingerprint"] == joined["fingerprint"]
    (device,) = kees.data("devices")["apparaten"]
    assert (device["naam"], device["status"], device["rol"]) == ("Ans Vermeer", "toegelaten", "vrijwilliger")
    assert device["vingerafdruk"] == ans.data("devices")["eigen_vingerafdruk"]
    assert ans.data("status")["gekoppeld"] == kees.data("status")["gekoppeld"] == 1


def test_another_fingerprint_stops_everything(ans: Person, kees: Person, tmp_path: Path) -> None:
    invitation, answer = tmp_path / "u", tmp_path / "a"
    kees.data("invite", "--out", invitation)
    done = ans.do("join", invitation, "--out", answer, "--fingerprint", "00000 00000 00000 00000 00000 00000")
    assert (done.code, done.fault) == (3, "vingerafdruk-anders")
    assert not answer.exists()
    assert ans.data("status")["gekoppeld"] == 0
    ans.data("join", invitation, "--out", answer)
    assert kees.do("admit", answer, "--fingerprint", "1").fault == "vingerafdruk-anders"
    assert kees.data("admit", answer, "--check")["device_id"] is None
    assert kees.data("status")["gekoppeld"] == 0


def test_an_invitation_is_for_once(ans: Person, kees: Person, tmp_path: Path, clock: object) -> None:
    invitation, answer = tmp_path / "u", tmp_path / "a"
    kees.data("invite", "--out", invitation)
    ans.data("join", invitation, "--out", answer)
    kees.data("admit", answer)
    assert kees.do("admit", answer).fault == "uitnodiging-gebruikt"
    late_invitation, late_answer = tmp_path / "u2", tmp_path / "a2"
    kees.data("invite", "--out", late_invitation)
    mo = Person(tmp_path / "mo", kees.clock, 5).create("begeleider", "Mo Bakker")
    mo.data("join", late_invitation, "--out", late_answer)
    kees.clock.move(days=15)
    assert kees.do("admit", late_answer).fault == "uitnodiging-verlopen"


def test_roles_have_their_own_side(ans: Person, kees: Person, tmp_path: Path) -> None:
    assert ans.do("invite", "--out", tmp_path / "u").fault == "alleen-coordinator"
    kees.data("invite", "--out", tmp_path / "u")
    assert kees.do("join", tmp_path / "u", "--out", tmp_path / "a").fault == "niet-voor-coordinator"
    assert ans.do("admit", tmp_path / "u").fault == "alleen-coordinator"
    assert ans.do("import", "--plan").fault == "alleen-coordinator"


@pytest.mark.parametrize(
    "data", [b"", b"x", b"x" * 100_000, b"DLINV\r\n\x1a{}", b"DLANT\r\n\x1a" + b"\0" * 3000]
)
def test_papers_that_are_not_what_they_should_be(
    ans: Person, kees: Person, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "x").write_bytes(data)
    assert ans.do("join", tmp_path / "x", "--out", tmp_path / "a").fault == "uitnodiging-onleesbaar"
    assert kees.do("admit", tmp_path / "x").fault == "antwoord-onleesbaar"
    assert not (tmp_path / "a").exists()


def test_a_changed_invitation_is_refused(ans: Person, kees: Person, tmp_path: Path) -> None:
    kees.data("invite", "--out", tmp_path / "u")
    data = bytearray((tmp_path / "u").read_bytes())
    for at in range(0, len(data), 97):
        changed = bytearray(data)
        changed[at] ^= 1
        (tmp_path / "u").write_bytes(changed)
        done = ans.do("join", tmp_path / "u", "--out", tmp_path / "a")
        assert done.code == 3, at
    assert ans.data("status")["gekoppeld"] == 0


def test_practice_and_real_do_not_mix(
    ans: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: object
) -> None:
    from app import wiring
    from app.crypto import kdf

    cheap = kdf.KdfParams(memory_kib=64, passes=1, lanes=1, salt=bytes(16))
    monkeypatch.setattr(wiring, "kdf_params", lambda practice: (cheap, 64))
    monkeypatch.setattr(wiring, "floor_of", lambda copies: 64)
    real = Person(tmp_path / "echt", ans.clock, 7)
    assert real.do("profile", "create", "--role", "coordinator", "--name", "Echt").code == 0
    real.data("invite", "--out", tmp_path / "u")
    assert ans.do("join", tmp_path / "u", "--out", tmp_path / "a").fault == "oefensleutel"
    assert real.do("seed", "--clients", "1", "--contacts", "1").fault == "alleen-oefenen"


# -- the mailbox


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "mailbox-adres-onjuist"),
        ("gedeeld", "mailbox-adres-onjuist"),
        ("folder:", "mailbox-adres-onjuist"),
        ("folder:gedeeld", "mailbox-adres-onjuist"),
        ("ftp:/tmp", "mailbox-adres-onjuist"),
        ("folder:/bestaat/hier/niet", "mailbox-weg"),
    ],
)
def test_addresses_that_are_none(ans: Person, address: str, code: str) -> None:
    done = ans.do("mailbox", "set", address)
    assert (done.code, done.fault) == (3, code)
    assert ans.data("mailbox", "show")["mailbox"] == ""


def test_sharing_before_anything_was_chosen(ans: Person, mailbox: Path) -> None:
    assert ans.do("share").fault == "mailbox-niet-gekozen"
    ans.data("mailbox", "set", f"folder:{mailbox}")
    assert ans.do("share").fault == "niet-gekoppeld"


def test_a_mailbox_that_vanishes_loses_nothing(paired: Pair, mailbox: Path) -> None:
    ans, kees = paired
    visit(ans)
    mailbox.rename(mailbox.with_name("weg"))
    done = ans.do("share")
    assert (done.code, done.fault) == (3, "mailbox-weg")
    assert not mailbox.exists()
    assert kees.do("share").fault == "mailbox-weg"
    assert kees.do("import", "--apply").fault == "mailbox-weg"
    assert ans.data("status")["delen"]["last_success"] is None
    mailbox.with_name("weg").rename(mailbox)
    assert ans.data("share")["ops_verzonden"] == 3
    assert fates(kees.data("import", "--apply")) == {"nieuw": 3}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB, where we may mount one."""
    place = tmp_path / "klein"
    place.mkdir()
    mount = shutil.which("mount")
    if sys.platform != "linux" or not mount or os.geteuid() != 0:
        pytest.skip("only root on Linux can make a small disk")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=64k", "none", place], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("mounting isn't allowed here")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_leaves_no_half_file_and_loses_nothing(paired: Pair, small_disk: Path) -> None:
    ans, kees = paired
    visit(ans)
    for who in (ans, kees):
        who.data("mailbox", "set", f"folder:{small_disk}")
    filler = small_disk / "vol"
    with pytest.raises(OSError, match=str(errno.ENOSPC)), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    done = ans.do("share")
    assert (done.code, done.fault) == (3, "mailbox-vol")
    assert [path for path in small_disk.rglob("*") if path.is_file()] == [filler]
    assert ans.data("status")["delen"]["unsent"] > 0
    filler.unlink()
    assert ans.data("share")["batches_verzonden"] == 1
    assert fates(kees.data("import", "--apply")) == {"nieuw": 3}


def test_a_disk_that_turns_read_only(paired: Pair, small_disk: Path) -> None:
    ans, kees = paired
    visit(ans)
    for who in (ans, kees):
        who.data("mailbox", "set", f"folder:{small_disk}")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    done = ans.do("share")
    assert (done.code, done.fault) == (3, "mailbox-alleen-lezen")
    assert kees.data("share")["gelukt"]
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    assert ans.data("share")["ops_verzonden"] == 3


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "mailbox-vol"),
        (errno.EROFS, "mailbox-alleen-lezen"),
        (errno.EACCES, "mailbox-alleen-lezen"),
        (errno.EIO, "mailbox-weg"),
    ],
)
def test_what_a_disk_can_say_while_writing(
    paired: Pair, mailbox: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    from sync.mailboxes.folder import FolderMailbox

    ans, kees = paired
    visit(ans)

    def fails(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        broken.setattr(FolderMailbox, "_write_aside", staticmethod(fails))
        done = ans.do("share")
        assert (done.code, done.fault) == (3, code)
    assert batches(mailbox) == []
    ans.data("share")
    assert fates(kees.data("import", "--apply")) == {"nieuw": 3}


# -- what goes and comes


def test_the_round_there_and_back(paired: Pair, mailbox: Path) -> None:
    ans, kees = paired
    client = visit(ans)
    assert len(ans.data("queue")["rijen"]) == 3
    sent = ans.data("share")
    assert (sent["batches_verzonden"], sent["ops_verzonden"], sent["gelukt"]) == (1, 3, True)
    plan = kees.data("import", "--plan")
    assert fates(plan) == {"nieuw": 3}
    assert not plan["overgenomen"]
    assert kees.data("clients", "list")["totaal"] == 0
    (batch,) = plan["batches"]
    assert (batch["sender"], batch["whole"], batch["fault"]) == ("Ans Vermeer", True, "")
    assert {row["titel"] for row in batch["rows"]} >= {"Kennismaking", "Yousef Al Haddad"}
    text = kees.do("import", "--plan").out
    assert "Dit zou er gebeuren: 3 nieuw." in text
    applied = kees.data("import", "--apply")
    assert applied["overgenomen"]
    assert fates(kees.data("import", "--apply")) == {}
    kees.data("share")
    back = ans.data("share")
    assert (back["ops_bevestigd"], back["batches_ontvangen"]) == (3, 1)
    assert ans.data("clients", "show", client)["deelstand"] == "verwerkt"
    shown = kees.data("clients", "show", client)
    assert "Alleen voor mij." not in str(shown)
    assert kees.data("devices")["apparaten"][0]["dossiers"] == 1


def test_a_second_round_with_nothing_new_sends_nothing(paired: Pair, mailbox: Path) -> None:
    ans, kees = paired
    visit(ans)
    for who in (ans, kees, ans, kees, ans):
        who.data("share")
    before = batches(mailbox)
    for who in (ans, kees):
        again = who.data("share")
        assert (again["batches_verzonden"], again["ops_verzonden"]) == (0, 0)
    assert batches(mailbox) == before


# -- batches that aren't what they seem


def sent_batch(paired: Pair, mailbox: Path) -> Path:
    ans, _ = paired
    visit(ans)
    ans.data("share")
    (path,) = batches(mailbox)
    return path


def refused(kees: Person) -> dict[str, object]:
    """What the register says when it must refuse: nothing is taken over, and the sentence is there."""
    before = kees.data("status")["aantallen"]
    view = kees.data("import", "--apply")
    assert fates(view) == {}
    assert kees.data("status")["aantallen"] == before
    assert kees.data("verify")["ok"]
    plan = kees.data("import", "--plan")
    (batch,) = plan["batches"]
    assert batch["fault"].endswith((".", "?"))
    return batch


@pytest.mark.parametrize("part", [0.0, 0.3, 0.999])
def test_a_truncated_batch_is_set_aside_and_mended_by_the_sender(
    paired: Pair, mailbox: Path, part: float
) -> None:
    ans, kees = paired
    path = sent_batch(paired, mailbox)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    refused(kees)
    ans.data("share")
    assert path.read_bytes() == whole
    assert fates(kees.data("import", "--apply")) == {"nieuw": 3}


@pytest.mark.parametrize("at", [0, 9, 40, 600, -1])
def test_one_flipped_byte_is_never_taken_over(paired: Pair, mailbox: Path, at: int) -> None:
    ans, kees = paired
    path = sent_batch(paired, mailbox)
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    refused(kees)
    # The register tells that it wants it again; the sender puts the same bytes once more.
    kees.data("share")
    ans.data("share")
    assert fates(kees.data("import", "--apply")) == {"nieuw": 3}


def test_a_stranger_under_the_name_of_a_friend(paired: Pair, mailbox: Path, tmp_path: Path) -> None:
    """Somebody with keys of their own, who was never admitted, writes in the place of a device."""
    ans, kees = paired
    thief = Person(tmp_path / "dief", ans.clock, 8).create("vrijwilliger", "Ans Vermeer")
    pair_secretly(kees, thief, mailbox, tmp_path)
    visit(thief, "Vals bericht")
    thief.data("share")
    path = sent_batch(paired, mailbox) if not batches(mailbox) else batches(mailbox)[0]
    forged = path.read_bytes()
    path.unlink()
    visit(ans)
    ans.data("share")
    (real,) = batches(mailbox)
    place = real.with_name("0000000002-" + path.name.partition("-")[2])
    place.write_bytes(forged)
    view = kees.data("import", "--apply")
    assert fates(view) == {"nieuw": 3}
    aside = [batch["fault"] for batch in kees.data("import", "--plan")["batches"] if batch["fault"]]
    assert len(aside) == 1
    assert "Vals bericht" not in str(kees.data("clients", "list")) + str(kees.data("log"))


def pair_secretly(kees: Person, thief: Person, mailbox: Path, tmp_path: Path) -> None:
    """The thief took an invitation and writes to the mailbox, but nobody admitted the answer."""
    kees.data("invite", "--out", tmp_path / "gestolen")
    thief.data("join", tmp_path / "gestolen", "--out", tmp_path / "nooit-toegelaten")
    thief.data("mailbox", "set", f"folder:{mailbox}")


def test_a_batch_for_somebody_else(paired: Pair, mailbox: Path, tmp_path: Path) -> None:
    """A batch of ours, sealed to another register, is laid in this register's place."""
    ans, kees = paired
    other_box = tmp_path / "elders"
    other_box.mkdir()
    els = Person(tmp_path / "els", ans.clock, 6).create("coordinator", "Els Ander")
    mo = Person(tmp_path / "mo", ans.clock, 5).create("begeleider", "Mo Bakker")
    pair(els, mo, other_box, tmp_path / "papier")
    visit(mo, "Voor een ander")
    mo.data("share")
    (foreign,) = batches(other_box)
    path = sent_batch(paired, mailbox)
    path.with_name("0000000002-" + foreign.name.partition("-")[2]).write_bytes(foreign.read_bytes())
    assert fates(kees.data("import", "--apply")) == {"nieuw": 3}
    aside = [batch["fault"] for batch in kees.data("import", "--plan")["batches"] if batch["fault"]]
    assert len(aside) == 1
    assert "Voor een ander" not in str(kees.data("import", "--plan"))


def test_a_duplicate_changes_nothing(paired: Pair, mailbox: Path) -> None:
    _, kees = paired
    path = sent_batch(paired, mailbox)
    kees.data("import", "--apply")
    before = kees.data("status")["aantallen"]
    # The same bytes under the next number, and as a program that copies folders would leave them.
    path.with_name("0000000002-" + path.name.partition("-")[2]).write_bytes(path.read_bytes())
    path.with_name(path.name + " (conflicted copy)").write_bytes(path.read_bytes())
    path.with_name(f".{path.name}.part").write_bytes(path.read_bytes())
    assert fates(kees.data("import", "--apply")) == {}
    assert kees.data("status")["aantallen"] == before
    assert kees.data("verify")["ok"]


def test_out_of_order_comes_right(paired: Pair, mailbox: Path, tmp_path: Path) -> None:
    ans, kees = paired
    client = visit(ans)
    ans.data("share")
    ans.data("contact", "add", "--client", client, "--subject", "Tweede bezoek")
    ans.data("share")
    first, second = batches(mailbox)
    held = tmp_path / "later"
    first.rename(held)
    view = kees.data("import", "--apply")
    assert [batch["whole"] for batch in view["batches"]] == [False]
    assert kees.data("clients", "list")["totaal"] == 0
    held.rename(first)
    kees.data("import", "--apply")
    titles = [item["titel"] for item in kees.data("clients", "show", client)["timeline"]]
    assert any("Tweede bezoek" in title for title in titles)
    assert any("Kennismaking" in title for title in titles)
    assert second.exists()


def test_a_withdrawal_travels_first_and_is_carried_out(paired: Pair, tmp_path: Path) -> None:
    ans, kees = paired
    client = visit(ans)
    ans.consent("grant", client, "gemeente-gezondheid")
    answers = tmp_path / "a.json"
    answers.write_text('{"lich_medicijnen": {"waarde": "ja", "waarneming": "Insuline is op"}}')
    ans.data("checklist", "fill", "signalering-algemeen", "--client", client, "--answers", answers)
    ans.data("share")
    kees.data("import", "--apply")
    assert kees.data("status")["aantallen"]["signaal"] == 1
    ans.clock.move(minutes=5)
    ans.consent("withdraw", client, "gemeente-gezondheid")
    answers.write_text('{"lich_huisarts": {"waarde": "nee", "waarneming": "Na het nee"}}')
    ans.data("checklist", "fill", "signalering-algemeen", "--client", client, "--answers", answers)
    ans.data("share")
    # A round is enough: nobody has to press a button for a withdrawal.
    kees.data("share")
    kees.data("import", "--apply")
    assert "signaal" not in kees.data("status")["aantallen"]
    everything = str([kees.data("clients", "show", client), kees.data("signals", "list", "--all")])
    assert "Insuline is op" not in everything
    assert "Na het nee" not in everything


def test_days_are_days_in_the_netherlands_also_just_after_midnight(paired: Pair) -> None:
    """At half past midnight it is still yesterday in UTC: what the screen says is what is sent."""
    ans, kees = paired
    ans.clock.moment = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    client = visit(ans)
    assert ans.data("leaves", "--client", client)["gaat"] == 3
    assert ans.data("share")["ops_verzonden"] == 3
    assert fates(kees.data("import", "--apply")) == {"nieuw": 3}


def test_a_consent_that_ended_at_midnight_lets_nothing_go(paired: Pair) -> None:
    ans, _ = paired
    client = ans.add_client()
    how = ("--witness", "Tolk Amina", "--reason", "schrijft niet", "--until", "23-11-2026")
    ans.data("consent", "grant", "--client", client, "--purpose", "gemeente-begeleiding", *how)
    ans.clock.moment = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert ans.data("leaves", "--client", client)["gaat"] == 0
    assert ans.data("share")["ops_verzonden"] == 0


def test_a_wrong_turn_in_the_mailbox_folder_is_passed_over(paired: Pair, mailbox: Path) -> None:
    """Files of others, links and odd names in the shared folder hinder nobody."""
    ans, kees = paired
    visit(ans)
    (mailbox / "Vakantiefoto's").mkdir()
    (mailbox / "v1").mkdir()
    (mailbox / "v1" / "leesmij.txt").write_text("hallo")
    ans.data("share")
    (path,) = batches(mailbox)
    (path.parent / "0000000009-zzzzzzzzzzzzzzzz.batch").write_bytes(b"x")
    (path.parent / "notities.txt").write_text("x")
    assert fates(kees.data("import", "--apply")) == {"nieuw": 3}
