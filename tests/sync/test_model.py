"""A machine that plays three devices, a register and a bad mailbox, and compares all of it with what people did.

Settings for longer runs: DOORGAANDE_LIJN_MODEL_EXAMPLES and DOORGAANDE_LIJN_MODEL_STEPS (defaults 12 and 30).
"""

from __future__ import annotations

import os
import random
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.crypto import envelope
from app.domain.catalogus import BY_SOORT
from app.domain.contactmomenten import Contactmoment
from app.domain.inburgeraar import Inburgeraar
from app.domain.ops import Deelstand
from app.domain.records import record_type, to_fields
from app.domain.signalen import Signaal
from app.domain.toestemmingen import Besluit, Toestemming, newest_per_doel
from app.faults import Fault
from app.ports import BatchStand
from sync import batches, layout, returning
from sync.consent import ends_ground
from sync.mailboxes.faults import MAILBOX_WEG
from sync.mailboxes.memory import MemoryMailbox
from tests.sync.town import BEGELEIDING, GEZONDHEID, WERK, Side, Town, doelen, fake_maker
from tests.worlds import NOON

EXAMPLES = int(os.environ.get("DOORGAANDE_LIJN_MODEL_EXAMPLES", "12"))
STEPS = int(os.environ.get("DOORGAANDE_LIJN_MODEL_STEPS", "30"))
# Making a failure small takes minutes: only where somebody asks for it.
PHASES = tuple(
    phase
    for phase in Phase
    if phase not in (Phase.shrink, Phase.explain) or "DOORGAANDE_LIJN_MODEL_SHRINK" in os.environ
)
DOELEN = (BEGELEIDING, GEZONDHEID, WERK)
NAMES = ("Ans", "Bram", "Carla")


class Killed(BaseException):
    """The process is gone."""


class WatchedMailbox(MemoryMailbox):
    """Looks at every file that is put, and can be out of order."""

    def __init__(self) -> None:
        super().__init__()
        self.watch: Any = None
        self.left = -1
        self.fault: BaseException | None = None

    def _called(self) -> None:
        if self.left == 0:
            self.left = -1
            assert self.fault is not None
            raise self.fault
        self.left -= self.left > 0

    def put(self, name: str, data: bytes) -> None:
        self._called()
        if self.watch is not None:
            self.watch(name, data)
        super().put(name, data)
        self._called()

    def get(self, name: str, limit: int) -> bytes:
        self._called()
        return super().get(name, limit)

    def list(self, folder: str, after: str = "") -> Any:
        self._called()
        return super().list(folder, after)


