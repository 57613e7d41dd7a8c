"""Our own work, on real stores, keys and a folder mailbox."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

from app.clock import SystemClock, Uuid7Ids
from app.ports import ClientFilter, Rol
from app.services import contactmomenten, dossiers
from app.services.vault import NewProfile, OpenProfile
from app.wiring import PRACTICE_KDF_ENV, World, create_profile, open_transport, unlock
from app.wiring.transport import StoreTransport
from tests.bench.limits import RawStore, import_raw, note, seal_raw
from tests.bench.measuring import Figure, once, take
from tests.worlds import consent, contact, person

WACHTZIN = "vier blauwe fietsen zingen"


class Pair:
    """A volunteer's device and a register that know each other, with a folder between them."""

    def __init__(self, folder: Path) -> None:
        os.environ[PRACTICE_KDF_ENV] = "1"
        self.folder = folder
        self.ids = Uuid7Ids()
        self.mailbox = folder / "postbus"
        self.mailbox.mkdir(parents=True)
        self.register, self.at_register = self._profile("Loes", Rol.COORDINATOR)
        self.device, self.at_device = self._profile("Ans", Rol.VRIJWILLIGER)
        self.at_register.admit(self.at_device.join(self.at_register.invite("Ans")))
        with self.device.store.write() as uow:
            uow.add(person("d1"))
            given = SystemClock().now()
            uow.add(consent("t1", "d1", "gemeente-begeleiding", vastgelegd_op=given, vanaf=date(2026, 1, 1)))
            uow.commit()

    def _profile(self, naam: str, rol: Rol) -> tuple[OpenProfile, StoreTransport]:
        world = World()
        wanted = NewProfile(naam=naam, rol=rol, practice=True, organisatie="Lindewaard")
        opened = create_profile(world, self.folder / naam, wanted, WACHTZIN)
        transport = open_transport(world, opened)
        transport.set_mailbox(f"folder:{self.mailbox}")
        return opened, transport

    def write(self, count: int) -> None:
        with self.device.store.write() as uow:
            for number in range(count):
                uow.add(contact(self.ids.new(), "d1", samenvatting=note(number)))
            uow.commit()

    def close(self) -> None:
        self.register.close()
        self.device.close()


def sharing(folder: Path, count: int) -> list[Figure]:
    """Seal, import and confirm `count` visit notes, beside the raw libraries on the same bytes."""
    raw = RawStore(folder / "raw.db")
    raw.fill(count)
    (folder / "raw").mkdir()
    files: list[Path] = []
    raw_seal = once(lambda: files.extend(seal_raw(raw, folder / "raw")))
    target = RawStore(folder / "raw2.db")
    raw_import = once(lambda: import_raw(files, target))
    pair = Pair(folder / "pair")
    pair.write(count)
    seal = once(pair.at_device.share)
    pair.at_register.fetch()
    took = once(pair.at_register.apply)
    pair.at_register.share()
    confirm = once(pair.at_device.share)
    quiet, spread = take(pair.at_device.share)
    pair.close()
    return [
        Figure(f"verzegelen en wegzetten, {count}", seal, 0, "ruw", raw_seal, 3),
        Figure(f"verwerken bij de gemeente, {count}", took, 0, "ruw", raw_import, 3),
        Figure(f"bevestiging lezen, {count}", confirm, 0, "ruw verwerken", raw_import, 3),
        Figure(f"ronde zonder nieuws na {count}", quiet, spread, "20 ms", 20.0, 1),
    ]


def daily(folder: Path, count: int) -> list[Figure]:
    """Save, search and list in a store that already holds `count` notes and as many clients as fit a register."""
    raw = RawStore(folder / "daily.db")
    raw.fill(count)
    pair = Pair(folder / "daily")
    store, clock, ids = pair.device.store, SystemClock(), Uuid7Ids()
    pair.write(count)
    with store.write() as uow:
        for number in range(count):
            uow.add(person(ids.new(), voornamen=f"Naam{number % 997}", achternaam=f"Achternaam{number}"))
        uow.commit()
    numbers = iter(range(10**9))
    raw_save, _ = take(lambda: raw.save_one(next(numbers)), 20)

    def save() -> None:
        contactmomenten.record(store, clock, ids, contact("", "d1", samenvatting=note(next(numbers))))

    ours, spread = take(save, 20)
    figures = [Figure(f"contact bewaren bij {count}", ours, spread, "kale commit", raw_save, 3)]
    raw_find, _ = take(lambda: raw.find("brief"))

    def find() -> None:
        with store.read() as reading:
            reading.search("brief")

    ours, spread = take(find)
    figures.append(Figure(f"zoeken in {count}", ours, spread, "kale zoekvraag", raw_find, 2))

    def first_page() -> None:
        with store.read() as reading:
            reading.clients(ClientFilter())

    ours, spread = take(first_page)
    figures.append(Figure(f"eerste 200 van {count} cliënten", ours, spread, "een beeld (16 ms)", 16.0, 1))

    def filtered() -> None:
        with store.read() as reading:
            reading.clients(ClientFilter(tekst="achternaam12"))

    ours, spread = take(filtered)
    figures.append(Figure(f"cliënten filteren, {count}", ours, spread, "een beeld (16 ms)", 16.0, 2))
    ours, spread = take(lambda: dossiers.show(store, "d1", date(2026, 11, 22)))
    figures.append(Figure(f"dossier openen met {count} contacten", ours, spread, "100 ms", 100.0, 1))
    pair.close()
    figures.append(_unlocking(folder, count))
    return figures


def _unlocking(folder: Path, count: int) -> Figure:
    """Unlock a profile whose key derivation costs nothing: everything besides it, closing not counted."""
    world, place = World(), folder / "ontgrendelen"
    opened = create_profile(
        world, place, NewProfile(naam="Ans", rol=Rol.VRIJWILLIGER, practice=True), WACHTZIN
    )
    with opened.store.write() as uow:
        uow.add(person("d1"))
        for number in range(count):
            uow.add(contact(f"c{number}", "d1", samenvatting=note(number)))
        uow.commit()
    opened.close()
    found: list[float] = []
    for _ in range(6):
        began = time.perf_counter()
        opened = unlock(world, place, WACHTZIN)
        found.append((time.perf_counter() - began) * 1000)
        opened.close()
    found = sorted(found[1:])
    spread = found[-1] - found[0]
    return Figure(f"ontgrendelen naast de sleutel, {count}", found[len(found) // 2], spread, "60 ms", 60.0, 1)
