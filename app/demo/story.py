"""The main job, act by act. Each act is what a person would do in the window, through the same use cases."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from app import wiring
from app.cli import tables
from app.demo import people
from app.demo.people import Actor
from app.domain.contactmomenten import Contactmoment, Kanaal
from app.domain.inburgering import Kernwaarde, PvtSessie
from app.domain.signalen import Signaalstand, Signaalstap
from app.domain.taken import Taak
from app.domain.toestemmingen import Ontvanger, Wijze
from app.ports import REGISTER, ImportView, ShareOutcome
from app.services import (
    catalogue,
    contactmomenten,
    dossiers,
    inburgering,
    overdrachten,
    practice,
    signaleringen,
    toestemmingen,
)
from app.services.kalender import today
from app.services.toestemmingen import Decision
from app.services.vault import NewProfile, OpenProfile
from app.wiring import World
from app.wiring.transport import StoreTransport

SEED = 20261122
Say = Callable[[str], None]


@dataclass(slots=True)
class Seat:
    """One device in use: who, in which folder, opened."""

    actor: Actor
    folder: Path
    opened: OpenProfile
    transport: StoreTransport


@dataclass(slots=True)
class Tally:
    """True counts of what happened, for the report."""

    contacten: int = 0
    signalen: int = 0
    ops_gemaakt: int = 0
    ops_gedeeld: int = 0
    blijft: Counter[str] = field(default_factory=Counter)
    blijft_deels: Counter[str] = field(default_factory=Counter)
    batches: int = 0
    gaat_weg: int = 0
    blijft_hier: int = 0
    overgenomen: Counter[str] = field(default_factory=Counter)
    bevestigd: int = 0
    beantwoord: int = 0


@dataclass(slots=True)
class Story:
    """The whole demo world in one folder. `close` gives every profile free."""

    folder: Path
    world: World
    say: Say
    seats: list[Seat] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    client: str = ""
    patient: str = ""
    urgent: str = ""
    vingerafdruk: str = ""

    @property
    def mailbox(self) -> Path:
        return self.folder / "gedeelde-map"

    @property
    def pdf(self) -> Path:
        return self.folder / "overdracht-huisarts.pdf"

    @property
    def volunteer(self) -> Seat:
        return self._seat(people.VOLUNTEER)

    @property
    def worker(self) -> Seat:
        return self._seat(people.WORKER)

    @property
    def register(self) -> Seat:
        return self._seat(people.COORDINATOR)

    def _seat(self, actor: Actor) -> Seat:
        return next(seat for seat in self.seats if seat.actor is actor)

    def close(self) -> None:
        for seat in self.seats:
            seat.opened.close()
        self.seats.clear()

    # -- before

    def make_profiles(self) -> None:
        """Make three profiles, each with its own keys and its own encrypted store."""
        for actor in (people.VOLUNTEER, people.WORKER, people.COORDINATOR):
            wanted = NewProfile(naam=actor.naam, rol=actor.rol, practice=True, organisatie=people.ORGANISATIE)
            folder = self.folder / actor.map
            opened = wiring.create_profile(self.world, folder, wanted, people.PASSPHRASE)
            transport = wiring.open_transport(self.world, opened)
            self.seats.append(Seat(actor, folder, opened, transport))
        self.say("Drie apparaten gemaakt: vrijwilliger, begeleider en gemeente. Elk met een eigen slot.")

    def make_people_up(self) -> None:
        """Fill the two devices with people who have a believable year behind them."""
        for number, seat in enumerate((self.volunteer, self.worker)):
            actor, rng = seat.actor, random.Random(SEED + number)
            made = practice.seed(
                seat.opened.store, self.world.clock, self.world.ids, rng, actor.clients, actor.contacts
            )
            self.say(f"{actor.naam}: {len(made.dossier_ids)} verzonnen cliënten, {made.contacten} contacten.")

    def pair(self) -> None:
        """Invite, answer and admit by files; both sides must read the same fingerprint."""
        papers = self.folder / "koppelen"
        papers.mkdir()
        self.mailbox.mkdir()
        register = self.register.transport
        register.set_mailbox(f"folder:{self.mailbox}")
        for seat in (self.volunteer, self.worker):
            invitation = register.invite(seat.actor.naam)
            (papers / f"uitnodiging-{seat.actor.map}.lijn").write_bytes(invitation)
            theirs = seat.transport.read_invitation(invitation).fingerprint
            answer = seat.transport.join(invitation)
            (papers / f"antwoord-{seat.actor.map}.lijn").write_bytes(answer)
            if register.read_answer(answer).fingerprint != theirs:
                raise AssertionError("the two fingerprints differ")
            register.admit(answer)
            self.vingerafdruk = theirs
            self.say(f"{seat.actor.naam} gekoppeld. Beide lezen voor: {theirs}")

    # -- at the kitchen table

    def visit_at_home(self) -> None:
        """A home visit without internet, with an agreement."""
        store, clock, ids = self.volunteer.opened.store, self.world.clock, self.world.ids
        self.client, _ = dossiers.open_dossier(store, clock, ids, people.CLIENT)
        dossiers.enter(store, self.client)
        contact = Contactmoment(
            id="",
            dossier_id=self.client,
            plaatsgevonden_op=clock.now() - timedelta(hours=2),
            kanaal=Kanaal.HUISBEZOEK,
            **people.VISIT,
        )
        task = Taak(
            id="",
            dossier_id=self.client,
            omschrijving="Samen de school bellen",
            voor_op=today(clock) + timedelta(days=7),
            wie=people.VOLUNTEER.naam,
        )
        contactmomenten.record(store, clock, ids, contact, [task])
        self.say("Huisbezoek vastgelegd, zonder internet. Met een afspraak en een privénotitie.")

    def fill_in_checklist(self) -> None:
        """The signalering checklist: five signals, one of them urgent."""
        store, clock, ids = self.volunteer.opened.store, self.world.clock, self.world.ids
        checklist = catalogue.checklist(people.CHECKLIST)
        raised = signaleringen.preview_signals(checklist, people.ANSWERS)
        made = signaleringen.finish(store, clock, ids, self.client, checklist, people.ANSWERS)
        at = [signal.item_key for signal in raised].index(people.URGENT_ITEM)
        self.urgent = made.signaal_ids[at]
        urgent = raised[at]
        self.say(f"Signaleringslijst ingevuld: {len(raised)} signalen. Eén heeft {urgent.urgentie.value}:")
        self.say(f"  “{urgent.tekst}” Doe nu: {urgent.doen}")

    def add_pvt(self) -> None:
        store, clock, ids = self.volunteer.opened.store, self.world.clock, self.world.ids
        sessie = PvtSessie(
            id="",
            dossier_id=self.client,
            datum=today(clock) - timedelta(days=3),
            minuten=180,
            kernwaarden=(Kernwaarde.VRIJHEID, Kernwaarde.GELIJKWAARDIGHEID),
            organisatie="Welzijn Lindewaard",
        )
        inburgering.add_sessie(store, clock, ids, sessie)
        stand = inburgering.pvt(store, self.client, today(clock))
        self.say(f"PVT-bijeenkomst toegevoegd: {stand.minuten} van {stand.minuten_nodig} minuten gedaan.")

    def ask_consent(self) -> None:
        """Yes to three purposes, no to three others; then show exactly what leaves."""
        store, clock, ids = self.volunteer.opened.store, self.world.clock, self.world.ids
        decisions = [self._decision(doel, ja=doel in people.YES) for doel in (*people.YES, *people.NO)]
        toestemmingen.record_decisions(store, clock, ids, self.client, decisions)
        leaving = toestemmingen.what_leaves(store, self.client, Ontvanger.GEMEENTE, today(clock))
        self.tally.gaat_weg, self.tally.blijft_hier = leaving.gaat, leaving.blijft
        self.say(f"Toestemming gevraagd: {len(people.YES)} keer ja, {len(people.NO)} keer nee.")
        self.say(f"  Van dit dossier gaan {leaving.gaat} stukken weg en blijven er {leaving.blijft} hier.")

    @staticmethod
    def _decision(doel: str, *, ja: bool) -> Decision:
        text = catalogue.toestemmingstaal("ar").teksten[doel]
        return Decision(
            doel=doel,
            ja=ja,
            wijze=Wijze.HANDTEKENING,
            tekst_versie=text.tekst_versie,
            tekst_hash=text.tekst_hash,
            taal="ar",
            tolk="Tolkentelefoon Arabisch",
            handtekening=people.SIGNATURE,
        )

    # -- at the begeleider's desk

    def make_overdracht(self) -> None:
        """The begeleider's sheet for the huisarts, limited by what the client allowed."""
        store, clock, ids = self.worker.opened.store, self.world.clock, self.world.ids
        self.patient, _ = dossiers.open_dossier(store, clock, ids, people.PATIENT)
        checklist = catalogue.checklist(people.CHECKLIST)
        answer = people.ANSWERS["lich_medicijnen"]
        answers = {answer.key: replace(answer, waarneming="De bloeddrukpillen zijn op.")}
        signaleringen.finish(store, clock, ids, self.patient, checklist, answers)
        decisions = [
            self._decision(doel, ja=True) for doel in ("overdracht-huisarts", "gemeente-begeleiding")
        ]
        toestemmingen.record_decisions(store, clock, ids, self.patient, decisions)
        choice = overdrachten.Keuze(
            ontvanger_naam=people.PATIENT.huisarts, besproken_met="de praktijkondersteuner, per telefoon"
        )
        made = overdrachten.make(store, clock, ids, self.patient, Ontvanger.HUISARTS, choice)
        self.pdf.write_bytes(made.data)
        size = len(made.data) // 1024
        self.say(f"Overdracht voor de huisarts als PDF gemaakt: {self.pdf.name}, {size} kB.")

    # -- there and back

    def share_from_devices(self) -> None:
        """Both devices share: what may go is sealed and put in the folder."""
        for seat in (self.volunteer, self.worker):
            self._count_made(seat)
            outcome = self._share(seat)
            self._count_kept(seat)
            self.tally.ops_gedeeld += outcome.ops_sent
            self.tally.batches += outcome.batches_sent
            self.say(
                f"{seat.actor.naam} deelt {outcome.ops_sent} wijzigingen, verzegeld in "
                f"{tables.counted(outcome.batches_sent, 'pakket', 'pakketten')}; {outcome.ops_withheld} blijven hier."
            )

    @staticmethod
    def _share(seat: Seat) -> ShareOutcome:
        outcome = seat.transport.share()
        if outcome.fault is not None:
            raise outcome.fault
        return outcome

    def _count_made(self, seat: Seat) -> None:
        with seat.opened.store.read() as reading:
            counts = reading.counts()
            self.tally.ops_gemaakt += len(reading.ledger.outbox(REGISTER, withheld=True))
        self.tally.contacten += counts["contactmoment"]
        self.tally.signalen += counts["signaal"]

    def _count_kept(self, seat: Seat) -> None:
        """Count what stayed and why: whole records, and the rest of records that went in part."""
        with seat.opened.store.read() as reading:
            rows = reading.ledger.outbox(REGISTER, withheld=True)
            shares = reading.shares([row.op.record_id for row in rows])
        for row in rows:
            gone_in_part = shares[row.op.record_id].verzonden_op is not None
            (self.tally.blijft_deels if gone_in_part else self.tally.blijft)[row.reden] += 1

    def import_at_gemeente(self) -> None:
        """The coordinator looks first, then imports."""
        transport = self.register.transport
        plan = transport.fetch_plan()
        self.say(f"De gemeente kijkt eerst: {len(plan.batches)} pakketten, {_in_words(plan)}.")
        done = transport.apply()
        if done.fault is not None:
            raise done.fault
        self.tally.overgenomen.update({fate.value: number for fate, number in done.counts.items() if number})
        self.say(f"De gemeente neemt over: {_in_words(done)}.")

    def assign_signal(self) -> None:
        """The coordinator assigns the urgent signal; receipts and the step go back."""
        store, clock, ids = self.register.opened.store, self.world.clock, self.world.ids
        signaleringen.step(
            store,
            clock,
            ids,
            self.urgent,
            Signaalstand.BELEGD,
            belegd_bij=people.ASSIGNED_TO,
            toelichting="We bellen vandaag met de apotheek.",
        )
        outcome = self._share(self.register)
        self.tally.batches += outcome.batches_sent
        self.say(f"Het signaal is belegd bij {people.ASSIGNED_TO}. De gemeente deelt terug.")

    def hear_back(self) -> None:
        """Receipt and follow-up arrive at the volunteer's."""
        for seat in (self.volunteer, self.worker):
            outcome = self._share(seat)
            self.tally.bevestigd += outcome.ops_confirmed
            self.tally.batches += outcome.batches_sent
        view = signaleringen.show(self.volunteer.opened.store, self.urgent)
        steps = [step.stand for step in view.life]
        if Signaalstand.BELEGD not in steps or view.rij.belegd_bij != people.ASSIGNED_TO:
            raise AssertionError("the follow-up didn't arrive")
        with self.volunteer.opened.store.read() as reading:
            steps_here = reading.everything(Signaalstap)
        theirs = {step.signaal_id for step in steps_here if step.door == people.COORDINATOR.naam}
        self.tally.beantwoord = len(theirs)
        self.say(f"Bij {people.VOLUNTEER.naam} staat nu: {view.rij.deelstand.value}, en het antwoord:")
        self.say(f"  {view.rij.stand} bij {view.rij.belegd_bij}, uiterlijk {tables.day(view.rij.uiterlijk)}.")

    def acts(self) -> tuple[Callable[[], None], ...]:
        """Return the whole job in its order."""
        return (
            self.make_profiles,
            self.make_people_up,
            self.pair,
            self.visit_at_home,
            self.fill_in_checklist,
            self.add_pvt,
            self.ask_consent,
            self.make_overdracht,
            self.share_from_devices,
            self.import_at_gemeente,
            self.assign_signal,
            self.hear_back,
        )


def _in_words(view: ImportView) -> str:
    return ", ".join(f"{number} {fate.value}" for fate, number in view.counts.items() if number) or "niets"
