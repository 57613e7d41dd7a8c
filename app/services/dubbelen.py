"""Doubles: may this be somebody who is here already? A hint for a person to judge, never a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.dubbelingen import is_whole, may_be_same, one_in_other
from app.domain.inburgeraar import Inburgeraar
from app.domain.zoeksleutel import unordered_name_key
from app.ports import ClientFilter, Reading, Store

_LOOKED_AT = 40
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAlike:
    """Somebody with a name that sounds the same and a birth date that fits."""

    dossier_id: str
    naam: str
    geboortedatum: str
    gemeente: str


def alike(
    store: Store, names: Sequence[str], geboortedatum: str, *, except_for: str = ""
) -> tuple[LookAlike, ...]:
    """Return up to three clients, open or closed, who may be the person with these spellings of a name."""
    wanted = [" ".join(name.split()) for name in names if name.strip()]
    found: list[LookAlike] = []
    with store.read() as reading:
        for dossier_id in _candidates(reading, wanted):
            persoon = reading.get(Inburgeraar, dossier_id) if dossier_id != except_for else None
            if persoon is not None and _is_alike(wanted, geboortedatum, persoon):
                found.append(
                    LookAlike(
                        dossier_id=persoon.id,
                        naam=persoon.naam,
                        geboortedatum=persoon.geboortedatum,
                        gemeente=persoon.gemeente,
                    )
                )
    return tuple(found[:_SHOWN])


def _candidates(reading: Reading, names: Sequence[str]) -> list[str]:
    """Return the dossiers worth a look: those that the search finds for the names, and for each word of them."""
    words = [word for name in names for word in name.split() if len(word) > 2]
    found: dict[str, None] = {}
    for text in dict.fromkeys([*names, *words]):
        for row in reading.clients(ClientFilter(tekst=text, status="", aantal=_LOOKED_AT)):
            found[row.dossier_id] = None
    return list(found)


def _is_alike(names: Sequence[str], born: str, other: Inburgeraar) -> bool:
    others = (other.naam, *other.andere_spellingen)
    return any(
        (
            unordered_name_key(one) == unordered_name_key(two)
            and may_be_same(one, born, two, other.geboortedatum)
        )
        or (one_in_other(one, two) and is_whole(born) and born == other.geboortedatum)
        for one in names
        for two in others
    )
