"""Carrying out a withdrawal at the register: block, erase or restrict by the purpose's policy, and account for it.

Blocking needs nothing here: from the moment the withdrawal is stored, `decide` says no. What is left is the data that
stood on the withdrawn ground alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.catalogus import RECORD_CLASSES
from app.domain.records import Categorie, FieldFacts, Record, record_type, required_fields
from app.domain.toestemmingen import Grondslag, Reden, Toestemming, Verwerkingsdoel
from app.domain.verstrekkingen import Verstrekking
from app.ports import UnitOfWork
from sync.consent import DossierGrants, weigh
from sync.party import Party

ERASE = "wissen"
KEPT_AS_PROOF = (Toestemming, Grondslag, Verstrekking)
"""Proof of what was allowed and given outlives the content."""


@dataclass(slots=True)
class Account:
    """What a withdrawal did, for the signed receipt."""

    records: int = 0
    fields: int = 0
    restricted: dict[str, list[str]] = field(default_factory=dict)
    stayed: Counter[str] = field(default_factory=Counter)

    def as_plain(self, when: str, bewaargrond: str) -> dict[str, Any]:
        """Return the account as it travels: when, counts, what stayed and on which ground."""
        plain: dict[str, Any] = {
            "op": when,
            "gewiste_records": self.records,
            "gewiste_velden": self.fields,
            "afgeschermd": len(self.restricted),
            "gebleven": dict(self.stayed),
        }
        if self.restricted:
            plain["bewaargrond"] = bewaargrond
        return plain


def carry_out(
    party: Party, uow: UnitOfWork, withdrawal: Toestemming | Grondslag, grants: DossierGrants
) -> dict[str, Any]:
    """Erase or restrict what stood on the withdrawn ground alone; return the account. `grants` are those after it."""
    doel = party.doelen.get(withdrawal.doel)
    account = Account()
    grounds = {grant.id: grant.grondslag.value for grant in grants.live}
    for cls in RECORD_CLASSES:
        if cls not in KEPT_AS_PROOF:
            for record in uow.of_dossier(cls, withdrawal.dossier_id):
                _carry_out_on(party, uow, record, doel, grants, grounds, account)
    if account.restricted:
        _note_restricted(uow, withdrawal.dossier_id, account.restricted)
    return account.as_plain(
        party.now().isoformat(timespec="seconds"), (doel.bewaargrond if doel else "")[:200]
    )


def _carry_out_on(
    party: Party,
    uow: UnitOfWork,
    record: Record,
    doel: Verwerkingsdoel | None,
    grants: DossierGrants,
    grounds: Mapping[str, str],
    account: Account,
) -> None:
    facts = record_type(type(record)).fields
    _, revs = uow.ledger.record_revs(record.id)
    held = [name for name in revs if name in facts and (facts[name].shared or facts[name].structural)]
    besluit = weigh(record, held, grants, party.doelen)
    lost = [
        name
        for name, reason in besluit.stays.items()
        if reason is not Reden.PRIVE and not facts[name].structural and _was_for(record, facts[name], doel)
    ]
    account.stayed.update({grounds[ids[0]] for ids in besluit.goes.values() if ids and ids[0] in grounds})
    if not lost:
        return
    if doel is None or doel.bij_intrekking == ERASE:
        _erase(uow, record, lost, held, account)
    else:
        account.restricted[record.id] = sorted(lost)


def _was_for(record: Record, facts: FieldFacts, doel: Verwerkingsdoel | None) -> bool:
    """True when the purpose covers the field: other fields lost nothing by this withdrawal."""
    if doel is None:
        return True
    asked: Iterable[Categorie] = (
        (facts.shared.categorie,) if facts.shared and facts.shared.categorie else record.inhoud_categorieen
    )
    return any(categorie in doel.categorieen for categorie in asked)


def _erase(uow: UnitOfWork, record: Record, lost: list[str], held: list[str], account: Account) -> None:
    facts = record_type(type(record)).fields
    left = [name for name in held if name not in lost and not facts[name].structural]
    whole = not left or bool(required_fields(type(record)).intersection(lost))
    uow.ledger.erase(record.soort, record.id, None if whole else lost, grond="intrekking")
    account.fields += len(lost)
    account.records += whole


def lift(party: Party, uow: UnitOfWork, dossier_id: str, grants: DossierGrants) -> None:
    """Take the shield off what a new ground covers again."""
    name = restricted_setting(dossier_id)
    known = dict(uow.setting(name) or {})
    if not known:
        return
    for cls in RECORD_CLASSES:
        for record in uow.of_dossier(cls, dossier_id):
            shielded = known.get(record.id)
            if shielded:
                known[record.id] = [
                    field_name
                    for field_name in shielded
                    if field_name not in weigh(record, shielded, grants, party.doelen).goes
                ]
    uow.put_setting(name, {key: names for key, names in known.items() if names})


def restricted_setting(dossier_id: str) -> str:
    """Return the setting that keeps which fields of a dossier are kept, shielded, after a withdrawal."""
    return f"afgeschermd.{dossier_id}"


def _note_restricted(uow: UnitOfWork, dossier_id: str, restricted: Mapping[str, list[str]]) -> None:
    name = restricted_setting(dossier_id)
    known = dict(uow.setting(name) or {})
    for record_id, names in restricted.items():
        known[record_id] = sorted({*known.get(record_id, ()), *names})
    uow.put_setting(name, known)
