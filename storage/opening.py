"""Opening the encrypted file: the only place that makes a connection, with every trap of SQLCipher closed.

Each pragma is set and read back. Sources: SQLCipher's API notes and what was measured (SECURITY.md, "Store").
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.faults import Fault, FaultKind

APPLICATION_ID = 0x444C494A  # "DLIJ"
PAGE_SIZE = 4096
SQLITE_FLOOR = (3, 51, 3)
CIPHER_FLOOR = (4, 6)

BESCHADIGD = FaultKind(
    "dossierbestand-beschadigd",
    "Het dossierbestand is beschadigd. Er is niets veranderd.",
    "Zet een reservekopie terug, of vraag hulp aan je coördinator. Gooi het bestand niet weg.",
)
NIET_VAN_ONS = FaultKind(
    "dossierbestand-vreemd",
    "Dit bestand is geen dossierbestand van Doorgaande Lijn, of het hoort bij een ander profiel.",
    "Kies de map van je eigen profiel.",
)
ONTBREEKT = FaultKind(
    "dossierbestand-ontbreekt",
    "Het dossierbestand ontbreekt in deze map.",
    "Kies een andere map, of zet een reservekopie terug.",
)
NIEUWER = FaultKind(
    "dossierbestand-nieuwer",
    "Dit dossierbestand is gemaakt met een nieuwere versie van het programma.",
    "Werk het programma bij en probeer het opnieuw. Er is niets veranderd.",
)
OP_SLOT = FaultKind(
    "dossierbestand-bezet",
    "Een ander programma gebruikt het dossierbestand.",
    "Sluit het andere programma en probeer het opnieuw.",
)
VEROUDERD = FaultKind(
    "onderdeel-verouderd",
    "Een onderdeel van het programma is te oud om veilig te werken ({onderdeel}).",
    "Installeer het programma opnieuw.",
)

_SET_AND_READ_BACK: tuple[tuple[str, str, Any], ...] = (
    ("temp_store", "MEMORY", 2),  # with FILE, plaintext reached temporary files
    ("journal_mode", "TRUNCATE", "truncate"),
    ("synchronous", "FULL", 2),  # NORMAL and WAL lost acknowledged commits in simulated power cuts
    ("fullfsync", "ON", 1),
    ("secure_delete", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("cache_size", "-65536", -65536),
)


def check_versions() -> None:
    """Raise a Fault when the bundled SQLite or SQLCipher is older than what was tested."""
    if dbapi2.sqlite_version_info < SQLITE_FLOOR:
        raise Fault(VEROUDERD, onderdeel=f"SQLite {dbapi2.sqlite_version}")


def versions() -> dict[str, str]:
    """Return the versions of SQLite, SQLCipher and the OpenSSL that SQLCipher brings along."""
    connection = dbapi2.connect(":memory:")
    try:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
        # Only a database with a key tells who does its cipher; this one is empty and in memory.
        connection.execute("PRAGMA key = 'leeg'")
        provider = connection.execute("PRAGMA cipher_provider_version").fetchone()
    finally:
        connection.close()
    return {
        "SQLite": dbapi2.sqlite_version,
        "SQLCipher": cipher[0] if cipher else "",
        "OpenSSL (in SQLCipher)": provider[0] if provider else "",
    }


def check_file(path: Path) -> None:
    """Raise a Fault for a file that can't be an encrypted store, before any key goes near it."""
    if not path.is_file():
        raise Fault(ONTBREEKT)
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(16)
    if head.startswith(b"SQLite format 3"):
        raise Fault(NIET_VAN_ONS)
    if size < PAGE_SIZE or (size % PAGE_SIZE and not _may_be_undone(path)):
        raise Fault(BESCHADIGD)


def _may_be_undone(path: Path) -> bool:
    """True when a journal lies beside the store: a power cut may have left half a page, which SQLite takes back."""
    journal = path.with_name(f"{path.name}-journal")
    return journal.is_file() and journal.stat().st_size > 0


