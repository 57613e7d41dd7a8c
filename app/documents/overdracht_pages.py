"""Lays out the overdracht sheet on paper."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents import overdracht as words
from app.documents import theme
from app.documents.content import OverdrachtBlad, SignaalRegel, ThemaBlok, UrgentPunt, content_hash
from app.documents.drawings import (
    WORDS,
    Panel,
    alarm_panel,
    calm_panel,
    put_bars,
    put_lijn,
    tick_box,
    urgency_sign,
)
from app.documents.flow import Column, Flow, Mark, Value
from app.documents.furniture import WIDTH, PageFurniture, build
from app.documents.paging import Part
from app.documents.sheets import title_style
from app.documents.structure import Element
from app.documents.text import clean_line, dutch_date, short_date
from app.documents.typesetting import Span

_LABEL = 88.0
_QUIET = theme.NOTE


def render(sheet: OverdrachtBlad, password: str | None) -> bytes:
    """Return the sheet as PDF bytes."""
    root = Element("Document")
    flow = Flow(WIDTH, root)
    _masthead(flow, sheet)
    _first_look(flow, sheet)
    if sheet.lijn is not None:
        put_lijn(flow, sheet.lijn, before=8)
    flow.text(words.LEFT_OUT, theme.SMALL.but(align="center"), before=0)
    _sections(flow, sheet)
    parts = [Part(flow.slabs, _furniture(sheet, None))]
    if sheet.veiligheid:
        parts.append(_confidential(sheet, root))
    return build(words.title_of(sheet), sheet.colofon, root, parts, password)


def _furniture(sheet: OverdrachtBlad, classification: str | None) -> PageFurniture:
    running = f"{words.title_of(sheet)} · {sheet.client.naam}"
    if sheet.client.kenmerk:
        running += f" · {sheet.client.kenmerk}"
    return PageFurniture(
        sheet.colofon,
        running,
        code=words.verification_text(sheet),
        digest=content_hash(sheet),
        classification=classification,
        counted="Apart blad" if classification else "Pagina",
        first_top=13 * theme.MM,
    )


def _masthead(flow: Flow, sheet: OverdrachtBlad) -> None:
    side = 158.0
    left, right = Flow(flow.width - side - 16, flow.root), Flow(side, flow.root)
    left.text(words.title_of(sheet).upper(), theme.KICKER, before=0)
    name = clean_line(sheet.client.naam) or "Naam niet bekend"
    left.heading(name, 1, title_style(name, 21), before=1)
    left.text(words.who_line(sheet), theme.LARGE.but(size=10, leading=14), before=1)
    with right.framed(
        Panel(side, theme.PAPER, None, theme.RULE), inset=9, right=8, padding=6, before=2
    ) as box:
        box.text("Voor", theme.LABEL, before=0)
        box.text(sheet.ontvanger or "niet ingevuld", theme.STRONG.but(align="left"), before=0)
        if sheet.overdracht is not None:
            box.text(f"Van {sheet.overdracht.van}", theme.SMALL.but(align="left"), before=2)
            box.text(dutch_date(sheet.overdracht.datum, absent=""), theme.SMALL, before=0)
    flow.columns([left, right], [0.0, flow.width - side])
    if sheet.client.details:
        flow.space(5, glue=True)
        flow.facts(sheet.client.details, label=_LABEL, pairs=2)


def _first_look(flow: Flow, sheet: OverdrachtBlad) -> None:
    """Put what can't wait beside what is asked: the ten seconds."""
    gap = 12.0
    each = (flow.width - gap) / 2
    if not sheet.urgent:
        asked = Flow(flow.width, flow.root)
        _asked(asked, sheet)
        flow.columns([asked], [0.0], before=10)
        return
    urgent, asked = Flow(each, flow.root), Flow(each, flow.root)
    with urgent.framed(alarm_panel(each), inset=12, before=0) as box:
        box.heading("Dit kan niet wachten", 2, theme.H1.but(colour=theme.ALARM), before=0)
        for punt in sorted(sheet.urgent, key=lambda punt: list(WORDS).index(punt.urgentie)):
            text = [Span(f"{WORDS[punt.urgentie]}. ", theme.BOLD, theme.ALARM)]
            text += _urgent_words(punt)
            box.marked(Mark(urgency_sign(punt.urgentie, 10), text), before=3)
    _asked(asked, sheet)
    _level(urgent, asked)
    flow.columns([urgent, asked], [0.0, each + gap], before=10)


def _urgent_words(punt: UrgentPunt) -> list[Span]:
    spans = [Span(punt.wat, theme.SEMIBOLD)]
    if punt.sinds:
        spans.append(Span(f" Sinds {short_date(punt.sinds)}."))
    if punt.gedaan:
        spans.append(Span(f" Gedaan: {punt.gedaan}"))
    return spans


def _asked(flow: Flow, sheet: OverdrachtBlad) -> None:
    with flow.framed(calm_panel(flow.width), inset=12, before=0) as box:
        box.heading("Wat wij u vragen", 2, before=0)
        if not sheet.urgent:
            box.text(words.NO_URGENT, before=2)
        if not sheet.vragen:
            box.text(words.NO_QUESTIONS, before=2)
        for vraag in sheet.vragen:
            text = [Span(vraag.wat)]
            if vraag.voor:
                text.append(Span(f" Voor {short_date(vraag.voor)}.", theme.SEMIBOLD))
            box.marked(Mark(tick_box(None, 9), text), before=3)


def _level(one: Flow, other: Flow) -> None:
    """Make two framed columns equally high."""
    low, high = sorted((one, other), key=lambda flow: flow.height)
    low.slabs[-1].height += high.height - low.height


