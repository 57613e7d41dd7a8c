"""Made-up people of the practice gemeente Lindewaard: a cast with a story each, and names to invent more from.

Nobody here exists. Telephone numbers begin with 06-0000, which no provider gives out.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.domain.inburgeraar import Doelgroep, Geslacht, Inburgeraar, Tolkvoorkeur, Verblijfsstatus
from app.domain.inburgering import Leerroute
from app.domain.leefgebieden import Leefgebied
from app.domain.signalen import Signaalstand
from app.services.kalender import add_months

GEMEENTE = "Lindewaard"
COORDINATOR = "Bram Coster"

L = Leefgebied


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One person of the practice world. Days count from today: `pip_dagen` ago the first PIP was dated, and so on.

    `pvt` is how many sessions were held (5 is complete), `plekken` which leefgebieden the contacts are about, `nee` the
    purposes refused, `checklist` item -> (answer, observation) of one finished checklist, `verloop` how far a signal
    apart from it got (None is no such signal).
    """

    persoon: dict[str, Any]
    leerroute: Leerroute = Leerroute.B1
    pip_dagen: int | None = None
    kennisgeving_dagen: int | None = None
    pvt: int = 0
    plekken: tuple[Leefgebied, ...] = (L.WONEN, L.GELD_EN_POST)
    nee: tuple[str, ...] = ()
    ja: tuple[str, ...] = ("gemeente-begeleiding", "gemeente-inburgering")
    ingetrokken: tuple[str, ...] = ()
    checklist: dict[str, tuple[str, str]] = field(default_factory=dict)
    stap7: bool = False
    verloop: Signaalstand | None = None


def birthday_in(today: date, years: int, days: int) -> str:
    """Return the birth date of somebody who turns `years` in `days` days."""
    day = today + timedelta(days=days)
    return add_months(day, -12 * years).isoformat()


