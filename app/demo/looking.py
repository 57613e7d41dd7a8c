"""Looking for what was refused: in the gemeente's store, in every batch that it can open, and in every file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.crypto import envelope
from app.crypto.identity import PublicIdentity
from app.demo import people
from app.demo.story import Seat, Story
from app.domain.catalogus import RECORD_CLASSES
from app.domain.records import to_fields
from app.faults import Fault

SURROGATES = ("utf-8", "utf-16-le", "utf-16-be")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be so: in words, whether it is, and how much was looked at."""

    tekst: str
    goed: bool
    bekeken: int


def look(story: Story) -> tuple[Check, ...]:
    """Return what was found; every search also proves that it can find."""
    texts = list(_everything(story.register))
    own = list(_everything(story.volunteer))
    bodies = list(_opened_batches(story))
    files = [path for path in story.folder.rglob("*") if path.is_file()]
    return (
        Check(
            "Wat de cliënt weigerde staat wel bij de vrijwilliger zelf (zo weten we dat zoeken werkt).",
            all(_found(mark, own) for mark in people.REFUSED_MARKS),
            len(own),
        ),
        Check(
            "Wat mocht, staat bij de gemeente en in de geopende pakketten.",
            _found(people.SHARED_MARK, texts) and _found(people.SHARED_MARK, bodies),
            len(texts) + len(bodies),
        ),
        Check(
            "Wat de cliënt weigerde, en wat privé is, staat nergens bij de gemeente.",
            not _any_found(texts) and not _searched(story.register),
            len(texts),
        ),
        Check("Het zit in geen enkel pakket, ook niet na openen.", not _any_found(bodies), len(bodies)),
        Check(
            "Het staat leesbaar in geen enkel bestand van deze map.",
            not any(_leaks(path.read_bytes()) for path in files),
            len(files),
        ),
        Check(
            "Alle drie de dossierbestanden zijn gecontroleerd.",
            all(seat.opened.store.verify().ok for seat in story.seats),
            len(story.seats),
        ),
    )


def _found(mark: str, texts: Sequence[str]) -> bool:
    return any(mark in text for text in texts)


def _any_found(texts: Sequence[str]) -> bool:
    return any(_found(mark, texts) for mark in people.REFUSED_MARKS)


def _everything(seat: Seat) -> Iterator[str]:
    """Give every record, log row and conflict of a store as text."""
    with seat.opened.store.read() as reading:
        for cls in RECORD_CLASSES:
            for record in reading.everything(cls):
                yield str(to_fields(record))
        after = 0
        while rows := reading.log(after=after, limit=1000):
            yield from (str(row) for row in rows)
            after = rows[-1].nummer
        yield from (str(conflict) for conflict in reading.ledger.conflicts(only_open=False))


def _searched(seat: Seat) -> bool:
    """True when the full-text index finds a refused word."""
    with seat.opened.store.read() as reading:
        return any(reading.search(mark.partition("-")[2]) for mark in people.REFUSED_MARKS)


def _opened_batches(story: Story) -> Iterator[str]:
    """Give what stands in every batch of the mailbox that somebody in this world can open."""
    keys = {seat.opened.keys.device_id: seat.opened.keys for seat in story.seats}
    known: dict[str, PublicIdentity] = {name: own.public for name, own in keys.items()}
    for path in sorted(story.mailbox.rglob("*.batch")):
        for own in keys.values():
            try:
                opened = envelope.open_envelope(path.read_bytes(), own, known.get)
            except Fault:
                continue
            yield opened.body.decode("utf-8")
            break
        else:
            raise AssertionError("nobody can open a batch of this mailbox")


def _leaks(data: bytes) -> bool:
    return any(mark.encode(name) in data for mark in people.REFUSED_MARKS for name in SURROGATES)
