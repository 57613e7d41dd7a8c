"""Whom to call about safety: typed here, or sent by the organisation; on the screen without internet."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.leefgebieden import Urgentie
from app.domain.organisatie import Contactpersoon
from app.faults import Fault
from app.ports import Rol
from app.services import contactpersonen, hulp
from tests.sync.town import Town, real_maker
from tests.worlds import new_store

NOOR = Contactpersoon(naam="Noor de Wit", telefoon="06 12345678", bereikbaar="ma t/m vr, 9-17 uur")


def test_the_organisations_word_counts_over_what_was_typed_here(tmp_path: Path) -> None:
    maker = real_maker(tmp_path)
    town = Town(maker)
    ans = town.device("Ans")
    contactpersonen.save(ans.store, "Oude Naam", "010 1234567")
    with ans.store.read() as reading:
        assert contactpersonen.known(reading) == Contactpersoon(naam="Oude Naam", telefoon="010 1234567")
        assert reading.ledger.outbox("register", withheld=True) == ()
    contactpersonen.save(town.register.store, NOOR.naam, NOOR.telefoon, NOOR.bereikbaar)
    town.everybody()
    with ans.store.read() as reading:
        assert contactpersonen.known(reading) == NOOR == contactpersonen.of_organisation(reading)
    for store in maker.made:  # type: ignore[attr-defined]
        store.close()


@pytest.mark.parametrize(
    ("naam", "telefoon", "code"),
    [("Noor", "bel maar", "contactpersoon-nummer"), ("Noor", "1", "contactpersoon-nummer"),
     ("Noor", "06" * 40, "contactpersoon-nummer"), ("", "06 12345678", "contactpersoon-naam")],
)  # fmt: skip
def test_a_number_that_cannot_be_one_is_refused(tmp_path: Path, naam: str, telefoon: str, code: str) -> None:
    store = new_store(tmp_path, rol=Rol.VRIJWILLIGER)
    with pytest.raises(Fault) as refused:
        contactpersonen.save(store, naam, telefoon)
    assert refused.value.code == code
    with store.read() as reading:
        assert contactpersonen.known(reading) is None
    store.close()


def test_the_contactpersoon_stands_first_after_the_alarm_numbers() -> None:
    lines = hulp.whom_to_call(Urgentie.ACUUT, ("contactpersoon", "112"), contactpersoon=NOOR)
    assert [each.naam for each in lines] == ["112", "Noor de Wit, contactpersoon"]
    assert lines[1].nummers == ("06 12345678",)
    soon = hulp.whom_to_call(Urgentie.SPOED, ("veilig_thuis",), contactpersoon=NOOR)
    assert soon[-1].nummers == ("06 12345678",)
    assert hulp.lines_for(("contactpersoon",))[0].nummers == ()
