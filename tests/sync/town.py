"""A small made-up town: one register and some devices around a mailbox in memory, on the fake or the real store."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import resources
from app.crypto.identity import DeviceKeys, PublicIdentity
from app.domain.contactmomenten import Contactmoment
from app.domain.doelentabel import parse_doelen
from app.domain.inburgeraar import Inburgeraar
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.ops import Deelstand
from app.domain.records import Record
from app.domain.signalen import Signaal
from app.domain.toestemmingen import Besluit, Doelentabel, Toestemming, newest_per_doel
from app.ports import REGISTER, Device, DeviceStatus, Profile, Rol, Store
from storage.store import open_store
from sync import incoming, outgoing, pairing, party, reviewing, wiping
from sync import round as rounds
from sync.mailboxes.memory import MemoryMailbox
from sync.party import Party
from sync.reports import ImportPlan, ImportReport
from sync.round import RoundReport
from tests.sync.fakes import FakeStore
from tests.worlds import KEY, CountingIds, HandClock, consent, contact, new_store, person

BEGELEIDING = "gemeente-begeleiding"
GEZONDHEID = "gemeente-gezondheid"
INBURGERING = "gemeente-inburgering"
WERK = "gemeente-werk-inkomen"


@lru_cache(maxsize=1)
def doelen() -> Doelentabel:
    text = resources.read_text("toestemming/doelen.v1.toml")
    return parse_doelen(tomllib.loads(text), "doelen.v1.toml")


@lru_cache(maxsize=32)
def keys_of(name: str, practice: bool = True) -> DeviceKeys:
    """Keys of one name, the same in every test: making them is what a test would spend its time on."""
    seed = name.encode().ljust(32, b".")[:32]
    return DeviceKeys.from_seed(seed, practice=practice)


@dataclass
class Side:
    """One installation."""

    name: str
    store: Any
    keys: DeviceKeys
    clock: HandClock
    ids: CountingIds

    @property
    def party(self) -> Party:
        return Party(self.store, self.keys, self.clock, self.ids, doelen())

    @property
    def device_id(self) -> str:
        return self.keys.device_id

    def run(self, mailbox: Any, **more: Any) -> RoundReport:
        return rounds.run(self.store, mailbox, self.keys, self.clock, self.ids, doelen(), **more)

    def share(self, mailbox: Any, **more: Any) -> RoundReport:
        """A round that must succeed."""
        report = self.run(mailbox, **more)
        if report.fault is not None:
            raise report.fault
        return report

    def plan(self) -> ImportPlan:
        return incoming.plan(self.store, self.keys, self.clock, self.ids, doelen())

    def apply(self, **more: Any) -> ImportReport:
        report = incoming.apply(self.store, self.keys, self.clock, self.ids, doelen(), **more)
        if report.fault is not None:
            raise report.fault
        return report

    def review(self, digests: set[str]) -> ImportReport:
        """Take over batches that were set aside."""
        report = reviewing.take_over(self.party, digests)
        if report.fault is not None:
            raise report.fault
        return report

    def discard(self, digests: set[str]) -> None:
        reviewing.put_away(self.party, digests)

    # -- work of people

    def write(self, *records: Record) -> None:
        with self.store.write() as uow:
            for record in records:
                if uow.get(type(record), record.id) is None:
                    uow.add(record)
                else:
                    uow.replace(record)
            uow.commit()
        self.clock.move(seconds=1)

    def client(self, *doel_codes: str, dossier_id: str = "", **fields: Any) -> str:
        """A new client with consent for some purposes; return the dossier."""
        dossier_id = dossier_id or self.ids.new()
        self.write(
            person(dossier_id, **fields), *(self.grant_record(dossier_id, code) for code in doel_codes)
        )
        return dossier_id

    def grant_record(self, dossier_id: str, doel: str, **more: Any) -> Toestemming:
        moment = self.clock.now()
        values = {"vastgelegd_op": moment, "vanaf": moment.date(), **more}
        return consent(self.ids.new(), dossier_id, doel, **values)

    def grant(self, dossier_id: str, doel: str, **more: Any) -> Toestemming:
        record = self.grant_record(dossier_id, doel, **more)
        self.write(record)
        return record

    def refuse(self, dossier_id: str, doel: str) -> Toestemming:
        return self.grant(dossier_id, doel, besluit=Besluit.GEWEIGERD)

    def withdraw(self, dossier_id: str, doel: str) -> Toestemming:
        with self.store.read() as reading:
            last = newest_per_doel(reading.of_dossier(Toestemming, dossier_id))[doel]
        assert last.besluit is Besluit.GEGEVEN
        return self.grant(dossier_id, doel, besluit=Besluit.INGETROKKEN, trekt_in=last.id)

    def visit(self, dossier_id: str, text: str = "Hij wil fietsen leren.", **more: Any) -> str:
        record = contact(self.ids.new(), dossier_id, samenvatting=text, **more)
        self.write(record)
        return record.id

    def signal(
        self,
        dossier_id: str,
        gebied: Leefgebied = Leefgebied.LICHAMELIJKE_GEZONDHEID,
        text: str = "Hoest al weken.",
    ) -> str:
        record = Signaal(
            id=self.ids.new(),
            dossier_id=dossier_id,
            leefgebied=gebied,
            urgentie=Urgentie.BINNENKORT,
            waarneming=text,
            genoteerd_op=self.clock.now(),
        )
        self.write(record)
        return record.id

    def edit(self, dossier_id: str, **fields: Any) -> None:
        with self.store.write() as uow:
            uow.replace(replace(uow.get(Inburgeraar, dossier_id), **fields))
            uow.commit()
        self.clock.move(seconds=1)

    # -- what one sees

    def get(self, cls: type[Record], record_id: str) -> Any:
        with self.store.read() as reading:
            return reading.get(cls, record_id)

    def person(self, dossier_id: str) -> Inburgeraar | None:
        return self.get(Inburgeraar, dossier_id)

    def stand(self, record_id: str) -> Deelstand:
        with self.store.read() as reading:
            return reading.shares([record_id])[record_id].stand

    def reason(self, record_id: str) -> str:
        with self.store.read() as reading:
            return reading.shares([record_id])[record_id].reden

    def counts(self) -> dict[str, int]:
        with self.store.read() as reading:
            return {key: value for key, value in reading.counts().items() if value}

    def withheld(self, reader: str = REGISTER) -> dict[str, str]:
        """record id -> reason of what stays in the outbox."""
        with self.store.read() as reading:
            rows = reading.ledger.outbox(reader, withheld=True)
            return {row.op.record_id: row.reden for row in rows}


StoreMaker = Callable[[Profile, HandClock, CountingIds], Store]


@dataclass
class Town:
    """A register, its devices, and the mailbox between them. Every side has a clock of its own."""

    make_store: StoreMaker
    practice: bool = True
    mailbox: Any = field(default_factory=MemoryMailbox)
    sides: dict[str, Side] = field(default_factory=dict)
    clones: int = 0

    def __post_init__(self) -> None:
        self.register = self.side("Cora", Rol.COORDINATOR)

    def side(self, name: str, rol: Rol = Rol.VRIJWILLIGER, practice: bool | None = None) -> Side:
        practice = self.practice if practice is None else practice
        clock, ids = HandClock(), CountingIds(len(self.sides) + 1)
        keys = keys_of(name, practice)
        profile = Profile(
            device_id=keys.device_id, naam=name, rol=rol, practice=practice, organisatie="Lijnhuis"
        )
        made = Side(name, self.make_store(profile, clock, ids), keys, clock, ids)
        self.sides[name] = made
        return made

    def device(self, name: str = "Ans", rol: Rol = Rol.VRIJWILLIGER) -> Side:
        """A device that was invited, has joined, and is admitted."""
        made = self.side(name, rol)
        self.pair(made)
        return made

    def pair(self, side: Side) -> Device:
        register = self.register
        data = pairing.invite(register.store, register.keys, register.clock, register.ids)
        answer = pairing.join(side.store, side.keys, side.clock, side.ids, pairing.read_invitation(data))
        return pairing.admit(
            register.store,
            register.keys,
            register.clock,
            pairing.read_answer(register.store, register.keys, answer),
        )

    def everybody(self, times: int = 2) -> None:
        """Let everybody do rounds until there is nothing left to say."""
        for _ in range(times):
            for side in self.sides.values():
                if side is not self.register:
                    side.share(self.mailbox)
            self.register.share(self.mailbox, apply_imports=True)
        for side in self.sides.values():
            if side is not self.register:
                side.share(self.mailbox)

    def clone(self, side: Side) -> Side:
        """A copy of a profile as it is now: a back-up, or what somebody makes who copies the folder."""
        # It lives on in another place and gives other ids.
        self.clones += 1
        ids = CountingIds(0x1000 + self.clones)
        store = self.make_store.copy(side.store, side.clock, ids)  # type: ignore[attr-defined]
        return replace(side, store=store, ids=ids)

    def peer(self, side: Side) -> party.Peer:
        """The peer as `side` sees the other end (the register, or for the register the first device)."""
        with side.store.read() as reading:
            return party.peers(reading)[0]

    def forget_device(self, device_id: str, *, wipe: bool = False) -> None:
        with self.register.store.write() as uow:
            wiping.revoke(self.register.party, uow, device_id, wipe=wipe)
            uow.commit()


def fake_maker(_: Path) -> StoreMaker:
    def make(profile: Profile, clock: HandClock, ids: CountingIds) -> Store:
        return FakeStore(profile, clock, ids)

    def copy(store: FakeStore, clock: HandClock, ids: CountingIds) -> Store:
        twin = FakeStore(store.profile, clock, ids)
        twin.state = store.state.copy()
        return twin

    make.copy = copy  # type: ignore[attr-defined]
    return make


def real_maker(folder: Path) -> StoreMaker:
    made: list[Any] = []
    places: dict[int, Path] = {}

    def make(profile: Profile, clock: HandClock, ids: CountingIds) -> Store:
        place = folder / f"store{len(made)}"
        place.mkdir()
        store = new_store(
            place,
            naam=profile.naam,
            rol=profile.rol,
            device_id=profile.device_id,
            practice=profile.practice,
            clock=clock,
            ids=ids,
        )
        made.append(store)
        places[id(store)] = place
        return store

    def copy(store: Store, clock: HandClock, ids: CountingIds) -> Store:
        place = folder / f"store{len(made)}"
        shutil.copytree(places[id(store)], place)
        twin = open_store(place / "dossiers.db", KEY, clock, ids)
        made.append(twin)
        places[id(twin)] = place
        return twin

    make.made = made  # type: ignore[attr-defined]
    make.copy = copy  # type: ignore[attr-defined]
    return make


def days(number: int) -> timedelta:
    return timedelta(days=number)


__all__ = [
    "BEGELEIDING",
    "GEZONDHEID",
    "INBURGERING",
    "WERK",
    "Contactmoment",
    "DeviceStatus",
    "PublicIdentity",
    "Side",
    "Town",
    "date",
    "days",
    "doelen",
    "fake_maker",
    "keys_of",
    "outgoing",
    "real_maker",
]
