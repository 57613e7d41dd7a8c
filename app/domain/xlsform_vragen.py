"""One row of the sheet survey as one question of ours: its kind, its condition, and what its answers lead to."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.checklists import Schaalwaarde, Signaalwaarde, Soort
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.records import Categorie
from app.domain.voorwaarden import VoorwaardeOnjuist, comparisons, parse_voorwaarde
from app.domain.xlsform import MAX_VOORWAARDE, WEIGERT, Oordeel
from app.domain.xlsform_bladen import Lijst, Regel

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})
_REF = re.compile(r"\$\{\s*([^{}$]{1,80}?)\s*\}")
_NUMBER = re.compile(r"(!?=)\s*(-?\d{1,9})(?![\d.'\"])")
_PIECES = re.compile(r"('[^']*'|\"[^\"]*\")")
_YES = frozenset({"yes", "true", "true()"})
_NO = frozenset({"", "no", "false", "false()"})


@dataclass(slots=True)
class Bekend:
    """The questions above: the values of each by its name as written, and its key."""

    sleutels: dict[str, str] = field(default_factory=dict)
    waarden: dict[str, dict[str, str]] = field(default_factory=dict)


def voorwaarde(regel: Regel, kolom: str, bekend: Bekend, oordeel: Oordeel, text: str | None = None) -> str:
    """Return a condition in our keys; `""` with what is wrong said when it is no condition of ours."""
    raw = (regel.tekst(kolom) if text is None else text).translate(_QUOTES).strip()
    if not raw:
        return ""

    def wrong(wat: str, doe: str) -> str:
        oordeel.fout(regel.blad, regel.rij, regel.kolom(kolom), wat, doe)
        return ""

    if len(raw) > MAX_VOORWAARDE:
        return wrong(f"Deze voorwaarde is langer dan {MAX_VOORWAARDE} tekens.", "Maak hem korter.")
    pieces = _PIECES.split(raw)
    outside = "".join(pieces[::2])
    if re.search(r"[<>]", outside):
        return wrong(
            "Vergelijken met groter of kleiner kan niet.",
            "Maak er een select_one van, en vergelijk met =.",
        )
    if re.search(r"\bnot\s*\(", outside):
        return wrong("not() kan niet.", "Schrijf != in plaats van not(... = ...).")
    # A number without quotes means the same in XLSForm.
    pieces[::2] = [_NUMBER.sub(r"\1 '\2'", piece) for piece in pieces[::2]]
    for name in _REF.findall("".join(pieces[::2])):
        if name not in bekend.sleutels:
            near = difflib.get_close_matches(name, list(bekend.sleutels), 1)
            doe = f"Bedoel je {near[0]}?" if near else "Zet die vraag hierboven, of haal de voorwaarde weg."
            return wrong(f"De vraag “{name[:40]}” staat niet eerder in deze lijst.", doe)
    pieces[::2] = [_REF.sub(lambda m: "${" + bekend.sleutels[m[1]] + "}", piece) for piece in pieces[::2]]
    return _checked("".join(pieces), bekend, wrong)


def _checked(text: str, bekend: Bekend, wrong: Any) -> str:
    try:
        condition = parse_voorwaarde(text)
    except VoorwaardeOnjuist as error:
        return str(wrong(str(error), "Gebruik alleen =, !=, and, or en selected()."))
    for key, value in comparisons(condition):
        allowed = bekend.waarden.get(key, {})
        if value and allowed and value not in allowed:
            return str(
                wrong(
                    f"De vraag “{key}” kent het antwoord “{value[:40]}” niet.",
                    f"Kies uit: {', '.join(list(allowed)[:12])}.",
                )
            )
    renamed = text
    for key, value in comparisons(condition):
        mine = bekend.waarden.get(key, {}).get(value, value)
        if mine != value:
            renamed = re.sub(rf"(['\"]){re.escape(value)}\1", f"'{mine}'", renamed)
    return renamed


def yes_or_no(regel: Regel, kolom: str, oordeel: Oordeel) -> bool:
    """Return what a cell with yes or no says; anything else is refused."""
    text = regel.tekst(kolom).lower()
    if text in _YES:
        return True
    if text not in _NO:
        wat = f"Hier hoort yes of no te staan, en geen “{text[:30]}”."
        oordeel.fout(regel.blad, regel.rij, regel.kolom(kolom), wat, "Schrijf yes of no.")
    return False


def refuse_extras(regel: Regel, oordeel: Oordeel) -> None:
    """Refuse what a filled column would do that we don't."""
    for soort, (wat, doe) in WEIGERT.items():
        text = regel.tekst(soort)
        if text and not (soort == "read_only" and text.lower() in _NO):
            oordeel.fout(regel.blad, regel.rij, regel.kolom(soort), wat, doe)


