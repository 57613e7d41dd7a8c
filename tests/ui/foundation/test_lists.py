"""Rows, steps, tables, search, signatures and choices between versions, by keyboard and by mouse."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.widgets.answers import AnswerList, AnswerRow, TickRow
from ui.widgets.charts import Chart, Series
from ui.widgets.conflict import ConflictPicker, Difference
from ui.widgets.facts import KeyValueList, Progress
from ui.widgets.gallery import entries, steps
from ui.widgets.panels import EmptyState
from ui.widgets.search import Result, SearchBox, marked_parts
from ui.widgets.signature import SignaturePad
from ui.widgets.stepline import StepLine
from ui.widgets.table import DataTable
from ui.widgets.timeline import Timeline, TimelineEntry

LEFT = Qt.MouseButton.LeftButton


def shown(qtbot: QtBot, widget: QWidget, width: int = 900, height: int = 300) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()


def answer_list(qtbot: QtBot) -> AnswerList:
    rows = AnswerList()
    for key in ("post", "schuld", "eten"):
        rows.add_row(key, AnswerRow(f"Vraag over {key}?"))
    shown(qtbot, rows)
    return rows


def test_a_checklist_is_filled_in_by_keyboard_alone(qtbot: QtBot) -> None:
    rows = answer_list(qtbot)
    news: list[tuple[str, str]] = []
    rows.changed.connect(lambda key, value: news.append((key, value)))
    assert rows.first_open()
    post, schuld = rows.rows["post"], rows.rows["schuld"]
    first = post.segments["nee"]
    assert first.hasFocus() and post.value() == "", "going there answers nothing"
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert post.segments["soms"].hasFocus() and post.value() == ""
    qtbot.keyClick(post.segments["soms"], Qt.Key.Key_Space)
    assert post.value() == "soms"
    qtbot.keyClick(post.segments["soms"], Qt.Key.Key_Down)
    assert schuld.segments["soms"].hasFocus() and schuld.value() == ""
    qtbot.keyClick(schuld.segments["soms"], Qt.Key.Key_Space)
    qtbot.keyClick(schuld.segments["soms"], Qt.Key.Key_J)
    assert schuld.value() == "ja"
    qtbot.keyClick(schuld.segments["ja"], Qt.Key.Key_Up)
    assert post.segments["ja"].hasFocus() and post.value() == "soms"
    assert news == [("post", "soms"), ("schuld", "soms"), ("schuld", "ja")]
    assert rows.answered() == 2
    assert rows.first_open() and rows.rows["eten"].segments["nee"].hasFocus()


def test_n_goes_to_nee_and_again_to_niet_gezien(qtbot: QtBot) -> None:
    row = answer_list(qtbot).rows["post"]
    row.focus()
    qtbot.keyClick(row.segments["nee"], Qt.Key.Key_N)
    assert row.value() == "nee"
    qtbot.keyClick(row.segments["nee"], Qt.Key.Key_N)
    assert row.value() == "niet_gezien"


def test_a_row_is_tall_enough_and_clicks_as_a_whole(qtbot: QtBot) -> None:
    row = answer_list(qtbot).rows["post"]
    assert row.height() >= 48
    qtbot.mouseClick(row.segments["ja"], LEFT, pos=QPoint(3, 3))
    assert row.value() == "ja"
    qtbot.mouseClick(row, LEFT, pos=QPoint(40, 24))
    assert row.value() == "niet_gezien"
    interface = QAccessible.queryAccessibleInterface(row.segments["ja"])
    assert interface.text(QAccessible.Text.Name) == "ja"
    assert interface.text(QAccessible.Text.Description) == "Vraag over post?"


def test_hidden_rows_are_passed_over(qtbot: QtBot) -> None:
    rows = answer_list(qtbot)
    rows.rows["schuld"].hide()
    rows.rows["post"].focus()
    qtbot.keyClick(rows.rows["post"].segments["nee"], Qt.Key.Key_Down)
    assert rows.rows["eten"].segments["nee"].hasFocus()


def test_a_task_is_ticked_anywhere_on_its_row(qtbot: QtBot) -> None:
    ticked: list[bool] = []
    row = TickRow("Bel de huisarts", detail="vandaag", on_change=ticked.append)
    shown(qtbot, row, 500, 60)
    assert row.height() >= 48
    qtbot.mouseClick(row, LEFT, pos=QPoint(400, 20))
    qtbot.keyClick(row.box, Qt.Key.Key_Return)
    qtbot.keyClick(row.box, Qt.Key.Key_Space)
    assert ticked == [True, False, True]


def test_steps_are_walked_and_chosen(qtbot: QtBot) -> None:
    line = StepLine("Doorgaande lijn", steps())
    shown(qtbot, line, 1000, 160)
    chosen: list[int] = []
    line.chosen.connect(chosen.append)
    line.focus_step(5)
    qtbot.keyClick(line.button(5), Qt.Key.Key_Right)
    assert line.button(6).hasFocus()
    qtbot.keyClick(line.button(6), Qt.Key.Key_Return)
    qtbot.mouseClick(line.button(0), LEFT)
    assert chosen == [6, 0]
    assert line.accessibleDescription() == "Stap 7 van 8: Warme overdracht, nu, 3 open"
    tops = {line.button(number).y() for number in range(8)}
    assert len(tops) == 1
    line.resize(500, 400)
    assert len({line.button(number).y() for number in range(8)}) > 1
    assert line.heightForWidth(500) > line.heightForWidth(1000)


def test_the_timeline_opens_entries_and_keeps_the_cursor(qtbot: QtBot) -> None:
    timeline = Timeline("Tijdlijn")
    timeline.set_entries(entries())
    shown(qtbot, timeline, 700, 500)
    ModelTester(None).check(timeline.entries, force_py=True)
    opened: list[str] = []
    timeline.opened.connect(opened.append)
    assert timeline.choose("2")
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    qtbot.keyClick(timeline, Qt.Key.Key_Down)
    assert timeline.current_key() == "3", "headings are passed over"
    timeline.set_entries([TimelineEntry(key="0", icon="phone", title="Nieuw", heading="nu"), *entries()])
    assert timeline.current_key() == "3"
    place = timeline.visualRect(timeline.entries.index(1, 0)).center()
    qtbot.mouseClick(timeline.viewport(), LEFT, pos=place)
    assert opened == ["2", "0"]
    assert not timeline.choose("weg")


def test_two_thousand_entries_are_one_model(qtbot: QtBot) -> None:
    timeline = Timeline("Tijdlijn")
    many = [
        TimelineEntry(key=str(n), icon="phone", title=f"Contact {n}", heading=f"maand {n // 40}")
        for n in range(2000)
    ]
    timeline.set_entries(many)
    shown(qtbot, timeline, 700, 500)
    assert timeline.entries.rowCount() == 2050
    assert len(timeline.findChildren(QWidget)) < 12
    assert not timeline.grab().isNull()


class Rows(QAbstractTableModel):
    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.asked = 0

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.count

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        self.asked += 1
        return f"{index.row()}-{index.column()}" if role == Qt.ItemDataRole.DisplayRole else None

    def set_count(self, count: int) -> None:
        self.beginResetModel()
        self.count = count
        self.endResetModel()


def test_a_table_opens_sorts_and_samples(qtbot: QtBot) -> None:
    model = Rows(50_000)
    table = DataTable("Cliënten", model, widths={0: -1, 1: 120}, sortable=(0,))
    shown(qtbot, table)
    assert model.asked < 3_000, "widths come from a sample"
    opened: list[int] = []
    sorts: list[tuple[int, bool]] = []
    table.opened.connect(opened.append)
    table.sort_wanted.connect(lambda column, descending: sorts.append((column, descending)))
    table.setFocus()
    assert table.current_row() == 0
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    place = table.visualRect(model.index(3, 0)).center()
    qtbot.mouseClick(table.viewport(), LEFT, pos=place)
    qtbot.mouseDClick(table.viewport(), LEFT, pos=place)
    header = table.horizontalHeader()
    for column in (0, 0, 1):
        x = header.sectionViewportPosition(column) + 15
        qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(x, header.height() // 2))
    assert opened == [1, 3]
    assert sorts == [(0, False), (0, True)]
    assert table.columnWidth(1) == 120
    assert sum(table.columnWidth(n) for n in range(3)) == table.viewport().width()


def test_an_empty_table_says_what_to_do(qtbot: QtBot) -> None:
    model, pressed = Rows(0), list[bool]()
    empty = EmptyState(
        "Je hebt nog geen cliënten.", button="Lijst inlezen", clicked=lambda: pressed.append(True)
    )
    table = DataTable("Cliënten", model, empty=empty)
    shown(qtbot, table)
    assert empty.isVisible() and empty.button is not None
    qtbot.mouseClick(empty.button, LEFT)
    assert pressed == [True]
    model.set_count(2)
    assert not empty.isVisible()


def test_search_walks_results_with_the_cursor_in_the_line(qtbot: QtBot) -> None:
    box = SearchBox("Zoeken")
    shown(qtbot, box)
    wanted: list[str] = []
    opened: list[str] = []
    box.wanted.connect(wanted.append)
    box.opened.connect(opened.append)
    box.line.setFocus()
    qtbot.keyClicks(box.line, "hus")
    assert wanted == ["h", "hu", "hus"]
    box.show_results([Result(key="1", title="[[Hus]]ayni"), Result(key="2", title="[[Hus]]am", text="Zeist")])
    qtbot.keyClick(box.line, Qt.Key.Key_Down)
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    qtbot.keyClick(box.line, Qt.Key.Key_Up)
    qtbot.keyClick(box.line, Qt.Key.Key_Up)
    qtbot.keyClick(box.line, Qt.Key.Key_Return)
    assert opened == ["2", "1"]
    box.show_results([])
    assert box.nothing.isVisible()
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    with qtbot.waitSignal(box.left):
        qtbot.keyClick(box.line, Qt.Key.Key_Escape)


def test_marks_of_a_match() -> None:
    assert marked_parts("Maryam [[Hus]]ayni [[x]]") == ("Maryam Husayni x", [(7, 3), (15, 1)])
    assert marked_parts("geen [[einde") == ("geen einde", [])


def test_a_signature_is_strokes_between_nought_and_one(qtbot: QtBot) -> None:
    pad = SignaturePad()
    shown(qtbot, pad, 500, 320)
    paper = pad.pad
    assert not pad.is_signed() and not pad.clear_button.isEnabled()
    qtbot.mousePress(paper, LEFT, pos=QPoint(10, 10))
    for step in range(1, 12):
        qtbot.mouseMove(paper, QPoint(10 + step * 20, 10 + step * 8))
    qtbot.mouseMove(paper, QPoint(4000, -50))
    with qtbot.waitSignal(pad.changed):
        qtbot.mouseRelease(paper, LEFT, pos=QPoint(200, 90))
    (stroke,) = pad.strokes()
    assert len(stroke) >= 8 and pad.is_signed()
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in stroke)
    kept = pad.strokes()
    paper.setFocus()
    qtbot.keyClick(paper, Qt.Key.Key_Backspace)
    assert pad.strokes() == ()
    pad.set_strokes(kept)
    assert pad.strokes() == kept
    qtbot.mouseClick(pad.clear_button, LEFT)
    assert pad.strokes() == ()
    with qtbot.waitSignal(pad.alternative):
        qtbot.keyClick(pad.alternative_link, Qt.Key.Key_Return)


def test_versions_are_chosen_per_field_by_keyboard(qtbot: QtBot) -> None:
    picker = ConflictPicker(
        [
            Difference(key="adres", caption="Adres", mine="12", theirs="21", careful="theirs"),
            Difference(key="naam", caption="Naam", mine="Ali", theirs=""),
        ]
    )
    shown(qtbot, picker)
    assert picker.choices() == {"adres": "", "naam": ""}
    mine = picker.side("adres", "mine")
    mine.setFocus()
    qtbot.keyClick(mine, Qt.Key.Key_Space)
    qtbot.keyClick(mine, Qt.Key.Key_Right)
    assert picker.choices()["adres"] == "theirs"
    assert picker.counter.text() == "1 van 2 gekozen" and not picker.is_complete()
    qtbot.mouseClick(picker.side("naam", "mine"), LEFT)
    assert picker.is_complete()
    assert picker.side("adres", "theirs").accessibleName() == "Adres, De andere versie: 21"
    assert picker.side("adres", "theirs").accessibleDescription() == "Dit geldt nu."


def test_progress_and_facts_say_their_numbers(qtbot: QtBot) -> None:
    progress = Progress("PVT", 540, 720, words="9 van 12 uur")
    qtbot.addWidget(progress)
    assert progress.words() == progress.bar.accessibleDescription() == "9 van 12 uur"
    progress.set_counts(7, 12)
    assert progress.words() == "7 van 12"
    progress.set_counts(0, 0)
    facts = KeyValueList([("Huisarts", "")])
    qtbot.addWidget(facts)
    facts.set_pairs([("Taal", "Tigrinya")])


def test_every_drawing_has_its_table(qtbot: QtBot) -> None:
    chart = Chart(
        "Zelfredzaamheid",
        ["jan", "mrt"],
        [Series(name="Geld", values=(1, None))],
        kind="lines",
        top=3,
        ticks=((1, "samen"), (3, "zelf")),
    )
    shown(qtbot, chart, 600, 500)
    cells = [[chart.table.item(row, column).text() for column in range(2)] for row in range(2)]
    assert cells == [["jan", "samen"], ["mrt", "-"]]
    assert chart.table.accessibleName() == "Tabel bij Zelfredzaamheid"
