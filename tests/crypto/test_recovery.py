"""Codes on paper: tolerant of how people type, strict about what they typed."""

from __future__ import annotations

import random

import pytest

from app.crypto.recovery import ALPHABET, RecoveryCode, format_groups, group_is_right, parse_groups
from app.faults import Fault

CODE = RecoveryCode(bytes(range(100, 120)))


def test_a_code_is_eight_groups_of_five() -> None:
    groups = CODE.groups()
    assert len(groups) == 8 and all(len(group) == 5 for group in groups)
    assert set("".join(groups)) <= set(ALPHABET) and not set("ILOU") & set(ALPHABET)
    assert CODE.text() == "CHJP0-CSV84-D5N6D-PV3DP-DSQQG-0WBJA-EDT73-AXKQ5"


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda t: t.replace("-", " "),
        lambda t: t.replace("-", ""),
        lambda t: t.replace("-", " \u2013 "),
        lambda t: "  " + t.replace("-", "\n") + "\n",
        lambda t: t.replace("0", "o").replace("1", "l"),
        lambda t: t.replace("0", "O").replace("1", "I").replace("V", "u"),
        lambda t: "".join(sign + "." for sign in t.replace("-", "")),
    ],
)
def test_typing_it_otherwise_doesnt_matter(change: object) -> None:
    for number in range(30):
        code = RecoveryCode(random.Random(number).randbytes(20))
        assert RecoveryCode.parse(change(code.text())) == code  # type: ignore[operator]


def test_every_single_wrong_sign_is_found_in_its_own_group() -> None:
    text = CODE.text()
    for at, sign in enumerate(text):
        if sign == "-":
            continue
        for other in ALPHABET:
            if other == sign:
                continue
            with pytest.raises(Fault, match="herstelcode-groep") as caught:
                RecoveryCode.parse(text[:at] + other + text[at + 1 :])
            assert caught.value.facts["groep"] == at // 6 + 1
            assert str(at // 6 + 1) in caught.value.sentence


def test_swapped_signs_and_swapped_groups_are_found() -> None:
    for seed in range(40):
        groups = list(RecoveryCode(random.Random(seed).randbytes(20)).groups())
        for number, group in enumerate(groups):
            for at in range(4):
                swapped = group[:at] + group[at + 1] + group[at] + group[at + 2 :]
                if swapped != group:
                    assert not group_is_right(number + 1, swapped)
        for one in range(8):
            for other in range(one):
                changed = groups.copy()
                changed[one], changed[other] = changed[other], changed[one]
                with pytest.raises(Fault, match="herstelcode-groep"):
                    RecoveryCode.parse("-".join(changed))


def test_a_strange_sign_is_named_with_its_group() -> None:
    groups = list(CODE.groups())
    groups[4] = groups[4][:2] + "*" + groups[4][3:]
    with pytest.raises(Fault, match="herstelcode-teken") as caught:
        RecoveryCode.parse(" ".join(groups))
    assert caught.value.facts == {"groep": 5, "teken": "*"}


def test_a_group_too_short_is_named_when_the_groups_are_apart() -> None:
    groups = list(CODE.groups())
    groups[2] = groups[2][:4]
    with pytest.raises(Fault, match="herstelcode-groep") as caught:
        RecoveryCode.parse("-".join(groups))
    assert caught.value.facts["groep"] == 3


@pytest.mark.parametrize(("keep", "read"), [(7, 35), (0, 0), (1, 5)])
def test_missing_groups_are_counted(keep: int, read: int) -> None:
    with pytest.raises(Fault, match="herstelcode-lengte") as caught:
        RecoveryCode.parse("-".join(CODE.groups()[:keep]))
    assert caught.value.facts == {"verwacht": 8, "gelezen": read}


def test_a_group_twice_is_found() -> None:
    with pytest.raises(Fault):
        RecoveryCode.parse(CODE.text() + "-" + CODE.groups()[7])


def test_typed_back_group_by_group() -> None:
    third = CODE.groups()[2]
    assert group_is_right(3, third) and group_is_right(3, f" {third.lower()} ")
    assert not group_is_right(2, third) and not group_is_right(3, "") and not group_is_right(3, third + third)


def test_odd_sizes_are_our_own_mistake() -> None:
    for size in (0, 1, 19, 21):
        with pytest.raises(ValueError):
            format_groups(bytes(size))
    with pytest.raises(ValueError):
        RecoveryCode(bytes(19))
    assert parse_groups("-".join(format_groups(bytes(20))), 20) == bytes(20)


def test_random_text_is_never_a_code() -> None:
    draw = random.Random(7)
    refused = 0
    for _ in range(300):
        text = "".join(draw.choice(ALPHABET) for _ in range(40))
        try:
            RecoveryCode.parse(text)
        except Fault:
            refused += 1
    assert refused == 300
