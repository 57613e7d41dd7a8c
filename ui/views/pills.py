"""Words of view-models as pills and rows."""

from __future__ import annotations

from ui.viewmodels.lines import Line
from ui.widgets.badges import Pill, sharing, urgency
from ui.widgets.rows import Row

_LOUDNESS = {
    "verlopen": ("warning", "clock"),
    "dichtbij": ("warning", "clock"),
    "op_komst": ("info", "calendar"),
    "rustig": ("neutral", "calendar"),
}


def moment_pill(nadruk: str, words: str) -> Pill:
    """Return the pill that says when something is due, as loud as it should be. Never red: it is no alarm."""
    tone, icon = _LOUDNESS[nadruk]
    return Pill(words, tone, icon)


def pills_of(line: Line) -> tuple[Pill, ...]:
    """Return the pills of a line: how urgent, when, and where it is on its way."""
    pills: list[Pill] = []
    if line.urgentie:
        pills.append(urgency(line.urgentie))
    if line.nadruk:
        pills.append(moment_pill(line.nadruk, line.wanneer))
    if line.deelstand:
        pills.append(sharing(line.deelstand))
    return tuple(pills)


def row_of(line: Line) -> Row:
    """Return a line as a row to show."""
    return Row(
        key=line.key, title=line.title, icon=line.icon, meta=line.meta, text=line.text, pills=pills_of(line)
    )
