"""`checklist own|import|export|use`: the organisation's own lists, from Excel and back, and to every device."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import files, tables
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.cli.session import Session
    from app.domain.xlsform import Melding
    from app.services.lijsten import Voorstel

MOST = 4 * files.MEGABYTE


def add_to(checklist: Commands) -> None:
    """Add these commands to the group `checklist`."""
    checklist.add("own", _own, "alle checklists op dit profiel, ook de eigen lijsten van je organisatie")
    take = checklist.add("import", _import, "kijk een eigen lijst uit Excel (XLSForm) na, of publiceer hem")
    take.add_argument("file", type=Path, metavar="BESTAND", help="een Excel-werkmap (.xlsx)")
    take.add_argument(
        "--apply", action="store_true", help="publiceer: alle apparaten krijgen hem bij het delen"
    )
    export = checklist.add("export", _export, "schrijf een lijst als Excel-werkmap (XLSForm)")
    export.add_argument("code", metavar="CODE", help="zoals signalering-algemeen")
    export.add_argument("--out", required=True, type=Path, metavar="BESTAND", help="waar de werkmap komt")
    export.add_argument("--overwrite", action="store_true", help="een bestand dat er al staat, vervangen")
    use = checklist.add("use", _use, "bied een eigen lijst aan op de apparaten, of niet meer")
    use.add_argument("code", metavar="CODE", help="de code van een eigen lijst")
    use.add_argument("--off", action="store_true", help="niet meer aanbieden; wat ingevuld is, blijft")


def _own(args: Namespace, session: Session) -> Answer:
    from app.services import lijsten

    every = lijsten.overview(session.store)
    data = [
        {
            "code": each.code,
            "versie": each.versie,
            "titel": each.titel,
            "vragen": each.vragen,
            "eigen": each.eigen,
            "uit_gebruik": each.uit,
        }
        for each in every
    ]
    words = {(True, False): "eigen", (True, True): "eigen, uit gebruik"}
    listed = tables.table(
        ("Code", "Versie", "Vragen", "Soort", "Titel"),
        (
            (each.code, each.versie, each.vragen, words.get((each.eigen, each.uit), "vast"), each.titel)
            for each in every
        ),
    )
    return Answer(data=data, text=listed)


def _import(args: Namespace, session: Session) -> Answer:
    from app.services import lijsten

    data = files.read(args.file, MOST)
    voorstel = lijsten.propose(session.store, session.clock, data, args.file.name)
    published = bool(args.apply)
    if published:
        if voorstel.gelijk:
            published = False
        else:
            lijsten.publish(session.store, session.clock, session.ids, voorstel)
    checklist = voorstel.checklist
    shown = {
        "code": checklist.code if checklist else None,
        "versie": checklist.versie if checklist else None,
        "titel": checklist.titel if checklist else None,
        "vragen": [item.tekst for item in checklist.items] if checklist else [],
        "fouten": [_said(each) for each in voorstel.fouten],
        "opmerkingen": [_said(each) for each in voorstel.opmerkingen],
        "gelijk": voorstel.gelijk,
        "gepubliceerd": published,
    }
    return Answer(data=shown, text=_proposed(voorstel, published))


def _said(melding: Melding) -> dict[str, Any]:
    return {
        "blad": melding.blad,
        "rij": melding.rij,
        "kolom": melding.kolom,
        "wat": melding.wat,
        "doe": melding.doe,
    }


def _proposed(voorstel: Voorstel, published: bool) -> str:
    def listed(meldingen: tuple[Melding, ...]) -> str:
        return tables.table(
            ("Plaats", "Wat", "Doe"), ((each.plaats, each.wat, each.doe) for each in meldingen)
        )

    checklist = voorstel.checklist
    if checklist is None:
        return tables.blocks("Deze lijst kan zo niet gebruikt worden.", listed(voorstel.fouten))
    first = f"{checklist.titel} ({checklist.code}, versie {checklist.versie})"
    state = (
        "Gepubliceerd. Bij het delen krijgen alle apparaten hem." if published else "Nog niet gepubliceerd."
    )
    if voorstel.gelijk:
        state = "Deze lijst is al gepubliceerd; er is niets veranderd."
    form = tables.table(
        ("Onderdeel", "Vraag", "Antwoorden"),
        (
            (sectie.titel, item.tekst, ", ".join(item.waarden) or item.soort.value)
            for sectie in checklist.secties
            for item in sectie.items
        ),
    )
    remarks = tables.blocks("Goed om te weten:", listed(voorstel.opmerkingen)) if voorstel.opmerkingen else ""
    return tables.blocks(first, state, form, remarks)


def _export(args: Namespace, session: Session) -> Answer:
    from app.services import lijsten

    data = lijsten.workbook(session.store, args.code)
    with files.saving(args.out, overwrite=args.overwrite) as put:
        put(data)
    return Answer(
        data={"code": args.code, "bestand": str(args.out)}, text=f"Opgeslagen als bestand: {args.out}"
    )


def _use(args: Namespace, session: Session) -> Answer:
    from app.services import lijsten

    lijsten.set_in_use(session.store, args.code, not args.off)
    words = "niet meer aangeboden" if args.off else "weer aangeboden"
    return Answer(
        data={"code": args.code, "in_gebruik": not args.off},
        text=f"Deze lijst wordt {words}. De apparaten weten het na het delen.",
    )
