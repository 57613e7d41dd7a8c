"""Reading a spreadsheet somebody chose: CSV as Dutch Excel writes it, or XLSX. Any file may be odd, huge or hostile.

What comes out is plain rows with their own numbers, so that every complaint can name sheet, row and column.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

from app.faults import Fault, FaultKind

MAX_BYTES = 64 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 200
_CHUNK = 4 * 1024 * 1024
_OVERLAP = 512

BESTAND_LEEG = FaultKind(
    "bestand-leeg", "Het bestand “{bestand}” is leeg.", "Kies een bestand met een lijst cliënten."
)
BESTAND_TE_GROOT = FaultKind(
    "lijst-te-groot",
    "Het bestand “{bestand}” is te groot: {reden}.",
    "Verdeel de lijst over meer bestanden. Zet er alleen kolommen in die nodig zijn.",
)
BESTAND_VERSLEUTELD = FaultKind(
    "bestand-versleuteld",
    "Het bestand “{bestand}” heeft een wachtwoord.",
    "Open het in Excel, haal het wachtwoord eraf en sla het op als een nieuw bestand.",
)
BESTAND_ANDER_SOORT = FaultKind(
    "bestand-ander-soort",
    "Het bestand “{bestand}” is geen CSV of XLSX.",
    "Open het in Excel en kies: opslaan als, Excel-werkmap (.xlsx).",
)
BESTAND_ONLEESBAAR = FaultKind(
    "bestand-onleesbaar",
    "Het bestand “{bestand}” is niet te lezen: {reden}.",
    "Open het in Excel en sla het opnieuw op als .xlsx.",
)

Cel = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Blad:
    """One sheet: its name and its rows as (row number in the file, cells), empty rows left out.

    `formules` are the (row number, column index from 0) of cells in which a formula stands.
    """

    naam: str
    rijen: tuple[tuple[int, tuple[Cel, ...]], ...]
    formules: frozenset[tuple[int, int]] = field(default=frozenset())


def read_sheets(data: bytes, filename: str) -> tuple[Blad, ...]:
    """Return the sheets that hold anything (a CSV is one). Raises a Fault with a sentence for what can't be read."""
    if len(data) > MAX_BYTES:
        raise Fault(BESTAND_TE_GROOT, bestand=filename, reden=f"meer dan {MAX_BYTES // 1024 // 1024} MB")
    if not data.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise Fault(BESTAND_LEEG, bestand=filename)
    if data.startswith(b"PK"):
        sheets = tuple(_xlsx(data, filename))
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Fault(_ole_kind(data), bestand=filename)
    else:
        sheets = (_csv(data, filename),)
    filled = tuple(sheet for sheet in sheets if sheet.rijen)
    if not filled:
        raise Fault(BESTAND_LEEG, bestand=filename)
    return filled


def _ole_kind(data: bytes) -> FaultKind:
    """An old .xls, or a new one in an envelope that Excel makes for a password."""
    return BESTAND_VERSLEUTELD if "EncryptedPackage".encode("utf-16-le") in data else BESTAND_ANDER_SOORT


# ------------------------------------------------------------------------------------------------- CSV


def _csv(data: bytes, filename: str) -> Blad:
    text = _decode(data, filename)
    first, _, rest = text.partition("\n")
    skipped = 0
    delimiter = ""
    if re.fullmatch(r"sep=(.)\s*", first, re.IGNORECASE):
        delimiter, text, skipped = first[4], rest, 1
    delimiter = delimiter or _delimiter(text)
    rows: list[tuple[int, tuple[Cel, ...]]] = []
    formulas: set[tuple[int, int]] = set()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = skipped
    try:
        for cells in reader:
            number += 1
            _check_size(number, len(cells), filename)
            if any(cell.strip() for cell in cells):
                rows.append((number, tuple(cells)))
                formulas.update((number, column) for column, cell in enumerate(cells) if _is_formula(cell))
    except csv.Error as error:
        reden = f"regel {reader.line_num + skipped} klopt niet (aanhalingstekens?)"
        raise Fault(BESTAND_ONLEESBAAR, bestand=filename, reden=reden) from error
    return Blad("CSV", tuple(rows), frozenset(formulas))


