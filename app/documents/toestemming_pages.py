"""Lays out the consent copy on paper: two columns, Dutch left, the client's language right."""

from __future__ import annotations

from app.documents import sheets, theme
from app.documents.content import Antwoord, Doelvraag, Toestemmingsblad, Tweetalig, content_hash
from app.documents.drawings import Panel, tick_box
from app.documents.flow import Flow, Mark
from app.documents.furniture import WIDTH, PageFurniture, build
from app.documents.paging import Part
from app.documents.structure import Element
from app.documents.text import clean_line, dutch_date, grouped
from app.documents.theme import TextStyle
from app.documents.typesetting import TALLER, Span, Text
from app.documents.woorden import NL, RTL, TALEN, TALL, Woorden

_GAP = 22.0


def render(blad: Toestemmingsblad, password: str | None) -> bytes:
    """Return the consent copy as PDF bytes."""
    page = _Page(blad)
    page.top()
    for number, vraag in enumerate(blad.vragen, 1):
        page.question(number, vraag)
    page.rights()
    page.signatures()
    page.record()
    furniture = PageFurniture(blad.colofon, f"{NL.toestemming} · {blad.client}", digest=content_hash(blad))
    title = sheets.practice_or(blad.colofon, NL.toestemming)
    return build(title, blad.colofon, page.root, [Part(page.flow.slabs, furniture)], password)


