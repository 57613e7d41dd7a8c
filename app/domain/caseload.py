"""Caseload: a coordinator's list of clients as it came from a spreadsheet, judged row by row. No I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.inburgeraar import Inburgeraar
from app.domain.inburgering import Inburgeringstraject
from app.domain.persoonsnummers import find_in_reference
from app.domain.zoeksleutel import fold


class Rijstand(StrEnum):
    NIEUW = "nieuw"
    BEKEND = "bekend"
    MOGELIJK_DUBBEL = "mogelijk_dubbel"
    FOUT = "fout"


@dataclass(frozen=True, slots=True)
class Celfout:
    """What is wrong with one cell: sheet, row (as Excel numbers it), column header, the reason in Dutch."""

    blad: str
    rij: int
    kolom: str
    reden: str


@dataclass(frozen=True, slots=True)
class CaseloadRij:
    """One row: its number in the sheet, what would become of it, the person, and what to say about it.

    `dossier_id` is that of the dossier it is (or may be) the same as; `""` when the double is in the sheet itself.
    """

    rij: int
    stand: Rijstand
    persoon: Inburgeraar | None
    traject: Inburgeringstraject | None = None
    fouten: tuple[Celfout, ...] = ()
    let_op: tuple[Celfout, ...] = ()
    reden: str = ""
    dossier_id: str = ""


@dataclass(frozen=True, slots=True)
class CaseloadPlan:
    """What an import would do.

    `kolommen` maps header -> field of every column that is used; `onbekend` are headers that nobody knows;
    `geweigerd` are columns that may not be kept, with the reason; `ruw` are rows by the first row's headers.
    """

    bron: str
    blad: str
    koppen: tuple[str, ...]
    kolommen: Mapping[str, str]
    onbekend: tuple[str, ...]
    geweigerd: tuple[Celfout, ...]
    rijen: tuple[CaseloadRij, ...]

    def aantal(self, stand: Rijstand) -> int:
        return sum(rij.stand is stand for rij in self.rijen)

    @property
    def fouten(self) -> tuple[Celfout, ...]:
        return tuple(fout for rij in self.rijen for fout in rij.fouten)

    @property
    def let_op(self) -> tuple[Celfout, ...]:
        return tuple(each for rij in self.rijen for each in rij.let_op)


VELDNAMEN: Mapping[str, str] = {
    "naam": "Naam (alles in één kolom)",
    "voornamen": "Voornamen",
    "tussenvoegsel": "Tussenvoegsel",
    "achternaam": "Achternaam",
    "andere_spellingen": "Andere spelling van de naam",
    "geboortedatum": "Geboortedatum",
    "geslacht": "Geslacht",
    "klantreferentie": "Klantreferentie",
    "gemeente": "Gemeente",
    "doelgroep": "Doelgroep",
    "talen": "Talen",
    "tolk_nodig": "Tolk nodig",
    "telefoon": "Telefoon",
    "email": "E-mail",
    "adres": "Adres",
    "huisnummer": "Huisnummer",
    "postcode": "Postcode",
    "woonplaats": "Woonplaats",
    "huishouden_id": "Huishouden",
    "rol_in_huishouden": "Rol in het huishouden",
    "amv": "Alleen gekomen als minderjarige",
    "verblijfsstatus": "Verblijfsstatus",
    "vergunning_tot": "Vergunning geldig tot",
    "huisarts": "Huisarts",
    "zorgverzekeraar": "Zorgverzekeraar",
    "school": "School",
    "regisseur": "Regisseur",
    "fase": "Stap op de doorgaande lijn",
    "leerroute": "Leerroute",
    "kennisgeving_op": "Kennisgeving van DUO",
    "dagtekening_pip": "Dagtekening eerste PIP",
}
"""What a column can be, with the name that a user sees."""

_KOPPEN: Mapping[str, str] = {
    "naam": "naam client clientnaam naamclient volledigenaam cursist inburgeraar statushouder deelnemer",
    "voornamen": "voornaam voornamen roepnaam givenname firstname",
    "tussenvoegsel": "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels tv vv",
    "achternaam": "achternaam geslachtsnaam familienaam lastname surname",
    "andere_spellingen": "anderespelling anderespellingen alias bijnaam anderenaam",
    "geboortedatum": "geboortedatum gebdatum gebdat geboren geboortedag geboortejaar datumgeboorte birthdate gebdtm",
    "geslacht": "geslacht mv mvx gender sekse aanhef",
    "klantreferentie": (
        "klantreferentie referentie clientnummer klantnummer dossiernummer zaaknummer kenmerk klantid clientid nummer "
        "clientnr klantnr dossiernr clientref ref uniekenummer"
    ),
    "gemeente": "gemeente gemeentekoppeling koppelgemeente koppeling gemeentenaam",
    "doelgroep": "doelgroep soortinburgeraar soortmigrant",
    "talen": "taal talen moedertaal spreektaal voertaal taalclient",
    "tolk_nodig": "tolk tolknodig",
    "telefoon": "telefoon telefoonnummer tel telnr telefoonnr mobiel mobielnummer gsm 06nummer telefoonmobiel",
    "email": "email emailadres mail mailadres epost",
    "adres": "adres straat straatnaam straatenhuisnummer adresregel",
    "huisnummer": "huisnummer huisnr nr huisnummertoevoeging",
    "postcode": "postcode pc",
    "woonplaats": "woonplaats plaats stad plaatsnaam",
    "huishouden_id": "huishouden huishoudnummer gezinsnummer gezin",
    "rol_in_huishouden": "rolinhuishouden gezinsrol rolgezin relatie",
    "amv": "amv alleenstaandeminderjarige",
    "verblijfsstatus": "verblijfsstatus status soortvergunning verblijfstitel vergunning",
    "vergunning_tot": (
        "vergunningtot vergunninggeldigtot geldigtot einddatumvergunning vergunningverloopt verblijfsvergunningtot "
        "einddatumverblijf vervaldatumvergunning"
    ),
    "huisarts": "huisarts huisartsenpraktijk",
    "zorgverzekeraar": "zorgverzekeraar verzekeraar ziektekostenverzekeraar",
    "school": "school taalschool taalaanbieder onderwijsinstelling",
    "regisseur": "regisseur regievoerder klantmanager consulent casemanager contactpersoon begeleider",
    "fase": "fase stap lijnstap",
    "leerroute": "leerroute route",
    "kennisgeving_op": "kennisgeving kennisgevingduo datumkennisgeving kennisgevingop startinburgeringsplicht",
    "dagtekening_pip": "dagtekeningpip pipdatum datumpip pip dagtekening datumbeschikkingpip",
}
_VELD_VAN_KOP: Mapping[str, str] = {kop: veld for veld, koppen in _KOPPEN.items() for kop in koppen.split()}

GEWEIGERD_BSN = "Een BSN mag hier niet staan, ook niet met toestemming. Deze kolom wordt niet gelezen."
GEWEIGERD_V = "Een V-nummer of documentnummer bewaren we niet. Deze kolom wordt niet gelezen."
GEWEIGERD_INHOUD = "In deze kolom staan nummers die op een BSN lijken. Deze kolom wordt niet gelezen."
_BSN_KOPPEN = ("bsn", "burgerservice", "sofinummer", "sofinr")
_V_KOPPEN = (
    "vnummer", "vnr", "vreemdelingennummer", "vreemdelingnummer", "paspoort", "documentnummer", "documentnr",
    "idnummer", "idbewijs", "identiteitsbewijs", "legitimatie", "rijbewijs", "coanummer", "zorgnummer",
)  # fmt: skip


def plain_kop(kop: str) -> str:
    """Return a header as it is compared: lower-case letters and digits only."""
    return "".join(char for char in fold(kop) if char.isalnum())


def recognise(kop: str) -> str:
    """Return the field that a header stands for; `""` when nobody knows."""
    return _VELD_VAN_KOP.get(plain_kop(kop), "")


def refused_kop(kop: str) -> str:
    """Return why a column may not be read by its header; `""` when it may."""
    plain = plain_kop(kop)
    if any(plain.startswith(each) or plain.endswith(each) for each in _BSN_KOPPEN):
        return GEWEIGERD_BSN
    if any(plain.startswith(each) or plain.endswith(each) for each in _V_KOPPEN):
        return GEWEIGERD_V
    return ""


def holds_person_numbers(values: Sequence[str]) -> bool:
    """True when most of a column (three values at least) look like BSNs, whatever its header says."""
    filled = [value for value in values if value.strip()]
    if len(filled) < 3:
        return False
    return sum(find_in_reference(value) is not None for value in filled) * 2 > len(filled)
