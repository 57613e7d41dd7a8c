"""Intrekken: one page, as easy as saying yes; afterwards where the message to the receiver stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal

from app.changes import Changes
from app.domain.toestemmingen import Ontvanger, Toestemming
from app.ports import Store
from app.services import bestanden, catalogue, intrekbewijs, intrekkingen, personen, toestemmingen
from app.services.afgifte import MadeDocument
from app.services.intrekkingen import Intrekking
from app.services.kalender import today
from ui.i18n import apart, counted, plain_day, short_moment, tr
from ui.viewmodels.live import LiveViewModel
from ui.viewmodels.toestemming import ONTVANGERS
from ui.viewmodels.toestemming_gesprek import Tekstpaar


@dataclass(frozen=True, slots=True, kw_only=True)
class Stap:
    """One step of the message's way: done, or what is waited for."""

    titel: str
    gedaan: bool
    uitleg: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntrekkenFeiten:
    """One purpose: `kan` while there is a yes to take back; `stappen` after it was taken back."""

    naam: str
    titel: str
    kan: bool
    sinds: str
    gevolgen: tuple[str, ...]
    niet_terug: tuple[str, ...]
    tekst: tuple[Tekstpaar, ...]
    van_rechts: bool
    taal: str
    ouder_beslist: bool
    stappen: tuple[Stap, ...] = ()
    bellen: str = ""
    wacht_op_delen: bool = False


class IntrekkenViewModel(LiveViewModel[IntrekkenFeiten]):
    """Withdraws one purpose of one dossier. `done` when it stands, `refused(Fault)` when it couldn't.

    `printed(name)` when the client's proof was stored.
    """

    done = Signal()
    printed = Signal(str)
    refused = Signal(object)
    kinds = ("toestemming", "verstrekking")

    doel = ""

    def show(self, dossier_id: str, doel: str) -> None:
        """Show one purpose."""
        if (dossier_id, doel) != (self.dossier_id, self.doel):
            self.dossier_id, self.doel, self.facts = dossier_id, doel, None

    def query(self) -> Callable[[Store], IntrekkenFeiten]:
        dossier_id, doel, clock = self.dossier_id, self.doel, self.session.clock

        def read(store: Store) -> IntrekkenFeiten:
            with store.read() as reading:
                persoon = personen.require(reading, dossier_id)
                records = reading.of_dossier(Toestemming, dossier_id)
            parent = toestemmingen.ouder_beslist(persoon, today(clock))
            return facts_of(
                persoon.naam, doel, records, intrekkingen.stands(store, clock, dossier_id).get(doel), parent
            )

        return read

    def concerns(self, changes: Changes) -> bool:
        """Also the sending: where the message stands is shown here."""
        return super().concerns(changes) or changes.concerns("delen")

    def withdraw(self, door: str = "", tolk: str = "") -> None:
        """Take the yes back now. `door`: the parent's name when it wasn't the client."""
        session, dossier_id, doel = self.session, self.dossier_id, self.doel
        taal = self.facts.taal if self.facts else "nl"

        def work(store: Store) -> tuple[None, Changes]:
            changes = toestemmingen.withdraw(
                store, session.clock, session.ids, dossier_id, doel, taal=taal, tolk=tolk, gegeven_door=door
            )
            return None, changes

        session.act(work, self, lambda _: self._withdrawn(), self.refused.emit)

    def proposed_name(self) -> str:
        """Return a name for the proof, without the client in it."""
        return f"intrekken-{today(self.session.clock):%Y-%m-%d}.pdf"

    def print_proof(self, path: str) -> None:
        """Make the client's proof, store it at `path` and register it."""
        session, dossier_id, doel = self.session, self.dossier_id, self.doel

        def work() -> MadeDocument:
            store = session.tasks.call_store(lambda opened: opened)
            with bestanden.saving(path) as put:
                made = intrekbewijs.make(store, session.clock, session.ids, dossier_id, doel)
                session.tasks.announce(made.changes, None)
                put(made.data)
            return made

        session.tasks.slow(work, self, lambda _: self.printed.emit(Path(path).name), self.refused.emit)

    def _withdrawn(self) -> None:
        self.reload()
        self.done.emit()


def facts_of(
    naam: str, code: str, records: tuple[Toestemming, ...], gone: Intrekking | None, parent: bool
) -> IntrekkenFeiten:
    """Put into words what taking back one purpose does, or did."""
    doel = catalogue.doelen()[code]
    yes = toestemmingen.given(records, code)
    last = max(
        (each for each in records if each.doel == code), key=lambda each: each.vastgelegd_op, default=None
    )
    taal = last.taal if last else "nl"
    return IntrekkenFeiten(
        naam=apart(naam),
        titel=doel.titel,
        kan=bool(yes),
        sinds=plain_day(max(each.vanaf for each in yes)) if yes else "",
        gevolgen=_consequences(code),
        niet_terug=_not_recalled(code, gone),
        tekst=_client_text(code, taal),
        van_rechts=catalogue.toestemmingstaal(taal).van_rechts,
        taal=taal,
        ouder_beslist=parent,
        stappen=_steps(gone) if gone is not None and not yes else (),
        bellen=_call(gone) if gone is not None and not yes else "",
        wacht_op_delen=gone is not None and not yes and gone.reist and gone.verzonden_op is None,
    )


