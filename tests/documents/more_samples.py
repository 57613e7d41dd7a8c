"""Made-up consent copies, cards, invitations and reports for the tests; the translations are drafts."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

from app.documents.content import (
    Antwoord,
    Codegroep,
    Doelvraag,
    Handtekening,
    Herstelblad,
    Hoofdstuk,
    Mondeling,
    Opmerking,
    Tabel,
    Toestemmingsblad,
    Tweetalig,
    Uitnodiging,
    Urgentie,
    Verslag,
    Voortgang,
)
from tests.documents.samples import COLOFON

STROKES = (
    tuple((at * 4.0, 40 + 26 * math.sin(at / 3) - at / 2) for at in range(60)),
    ((20.0, 70.0), (190.0, 58.0), (230.0, 50.0)),
)

OWN = replace(COLOFON, bewaren="Bewaar dit blad zelf")

_NL = (
    "Je mag ja of nee zeggen. Je krijgt geen straf en geen minder hulp als je nee zegt.",
    "Je kunt altijd stoppen. Bel 020 123 45 67, of zeg het tegen je begeleider.",
)


def toestemming_ar() -> Toestemmingsblad:
    """A consent copy in Arabic: one yes, one no, one open."""
    return Toestemmingsblad(
        colofon=OWN,
        client="Samir al-Masri (سمير المصري)",
        taal="ar",
        taalnaam="Arabisch (العربية)",
        gevraagd_door="Mieke Verbeek, Thuis in Meerdam",
        tolk="N. Haddad, tolkentelefoon",
        datum=date(2026, 11, 22),
        tekstversie="3",
        teksthash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        nagekeken=False,
        inleiding=(
            Tweetalig(
                nl=_NL[0], eigen="يمكنك أن تقول نعم أو لا. لن تُعاقَب ولن تحصل على مساعدة أقل إذا قلت لا."
            ),
            Tweetalig(
                nl=_NL[1],
                eigen="يمكنك التوقف في أي وقت. اتصل بالرقم 020 123 45 67، أو أخبر مرافقك (أو مرافقتك) بذلك.",
            ),
        ),
        vragen=(
            Doelvraag(
                titel=Tweetalig(
                    nl="Begeleiding delen met de gemeente", eigen="مشاركة معلومات المرافقة مع البلدية"
                ),
                wat=Tweetalig(
                    nl="Je naam, adres en telefoon. Ook bezoeken en afspraken.",
                    eigen="اسمك وعنوانك ورقم هاتفك. وكذلك الزيارات والمواعيد (مثلاً 22-11-2026).",
                ),
                met_wie=Tweetalig(nl="De gemeente Meerdam.", eigen="بلدية Meerdam."),
                waarom=Tweetalig(
                    nl="De gemeente kan dan zien hoe het gaat en helpen als iets vastloopt.",
                    eigen="لكي ترى البلدية كيف تسير الأمور، وتساعد عندما يتعثر شيء ما.",
                ),
                als_ja=Tweetalig(nl="We sturen een korte samenvatting.", eigen="نرسل ملخصاً قصيراً."),
                als_nee=Tweetalig(nl="De begeleiding gaat gewoon door.", eigen="تستمر المرافقة كالمعتاد."),
                antwoord=Antwoord.JA,
                tot=date(2028, 11, 22),
            ),
            Doelvraag(
                titel=Tweetalig(
                    nl="Gezondheid delen met de huisarts", eigen="مشاركة معلومات الصحة مع طبيب الأسرة"
                ),
                wat=Tweetalig(nl="Dat er een zorg is, en welke.", eigen="أن هناك مشكلة صحية، وما هي."),
                met_wie=Tweetalig(nl="Je huisarts.", eigen="طبيب الأسرة الخاص بك."),
                antwoord=Antwoord.NEE,
            ),
            Doelvraag(
                titel=Tweetalig(nl="Een foto van een brief bewaren", eigen="الاحتفاظ بصورة لرسالة"),
                antwoord=Antwoord.OPEN,
            ),
        ),
        rechten=(
            Tweetalig(
                nl="Wat al op papier staat, kunnen we niet terughalen.",
                eigen="ما هو مكتوب على الورق لا يمكننا استعادته.",
            ),
        ),
        handtekeningen=(
            Handtekening(naam="Samir al-Masri", rol="cliënt", datum=date(2026, 11, 22), strepen=STROKES),
            Handtekening(naam="Mieke Verbeek", rol="begeleider", datum=date(2026, 11, 22)),
        ),
    )


def toestemming_ti() -> Toestemmingsblad:
    """A consent copy in Tigrinya, given aloud."""
    return Toestemmingsblad(
        colofon=OWN,
        client="Selam Tesfay Gebremariam",
        taal="ti",
        taalnaam="Tigrinya (ትግርኛ)",
        gevraagd_door="Mieke Verbeek, Thuis in Meerdam",
        datum=date(2026, 11, 22),
        tekstversie="3",
        teksthash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        nagekeken=False,
        inleiding=(
            Tweetalig(nl=_NL[0], eigen="እወ ወይ ኣይፋል ክትብል ትኽእል ኢኻ። ኣይፋል እንተ በልካ መቕጻዕቲ የለን፡ ሓገዝ እውን ኣይጎድልን።"),
            Tweetalig(nl=_NL[1], eigen="ኩሉ ግዜ ደው ከተብሎ ትኽእል ኢኻ። ናብ 020 123 45 67 ደውል፡ ወይ ንመራሒኻ ንገሮ።"),
        ),
        vragen=(
            Doelvraag(
                titel=Tweetalig(nl="Begeleiding delen met de gemeente", eigen="ሓበሬታ ምስ ምምሕዳር ከተማ ምክፋል"),
                wat=Tweetalig(nl="Je naam, adres en telefoon.", eigen="ስምካ፡ ኣድራሻኻን ቁጽሪ ስልክኻን።"),
                met_wie=Tweetalig(nl="De gemeente Meerdam.", eigen="ምምሕዳር ከተማ Meerdam።"),
                antwoord=Antwoord.JA,
                tot=date(2028, 11, 22),
            ),
            Doelvraag(
                titel=Tweetalig(nl="Gezondheid delen met de huisarts", eigen="ሓበሬታ ጥዕና ምስ ሓኪም ስድራ ምክፋል"),
                wat=Tweetalig(nl="Dat er een zorg is, en welke.", eigen="ጸገም ጥዕና ከም ዘሎን እንታይ ምዃኑን።"),
                antwoord=Antwoord.NEE,
            ),
        ),
        mondeling=Mondeling(reden="Kan niet schrijven", getuige="N. Haddad, tolk"),
    )


HERSTELBLAD = Herstelblad(
    colofon=replace(COLOFON, bewaren="Bewaar dit los van je laptop"),
    profiel="Mieke Verbeek",
    organisatie="Thuis in Meerdam",
    groepen=tuple(
        Codegroep(tekens=tekens, controle=controle)
        for tekens, controle in zip(
            ["7KQ2", "M4XW", "9TRB", "HJ3C", "V6PD", "2NFZ", "Y8GA", "QW5E", "RT7K", "C3MN", "X9BV", "D4HS"],
            "7A2KXM9C4TRE",
            strict=True,
        )
    ),
    qr="DLH1/7KQ2M4XW9TRBHJ3CV6PD2NFZY8GAQW5ERT7KC3MNX9BVD4HS",
    hulp="Bel je coördinator, Joost van Dijk: 06 8765 4321.",
)

UITNODIGING = Uitnodiging(
    colofon=COLOFON,
    organisatie="Gemeente Meerdam",
    voor="Ahmed Yusuf",
    rol="vrijwilliger",
    qr="DLU1/" + "A7K2Q9X4M3" * 30,
    vingerafdruk=("appel", "rivier", "zes", "lantaarn", "molen", "groen", "fiets", "storm"),
    geldig_tot=date(2026, 12, 6),
    contact="Bel je coördinator, Joost van Dijk: 06 8765 4321. Gebruik een nummer dat je al had.",
)


def verslag(rows: int = 90) -> Verslag:
    """An import report with a table that goes on over pages."""
    return Verslag(
        colofon=COLOFON,
        soort="Verslag van een import",
        titel="Caseload van Thuis in Meerdam",
        inleiding=("Dit kwam binnen op 22 november 2026. De goede rijen zijn verwerkt.",),
        feiten=(
            ("Bestand", "caseload-november.xlsx"),
            ("Rijen", str(rows)),
            ("Nieuw", "81"),
            ("Geweigerd", "9"),
        ),
        opmerkingen=(
            Opmerking(tekst="Negen rijen gingen niet mee. Hieronder staat waarom."),
            Opmerking(tekst="Eén rij noemt direct gevaar. Bel vandaag.", urgentie=Urgentie.ACUUT),
        ),
        hoofdstukken=(
            Hoofdstuk(
                titel="Voortgang",
                voortgang=(Voortgang(naam="Verwerkt", gedaan=81, doel=90, eenheid="rijen"),),
            ),
            Hoofdstuk(
                titel="Rijen",
                tabellen=(
                    Tabel(
                        koppen=("Rij", "Naam", "Kolom", "Wat er mis is"),
                        breedtes=(1, 3, 2, 6),
                        rijen=tuple(
                            (
                                str(number),
                                f"Persoon {number}",
                                "geboortedatum",
                                "De datum is niet te lezen. Schrijf dag, maand en jaar, zoals 31-12-1990."
                                if number % 3
                                else "Leeg.",
                            )
                            for number in range(1, rows + 1)
                        ),
                    ),
                ),
            ),
            Hoofdstuk(
                titel="Dubbelen",
                tabellen=(Tabel(koppen=("Naam",), rijen=(), leeg="Er zijn geen dubbelen gevonden."),),
            ),
            Hoofdstuk(titel="Verder"),
        ),
    )
