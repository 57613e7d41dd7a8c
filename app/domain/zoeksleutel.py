"""Zoeksleutel: how a name or a text is found in spite of spelling and script.

`fold` makes plain lower-case Latin of any text: diacritics off, Arabic and Persian, Cyrillic and Ethiopic letters
transliterated by the tables in `app.domain.schriften`. `name_key` goes further, for names only: it keeps the bones of
each word, so that Mohammed, Muhammad, Mochammed and محمد meet. Keys are for finding, never for deciding:
Hassan and Hussein, often twins, share one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.domain.schriften import ARABIC, ARABIC_KEY, ETHIOPIC, OTHERS

_ODD = re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(r"[^\W_]+")
_ARABIC_WORD = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f]+")
_APOSTROPHES = re.compile("['`´‘’ʼʾʿʻ′]")
_CYRILLIC_START = re.compile(r"\bи")
_FILLER = "\u0259"
_DROPPED = re.compile(
    "[\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed\u0640"  # marks above and below letters, the Arabic stretch
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"  # signs of direction and joining that nobody sees
)
_DOUBLED = re.compile(r"(.)\1+")

_TABLE: dict[int, str] = {**OTHERS, **ARABIC, **ETHIOPIC}


def fold(text: str) -> str:
    """Return the text in lower-case Latin without diacritics, for the index and for queries; words stay apart.

    Same text, same result, whatever its Unicode form; folding twice changes nothing. Scripts without a table stay.
    """
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    return _ODD.sub(_fold_run, unicodedata.normalize("NFC", lowered))


def _fold_run(found: re.Match[str]) -> str:
    return _fold_letters(found.group())


@lru_cache(maxsize=4096)
def _fold_letters(run: str) -> str:
    plain = unicodedata.normalize("NFKC", run).lower()
    plain = _ARABIC_WORD.sub(lambda word: _arabic_reading(word.group()), plain)
    plain = _CYRILLIC_START.sub("i", plain)
    plain = "".join(_TABLE.get(ord(char), char) for char in plain)
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", plain)).lower()
    # What NFKD took apart may hold letters that have a table of their own (a Cyrillic letter with a stress mark).
    return unicodedata.normalize("NFC", "".join(_TABLE.get(ord(char), char) for char in plain))


def _arabic_reading(word: str) -> str:
    """Return the word with و and ی inside it as vowels, as a Dutch ear would write them."""
    return word[0] + word[1:].translate(_INSIDE)


_INSIDE = {ord("و"): "u", ord("ي"): "i", ord("ی"): "i", ord("ى"): "a", ord("ئ"): "", ord("ؤ"): "u"}

# ------------------------------------------------------------------------------------------------ names

_PARTICLES = frozenset({"al", "el", "ul"})
_ABD = frozenset({"abd", "abdul", "abdel", "abdal", "abdol", "abdoul", "abdu", "abdou"})
_ABD_JOINED = re.compile(r"abd(?:[aeiou]{0,2}l|[aeiou]{1,2}(?=rr|ss|nn|zz))(?=.*[bcdfghjklmnpqrstvwxz])")
_ARABIC_ARTICLE_PART_OF_NAME = frozenset({"الهام", "إلهام", "الياس", "إلياس", "الماس", "الفت"})

_SPELLED: dict[str, str] = {
    # French spellings of Arabic names: their `ch` is `sh`.
    "rachid": "rashid",
    "rachida": "rashida",
    "aicha": "aisha",
    "hicham": "hisham",
    "achraf": "ashraf",
    "bouchra": "bushra",
    "choukri": "shukri",
    "cherif": "sherif",
    # Somali spelling: x is a strong h, c the letter ع.
    "maxamed": "mohamed",
    "maxamuud": "mahmud",
    "axmed": "ahmed",
    "xasan": "hasan",
    "xuseen": "husein",
    "cali": "ali",
    "cabdi": "abdi",
    "cabdullahi": "abdullahi",
    "cumar": "umar",
    "faadumo": "fatima",
    "fadumo": "fatima",
    "fatuma": "fatima",
    "saynab": "zainab",
    # Sounds that no rule of letters joins.
    "osman": "uthman",
    "usman": "uthman",
    "ousmane": "uthman",
    "ibn": "bin",
    "ben": "bin",
    # Persian says z where Arabic says d.
    "reza": "rida",
    "ramezan": "ramadan",
    "ramazan": "ramadan",
    "fazel": "fadil",
}

_SPELLED_SINGLE = {_DOUBLED.sub(r"\1", spelled): plain for spelled, plain in _SPELLED.items()}

# Capital letters are sounds already decided: G for g, kh, ch and h alike; S for every hiss.
_SOUNDS: tuple[tuple[str, str], ...] = (
    ("tsch", "G"),
    ("tsj", "G"),
    ("tch", "G"),
    ("sch", "S"),
    ("dzj", "J"),
    ("sh", "S"),
    ("sj", "S"),
    ("ts", "S"),
    ("tz", "S"),
    ("zh", "J"),
    ("zj", "J"),
    ("dj", "J"),
    ("dzh", "J"),
    ("kh", "G"),
    ("ch", "G"),
    ("gh", "G"),
    ("ph", "F"),
    ("th", "T"),
    ("dh", "T"),
    ("ck", "K"),
    ("qu", "K"),
    ("x", "KS"),
)
_SOUND = re.compile("|".join(sorted((spelled for spelled, _ in _SOUNDS), key=len, reverse=True)))
_SOUND_OF = dict(_SOUNDS)
_PLAIN = {
    "b": "P", "p": "P", "d": "T", "t": "T", "k": "K", "q": "K", "g": "G", "h": "G", "s": "S", "z": "S",
    "f": "F", "l": "L", "m": "M", "n": "N", "r": "R", "v": "W", "w": "W",
}  # fmt: skip
_VOWELS = frozenset(("a", "e", "i", "o", "u", "y", _FILLER))


def name_key(text: str) -> str:
    """Return the bones of a name: one short key per word, in the order of the words, apart by a space.

    Vowels count only as the start of a word; d and t, b and p, z and s, v and w are one; so are g, h, kh and ch. The
    article al/el falls away and `Abd al-Rahman` is one word. A key of the first letters of a name is, save for a
    letter pair cut in two, the start of the name's key, so keys can be searched by prefix.
    """
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)).lower()
    words = [_latin(word) for word in _WORD.findall(_DROPPED.sub("", plain))]
    words = [word for word in words if word]
    return " ".join(key for key in map(_word_key, _join_abd(words)) if key)


def unordered_name_key(text: str) -> str:
    """Return the name's key with its words sorted: the same for swapped given and family names."""
    return " ".join(sorted(name_key(text).split()))


