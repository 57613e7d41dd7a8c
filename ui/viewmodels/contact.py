"""One contact being written down, or corrected."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from PySide6.QtCore import QObject

from app.changes import Changes
from app.domain.contactmomenten import ONDERWERP_MAX, SAMENVATTING_MAX, Afmelding, Contactmoment, Kanaal
from app.domain.leefgebieden import Leefgebied
from app.domain.taken import Taak
from app.ports import Draft, Store
from app.services import concepten, contactmomenten, dossiers
from app.services.kalender import local
from ui.i18n import tr
from ui.session import Session
from ui.viewmodels.editing import EditingViewModel, number_problem, options_of

KANALEN = options_of(
    {
        Kanaal.HUISBEZOEK: ("Huisbezoek", "home-visit"),
        Kanaal.KANTOOR: ("Op kantoor", "places"),
        Kanaal.TELEFOON: ("Telefoon", "phone"),
        Kanaal.BERICHT: ("Bericht", "chat"),
        Kanaal.EMAIL: ("E-mail", "letter"),
        Kanaal.BRIEF: ("Brief", "letter"),
        Kanaal.ELDERS: ("Ergens anders", "more"),
    }
)
GELUKT = "gelukt"
UITKOMSTEN = (
    (GELUKT, "We hebben elkaar gesproken", "check"),
    (Afmelding.MET.value, "Niet gelukt, met afmelding", "not-seen"),
    (Afmelding.ZONDER.value, "Niet gelukt, zonder afmelding", "not-seen"),
)
LEEFGEBIEDEN = tuple(
    (gebied.value, gebied.naam, "") for gebied in Leefgebied if gebied is not Leefgebied.BEGELEIDER_ZELF
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AfspraakRegel:
    """An agreement made in the contact: what, by when and by whom. It becomes a task."""

    wat: str = ""
    voor_op: date | None = None
    wie: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactForm:
    """What the fields hold."""

    moment: datetime | None = None
    kanaal: str = ""
    uitkomst: str = GELUKT
    duur: int | None = None
    onderwerp: str = ""
    leefgebieden: tuple[str, ...] = ()
    samenvatting: str = ""
    aantekening: str = ""
    waarneming: str = ""
    duiding: str = ""
    aanwezig: str = ""
    tolk: str = ""
    telt_mee: bool = False
    afspraken: tuple[AfspraakRegel, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Found:
    naam: str
    draft: Draft | None
    old: Contactmoment | None


class ContactViewModel(EditingViewModel[ContactForm]):
    """Write a contact down. `naam` is the client's; with `vervangt` it corrects that contact by superseding it."""

    form_type = ContactForm

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, ContactForm(), parent)
        self.naam = ""
        self.vervangt = ""

    def load(self, dossier_id: str, vervangt: str = "") -> None:
        """Take up the draft of this contact, the contact to correct, or an empty form with now as its moment."""
        self.dossier_id, self.vervangt = dossier_id, vervangt
        self.draft_key = f"contact:{dossier_id}" + (f":{vervangt}" if vervangt else "")
        key = self.draft_key

        def find(store: Store) -> _Found:
            with store.read() as reading:
                old = reading.get(Contactmoment, vervangt) if vervangt else None
            return _Found(dossiers.get(store, dossier_id).naam, concepten.load(store, key), old)

        self.session.ask(find, self, self._fill, self.failed.emit)

    def _fill(self, found: _Found) -> None:
        self.naam = found.naam
        if not self.take_draft(found.draft):
            self.form = _form_of(found.old) if found.old else ContactForm(moment=local(self._now()))
        self.loaded.emit()

    def _now(self) -> datetime:
        return self.session.clock.now().replace(second=0, microsecond=0)

    def today(self) -> date:
        """Return today here."""
        return local(self._now()).date()

    def problem(self, key: str) -> str:
        """Say in a sentence what is wrong with one field, or `""`."""
        return self.problems().get(key, "")

    def problems(self) -> dict[str, str]:
        """Say for each field that isn't right yet what to do."""
        form, found = self.form, {}
        if form.moment is None:
            found["moment"] = tr("Vul de dag en de tijd in.")
        elif form.moment > local(self.session.clock.now()):
            found["moment"] = tr("Dit moment ligt in de toekomst. Leg een contact vast als het geweest is.")
        if not form.kanaal:
            found["kanaal"] = tr("Kies hoe jullie contact hadden.")
        if not form.onderwerp.strip():
            found["onderwerp"] = tr("Schrijf in een paar woorden waar het over ging.")
        elif len(form.onderwerp) > ONDERWERP_MAX:
            found["onderwerp"] = tr("Maak het onderwerp korter.")
        if len(form.samenvatting) > SAMENVATTING_MAX:
            found["samenvatting"] = tr("Maak de samenvatting korter.")
        for key in TEXTS:
            if key not in found and (sentence := self.number(key)):
                found[key] = sentence
        return found

    def number(self, key: str) -> str:
        """Return why a text can't stay as it is when it holds a BSN or V-nummer, else `""`; said while typing."""
        return number_problem(TEXTS[key], getattr(self.form, key)) if key in TEXTS else ""

    def agreement_problem(self, regel: AfspraakRegel) -> str:
        """Return the same for an agreement."""
        return number_problem(tr("De afspraak"), f"{regel.wat}\n{regel.wie}")

    def save(self) -> None:
        """Store the contact with its tasks; the draft goes in the same transaction."""
        contact, taken, key, vervangt = self._contact(), self._taken(), self.draft_key, self.vervangt
        clock, ids = self.session.clock, self.session.ids

        def store_it(store: Store) -> tuple[str, Changes]:
            if vervangt:
                return contactmomenten.supersede(store, clock, ids, vervangt, contact, taken, key)
            return contactmomenten.record(store, clock, ids, contact, taken, key)

        self._timer.stop()
        self.session.act(store_it, self, self.finished, self.refused)

    def _contact(self) -> Contactmoment:
        form = self.form
        gelukt = form.uitkomst == GELUKT
        return Contactmoment(
            id="",
            dossier_id=self.dossier_id,
            plaatsgevonden_op=form.moment or self._now(),
            kanaal=Kanaal(form.kanaal),
            onderwerp=form.onderwerp.strip(),
            duur_minuten=(form.duur or 0) if gelukt else 0,
            leefgebieden=tuple(Leefgebied(key) for key in form.leefgebieden),
            samenvatting=form.samenvatting.strip(),
            aantekening=form.aantekening.strip(),
            waarneming=form.waarneming.strip(),
            duiding=form.duiding.strip(),
            aanwezig=tuple(part.strip() for part in form.aanwezig.split(",") if part.strip()),
            tolk=form.tolk.strip(),
            contact_gelukt=gelukt,
            afmelding=Afmelding.NIET_VAN_TOEPASSING if gelukt else Afmelding(form.uitkomst),
            telt_mee_zroute=form.telt_mee and gelukt,
        )

    def _taken(self) -> tuple[Taak, ...]:
        return tuple(
            Taak(id="", dossier_id=self.dossier_id, omschrijving=one.wat, voor_op=one.voor_op, wie=one.wie)
            for one in self.form.afspraken
            if one.wat.strip()
        )


TEXTS = {
    "onderwerp": "Het onderwerp",
    "samenvatting": "De samenvatting",
    "aantekening": "De aantekening",
    "waarneming": "De waarneming",
    "duiding": "De duiding",
    "aanwezig": "Wie waren erbij?",
    "tolk": "Tolk",
}
"""Fields in which a number may be typed that can't stay, by the name that the sentence uses."""


def _form_of(contact: Contactmoment) -> ContactForm:
    empty = ContactForm()
    return replace(
        empty,
        moment=local(contact.plaatsgevonden_op),
        kanaal=contact.kanaal.value,
        uitkomst=GELUKT if contact.contact_gelukt else contact.afmelding.value,
        duur=contact.duur_minuten or None,
        onderwerp=contact.onderwerp,
        leefgebieden=tuple(gebied.value for gebied in contact.leefgebieden),
        samenvatting=contact.samenvatting,
        aantekening=contact.aantekening,
        waarneming=contact.waarneming,
        duiding=contact.duiding,
        aanwezig=", ".join(contact.aanwezig),
        tolk=contact.tolk,
        telt_mee=contact.telt_mee_zroute,
    )
