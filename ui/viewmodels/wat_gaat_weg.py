"""Wat gaat er weg: per record and field what leaves to one receiver, and what stays and why, to read together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.toestemmingen import Ontvanger, Reden
from app.ports import Store
from app.services import catalogue, dossiers, toestemmingen
from app.services.kalender import today
from app.services.weggaan import FieldFate, RecordFate, WhatLeaves
from ui.i18n import apart, short_moment, tr
from ui.viewmodels.live import LiveViewModel
from ui.viewmodels.toestemming import ONTVANGERS

ALLES, GAAT, BLIJFT = "alles", "gaat", "blijft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Veldregel:
    """One field: its name, its words (empty when they are private), whether it goes, and on what or why not."""

    naam: str
    waarde: str
    gaat: bool
    waarom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuk:
    """One record with its fields; `gaat` when at least one field leaves."""

    key: str
    titel: str
    soort: str
    wanneer: str
    velden: tuple[Veldregel, ...]
    beschermd: bool

    @property
    def gaat(self) -> bool:
        return any(veld.gaat for veld in self.velden)


@dataclass(frozen=True, slots=True, kw_only=True)
class WegFeiten:
    """Everything for one receiver; `gronden` in words, `stukken` with what matters most first."""

    naam: str
    ontvanger: str
    aan: str
    samenvatting: str
    gronden: tuple[str, ...]
    stukken: tuple[Stuk, ...]

    def chosen(self, filter_: str, *, protected: bool) -> tuple[Stuk, ...]:
        """Return the records to show: all, those that go, or those that stay; fields likewise."""
        found = []
        for stuk in self.stukken:
            if stuk.beschermd and not protected:
                continue
            fields = tuple(veld for veld in stuk.velden if filter_ == ALLES or veld.gaat is (filter_ == GAAT))
            if fields:
                found.append(
                    Stuk(
                        key=stuk.key,
                        titel=stuk.titel,
                        soort=stuk.soort,
                        wanneer=stuk.wanneer,
                        velden=fields,
                        beschermd=stuk.beschermd,
                    )
                )
        return tuple(found)

    @property
    def beschermd(self) -> int:
        """How many records are about safety: hidden until asked for, as others may read along."""
        return sum(stuk.beschermd for stuk in self.stukken)


class WatGaatWegViewModel(LiveViewModel[WegFeiten]):
    """One dossier and one receiver."""

    ontvanger = Ontvanger.GEMEENTE

    def show(self, dossier_id: str) -> None:
        """Show a dossier; opening it to read is noted once."""
        if dossier_id != self.dossier_id:
            self.dossier_id, self.facts = dossier_id, None
            self.ontvanger = Ontvanger.GEMEENTE
            self.session.act(
                lambda store: (None, dossiers.enter(store, dossier_id)), self, None, lambda _fault: None
            )

    def choose(self, ontvanger: str) -> None:
        """Show what leaves to another receiver."""
        self.ontvanger = Ontvanger(ontvanger)
        self.reload()

    def query(self) -> Callable[[Store], WegFeiten]:
        dossier_id, ontvanger, clock = self.dossier_id, self.ontvanger, self.session.clock
        return lambda store: facts_of(toestemmingen.what_leaves(store, dossier_id, ontvanger, today(clock)))


def receivers() -> tuple[tuple[str, str, str], ...]:
    """Return chips (receiver, words, icon)."""
    words = {
        Ontvanger.GEMEENTE: "Gemeente",
        Ontvanger.HUISARTS: "Huisarts",
        Ontvanger.JGZ: "JGZ",
        Ontvanger.WIJKTEAM: "Wijkteam",
        Ontvanger.COLLEGA: "Andere begeleider",
    }
    return tuple((str(each), tr(text), "") for each, text in words.items())


def facts_of(view: WhatLeaves) -> WegFeiten:
    """Put what leaves into words, what goes first."""
    stukken = tuple(_stuk(record) for record in view.records if record.velden)
    going = sum(stuk.gaat for stuk in stukken)
    # What was decided about sharing is long and known: it comes after what is told about somebody.
    proofs = {record.record_id for record in view.records if record.soort in ("toestemming", "grondslag")}
    who = tr(ONTVANGERS[view.ontvanger])
    return WegFeiten(
        naam=apart(view.naam),
        ontvanger=str(view.ontvanger),
        aan=who,
        samenvatting=_summary(len(stukken), going, who),
        gronden=tuple(ground[:1].upper() + ground[1:] for ground in view.grants),
        stukken=tuple(sorted(stukken, key=lambda stuk: (not stuk.gaat, stuk.key in proofs))),
    )


def _summary(total: int, going: int, who: str) -> str:
    if not going:
        return tr("Er gaat niets naar {who}. Alles blijft op dit apparaat.", who=who)
    return tr(
        "Van {total} stukken gaan er {going} naar {who}, geheel of voor een deel.",
        total=total,
        going=going,
        who=who,
    )


def _stuk(record: RecordFate) -> Stuk:
    when = short_moment(record.op) if record.op else ""
    return Stuk(
        key=record.record_id,
        titel=_title(record),
        soort=record.soort_naam,
        wanneer=when,
        velden=tuple(_veld(veld) for veld in record.velden),
        beschermd=record.beschermd,
    )


def _title(record: RecordFate) -> str:
    said = {veld.veld: veld.waarde for veld in record.velden}
    doel = catalogue.doelen().get(said.get("doel", ""))
    if doel is not None:
        return f"{doel.titel}: {said.get('besluit') or said.get('grondslag') or ''}"
    return apart(record.titel or record.soort_naam)


def _words(veld: FieldFate) -> str:
    """Say a value as a client can read it: a purpose by its title, a check number by its beginning."""
    if veld.veld == "doel":
        doel = catalogue.doelen().get(veld.waarde)
        return doel.titel if doel else veld.waarde
    if veld.veld.endswith("_hash") and len(veld.waarde) > 12:
        return f"{veld.waarde[:12]}…"
    return veld.waarde


def _veld(veld: FieldFate) -> Veldregel:
    private = veld.reden is Reden.PRIVE
    ground = veld.grond[:1].upper() + veld.grond[1:]
    return Veldregel(
        naam=veld.naam,
        waarde="" if private else apart(_words(veld)),
        gaat=veld.gaat,
        waarom=ground if veld.gaat else veld.uitleg,
    )
