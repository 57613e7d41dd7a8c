"""One signal: its whole life in words, and the steps that each role can take."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.signalen import Signaalstand, Signaalstap
from app.services import concepten, contactpersonen
from tests.ui.signaleringen.desk import Bureau, click, focused, press, words
from ui.views.signaal import LifeRow


def life(page: object) -> list[str]:
    return [row.line.title for row in page.findChildren(LifeRow) if row.isVisibleTo(page)]  # type: ignore[attr-defined]


def test_the_whole_life_is_dated_and_says_by_whom(bureau: Bureau) -> None:
    signaal = bureau.signal(besproken=True)
    bureau.clock.move(days=1)
    bureau.step(signaal, Signaalstand.GEMELD, toelichting="Gebeld met de contactpersoon.")
    bureau.clock.move(days=1)
    bureau.step(signaal, Signaalstand.BELEGD, belegd_bij="Schuldhulp", uiterlijk=date(2026, 12, 1))
    page = bureau.go("signaal", signaal=signaal)
    assert life(page) == [
        "Genoteerd",
        "Besproken met de cliënt",
        "Gemeld bij de contactpersoon",
        "Belegd bij Schuldhulp",
    ]
    said = words(page)
    assert "di 24 nov 13:00 · door Ans Vermeer · uiterlijk di 1 dec" in said
    assert "Uiterlijk di 1 dec (over 7 dagen)." in said
    assert "Een stapel dichte post" in said and "Sociaal raadslieden" in said
    assert bureau.window.windowTitle() == "Signaal - Doorgaande lijn"


def test_what_a_volunteer_can_do_is_offered_and_nothing_else(bureau: Bureau) -> None:
    page = bureau.go("signaal", signaal=bureau.signal())
    assert list(page.steps.buttons) == ["besproken", "gemeld", "afgesloten"]
    click(page.steps.buttons["besproken"])
    assert focused() is page.steps.text.editor
    press("We gaan dinsdag samen bellen.")
    click(page.steps.done)
    assert life(page)[-1] == "Besproken met de cliënt"
    assert "“" not in page.now_detail.text() and "dinsdag samen" in words(page.life_card)
    assert list(page.steps.buttons) == ["gemeld", "afgesloten"]


def test_about_safety_the_volunteer_talks_to_the_contactpersoon(bureau: Bureau) -> None:
    signaal = bureau.signal(
        leefgebied=Leefgebied.VEILIGHEID_EN_RELATIES, urgentie=Urgentie.SPOED, waarneming="Zij schrikt."
    )
    page = bureau.go("signaal", signaal=signaal)
    assert "afgesloten" not in page.steps.buttons
    assert page.led_card.isVisible() and "Jij beslist niet over een melding" in words(page.led_card)
    calls = words(page.calls_card)
    assert calls.index("Contactpersoon") < calls.index("Veilig Thuis")
    for number in ("112", "113 of 0800-0113", "0800-2000"):
        assert number in words(page.numbers)


def test_a_signal_that_waits_too_long_says_so(bureau: Bureau) -> None:
    signaal = bureau.signal(urgentie=Urgentie.SPOED)
    page = bureau.go("signaal", signaal=signaal)
    assert not page.overdue.isVisible()
    bureau.clock.move(days=4)
    page = bureau.go("signaal", signaal=signaal)
    assert page.overdue.isVisible() and "2 dagen te lang" in page.overdue.text
    bureau.step(signaal, Signaalstand.OPGEPAKT)
    assert not page.overdue.isVisible()


def test_a_result_must_be_told_and_escape_takes_the_step_back(register: Bureau) -> None:
    page = register.go("signaal", signaal=register.signal(genoteerd_door="Ans Vermeer"))
    assert list(page.steps.buttons) == ["belegd", "opgepakt", "afgesloten", "niet_opgepakt"]
    click(page.steps.buttons["niet_opgepakt"])
    click(page.steps.done)
    assert "Schrijf dit in één zin op" in page.steps.text_field.error
    press("Dubbel: zie het signaal van vorige week.")
    press(Qt.Key.Key_Escape)
    assert not page.steps.fields.isVisible() and life(page) == ["Genoteerd"]
    assert focused() is page.steps.buttons["niet_opgepakt"]
    assert concepten.unfinished(register.store) == ()


def test_assigning_proposes_who_and_the_day_that_was_promised(register: Bureau) -> None:
    signaal = register.signal(urgentie=Urgentie.SPOED)
    page = register.go("signaal", signaal=signaal)
    click(page.steps.buttons["belegd"])
    assert page.steps.by.value() == date(2026, 11, 24)
    click(page.steps.done)
    assert "Vul in wie" in page.steps.who_field.error
    click(page.steps.helpers.chip("Schuldhulp van de gemeente"))
    assert page.steps.who.text() == "Schuldhulp van de gemeente"
    page.steps.by.line.setText("32-13-2026")
    page.steps.by.line.textEdited.emit("32-13-2026")
    click(page.steps.done)
    assert "geen datum" in page.steps.by_field.error
    page.steps.by.line.setText("")
    page.steps.by.line.textEdited.emit("")
    click(page.steps.done)
    with register.store.read() as reading:
        (stap,) = reading.of_dossier(Signaalstap, "d1")
    assert (stap.belegd_bij, stap.uiterlijk, stap.door) == (
        "Schuldhulp van de gemeente",
        date(2026, 11, 24),
        "Bram Coster",
    )


def test_a_step_that_is_being_written_survives_leaving_and_a_reload(register: Bureau) -> None:
    signaal = register.signal()
    page = register.go("signaal", signaal=signaal)
    click(page.steps.buttons["afgesloten"])
    press("Regeling getroffen met")
    # Somebody else's step comes in while she types.
    register.step(signaal, Signaalstand.OPGEPAKT)
    assert page.steps.text.text() == "Regeling getroffen met"
    register.go("vandaag")
    assert concepten.load(register.store, f"stap:d1:{signaal}") is not None
    register.close()
    from tests.ui.signaleringen.desk import open_bureau

    later = open_bureau(register.store, register.clock, register.ids)
    page = later.go("signaal", signaal=signaal)
    assert page.steps.fields.isVisible() and page.steps.text.text() == "Regeling getroffen met"
    click(page.steps.done)
    assert life(page)[-1] == "Afgesloten"
    assert concepten.unfinished(register.store) == ()
    later.close()


def test_a_bsn_in_an_answer_is_refused_in_place(register: Bureau) -> None:
    page = register.go("signaal", signaal=register.signal())
    click(page.steps.buttons["opgepakt"])
    press("bsn 123456782")
    click(page.steps.done)
    assert "BSN" in page.steps.text_field.error and life(page) == ["Genoteerd"]
    assert page.steps.text.text() == "bsn 123456782"


def test_a_signal_that_is_not_here(bureau: Bureau) -> None:
    page = bureau.go("signaal", signaal="niets")
    assert page.trouble.isVisible() and "niet op dit apparaat" in page.trouble.text
    page = bureau.go("signaal", signaal=bureau.signal())
    assert not page.trouble.isVisible() and page.columns.isVisible()


def test_a_safety_signal_shows_whom_to_call_at_the_own_organisation(bureau: Bureau) -> None:
    contactpersonen.save(bureau.store, "Noor de Wit", "06 12345678", "op werkdagen")
    signal = bureau.signal(leefgebied=Leefgebied.VEILIGHEID_EN_RELATIES, urgentie=Urgentie.SPOED)
    page = bureau.go("signaal", signaal=signal)
    facts = page.model.facts
    assert ("Noor de Wit, contactpersoon", "06 12345678") in [
        (each.name, each.numbers) for each in facts.calls
    ]
    assert "06 12345678" in words(page)
