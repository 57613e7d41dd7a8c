"""Who appears in the demo, and what is said at the kitchen table. Nobody of these exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.checklists import Antwoord
from app.domain.inburgeraar import Doelgroep, Inburgeraar, Verblijfsstatus
from app.domain.leefgebieden import Leefgebied
from app.domain.signalen import Bron
from app.ports import Rol

PASSPHRASE = "oefenen met verzonnen mensen"
"""Known to everybody: in a practice world there's nothing to protect."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with a device: the name of the folder, the name, the role, and how much is made up for a start."""

    map: str
    naam: str
    rol: Rol
    clients: int = 0
    contacts: int = 0


VOLUNTEER = Actor("vrijwilliger", "Ans Vermeer", Rol.VRIJWILLIGER, clients=5, contacts=40)
WORKER = Actor("begeleider", "Mo Bakker", Rol.BEGELEIDER, clients=16, contacts=160)
COORDINATOR = Actor("gemeente", "Kees de Bruin", Rol.COORDINATOR)
ORGANISATIE = "Gemeente Lindewaard"

CLIENT = Inburgeraar(
    id="",
    dossier_id="",
    voornamen="Samira",
    achternaam="Al Zouabi",
    geboortedatum="1991-04-17",
    gemeente="Lindewaard",
    klantreferentie="L-2026-0417",
    doelgroep=Doelgroep.ASIELSTATUSHOUDER,
    talen=("Arabisch", "Nederlands"),
    tolk_nodig=True,
    telefoon="06 1234 5678",
    adres="Molenweg 12",
    postcode="9999 XX",
    woonplaats="Lindewaard",
    verblijfsstatus=Verblijfsstatus.VERGUNNING,
    bijzonderheden="PRIVÉ-LINDEBLAD: liever niet op vrijdag bellen.",
)

PATIENT = Inburgeraar(
    id="",
    dossier_id="",
    voornamen="Tesfay",
    achternaam="Gebremedhin",
    geboortedatum="1984",
    gemeente="Lindewaard",
    klantreferentie="L-2026-0502",
    talen=("Tigrinya", "Engels"),
    tolk_nodig=True,
    telefoon="06 8765 4321",
    adres="Kerkpad 3",
    postcode="9999 XX",
    woonplaats="Lindewaard",
    verblijfsstatus=Verblijfsstatus.VERGUNNING,
    huisarts="Huisartsenpraktijk De Linde",
)

VISIT: dict[str, Any] = {
    "onderwerp": "Huisbezoek: post en school",
    "duur_minuten": 75,
    "leefgebieden": (Leefgebied.STAGNERENDE_INBURGERING, Leefgebied.WONEN),
    "samenvatting": "GEDEELD-ZONNEBLOEM: Samen de brieven van DUO gelezen. Volgende week belt ze de school.",
    "aantekening": "PRIVÉ-LINDEBLAD: ze was stil vandaag, volgende keer rustig aan beginnen.",
    "waarneming": "Er lagen drie ongeopende brieven op tafel.",
    "duiding": "PRIVÉ-LINDEBLAD: ik denk dat de post haar bang maakt.",
    "tolk": "Tolkentelefoon Arabisch",
}

ANSWERS = {
    answer.key: answer
    for answer in (
        Antwoord(key="alleen_gesproken", waarde="ja"),
        Antwoord(
            key="lich_medicijnen",
            waarde="ja",
            waarneming="GEDEELD-ZONNEBLOEM: het laatste doosje insuline is bijna leeg.",
            bron=Bron.CLIENT,
            besproken=True,
        ),
        Antwoord(key="lich_huisarts", waarde="nee", waarneming="Ze weet niet bij wie ze is ingeschreven."),
        Antwoord(
            key="won_veilig",
            waarde="ja",
            waarneming="De verwarming doet het niet in de slaapkamer.",
            bron=Bron.ZELF,
            besproken=True,
        ),
        Antwoord(
            key="vei_controle",
            waarde="soms",
            waarneming="GEWEIGERD-DISTEL: haar zwager houdt haar bankpas bij zich.",
            bron=Bron.CLIENT,
            besproken=True,
        ),
        Antwoord(
            key="geld_achterstand",
            waarde="ja",
            waarneming="GEWEIGERD-DISTEL: twee maanden achter met de huur.",
            bron=Bron.CLIENT,
            besproken=True,
        ),
    )
}
CHECKLIST = "signalering-algemeen"
URGENT_ITEM = "lich_medicijnen"

YES = ("gemeente-begeleiding", "gemeente-gezondheid", "gemeente-inburgering")
NO = ("gemeente-veiligheid", "gemeente-werk-inkomen", "gemeente-plan")

SHARED_MARK = "GEDEELD-ZONNEBLOEM"
REFUSED_MARKS = ("GEWEIGERD-DISTEL", "PRIVÉ-LINDEBLAD")
"""Words that stand in what was refused or is private, and nowhere else: so that they can be looked for."""

SIGNATURE = (((12.0, 40.0), (30.0, 12.0), (44.0, 48.0), (60.0, 20.0)), ((66.0, 44.0), (90.0, 38.0)))
"""Strokes of a made-up signature."""

ASSIGNED_TO = "Wijkteam Lindewaard-Zuid"
