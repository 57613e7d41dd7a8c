"""Sharing in parts: any two of three give the organisation's key, one alone nothing."""

from __future__ import annotations

import itertools
import random

import pytest

from app.crypto import shamir
from app.crypto.escrow import OrganisationSeed, Share, combine_shares, split_seed
from app.faults import Fault


def slow_multiply(left: int, right: int) -> int:
    """Schoolbook: carry-less product, then division by x^8 + x^4 + x^3 + x + 1."""
    product = 0
    for bit in range(8):
        if right >> bit & 1:
            product ^= left << bit
    for bit in range(14, 7, -1):
        if product >> bit & 1:
            product ^= 0x11B << (bit - 8)
    return product


def test_the_field_is_that_of_aes() -> None:
    assert shamir._multiply(0x57, 0x83) == 0xC1  # FIPS 197, section 4.2
    assert shamir._multiply(0x57, 0x13) == 0xFE
    for left, right in itertools.product(range(256), range(256)):
        assert shamir._multiply(left, right) == slow_multiply(left, right)
    for value in range(1, 256):
        assert shamir._multiply(value, shamir._inverse(value)) == 1


def test_a_share_by_hand() -> None:
    # f(x) = 0x42 + 0x57 x, so f(0x83) would be 0x42 ^ 0xC1.
    shares = shamir.split(b"\x42", 2, 200, lambda size: b"\x57" * size)
    assert shares[0x83] == bytes([0x42 ^ 0xC1]) and shares[1] == bytes([0x42 ^ 0x57])


@pytest.mark.parametrize(("threshold", "shares"), [(2, 2), (2, 3), (3, 5), (4, 4)])
def test_every_large_enough_set_gives_the_secret(threshold: int, shares: int) -> None:
    draw = random.Random(threshold * 10 + shares)
    for _ in range(5):
        secret = draw.randbytes(32)
        parts = shamir.split(secret, threshold, shares, draw.randbytes)
        for chosen in itertools.combinations(parts, threshold):
            assert shamir.combine({x: parts[x] for x in chosen}) == secret
        assert shamir.combine(parts) == secret


def test_one_share_fits_every_secret() -> None:
    """Given one share, each secret byte is as possible as any other: for each there is exactly one slope."""
    for x, share in ((1, 0x00), (2, 0x7F), (3, 0xFF)):
        slopes = {shamir._multiply(share ^ secret, shamir._inverse(x)) for secret in range(256)}
        assert len(slopes) == 256


def test_too_few_of_a_higher_threshold_give_something_else() -> None:
    draw = random.Random(3)
    secret = draw.randbytes(32)
    parts = shamir.split(secret, 3, 5, draw.randbytes)
    assert shamir.combine({1: parts[1], 2: parts[2]}) != secret


@pytest.mark.parametrize("wrong", [(b"", 2, 3), (b"x", 1, 3), (b"x", 4, 3), (b"x", 2, 256)])
def test_senseless_splits_are_our_own_mistake(wrong: tuple[bytes, int, int]) -> None:
    with pytest.raises(ValueError):
        shamir.split(*wrong)
    for shares in ({1: b"x"}, {1: b"x", 2: b"xy"}, {0: b"x", 1: b"y"}, {1: b"x", 256: b"y"}):
        with pytest.raises(ValueError):
            shamir.combine(shares)
    with pytest.raises(ValueError):
        shamir.split(b"abc", 2, 3, lambda size: b"")


SEED = OrganisationSeed(bytes(range(32)))


def test_any_two_papers_give_the_organisations_keys() -> None:
    papers = [share.text() for share in split_seed(SEED)]
    assert all(len(text.split("-")) == 14 for text in papers)
    for pair in [*itertools.permutations(papers, 2), tuple(papers)]:
        seed = combine_shares([Share.parse(text.lower()) for text in pair])
        assert seed == SEED
        assert seed.keys(practice=False).public == SEED.keys(practice=False).public
    assert {share.number for share in split_seed(SEED)} == {1, 2, 3}


def test_one_paper_is_not_enough() -> None:
    first = split_seed(SEED)[0]
    for given in ([], [first], [first, Share.parse(first.text())]):
        with pytest.raises(Fault, match="sleuteldelen-te-weinig"):
            combine_shares(given)


def test_papers_of_two_organisations_are_noticed() -> None:
    one, other = split_seed(SEED), split_seed(OrganisationSeed(b"\x07" * 32))
    with pytest.raises(Fault, match="sleuteldelen-gemengd"):
        combine_shares([one[0], other[1]])
    same_mark = Share(bytearray(other[1].raw))
    same_mark.raw[1:3] = one[0].raw[1:3]
    with pytest.raises(Fault, match="sleuteldelen-gemengd"):
        combine_shares([one[0], same_mark])


def test_every_paper_has_to_bear_the_mark() -> None:
    first, second, _third = split_seed(SEED)
    second.raw[2] ^= 1
    for given in ([first, second], [second, first]):
        with pytest.raises(Fault, match="sleuteldelen-gemengd"):
            combine_shares(given)


def test_papers_of_two_splits_of_one_key_are_noticed() -> None:
    with pytest.raises(Fault, match="sleuteldelen-gemengd"):
        combine_shares([split_seed(SEED)[0], split_seed(SEED)[1]])


@pytest.mark.parametrize("first", [0x00, 0x04, 0x11, 0xFF])
def test_a_paper_of_another_kind_is_refused(first: int) -> None:
    share = Share(bytearray([first]) + bytearray(34))
    with pytest.raises(Fault, match="sleuteldeel-onbekend"):
        Share.parse(share.text())


def test_practice_and_real_keys_differ_from_one_seed() -> None:
    real, practice = SEED.keys(practice=False).public, SEED.keys(practice=True).public
    assert real.sign_key != practice.sign_key and real.seal_key != practice.seal_key
    assert practice.device_id.startswith("oefen-") and real.device_id.startswith("d-")
