"""Noting a signal without a checklist: what, how urgent, whom to call at once, and whether it was talked through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.changes import Changes
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.organisatie import Contactpersoon
from app.domain.signalen import Bron, Signaal
from app.faults import Fault
from app.ports import Draft, Store
from app.services import contactpersonen, hulp, personen, signaleringen
from app.services.kalender import today
from app.services.signaleringen import NOG_NIET
from ui.i18n import tr
from ui.session import Session
from ui.viewmodels.bellen import Advice, advice
from ui.viewmodels.editing import EditingViewModel, number_problem

LEEFGEBIEDEN: tuple[tuple[str, str, str], ...] = tuple((each.value, each.naam, "") for each in Leefgebied)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalForm:
    """The fields. `urgentie` is `""` while nobody chose another than usual; `besproken` is `ja`, `nee` or `""`."""

    leefgebied: str = ""
    waarneming: str = ""
    bron: str = Bron.ZELF.value
    urgentie: str = ""
    reden: str = ""
    besproken: str = ""
    waarom_niet: str = ""


class SignaalNoterenViewModel(EditingViewModel[SignalForm]):
    """One new signal. `saved(id)` when it was noted."""

    form_type = SignalForm

    def __init__(self, session: Session) -> None:
        super().__init__(session, SignalForm())
        self.client = ""
        self.gemeente = ""
        self.contactpersoon: Contactpersoon | None = None
        self._busy = False

    def load(self, dossier_id: str) -> None:
        """Begin a signal for a client, or go on where one was."""
        if dossier_id == self.dossier_id and self._dirty:
            self.loaded.emit()
            return
        self.dossier_id, self.draft_key = dossier_id, f"signaal:{dossier_id}"

        def read(store: Store) -> tuple[str, str, Contactpersoon | None, Draft | None]:
            with store.read() as reading:
                persoon = personen.require(reading, dossier_id)
                draft = reading.draft(f"signaal:{dossier_id}")
                return persoon.naam, persoon.gemeente, contactpersonen.known(reading), draft

        self.session.ask(read, self, self._read, self.failed.emit)

    def _read(self, found: tuple[str, str, Contactpersoon | None, Draft | None]) -> None:
        self.client, self.gemeente, self.contactpersoon, draft = found
        if not self.take_draft(draft):
            self.form = SignalForm()
        self.loaded.emit()

    # -- what the fields mean

    @staticmethod
    def usual(form: SignalForm) -> str:
        """Return the urgency that is usual for this leefgebied, `""` before one is chosen."""
        return hulp.usual_urgency(Leefgebied(form.leefgebied)).value if form.leefgebied else ""

    def urgency(self, form: SignalForm) -> str:
        """Return the urgency that counts: a lower one only with its reason."""
        usual = self.usual(form)
        if not usual or not form.urgentie or (self.is_lower(form) and not form.reden.strip()):
            return usual
        return form.urgentie

    def is_lower(self, form: SignalForm) -> bool:
        """True when somebody chose less haste than usual: that needs a reason."""
        usual = self.usual(form)
        return bool(usual and form.urgentie) and Urgentie(form.urgentie).is_lower_than(Urgentie(usual))

    def haste(self, form: SignalForm) -> str:
        """Return within which time somebody must act, as a sentence."""
        urgency = self.urgency(form)
        return hulp.haste_in_words(Urgentie(urgency), today(self.session.clock)) if urgency else ""

    def advice(self, form: SignalForm) -> Advice | None:
        """Return what to do at once."""
        urgency = self.urgency(form)
        if not urgency:
            return None
        return advice(
            Urgentie(urgency),
            hulp.usual_routes(Leefgebied(form.leefgebied)),
            op=today(self.session.clock),
            gemeente=self.gemeente,
            oefen=self.session.profile.practice,
            contactpersoon=self.contactpersoon,
        )

    @staticmethod
    def about_self(form: SignalForm) -> bool:
        """True when it is about the begeleider: then there's nothing to talk through with the client."""
        return form.leefgebied == Leefgebied.BEGELEIDER_ZELF

    @staticmethod
    def is_shielded(form: SignalForm) -> bool:
        """True when it is about safety."""
        return bool(form.leefgebied) and Leefgebied(form.leefgebied).beschermd

    def problems(self, form: SignalForm) -> Mapping[str, str]:
        """Return what must still be said, by field."""
        found = {
            "leefgebied": "" if form.leefgebied else tr("Kies waar het over gaat."),
            "waarneming": self.number_problem(form.waarneming)
            if form.waarneming.strip()
            else tr("Schrijf in een paar woorden wat je zag of hoorde."),
            "reden": tr("Schrijf kort op waarom dit minder dringend is.")
            if self.is_lower(form) and not form.reden.strip()
            else "",
            "besproken": "",
            "waarom_niet": "",
        }
        if not self.about_self(form):
            if not form.besproken:
                found["besproken"] = tr("Heb je dit besproken? Kies ja of nee.")
            elif form.besproken == "nee" and not form.waarom_niet.strip():
                found["waarom_niet"] = tr("Schrijf kort op waarom niet.")
        return {key: sentence for key, sentence in found.items() if sentence}

    @staticmethod
    def number_problem(text: str) -> str:
        """Return why a remark can't stay as it is, or `""`."""
        return number_problem(tr("Wat zag of hoorde je?"), text)

    # -- noting

    def note(self) -> None:
        """Store the signal; `saved(id)` when that is done."""
        form = self.form
        if self._busy or self.problems(form):
            return
        self._busy = True
        self._timer.stop()
        session, key = self.session, self.draft_key
        signaal = self._signaal(form)

        def store_it(store: Store) -> tuple[str, Changes]:
            return signaleringen.note_signal(store, session.clock, session.ids, signaal, key)

        session.act(store_it, self, self._noted, self._not_noted)

    def _signaal(self, form: SignalForm) -> Signaal:
        leefgebied = Leefgebied(form.leefgebied)
        discussed = form.besproken == "ja"
        return Signaal(
            id="",
            dossier_id=self.dossier_id,
            leefgebied=leefgebied,
            urgentie=Urgentie(self.urgency(form)),
            waarneming=form.waarneming.strip(),
            genoteerd_op=NOG_NIET,
            bron=Bron(form.bron) if form.bron else Bron.ZELF,
            besproken=discussed,
            niet_besproken_reden="" if discussed else form.waarom_niet.strip(),
            urgentie_reden=form.reden.strip() if self.is_lower(form) else "",
            naar=hulp.usual_routes(leefgebied),
        )

    def _noted(self, signaal_id: str) -> None:
        self._busy = False
        # Empty fields before the page is left: what they hold then is what it keeps as a draft.
        self.form = SignalForm()
        self.has_draft = False
        self.loaded.emit()
        self.finished(signaal_id)

    def _not_noted(self, fault: Fault) -> None:
        self._busy = False
        self.refused(fault)
