"""Toestemming and Grondslag: what may leave, to whom, on which ground. The one rule that every door asks.

A Toestemming is the client's yes, no or withdrawal for one Verwerkingsdoel; records are append-only and the newest one
for a doel counts. A Grondslag other than consent (a task of the gemeente, an agreement, vital interest) is recorded
apart. `live_grants` turns both into Grants on a day; `decide` says per field what goes and what stays, and why. The
screen "wat gaat er weg", the sealing of a batch and the register's import all call `decide`; there's no second rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from app.domain.records import PRIVATE, PROTECTIVE, STRUCTURAL, Categorie, Record, record_type, shared

_TOE = shared(Categorie.TOESTEMMING)


class Besluit(StrEnum):
    GEGEVEN = "gegeven"
    GEWEIGERD = "geweigerd"
    INGETROKKEN = "ingetrokken"


class Grondslagsoort(StrEnum):
    TOESTEMMING = "toestemming"
    TAAK_GEMEENTE = "taak_gemeente"
    OVEREENKOMST = "overeenkomst"
    VITAAL_BELANG = "vitaal_belang"


class Ontvanger(StrEnum):
    GEMEENTE = "gemeente"
    HUISARTS = "huisarts"
    JGZ = "jgz"
    WIJKTEAM = "wijkteam"
    COLLEGA = "collega"
    CLIENT = "client"


class Wijze(StrEnum):
    """How the client's decision was given."""

    HANDTEKENING = "handtekening"
    MONDELING = "mondeling"


@dataclass(frozen=True, slots=True)
class Verwerkingsdoel:
    """One row of the table of purposes (resources/toestemming/doelen): categories for one kind of receiver."""

    code: str
    titel: str
    ontvanger: Ontvanger
    categorieen: frozenset[Categorie]
    grondslagen: frozenset[Grondslagsoort]
    maanden_geldig: int
    bij_intrekking: str
    uitleg: str = ""
    bij_ja: str = ""
    bij_nee: str = ""
    bewaargrond: str = ""


Doelentabel = Mapping[str, Verwerkingsdoel]
"""Purposes by code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toestemming(Record):
    """The client's decision about one doel. Given, refused or withdrawn; never edited."""

    soort: ClassVar[str] = "toestemming"
    append_only: ClassVar[bool] = True

    doel: Annotated[str, _TOE]
    ontvanger: Annotated[Ontvanger, _TOE]
    besluit: Annotated[Besluit, _TOE, PROTECTIVE]
    vastgelegd_op: Annotated[datetime, _TOE]
    vanaf: Annotated[date, _TOE]
    tot: Annotated[date | None, _TOE] = None
    tekst_versie: Annotated[str, _TOE] = ""
    tekst_hash: Annotated[str, _TOE] = ""
    taal: Annotated[str, _TOE] = "nl"
    tolk: Annotated[str, _TOE] = ""
    wijze: Annotated[Wijze, _TOE] = Wijze.MONDELING
    getuige: Annotated[str, _TOE] = ""
    reden_mondeling: Annotated[str, _TOE] = ""
    gegeven_door: Annotated[str, _TOE] = "client"
    handtekening: Annotated[tuple[tuple[tuple[float, float], ...], ...], PRIVATE] = ()
    vastgelegd_door: Annotated[str, _TOE] = ""
    trekt_in: Annotated[str, STRUCTURAL] = ""

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.TOESTEMMING})

    @property
    def titel(self) -> str:
        return f"{self.doel.replace('-', ' ').capitalize()}: {self.besluit.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grondslag(Record):
    """A legal ground other than consent for one doel, recorded by a professional with the reason."""

    soort: ClassVar[str] = "grondslag"
    append_only: ClassVar[bool] = True

    doel: Annotated[str, _TOE]
    ontvanger: Annotated[Ontvanger, _TOE]
    grondslag: Annotated[Grondslagsoort, _TOE]
    toelichting: Annotated[str, _TOE]
    vastgelegd_op: Annotated[datetime, _TOE]
    vastgelegd_door: Annotated[str, _TOE]
    vanaf: Annotated[date, _TOE]
    tot: Annotated[date | None, _TOE] = None
    beeindigt: Annotated[str, STRUCTURAL] = ""
    categorieen: Annotated[tuple[Categorie, ...], _TOE] = ()
    """Only these categories of the doel; all of them when empty."""
    uitzondering: Annotated[str, _TOE] = ""
    """Why consent couldn't be asked, for health and safety (AVG 9, second paragraph, c)."""

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.TOESTEMMING})

    @property
    def titel(self) -> str:
        return f"{self.doel}: {self.grondslag.value}"


