"""The overdracht sheet: who, what can't wait and what is asked come first, then the sections in their fixed order."""

from __future__ import annotations

from app.documents.content import (
    Actie,
    OverdrachtBlad,
    SignaalRegel,
    ThemaBlok,
    Urgentie,
    content_hash,
)
from app.documents.text import clean_line, dutch_date, short_date

LEFT_OUT = (
    "Ontbreekt een onderdeel? Dan was er geen grond of toestemming, of was het niet nodig. Vraag het ons."
)
NO_URGENT = "Er zijn geen dringende punten."
NO_QUESTIONS = "Er is geen vraag aan u. Dit blad is ter informatie."
NO_HOUSEHOLD = "Geen gezinsleden bekend."
NO_THEMES = "Er zijn nog geen afspraken per thema."
NO_THEME = "Hierover is niets bekend."
NO_FILES = "Er zijn geen dossiers om over te dragen."
NO_SIGNALS = "Geen open signalen om te delen."
NO_STRENGTHS = "Hierover is nog niet gesproken."
SAFETY = "Geef dit blad nooit mee aan de cliënt of het gezin. Bewaar het apart."
NO_GROUNDS = "Er is geen grond of toestemming vastgelegd."


def verification_text(sheet: OverdrachtBlad) -> str:
    """Return what the QR code says: `DL1/OVERDRACHT/<document id>/<content hash>`, all in capitals."""
    return f"DL1/OVERDRACHT/{clean_line(sheet.colofon.document_id)}/{content_hash(sheet)}".upper()


def title_of(sheet: OverdrachtBlad) -> str:
    """Return the document's title: it stands in the file's metadata, so it holds no name."""
    return f"Overdracht {clean_line(sheet.soort)}".strip()


def render(sheet: OverdrachtBlad, *, password: str | None = None) -> bytes:
    """Return the sheet as PDF; with `password` encrypted (AES-256), without it the same sheet gives the same bytes."""
    from app.documents import overdracht_pages

    return overdracht_pages.render(sheet, password)


def render_html(sheet: OverdrachtBlad) -> str:
    """Return the same content as one accessible HTML page, nothing in it loaded from elsewhere."""
    from app.documents import overdracht_html

    return overdracht_html.render(sheet)


# Words that the page and the HTML have in common --------------------------------------------------------------


def who_line(sheet: OverdrachtBlad) -> str:
    """Return birth date, reference and language on one line."""
    client = sheet.client
    parts = [
        f"geboren {dutch_date(client.geboortedatum)}" if client.geboortedatum else "geboortedatum niet bekend"
    ]
    if client.roepnaam:
        parts.insert(0, f"roepnaam {clean_line(client.roepnaam)}")
    if client.kenmerk:
        parts.append(f"kenmerk {clean_line(client.kenmerk)}")
    return " · ".join(parts)


def taal_facts(sheet: OverdrachtBlad) -> list[tuple[str, str]]:
    """Return the pairs of the language section; what isn't filled in is said."""
    blok = sheet.taal
    if blok is None:
        return []
    pairs = [("Taal", blok.taal or "niet bekend")]
    pairs += [("Dialect", blok.dialect)] if blok.dialect else []
    pairs += [("Andere talen", blok.andere_talen)] if blok.andere_talen else []
    pairs += [("Tolk", blok.tolk or "niet bekend")]
    pairs += [("Voorkeur tolk", blok.voorkeur_tolk)] if blok.voorkeur_tolk else []
    return [*pairs, ("Bereikbaar", blok.bereikbaar or "niet bekend")]


def overdracht_facts(sheet: OverdrachtBlad) -> list[tuple[str, str]]:
    """Return the pairs of from, to, date and whether it was talked through."""
    blok = sheet.overdracht
    if blok is None:
        return []
    talked = "Ja" if blok.besproken else "Nee, niet besproken"
    if blok.besproken and blok.besproken_met:
        talked = f"Ja, met {blok.besproken_met}"
    pairs = [("Van", blok.van), ("Naar", blok.naar), ("Datum", dutch_date(blok.datum)), ("Besproken", talked)]
    return pairs + ([("Aanwezig", blok.aanwezig)] if blok.aanwezig else [])


def verblijf_facts(sheet: OverdrachtBlad) -> list[tuple[str, str]]:
    """Return the pairs of status and permit."""
    blok = sheet.verblijf
    if blok is None:
        return []
    pairs = [("Status", blok.status or "niet bekend"), ("Vergunning tot", dutch_date(blok.vergunning_tot))]
    return pairs + ([("Gezien", blok.gezien)] if blok.gezien else [])


def household_rows(sheet: OverdrachtBlad) -> list[tuple[str, ...]]:
    """Return name, relation, birth date and remark of each member."""
    return [
        (lid.naam, lid.hoort_bij, short_date(lid.geboortedatum, absent="niet bekend"), lid.opmerking)
        for lid in sheet.huishouden or ()
    ]


def file_rows(sheet: OverdrachtBlad) -> list[tuple[str, ...]]:
    """Return what, from, to, state (with date) and by whom of each file transfer."""
    return [
        (
            regel.wat,
            regel.van,
            regel.naar,
            regel.stand + (f", {short_date(regel.datum)}" if regel.datum else ""),
            regel.door,
        )
        for regel in sheet.dossiers or ()
    ]


def ground_rows(sheet: OverdrachtBlad) -> list[tuple[str, ...]]:
    """Return what, ground, given on and until of each ground."""
    return [
        (regel.wat, regel.grond, short_date(regel.gegeven_op), short_date(regel.tot))
        for regel in sheet.gronden or ()
    ]


def in_order(signals: tuple[SignaalRegel, ...]) -> list[SignaalRegel]:
    """Return signals with the most urgent first."""
    order = list(Urgentie)
    return sorted(signals, key=lambda regel: order.index(regel.urgentie))


def action_words(actie: Actie) -> str:
    """Return an open action on one line: what, who, by when."""
    more = ", ".join(
        part for part in (actie.wie, f"voor {short_date(actie.voor)}" if actie.voor else "") if part
    )
    return f"{actie.wat} ({more})" if more else actie.wat


def theme_is_empty(blok: ThemaBlok) -> bool:
    """Tell whether nothing is known about a theme."""
    return not (blok.stand or blok.afspraken or blok.acties)
