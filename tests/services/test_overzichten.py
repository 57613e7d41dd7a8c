"""What a coordinator looks at on Monday, and what goes out of it: tables, DUO's proposal, Klantinteracties."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from app.domain.examens import Examen, Examenonderdeel, Examenuitslag
from app.domain.inburgering import Inburgeringstraject, Kernwaarde, PvtSessie, PvtSoort
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.loopbaan import Loopbaansoort, Loopbaanstap
from app.domain.signalen import Signaal
from app.domain.uren import Urenstaat
from app.domain.verstrekkingen import Verstrekking
from app.faults import Fault
from app.ports import Store
from app.services import overzichten, uitvoer
from app.services.overzichtstabellen import Onderwerp, Overzicht
from app.services.uitvoer import Bestandsvorm
from tests.worlds import CountingIds, HandClock, consent, contact, new_store, person

TODAY = date(2026, 11, 22)
SIGNED = date(2026, 5, 1)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def ids() -> CountingIds:
    return CountingIds(9)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = new_store(tmp_path)
    with opened.write() as uow:
        for key, name, place in (("d1", "=Rana", "Lindewaard"), ("d2", "Selam", "Oudewater")):
            uow.add(
                person(key, voornamen=name, achternaam="Tesfay", gemeente=place, klantreferentie=f"K-{key}")
            )
        uow.add(
            Inburgeringstraject(
                id="t1", dossier_id="d1", dagtekening_pip=date(2025, 1, 1), school="Taal & Zo"
            )
        )
        uow.add(
            Inburgeringstraject(
                id="t2", dossier_id="d2", dagtekening_pip=date(2023, 1, 1), school="Taal & Zo"
            )
        )
        uow.add(
            PvtSessie(
                id="p1",
                dossier_id="d1",
                datum=SIGNED,
                minuten=720,
                pvt_soort=PvtSoort.ONDERTEKENING,
                kernwaarden=tuple(Kernwaarde),
            )
        )
        uow.add(
            Urenstaat(id="u1", dossier_id="d1", van=date(2025, 1, 6), tot=date(2026, 6, 1), minuten=600 * 60)
        )
        for key, result in (("e1", Examenuitslag.GEHAALD), ("e2", Examenuitslag.NIET_GEHAALD)):
            uow.add(Examen(id=key, dossier_id="d1", onderdeel=Examenonderdeel.LEZEN, uitslag=result))
        uow.add(Loopbaanstap(id="l1", dossier_id="d2", loopbaansoort=Loopbaansoort.TAALSTAGE, wat="Bakkerij"))
        uow.add(contact("c1", "d1", duur_minuten=90, onderwerp="x" * 250, samenvatting="Brief gelezen."))
        uow.add(consent("g1", "d1", "gemeente-begeleiding"))
        uow.commit()
    yield opened
    opened.close()


def show(store: Store, onderwerp: Onderwerp, gemeente: str = "") -> Overzicht:
    return overzichten.show(store, onderwerp, TODAY, gemeente)


def test_who_is_late_stands_on_top(store: Store) -> None:
    found = show(store, Onderwerp.PVT)
    assert [row[0] for row in found.rijen] == ["Selam Tesfay", "=Rana Tesfay"]
    late, fine = found.rijen
    assert late[7] == date(2026, 1, 1) and isinstance(late[8], int) and late[8] < 0
    assert fine[4] == "12" and "excursie" in str(fine[5])
    assert {bar.naam: bar.aantal for bar in found.staven}["te laat"] == 1
    assert found.dossiers == ("d2", "d1")


@pytest.mark.parametrize("onderwerp", list(Onderwerp))
def test_every_overview_fits_its_headings_and_can_be_saved(
    store: Store, clock: HandClock, ids: CountingIds, onderwerp: Onderwerp
) -> None:
    found = show(store, onderwerp)
    assert all(len(row) == len(found.koppen) for row in found.rijen)
    if not found.rijen:
        with pytest.raises(Fault) as refused:
            uitvoer.save_overview(store, clock, ids, found, Bestandsvorm.CSV)
        assert refused.value.kind is uitvoer.NIETS_UIT_TE_VOEREN
        return
    for vorm in Bestandsvorm:
        made = uitvoer.save_overview(store, clock, ids, found, vorm)
        assert made.data and made.bestandsnaam.endswith(vorm.value)


def test_of_one_gemeente(store: Store) -> None:
    assert overzichten.gemeenten(store) == ("Lindewaard", "Oudewater")
    assert [row[0] for row in show(store, Onderwerp.UREN, "Oudewater").rijen] == ["Selam Tesfay"]


def test_schools_by_exams_and_by_hours(store: Store) -> None:
    (row,) = show(store, Onderwerp.SCHOLEN).rijen
    assert row == ("Taal & Zo", 2, 2, 1, 50, 1, 50)


def test_signals_by_leefgebied_and_age(store: Store, clock: HandClock) -> None:
    with store.write() as uow:
        for number, days in enumerate((1, 20, 90)):
            uow.add(
                Signaal(
                    id=f"s{number}",
                    dossier_id="d1",
                    leefgebied=Leefgebied.WONEN,
                    urgentie=Urgentie.BINNENKORT,
                    waarneming="Geen verwarming.",
                    genoteerd_op=clock.now() - timedelta(days=days),
                    genoteerd_door="Ans",
                )
            )
        uow.commit()
    (row,) = show(store, Onderwerp.SIGNALEN).rijen
    assert row[1:5] == (3, 1, 1, 1) and isinstance(row[5], int) and row[5] >= 2


def test_a_sheet_opens_in_dutch_excel_and_no_name_is_a_formula(
    store: Store, clock: HandClock, ids: CountingIds
) -> None:
    found = show(store, Onderwerp.PVT)
    data = uitvoer.save_overview(store, clock, ids, found, Bestandsvorm.CSV).data
    assert data.startswith(b"\xef\xbb\xbf") and b"\r\n" in data
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == list(found.koppen) and rows[2][0] == "'=Rana Tesfay" and rows[1][7] == "01-01-2026"
    book = CalamineWorkbook.from_filelike(io.BytesIO(uitvoer.as_xlsx(found)))
    cells = book.get_sheet_by_index(0).to_python()
    assert cells[2][0] == "=Rana Tesfay" and cells[1][7] == date(2026, 1, 1)


def noted(store: Store, dossier_id: str) -> list[Verstrekking]:
    with store.read() as reading:
        return list(reading.of_dossier(Verstrekking, dossier_id))


def test_what_left_is_noted_with_its_ground(store: Store, clock: HandClock, ids: CountingIds) -> None:
    uitvoer.save_overview(store, clock, ids, show(store, Onderwerp.PVT), Bestandsvorm.XLSX)
    (made,) = noted(store, "d1")
    assert made.grondslag_ids == ("g1",) and made.kopie == 1
    assert len(noted(store, "d2")) == 1
    with store.read() as reading:
        assert any(row.actie == "E" for row in reading.log(dossier_id="d1"))


def test_the_proposal_to_duo_says_what_can_go_and_why_the_rest_cannot(
    store: Store, clock: HandClock, ids: CountingIds
) -> None:
    made = json.loads(uitvoer.duo_file(store, clock, ids, ["d1", "d2"]).data)
    by = {(each["klantreferentie"], each["onderdeel"]): each for each in made["voorstellen"]}
    good, lacking = by["K-d1", "PVT"], by["K-d2", "PVT"]
    assert good["kan"] and good["bericht"] == {"datumOndertekeningPvt": "2026-05-01"}
    assert not good["verwijtbaar_invullen"]
    assert not lacking["kan"] and lacking["bericht"] == {} and lacking["redenen"]
    assert "Tesfay" not in json.dumps(made)


def test_klantinteracties_within_their_limits_and_without_safety(
    store: Store, clock: HandClock, ids: CountingIds
) -> None:
    values: dict[str, Any] = {"dossier_id": "d1", "genoteerd_op": clock.now(), "genoteerd_door": "Ans"}
    with store.write() as uow:
        uow.add(
            Signaal(
                id="s1", leefgebied=Leefgebied.WONEN, urgentie=Urgentie.SPOED, waarneming="Koud.", **values
            )
        )
        uow.add(
            Signaal(
                id="s2",
                leefgebied=Leefgebied.VEILIGHEID_EN_RELATIES,
                urgentie=Urgentie.SPOED,
                waarneming="GEHEIM-MERK",
                **values,
            )
        )
        uow.commit()
    data = uitvoer.klantcontacten(store, clock, ids, ["d1", "d2"]).data
    made = json.loads(data)
    (visit,) = [each for each in made["klantcontacten"] if each["uuid"] == "c1"]
    assert len(visit["onderwerp"]) == 200 and visit["taal"] == "dut" and visit["vertrouwelijk"] is True
    (task,) = made["internetaken"]
    assert task["aanleidinggevendKlantcontact"]["uuid"] in {each["uuid"] for each in made["klantcontacten"]}
    assert task["status"] == "te_verwerken" and len(task["gevraagdeHandeling"]) <= 200
    assert "s2" not in json.dumps(made) and b"GEHEIM" not in data


def test_knm_and_ona_are_written_in_capitals_in_a_sentence() -> None:
    assert [each.naam for each in Examenonderdeel] == [
        "lezen",
        "luisteren",
        "schrijven",
        "spreken",
        "KNM",
        "ONA",
    ]
