"""Which page an unfinished screen belongs to: the key of a draft is `screen:dossier` and what else names it."""

from __future__ import annotations

from datetime import datetime

from app.ports import Draft
from app.services.vandaag import DraftLine
from ui.i18n import apart, relative_moment, tr
from ui.navigation import Route
from ui.viewmodels.lines import Line

NEW_CLIENT = "dossier:nieuw"
"""The key of a client that isn't a dossier yet."""

_PAGES = {
    "contact": "contact",
    "checklist": "checklist",
    "toestemming": "toestemming-gesprek",
    "grondslag": "grondslag",
    "grondslag-stop": "grondslag",
    "pvt": "pvt",
    "inburgeringstraject": "inburgering",
    "urenstaat": "inburgering",
    "examen": "inburgering",
    "loopbaanstap": "werk",
    "huishoudlid": "huishouden",
    "signaal": "signaal-noteren",
    "overdracht": "overdracht",
    "taak": "dossier",
    "lijn": "lijn",
    "stap": "signaal",
    "doel": "doel",
    "plan-kader": "plan-kader",
    "plan-tekenen": "plan-tekenen",
    "vraag": "vraag-stellen",
    "antwoord": "vraag",
    "afspraak": "afspraak",
    "brief": "brief-toevoegen",
}
_FURTHER = {
    "contact": "vervangt",
    "checklist": "code",
    "grondslag": "verlengt",
    "grondslag-stop": "stopt",
    "lijn": "stap",
    "stap": "signaal",
    "doel": "doel",
    "antwoord": "vraag",
    "afspraak": "punt",
}


def client_key(dossier_id: str) -> str:
    """Return the key of the draft of a client's own facts (`""`: a new client)."""
    return f"dossier:{dossier_id}" if dossier_id else NEW_CLIENT


def route_of(draft: Draft) -> Route:
    """Return where to go on with a draft."""
    screen, *rest = draft.sleutel.replace("/", ":").split(":")
    if screen == "dossier":
        known = draft.sleutel != NEW_CLIENT
        return Route("client-bewerken", {"dossier": rest[0]} if known and rest else {})
    dossier = draft.dossier_id or (rest[0] if rest else "")
    params = {"dossier": dossier} if dossier else {}
    if screen in _FURTHER and len(rest) > 1 and rest[1]:
        params[_FURTHER[screen]] = rest[1]
    return Route(_PAGES.get(screen, "dossier" if dossier else "vandaag"), params)


def draft_lines(drafts: tuple[DraftLine, ...], now: datetime) -> tuple[Line, ...]:
    """Return unfinished screens as lines that lead back to where they were."""
    return tuple(_line(each, now) for each in drafts)


def _line(each: DraftLine, now: datetime) -> Line:
    kept = tr("bewaard {when}", when=relative_moment(each.draft.bewaard_op, now))
    return Line(
        key=each.draft.sleutel,
        title=each.titel if each.draft.sleutel == NEW_CLIENT else _title(each),
        meta=" · ".join(part for part in (apart(each.naam), kept) if part),
        icon="edit",
        deelstand="concept",
        route=route_of(each.draft),
        dossier_id=each.draft.dossier_id,
    )


def _title(each: DraftLine) -> str:
    # The same screen makes a client and changes one; its title says the first.
    return tr("Gegevens van de cliënt") if each.draft.sleutel.startswith("dossier:") else each.titel
