"""The disk fails while a visit is saved: it is said in its place, nothing typed is lost, and nothing false is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.contactmomenten import Contactmoment
from app.faults import Fault, FaultKind
from storage.guarding import BEVROREN, DOSSIERMAP_WEG, VOL_ALLEEN_LEZEN
from tests.ui.contacten.conftest import Bureau


@pytest.mark.parametrize("kind", [BEVROREN, VOL_ALLEEN_LEZEN, DOSSIERMAP_WEG], ids=lambda kind: kind.code)
def test_a_failed_commit_is_said_and_the_words_stay(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, kind: FaultKind
) -> None:
    page = bureau.go("contact", dossier="d1")
    page.channel.chip("huisbezoek").click()
    page.subject.setFocus()
    QTest.keyClicks(page.subject, "Brief van school")
    page.summary.editor.setFocus()
    QTest.keyClicks(page.summary.editor, "De zoon begint maandag.")

    def fails(connection: object) -> None:
        raise Fault(kind)

    monkeypatch.setattr(bureau.store, "_commit", fails)
    QTest.keyClick(page.summary.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert bureau.here == "contact", "the page stays open"
    assert page.trouble.isVisible() and page.trouble.text == f"{kind.sentence} {kind.next_step}"
    assert page.subject.text() == "Brief van school"
    assert page.summary.editor.toPlainText() == "De zoon begint maandag."
    monkeypatch.undo()
    with bureau.store.read() as reading:
        assert not reading.of_dossier(Contactmoment, "d1")
