"""Dubbelingen: which two dossiers may be one person, with the reasons in words. A hint for a person, never a decision.

Pairs are only compared when they share a key (a name in any spelling, a telephone number, an address, a birth date with
a name, a client reference), so that the work grows with the number of people and not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from app.domain.inburgeraar import Inburgeraar
from app.domain.zoeksleutel import fold, sounds_alike, unordered_name_key

LIKELY = 55
"""From this score on a pair is worth a person's look; 100 is everything the same."""
_CROWD = 60
"""A key that more people share (the telephone of an AZC) says nothing about who is who."""
_NO_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dubbelbesluit:
    """What a person decided about two dossiers. `samen`: one person, `een` goes on and `ander` is its alias."""

    id: str
    een: str
    ander: str
    samen: bool
    reden: str
    door: str
    besloten_op: datetime
    ongedaan_door: str = ""
    ongedaan_op: datetime | None = None

    @property
    def holds(self) -> bool:
        """True until it was undone."""
        return self.ongedaan_op is None


@dataclass(frozen=True, slots=True)
class Verdenking:
    """Two dossiers that may be one person: a score up to 100, and why in Dutch words, the heaviest first."""

    een: str
    ander: str
    score: int
    redenen: tuple[str, ...]


def pair(een: str, ander: str) -> frozenset[str]:
    """Return the key of two dossiers, whichever is named first."""
    return frozenset((een, ander))


def suspect(people: Iterable[Inburgeraar], judged: Collection[frozenset[str]] = ()) -> tuple[Verdenking, ...]:
    """Return the pairs worth a look, likeliest first, without those in `judged`."""
    blocks: dict[str, list[Inburgeraar]] = {}
    for persoon in people:
        for key in set(_keys(persoon)):
            blocks.setdefault(key, []).append(persoon)
    found: dict[frozenset[str], Verdenking] = {}
    for block in blocks.values():
        if len(block) > _CROWD:
            continue
        for een, ander in combinations(block, 2):
            both = pair(een.id, ander.id)
            if both in found or both in judged:
                continue
            verdenking = compare(een, ander)
            if verdenking.score >= LIKELY:
                found[both] = verdenking
    return tuple(sorted(found.values(), key=lambda each: (-each.score, each.een, each.ander)))


def compare(een: Inburgeraar, ander: Inburgeraar) -> Verdenking:
    """Weigh what two people have in common against what tells them apart."""
    points: list[tuple[int, str]] = []
    if een.klantreferentie and een.klantreferentie == ander.klantreferentie:
        points.append((60, f"zelfde klantreferentie {een.klantreferentie}"))
    points.extend(_about_names(een, ander))
    points.extend(_about_birth(een.geboortedatum, ander.geboortedatum))
    if _phone(een) and _phone(een) == _phone(ander):
        points.append((30, "zelfde telefoonnummer"))
    if _home(een) and _home(een) == _home(ander):
        points.append((12, "zelfde adres"))
    score = max(0, min(100, sum(point for point, _ in points)))
    first, second = sorted((een.id, ander.id))
    ranked = sorted(points, key=lambda item: -abs(item[0]))
    return Verdenking(first, second, score, tuple(words for _, words in ranked))


def may_be_same(naam: str, born: str, other: str, other_born: str) -> bool:
    """True when two people whose names have one key may be one person, by their birth dates and their vowels."""
    one, two = fold(naam), fold(other)
    if not born or not other_born:
        return one == two
    return _births_fit(born, other_born) and sounds_alike(naam, other)


def one_in_other(one: str, two: str) -> bool:
    """True when one name is a part of the other, as when a family name was left out."""
    first, second = set(unordered_name_key(one).split()), set(unordered_name_key(two).split())
    return bool(first and second) and (first < second or second < first)


def is_whole(born: str) -> bool:
    """True for a birth date with a day; the first of January often means that only the year is known."""
    return born.count("-") == 2 and not born.endswith("-01-01")


def _names(persoon: Inburgeraar) -> tuple[str, ...]:
    return (persoon.naam, *persoon.andere_spellingen) if _has_name(persoon) else persoon.andere_spellingen


def _has_name(persoon: Inburgeraar) -> bool:
    return bool(persoon.voornamen or persoon.achternaam)


