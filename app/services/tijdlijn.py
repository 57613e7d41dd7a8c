"""Tijdlijn: everything that happened in one dossier as lines, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.bijlagen import Bijlage
from app.domain.contactmomenten import Contactmoment, Kanaal
from app.domain.doorgaande_lijn import STAPPEN, Bestandsoverdracht, Lijnstap, Overdrachtstand
from app.domain.inburgering import Aanwezigheid, PvtSessie, PvtSoort, current_sessies, in_uren
from app.domain.invullingen import Invulling
from app.domain.ops import Deelstand
from app.domain.plan import Afspraak, Doel, Doelstand, Stapstand
from app.domain.plan import current as versions
from app.domain.plan import earlier as versions_before
from app.domain.records import Categorie, Record
from app.domain.signalen import Signaal, Signaalstap
from app.domain.taken import Taak
from app.domain.toestemmingen import Besluit, Doelentabel, Grondslag, Toestemming
from app.domain.verstrekkingen import Verstrekking
from app.domain.vragen import Antwoord, Vraag
from app.ports import Reading, RecordShare
from app.services.contactmomenten import current, earlier
from app.services.kalender import noon
from app.services.veldnamen import in_words, value_in_words


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One line of the timeline. `soort` is the record's kind, `icoon` the name of an icon in resources/icons.

    `beschermd` hides the line from eyes in the household; `eerdere_versies` counts what a correction replaced.
    """

    soort: str
    record_id: str
    icoon: str
    titel: str
    tekst: str
    door: str
    op: datetime
    deelstand: Deelstand
    reden: str = ""
    beschermd: bool = False
    eerdere_versies: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    record: Record
    icoon: str
    titel: str
    tekst: str
    door: str
    op: datetime
    eerdere_versies: int = 0


_CONTACT_ICONS: Mapping[Kanaal, str] = {
    Kanaal.HUISBEZOEK: "home-visit",
    Kanaal.KANTOOR: "contact",
    Kanaal.TELEFOON: "phone",
    Kanaal.BERICHT: "chat",
    Kanaal.EMAIL: "letter",
    Kanaal.BRIEF: "letter",
    Kanaal.ELDERS: "contact",
}
_CONSENT_WORDS: Mapping[Besluit, str] = {
    Besluit.GEGEVEN: "Toestemming gegeven",
    Besluit.GEWEIGERD: "Toestemming geweigerd",
    Besluit.INGETROKKEN: "Toestemming ingetrokken",
}


@dataclass(frozen=True, slots=True)
class Timeline:
    """The lines, newest first, and the states of sending of every record behind them, superseded ones included."""

    items: tuple[TimelineItem, ...]
    stands: frozenset[Deelstand]


_KINDS: tuple[type[Record], ...] = (
    Contactmoment,
    Signaal,
    Signaalstap,
    Invulling,
    PvtSessie,
    Toestemming,
    Grondslag,
    Lijnstap,
    Bestandsoverdracht,
    Taak,
    Verstrekking,
    Doel,
    Afspraak,
    Vraag,
    Antwoord,
    Bijlage,
)


def of_dossier(reading: Reading, dossier_id: str, doelen: Doelentabel) -> Timeline:
    """Return the timeline of a dossier; superseded contacts and sessions are counted, not listed."""
    found = {cls: reading.of_dossier(cls, dossier_id) for cls in _KINDS}
    shares = reading.shares([record.id for records in found.values() for record in records])
    items = [_item(line, shares[line.record.id]) for line in _lines(found, doelen)]
    return Timeline(
        items=tuple(sorted(items, key=lambda item: (item.op, item.record_id), reverse=True)),
        stands=frozenset(share.stand for share in shares.values()),
    )


def _lines(found: Mapping[type[Record], Sequence[Any]], doelen: Doelentabel) -> Iterator[_Line]:
    yield from _contacts(found[Contactmoment])
    yield from _signals(found[Signaal], found[Signaalstap])
    yield from (_checklist(each) for each in found[Invulling])
    yield from (_session(each) for each in current_sessies(found[PvtSessie]))
    yield from (_consent(each, doelen) for each in found[Toestemming])
    yield from (_ground(each, doelen) for each in found[Grondslag])
    yield from _steps(found[Lijnstap])
    yield from _transfers(found[Bestandsoverdracht])
    yield from _done(found[Taak])
    yield from (_document(each) for each in found[Verstrekking])
    yield from _goals(found[Doel])
    yield from (_agreement(each) for each in found[Afspraak])
    yield from _questions(found[Vraag], found[Antwoord])
    yield from (_letter(each) for each in found[Bijlage])


def _item(line: _Line, share: RecordShare) -> TimelineItem:
    return TimelineItem(
        soort=line.record.soort,
        record_id=line.record.id,
        icoon=line.icoon,
        titel=line.titel,
        tekst=line.tekst,
        door=line.door,
        op=line.op,
        deelstand=share.stand,
        reden=share.reden,
        beschermd=Categorie.VEILIGHEID in line.record.inhoud_categorieen,
        eerdere_versies=line.eerdere_versies,
    )


def _contacts(every: Sequence[Contactmoment]) -> Iterable[_Line]:
    by_id = {each.id: each for each in every}
    for each in current(every):
        how = value_in_words(each.kanaal)
        if not each.contact_gelukt:
            how = (
                f"{how}, niet gelukt"
                if each.afmelding.value == "niet_van_toepassing"
                else value_in_words(each.afmelding)
            )
        text = each.samenvatting or each.waarneming or each.aantekening
        yield _Line(
            each,
            _CONTACT_ICONS[each.kanaal],
            f"{each.onderwerp} ({how})",
            text,
            each.door,
            each.plaatsgevonden_op,
            len(earlier(each, by_id)),
        )


