"""A Debian package of a built program: `python -m packing.deb FOLDER OUT`. Needs dpkg-deb and objdump.

The program lies whole in /usr/lib/doorgaande-lijn and brings its libraries along. It asks Debian only for what must
fit the computer itself (C library, graphics driver, window system); that list follows from the files.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from app import VERSION
from packing import shipped

NAME = "doorgaande-lijn"
LIB = PurePosixPath("usr/lib", NAME)
DOC = PurePosixPath("usr/share/doc", NAME)
DESKTOP = f"""\
[Desktop Entry]
Type=Application
Name=Doorgaande Lijn
GenericName=Dossier voor begeleiders
Comment=Begeleid statushouders, ook zonder internet
Exec={NAME}
Icon={NAME}
Terminal=false
Categories=Office;
Keywords=statushouders;inburgering;begeleiding;gemeente;
StartupNotify=true
"""
# What isn't brought along -> the Debian package that has it.
DEBIAN = {
    "ld-linux-x86-64.so.2": "libc6",
    "ld-linux-aarch64.so.1": "libc6",
    "libc.so.6": "libc6",
    "libm.so.6": "libc6",
    "libdl.so.2": "libc6",
    "librt.so.1": "libc6",
    "libpthread.so.0": "libc6",
    "libresolv.so.2": "libc6",
    "libutil.so.1": "libc6",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxcb.so.1": "libxcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
GLIBC = re.compile(rb"GLIBC_2\.(\d+)\b")


class RecipeError(Exception):
    """The built folder can't become a package; the words say why."""


def small_files(changes: str, parts: Iterable[Mapping[str, str]]) -> dict[PurePosixPath, bytes]:
    """Return what the package has besides the program: place in the system -> bytes."""
    icon = (shipped.HOUSE / "resources" / "icons" / "app.svg").read_bytes()
    return {
        PurePosixPath("usr/share/applications", f"{NAME}.desktop"): DESKTOP.encode(),
        PurePosixPath("usr/share/icons/hicolor/scalable/apps", f"{NAME}.svg"): icon,
        DOC / "copyright": copyright_text(parts).encode(),
        DOC / "changelog.gz": gzip.compress(changes.encode(), mtime=0),
    }


def copyright_text(parts: Iterable[Mapping[str, str]]) -> str:
    """Return the licence of the program and of each part; their full texts lie in the program's folder."""
    rows = "".join(f"  * {part['naam']}: {part['licentie']}\n" for part in parts)
    return (
        "Doorgaande Lijn is licensed under the European Union Public Licence, version 1.2 (EUPL-1.2).\n"
        f"Its text: /{LIB}/_internal/LICENSE\n\n"
        f"It brings along:\n\n{rows}\n"
        f"The texts of these licences lie in /{LIB}/_internal/*.dist-info/licenses. Those of the GPL, the LGPL,\n"
        "Apache-2.0 and MPL-2.0 also in /usr/share/common-licenses. Qt is used under the LGPL, version 3: its\n"
        f"libraries lie apart in /{LIB}/_internal and may be replaced by your own.\n"
    )


def glibc_wanted(files: Iterable[bytes]) -> int:
    """Return the highest n of the GLIBC_2.n that the binaries ask for."""
    return max((int(found) for data in files for found in GLIBC.findall(data)), default=17)


def depends(needed: Iterable[str], present: Iterable[str], glibc: int) -> str:
    """Return the Depends line: what is needed and isn't in the folder, as packages; RecipeError for what nobody has."""
    missing = set(needed) - set(present)
    strangers = sorted(missing - DEBIAN.keys())
    if strangers:
        raise RecipeError(f"in the folder something asks for what isn't there: {', '.join(strangers)}")
    packages = {DEBIAN[name] for name in missing} | {"libc6"}
    return ", ".join(f"libc6 (>= 2.{glibc})" if name == "libc6" else name for name in sorted(packages))


def control(architecture: str, depends_line: str, size: int) -> str:
    """Return DEBIAN/control; `size` in KiB."""
    return (
        f"Package: {NAME}\nVersion: {VERSION}\nArchitecture: {architecture}\n"
        "Maintainer: Doorgaande Lijn <nobody@example.org>\n"
        f"Installed-Size: {size}\nDepends: {depends_line}\n"
        "Recommends: fontconfig-config\n"
        "Section: misc\nPriority: optional\n"
        "Description: Dossier voor begeleiders van statushouders\n"
        " Signalen, plan, toestemming en warme overdracht, versleuteld op het eigen apparaat.\n"
        " Werkt zonder internet; deelt met de gemeente alleen waar een grondslag voor is.\n"
    )


def lay_out(program: Path, root: Path) -> None:
    """Fill a folder as the package will lie in a system, with DEBIAN/ in it."""
    shutil.copytree(program, root / LIB, symlinks=True)
    parts = shipped.parts()
    changes = (shipped.HOUSE / "CHANGELOG.md").read_text(encoding="utf-8")
    for place, data in small_files(changes, parts).items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(data)
    start = root / "usr/bin" / NAME
    start.parent.mkdir()
    start.symlink_to(f"../lib/{NAME}/{NAME}")
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    present = {path.name for path in (root / LIB).rglob("*") if not path.is_dir()}
    binaries = [path for path in files if path.read_bytes()[:4] == b"\x7fELF"]
    line = depends(needed_by(binaries), present, glibc_wanted(path.read_bytes() for path in binaries))
    sums = {path.relative_to(root): hashlib.md5(path.read_bytes()).hexdigest() for path in files}
    size = sum(path.stat().st_size for path in files) // 1024
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(control(architecture(), line, size), encoding="utf-8")
    lines = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    (root / "DEBIAN" / "md5sums").write_text(lines, encoding="utf-8")
    settle(root)


def settle(root: Path) -> None:
    """Give everything the rights and the date that it has on every building system.

    The date is SOURCE_DATE_EPOCH (seconds); without that everything keeps its own.
    """
    made = os.environ.get("SOURCE_DATE_EPOCH")
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path == root / LIB / NAME
            path.chmod(0o755 if runs else 0o644)
        if made:
            os.utime(path, (int(made), int(made)), follow_symlinks=False)


def needed_by(binaries: Iterable[Path]) -> set[str]:
    """Return the libraries that binaries ask the loader for."""
    done = subprocess.run(["objdump", "-p", *map(str, binaries)], capture_output=True, text=True, check=True)
    return set(re.findall(r"^\s+NEEDED\s+(\S+)$", done.stdout, re.M))


def architecture() -> str:
    """Return Debian's word for this machine."""
    return subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()


def build(program: Path, out: Path) -> Path:
    """Make the package in a folder and return it; dated by SOURCE_DATE_EPOCH (seconds) when that is set."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name, "root")
        lay_out(program, root)
        target = out / f"{NAME}_{VERSION}_{architecture()}.deb"
        words = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(root), str(target)]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C"})
    return target


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
