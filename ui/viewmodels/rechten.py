"""Gegevens en rechten: correct, restrict, hold or erase a dossier; and when its term ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal

from app.domain.gegevensbesluiten import Gegevensactie
from app.ports import Rol, Store
from app.services import bestanden, gegevensrechten
from app.services.afgifte import MadeDocument
from app.services.gegevensrechten import Gegevens, Waarom
from app.services.kalender import today
from ui.i18n import apart, counted, plain_day, short_moment, tr
from ui.viewmodels.live import LiveViewModel

ACTIES: tuple[tuple[str, str, str], ...] = (
    (Gegevensactie.VERBETEREN.value, "Iets verbeteren", "edit"),
    (Gegevensactie.BEPERKEN.value, "Alleen nog bewaren", "lock"),
    (Gegevensactie.OPHEFFEN.value, "Weer gebruiken", "unlock"),
    (Gegevensactie.VASTHOUDEN.value, "Langer bewaren", "clock"),
    (Gegevensactie.VRIJGEVEN.value, "Niet langer bewaren", "undo"),
    (Gegevensactie.WISSEN.value, "Wissen", "trash"),
)
UITLEG = {
    Gegevensactie.VERBETEREN: "Schrijf op wat er niet klopt. Verbeter het daarna in het dossier.",
    Gegevensactie.BEPERKEN: "Het dossier blijft, maar niemand kan het lezen, gebruiken of delen.",
    Gegevensactie.OPHEFFEN: "Iedereen met dit dossier kan het weer lezen en gebruiken.",
    Gegevensactie.VASTHOUDEN: "Het dossier wordt niet gewist, ook niet na de bewaartermijn.",
    Gegevensactie.VRIJGEVEN: "De bewaartermijn geldt weer.",
    Gegevensactie.WISSEN: "Alles gaat weg: stukken, brieven, concepten en wat klaarstond. Dit kan niet terug.",
}
WISWOORD = "wissen"


@dataclass(frozen=True, slots=True, kw_only=True)
class RechtenFeiten:
    """Where the data stands, in sentences. `keuzes` are the actions that make sense now."""

    naam: str
    stand: tuple[str, ...]
    keuzes: tuple[str, ...]
    geschiedenis: tuple[tuple[str, str], ...]
    stukken: str
    termijn_voorbij: bool
    mag: bool


class RechtenViewModel(LiveViewModel[RechtenFeiten]):
    """The rights of one dossier. `done` when something was decided, `erased(name)` when all is gone."""

    done = Signal()
    erased = Signal(str)
    refused = Signal(object)
    kinds = ("gegevensbesluit", "inburgeraar")

    def show(self, dossier_id: str) -> None:
        """Show a dossier."""
        if dossier_id != self.dossier_id:
            self.dossier_id, self.facts = dossier_id, None

    def query(self) -> Callable[[Store], RechtenFeiten]:
        dossier_id, day = self.dossier_id, today(self.session.clock)
        may = self.session.profile.rol is not Rol.VRIJWILLIGER
        return lambda store: facts_of(gegevensrechten.view(store, dossier_id, day), may)

    def decide(self, actie: str, reden: str) -> None:
        """Record a decision that isn't an erasure."""
        session, dossier_id = self.session, self.dossier_id
        session.act(
            lambda store: (
                None,
                gegevensrechten.decide(
                    store, session.clock, session.ids, dossier_id, Gegevensactie(actie), reden
                ),
            ),
            self,
            lambda _: self._decided(),
            self.refused.emit,
        )

    def _decided(self) -> None:
        self.reload()
        self.done.emit()

    def proposed_name(self) -> str:
        """Return a name for the certificate, without the client in it."""
        return f"gewist-{today(self.session.clock):%Y-%m-%d}.pdf"

    def erase(self, path: str, reden: str) -> None:
        """Erase everything and store the certificate at `path`."""
        session, dossier_id = self.session, self.dossier_id
        over = self.facts is not None and self.facts.termijn_voorbij
        waarom = Waarom.TERMIJN if over else Waarom.VERZOEK

        def work() -> MadeDocument:
            store = session.tasks.call_store(lambda opened: opened)
            with bestanden.saving(path) as put:
                made = gegevensrechten.erase(store, session.clock, session.ids, dossier_id, waarom, reden)
                put(made.data)
            session.tasks.announce(made.changes, None)
            return made

        session.tasks.slow(work, self, lambda _: self.erased.emit(Path(path).name), self.refused.emit)


def facts_of(view: Gegevens, may: bool) -> RechtenFeiten:
    """Put where the data stands into sentences."""
    stand = view.stand
    lines = []
    if stand.beperkt is not None:
        lines.append(tr("Dit dossier wordt alleen bewaard: {why}", why=stand.beperkt.reden))
    if stand.vastgehouden is not None:
        lines.append(tr("Dit dossier wordt langer bewaard: {why}", why=stand.vastgehouden.reden))
    if view.tot is None:
        lines.append(tr("Het dossier is open. De bewaartermijn begint als je het afsluit."))
    elif view.dagen is not None and view.dagen > 0:
        lines.append(tr("De bewaartermijn eindigt op {day}.", day=plain_day(view.tot)))
    else:
        lines.append(tr("De bewaartermijn eindigde op {day}. Wis het dossier.", day=plain_day(view.tot)))
    leave_out = {
        Gegevensactie.OPHEFFEN if stand.beperkt is None else Gegevensactie.BEPERKEN,
        Gegevensactie.VRIJGEVEN if stand.vastgehouden is None else Gegevensactie.VASTHOUDEN,
    }
    return RechtenFeiten(
        naam=apart(view.naam),
        stand=tuple(lines),
        keuzes=tuple(key for key, _, _ in ACTIES if Gegevensactie(key) not in leave_out),
        geschiedenis=tuple(
            (
                f"{each.actie.value.capitalize()}: {each.reden}",
                f"{short_moment(each.besloten_op)} · {apart(each.besloten_door)}",
            )
            for each in view.besluiten
        ),
        stukken=counted(view.stukken, "stuk", "stukken"),
        termijn_voorbij=view.dagen is not None and view.dagen <= 0,
        mag=may,
    )


def explanation(actie: str) -> str:
    """Return in a sentence what an action does."""
    return tr(UITLEG[Gegevensactie(actie)]) if actie else ""
