"""The client's own copy of what was asked and answered, in Dutch beside their language; and the words around it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.documents.content import (
    Antwoord,
    Colofon,
    Doelvraag,
    Handtekening,
    Mondeling,
    Toestemmingsblad,
    Tweetalig,
)
from app.documents.woorden import NL, TALEN, Woorden
from app.domain.doelentabel import Doeltekst, Toestemmingstaal
from app.domain.inburgeraar import Inburgeraar
from app.domain.records import Categorie
from app.domain.toestemmingen import Besluit, Toestemming, Wijze, newest_per_doel
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Store
from app.services import catalogue, personen
from app.services.afgifte import MadeDocument, next_copy, paper_for_client, to_client
from app.services.kalender import today

NOG_NIETS_BESLIST = FaultKind(
    "toestemming-nog-niets",
    "Er is nog niets gevraagd. Er valt nog niets af te drukken.",
    "Begin eerst een gesprek over toestemming.",
)
DOCUMENT = "Toestemming, exemplaar van de cliënt"
_PAD = (480.0, 160.0)
"""Width and height of the pad: strokes are kept as parts of it, and paper needs them in proportion again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Koppen:
    """The headings over a consent text in one language."""

    wat: str
    met_wie: str
    waarom: str
    ja: str
    nee: str


def headings(taal: str) -> Koppen:
    """Return the headings of the consent texts in a language; Dutch where there are none."""
    words: Woorden = NL if taal == "nl" else TALEN.get(taal, NL)
    return Koppen(wat=words.wat, met_wie=words.met_wie, waarom=words.waarom, ja=words.ja, nee=words.nee)


def unreviewed(taal: str) -> tuple[str, str]:
    """Return (Dutch, own language) of the notice that no native speaker checked a text; empty when one did."""
    language = catalogue.toestemmingstaal(taal)
    return ("", "") if language.nagekeken else (NL.niet_nagekeken, language.niet_nagekeken)


def content(
    store: Store, clock: Clock, dossier_id: str, document_id: str, kopie: int = 1
) -> Toestemmingsblad:
    """Return the copy for the client: each purpose that was answered, as it stands now.

    The purpose about safety is left out: its text promises that it never comes on paper at home.
    """
    with store.read() as reading:
        persoon = personen.require(reading, dossier_id)
        toestemmingen = reading.of_dossier(Toestemming, dossier_id)
    newest = newest_per_doel(toestemmingen)
    decided = [newest[code] for code in _on_paper() if code in newest]
    if not decided:
        raise Fault(NOG_NIETS_BESLIST)
    last = max(decided, key=lambda each: (each.vastgelegd_op, each.id))
    return _blad(
        store,
        clock,
        persoon,
        decided,
        last,
        Colofon(
            document_id=document_id,
            gemaakt_door=store.profile.naam,
            gemaakt_op=clock.now(),
            exemplaar=kopie,
            bewaren="Bewaar dit blad zelf",
            oefenen=store.profile.practice,
        ),
    )


def _on_paper() -> tuple[str, ...]:
    return tuple(
        code for code, doel in catalogue.doelen().items() if Categorie.VEILIGHEID not in doel.categorieen
    )


def _blad(
    store: Store,
    clock: Clock,
    persoon: Inburgeraar,
    decided: Sequence[Toestemming],
    last: Toestemming,
    colofon: Colofon,
) -> Toestemmingsblad:
    own = _language(last.taal)
    dutch = catalogue.toestemmingstaal("nl")
    some = next(iter(dutch.teksten))
    return Toestemmingsblad(
        colofon=colofon,
        client=persoon.naam,
        taal=own.taal,
        taalnaam=own.naam,
        inleiding=(_pair(dutch.teksten[some], own.teksten[some], "vrij"),),
        vragen=tuple(_vraag(each, dutch.teksten, own.teksten) for each in decided),
        rechten=tuple(
            _pair(dutch.teksten[some], own.teksten[some], name) for name in ("intrekken", "papier")
        ),
        handtekeningen=_signatures(persoon, decided),
        mondeling=_oral(decided),
        gevraagd_door=_asked_by(store, last),
        tolk=last.tolk,
        datum=today(clock),
        tekstversie=", ".join(sorted({each.tekst_versie for each in decided if each.tekst_versie})),
        teksthash=_hash_of_texts(decided),
        nagekeken=own.nagekeken,
        vertaler="" if own.taal == "nl" else own.vertaler,
    )


