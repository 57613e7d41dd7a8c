"""A passphrase proposed in words, and an honest estimate of one that somebody made up."""

from __future__ import annotations

import math
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.crypto import kdf
from app.faults import Fault, FaultKind

WACHTZIN_TE_ZWAK = FaultKind(
    "wachtzin-te-zwak",
    "Deze wachtzin is te makkelijk te raden.",
    "{advies}",
)

FLOOR_BITS = 50
"""Below this a passphrase is refused: at a second a guess on one machine, 2^50 is out of reach for a thief."""
GOOD_BITS = 60
STRONG_BITS = 75


class Oordeel(StrEnum):
    """The verdict as it stands on screen."""

    TE_ZWAK = "te zwak"
    MATIG = "matig"
    GOED = "goed"
    STERK = "sterk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sterkte:
    """Bits of guessing work (an estimate that rather errs low), the verdict, and one sentence of advice."""

    bits: float
    oordeel: Oordeel
    advies: str

    @property
    def voldoende(self) -> bool:
        return self.oordeel is not Oordeel.TE_ZWAK


def propose(random: Callable[[int], bytes], words: Sequence[str], n: int = 5) -> str:
    """`n` different words drawn evenly, with a space between; raises ValueError when that is under the floor."""
    if len(set(words)) != len(words) or n * math.log2(max(len(words), 1)) < FLOOR_BITS:
        raise ValueError("too few words for a passphrase, or words given twice")
    drawn: list[str] = []
    while len(drawn) < n:
        word = words[_below(len(words), random)]
        if word not in drawn:
            drawn.append(word)
    return " ".join(drawn)


def _below(limit: int, random: Callable[[int], bytes]) -> int:
    """An even draw from 0 .. limit-1: what doesn't fit a whole number of times is drawn again."""
    size = (limit.bit_length() + 7) // 8 + 1
    bound = 256**size // limit * limit
    while True:
        number = int.from_bytes(random(size), "big")
        if number < bound:
            return number % limit


def propose_default(words: Sequence[str]) -> str:
    """Five words from the system's random source."""
    return propose(os.urandom, words)


def read_words(text: str) -> tuple[str, ...]:
    """The words of a shipped list, one a line."""
    return tuple(line for line in text.split("\n") if line)


def require(passphrase: str, words: Sequence[str] = (), known: Iterable[str] = ()) -> Sterkte:
    """The estimate, or `WACHTZIN_TE_ZWAK` with the advice as next step."""
    strength = estimate(passphrase, words, known)
    if not strength.voldoende:
        raise Fault(WACHTZIN_TE_ZWAK, advies=strength.advies)
    return strength


# The estimate: the cheapest way to cut the passphrase into parts that an attacker would try.


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_COMMON = _set("""
welkom wachtwoord geheim qwerty azerty password admin beheer login letmein iloveyou test user gebruiker root
zomer winter lente herfst voorjaar najaar vakantie kerst sinterklaas pasen ajax feyenoord psv twente utrecht
amsterdam rotterdam denhaag groningen nijmegen tilburg eindhoven holland nederland oranje vluchtelingenwerk
gemeente begeleider vrijwilliger coordinator cliënt statushouder inburgering taalmaatje
januari februari maart april mei juni juli augustus september oktober november december
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
mama papa oma opa schatje liefje poes hond kat baby jantje pietje kees jan piet klaas anna maria emma sophie
lisa sanne thomas daan sem lucas tim bas mark peter johan mohammed fatima ahmed ali
computer laptop internet google facebook whatsapp outlook microsoft windows samsung apple nokia
hallo doei hoi dag bedankt lekker super mooi gek dom pindakaas hagelslag stroopwafel kaas appeltaart
""")
_FUNCTION = _set("""
de het een en of maar want dat die dit deze ik jij je hij zij ze wij we jullie mijn jouw zijn haar ons onze hun is
ben was waren heb heeft had wordt word kan kun mag moet wil zal in op aan met van voor naar uit bij door over
onder tussen niet geen wel ook nog al er te om als dan toch zo hier daar wie wat waar hoe the a and of to is my
""")
_ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
)
_LEET = str.maketrans("0134578@$!€", "oleastbasie")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_DATE = re.compile(r"(?:[0-3]?\d([-/. ]?)[01]?\d\1(?:19|20)?\d\d|(?:19|20)\d\d([-/. ]?)[01]\d\2[0-3]\d)\Z")
_LONGEST_TOKEN = 16
_MAX_ESTIMATED = 128
_IN_SENTENCE = 0.6
_WORD_CAP = 16.0
"""No ordinary word costs more than one in 65,000, however long it is."""


class _Model:
    """How surprising letters are after the two before them, learnt from the word list itself."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = frozenset(words)
        self.word_bits = math.log2(max(len(words), 2))
        self._pairs: Counter[str] = Counter()
        self._triples: Counter[str] = Counter()
        for word in words:
            padded = f"^^{word}"
            for at in range(len(word)):
                self._pairs[padded[at : at + 2]] += 1
                self._triples[padded[at : at + 3]] += 1

    def bits(self, run: str) -> float:
        """Of one run of lowercase letters; 4.7 a letter when there is no list."""
        if not self.words:
            return math.log2(26) * len(run)
        padded = f"^^{run}"
        total = 0.0
        for at in range(len(run)):
            seen = self._triples[padded[at : at + 3]] + 0.05
            total -= math.log2(seen / (self._pairs[padded[at : at + 2]] + 26 * 0.05))
        return min(total, 5.5 * len(run))


@lru_cache(maxsize=2)
def _model(words: tuple[str, ...]) -> _Model:
    return _Model(words)


@dataclass(frozen=True, slots=True)
class _Case:
    """One passphrase under estimate, and what is known around it."""

    text: str
    model: _Model
    personal: frozenset[str]
    loose: dict[int, int]
    """Start to end of each word of the list that stands between spaces: an attacker takes it whole, or not."""

    @property
    def sentence(self) -> bool:
        """Whether it reads like a sentence: such words follow one another, they weren't drawn."""
        return not _FUNCTION.isdisjoint(self.text.lower().split(" "))