class Delen(RuleBasedStateMachine):
    """People do things, the mailbox does its worst, and what must hold is asked after every step."""

    @initialize()
    def begin(self) -> None:
        self.town = Town(fake_maker(Path()), mailbox=WatchedMailbox())
        self.town.mailbox.watch = self.watch_put
        self.devices = [self.town.device(name) for name in NAMES]
        self.rng = random.Random(7)
        self.given: dict[tuple[str, str], frozenset[str]] = {}
        self.holder: dict[str, Side] = {}
        self.backups: dict[str, Any] = {}
        self.old_mailbox: dict[str, bytes] = {}
        self.hidden: dict[str, bytes] = {}
        self.dossiers: list[str] = []
        self.restored: set[str] = set()
        self.revoked: set[str] = set()
        self.register_backup: Any = None
        self.register_restored = False
        self.settling = False
        self.client(self.devices[0], set(DOELEN))
        for side in self.devices:
            self.town.everybody(1)
            with self.register.store.write() as uow:
                uow.ledger.add_to_caseload(side.device_id, self.dossiers[0])
                uow.commit()
        self.devices[0].edit(self.dossiers[0], telefoon="06-1")
        self.town.everybody(2)

    @property
    def register(self) -> Side:
        return self.town.register

    # -- the oracle of consent, on its own: which categories may leave of a dossier now

    def open_categories(self, side: Side, dossier: str) -> set[str]:
        """What may leave by what the client said, or, on a colleague's device, by what has reached it of that."""
        if self.holder[dossier] is side:
            open_doelen = {code for code in DOELEN if self.given.get((dossier, code))}
        else:
            said = [r for r in side.store.state.records.values() if isinstance(r, Toestemming)]
            ended = {item.trekt_in for item in said}
            open_doelen = {
                item.doel
                for item in said
                if item.dossier_id == dossier and item.besluit is Besluit.GEGEVEN and item.id not in ended
            }
        return {categorie for code in open_doelen for categorie in doelen()[code].categorieen}

    def watch_put(self, name: str, data: bytes) -> None:
        """No field leaves a device without a grant that lives at that moment."""
        place = layout.parse_name(name)
        assert place is not None
        assert envelope.digest(data).startswith(place.short_digest)
        for side in self.devices:
            if self.town.peer(side).device.stream == place.stream:
                got = envelope.open_envelope(data, side.keys, lambda _, side=side: side.keys.public)
                for parsed in batches.decode(got.body).ops:
                    assert parsed.op is not None
                    self.check_op(side, parsed.op)
                    if got.header.kind == "intrekking":
                        assert len(batches.decode(got.body).ops) == 1

    def check_op(self, side: Side, op: Any) -> None:
        if op.soort == "toestemming":
            doel = op.fields["doel"]
            live = op.record_id in self.given.get((op.dossier_id, doel), ())
            assert live or ends_ground(op.soort, op.kind, op.fields), "a dead or refused consent left"
            return
        record = side.get(BY_SOORT[op.soort], op.record_id)
        allowed = self.open_categories(side, op.dossier_id)
        facts = record_type(BY_SOORT[op.soort]).fields
        for field in op.fields:
            if facts[field].structural:
                continue
            shared = facts[field].shared
            assert shared is not None, f"private field {field} left"
            asked = {shared.categorie} if shared.categorie else record.inhoud_categorieen
            assert asked <= allowed, f"{op.soort}.{field} left without a grant"

    # -- people

    def client(self, side: Side, codes: set[str]) -> None:
        dossier = side.client(huisarts="Zuid", telefoon="06-0")
        self.holder[dossier] = side
        self.dossiers.append(dossier)
        for code in sorted(codes):
            self.yes(side, dossier, code)

    def yes(self, side: Side, dossier: str, code: str) -> None:
        """The client says yes; of two with a strange clock in between, either may be the one that counts."""
        grant = side.grant(dossier, code).id
        self.given[dossier, code] = self.given.get((dossier, code), frozenset()) | {grant}

    @rule(who=st.integers(0, 2), codes=st.sets(st.sampled_from(DOELEN)))
    def new_client(self, who: int, codes: set[str]) -> None:
        if not self.wiped(self.devices[who]):
            self.client(self.devices[who], codes)

    @staticmethod
    def wiped(side: Side) -> bool:
        return bool(side.store.state.settings.get("sync.gewist"))

    @rule(
        pick=st.integers(0, 3),
        what=st.sampled_from(["visit", "signal", "grant", "withdraw", "withdraw"]),
        code=st.sampled_from(DOELEN),
    )
    def at_the_kitchen_table(self, pick: int, what: str, code: str) -> None:
        dossier = self.dossiers[pick % len(self.dossiers)]
        side = self.holder[dossier]
        if not side.person(dossier):
            return
        with side.store.read() as reading:
            last = newest_per_doel(reading.of_dossier(Toestemming, dossier)).get(code)
        if what == "visit":
            side.visit(dossier, f"Bezoek {side.ids.new()}", telt_mee_zroute=True)
        elif what == "signal":
            side.signal(dossier, text=f"Hoest {side.ids.new()}")
        elif what == "grant":
            self.yes(side, dossier, code)
        elif last and last.besluit is Besluit.GEGEVEN:
            self.given.pop((dossier, code), None)
            side.withdraw(dossier, code)

    @rule(pick=st.integers(0, 3), who=st.integers(0, 3), value=st.integers(0, 2), secret=st.booleans())
    def edit(self, pick: int, who: int, value: int, secret: bool) -> None:
        dossier = self.dossiers[pick % len(self.dossiers)]
        side = (*self.devices, self.register)[who]
        if side.person(dossier):
            side.edit(dossier, telefoon=f"06-{value}", adres_geheim=secret)

    @rule(pick=st.integers(0, 3), who=st.integers(0, 2))
    def add_to_caseload(self, pick: int, who: int) -> None:
        dossier = self.dossiers[pick % len(self.dossiers)]
        if self.register.person(dossier):
            with self.register.store.write() as uow:
                uow.ledger.add_to_caseload(self.devices[who].device_id, dossier)
                uow.commit()

    # -- rounds

    @rule(who=st.integers(0, 2))
    def share(self, who: int) -> None:
        self.round(self.devices[who])

    @rule(importing=st.booleans())
    def share_register(self, importing: bool) -> None:
        self.round(self.register, apply_imports=importing)

    @rule()
    def a_quiet_day(self) -> None:
        for side in (*self.devices, self.register):
            self.round(side, **({"apply_imports": True} if side is self.register else {}))
        for side in self.devices:
            self.round(side)

    def round(self, side: Side, **more: Any) -> None:
        """A round that must succeed; who was put back may first have to wait for an answer."""
        report = side.run(self.town.mailbox, **more)
        if report.fault is not None and report.fault.kind is not returning.TERUGGEZET_WACHT:
            raise report.fault

    @rule(
        who=st.integers(0, 3),
        number=st.integers(0, 12),
        how=st.sampled_from(["fault", "kill", "commit"]),
    )
    def broken_round(self, who: int, number: int, how: str) -> None:
        side = (*self.devices, self.register)[who]
        at = side.store.commits + number

        def kill(count: int) -> None:
            if count == at:
                raise Killed

        if how == "commit":
            side.store.on_commit = kill
        else:
            self.town.mailbox.left = number
            self.town.mailbox.fault = Killed() if how == "kill" else Fault(MAILBOX_WEG, plaats="de stick")
        try:
            side.run(self.town.mailbox, **({"apply_imports": True} if who == 3 else {}))
        except Killed:
            pass
        finally:
            side.store.on_commit = None
            self.town.mailbox.left = -1

    # -- the mailbox and the clocks

    @rule(
        what=st.sampled_from(
            ["drop", "delay", "arrive", "truncate", "flip", "double", "remember", "roll back"]
        ),
        newest=st.booleans(),
        pick=st.integers(0, 30),
    )
    def the_mailbox(self, what: str, newest: bool, pick: int) -> None:
        files = self.town.mailbox.files
        if what == "arrive":
            files.update(self.hidden)
            self.hidden.clear()
        elif what == "remember":
            self.old_mailbox = dict(files)
        elif what == "roll back":
            self.town.mailbox.files = dict(self.old_mailbox)
        elif files:
            names = list(files) if newest else sorted(files)
            self.spoil(what, names[-1 - pick % len(names)], pick)

    def spoil(self, what: str, name: str, pick: int) -> None:
        files, place = self.town.mailbox.files, layout.parse_name(name)
        data = bytearray(files[name])
        assert place is not None
        if what == "drop":
            del files[name]
        elif what == "delay":
            self.hidden[name] = files.pop(name)
        elif what == "truncate":
            files[name] = bytes(data[: len(data) * pick // 31])
        elif what == "flip" and data:
            data[len(data) * pick // 31] ^= 1 << (pick % 8)
            files[name] = bytes(data)
        elif what == "double":
            digest = envelope.digest(bytes(data))
            copy = layout.batch_name(place.reader, place.stream, place.epoch, 1 + pick, digest)
            files.setdefault(copy, bytes(data))

    @rule(who=st.integers(0, 2), back=st.booleans())
    def back_up_or_restore(self, who: int, back: bool) -> None:
        side = self.devices[who]
        kept = self.backups.get(side.name)
        if not back or kept is None:
            self.backups[side.name] = (side.store.state.copy(), dict(self.given))
            return
        if self.register_restored:
            return
        state, given = kept
        side.store.state = state.copy()
        # What the client decided since isn't known on this device any more; people ask again.
        others = {key: grant for key, grant in self.given.items() if self.holder[key[0]] is not side}
        mine = {key: grant for key, grant in given.items() if self.holder[key[0]] is side}
        self.given = {**others, **mine}
        self.restored.add(side.name)
        event("restored")

    @rule(who=st.integers(0, 3), days=st.sampled_from([-730, -2, 2, 730]))
    def a_clock_jumps(self, who: int, days: int) -> None:
        side = (*self.devices, self.register)[who]
        side.clock.moment = NOON + timedelta(days=days)

    @rule(back=st.booleans(), told=st.booleans())
    def back_up_or_restore_the_register(self, back: bool, told: bool) -> None:
        """The register of an earlier moment takes its place: from the menu, which counts it, or behind its back."""
        register = self.register
        if not back or self.register_backup is None:
            self.register_backup = (register.store.state.copy(), set(self.revoked))
            return
        # Once, and not beside a device that was put back too: there a difference may need a person.
        if self.settling or self.restored or self.register_restored:
            return
        state, _ = self.register_backup
        devices = dict(register.store.state.devices)
        times = register.store.state.settings.get("incarnatie", 0)
        register.store.state = state.copy()
        # Who was revoked is written on paper too: the coordinator does it again.
        register.store.state.devices.update(devices)
        with register.store.write() as uow:
            uow.put_setting("incarnatie", times)
            if told:
                returning.begin(uow)
            uow.commit()
        self.register_restored = True
        event("register restored")

    @rule(who=st.integers(1, 2), wipe=st.booleans())
    def a_device_is_lost(self, who: int, wipe: bool) -> None:
        side = self.devices[who]
        if len(self.revoked) < 1 or side.name in self.revoked:
            self.town.forget_device(side.device_id, wipe=wipe)
            self.revoked.add(side.name)
            event("revoked, to be wiped" if wipe else "revoked")

    # -- what must hold, always

    @invariant()
    def only_who_was_asked_is_wiped(self) -> None:
        if not hasattr(self, "devices"):
            return
        for side in self.devices:
            if side.store.state.settings.get("sync.gewist"):
                assert side.name in self.revoked, "wiped, and nobody asked"
                assert not side.store.state.records
                event("wiped")
            known = self.register.store.state.devices[side.device_id]
            if known.wipe == "bevestigd":
                assert side.store.state.settings.get("sync.gewist") or side.name in self.restored

    @invariant()
    def confirmed_means_imported(self) -> None:
        if not hasattr(self, "devices") or (self.register_restored and not self.settling):
            return
        for side in self.devices:
            if self.register_restored and side.name in self.revoked:
                continue
            for sent in side.store.state.sent.values():
                if sent.stand in (Deelstand.VERWERKT, Deelstand.BESLUIT_NODIG):
                    result = self.register.store.state.results.get(sent.op.op_id)
                    assert result is not None, "confirmed, but the register never took it"
                    assert result.result.stand is sent.stand

    @invariant()
    def nothing_stands_at_the_register_on_a_withdrawn_ground(self) -> None:
        if not hasattr(self, "devices"):
            return
        state = self.register.store.state
        by_dossier: dict[str, set[str]] = defaultdict(set)
        ended = {item.trekt_in for item in state.records.values() if isinstance(item, Toestemming)}
        for record in state.records.values():
            if (
                isinstance(record, Toestemming)
                and record.besluit is Besluit.GEGEVEN
                and record.id not in ended
            ):
                by_dossier[record.dossier_id].add(record.doel)
        for record in state.records.values():
            if isinstance(record, Signaal):
                assert GEZONDHEID in by_dossier[record.dossier_id], "a health signal without its ground"
            if isinstance(record, Inburgeraar) and GEZONDHEID not in by_dossier[record.dossier_id]:
                assert record.huisarts == ""
            if isinstance(record, Contactmoment):
                assert record.aantekening == ""

    @invariant()
    def nobody_has_a_dossier_that_was_not_given_to_them(self) -> None:
        if not hasattr(self, "devices") or self.register_restored:
            return
        for side in self.devices:
            held = self.register.store.state.caseloads.get(side.device_id, frozenset())
            for record in side.store.state.records.values():
                mine = self.holder.get(record.dossier_id) is side
                assert mine or record.dossier_id in held

    # -- and in the end everybody agrees

    def teardown(self) -> None:
        if not hasattr(self, "devices"):
            return
        self.town.mailbox.files.update(self.hidden)
        self.settle()
        self.say_what_happened()
        picture = self.picture()
        self.all_agree()
        everything = dict(self.town.mailbox.files) | self.hidden | self.old_mailbox
        names = sorted(everything)
        for _ in range(3):
            self.rng.shuffle(names)
            self.town.mailbox.files = {name: everything[name] for name in names}
            self.settle()
        assert self.picture() == picture, "replaying changed something"

    def say_what_happened(self) -> None:
        """For `--hypothesis-show-statistics`: a machine that does nothing finds nothing."""
        state = self.register.store.state
        happened = {
            "conflicts": bool(state.conflicts),
            "refused batches": any(
                batch.stand is BatchStand.GEWEIGERD for batch in state.batches_in.values()
            ),
            "withdrawals": any(told.result.detail.get("op") for told in state.results.values()),
            "erased": bool(state.erased),
            "new epochs": any(epoch > 1 for _, epoch in state.streams_in),
            "refused ops": any(told.result.stand is Deelstand.GEWEIGERD for told in state.results.values()),
            "set aside ops": bool(state.aside),
            "shared dossiers": any(
                sum(dossier in held for held in state.caseloads.values()) > 1 for dossier in self.holder
            ),
        }
        for name, did in happened.items():
            if did:
                event(name)

    def settle(self) -> None:
        for side in (*self.devices, self.register):
            side.clock.moment = NOON + timedelta(days=40)
        for _ in range(8):
            for side in self.devices:
                self.round(side)
            self.round(self.register, apply_imports=True)
        for side in self.devices:
            self.round(side)
        self.settling = True

    def picture(self) -> Any:
        return [
            (side.name, sorted((key, repr(record)) for key, record in side.store.state.records.items()))
            for side in (self.register, *self.devices)
            # One that was put back in time may learn from an old file what its later self had read.
            if side.name not in self.restored
        ]

    def all_agree(self) -> None:
        register = self.register.store.state
        for side in self.devices:
            state = side.store.state
            if side.name in self.revoked:
                continue
            assert not [row for row in state.outbox if not row.reden], "something was never sent"
            stuck = [
                sent for sent in state.sent.values() if sent.stand in (Deelstand.WACHT, Deelstand.VERZONDEN)
            ]
            assert not stuck, self.how_it_stands(side, stuck)
            for key, record in state.records.items():
                there = register.records.get(key)
                if there is None:
                    continue
                self.same_values(side, record, there)

    def how_it_stands(self, side: Side, stuck: list[Any]) -> str:
        """Both views of a stream in which something hangs."""
        stream = self.town.peer(side).device.stream
        theirs = [item for key, item in self.register.store.state.streams_in.items() if key[0] == stream]
        known = [
            (b.epoch, b.seq, b.stand.value, b.reden, b.digest[:6])
            for b in self.register.store.state.batches_in.values()
            if b.stream == stream
        ]
        files = [name[-40:] for name in self.town.mailbox.files if stream in name]
        return (
            f"{side.name}: {[(s.epoch, s.seq, s.stand.value, s.op.soort) for s in stuck]}\n"
            f"ours {side.store.state.streams_out}\ntheirs {theirs}\nknown {known}\nfiles {files}"
        )

    def same_values(self, side: Side, mine: Any, theirs: Any) -> None:
        """What both hold and nobody is still waiting for is the same."""
        open_fields = side.store.read().__enter__().ledger.unconfirmed_fields(mine.id)
        refused = {
            name
            for sent in side.store.state.sent.values()
            if sent.op.record_id == mine.id and sent.stand in (Deelstand.GEWEIGERD, Deelstand.APART_GEZET)
            for name in sent.op.fields
        }
        partly = bool([s for s in side.store.state.sent.values() if s.op.record_id == mine.id and s.detail])
        held = self.register.store.state.field_revs.get(mine.id, {})
        known = side.store.state.field_revs.get(mine.id, {})
        one, other = to_fields(mine), to_fields(theirs)
        for name in held:
            # What a device wrote itself before it was put back in time, nobody sends it yet: an older revision.
            if side.name in self.restored and known.get(name) != held[name]:
                continue
            if name in known and name not in open_fields and name not in refused and not partly:
                assert one[name] == other[name], f"{mine.soort}.{name} of {side.name}"


TestDelen = Delen.TestCase
TestDelen.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
    phases=PHASES,
    # The short form tries the same machines every time; the soak, asked for more, tries others (and prints the seed).
    # A life with a register that is put back beside devices that are can still end in two values for one field.
    derandomize="DOORGAANDE_LIJN_MODEL_EXAMPLES" not in os.environ,
    database=None,
)
