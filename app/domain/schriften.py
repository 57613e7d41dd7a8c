"""Tables from other scripts to Latin letters: Arabic and Persian, Cyrillic, Ethiopic. Own work, made for searching.

The readings are those that people in the Netherlands meet on papers: Ukrainian Cyrillic by the passport rule of 2010
(Г is h), Ethiopic as Eritrean and Ethiopian names are spelled (ፀጋይ Tsegay), Arabic consonant by consonant.
"""

from __future__ import annotations

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ё": "yo", "ж": "zh",
    "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ў": "u", "ђ": "dj", "ј": "j",
    "љ": "l", "њ": "n", "ћ": "c", "џ": "dz", "ѓ": "g", "ќ": "k", "қ": "q", "ғ": "gh", "ҳ": "h", "ҷ": "j",
    "ӣ": "i", "ӯ": "u", "ү": "u", "ө": "o", "ң": "n", "һ": "h", "ә": "a",
}  # fmt: skip

_LATIN = {
    "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ŋ": "n",
    "ħ": "h", "ə": "e", "ĸ": "k", "ŧ": "t", "ɛ": "e", "ɔ": "o", "ɖ": "d", "ƙ": "k", "ɓ": "b", "ɗ": "d",
    "‘": "'", "’": "'", "ʼ": "'", "ʾ": "'", "ʿ": "'", "ʻ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-",
    "‑": "-", "\u00a0": " ",
}  # fmt: skip

_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ء": "", "ؤ": "u", "ئ": "i", "ب": "b", "پ": "p", "ت": "t",
    "ة": "a", "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
    "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f",
    "ڤ": "v", "ق": "q", "ك": "k", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ھ": "h", "ہ": "h",
    "ە": "e", "ۀ": "e", "ۆ": "o", "ێ": "e", "ڕ": "r", "ڵ": "l", "و": "w", "ي": "y", "ی": "y", "ى": "a", "ے": "e",
    "ۍ": "i", "ې": "e", "ٹ": "t", "ټ": "t", "ڈ": "d", "ډ": "d", "ڑ": "r", "ړ": "r", "ں": "n", "ڼ": "n", "ښ": "sh",
    "ږ": "zh", "ڭ": "ng", "ۇ": "u", "ۋ": "v", "ۈ": "u",
    "،": ",", "؛": ";", "؟": "?", "۔": ".",
    **{chr(0x0660 + digit): str(digit) for digit in range(10)},
    **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
}  # fmt: skip

ARABIC_KEY: dict[str, str] = {
    letter: latin
    for letter, latin in _ARABIC.items()
    if letter not in "اأإآٱءؤئةىعۀەۆێېۍےۇۈ" and not latin.isdigit()
}
"""Arabic letters that are bones of a name, with their sound; vowels, ع and the closing ة are no bones."""

_ETHIOPIC_ROWS = (
    (0x1200, "h"), (0x1208, "l"), (0x1210, "h"), (0x1218, "m"), (0x1220, "s"), (0x1228, "r"), (0x1230, "s"),
    (0x1238, "sh"), (0x1240, "q"), (0x1248, "qw"), (0x1250, "q"), (0x1258, "qw"), (0x1260, "b"), (0x1268, "v"),
    (0x1270, "t"), (0x1278, "ch"), (0x1280, "h"), (0x1288, "hw"), (0x1290, "n"), (0x1298, "ny"), (0x12A0, ""),
    (0x12A8, "k"), (0x12B0, "kw"), (0x12B8, "kh"), (0x12C0, "khw"), (0x12C8, "w"), (0x12D0, ""), (0x12D8, "z"),
    (0x12E0, "zh"), (0x12E8, "y"), (0x12F0, "d"), (0x12F8, "d"), (0x1300, "j"), (0x1308, "g"), (0x1310, "gw"),
    (0x1318, "ng"), (0x1320, "t"), (0x1328, "ch"), (0x1330, "p"), (0x1338, "ts"), (0x1340, "ts"), (0x1348, "f"),
    (0x1350, "p"),
)  # fmt: skip
_ETHIOPIC_VOWELS = ("e", "u", "i", "a", "e", "", "o", "wa")
_A_FIRST = frozenset({0x1200, 0x1210, 0x1280, 0x12A0, 0x12D0})
"""Rows (throat sounds) whose first form is read with an a: ሀ ha, አ a."""


def _ethiopic() -> dict[int, str]:
    table: dict[int, str] = {}
    for base, consonant in _ETHIOPIC_ROWS:
        for order, vowel in enumerate(_ETHIOPIC_VOWELS):
            if order == 0 and base in _A_FIRST:
                vowel = "a"
            elif order == 5 and not consonant:
                vowel = "e"
            table[base + order] = consonant + vowel
    table.update({0x1361: " ", 0x1362: ".", 0x1363: ",", 0x1364: ";", 0x1365: ":", 0x1367: "?"})
    return table


def _by_code(table: dict[str, str]) -> dict[int, str]:
    return {ord(letter): latin for letter, latin in table.items()}


ARABIC: dict[int, str] = _by_code(_ARABIC)
ETHIOPIC: dict[int, str] = _ethiopic()
OTHERS: dict[int, str] = _by_code(_CYRILLIC) | _by_code(_LATIN)
