"""`s3:https://ENDPOINT/BUCKET/PREFIX?region=REGION`: a bucket on any S3-compatible object store, in path style.

Put-if-absent is used where the store has it and never leaned on: names are unique, and what was put is read back.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from urllib.parse import quote, unquote

from app.faults import Fault
from app.ports import Clock, MailboxEntry
from sync import layout
from sync.mailboxes import faults, listings
from sync.mailboxes.listings import Node
from sync.mailboxes.places import Access, Site, require_safe
from sync.mailboxes.sigv4 import Signer, canonical_query
from sync.mailboxes.wire import Answer, Request, TooBig, Wire

REGION = "us-east-1"
"""What stores without regions expect to be signed with."""
PAGE = 1000
_MOST_PAGES = 200
_SKEWED = timedelta(minutes=4)
"""How far clocks may differ before that can be why a signature is refused; stores allow 5 to 15 minutes."""
_UNRESERVED = "/-_.~"
_NO_CONDITIONS = (400, 405, 501)
_CODES = {
    "InvalidAccessKeyId": faults.MAILBOX_WACHTWOORD,
    "SignatureDoesNotMatch": faults.MAILBOX_WACHTWOORD,
    "ExpiredToken": faults.MAILBOX_WACHTWOORD,
    "NoSuchBucket": faults.MAILBOX_BASIS_WEG,
    "QuotaExceeded": faults.MAILBOX_VOL,
    "EntityTooLarge": faults.MAILBOX_PAKKET_TE_GROOT,
    "RequestTimeTooSkewed": faults.MAILBOX_KLOK,
}


class S3Mailbox:
    """Objects under one prefix of one bucket. The bucket must exist."""

    def __init__(self, site: Site, access: Access, wire: Wire, clock: Clock) -> None:
        bucket, _, prefix = site.path.strip("/").partition("/")
        if not bucket:
            raise Fault(faults.MAILBOX_ADRES, reden="de naam van de bucket ontbreekt.")
        if not (access.user.isascii() and access.user.isprintable()):
            raise Fault(faults.MAILBOX_WACHTWOORD, plaats=f"de server {site.host}")
        self.wire = wire
        self._site = site
        self._bucket = f"/{bucket}"
        self._prefix = unquote(f"{prefix}/") if prefix else ""
        self._clock = clock
        self._signer = Signer(site.option("region") or REGION, access.user, access.password)
        self._skew = timedelta(0)

    def __repr__(self) -> str:
        return "S3Mailbox()"

    def describe(self) -> str:
        return f"de bucket op {self._site.host}"

    def server_clock(self) -> datetime | None:
        return self.wire.server_clock()

    def close(self) -> None:
        self.wire.close()

    def put(self, name: str, data: bytes) -> None:
        """Put where nothing stands yet, and read back: only what was read back counts as put."""
        require_safe(name)
        answer = self._ask(
            "PUT", name, 200, 201, 204, 409, 412, *_NO_CONDITIONS, body=data, headers={"if-none-match": "*"}
        )
        if answer.status in (409, 412) and self._holds(name, data):
            return
        if answer.status in (409, 412, *_NO_CONDITIONS):
            self._expect(self._ask("PUT", name, 200, 201, 204, body=data), 200, 201, 204)
        if not self._holds(name, data):
            raise self.wire.fault(faults.MAILBOX_TERUGLEZEN)

    def get(self, name: str, limit: int) -> bytes:
        require_safe(name)
        try:
            answer = self._ask("GET", name, 200, 404, limit=limit)
        except TooBig as big:
            raise Fault(faults.MAILBOX_TE_GROOT, grootte=big.size) from None
        if answer.status == 404:
            self._require_bucket(answer)
            raise Fault(faults.MAILBOX_ONTBREEKT)
        return answer.body

    def list(self, folder: str, after: str = "") -> tuple[MailboxEntry, ...]:
        start = self._prefix + after if after else ""
        found = []
        for page in self._pages(folder, start):
            for item in page.all("Contents"):
                name = item.first("Key").removeprefix(self._prefix)
                size = item.first("Size")
                parent, _, last = name.rpartition("/")
                if parent == folder and name > after and layout.is_batch_file(last):
                    found.append(MailboxEntry(name, int(size) if size.isdecimal() else 0))
        return tuple(sorted(found, key=lambda entry: entry.name))

    def folders(self, folder: str) -> tuple[str, ...]:
        start = len(f"{self._prefix}{folder}/")
        found = {
            item.first("Prefix")[start:].strip("/")
            for page in self._pages(folder, "")
            for item in page.all("CommonPrefixes")
        }
        return tuple(sorted(name for name in found if layout.IDENTIFIER.match(name)))

    def remove(self, name: str) -> None:
        require_safe(name)
        self._ask("DELETE", name, 200, 204, 404)

    # -- inside

    def _pages(self, folder: str, start: str) -> tuple[Node, ...]:
        """Return the pages of a listing that begins after a key; a server that never ends is cut off."""
        require_safe(folder)
        query = {"list-type": "2", "prefix": f"{self._prefix}{folder}/", "delimiter": "/"}
        query["max-keys"] = str(PAGE)
        if start:
            query["start-after"] = start
        pages: list[Node] = []
        while len(pages) < _MOST_PAGES:
            answer = self._ask("GET", "", 200, 404, query=query, limit=listings.MOST_BYTES)
            if answer.status == 404:
                raise self.wire.fault(faults.MAILBOX_BASIS_WEG)
            page = self._read(answer)
            pages.append(page)
            token = page.first("NextContinuationToken")
            if page.first("IsTruncated") != "true" or not token or query.get("continuation-token") == token:
                return tuple(pages)
            query["continuation-token"] = token
        raise self.wire.fault(faults.MAILBOX_ANTWOORD)

    def _read(self, answer: Answer) -> Node:
        try:
            page = listings.parse(answer.body)
        except listings.Unreadable:
            raise self.wire.fault(faults.MAILBOX_ANTWOORD) from None
        if page.name != "ListBucketResult":
            raise self.wire.fault(faults.MAILBOX_ANTWOORD)
        return page

    def _holds(self, name: str, data: bytes) -> bool:
        try:
            answer = self._ask("GET", name, 200, 404, limit=len(data))
        except TooBig:
            return False
        return answer.status == 200 and hashlib.sha256(answer.body).digest() == hashlib.sha256(data).digest()

    def _require_bucket(self, answer: Answer) -> None:
        if _code(answer) == "NoSuchBucket":
            raise self.wire.fault(faults.MAILBOX_BASIS_WEG)

    def _ask(
        self,
        method: str,
        name: str,
        *expected: int,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
        query: dict[str, str] | None = None,
        limit: int = 64 * 1024,
    ) -> Answer:
        path = f"{self._bucket}/{quote(self._prefix + name, safe=_UNRESERVED)}" if name else self._bucket
        query = dict(query or {})

        def make() -> Request:
            signed = self._signer.headers(
                method, path, query, {"host": self._site.authority, **(headers or {})}, body, self._now()
            )
            target = f"{path}?{canonical_query(query)}" if query else path
            return Request(method, target, signed, body, limit)

        try:
            answer = self.wire.ask(make, *expected, 400, 403, 404)
            if answer.status in (400, 403) and self._follow_server_clock():
                answer = self.wire.ask(make, *expected, 400, 403, 404)
        except TooBig:
            if name:
                raise
            raise self.wire.fault(faults.MAILBOX_ANTWOORD) from None
        return self._expect(answer, *expected)

    def _expect(self, answer: Answer, *expected: int) -> Answer:
        kind = _CODES.get(_code(answer)) if answer.status >= 400 else None
        if kind is not None:
            raise self.wire.fault(kind)
        if answer.status not in expected:
            raise self.wire.fault_of(answer)
        return answer

    def _now(self) -> datetime:
        return self._clock.now() + self._skew

    def _follow_server_clock(self) -> bool:
        """Sign with the server's time when ours is off; True when that is worth another try.

        By its Date and not by its code: stores name this refusal differently.
        """
        theirs = self.wire.server_clock()
        if theirs is None or self._skew or abs(theirs - self._clock.now()) < _SKEWED:
            return False
        self._skew = theirs - self._clock.now()
        return True


def _code(answer: Answer) -> str:
    """Return the error code that an S3 answer names, `""` without one."""
    if answer.status < 400 or not answer.body:
        return ""
    try:
        return listings.parse(answer.body).first("Code")
    except listings.Unreadable:
        return ""
