"""What stands in each document: plain frozen facts, already chosen and allowed by whoever asks for the page.

Nothing here knows the store or the domain's records. Texts may hold anything people typed; they are set as text.
Dates are `date`, or a text such as `"1991, dag onbekend"`, or None for "niet bekend". A section that is None is left
out of the page; an empty one is said in words.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

Datum = date | str | None
Strokes = tuple[tuple[tuple[float, float], ...], ...]
"""A drawn signature: strokes of (x, y) points, y downwards, in any unit."""


class Urgentie(StrEnum):
    """How soon somebody must act, from first to last."""

    ACUUT = "acuut"
    SPOED = "spoed"
    BINNENKORT = "binnenkort"
    VOLGEN = "volgen"


LIJN = (
    "Aankomst",
    "In het AZC",
    "Assessment",
    "Intake",
    "Eerste plan",
    "Verhuizen",
    "Warme overdracht",
    "Integreren",
)
"""The eight steps of the doorgaande lijn, short enough to stand under a drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colofon:
    """What stands at the foot of every page, and dates the file. `exemplaar` counts from 1."""

    document_id: str
    classificatie: str = "Vertrouwelijk"
    gemaakt_door: str
    gemaakt_op: datetime
    exemplaar: int = 1
    bewaren: str = "Vernietig na verwerking"
    oefenen: bool = False