def _keys(persoon: Inburgeraar) -> Iterator[str]:
    for naam in _names(persoon):
        key = unordered_name_key(naam)
        if key:
            yield f"naam {key}"
        if persoon.geboortedatum:
            yield from (f"geboren {persoon.geboortedatum} {part}" for part in key.split())
    if persoon.klantreferentie:
        yield f"klant {persoon.klantreferentie}"
    if _phone(persoon):
        yield f"telefoon {_phone(persoon)}"
    if _home(persoon):
        yield f"adres {_home(persoon)}"


def _phone(persoon: Inburgeraar) -> str:
    """Return the last nine digits, which a number has in common with itself in every way of writing."""
    digits = _NO_DIGIT.sub("", persoon.telefoon)
    return digits[-9:] if len(digits) >= 9 else ""


def _home(persoon: Inburgeraar) -> str:
    parts = (fold(persoon.adres), fold(persoon.postcode or persoon.woonplaats))
    return "".join("".join(parts).split()) if all(parts) else ""


def _about_names(een: Inburgeraar, ander: Inburgeraar) -> list[tuple[int, str]]:
    best: tuple[int, str] | None = None
    for one in _names(een):
        for two in _names(ander):
            said = _about_name(one, two)
            if said is not None and (best is None or said[0] > best[0]):
                best = said
    if best is None:
        # Two that share no name are two people, whatever else they share: a household shares nearly everything.
        return [(-60, "de namen lijken niet op elkaar")] if _names(een) and _names(ander) else []
    swapped = (
        een.voornamen
        and een.achternaam
        and fold(een.voornamen) == fold(ander.achternaam)
        and fold(een.achternaam) == fold(ander.voornamen)
    )
    return [(best[0], "voornaam en achternaam zijn omgedraaid") if swapped else best]


def _about_name(one: str, two: str) -> tuple[int, str] | None:
    if fold(one) == fold(two):
        words = "zelfde naam" if one == two else f"zelfde naam in een andere schrijfwijze ({one}, {two})"
        return 45, words
    if unordered_name_key(one) == unordered_name_key(two):
        if sounds_alike(one, two):
            return 38, f"de namen klinken gelijk ({one}, {two})"
        return 20, f"de namen lijken op elkaar ({one}, {two})"
    if one_in_other(one, two):
        return 25, f"de ene naam is een deel van de andere ({one}, {two})"
    return None


def _about_birth(one: str, two: str) -> list[tuple[int, str]]:
    if not one or not two:
        return []
    if one == two:
        return [(35, "zelfde geboortedatum") if is_whole(one) else (20, "zelfde geboortejaar")]
    if _births_fit(one, two):
        return [(15, "de geboortedata kunnen dezelfde zijn (van één is alleen het jaar bekend)")]
    if _turned(one) == two:
        return [(22, "dag en maand van de geboortedatum zijn omgedraaid")]
    return [(-40, "de geboortedata zijn verschillend")]


def _births_fit(one: str, two: str) -> bool:
    # A birth date of which only the year was known is often written as the first of January.
    known, other = one.removesuffix("-01-01"), two.removesuffix("-01-01")
    return known.startswith(other) or other.startswith(known)


def _turned(born: str) -> str:
    parts = born.split("-")
    return "-".join((parts[0], parts[2], parts[1])) if len(parts) == 3 else born


def same_person(besluiten: Iterable[Dubbelbesluit]) -> dict[str, tuple[str, ...]]:
    """Return for each dossier in a merge all the dossiers of that person, the one that goes on first."""
    heads: dict[str, str] = {}

    def head(dossier_id: str) -> str:
        while dossier_id in heads:
            dossier_id = heads[dossier_id]
        return dossier_id

    for besluit in besluiten:
        if besluit.samen and besluit.holds and head(besluit.ander) != head(besluit.een):
            heads[head(besluit.ander)] = head(besluit.een)
    groups: dict[str, list[str]] = {}
    for dossier_id in heads:
        groups.setdefault(head(dossier_id), []).append(dossier_id)
    return {member: (first, *sorted(rest)) for first, rest in groups.items() for member in (first, *rest)}
