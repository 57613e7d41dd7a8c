"""Vragen: ask the coordinator about a client, answer, and see where each question stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.changes import Changes
from app.domain.inburgeraar import Inburgeraar
from app.domain.ops import Deelstand
from app.domain.persoonsnummers import refuse_in
from app.domain.records import Categorie
from app.domain.signalen import Signaal
from app.domain.toestemmingen import Ontvanger
from app.domain.vragen import (
    ANTWOORD_LEEG,
    ANTWOORD_MAX,
    VRAAG_LEEG,
    VRAAG_MAX,
    Antwoord,
    Vraag,
    Vraagstand,
    check_text,
    stand_of,
)
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Reading, RecordShare, Store
from app.services import catalogue, personen, toestemmingen
from app.services.delen import why
from app.services.kalender import after
from app.services.veldnamen import VELDEN

VRAAG_ONBEKEND = FaultKind("vraag-onbekend", "Deze vraag staat niet op dit apparaat.", "Kijk bij Vragen.")

SENSITIVE = frozenset({Categorie.GEZONDHEID, Categorie.VEILIGHEID})
_NEWS = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One thing that was said to a question, and where it is on its way."""

    antwoord: Antwoord
    share: RecordShare


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question with its client, where it stands, and what was said to it, oldest first.

    `waarom` says why it stays on this device, when it does. `beschermd`: about safety, not for eyes in the household.
    """

    vraag: Vraag
    naam: str
    stand: Vraagstand
    antwoorden: tuple[AnswerLine, ...]
    share: RecordShare
    waarom: str

    @property
    def beschermd(self) -> bool:
        return Categorie.VEILIGHEID in self.vraag.categorieen

    @property
    def laatste(self) -> datetime:
        """The moment of the last word."""
        return self.antwoorden[-1].antwoord.gegeven_op if self.antwoorden else self.vraag.gesteld_op


def ask(
    store: Store,
    clock: Clock,
    ids: Ids,
    dossier_id: str,
    tekst: str,
    *,
    over: str = "",
    haast: bool = False,
    categorieen: Iterable[Categorie] = (),
    draft_key: str = "",
) -> tuple[str, Changes]:
    """Store a question about a client; it goes with the next sharing when there is a ground. Returns its id."""
    vraag = Vraag(
        id=ids.new(),
        dossier_id=dossier_id,
        tekst=check_text(tekst, VRAAG_MAX, VRAAG_LEEG),
        gesteld_op=clock.now(),
        gesteld_door=store.profile.naam,
        over=over.strip()[:200],
        haast=haast,
        categorieen=tuple(sorted(SENSITIVE & set(categorieen))),
    )
    refuse_in(vraag, VELDEN)
    with store.write() as uow:
        personen.require(uow, dossier_id)
        uow.add(vraag)
        if draft_key:
            uow.drop_draft(draft_key)
        return vraag.id, uow.commit()


def answer(
    store: Store,
    clock: Clock,
    ids: Ids,
    vraag_id: str,
    tekst: str,
    *,
    rondt_af: bool = False,
    draft_key: str = "",
) -> tuple[str, Changes]:
    """Store a word to a question, from either side; it travels to who holds the dossier. Returns its id.

    Who asked may finish a question without words; everybody else has to say something.
    """
    with store.write() as uow:
        vraag = uow.get(Vraag, vraag_id)
        if vraag is None:
            raise Fault(VRAAG_ONBEKEND)
        said = _said(uow, vraag)
        mine = vraag.gesteld_door == store.profile.naam
        bare = "Opgelost." if rondt_af and mine and not tekst.strip() else tekst
        antwoord = Antwoord(
            id=ids.new(),
            dossier_id=vraag.dossier_id,
            vraag_id=vraag.id,
            tekst=check_text(bare, ANTWOORD_MAX, ANTWOORD_LEEG),
            gegeven_op=after(clock.now(), vraag.gesteld_op, *(each.gegeven_op for each in said)),
            gegeven_door=store.profile.naam,
            rondt_af=rondt_af,
            categorieen=vraag.categorieen,
        )
        refuse_in(antwoord, VELDEN)
        uow.add(antwoord)
        if draft_key:
            uow.drop_draft(draft_key)
        return antwoord.id, uow.commit()


def _said(reading: Reading, vraag: Vraag) -> tuple[Antwoord, ...]:
    found = (each for each in reading.of_dossier(Antwoord, vraag.dossier_id) if each.vraag_id == vraag.id)
    return tuple(sorted(found, key=lambda each: (each.gegeven_op, each.id)))


def show(store: Store, vraag_id: str) -> QuestionView:
    """Return one question with everything that was said to it."""
    with store.read() as reading:
        vraag = reading.get(Vraag, vraag_id)
        if vraag is None:
            raise Fault(VRAAG_ONBEKEND)
        return _views(reading, (vraag,), reading.of_dossier(Antwoord, vraag.dossier_id))[0]


def every(store: Store, dossier_id: str = "") -> tuple[QuestionView, ...]:
    """Return the questions, of one client or of all: what waits first (in haste before the rest), then the newest."""
    with store.read() as reading:
        return every_in(reading, dossier_id)


def every_in(reading: Reading, dossier_id: str = "") -> tuple[QuestionView, ...]:
    """The same inside a reading that is already open."""
    if dossier_id:
        vragen, said = reading.of_dossier(Vraag, dossier_id), reading.of_dossier(Antwoord, dossier_id)
    else:
        vragen, said = reading.everything(Vraag), reading.everything(Antwoord)
    order = list(Vraagstand)
    newest = sorted(
        _views(reading, vragen, said), key=lambda each: (each.laatste, each.vraag.id), reverse=True
    )
    return tuple(
        sorted(
            newest,
            key=lambda each: (
                order.index(each.stand),
                not (each.vraag.haast and each.stand is Vraagstand.OPEN),
            ),
        )
    )


def _views(reading: Reading, vragen: Iterable[Vraag], said: Iterable[Antwoord]) -> tuple[QuestionView, ...]:
    asked = tuple(vragen)
    by_question: dict[str, list[Antwoord]] = {}
    for word in sorted(said, key=lambda one: (one.gegeven_op, one.id)):
        by_question.setdefault(word.vraag_id, []).append(word)
    mine = [one for each in asked for one in by_question.get(each.id, ())]
    shares = reading.shares([*(each.id for each in asked), *(each.id for each in mine)])
    names: dict[str, str] = {}
    for each in asked:
        if each.dossier_id not in names:
            persoon = reading.get(Inburgeraar, each.dossier_id)
            names[each.dossier_id] = persoon.naam if persoon else ""
    return tuple(
        QuestionView(
            vraag=each,
            naam=names[each.dossier_id],
            stand=stand_of(each, by_question.get(each.id, ())),
            antwoorden=tuple(
                AnswerLine(antwoord=one, share=shares[one.id]) for one in by_question.get(each.id, ())
            ),
            share=shares[each.id],
            waarom=why(shares[each.id].reden) if shares[each.id].stand is Deelstand.BLIJFT_HIER else "",
        )
        for each in asked
    )


def answered(views: Iterable[QuestionView], me: str, now: datetime) -> tuple[QuestionView, ...]:
    """Return the questions of mine to which somebody else said the last word in the last two weeks, newest first."""
    found = [
        each
        for each in views
        if each.vraag.gesteld_door == me
        and each.antwoorden
        and each.antwoorden[-1].antwoord.gegeven_door != me
        and each.laatste > now - _NEWS
    ]
    return tuple(sorted(found, key=lambda each: each.laatste, reverse=True))


def waiting(views: Iterable[QuestionView], me: str) -> tuple[QuestionView, ...]:
    """Return the questions of others that wait for an answer, in haste first, then the oldest."""
    found = [each for each in views if each.stand is Vraagstand.OPEN and each.vraag.gesteld_door != me]
    return tuple(sorted(found, key=lambda each: (not each.vraag.haast, each.laatste)))


def about_signal(store: Store, signaal_id: str) -> tuple[str, tuple[Categorie, ...]]:
    """Return the dossier of a signal and what a question about it may be about; Fault VRAAG_ONBEKEND without one."""
    with store.read() as reading:
        signaal = reading.get(Signaal, signaal_id)
    if signaal is None:
        raise Fault(VRAAG_ONBEKEND)
    return signaal.dossier_id, tuple(sorted(SENSITIVE & signaal.inhoud_categorieen))


def lacking(store: Store, dossier_id: str, today: date) -> frozenset[Categorie]:
    """Return the categories for which a question to the gemeente has no live ground now."""
    with store.read() as reading:
        grants = toestemmingen.grants_of(reading, dossier_id, today, catalogue.doelen())
    given = {one for each in grants if each.ontvanger is Ontvanger.GEMEENTE for one in each.categorieen}
    return frozenset({Categorie.BEGELEIDING, *SENSITIVE}) - given