@dataclass(frozen=True, slots=True)
class Grant:
    """A ground that is live: `id` is that of the Toestemming or Grondslag record behind it."""

    id: str
    doel: str
    ontvanger: Ontvanger
    grondslag: Grondslagsoort
    categorieen: frozenset[Categorie]


class Reden(StrEnum):
    """Why a field stays on the device."""

    PRIVE = "prive"
    GEEN_GROND = "geen_toestemming"
    GEWEIGERD = "geweigerd"
    INGETROKKEN = "ingetrokken"
    KLOK = "klok"
    NOG_NIET = "begint_later"
    VERLOPEN = "verlopen"
    ADRES_GEHEIM = "adres_geheim"


@dataclass(frozen=True, slots=True)
class Deelbesluit:
    """What goes and what stays of one record: `goes` maps field -> grant ids, `stays` maps field -> reason."""

    goes: Mapping[str, tuple[str, ...]]
    stays: Mapping[str, Reden]

    @property
    def anything_goes(self) -> bool:
        return bool(self.goes)


def newest_per_doel(toestemmingen: Iterable[Toestemming]) -> dict[str, Toestemming]:
    """Return the decision that counts for each doel: the newest; at the same instant the more careful one.

    What a withdrawal names never counts again, nor does a yes that was older than that: whatever the clocks of the
    two devices said, a withdrawal can't bring an earlier yes back to life. Where a coordinator found that two dossiers
    are one person, each has its own newest, and the narrower of them counts.
    """
    per_dossier: dict[str, list[Toestemming]] = {}
    for item in toestemmingen:
        per_dossier.setdefault(item.dossier_id, []).append(item)
    counts: dict[str, Toestemming] = {}
    for items in per_dossier.values():
        for code, newest in _newest_in_dossier(items).items():
            counts[code] = min(newest, counts.get(code, newest), key=_breadth)
    return counts


_CAREFUL = {Besluit.GEGEVEN: 0, Besluit.GEWEIGERD: 1, Besluit.INGETROKKEN: 2}


def _breadth(item: Toestemming) -> tuple[int, date, int]:
    """Order decisions from narrow to wide: no before yes, then what ends first, then what begins last."""
    return (-_CAREFUL[item.besluit], item.tot or date.max, -item.vanaf.toordinal())


def _newest_in_dossier(every: Sequence[Toestemming]) -> dict[str, Toestemming]:
    withdrawn = {item.trekt_in for item in every if item.trekt_in}
    newest: dict[str, Toestemming] = {}

    def rank(item: Toestemming) -> tuple[datetime, int, str]:
        return (item.vastgelegd_op, _CAREFUL[item.besluit], item.id)

    ended: dict[str, tuple[datetime, int, str]] = {}
    for item in every:
        if item.id in withdrawn:
            ended[item.doel] = max(rank(item), ended.get(item.doel, rank(item)))
    for item in every:
        over = item.doel in ended and item.besluit is Besluit.GEGEVEN and rank(item) <= ended[item.doel]
        if item.id in withdrawn or over:
            continue
        if item.doel not in newest or rank(item) > rank(newest[item.doel]):
            newest[item.doel] = item
    return newest


