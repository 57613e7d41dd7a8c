"""The overdracht sheet holds what template, ground and choice let through, and every copy is registered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from app.documents.content import content_hash
from app.domain.contactmomenten import Kanaal
from app.domain.inburgering import Inburgeringstraject, Leerroute
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.records import Categorie
from app.domain.taken import Taak
from app.domain.toestemmingen import Grondslag, Grondslagsoort, Ontvanger
from app.domain.verstrekkingen import Verstrekking
from app.faults import Fault
from app.services import (
    contactmomenten,
    dossiers,
    grondslagen,
    inburgering,
    overdrachten,
    signaleringen,
    toestemmingen,
)
from app.services.kalender import today
from app.services.overdrachten import Keuze
from app.services.toestemmingen import Decision
from storage.store import SqlStore
from tests.services.conftest import Grant, somebody
from tests.services.test_contactmomenten import visit
from tests.services.test_signaleringen import noticed
from tests.worlds import NOON, CountingIds, HandClock

SECRETS = ("Geheimweg", "Aantekeningwoord", "Duidingwoord", "Veiligheidwoord", "Praatwoord", "Taakwoord")


@pytest.fixture
def full(store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str) -> str:
    """A dossier with something of everything in it."""
    person = replace(
        dossiers.get(store, dossier_id),
        klantreferentie="LW-1042",
        gemeente="Lindewaard",
        talen=("Tigrinya", "Arabisch"),
        tolk_nodig=True,
        telefoon="06 12345678",
        adres="Geheimweg 1",
        adres_geheim=True,
        huisarts="Praktijk Zuid",
        huishouden_id="h1",
        kracht="Ik kook goed.\nIk leer snel.",
        wensen="Ik wil in de zorg werken.",
        bijzonderheden="Aantekeningwoord",
    )
    dossiers.change(store, clock, person)
    dossiers.open_dossier(
        store, clock, ids, somebody(voornamen="Dawit", huishouden_id="h1", rol_in_huishouden="partner")
    )
    inburgering.save_traject(
        store,
        clock,
        ids,
        Inburgeringstraject(
            id="",
            dossier_id=dossier_id,
            leerroute=Leerroute.B1,
            dagtekening_pip=date(2025, 3, 1),
            school="Taalhuis",
        ),
    )
    contactmomenten.record(
        store,
        clock,
        ids,
        visit(
            dossier_id,
            leefgebieden=(Leefgebied.WONEN,),
            samenvatting="De verwarming is stuk.",
            aantekening="Aantekeningwoord",
            duiding="Duidingwoord",
        ),
        [Taak(id="", dossier_id="", omschrijving="Corporatie bellen", wie="Ans", voor_op=date(2026, 12, 1))],
    )
    contactmomenten.record(
        store,
        clock,
        ids,
        visit(
            dossier_id,
            kanaal=Kanaal.TELEFOON,
            plaatsgevonden_op=NOON - timedelta(days=2),
            leefgebieden=(Leefgebied.WONEN, Leefgebied.VEILIGHEID_EN_RELATIES),
            samenvatting="Praatwoord",
        ),
        [Taak(id="", dossier_id="", omschrijving="Taakwoord")],
    )
    for gebied, urgentie, words in (
        (Leefgebied.LICHAMELIJKE_GEZONDHEID, Urgentie.SPOED, "De medicijnen zijn op."),
        (Leefgebied.GELD_EN_POST, Urgentie.BINNENKORT, "Veel dichte post."),
        (Leefgebied.VEILIGHEID_EN_RELATIES, Urgentie.SPOED, "Veiligheidwoord"),
    ):
        signaleringen.note_signal(
            store, clock, ids, noticed(dossier_id, leefgebied=gebied, urgentie=urgentie, waarneming=words)
        )
    return dossier_id


def test_without_consent_it_is_blocked_with_the_reason_in_words(
    store: SqlStore, clock: HandClock, ids: CountingIds, full: str, grant: Grant
) -> None:
    def reason() -> str:
        with pytest.raises(Fault) as caught:
            overdrachten.make(store, clock, ids, full, Ontvanger.HUISARTS)
        assert caught.value.code == "overdracht-geen-grond"
        plan = overdrachten.plan(store, clock, full, Ontvanger.HUISARTS)
        assert plan.geblokkeerd and not plan.aan and plan.geblokkeerd in caught.value.sentence
        return plan.geblokkeerd

    assert reason() == "Er is nog geen toestemming gevraagd voor “Overdracht aan de huisarts”."
    grant("gemeente-gezondheid", "overdracht-jgz")
    assert reason() == "Er is nog geen toestemming gevraagd voor “Overdracht aan de huisarts”."
    toestemmingen.record_decisions(store, clock, ids, full, [Decision(doel="overdracht-huisarts", ja=False)])
    assert reason() == "De cliënt zei nee tegen “Overdracht aan de huisarts” op 22-11-2026."
    clock.move(minutes=1)
    grant("overdracht-huisarts")
    assert not overdrachten.plan(store, clock, full, Ontvanger.HUISARTS).geblokkeerd
    clock.move(days=200)
    assert reason() == "De toestemming “Overdracht aan de huisarts” geldt niet op deze dag (tot 22-05-2027)."
    toestemmingen.withdraw(store, clock, ids, full, "overdracht-huisarts")
    assert "trok de toestemming" in reason()
    with store.read() as reading:
        assert reading.of_dossier(Verstrekking, full) == ()


def test_for_the_huisarts_only_health_and_who_it_is(
    store: SqlStore, clock: HandClock, full: str, grant: Grant
) -> None:
    grant("overdracht-huisarts", "gemeente-begeleiding", "gemeente-veiligheid")
    sheet = overdrachten.sheet(store, clock, full, Ontvanger.HUISARTS)
    assert sheet.client.naam == "Selam Tesfay" and sheet.client.kenmerk == "LW-1042"
    assert sheet.taal is not None and (sheet.taal.taal, sheet.taal.andere_talen, sheet.taal.tolk) == (
        "Tigrinya",
        "Arabisch",
        "ja",
    )
    assert dict(sheet.client.details) == {"Telefoon": "06 12345678", "Gemeente": "Lindewaard"}
    assert sheet.signalen is not None and [row.wat for row in sheet.signalen] == ["De medicijnen zijn op."]
    assert [point.urgentie.value for point in sheet.urgent] == ["spoed"]
    assert (
        sheet.inburgering is None and sheet.verblijf is None and sheet.krachten is None and sheet.lijn is None
    )
    assert sheet.themas is None and sheet.huishouden is None and sheet.veiligheid == ()
    assert [row.wat for row in sheet.gronden or ()] == ["Overdracht aan de huisarts"]
    shown = repr(sheet)
    assert not [word for word in (*SECRETS, "verwarming", "dichte post", "Ik kook") if word in shown]
    more = overdrachten.sheet(
        store,
        clock,
        full,
        Ontvanger.HUISARTS,
        Keuze(met=frozenset({"huishouden", "thema_gezondheid", "inburgering"})),
    )
    assert more.huishouden is not None and [(each.naam, each.hoort_bij) for each in more.huishouden] == [
        ("Dawit Tesfay", "partner")
    ]
    assert more.themas is not None and more.themas[0].stand == "Huisarts: Praktijk Zuid."
    assert more.inburgering is None


def test_sections_can_be_left_out_but_not_who_it_is(
    store: SqlStore, clock: HandClock, full: str, grant: Grant
) -> None:
    grant("overdracht-huisarts")
    plan = overdrachten.plan(store, clock, full, Ontvanger.HUISARTS)
    assert [each.code for each in plan.secties if each.aan] == [
        "identificatie",
        "taal_en_bereik",
        "overdracht",
        "signalen",
        "toestemming",
    ]
    less = Keuze(
        zonder=frozenset({"identificatie", "taal_en_bereik", "signalen"}), besproken_met="dokter Smit"
    )
    plan = overdrachten.plan(store, clock, full, Ontvanger.HUISARTS, less)
    assert plan.aan == {"identificatie", "overdracht", "toestemming"}
    sheet = overdrachten.sheet(store, clock, full, Ontvanger.HUISARTS, less)
    assert sheet.taal is None and sheet.signalen is None and sheet.urgent == ()
    assert dict(sheet.client.details) == {"Gemeente": "Lindewaard"}
    assert sheet.overdracht is not None and (sheet.overdracht.besproken, sheet.overdracht.besproken_met) == (
        True,
        "dokter Smit",
    )


def test_safety_goes_only_when_chosen_and_on_its_own_page(
    store: SqlStore, clock: HandClock, full: str, grant: Grant
) -> None:
    grant("gemeente-begeleiding", "gemeente-veiligheid", "gemeente-inburgering")
    everything = frozenset(
        each.code for each in overdrachten.plan(store, clock, full, Ontvanger.GEMEENTE).secties
    )
    ticked = overdrachten.sheet(store, clock, full, Ontvanger.GEMEENTE, Keuze(met=everything))
    assert ticked.veiligheid == () and not [word for word in SECRETS if word in repr(ticked)]
    assert ticked.themas is not None and "De verwarming is stuk." in repr(ticked.themas)
    assert "Corporatie bellen" in repr(ticked.themas)
    assert ticked.signalen == ()
    chosen = overdrachten.sheet(
        store, clock, full, Ontvanger.GEMEENTE, Keuze(met=everything, veiligheid=True)
    )
    assert [row.wat for row in chosen.veiligheid] == ["Veiligheidwoord"]
    assert (
        "112" in chosen.veiligheid_hulp
        and "Praatwoord" not in repr(chosen)
        and "Taakwoord" not in repr(chosen)
    )
    toestemmingen.withdraw(store, clock, CountingIds(7), full, "gemeente-veiligheid")
    withdrawn = overdrachten.sheet(store, clock, full, Ontvanger.GEMEENTE, Keuze(veiligheid=True))
    assert withdrawn.veiligheid == ()
    plan = overdrachten.plan(store, clock, full, Ontvanger.GEMEENTE, Keuze(veiligheid=True))
    (safety,) = [each for each in plan.secties if each.code == "veiligheid"]
    assert not safety.mag and safety.reden == "De toestemming voor veiligheid is ingetrokken."


def test_making_registers_copy_hashes_ground_and_the_log(
    store: SqlStore, clock: HandClock, ids: CountingIds, full: str, grant: Grant
) -> None:
    grant("overdracht-huisarts")
    first = overdrachten.make(
        store, clock, ids, full, Ontvanger.HUISARTS, Keuze(ontvanger_naam="Praktijk Zuid")
    )
    assert first.data.startswith(b"%PDF-") and len(first.data) > 5_000
    assert first.bestandsnaam == "overdracht-huisarts-20261122-kopie1.pdf"
    kept = first.verstrekking
    assert (kept.kopie, kept.ontvanger_naam, kept.bestand_hash) == (
        1,
        "Praktijk Zuid",
        sha256(first.data).hexdigest(),
    )
    assert (
        len(kept.inhoud_hash) == 64 and kept.onderdelen[0] == "identificatie" and len(kept.grondslag_ids) == 1
    )
    assert first.changes.concerns("verstrekking", dossier_id=full)
    second = overdrachten.make(store, clock, ids, full, Ontvanger.HUISARTS)
    assert second.verstrekking.kopie == 2
    with store.read() as reading:
        exported = [row for row in reading.log(dossier_id=full) if row.actie == "E"]
    assert len(exported) == 2 and "Overdracht aan de huisarts" in exported[0].grond
    view = dossiers.show(store, full, today(clock))
    assert [item.titel for item in view.timeline if item.soort == "verstrekking"] == [
        "Overdracht aan de huisarts voor huisarts",
        "Overdracht aan de huisarts voor Praktijk Zuid",
    ]
    leaves = toestemmingen.what_leaves(store, full, Ontvanger.GEMEENTE, today(clock))
    assert not any(each.gaat for each in leaves.records if each.soort == "verstrekking")


def test_a_password_makes_another_file_of_the_same_content(
    store: SqlStore, clock: HandClock, ids: CountingIds, full: str, grant: Grant
) -> None:
    grant("overdracht-huisarts")
    made = overdrachten.make(store, clock, ids, full, Ontvanger.HUISARTS, wachtwoord="paard batterij nietje")
    assert b"/Encrypt" in made.data


def test_preview_registers_nothing(store: SqlStore, clock: HandClock, full: str, grant: Grant) -> None:
    grant("overdracht-huisarts")
    assert overdrachten.preview(store, clock, full, Ontvanger.HUISARTS).startswith(b"%PDF-")
    sheet = overdrachten.sheet(store, clock, full, Ontvanger.HUISARTS)
    assert sheet.colofon.classificatie.startswith("Concept") and sheet.colofon.oefenen
    assert content_hash(sheet) == content_hash(overdrachten.sheet(store, clock, full, Ontvanger.HUISARTS))
    with store.read() as reading:
        assert reading.of_dossier(Verstrekking, full) == ()
        assert not [row for row in reading.log(dossier_id=full) if row.actie == "E"]


def test_vital_interest_opens_the_door_too_and_says_so(
    store: SqlStore, clock: HandClock, ids: CountingIds, full: str
) -> None:
    grondslagen.register(
        store,
        clock,
        ids,
        Grondslag(
            id="", dossier_id=full, doel="overdracht-huisarts", ontvanger=Ontvanger.HUISARTS,
            grondslag=Grondslagsoort.VITAAL_BELANG, toelichting="Cliënt is buiten bewustzijn.",
            uitzondering="Hij kan nu niets zeggen.",
            vastgelegd_op=NOON, vastgelegd_door="", vanaf=today(clock),
        ),
    )  # fmt: skip
    sheet = overdrachten.sheet(store, clock, full, Ontvanger.HUISARTS)
    assert [row.grond for row in sheet.gronden or ()] == ["vitaal belang"]


def test_templates_and_receivers(
    store: SqlStore, clock: HandClock, ids: CountingIds, full: str, grant: Grant
) -> None:
    grant("gemeente-begeleiding", "overdracht-collega", "overdracht-wijkteam")
    assert overdrachten.plan(store, clock, full, Ontvanger.GEMEENTE).sjabloon == "gemeente_gemeente"
    dossiers.change(store, clock, replace(dossiers.get(store, full), fase=7))
    assert overdrachten.plan(store, clock, full, Ontvanger.GEMEENTE).sjabloon == "azc_gemeente"
    chosen = overdrachten.plan(store, clock, full, Ontvanger.GEMEENTE, Keuze(sjabloon="afsluiting"))
    assert chosen.sjabloon == "afsluiting"
    assert {key for key, _ in overdrachten.templates_for(Ontvanger.GEMEENTE)} == {
        "azc_gemeente", "gemeente_gemeente", "afsluiting",
    }  # fmt: skip
    for wrong, keuze in ((Ontvanger.CLIENT, Keuze()), (Ontvanger.HUISARTS, Keuze(sjabloon="jgz"))):
        with pytest.raises(Fault) as caught:
            overdrachten.plan(store, clock, full, wrong, keuze)
        assert caught.value.code == "overdracht-geen-sjabloon"
    colleague = overdrachten.sheet(store, clock, full, Ontvanger.COLLEGA)
    assert [row.wat for row in colleague.signalen or ()] == ["Veel dichte post."]
    assert colleague.inburgering is not None
    facts = dict(colleague.inburgering.feiten)
    assert (facts["Leerroute"], facts["Laatste dag van de termijn"]) == ("B1-route", "01-03-2028")
    assert Categorie.GEZONDHEID.value not in repr(colleague.signalen)
    with pytest.raises(Fault) as caught:
        overdrachten.make(store, clock, ids, full, Ontvanger.COLLEGA, Keuze(toelichting="bsn 123456782"))
    assert caught.value.code == "bsn-in-tekst"
