"""The limits: the same bytes through the raw libraries, with no store of ours, no rules and no log between."""

from __future__ import annotations

import os
import random
from pathlib import Path

import msgspec
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from sqlcipher3 import dbapi2

_WORDS = """
afspraak brief bus buurvrouw cursus dokter fiets formulier gemeente gezin huis huur inburgering kind klas leraar
medicijn moeder morgen oom pasje post rekening school sleutel taal telefoon toeslag tolk trein vader vraag week werk
""".split()  # noqa: SIM905 - words, as one reads them


def note(number: int) -> str:
    """Return about 900 characters of made-up Dutch, another text for every number."""
    rng = random.Random(number)
    return " ".join(rng.choice(_WORDS) for _ in range(130)) + "."


PER_BATCH = 200
_NONCE = bytes(12)


class RawStore:
    """A SQLCipher file with one table of notes and a full-text index, in the settings that the program uses."""

    def __init__(self, path: Path) -> None:
        self.connection = dbapi2.connect(str(path), isolation_level=None)
        self.connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
        self.connection.set_key(bytearray(b"x'" + os.urandom(32).hex().encode() + b"'"))
        for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "fullfsync=ON", "temp_store=MEMORY"):
            self.connection.execute(f"PRAGMA {pragma}").fetchall()
        self.connection.execute("PRAGMA cache_size=-65536")
        self.connection.execute("CREATE TABLE note(id TEXT PRIMARY KEY, dossier TEXT, op TEXT, body TEXT)")
        self.connection.execute(
            "CREATE VIRTUAL TABLE zoek USING fts5(body, tokenize='unicode61', prefix='2 3')"
        )

    def fill(self, count: int, start: int = 0) -> None:
        rows = [(f"n{start + n:08}", "d1", "2026-11-22", note(start + n)) for n in range(count)]
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.executemany("INSERT INTO note VALUES(?,?,?,?)", rows)
        self.connection.executemany("INSERT INTO zoek(body) VALUES(?)", [(row[3],) for row in rows])
        self.connection.execute("COMMIT")

    def save_one(self, number: int) -> None:
        """One durable commit with its full-text row."""
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute(
            "INSERT INTO note VALUES(?,?,?,?)", (f"s{number}", "d1", "2026-11-22", note(number))
        )
        self.connection.execute("INSERT INTO zoek(body) VALUES(?)", (note(number),))
        self.connection.execute("COMMIT")

    def find(self, word: str) -> list[object]:
        return self.connection.execute(
            "SELECT rowid, snippet(zoek, 0, '[', ']', '…', 14) FROM zoek"
            " WHERE zoek MATCH ? ORDER BY rowid DESC LIMIT 30",
            (f'"{word}"*',),
        ).fetchall()


def seal_raw(store: RawStore, folder: Path) -> list[Path]:
    """Read, serialise, compress, encrypt, sign and write durably, 200 notes a file."""
    key, signer = ChaCha20Poly1305(bytes(32)), Ed25519PrivateKey.generate()
    files: list[Path] = []
    cursor = store.connection.execute("SELECT id, dossier, op, body FROM note ORDER BY id")
    squeeze = zstandard.ZstdCompressor(level=3)
    while rows := cursor.fetchmany(PER_BATCH):
        sealed = key.encrypt(_NONCE, squeeze.compress(msgspec.json.encode(rows)), None)
        path = folder / f"{len(files):010}"
        with path.open("wb") as file:
            file.write(signer.sign(sealed) + sealed)
            file.flush()
            os.fsync(file.fileno())
        files.append(path)
    return files


def import_raw(files: list[Path], store: RawStore) -> None:
    """Read, decrypt, inflate, decode, and upsert each file in one transaction, full text in bulk."""
    key = ChaCha20Poly1305(bytes(32))
    for path in files:
        rows = msgspec.json.decode(zstandard.decompress(key.decrypt(_NONCE, path.read_bytes()[64:], None)))
        store.connection.execute("BEGIN IMMEDIATE")
        store.connection.executemany("INSERT OR REPLACE INTO note VALUES(?,?,?,?)", rows)
        store.connection.executemany("INSERT INTO zoek(body) VALUES(?)", [(row[3],) for row in rows])
        store.connection.execute("COMMIT")
