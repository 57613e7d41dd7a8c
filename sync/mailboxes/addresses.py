"""From an address that a person typed, or an invitation carried, to a mailbox."""

from __future__ import annotations

from pathlib import Path

from app.faults import Fault
from app.ports import Clock, Mailbox
from sync.mailboxes.faults import MAILBOX_ADRES
from sync.mailboxes.folder import FolderMailbox
from sync.mailboxes.places import NO_ACCESS, Access, Manners, parse_site

SORTS = ("folder", "webdav", "s3")


def open_mailbox(
    address: str, access: Access = NO_ACCESS, clock: Clock | None = None, manners: Manners | None = None
) -> Mailbox:
    """Return the mailbox at `folder:PATH`, `webdav:https://...` or `s3:https://...`; nothing is asked of it yet.

    `clock` is needed for S3, whose signatures hold the time. Fault `mailbox-adres-onjuist` when it can't be read.
    """
    scheme, separator, rest = address.strip().partition(":")
    if not separator or not rest:
        raise Fault(MAILBOX_ADRES, reden="er staat geen soort voor, zoals “folder:”.")
    sort = scheme.lower()
    if sort == "folder":
        return FolderMailbox(folder_path(rest))
    if sort == "https":
        sort, rest = "webdav", address
    if sort in ("webdav", "s3"):
        return _on_network(sort, rest, access, clock, manners)
    raise Fault(MAILBOX_ADRES, reden=f"de soort “{scheme}” is niet bekend.")


def _on_network(
    sort: str, rest: str, access: Access, clock: Clock | None, manners: Manners | None
) -> Mailbox:
    # Late: TLS and HTTP cost a few hundredths of a second that a folder needn't pay.
    from sync.mailboxes import trust, wire

    site = parse_site(rest)
    context = trust.trust(access.ca_pem) if site.scheme == "https" else None
    line = wire.Wire(site, context, manners or Manners())
    if sort == "webdav":
        from sync.mailboxes.webdav import WebDavMailbox

        return WebDavMailbox(site, access, line)
    from sync.mailboxes.s3 import S3Mailbox

    if clock is None:
        raise ValueError("an object store needs a clock")
    return S3Mailbox(site, access, line, clock)


def folder_path(text: str) -> Path:
    """Return the absolute path after `folder:`; a relative one would mean another folder tomorrow."""
    path = Path(text).expanduser()
    if not path.is_absolute():
        raise Fault(MAILBOX_ADRES, reden="schrijf het hele pad op, vanaf het begin.")
    return path