def _sections(flow: Flow, sheet: OverdrachtBlad) -> None:
    if sheet.huishouden is not None:
        flow.heading("Huishouden", 2)
        rows = words.household_rows(sheet)
        columns = _columns(("Naam", 3), ("Hoort bij", 2), ("Geboren", 2.6), ("Opmerking", 4))
        _table(flow, columns, rows, words.NO_HOUSEHOLD)
    if sheet.taal is not None:
        _facts_section(flow, "Taal en bereikbaarheid", words.taal_facts(sheet))
    if sheet.overdracht is not None:
        _facts_section(flow, "Overdracht", words.overdracht_facts(sheet))
    if sheet.verblijf is not None:
        _facts_section(flow, "Verblijf", words.verblijf_facts(sheet))
    if sheet.inburgering is not None:
        with flow.together():
            _facts_section(flow, "Inburgering", sheet.inburgering.feiten)
            put_bars(flow, sheet.inburgering.voortgang, label=_LABEL)
    if sheet.themas is not None:
        _themes(flow, sheet.themas)
    if sheet.dossiers is not None:
        flow.heading("Dossiers die meegaan", 2)
        columns = _columns(("Dossier", 3), ("Van", 3), ("Naar", 3), ("Stand", 3), ("Door", 2))
        _table(flow, columns, words.file_rows(sheet), words.NO_FILES)
    if sheet.signalen is not None:
        flow.heading("Open signalen", 2)
        _signals(flow, sheet.signalen)
    _strengths(flow, sheet)
    if sheet.gronden is not None:
        flow.heading("Toestemming en grond", 2)
        columns = _columns(("Waarvoor", 5), ("Grond", 4), ("Gegeven op", 2.5), ("Tot", 2.5))
        _table(flow, columns, words.ground_rows(sheet), words.NO_GROUNDS)


def _facts_section(flow: Flow, title: str, facts: Sequence[tuple[str, str]]) -> None:
    with flow.together():
        flow.heading(title, 2)
        flow.facts(facts, label=_LABEL, pairs=2)


def _columns(*named: tuple[str, float]) -> list[Column]:
    return [Column(title=title, share=share, strong=not at) for at, (title, share) in enumerate(named)]


def _table(flow: Flow, columns: list[Column], rows: Sequence[Sequence[Value]], empty: str) -> None:
    if rows:
        flow.table(columns, rows)
    else:
        flow.text(empty, _QUIET)


def _themes(flow: Flow, themes: tuple[ThemaBlok, ...]) -> None:
    flow.heading("Per thema", 2)
    if not themes:
        flow.text(words.NO_THEMES, _QUIET)
    for blok in themes:
        flow.heading(blok.thema, 3, before=6)
        if words.theme_is_empty(blok):
            flow.text(words.NO_THEME, _QUIET, before=1)
        flow.text(blok.stand, before=1)
        if blok.afspraken:
            flow.text("Afgesproken", theme.LABEL, before=3, glue=True)
            flow.bullets(blok.afspraken, before=1)
        if blok.acties:
            flow.text("Nog te doen", theme.LABEL, before=3, glue=True)
            for actie in blok.acties:
                flow.marked(Mark(tick_box(None, 8), words.action_words(actie)), before=1)


def _signals(flow: Flow, signals: tuple[SignaalRegel, ...]) -> None:
    columns = _columns(
        ("Hoe snel", 2.2), ("Leefgebied", 3), ("Wat is gezien of gehoord", 6), ("Sinds", 2.2), ("Stand", 2.2)
    )
    rows: list[list[Value]] = [
        [
            Mark(urgency_sign(regel.urgentie), WORDS[regel.urgentie]),
            regel.leefgebied,
            regel.wat,
            short_date(regel.sinds),
            regel.stand or "–",
        ]
        for regel in words.in_order(signals)
    ]
    _table(flow, columns, rows, words.NO_SIGNALS)


def _strengths(flow: Flow, sheet: OverdrachtBlad) -> None:
    blok = sheet.krachten
    if blok is None:
        return
    flow.heading("Wat goed gaat en wat ik wil", 2)
    style = theme.BODY.but(language=blok.taal)
    if not (blok.krachten or blok.wensen or blok.steun):
        flow.text(words.NO_STRENGTHS, _QUIET)
    gap = 20.0
    each = (flow.width - gap) / 2
    cells = []
    for title, items in (("Wat goed gaat", blok.krachten), ("Wat ik wil", blok.wensen)):
        if items:
            cell = Flow(each, flow.root)
            cell.text(title, theme.LABEL, before=0, glue=True)
            cell.bullets(items, style, before=1)
            cells.append(cell)
    flow.columns(cells, [at * (each + gap) for at in range(len(cells))], before=3)
    if blok.steun:
        flow.text("Wie helpt", theme.LABEL, before=3, glue=True)
        flow.text(blok.steun, style, before=1)


def _confidential(sheet: OverdrachtBlad, root: Element) -> Part:
    flow = Flow(WIDTH, root.child("Sect"))
    flow.text("Apart blad · alleen voor de ontvanger", theme.KICKER.but(colour=theme.ALARM), before=0)
    flow.heading("Signalen over veiligheid", 1, theme.TITLE.but(size=17, leading=23), before=1)
    flow.text(f"Over {clean_line(sheet.client.naam)} · {words.who_line(sheet)}", before=1)
    with flow.framed(alarm_panel(flow.width), inset=12, before=9) as box:
        box.marked(Mark(urgency_sign(None, 10), f"{words.SAFETY} {sheet.veiligheid_hulp}".strip()))
    flow.space(4)
    _signals(flow, sheet.veiligheid)
    return Part(flow.slabs, _furniture(sheet, "Zeer vertrouwelijk"))
