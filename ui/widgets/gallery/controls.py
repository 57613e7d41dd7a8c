"""Buttons, messages, fields and answers in every state."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox

from ui.widgets.answers import AnswerList, AnswerRow, TickRow
from ui.widgets.badges import Badge, sharing, urgency
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.choices import ChipGroup
from ui.widgets.dates import DateField, DurationField, MomentField
from ui.widgets.form import Form
from ui.widgets.inputs import LongText, PassphraseField, SearchLine, TextLine
from ui.widgets.layouts import FlowLayout
from ui.widgets.page import Page
from ui.widgets.panels import Card, EmptyState, MessageBar

TODAY = date(2026, 11, 22)


def _today() -> date:
    return TODAY


def buttons_page() -> Page:
    page = Page("Knoppen en meldingen", "Eén hoofdknop per scherm; woorden eerst, iconen ernaast.")
    page.add_action(Button("Afdrukken", icon="print"))
    page.add_action(Button("Nieuw contact", "primary", "plus"))
    page.show_message(
        MessageBar(
            "info", "Bewaard op dit apparaat 10:31.", detail="Delen kan zodra er internet is.", closable=True
        )
    )
    for tone, text, action in (
        ("success", "Het contact is bewaard.", "Ongedaan maken"),
        ("warning", "De toestemming loopt over 12 dagen af.", "Bekijk toestemming"),
        (
            "error",
            "De map om te delen is niet gevonden. Steek de stick erin en probeer het opnieuw.",
            "Opnieuw",
        ),
        ("acuut", "Bel eerst, schrijf later. Direct gevaar: 112. Zelfmoord: 113 of 0800-0113.", ""),
    ):
        page.show_message(MessageBar(tone, text, action=action))
    kinds = Card("Knoppen")
    line = FlowLayout()
    disabled = Button("Uit", icon="lock")
    disabled.setEnabled(False)
    off = Button("Uit", "primary")
    off.setEnabled(False)
    for one in (
        Button("Bewaren", "primary", "check"),
        Button("Annuleren"),
        Button("Stil", "quiet", "edit"),
        Button("Verwijderen", "danger", "trash"),
        disabled,
        off,
        IconButton("settings", "Instellingen"),
        IconButton("calendar", "Kalender", "secondary"),
        LinkButton("Wachtzin vergeten?"),
    ):
        line.addWidget(one)
    kinds.body.addLayout(line)
    page.add(kinds)
    states = Card("Standen")
    pills = FlowLayout()
    for word in ("acuut", "spoed", "binnenkort", "volgen"):
        pills.addWidget(Badge(urgency(word)))
    for state in (
        "concept",
        "blijft hier",
        "wacht op verzenden",
        "verzonden",
        "ontvangen",
        "verwerkt",
        "wacht op eerder deel",
        "besluit nodig",
        "apart gezet",
        "geweigerd",
    ):
        pills.addWidget(Badge(sharing(state)))
    states.body.addLayout(pills)
    page.add(states)
    empty = Card()
    empty.add(EmptyState("Er zijn nog geen contactmomenten.", icon="contact", button="Contact opschrijven"))
    page.add(empty)
    page.body.addStretch(1)
    return page


def fields_page() -> Page:
    page = Page("Velden", "Het label staat erboven, de fout eronder.")
    form = Form()
    form.add_field("naam", "Naam", TextLine("Selam Tesfay"), hint="Zoals op de brief van de gemeente.")
    form.add_field(
        "schrift", "Naam in eigen schrift", TextLine("ሰላም ተስፋይ · سلام", arabic=True), optional=True
    )
    form.add_field("geboren", "Geboortedatum", DateField(_today, date(1988, 3, 4)))
    form.add_field("wanneer", "Wanneer was het contact?", MomentField(_today))
    form.add_field("duur", "Hoe lang duurde het?", DurationField(45))
    onderwerpen = ChipGroup(
        [
            ("wonen", "Wonen", "home"),
            ("geld", "Geld en post", "letter"),
            ("school", "School", "school"),
            ("gezondheid", "Gezondheid", "heart"),
            ("inburgering", "Inburgering", "pvt"),
        ],
        many=True,
        chosen=["geld", "school"],
    )
    form.add_field("onderwerpen", "Waar ging het over?", onderwerpen, hint="Je mag er meer kiezen.")
    kanaal = ChipGroup(
        [("huis", "Huisbezoek", "home-visit"), ("telefoon", "Telefoon", "phone"), ("app", "Bericht", "chat")],
        chosen=["huis"],
    )
    form.add_field("kanaal", "Hoe was het contact?", kanaal)
    taal = QComboBox()
    taal.addItems(["Nederlands", "Tigrinya", "Arabisch", "Farsi"])
    form.add_field("taal", "Taal", taal)
    form.add_field(
        "samenvatting",
        "Samenvatting",
        LongText("Post samen bekeken. " * 9, max_length=1000),
        hint="Dit mag gedeeld worden.",
    )
    form.add_field("kort", "Te lang", LongText("Dit is te lang. " * 3, max_length=20))
    wachtzin = PassphraseField()
    wachtzin.line.setText("vier gewone woorden")
    wachtzin.caps_warning.show()
    form.add_field("wachtzin", "Wachtzin", wachtzin)
    form.show_errors(
        {"geboren": "Vul een dag in die voorbij is.", "kort": "Maak de tekst korter dan 20 tekens."}
    )
    page.add(form)
    page.add(SearchLine("Zoek een cliënt"))
    page.body.addStretch(1)
    return page


def answers_page() -> Page:
    page = Page("Signalering", "7 van 12 beantwoord", wide=True)
    card = Card("Geld en post", icon="letter")
    rows = AnswerList()
    rows.add_row("post", AnswerRow("Er ligt ongeopende post.", chosen="ja"))
    rows.add_row("schuld", AnswerRow("Er zijn aanmaningen of een deurwaarder.", chosen="soms"))
    rows.add_row(
        "eten", AnswerRow("Er is geen geld voor eten.", hint="Vraag naar de laatste week.", chosen="nee")
    )
    rows.add_row("toeslag", AnswerRow("De toeslagen kloppen niet.", chosen="niet_gezien"))
    urgent = AnswerRow("Dreigt er uithuiszetting of afsluiting van gas, water of stroom?")
    urgent.body.addWidget(
        MessageBar("spoed", "Bel vandaag of morgen de contactpersoon.", action="Toon nummer")
    )
    rows.add_row("huur", urgent)
    card.add(rows)
    page.add(card)
    ticks = Card("Taken", icon="checklist")
    ticks.add(
        TickRow(
            "Bel de huisarts over de medicijnen",
            detail="Selam T. · vandaag",
            trailing=Badge(urgency("spoed")),
        ),
        TickRow("Afspraak taalschool", detail="morgen 10:00", checked=True),
    )
    page.add(ticks)
    page.body.addStretch(1)
    return page
