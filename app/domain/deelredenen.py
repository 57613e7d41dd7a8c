"""Why something that travelled waits, was set aside or was refused: codes that both sides know, with their sentence.

The codes stand in receipts, so a published code never changes its meaning (docs/format/sync.md, "Reasons").
"""

from __future__ import annotations

# Of one op.
GEEN_TOESTEMMING = "geen_toestemming"
DEELS_GEEN_TOESTEMMING = "deels_geen_toestemming"
INGETROKKEN = "ingetrokken"
ONLEESBAAR = "onleesbaar"
ONBEKEND_VELD = "onbekend_veld"
UPDATE_NODIG = "update_nodig"
EERDER_DEEL = "eerder_deel"
BASIS_ONTBREEKT = "basis_ontbreekt"
ANDER_DOSSIER = "ander_dossier"
NIET_IN_CASELOAD = "niet_in_caseload"
ALLEEN_AANVULLEN = "alleen_aanvullen"
VERSCHIL = "verschil"
NIET_TE_VERWERKEN = "niet_te_verwerken"
TE_GROOT = "te_groot"
GEWIST = "gewist"

# Of one batch.
BATCH_BESCHADIGD = "batch_beschadigd"
BATCH_TE_GROOT = "batch_te_groot"
BATCH_VERKEERDE_PLAATS = "batch_verkeerde_plaats"
BATCH_ONLEESBAAR = "batch_onleesbaar"
BATCH_VORK = "batch_vork"
BATCH_KETEN = "batch_keten"
APPARAAT_INGETROKKEN = "apparaat_ingetrokken"

_SENTENCES = {
    GEEN_TOESTEMMING: "Er is bij de gemeente geen toestemming voor.",
    DEELS_GEEN_TOESTEMMING: "Een deel is niet overgenomen: daar is geen toestemming voor.",
    INGETROKKEN: "De toestemming is ingetrokken.",
    ONLEESBAAR: "Dit is niet goed te lezen.",
    ONBEKEND_VELD: "Hier staat iets in wat deze versie niet kent. Werk het programma bij.",
    UPDATE_NODIG: "Dit komt van een nieuwere versie. Werk het programma bij.",
    EERDER_DEEL: "Dit wacht op een deel dat nog moet komen.",
    BASIS_ONTBREEKT: "Het begin hiervan is hier niet bekend.",
    ANDER_DOSSIER: "Dit hoort bij een ander dossier.",
    NIET_IN_CASELOAD: "Dit dossier is niet aan dit apparaat toegewezen.",
    ALLEEN_AANVULLEN: "Dit is al vastgelegd en kan niet meer veranderen.",
    VERSCHIL: "Iemand anders vulde iets anders in. De gemeente kiest.",
    NIET_TE_VERWERKEN: "Dit kon niet worden verwerkt. Het is apart bewaard.",
    GEWIST: "Dit dossier is bij de gemeente gewist. Het komt daar niet terug.",
    TE_GROOT: "Dit is te groot om te delen. Maak de tekst korter.",
    BATCH_BESCHADIGD: "Dit bestand is beschadigd. De afzender stuurt het opnieuw.",
    BATCH_TE_GROOT: "Dit bestand is te groot.",
    BATCH_VERKEERDE_PLAATS: "Dit bestand hoort niet op deze plek.",
    BATCH_ONLEESBAAR: "Dit bestand is echt, maar de inhoud is niet te lezen.",
    BATCH_VORK: "Er zijn twee verschillende bestanden met hetzelfde nummer. Misschien is dit apparaat gekopieerd.",
    BATCH_KETEN: "Dit bestand sluit niet aan op het vorige.",
    APPARAAT_INGETROKKEN: "Dit apparaat is ingetrokken. Kijk dit eerst na.",
}


def sentence(code: str) -> str:
    """Say a reason in a short Dutch sentence; of an unknown code (a newer version's) the code itself."""
    return _SENTENCES.get(code, code)


def codes() -> tuple[str, ...]:
    """Return every code of this version."""
    return tuple(_SENTENCES)