def cast(today: date) -> tuple[Story, ...]:
    """Return the people with a story, in the order in which a small practice world is filled."""
    return (
        Story(
            persoon={
                "voornamen": "Selam", "achternaam": "Tesfay", "andere_spellingen": ("ሰላም ተስፋይ", "Salam Tesfai"),
                "geboortedatum": "1991-04-03", "geslacht": Geslacht.VROUW, "talen": ("Tigrinya", "Engels"),
                "tolk_nodig": True, "tolkvoorkeur": Tolkvoorkeur.VROUW, "kan_lezen": True,
                "verblijfsstatus": Verblijfsstatus.VLUCHTELING, "vergunning_tot": today + timedelta(days=610),
                "huisarts": "Huisartsenpraktijk De Linde", "kracht": "Ik kook graag.\nIk leer snel van anderen.",
                "wensen": "Ik wil in de zorg werken.", "bijzonderheden": "Liefst afspraken in de ochtend.",
            },
            pip_dagen=420, pvt=3, plekken=(L.WONEN, L.KINDEREN, L.STAGNERENDE_INBURGERING),
            verloop=Signaalstand.AFGESLOTEN,
            ja=("gemeente-begeleiding", "gemeente-inburgering", "gemeente-plan", "overdracht-huisarts"),
            nee=("gemeente-gezondheid",),
            checklist={
                "lich_huisarts": ("ja", ""),
                "lich_behandeling": ("ja", "De controle in het ziekenhuis stopte bij de verhuizing."),
                "geld_post": ("ja", "Er lag een stapel dichte post op de kast."),
                "inb_lessen": ("soms", "Zij mist de les als de jongste ziek is."),
                "won_melders": ("nee", "Geen rookmelder gezien op de bovenverdieping."),
            },
        ),
        Story(
            persoon={
                "voornamen": "Yousef", "achternaam": "Al Haddad", "andere_spellingen": ("يوسف الحداد", "Jusuf Haddad"),
                "geboortedatum": "1985-01-01", "geslacht": Geslacht.MAN, "talen": ("Arabisch",), "tolk_nodig": True,
                "kan_lezen": True, "verblijfsstatus": Verblijfsstatus.VERGUNNING, "huishouden": "haddad",
                "rol_in_huishouden": "partner", "vergunning_tot": today + timedelta(days=150),
                "kracht": "Ik was kok in Homs.", "wensen": "Ik wil een eigen zaak.",
            },
            pip_dagen=980, pvt=4, plekken=(L.GELD_EN_POST, L.SOCIAAL_NETWERK),
            verloop=Signaalstand.BELEGD,
            ja=("gemeente-begeleiding", "gemeente-inburgering", "gemeente-werk-inkomen"),
            checklist={
                "geld_achterstand": ("ja", "Twee aanmaningen van het waterbedrijf."),
                "geld_afsluiting": ("nee", ""), "psy_slaap": ("soms", "Hij zei dat hij slecht slaapt."),
            },
        ),
        Story(
            persoon={
                "voornamen": "Rania", "achternaam": "Al Haddad", "andere_spellingen": ("رانيا الحداد",),
                "geboortedatum": "1990-08", "geslacht": Geslacht.VROUW, "talen": ("Arabisch",), "tolk_nodig": True,
                "tolkvoorkeur": Tolkvoorkeur.VROUW, "kan_lezen": True, "verblijfsstatus": Verblijfsstatus.NAREIS,
                "huishouden": "haddad", "rol_in_huishouden": "partner", "vergunning_tot": today + timedelta(days=150),
                "wensen": "Ik wil fietsen leren.",
            },
            pip_dagen=300, pvt=1, plekken=(L.KINDEREN, L.VEILIGHEID_EN_RELATIES),
            nee=("gemeente-begeleiding",), ja=("gemeente-inburgering",),
            checklist={"alleen_gesproken": ("ja", ""),
                "vei_controle": ("ja", "Haar telefoon is bij haar man. Zij keek steeds naar de deur.")},
        ),
        Story(
            persoon={
                "voornamen": "Mehret", "andere_spellingen": ("ምሕረት",), "geboortedatum": "", "geslacht": Geslacht.VROUW,
                "talen": ("Tigrinya",), "tolk_nodig": True, "kan_lezen": False,
                "verblijfsstatus": Verblijfsstatus.SUBSIDIAIR, "vergunning_tot": today + timedelta(days=900),
                "wensen": "Ik wil mijn naam kunnen schrijven.",
            },
            leerroute=Leerroute.ZELFREDZAAMHEID, pip_dagen=200, pvt=2,
            plekken=(L.TAAL_EN_DIGITAAL, L.LICHAMELIJKE_GEZONDHEID),
            ja=("gemeente-begeleiding", "gemeente-inburgering", "gemeente-gezondheid"),
            checklist={"lich_medicijnen": ("ja", "Het doosje tegen hoge bloeddruk was leeg, al een week.")},
        ),
        Story(
            persoon={
                "voornamen": "Tsegay", "achternaam": "Haile", "andere_spellingen": ("ፀጋይ ሃይለ", "Tsegai Haile"),
                "geboortedatum": birthday_in(today, 18, 75), "geslacht": Geslacht.MAN, "talen": ("Tigrinya",),
                "tolk_nodig": True, "kan_lezen": True, "amv": True, "verblijfsstatus": Verblijfsstatus.VLUCHTELING,
                "vergunning_tot": today + timedelta(days=500), "school": "ISK Lindewaard",
                "wensen": "Ik wil automonteur worden.",
            },
            leerroute=Leerroute.ONDERWIJS, plekken=(L.WONEN, L.GEZIN_EN_NAREIS), ja=("gemeente-begeleiding",),
            verloop=Signaalstand.GENOTEERD,
        ),
        Story(
            persoon={
                "voornamen": "Nadia", "achternaam": "Rahimi", "andere_spellingen": ("نادیا رحیمی",),
                "geboortedatum": "1979-11-30", "geslacht": Geslacht.VROUW, "talen": ("Dari", "Engels"),
                "kan_lezen": True, "verblijfsstatus": Verblijfsstatus.VERGUNNING,
                "vergunning_tot": today + timedelta(days=70), "zorgverzekeraar": "Zorgzeker (oefen)",
                "kracht": "Ik was lerares wiskunde.",
            },
            pip_dagen=700, pvt=5, plekken=(L.VERBLIJF_EN_DOCUMENTEN, L.STAGNERENDE_INBURGERING),
            verloop=Signaalstand.NIET_OPGEPAKT,
            ja=("gemeente-begeleiding", "gemeente-inburgering", "gemeente-plan"),
        ),
        Story(
            persoon={
                "voornamen": "Abdirahman", "achternaam": "Maxamed Cali",
                "andere_spellingen": ("Abdulrahman Mohamed Ali",),
                "geboortedatum": "1990-01-01", "geslacht": Geslacht.MAN, "talen": ("Somalisch",), "tolk_nodig": True,
                "kan_lezen": True, "verblijfsstatus": Verblijfsstatus.VERGUNNING,
                "vergunning_tot": today + timedelta(days=1200),
            },
            pip_dagen=1036, pvt=2, plekken=(L.STAGNERENDE_INBURGERING, L.MIDDELEN),
            checklist={
                "inb_lessen": ("ja", "School zegt: sinds de herfst niet geweest."),
                "inb_duo_post": ("ja", "Brief van DUO, nog dicht."), "termijn": ("kort", ""),
            },
        ),
        Story(
            persoon={
                "voornamen": "Amanuel", "achternaam": "Gebremedhin", "geboortedatum": "1996",
                "geslacht": Geslacht.MAN, "talen": ("Tigrinya", "Amhaars"), "tolk_nodig": True, "fase": 7,
                "verblijfsstatus": Verblijfsstatus.SUBSIDIAIR, "vergunning_tot": today + timedelta(days=1000),
            },
            leerroute=Leerroute.ONBEKEND, kennisgeving_dagen=60, plekken=(L.WONEN,), ja=("gemeente-begeleiding",),
            stap7=True,
        ),
        Story(
            persoon={
                "voornamen": "Zeynep", "achternaam": "Kaya", "geboortedatum": "1998-06-17", "geslacht": Geslacht.VROUW,
                "talen": ("Turks", "Duits"), "kan_lezen": True, "verblijfsstatus": Verblijfsstatus.VLUCHTELING,
                "vergunning_tot": today + timedelta(days=820), "kracht": "Ik spreek vier talen.",
                "wensen": "Ik wil bouwkunde studeren.",
            },
            leerroute=Leerroute.ONDERWIJS, pip_dagen=260, pvt=5, plekken=(L.SOCIAAL_NETWERK,),
            ja=("gemeente-begeleiding", "gemeente-inburgering", "gemeente-plan", "gemeente-werk-inkomen"),
        ),
        Story(
            persoon={
                "voornamen": "Olena", "achternaam": "Bondarenko", "andere_spellingen": ("Олена Бондаренко",),
                "geboortedatum": "1988-02-29", "geslacht": Geslacht.VROUW, "talen": ("Oekraïens", "Russisch"),
                "kan_lezen": True, "doelgroep": Doelgroep.GEZINSMIGRANT, "verblijfsstatus": Verblijfsstatus.REGULIER,
            },
            pip_dagen=90, pvt=0, plekken=(L.GEZIN_EN_NAREIS, L.SOCIAAL_NETWERK), nee=("gemeente-plan",),
            verloop=Signaalstand.OPGEPAKT,
        ),
        Story(
            persoon={
                "voornamen": "Hassan", "achternaam": "Noori", "geboortedatum": "2001-02-03", "geslacht": Geslacht.MAN,
                "talen": ("Dari",), "tolk_nodig": True, "kan_lezen": True, "huishouden": "noori",
                "rol_in_huishouden": "broer", "verblijfsstatus": Verblijfsstatus.VERGUNNING,
                "vergunning_tot": today - timedelta(days=12),
            },
            pip_dagen=500, pvt=3, plekken=(L.PSYCHISCHE_GEZONDHEID, L.WONEN), ingetrokken=("gemeente-begeleiding",),
            verloop=Signaalstand.BELEGD,
        ),
        Story(
            persoon={
                "voornamen": "Hussein", "achternaam": "Noori", "geboortedatum": "2001-02-03", "geslacht": Geslacht.MAN,
                "talen": ("Dari",), "tolk_nodig": True, "kan_lezen": True, "huishouden": "noori",
                "rol_in_huishouden": "broer", "verblijfsstatus": Verblijfsstatus.VERGUNNING,
                "vergunning_tot": today + timedelta(days=340),
            },
            pip_dagen=500, pvt=4, plekken=(L.STAGNERENDE_INBURGERING, L.SOCIAAL_NETWERK),
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Origin:
    """Names of one language to combine."""

    taal: str
    vrouwen: tuple[str, ...]
    mannen: tuple[str, ...]
    achter: tuple[str, ...]


_ORIGINS = (
    _Origin(
        "Tigrinya",
        ("Letay", "Semhar", "Freweyni", "Bisrat", "Luwam", "Mihret", "Saba", "Rahel", "Feven", "Azieb"),
        ("Filmon", "Yonas", "Abel", "Robel", "Mussie", "Kibrom", "Henok", "Aron", "Dawit", "Natnael"),
        (
            "Abraha",
            "Ghebreyesus",
            "Habtemariam",
            "Kidane",
            "Weldemichael",
            "Zeray",
            "Berhane",
            "Okbay",
            "Tekle",
        ),
    ),
    _Origin(
        "Arabisch",
        ("Amira", "Layla", "Hanan", "Samar", "Nour", "Rima", "Dima", "Salma", "Huda", "Maryam"),
        ("Khaled", "Omar", "Samer", "Anas", "Bilal", "Mahmoud", "Ziad", "Tarek", "Fadi", "Mustafa"),
        ("Al Khatib", "Darwish", "Sabbagh", "Mansour", "Hamwi", "Barakat", "Al Najjar", "Qassem", "Shahin"),
    ),
    _Origin(
        "Dari",
        ("Fereshta", "Parwana", "Zahra", "Shabnam", "Laila", "Marwa"),
        ("Farid", "Jawad", "Reza", "Mirwais", "Najib", "Ahmad"),
        ("Ahmadi", "Sediqi", "Haidari", "Azizi", "Mohammadi", "Wardak"),
    ),
    _Origin(
        "Somalisch",
        ("Hodan", "Faadumo", "Ayaan", "Sahra", "Ifrah"),
        ("Cabdi", "Liban", "Axmed", "Guled", "Yusuf"),
        ("Warsame", "Farah", "Xasan", "Jama", "Nuur"),
    ),
    _Origin(
        "Farsi",
        ("Shirin", "Mahsa", "Nasrin", "Leila"),
        ("Farhad", "Arash", "Kamran", "Behrouz"),
        ("Karimi", "Hosseini", "Jafari", "Moradi"),
    ),
    _Origin(
        "Turks",
        ("Elif", "Ayşe", "Derya"),
        ("Murat", "Emre", "Can"),
        ("Yılmaz", "Demir", "Aydın"),
    ),
)
_STREETS = ("Kadeweg", "Lindelaan", "Waardstraat", "Molenpad", "Schoolstraat", "Wilgenhof", "Stationsplein")
_SCHOOLS = ("Taalschool De Brug", "Taalschool De Brug", "Taalhuis Lindewaard", "ROC Waardstreek")
_LIVES = (
    Signaalstand.GENOTEERD,
    Signaalstand.BELEGD,
    Signaalstand.OPGEPAKT,
    Signaalstand.AFGESLOTEN,
    Signaalstand.NIET_OPGEPAKT,
)
_AREAS = tuple(gebied for gebied in Leefgebied if gebied not in (L.VEILIGHEID_EN_RELATIES, L.BEGELEIDER_ZELF))


def invent(rng: random.Random, today: date) -> Story:
    """Return somebody with a likely life: names of one language, a birth date that may be known in part."""
    origin = rng.choice(_ORIGINS)
    woman = rng.random() < 0.5
    birth = date(today.year - rng.randint(19, 60), rng.randint(1, 12), rng.randint(1, 28)).isoformat()
    known = rng.random()
    minderjarig = rng.random() < 0.04
    persoon: dict[str, Any] = {
        "voornamen": rng.choice(origin.vrouwen if woman else origin.mannen),
        "achternaam": "" if rng.random() < 0.04 else rng.choice(origin.achter),
        "geboortedatum": birth if known < 0.8 else birth[:4] if known < 0.95 else "",
        "geslacht": Geslacht.VROUW if woman else Geslacht.MAN,
        "talen": (origin.taal,) if rng.random() < 0.7 else (origin.taal, "Engels"),
        "tolk_nodig": rng.random() < 0.6,
        "kan_lezen": rng.random() > 0.15,
        "verblijfsstatus": rng.choice(
            (
                Verblijfsstatus.VERGUNNING,
                Verblijfsstatus.VLUCHTELING,
                Verblijfsstatus.SUBSIDIAIR,
                Verblijfsstatus.NAREIS,
            )
        ),
        "vergunning_tot": today + timedelta(days=rng.randint(20, 1500)),
    }
    if minderjarig:
        persoon |= {"amv": True, "geboortedatum": birthday_in(today, 18, rng.randint(20, 500))}
    return Story(
        persoon=persoon,
        leerroute=rng.choice((Leerroute.B1, Leerroute.B1, Leerroute.ZELFREDZAAMHEID, Leerroute.ONDERWIJS)),
        pip_dagen=rng.randint(30, 1080) if rng.random() < 0.85 else None,
        kennisgeving_dagen=rng.randint(5, 90),
        pvt=rng.randint(0, 5),
        plekken=tuple(rng.sample(_AREAS, 3)),
        verloop=rng.choice((None, None, None, None, *_LIVES)),
        nee=("gemeente-gezondheid",) if rng.random() < 0.3 else (),
        ja=tuple(
            doel
            for doel, chance in (
                ("gemeente-begeleiding", 0.85),
                ("gemeente-inburgering", 0.9),
                ("gemeente-plan", 0.4),
                ("gemeente-werk-inkomen", 0.4),
                ("overdracht-huisarts", 0.2),
            )
            if rng.random() < chance
        ),
    )


def inhabitant(
    story: Story, dossier_id: str, number: int, huishoudens: dict[str, str], rng: random.Random
) -> Inburgeraar:
    """Return the person of a story as a record: place, telephone and reference are made up by number."""
    values = dict(story.persoon)
    huishouden = values.pop("huishouden", "")
    return Inburgeraar(
        id=dossier_id,
        dossier_id=dossier_id,
        **{
            "klantreferentie": f"OEFEN-{number:05d}",
            "gemeente": GEMEENTE,
            "telefoon": f"06-0000{number % 10_000:04d}",
            "adres": f"{rng.choice(_STREETS)} {rng.randint(1, 180)}",
            "woonplaats": GEMEENTE,
            "school": rng.choice(_SCHOOLS) if story.pip_dagen else "",
            "huishouden_id": huishoudens.get(huishouden, ""),
            "regisseur": rng.choice(("M. de Waard, gemeente", "T. Linden, gemeente")),
            **values,
        },
    )


def purposes(story: Story) -> Sequence[tuple[str, bool]]:
    """Return every purpose that was talked about with the answer: yes or no."""
    return [*((doel, True) for doel in story.ja), *((doel, False) for doel in story.nee)]
