"""Where a mailbox on a network is, and with what one gets in.

The address holds no secret: it may stand in an invitation.
"""

from __future__ import annotations

import ipaddress
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from app.faults import Fault
from app.ports import MailboxAccess
from sync import layout
from sync.mailboxes.faults import MAILBOX_ADRES

_HOST = re.compile(r"[A-Za-z0-9._:-]{1,253}\Z")
_PORTS = {"https": 443, "http": 80}
_SAFE = "/-._~!$&'()*+,;=:@"


Access = MailboxAccess
NO_ACCESS = Access()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How patient we are: who cancels, how waiting is done, where the chance in it comes from (0 up to 1)."""

    cancelled: Callable[[], bool] = lambda: False
    pause: Callable[[float], object] = threading.Event().wait
    chance: Callable[[], float] = lambda: 0.5
    timeout: float = 30.0
    deadline: float = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One server and the path under which everything stands, percent-encoded, with a slash at both ends."""

    scheme: str
    host: str
    port: int
    path: str
    options: tuple[tuple[str, str], ...] = ()

    @property
    def authority(self) -> str:
        """The host as it stands in a Host header: with its port only when that isn't the usual one."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _PORTS[self.scheme] else f"{name}:{self.port}"

    def option(self, name: str) -> str:
        return dict(self.options).get(name, "")


def parse_site(text: str) -> Site:
    """Return the site of an `https://` address. Fault `mailbox-adres-onjuist` for what can't be, or isn't safe."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:
        raise _wrong("schrijf het over zoals de beheerder het gaf.") from None
    if parts.username is not None or parts.password is not None:
        raise _wrong("zet de naam en het wachtwoord in hun eigen veld, niet in het adres.")
    if not _HOST.match(host) or not text.strip().isprintable():
        raise _wrong("er staat geen server in.")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise _wrong("het moet beginnen met “https://”.")
    path = quote(unquote(parts.path), safe=_SAFE).strip("/")
    if any(part in (".", "..") for part in path.split("/")):
        raise _wrong("er staan punten in het pad.")
    return Site(
        scheme=parts.scheme,
        host=host,
        port=port or _PORTS[parts.scheme],
        path=f"/{path}/" if path else "/",
        options=tuple(parse_qsl(parts.query)),
    )


def require_safe(name: str) -> None:
    """Raise a Fault for a name that isn't plain words all the way: nothing hidden, nothing that climbs out."""
    if not layout.is_safe_name(name):
        raise _wrong("een bestandsnaam mag zo niet heten.")


def is_loopback(host: str) -> bool:
    """True for this machine itself, the only one to which a bare `http` may go."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _wrong(reason: str) -> Fault:
    return Fault(MAILBOX_ADRES, reden=reason)
