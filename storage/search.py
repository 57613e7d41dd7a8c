"""Full text: the one place with SQL that only SQLite knows (FTS5, inside the encrypted file)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from app.domain.inburgeraar import Inburgeraar
from app.domain.records import Record, search_text
from app.domain.zoeksleutel import fold, name_key
from app.ports import SearchHit

CREATE = (
    "CREATE VIRTUAL TABLE zoekindex USING fts5("
    "tekst, sleutel, record_id UNINDEXED, dossier_id UNINDEXED, soort UNINDEXED, "
    "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
)
_WORD = re.compile(r"\w+")
_INSERT = text(
    "INSERT INTO zoekindex(rowid, tekst, sleutel, record_id, dossier_id, soort) "
    "VALUES (:nr, :tekst, :sleutel, :record_id, :dossier_id, :soort)"
)
_DROP_DOSSIER = text("DELETE FROM zoekindex WHERE dossier_id = :dossier_id")
_DELETE = text("DELETE FROM zoekindex WHERE rowid = :nr")
# Newest first: ranking over tens of thousands of notes costs ten times more and says little about notes.
_HIT = (
    "SELECT record_id, dossier_id, soort, snippet(zoekindex, 0, '[[', ']]', ' … ', 14) AS fragment "
    "FROM zoekindex WHERE zoekindex MATCH :query "
)
# Records that belong to no client (of the organisation) have no card, and are found.
_NOT_CLOSED = (
    "AND NOT EXISTS (SELECT 1 FROM dossierkaart k WHERE k.dossier_id = zoekindex.dossier_id "
    "AND k.status = 'gesloten') "
)
_FIND = {
    closed: text(f"{_HIT}{'' if closed else _NOT_CLOSED}ORDER BY rowid DESC LIMIT :limit")
    for closed in (True, False)
}
_FIND_NAMES = {
    closed: text(f"{_HIT}AND soort = 'inburgeraar' {'' if closed else _NOT_CLOSED}ORDER BY rank LIMIT :limit")
    for closed in (True, False)
}
_LOOKED_AT = 3
"""How many times the wanted number of notes is looked at to put the best first."""


def index_row(nr: int, record: Record) -> dict[str, Any] | None:
    """Return what the index keeps of a record, or None when nothing of it is searchable."""
    found = search_text(record)
    if not found:
        return None
    return {
        "nr": nr,
        "tekst": found,
        "sleutel": _keys(record) if isinstance(record, Inburgeraar) else "",
        "record_id": record.id,
        "dossier_id": record.dossier_id,
        "soort": record.soort,
    }


def _keys(person: Inburgeraar) -> str:
    spellings = (person.naam, *person.andere_spellingen)
    return " ".join(f"{fold(name)} {name_key(name)}" for name in spellings)


def drop_dossier(connection: Connection, dossier_id: str) -> None:
    """Take a dossier out of the index for good: also the words of earlier versions, which a delete only marks."""
    connection.execute(_DROP_DOSSIER, {"dossier_id": dossier_id})
    connection.execute(text("INSERT INTO zoekindex(zoekindex) VALUES('optimize')"))


def drop_all(connection: Connection) -> None:
    """Empty the index for good: also the words that a delete only marks."""
    connection.execute(text("DELETE FROM zoekindex"))
    connection.execute(text("INSERT INTO zoekindex(zoekindex) VALUES('optimize')"))


def put(connection: Connection, rows: Sequence[dict[str, Any]], replaced: Sequence[int]) -> None:
    """Add index rows in bulk, after taking out those that they replace (by row number)."""
    if replaced:
        connection.execute(_DELETE, [{"nr": nr} for nr in replaced])
    if rows:
        connection.execute(_INSERT, list(rows))


def match_query(words: str) -> str:
    """Return an FTS5 expression in which every word must begin a word of the text, or a spelling of a name.

    `""` when there's nothing to look for. Only letters and digits reach FTS5, so no text can break its grammar.
    """
    terms: list[str] = []
    for word in _WORD.findall(words):
        ways = [f'"{word}"*']
        folded, key = fold(word), name_key(word)
        ways += [f'sleutel:"{part}"*' for part in _WORD.findall(f"{folded} {key}") if len(part) > 1]
        terms.append(f"({' OR '.join(dict.fromkeys(ways))})")
    return " AND ".join(terms)


def find(
    connection: Connection,
    words: str,
    limit: int,
    names: dict[str, str] | None = None,
    *,
    closed: bool = True,
) -> list[SearchHit]:
    """Return people first (best match), then everything else: whole words before beginnings, newest first.

    Without `closed` nothing of a closed dossier. `names` is filled by the caller.
    """
    query = match_query(words)
    if not query:
        return []
    people = connection.execute(_FIND_NAMES[closed], {"query": query, "limit": limit}).all()
    found = connection.execute(_FIND[closed], {"query": query, "limit": limit * _LOOKED_AT}).all()
    wanted = {word.casefold() for word in _WORD.findall(words)}
    rest = sorted(
        (row for row in found if row.soort != "inburgeraar"),
        key=lambda row: -len(wanted & {word.casefold() for word in _WORD.findall(row.fragment)}),
    )
    rows = [*people, *rest][:limit]
    return [
        SearchHit(
            dossier_id=row.dossier_id,
            soort=row.soort,
            record_id=row.record_id,
            naam=(names or {}).get(row.dossier_id, ""),
            titel="",
            fragment=row.fragment,
        )
        for row in rows
    ]


def find_dossiers(connection: Connection, words: str, limit: int) -> list[str] | None:
    """Return the dossiers whose person matches the words in any spelling; None when there are no words."""
    query = match_query(words)
    if not query:
        return None
    rows = connection.execute(_FIND_NAMES[True], {"query": query, "limit": limit})
    return [row.dossier_id for row in rows]


def count(connection: Connection) -> int:
    return int(connection.execute(text("SELECT count(*) FROM zoekindex")).scalar_one())
