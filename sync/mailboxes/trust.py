"""Which certificates are believed: those of this system, and one own authority that the organisation gave."""

from __future__ import annotations

import ssl
from pathlib import Path

from app.faults import Fault
from sync.mailboxes.faults import MAILBOX_CERTIFICAAT_BESTAND

LONGEST_PEM = 200_000
_ELSEWHERE = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
"""Where systems keep theirs, for a built program whose OpenSSL was made on another one."""


def trust(ca_pem: str = "") -> ssl.SSLContext:
    """Return a context that verifies chain and name, TLS 1.2 or newer. Fault for a certificate that can't be read."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    known = ssl.get_default_verify_paths()
    if not (known.cafile or known.capath or context.cert_store_stats()["x509_ca"]):
        for place in _ELSEWHERE:
            if Path(place).is_file():
                context.load_verify_locations(cafile=place)
                break
    if ca_pem:
        if len(ca_pem) > LONGEST_PEM:
            raise Fault(MAILBOX_CERTIFICAAT_BESTAND)
        try:
            context.load_verify_locations(cadata=ca_pem)
        except (ssl.SSLError, ValueError, TypeError):
            raise Fault(MAILBOX_CERTIFICAAT_BESTAND) from None
    return context
