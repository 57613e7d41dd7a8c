"""One row of a caseload sheet read into a person, with every complaint at its own cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.domain import caseload_cellen as cellen
from app.domain.caseload import CaseloadRij, Celfout, Rijstand
from app.domain.inburgeraar import Inburgeraar
from app.domain.inburgering import Inburgeringstraject
from app.domain.persoonsnummers import fault_for, find, find_in_reference

NAAM_MAX = 200
TEKST_MAX = 500

_TEXTS = frozenset(
    {
        "voornamen",
        "tussenvoegsel",
        "achternaam",
        "naam",
        "klantreferentie",
        "gemeente",
        "adres",
        "huisnummer",
        "woonplaats",
        "huishouden_id",
        "rol_in_huishouden",
        "huisarts",
        "zorgverzekeraar",
        "school",
        "regisseur",
    }
)
_NAMES = frozenset({"voornamen", "tussenvoegsel", "achternaam", "naam"})
_READ: Mapping[str, Callable[[Any], Any]] = {
    "geboortedatum": cellen.deeldatum,
    "geslacht": cellen.geslacht,
    "doelgroep": cellen.doelgroep,
    "talen": cellen.words,
    "andere_spellingen": cellen.words,
    "postcode": cellen.postcode,
    "amv": cellen.yes_no,
    "vergunning_tot": cellen.whole_date,
    "fase": cellen.step,
    "leerroute": cellen.leerroute,
    "kennisgeving_op": cellen.whole_date,
    "dagtekening_pip": cellen.whole_date,
}
# A wrong value here is left out with a remark: it isn't worth keeping a client out.
_LENIENT: Mapping[str, Callable[[Any], Any]] = {
    "email": cellen.email,
    "verblijfsstatus": cellen.verblijfsstatus,
}
_TRAJECT = ("leerroute", "kennisgeving_op", "dagtekening_pip")
_PERSON = frozenset(Inburgeraar.__dataclass_fields__)


@dataclass(slots=True)
class _Row:
    """A row being read: the values so far, and what was wrong or remarkable."""

    blad: str
    nummer: int
    values: dict[str, Any] = field(default_factory=dict)
    fouten: list[Celfout] = field(default_factory=list)
    let_op: list[Celfout] = field(default_factory=list)

    def wrong(self, kolom: str, reden: str) -> None:
        self.fouten.append(Celfout(self.blad, self.nummer, kolom, reden))

    def remark(self, kolom: str, reden: str) -> None:
        self.let_op.append(Celfout(self.blad, self.nummer, kolom, reden))


def read_row(
    blad: str,
    nummer: int,
    cells: Sequence[object],
    kolommen: Sequence[tuple[int, str, str]],
    formules: frozenset[tuple[int, int]],
    today: date,
) -> CaseloadRij:
    """Read one row; `kolommen` are (index, header, field). The result is NIEUW or FOUT; doubles are found later."""
    row = _Row(blad, nummer)
    for index, kop, veld in kolommen:
        cel = cells[index] if index < len(cells) else None
        if formules and (nummer, index) in formules:
            row.remark(kop, "Hier staat een formule. Die is niet uitgerekend, alleen gelezen.")
        try:
            _read_cell(row, veld, kop, cel)
        except cellen.CelOnjuist as error:
            row.wrong(kop, str(error))
    _check_birth(row, kolommen, today)
    persoon = _person(row)
    if not (persoon.voornamen or persoon.achternaam) and not row.fouten:
        names = next((kop for _, kop, veld in kolommen if veld in _NAMES), "")
        row.wrong(names, "Er staat geen naam in deze rij.")
    stand = Rijstand.FOUT if row.fouten else Rijstand.NIEUW
    return CaseloadRij(
        rij=nummer,
        stand=stand,
        persoon=None if row.fouten else persoon,
        traject=None if row.fouten else _traject(row),
        fouten=tuple(row.fouten),
        let_op=tuple(row.let_op),
    )


def _read_cell(row: _Row, veld: str, kop: str, cel: object) -> None:
    if cel is None or cel == "":
        return
    if veld in _TEXTS:
        _read_text(row, veld, kop, cel)
    elif veld == "telefoon":
        _read_phone(row, kop, cel)
    elif veld == "tolk_nodig":
        _read_interpreter(row, kop, cel)
    elif veld in _LENIENT:
        try:
            row.values[veld] = _LENIENT[veld](cel)
        except cellen.CelOnjuist as error:
            row.remark(kop, f"{error} Dit veld is leeg gelaten.")
    else:
        value = _READ[veld](cel)
        if isinstance(cel, str) and veld in ("andere_spellingen", "talen", "postcode"):
            _refuse_numbers(row, veld, kop, cel)
        if value is not None:
            row.values[veld] = value


def _read_text(row: _Row, veld: str, kop: str, cel: object) -> None:
    plain = cellen.text(cel)
    if plain.lower() in ("-", "--", "?", "onbekend"):
        return
    if len(plain) > (NAAM_MAX if veld in _NAMES else TEKST_MAX):
        row.wrong(kop, f"Deze tekst is te lang: {len(plain)} tekens.")
        return
    _refuse_numbers(row, veld, kop, plain)
    row.values[veld] = plain


def _refuse_numbers(row: _Row, veld: str, kop: str, plain: str) -> None:
    found = find_in_reference(plain) if veld == "klantreferentie" else find(plain)
    if found is not None:
        row.wrong(kop, fault_for(kop, found).sentence)


def _read_phone(row: _Row, kop: str, cel: object) -> None:
    try:
        row.values["telefoon"], mended = cellen.telefoon(cel)
    except cellen.CelOnjuist as error:
        row.remark(kop, f"{error} Dit veld is leeg gelaten.")
        return
    if mended:
        row.remark(kop, "Excel liet de eerste nul weg. Die is er weer voor gezet.")


def _read_interpreter(row: _Row, kop: str, cel: object) -> None:
    try:
        row.values["tolk_nodig"] = bool(cellen.yes_no(cel))
    except cellen.CelOnjuist:
        row.values["tolk_nodig"] = True
        row.remark(kop, f"“{cellen.text(cel)}” is gelezen als: tolk nodig.")


def _check_birth(row: _Row, kolommen: Sequence[tuple[int, str, str]], today: date) -> None:
    born = row.values.get("geboortedatum", "")
    if born and born > today.isoformat():
        kop = next(kop for _, kop, veld in kolommen if veld == "geboortedatum")
        row.wrong(kop, "Deze geboortedatum ligt in de toekomst.")


def _person(row: _Row) -> Inburgeraar:
    values = row.values
    person = {name: value for name, value in values.items() if name in _PERSON}
    whole = values.get("naam", "")
    if whole:
        family, comma, given = whole.partition(",")
        if comma and given.strip():
            person.setdefault("voornamen", given.strip())
            person.setdefault("achternaam", family.strip())
        else:
            # Which word is the family name differs from people to people: nobody guesses here.
            person.setdefault("voornamen", whole.rstrip(" ,"))
    if values.get("tussenvoegsel"):
        person["achternaam"] = f"{values['tussenvoegsel']} {person.get('achternaam', '')}".strip()
    if values.get("huisnummer"):
        person["adres"] = f"{person.get('adres', '')} {values['huisnummer']}".strip()
    return Inburgeraar(id="", dossier_id="", **person)


def _traject(row: _Row) -> Inburgeringstraject | None:
    known = {name: row.values[name] for name in _TRAJECT if row.values.get(name)}
    return Inburgeringstraject(id="", dossier_id="", **known) if known else None
