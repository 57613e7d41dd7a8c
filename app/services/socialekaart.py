"""The sociale kaart of one's own gemeente: read from a list, kept on this device, searched without internet.

Organisations, no people. What a gemeente reads in stands beside what ships, and is used where it is asked whom to call.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec

from app.changes import Changes
from app.domain.persoonsnummers import find
from app.domain.socialekaart import LANDELIJK, Organisatie, SocialeKaart
from app.domain.zoeksleutel import fold
from app.faults import Fault, FaultKind
from app.ports import Clock, Reading, Store
from app.services import catalogue
from app.services.kalender import today
from app.services.spreadsheets import Blad, read_sheets

KAART_ZONDER_KOP = FaultKind(
    "kaart-zonder-kop",
    "In “{bestand}” staan niet de kolommen naam, gemeente en soort hulp.",
    "Zet deze woorden boven de kolommen: naam, gemeente, soort hulp, telefoon, website, wanneer, kosten.",
)
KAART_TE_LANG = FaultKind(
    "kaart-te-lang", "Deze lijst heeft {aantal} rijen. Er passen er {max}.", "Knip de lijst in stukken."
)
KAART_NIETS = FaultKind(
    "kaart-niets-goeds", "In deze lijst staat geen enkele goede rij.", "Kijk per rij wat er nog niet klopt."
)

SETTING = "sociale_kaart"
MOST_ROWS = 2_000
_LONGEST = 200
_HEADS: Mapping[str, str] = {
    "naam": "naam",
    "organisatie": "naam",
    "gemeente": "gemeente",
    "plaats": "gemeente",
    "soort hulp": "routes",
    "soort": "routes",
    "hulp": "routes",
    "route": "routes",
    "routes": "routes",
    "telefoon": "telefoon",
    "telefoonnummer": "telefoon",
    "tel": "telefoon",
    "website": "website",
    "site": "website",
    "wanneer": "wanneer",
    "openingstijden": "wanneer",
    "open": "wanneer",
    "kosten": "kosten",
    "anoniem": "anoniem",
}


class KaartStand(StrEnum):
    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    GELIJK = "gelijk"
    FOUT = "fout"


@dataclass(frozen=True, slots=True, kw_only=True)
class KaartRij:
    """One row of a list: its number in the file, what it would do, and what is wrong with it in sentences."""

    nummer: int
    stand: KaartStand
    naam: str
    organisatie: Organisatie | None
    fouten: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KaartPlan:
    """What reading a list in would do; nothing is written yet."""

    bron: str
    rijen: tuple[KaartRij, ...]

    def telling(self, stand: KaartStand) -> int:
        """Return how many rows stand so."""
        return sum(each.stand is stand for each in self.rijen)


@dataclass(slots=True)
class _Known:
    """The organisations that were read in here, as this process knows them: asked for where no store is at hand."""

    own: tuple[Organisatie, ...] = ()


_KNOWN = _Known()


def own_in(reading: Reading) -> tuple[Organisatie, ...]:
    """Return the organisations that were read in on this device; what can't be read any more is left out."""
    try:
        return tuple(msgspec.convert(reading.setting(SETTING) or [], list[Organisatie]))
    except msgspec.ValidationError:
        return ()


def remember(store: Store) -> tuple[Organisatie, ...]:
    """Take up what was read in on this device, so that `known` has it; call when a profile opens."""
    with store.read() as reading:
        _KNOWN.own = own_in(reading)
    return _KNOWN.own


def known() -> SocialeKaart:
    """Return what ships with what was read in here; one's own goes first."""
    shipped = catalogue.sociale_kaart()
    return replace(shipped, organisaties=(*_KNOWN.own, *shipped.organisaties)) if _KNOWN.own else shipped


def search(
    kaart: SocialeKaart, text: str = "", *, gemeente: str = "", oefen: bool = False
) -> tuple[Organisatie, ...]:
    """Return the organisations with every word of `text` in name, kind of help or gemeente, by name.

    `gemeente` keeps those of one gemeente and the national ones; practice organisations only in the practice world.
    """
    words = fold(text).split()
    found = []
    for each in kaart.organisaties:
        kinds = " ".join(kaart.routes[key].naam for key in each.routes if key in kaart.routes)
        inside = fold(f"{each.naam} {kinds} {each.gemeente} {each.wanneer}")
        near = not gemeente or each.gemeente == LANDELIJK or fold(each.gemeente) == fold(gemeente)
        if near and (oefen or not each.oefen) and all(word in inside for word in words):
            found.append(each)
    return tuple(sorted(found, key=lambda each: (each.gemeente == LANDELIJK, fold(each.naam))))


# -- reading a list in


def plan(store: Store, clock: Clock, data: bytes, filename: str) -> KaartPlan:
    """Read a CSV or XLSX and say per row what would happen; nothing is written. A Fault for what can't be read."""
    blad, header = _find_header(read_sheets(data, filename), filename)
    columns = {place: veld for place, cell in enumerate(blad.rijen[header][1]) if (veld := _head(cell))}
    body = blad.rijen[header + 1 :]
    if len(body) > MOST_ROWS:
        raise Fault(KAART_TE_LANG, aantal=len(body), max=MOST_ROWS)
    with store.read() as reading:
        before = {_key(each.naam, each.gemeente): each for each in own_in(reading)}
    day, practice = today(clock), store.profile.practice
    rows: list[KaartRij] = []
    seen: dict[str, int] = {}
    for number, cells in body:
        values = {veld: _text(cells[place]) for place, veld in columns.items() if place < len(cells)}
        rows.append(_row(number, values, before, seen, filename, day, practice=practice))
    return KaartPlan(bron=filename, rijen=tuple(rows))