def _decode(data: bytes, filename: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in data:
        raise Fault(BESTAND_ANDER_SOORT, bestand=filename)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_like_text(text):
            return text
    raise Fault(BESTAND_ANDER_SOORT, bestand=filename)


def _looks_like_text(text: str) -> bool:
    sample = text[:4096]
    control = sum(char < " " and char not in "\r\n\t" for char in sample)
    return control * 100 <= len(sample) and not sample.lstrip().startswith(
        ("%PDF-", "<?xml", "<!DOCTYPE", "{\\rtf")
    )


def _delimiter(text: str) -> str:
    """Return the sign that separates the cells of the first lines; `;` where nothing does."""
    outside = re.sub(r'"(?:[^"]|"")*"', "", text[:20_000])
    lines = [line for line in outside.splitlines() if line.strip()][:10]
    counts = {sign: sum(line.count(sign) for line in lines) for sign in ";\t,|"}
    best = max(counts, key=lambda sign: counts[sign])
    return best if counts[best] else ";"


def _is_formula(cell: str) -> bool:
    """True for what Excel would calculate. A telephone number with + or a negative number is none."""
    text = cell.lstrip()
    if text.startswith(("=", "@")):
        return len(text) > 1
    return text.startswith(("+", "-")) and bool(re.match(r"[+-][^\d\s()/.\-]", text)) and "(" in text


def _check_size(row: int, columns: int, filename: str) -> None:
    if row > MAX_ROWS:
        raise Fault(BESTAND_TE_GROOT, bestand=filename, reden=f"meer dan {MAX_ROWS} rijen")
    if columns > MAX_COLUMNS:
        raise Fault(BESTAND_TE_GROOT, bestand=filename, reden=f"meer dan {MAX_COLUMNS} kolommen")


# ------------------------------------------------------------------------------------------------ XLSX


def _xlsx(data: bytes, filename: str) -> Iterator[Blad]:
    # Imported here: it costs time at start, and only a coordinator ever reads a spreadsheet.
    import python_calamine

    formulas = _look_inside(data, filename)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for meta in book.sheets_metadata:
            if meta.visible is python_calamine.SheetVisibleEnum.Visible:
                sheet = book.get_sheet_by_name(meta.name)
                yield Blad(
                    meta.name, tuple(_sheet_rows(sheet, filename)), formulas.get(meta.name, frozenset())
                )
    except python_calamine.PasswordError as error:
        raise Fault(BESTAND_VERSLEUTELD, bestand=filename) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Fault(BESTAND_ONLEESBAAR, bestand=filename, reden="het bestand is beschadigd") from error


def _sheet_rows(sheet: Any, filename: str) -> Iterator[tuple[int, tuple[Cel, ...]]]:
    if sheet.start is None:
        return
    _check_size(int(sheet.end[0]) + 1, int(sheet.end[1]) + 1, filename)
    # iter_rows gives the empty rows above the data, but not the empty columns before it.
    before: tuple[Cel, ...] = (None,) * int(sheet.start[1])
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if any(cell != "" for cell in cells):
            row = before + tuple(None if cell == "" else cell for cell in cells)
            if any(cell is not None and str(cell).strip() for cell in row):
                yield number, row


_FAR_CELL = re.compile(rb"\sr=[\"'](?:([A-Z]{3,})\d+|[A-Z]{0,3}(\d{6,}))[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?c\b[^>]*?\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*>\s*<(?:\w+:)?f\b")


def _look_inside(data: bytes, filename: str) -> Mapping[str, frozenset[tuple[int, int]]]:
    """Return the formulas per sheet name; a Fault for what would unpack, or spread, beyond all measure."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {info.filename for info in archive.infolist()}
            if "xl/workbook.xml" not in names:
                kind = BESTAND_VERSLEUTELD if "EncryptedPackage" in names else BESTAND_ANDER_SOORT
                raise Fault(kind, bestand=filename)
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                raise Fault(BESTAND_TE_GROOT, bestand=filename, reden="het is uitgepakt veel te groot")
            if any(info.flag_bits & 1 for info in archive.infolist()):
                raise Fault(BESTAND_VERSLEUTELD, bestand=filename)
            found = {
                info.filename: _scan(
                    _chunks(archive, info), filename, is_sheet="/worksheets/" in info.filename
                )
                for info in archive.infolist()
            }
            return {name: found.get(path, frozenset()) for name, path in _sheet_paths(archive).items()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise Fault(BESTAND_ONLEESBAAR, bestand=filename, reden="het bestand is beschadigd") from error


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Read one part to its end, which also proves its checksum and that its stated size is true."""
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def _scan(chunks: Iterable[bytes], filename: str, *, is_sheet: bool) -> frozenset[tuple[int, int]]:
    formulas: set[tuple[int, int]] = set()
    tail = b""
    for chunk in chunks:
        if not is_sheet:
            continue
        piece = tail + chunk
        for far in _FAR_CELL.finditer(piece):
            if far[1] is not None:
                _check_size(0, _column(far[1]) + 1, filename)
            else:
                _check_size(int(far[2][:9]), 0, filename)
        formulas.update((int(found[2]), _column(found[1])) for found in _FORMULA.finditer(piece))
        tail = piece[-_OVERLAP:]
    return frozenset(formulas)


def _column(letters: bytes) -> int:
    """Return the index from 0 of a column by its letters."""
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - 64
    return number - 1


_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by its name; none where the workbook is written in an unknown way."""
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (ElementTree.ParseError, KeyError):
        return {}
    targets = {each.get("Id", ""): each.get("Target", "") for each in links}
    paths: dict[str, str] = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            target = targets.get(sheet.get(_REL, ""), "")
            paths[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return paths
