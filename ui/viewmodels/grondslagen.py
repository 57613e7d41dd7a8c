"""Grounds other than consent: the list of one dossier, and the form for a new one or for ending one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from app.changes import Changes
from app.domain.records import Categorie
from app.domain.toestemmingen import Grondslag, Grondslagsoort, Ontvanger
from app.faults import Fault
from app.ports import Draft, Rol, Store
from app.services import catalogue, grondslagen, personen
from app.services.grondslagen import GroundRow
from app.services.kalender import today
from app.services.signaleringen import NOG_NIET
from app.services.weggaan import GRONDEN
from ui.i18n import apart, plain_day, short_moment, tr
from ui.session import Session
from ui.viewmodels.editing import EditingViewModel, number_problem
from ui.viewmodels.live import LiveViewModel
from ui.viewmodels.toestemming import ONTVANGERS

HELP = {
    Grondslagsoort.TAAK_GEMEENTE: "Dit hoort bij het werk van de gemeente (Wet inburgering 2021, artikel 13).",
    Grondslagsoort.OVEREENKOMST: "Het staat in de afspraken tussen jouw organisatie en de gemeente.",
    Grondslagsoort.VITAAL_BELANG: "Er is gevaar voor iemands leven of gezondheid, en vragen kan nu niet.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GrondRegel:
    """One ground in words. `kan_stoppen` and `kan_verlengen` say what this user may do with it."""

    id: str
    titel: str
    grond: str
    stand: str
    uitleg: str
    meta: tuple[str, ...]
    kan_stoppen: bool
    kan_verlengen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GrondslagenFeiten:
    """The grounds of one dossier; `mag` tells whether this user may record one."""

    naam: str
    regels: tuple[GrondRegel, ...]
    mag: bool


class GrondslagenViewModel(LiveViewModel[GrondslagenFeiten]):
    """All grounds of one dossier."""

    kinds = ("grondslag", "inburgeraar")

    def show(self, dossier_id: str) -> None:
        """Show a dossier."""
        if dossier_id != self.dossier_id:
            self.dossier_id, self.facts = dossier_id, None

    def query(self) -> Callable[[Store], GrondslagenFeiten]:
        dossier_id, day = self.dossier_id, today(self.session.clock)
        may = self.session.profile.rol is not Rol.VRIJWILLIGER

        def read(store: Store) -> GrondslagenFeiten:
            rows = grondslagen.of_dossier(store, dossier_id, day)
            with store.read() as reading:
                naam = personen.require(reading, dossier_id).naam
            return GrondslagenFeiten(
                naam=apart(naam), regels=tuple(_regel(row, may) for row in rows), mag=may
            )

        return read


def _regel(row: GroundRow, may: bool) -> GrondRegel:
    grond = row.grond
    meta = [
        tr(
            "van {first} tot {last} · vastgelegd door {name}, {moment}",
            first=plain_day(grond.vanaf),
            last=plain_day(row.tot) if row.tot else tr("nader bericht"),
            name=apart(grond.vastgelegd_door),
            moment=short_moment(grond.vastgelegd_op),
        )
    ]
    if row.categorieen:
        meta.append(
            tr(
                "aan {who}: {what}",
                who=tr(ONTVANGERS[grond.ontvanger]),
                what=", ".join(each.value for each in row.categorieen),
            )
        )
    if grond.uitzondering:
        meta.append(tr("Waarom niet gevraagd: {why}", why=grond.uitzondering))
    if row.gestopt_door is not None:
        stop = row.gestopt_door
        meta.append(
            tr(
                "Gestopt door {name}, {moment}: {why}",
                name=apart(stop.vastgelegd_door),
                moment=short_moment(stop.vastgelegd_op),
                why=stop.toelichting,
            )
        )
    return GrondRegel(
        id=grond.id,
        titel=row.titel,
        grond=tr(GRONDEN[grond.grondslag]),
        stand=row.stand,
        uitleg=grond.toelichting,
        meta=tuple(meta),
        kan_stoppen=may and row.stand in ("geldt", "begint_later"),
        kan_verlengen=may and row.verlengen,
    )


# -- recording one


@dataclass(frozen=True, slots=True, kw_only=True)
class GrondForm:
    """The fields of a new ground; with `stopt` only `toelichting` counts."""

    doel: str = ""
    grondslag: str = ""
    categorieen: tuple[str, ...] = ()
    toelichting: str = ""
    uitzondering: str = ""
    vanaf: date | None = None
    tot: date | None = None


class GrondslagViewModel(EditingViewModel[GrondForm]):
    """Records a ground, or ends one (`stopt` is its id). `saved(id)` when it stands."""

    form_type = GrondForm

    def __init__(self, session: Session) -> None:
        super().__init__(session, GrondForm())
        self.client = ""
        self.stopt = ""
        self.over = ""
        self._busy = False

    def load(self, dossier_id: str, stopt: str = "", verlengt: str = "") -> None:
        """Begin: anew, from one that is renewed, or to end one."""
        key = f"grondslag-stop:{dossier_id}:{stopt}" if stopt else f"grondslag:{dossier_id}:{verlengt}"
        if key == self.draft_key and self._dirty:
            self.loaded.emit()
            return
        self.dossier_id, self.draft_key, self.stopt = dossier_id, key, stopt
        earlier = stopt or verlengt

        def read(store: Store) -> tuple[str, Grondslag | None, Draft | None]:
            with store.read() as reading:
                found = reading.get(Grondslag, earlier) if earlier else None
                return personen.require(reading, dossier_id).naam, found, reading.draft(key)

        self.session.ask(read, self, self._read, self.failed.emit)

    def _read(self, found: tuple[str, Grondslag | None, Draft | None]) -> None:
        self.client, earlier, draft = found
        self.over = self.doel_title(earlier.doel) if earlier else ""
        if not self.take_draft(draft):
            day = today(self.session.clock)
            self.form = GrondForm(vanaf=day)
            if earlier is not None and not self.stopt:
                self.form = GrondForm(
                    doel=earlier.doel,
                    grondslag=str(earlier.grondslag),
                    categorieen=tuple(str(each) for each in earlier.categorieen),
                    toelichting=earlier.toelichting,
                    uitzondering=earlier.uitzondering,
                    vanaf=day,
                )
        self.loaded.emit()

    # -- what may be chosen

    @staticmethod
    def doel_title(code: str) -> str:
        doel = catalogue.doelen().get(code)
        return doel.titel if doel else code

    @staticmethod
    def doelen() -> tuple[tuple[str, str, str], ...]:
        """Return the purposes for which a ground other than consent exists."""
        return tuple(
            (code, doel.titel, "")
            for code, doel in catalogue.doelen().items()
            if grondslagen.grounds_allowed(doel)
        )

    @staticmethod
    def grounds(doel: str) -> tuple[tuple[str, str, str], ...]:
        """Return the grounds that the table allows for a purpose."""
        if not doel:
            return ()
        return tuple(
            (str(each), tr(GRONDEN[each]).capitalize(), "")
            for each in grondslagen.grounds_allowed(catalogue.doelen()[doel])
        )

    @staticmethod
    def categories(doel: str) -> tuple[tuple[str, str, str], ...]:
        """Return the categories of a purpose."""
        if not doel:
            return ()
        return tuple(
            (str(each), each.value.capitalize(), "") for each in sorted(catalogue.doelen()[doel].categorieen)
        )

    def help(self, form: GrondForm) -> str:
        """Say what the chosen ground means, and until when it can hold."""
        if not (form.doel and form.grondslag and form.vanaf):
            return ""
        soort = Grondslagsoort(form.grondslag)
        latest = grondslagen.last_day(catalogue.doelen()[form.doel], soort, form.vanaf)
        return f"{tr(HELP[soort])} {tr('Dit geldt uiterlijk tot {day}.', day=plain_day(latest))}"

    def asks_exception(self, form: GrondForm) -> bool:
        """True when it must be said why consent couldn't be asked."""
        return bool(form.doel) and grondslagen.needs_exception(
            catalogue.doelen()[form.doel], tuple(Categorie(each) for each in form.categorieen)
        )

    def problems(self, form: GrondForm) -> Mapping[str, str]:
        """Return what must still be said, by field."""
        found = {
            "toelichting": self.number_problem("Waarom", form.toelichting)
            if form.toelichting.strip()
            else tr("Schrijf in één zin waarom dit mag.")
        }
        if self.stopt:
            if not form.toelichting.strip():
                found["toelichting"] = tr("Schrijf in één zin waarom dit stopt.")
            return {key: sentence for key, sentence in found.items() if sentence}
        found["doel"] = "" if form.doel else tr("Kies waarvoor dit is.")
        found["grondslag"] = "" if form.grondslag else tr("Kies waarom dit mag.")
        found["vanaf"] = "" if form.vanaf else tr("Kies vanaf welke dag.")
        if self.asks_exception(form) and not form.uitzondering.strip():
            found["uitzondering"] = tr("Schrijf op waarom je geen toestemming kon vragen.")
        return {key: sentence for key, sentence in found.items() if sentence}

    @staticmethod
    def number_problem(name: str, text: str) -> str:
        return number_problem(tr(name), text)

    # -- storing

    def store(self) -> None:
        """Record it or end it; `saved(id)` when that is done."""
        form = self.form
        if self._busy or self.problems(form):
            return
        self._busy = True
        self._timer.stop()
        session, key, stopt, dossier_id = self.session, self.draft_key, self.stopt, self.dossier_id

        def work(store: Store) -> tuple[str, Changes]:
            if stopt:
                changes = grondslagen.end(
                    store, session.clock, session.ids, stopt, form.toelichting, draft_key=key
                )
                return stopt, changes
            return grondslagen.register(
                store, session.clock, session.ids, _ground(dossier_id, form), draft_key=key
            )

        session.act(work, self, self._stored, self._not_stored)

    def _stored(self, record_id: str) -> None:
        self._busy = False
        self.form = GrondForm()
        self.has_draft = False
        self.loaded.emit()
        self.finished(record_id)

    def _not_stored(self, fault: Fault) -> None:
        self._busy = False
        self.refused(fault)


def _ground(dossier_id: str, form: GrondForm) -> Grondslag:
    assert form.vanaf is not None
    return Grondslag(
        id="",
        dossier_id=dossier_id,
        doel=form.doel,
        ontvanger=Ontvanger.GEMEENTE,
        grondslag=Grondslagsoort(form.grondslag),
        toelichting=form.toelichting,
        vastgelegd_op=NOG_NIET,
        vastgelegd_door="",
        vanaf=form.vanaf,
        tot=form.tot,
        categorieen=tuple(Categorie(each) for each in form.categorieen),
        uitzondering=form.uitzondering,
    )
