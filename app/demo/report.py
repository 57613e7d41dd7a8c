"""The short report at the end: what happened and where everything lies, for people and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.cli import tables
from app.demo import people
from app.demo.looking import Check
from app.demo.pictures import Pictures
from app.demo.story import Story
from app.services.delen import why


def as_data(story: Story, checks: Sequence[Check], pictures: Pictures) -> dict[str, Any]:
    """Return the whole outcome as plain values."""
    tally = story.tally
    return {
        "succeeded": all(check.goed for check in checks),
        "contacts": tally.contacten,
        "signals": tally.signalen,
        "ops": {
            "created": tally.ops_gemaakt,
            "shared": tally.ops_gedeeld,
            "withheld": sum(tally.blijft.values()),
            "withheld_why": dict(sorted(tally.blijft.items())),
            "partly_withheld": sum(tally.blijft_deels.values()),
            "partly_withheld_why": dict(sorted(tally.blijft_deels.items())),
        },
        "batches": tally.batches,
        "received": sum(tally.overgenomen.values()),
        "received_as": dict(sorted(tally.overgenomen.items())),
        "confirmed": tally.bevestigd,
        "answered": tally.beantwoord,
        "checks": [{"text": c.tekst, "good": c.goed, "looked_at": c.bekeken} for c in checks],
        "pictures": {"files": list(pictures.files), "reason": pictures.reden},
        "passphrase": people.PASSPHRASE,
        "paths": {
            "folder": str(story.folder),
            "pdf": str(story.pdf),
            "mailbox": str(story.mailbox),
            "pictures": str(pictures.map) if pictures.map else None,
            "profiles": {
                actor.map: str(story.folder / actor.map)
                for actor in (people.VOLUNTEER, people.WORKER, people.COORDINATOR)
            },
        },
    }


def as_text(story: Story, checks: Sequence[Check], pictures: Pictures) -> str:
    """Return the report in short Dutch sentences."""
    tally = story.tally
    happened = tables.facts(
        {
            "Contacten": tally.contacten,
            "Signalen": tally.signalen,
            "Wijzigingen gemaakt": tally.ops_gemaakt,
            "Daarvan gedeeld": tally.ops_gedeeld,
            "Bleef hier": _reasons(tally.blijft),
            "Bleef voor een deel hier": _reasons(tally.blijft_deels),
            "Pakketten": tally.batches,
            "Bij de gemeente": ", ".join(
                f"{count} {fate}" for fate, count in sorted(tally.overgenomen.items())
            ),
            "Bevestigd": tally.bevestigd,
            "Beantwoorde signalen": tally.beantwoord,
        }
    )
    judged = "\n".join(f"{'goed ' if c.goed else 'FOUT '} {c.tekst} ({c.bekeken} bekeken)" for c in checks)
    places = tables.facts(
        {
            "Overdracht (PDF)": story.pdf,
            "Gedeelde map": story.mailbox,
            "Plaatjes": pictures.map if pictures.map else pictures.reden,
            "Alles als gegevens": story.folder / "demo.json",
            "Wachtzin van de oefenwereld": people.PASSPHRASE,
        }
    )
    return tables.blocks(
        tables.heading("Wat er gebeurde"),
        happened,
        tables.heading("Wat er is nagekeken"),
        judged,
        tables.heading("Waar het ligt"),
        places,
    )


def _reasons(counts: Mapping[str, int]) -> str:
    total = sum(counts.values())
    parts = "; ".join(f"{number}: {why(reason).rstrip('.')}" for reason, number in sorted(counts.items()))
    return f"{total} ({parts})" if total else "0"
