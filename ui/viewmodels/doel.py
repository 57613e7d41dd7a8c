"""One goal of the plan being written or changed, and the frame around the goals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from PySide6.QtCore import QObject

from app.changes import Changes
from app.domain.plan import (
    STAPPEN_MAX,
    WOORDEN_MAX,
    ZIN_MAX,
    Doel,
    Doelstand,
    Doeltermijn,
    Planstap,
    Planthema,
    PlanVanAanpak,
    Stapstand,
    Uitvoerder,
)
from app.domain.records import Categorie
from app.ports import Store
from app.services import personen, plannen
from app.services.kalender import today
from app.services.signaleringen import NOG_NIET
from app.services.veldnamen import value_in_words
from ui.i18n import tr
from ui.session import Session
from ui.viewmodels.editing import number_problem, options_of
from ui.viewmodels.revising import RevisingViewModel, Stored

THEMAS = tuple((each.value, each.naam, "") for each in Planthema)
TERMIJNEN = tuple((each.value, each.naam, "") for each in Doeltermijn)
STANDEN = options_of(
    {
        Doelstand.LOOPT: ("Loopt", "clock"),
        Doelstand.BEREIKT: ("Bereikt", "check"),
        Doelstand.GESTOPT: ("Gestopt", "close"),
    }
)
WIE = (
    (Uitvoerder.CLIENT.value, "Cliënt", "person"),
    (Uitvoerder.BEGELEIDER.value, "Begeleider", "clients"),
    (Uitvoerder.GEMEENTE.value, "Gemeente", "places"),
    (Uitvoerder.PARTNER.value, "Andere organisatie", "share"),
)
STAPSTANDEN = (
    (Stapstand.OPEN.value, "Open", ""),
    (Stapstand.BEZIG.value, "Bezig", ""),
    (Stapstand.GEDAAN.value, "Gedaan", "check"),
    (Stapstand.NIET_GELUKT.value, "Niet gelukt", "not-seen"),
)
EXTRA = (
    (Categorie.GEZONDHEID.value, "Gezondheid", "heart"),
    (Categorie.VEILIGHEID.value, "Veiligheid", "shield"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StapRegel:
    """One step as the fields hold it."""

    wat: str = ""
    wie: str = Uitvoerder.CLIENT.value
    wie_naam: str = ""
    voor_op: date | None = None
    stand: str = Stapstand.OPEN.value
    resultaat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoelVelden:
    """What the fields of a goal hold."""

    thema: str = ""
    termijn: str = Doeltermijn.KORT.value
    ik_zin: str = ""
    stappen: tuple[StapRegel, ...] = ()
    stand: str = Doelstand.LOOPT.value
    resultaat: str = ""
    extra: tuple[str, ...] = ()
    in_huishouden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DoelForm:
    """The fields, as they were when this began, and the version that was."""

    shown: DoelVelden = field(default_factory=DoelVelden)
    basis: DoelVelden = field(default_factory=DoelVelden)
    basis_id: str = ""


class DoelViewModel(RevisingViewModel):
    """`load` begins a new goal in a theme, or takes up one that exists."""

    form_type = DoelForm
    kinds = ("doel",)
    captions: ClassVar[Mapping[str, str]] = {
        "thema": "Thema",
        "termijn": "Termijn",
        "ik_zin": "Wat ik wil",
        "stappen": "Stappen",
        "stand": "Hoe staat het ervoor?",
        "resultaat": "Resultaat",
        "extra": "Gaat ook over",
        "in_huishouden": "Het gezin mag dit zien",
    }

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, DoelForm(), parent)
        self.doel_id = ""
        self.thema = ""

    def load(self, dossier_id: str, doel_id: str = "", thema: str = "") -> None:
        """Show a goal, or an empty form with this theme chosen."""
        self.doel_id, self.thema = doel_id, thema if thema in set(Planthema) else ""
        self.start(dossier_id, f"doel:{dossier_id}" + (f":{doel_id}" if doel_id else ""))

    @property
    def is_new(self) -> bool:
        return not self.doel_id

    def today(self) -> date:
        """Return today here."""
        return today(self.session.clock)

    def stored(self) -> Callable[[Store], Stored[DoelVelden]]:
        dossier_id, doel_id, thema = self.dossier_id, self.doel_id, self.thema

        def read(store: Store) -> Stored[DoelVelden]:
            with store.read() as reading:
                naam = personen.require(reading, dossier_id).naam
            if not doel_id:
                return Stored(id="", fields=DoelVelden(thema=thema, extra=usual_extra(thema)), naam=naam)
            doel = plannen.goal(store, doel_id)
            return Stored(id=doel.id, fields=fields_of(doel), naam=naam)

        return read

    def words_of(self, value: object) -> str:
        if isinstance(value, tuple):
            return "; ".join(
                value_in_words(_stap(each)) if isinstance(each, StapRegel) else str(each) for each in value
            )
        return super().words_of(value)

    def problem(self, key: str) -> str:
        """Say in a sentence what is wrong with one field, or `""`."""
        return self.problems().get(key, "")

    def problems(self) -> dict[str, str]:
        """Say for each field that isn't right yet what to do."""
        shown: DoelVelden = self.form.shown
        found: dict[str, str] = {}
        if not shown.thema:
            found["thema"] = tr("Kies bij welk thema dit doel hoort.")
        if not shown.ik_zin.strip():
            found["ik_zin"] = tr("Schrijf één zin die begint met “Ik”.")
        elif len(shown.ik_zin) > ZIN_MAX:
            found["ik_zin"] = tr("Maak de zin korter.")
        elif sentence := number_problem("De zin", shown.ik_zin):
            found["ik_zin"] = sentence
        if shown.stand != Doelstand.LOOPT.value and not shown.resultaat.strip():
            found["resultaat"] = tr("Schrijf in één zin wat het resultaat is, of waarom het stopt.")
        elif sentence := number_problem("Het resultaat", shown.resultaat):
            found["resultaat"] = sentence
        if sentence := self._steps_problem(shown.stappen):
            found["stappen"] = sentence
        return found

    def _steps_problem(self, steps: tuple[StapRegel, ...]) -> str:
        if len(steps) > STAPPEN_MAX:
            return tr("Er passen {n} stappen in een doel. Maak een nieuw doel.", n=STAPPEN_MAX)
        for number, each in enumerate(steps, start=1):
            if not each.wat.strip() and each != StapRegel():
                return tr("Stap {n} zegt nog niet wat er gebeurt.", n=number)
            for text in (each.wat, each.wie_naam, each.resultaat):
                if sentence := number_problem(f"Stap {number}", text):
                    return sentence
        return ""

    def save(self) -> None:
        """Store the goal as a new version; the draft goes in the same transaction."""
        doel, key = self._doel(), self.draft_key
        clock, ids = self.session.clock, self.session.ids

        def work(store: Store) -> tuple[str, Changes]:
            return plannen.save_goal(store, clock, ids, doel, key)

        self.store(work)

    def _doel(self) -> Doel:
        shown: DoelVelden = self.form.shown
        return Doel(
            id="",
            dossier_id=self.dossier_id,
            thema=Planthema(shown.thema),
            ik_zin=shown.ik_zin,
            vastgelegd_op=NOG_NIET,
            termijn=Doeltermijn(shown.termijn),
            stappen=tuple(_stap(each) for each in shown.stappen if each.wat.strip()),
            stand=Doelstand(shown.stand),
            resultaat=shown.resultaat if shown.stand != Doelstand.LOOPT.value else "",
            in_huishouden=shown.in_huishouden,
            categorieen=tuple(Categorie(each) for each in shown.extra),
            vervangt=self.form.basis_id,
        )


