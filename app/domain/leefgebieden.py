"""Life domains and urgencies: the two words by which everything that is noticed is sorted."""

from __future__ import annotations

from enum import StrEnum

from app.domain.records import Categorie


class Leefgebied(StrEnum):
    """A domain of life in which something can be noticed; the value is stored and never changes."""

    LICHAMELIJKE_GEZONDHEID = "lichamelijke_gezondheid"
    PSYCHISCHE_GEZONDHEID = "psychische_gezondheid"
    MIDDELEN = "middelen"
    STAGNERENDE_INBURGERING = "stagnerende_inburgering"
    GELD_EN_POST = "geld_en_post"
    WONEN = "wonen"
    VEILIGHEID_EN_RELATIES = "veiligheid_en_relaties"
    KINDEREN = "kinderen"
    GEZIN_EN_NAREIS = "gezin_en_nareis"
    SOCIAAL_NETWERK = "sociaal_netwerk"
    VERBLIJF_EN_DOCUMENTEN = "verblijf_en_documenten"
    TAAL_EN_DIGITAAL = "taal_en_digitaal"
    BEGELEIDER_ZELF = "begeleider_zelf"

    @property
    def naam(self) -> str:
        """The Dutch name as users see it."""
        return _NAMEN[self]

    @property
    def categorie(self) -> Categorie:
        """The gegevenscategorie a record about this domain belongs to, unless the item names a stricter one."""
        return _CATEGORIE[self]

    @property
    def beschermd(self) -> bool:
        """True where records never appear on anything that the client or the household carries."""
        return self.categorie is Categorie.VEILIGHEID


_NAMEN: dict[Leefgebied, str] = {
    Leefgebied.LICHAMELIJKE_GEZONDHEID: "Lichamelijke gezondheid",
    Leefgebied.PSYCHISCHE_GEZONDHEID: "Psychische gezondheid",
    Leefgebied.MIDDELEN: "Middelen en gokken",
    Leefgebied.STAGNERENDE_INBURGERING: "Stagnerende inburgering",
    Leefgebied.GELD_EN_POST: "Geld en post",
    Leefgebied.WONEN: "Wonen",
    Leefgebied.VEILIGHEID_EN_RELATIES: "Veiligheid en relaties",
    Leefgebied.KINDEREN: "Kinderen",
    Leefgebied.GEZIN_EN_NAREIS: "Gezin en nareis",
    Leefgebied.SOCIAAL_NETWERK: "Sociaal netwerk",
    Leefgebied.VERBLIJF_EN_DOCUMENTEN: "Verblijf en documenten",
    Leefgebied.TAAL_EN_DIGITAAL: "Taal en digitaal",
    Leefgebied.BEGELEIDER_ZELF: "De begeleider zelf",
}

_CATEGORIE: dict[Leefgebied, Categorie] = {
    Leefgebied.LICHAMELIJKE_GEZONDHEID: Categorie.GEZONDHEID,
    Leefgebied.PSYCHISCHE_GEZONDHEID: Categorie.GEZONDHEID,
    # What somebody uses or cannot stop using says something about health (AVG art. 4.15).
    Leefgebied.MIDDELEN: Categorie.GEZONDHEID,
    Leefgebied.STAGNERENDE_INBURGERING: Categorie.INBURGERING,
    Leefgebied.GELD_EN_POST: Categorie.INKOMEN,
    Leefgebied.WONEN: Categorie.WONEN,
    Leefgebied.VEILIGHEID_EN_RELATIES: Categorie.VEILIGHEID,
    Leefgebied.KINDEREN: Categorie.GEZIN,
    Leefgebied.GEZIN_EN_NAREIS: Categorie.GEZIN,
    Leefgebied.SOCIAAL_NETWERK: Categorie.BEGELEIDING,
    Leefgebied.VERBLIJF_EN_DOCUMENTEN: Categorie.VERBLIJF,
    Leefgebied.TAAL_EN_DIGITAAL: Categorie.BEGELEIDING,
    # What a begeleider feels about a visit must never be read by the household: it is shielded like safety.
    Leefgebied.BEGELEIDER_ZELF: Categorie.VEILIGHEID,
}


class Urgentie(StrEnum):
    """How fast somebody must act; terms in working days are in the rules file `termijnen`."""

    ACUUT = "acuut"
    SPOED = "spoed"
    BINNENKORT = "binnenkort"
    VOLGEN = "volgen"

    @property
    def rang(self) -> int:
        """3 for acuut down to 0 for volgen: a bigger number is more urgent."""
        return _RANG[self]

    @property
    def naam(self) -> str:
        """The Dutch word as users see it."""
        return self.value.capitalize()

    def is_lower_than(self, other: Urgentie) -> bool:
        """True when this asks for less haste than `other`."""
        return self.rang < other.rang


_RANG: dict[Urgentie, int] = {
    Urgentie.ACUUT: 3,
    Urgentie.SPOED: 2,
    Urgentie.BINNENKORT: 1,
    Urgentie.VOLGEN: 0,
}


def most_urgent(*urgencies: Urgentie) -> Urgentie:
    """Return the most urgent of one or more urgencies; ValueError when there is none."""
    return max(urgencies, key=lambda urgency: urgency.rang)
