"""`webdav:https://HOST/PATH/`: a folder on a WebDAV server, as Nextcloud, Apache and many others offer it.

Correctness leans on nothing that servers differ in: names are unique, and what was put is read back.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from contextlib import suppress
from datetime import datetime
from urllib.parse import quote

from app.faults import Fault
from app.ports import MailboxEntry
from sync import layout
from sync.mailboxes import faults, listings
from sync.mailboxes.listings import Member
from sync.mailboxes.places import Access, Site, require_safe
from sync.mailboxes.wire import Answer, Request, TooBig, Wire

_ASK_FOR = (
    b'<?xml version="1.0" encoding="utf-8"?>'
    b'<d:propfind xmlns:d="DAV:"><d:prop><d:resourcetype/><d:getcontentlength/></d:prop></d:propfind>'
)
_GONE = (404, 410)
_NO_MOVE = (405, 501)


class WebDavMailbox:
    """Files under one address. The folder at the address must exist: one that vanished is never made anew."""

    def __init__(self, site: Site, access: Access, wire: Wire) -> None:
        self.wire = wire
        self._site = site
        secret = base64.b64encode(f"{access.user}:{access.password}".encode()).decode("ascii")
        self._headers = {"Authorization": f"Basic {secret}"} if access.user or access.password else {}
        self._made: set[str] = set()
        self._is_there = False

    def __repr__(self) -> str:
        return "WebDavMailbox()"

    def describe(self) -> str:
        return f"de map op {self._site.host}"

    def server_clock(self) -> datetime | None:
        return self.wire.server_clock()

    def close(self) -> None:
        self.wire.close()

    def put(self, name: str, data: bytes) -> None:
        """Put aside under a name of its own, move into place, read back: only what was read back counts as put."""
        require_safe(name)
        # Not `.part`: Nextcloud refuses files of that name.
        aside = f"{name}.{secrets.token_hex(4)}.tmp"
        self._put_in_folder(aside, data)
        try:
            moved = self._move(aside, name, over=False)
            if moved.status in _NO_MOVE:
                self._put_in_folder(name, data)
            elif moved.status == 412 and not self._holds(name, data):
                self._move(aside, name, over=True)
            if moved.status == 412 or moved.status in _NO_MOVE:
                self._remove_quietly(aside)
        except Fault:
            self._remove_quietly(aside)
            raise
        if not self._holds(name, data):
            raise self.wire.fault(faults.MAILBOX_TERUGLEZEN)

    def get(self, name: str, limit: int) -> bytes:
        require_safe(name)
        try:
            answer = self._ask("GET", name, 200, *_GONE, limit=limit)
        except TooBig as big:
            raise Fault(faults.MAILBOX_TE_GROOT, grootte=big.size) from None
        if answer.status in _GONE:
            raise Fault(faults.MAILBOX_ONTBREEKT)
        return answer.body

    def list(self, folder: str, after: str = "") -> tuple[MailboxEntry, ...]:
        found = (
            MailboxEntry(f"{folder}/{last}", member.size)
            for last, member in self._inside(folder)
            if not member.is_folder and layout.is_batch_file(last) and f"{folder}/{last}" > after
        )
        return tuple(sorted(found, key=lambda entry: entry.name))

    def folders(self, folder: str) -> tuple[str, ...]:
        return tuple(
            sorted(
                {
                    last
                    for last, member in self._inside(folder)
                    if member.is_folder and layout.IDENTIFIER.match(last)
                }
            )
        )

    def remove(self, name: str) -> None:
        require_safe(name)
        self._ask("DELETE", name, 200, 202, 204, *_GONE)

    # -- folders

    def _inside(self, folder: str) -> tuple[tuple[str, Member], ...]:
        """Return what stands directly in a folder, by its last name; never asks for more than one level."""
        require_safe(folder)
        try:
            answer = self._ask(
                "PROPFIND",
                f"{folder}/",
                207,
                *_GONE,
                body=_ASK_FOR,
                headers={"Depth": "1", "Content-Type": "application/xml; charset=utf-8"},
                limit=listings.MOST_BYTES,
            )
            found = listings.members(answer.body) if answer.status == 207 else ()
        except (TooBig, listings.Unreadable):
            raise self.wire.fault(faults.MAILBOX_ANTWOORD) from None
        if answer.status in _GONE:
            self._require_base()
        else:
            self._is_there = True
        # By the end of the path: a server behind another one may know itself under another beginning.
        end = f"/{folder}"
        return tuple(
            (last, member)
            for member in found
            for parent, _, last in [member.path.rpartition("/")]
            if parent.endswith(end) and last
        )

    def _require_base(self) -> None:
        """Tell "nothing was put here yet" from "the whole folder is gone"."""
        if self._is_there:
            return
        answer = self._ask(
            "PROPFIND", "", 207, *_GONE, body=_ASK_FOR, headers={"Depth": "0"}, limit=listings.MOST_BYTES
        )
        if answer.status in _GONE:
            raise self.wire.fault(faults.MAILBOX_BASIS_WEG)
        self._is_there = True

    def _put_in_folder(self, name: str, data: bytes) -> None:
        answer = self._ask("PUT", name, 200, 201, 204, 409, *_GONE, body=data)
        if answer.status in (200, 201, 204):
            return
        self._require_base()
        self._make_folders(name)
        answer = self._ask("PUT", name, 200, 201, 204, 409, *_GONE, body=data)
        if answer.status not in (200, 201, 204):
            raise self.wire.fault(faults.MAILBOX_STORING)

    def _make_folders(self, name: str) -> None:
        parts = name.split("/")[:-1]
        for length in range(1, len(parts) + 1):
            folder = "/".join(parts[:length])
            # 405: it is there already. 409 can't be: its parent was just made.
            self._ask("MKCOL", f"{folder}/", 201, 200, 405)

    # -- files

    def _holds(self, name: str, data: bytes) -> bool:
        try:
            answer = self._ask("GET", name, 200, *_GONE, limit=len(data))
        except TooBig:
            return False
        return answer.status == 200 and hashlib.sha256(answer.body).digest() == hashlib.sha256(data).digest()

    def _move(self, source: str, target: str, *, over: bool) -> Answer:
        """Move; 404 is an answer too: an earlier try of the same move may have done it."""
        headers = {
            "Destination": f"{self._site.scheme}://{self._site.authority}{self._path(target)}",
            "Overwrite": "T" if over else "F",
        }
        return self._ask("MOVE", source, 200, 201, 204, 404, 412, *_NO_MOVE, headers=headers)

    def _remove_quietly(self, name: str) -> None:
        """Clear away what we put aside; what is left of it harms nobody."""
        with suppress(Fault):
            self._ask("DELETE", name, 200, 202, 204, *_GONE)

    # -- asking

    def _ask(
        self,
        method: str,
        name: str,
        *expected: int,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
        limit: int = 64 * 1024,
    ) -> Answer:
        request = Request(method, self._path(name), {**self._headers, **(headers or {})}, body, limit)
        return self.wire.ask(lambda: request, *expected)

    def _path(self, name: str) -> str:
        return self._site.path + quote(name)
