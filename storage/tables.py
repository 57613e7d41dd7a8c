"""The tables: one per kind of record, with the columns that its dataclass has, and those of the ledger beside them.

Only plain types stand here, so that the register can move to PostgreSQL. What only SQLite knows (full text) is in
`search`. Migrations spell out their own tables and never import this module; a test compares the two.
"""

from __future__ import annotations

from types import UnionType
from typing import Any, get_args, get_origin

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    and_,
    func,
    text,
)

from app.domain.catalogus import RECORD_CLASSES
from app.domain.records import Record, record_type

SCHEMA = 7
"""`user_version` of the newest migration."""

metadata = MetaData()


def _column(name: str, hint: Any) -> Column[Any]:
    kinds = (
        [part for part in get_args(hint) if part is not type(None)]
        if get_origin(hint) is UnionType
        else [hint]
    )
    nullable = len(kinds) < len(get_args(hint)) if get_origin(hint) is UnionType else False
    is_number = kinds[0] in (int, bool)
    return Column(name, Integer if is_number else Text, nullable=nullable)


def _record_table(cls: type[Record]) -> Table:
    columns = [_column(name, facts.hint) for name, facts in record_type(cls).fields.items()]
    return Table(
        cls.soort,
        metadata,
        Column("id", Text, primary_key=True),
        Column("dossier_id", Text, nullable=False, index=True),
        *columns,
    )


record_tables: dict[type[Record], Table] = {cls: _record_table(cls) for cls in RECORD_CLASSES}

Index(
    "ix_signaalstap_signaal_id",
    record_tables[next(c for c in RECORD_CLASSES if c.soort == "signaalstap")].c.signaal_id,
)
for _name in ("inburgeraar", "huishoudlid"):
    Index(
        f"ix_{_name}_huishouden_id",
        record_tables[next(c for c in RECORD_CLASSES if c.soort == _name)].c.huishouden_id,
    )

_contactmoment = record_tables[next(c for c in RECORD_CLASSES if c.soort == "contactmoment")]
Index(
    "ix_contactmoment_laatste",
    _contactmoment.c.dossier_id,
    _contactmoment.c.contact_gelukt,
    _contactmoment.c.plaatsgevonden_op,
)