def _consequences(code: str) -> tuple[str, ...]:
    doel = catalogue.doelen()[code]
    who = tr(ONTVANGERS[doel.ontvanger])
    lines = [tr("Vanaf nu gaat hiervoor niets meer weg.")]
    if doel.ontvanger is Ontvanger.GEMEENTE:
        lines.append(tr("Wat klaarstond om te delen, wordt niet meer verstuurd."))
        lines.append(tr("De gemeente krijgt bericht, als eerste bij de volgende keer delen."))
        if doel.bij_intrekking == "wissen":
            lines.append(tr("De gemeente wist wat ze hiervoor kreeg. Ze stuurt een bewijs terug."))
        else:
            lines.append(
                tr(
                    "De gemeente schermt af wat ze hiervoor kreeg. Ze moet het nog bewaren: {why}.",
                    why=doel.bewaargrond,
                )
            )
    elif doel.categorieen:
        lines.append(tr("Je kunt geen blad meer maken voor {who}.", who=who))
    lines.append(doel.bij_nee)
    return tuple(lines)


def _not_recalled(code: str, gone: Intrekking | None) -> tuple[str, ...]:
    doel = catalogue.doelen()[code]
    lines = [tr("Wat iemand al heeft gelezen.")]
    if doel.ontvanger is not Ontvanger.GEMEENTE and doel.categorieen:
        lines.insert(
            0,
            tr(
                "Bladen die {who} al heeft. Bel en vraag of ze die vernietigen.",
                who=tr(ONTVANGERS[doel.ontvanger]),
            ),
        )
    else:
        lines.insert(0, tr("Wat al op papier staat of als bestand is opgeslagen."))
    if gone is not None and gone.op_papier:
        made = counted(len(gone.op_papier), "blad", "bladen")
        lines.append(tr("Hiervoor is eerder gemaakt: {made}.", made=made))
    return tuple(lines)


def _client_text(code: str, taal: str) -> tuple[Tekstpaar, ...]:
    if taal == "nl":
        return ()
    dutch = catalogue.toestemmingstaal("nl").teksten[code]
    own = catalogue.toestemmingstaal(taal).teksten[code]
    return tuple(
        Tekstpaar(kop="", nl=getattr(dutch, name), eigen=getattr(own, name))
        for name in ("titel", "intrekken", "papier")
    )


def _steps(gone: Intrekking) -> tuple[Stap, ...]:
    first = Stap(
        titel=tr("Ingetrokken op dit apparaat"), gedaan=True, uitleg=short_moment(gone.ingetrokken_op)
    )
    if not gone.reist:
        who = tr(ONTVANGERS[gone.ontvanger])
        return (
            first,
            Stap(
                titel=tr("Vertel het {who}", who=who),
                gedaan=False,
                uitleg=tr("Dit bericht gaat niet vanzelf. Bel of schrijf hen."),
            ),
        )
    sent = gone.verzonden_op is not None
    return (
        first,
        Stap(
            titel=tr("Bericht verstuurd aan de gemeente"),
            gedaan=sent,
            uitleg=short_moment(gone.verzonden_op)
            if gone.verzonden_op
            else tr("Wacht op de volgende keer delen."),
        ),
        Stap(
            titel=tr("De gemeente heeft het uitgevoerd en bevestigd"),
            gedaan=gone.bevestigd,
            uitleg=_account(gone),
        ),
    )


def _account(gone: Intrekking) -> str:
    """Say what the receipt says: when, how many were erased, how many had to stay and on which ground."""
    if not gone.bevestigd:
        return tr("Het bewijs is nog niet binnen.")
    parts = [short_moment(gone.ontvangen_op)] if gone.ontvangen_op else []
    parts.append(tr("gewist: {n}", n=counted(gone.gewist, "stuk", "stukken")))
    if gone.afgeschermd:
        kept = counted(gone.afgeschermd, "stuk", "stukken")
        parts.append(tr("afgeschermd bewaard: {n} ({why})", n=kept, why=gone.bewaargrond))
    return " · ".join(parts)


def _call(gone: Intrekking) -> str:
    if not gone.bellen:
        return ""
    return tr("Er is nog geen bevestiging. Bel de gemeente en vraag of de intrekking is uitgevoerd.")
