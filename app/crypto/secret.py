"""Key material that can be wiped and is never printed."""

from __future__ import annotations

import hmac
from types import TracebackType
from typing import NoReturn, Self


def wipe(buffer: bytearray) -> None:
    """Overwrite a buffer in place with zeros. Copies that a library made elsewhere stay where they are."""
    for index in range(len(buffer)):
        buffer[index] = 0


class Secret:
    """A bytearray that hides itself from repr, str, pickle and copies, and can be wiped.

    What Python can't promise: `bytes` and `str` that were made from it (`bytes(secret.raw)`, a passphrase typed
    by a person) are immutable and stay in memory until the allocator reuses them. Locking the app ends the
    process for that reason.
    """

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes | bytearray) -> None:
        """Take over a bytearray as it is (no copy), or copy bytes into one."""
        self._raw = raw if isinstance(raw, bytearray) else bytearray(raw)

    @property
    def raw(self) -> bytearray:
        """The live buffer, not a copy; raises ValueError after `wipe()`."""
        if not self._raw:
            raise ValueError("this secret has been wiped")
        return self._raw

    @property
    def wiped(self) -> bool:
        return not self._raw

    def wipe(self) -> None:
        """Overwrite and forget; harmless when repeated."""
        wipe(self._raw)
        self._raw = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wipe()

    def __len__(self) -> int:
        return len(self._raw)

    def __eq__(self, other: object) -> bool:
        """Constant-time comparison of the contents."""
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._raw, other._raw)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} verborgen>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is not pickled or copied")


class StoreKey(Secret):
    """The random 32-byte key of one store."""

    __slots__ = ()
    SIZE = 32

    def __init__(self, raw: bytes | bytearray) -> None:
        if len(raw) != self.SIZE:
            raise ValueError("a store key is 32 bytes")
        super().__init__(raw)