# Overdracht --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientBlok:
    """Who the sheet is about: no BSN, no V-nummer. `details` are further pairs, such as address and telephone."""

    naam: str
    geboortedatum: Datum = None
    kenmerk: str = ""
    roepnaam: str = ""
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentPunt:
    """Something that can't wait: what, what was done already, and since when."""

    urgentie: Urgentie
    wat: str
    gedaan: str = ""
    sinds: Datum = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag:
    """What is asked of the receiver, and by when."""

    wat: str
    voor: Datum = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LijnStand:
    """Where the client stands: `stap` is 1 to 8; `data` are the dates of the steps gone through, in order."""

    stap: int
    data: tuple[Datum, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gezinslid:
    """A member of the household; `hoort_bij` is the relation (partner, dochter)."""

    naam: str
    hoort_bij: str
    geboortedatum: Datum = None
    opmerking: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaalBlok:
    """Language and reaching the client."""

    taal: str
    dialect: str = ""
    tolk: str = ""
    voorkeur_tolk: str = ""
    bereikbaar: str = ""
    andere_talen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdrachtBlok:
    """From whom to whom, when, and whether it was talked through."""

    van: str
    naar: str
    datum: Datum
    besproken: bool
    besproken_met: str = ""
    aanwezig: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerblijfBlok:
    """Status and permit: the kind of document seen and until when it holds."""

    status: str
    vergunning_tot: Datum = None
    gezien: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voortgang:
    """A bar: `gedaan` of `doel` in `eenheid`."""

    naam: str
    gedaan: float
    doel: float
    eenheid: str = "uur"


@dataclass(frozen=True, slots=True, kw_only=True)
class InburgeringBlok:
    """The duty to integrate: pairs (name, value) in the order to print, and bars."""

    feiten: tuple[tuple[str, str], ...]
    voortgang: tuple[Voortgang, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actie:
    """An open action: who does what by when."""

    wat: str
    wie: str = ""
    voor: Datum = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemaBlok:
    """One of the four themes: how it stands, what was agreed, what is still open."""

    thema: str
    stand: str = ""
    afspraken: tuple[str, ...] = ()
    acties: tuple[Actie, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRegel:
    """One file transfer: `stand` is `niet van toepassing`, `nodig`, `gevraagd`, `gebeurd` or `niet bekend`."""

    wat: str
    van: str
    naar: str
    stand: str
    datum: Datum = None
    door: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignaalRegel:
    """An open signal that may be shared."""

    urgentie: Urgentie
    leefgebied: str
    wat: str
    sinds: Datum = None
    stand: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KrachtenBlok:
    """Strengths and wishes in the client's own words; `taal` is the language they are written in."""

    krachten: tuple[str, ...] = ()
    wensen: tuple[str, ...] = ()
    steun: str = ""
    taal: str = "nl"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrondRegel:
    """Why a kind of data may be handed over: `grond` such as "toestemming" or "taak van de gemeente"."""

    wat: str
    grond: str
    gegeven_op: Datum = None
    tot: Datum = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdrachtBlad:
    """The overdracht sheet. None leaves a section out; an empty tuple is said in words."""

    colofon: Colofon
    soort: str
    ontvanger: str
    client: ClientBlok
    urgent: tuple[UrgentPunt, ...] = ()
    vragen: tuple[Vraag, ...] = ()
    lijn: LijnStand | None = None
    huishouden: tuple[Gezinslid, ...] | None = None
    taal: TaalBlok | None = None
    overdracht: OverdrachtBlok | None = None
    verblijf: VerblijfBlok | None = None
    inburgering: InburgeringBlok | None = None
    themas: tuple[ThemaBlok, ...] | None = None
    dossiers: tuple[DossierRegel, ...] | None = None
    signalen: tuple[SignaalRegel, ...] | None = None
    krachten: KrachtenBlok | None = None
    gronden: tuple[GrondRegel, ...] | None = None
    veiligheid: tuple[SignaalRegel, ...] = ()
    """Safety signals: only when chosen explicitly. They get a page of their own."""
    veiligheid_hulp: str = ""
    """Whom to call, with the numbers of the dated data file; printed on that page."""


# Herstelblad and uitnodiging -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Codegroep:
    """A group of a code to type over, with its own check character."""

    tekens: str
    controle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Herstelblad:
    """The recovery card: the groups, the same code as QR text, and whose profile it opens."""

    colofon: Colofon
    profiel: str
    groepen: tuple[Codegroep, ...]
    qr: str = ""
    organisatie: str = ""
    hulp: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sleutelpapier:
    """One of the papers of an organisation's key: its number, the mark that all of them bear, and the groups."""

    colofon: Colofon
    organisatie: str
    nummer: int
    aantal: int
    merk: str
    vingerafdruk: str
    groepen: tuple[Codegroep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitnodiging:
    """An invitation on paper: the signed invitation as QR text and the fingerprint to read aloud."""

    colofon: Colofon
    organisatie: str
    voor: str
    rol: str
    qr: str
    vingerafdruk: tuple[str, ...]
    geldig_tot: Datum = None
    contact: str = ""
    code: str = ""


# Toestemming ---------------------------------------------------------------------------------------------------


class Antwoord(StrEnum):
    """What the client said to one question."""

    JA = "ja"
    NEE = "nee"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tweetalig:
    """The same words in Dutch and in the client's language; an empty `eigen` prints the Dutch alone."""

    nl: str
    eigen: str = ""


_NIETS = Tweetalig(nl="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doelvraag:
    """One purpose as it was shown: what, with whom, why, what yes and no mean, and the answer."""

    titel: Tweetalig
    wat: Tweetalig = _NIETS
    met_wie: Tweetalig = _NIETS
    waarom: Tweetalig = _NIETS
    als_ja: Tweetalig = _NIETS
    als_nee: Tweetalig = _NIETS
    antwoord: Antwoord = Antwoord.OPEN
    tot: Datum = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handtekening:
    """A drawn signature, or a place to sign when `strepen` is empty."""

    naam: str
    rol: str = ""
    datum: Datum = None
    strepen: Strokes = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mondeling:
    """Consent given aloud: why not written, and who heard it."""

    reden: str
    getuige: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Toestemmingsblad:
    """The client's printed copy of what was asked and answered. `taal` is ISO 639-1 (`ar`, `ti`, `uk`, ...)."""

    colofon: Colofon
    client: str
    taal: str
    taalnaam: str
    inleiding: tuple[Tweetalig, ...]
    vragen: tuple[Doelvraag, ...]
    rechten: tuple[Tweetalig, ...] = ()
    handtekeningen: tuple[Handtekening, ...] = ()
    mondeling: Mondeling | None = None
    gevraagd_door: str = ""
    tolk: str = ""
    datum: Datum = None
    tekstversie: str = ""
    teksthash: str = ""
    nagekeken: bool = True
    """False prints that no native speaker reviewed the translation."""
    vertaler: str = ""


# Verslag -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabel:
    """A table; `breedtes` are the columns' shares (equal when empty), `leeg` is said when there are no rows."""

    titel: str = ""
    koppen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    breedtes: tuple[float, ...] = ()
    leeg: str = "Er is niets om hier te laten zien."


@dataclass(frozen=True, slots=True, kw_only=True)
class Opmerking:
    """A remark that stands out: `urgentie` None is a plain "Let op"."""

    tekst: str
    urgentie: Urgentie | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hoofdstuk:
    """A chapter of a report, printed in this order."""

    titel: str
    tekst: tuple[str, ...] = ()
    feiten: tuple[tuple[str, str], ...] = ()
    voortgang: tuple[Voortgang, ...] = ()
    tabellen: tuple[Tabel, ...] = ()
    punten: tuple[str, ...] = ()
    opmerkingen: tuple[Opmerking, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verslag:
    """A report of any kind: import, breach sheet, inzage, overviews."""

    colofon: Colofon
    soort: str
    titel: str
    inleiding: tuple[str, ...] = ()
    feiten: tuple[tuple[str, str], ...] = ()
    hoofdstukken: tuple[Hoofdstuk, ...] = ()
    opmerkingen: tuple[Opmerking, ...] = ()
    handtekeningen: tuple[Handtekening, ...] = ()


# Proof ---------------------------------------------------------------------------------------------------------


def content_hash(content: object) -> str:
    """Return the SHA-256 (64 hex digits) over the canonical form of one of the contents above.

    Canonical form: the class name and a newline, then JSON with sorted keys, no spaces, UTF-8 unescaped; texts in NFC;
    dates as ISO 8601, tuples as arrays, every field present. Any other word, date or copy number
    gives another hash.
    """
    body = json.dumps(_canonical(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(f"{type(content).__name__}\n{body}".encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {entry.name: _canonical(getattr(value, entry.name)) for entry in fields(value)}
    if isinstance(value, str):
        return unicodedata.normalize("NFC", str(value))
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _canonical(entry) for key, entry in value.items()}
    if isinstance(value, (tuple, list)):
        return [_canonical(entry) for entry in value]
    return value
