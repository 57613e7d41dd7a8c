"""Where the shared folder is and how one gets in: three sorts of place, tried before they're taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from app.ports import MailboxAccess, MailboxTrial
from app.services import bestanden
from app.services.delen import clock_words
from ui.i18n import tr
from ui.session import Session
from ui.viewmodels.working import Working

MAP, WEBDAV, S3 = "folder", "webdav", "s3"
_LONGEST_CERTIFICATE = 200_000
_NOTICEABLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Plaats:
    """What the fields hold, the password left out. `adres` is a path, or an address that begins with https://."""

    soort: str = MAP
    adres: str = ""
    naam: str = ""
    bucket: str = ""
    regio: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proef:
    """What a try showed, in words: what works, what doesn't, and the next step."""

    gelukt: tuple[str, ...]
    toon: str
    zin: str
    stap: str = ""


def read_address(address: str, user: str = "") -> Plaats:
    """Return the fields of a kept address."""
    sort, _, rest = address.partition(":")
    sort = sort.lower()
    if sort == S3:
        parts = urlsplit(rest)
        return Plaats(
            soort=S3,
            adres=f"{parts.scheme}://{parts.netloc}",
            naam=user,
            bucket=unquote(parts.path.strip("/")),
            regio=dict(parse_qsl(parts.query)).get("region", ""),
        )
    if sort == WEBDAV:
        return Plaats(soort=WEBDAV, adres=rest, naam=user)
    return Plaats(soort=MAP, adres=address.removeprefix(f"{MAP}:"))


def write_address(place: Plaats) -> str:
    """Return the address that the fields say; a path or address that has its sort already keeps it."""
    text = place.adres.strip()
    if place.soort == MAP:
        named = text.partition(":")[0].lower() in (MAP, WEBDAV, S3, "https", "http")
        return text if not text or named else f"{MAP}:{text}"
    if "://" not in text:
        text = f"https://{text}"
    if place.soort == WEBDAV:
        return f"{WEBDAV}:{text}"
    region = f"?region={quote(place.regio.strip(), safe='')}" if place.regio.strip() else ""
    return f"{S3}:{text.rstrip('/')}/{quote(place.bucket.strip().strip('/'))}{region}"


def shown_address(address: str) -> str:
    """Return how an address is shown to people: without the word that says its sort."""
    place = read_address(address)
    return "/".join(part for part in (place.adres, place.bucket) if part)


def missing(place: Plaats, *, password: bool) -> Mapping[str, str]:
    """Return what is still empty, per field. `password`: whether one was typed or is kept."""
    errors = {}
    if not place.adres.strip():
        errors["map"] = (
            tr("Kies een map, of typ het pad.")
            if place.soort == MAP
            else tr("Vul het adres van de server in.")
        )
    if place.soort != MAP:
        if not place.naam.strip():
            errors["naam"] = tr("Vul de naam in waarmee je daar inlogt.")
        if not password:
            errors["wachtwoord"] = tr("Vul het wachtwoord in.")
    if place.soort == S3 and not place.bucket.strip():
        errors["bucket"] = tr("Vul de naam van de bucket in.")
    return errors


class GedeeldeMapViewModel(QObject):
    """`tried(Proef)` after a try; `stands()` when a place was taken; `refused(Fault)`; `certificate_read(bool)`."""

    tried = Signal(object)
    stands = Signal()
    refused = Signal(object)
    certificate_read = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.working = Working(session, self)
        self.working.failed.connect(self.refused)
        self._certificate = ""

    def try_out(self, place: Plaats, password: str) -> None:
        """Read, write, read back and tidy up there; nothing is kept."""
        transport, address, access = (
            self.session.transport,
            write_address(place),
            self._access(place, password),
        )
        self.working.start(
            lambda _progress, cancelled: transport.try_mailbox(address, access, cancelled),
            lambda trial: self.tried.emit(in_words(trial)),
        )

    def choose(self, place: Plaats, password: str) -> None:
        """Share through this place from now on, after looking there."""
        transport, tasks = self.session.transport, self.session.tasks
        address, access = write_address(place), self._access(place, password)

        def work() -> None:
            tasks.announce(transport.set_mailbox(address, access), self)

        self.working.start(lambda _progress, _cancelled: work(), lambda _: self.stands.emit())

    def read_certificate(self, path: str) -> None:
        """Take the certificate of the own organisation, for the next try or choice; an empty path forgets it."""

        def read() -> str:
            return bestanden.read(path, _LONGEST_CERTIFICATE).decode("ascii", "replace") if path else ""

        def done(text: str) -> None:
            self._certificate = text
            self.certificate_read.emit(bool(text))

        self.session.tasks.slow(read, self, done, self._refuse)

    def _refuse(self, fault: Fault) -> None:
        self.refused.emit(fault)

    def _access(self, place: Plaats, password: str) -> MailboxAccess | None:
        if place.soort == MAP:
            return None
        return MailboxAccess(user=place.naam.strip(), password=password, ca_pem=self._certificate)


def in_words(trial: MailboxTrial) -> Proef:
    """Say what a try showed; a clock that is off is named, since it makes trouble elsewhere."""
    steps = [tr(step) for step in trial.steps]
    ahead = trial.clock_ahead
    if ahead is not None and abs(ahead) >= _NOTICEABLE:
        steps.append(tr("Let op: de klok van dit apparaat loopt {words}.", words=clock_words(ahead)))
    if trial.fault is not None:
        return Proef(gelukt=tuple(steps), toon="error", zin=trial.fault.sentence, stap=trial.fault.next_step)
    return Proef(gelukt=tuple(steps), toon="success", zin=tr("De verbinding werkt."))
