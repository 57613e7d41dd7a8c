"""Op: one intent of one user on one record, as it travels; and the states that a sender sees of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

SCHEMA_VERSION = 1
"""Version of the ops that this program writes; a reader holds what is newer."""


class OpKind(StrEnum):
    CREATE = "create"
    PATCH = "patch"
    APPEND = "append"
    SUPERSEDE = "supersede"
    TOMBSTONE = "tombstone"
    CONSENT = "consent"
    WITHDRAW = "withdraw"
    TRANSFER = "transfer"
    FOLLOWUP = "followup"
    QUESTION = "question"
    ANSWER = "answer"


class Deelstand(StrEnum):
    """The state of sending, as the user sees it (sync.md). Only a signed receipt moves anything past `verzonden`.

    `blijft voor een deel`: something of the record went, the rest has no ground. `bij de gemeente`: the register's own
    word for what isn't on its way to any device. Neither ever travels.
    """

    BLIJFT_HIER = "blijft hier"
    VOOR_EEN_DEEL = "blijft voor een deel"
    BIJ_GEMEENTE = "bij de gemeente"
    WACHT = "wacht op verzenden"
    VERZONDEN = "verzonden"
    ONTVANGEN = "ontvangen"
    VERWERKT = "verwerkt"
    WACHT_OP_DEEL = "wacht op eerder deel"
    BESLUIT_NODIG = "besluit nodig"
    APART_GEZET = "apart gezet"
    GEWEIGERD = "geweigerd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Op:
    """One op. `fields` are plain JSON values of changed fields; `grants` maps each field to the grants that let it go.

    `base_rev` is the register's revision of the record that the user had on the screen (0: none yet).
    `rev` is set by the register on what it sends: the revision after the op. `after` names the writer's own ops on this
    record that had no answer yet when it was sealed: what they changed is no dispute, and they come first.
    """

    op_id: str
    record_id: str
    dossier_id: str
    soort: str
    kind: OpKind
    fields: Mapping[str, Any]
    base_rev: int
    hlc: str
    actor: str
    grants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rev: int = 0
    schema_v: int = SCHEMA_VERSION
    template_hash: str = ""
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpResult:
    """What the register did with an op: its state, a reason code (`""` when applied) and the record's revision.

    `detail` has plain facts for people, such as what a withdrawal removed and what stayed on which ground.
    """

    op_id: str
    stand: Deelstand
    reden: str = ""
    rev: int = 0
    detail: Mapping[str, Any] = field(default_factory=dict)


def kind_of(
    soort: str, *, is_new: bool, append_only: bool, besluit: str = "", supersedes: bool = False
) -> OpKind:
    """Name the kind of op that a write makes."""
    if soort in ("toestemming", "grondslag"):
        return OpKind.WITHDRAW if besluit == "ingetrokken" else OpKind.CONSENT
    if not is_new:
        return OpKind.PATCH
    if supersedes:
        return OpKind.SUPERSEDE
    told = {"signaalstap": OpKind.FOLLOWUP, "vraag": OpKind.QUESTION, "antwoord": OpKind.ANSWER}.get(soort)
    if told is not None:
        return told
    return OpKind.APPEND if append_only else OpKind.CREATE
