"""The contactpersoon of the organisation: whom a volunteer calls about safety. Known without internet.

The register's word counts: it goes to every device. Until it came, a device keeps what was typed there.
"""

from __future__ import annotations

from dataclasses import replace

from app.changes import Changes
from app.domain.organisatie import Contactpersoon, check_contactpersoon
from app.ports import Reading, Store
from app.services.lijsten import facts_of, put_facts

_SETTING = "contactpersoon"


def of_organisation(reading: Reading) -> Contactpersoon | None:
    """Return whom the register named; None while it named nobody."""
    facts = facts_of(reading)
    if not facts.contactpersoon:
        return None
    return Contactpersoon(naam=facts.contactpersoon, telefoon=facts.telefoon, bereikbaar=facts.bereikbaar)


def known(reading: Reading) -> Contactpersoon | None:
    """Return whom to call: the organisation's, else who was typed on this device; None when nobody is known."""
    named = of_organisation(reading)
    if named is not None:
        return named
    kept = reading.setting(_SETTING)
    if not isinstance(kept, dict) or not kept.get("naam"):
        return None
    texts = {name: str(kept.get(name, "")) for name in ("naam", "telefoon", "bereikbaar")}
    return Contactpersoon(**texts)


def save(store: Store, naam: str, telefoon: str, bereikbaar: str = "") -> Changes:
    """Keep whom to call; on the register it goes to every device. A Fault for a number that can't be one."""
    checked = check_contactpersoon(naam, telefoon, bereikbaar)
    with store.write() as uow:
        if store.profile.is_register:
            facts = replace(
                facts_of(uow),
                contactpersoon=checked.naam,
                telefoon=checked.telefoon,
                bereikbaar=checked.bereikbaar,
            )
            put_facts(uow, facts)
        else:
            uow.put_setting(
                _SETTING,
                {"naam": checked.naam, "telefoon": checked.telefoon, "bereikbaar": checked.bereikbaar},
            )
        return uow.commit()
