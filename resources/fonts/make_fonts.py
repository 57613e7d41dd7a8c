"""Makes the shipped font subsets from published packages (RECEPT.md); the program never imports it."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent

SHARED = (
    "20-7E, A0, AB, B0, B7, BB, D7, F7, 200B-200F, 2010-2015, 2018-201E, 2022, 2026, 202A-202E, "
    "2066-2069, 25CC"
)
LATIN = (
    "20-7E, A0-17F, 180-24F, 259, 2B0-2FF, 300-36F, 37E, 387, "
    "400-45F, 490-493, 496-4A3, 4AE-4B3, 4B6-4B9, 4BA-4BB, 4D8-4D9, 4E2-4E3, 4E8-4E9, 4EE-4EF, "
    "1E00-1EFF, 2000-206F, 2070-209C, 20AC, 20B4, 20BA, 20BD, 2100-2101, 2103, 2105, 2113, 2116, 2117, "
    "2120, 2122, 2126, 212E, 2150-215E, 2184, 2202, 2206, 220F, 2211, 2212, 2215, 221A, 221E, 222B, "
    "25CA, 25CC, FB01-FB02, FEFF, FFFD"
)
ARABIC = f"{SHARED}, 600-6FF, 750-77F, 8A0-8B4, FDF2, FDFC, FD3E-FD3F"
ETHIOPIC = f"{SHARED}, 1200-139F, 2D80-2DDF"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One published package: its files are `<folder>/<name>_<folder>.ttf`."""

    package: str
    version: str
    name: str
    unicodes: str
    folders: tuple[tuple[str, str], ...]


SOURCES = (
    Source(
        package="@expo-google-fonts/noto-sans",
        version="0.4.2",
        name="NotoSans",
        unicodes=LATIN,
        folders=(
            ("400Regular", "Regular"),
            ("400Regular_Italic", "Italic"),
            ("600SemiBold", "SemiBold"),
            ("700Bold", "Bold"),
        ),
    ),
    Source(
        package="@expo-google-fonts/noto-sans-arabic",
        version="0.4.3",
        name="NotoSansArabic",
        unicodes=ARABIC,
        folders=(("400Regular", "Regular"), ("700Bold", "Bold")),
    ),
    Source(
        package="@expo-google-fonts/noto-sans-ethiopic",
        version="0.4.2",
        name="NotoSansEthiopic",
        unicodes=ETHIOPIC,
        folders=(("400Regular", "Regular"), ("700Bold", "Bold")),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """Signs that Noto Sans lacks, taken from a sister family and grafted into every Noto Sans cut."""

    package: str
    version: str
    name: str
    path: str
    signs: str


SIGNS = (
    Signs(
        package="@expo-google-fonts/noto-sans-math",
        version="0.4.2",
        name="NotoSansMath",
        path="400Regular/NotoSansMath_400Regular.ttf",
        signs="←↑→↓↔≤≥≠≈",
    ),
    Signs(
        package="@expo-google-fonts/noto-sans-symbols-2",
        version="0.4.1",
        name="NotoSansSymbols2",
        path="400Regular/NotoSansSymbols2_400Regular.ttf",
        signs="✓✗☐☑☒●○■□▲▶▼◀★☆☎⚠",
    ),
)


def unicodes(ranges: str) -> list[int]:
    """Return the code points of a list like `"20-7E, A0"` (hexadecimal)."""
    points: list[int] = []
    for part in ranges.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        points.extend(range(int(first, 16), int(last or first, 16) + 1))
    return points


def fetch(source: Source | Signs, folder: Path) -> Path:
    """Fetch and unpack one package with the npm client; return its folder."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch the packages, or give --packages DIR")
    packed = subprocess.run(
        [npm, "pack", "--silent", f"{source.package}@{source.version}"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    target = folder / source.name
    with tarfile.open(folder / packed.splitlines()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def graft(font: TTFont, donor: TTFont, signs: str) -> None:
    """Copy the outlines of signs that `font` lacks out of `donor` (both have 1000 units per em)."""
    glyphs = donor.getGlyphSet()
    names = donor.getBestCmap()
    order = font.getGlyphOrder()
    for sign in signs:
        point = ord(sign)
        if point in font.getBestCmap():
            continue
        pen = TTGlyphPen(None)
        recording = DecomposingRecordingPen(glyphs)
        glyphs[names[point]].draw(recording)
        recording.replay(pen)
        name = f"uni{point:04X}"
        order.append(name)
        glyph = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        font["glyf"][name] = glyph
        font["hmtx"][name] = (donor["hmtx"][names[point]][0], glyph.xMin)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[point] = name
    font.setGlyphOrder(order)


def make(path: Path, target: Path, ranges: str, donors: list[tuple[TTFont, str]]) -> None:
    """Write the subset of one font, every layout feature and the licence names kept."""
    options = subset.Options()
    options.layout_features = ["*"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.hinting = False
    options.glyph_names = False
    options.drop_tables = [*options.drop_tables, "STAT"]
    font = TTFont(path, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=unicodes(ranges))
    subsetter.subset(font)
    for donor, signs in donors:
        graft(font, donor, signs)
    font.save(target)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder that holds the unpacked packages, by font name")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:

        def package_of(source: Source | Signs) -> Path:
            if arguments.packages:
                return Path(arguments.packages) / source.name / "package"
            return fetch(source, Path(temporary))

        donors = []
        for extra in SIGNS:
            package = package_of(extra)
            copy_licence(package, f"OFL-{extra.name}.txt")
            donors.append((TTFont(package / extra.path), extra.signs))
        for source in SOURCES:
            package = package_of(source)
            copy_licence(package, f"OFL-{source.name}.txt")
            for folder, style in source.folders:
                target = HERE / f"{source.name}-{style}.ttf"
                path = package / folder / f"{source.name}_{folder}.ttf"
                make(path, target, source.unicodes, donors if source.name == "NotoSans" else [])
                print(f"{target.name}: {target.stat().st_size / 1024:.0f} KiB")
    return 0


def copy_licence(package: Path, name: str) -> None:
    """Put the licence text of a package beside the fonts."""
    (HERE / name).write_text((package / "LICENSE_FONT").read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