stand = Table(
    "stand",
    metadata,
    Column("nr", Integer, primary_key=True),
    Column("record_id", Text, nullable=False, unique=True),
    Column("dossier_id", Text, nullable=False, index=True),
    Column("soort", Text, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("field_revs", Text, nullable=False),
    Column("hlc", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("gewijzigd_op", Text, nullable=False),
    Column("verwijderd_op", Text),
)
"""What is known about each record beside its fields: revision at the register, clock, last author."""

dossierkaart = Table(
    "dossierkaart",
    metadata,
    Column("dossier_id", Text, primary_key=True),
    Column("naam", Text, nullable=False),
    Column("sorteer_naam", Text, nullable=False, index=True),
    Column("geboortedatum", Text, nullable=False, index=True),
    Column("gemeente", Text, nullable=False, index=True),
    Column("klantreferentie", Text, nullable=False, index=True),
    Column("fase", Integer, nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("laatste_contact", Text, index=True),
    Column("open_signalen", Integer, nullable=False, index=True),
)
"""A line per dossier for lists of 50,000, kept by the unit of work; everything in it can be derived again."""

logboek = Table(
    "logboek",
    metadata,
    Column("nummer", Integer, primary_key=True),
    Column("op", Text, nullable=False),
    Column("wie", Text, nullable=False),
    Column("namens", Text, nullable=False),
    Column("dossier_id", Text, nullable=False, index=True),
    Column("actie", Text, nullable=False),
    Column("soort", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("grond", Text, nullable=False),
    Column("resultaat", Text, nullable=False),
    Column("kop", LargeBinary, nullable=False),
)

logboekzegel = Table(
    "logboekzegel",
    metadata,
    Column("nummer", Integer, primary_key=True),
    Column("kop", LargeBinary, nullable=False),
    Column("op", Text, nullable=False),
    Column("ondertekenaar", LargeBinary, nullable=False),
    Column("handtekening", LargeBinary, nullable=False),
)
"""Checkpoints: the head of the access log after a row, signed with the device's key (`ondertekenaar`)."""

instelling = Table(
    "instelling", metadata, Column("naam", Text, primary_key=True), Column("waarde", Text, nullable=False)
)

concept = Table(
    "concept",
    metadata,
    Column("sleutel", Text, primary_key=True),
    Column("dossier_id", Text, nullable=False, index=True),
    Column("inhoud", Text, nullable=False),
    Column("bewaard_op", Text, nullable=False),
)

apparaat = Table(
    "apparaat",
    metadata,
    Column("device_id", Text, primary_key=True),
    Column("naam", Text, nullable=False),
    Column("rol", Text, nullable=False),
    Column("identity", LargeBinary, nullable=False),
    Column("status", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("their_stream", Text, nullable=False),
    Column("admitted_op", Text),
    Column("last_seen", Text),
    Column("ingetrokken_op", Text),
    Column("wissen", Text, nullable=False, server_default=""),
    Column("gewist_op", Text),
    Column("inventaris", Text, nullable=False, server_default="{}"),
)

toewijzing = Table(
    "toewijzing",
    metadata,
    Column("device_id", Text, primary_key=True),
    Column("dossier_id", Text, primary_key=True, index=True),
)
"""Caseload: which dossiers a device holds (register)."""

outbox = Table(
    "outbox",
    metadata,
    Column("nr", Integer, primary_key=True),
    Column("op_id", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("dossier_id", Text, nullable=False, index=True),
    Column("soort", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("base_rev", Integer, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("hlc", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("template_hash", Text, nullable=False),
    Column("created_op", Text, nullable=False),
    Column("reden", Text, nullable=False),
    Column("oordeel", Text),
)
"""Unsealed ops; `reden` says why one stays here for now. Only those without a reason are weighed each round.

`oordeel` is what the one rule said at the last commit that touched it: a reason that nothing of it may go, for the
words on the screen. What leaves is decided at the sealing, which doesn't look at it.
"""
WAITS = and_(outbox.c.reden == "", func.coalesce(outbox.c.oordeel, "") == "")
"""True of an op of which something would go at the next sealing."""
Index("ix_outbox_record", outbox.c.record_id, outbox.c.reader)
Index("ix_outbox_wacht", outbox.c.reader, outbox.c.nr, sqlite_where=outbox.c.reden == "")

verzonden_op = Table(
    "verzonden_op",
    metadata,
    Column("op_id", Text, primary_key=True),
    Column("reader", Text, primary_key=True),
    Column("record_id", Text, nullable=False, index=True),
    Column("dossier_id", Text, nullable=False, index=True),
    Column("soort", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("velden", Text, nullable=False),
    Column("grants", Text, nullable=False),
    Column("inhoud", Text, nullable=False),
    Column("base_rev", Integer, nullable=False),
    Column("hlc", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("stand", Text, nullable=False),
    Column("reden", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("verzegeld_op", Text, nullable=False),
    Column("verzonden_op", Text),
    Column("ontvangen_op", Text),
)
"""Everything that was sealed: which fields, on which grants, and what the reader said. `inhoud` goes at receipt."""
Index("ix_verzonden_batch", verzonden_op.c.reader, verzonden_op.c.epoch, verzonden_op.c.seq)
Index("ix_verzonden_stand", verzonden_op.c.stand)

batch_uit = Table(
    "batch_uit",
    metadata,
    Column("reader", Text, primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("count", Integer, nullable=False),
    Column("put_op", Text),
    Column("acked_op", Text),
)
Index("ix_batch_uit_open", batch_uit.c.reader, sqlite_where=text("acked_op IS NULL"))

batch_in = Table(
    "batch_in",
    metadata,
    Column("nr", Integer, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("prev", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("sender", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("stand", Text, nullable=False, index=True),
    Column("reden", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("received_op", Text),
    Column("applied_op", Text),
)

Index("ix_batch_in_nummer", batch_in.c.stream, batch_in.c.epoch, batch_in.c.seq)

stroom_in = Table(
    "stroom_in",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("contiguous", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("beyond", Text, nullable=False),
    Column("highest_listed", Integer, nullable=False),
    Column("closed", Integer, nullable=False),
)

stroom_uit = Table(
    "stroom_uit",
    metadata,
    Column("reader", Text, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("next_seq", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("acked", Integer, nullable=False),
)

verwerkte_op = Table(
    "verwerkte_op",
    metadata,
    Column("nr", Integer, primary_key=True),
    Column("op_id", Text, nullable=False, unique=True),
    Column("device_id", Text, nullable=False),
    Column("stand", Text, nullable=False),
    Column("reden", Text, nullable=False),
    Column("rev", Integer, nullable=False),
    Column("detail", Text, nullable=False),
    Column("batch_digest", Text, nullable=False),
    Column("verwerkt_op", Text, nullable=False),
    Column("bericht_epoch", Integer, nullable=False),
    Column("bericht_seq", BigInteger, nullable=False),
)
"""Results of ops that came in, kept for good. `bericht_seq`: 0 not told yet, n told in our batch n, -1 confirmed."""
Index("ix_verwerkte_op_bericht", verwerkte_op.c.device_id, sqlite_where=verwerkte_op.c.bericht_seq >= 0)

botsing = Table(
    "botsing",
    metadata,
    Column("id", Text, primary_key=True),
    Column("dossier_id", Text, nullable=False, index=True),
    Column("soort", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("veld", Text, nullable=False),
    Column("ours", Text, nullable=False),
    Column("theirs", Text, nullable=False),
    Column("ours_door", Text, nullable=False),
    Column("theirs_door", Text, nullable=False),
    Column("op_id", Text, nullable=False),
    Column("gezien_op", Text, nullable=False),
    Column("besluit", Text, nullable=False),
)

dubbelbesluit = Table(
    "dubbelbesluit",
    metadata,
    Column("id", Text, primary_key=True),
    Column("een", Text, nullable=False),
    Column("ander", Text, nullable=False),
    Column("samen", Integer, nullable=False),
    Column("reden", Text, nullable=False),
    Column("door", Text, nullable=False),
    Column("besloten_op", Text, nullable=False),
    Column("ongedaan_door", Text, nullable=False),
    Column("ongedaan_op", Text),
)
"""What a person decided about two dossiers that may be one person; a merge changes no record, so it can be undone."""

apart = Table(
    "apart",
    metadata,
    Column("op_id", Text, primary_key=True),
    Column("sender", Text, nullable=False),
    Column("dossier_id", Text, nullable=False),
    Column("op", LargeBinary, nullable=False),
    Column("reden", Text, nullable=False),
    Column("gezien_op", Text, nullable=False),
)
"""Ops that could not be processed, with their reason; they can be tried again or exported."""

ronde = Table(
    "ronde",
    metadata,
    Column("nr", Integer, primary_key=True),
    Column("op", Text, nullable=False),
    Column("gelukt", Integer, nullable=False),
    Column("bijzonderheid", Text, nullable=False),
)
