"""A checklist of ours as XLSForm: the same questions in the words that ODK and Kobo know, and ours in `dl_` columns."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.checklists import Checklist, Item, Sectie, Signaalwaarde, Soort
from app.domain.xlsform import CHOICES, DL_KOLOMMEN, NEDERLANDS, SETTINGS, SURVEY, Formulierblad, taalkop

_TYPES = {Soort.TEKST: "text", Soort.GETAL: "integer", Soort.DATUM: "date", Soort.NOTITIE: "note"}
_FIXED = {Soort.SIGNAAL: "signaal", Soort.SCHAAL: "schaal"}
Woorden = Mapping[str, Mapping[str, str]]
"""The words of the fixed answers by value and language."""


def write(checklist: Checklist, woorden: Woorden) -> tuple[Formulierblad, ...]:
    """Return the three sheets; reading them again gives the same questions."""
    talen = tuple(state.taal for state in checklist.talen)
    base = f"::{NEDERLANDS}"
    survey_head = (
        *("type", "name", f"label{base}", f"hint{base}", "required", "relevant"),
        *(f"label::{taalkop(taal)}" for taal in talen),
        *DL_KOLOMMEN,
    )
    survey = [survey_head]
    lists: dict[str, tuple[tuple[str, str, Mapping[str, str]], ...]] = {}
    taken = {item.key for item in checklist.items}
    for sectie in checklist.secties:
        name = f"g_{sectie.key}" if sectie.key in taken else sectie.key
        survey.append(_row(survey_head, {**_begin(sectie), "name": name}))
        for item in sectie.items:
            survey.append(_row(survey_head, _question(item, lists, woorden)))
        survey.append(_row(survey_head, {"type": "end_group"}))
    choices_head = ("list_name", "name", f"label{base}", *(f"label::{taalkop(taal)}" for taal in talen))
    choices = [choices_head]
    for name, entries in lists.items():
        for key, label, words in entries:
            named = {"list_name": name, "name": key, f"label{base}": label}
            choices.append(_row(choices_head, {**named, **_labels(words)}))
    return (
        _sheet(SURVEY, survey),
        _sheet(CHOICES, choices),
        _sheet(SETTINGS, _settings(checklist)),
    )


def _settings(checklist: Checklist) -> list[tuple[str, ...]]:
    values = {
        "form_title": checklist.titel,
        "form_id": checklist.code,
        "version": str(checklist.versie),
        "default_language": NEDERLANDS,
        "dl_doel": checklist.doel,
        "dl_minuten": str(checklist.duur_minuten),
        "dl_nagekeken": " ".join(state.taal for state in checklist.talen if state.nagekeken),
    }
    return [tuple(values), tuple(values.values())]


def _begin(sectie: Sectie) -> dict[str, str]:
    return {
        "type": "begin_group",
        f"label::{NEDERLANDS}": sectie.titel,
        f"hint::{NEDERLANDS}": sectie.uitleg,
        "relevant": sectie.zichtbaar_tekst,
        "dl_sectie": sectie.soort.value,
        **_labels(sectie.vertalingen),
    }


def _question(
    item: Item, lists: dict[str, tuple[tuple[str, str, Mapping[str, str]], ...]], woorden: Woorden
) -> dict[str, str]:
    return {
        "type": _type(item, lists, woorden),
        "name": item.key,
        f"label::{NEDERLANDS}": item.tekst,
        f"hint::{NEDERLANDS}": item.hint,
        "required": "yes" if item.verplicht and item.answerable else "",
        "relevant": item.zichtbaar_tekst,
        **_labels(item.vertalingen),
        **_ours(item),
    }


def _type(
    item: Item, lists: dict[str, tuple[tuple[str, str, Mapping[str, str]], ...]], woorden: Woorden
) -> str:
    if item.soort in _TYPES:
        return _TYPES[item.soort]
    if item.soort in _FIXED:
        name = _FIXED[item.soort]
        lists.setdefault(
            name,
            tuple(
                (value, woorden[value]["nl"], {t: w for t, w in woorden[value].items() if t != "nl"})
                for value in item.waarden
            ),
        )
    else:
        entries = tuple((each.key, each.tekst, each.vertalingen) for each in item.keuzes)
        name = next((name for name, known in lists.items() if known == entries), f"k_{item.key}")
        lists.setdefault(name, entries)
    return f"{'select_multiple' if item.soort is Soort.MEERKEUZE else 'select_one'} {name}"


def _ours(item: Item) -> dict[str, str]:
    usual = item.signaal_bij == (Signaalwaarde.SOMS.value, Signaalwaarde.JA.value)
    by_domain = bool(item.leefgebied and item.leefgebied.beschermd)
    return {
        "dl_leefgebied": item.leefgebied.value if item.leefgebied else "",
        "dl_urgentie": item.urgentie.value if item.urgentie else "",
        "dl_signaal_bij": "" if item.soort is Soort.SIGNAAL and usual else " ".join(item.signaal_bij),
        "dl_naar": " ".join(item.naar),
        "dl_doen": item.doen,
        "dl_beschermd": "yes" if item.beschermd and not by_domain else "",
        "dl_draagkracht": "yes" if item.draagkracht else "no",
        "dl_urgentie_bij": " ".join(f"{key}={value.value}" for key, value in item.urgentie_bij.items()),
        "dl_verhogingen": "; ".join(
            f"{each.urgentie.value} als {each.als_tekst}" for each in item.verhogingen
        ),
        "dl_categorie": item.categorie.value,
        "dl_voorvullen": item.voorvullen,
    }


def _labels(words: Mapping[str, str]) -> dict[str, str]:
    return {f"label::{taalkop(taal)}": text for taal, text in words.items()}


def _row(head: tuple[str, ...], values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(values.get(name, "") for name in head)


def _sheet(naam: str, rows: list[tuple[str, ...]]) -> Formulierblad:
    return Formulierblad(naam=naam, rijen=tuple(enumerate(rows, start=1)))