def answers(soort: Soort, lijst: Lijst | None) -> dict[str, str]:
    """Return the values that an answer may have, as written, with our key of each."""
    match soort:
        case Soort.SIGNAAL:
            fixed = {each.value: each.value for each in Signaalwaarde}
        case Soort.SCHAAL:
            fixed = {each.value: each.value for each in Schaalwaarde}
        case _:
            return lijst.sleutels if lijst else {}
    return {**fixed, **(lijst.sleutels if lijst else {})}


def signal_part(
    regel: Regel,
    soort: Soort,
    values: Mapping[str, str],
    routes: Collection[str],
    bekend: Bekend,
    oordeel: Oordeel,
) -> dict[str, Any]:
    """Return what an answer leads to: leefgebied, urgency, route. Half of it is refused, with what is missing."""
    part: dict[str, Any] = {}
    if soort is Soort.SIGNAAL:
        part["signaal_bij"] = []
    leefgebied = _one_of(regel, "dl_leefgebied", [each.value for each in Leefgebied], oordeel)
    if leefgebied:
        part["leefgebied"] = leefgebied
    _protection(regel, leefgebied, part, oordeel)
    for kolom, key in (("dl_doen", "doen"), ("dl_voorvullen", "voorvullen")):
        if regel.tekst(kolom):
            part[key] = regel.tekst(kolom)
    if regel.tekst("dl_draagkracht"):
        part["draagkracht"] = yes_or_no(regel, "dl_draagkracht", oordeel)
    asks = [name for name in ("dl_urgentie", "dl_naar", "dl_signaal_bij") if regel.tekst(name)]
    if not asks:
        for kolom in ("dl_urgentie_bij", "dl_verhogingen"):
            if regel.tekst(kolom):
                _wrong(
                    regel,
                    kolom,
                    oordeel,
                    "Dit hoort bij een vraag met dl_urgentie en dl_naar.",
                    "Vul die in.",
                )
        return part
    if soort not in (Soort.SIGNAAL, Soort.SCHAAL, Soort.KEUZE, Soort.MEERKEUZE):
        _wrong(regel, asks[0], oordeel, "Bij dit type kan geen signaal horen.", "Maak er select_one van.")
        return part
    if not values:
        return part
    part.update(_asking(regel, soort, values, routes, leefgebied, bekend, oordeel))
    return part


def _asking(
    regel: Regel,
    soort: Soort,
    values: Mapping[str, str],
    routes: Collection[str],
    leefgebied: str,
    bekend: Bekend,
    oordeel: Oordeel,
) -> dict[str, Any]:
    at = _several(regel, "dl_signaal_bij", list(values), oordeel)
    if not regel.tekst("dl_signaal_bij") and soort is Soort.SIGNAAL:
        at = [Signaalwaarde.SOMS.value, Signaalwaarde.JA.value]
    elif not regel.tekst("dl_signaal_bij"):
        _wrong(
            regel,
            "dl_signaal_bij",
            oordeel,
            "Bij welk antwoord hoort het signaal?",
            f"Kies uit: {_some(values)}.",
        )
    part: dict[str, Any] = {"signaal_bij": [values[value] for value in at]}
    urgentie = _one_of(regel, "dl_urgentie", [each.value for each in Urgentie], oordeel)
    if urgentie:
        part["urgentie"] = urgentie
    naar = _several(regel, "dl_naar", sorted(routes), oordeel)
    if naar:
        part["naar"] = naar
    for kolom, filled in (
        ("dl_leefgebied", leefgebied or regel.tekst("dl_leefgebied")),
        ("dl_urgentie", regel.tekst("dl_urgentie")),
        ("dl_naar", regel.tekst("dl_naar")),
    ):
        if not filled:
            _wrong(
                regel, kolom, oordeel, "Deze cel hoort bij een vraag die een signaal geeft.", "Vul hem in."
            )
    per_answer = _per_answer(regel, values, part["signaal_bij"], oordeel)
    if per_answer:
        part["urgentie_bij"] = per_answer
    raised = _raises(regel, bekend, oordeel)
    if raised:
        part["verhogingen"] = raised
    return part


