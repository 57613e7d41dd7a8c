"""A made-up dossier, lists, drawings, a signature, two versions, and a page from right to left."""

from __future__ import annotations

import math

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.widgets.answers import AnswerRow, TickRow
from ui.widgets.badges import Badge, Pill, sharing, urgency
from ui.widgets.buttons import Button
from ui.widgets.charts import Chart, Series
from ui.widgets.choices import ChipGroup
from ui.widgets.conflict import ConflictPicker, Difference
from ui.widgets.facts import KeyValueList, Progress
from ui.widgets.form import Field
from ui.widgets.inputs import TextLine
from ui.widgets.page import Page
from ui.widgets.panels import Card, EmptyState, MessageBar
from ui.widgets.search import Result, SearchBox
from ui.widgets.signature import SignaturePad
from ui.widgets.stepline import Step, StepLine, StepState
from ui.widgets.table import PILL_ROLE, DataTable
from ui.widgets.timeline import Timeline, TimelineEntry

STEPS = (
    ("Aankomst", StepState.DONE, "12 mei 2025"),
    ("AZC", StepState.DONE, "30 mei 2025"),
    ("Assessment", StepState.DONE, "2 jun 2025"),
    ("Intakegesprek", StepState.DONE, "9 jul 2025"),
    ("Eerste plan", StepState.DONE, "1 sep 2025"),
    ("Verhuizen of wachten", StepState.DONE, "3 mrt 2026"),
    ("Warme overdracht", StepState.CURRENT, "3 open"),
    ("Verder in de gemeente", StepState.FUTURE, ""),
)


def steps() -> list[Step]:
    made = [Step(title=title, state=state, note=note) for title, state, note in STEPS]
    made[6] = Step(title=STEPS[6][0], state=StepState.CURRENT, note=STEPS[6][2], attention=True)
    return made


def entries() -> list[TimelineEntry]:
    return [
        TimelineEntry(
            key="1",
            icon="home-visit",
            title="Huisbezoek: post en geld",
            meta="za 21 nov 16:02 · 45 minuten · Ria de Wit",
            text="Post samen geopend. Twee aanmaningen van de energieleverancier, samen gebeld over een regeling.",
            heading="november 2026",
            pills=(sharing("wacht op verzenden"),),
        ),
        TimelineEntry(
            key="2",
            icon="signal",
            title="Signaal: ongeopende post",
            meta="za 21 nov 16:05 · Ria de Wit",
            heading="november 2026",
            pills=(urgency("spoed"), sharing("ontvangen")),
        ),
        TimelineEntry(
            key="3",
            icon="pvt",
            title="PVT: bijeenkomst gelijkwaardigheid",
            meta="wo 28 okt 13:00 · 2 uur 30 minuten · Taalhuis",
            heading="oktober 2026",
            pills=(sharing("verwerkt"),),
        ),
        TimelineEntry(
            key="4",
            icon="phone",
            title="مكالمة مع الأب حول المدرسة",
            meta="vr 2 okt 10:10 · 10 minuten",
            text="ሰላም፡ ዕለተ ሰኑይ ኣብ ቤት ትምህርቲ ክንራኸብ ኢና።",
            heading="oktober 2026",
            pills=(sharing("blijft hier"),),
        ),
    ]


def dossier_page() -> Page:
    page = Page("Selam Tesfay", "Z-route · term tot en met 14 mei 2028 (over 18 maanden)", wide=True)
    page.add_action(Button("Overdracht maken", icon="handover"))
    page.add_action(Button("Contact opschrijven", "primary", "plus"))
    line = Card()
    line.add(StepLine("Doorgaande lijn", steps()))
    page.add(line)
    facts = Card("Gegevens", icon="person")
    facts.add(
        KeyValueList(
            [
                ("Geboren", "4 maart 1988"),
                ("Talen", "Tigrinya, Arabisch, een beetje Nederlands"),
                ("Tolk", "Tigrinya, liefst een vrouw"),
                ("Huisarts", ""),
                ("Delen", Badge(sharing("besluit nodig"))),
            ]
        )
    )
    facts.add(Progress("PVT", 540, 720, words="9 van 12 uur"), Progress("Signalering", 7, 12, tone="success"))
    page.add(facts)
    history = Card("Wat er gebeurd is", icon="clock")
    timeline = Timeline("Tijdlijn", fit=True)
    timeline.set_entries(entries())
    timeline.choose("2")
    history.add(timeline)
    page.add(history)
    page.body.addStretch(1)
    return page


