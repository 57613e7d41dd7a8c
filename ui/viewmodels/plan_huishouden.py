"""The plans of a household side by side: what each member chose to show, and one who keeps the overview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.ports import Store
from app.services import plannen
from app.services.kalender import today
from ui.i18n import apart, counted, relative_day, short_day, tr
from ui.viewmodels.live import LiveViewModel


@dataclass(frozen=True, slots=True, kw_only=True)
class LidFacts:
    """One member: who, the goals they show as (theme, sentence), and what is said of the rest."""

    dossier_id: str
    naam: str
    rol: str
    doelen: tuple[tuple[str, str], ...]
    verborgen: str
    bespreken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HuishoudenFacts:
    """The page in words."""

    regisseur: str
    leden: tuple[LidFacts, ...]


class HuishoudenViewModel(LiveViewModel[HuishoudenFacts]):
    """Reads the plans of the household of `dossier_id`."""

    kinds = ("doel", "plan_van_aanpak", "inburgeraar", "huishouden", "huishoudlid")

    def open(self, dossier_id: str) -> None:
        """Show this client's household."""
        if dossier_id != self.asked:
            self.facts = None
        self.asked = dossier_id

    asked = ""

    def query(self) -> Callable[[Store], HuishoudenFacts]:
        dossier_id, day = self.asked, today(self.session.clock)

        def read(store: Store) -> HuishoudenFacts:
            found = plannen.household(store, dossier_id, day)
            return HuishoudenFacts(
                regisseur=found.regisseur,
                leden=tuple(
                    LidFacts(
                        dossier_id=each.dossier_id,
                        naam=apart(each.naam),
                        rol=each.rol,
                        doelen=tuple((doel.thema.naam, doel.ik_zin) for doel in each.doelen),
                        verborgen=_hidden(each.verborgen, shows=bool(each.doelen)),
                        bespreken=tr(
                            "Weer bespreken: {day} ({when})",
                            day=short_day(each.bespreken_op, day),
                            when=relative_day(each.bespreken_op, day),
                        )
                        if each.bespreken_op
                        else "",
                    )
                    for each in found.leden
                ),
            )

        return read


def _hidden(count: int, *, shows: bool) -> str:
    if not count:
        return "" if shows else tr("Nog geen doelen in het plan.")
    goals = counted(count, "doel", "doelen")
    return (
        tr("Nog {goals}, alleen voor de cliënt zelf.", goals=goals)
        if shows
        else tr("{goals}, alleen voor de cliënt zelf.", goals=goals[:1].upper() + goals[1:])
    )
