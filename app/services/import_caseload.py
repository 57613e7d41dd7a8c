"""Import of a coordinator's list of clients: plan first, then apply what is good, row by row accounted for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.changes import Changes, Touched
from app.domain.caseload import (
    GEWEIGERD_INHOUD,
    VELDNAMEN,
    CaseloadPlan,
    CaseloadRij,
    Celfout,
    Rijstand,
    holds_person_numbers,
    plain_kop,
    recognise,
    refused_kop,
)
from app.domain.caseload_cellen import text
from app.domain.caseload_rijen import read_row
from app.domain.dubbelingen import may_be_same
from app.domain.inburgeraar import Inburgeraar
from app.domain.zoeksleutel import fold, unordered_name_key
from app.faults import Fault, FaultKind
from app.ports import ClientFilter, Clock, Ids, Reading, Store, UnitOfWork
from app.services.kalender import today
from app.services.spreadsheets import Blad, read_sheets

GEEN_NAAMKOLOM = FaultKind(
    "geen-naamkolom",
    "In “{bestand}” staat geen kolom met namen. Gevonden kolommen: {koppen}.",
    "Wijs aan welke kolom de naam is, of zet “naam” boven die kolom.",
)
GEEN_RIJEN = FaultKind(
    "geen-rijen", "Onder de kop van “{bestand}” staan geen rijen.", "Kies het bestand met de cliënten."
)
VELD_ONBEKEND = FaultKind(
    "veld-onbekend", "Het veld “{veld}” bestaat niet.", "Kies een veld uit de lijst die het scherm toont."
)
KOLOM_TWEE_KEER = FaultKind(
    "kolom-twee-keer", "Twee kolommen zijn allebei “{veld}”.", "Kies voor elk veld één kolom."
)

CHUNK = 500
"""Rows per transaction: few enough to stop soon, enough to be fast."""

Progress = Callable[[int, int], None]
"""Called with (rows done, rows in all)."""
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadReport:
    """What applying did: counts of rows, and whether it was stopped before the end."""

    toegevoegd: int
    overgeslagen: int
    fout: int
    gestopt: bool
    dossier_ids: tuple[str, ...]
    changes: Changes


# ------------------------------------------------------------------------------------------------ plan


def plan(
    store: Store, clock: Clock, data: bytes, filename: str, mapping: Mapping[str, str] | None = None
) -> CaseloadPlan:
    """Read a CSV or XLSX and say per row what would happen; nothing is written.

    `mapping` gives column header -> field (`""` ignores the column); without it the mapping remembered for these
    headers is used, else what the headers are recognised as. Raises a Fault for a file that can't be read.
    """
    blad, header = _find_header(read_sheets(data, filename))
    koppen = _headers(blad.rijen[header][1])
    body = blad.rijen[header + 1 :]
    if not body:
        raise Fault(GEEN_RIJEN, bestand=filename)
    with store.read() as reading:
        chosen = mapping if mapping is not None else _remembered(reading, koppen)
        known = _known_people(reading)
    kolommen, onbekend, geweigerd = _columns(blad, koppen, body, chosen)
    if not any(veld in ("naam", "voornamen", "achternaam") for _, _, veld in kolommen):
        raise Fault(GEEN_NAAMKOLOM, bestand=filename, koppen=", ".join(koppen[:12]))
    day = today(clock)
    rows = (read_row(blad.naam, number, cells, kolommen, blad.formules, day) for number, cells in body)
    return CaseloadPlan(
        bron=filename,
        blad=blad.naam,
        koppen=koppen,
        kolommen={kop: veld for _, kop, veld in kolommen},
        onbekend=onbekend,
        geweigerd=geweigerd,
        rijen=tuple(_judge(rows, known, blad.naam)),
    )


_HEADER_WITHIN = 15


def _find_header(sheets: Sequence[Blad]) -> tuple[Blad, int]:
    """Return the sheet and the place of its header: the row, of the first few, in which most headers are known."""
    best = (0, sheets[0], 0)
    for sheet in sheets:
        for place, (_, cells) in enumerate(sheet.rijen[:_HEADER_WITHIN]):
            known = len({veld for cell in cells if isinstance(cell, str) and (veld := recognise(cell))})
            if known > best[0]:
                best = (known, sheet, place)
    return best[1], best[2]


def _headers(cells: Sequence[object]) -> tuple[str, ...]:
    """Return the headers; empty ones become their column letter, a second one of the same name gets a number."""
    headers: list[str] = []
    for index, cell in enumerate(cells):
        name = text(cell) or f"kolom {_letters(index)}"
        count = 2
        unique = name
        while unique in headers:
            unique = f"{name} ({count})"
            count += 1
        headers.append(unique)
    return tuple(headers)


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _columns(
    blad: Blad,
    koppen: Sequence[str],
    body: Sequence[tuple[int, tuple[object, ...]]],
    chosen: Mapping[str, str] | None,
) -> tuple[list[tuple[int, str, str]], tuple[str, ...], tuple[Celfout, ...]]:
    """Sort the columns into used (index, header, field), unknown, and refused with the reason."""
    header_row = body[0][0] - 1
    used: list[tuple[int, str, str]] = []
    unknown: list[str] = []
    refused: list[Celfout] = []
    taken: set[str] = set()
    for index, kop in enumerate(koppen):
        why = refused_kop(kop)
        veld = "" if why else _field_of(kop, chosen)
        if veld and veld not in ("telefoon", "geboortedatum") and _is_full_of_numbers(body, index):
            why = GEWEIGERD_INHOUD
        if why:
            refused.append(Celfout(blad.naam, header_row, kop, why))
        elif veld in taken:
            if chosen is not None:
                raise Fault(KOLOM_TWEE_KEER, veld=VELDNAMEN[veld])
            unknown.append(kop)
        elif veld:
            taken.add(veld)
            used.append((index, kop, veld))
        elif any(index < len(cells) and cells[index] is not None for _, cells in body[:200]):
            unknown.append(kop)
    return used, tuple(unknown), tuple(refused)


def _field_of(kop: str, chosen: Mapping[str, str] | None) -> str:
    if chosen is None or kop not in chosen:
        return recognise(kop) if chosen is None else ""
    veld = chosen[kop]
    if veld and veld not in VELDNAMEN:
        raise Fault(VELD_ONBEKEND, veld=veld)
    return veld


def _is_full_of_numbers(body: Sequence[tuple[int, tuple[object, ...]]], index: int) -> bool:
    sample = body[:: max(1, len(body) // 200)]
    return holds_person_numbers([text(cells[index]) for _, cells in sample if index < len(cells)])


# -- doubles


@dataclass(slots=True)
class _People:
    """Who is known already, by reference and by the bones of the name."""

    references: dict[str, tuple[str, str]] = field(default_factory=dict)
    names: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    def add(self, naam: str, geboortedatum: str, klantreferentie: str, where: str) -> None:
        """Note somebody; `where` is a dossier id, or `rij N` of the sheet."""
        if klantreferentie:
            self.references.setdefault(fold(klantreferentie), (where, naam))
        self.names.setdefault(unordered_name_key(naam), []).append((naam, geboortedatum, where))

    def namesakes(self, naam: str) -> Sequence[tuple[str, str, str]]:
        """Return everybody (name, birth date, where) whose name has the same bones."""
        return self.names.get(unordered_name_key(naam), ())

    def by_reference(self, klantreferentie: str) -> tuple[str, str] | None:
        return self.references.get(fold(klantreferentie)) if klantreferentie else None

    def alike(self, naam: str, geboortedatum: str) -> tuple[str, str, str] | None:
        """Return somebody (name, birth date, where) who may be the same person."""
        for other in self.namesakes(naam):
            if may_be_same(naam, geboortedatum, other[0], other[1]):
                return other
        return None


def _known_people(reading: Reading) -> _People:
    people = _People()
    page = 5000
    start = 0
    while True:
        rows = reading.clients(ClientFilter(status="", vanaf=start, aantal=page))
        for row in rows:
            people.add(row.naam, row.geboortedatum, row.klantreferentie, row.dossier_id)
        if len(rows) < page:
            return people
        start += page


def _judge(rows: Iterable[CaseloadRij], people: _People, blad: str) -> Iterator[CaseloadRij]:
    for row in rows:
        judged = _compare(row, people, blad)
        if judged.persoon is not None and judged.stand is not Rijstand.FOUT:
            persoon = judged.persoon
            people.add(persoon.naam, persoon.geboortedatum, persoon.klantreferentie, f"rij {row.rij}")
        yield judged


def _compare(row: CaseloadRij, people: _People, blad: str) -> CaseloadRij:
    persoon = row.persoon
    if persoon is None:
        return row
    known = people.by_reference(persoon.klantreferentie)
    if known is not None:
        where, naam = known
        if where.startswith("rij ") and fold(naam) != fold(persoon.naam):
            reden = f"Klantreferentie {persoon.klantreferentie} staat ook bij {naam} ({where})."
            fout = Celfout(blad, row.rij, "klantreferentie", reden)
            return replace(row, stand=Rijstand.FOUT, persoon=None, fouten=(*row.fouten, fout))
        return replace(
            row,
            stand=Rijstand.BEKEND,
            dossier_id="" if where.startswith("rij ") else where,
            reden=f"Klantreferentie {persoon.klantreferentie} is al bekend: {naam}{_in_sheet(where)}.",
        )
    alike = people.alike(persoon.naam, persoon.geboortedatum)
    if alike is None:
        return row
    naam, born, where = alike
    return replace(
        row,
        stand=Rijstand.MOGELIJK_DUBBEL,
        dossier_id="" if where.startswith("rij ") else where,
        reden=f"Lijkt op {naam}, geboren {_born(born)}{_in_sheet(where)}.",
    )


def _in_sheet(where: str) -> str:
    return f" ({where})" if where.startswith("rij ") else ""


def _born(geboortedatum: str) -> str:
    return "-".join(reversed(geboortedatum.split("-"))) if geboortedatum else "onbekend"


# ----------------------------------------------------------------------------------------------- apply


def apply(
    store: Store,
    clock: Clock,
    ids: Ids,
    plan: CaseloadPlan,
    *,
    ook_mogelijk_dubbel: frozenset[int] = frozenset(),
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> CaseloadReport:
    """Open a dossier for every new row, in chunks; a row that turned up meanwhile is skipped, so it can be run again.

    `ook_mogelijk_dubbel` are the numbers of doubtful rows that a person chose to add all the same.
    """
    wanted = [row for row in plan.rijen if row.stand is Rijstand.NIEUW or row.rij in ook_mogelijk_dubbel]
    wanted = [row for row in wanted if row.persoon is not None and row.stand is not Rijstand.BEKEND]
    with store.read() as reading:
        known = _known_people(reading)
    made: list[str] = []
    touched: set[Touched] = set()
    done = 0
    stopped = False
    for start in range(0, len(wanted), CHUNK):
        if cancelled is not None and cancelled():
            stopped = True
            break
        chunk = wanted[start : start + CHUNK]
        with store.write() as uow:
            made.extend(_open(uow, ids, chunk, known))
            touched |= uow.commit().touched
        done += len(chunk)
        if progress is not None:
            progress(done, len(wanted))
    return CaseloadReport(
        toegevoegd=len(made),
        overgeslagen=len(plan.rijen) - len(made) - plan.aantal(Rijstand.FOUT),
        fout=plan.aantal(Rijstand.FOUT),
        gestopt=stopped,
        dossier_ids=tuple(made),
        changes=Changes(frozenset(touched)),
    )


def _open(uow: UnitOfWork, ids: Ids, rows: Sequence[CaseloadRij], known: _People) -> Iterator[str]:
    for row in rows:
        persoon = row.persoon
        if persoon is None or _turned_up(persoon, row, known):
            continue
        dossier_id = ids.new()
        uow.add(replace(persoon, id=dossier_id, dossier_id=dossier_id))
        if row.traject is not None:
            uow.add(replace(row.traject, id=ids.new(), dossier_id=dossier_id))
        yield dossier_id


def _turned_up(persoon: Inburgeraar, row: CaseloadRij, known: _People) -> bool:
    """True when the person got a dossier since the plan was made (or the plan is applied a second time)."""
    if known.by_reference(persoon.klantreferentie) is not None:
        return True
    others = [each for each in known.namesakes(persoon.naam) if each[2] != row.dossier_id]
    if row.stand is Rijstand.NIEUW:
        return any(may_be_same(persoon.naam, persoon.geboortedatum, naam, born) for naam, born, _ in others)
    # Somebody looked at this one and chose to add it: only its own copy stops it.
    this = (fold(persoon.naam), persoon.geboortedatum)
    return any((fold(naam), born) == this for naam, born, _ in others)


# --------------------------------------------------------------------------------------------- mapping


def remember_mapping(store: Store, plan: CaseloadPlan) -> Changes:
    """Keep the plan's mapping for the next file with the same headers."""
    kept = {kop: plan.kolommen.get(kop, "") for kop in plan.koppen}
    with store.write() as uow:
        uow.put_setting(_setting(plan.koppen), kept)
        return uow.commit()


def _remembered(reading: Reading, koppen: Sequence[str]) -> Mapping[str, str] | None:
    kept = reading.setting(_setting(koppen))
    return kept if isinstance(kept, dict) else None


def _setting(koppen: Sequence[str]) -> str:
    mark = hashlib.sha256("\n".join(sorted(plain_kop(kop) for kop in koppen)).encode()).hexdigest()[:16]
    return f"caseload_kolommen:{mark}"


def in_words(row: CaseloadRij) -> str:
    """Say of one row what would become of it, for reports on paper and terminal."""
    if row.fouten:
        return "; ".join(f"{fout.kolom}: {fout.reden}" for fout in row.fouten)
    if row.reden:
        return row.reden
    return "nieuw" if row.stand is Rijstand.NIEUW else row.stand.value
