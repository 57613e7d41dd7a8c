"""A mailbox in memory, for tests and for the practice world without a disk."""

from __future__ import annotations

from app.faults import Fault
from app.ports import MailboxEntry
from sync import layout
from sync.mailboxes.faults import MAILBOX_ONTBREEKT, MAILBOX_TE_GROOT
from sync.mailboxes.places import require_safe


class MemoryMailbox:
    """Files as a mapping of full names to bytes; `files` may be damaged by a test at will."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def put(self, name: str, data: bytes) -> None:
        require_safe(name)
        self.files[name] = bytes(data)

    def get(self, name: str, limit: int) -> bytes:
        data = self.files.get(name)
        if data is None:
            raise Fault(MAILBOX_ONTBREEKT)
        if len(data) > limit:
            raise Fault(MAILBOX_TE_GROOT, grootte=len(data))
        return data

    def list(self, folder: str, after: str = "") -> tuple[MailboxEntry, ...]:
        prefix = f"{folder}/"
        return tuple(
            MailboxEntry(name, len(data))
            for name, data in sorted(self.files.items())
            if name.startswith(prefix) and name > after and layout.is_batch_file(name[len(prefix) :])
        )

    def folders(self, folder: str) -> tuple[str, ...]:
        prefix = f"{folder}/"
        below = {name[len(prefix) :].split("/")[0] for name in self.files if name.startswith(prefix)}
        deeper = {name for name in below if any(key.startswith(f"{prefix}{name}/") for key in self.files)}
        return tuple(sorted(name for name in deeper if layout.IDENTIFIER.match(name)))

    def remove(self, name: str) -> None:
        require_safe(name)
        self.files.pop(name, None)

    def server_clock(self) -> None:
        """Memory has no clock."""

    def close(self) -> None:
        """Nothing is held."""

    def describe(self) -> str:
        return "een map in het geheugen"
