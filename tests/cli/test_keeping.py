"""Backups, travel mode, the organisation's papers and rekey, as somebody at a terminal does them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.session import PASSPHRASE_ENV
from app.wiring import World
from tests.cli.people import PASSPHRASE, Done, Person, command
from tests.worlds import CountingIds, HandClock

NEW = "een heel andere zin van woorden 9"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def run(folder: Path, *words: object, passphrase: str = PASSPHRASE) -> Done:
    world = World(HandClock(), CountingIds(77))
    return command("--profile", folder, *words, env={PASSPHRASE_ENV: passphrase}, world=world)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0x10
    path.write_bytes(data)


def test_a_backup_is_rehearsed_and_restored_on_another_computer(
    ans: Person, stick: Path, tmp_path: Path
) -> None:
    client = ans.add_client()
    made = ans.data("backup", "create", "--to", stick)
    assert made["ok"] and made["rijen"]["inburgeraar"] == 1
    # Nothing half done stays behind.
    assert [name for name in names(stick) if not name.endswith(".dlwis")] == [Path(made["bestand"]).name]
    ans.add_client("Amina", "Yilmaz")
    assert b"Haddad" not in Path(made["bestand"]).read_bytes()
    assert run(tmp_path, "backup", "verify", made["bestand"]).code == 0

    elsewhere = tmp_path / "nieuwe-computer"
    assert run(elsewhere, "backup", "restore", made["bestand"]).code == 0
    listed = run(elsewhere, "clients", "list", "--json").data["clienten"]
    assert [row["dossier_id"] for row in listed] == [client]
    assert run(elsewhere, "verify").code == 0
    assert run(elsewhere, "status").code == 0
    old, new = ans.folder / "dossiers.db", elsewhere / "dossiers.db"
    assert old.read_bytes()[:16] != new.read_bytes()[:16]
    assert run(elsewhere, "backup", "create", "--to", stick).code == 0


def test_three_generations_are_kept(ans: Person, stick: Path) -> None:
    numbers = [ans.data("backup", "create", "--to", stick)["nummer"] for _ in range(5)]
    assert numbers == [1, 2, 3, 4, 5]
    assert [name[-12:-6] for name in names(stick) if name.endswith(".dlres")] == [
        "000003",
        "000004",
        "000005",
    ]


def test_another_passphrase_opens_no_backup(ans: Person, stick: Path, tmp_path: Path) -> None:
    path = ans.data("backup", "create", "--to", stick)["bestand"]
    assert run(tmp_path, "backup", "verify", path, passphrase="iets anders 1").fault == "wachtzin-onjuist"
    away = tmp_path / "weg"
    assert run(away, "backup", "restore", path, passphrase="iets anders 1").fault == "wachtzin-onjuist"
    assert not away.exists()


def test_a_damaged_backup_is_found_and_leaves_no_profile(ans: Person, stick: Path, tmp_path: Path) -> None:
    ans.add_client()
    path = Path(ans.data("backup", "create", "--to", stick)["bestand"])
    whole = path.read_bytes()
    away = tmp_path / "weg"
    for at in (3, 8, 14, 20, 120, 10_390, 10_700, 14_000, len(whole) // 2, len(whole) - 100):
        path.write_bytes(whole)
        flip(path, at)
        assert run(away, "backup", "verify", path).code == 3, at
        assert run(away, "backup", "restore", path).code == 3, at
        assert not (away / "dossiers.db").exists() and not (away / "sleutels.1").exists()
    for size in (0, 10, 5_000, 10_500, len(whole) - 4096, len(whole) - 1):
        path.write_bytes(whole[:size])
        assert run(away, "backup", "verify", path).code == 3, size
    path.write_bytes(whole + bytes(4096))
    assert run(away, "backup", "verify", path).code == 3
    path.write_bytes(whole)
    assert run(away, "backup", "restore", path).code == 0


def test_a_backup_is_never_restored_over_a_profile(ans: Person, stick: Path) -> None:
    path = ans.data("backup", "create", "--to", stick)["bestand"]
    before = (ans.folder / "dossiers.db").read_bytes()
    assert ans.do("backup", "restore", path).fault == "profiel-bestaat-al"
    assert (ans.folder / "dossiers.db").read_bytes() == before


def test_a_stick_that_is_not_there_is_said(ans: Person, tmp_path: Path) -> None:
    assert ans.do("backup", "create", "--to", tmp_path / "geen-stick").fault == "reservemap-onbruikbaar"


def test_a_restored_device_sends_in_a_new_epoch_and_nothing_is_done_twice(
    paired: tuple[Person, Person], mailbox: Path, stick: Path, tmp_path: Path
) -> None:
    ans, kees = paired
    client = ans.add_client()
    ans.consent("grant", client, "gemeente-begeleiding")
    ans.data("share")
    kees.data("import", "--apply")
    kees.data("share")
    path = ans.data("backup", "create", "--to", stick)["bestand"]
    ans.data("contact", "add", "--client", client, "--subject", "Na de kopie")
    ans.data("share")
    kees.data("import", "--apply")

    restored = Person(tmp_path / "opnieuw", ans.clock, 77)
    restored.data("backup", "restore", path)
    restored.data("contact", "add", "--client", client, "--subject", "Na het terugzetten")
    assert "teruggezet-wacht: " in restored.do("share").err
    kees.data("share")
    restored.data("share")
    kees.data("import", "--apply")
    assert {path.parent.name for path in mailbox.rglob("*.batch")} == {"1", "2"}
    shown = kees.do("clients", "show", client).out
    assert shown.count("Na de kopie") == 1 and shown.count("Na het terugzetten") == 1
    assert kees.do("verify").code == 0 and restored.do("verify").code == 0


def test_a_withdrawal_after_the_backup_still_stands_at_the_register(
    paired: tuple[Person, Person], stick: Path, tmp_path: Path
) -> None:
    ans, kees = paired
    client = ans.add_client()
    ans.consent("grant", client, "gemeente-begeleiding")
    ans.data("contact", "add", "--client", client, "--subject", "Gedeeld", "--summary", "Voor het intrekken")
    ans.data("share")
    kees.data("import", "--apply")
    path = ans.data("backup", "create", "--to", stick)["bestand"]
    ans.consent("withdraw", client, "gemeente-begeleiding")
    ans.data("share")
    kees.data("import", "--apply")

    restored = Person(tmp_path / "opnieuw", ans.clock, 77)
    restored.data("backup", "restore", path)
    restored.data("contact", "add", "--client", client, "--subject", "Later", "--summary", "Na het intrekken")
    # It waits for an answer; its own later files told it already what the client withdrew.
    assert "teruggezet-wacht: " in restored.do("share").err
    assert "ngetrokken" in restored.do("consent", "list", "--client", client).out
    kees.data("share")
    restored.data("share")
    kees.data("import", "--apply")
    shown = kees.do("clients", "show", client)
    assert "Voor het intrekken" not in shown.out and "Na het intrekken" not in shown.out
    assert kees.do("verify").code == 0


def test_travel_mode_leaves_only_the_other_ways(ans: Person, stick: Path, tmp_path: Path) -> None:
    assert ans.do("travel", "on").fault == "reisstand-zonder-uitweg"
    public = tmp_path / "organisatie.pub"
    papers = command("escrow", "new", "--practice", "--out", public, "--json").data["papieren"]
    ans.data("escrow", "add", public)
    before = [(ans.folder / name).read_bytes() for name in ("sleutels.1", "sleutels.2")]
    salt = before[0][96 + 4 + 10 : 96 + 4 + 26]
    assert all(salt in copy for copy in before)
    ans.data("travel", "on")
    after = [(ans.folder / name).read_bytes() for name in ("sleutels.1", "sleutels.2")]
    assert not any(salt in copy for copy in after)
    assert ans.do("status").fault == "slot-ontbreekt"

    sheets = []
    for number, text in enumerate(papers):
        sheets.append(tmp_path / f"papier{number}")
        sheets[-1].write_text(text, encoding="utf-8")
    one = run(ans.folder, "escrow", "open", "--paper-file", sheets[0], passphrase=NEW)
    assert one.fault == "sleuteldelen-te-weinig"
    both = ("--paper-file", sheets[0], "--paper-file", sheets[2])
    assert run(ans.folder, "escrow", "open", *both, passphrase=NEW).code == 0
    assert run(ans.folder, "status", passphrase=NEW).code == 0
    assert run(ans.folder, "status").fault == "wachtzin-onjuist"
    assert run(ans.folder, "backup", "create", "--to", stick, passphrase=NEW).code == 0


def test_a_backup_made_while_travelling_does_not_open_with_the_passphrase(
    ans: Person, stick: Path, tmp_path: Path
) -> None:
    public = tmp_path / "organisatie.pub"
    command("escrow", "new", "--practice", "--out", public)
    ans.data("escrow", "add", public)
    from app.wiring import keeping, unlock

    opened = unlock(ans.world, ans.folder, PASSPHRASE)
    try:
        keeping.travel_on(ans.world, opened, PASSPHRASE)
        made = keeping.create_backup(ans.world, opened, stick)
    finally:
        opened.close()
    assert run(tmp_path, "backup", "verify", made.path).fault == "slot-ontbreekt"


def test_rekey_changes_key_and_passphrase_and_keeps_all(ans: Person, stick: Path, tmp_path: Path) -> None:
    client = ans.add_client()
    new = tmp_path / "nieuw"
    new.write_text(NEW, encoding="utf-8")
    old_path = ans.data("backup", "create", "--to", stick)["bestand"]
    before = (ans.folder / "dossiers.db").read_bytes()
    ans.data("rekey", "--new-passphrase-file", new)
    assert ans.do("status").fault == "wachtzin-onjuist"
    listed = run(ans.folder, "clients", "list", "--json", passphrase=NEW).data["clienten"]
    assert [row["dossier_id"] for row in listed] == [client]
    assert (ans.folder / "dossiers.db").read_bytes()[:16] != before[:16]
    assert run(ans.folder, "verify", passphrase=NEW).code == 0
    fresh = run(ans.folder, "backup", "create", "--to", stick, "--json", passphrase=NEW).data["bestand"]
    assert run(tmp_path, "backup", "verify", fresh).fault == "wachtzin-onjuist"
    assert (
        run(tmp_path, "backup", "verify", old_path).code == 0
    )  # the day's passphrase, for that day's backup


def test_a_damaged_slot_file_is_made_whole_under_the_passphrase(ans: Person) -> None:
    for name in ("sleutels.1", "sleutels.2"):
        flip(ans.folder / name, -1)
    assert ans.do("status").fault == "sleutelbos-veranderd"
    before = [(ans.folder / name).read_bytes() for name in ("sleutels.1", "sleutels.2")]
    assert run(ans.folder, "repair-keys", passphrase="iets anders 1").fault == "wachtzin-onjuist"
    assert [(ans.folder / name).read_bytes() for name in ("sleutels.1", "sleutels.2")] == before
    assert run(ans.folder, "repair-keys").code == 0
    assert ans.do("status").code == 0