def _language(taal: str) -> Toestemmingstaal:
    try:
        return catalogue.toestemmingstaal(taal)
    except KeyError:
        return catalogue.toestemmingstaal("nl")


def _pair(dutch: Doeltekst, own: Doeltekst, name: str) -> Tweetalig:
    same = own.taal == "nl"
    return Tweetalig(nl=getattr(dutch, name), eigen="" if same else getattr(own, name))


def _vraag(decision: Toestemming, dutch: Mapping[str, Doeltekst], own: Mapping[str, Doeltekst]) -> Doelvraag:
    left, right = dutch[decision.doel], own[decision.doel]
    yes = decision.besluit is Besluit.GEGEVEN
    return Doelvraag(
        titel=_pair(left, right, "titel"),
        wat=_pair(left, right, "wat"),
        met_wie=_pair(left, right, "met_wie"),
        waarom=_pair(left, right, "waarom"),
        als_ja=_pair(left, right, "als_ja"),
        als_nee=_pair(left, right, "als_nee"),
        antwoord=Antwoord.JA if yes else Antwoord.NEE,
        tot=decision.tot if yes else None,
    )


def _signatures(persoon: Inburgeraar, decided: Sequence[Toestemming]) -> tuple[Handtekening, ...]:
    signed = [each for each in decided if each.handtekening]
    if not signed:
        return ()
    last = max(signed, key=lambda each: each.vastgelegd_op)
    by_client = last.gegeven_door == "client"
    width, height = _PAD
    return (
        Handtekening(
            naam=persoon.naam if by_client else last.gegeven_door,
            rol="cliënt" if by_client else "ouder of voogd",
            datum=last.vanaf,
            strepen=tuple(tuple((x * width, y * height) for x, y in stroke) for stroke in last.handtekening),
        ),
    )


def _oral(decided: Sequence[Toestemming]) -> Mondeling | None:
    oral = [each for each in decided if each.besluit is Besluit.GEGEVEN and each.wijze is Wijze.MONDELING]
    if not oral:
        return None
    last = max(oral, key=lambda each: each.vastgelegd_op)
    return Mondeling(reden=last.reden_mondeling, getuige=last.getuige)


def _asked_by(store: Store, last: Toestemming) -> str:
    return ", ".join(part for part in (last.vastgelegd_door, store.profile.organisatie) if part)


def _hash_of_texts(decided: Sequence[Toestemming]) -> str:
    """One number over the exact texts that were shown: `doel:hash` per line, sorted."""
    lines = sorted(f"{each.doel}:{each.tekst_hash}" for each in decided if each.tekst_hash)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else ""


def make(store: Store, clock: Clock, ids: Ids, dossier_id: str) -> MadeDocument:
    """Make the client's copy as PDF and register it (Verstrekking to the client, E in the access log).

    Raises Fault NOG_NIETS_BESLIST when nothing was answered yet.
    """
    from app.documents import toestemming

    kopie = next_copy(store, dossier_id, DOCUMENT)
    document_id = ids.new()
    blad = content(store, clock, dossier_id, document_id, kopie)
    data = toestemming.render(blad)
    given = paper_for_client(
        store, clock, document_id, dossier_id, DOCUMENT, _asked(store, dossier_id), kopie, blad, data
    )
    return to_client(store, given, data, f"toestemming-{today(clock):%Y-%m-%d}.pdf")


def _asked(store: Store, dossier_id: str) -> tuple[str, ...]:
    with store.read() as reading:
        newest = newest_per_doel(reading.of_dossier(Toestemming, dossier_id))
    return tuple(code for code in _on_paper() if code in newest)
