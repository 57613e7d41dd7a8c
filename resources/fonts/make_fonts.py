"""Makes the shipped font subsets from the three published packages. See RECEPT.md; not imported by the program."""

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
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent

SHARED = "20-7E, A0, AB, B0, B7, BB, D7, F7, 200B-200F, 2010-2015, 2018-201E, 2022, 2026, 202A-202E, 2066-2069, 25CC"
LATIN = (
    "20-7E, A0-17F, 180-24F, 259, 2B0-2FF, 300-36F, 37E, 387, "
    "400-45F, 490-493, 496-4A3, 4AE-4B3, 4B6-4B9, 4BA-4BB, 4D8-4D9, 4E2-4E3, 4E8-4E9, 4EE-4EF, "
    "1E00-1EFF, 2000-206F, 2070-209C, 20AC, 20B4, 20BA, 20BD, 2100-2101, 2103, 2105, 2113, 2116, 2117, 2120, 2122, "
    "2126, 212E, 2150-215E, 2184, 2190-2199, 2202, 2206, 220F, 2211, 2212, 2215, 221A, 221E, 222B, 2248, 2260, 2264, "
    "2265, 25A0-25A1, 25AA, 25AB, 25B2-25B3, 25B6-25B7, 25BC-25BD, 25C0-25C1, 25CA, 25CB, 25CF, 25CC, FB01-FB02, FEFF, FFFD"
)
ARABIC = f"{SHARED}, 600-6FF, 750-77F, 8A0-8B4, FDF2, FDFC, FD3E-FD3F"
ETHIOPIC = f"{SHARED}, 1200-139F, 2D80-2DDF"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One published package: its files are `<folder>/<stem>_<folder>.ttf`."""

    package: str
    version: str
    stem: str
    name: str
    licence: str
    unicodes: str
    folders: tuple[tuple[str, str], ...]


SOURCES = (
    Source(
        package="@expo-google-fonts/noto-sans",
        version="0.4.2",
        stem="NotoSans",
        name="NotoSans",
        licence="OFL-NotoSans.txt",
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
        stem="NotoSansArabic",
        name="NotoSansArabic",
        licence="OFL-NotoSansArabic.txt",
        unicodes=ARABIC,
        folders=(("400Regular", "Regular"), ("700Bold", "Bold")),
    ),
    Source(
        package="@expo-google-fonts/noto-sans-ethiopic",
        version="0.4.2",
        stem="NotoSansEthiopic",
        name="NotoSansEthiopic",
        licence="OFL-NotoSansEthiopic.txt",
        unicodes=ETHIOPIC,
        folders=(("400Regular", "Regular"), ("700Bold", "Bold")),
    ),
)


def unicodes(ranges: str) -> list[int]:
    """Return the code points of a list like `"20-7E, A0"` (hexadecimal)."""
    points: list[int] = []
    for part in ranges.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        points.extend(range(int(first, 16), int(last or first, 16) + 1))
    return points


def fetch(source: Source, folder: Path) -> Path:
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


def make(path: Path, target: Path, ranges: str) -> None:
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
    font.save(target)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder that holds the unpacked packages, by font name")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        for source in SOURCES:
            if arguments.packages:
                package = arguments.packages / source.name / "package"
            else:
                package = fetch(source, Path(temporary))
            text = (package / "LICENSE_FONT").read_text(encoding="utf-8")
            (HERE / source.licence).write_text(text, encoding="utf-8")
            for folder, style in source.folders:
                target = HERE / f"{source.name}-{style}.ttf"
                make(package / folder / f"{source.stem}_{folder}.ttf", target, source.unicodes)
                print(f"{target.name}: {target.stat().st_size / 1024:.0f} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
