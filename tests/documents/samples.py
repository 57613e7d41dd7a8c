"""Made-up people and sheets for the tests: nobody here exists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from app.documents.content import (
    Actie,
    ClientBlok,
    Colofon,
    DossierRegel,
    Gezinslid,
    GrondRegel,
    InburgeringBlok,
    KrachtenBlok,
    LijnStand,
    OverdrachtBlad,
    OverdrachtBlok,
    SignaalRegel,
    TaalBlok,
    ThemaBlok,
    Urgentie,
    UrgentPunt,
    VerblijfBlok,
    Voortgang,
    Vraag,
)

COLOFON = Colofon(
    document_id="0192f3c4-5a6b-7c8d-9e0f-112233445566",
    gemaakt_door="Mieke Verbeek, begeleider",
    gemaakt_op=datetime(2026, 11, 22, 10, 31),
    exemplaar=1,
)

SAFETY = SignaalRegel(
    urgentie=Urgentie.SPOED,
    leefgebied="Veiligheid en relaties",
    wat="Zij zegt dat haar broer haar telefoon en pas houdt.",
    sinds=date(2026, 11, 18),
    stand="gemeld",
)

OVERDRACHT = OverdrachtBlad(
    colofon=COLOFON,
    soort="naar de huisarts",
    ontvanger="Huisartsenpraktijk De Linde, dr. A. de Groot",
    client=ClientBlok(
        naam="Selam Tesfay Gebremariam",
        roepnaam="Selam",
        geboortedatum=date(1991, 3, 3),
        kenmerk="DL-2041",
        details=(("Adres", "Kastanjelaan 12, Meerdam"), ("Telefoon", "06 1234 5678 (na 15.00 uur)")),
    ),
    urgent=(
        UrgentPunt(
            urgentie=Urgentie.SPOED,
            wat="Medicijnen voor hoge bloeddruk zijn op.",
            sinds=date(2026, 11, 17),
            gedaan="Apotheek gebeld, recept is nodig.",
        ),
        UrgentPunt(urgentie=Urgentie.BINNENKORT, wat="Slaapt al weken slecht en komt niet op les."),
    ),
    vragen=(
        Vraag(wat="Schrijf mevrouw in en vraag het medisch dossier op bij GZA.", voor=date(2026, 11, 27)),
        Vraag(wat="Kijk naar het recept voor de bloeddruk.", voor=date(2026, 11, 24)),
        Vraag(wat="Bespreek het slapen, met een tolk Tigrinya (vrouw)."),
    ),
    lijn=LijnStand(stap=7, data=(date(2025, 6, 2), date(2025, 6, 20), date(2025, 9, 1), date(2025, 9, 14))),
    huishouden=(
        Gezinslid(
            naam="Dawit Tesfay",
            hoort_bij="zoon",
            geboortedatum=date(2016, 5, 20),
            opmerking="Groep 6, De Regenboog",
        ),
        Gezinslid(
            naam="Hermon Haile",
            hoort_bij="partner",
            geboortedatum="1988, dag onbekend",
            opmerking="Nareis loopt",
        ),
    ),
    taal=TaalBlok(
        taal="Tigrinya (ትግርኛ)",
        dialect="Eritrea, hoogland",
        andere_talen="Amhaars, een beetje Engels",
        tolk="Ja, tolkentelefoon",
        voorkeur_tolk="vrouw",
        bereikbaar="Bellen na 15.00 uur, of WhatsApp",
    ),
    overdracht=OverdrachtBlok(
        van="Stichting Thuis in Meerdam, Mieke Verbeek",
        naar="Huisartsenpraktijk De Linde",
        datum=date(2026, 11, 22),
        besproken=True,
        besproken_met="praktijkassistent R. Jansen, telefonisch",
        aanwezig="Selam en tolk",
    ),
    verblijf=VerblijfBlok(status="Vluchteling", vergunning_tot=date(2029, 6, 12), gezien="verblijfsdocument"),
    inburgering=InburgeringBlok(
        feiten=(
            ("Wet", "Wet inburgering 2021"),
            ("Leerroute", "B1-route"),
            ("Eerste PIP", "14 januari 2026"),
            ("Laatste dag termijn", "14 januari 2029"),
            ("Taalschool", "Taalhuis Meerdam, 3 dagdelen per week"),
            ("KNM", "nog niet begonnen"),
        ),
        voortgang=(
            Voortgang(naam="PVT", gedaan=8, doel=12),
            Voortgang(naam="MAP, praktijk", gedaan=12.5, doel=40),
        ),
    ),
    themas=(
        ThemaBlok(
            thema="Huisvesting",
            stand="Woont sinds 1 oktober in een eigen huis. Verwarming werkt, rookmelders hangen.",
            afspraken=("De corporatie kijkt naar het lek in de keuken.",),
            acties=(Actie(wat="Bellen met de corporatie", wie="Mieke", voor=date(2026, 11, 30)),),
        ),
        ThemaBlok(
            thema="Gezondheid, participatie en maatschappelijke begeleiding",
            stand="Nog geen huisarts. Gaat elke dinsdag naar het taalcafé.",
            acties=(Actie(wat="Kennismaken met de huisarts", wie="Selam en Mieke", voor=date(2026, 11, 27)),),
        ),
        ThemaBlok(
            thema="Onderwijs, educatie en inburgering", stand="Gemotiveerd. Miste vier lessen in november."
        ),
        ThemaBlok(thema="Werk en inkomen"),
    ),
    dossiers=(
        DossierRegel(
            wat="Medisch dossier",
            van="GZA",
            naar="huisarts",
            stand="gevraagd",
            datum=date(2026, 11, 20),
            door="Selam",
        ),
        DossierRegel(
            wat="JGZ-dossier",
            van="JGZ op het AZC",
            naar="JGZ Meerdam",
            stand="gebeurd",
            datum=date(2026, 10, 8),
        ),
        DossierRegel(wat="Begeleiding", van="VluchtelingenWerk", naar="Thuis in Meerdam", stand="gebeurd"),
        DossierRegel(wat="Signalen COA", van="COA", naar="wijkteam", stand="niet van toepassing"),
    ),
    signalen=(
        SignaalRegel(
            urgentie=Urgentie.VOLGEN,
            leefgebied="Sociaal netwerk",
            wat="Kent nog weinig mensen in de buurt.",
            sinds=date(2026, 10, 12),
            stand="besproken",
        ),
        SignaalRegel(
            urgentie=Urgentie.SPOED,
            leefgebied="Lichamelijke gezondheid",
            wat="Medicijnen voor hoge bloeddruk zijn op.",
            sinds=date(2026, 11, 17),
            stand="gemeld",
        ),
        SignaalRegel(
            urgentie=Urgentie.BINNENKORT,
            leefgebied="Psychische gezondheid",
            wat="Slaapt al weken slecht, heeft nachtmerries. Zegt: \u201cmijn hoofd is vol\u201d.",
            sinds=date(2026, 11, 3),
            stand="besproken",
        ),
    ),
    krachten=KrachtenBlok(
        krachten=("Ik kook goed en graag voor anderen.", "Ik help mijn zoon elke dag met lezen."),
        wensen=("Ik wil weer goed slapen.", "Ik wil werken in een keuken."),
        steun="Buurvrouw Ans, en de kerk op zondag.",
    ),
    gronden=(
        GrondRegel(
            wat="Gezondheid delen met de huisarts",
            grond="toestemming",
            gegeven_op=date(2026, 11, 22),
            tot=date(2027, 11, 22),
        ),
        GrondRegel(wat="Begeleiding en inburgering", grond="taak van de gemeente (Wi2021, art. 13)"),
    ),
)

EMPTY = OverdrachtBlad(
    colofon=COLOFON,
    soort="afsluiting",
    ontvanger="",
    client=ClientBlok(naam=""),
    huishouden=(),
    taal=TaalBlok(taal=""),
    themas=(),
    dossiers=(),
    signalen=(),
    krachten=KrachtenBlok(),
    gronden=(),
)


def with_safety() -> OverdrachtBlad:
    """The sheet with a page of safety signals."""
    return replace(OVERDRACHT, veiligheid=(SAFETY,), veiligheid_hulp="Direct gevaar: bel 112.")