def _head(cell: object) -> str:
    return _HEADS.get(" ".join(str(cell or "").casefold().replace("_", " ").split()), "")


def _find_header(sheets: Sequence[Blad], filename: str) -> tuple[Blad, int]:
    for sheet in sheets:
        for place, (_, cells) in enumerate(sheet.rijen[:15]):
            if {"naam", "gemeente", "routes"} <= {_head(cell) for cell in cells}:
                return sheet, place
    raise Fault(KAART_ZONDER_KOP, bestand=filename)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str("" if cell is None else cell).split())


def _key(naam: str, gemeente: str) -> str:
    return f"{fold(naam)}|{fold(gemeente)}"


def _row(
    number: int,
    values: Mapping[str, str],
    before: Mapping[str, Organisatie],
    seen: dict[str, int],
    filename: str,
    day: date,
    *,
    practice: bool,
) -> KaartRij:
    naam, gemeente = values.get("naam", ""), values.get("gemeente", "")
    routes, wrong = _routes(values.get("routes", ""))
    phones = tuple(
        part.strip() for part in values.get("telefoon", "").replace(";", ",").split(",") if part.strip()
    )
    fouten = [*_missing(naam, gemeente, routes, wrong), *_contact_faults(phones, values.get("website", ""))]
    fouten += [f"{veld.capitalize()} is te lang." for veld, text in values.items() if len(text) > _LONGEST]
    if any(find(text) for veld, text in values.items() if veld != "telefoon"):
        fouten.append("Hier staat iets dat op een BSN of V-nummer lijkt. Dat mag hier niet staan.")
    key = _key(naam, gemeente)
    if naam and key in seen:
        fouten.append(f"Deze organisatie staat ook in rij {seen[key]}.")
    seen.setdefault(key, number)
    if fouten:
        return KaartRij(
            nummer=number, stand=KaartStand.FOUT, naam=naam, organisatie=None, fouten=tuple(fouten)
        )
    made = Organisatie(
        key=f"eigen_{abs(hash_of(key)):x}",
        naam=naam,
        gemeente=LANDELIJK if fold(gemeente) == LANDELIJK else gemeente,
        routes=routes,
        telefoon=phones,
        website=values.get("website", ""),
        wanneer=values.get("wanneer", ""),
        kosten=values.get("kosten", ""),
        anoniem=values.get("anoniem", "").casefold() in ("ja", "yes", "true", "1", "x"),
        oefen=practice,
        bron=filename,
        nagekeken_op=day,
        bevestigd=True,
    )
    old = before.get(key)
    same = old is not None and replace(old, bron="", nagekeken_op=day) == replace(made, bron="")
    stand = KaartStand.NIEUW if old is None else KaartStand.GELIJK if same else KaartStand.GEWIJZIGD
    return KaartRij(nummer=number, stand=stand, naam=naam, organisatie=made)


def hash_of(key: str) -> int:
    """Return a number for a name that is the same in every process."""
    import hashlib

    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")


def _routes(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the kinds of help that are named, by key, and the words that name none."""
    by_name = {fold(route.naam): key for key, route in catalogue.sociale_kaart().routes.items()}
    by_name |= {fold(key.replace("_", " ")): key for key in catalogue.sociale_kaart().routes}
    found, wrong = [], []
    for part in text.replace(";", ",").replace("/", ",").split(","):
        word = part.strip()
        if not word:
            continue
        key = by_name.get(fold(word.replace("_", " ")))
        if key is None:
            wrong.append(word)
        else:
            found.append(key)
    return tuple(dict.fromkeys(found)), tuple(wrong)


def _missing(naam: str, gemeente: str, routes: tuple[str, ...], wrong: tuple[str, ...]) -> list[str]:
    said = []
    if not naam:
        said.append("De naam ontbreekt.")
    if not gemeente:
        said.append("De gemeente ontbreekt. Schrijf “landelijk” voor het hele land.")
    said += [f"“{word[:40]}” is geen soort hulp die we kennen." for word in wrong]
    if not routes and not wrong:
        said.append("De soort hulp ontbreekt, zoals huisarts, schuldhulp of taalhuis.")
    alarm = {key for key in routes if catalogue.sociale_kaart().routes[key].alarm}
    if alarm:
        said.append("Alarmnummers staan al in het programma en zijn niet te veranderen.")
    return said


def _contact_faults(phones: tuple[str, ...], website: str) -> list[str]:
    said = [
        f"“{phone[:30]}” lijkt geen telefoonnummer."
        for phone in phones
        if not 3 <= sum(char.isdigit() for char in phone) <= 15
    ]
    if website and not website.casefold().startswith(("http://", "https://", "www.")):
        said.append("De website begint niet met www. of https://.")
    if not phones and not website:
        said.append("Een telefoonnummer of website is nodig.")
    return said


def apply(store: Store, read: KaartPlan) -> tuple[int, Changes]:
    """Take the good rows over, beside what was read in before; return how many. Rows with a mistake stay out."""
    good = [each.organisatie for each in read.rijen if each.organisatie is not None]
    if not good:
        raise Fault(KAART_NIETS)
    with store.write() as uow:
        merged = {each.key: each for each in own_in(uow)} | {each.key: each for each in good}
        uow.put_setting(SETTING, _plain(merged.values()))
        changes = uow.commit()
    _KNOWN.own = tuple(merged.values())
    return len(good), changes


def forget(store: Store, key: str) -> Changes:
    """Take one organisation that was read in here away again."""
    with store.write() as uow:
        left = [each for each in own_in(uow) if each.key != key]
        uow.put_setting(SETTING, _plain(left))
        changes = uow.commit()
    _KNOWN.own = tuple(left)
    return changes


def _plain(organisaties: Any) -> list[dict[str, Any]]:
    return [msgspec.to_builtins(each) for each in organisaties]