def usual_extra(thema: str) -> tuple[str, ...]:
    """Return what a goal in a theme is taken to be about beyond the plan, until somebody says otherwise."""
    return (Categorie.GEZONDHEID.value,) if thema == Planthema.GEZONDHEID.value else ()


def _stap(regel: StapRegel) -> Planstap:
    return Planstap(
        wat=regel.wat,
        wie=Uitvoerder(regel.wie),
        wie_naam=regel.wie_naam if regel.wie != Uitvoerder.CLIENT.value else "",
        voor_op=regel.voor_op,
        stand=Stapstand(regel.stand),
        resultaat=regel.resultaat if regel.stand != Stapstand.OPEN.value else "",
    )


def fields_of(doel: Doel) -> DoelVelden:
    """Return a stored goal as the form shows it."""
    known = {key for key, _, _ in EXTRA}
    return DoelVelden(
        thema=doel.thema.value,
        termijn=doel.termijn.value,
        ik_zin=doel.ik_zin,
        stappen=tuple(
            StapRegel(
                wat=each.wat,
                wie=each.wie.value,
                wie_naam=each.wie_naam,
                voor_op=each.voor_op,
                stand=each.stand.value,
                resultaat=each.resultaat,
            )
            for each in doel.stappen
        ),
        stand=doel.stand.value,
        resultaat=doel.resultaat,
        extra=tuple(each.value for each in doel.categorieen if each.value in known),
        in_huishouden=doel.in_huishouden,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class KaderVelden:
    """What the fields of the frame hold."""

    sterke_kanten: str = ""
    wensen: str = ""
    wie_helpt: str = ""
    bespreken_op: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KaderForm:
    """The fields, as they were when this began, and the version that was."""

    shown: KaderVelden = field(default_factory=KaderVelden)
    basis: KaderVelden = field(default_factory=KaderVelden)
    basis_id: str = ""


class KaderViewModel(RevisingViewModel):
    """Strengths, wishes, who helps, and when to look again."""

    form_type = KaderForm
    kinds = ("plan_van_aanpak",)
    captions: ClassVar[Mapping[str, str]] = {
        "sterke_kanten": "Sterke kanten",
        "wensen": "Wensen",
        "wie_helpt": "Wie helpt",
        "bespreken_op": "Weer bespreken op",
    }

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, KaderForm(), parent)

    def load(self, dossier_id: str) -> None:
        """Show the frame of this client's plan."""
        self.start(dossier_id, f"plan-kader:{dossier_id}")

    def today(self) -> date:
        """Return today here."""
        return today(self.session.clock)

    def stored(self) -> Callable[[Store], Stored[KaderVelden]]:
        dossier_id = self.dossier_id

        def read(store: Store) -> Stored[KaderVelden]:
            with store.read() as reading:
                persoon = personen.require(reading, dossier_id)
                kader = plannen.frame_of(reading, dossier_id)
            if kader is None:
                # What was said about the person before there was a plan is where the plan begins.
                first = KaderVelden(sterke_kanten=persoon.kracht, wensen=persoon.wensen)
                return Stored(id="", fields=first, naam=persoon.naam)
            fields = KaderVelden(
                sterke_kanten=kader.sterke_kanten,
                wensen=kader.wensen,
                wie_helpt=kader.wie_helpt,
                bespreken_op=kader.bespreken_op,
            )
            return Stored(id=kader.id, fields=fields, naam=persoon.naam)

        return read

    def problems(self) -> dict[str, str]:
        """Say for each field that isn't right yet what to do."""
        shown: KaderVelden = self.form.shown
        found: dict[str, str] = {}
        for key in ("sterke_kanten", "wensen", "wie_helpt"):
            text = getattr(shown, key)
            if len(text) > WOORDEN_MAX:
                found[key] = tr("Maak deze tekst korter.")
            elif sentence := number_problem(self.captions[key], text):
                found[key] = sentence
        again = shown.bespreken_op
        if again is not None and again < self.today() and again != self.form.basis.bespreken_op:
            found["bespreken_op"] = tr("Deze dag is voorbij. Kies een dag die nog komt.")
        return found

    def save(self) -> None:
        """Store the frame as a new version."""
        shown, key, dossier_id = self.form.shown, self.draft_key, self.dossier_id
        clock, ids = self.session.clock, self.session.ids
        plan = PlanVanAanpak(
            id="",
            dossier_id=dossier_id,
            vastgelegd_op=NOG_NIET,
            sterke_kanten=shown.sterke_kanten.strip(),
            wensen=shown.wensen.strip(),
            wie_helpt=shown.wie_helpt.strip(),
            bespreken_op=shown.bespreken_op,
        )
        self.store(lambda store: plannen.save_frame(store, clock, ids, plan, key))