_VOWEL_SOUNDS = {"a": "a", "e": "ai", "i": "i", "y": "i", "o": "u", "u": "u"}
_FIRST_INNER_VOWEL = re.compile(r"(?:[aeiou]+[^aeiouy]+|[^aeiouy]+|y)([aeiouy])")


def sounds_alike(one: str, other: str) -> bool:
    """True when two names with one key may be spellings of the same name, by the first vowel inside each word.

    It parts Hassan from Hussein and Omar from Amir, and keeps Yousef with Jusuf. Arabic writes no vowels: always True.
    """
    if _ARABIC_WORD.search(one) or _ARABIC_WORD.search(other):
        return True
    pairs = zip(_by_key(one), _by_key(other), strict=False)
    return all(bool(set(first) & set(second)) for first, second in pairs if first and second)


def _by_key(name: str) -> list[str]:
    """Return the sounds of the first inner vowel of each word, the words in the order of their keys."""
    words = sorted(fold(name).split(), key=name_key)
    found = (_FIRST_INNER_VOWEL.match(word) for word in words)
    return [_VOWEL_SOUNDS[vowel[1]] if vowel else "" for vowel in found]


def _latin(word: str) -> str:
    if _ARABIC_WORD.fullmatch(word):
        return _arabic_bones(word)
    return fold(word)


def _arabic_bones(word: str) -> str:
    """Return Latin letters with a filler for each vowel that Arabic doesn't write, and the article cut off."""
    if word == "عبد":
        return "abd"
    word = word.replace("الله", "اله")
    stem = word.removeprefix("عبد") if word.startswith("عبدال") else ""
    prefix = "abd" if stem else ""
    rest = stem or word
    if rest.startswith("ال") and len(rest) >= 4 and rest not in _ARABIC_ARTICLE_PART_OF_NAME:
        prefix, rest = prefix and "abdul", rest[2:]
    letters = [ARABIC_KEY.get(char, "") for char in rest]
    first = letters[0] if letters else ""
    if not prefix and rest[0] in "اأإآع":
        first = "a"
    return prefix + _FILLER.join([first, *letters[1:]])


def _join_abd(words: list[str]) -> list[str]:
    """Drop the article and bind `abd` to the word that follows it."""
    kept = [word for word in words if word not in _PARTICLES] or words
    joined: list[str] = []
    for word in kept:
        if joined and joined[-1] in _ABD:
            joined[-1] = "abdul" + word
        else:
            joined.append(word)
    return joined


@lru_cache(maxsize=65536)
def _word_key(word: str) -> str:
    word = _SPELLED_SINGLE.get(_DOUBLED.sub(r"\1", word), word)
    if word in _ABD:
        return "apt"
    start = ""
    servant = _ABD_JOINED.match(word)
    if servant:
        start, word = "APT", word[servant.end() :]
    if word.endswith("h") and word[-2:-1] in _VOWELS:
        word = word[:-1]
    sounds = _SOUND.sub(lambda found: _SOUND_OF[found.group()], word)
    return (start + _bones(sounds, at_start=not start)).lower()


def _bones(sounds: str, *, at_start: bool) -> str:
    out: list[str] = []
    before = ""
    for number, char in enumerate(sounds):
        first = at_start and number == 0
        following = sounds[number + 1 : number + 2]
        letter = _bone(char, before, following, first=first)
        if letter and char != before:
            out.append(letter)
        before = char
    return "".join(out)


def _bone(char: str, before: str, following: str, *, first: bool) -> str:
    """Return the key letter of one sound, "" where it falls away."""
    if char == "c":
        return "S" if following and following in "eiy" else "K"
    if char in "yj" and first:
        return "J"
    if char == "i" and first and following and following in "aou":
        return "J"
    if char == "j":
        # After a vowel it is the sound of Khadija; after a consonant the Dutch way to write Tatyana.
        return "J" if before in _VOWELS else ""
    if char in _VOWELS:
        return "A" if first else ""
    letter = _PLAIN.get(char, char)
    if letter == "W" and not first:
        return ""
    return letter if letter.isalnum() else ""
