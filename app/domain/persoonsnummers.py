"""Numbers that may not be kept: BSN and V-nummer, found in free text before it is stored.

A volunteer organisation may not keep a BSN, not even with consent (Wabb art. 10, UAVG art. 46); a V-nummer is off by
default. So each text is looked at, and what looks like one is refused with a sentence why. Telephone numbers, dates,
amounts and bank accounts are full of digits too and must pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.records import Record, record_type
from app.faults import Fault, FaultKind

BSN_IN_TEKST = FaultKind(
    "bsn-in-tekst",
    "In “{veld}” staat een nummer dat op een BSN lijkt: {nummer}. "
    "Een BSN mag hier niet staan, ook niet met toestemming.",
    "Haal het nummer weg. De gemeente kent het BSN al.",
)
VNUMMER_IN_TEKST = FaultKind(
    "v-nummer-in-tekst",
    "In “{veld}” staat een nummer dat op een V-nummer lijkt: {nummer}. Dat bewaren we niet.",
    "Haal het nummer weg. Schrijf alleen op welk document je zag en tot wanneer het geldt.",
)

TEKST_PAST_NIET = FaultKind(
    "tekst-past-niet",
    "“{veld}” is te lang: {lengte} tekens, er passen er {most}.",
    "Maak de tekst korter.",
)


class Nummersoort(StrEnum):
    BSN = "bsn"
    V_NUMMER = "v_nummer"


@dataclass(frozen=True, slots=True)
class Persoonsnummer:
    """A number found in a text: what it looks like and where it stands."""

    soort: Nummersoort
    begin: int
    einde: int
    cijfers: str

    @property
    def gemaskeerd(self) -> str:
        """The number with only its last two digits, fit to show and to log."""
        return "•" * (len(self.cijfers) - 2) + self.cijfers[-2:]


# Digits in one piece, or in the groups in which people write such numbers; never a piece of a longer number.
_CANDIDATE = re.compile(
    r"(?<![\w+€$,.\-/])"
    r"(?:\d{8,10}|\d{3}[ .\-]\d{3}[ .\-]\d{3}|\d{4}[ .\-]\d{2}[ .\-]\d{3}|\d{2}[ .\-]\d{3}[ .\-]\d{3}|\d{4} \d{4}"
    r"|\d{3}[ .\-]\d{3}[ .\-]\d{4}|\d{4}[ .\-]\d{3}[ .\-]\d{3}|\d{2}(?: \d{2}){3} \d)"
    r"(?![\w€]|[.,\-/]\d| \d)"
)
_EIGHT_DIGITS = re.compile(r"\d(?:\D*\d){7}")
_LABELLED = re.compile(
    r"\b(?P<label>bsn|burgerservice\s?nummer|sofi[- ]?nummer|v[-. ]?(?:nummer|nr))\b[^\d\n]{0,12}"
    r"(?P<cijfers>\d(?:[ .\-]?\d){7,9})(?!\d)",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"(?:€|\beuro|\beur)\s*$", re.IGNORECASE)
_ACCOUNT_BEFORE = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4})*[ ]?$")
_PHONE_BEFORE = re.compile(r"(?:\+|\b00)\d[\d ().\-]*$|\(\d+\)\s*$|\b0\d{1,3}[ \-/]+$")


def find(text: str) -> Persoonsnummer | None:
    """Return the first thing in the text that looks like a BSN or a V-nummer, or None."""
    if len(text) < 8 or not _EIGHT_DIGITS.search(text):
        return None
    plain = _plain_digits(text)
    found = [_labelled(match) for match in _LABELLED.finditer(plain)]
    for match in _CANDIDATE.finditer(plain):
        soort = _looks_like(match, plain)
        if soort is not None:
            found.append(Persoonsnummer(soort, match.start(), match.end(), _digits(match.group())))
    return min(found, key=lambda each: each.begin, default=None)


def find_in_reference(text: str) -> Persoonsnummer | None:
    """Return a BSN (nine digits) or V-nummer (ten, beginning with 2) that stands where a client reference should.

    References are numbers themselves, so eight digits that happen to satisfy the 11-proef are left alone here.
    """
    digits = re.sub(r"[ .\-]", "", text.strip())
    if not digits.isascii() or not digits.isdigit():
        return find(text)
    if len(digits) == 9 and passes_11_proef(digits):
        return Persoonsnummer(Nummersoort.BSN, 0, len(text), digits)
    if len(digits) == 10 and digits.startswith("2"):
        return Persoonsnummer(Nummersoort.V_NUMMER, 0, len(text), digits)
    return None


def _plain_digits(text: str) -> str:
    """Return the text with digits of every script as 0-9 and odd spaces and dashes as plain ones; same length."""
    if text.isascii():
        return text
    return "".join(
        str(int(char))
        if char.isdecimal()
        else " "
        if char.isspace() and char != "\n"
        else "-"
        if char in "‐‑–—"
        else char
        for char in text
    )


def _labelled(match: re.Match[str]) -> Persoonsnummer:
    soort = Nummersoort.V_NUMMER if match["label"].lower().startswith("v") else Nummersoort.BSN
    return Persoonsnummer(soort, match.start("cijfers"), match.end("cijfers"), _digits(match["cijfers"]))


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _looks_like(match: re.Match[str], text: str) -> Nummersoort | None:
    before = text[max(0, match.start() - 24) : match.start()]
    if _MONEY_BEFORE.search(before) or _ACCOUNT_BEFORE.search(before) or _PHONE_BEFORE.search(before):
        return None
    digits = _digits(match.group())
    if len(digits) == 10:
        # A Dutch telephone number has ten digits and begins with 0; a V-nummer doesn't.
        return None if digits.startswith("0") else Nummersoort.V_NUMMER
    if len(digits) == 8 and _is_date(digits):
        return None
    return Nummersoort.BSN if passes_11_proef(digits) else None


def passes_11_proef(digits: str) -> bool:
    """True when 8 or 9 digits satisfy the 11-proef of the BSN (weights 9 to 2, and -1 for the last)."""
    if len(digits) not in (8, 9) or not digits.isdigit() or not digits.strip("0"):
        return False
    numbers = [int(digit) for digit in digits.zfill(9)]
    total = sum(weight * number for weight, number in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), numbers, strict=True))
    return total % 11 == 0


def _is_date(digits: str) -> bool:
    for year, month, day in (
        (digits[4:], digits[2:4], digits[:2]),
        (digits[:4], digits[4:6], digits[6:]),
    ):
        if 1900 <= int(year) <= 2100:
            try:
                date(int(year), int(month), int(day))
            except ValueError:
                continue
            return True
    return False


def refuse(texts: Iterable[tuple[str, str]]) -> None:
    """Raise a Fault when one of the texts, each given as (name for the user, text), holds a BSN or a V-nummer."""
    for name, text in texts:
        found = find(text)
        if found is not None:
            raise fault_for(name, found)


def fault_for(name: str, found: Persoonsnummer) -> Fault:
    """Make (not raise) the fault for a number found in the text that the user knows as `name`."""
    kind = BSN_IN_TEKST if found.soort is Nummersoort.BSN else VNUMMER_IN_TEKST
    return Fault(kind, veld=name, nummer=found.gemaskeerd)


_NO_FREE_TEXT = frozenset({"telefoon", "template_hash", "tekst_hash", "inhoud_hash", "bestand_hash"})


def refuse_in(record: Record, names: Mapping[str, str]) -> None:
    """Refuse a number that may not be kept, and a text longer than its field, in any text field of a record.

    `names` gives the Dutch name of a field where it has one.
    """
    known = record_type(type(record)).fields
    for field, text in _texts_of(record):
        if len(text) > known[field].most:
            raise Fault(
                TEKST_PAST_NIET, veld=names.get(field, field), lengte=len(text), most=known[field].most
            )
        if field in _NO_FREE_TEXT:
            continue
        found = find_in_reference(text) if field in _REFERENCES else find(text)
        if found is not None:
            raise fault_for(names.get(field, field), found)


_REFERENCES = frozenset({"klantreferentie"})


def _texts_of(record: Record) -> list[tuple[str, str]]:
    texts: list[tuple[str, str]] = []
    for field, facts in record_type(type(record)).fields.items():
        if facts.structural:
            continue
        value = getattr(record, field)
        if type(value) is str:
            texts.append((field, value))
        elif isinstance(value, tuple):
            texts.extend((field, item) for item in value if type(item) is str)
    return texts
