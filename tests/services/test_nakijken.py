"""A sheet on the table: made here, altered, or from somewhere else."""

from __future__ import annotations

import pytest

from app.documents.text import grouped
from app.domain.toestemmingen import Ontvanger
from app.faults import Fault
from app.services import nakijken, overdrachten
from app.services.nakijken import Uitkomst
from storage.store import SqlStore
from tests.services.conftest import Grant
from tests.worlds import CountingIds, HandClock


@pytest.fixture
def made(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, grant: Grant
) -> overdrachten.MadeDocument:
    """A sheet for the huisarts, on the client's yes."""
    grant("overdracht-huisarts")
    return overdrachten.make(store, clock, ids, dossier_id, Ontvanger.HUISARTS)


def qr(made: overdrachten.MadeDocument) -> str:
    return f"DL1/OVERDRACHT/{made.verstrekking.id}/{made.verstrekking.inhoud_hash}".upper()


def typed(made: overdrachten.MadeDocument) -> str:
    return f"Nummer {made.verstrekking.id} controlegetal {grouped(made.verstrekking.inhoud_hash[:32])}"


def test_the_code_that_is_on_the_sheet_is_known(store: SqlStore, made: overdrachten.MadeDocument) -> None:
    for text in (qr(made), f"  {qr(made).lower()}\n", typed(made), typed(made).upper()):
        found = nakijken.check_code(store, text)
        assert found.uitkomst is Uitkomst.ECHT and found.dossier_id == made.verstrekking.dossier_id
        assert found.exemplaar == 1 and found.gemaakt_op == made.verstrekking.gemaakt_op


def test_one_other_digit_is_another_content(store: SqlStore, made: overdrachten.MadeDocument) -> None:
    last = "0" if qr(made)[-1] != "0" else "1"
    assert nakijken.check_code(store, qr(made)[:-1] + last).uitkomst is Uitkomst.VERANDERD


def test_somebody_elses_sheet_is_not_ours(store: SqlStore, made: overdrachten.MadeDocument) -> None:
    other = qr(made).replace(made.verstrekking.id.upper(), "019A0000-0000-7000-8000-00000000FFFF")
    found = nakijken.check_code(store, other)
    assert found.uitkomst is Uitkomst.ONBEKEND and not found.naam and not found.dossier_id


@pytest.mark.parametrize(
    "text",
    ["", "vakantie", "DL1/OVERDRACHT/x/y", "019a0000-0000-7000-8000-000000000001 abcd", "a" * 5000, "\x00"],
)
def test_what_is_no_code_is_said(store: SqlStore, text: str) -> None:
    with pytest.raises(Fault) as refused:
        nakijken.check_code(store, text)
    assert refused.value.kind is nakijken.CODE_ONLEESBAAR


def test_the_file_itself_and_one_byte_less(store: SqlStore, made: overdrachten.MadeDocument) -> None:
    assert nakijken.check_file(store, made.data).uitkomst is Uitkomst.ECHT
    assert nakijken.check_file(store, made.data[:-1]).uitkomst is Uitkomst.ONBEKEND
    assert nakijken.check_file(store, b"").uitkomst is Uitkomst.ONBEKEND


def test_looking_leaves_no_trace(store: SqlStore, made: overdrachten.MadeDocument) -> None:
    with store.read() as reading:
        before = len(reading.log())
    nakijken.check_code(store, qr(made))
    with store.read() as reading:
        assert len(reading.log()) == before
