"""From a passphrase to a key: Argon2id with parameters that are bounded before anything is derived."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.faults import Fault, FaultKind

KDF_BUITEN_GRENZEN = FaultKind(
    "kdf-buiten-grenzen",
    "De instellingen van het slot kloppen niet ({wat}).",
    "Gebruik je herstelblad, of zet een back-up terug.",
)
TE_WEINIG_GEHEUGEN = FaultKind(
    "te-weinig-geheugen",
    "Er is te weinig geheugen vrij om de wachtzin te controleren ({mebibytes} MB nodig).",
    "Sluit andere programma's en probeer het opnieuw.",
)
WACHTZIN_ONBRUIKBAAR = FaultKind(
    "wachtzin-onbruikbaar",
    "Deze wachtzin kan niet gebruikt worden: hij is leeg of te lang.",
    "Kies een wachtzin van een paar woorden.",
)

KEY_BYTES = 32
SALT_BYTES = 16
FLOOR_KIB = 64 * 1024
FLOOR_PASSES = 3
TEST_FLOOR_KIB = 8
"""For tests only: Argon2's own minimum for one lane. Pass it as `floor_kib`; nothing in the app does."""
MAX_MEMORY_KIB = 1024 * 1024
MAX_PASSES = 16
MAX_LANES = 8
CALIBRATION_CAP_KIB = 256 * 1024
MAX_PASSPHRASE_CHARS = 1024

# NFKC has already turned every other Unicode space into U+0020; these are what it leaves alone.
_SPACES = re.compile("[\t-\r \x85\u1680\u2028\u2029]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class KdfParams:
    """Argon2id (RFC 9106, version 0x13): memory in KiB, passes, lanes, and a salt of 16 bytes."""

    memory_kib: int
    passes: int
    lanes: int
    salt: bytes

    def check(self, floor_kib: int = FLOOR_KIB) -> None:
        """Raise `KDF_BUITEN_GRENZEN` unless every number lies within its bounds."""
        floor_passes = FLOOR_PASSES if floor_kib >= FLOOR_KIB else 1
        if not max(floor_kib, 8 * self.lanes) <= self.memory_kib <= MAX_MEMORY_KIB:
            raise Fault(KDF_BUITEN_GRENZEN, wat="geheugen")
        if not floor_passes <= self.passes <= MAX_PASSES:
            raise Fault(KDF_BUITEN_GRENZEN, wat="rondes")
        if not 1 <= self.lanes <= MAX_LANES:
            raise Fault(KDF_BUITEN_GRENZEN, wat="banen")
        if len(self.salt) != SALT_BYTES:
            raise Fault(KDF_BUITEN_GRENZEN, wat="zout")

    def with_fresh_salt(self, random: Callable[[int], bytes] = os.urandom) -> KdfParams:
        """The same cost under a new salt."""
        return replace(self, salt=random(SALT_BYTES))


def openssl_version() -> str:
    """The version of the OpenSSL that does the cryptography, as it says itself."""
    from cryptography.hazmat.backends.openssl.backend import backend

    return backend.openssl_version_text().removeprefix("OpenSSL ")


def default_params(random: Callable[[int], bytes] = os.urandom) -> KdfParams:
    """256 MiB, 3 passes, 4 lanes, where nobody calibrated: about a second on an office laptop."""
    return KdfParams(memory_kib=CALIBRATION_CAP_KIB, passes=3, lanes=4, salt=random(SALT_BYTES))


def normalise(passphrase: str) -> str:
    """NFKC, then every run of white space to one space, none at the ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", passphrase)).strip(" ")


def usable(passphrase: str) -> bool:
    """Whether anything is left of it after normalising, and not too much."""
    return 1 <= len(normalise(passphrase)) <= MAX_PASSPHRASE_CHARS


def derive(passphrase: str, params: KdfParams, *, floor_kib: int = FLOOR_KIB) -> bytearray:
    """32 bytes in a buffer that the caller wipes; bounds are checked first.

    The passphrase itself is a `str`, and its normalised and encoded copies are immutable as well: Python can't
    wipe those. Drop every reference at once.
    """
    params.check(floor_kib)
    if not usable(passphrase):
        raise Fault(WACHTZIN_ONBRUIKBAAR)
    text = normalise(passphrase)
    buffer = bytearray(KEY_BYTES)
    argon = Argon2id(
        salt=params.salt,
        length=KEY_BYTES,
        iterations=params.passes,
        lanes=params.lanes,
        memory_cost=params.memory_kib,
    )
    try:
        # surrogatepass: a lone half of a pair from a broken keyboard driver is a strange passphrase, no crash.
        argon.derive_into(text.encode("utf-8", "surrogatepass"), buffer)
    except MemoryError:
        raise Fault(TE_WEINIG_GEHEUGEN, mebibytes=params.memory_kib // 1024) from None
    return buffer


def calibrate(
    target_seconds: float,
    timer: Callable[[], float],
    *,
    lanes: int = 4,
    random: Callable[[int], bytes] = os.urandom,
    trial: Callable[[KdfParams], object] | None = None,
) -> KdfParams:
    """The costliest parameters that should stay near `target_seconds` here, never under the floor.

    One derivation at the floor is timed (`timer` gives seconds); cost grows in proportion to memory times
    passes, so memory is doubled first, up to 256 MiB, and only then passes are added.
    """
    floor = KdfParams(memory_kib=FLOOR_KIB, passes=FLOOR_PASSES, lanes=lanes, salt=random(SALT_BYTES))
    run = trial if trial is not None else _trial
    began = timer()
    run(floor)
    took = max(timer() - began, 1e-3)
    affordable = max(1.0, target_seconds / took)
    memory = FLOOR_KIB
    while memory * 2 <= CALIBRATION_CAP_KIB and memory * 2 / FLOOR_KIB <= affordable:
        memory *= 2
    passes = int(FLOOR_PASSES * affordable / (memory / FLOOR_KIB))
    passes = min(max(passes, FLOOR_PASSES), MAX_PASSES)
    chosen = KdfParams(memory_kib=memory, passes=passes, lanes=lanes, salt=random(SALT_BYTES))
    chosen.check()
    return chosen


def _trial(params: KdfParams) -> object:
    return derive("een proefzin om de snelheid te meten", params)
