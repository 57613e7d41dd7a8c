"""A gemeente's own list of helpers: read per row, kept, found without internet, asked when somebody must be called."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
import xlsxwriter

from app.domain.leefgebieden import Urgentie
from app.faults import Fault
from app.services import hulp, socialekaart
from app.services.socialekaart import KaartStand
from storage.store import SqlStore
from tests.worlds import HandClock

LIST = """Organisatie;Gemeente;Soort hulp;Telefoon;Website;Wanneer
Schuldhulp Waterdam;Waterdam;schuldhulp, sociaal raadslieden;0123-456789;;Op werkdagen
Taalhuis De Brug;Waterdam;Taalhuis;;www.taalhuis.example;
;Waterdam;huisarts;0123-456780;;
Praktijk Noord;;huisarts;0123-456781;;
Praktijk Zuid;Waterdam;tovenaar;0123-456782;;
Praktijk Oost;Waterdam;huisarts;bel maar;;
Praktijk West;Waterdam;huisarts;;;
Alarm;Waterdam;112;0123-456783;;
Taalhuis de brug;waterdam;taalhuis;0123-456784;;
Geheim;Waterdam;huisarts;0123-456785;;Vraag naar 111222333
"""


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    yield
    socialekaart._KNOWN.own = ()


def read(store: SqlStore, clock: HandClock, text: str = LIST) -> socialekaart.KaartPlan:
    return socialekaart.plan(store, clock, text.encode(), "kaart.csv")


def test_every_bad_row_says_what_is_wrong_and_nothing_is_written(store: SqlStore, clock: HandClock) -> None:
    plan = read(store, clock)
    said = {each.nummer: " ".join(each.fouten) for each in plan.rijen}
    assert [each.stand for each in plan.rijen[:2]] == [KaartStand.NIEUW] * 2
    assert "naam ontbreekt" in said[4]
    assert "gemeente ontbreekt" in said[5]
    assert "tovenaar" in said[6]
    assert "bel maar" in said[7]
    assert "telefoonnummer of website" in said[8]
    assert "Alarmnummers" in said[9]
    assert "rij 3" in said[10]
    assert "BSN" in said[11]
    assert socialekaart.remember(store) == ()


def test_good_rows_are_kept_found_and_asked_for(store: SqlStore, clock: HandClock) -> None:
    count, changes = socialekaart.apply(store, read(store, clock))
    assert (count, changes.concerns("instelling")) == (2, True)
    socialekaart._KNOWN.own = ()
    assert len(socialekaart.remember(store)) == 2
    found = socialekaart.search(socialekaart.known(), "schuld WATERDAM", oefen=True)
    assert [each.naam for each in found] == ["Schuldhulp Waterdam"]
    lines = hulp.whom_to_call(Urgentie.SPOED, ("schuldhulp",), "Waterdam", oefen=True)
    assert lines[0].nummers == ("0123-456789",)
    assert "0123-456789" not in hulp.whom_to_call(Urgentie.SPOED, ("schuldhulp",), "Elders")[0].nummers


def test_the_same_list_again_changes_nothing_and_another_number_is_a_change(
    store: SqlStore, clock: HandClock
) -> None:
    socialekaart.apply(store, read(store, clock))
    clock.move(days=3)
    assert read(store, clock).telling(KaartStand.GELIJK) == 2
    other = read(store, clock, LIST.replace("0123-456789", "0123-999999"))
    assert other.rijen[0].stand is KaartStand.GEWIJZIGD
    socialekaart.apply(store, other)
    assert len(socialekaart.remember(store)) == 2
    key = socialekaart.remember(store)[0].key
    socialekaart.forget(store, key)
    assert len(socialekaart.remember(store)) == 1


def test_an_excel_file_is_read_as_well(store: SqlStore, clock: HandClock) -> None:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Kaart")
    sheet.write_row(0, 0, ["Dit is onze lijst"])
    sheet.write_row(1, 0, ["Naam", "Gemeente", "Soort", "Tel"])
    sheet.write_row(2, 0, ["Huisarts Kade", "Waterdam", "Huisarts", 123456789])
    book.close()
    plan = socialekaart.plan(store, clock, out.getvalue(), "kaart.xlsx")
    assert plan.rijen[0].organisatie is not None
    assert plan.rijen[0].organisatie.telefoon == ("123456789",)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "bestand-leeg"),
        (b"een;twee\n1;2\n", "kaart-zonder-kop"),
        (b"naam;gemeente;soort hulp\n" + b"a;b;huisarts\n" * 2001, "kaart-te-lang"),
    ],
)
def test_a_list_that_is_none_is_refused_whole(
    store: SqlStore, clock: HandClock, data: bytes, code: str
) -> None:
    with pytest.raises(Fault) as caught:
        socialekaart.plan(store, clock, data, "kaart.csv")
    assert caught.value.code == code


def test_nothing_good_is_nothing_taken(store: SqlStore, clock: HandClock) -> None:
    plan = read(store, clock, "naam;gemeente;soort hulp\n;;\nx;y;z\n")
    with pytest.raises(Fault) as caught:
        socialekaart.apply(store, plan)
    assert caught.value.kind is socialekaart.KAART_NIETS
