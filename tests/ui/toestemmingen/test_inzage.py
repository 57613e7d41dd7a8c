"""A client asks what is known about them: one tap from the dossier, read together, taken home on paper."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QLabel

from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.signalen import Signaal
from tests.ui.toestemmingen.desk import World, click
from tests.ui.walk import settle
from tests.worlds import NOON


def words(page: object) -> str:
    settle(page.window())  # type: ignore[attr-defined]
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisibleTo(page))  # type: ignore[attr-defined]


def test_read_at_home_then_at_the_office_and_saved(world: World) -> None:
    dossier = world.client()
    world.say_yes(dossier, "gemeente-begeleiding")
    world.visit(dossier)
    signal = Signaal(
        id=world.ids.new(), dossier_id=dossier, leefgebied=Leefgebied.VEILIGHEID_EN_RELATIES, urgentie=Urgentie.SPOED,
        waarneming="Bang voor haar man.", genoteerd_op=NOON,
    )  # fmt: skip
    with world.store.write() as uow:
        uow.add(signal)
        uow.commit()
    page = world.go("inzage", dossier=dossier)
    settle(world.window)
    assert "fietsen leren" in words(page) and "Bang" not in words(page)
    click(page.language.chip("ar"))
    assert "ما هو محفوظ" in words(page) and page.unchecked.isVisible()
    click(page.where.chip("kantoor"))
    assert "Bang voor haar man." in words(page) and page.note.isVisible()
    click(page.where.chip("thuis"))
    target = world.home / "inzage.pdf"
    page.ask_path = lambda _parent, _title, name, then: then(str(target))
    click(page.keep)
    assert "Opgeslagen" in page.said.text and target.read_bytes().startswith(b"%PDF")
    assert "Bang" not in json.dumps(json.loads(target.with_suffix(".json").read_text("utf-8")))
    assert "Inzage" in words(page)


def test_a_folder_that_is_not_there_says_so_and_registers_nothing(world: World) -> None:
    dossier = world.client()
    page = world.go("inzage", dossier=dossier)
    page.ask_path = lambda _parent, _title, name, then: then(str(Path("/bestaat-niet") / name))
    click(page.keep)
    assert "niet worden opgeslagen" in page.said.text
    with world.store.read() as reading:
        assert "E" not in {row.actie for row in reading.log(dossier_id=dossier)}
