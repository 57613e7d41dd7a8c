"""Notes as a begeleider in the practice gemeente would write them: short, in plain Dutch, seen and heard apart."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.leefgebieden import Leefgebied


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one contact was about: subject, shareable summary, what was seen, private note, and what was agreed."""

    onderwerp: str
    samenvatting: str
    waarneming: str = ""
    aantekening: str = ""
    taak: str = ""


L = Leefgebied

VISITS: dict[Leefgebied, tuple[Visit, ...]] = {
    L.WONEN: (
        Visit(
            onderwerp="Verwarming kapot",
            samenvatting="De verwarming is al vier dagen stuk. Samen de corporatie gebeld. Vrijdag komt een monteur.",
            waarneming="Het was 15 graden in de kamer.",
            aantekening="Schaamt zich voor de rommel. Daar niet over begonnen.",
            taak="Nabellen of de monteur is geweest",
        ),
        Visit(
            onderwerp="Spullen voor het huis",
            samenvatting="Lijst gemaakt van wat nog nodig is: bed, kookplaat, gordijnen. Kringloop: donderdag.",
            taak="Busje regelen voor de kringloop",
        ),
        Visit(
            onderwerp="Buren",
            samenvatting="De buurman klaagt over geluid. Uitgelegd wat burenbemiddeling doet. Cliënt wil dat nog niet.",
            waarneming="Dunne muren, je hoort elkaar praten.",
            aantekening="Volgende keer nog eens vragen.",
        ),
        Visit(
            onderwerp="Energie en meterstanden",
            samenvatting="Samen de meterstanden doorgegeven en het termijnbedrag nagekeken. Dat klopt nu.",
            taak="Meterstanden opnieuw doorgeven",
        ),
        Visit(
            onderwerp="Rookmelder",
            samenvatting="Er hing geen rookmelder boven. Corporatie plaatst er deze maand twee.",
            waarneming="Alleen een melder in de gang.",
        ),
    ),
    L.GELD_EN_POST: (
        Visit(
            onderwerp="Post gelezen",
            samenvatting="Zes brieven open gemaakt. Eén van de Belastingdienst moet voor de 1e terug. Samen ingevuld.",
            waarneming="De post lag ongeopend in een la.",
            aantekening="Leest de brieven wel, maar durft niets terug te sturen.",
            taak="Brief Belastingdienst op de post doen",
        ),
        Visit(
            onderwerp="Aanmaning waterbedrijf",
            samenvatting="Er zijn twee aanmaningen. Samen gebeld: betalen in drie keer mag. Eerste keer is gedaan.",
            taak="Tweede termijn waterbedrijf controleren",
        ),
        Visit(
            onderwerp="Zorgtoeslag",
            samenvatting="Zorgtoeslag stond op het oude adres. Aangepast met DigiD van de cliënt zelf.",
        ),
        Visit(
            onderwerp="Bankrekening",
            samenvatting="Gemachtigde van de bank belde terug. Afspraak voor een rekening op dinsdag.",
            aantekening="Nam zelf de telefoon op, mooi.",
            taak="Legitimatie mee naar de bank",
        ),
        Visit(
            onderwerp="Rondkomen",
            samenvatting="Inkomen en vaste lasten op een rij gezet. Er blijft weinig over. Voedselbank uitgelegd.",
            waarneming="Koelkast was bijna leeg.",
            taak="Aanmelden bij sociaal raadslieden",
        ),
    ),
    L.STAGNERENDE_INBURGERING: (
        Visit(
            onderwerp="Lessen gemist",
            samenvatting="Drie lessen gemist omdat er geen oppas is. School belt terug over de avondgroep.",
            aantekening="Voelt zich dom in de groep, zei dat zacht.",
            taak="School bellen over de avondgroep",
        ),
        Visit(
            onderwerp="Oefenen voor het examen",
            samenvatting="Samen geoefend met lezen. Gaat goed vooruit. Examen is aangevraagd.",
            waarneming="Leest nu korte brieven zelf.",
        ),
        Visit(
            onderwerp="Brief van DUO",
            samenvatting="De brief van DUO gaat over de einddatum. Samen gelezen en in de agenda gezet.",
            taak="Einddatum bespreken met regievoerder",
        ),
        Visit(
            onderwerp="Afspraak met regievoerder",
            samenvatting="Met regievoerder gesproken over meer uren. Per volgende maand twee dagdelen erbij.",
        ),
        Visit(
            onderwerp="PVT",
            samenvatting="Verteld wat het PVT is en welke bijeenkomsten er nog komen. Wil graag mee op excursie.",
            taak="Aanmelden excursie",
        ),
    ),
    L.LICHAMELIJKE_GEZONDHEID: (
        Visit(
            onderwerp="Naar de huisarts",
            samenvatting="Samen een afspraak gemaakt bij de huisarts, met telefonische tolk.",
            taak="Vragen hoe het bij de huisarts ging",
        ),
        Visit(
            onderwerp="Medicijnen",
            samenvatting="Herhaalrecept werkt nu via de apotheek om de hoek. Uitgelegd hoe het ophalen gaat.",
            waarneming="Leeg doosje op tafel.",
            aantekening="Vertelde dat zij uit zuinigheid halve pillen nam.",
            taak="Apotheek bellen of het recept er is",
        ),
        Visit(
            onderwerp="Tandarts",
            samenvatting="Heeft al weken kiespijn. Spoedplek bij de tandarts morgen om 9 uur.",
            waarneming="Hield de hand tegen de wang.",
        ),
        Visit(
            onderwerp="Fysiotherapie",
            samenvatting="Vergoeding nagekeken bij de verzekeraar. Negen keer kan zonder bijbetaling.",
        ),
    ),
    L.PSYCHISCHE_GEZONDHEID: (
        Visit(
            onderwerp="Slecht slapen",
            samenvatting="Slaapt weinig en piekert over familie. Wil met de huisarts praten. Een dag gekozen.",
            waarneming="Donkere kringen, zei weinig.",
            aantekening="Noemde de reis, ik heb niet doorgevraagd.",
            taak="Afspraak huisarts maken met tolk",
        ),
        Visit(
            onderwerp="Wandelen",
            samenvatting="Samen een rondje gelopen. Praatte meer dan thuis. Wil naar de wandelgroep.",
            taak="Wandelgroep vragen wanneer zij starten",
        ),
        Visit(
            onderwerp="Slecht nieuws van familie",
            samenvatting="Kreeg bericht over een ziek familielid. Vooral geluisterd. Volgende week weer langs.",
            aantekening="Huilde. Ik bleef langer.",
        ),
    ),
    L.MIDDELEN: (
        Visit(
            onderwerp="Over khat",
            samenvatting="Vertelde zelf dat hij in het weekend khat kauwt en dan maandag niet naar school komt.",
            aantekening="Vroeg mij het niet door te geven.",
        ),
        Visit(
            onderwerp="Gokken op de telefoon",
            samenvatting="Er is geld kwijt aan spelletjes op de telefoon. Samen een blokkade ingesteld.",
            taak="Vragen of de blokkade helpt",
        ),
    ),
    L.KINDEREN: (
        Visit(
            onderwerp="School van de jongste",
            samenvatting="Inschrijving basisschool is rond. Start na de vakantie. Uitleg gehad over schooltas en gym.",
            taak="Gymspullen regelen",
        ),
        Visit(
            onderwerp="Consultatiebureau",
            samenvatting="Oproep van JGZ lag bij de oude post. Nieuwe afspraak gemaakt.",
            taak="Herinneren aan afspraak JGZ",
        ),
        Visit(
            onderwerp="Oudste tolkt",
            samenvatting="De oudste vertaalde alle brieven. Verteld: een tolk kan dat doen, gratis bij de huisarts.",
            waarneming="Kind van elf zat erbij en vertaalde.",
            taak="Tolkkaartje meenemen",
        ),
        Visit(onderwerp="Zwemles", samenvatting="Gevraagd naar het zwemfonds. Formulier samen ingevuld."),
    ),
    L.GEZIN_EN_NAREIS: (
        Visit(
            onderwerp="Nareis",
            samenvatting="Stukken voor de aanvraag geordend. Eén akte mist nog. VluchtelingenWerk kijkt mee.",
            aantekening="Maakt zich grote zorgen over zijn broertje.",
            taak="Vragen naar de akte",
        ),
        Visit(
            onderwerp="Gezin apart",
            samenvatting="Moeder zorgt alleen voor drie kinderen. Samen gekeken wie kan oppassen.",
            waarneming="Kinderen rustig aan het spelen.",
            taak="Buurthuis vragen naar oppas",
        ),
    ),
    L.SOCIAAL_NETWERK: (
        Visit(
            onderwerp="Maatje",
            samenvatting="Kennismaking met het maatje gepland. Wil graag praten over koken en werk.",
            taak="Nabellen na de eerste keer met het maatje",
        ),
        Visit(
            onderwerp="Buurthuis",
            samenvatting="Samen naar de koffieochtend geweest. Kende daar al twee vrouwen.",
            waarneming="Lachte veel.",
        ),
        Visit(
            onderwerp="Voetbal",
            samenvatting="Proeftraining bij de club ging goed. Contributie via het sportfonds.",
            taak="Sportfonds aanvragen",
        ),
    ),
    L.VERBLIJF_EN_DOCUMENTEN: (
        Visit(
            onderwerp="Verlengen van de vergunning",
            samenvatting="Vergunning loopt af. Samen gekeken welke papieren nodig zijn. Afspraak bij het loket staat.",
            taak="Pasfoto's laten maken",
        ),
        Visit(
            onderwerp="DigiD",
            samenvatting="DigiD aangevraagd. De code komt met de post. Uitgelegd: geef hem aan niemand.",
            aantekening="Neef had de oude code, voorzichtig besproken.",
            taak="Code van DigiD samen invoeren",
        ),
        Visit(
            onderwerp="Verkeerd adres in de BRP",
            samenvatting="In de BRP stond nog het AZC. Bij de balie aangepast.",
        ),
    ),
    L.TAAL_EN_DIGITAAL: (
        Visit(
            onderwerp="Bibliotheek",
            samenvatting="Pas van de bibliotheek gehaald. Taalhuis heeft elke woensdag een plek.",
            taak="Vragen of het taalhuis bevalt",
        ),
        Visit(
            onderwerp="Naam schrijven",
            samenvatting="Geoefend met de eigen naam schrijven. Lukt nu zonder voorbeeld.",
            waarneming="Straalde.",
        ),
        Visit(
            onderwerp="Telefoon en apps",
            samenvatting="Samen de app van de bus en van de huisarts op de telefoon gezet.",
        ),
    ),
    L.VEILIGHEID_EN_RELATIES: (
        Visit(
            onderwerp="Praten zonder anderen erbij",
            samenvatting="Gesproken zonder partner erbij. Afgesproken hoe wij veilig contact houden.",
            waarneming="Zij schrok van de telefoon.",
            aantekening="Eerst met de contactpersoon overlegd.",
        ),
    ),
}

NO_SHOW = Visit(
    onderwerp="Niet thuis",
    samenvatting="Er was niemand thuis. Kaartje in de bus gedaan.",
    aantekening="Tweede keer deze maand.",
    taak="Bellen voor een nieuwe afspraak",
)
FIRST = Visit(
    onderwerp="Kennismaking",
    samenvatting="Verteld wie wij zijn, wat wij doen en wat wij niet doen. Samen gekeken naar wat eerst moet.",
    taak="Mapje voor de post meenemen",
)
