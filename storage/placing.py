"""Where a live store may lie: on a disk of this computer, and not in a folder that another program copies about.

A program that syncs files copies a store while it is being written, brings back old versions, and makes copies on
other computers; on a network disk the locks and syncs that keep a commit safe aren't kept. Both lose dossiers. A
mailbox and a backup may lie there: those are written once and sealed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from app.faults import Fault, FaultKind

ALLOW_ENV = "DOORGAANDE_LIJN_MAP_TOCH"
"""Set to the full path of the one folder that an administrator has judged: that one is not refused."""

MAP_GEDEELD = FaultKind(
    "profielmap-wordt-gekopieerd",
    "Deze map wordt door {programma} naar andere computers gekopieerd. Daarin kunnen dossiers verloren gaan.",
    "Kies een gewone map op je eigen computer, of verplaats je profiel daarheen. Reservekopieën mogen hier wel.",
)
MAP_NETWERK = FaultKind(
    "profielmap-op-netwerk",
    "Deze map staat op een netwerkschijf ({soort}). Daarop kunnen dossiers verloren gaan.",
    "Kies een map op je eigen computer, of verplaats je profiel daarheen. Reservekopieën mogen hier wel.",
)

_NAMES: tuple[tuple[str, str], ...] = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("mijn drive", "Google Drive"),
    ("icloud", "iCloud"),
    ("icloud drive", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("mobile documents", "iCloud"),
    ("cloudstorage", "een clouddienst"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("seafile", "Seafile"),
    ("pcloud drive", "pCloud"),
    ("pclouddrive", "pCloud"),
    ("mega", "MEGA"),
    ("megasync", "MEGA"),
    ("syncthing", "Syncthing"),
    ("stack", "STACK"),
    ("box sync", "Box"),
)
_PREFIXES = ("onedrive -", "onedrive-", "dropbox (", "google drive (", "nextcloud-", "nextcloud (")
_MARKS: Mapping[str, str] = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".sync_journal.db": "Nextcloud",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".seafile-data": "Seafile",
    ".tmp.drivedownload": "Google Drive",
    ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
}
"""Files that these programs leave in the folder that they copy."""
_MARK_STARTS = (".sync_", "._sync_")
"""How the journal of Nextcloud begins; it ends in `.db`."""
_OTHERS_FILES = {
    "nfs": "NFS",
    "nfs4": "NFS",
    "cifs": "SMB",
    "smb3": "SMB",
    "smbfs": "SMB",
    "afs": "AFS",
    "9p": "9P",
    "ceph": "Ceph",
    "glusterfs": "Gluster",
    "davfs": "WebDAV",
    "webdav": "WebDAV",
    "afpfs": "AFP",
}
_LOCAL_FUSE = frozenset({"fuseblk", "fuse.lxcfs", "fuse.fuse-overlayfs", "fuse.portal", "fuse.gocryptfs"})
"""Kinds of FUSE that stand on a disk of this computer (a stick with NTFS or exFAT, a container)."""


def check_place(folder: Path, *, mounts: Path = Path("/proc/self/mounts")) -> None:
    """Raise a Fault that says why a live store may not lie in a folder (which needn't exist yet)."""
    real = _real(folder)
    if os.environ.get(ALLOW_ENV) and _real(Path(os.environ[ALLOW_ENV])) == real:
        return
    program = copied_by(real)
    if program:
        raise Fault(MAP_GEDEELD, programma=program)
    kind = network_kind(real, mounts)
    if kind:
        raise Fault(MAP_NETWERK, soort=kind)


def copied_by(folder: Path) -> str:
    """Return which program copies a folder to other computers, by its name, its marks or its settings; else `""`."""
    for place in (folder, *folder.parents):
        name = place.name.casefold()
        for known, program in _NAMES:
            # A bare word that also means something else counts only right under somebody's home.
            if name == known and (known not in ("stack", "mega") or place.parent == _home()):
                return program
        for prefix in _PREFIXES:
            if name.startswith(prefix):
                return next(program for known, program in _NAMES if prefix.startswith(known))
        found = _marked(place)
        if found:
            return found
    for root, program in _told_by_environment():
        if folder == root or root in folder.parents:
            return program
    return ""


def _marked(place: Path) -> str:
    for mark, program in _MARKS.items():
        with suppress(OSError):
            if (place / mark).exists():
                return program
    # Listing costs time in big folders; this one is looked for only inside somebody's home.
    if _home() in place.parents:
        with suppress(OSError), os.scandir(place) as entries:
            if any(one.name.startswith(_MARK_STARTS) and one.name.endswith(".db") for one in entries):
                return "Nextcloud"
    return ""


def _told_by_environment() -> Iterator[tuple[Path, str]]:
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        if os.environ.get(name):
            yield _real(Path(os.environ[name])), "OneDrive"


def network_kind(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """Return what kind of network disk a folder is on; `""` for a disk of this computer, or when that isn't known."""
    if sys.platform == "win32":
        return _windows_kind(folder)
    best: tuple[int, str] = (-1, "")
    for point, kind in _mounted(mounts):
        if (point == folder or point in folder.parents) and len(point.parts) >= best[0]:
            best = (len(point.parts), kind)
    return _name_of(best[1])


def _name_of(kind: str) -> str:
    if kind in _OTHERS_FILES:
        return _OTHERS_FILES[kind]
    if kind.startswith("fuse") and kind not in _LOCAL_FUSE and kind != "fusectl":
        return kind.removeprefix("fuse.") or "FUSE"
    return ""


def _mounted(mounts: Path) -> Iterable[tuple[Path, str]]:
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        parts = line.split(" ")
        if len(parts) >= 3:
            point = parts[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
            yield Path(point), parts[2]


def _windows_kind(folder: Path) -> str:
    if str(folder).startswith("\\\\"):
        return "SMB"
    if sys.platform == "win32":
        import ctypes

        remote = 4
        drive = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)
        return "netwerkstation" if drive == remote else ""
    return ""


def _home() -> Path:
    return _real(Path.home())


def _real(folder: Path) -> Path:
    """Return where a folder really is: a link into a copied folder is in that folder."""
    try:
        return folder.resolve()
    except (OSError, RuntimeError):
        return folder.absolute()
