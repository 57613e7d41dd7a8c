"""Days of people: a family says yes and no with a tolk, changes its mind, and a huisarts gets a sheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.signalen import Signaal
from app.domain.toestemmingen import Besluit, Ontvanger, Toestemming, Wijze
from app.domain.verstrekkingen import Verstrekking
from app.services import catalogue, concepten, signaleringen, toestemmingen
from app.services.kalender import today
from app.services.signaleringen import NOG_NIET
from tests.ui.toestemmingen.desk import World, click, draw

YES = ("gemeente-begeleiding", "gemeente-inburgering", "gemeente-plan")
NO = "gemeente-gezondheid"


def talk_in_arabic(world: World, dossier: str) -> None:
    """The whole conversation, by mouse and keyboard."""
    page = world.go("toestemming-gesprek", dossier=dossier)
    click(page.start.language.chip("ar"))
    QTest.keyClicks(page.start.interpreter, "Nour Haddad")
    for doel in (*YES, NO):
        click(page.start.topics.chip(doel))
    click(page.on)
    while page.step in (*YES, NO):
        assert page.doel.answer.value() == "", "nothing may be chosen beforehand"
        assert "ar.v1" in page.doel.origin.text() and "vertaling" in page.doel.origin.text()
        click(page.doel.answer.chip("nee" if page.step == NO else "ja"))
        click(page.on)
    click(page.proof.how.chip("handtekening"))
    draw(page.proof.pad)
    click(page.on)
    click(page.on)


def stored(world: World, dossier: str) -> dict[str, Toestemming]:
    with world.store.read() as reading:
        return {each.doel: each for each in reading.of_dossier(Toestemming, dossier)}


def test_a_client_says_yes_to_three_things_and_no_to_health_in_arabic_with_a_tolk(world: World) -> None:
    dossier = world.client("يوسف", "الحداد")
    world.go("toestemming", dossier=dossier)
    talk_in_arabic(world, dossier)

    assert world.here.name == "toestemming"
    kept = stored(world, dossier)
    assert {doel for doel, each in kept.items() if each.besluit is Besluit.GEGEVEN} == set(YES)
    assert kept[NO].besluit is Besluit.GEWEIGERD and kept[NO].handtekening == ()
    shown = catalogue.toestemmingstaal("ar").teksten[YES[0]]
    first = kept[YES[0]]
    assert (first.taal, first.tekst_versie, first.tekst_hash) == ("ar", shown.tekst_versie, shown.tekst_hash)
    assert first.tolk == "Nour Haddad" and first.wijze is Wijze.HANDTEKENING
    assert len(first.handtekening[0]) >= 8
    rows = world.page("toestemming").rows
    assert rows[YES[0]].regel.stand == "ja" and "Arabisch" in rows[YES[0]].regel.meta
    assert rows[NO].regel.stand == "nee" and rows[NO].withdraw is None
    assert rows["gemeente-werk-inkomen"].regel.stand == "open"
    assert concepten.load(world.store, f"toestemming:{dossier}") is None


def test_one_is_withdrawn_a_week_later_and_what_leaves_shows_exactly_that(world: World) -> None:
    dossier = world.client()
    world.go("toestemming", dossier=dossier)
    talk_in_arabic(world, dossier)
    visit = world.visit(dossier)
    page = world.go("wat-gaat-weg", dossier=dossier)
    assert next(each for each in page.chosen() if each.key == visit).gaat
    world.later(days=7)

    overview = world.go("toestemming", dossier=dossier)
    click(overview.rows["gemeente-begeleiding"].withdraw)
    take_back = world.page("intrekken")
    click(take_back.confirm)

    assert "Ingetrokken" in take_back.said.text and not take_back.confirm.isVisible()
    assert [step.gedaan for step in take_back.model.facts.stappen] == [True, False, False]
    page = world.go("wat-gaat-weg", dossier=dossier)
    record = next(each for each in page.chosen() if each.key == visit)
    assert not record.gaat
    reasons = {veld.naam: veld.waarom for veld in record.velden}
    assert "ingetrokken" in reasons["Samenvatting"]
    assert reasons["Eigen aantekening"] == "Dit is privé en gaat nooit weg."
    truth = toestemmingen.what_leaves(world.store, dossier, Ontvanger.GEMEENTE, today(world.clock))
    assert {each.key for each in page.model.facts.stukken if each.gaat} == {
        each.record_id for each in truth.records if each.gaat
    }
    click(page.filter.chip("gaat"))
    assert visit not in {each.key for each in page.chosen()}


def test_seven_days_without_an_answer_says_to_telephone(world: World) -> None:
    dossier = world.client()
    world.say_yes(dossier, "gemeente-inburgering")
    page = world.go("intrekken", dossier=dossier, doel="gemeente-inburgering")
    click(page.confirm)
    assert not page.call.isVisible()
    world.later(days=7)
    page.model.reload()
    assert page.call.isVisible() and "Bel de gemeente" in page.call.text


def test_a_handover_without_consent_is_blocked_with_the_reason_and_made_after_it(
    world: World, tmp_path: Path
) -> None:
    dossier = world.client()
    page = world.go("overdracht", dossier=dossier)
    click(page.who.chip("huisarts"))
    page.overdracht.refresh()
    assert page.blocked.isVisible() and "huisarts" in page.blocked.text
    assert not page.save.isVisible() and page.pages.pages == 0
    click(page.blocked.action_button)
    assert world.here.name == "toestemming-gesprek"

    world.say_yes(dossier, "overdracht-huisarts")
    page = world.go("overdracht", dossier=dossier)
    assert not page.blocked.isVisible() and page.pages.pages == 1
    target = tmp_path / "blad.pdf"
    asked: list[str] = []

    def choose(_parent: object, _caption: str, name: str, chosen: object) -> None:
        asked.append(name)
        chosen(str(target))  # type: ignore[operator]

    page.ask_path = choose
    click(page.save)
    assert asked == ["overdracht-huisarts-2026-11-22.pdf"], "no client's name in a file's name"
    assert target.read_bytes().startswith(b"%PDF")
    with world.store.read() as reading:
        (given,) = reading.of_dossier(Verstrekking, dossier)
    assert given.ontvanger is Ontvanger.HUISARTS and given.kopie == 1
    assert "Vastgelegd" in page.said.text and given.id[-8:] in page.said.text
    assert concepten.load(world.store, f"overdracht:{dossier}") is None


def test_safety_goes_on_a_sheet_only_when_it_is_chosen(world: World) -> None:
    dossier = world.client()
    world.say_yes(dossier, "gemeente-begeleiding", "gemeente-veiligheid")
    signaal = Signaal(
        id="",
        dossier_id=dossier,
        leefgebied=Leefgebied.VEILIGHEID_EN_RELATIES,
        urgentie=Urgentie.SPOED,
        waarneming="Zij is bang voor haar partner.",
        genoteerd_op=NOG_NIET,
    )
    signaleringen.note_signal(world.store, world.clock, world.ids, signaal)
    page = world.go("overdracht", dossier=dossier)
    click(page.who.chip("gemeente"))
    page.overdracht.refresh()
    before = page.pages.pages
    safety = page.sections["veiligheid"]
    assert not safety.box.isChecked() and safety.box.isEnabled()
    page.scroller.ensureWidgetVisible(safety)
    QTest.keyClick(safety.box, Qt.Key.Key_Space)
    page.overdracht.refresh()
    assert page.overdracht.form.veiligheid
    assert page.pages.pages > before, "safety stands on a page of its own"


def test_the_client_gets_a_copy_on_paper_without_the_purpose_about_safety(
    world: World, tmp_path: Path
) -> None:
    dossier = world.client()
    page = world.go("toestemming", dossier=dossier)
    assert not page.paper.isVisible(), "there is nothing to print yet"
    world.say_yes(dossier, "gemeente-inburgering", "gemeente-veiligheid")
    target = tmp_path / "kopie.pdf"
    page.ask_path = lambda _parent, _caption, _name, chosen: chosen(str(target))
    click(page.paper)
    assert target.read_bytes().startswith(b"%PDF")
    with world.store.read() as reading:
        (given,) = reading.of_dossier(Verstrekking, dossier)
    assert given.ontvanger is Ontvanger.CLIENT and given.onderdelen == ("gemeente-inburgering",)
    assert "kopie.pdf" in page.said.text


def test_the_client_takes_the_proof_of_a_withdrawal_home(world: World) -> None:
    dossier = world.client()
    world.say_yes(dossier, "gemeente-plan")
    page = world.go("intrekken", dossier=dossier, doel="gemeente-plan")
    click(page.confirm)
    target = world.home / "bewijs.pdf"
    page.ask_path = lambda _parent, _title, _name, then: then(str(target))
    click(page.proof)
    assert target.read_bytes().startswith(b"%PDF") and "bewijs.pdf" in page.said.text


def test_who_turned_sixteen_is_asked_in_person(world: World) -> None:
    dossier = world.client(geboortedatum="2011-01-15")
    world.say_yes(dossier, "gemeente-plan", gegeven_door="Hiwet, moeder")
    page = world.go("toestemming", dossier=dossier)
    assert page.rows["gemeente-plan"].regel.meer == ()
    world.later(days=120)
    page = world.go("toestemming", dossier=dossier)
    assert page.rows["gemeente-plan"].regel.meer == ("Vraag het nu de cliënt zelf",)
