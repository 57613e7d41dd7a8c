"""Making and opening a profile, and every way in which its files can fail."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from app import wiring
from app.wiring import World
from storage.store import SqlStore
from storage.tables import SCHEMA
from tests.cli.people import PASSPHRASE, Done, Person, command
from tests.worlds import CountingIds, HandClock

ENV = {"DOORGAANDE_LIJN_PASSPHRASE": PASSPHRASE}


def test_a_new_profile_says_who_it_is(tmp_path: Path) -> None:
    done = command(
        "--profile", tmp_path / "p", "profile", "create", "--role", "begeleider", "--name", "Mo Bakker",
        "--organisation", "Welkom", "--practice", "--json", env=ENV,
    )  # fmt: skip
    assert done.code == 0
    assert done.data["rol"] == "begeleider"
    assert done.data["device_id"].startswith("oefen-")
    assert (tmp_path / "p" / "dossiers.db").stat().st_size > 0
    assert (tmp_path / "p").stat().st_mode & 0o077 == 0


def test_a_second_profile_in_the_same_folder_is_refused(ans: Person) -> None:
    before = (ans.folder / "dossiers.db").read_bytes()
    done = ans.do("profile", "create", "--role", "coordinator", "--name", "Ander", "--practice")
    assert (done.code, done.fault) == (3, "profiel-bestaat-al")
    assert (ans.folder / "dossiers.db").read_bytes() == before


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    done = command("--profile", tmp_path / "niets", "status")
    assert (done.code, done.fault) == (3, "profiel-ontbreekt")
    assert not (tmp_path / "niets").exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    words = ("profile", "create", "--role", "begeleider", "--name", "Mo", "--practice")
    done = command("--profile", tmp_path / "bestand" / "p", *words, env=ENV)
    assert (done.code, done.fault) == (3, "profielmap-onbruikbaar")


def test_a_name_is_needed(tmp_path: Path) -> None:
    words = ("profile", "create", "--role", "begeleider", "--name", "  ", "--practice")
    done = command("--profile", tmp_path / "p", *words, env=ENV)
    assert done.code == 3
    assert not (tmp_path / "p" / "dossiers.db").exists()


def test_a_weak_passphrase_of_a_real_profile_is_pointed_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "kdf_params", lambda practice: cheap())
    monkeypatch.setattr(wiring, "floor_of", lambda copies: wiring.PRACTICE_FLOOR_KIB)
    words = ("profile", "create", "--role", "begeleider", "--name", "Mo")
    weak = command("--profile", tmp_path / "a", *words, env={"DOORGAANDE_LIJN_PASSPHRASE": "welkom2026"})
    strong = command("--profile", tmp_path / "b", *words, env=ENV)
    assert weak.code == strong.code == 0
    assert "te makkelijk" in weak.err
    assert strong.err == ""


def cheap() -> tuple[object, int]:
    from app.crypto import kdf

    return kdf.KdfParams(memory_kib=64, passes=1, lanes=1, salt=bytes(16)), 64


# -- the passphrase


def test_the_passphrase_comes_from_a_file_the_environment_or_stdin(ans: Person, tmp_path: Path) -> None:
    (tmp_path / "wachtzin").write_text(f"{PASSPHRASE}\nnog een regel\n", encoding="utf-8-sig")
    profile = ("--profile", ans.folder)
    assert command(*profile, "--passphrase-file", tmp_path / "wachtzin", "status").code == 0
    assert command(*profile, "status", env=ENV).code == 0
    assert command(*profile, "status", stdin=f"{PASSPHRASE}\r\n").code == 0
    # The file is named by hand, so it goes before what happens to be in the environment.
    wrong = {"DOORGAANDE_LIJN_PASSPHRASE": "iets anders"}
    assert command(*profile, "--passphrase-file", tmp_path / "wachtzin", "status", env=wrong).code == 0


@pytest.mark.parametrize("typed", ["iets anders", PASSPHRASE.upper(), PASSPHRASE[:-1], "x" * 5000, "\x00"])
def test_a_wrong_passphrase_opens_nothing(ans: Person, typed: str) -> None:
    before = {path.name: path.read_bytes() for path in ans.folder.iterdir()}
    done = command("--profile", ans.folder, "status", env={"DOORGAANDE_LIJN_PASSPHRASE": typed})
    assert (done.code, done.fault) == (3, "wachtzin-onjuist")
    assert {path.name: path.read_bytes() for path in ans.folder.iterdir()} == before


def test_without_a_passphrase_nobody_waits(ans: Person) -> None:
    assert command("--profile", ans.folder, "status").code == 2
    assert command("--profile", ans.folder, "status", env={"DOORGAANDE_LIJN_PASSPHRASE": ""}).code == 2


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"x" * 10_000])
def test_a_passphrase_file_that_holds_none(ans: Person, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "wachtzin").write_bytes(data)
    done = command("--profile", ans.folder, "--passphrase-file", tmp_path / "wachtzin", "status")
    assert done.code in (2, 3)
    assert len(done.err.splitlines()) == 1


def test_a_passphrase_file_that_is_not_there(ans: Person, tmp_path: Path) -> None:
    done = command("--profile", ans.folder, "--passphrase-file", tmp_path / "weg", "status")
    assert (done.code, done.fault) == (3, "bestand-niet-gelezen")


# -- the files


def spoil(ans: Person, data: bytes) -> Done:
    (ans.folder / "dossiers.db").write_bytes(data)
    return ans.do("clients", "list")


def test_a_truncated_store(ans: Person) -> None:
    data = (ans.folder / "dossiers.db").read_bytes()
    assert spoil(ans, data[: len(data) // 2 + 100]).fault == "dossierbestand-beschadigd"
    assert spoil(ans, data[:100]).fault == "dossierbestand-beschadigd"
    assert spoil(ans, b"").fault == "dossierbestand-beschadigd"


def test_a_store_without_its_last_pages_is_never_taken_for_whole(ans: Person) -> None:
    """Cut at a page: SQLite itself opens such a file without a word."""
    for number in range(40):
        ans.add_client(f"Persoon{number}", "Verzonnen", "--field", f"bijzonderheden={'lang verhaal ' * 60}")
    data = (ans.folder / "dossiers.db").read_bytes()
    (ans.folder / "dossiers.db").write_bytes(data[: len(data) // 4096 // 2 * 4096])
    done = ans.do("verify")
    assert done.code == 3
    assert "Traceback" not in done.err


def test_a_damaged_store(ans: Person) -> None:
    ans.add_client()
    data = bytearray((ans.folder / "dossiers.db").read_bytes())
    seen = set()
    for at in range(5, len(data), 4096 * 3):
        damaged = bytearray(data)
        damaged[at] ^= 0xFF
        (ans.folder / "dossiers.db").write_bytes(damaged)
        for words in (["clients", "list"], ["verify"], ["clients", "add", "--first-names", "Nog"]):
            done = ans.do(*words)
            assert done.code in (0, 3), done.err
            seen.add(done.code)
            (ans.folder / "dossiers.db").write_bytes(damaged)
        assert ans.do("verify").code == 3
    assert 3 in seen


def test_something_else_under_the_name_of_the_store(ans: Person, tmp_path: Path) -> None:
    assert spoil(ans, b"%PDF-1.7 ".ljust(8192, b"x")).fault == "dossierbestand-beschadigd"
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE t (a)")
    plain.commit()
    plain.close()
    assert spoil(ans, (tmp_path / "plain.db").read_bytes()).fault == "dossierbestand-vreemd"


def test_the_store_of_another_profile(ans: Person, kees: Person) -> None:
    done = spoil(ans, (kees.folder / "dossiers.db").read_bytes())
    assert (done.code, done.fault) == (3, "dossierbestand-beschadigd")


def test_a_store_that_is_gone(ans: Person) -> None:
    (ans.folder / "dossiers.db").unlink()
    assert ans.do("status").fault == "dossierbestand-ontbreekt"


def test_a_store_of_a_newer_version(ans: Person) -> None:
    opened = wiring.unlock(ans.world, ans.folder, PASSPHRASE)
    assert isinstance(opened.store, SqlStore)
    opened.store._connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA + 1}")
    opened.close()
    before = (ans.folder / "dossiers.db").read_bytes()
    done = ans.do("clients", "add", "--first-names", "Nieuw")
    assert (done.code, done.fault) == (3, "dossierbestand-nieuwer")
    assert (ans.folder / "dossiers.db").read_bytes() == before


def test_one_damaged_copy_of_the_keys_is_mended_and_two_are_not(ans: Person) -> None:
    whole = (ans.folder / "sleutels.1").read_bytes()
    (ans.folder / "sleutels.1").write_bytes(b"kapot")
    assert ans.do("status").code == 0
    assert (ans.folder / "sleutels.1").read_bytes() == whole
    for name in ("sleutels.1", "sleutels.2"):
        (ans.folder / name).write_bytes(whole[:-1])
    done = ans.do("status")
    assert done.code == 3
    assert len(done.err.splitlines()) == 1


def test_a_second_program_on_the_same_profile(ans: Person) -> None:
    opened = wiring.unlock(ans.world, ans.folder, PASSPHRASE)
    try:
        done = ans.do("status")
        assert (done.code, done.fault) == (3, "profiel-al-open")
    finally:
        opened.close()
    assert ans.do("status").code == 0


def test_a_practice_world_opens_where_keys_are_dear(ans: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(wiring.PRACTICE_KDF_ENV)
    assert ans.do("status").code == 0


def test_a_real_profile_never_gets_a_cheap_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.crypto import kdf

    asked: list[float] = []

    def dear(seconds: float, timer: object) -> kdf.KdfParams:
        asked.append(seconds)
        return kdf.default_params()

    monkeypatch.setattr(kdf, "calibrate", dear)
    params, floor = wiring.kdf_params(practice=False)
    assert asked == [1.0]
    assert floor == kdf.FLOOR_KIB <= params.memory_kib


def test_a_real_name_on_cheap_keys_opens_nothing(ans: Person) -> None:
    """Nobody can plant weak slots: the name that allows them is bound into them."""
    for name in ("sleutels.1", "sleutels.2"):
        data = (ans.folder / name).read_bytes()
        assert b"oefen-" in data
        (ans.folder / name).write_bytes(data.replace(b"oefen-", b"d-echt", 1))
    assert ans.do("status").code == 3


def test_a_copied_profile_opens_with_its_own_passphrase_only(ans: Person, tmp_path: Path) -> None:
    shutil.copytree(ans.folder, tmp_path / "kopie")
    world = World(HandClock(), CountingIds(9))
    words = ("--profile", tmp_path / "kopie", "status")
    assert command(*words, env=ENV, world=world).code == 0
    assert command(*words, env={"DOORGAANDE_LIJN_PASSPHRASE": "x"}, world=world).code == 3


def test_status_counts_and_names(ans: Person) -> None:
    ans.add_client()
    shown = ans.data("status")
    assert shown["profiel"]["naam"] == "Ans Vermeer"
    assert shown["aantallen"] == {"inburgeraar": 1}
    assert shown["gekoppeld"] == 0
    assert (shown["delen"]["unsent"], shown["delen"]["withheld"]) == (0, 1)
    text = ans.do("status").out
    assert "OEFENEN" in text
    assert "nog nooit gedeeld" in text