def live_grants(
    toestemmingen: Iterable[Toestemming], grondslagen: Iterable[Grondslag], doelen: Doelentabel, day: date
) -> tuple[Grant, ...]:
    """Return the grants that hold on `day`. An unknown doel, or a ground it doesn't allow, gives none."""
    grants: list[Grant] = []
    for item in newest_per_doel(toestemmingen).values():
        doel = doelen.get(item.doel)
        if doel is None or item.besluit is not Besluit.GEGEVEN or not _holds(item.vanaf, item.tot, day):
            continue
        if Grondslagsoort.TOESTEMMING in doel.grondslagen and item.ontvanger is doel.ontvanger:
            grants.append(
                Grant(item.id, doel.code, doel.ontvanger, Grondslagsoort.TOESTEMMING, doel.categorieen)
            )
    every = tuple(grondslagen)
    ended = {item.beeindigt for item in every if item.beeindigt}
    for ground in every:
        doel = doelen.get(ground.doel)
        if (
            doel is None
            or ground.beeindigt
            or ground.id in ended
            # Consent is proven by a Toestemming only: nobody can claim it by recording a ground.
            or ground.grondslag is Grondslagsoort.TOESTEMMING
            or not _holds(ground.vanaf, ground.tot, day)
        ):
            continue
        if ground.grondslag in doel.grondslagen and ground.ontvanger is doel.ontvanger:
            grants.append(
                Grant(ground.id, doel.code, doel.ontvanger, ground.grondslag, _covered(ground, doel))
            )
    return tuple(grants)


BIJZONDER = frozenset({Categorie.GEZONDHEID, Categorie.VEILIGHEID})
"""Never on a mere ground: only on explicit consent, or on vital interest with its reason on record."""


def _covered(ground: Grondslag, doel: Verwerkingsdoel) -> frozenset[Categorie]:
    """Return the categories that a ground lets go, whatever a table of purposes says about health and safety."""
    wanted = doel.categorieen & frozenset(ground.categorieen) if ground.categorieen else doel.categorieen
    exception = ground.grondslag is Grondslagsoort.VITAAL_BELANG and (
        ground.uitzondering.strip() or ground.toelichting.strip()
    )
    return wanted if exception else wanted - BIJZONDER


def _holds(vanaf: date, tot: date | None, day: date) -> bool:
    return vanaf <= day and (tot is None or day < tot)


def decide(
    record: Record,
    names: Iterable[str],
    grants: Iterable[Grant],
    ontvanger: Ontvanger,
    *,
    decisions: Mapping[str, Toestemming] | None = None,
    doelen: Doelentabel | None = None,
    day: date | None = None,
) -> Deelbesluit:
    """Say for each named field of `record` whether it may go to `ontvanger`, on which grant, or why it stays.

    Fields marked STRUCTURAL go when another field goes. Proof of consent goes only when it is itself the live grant, or
    withdraws one: a refusal stays where it was given. `decisions`, `doelen` and `day` only make the reason more exact.
    """
    usable = tuple(grant for grant in grants if grant.ontvanger is ontvanger)
    facts = record_type(type(record)).fields
    goes: dict[str, tuple[str, ...]] = {}
    stays: dict[str, Reden] = {}
    structural: list[str] = []
    # Fields of one record ask for the same few categories: each set is looked up once.
    answers: dict[Categorie | None, tuple[str, ...] | Reden] = {}
    for name in names:
        fact = facts[name]
        if fact.structural:
            structural.append(name)
        elif fact.shared is None:
            stays[name] = Reden.PRIVE
        else:
            asked = fact.shared.categorie
            if asked not in answers:
                answers[asked] = _answer(record, asked, usable, ontvanger, decisions, doelen, day)
            answer = answers[asked]
            if isinstance(answer, Reden):
                stays[name] = answer
            else:
                goes[name] = answer
    if goes:
        carrier = next(iter(goes.values()))
        goes.update(dict.fromkeys(structural, carrier))
    else:
        reason = next(iter(stays.values()), Reden.GEEN_GROND)
        stays.update(dict.fromkeys(structural, reason))
    return Deelbesluit(goes, stays)