def connect(path: Path, key: bytes | bytearray, *, create: bool = False) -> dbapi2.Connection:
    """Open the store file with a raw 32-byte key and return a connection with all settings proven.

    The caller owns `key` and wipes it; the hexadecimal copy made here is wiped before returning. With `create` the file
    must not exist yet. Raises Fault; a failed opening leaves no connection behind.
    """
    if len(key) != 32:
        # Anything else would silently be taken for a passphrase.
        raise ValueError("the store key is 32 raw bytes")
    check_versions()
    if create:
        if path.exists():
            raise FileExistsError(path)
    else:
        check_file(path)
    try:
        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, timeout=5.0)
    except dbapi2.DatabaseError as error:
        raise fault_of(error) from error
    try:
        _set_key(connection, key)
        _prove_settings(connection)
        if create:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        elif connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise Fault(NIET_VAN_ONS)
        connection.set_authorizer(_deny_attach)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_key(connection: dbapi2.Connection, key: bytes | bytearray) -> None:
    literal = bytearray(b"x'" + bytes(key).hex().encode("ascii") + b"'")
    try:
        connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
        connection.set_key(literal)
    finally:
        literal[:] = bytes(len(literal))
    if [str(value) for (value,) in connection.execute("PRAGMA cipher_status")] != ["1"]:
        raise RuntimeError("the connection is not encrypted")
    found = str(connection.execute("PRAGMA cipher_version").fetchone()[0]).split()[0]
    if tuple(int(part) for part in found.split(".")[:2]) < CIPHER_FLOOR:
        raise Fault(VEROUDERD, onderdeel=f"SQLCipher {found}")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        raise fault_of(error) from error


def _prove_settings(connection: dbapi2.Connection) -> None:
    try:
        for name, value, expected in _SET_AND_READ_BACK:
            connection.execute(f"PRAGMA {name}={value}").fetchall()
            found = connection.execute(f"PRAGMA {name}").fetchone()
            # `mmap_size` answers nothing where memory mapping was compiled out, which is what is wanted.
            if (found is None and name != "mmap_size") or (found is not None and found[0] != expected):
                raise RuntimeError(f"pragma {name} is {found}, expected {expected}")
    except dbapi2.DatabaseError as error:
        raise fault_of(error) from error


def fault_of(error: Exception) -> Exception:
    """Turn what SQLite says into a Fault where it's the world's; our own mistakes come back as they are."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    kinds: dict[int, Callable[[], Fault]] = {
        dbapi2.SQLITE_NOTADB: lambda: Fault(BESCHADIGD),
        dbapi2.SQLITE_CORRUPT: lambda: Fault(BESCHADIGD),
        dbapi2.SQLITE_BUSY: lambda: Fault(OP_SLOT),
        dbapi2.SQLITE_LOCKED: lambda: Fault(OP_SLOT),
        dbapi2.SQLITE_FULL: lambda: Fault(SCHIJF_VOL),
        dbapi2.SQLITE_IOERR: lambda: Fault(SCHIJF_FOUT),
        dbapi2.SQLITE_READONLY: lambda: Fault(ALLEEN_LEZEN),
        dbapi2.SQLITE_CANTOPEN: lambda: Fault(ONTBREEKT),
    }
    return kinds[primary]() if primary in kinds else error


SCHIJF_VOL = FaultKind(
    "schijf-vol",
    "Niet bewaard: de schijf is vol.",
    "Houd dit venster open, maak ruimte vrij en bewaar opnieuw.",
)
SCHIJF_FOUT = FaultKind(
    "schijf-fout",
    "Niet bewaard: de schijf geeft een fout.",
    "Houd dit venster open en vraag hulp. Schrijf over wat je net typte.",
)
ALLEEN_LEZEN = FaultKind(
    "schijf-alleen-lezen",
    "Niet bewaard: in deze map mag niet worden geschreven.",
    "Zet de map of stick op schrijven, of kies een andere plek.",
)


def _deny_attach(action: int, *_: object) -> int:
    # ATTACH could copy plaintext out; only the backup, which makes its own connection, may.
    return int(
        dbapi2.SQLITE_DENY if action in (dbapi2.SQLITE_ATTACH, dbapi2.SQLITE_DETACH) else dbapi2.SQLITE_OK
    )
