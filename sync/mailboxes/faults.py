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