def _answer(
    record: Record,
    asked: Categorie | None,
    usable: Iterable[Grant],
    ontvanger: Ontvanger,
    decisions: Mapping[str, Toestemming] | None,
    doelen: Doelentabel | None,
    day: date | None,
) -> tuple[str, ...] | Reden:
    """Return the grants for one category (None: every category of the content), or why it stays."""
    categorieen = frozenset({asked}) if asked else record.inhoud_categorieen
    if Categorie.ADRES in categorieen and getattr(record, "adres_geheim", False):
        return Reden.ADRES_GEHEIM
    found = {categorie: _grant_for(record, categorie, usable) for categorie in sorted(categorieen)}
    lacking = [categorie for categorie, grant_id in found.items() if grant_id is None]
    if lacking:
        return why_not(lacking[0], ontvanger, decisions, doelen, day)
    return tuple(sorted({grant_id for grant_id in found.values() if grant_id}))


def _grant_for(record: Record, categorie: Categorie, grants: Iterable[Grant]) -> str | None:
    if categorie is Categorie.TOESTEMMING:
        if any(grant.id == record.id for grant in grants):
            return record.id
        withdrawn = getattr(record, "trekt_in", "") or getattr(record, "beeindigt", "")
        return withdrawn or None
    return next((grant.id for grant in grants if categorie in grant.categorieen), None)


def why_not(
    categorie: Categorie,
    ontvanger: Ontvanger,
    decisions: Mapping[str, Toestemming] | None,
    doelen: Doelentabel | None,
    day: date | None = None,
) -> Reden:
    """Say why no ground lets a category go, by the decisions that count. `day` tells a yes that doesn't hold apart."""
    said = {
        _why_not_by(decisions[code], day)
        for code, doel in (doelen or {}).items()
        if decisions and code in decisions and doel.ontvanger is ontvanger and categorie in doel.categorieen
    }
    return next((reden for reden in _WORST_FIRST if reden in said), Reden.GEEN_GROND)


def _why_not_by(decision: Toestemming, day: date | None) -> Reden:
    if decision.besluit is not Besluit.GEGEVEN:
        return Reden.INGETROKKEN if decision.besluit is Besluit.INGETROKKEN else Reden.GEWEIGERD
    if day is None:
        return Reden.GEEN_GROND
    if day < decision.vanaf:
        # Written down on a day that hasn't come yet: it isn't the consent that is wrong but the clock.
        return Reden.KLOK if day < decision.vastgelegd_op.date() else Reden.NOG_NIET
    return Reden.VERLOPEN if decision.tot is not None and decision.tot <= day else Reden.GEEN_GROND


_WORST_FIRST = (
    Reden.INGETROKKEN,
    Reden.GEWEIGERD,
    Reden.ADRES_GEHEIM,
    Reden.KLOK,
    Reden.NOG_NIET,
    Reden.VERLOPEN,
    Reden.GEEN_GROND,
    Reden.PRIVE,
)


def main_reason(besluit: Deelbesluit) -> str:
    """Return the one reason code to show for what stays."""
    found = set(besluit.stays.values())
    return next((reason.value for reason in _WORST_FIRST if reason in found), Reden.GEEN_GROND.value)


def explain(reden: Reden, categorie: Categorie | None = None) -> str:
    """Say a reason in a short Dutch sentence."""
    about = f" voor {categorie.value}" if categorie else ""
    return {
        Reden.PRIVE: "Dit is privé en gaat nooit weg.",
        Reden.GEEN_GROND: f"Er is geen toestemming{about}.",
        Reden.GEWEIGERD: f"De cliënt zei nee{about}.",
        Reden.INGETROKKEN: f"De toestemming{about} is ingetrokken.",
        Reden.KLOK: f"De toestemming{about} is van een latere dag. Zet de klok van dit apparaat goed.",
        Reden.NOG_NIET: f"De toestemming{about} begint later.",
        Reden.VERLOPEN: f"De toestemming{about} is verlopen. Vraag het opnieuw.",
        Reden.ADRES_GEHEIM: "Het adres is geheim.",
    }[reden]


def as_plain(besluit: Deelbesluit) -> dict[str, Any]:
    """Return the decision as plain values, for `--json` and reports."""
    return {
        "gaat": dict(besluit.goes),
        "blijft": {name: str(reason) for name, reason in besluit.stays.items()},
    }
