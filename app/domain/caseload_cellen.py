"""Cells of a caseload sheet read as what they mean: dates in every habit, yes and no, and words for fixed choices."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from math import isfinite

from app.domain.deeldatum import is_deeldatum
from app.domain.inburgeraar import Doelgroep, Geslacht, Verblijfsstatus
from app.domain.inburgering import Leerroute
from app.domain.zoeksleutel import fold

Cel = object
"""What a spreadsheet gives: text, a number, a date, or None."""


class CelOnjuist(ValueError):
    """The cell can't be read as what its column says; the message is a Dutch sentence."""


EMPTY_WORDS = frozenset(
    {"", "-", "--", "?", "onbekend", "onbek", "nvt", "n.v.t.", "n.v.t", "geen", "leeg", "x"}
)
_MAANDEN = ("jan", "feb", "maart", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTHS = {
    **{name[:3]: number for number, name in enumerate(_MAANDEN, start=1)},
    "mrt": 3,
    "oct": 10,
    "may": 5,
}
_NUMERIC = re.compile(r"(\d{1,4})[-/. ](\d{1,2})(?:[-/. ](\d{1,4}))?")
_SPOKEN = re.compile(r"(?:(\d{1,2})[ .\-]+)?([a-z]{3,})\.?[ \-]+(\d{4})")
_EXCEL_START = date(1899, 12, 30)


def text(cel: Cel) -> str:
    """Return a cell as text: whole numbers without a point, dates as dd-mm-jjjj, white space made single."""
    match cel:
        case None:
            return ""
        case str():
            return " ".join(cel.split())
        case bool():
            return "ja" if cel else "nee"
        case float() if cel.is_integer():
            return str(int(cel))
        case datetime() | date():
            return f"{cel:%d-%m-%Y}"
        case _:
            return str(cel)


def is_empty(cel: Cel) -> bool:
    """True for an empty cell and for the words with which people say that they don't know."""
    return cel is None or text(cel).lower() in EMPTY_WORDS


def deeldatum(cel: Cel) -> str:
    """Return a date of which parts may be unknown as ISO text (`1990`, `1990-05`, `1990-05-12`, `""`).

    Understands Dutch order, ISO, month names, Excel's day numbers, and zeros for what is unknown (00-00-1990).
    """
    if is_empty(cel):
        return ""
    if isinstance(cel, datetime):
        return cel.date().isoformat()
    if isinstance(cel, date):
        return cel.isoformat()
    if isinstance(cel, (int, float)) and not isinstance(cel, bool):
        return _from_number(float(cel))
    found = _from_text(text(cel))
    if not is_deeldatum(found):
        raise CelOnjuist(f"De datum “{text(cel)}” bestaat niet. Schrijf hem als dd-mm-jjjj.")
    return found


def _from_number(number: float) -> str:
    whole = int(number) if isfinite(number) else 0
    if 1900 <= whole <= 2100:
        return str(whole)
    if len(str(whole)) == 8:
        return _checked(str(whole)[:4], str(whole)[4:6], str(whole)[6:])
    if 2100 < whole < 80_000:
        return (_EXCEL_START + timedelta(days=whole)).isoformat()
    raise CelOnjuist(f"Het getal {whole} is geen datum. Schrijf de datum als dd-mm-jjjj.")


def _from_text(plain: str) -> str:
    plain = re.sub(r"[ t]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?z?$", "", plain.lower()).strip()
    if plain.isascii() and plain.isdigit():
        return _from_digits(plain)
    month_year = re.fullmatch(r"(\d{1,2})[-/. ](\d{4})", plain)
    if month_year:
        return _checked(month_year[2], month_year[1], "")
    numeric = _NUMERIC.fullmatch(plain)
    if numeric:
        first, second, third = numeric[1], numeric[2], numeric[3]
        if third is None:
            if len(first) == 4:
                return _checked(first, second, "")
            raise _no_date(plain)
        if len(first) == 4:
            return _checked(first, second, third)
        if len(third) == 4:
            return _checked(third, second, first)
        raise CelOnjuist(f"In “{plain}” is het jaar niet duidelijk. Schrijf het jaar met vier cijfers.")
    spoken = _SPOKEN.fullmatch(fold(plain))
    if spoken and spoken[2][:3] in _MONTHS:
        return _checked(spoken[3], str(_MONTHS[spoken[2][:3]]), spoken[1] or "")
    raise _no_date(plain)


def _no_date(plain: str) -> CelOnjuist:
    return CelOnjuist(f"“{plain}” is geen datum. Schrijf hem als dd-mm-jjjj.")


def _from_digits(digits: str) -> str:
    if len(digits) == 4:
        return _checked(digits, "", "")
    if len(digits) == 5:
        return _from_number(float(digits))
    if len(digits) == 8:
        year_first = 1900 <= int(digits[:4]) <= 2100
        return (
            _checked(digits[:4], digits[4:6], digits[6:])
            if year_first
            else _checked(digits[4:], digits[2:4], digits[:2])
        )
    raise _no_date(digits)


def _checked(year: str, month: str, day: str) -> str:
    """Put the parts together; zeros and absent parts are unknown. An unknown month makes the day unknown too."""
    if not month.strip("0"):
        whole = year
    elif not day.strip("0"):
        whole = f"{year}-{month.zfill(2)}"
    else:
        whole = f"{year}-{month.zfill(2)}-{day.zfill(2)}"
    if not is_deeldatum(whole):
        shown = "-".join(part.zfill(2) for part in (day, month) if part) + ("-" if month else "") + year
        hint = (
            " Staat de maand soms voorop? Schrijf dd-mm-jjjj." if month.isdigit() and int(month) > 12 else ""
        )
        raise CelOnjuist(f"De datum {shown} bestaat niet.{hint or ' Schrijf hem als dd-mm-jjjj.'}")
    return whole


def whole_date(cel: Cel) -> date | None:
    """Return a date of which every part is known, or None for an empty cell."""
    found = deeldatum(cel)
    if not found:
        return None
    if len(found) != 10:
        raise CelOnjuist(f"Bij “{text(cel)}” horen ook een dag en een maand: dd-mm-jjjj.")
    return date.fromisoformat(found)


_YES = frozenset({"ja", "j", "yes", "y", "true", "waar", "1", "x", "wel"})
_NO = frozenset({"nee", "n", "no", "false", "onwaar", "0", "niet", "geen", "-"})


def yes_no(cel: Cel) -> bool | None:
    """Return a yes or no, or None for an empty cell."""
    plain = text(cel).lower()
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    if is_empty(cel):
        return None
    raise CelOnjuist(f"“{text(cel)}” is geen ja of nee.")


_GESLACHT: Mapping[str, Geslacht] = {
    **dict.fromkeys(("m", "man", "male", "mannelijk", "heer", "dhr", "jongen"), Geslacht.MAN),
    **dict.fromkeys(
        ("v", "vrouw", "f", "female", "vrouwelijk", "mevrouw", "mevr", "mw", "meisje"), Geslacht.VROUW
    ),
    **dict.fromkeys(("x", "anders", "non-binair", "nonbinair", "overig"), Geslacht.ANDERS),
}
_LEERROUTE: Mapping[str, Leerroute] = {
    **dict.fromkeys(("b", "b1", "b1route", "broute"), Leerroute.B1),
    **dict.fromkeys(("o", "onderwijs", "onderwijsroute", "oroute"), Leerroute.ONDERWIJS),
    **dict.fromkeys(("z", "zroute", "zelfredzaamheid", "zelfredzaamheidsroute"), Leerroute.ZELFREDZAAMHEID),
}
_STATUS: tuple[tuple[str, Verblijfsstatus], ...] = (
    ("subsidiair", Verblijfsstatus.SUBSIDIAIR),
    ("nareis", Verblijfsstatus.NAREIS),
    ("aanvraag", Verblijfsstatus.AANVRAAG),
    ("procedure", Verblijfsstatus.AANVRAAG),
    ("vluchteling", Verblijfsstatus.VLUCHTELING),
    ("regulier", Verblijfsstatus.REGULIER),
    ("gezinshereniging", Verblijfsstatus.REGULIER),
    ("asiel", Verblijfsstatus.VERGUNNING),
    ("statushouder", Verblijfsstatus.VERGUNNING),
    ("vergunning", Verblijfsstatus.VERGUNNING),
)


def geslacht(cel: Cel) -> Geslacht:
    """Return the sex; an empty cell is unknown."""
    plain = text(cel).lower().rstrip(".")
    found = _GESLACHT.get(plain)
    if found is None and not is_empty(cel):
        raise CelOnjuist(f"“{text(cel)}” is niet herkend. Vul man, vrouw of anders in.")
    return found or Geslacht.ONBEKEND


def leerroute(cel: Cel) -> Leerroute:
    """Return the route; an empty cell is not known yet."""
    if is_empty(cel):
        return Leerroute.ONBEKEND
    found = _LEERROUTE.get("".join(char for char in text(cel).lower() if char.isalnum()))
    if found is None:
        raise CelOnjuist(f"“{text(cel)}” is geen leerroute. Vul B1, O of Z in.")
    return found


def verblijfsstatus(cel: Cel) -> Verblijfsstatus:
    """Return the residence status by the word that says it; an empty cell is unknown."""
    if is_empty(cel):
        return Verblijfsstatus.ONBEKEND
    plain = fold(text(cel))
    for word, status in _STATUS:
        if word in plain:
            return status
    raise CelOnjuist(f"De status “{text(cel)}” is niet herkend.")


def doelgroep(cel: Cel) -> Doelgroep:
    """Return the group; an empty cell is asielstatushouder, whom most of these lists are about."""
    plain = fold(text(cel))
    if is_empty(cel) or "asiel" in plain or "status" in plain or "vluchteling" in plain:
        return Doelgroep.ASIELSTATUSHOUDER
    if "gezin" in plain or "overig" in plain or "regulier" in plain:
        return Doelgroep.GEZINSMIGRANT
    raise CelOnjuist(f"De doelgroep “{text(cel)}” is niet herkend.")


def telefoon(cel: Cel) -> tuple[str, bool]:
    """Return a telephone number and whether its first zero was put back, which Excel drops from numbers."""
    plain = text(cel)
    if is_empty(cel):
        return "", False
    digits = sum(char.isdecimal() for char in plain)
    if not 3 <= digits <= 20 or re.search(r"[A-Za-z]{3,}", plain):
        raise CelOnjuist(f"“{plain}” lijkt geen telefoonnummer.")
    if isinstance(cel, (int, float)) and len(plain) == 9 and plain.isdigit():
        return f"0{plain}", True
    return plain, False


def email(cel: Cel) -> str:
    """Return an e-mail address, or `""` for an empty cell."""
    plain = text(cel)
    if is_empty(cel):
        return ""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", plain):
        raise CelOnjuist(f"“{plain}” lijkt geen e-mailadres.")
    return plain


def postcode(cel: Cel) -> str:
    """Return a postcode as `1234 AB`; one of another country stays as it is."""
    plain = text(cel).upper()
    dutch = re.fullmatch(r"(\d{4}) ?([A-Z]{2})", plain)
    return f"{dutch[1]} {dutch[2]}" if dutch else "" if is_empty(cel) else plain


def words(cel: Cel) -> tuple[str, ...]:
    """Return a list of words that people separate by commas, slashes, plus signs or `en`."""
    if is_empty(cel):
        return ()
    parts = re.split(r"\s*[,;/+&]\s*|\s+en\s+", text(cel))
    return tuple(dict.fromkeys(part for part in parts if part))


def step(cel: Cel) -> int:
    """Return a step of the doorgaande lijn, 1 to 8; an empty cell is the last."""
    if is_empty(cel):
        return 8
    plain = text(cel)
    if not plain.isdigit() or not 1 <= int(plain) <= 8:
        raise CelOnjuist(f"“{plain}” is geen stap van 1 tot en met 8.")
    return int(plain)
