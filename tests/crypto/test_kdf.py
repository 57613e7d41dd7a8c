"""Argon2id: bounds before work, normalising, calibration with a timer that the test moves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.crypto import kdf
from app.crypto.kdf import KdfParams
from app.faults import Fault


def test_the_result_is_argon2id_as_the_rfc_has_it() -> None:
    # Against the reference program: argon2 zoutzoutzoutzout -id -t 3 -k 64 -p 2 -l 32, passphrase "wachtzin".
    params = KdfParams(memory_kib=64, passes=3, lanes=2, salt=b"zoutzoutzoutzout")
    derived = kdf.derive("wachtzin", params, floor_kib=8)
    assert derived == bytearray.fromhex("ddf0350463cf8cb25e661161242570d0893b016a1f130cd35260f4030684fe13")
    assert derived == kdf.derive("  wachtzin ", params, floor_kib=8)
    assert derived != kdf.derive("Wachtzin", params, floor_kib=8)
    assert derived != kdf.derive("wachtzin", replace(params, salt=b"zoutzoutzoutzouT"), floor_kib=8)


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"memory_kib": 64 * 1024 - 1}, "geheugen"),
        ({"memory_kib": kdf.MAX_MEMORY_KIB + 1}, "geheugen"),
        ({"memory_kib": 0}, "geheugen"),
        ({"memory_kib": 2**32 - 1}, "geheugen"),
        ({"passes": 2}, "rondes"),
        ({"passes": 0}, "rondes"),
        ({"passes": kdf.MAX_PASSES + 1}, "rondes"),
        ({"lanes": 0}, "banen"),
        ({"lanes": kdf.MAX_LANES + 1}, "banen"),
        ({"salt": b""}, "zout"),
        ({"salt": bytes(15)}, "zout"),
        ({"salt": bytes(17)}, "zout"),
    ],
)
def test_parameters_outside_their_bounds_are_never_run(
    changes: dict[str, int | bytes], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("derived")

    monkeypatch.setattr(kdf, "Argon2id", never)
    good = KdfParams(memory_kib=64 * 1024, passes=3, lanes=4, salt=bytes(16))
    good.check()
    with pytest.raises(Fault) as caught:
        kdf.derive("wachtzin", replace(good, **changes))  # type: ignore[arg-type]
    assert caught.value.kind is kdf.KDF_BUITEN_GRENZEN and caught.value.facts["wat"] == what


def test_the_low_floor_is_only_reached_by_asking_for_it(cheap: KdfParams) -> None:
    with pytest.raises(Fault, match="kdf-buiten-grenzen"):
        kdf.derive("wachtzin", cheap)
    assert len(kdf.derive("wachtzin", cheap, floor_kib=kdf.TEST_FLOOR_KIB)) == 32


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("fi\ufb01ets", "fifiets"),
        ("cafe\u0301", "caf\u00e9"),
        ("een\u00a0twee", "een twee"),
        ("een  twee\t drie\n", "een twee drie"),
        ("\uff46\uff49\uff45\uff54\uff53", "fiets"),
        ("een\u2003twee\u2028drie", "een twee drie"),
    ],
)
def test_the_same_passphrase_typed_otherwise(typed: str, same: str, cheap: KdfParams) -> None:
    assert kdf.normalise(typed) == same
    assert kdf.derive(typed, cheap, floor_kib=8) == kdf.derive(same, cheap, floor_kib=8)


@pytest.mark.parametrize("typed", ["", "   ", "\u00a0\n", "a" * 1025])
def test_nothing_and_too_much_are_refused(typed: str, cheap: KdfParams) -> None:
    with pytest.raises(Fault, match="wachtzin-onbruikbaar"):
        kdf.derive(typed, cheap, floor_kib=8)


def test_a_lone_surrogate_is_a_strange_passphrase_and_no_crash(cheap: KdfParams) -> None:
    assert len(kdf.derive("half \ud83d teken", cheap, floor_kib=8)) == 32


class Machine:
    """A computer of a given speed: each trial moves the clock."""

    def __init__(self, seconds_per_floor: float) -> None:
        self.now = 100.0
        self.cost = seconds_per_floor
        self.tried: list[KdfParams] = []

    def timer(self) -> float:
        return self.now

    def trial(self, params: KdfParams) -> None:
        self.tried.append(params)
        self.now += self.cost * self.seconds(params)

    @staticmethod
    def seconds(params: KdfParams) -> float:
        return params.memory_kib * params.passes / (kdf.FLOOR_KIB * kdf.FLOOR_PASSES)


@pytest.mark.parametrize(
    ("speed", "memory_mib", "passes"),
    [
        (5.0, 64, 3),
        (0.9, 64, 3),
        (0.5, 128, 3),
        (0.25, 256, 3),
        (0.1, 256, 7),
        (0.001, 256, 16),
        (0.0, 256, 16),
    ],
)
def test_calibration_fills_memory_first_and_never_goes_under_the_floor(
    speed: float, memory_mib: int, passes: int
) -> None:
    machine = Machine(speed)
    params = kdf.calibrate(1.0, machine.timer, trial=machine.trial)
    assert (params.memory_kib // 1024, params.passes) == (memory_mib, passes)
    assert len(machine.tried) == 1, "one trial, so that setting up doesn't take long"
    if 0.01 < speed <= 1.0:
        assert speed * Machine.seconds(params) <= 1.0
    assert params.salt != machine.tried[0].salt


def test_default_parameters_are_within_bounds() -> None:
    params = kdf.default_params()
    params.check()
    assert params.with_fresh_salt().salt != params.salt
