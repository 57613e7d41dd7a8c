"""Names in the mailbox: `v1/<reader>/<stream>/<epoch>/<seq, 10 digits>-<first 16 hex of SHA-256>.batch`."""

from __future__ import annotations

import re
from dataclasses import dataclass

ROOT = "v1"
SHORT_DIGEST = 16
MAX_SEQ = 9_999_999_999

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
_EPOCH = re.compile(r"[1-9][0-9]{0,8}\Z")
_FILE = re.compile(r"([0-9]{10})-([0-9a-f]{16})\.batch\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one batch stands: which number of which stream, and the beginning of its digest."""

    reader: str
    stream: str
    epoch: int
    seq: int
    short_digest: str


def streams_folder(reader: str) -> str:
    """Return the folder with all streams to one reader."""
    return f"{ROOT}/{_identifier(reader)}"


def stream_folder(reader: str, stream: str) -> str:
    """Return the folder with the epochs of one stream."""
    return f"{streams_folder(reader)}/{_identifier(stream)}"


def epoch_folder(reader: str, stream: str, epoch: int) -> str:
    """Return the folder with the batches of one epoch."""
    return f"{stream_folder(reader, stream)}/{epoch}"


def batch_name(reader: str, stream: str, epoch: int, seq: int, digest: str) -> str:
    """Return the full name of a batch; `digest` is the SHA-256 of the sealed file in hex."""
    if not 1 <= seq <= MAX_SEQ:
        raise ValueError("a batch number has 1 to 10 digits")
    return f"{epoch_folder(reader, stream, epoch)}/{seq:010d}-{digest[:SHORT_DIGEST]}.batch"


def after_number(reader: str, stream: str, epoch: int, contiguous: int) -> str:
    """Return a name that sorts just before the head itself: a second file of that number must be seen too."""
    return f"{epoch_folder(reader, stream, epoch)}/{contiguous:010d}-"


def parse_name(name: str) -> Place | None:
    """Return the place that a full name says, or None for anything that isn't exactly such a name."""
    parts = name.split("/")
    if (
        len(parts) != 5
        or parts[0] != ROOT
        or not IDENTIFIER.match(parts[1])
        or not IDENTIFIER.match(parts[2])
    ):
        return None
    epoch = parse_epoch(parts[3])
    file = _FILE.match(parts[4])
    if epoch is None or file is None or int(file[1]) < 1:
        return None
    return Place(parts[1], parts[2], epoch, int(file[1]), file[2])


def parse_epoch(name: str) -> int | None:
    """Return the number of an epoch's folder, or None."""
    return int(name) if _EPOCH.match(name) else None


def is_safe_name(name: str) -> bool:
    """True when every part of a full name is a plain word: nothing hidden, nothing that climbs out."""
    parts = name.split("/")
    return len(parts) <= 8 and all(IDENTIFIER.match(part) for part in parts)


def is_batch_file(name: str) -> bool:
    """True for the last part of a batch's name; `.part`, hidden files and "conflicted copy" aren't."""
    return _FILE.match(name) is not None


def _identifier(text: str) -> str:
    if not IDENTIFIER.match(text):
        raise ValueError("readers and streams are named by 1 to 64 plain characters")
    return text
