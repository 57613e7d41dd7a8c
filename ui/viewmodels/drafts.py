"""Which page an unfinished screen belongs to: the key of a draft is `screen:dossier` and what else names it."""

from __future__ import annotations

from app.ports import Draft
from ui.navigation import Route

NEW_CLIENT = "dossier:nieuw"
"""The key of a client that isn't a dossier yet."""

_PAGES = {
    "contact": "contact",
    "checklist": "checklist",
    "toestemming": "toestemming-gesprek",
    "pvt": "pvt",
    "inburgering": "inburgering",
    "signaal": "signaal-noteren",
    "overdracht": "overdracht",
    "taak": "dossier",
}
_FURTHER = {"contact": "vervangt", "checklist": "code"}


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
