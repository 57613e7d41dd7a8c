"""One server over one kept connection: each request with a deadline, counted, tried again where that helps.

The standard library's client, chosen by measurement (docs/adr/0003): as fast as the others here, and the only one that
tells the answers apart on which a person must act. Nothing is ever sent on to another host, and no message of a
library comes out: those hold addresses and headers.
"""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic

from app.faults import Fault, FaultKind
from sync.mailboxes import faults
from sync.mailboxes.places import Manners, Site

TRIES = 4
LONGEST_WAIT = 30.0
"""Seconds that a round waits for a busy server; who asks for more is left alone until the next round."""
_FIRST_PAUSE = 0.5
_POLL = 0.05

_BUSY = {429: faults.MAILBOX_DRUK, 423: faults.MAILBOX_BEZET, 503: faults.MAILBOX_DRUK}
_AGAIN = frozenset({*_BUSY, 408, 425, 500, 502, 504})
_WORDS: Mapping[int, FaultKind] = {
    401: faults.MAILBOX_WACHTWOORD,
    403: faults.MAILBOX_GEEN_TOEGANG,
    407: faults.MAILBOX_GEEN_TOEGANG,
    413: faults.MAILBOX_PAKKET_TE_GROOT,
    507: faults.MAILBOX_VOL,
    **_BUSY,
}
_X509 = {
    9: faults.MAILBOX_CERTIFICAAT_VERLOPEN,  # not valid yet: nearly always the clock of this device
    10: faults.MAILBOX_CERTIFICAAT_VERLOPEN,
    62: faults.MAILBOX_CERTIFICAAT_NAAM,
    64: faults.MAILBOX_CERTIFICAAT_NAAM,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said: the status, its headers (names in lower case) and the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. `limit` is the greatest answer that is read, in bytes."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    limit: int = 64 * 1024


class TooBig(Exception):
    """The answer is bigger than was asked for; `size` is what the server says, or what was read."""

    def __init__(self, size: int) -> None:
        super().__init__("answer over its limit")
        self.size = size


class Wire:
    """Asks one server. `requests` counts every one that went out; `date` is what the server's clock last said."""

    def __init__(self, site: Site, trust: ssl.SSLContext | None, manners: Manners) -> None:
        self.site = site
        self.requests = 0
        self.date: datetime | None = None
        self._date_at = 0.0
        self._trust = trust
        self._manners = manners
        self._connection: http.client.HTTPConnection | None = None
        self._plaats = f"de server {site.host}"

    def ask(self, make: Callable[[], Request], *expected: int) -> Answer:
        """Return the answer when its status is one of `expected`; any other is a Fault with words.

        `make` is called for each try: a signature holds the time.
        """
        for attempt in range(1, TRIES + 1):
            try:
                answer = self._once(make())
            except Fault as fault:
                if fault.kind is not faults.MAILBOX_STORING or attempt == TRIES:
                    raise
                self._wait(self._backoff(attempt))
                continue
            if answer.status in expected:
                return answer
            if answer.status not in _AGAIN:
                break
            asked = _retry_after(answer)
            if attempt == TRIES or (asked or 0) > LONGEST_WAIT:
                break
            self._wait(max(asked or 0, self._backoff(attempt)))
        raise self.fault_of(answer)

    def fault_of(self, answer: Answer) -> Fault:
        """Return what an unexpected answer means to a person."""
        if 300 <= answer.status < 400:
            return self.fault(faults.MAILBOX_OMGELEID)
        kind = _WORDS.get(answer.status)
        if kind is None:
            kind = faults.MAILBOX_STORING if answer.status >= 500 else faults.MAILBOX_ANTWOORD
        return self.fault(kind, wacht=_retry_after(answer) or 0)

    def fault(self, kind: FaultKind, **facts: object) -> Fault:
        """Return a Fault that names the server, and nothing else of the address."""
        return Fault(kind, plaats=self._plaats, **facts)

    def server_clock(self) -> datetime | None:
        """Return what the server's clock says now, from what it said last and what passed since."""
        if self.date is None:
            return None
        return self.date + timedelta(seconds=monotonic() - self._date_at)

    def close(self) -> None:
        """Let the connection go."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    # -- waiting

    def _backoff(self, attempt: int) -> float:
        return float(_FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + self._manners.chance()))

    def _wait(self, seconds: float) -> None:
        while seconds > 0:
            self._stop_when_cancelled()
            self._manners.pause(min(seconds, 0.2))
            seconds -= 0.2
        self._stop_when_cancelled()

    def _stop_when_cancelled(self) -> None:
        if self._manners.cancelled():
            raise Fault(faults.MAILBOX_GESTOPT)

    # -- one request

    def _once(self, request: Request) -> Answer:
        """Ask once; over a kept connection that the server has closed meanwhile, ask again at once."""
        kept = self._connection is not None
        try:
            return self._attended(request)
        except (http.client.HTTPException, OSError) as error:
            self.close()
            if not (kept and isinstance(error, http.client.HTTPException | ConnectionError)):
                raise self._in_words(error) from None
        try:
            return self._attended(request)
        except (http.client.HTTPException, OSError) as error:
            self.close()
            raise self._in_words(error) from None

    def _attended(self, request: Request) -> Answer:
        """Ask in a thread of its own, so that a cancel or the deadline needs no server that cooperates."""
        self._stop_when_cancelled()
        done, abandoned = threading.Event(), threading.Event()
        outcome: list[Answer | Exception] = []
        connection = self._connection or self._connect()
        self._connection = None

        def work() -> None:
            try:
                if connection.sock is None:
                    connection.connect()
                if not abandoned.is_set():
                    outcome.append(self._exchange(connection, request))
            except Exception as error:
                connection.close()
                outcome.append(error)
            finally:
                if abandoned.is_set():
                    connection.close()
                done.set()

        self.requests += 1
        threading.Thread(target=work, name="postbus", daemon=True).start()
        until = monotonic() + self._manners.deadline
        while not done.wait(_POLL):
            gone = self._manners.cancelled()
            if gone or monotonic() > until:
                abandoned.set()
                _cut(connection)
                raise Fault(faults.MAILBOX_GESTOPT) if gone else self.fault(faults.MAILBOX_ONBEREIKBAAR)
        result = outcome[0]
        if isinstance(result, Exception):
            raise result
        self._connection = connection
        self._note_date(result)
        return result

    def _connect(self) -> http.client.HTTPConnection:
        site, timeout = self.site, self._manners.timeout
        if site.scheme == "https":
            return http.client.HTTPSConnection(site.host, site.port, timeout=timeout, context=self._trust)
        return http.client.HTTPConnection(site.host, site.port, timeout=timeout)

    @staticmethod
    def _exchange(connection: http.client.HTTPConnection, request: Request) -> Answer:
        headers = {"User-Agent": "doorgaande-lijn", "Accept-Encoding": "identity", **request.headers}
        connection.request(request.method, request.path, body=request.body or None, headers=headers)
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        announced = found.get("content-length", "")
        size = int(announced) if announced.isdecimal() and len(announced) < 19 else None
        if size is not None and size > request.limit and request.method != "HEAD" and response.status < 300:
            connection.close()
            raise TooBig(size)
        body = response.read(request.limit + 1)
        if len(body) > request.limit:
            connection.close()
            if response.status < 300:
                raise TooBig(len(body))
            body = b""
        elif size is not None and size > len(body) and request.method != "HEAD" and response.status != 304:
            raise http.client.IncompleteRead(body, size - len(body))
        elif not response.isclosed():
            response.read()
        return Answer(response.status, found, body)

    def _note_date(self, answer: Answer) -> None:
        with suppress(ValueError, TypeError):
            said = parsedate_to_datetime(answer.headers["date"]) if "date" in answer.headers else None
            if said is not None:
                self.date, self._date_at = said.astimezone(UTC), monotonic()

    # -- words

    def _in_words(self, error: Exception) -> Fault:
        if isinstance(error, ssl.SSLCertVerificationError):
            return self.fault(_X509.get(error.verify_code, faults.MAILBOX_CERTIFICAAT_ONBEKEND))
        if isinstance(error, ssl.SSLError) and not isinstance(
            error, ssl.SSLEOFError | ssl.SSLZeroReturnError
        ):
            return self.fault(faults.MAILBOX_NIET_VEILIG)
        broken = (
            http.client.HTTPException,
            TimeoutError,
            ConnectionResetError,
            BrokenPipeError,
            ssl.SSLError,
        )
        if isinstance(error, broken) and not isinstance(error, http.client.InvalidURL):
            return self.fault(faults.MAILBOX_STORING)
        return self.fault(faults.MAILBOX_ONBEREIKBAAR)


def _cut(connection: http.client.HTTPConnection) -> None:
    """End a connection that another thread is waiting on; that thread closes what is left of it."""
    import socket

    wire = connection.sock
    if wire is not None:
        with suppress(OSError, AttributeError):
            wire.shutdown(socket.SHUT_RDWR)


def _retry_after(answer: Answer) -> float | None:
    """Return the seconds that the server asks for; a date counts from the server's own clock, not from ours."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isdecimal() and len(said) < 9:
        return float(said)
    try:
        here = parsedate_to_datetime(answer.headers.get("date", ""))
        return max(0.0, (parsedate_to_datetime(said) - here).total_seconds())
    except (ValueError, TypeError):
        return None
