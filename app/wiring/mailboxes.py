"""The mailbox of a profile: where it is, with what one gets in, whether it works, and opening it for a round.

The name and the password stand in the encrypted store and nowhere else: the address, which may go into an invitation,
holds neither.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from random import SystemRandom

from app.changes import Changes
from app.faults import Fault, FaultKind
from app.ports import Clock, Mailbox, MailboxAccess, MailboxTrial, Store
from sync import layout
from sync.mailboxes.addresses import folder_path, open_mailbox
from sync.mailboxes.faults import MAILBOX_TERUGLEZEN
from sync.mailboxes.places import NO_ACCESS, Manners

ADDRESS = "mailbox.adres"
ACCESS = "mailbox.toegang"
CLOCK_AHEAD = "mailbox.klok_voor"
"""Seconds by which this device's clock was ahead of the mailbox's server, the last time that it was asked."""

GEEN_MAILBOX = FaultKind(
    "mailbox-niet-gekozen",
    "Er is nog geen gedeelde map gekozen.",
    "Kies eerst de map waarin je deelt. Het adres staat ook in de uitnodiging.",
)
_FOLDER = "folder:"
_TRIAL = b"Doorgaande Lijn probeert of dit werkt. Dit bestand mag weg."
_NOTICEABLE = 30

Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class KeptMailbox:
    """The mailbox of one opened profile."""

    store: Store
    clock: Clock
    chance: Callable[[], float] = SystemRandom().random

    def address(self) -> str:
        """Return where the mailbox is, `""` when nobody chose one yet."""
        with self.store.read() as reading:
            return str(reading.setting(ADDRESS) or "")

    def user(self) -> str:
        """Return the name with which one gets in; never the password."""
        return self._access().user

    def is_there(self) -> bool:
        """True when a round is worth a try: a folder that exists, or any place on a network."""
        address = self.address()
        if not address.lower().startswith(_FOLDER):
            return bool(address)
        with suppress(Fault, OSError):
            return folder_path(address[len(_FOLDER) :]).is_dir()
        return False

    def choose(self, address: str, access: MailboxAccess | None = None) -> Changes:
        """Store where the mailbox is and how one gets in, after looking there; with a Fault nothing is kept."""
        with closing(
            open_mailbox(address, self._resolved(address, access), self.clock, self._manners(lambda: False))
        ) as box:
            box.folders(layout.ROOT)
        return self.keep(address, access)

    def keep(self, address: str, access: MailboxAccess | None = None) -> Changes:
        """Store where the mailbox is and how one gets in, untried."""
        resolved = self._resolved(address, access)
        with self.store.write() as uow:
            uow.put_setting(ADDRESS, address.strip())
            uow.put_setting(
                ACCESS,
                {
                    "naam": resolved.user,
                    "wachtwoord": resolved.password,
                    "certificaat": resolved.ca_pem,
                }
                if resolved != NO_ACCESS
                else None,
            )
            return uow.commit()

    @contextmanager
    def opened(self, cancelled: Cancelled = lambda: False) -> Iterator[Mailbox]:
        """Give the mailbox for one piece of work; afterwards the connection is closed and the clocks are compared."""
        address = self.address()
        if not address:
            raise Fault(GEEN_MAILBOX)
        box = open_mailbox(address, self._access(), self.clock, self._manners(cancelled))
        try:
            yield box
        finally:
            box.close()
            self._compare_clocks(box)

    def try_out(
        self, address: str, access: MailboxAccess | None, cancelled: Cancelled = lambda: False
    ) -> MailboxTrial:
        """Look, put a small file, read it back and take it away; say what worked and where it broke off."""
        done: list[str] = []
        box: Mailbox | None = None
        fault: Fault | None = None
        try:
            box = open_mailbox(address, self._resolved(address, access), self.clock, self._manners(cancelled))
            box.folders(layout.ROOT)
            done.append("Het programma kan er lezen.")
            name = layout.batch_name("proef", "verbinding", 1, 1, hashlib.sha256(_TRIAL).hexdigest())
            box.put(name, _TRIAL)
            if box.get(name, len(_TRIAL)) != _TRIAL:
                raise Fault(MAILBOX_TERUGLEZEN, plaats=box.describe())
            done.append("Het programma kan er schrijven, en leest terug wat er staat.")
            box.remove(name)
            done.append("Het programma kan er opruimen.")
        except Fault as caught:
            fault = caught
        ahead = self._ahead_of(box) if box is not None else None
        if box is not None:
            box.close()
        return MailboxTrial(steps=tuple(done), fault=fault, clock_ahead=ahead)

    # -- inside

    def _access(self) -> MailboxAccess:
        with self.store.read() as reading:
            kept = reading.setting(ACCESS)
        if not isinstance(kept, dict):
            return NO_ACCESS
        return MailboxAccess(
            user=str(kept.get("naam", "")),
            password=str(kept.get("wachtwoord", "")),
            ca_pem=str(kept.get("certificaat", "")),
        )

    def _resolved(self, address: str, access: MailboxAccess | None) -> MailboxAccess:
        """Take what was given; what was left empty stays as it was, but only for the same address and name."""
        if address.strip().lower().startswith(_FOLDER):
            return NO_ACCESS
        kept = self._access() if address.strip() == self.address() else NO_ACCESS
        if access is None:
            return kept
        same = access.user == kept.user
        return MailboxAccess(
            user=access.user,
            password=access.password or (kept.password if same else ""),
            ca_pem=access.ca_pem or kept.ca_pem,
        )

    def _manners(self, cancelled: Cancelled) -> Manners:
        return Manners(cancelled=cancelled, chance=self.chance)

    def _ahead_of(self, box: Mailbox) -> int | None:
        theirs = box.server_clock()
        return None if theirs is None else round((self.clock.now() - theirs).total_seconds())

    def _compare_clocks(self, box: Mailbox) -> None:
        ahead = self._ahead_of(box)
        if ahead is None:
            return
        with self.store.read() as reading:
            known = reading.setting(CLOCK_AHEAD)
        if known is None or abs(int(known) - ahead) >= _NOTICEABLE:
            with self.store.write() as uow:
                uow.put_setting(CLOCK_AHEAD, ahead)
                uow.commit()
