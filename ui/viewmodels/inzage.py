"""Inzage: what is kept, what was sent and who looked, to read together with the client, and as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal

from app.changes import Changes
from app.ports import Store
from app.services import bestanden, catalogue, inzage
from app.services.inzage import Groep, Inzage, MadeInzage, Variant
from app.services.kalender import today
from app.services.toestemmingsbladen import unreviewed
from ui.i18n import apart
from ui.viewmodels.live import LiveViewModel
from ui.viewmodels.toestemming import language_name


@dataclass(frozen=True, slots=True, kw_only=True)
class InzageFeiten:
    """What the page shows. `woorden` are the headings in (Dutch, own language); own is `""` for Dutch."""

    naam: str
    taal: str
    woorden: Mapping[str, tuple[str, str]]
    niet_nagekeken: str
    bewaard: tuple[Groep, ...]
    gedeeld: tuple[tuple[str, str], ...]
    papier: tuple[tuple[str, str], ...]
    gronden: tuple[str, ...]
    toegang: tuple[tuple[str, str], ...]
    stukken: int
    concepten: int
    weggelaten: int


class InzageViewModel(LiveViewModel[InzageFeiten]):
    """The inzage of one dossier. `saved(name)` when the files were made and registered, `refused(Fault)` if not."""

    saved = Signal(str)
    refused = Signal(object)
    variant = Variant.THUIS
    taal = ""

    def show(self, dossier_id: str) -> None:
        """Show a dossier, as at home until another variant is chosen; opening it is noted once."""
        if dossier_id != self.dossier_id:
            self.dossier_id, self.facts = dossier_id, None
            self.variant, self.taal = Variant.THUIS, ""
            self.session.act(lambda store: (None, inzage.look(store, dossier_id)), self, None, _quiet)

    def choose(self, variant: str, taal: str) -> None:
        """Read in another variant or language."""
        self.variant, self.taal = Variant(variant), taal
        self.reload()

    def concerns(self, changes: Changes) -> bool:
        """Everything of a dossier is shown here."""
        return any(each.dossier_id == self.dossier_id for each in changes.touched)

    def query(self) -> Callable[[Store], InzageFeiten]:
        dossier_id, clock, variant, taal = self.dossier_id, self.session.clock, self.variant, self.taal
        return lambda store: facts_of(inzage.view(store, clock, dossier_id, variant), taal)

    @staticmethod
    def languages() -> tuple[tuple[str, str, str], ...]:
        """Return the languages of the headings."""
        return tuple((taal, language_name(taal).capitalize(), "") for taal in catalogue.TALEN)

    def proposed_name(self) -> str:
        """Return a name for the file, without the client in it."""
        return f"inzage-{today(self.session.clock):%Y-%m-%d}.pdf"

    def save(self, path: str) -> None:
        """Make the PDF at `path` and the file for machines beside it, and register them."""
        session, dossier_id, variant, taal = self.session, self.dossier_id, self.variant, self.taal

        def work() -> MadeInzage:
            store = session.tasks.call_store(lambda opened: opened)
            beside = str(Path(path).with_suffix(".json"))
            with bestanden.saving(path) as put, bestanden.saving(beside) as put_beside:
                made = inzage.make(store, session.clock, session.ids, dossier_id, variant, taal)
                session.tasks.announce(made.changes, None)
                put(made.pdf)
                put_beside(made.json)
            return made

        session.tasks.slow(work, self, lambda _: self.saved.emit(Path(path).name), self.refused.emit)


def _quiet(_fault: object) -> None:
    """Reading the same dossier says the same Fault in its place."""


def facts_of(shown: Inzage, taal: str) -> InzageFeiten:
    """Put an inzage into lines for the screen."""
    chosen = taal or shown.taal
    own = catalogue.papierwoorden(chosen) if chosen != "nl" else {}
    return InzageFeiten(
        naam=apart(shown.naam),
        taal=chosen,
        woorden={name: (words, own.get(name, "")) for name, words in catalogue.papierwoorden("nl").items()},
        niet_nagekeken=" ".join(part for part in unreviewed(chosen) if part) if own else "",
        bewaard=shown.bewaard,
        gedeeld=tuple(
            (each.wat, f"{each.gegevens} · {each.aan} · {each.wanneer} · {each.grond} · {each.stand}")
            for each in shown.gedeeld
        ),
        papier=tuple((document, f"{to} · {when}") for document, to, when in shown.papier),
        gronden=shown.gronden,
        toegang=tuple(
            (f"{each.dag} · {each.wie}", f"{each.deed}, {each.aantal} keer") for each in shown.toegang
        ),
        stukken=shown.stukken,
        concepten=shown.concepten,
        weggelaten=shown.weggelaten,
    )
