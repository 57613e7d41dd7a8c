"""The client asks to stop, and to forget: a begeleider restricts, lifts, and erases with a typed word."""

from __future__ import annotations

from PySide6.QtTest import QTest

from app.domain.inburgeraar import Inburgeraar
from tests.ui.toestemmingen.desk import World, click


def test_restrict_lift_and_erase(world: World) -> None:
    dossier = world.client()
    world.visit(dossier)
    click(world.go("inzage", dossier=dossier).rights_link)
    page = world.page("rechten")
    click(page.choices.chip("beperken"))
    click(page.go_on)
    assert "waarom" in page.form.fields["reden"].error
    QTest.keyClicks(page.why.editor, "Het klopt niet, zegt hij.")
    click(page.go_on)
    assert any("alleen bewaard" in line for line in page.model.facts.stand)
    assert not page.choices.chip("beperken").isVisible()
    assert "alleen bewaard" in world.go("toestemming", dossier=dossier).trouble.text
    page = world.go("rechten", dossier=dossier)
    click(page.choices.chip("opheffen"))
    QTest.keyClicks(page.why.editor, "Uitgezocht.")
    click(page.go_on)
    click(page.choices.chip("wissen"))
    QTest.keyClicks(page.why.editor, "Hij wil niet meer.")
    click(page.go_on)
    assert page.form.fields["woord"].error
    QTest.keyClicks(page.word, "wissen")
    target = world.home / "gewist.pdf"
    page.ask_path = lambda _parent, _title, _name, then: then(str(target))
    click(page.go_on)
    assert target.read_bytes().startswith(b"%PDF") and "Gewist" in page.said.text
    with world.store.read() as reading:
        assert reading.get(Inburgeraar, dossier) is None