def _signals(signals: Sequence[Signaal], steps: Sequence[Signaalstap]) -> Iterable[_Line]:
    titles = {each.id: each.leefgebied.naam for each in signals}
    for each in signals:
        title = f"Signaal, {each.urgentie.value}: {each.leefgebied.naam}"
        text = " ".join(part for part in (each.vraag, each.waarneming) if part)
        yield _Line(
            each, f"urgency-{each.urgentie.value}", title, text, each.genoteerd_door, each.genoteerd_op
        )
    for step in steps:
        about = titles.get(step.signaal_id, "")
        to = f" bij {step.belegd_bij}" if step.belegd_bij else ""
        by = f", uiterlijk {step.uiterlijk:%d-%m-%Y}" if step.uiterlijk else ""
        yield _Line(
            step,
            "answer",
            f"Signaal {step.stand.naam}{to}{by}" + (f" ({about})" if about else ""),
            step.toelichting,
            step.door,
            step.gezet_op,
        )


def _checklist(each: Invulling) -> _Line:
    count = len(each.antwoorden)
    text = f"{count} {'antwoord' if count == 1 else 'antwoorden'}"
    return _Line(each, "checklist", each.naam, text, each.ingevuld_door, each.afgerond_op)


def _session(each: PvtSessie) -> _Line:
    kind = (
        "ondertekening van de participatieverklaring"
        if each.pvt_soort is PvtSoort.ONDERTEKENING
        else each.pvt_soort.value
    )
    here = "" if each.aanwezigheid is Aanwezigheid.AANWEZIG else f", {value_in_words(each.aanwezigheid)}"
    values = f": {in_words(each, 'kernwaarden')}" if each.kernwaarden else ""
    return _Line(
        each,
        "pvt",
        f"PVT {kind}{here}",
        f"{in_uren(each.minuten)}{values}",
        each.organisatie,
        noon(each.datum),
    )


def _consent(each: Toestemming, doelen: Doelentabel) -> _Line:
    doel = doelen.get(each.doel)
    icon = "consent" if each.besluit is Besluit.GEGEVEN else "consent-refused"
    title = f"{_CONSENT_WORDS[each.besluit]}: {doel.titel if doel else each.doel}"
    return _Line(each, icon, title, in_words(each, "wijze"), each.vastgelegd_door, each.vastgelegd_op)


def _ground(each: Grondslag, doelen: Doelentabel) -> _Line:
    doel = doelen.get(each.doel)
    verb = "Grondslag beëindigd" if each.beeindigt else "Grondslag vastgelegd"
    title = f"{verb}: {doel.titel if doel else each.doel}"
    return _Line(each, "shield", title, each.toelichting, each.vastgelegd_door, each.vastgelegd_op)


def _steps(every: Sequence[Lijnstap]) -> Iterable[_Line]:
    for each in every:
        title = f"Stap {each.stap}: {STAPPEN[each.stap - 1]}"
        if each.begonnen_op is not None:
            yield _Line(each, "line", f"{title}, begonnen", "", "", noon(each.begonnen_op))
        if each.afgerond_op is not None:
            yield _Line(each, "line", f"{title}, afgerond", each.gedaan, "", noon(each.afgerond_op))


def _transfers(every: Sequence[Bestandsoverdracht]) -> Iterable[_Line]:
    for each in every:
        if each.datum is not None and each.stand is not Overdrachtstand.NVT:
            title = f"{value_in_words(each.wat).capitalize()}: {value_in_words(each.stand)}"
            yield _Line(each, "handover", title, "", each.door, noon(each.datum))


def _done(every: Sequence[Taak]) -> Iterable[_Line]:
    for each in every:
        if each.gedaan_op is not None:
            yield _Line(each, "task-done", "Taak gedaan", each.omschrijving, each.wie, noon(each.gedaan_op))


def _document(each: Verstrekking) -> _Line:
    return _Line(each, "pdf", each.titel, f"Kopie {each.kopie}", each.gemaakt_door, each.gemaakt_op)


def _goals(every: Sequence[Doel]) -> Iterable[_Line]:
    """A goal as it stands now: its earlier versions are counted, and read on the page of the plan."""
    for each in versions(every):
        ended = "" if each.stand is Doelstand.LOOPT else f", {each.stand.value}"
        done = sum(stap.stand is Stapstand.GEDAAN for stap in each.stappen)
        steps = f" ({done} van {len(each.stappen)} stappen gedaan)" if each.stappen else ""
        yield _Line(
            each,
            "plan",
            f"Doel{ended}: {each.ik_zin}",
            f"{each.thema.naam}{steps}",
            each.vastgelegd_door,
            each.vastgelegd_op,
            len(versions_before(each, every)),
        )


def _agreement(each: Afspraak) -> _Line:
    title = "Plan mondeling afgesproken" if each.reden_mondeling else "Plan samen getekend"
    return _Line(each, "signature", title, " ".join(each.regels[:2]), each.naam_begeleider, each.gemaakt_op)


def _questions(vragen: Sequence[Vraag], antwoorden: Sequence[Antwoord]) -> Iterable[_Line]:
    for each in vragen:
        yield _Line(each, "question", "Vraag gesteld", each.tekst, each.gesteld_door, each.gesteld_op)
    for said in antwoorden:
        yield _Line(said, "answer", "Antwoord op een vraag", said.tekst, said.gegeven_door, said.gegeven_op)


def _letter(each: Bijlage) -> _Line:
    kind = value_in_words(each.briefsoort)
    return _Line(
        each, "letter", f"Brief bewaard ({kind})", each.omschrijving, each.toegevoegd_door, each.toegevoegd_op
    )
