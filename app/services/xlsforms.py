"""Checklists to and from Excel: bounded reading of whatever somebody chose, and a workbook that other programs take."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import PurePath

from app.domain.checklists import Checklist
from app.domain.xlsform import Formulierblad
from app.domain.xlsform_lezen import Gelezen, read
from app.domain.xlsform_schrijven import write
from app.faults import Fault
from app.services import catalogue
from app.services.spreadsheets import BESTAND_ANDER_SOORT, BESTAND_TE_GROOT, Blad, Cel, read_sheets

MAX_BYTES = 4 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024
MAX_RATIO = 150


def read_workbook(data: bytes, filename: str, op: date, volgende: int = 1) -> Gelezen:
    """Read a workbook as a checklist. A Fault when it is no workbook; else what is wrong stands in the result."""
    _check_bounds(data, filename)
    sheets = read_sheets(data, filename)
    if sheets[0].naam == "CSV" and not data.startswith(b"PK"):
        raise Fault(BESTAND_ANDER_SOORT, bestand=filename)
    routes = catalogue.sociale_kaart().routes
    return read(
        (_texts(sheet) for sheet in sheets), op, frozenset(routes), PurePath(filename).stem[:80], volgende
    )


def _check_bounds(data: bytes, filename: str) -> None:
    """Refuse before unpacking what would be too much: a form of 300 questions is never this big."""
    if len(data) > MAX_BYTES:
        raise Fault(BESTAND_TE_GROOT, bestand=filename, reden=f"meer dan {MAX_BYTES // 1024 // 1024} MB")
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return
    whole = sum(part.file_size for part in parts)
    if whole > MAX_UNPACKED or (whole > MAX_BYTES and whole > MAX_RATIO * max(1, len(data))):
        raise Fault(BESTAND_TE_GROOT, bestand=filename, reden="het is uitgepakt veel te groot")


def _texts(sheet: Blad) -> Formulierblad:
    return Formulierblad(
        naam=sheet.naam,
        rijen=tuple((number, tuple(_text(cell) for cell in cells)) for number, cells in sheet.rijen),
    )


def _text(cell: Cel) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime() | date():
            return cell.isoformat()
        case _:
            return str(cell)


def write_workbook(checklist: Checklist) -> bytes:
    """Return a checklist as XLSX: headings that stay in sight, wide columns, nothing that is calculated."""
    # Imported here: it costs time at start, and only a coordinator writes a workbook.
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": checklist.titel, "author": "Doorgaande Lijn"})
    head = book.add_format({"bold": True, "bg_color": "#E4EEF0", "border": 1, "text_wrap": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for blad in write(checklist, catalogue.answer_labels()):
        sheet = book.add_worksheet(blad.naam)
        sheet.freeze_panes(1, 2)
        for number, cells in blad.rijen:
            for column, text in enumerate(cells):
                sheet.write_string(number - 1, column, text, head if number == 1 else wrapped)
        for column, title in enumerate(blad.rijen[0][1]):
            sheet.set_column(column, column, _width(title))
    book.close()
    return out.getvalue()


def _width(title: str) -> int:
    return next((wide for start, wide in _WIDTHS if title.startswith(start)), 16)


_WIDTHS = (("label", 48), ("hint", 40), ("relevant", 30), ("type", 22), ("dl_doen", 40), ("dl_", 18))