def estimate(passphrase: str, words: Sequence[str] = (), known: Iterable[str] = ()) -> Sterkte:
    """How hard this is to guess. `words` is the shipped list; `known` are names of the person, place, organisation.

    It knows common passwords, words, sentences, names, months, years, dates, repeats, rows of keys and swapped
    signs (0 for o). It doesn't know quotations, song lines, or what only the person's friends know.
    """
    text = kdf.normalise(passphrase)[:_MAX_ESTIMATED]
    model = _model(tuple(words))
    personal = frozenset(part for name in known for part in re.findall(r"\w{3,}", name.lower()))
    case = _Case(text, model, personal, _loose_words(text, model, personal))
    bits = _cheapest(case)
    return Sterkte(bits=round(bits, 1), oordeel=_verdict(bits), advies=_advice(case, bits))


def _loose_words(text: str, model: _Model, personal: frozenset[str]) -> dict[int, int]:
    found = {match.start(): match.end() for match in re.finditer(r"[^ ]+", text) if match[0] in model.words}
    several = len({text[start:end] for start, end in found.items()}) >= 5
    # Kaas and zomer are the first that anybody tries, but not when drawn among five.
    first_tried = personal if several else personal | _COMMON
    return {start: end for start, end in found.items() if text[start:end] not in first_tried}


def _cheapest(case: _Case) -> float:
    best = [0.0] + [math.inf] * len(case.text)
    inside = {at: start for start, end in case.loose.items() for at in range(start + 1, end)}
    for end in range(1, len(case.text) + 1):
        if end in inside:
            continue
        for start in range(max(0, end - _LONGEST_TOKEN), end):
            if start not in inside:
                best[end] = min([best[end], *(best[start] + cost for cost in _costs(case, start, end))])
    return best[-1]


def _costs(case: _Case, start: int, end: int) -> Iterator[float]:
    part = case.text[start:end]
    lower = part.lower()
    plain = lower.translate(_LEET)
    size = end - start
    # Capitals at the start or everywhere, and swapped signs, are each the first thing that is tried.
    twist = (part != lower) + (plain != lower) + max(0, sum(c.isupper() for c in part[1:]) - 1)
    loose = case.loose.get(start) == end
    before = case.text[:start].lower()
    if size >= 3 and (lower in before.split(" ") if loose else lower in before):
        yield 3.0
    if loose:
        yield case.model.word_bits * (_IN_SENTENCE if case.sentence else 1.0)
        return
    if size == 1:
        yield _sign_bits(part)
        return
    if plain.isalpha():
        yield from (cost + twist for cost in _letter_costs(case, plain))
    if size == 4 and _YEAR.match(part):
        yield 7.0
    if size >= 6 and _DATE.match(part):
        yield 15.0
    if size >= 3 and len(set(lower)) == 1:
        yield _sign_bits(part) + math.log2(size)
    if size >= 3 and any(lower in row or lower[::-1] in row for row in _ROWS):
        yield 5.0 + math.log2(size)


def _letter_costs(case: _Case, plain: str) -> Iterator[float]:
    model = case.model
    if plain in case.personal or plain[::-1] in case.personal:
        yield 3.0
    if plain in _FUNCTION:
        yield 3.0
    if plain in _COMMON or plain[::-1] in _COMMON:
        yield 7.0
    weight = _IN_SENTENCE if case.sentence else 1.0
    if plain in model.words:
        yield model.word_bits * weight
    if plain[::-1] in model.words:
        yield model.word_bits + 1
    if plain.isascii():
        bits = model.bits(plain)
        yield bits
        # What looks like Dutch is a word of the larger dictionary, though it isn't on the list.
        if len(plain) >= 4 and bits < 3.7 * len(plain):
            yield min(bits, _WORD_CAP) * weight


def _sign_bits(sign: str) -> float:
    if sign == " ":
        return 0.0
    if sign in "-.,!?_":
        return 2.0
    if sign.isdigit():
        return math.log2(10)
    if sign.isascii() and sign.isalpha():
        return math.log2(26) + (1.0 if sign.isupper() else 0.0)
    return 5.0 if sign.isascii() else 6.0


def _verdict(bits: float) -> Oordeel:
    if bits < FLOOR_BITS:
        return Oordeel.TE_ZWAK
    if bits < GOOD_BITS:
        return Oordeel.MATIG
    return Oordeel.GOED if bits < STRONG_BITS else Oordeel.STERK


def _advice(case: _Case, bits: float) -> str:
    lower = case.text.lower()
    if not lower:
        return "Typ een wachtzin van vijf losse woorden."
    if bits >= GOOD_BITS:
        return "Schrijf hem op en bewaar het papier apart van je computer."
    if any(name in lower for name in case.personal):
        return "Gebruik geen namen die bij jou of je werk horen."
    if any(word in lower for word in _COMMON if len(word) > 4) or re.search(r"(?:19|20)\d\d", lower):
        return "Vermijd bekende woorden, maanden, namen en jaartallen."
    if case.sentence:
        return "Een gewone zin is makkelijk te raden. Neem liever losse woorden die niet bij elkaar horen."
    if " " not in lower:
        return "Neem meer woorden: vijf losse woorden zijn sterk en goed te onthouden."
    return "Voeg nog een woord toe dat er niet bij hoort."
