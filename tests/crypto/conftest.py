"""Cheap keys for fast tests, and a source of bytes that repeats."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from app.crypto.identity import DeviceKeys
from app.crypto.kdf import KdfParams
from app.crypto.passphrase import read_words

Bytes = Callable[[int], bytes]


@pytest.fixture
def cheap() -> KdfParams:
    """Argon2id at its own minimum; every call that takes it needs `floor_kib=8`."""
    return KdfParams(memory_kib=8, passes=1, lanes=1, salt=bytes(16))


@pytest.fixture
def seeded() -> Bytes:
    return random.Random(20261122).randbytes


@pytest.fixture(scope="session")
def device() -> DeviceKeys:
    return DeviceKeys.from_seed(b"\x11" * 32, practice=False)


@pytest.fixture(scope="session")
def register() -> DeviceKeys:
    return DeviceKeys.from_seed(b"\x12" * 32, practice=False)


@pytest.fixture(scope="session")
def stranger() -> DeviceKeys:
    return DeviceKeys.from_seed(b"\x13" * 32, practice=False)


@pytest.fixture(scope="session")
def woorden() -> tuple[str, ...]:
    path = Path(__file__).parents[2] / "resources" / "woorden" / "woorden.txt"
    return read_words(path.read_text(encoding="utf-8"))
