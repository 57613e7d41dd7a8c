"""What every record in a dossier has in common, and what each of its fields says about leaving the device.

A record class is a frozen dataclass; a field's annotation says which gegevenscategorie it belongs to:

    naam: Annotated[str, shared(Categorie.IDENTIFICATIE), SEARCHABLE]   leaves only on a grant for that category
    samenvatting: Annotated[str, BY_CONTENT]                            the record's own `inhoud_categorieen` decide
    aantekening: Annotated[str, PRIVATE]                                never leaves the device

A field without such a mark is private, so that forgetting to think about it can't leak anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, replace
from enum import StrEnum
from typing import Annotated, Any, ClassVar, TypeVar, get_args, get_origin, get_type_hints

import msgspec


class Categorie(StrEnum):
    """Gegevenscategorie: the unit in which consent and grondslag speak (resources/toestemming/doelen)."""

    IDENTIFICATIE = "identificatie"
    BEREIKBAARHEID = "bereikbaarheid"
    ADRES = "adres"
    HUISHOUDEN = "huishouden"
    TAAL = "taal"
    VERBLIJF = "verblijf"
    INBURGERING = "inburgering"
    BEGELEIDING = "begeleiding"
    GEZONDHEID = "gezondheid"
    VEILIGHEID = "veiligheid"
    INKOMEN = "inkomen"
    WONEN = "wonen"
    GEZIN = "gezin"
    WERK = "werk"
    PLAN = "plan"
    TOESTEMMING = "toestemming"


@dataclass(frozen=True, slots=True)
class Shared:
    """The field may leave on a live grant for `categorie`; None asks the record's `inhoud_categorieen`."""

    categorie: Categorie | None


@dataclass(frozen=True, slots=True)
class Mark:
    name: str


PRIVATE = Mark("private")
"""Never leaves the device, whatever was consented to."""
STRUCTURAL = Mark("structural")
"""A reference without content (an id, a type): goes along as soon as any other field of the record goes."""
PROTECTIVE = Mark("protective")
"""In a conflict the more careful value stands until a person decides (see `merging`)."""
SEARCHABLE = Mark("searchable")
"""Goes into the full-text index of the encrypted store."""
BY_CONTENT = Shared(None)


@dataclass(frozen=True, slots=True)
class Most:
    """How many characters fit in the field (in each of them, for a list of texts)."""

    characters: int


NAME = Most(100)
"""One part of a name, or the name of a person or place."""
LINE = Most(200)
"""One line of text."""
TEXT = Most(2_000)
"""A few sentences."""
LONG = Most(20_000)
"""A note of any length; also the most of every text field without a mark of its own."""


def shared(categorie: Categorie) -> Shared:
    """Mark a field as leaving only on a grant for `categorie`."""
    return Shared(categorie)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing kept in one dossier. `id` and `dossier_id` are uuid7 strings; an Inburgeraar's id is its dossier's."""

    soort: ClassVar[str] = ""
    append_only: ClassVar[bool] = False
    van_organisatie: ClassVar[bool] = False
    """True for what the register sends to every device and no client's dossier holds (see `organisatie`)."""

    id: str
    dossier_id: str

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        """The categories of the fields marked BY_CONTENT: they leave only on live grants for every one of these."""
        return frozenset({Categorie.BEGELEIDING})

    @property
    def titel(self) -> str:
        """A short line for lists inside the unlocked program."""
        return ""


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """What the annotation of one field says."""

    name: str
    hint: Any
    shared: Shared | None
    structural: bool
    protective: bool
    searchable: bool
    most: int = LONG.characters


@dataclass(frozen=True, slots=True)
class RecordType:
    """A record class with the facts of its fields, without `id` and `dossier_id` (those travel on the op itself)."""

    cls: type[Record]
    soort: str
    append_only: bool
    fields: Mapping[str, FieldFacts]


_TYPES: dict[type[Record], RecordType] = {}


def record_type(cls: type[Record]) -> RecordType:
    """Return the facts of a record class; its annotations are read once."""
    found = _TYPES.get(cls)
    if found is None:
        found = _TYPES[cls] = _read_annotations(cls)
    return found


def _read_annotations(cls: type[Record]) -> RecordType:
    hints = get_type_hints(cls, include_extras=True)
    facts: dict[str, FieldFacts] = {}
    for item in fields(cls):
        if item.name in ("id", "dossier_id"):
            continue
        hint = hints[item.name]
        marks: tuple[Any, ...] = ()
        if get_origin(hint) is Annotated:
            hint, *rest = get_args(hint)
            marks = tuple(rest)
        facts[item.name] = FieldFacts(
            name=item.name,
            hint=hint,
            shared=next((mark for mark in marks if isinstance(mark, Shared)), None),
            structural=STRUCTURAL in marks,
            protective=PROTECTIVE in marks,
            searchable=SEARCHABLE in marks,
            most=next((mark.characters for mark in marks if isinstance(mark, Most)), LONG.characters),
        )
    return RecordType(cls, cls.soort, cls.append_only, facts)


def required_fields(cls: type[Record]) -> frozenset[str]:
    """Return the fields without which a record of this kind can't be."""
    return frozenset(
        item.name
        for item in fields(cls)
        if item.default is MISSING
        and item.default_factory is MISSING
        and item.name not in ("id", "dossier_id")
    )


def to_fields(record: Record) -> dict[str, Any]:
    """Return the record's fields as plain JSON values, without `id` and `dossier_id`."""
    # Through JSON and back, so that tuples are lists here as they are after travelling: values compare equal.
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    del plain["id"], plain["dossier_id"]
    return plain


def from_fields(cls: type[R], record_id: str, dossier_id: str, values: Mapping[str, Any]) -> R:
    """Build a record from plain values; absent fields take their defaults, unknown ones are ignored.

    Raises msgspec.ValidationError when a value has the wrong type, or a field without default is absent.
    """
    known = record_type(cls).fields
    plain = {name: value for name, value in values.items() if name in known}
    return msgspec.convert({**plain, "id": record_id, "dossier_id": dossier_id}, cls)


def changed_fields(old: Record | None, new: Record) -> dict[str, Any]:
    """Return the plain values of the fields in which `new` differs from `old` (all of them without `old`)."""
    after = to_fields(new)
    if old is None:
        return after
    before = to_fields(old)
    return {name: value for name, value in after.items() if before[name] != value}


def with_fields(record: R, values: Mapping[str, Any]) -> R:
    """Return the record with some plain values put in."""
    merged = {**to_fields(record), **values}
    return from_fields(type(record), record.id, record.dossier_id, merged)


def search_text(record: Record) -> str:
    """Return the text of the fields marked SEARCHABLE, for the index inside the encrypted store."""
    parts: list[str] = []
    for name, facts in record_type(type(record)).fields.items():
        if not facts.searchable:
            continue
        value = getattr(record, name)
        if isinstance(value, str):
            parts.append(value)
        elif isinstance(value, tuple):
            parts.extend(str(item) for item in value)
    return "\n".join(part for part in parts if part)


__all__ = [
    "BY_CONTENT",
    "LINE",
    "LONG",
    "NAME",
    "PRIVATE",
    "PROTECTIVE",
    "SEARCHABLE",
    "STRUCTURAL",
    "TEXT",
    "Categorie",
    "FieldFacts",
    "Most",
    "R",
    "Record",
    "RecordType",
    "Shared",
    "changed_fields",
    "from_fields",
    "record_type",
    "replace",
    "required_fields",
    "search_text",
    "shared",
    "to_fields",
    "with_fields",
]
