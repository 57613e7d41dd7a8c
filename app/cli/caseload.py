"""`import-caseload`: a coordinator's list of clients, row by row accounted for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import files, tables
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer, Terminal
from app.faults import Fault

if TYPE_CHECKING:
    from app.cli.session import Session
    from app.domain.caseload import CaseloadPlan
    from app.services.import_caseload import CaseloadReport

MOST = 64 * files.MEGABYTE


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = commands.add(
        "import-caseload",
        _import,
        "neem een lijst van cliënten over (CSV of Excel); foute rijen worden genoemd",
    )
    parser.add_argument("file", type=Path, metavar="BESTAND", help="CSV (met ; of ,) of XLSX")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--plan", action="store_true", help="kijk alleen wat er zou gebeuren")
    how.add_argument(
        "--apply", action="store_true", help="neem de goede rijen over (dit gebeurt ook zonder --apply)"
    )
    parser.add_argument(
        "--mapping",
        type=Path,
        metavar="BESTAND",
        help="JSON of TOML: kolomkop -> veld (leeg: kolom overslaan)",
    )
    parser.add_argument(
        "--remember-mapping", action="store_true", help="onthoud deze kolommen voor een volgende lijst"
    )
    parser.add_argument(
        "--also-rows",
        default=(),
        type=_row_numbers,
        metavar="N,N",
        help="neem ook deze rijen over die misschien dubbel zijn",
    )


def _row_numbers(text: str) -> tuple[int, ...]:
    from app.cli import values

    return tuple(values.count(part) for part in values.names(text))


def _import(args: Namespace, session: Session) -> Answer:
    from app.services import import_caseload

    mapping = _mapping(args.mapping) if args.mapping else None
    data = files.read(args.file, MOST)
    plan = import_caseload.plan(session.store, session.clock, data, args.file.name, mapping)
    shown = _plan_data(plan)
    if args.plan:
        return Answer(data={**shown, "overgenomen": None}, text=_plan_text(plan, None))
    if args.remember_mapping:
        import_caseload.remember_mapping(session.store, plan)
    report = import_caseload.apply(
        session.store,
        session.clock,
        session.ids,
        plan,
        ook_mogelijk_dubbel=frozenset(args.also_rows),
        progress=_telling(session.terminal),
    )
    done = {
        "toegevoegd": report.toegevoegd,
        "overgeslagen": report.overgeslagen,
        "fout": report.fout,
        "dossier_ids": list(report.dossier_ids),
    }
    return Answer(data={**shown, "overgenomen": done}, text=_plan_text(plan, report))


_EVERY = 5_000
"""Rows between two lines of progress: a short list needs none."""


def _telling(terminal: Terminal) -> Callable[[int, int], None]:
    said = 0

    def tell(done: int, total: int) -> None:
        nonlocal said
        if done - said >= _EVERY and done < total:
            said = done
            terminal.say(f"{done} van {total} rijen")

    return tell


def _mapping(path: Path) -> Mapping[str, str]:
    given = files.read_structured(path)
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise Fault(files.BESTAND_VORM, soort="tabel van kolomkop naar veld")
    return given


def _plan_data(plan: CaseloadPlan) -> dict[str, Any]:
    from app.domain.caseload import Rijstand

    return {
        "bron": plan.bron,
        "blad": plan.blad,
        "kolommen": dict(plan.kolommen),
        "onbekend": list(plan.onbekend),
        "geweigerd": tables.plain(plan.geweigerd),
        "aantallen": {stand.value: plan.aantal(stand) for stand in Rijstand},
        "rijen": [
            {
                "rij": row.rij,
                "stand": row.stand.value,
                "reden": row.reden,
                "dossier_id": row.dossier_id,
                "fouten": tables.plain(row.fouten),
                "let_op": tables.plain(row.let_op),
            }
            for row in plan.rijen
        ],
    }


def _plan_text(plan: CaseloadPlan, report: CaseloadReport | None) -> str:
    from app.domain.caseload import Rijstand

    counts = ", ".join(f"{plan.aantal(stand)} {tables.words(stand.value)}" for stand in Rijstand)
    top = tables.facts(
        {
            "Bestand": plan.bron,
            "Blad": plan.blad,
            "Rijen": f"{len(plan.rijen)} ({counts})",
            "Niet gebruikt": ", ".join(plan.onbekend),
        }
    )
    notes = [(f.blad, f.rij, f.kolom, f.reden) for f in (*plan.geweigerd, *plan.fouten)]
    wrong = "Wat niet klopt\n" + tables.table(("Blad", "Rij", "Kolom", "Reden"), notes) if notes else ""
    rows = [
        (row.rij, tables.words(row.stand.value), row.persoon.naam if row.persoon else "", row.reden)
        for row in plan.rijen
    ]
    return tables.blocks(top, tables.table(("Rij", "Wat", "Naam", "Reden"), rows), wrong, _end(report))


def _end(report: CaseloadReport | None) -> str:
    if report is None:
        return "Er is nog niets overgenomen. Zonder --plan neem je de goede rijen over."
    return (
        f"Overgenomen: {tables.counted(report.toegevoegd, 'dossier', 'dossiers')}. "
        f"Overgeslagen: {report.overgeslagen}. Fout: {report.fout}."
    )
