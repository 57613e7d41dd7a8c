"""Letters from a terminal."""

from __future__ import annotations

from pathlib import Path

from tests.cli.people import Person
from tests.services.test_bijlagen import photo


def test_a_letter_is_kept_listed_and_removed(ans: Person, tmp_path: Path) -> None:
    client = ans.add_client()
    file = tmp_path / "brief.jpg"
    file.write_bytes(photo())
    words = ("letters", "add", file, "--client", client, "--about", "DUO", "--todo", "Bellen")
    assert ans.do(*words).fault == "brief-geen-toestemming"
    ans.consent("grant", client, "brief-foto")
    kept = ans.data(*words)
    assert kept["soort"] == "jpeg"
    (listed,) = ans.data("letters", "list", "--client", client)["brieven"]
    assert listed["omschrijving"] == "DUO"
    ans.data("letters", "remove", kept["bijlage_id"])
    assert ans.data("letters", "list", "--client", client)["brieven"] == []
    assert ans.do("letters", "remove", kept["bijlage_id"]).fault == "brief-onbekend"
    file.write_bytes(b"geen foto")
    assert ans.do(*words).fault == "brief-soort"
