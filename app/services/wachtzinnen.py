"""Wachtzinnen and herstelbladen as a person meets them: proposed in words, judged honestly, printed to keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import resources
from app.crypto import kdf, passphrase, recovery
from app.crypto.passphrase import Oordeel, Sterkte
from app.ports import Clock, Ids

__all__ = ["Oordeel", "Sterkte", "estimate", "group_is_right", "propose", "same", "sheet"]

LENGTH = 5


@cache
def _words() -> tuple[str, ...]:
    return passphrase.read_words(resources.read_text("woorden/woorden.txt"))


def propose() -> str:
    """Return five words drawn from the shipped list, with spaces between."""
    return passphrase.propose_default(_words())


def estimate(text: str, known: Iterable[str] = ()) -> Sterkte:
    """Judge a passphrase that somebody made up; `known` are names that a guesser would try first."""
    return passphrase.estimate(text, _words(), known)


def same(one: str, other: str) -> bool:
    """True when two typed passphrases open the same, whatever the spaces between their words."""
    return kdf.normalise(one) == kdf.normalise(other)


def group_is_right(number: int, typed: str, group: str) -> bool:
    """True when what was typed is group `number` (from 1) of the paper; O for 0 and the like don't matter."""
    plain = "".join(typed.split()).upper().translate(str.maketrans("OILU", "011V"))
    return plain == group and recovery.group_is_right(number, typed)


def sheet(
    groups: Sequence[str], naam: str, organisatie: str, *, practice: bool, clock: Clock, ids: Ids
) -> bytes:
    """Return the herstelblad of these groups as PDF."""
    from app.documents import herstelblad
    from app.documents.content import Codegroep, Colofon, Herstelblad

    colofon = Colofon(
        document_id=ids.new(),
        classificatie="Geheim: bewaar dit thuis",
        gemaakt_door=naam,
        gemaakt_op=clock.now(),
        bewaren="Bewaren tot je een nieuw herstelblad maakt",
        oefenen=practice,
    )
    return herstelblad.render(
        Herstelblad(
            colofon=colofon,
            profiel=naam,
            groepen=tuple(Codegroep(tekens=group[:-1], controle=group[-1]) for group in groups),
            qr="-".join(groups),
            organisatie=organisatie,
            hulp="Lukt het niet? Bel je coördinator.",
        )
    )
