"""The PVT of one client: where it stands, its sessions, and a session being added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

from app.changes import Changes
from app.domain.inburgering import (
    Aanwezigheid,
    Inburgeringstraject,
    Kernwaarde,
    PvtSessie,
    PvtSoort,
    PvtStand,
    in_uren,
)
from app.ports import Draft, Store
from app.services import concepten, dossiers, inburgering
from app.services.kalender import today
from ui.i18n import long_day, numeric_day, tr
from ui.session import Session
from ui.viewmodels.editing import EditingViewModel, options_of
from ui.viewmodels.live import LiveViewModel

SOORTEN = options_of(
    {
        PvtSoort.BIJEENKOMST: ("Bijeenkomst", "clients"),
        PvtSoort.EXCURSIE: ("Excursie of activiteit", "places"),
        PvtSoort.INDIVIDUEEL: ("Individueel gesprek", "contact"),
        PvtSoort.ONDERTEKENING: ("Ondertekening", "signature"),
    }
)
WAARDEN = tuple((waarde.value, waarde.value.capitalize(), "") for waarde in Kernwaarde)
AANWEZIG = options_of(
    {
        Aanwezigheid.AANWEZIG: ("Was er", "check"),
        Aanwezigheid.AFGEMELD: ("Was er niet, met afmelding", "not-seen"),
        Aanwezigheid.AFWEZIG: ("Was er niet, zonder afmelding", "not-seen"),
    }
)
_SOORTNAAM = {key: text for key, text, _ in SOORTEN}
_AANWEZIGNAAM = {key: text for key, text, _ in AANWEZIG}


@dataclass(frozen=True, slots=True)
class SessieRegel:
    """A session in words."""

    id: str
    datum: str
    soort: str
    duur: str
    waarden: str
    aanwezig: str
    telt: bool


@dataclass(frozen=True, slots=True)
class PvtFacts:
    """What the page shows."""

    naam: str
    stand: PvtStand
    traject: Inburgeringstraject | None
    sessies: tuple[SessieRegel, ...]

    @property
    def uren(self) -> str:
        """The hours so far of those needed, in words."""
        return tr(
            "{done} van {need}", done=in_uren(self.stand.minuten), need=in_uren(self.stand.minuten_nodig)
        )

    @property
    def termijn(self) -> str:
        """When the term ends and how long that is, in words."""
        stand = self.stand
        if stand.laatste_dag is None or stand.dagen_over is None:
            return tr("Nog niet bekend. De termijn begint na de dagtekening van het eerste PIP.")
        if stand.dagen_over < 0:
            return tr("{day}. De termijn is voorbij.", day=long_day(stand.laatste_dag))
        return tr("{day}, nog {n} dagen.", day=long_day(stand.laatste_dag), n=stand.dagen_over)


class PvtViewModel(LiveViewModel[PvtFacts]):
    """Reads the PVT of `dossier_id`."""

    kinds = ("pvt_sessie", "inburgeringstraject", "inburgeraar")

    def open(self, dossier_id: str) -> None:
        """Show this client."""
        if dossier_id != self.dossier_id:
            self.facts = None
        self.dossier_id = dossier_id

    def query(self) -> Callable[[Store], PvtFacts]:
        dossier_id, clock = self.dossier_id, self.session.clock

        def read(store: Store) -> PvtFacts:
            day = today(clock)
            return PvtFacts(
                naam=dossiers.get(store, dossier_id).naam,
                stand=inburgering.pvt(store, dossier_id, day),
                traject=inburgering.traject(store, dossier_id),
                sessies=tuple(_regel(one) for one in reversed(inburgering.sessies(store, dossier_id))),
            )

        return read


@dataclass(frozen=True, slots=True, kw_only=True)
class SessieForm:
    """What the fields of a new session hold."""

    datum: date | None = None
    soort: str = PvtSoort.BIJEENKOMST.value
    minuten: int | None = None
    waarden: tuple[str, ...] = ()
    aanwezig: str = Aanwezigheid.AANWEZIG.value
    taal: str = ""
    organisatie: str = ""


class SessieViewModel(EditingViewModel[SessieForm]):
    """A session being added."""

    form_type = SessieForm

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, SessieForm(), parent)

    def today(self) -> date:
        """Return today here."""
        return today(self.session.clock)

    def load(self, dossier_id: str) -> None:
        """Take up the draft, or an empty form for today."""
        self.dossier_id = dossier_id
        self.draft_key = f"pvt:{dossier_id}"
        key = self.draft_key
        self.session.ask(lambda store: concepten.load(store, key), self, self._fill, self.failed.emit)

    def _fill(self, draft: Draft | None) -> None:
        if not self.take_draft(draft):
            self.form = SessieForm(datum=self.today())
        self.loaded.emit()

    def problems(self) -> dict[str, str]:
        """Say for each field that isn't right yet what to do."""
        form, found = self.form, {}
        if form.datum is None:
            found["datum"] = tr("Vul de dag van de bijeenkomst in.")
        elif form.datum > self.today():
            found["datum"] = tr("Deze dag ligt in de toekomst. Leg een bijeenkomst vast als zij geweest is.")
        if not form.minuten:
            found["minuten"] = tr("Vul in hoe lang het duurde.")
        elif form.minuten > 12 * 60:
            found["minuten"] = tr("Een bijeenkomst duurt hooguit 12 uur.")
        return found

    def save(self) -> None:
        """Store the session; the draft goes in the same transaction."""
        form, key = self.form, self.draft_key
        clock, ids = self.session.clock, self.session.ids
        sessie = PvtSessie(
            id="",
            dossier_id=self.dossier_id,
            datum=form.datum or self.today(),
            minuten=form.minuten or 0,
            pvt_soort=PvtSoort(form.soort),
            kernwaarden=tuple(Kernwaarde(key) for key in form.waarden),
            aanwezigheid=Aanwezigheid(form.aanwezig),
            taal=form.taal.strip(),
            organisatie=form.organisatie.strip(),
        )

        def store_it(store: Store) -> tuple[str, Changes]:
            return inburgering.add_sessie(store, clock, ids, sessie, key)

        self._timer.stop()
        self.session.act(store_it, self, self._stored, self.refused)

    def _stored(self, record_id: str) -> None:
        self.finished(record_id)
        self.form = SessieForm(datum=self.today())
        self.loaded.emit()


def _regel(sessie: PvtSessie) -> SessieRegel:
    return SessieRegel(
        id=sessie.id,
        datum=numeric_day(sessie.datum),
        soort=_SOORTNAAM[sessie.pvt_soort.value],
        duur=in_uren(sessie.minuten),
        waarden=", ".join(waarde.value for waarde in sessie.kernwaarden) or "-",
        aanwezig=_AANWEZIGNAAM[sessie.aanwezigheid.value],
        telt=sessie.aanwezigheid is Aanwezigheid.AANWEZIG,
    )
