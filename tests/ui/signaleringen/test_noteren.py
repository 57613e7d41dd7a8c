"""A signal without a list, noted in under a minute; and the key that hides what somebody beside you must not read."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.domain.leefgebieden import Leefgebied
from app.domain.signalen import Bron, Signaal
from app.services import concepten
from tests.ui.signaleringen.desk import Bureau, click, focused, press, words
from tests.ui.signaleringen.test_lijst import answer, opened

CTRL = Qt.KeyboardModifier.ControlModifier


def noted(bureau: Bureau) -> tuple[Signaal, ...]:
    with bureau.store.read() as reading:
        return reading.of_dossier(Signaal, "d1")


def test_a_signal_in_a_few_keys(bureau: Bureau) -> None:
    bureau.go("vandaag")
    page = bureau.go("signaal-noteren", dossier="d1")
    assert focused() is page.domain.chip("lichamelijke_gezondheid")
    page.domain.chip("geld_en_post").setFocus()
    press(Qt.Key.Key_Space)
    assert page.urgency.value() == "binnenkort" and page.haste.text() == "Binnen twee weken."
    while focused() is not page.remark.editor:
        press(Qt.Key.Key_Tab)
    press("Een aanmaning van de energie.")
    click(page.discussed.chip("ja"))
    press(Qt.Key.Key_Return, modifier=CTRL)
    assert bureau.here == "signaal"
    (signaal,) = noted(bureau)
    assert (signaal.leefgebied, signaal.bron, signaal.besproken) == (Leefgebied.GELD_EN_POST, Bron.ZELF, True)
    assert signaal.naar == ("schuldhulp", "sociaal_raadslieden", "juridisch_loket")
    assert concepten.unfinished(bureau.store) == ()
    # Back leads to where one came from, and a next signal begins empty.
    bureau.window.navigator.back()
    assert bureau.here == "vandaag"
    assert bureau.go("signaal-noteren", dossier="d1").remark.text() == ""


def test_danger_shows_whom_to_call_before_anything_is_written(bureau: Bureau) -> None:
    page = bureau.go("signaal-noteren", dossier="d1")
    assert page.panel is None
    click(page.domain.chip("veiligheid_en_relaties"))
    assert page.panel.isVisible() and "000-1000001" in words(page.panel)
    assert page.led.isVisible()
    click(page.domain.chip("begeleider_zelf"))
    assert "coördinator" in words(page.panel) and not page.discussed_field.isVisible()
    click(page.domain.chip("sociaal_netwerk"))
    assert not page.panel.isVisible() and page.urgency.value() == "volgen"
    click(page.urgency.chip("acuut"))
    assert page.panel.isVisible()
    click(page.domain.chip("wonen"))
    assert page.urgency.value() == "acuut", "what was chosen by hand stays"


def test_less_urgent_needs_a_reason(bureau: Bureau) -> None:
    page = bureau.go("signaal-noteren", dossier="d1")
    click(page.domain.chip("veiligheid_en_relaties"))
    click(page.urgency.chip("volgen"))
    assert page.reason_field.isVisible() and page.panel.isVisible()
    page.remark.editor.setFocus()
    press("Oude ruzie, nu rustig.")
    click(page.discussed.chip("nee"))
    click(page.done)
    errors = page.form.fields
    assert errors["reden"].error and errors["waarom_niet"].error and noted(bureau) == ()
    page.reason.setFocus()
    press("Zij woont nu bij haar zus.")
    assert not page.panel.isVisible()
    click(page.reasons.chip("taal"))
    click(page.done)
    (signaal,) = noted(bureau)
    assert (signaal.urgentie, signaal.urgentie_reden) == ("volgen", "Zij woont nu bij haar zus.")
    assert signaal.niet_besproken_reden == "Zonder tolk lukte het niet"


def test_what_is_missing_is_said_and_a_bsn_is_refused(bureau: Bureau) -> None:
    page = bureau.go("signaal-noteren", dossier="d1")
    click(page.done)
    fields = page.form.fields
    assert "Kies waar" in fields["leefgebied"].error and "paar woorden" in fields["waarneming"].error
    click(page.domain.chip("wonen"))
    page.remark.editor.setFocus()
    press("123456782")
    click(page.discussed.chip("ja"))
    click(page.done)
    assert "BSN" in fields["waarneming"].error and noted(bureau) == ()


def test_half_a_signal_comes_back(bureau: Bureau) -> None:
    page = bureau.go("signaal-noteren", dossier="d1")
    click(page.domain.chip("wonen"))
    page.remark.editor.setFocus()
    press("Het is koud, de ")
    click(page.later)
    assert concepten.load(bureau.store, "signaal:d1") is not None
    page = bureau.go("signaal-noteren", dossier="d2")
    assert page.remark.text() == "" and page.domain.value() == ""
    page = bureau.go("signaal-noteren", dossier="d1")
    assert page.remark.text() == "Het is koud, de" and page.domain.value() == "wonen"
    assert page.urgency.value() == "binnenkort"


# -- meekijkstand


def test_while_somebody_reads_along_safety_is_out_of_sight(bureau: Bureau) -> None:
    page = opened(bureau)
    answer(page, "vei_bang", "ja")
    answer(page, "geld_post", "ja")
    safety = next(card for card in page.cards if card.section.key == "veiligheid_en_relaties")
    own = next(card for card in page.cards if card.section.key == "begeleider_zelf")
    page.rows["geld_post"].focus()
    assert safety.isVisible() and own.isVisible() and page.urgent.isVisible()
    press(Qt.Key.Key_F9)
    assert not safety.isVisible() and not own.isVisible() and not page.urgent.isVisible()
    assert not page.rows["kin_veilig"].isVisible() and page.rows["geld_post"].isVisible()
    assert "Veiligheid en relaties" not in [page.sections.itemText(n) for n in range(page.sections.count())]
    # The arrows pass what is hidden.
    page.rows["won_goed"].focus()
    press(Qt.Key.Key_Tab)
    assert not any(page.rows[key].isAncestorOf(focused()) for key in ("vei_gevaar", "vei_bang"))
    page.model.summarise()
    assert list(page.summary.cards) == ["geld_post"]
    press(Qt.Key.Key_F9)
    page.model.back_to_form()
    assert safety.isVisible() and page.rows["vei_bang"].row.value() == "ja"


def test_an_open_safety_signal_hides_and_comes_back(bureau: Bureau) -> None:
    signaal = bureau.signal(leefgebied=Leefgebied.VEILIGHEID_EN_RELATIES, waarneming="Blauwe plek")
    page = bureau.go("signaal", signaal=signaal)
    assert "Blauwe plek" in words(page)
    click(bureau.window.header.along)
    assert "Blauwe plek" not in words(page) and "Er kijkt iemand mee" in words(bureau.window.view.along_band)
    click(bureau.window.view.along_band.end)
    assert "Blauwe plek" in words(page)
    other = bureau.go("signaal", signaal=bureau.signal())
    bureau.session.along.set(True)
    assert other.columns.isVisible()
