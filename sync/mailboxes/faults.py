"""What can go wrong with a mailbox, in words; the same kinds for every sort of mailbox."""

from __future__ import annotations

from app.faults import FaultKind

MAILBOX_WEG = FaultKind(
    "mailbox-weg",
    "De gedeelde map is er niet: {plaats}.",
    "Sluit de stick of de netwerkmap weer aan. Er gaat niets verloren.",
)
MAILBOX_ALLEEN_LEZEN = FaultKind(
    "mailbox-alleen-lezen",
    "In de gedeelde map mag je niet schrijven: {plaats}.",
    "Vraag de beheerder om schrijfrechten, of zet het schuifje op de stick om.",
)
MAILBOX_GEEN_TOEGANG = FaultKind(
    "mailbox-geen-toegang",
    "Je hebt geen toegang tot de gedeelde map: {plaats}.",
    "Controleer de naam en het wachtwoord, of vraag de beheerder om toegang.",
)
MAILBOX_VOL = FaultKind(
    "mailbox-vol",
    "De gedeelde map is vol: {plaats}.",
    "Maak ruimte vrij en deel opnieuw. Er gaat niets verloren.",
)
MAILBOX_ONTBREEKT = FaultKind(
    "mailbox-bestand-weg",
    "Een bestand in de gedeelde map is er niet meer.",
    "Deel later opnieuw. De afzender stuurt het dan nog eens.",
)
MAILBOX_TE_GROOT = FaultKind(
    "mailbox-bestand-te-groot",
    "Een bestand in de gedeelde map is te groot: {grootte} bytes.",
    "Dit bestand hoort hier niet. Meld het aan de coördinator.",
)
MAILBOX_STORING = FaultKind(
    "mailbox-storing",
    "De gedeelde map werkt nu niet goed: {plaats}.",
    "Probeer het later opnieuw. Er gaat niets verloren.",
)
MAILBOX_ADRES = FaultKind(
    "mailbox-adres-onjuist",
    "Dit adres van de gedeelde map klopt niet: {reden}",
    "Vul een adres in zoals “folder:C:\\Gedeeld” of neem het over uit de uitnodiging.",
)

# Mailboxes over a network: WebDAV and S3.

MAILBOX_ONBEREIKBAAR = FaultKind(
    "mailbox-niet-bereikbaar",
    "De gedeelde map is nu niet te bereiken: {plaats}.",
    "Kijk of er internet is. Het programma probeert het later zelf opnieuw. Er gaat niets verloren.",
)
MAILBOX_WACHTWOORD = FaultKind(
    "mailbox-wachtwoord-onjuist",
    "De naam of het wachtwoord voor de gedeelde map klopt niet: {plaats}.",
    "Vul ze opnieuw in bij Delen. Bij Nextcloud is dit vaak een apart app-wachtwoord.",
)
MAILBOX_BASIS_WEG = FaultKind(
    "mailbox-map-bestaat-niet",
    "Op dit adres staat geen gedeelde map: {plaats}.",
    "Controleer het adres. Of vraag de beheerder om de map te maken.",
)
MAILBOX_DRUK = FaultKind(
    "mailbox-druk",
    "De server van de gedeelde map heeft het nu te druk: {plaats}.",
    "Het programma probeert het later zelf opnieuw. Er gaat niets verloren.",
)
MAILBOX_BEZET = FaultKind(
    "mailbox-bestand-bezet",
    "De gedeelde map is even bezet door een ander programma: {plaats}.",
    "Het programma probeert het later zelf opnieuw. Er gaat niets verloren.",
)
MAILBOX_PAKKET_TE_GROOT = FaultKind(
    "mailbox-pakket-te-groot",
    "De server van de gedeelde map neemt zo'n groot pakket niet aan: {plaats}.",
    "Deel opnieuw: het programma maakt kleinere pakketten. Blijft dit zo? Vraag de beheerder om een hogere grens.",
)
MAILBOX_CERTIFICAAT_VERLOPEN = FaultKind(
    "mailbox-certificaat-verlopen",
    "Het certificaat van de server is niet meer geldig: {plaats}.",
    "Controleer eerst de datum op je computer. Klopt die? Dan moet de beheerder het certificaat vernieuwen.",
)
MAILBOX_CERTIFICAAT_ONBEKEND = FaultKind(
    "mailbox-certificaat-onbekend",
    "Dit apparaat kent het certificaat van de server niet: {plaats}.",
    "Ga niet verder. Vraag de beheerder of de organisatie een eigen certificaat heeft, en voeg dat toe bij Delen.",
)
MAILBOX_CERTIFICAAT_NAAM = FaultKind(
    "mailbox-certificaat-andere-naam",
    "Het certificaat van de server hoort bij een andere naam: {plaats}.",
    "Controleer het adres letter voor letter. Klopt het? Bel dan de beheerder, en deel nu niet.",
)
MAILBOX_CERTIFICAAT_BESTAND = FaultKind(
    "mailbox-certificaat-onleesbaar",
    "Dit is geen certificaat dat het programma kan lezen.",
    "Vraag de beheerder om het certificaat als PEM-bestand.",
)
MAILBOX_NIET_VEILIG = FaultKind(
    "mailbox-niet-veilig",
    "Er komt geen veilige verbinding met de server: {plaats}.",
    "Controleer het adres. Blijft dit zo? Vraag het de beheerder.",
)
MAILBOX_OMGELEID = FaultKind(
    "mailbox-omgeleid",
    "De server stuurt door naar een ander adres: {plaats}.",
    "Daar gaat je wachtwoord niet heen. Vraag de beheerder om het goede adres.",
)
MAILBOX_ANTWOORD = FaultKind(
    "mailbox-antwoord-onleesbaar",
    "De server geeft een antwoord dat niet bij een gedeelde map hoort: {plaats}.",
    "Controleer het adres. Misschien is dit een gewone website, of moet je eerst inloggen op de wifi.",
)
MAILBOX_TERUGLEZEN = FaultKind(
    "mailbox-teruglezen-anders",
    "Wat in de gedeelde map staat, is niet wat er is neergezet: {plaats}.",
    "Het telt daarom niet als verzonden. Deel later opnieuw. Er gaat niets verloren.",
)
MAILBOX_KLOK = FaultKind(
    "mailbox-klok-loopt-anders",
    "De klok van dit apparaat loopt te ver achter of voor: {plaats} weigert daarom.",
    "Zet de datum en de tijd op dit apparaat goed, en deel opnieuw.",
)
MAILBOX_GESTOPT = FaultKind(
    "mailbox-gestopt", "Het delen is gestopt.", "Wat nog niet weg was, blijft klaarstaan."
)