class _Page:
    """The consent copy while it is laid out."""

    def __init__(self, blad: Toestemmingsblad) -> None:
        self.blad = blad
        self.root = Element("Document")
        self.flow = Flow(WIDTH, self.root)
        self.own: Woorden | None = TALEN.get(blad.taal)
        self.direction = "rtl" if blad.taal in RTL else "ltr"
        self.two = blad.taal != "nl"

    def top(self) -> None:
        self.flow.text("JOUW EXEMPLAAR", theme.KICKER, before=0)
        own = self.own.toestemming if self.own else ""
        title = theme.TITLE.but(size=19, leading=25)
        self._pair(self.flow, Tweetalig(nl=NL.toestemming, eigen=own), title, before=1, tag="H1")
        facts = [("Van", self.blad.client), ("Gevraagd door", self.blad.gevraagd_door or "niet ingevuld")]
        facts += [
            ("Datum", dutch_date(self.blad.datum)),
            ("Taal", self.blad.taalnaam),
            ("Tolk", self.blad.tolk or "geen tolk"),
        ]
        self.flow.space(4)
        self.flow.facts(facts, label=88.0, pairs=2)
        self.flow.space(5)
        for text in self.blad.inleiding:
            self._pair(self.flow, text, theme.BODY, before=4)
        if not self.blad.vragen:
            self.flow.text("Er is nog niets gevraagd.", theme.NOTE, before=8)

    def question(self, number: int, vraag: Doelvraag) -> None:
        flow = self.flow
        panel = Panel(flow.width, theme.PAPER, None, theme.RULE)
        with flow.framed(panel, inset=11, right=11, padding=8, before=9) as box, box.together():
            titled = Tweetalig(
                nl=f"{number}. {vraag.titel.nl}",
                eigen=f"{number}. {vraag.titel.eigen}" if vraag.titel.eigen else "",
            )
            self._pair(box, titled, theme.H2.but(colour=theme.ACCENT), before=0, tag="H2")
            for name, text in (("wat", vraag.wat), ("met_wie", vraag.met_wie), ("waarom", vraag.waarom)):
                self._named(box, name, text)
            self._answers(box, vraag)

    def rights(self) -> None:
        if not self.blad.rechten:
            return
        own = self.own.rechten if self.own else ""
        with self.flow.together():
            self._pair(self.flow, Tweetalig(nl=NL.rechten, eigen=own), theme.H1, before=13, tag="H2")
            for text in self.blad.rechten:
                self._pair(self.flow, text, theme.BODY, before=4)

    def signatures(self) -> None:
        blad, flow = self.blad, self.flow
        with flow.together():
            own = self.own.handtekening if self.own else ""
            self._pair(flow, Tweetalig(nl=NL.handtekening, eigen=own), theme.H1, before=13, tag="H2")
            if blad.mondeling is not None:
                flow.text(
                    [
                        Span("Mondeling gegeven. ", theme.SEMIBOLD),
                        Span(f"Reden: {blad.mondeling.reden or 'niet ingevuld'}"),
                    ],
                    before=4,
                )
                flow.text(f"Getuige: {blad.mondeling.getuige or 'niet ingevuld'}", before=2)
            if blad.handtekeningen:
                sheets.put_signatures(flow, blad.handtekeningen)
            elif blad.mondeling is None:
                flow.text("Er is niet getekend.", theme.NOTE, before=4)

    def record(self) -> None:
        blad, flow = self.blad, self.flow
        if not blad.nagekeken:
            own = self.own.niet_nagekeken if self.own else ""
            self._pair(flow, Tweetalig(nl=NL.niet_nagekeken, eigen=own), theme.NOTE, before=12)
        words = f"Tekst versie {clean_line(blad.tekstversie) or 'onbekend'}"
        if blad.teksthash:
            words += f" · controlegetal van de tekst {grouped(clean_line(blad.teksthash)[:32])}"
        if blad.vertaler:
            words += f" · vertaling: {clean_line(blad.vertaler)}"
        flow.text(words, theme.SMALL, before=8)

    # Two languages beside each other ----------------------------------------------------------------------------

    def _styles(self, style: TextStyle) -> tuple[TextStyle, TextStyle]:
        own = style.but(language=self.blad.taal, direction=self.direction)
        # The same leading in both columns keeps their lines on one height.
        return (style.but(leading=style.leading * TALLER) if self.blad.taal in TALL else style), own

    def _pair(self, flow: Flow, text: Tweetalig, style: TextStyle, *, before: float, tag: str = "P") -> None:
        """Put the same words in both languages on one height."""
        dutch, own = self._styles(style)
        if not self.two:
            flow.text(text.nl, dutch, before=before, tag=tag)
            return
        each = (flow.width - _GAP) / 2
        left, right = Flow(each, flow.root), Flow(each, flow.root)
        left.text(text.nl, dutch, before=0, tag=tag)
        right.text(text.eigen, own, before=0, tag=tag)
        flow.columns([left, right], [0.0, each + _GAP], before=before)

    def _named(self, flow: Flow, name: str, text: Tweetalig) -> None:
        if not (text.nl or text.eigen):
            return
        each = (flow.width - _GAP) / 2 if self.two else flow.width
        left, right = Flow(each, flow.root), Flow(each, flow.root)
        dutch, own = self._styles(theme.BODY)
        left.text(_labelled(getattr(NL, name), text.nl), dutch, before=0)
        if self.two and text.eigen:
            right.text(_labelled(getattr(self.own, name) if self.own else "", text.eigen), own, before=0)
        flow.columns([left, right], [0.0, each + _GAP], before=3)

    def _answers(self, flow: Flow, vraag: Doelvraag) -> None:
        each = (flow.width - _GAP) / 2 if self.two else flow.width
        dutch, own = self._styles(theme.BODY)
        for answer, meaning in ((Antwoord.JA, vraag.als_ja), (Antwoord.NEE, vraag.als_nee)):
            ticked = True if vraag.antwoord is answer else None
            left, right = Flow(each, flow.root), Flow(each, flow.root)
            left.marked(Mark(tick_box(ticked), _answer(NL, answer, meaning.nl, ticked)), dutch)
            if self.two and self.own:
                text = _answer(self.own, answer, meaning.eigen, ticked)
                right.marked(Mark(tick_box(ticked), text), own)
            flow.columns([left, right], [0.0, each + _GAP], before=5)
        if vraag.antwoord is Antwoord.OPEN:
            self._pair(
                flow, Tweetalig(nl=NL.open, eigen=self.own.open if self.own else ""), theme.NOTE, before=4
            )
        if vraag.tot and vraag.antwoord is Antwoord.JA:
            until = dutch_date(vraag.tot)
            number = f"{vraag.tot:%d-%m-%Y}" if hasattr(vraag.tot, "strftime") else str(vraag.tot)
            own_until = f"{self.own.tot} {number}" if self.own else ""
            self._pair(flow, Tweetalig(nl=f"{NL.tot} {until}", eigen=own_until), theme.SMALL, before=4)


def _labelled(label: str, text: str) -> Text:
    return [Span(f"{label}: ", theme.SEMIBOLD), Span(text)] if label else text


def _answer(words: Woorden, answer: Antwoord, meaning: str, ticked: bool | None) -> Text:
    word = words.ja if answer is Antwoord.JA else words.nee
    weight = theme.BOLD if ticked else None
    return [Span(word, weight), Span(f". {meaning}" if meaning else "")]