class _Rows(QAbstractTableModel):
    HEADINGS = ("Naam", "Geboren", "Gemeente", "Laatste contact", "Signaal", "Delen")
    ROWS = (
        (
            "Selam Tesfay",
            "04-03-1988",
            "Utrecht",
            "za 21 nov",
            urgency("spoed"),
            sharing("wacht op verzenden"),
        ),
        ("Yusuf Al-Hamid bin Abdulrahman", "01-01-1979", "Nieuwegein", "do 5 nov", None, sharing("verwerkt")),
        ("مريم حسيني", "12-08-1995", "Zeist", "ma 2 nov", urgency("volgen"), sharing("ontvangen")),
        ("ሃና ገብረመድህን", "onbekend", "Utrecht", "vr 2 okt", urgency("acuut"), sharing("besluit nodig")),
    )

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.ROWS)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.HEADINGS)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        cell = self.ROWS[index.row()][index.column()]
        if role == PILL_ROLE:
            return cell if isinstance(cell, Pill) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text if isinstance(cell, Pill) else cell
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        across = orientation == Qt.Orientation.Horizontal
        return self.HEADINGS[section] if across and role == Qt.ItemDataRole.DisplayRole else None


def lists_page() -> Page:
    page = Page("Lijsten", "Cliënten, zoeken, en een lege lijst.", wide=True)
    table = DataTable("Cliënten", _Rows(page), widths={0: -1}, sortable=(0, 1, 3))
    table.show_sorted(0, False)
    table.selectRow(0)
    table.setFixedHeight(250)
    page.add(table)
    search = SearchBox("Zoek een cliënt, notitie of organisatie")
    search.line.setText("hus")
    search.show_results(
        [
            Result(key="1", title="Maryam [[Hus]]ayni", text="مريم حسيني · Zeist · geboren 12-08-1995"),
            Result(
                key="2",
                title="Huisbezoek 2 nov",
                text="... over de [[hus]]band en de kinderen",
                icon="home-visit",
            ),
        ]
    )
    search.results.setFixedHeight(130)
    found = Card("Zoeken")
    found.add(search)
    page.add(found)
    bare = DataTable(
        "Leeg", empty=EmptyState("Je hebt nog geen cliënten.", icon="clients", button="Lijst inlezen")
    )
    bare.setFixedHeight(260)
    page.add(bare)
    page.body.addStretch(1)
    return page


def charts_page() -> Page:
    page = Page("Tekeningen", "Elke tekening heeft een tabel.", wide=True)
    bars = Card()
    bars.add(
        Chart(
            "Signalen per leefgebied",
            ["Geld en post", "Psychische gezondheid", "Wonen", "Taal en digitaal"],
            [Series(name="Aantal", values=(12, 7, 3, 0))],
        )
    )
    lines = Card()
    lines.add(
        Chart(
            "Zelfredzaamheid",
            ["jan", "mrt", "jun", "sep", "nov"],
            [
                Series(name="Geld", values=(1, 1, 2, 2, 3)),
                Series(name="Taal", values=(1, 2, 2, None, 2)),
                Series(name="Wonen", values=(2, 3, 3, 3, 3)),
            ],
            kind="lines",
            top=3,
            ticks=((1, "weet ik niet"), (2, "samen"), (3, "zelf")),
        )
    )
    page.add(bars, lines)
    page.body.addStretch(1)
    return page


def consent_page() -> Page:
    page = Page("Handtekening en keuzes", "Wat mag er gedeeld worden?")
    sign = Card("Handtekening", icon="signature")
    pad = SignaturePad()
    pad.set_strokes([_scribble()])
    sign.add(pad)
    page.add(sign)
    conflict = Card("Twee versies", icon="conflict")
    picker = ConflictPicker(
        [
            Difference(
                key="adres",
                caption="Adres",
                mine="Kanaalstraat 12, Utrecht",
                theirs="Kanaalstraat 21, Utrecht",
                mine_meta="Ria de Wit, za 21 nov 16:02",
                theirs_meta="Gemeente, do 19 nov 09:00",
                careful="theirs",
            ),
            Difference(
                key="naam",
                caption="Naam in eigen schrift",
                mine="مريم حسيني",
                theirs="",
                mine_meta="Ria de Wit",
            ),
        ],
        theirs="Versie van de gemeente",
    )
    picker.choose("adres", "mine")
    conflict.add(picker)
    page.add(conflict)
    page.body.addStretch(1)
    return page


def _scribble() -> tuple[tuple[float, float], ...]:
    return tuple(
        (round(0.15 + number / 90, 3), round(0.55 + 0.25 * math.sin(number / 2.2) * math.cos(number / 9), 3))
        for number in range(60)
    )


def right_to_left_page() -> Page:
    page = Page("هل تسمح بالمشاركة؟", "نص تجريبي للعرض فقط")
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    card = Card("الموافقة", icon="consent")
    card.add(
        MessageBar("info", "يمكنك أن تقول لا. الرقم هو \u20660800-2000\u2069.", action="التالي"),
        TickRow("مشاركة المواعيد مع البلدية", detail="يمكنك التراجع في أي وقت"),
        ChipGroup([("ja", "نعم", ""), ("nee", "لا", "")], chosen=["ja"]),
        Field("naam", "الاسم", TextLine("مريم حسيني", arabic=True)),
        StepLine("الخط", steps()),
    )
    row_of_answers = AnswerRow("توجد رسائل غير مفتوحة", chosen="ja")
    card.add(row_of_answers)
    page.add(card)
    page.body.addStretch(1)
    return page
