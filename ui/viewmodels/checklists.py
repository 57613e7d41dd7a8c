"""Choosing a checklist for a client: what each is for, when it was last done, and what is unfinished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.ports import Store
from app.services import invullingen
from app.services.invullingen import Lijstkeuze, Lijstkeuzes
from ui.i18n import counted, joined, relative_moment, tr
from ui.session import Session
from ui.viewmodels.live import LiveViewModel
from ui.viewmodels.toestemming import language_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One list to choose. `unfinished` says where one was, `""` when nothing is unfinished."""

    code: str
    title: str
    purpose: str
    facts: str
    last: str
    unfinished: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesFacts:
    """All lists for one client."""

    client: str
    choices: tuple[Choice, ...]


class ChecklistsViewModel(LiveViewModel[ChoicesFacts]):
    """The lists of one dossier."""

    kinds = ("concept", "invulling", "inburgeraar")

    def __init__(self, session: Session) -> None:
        super().__init__(session)

    def show(self, dossier_id: str) -> None:
        """Show the lists for a client."""
        if dossier_id != self.dossier_id:
            self.facts = None
        self.dossier_id = dossier_id

    def query(self) -> Callable[[Store], ChoicesFacts]:
        dossier_id, now = self.dossier_id, self.session.clock.now()
        return lambda store: choices_facts(invullingen.choices(store, dossier_id), now)

    def discard(self, code: str) -> None:
        """Throw away what is unfinished of a list."""
        dossier_id = self.dossier_id
        self.session.act(
            lambda store: (None, invullingen.drop(store, dossier_id, code)), self, None, self._refused
        )


def choices_facts(offered: Lijstkeuzes, now: datetime) -> ChoicesFacts:
    """Put the lists into words."""
    return ChoicesFacts(client=offered.naam, choices=tuple(_choice(each, now) for each in offered.lijsten))


def _choice(each: Lijstkeuze, now: datetime) -> Choice:
    facts = [
        counted(each.vragen, "vraag", "vragen"),
        tr("ongeveer {n} minuten", n=each.duur_minuten),
    ]
    if each.talen:
        names = [language_name(code) for code in each.talen]
        facts.append(tr("ook in het {languages}", languages=joined(names)))
    last = tr("Nog niet ingevuld")
    if each.laatst_op is not None:
        last = tr(
            "Laatst ingevuld: {when}, door {who}",
            when=relative_moment(each.laatst_op, now),
            who=each.laatst_door or tr("onbekend"),
        )
    unfinished = ""
    if each.concept is not None:
        unfinished = tr(
            "{done} van {total} beantwoord, bewaard {when}",
            done=each.concept.beantwoord,
            total=each.concept.gevraagd,
            when=relative_moment(each.concept.bewaard_op, now),
        )
    return Choice(
        code=each.code,
        title=each.titel,
        purpose=each.doel,
        facts=" · ".join(facts),
        last=last,
        unfinished=unfinished,
    )
