"""From an address that a person typed, or an invitation carried, to a mailbox."""

from __future__ import annotations

from pathlib import Path

from app.faults import Fault
from app.ports import Mailbox
from sync.mailboxes.faults import MAILBOX_ADRES
from sync.mailboxes.folder import FolderMailbox


def open_mailbox(address: str) -> Mailbox:
    """Return the mailbox at `folder:PATH`. Fault `mailbox-adres-onjuist` when it can't be read."""
    scheme, separator, rest = address.strip().partition(":")
    if not separator or not rest:
        raise Fault(MAILBOX_ADRES, reden="er staat geen soort voor, zoals “folder:”.")
    if scheme.lower() == "folder":
        return FolderMailbox(folder_path(rest))
    raise Fault(MAILBOX_ADRES, reden=f"de soort “{scheme}” is niet bekend.")


def folder_path(text: str) -> Path:
    """Return the absolute path after `folder:`; a relative one would mean another folder tomorrow."""
    path = Path(text).expanduser()
    if not path.is_absolute():
        raise Fault(MAILBOX_ADRES, reden="schrijf het hele pad op, vanaf het begin.")
    return path
