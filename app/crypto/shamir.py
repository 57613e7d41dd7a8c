"""Shamir's secret sharing over GF(256), byte by byte: any `threshold` shares give the secret, fewer tell nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping


def _multiply(left: int, right: int) -> int:
    """Product in GF(2^8) with the modulus of AES, x^8 + x^4 + x^3 + x + 1.

    Always eight steps and no table look-up at a secret index. Python's integers aren't constant-time all the
    same: sharing and combining happen a few times in an organisation's life, not where others can time them.
    """
    product = 0
    for _ in range(8):
        product ^= left & -(right & 1)
        right >>= 1
        left = (left << 1) ^ (0x11B & -(left >> 7))
    return product


def _inverse(value: int) -> int:
    """value^254, which is 1/value for everything but zero."""
    result = 1
    for bit in (1, 1, 1, 1, 1, 1, 1, 0):
        result = _multiply(result, result)
        if bit:
            result = _multiply(result, value)
    return result


def split(
    secret: bytes | bytearray,
    threshold: int,
    shares: int,
    random: Callable[[int], bytes] = os.urandom,
) -> dict[int, bytearray]:
    """Shares of the secret's length by their number 1..`shares`; `random` must be a secure source."""
    if not secret or not 2 <= threshold <= shares <= 255:
        raise ValueError("need a secret and 2 <= threshold <= shares <= 255")
    # coefficients[d] holds the coefficient of x^(d+1) for every byte; a zero coefficient is as likely as any other.
    coefficients = [random(len(secret)) for _ in range(threshold - 1)]
    if any(len(row) != len(secret) for row in coefficients):
        raise ValueError("the random source gave too little")
    result: dict[int, bytearray] = {}
    for x in range(1, shares + 1):
        share = bytearray(len(secret))
        for position, byte in enumerate(secret):
            value = 0
            for row in reversed(coefficients):
                value = _multiply(value ^ row[position], x)
            share[position] = value ^ byte
        result[x] = share
    return result


def combine(shares: Mapping[int, bytes | bytearray]) -> bytearray:
    """The value at zero of the polynomial through these shares.

    With too few or mixed shares this is a wrong secret, not an error: whoever calls checks what comes out.
    """
    lengths = {len(share) for share in shares.values()}
    if len(shares) < 2 or len(lengths) != 1 or not all(1 <= x <= 255 for x in shares):
        raise ValueError("need at least two shares of one length, numbered 1..255")
    secret = bytearray(lengths.pop())
    for x, share in shares.items():
        weight = 1
        for other in shares:
            if other != x:
                weight = _multiply(weight, _multiply(other, _inverse(other ^ x)))
        for position, byte in enumerate(share):
            secret[position] ^= _multiply(weight, byte)
    return secret
