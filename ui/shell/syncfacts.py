"""What the calm line tells, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ui.i18n import counted, short_moment, tr


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncFacts:
    """What the line tells. `attention` is a sentence that asks for a hand; without it the line stays grey.

    `last_shared` is the last SUCCESS. `saving` while a draft is on its way to the store.
    """

    unshared: int = 0
    unconfirmed: int = 0
    last_shared: datetime | None = None
    sharing: bool = False
    attention: str = ""
    saving: bool = False


def sync_sentence(facts: SyncFacts, now: datetime) -> str:
    """Return `Alles bewaard op dit apparaat · 3 wijzigingen nog niet gedeeld · laatst gedeeld za 21 nov 16:02`."""
    parts = [facts.attention] if facts.attention else []
    parts.append(tr("Bezig met bewaren") if facts.saving else tr("Alles bewaard op dit apparaat"))
    if facts.sharing:
        parts.append(tr("bezig met delen"))
    elif facts.unshared:
        parts.append(tr("{n} nog niet gedeeld", n=counted(facts.unshared, "wijziging", "wijzigingen")))
    elif facts.unconfirmed:
        # Sent isn't received: only a signed receipt makes it "alles is gedeeld".
        parts.append(tr("{n} nog niet bevestigd", n=counted(facts.unconfirmed, "wijziging", "wijzigingen")))
    else:
        parts.append(tr("alles is gedeeld") if facts.last_shared else tr("niets om te delen"))
    if facts.last_shared:
        parts.append(tr("laatst gedeeld {moment}", moment=short_moment(facts.last_shared, now)))
    elif facts.unshared:
        parts.append(tr("nog nooit gedeeld"))
    return " · ".join(parts)
