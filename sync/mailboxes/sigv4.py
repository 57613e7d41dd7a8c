"""AWS Signature Version 4 in headers, as S3 and what is like it ask for (docs.aws.amazon.com, "Signing requests")."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs requests for one service in one region. The secret is shown nowhere."""

    region: str
    key_id: str = field(repr=False)
    secret: str = field(repr=False)
    service: str = "s3"

    def headers(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        headers: Mapping[str, str],
        body: bytes,
        at: datetime,
    ) -> dict[str, str]:
        """Return `headers` with date, body digest and signature added.

        `path` is percent-encoded already; `headers` holds `host` and all that must be signed, names in lower case.
        """
        moment = f"{at:%Y%m%dT%H%M%SZ}"
        digest = hashlib.sha256(body).hexdigest()
        signed = {**headers, "x-amz-content-sha256": digest, "x-amz-date": moment}
        names = ";".join(sorted(signed))
        canonical = "\n".join(
            (
                method,
                path,
                canonical_query(query),
                *(f"{name}:{' '.join(signed[name].split())}" for name in sorted(signed)),
                "",
                names,
                digest,
            )
        )
        scope = f"{moment[:8]}/{self.region}/{self.service}/aws4_request"
        text = "\n".join((ALGORITHM, moment, scope, hashlib.sha256(canonical.encode()).hexdigest()))
        signature = hmac.new(self._key(moment[:8]), text.encode(), hashlib.sha256).hexdigest()
        signed["authorization"] = (
            f"{ALGORITHM} Credential={self.key_id}/{scope}, SignedHeaders={names}, Signature={signature}"
        )
        return signed

    def _key(self, day: str) -> bytes:
        key = f"AWS4{self.secret}".encode()
        for part in (day, self.region, self.service, "aws4_request"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return key


def canonical_query(query: Mapping[str, str]) -> str:
    """Return the query as it is signed and as it is sent: sorted, every sign but the unreserved ones encoded."""
    pairs = sorted((quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in query.items())
    return "&".join(f"{name}={value}" for name, value in pairs)