def _protection(regel: Regel, leefgebied: str, part: dict[str, Any], oordeel: Oordeel) -> None:
    by_domain = bool(leefgebied) and Leefgebied(leefgebied).beschermd
    shielded = by_domain
    if regel.tekst("dl_beschermd"):
        shielded = yes_or_no(regel, "dl_beschermd", oordeel)
        if by_domain and not shielded:
            _wrong(regel, "dl_beschermd", oordeel, "Dit leefgebied is altijd beschermd.", "Maak de cel leeg.")
            return
        part["beschermd"] = shielded
    categorie = _one_of(regel, "dl_categorie", [each.value for each in Categorie], oordeel)
    if categorie and (categorie == Categorie.VEILIGHEID.value) is not shielded:
        _wrong(
            regel,
            "dl_categorie",
            oordeel,
            "De categorie veiligheid en beschermd horen altijd bij elkaar.",
            "Zet dl_beschermd op yes, of kies een andere categorie.",
        )
    elif categorie:
        part["categorie"] = categorie


def _per_answer(
    regel: Regel, values: Mapping[str, str], signals: list[str], oordeel: Oordeel
) -> dict[str, str]:
    found: dict[str, str] = {}
    for piece in regel.tekst("dl_urgentie_bij").replace(",", " ").split():
        name, _, urgentie = piece.partition("=")
        if values.get(name) not in signals or urgentie not in list(Urgentie):
            doe = "Schrijf bijvoorbeeld: ja=spoed. Het antwoord staat ook in dl_signaal_bij."
            _wrong(regel, "dl_urgentie_bij", oordeel, f"“{piece[:40]}” klopt niet.", doe)
            return {}
        found[values[name]] = urgentie
    return found


def _raises(regel: Regel, bekend: Bekend, oordeel: Oordeel) -> list[dict[str, str]]:
    found = []
    for piece in filter(None, (part.strip() for part in regel.tekst("dl_verhogingen").split(";"))):
        urgentie, _, condition = piece.partition(" als ")
        if urgentie.strip() not in list(Urgentie) or not condition.strip():
            doe = "Schrijf bijvoorbeeld: spoed als ${termijn} = 'kort'."
            _wrong(regel, "dl_verhogingen", oordeel, "Deze verhoging klopt niet.", doe)
            return []
        als = voorwaarde(regel, "dl_verhogingen", bekend, oordeel, condition)
        if als:
            found.append({"als": als, "urgentie": urgentie.strip()})
    return found


def _one_of(regel: Regel, kolom: str, allowed: list[str], oordeel: Oordeel) -> str:
    text = regel.tekst(kolom).lower()
    if not text:
        return ""
    if text in allowed:
        return text
    near = difflib.get_close_matches(text, allowed, 1)
    doe = f"Bedoel je {near[0]}?" if near else f"Kies uit: {', '.join(allowed)}."
    _wrong(regel, kolom, oordeel, f"“{text[:40]}” kennen we niet.", doe)
    return ""


def _several(regel: Regel, kolom: str, allowed: list[str], oordeel: Oordeel) -> list[str]:
    found: list[str] = []
    for piece in regel.tekst(kolom).replace(",", " ").replace(";", " ").split():
        if piece in allowed and piece not in found:
            found.append(piece)
        elif piece not in allowed:
            near = difflib.get_close_matches(piece, allowed, 1)
            doe = f"Bedoel je {near[0]}?" if near else f"Kies uit: {_some(allowed)}."
            _wrong(regel, kolom, oordeel, f"“{piece[:40]}” kennen we niet.", doe)
    return found


def _some(names: Collection[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:12]) + (" …" if len(listed) > 12 else "")


def _wrong(regel: Regel, kolom: str, oordeel: Oordeel, wat: str, doe: str) -> None:
    oordeel.fout(regel.blad, regel.rij, regel.kolom(kolom), wat, doe)
