"""The overdracht sheet as one HTML page that a screen reader walks through; every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from app.documents import overdracht as words
from app.documents.bidi import has_rtl
from app.documents.content import (
    LIJN,
    KrachtenBlok,
    OverdrachtBlad,
    SignaalRegel,
    ThemaBlok,
    Urgentie,
    Voortgang,
    content_hash,
)
from app.documents.text import clean, clean_line, dutch_date, dutch_moment, grouped

URGENCY = {
    Urgentie.ACUUT: ("⬣", "Acuut"),
    Urgentie.SPOED: ("▲", "Spoed"),
    Urgentie.BINNENKORT: ("◔", "Binnenkort"),
    Urgentie.VOLGEN: ("○", "Volgen"),
}
_STYLE = """
:root{--ink:#16232b;--soft:#4a5a64;--accent:#0b4f62;--alarm:#8e1b1b;--rule:#c3ced4}
*{box-sizing:border-box}
body{margin:0 auto;max-width:52rem;padding:1.5rem;color:var(--ink);background:#fff;
font:1rem/1.5 "Noto Sans","Noto Sans Arabic","Noto Sans Ethiopic",system-ui,sans-serif}
h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0}
h2{font-size:1.15rem;color:var(--accent);border-bottom:1px solid var(--rule);margin:1.6rem 0 .4rem}
h3{font-size:1rem;margin:1rem 0 .2rem}
.kicker{color:var(--accent);font-weight:600;text-transform:uppercase;margin:0}
.urgent,.asked{padding:.6rem 1rem;margin:1rem 0;border-left:.3rem solid var(--accent);background:#e6f0f2}
.urgent{border:1px solid var(--alarm);border-left-width:.3rem;background:#fbefec}
.urgent h2{color:var(--alarm)}
.urgent h2,.asked h2{margin-top:0}
table{border-collapse:collapse;width:100%}
th,td{text-align:start;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--rule);
overflow-wrap:anywhere}
thead th{color:var(--accent);font-size:.875rem}
dl{display:grid;grid-template-columns:minmax(8rem,12rem) 1fr;gap:.1rem 1rem;margin:.4rem 0}
dt{font-weight:600;color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
ol.lijn{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;padding-left:1.2rem}
ol.lijn [aria-current]{font-weight:700}
.empty{color:var(--soft);font-style:italic}
.practice{background:var(--ink);color:#fff;padding:.4rem 1rem;font-weight:700}
footer{margin-top:2rem;border-top:1px solid var(--rule);font-size:.875rem;color:var(--soft);overflow-wrap:anywhere}
@media print{body{max-width:none;padding:0}.apart{break-before:page}}
"""


def render(sheet: OverdrachtBlad) -> str:
    """Return a whole HTML document."""
    title = words.title_of(sheet)
    parts = [
        '<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{_text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
    ]
    if sheet.colofon.oefenen:
        parts.append('<p class="practice">OEFENEN · de mensen op dit blad zijn verzonnen</p>')
    parts += ["<main>", *_top(sheet, title), _tag("p", words.LEFT_OUT), *_sections(sheet)]
    if sheet.veiligheid:
        parts += _confidential(sheet)
    parts += ["</main>", *_footer(sheet), "</body>\n</html>\n"]
    return "\n".join(parts)


def _text(text: str) -> str:
    """Escape, with line breaks kept and control characters gone."""
    return escape(clean(text), quote=True).replace("\n", "<br>")


def _tag(name: str, text: str, more: str = "") -> str:
    direction = ' dir="auto"' if has_rtl(text) else ""
    return f"<{name}{more}{direction}>{_text(text)}</{name}>"


def _top(sheet: OverdrachtBlad, title: str) -> list[str]:
    parts = ["<header>", _tag("p", title, ' class="kicker"')]
    parts += [
        _tag("h1", clean_line(sheet.client.naam) or "Naam niet bekend"),
        _tag("p", words.who_line(sheet)),
    ]
    parts += [*_facts([("Voor", sheet.ontvanger or "niet ingevuld"), *sheet.client.details]), "</header>"]
    if sheet.urgent:
        parts.append('<section class="urgent"><h2>Dit kan niet wachten</h2><ul>')
        for punt in sheet.urgent:
            more = f" Sinds {dutch_date(punt.sinds)}." if punt.sinds else ""
            more += f" Gedaan: {punt.gedaan}" if punt.gedaan else ""
            parts.append(f"<li>{_urgency(punt.urgentie)}: {_text(punt.wat + more)}</li>")
        parts.append("</ul></section>")
    parts.append('<section class="asked"><h2>Wat wij u vragen</h2>')
    if not sheet.urgent:
        parts.append(_tag("p", words.NO_URGENT))
    asked = [vraag.wat + (f" Voor {dutch_date(vraag.voor)}." if vraag.voor else "") for vraag in sheet.vragen]
    parts += [*(_list(asked) if asked else [_tag("p", words.NO_QUESTIONS)]), "</section>"]
    if sheet.lijn is not None:
        stap = min(max(sheet.lijn.stap, 1), len(LIJN))
        parts.append(f'<h2>De doorgaande lijn</h2><p>Nu: stap {stap} van {len(LIJN)}.</p><ol class="lijn">')
        parts += [
            _tag("li", name, ' aria-current="step"' if at == stap else "") for at, name in enumerate(LIJN, 1)
        ]
        parts.append("</ol>")
    return parts


def _urgency(urgentie: Urgentie) -> str:
    sign, word = URGENCY[urgentie]
    return f'<span aria-hidden="true">{sign}</span> <strong>{word}</strong>'


def _sections(sheet: OverdrachtBlad) -> list[str]:
    parts: list[str] = []
    if sheet.huishouden is not None:
        heads = ("Naam", "Hoort bij", "Geboren", "Opmerking")
        parts += _section("Huishouden", _table(heads, words.household_rows(sheet), words.NO_HOUSEHOLD))
    if sheet.taal is not None:
        parts += _section("Taal en bereikbaarheid", _facts(words.taal_facts(sheet)))
    if sheet.overdracht is not None:
        parts += _section("Overdracht", _facts(words.overdracht_facts(sheet)))
    if sheet.verblijf is not None:
        parts += _section("Verblijf", _facts(words.verblijf_facts(sheet)))
    if sheet.inburgering is not None:
        bars = [_progress(bar) for bar in sheet.inburgering.voortgang]
        parts += _section("Inburgering", [*_facts(sheet.inburgering.feiten), *bars])
    if sheet.themas is not None:
        themes = [line for blok in sheet.themas for line in _theme(blok)]
        parts += _section("Per thema", themes or [_tag("p", words.NO_THEMES, ' class="empty"')])
    if sheet.dossiers is not None:
        of_files = ("Dossier", "Van", "Naar", "Stand", "Door")
        parts += _section("Dossiers die meegaan", _table(of_files, words.file_rows(sheet), words.NO_FILES))
    if sheet.signalen is not None:
        parts += _section("Open signalen", _signals(sheet.signalen))
    if sheet.krachten is not None:
        parts += _section("Wat goed gaat en wat ik wil", _strengths(sheet.krachten))
    if sheet.gronden is not None:
        heads = ("Waarvoor", "Grond", "Gegeven op", "Tot")
        parts += _section("Toestemming en grond", _table(heads, words.ground_rows(sheet), words.NO_GROUNDS))
    return parts


def _section(title: str, content: Iterable[str]) -> list[str]:
    return ["<section>", _tag("h2", title), *content, "</section>"]


def _facts(pairs: Sequence[tuple[str, str]]) -> list[str]:
    return ["<dl>", *(_tag("dt", name) + _tag("dd", value) for name, value in pairs), "</dl>"]


def _list(items: Sequence[str]) -> list[str]:
    return ["<ul>", *(_tag("li", item) for item in items), "</ul>"]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], empty: str) -> list[str]:
    if not rows:
        return [_tag("p", empty, ' class="empty"')]
    parts = [
        "<table><thead><tr>",
        *(_tag("th", head, ' scope="col"') for head in heads),
        "</tr></thead><tbody>",
    ]
    for first, *rest in rows:
        parts.append(
            "<tr>"
            + _tag("th", first, ' scope="row"')
            + "".join(_tag("td", value) for value in rest)
            + "</tr>"
        )
    return [*parts, "</tbody></table>"]


def _progress(bar: Voortgang) -> str:
    said = f"{bar.gedaan:g} van {bar.doel:g} {bar.eenheid}".replace(".", ",")
    return _tag("p", f"{bar.naam}: {said}")


def _theme(blok: ThemaBlok) -> list[str]:
    parts = [_tag("h3", blok.thema)]
    if words.theme_is_empty(blok):
        return [*parts, _tag("p", words.NO_THEME, ' class="empty"')]
    parts += [_tag("p", blok.stand)] if blok.stand else []
    if blok.afspraken:
        parts += ["<p>Afgesproken:</p>", *_list(blok.afspraken)]
    if blok.acties:
        parts += ["<p>Nog te doen:</p>", *_list([words.action_words(actie) for actie in blok.acties])]
    return parts


def _signals(signals: tuple[SignaalRegel, ...]) -> list[str]:
    if not signals:
        return [_tag("p", words.NO_SIGNALS, ' class="empty"')]
    heads = ("Hoe snel", "Leefgebied", "Wat is gezien of gehoord", "Sinds", "Stand")
    parts = [
        "<table><thead><tr>",
        *(_tag("th", head, ' scope="col"') for head in heads),
        "</tr></thead><tbody>",
    ]
    for regel in words.in_order(signals):
        cells = (regel.leefgebied, regel.wat, dutch_date(regel.sinds, absent="–"), regel.stand or "–")
        parts.append(
            f'<tr><th scope="row">{_urgency(regel.urgentie)}</th>'
            + "".join(_tag("td", cell) for cell in cells)
        )
        parts.append("</tr>")
    return [*parts, "</tbody></table>"]


def _strengths(blok: KrachtenBlok) -> list[str]:
    if not (blok.krachten or blok.wensen or blok.steun):
        return [_tag("p", words.NO_STRENGTHS, ' class="empty"')]
    parts = [f'<div lang="{escape(blok.taal, quote=True)}">'] if blok.taal != "nl" else ["<div>"]
    for title, items in (("Wat goed gaat", blok.krachten), ("Wat ik wil", blok.wensen)):
        if items:
            parts += [_tag("h3", title, ' lang="nl"'), *_list(items)]
    if blok.steun:
        parts += [_tag("h3", "Wie helpt", ' lang="nl"'), _tag("p", blok.steun)]
    return [*parts, "</div>"]


def _confidential(sheet: OverdrachtBlad) -> list[str]:
    warning = f"{words.SAFETY} {sheet.veiligheid_hulp}".strip()
    return [
        '<section class="apart">',
        "<h2>Signalen over veiligheid (apart blad, alleen voor de ontvanger)</h2>",
        f'<div class="urgent"><p><strong>Let op.</strong> {_text(warning)}</p></div>',
        *_signals(sheet.veiligheid),
        "</section>",
    ]


def _footer(sheet: OverdrachtBlad) -> list[str]:
    colofon = sheet.colofon
    made = f"Gemaakt door {colofon.gemaakt_door} op {dutch_moment(colofon.gemaakt_op)}, exemplaar {colofon.exemplaar}"
    lines = (
        " · ".join(part for part in (colofon.classificatie, colofon.bewaren) if part),
        made,
        f"Nummer {colofon.document_id}",
        f"Controlegetal {grouped(content_hash(sheet))}",
    )
    return ["<footer>", *(_tag("p", line) for line in lines), "</footer>"]
