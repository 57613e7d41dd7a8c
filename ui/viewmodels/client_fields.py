"""The fields of a client as a form holds them: plain texts, from a person and back into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from app.domain.inburgeraar import Doelgroep, Geslacht, Inburgeraar, Tolkvoorkeur, Verblijfsstatus
from app.services.veldnamen import veld_naam
from ui.i18n import joined, numeric_day, tr
from ui.widgets.partials import parse_partial

TALEN = (
    "Tigrinya", "Arabisch", "Farsi", "Dari", "Turks", "Koerdisch", "Somali", "Amhaars", "Pasjtoe", "Oekraïens",
    "Engels", "Frans", "Nederlands",
)  # fmt: skip
"""Languages offered as chips; any other is typed."""

SCHRIFTEN = ("Latijns", "Arabisch", "Ge’ez", "Cyrillisch", "Perzisch", "Geen")
"""Scripts offered as chips: which somebody can read."""

_YES_NO: Mapping[bool | None, str] = {True: "ja", False: "nee", None: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFields:
    """What the fields hold; each is named as the person's own, `geboortedatum` as it was typed."""

    voornamen: str = ""
    achternaam: str = ""
    andere_spellingen: tuple[str, ...] = ()
    geboortedatum: str = ""
    geslacht: str = Geslacht.ONBEKEND.value
    amv: bool = False
    klantreferentie: str = ""
    gemeente: str = ""
    gekoppeld_op: date | None = None
    rol_in_huishouden: str = ""
    regisseur: str = ""
    talen: tuple[str, ...] = ()
    dialect: str = ""
    tolk_nodig: bool = False
    tolkvoorkeur: str = Tolkvoorkeur.GEEN.value
    kan_lezen: str = ""
    schriften: tuple[str, ...] = ()
    telefoon: str = ""
    email: str = ""
    bereikbaar_via: str = ""
    adres: str = ""
    postcode: str = ""
    woonplaats: str = ""
    adres_geheim: bool = False
    doelgroep: str = Doelgroep.ASIELSTATUSHOUDER.value
    verblijfsstatus: str = Verblijfsstatus.ONBEKEND.value
    vergunning_vanaf: date | None = None
    vergunning_tot: date | None = None
    huisarts: str = ""
    zorgverzekeraar: str = ""
    school: str = ""
    kracht: str = ""
    wensen: str = ""
    bijzonderheden: str = ""


NAMES = tuple(item.name for item in fields(ClientFields))
TEXTS = tuple(item.name for item in fields(ClientFields) if item.type == "str" and item.name != "telefoon")
"""Fields in which a BSN or V-nummer could be typed."""


def fields_of(persoon: Inburgeraar) -> ClientFields:
    """Return a stored person as the form shows them."""
    values = {name: getattr(persoon, name) for name in NAMES}
    # As the fields give it back: else only looking at a client would be a change.
    values.update({name: value.strip() for name, value in values.items() if type(value) is str})
    values["geboortedatum"] = "-".join(reversed(persoon.geboortedatum.split("-")))
    values["kan_lezen"] = _YES_NO[persoon.kan_lezen]
    for name in ("geslacht", "tolkvoorkeur", "doelgroep", "verblijfsstatus"):
        values[name] = str(values[name])
    return ClientFields(**values)


def person_of(shown: ClientFields, base: Inburgeraar, today: date) -> Inburgeraar:
    """Return the person with what the form holds; what the form doesn't show stays as it is in `base`."""
    values = {name: getattr(shown, name) for name in NAMES}
    values["geboortedatum"] = parse_partial(shown.geboortedatum, today) or ""
    values["kan_lezen"] = {"ja": True, "nee": False}.get(shown.kan_lezen)
    values["geslacht"] = Geslacht(shown.geslacht)
    values["tolkvoorkeur"] = Tolkvoorkeur(shown.tolkvoorkeur)
    values["doelgroep"] = Doelgroep(shown.doelgroep)
    values["verblijfsstatus"] = Verblijfsstatus(shown.verblijfsstatus)
    return replace(base, **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDifference:
    """A field that was changed here and, meanwhile, elsewhere: both values in words."""

    key: str
    caption: str
    mine: str
    theirs: str


def merge(
    mine: ClientFields, basis: ClientFields, theirs: ClientFields
) -> tuple[ClientFields, tuple[FieldDifference, ...]]:
    """Take over what only the other side changed, and name what both changed to another value; mine stays there."""
    taken: dict[str, object] = {}
    differences: list[FieldDifference] = []
    for name in NAMES:
        here, was, there = getattr(mine, name), getattr(basis, name), getattr(theirs, name)
        if there in (was, here):
            continue
        if here == was:
            taken[name] = there
        else:
            differences.append(
                FieldDifference(
                    key=name, caption=tr(veld_naam(name)), mine=in_words(here), theirs=in_words(there)
                )
            )
    return replace(mine, **taken), tuple(differences)  # type: ignore[arg-type]


def in_words(value: object) -> str:
    """Return the value of a field as a person reads it."""
    match value:
        case bool():
            return tr("ja") if value else tr("nee")
        case date():
            return numeric_day(value)
        case tuple():
            return joined([str(each) for each in value])
        case _:
            return "" if value is None else str(value).replace("_", " ")
