"""Device keys, what is shown of them, signatures, and the wall between practice and real."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519

from app.crypto import hybrid, identity
from app.crypto.identity import DeviceKeys, PublicIdentity
from app.crypto.token import InvitationToken, joining_context
from app.faults import Fault


def reversed_signature(keys: DeviceKeys, changed: PublicIdentity) -> PublicIdentity:
    """The changed identity with a binding that the given keys make for it."""
    return replace(changed, binding=identity.sign(keys, "identity", changed.core()))


def test_keys_survive_being_kept(device: DeviceKeys) -> None:
    rotated = device.with_new_seal_key().with_new_seal_key()
    for keys in (device, rotated, DeviceKeys.generate(True)):
        assert DeviceKeys.from_bytes(keys.to_bytes()) == keys
    assert repr(device) == "<DeviceKeys verborgen>"
    assert repr(device.seal_privates[0]) == "<SealPrivate verborgen>"


def test_fresh_keys_are_fresh() -> None:
    one, other = DeviceKeys.generate(False), DeviceKeys.generate(False)
    assert one.device_id != other.device_id
    assert one.public.seal_key != other.public.seal_key


def test_damaged_keys_are_refused(device: DeviceKeys) -> None:
    data = device.to_bytes()
    draw = random.Random(4)
    for _ in range(300):
        changed = bytearray(data)
        changed[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        with pytest.raises(Fault, match="sleutels-ongeldig"):
            DeviceKeys.from_bytes(bytes(changed))
    for wrong in (b"", data[:-1], data + b"\x00", data[:54], b"x" * 54):
        with pytest.raises(Fault, match="sleutels-ongeldig"):
            DeviceKeys.from_bytes(wrong)


def test_a_public_identity_survives_the_way(device: DeviceKeys) -> None:
    public = device.public
    data = public.to_bytes()
    assert len(data) == identity.PUBLIC_BYTES == 1322
    assert PublicIdentity.from_bytes(data) == public
    assert re.fullmatch(r"d-[a-z2-7]{26}", public.device_id) and public.device_id == device.device_id


def test_no_changed_identity_is_accepted(device: DeviceKeys) -> None:
    data = device.public.to_bytes()
    draw = random.Random(5)
    for bit in [*range(42 * 8), *(draw.randrange(len(data) * 8) for _ in range(600))]:
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Fault, match="identiteit-ongeldig"):
            PublicIdentity.from_bytes(bytes(changed))
    for wrong in (b"", data[:-1], data + b"\x00"):
        with pytest.raises(Fault, match="identiteit-ongeldig"):
            PublicIdentity.from_bytes(wrong)


def test_a_seal_key_can_not_be_slipped_in(device: DeviceKeys, stranger: DeviceKeys) -> None:
    mixed = replace(device.public, seal_key=stranger.public.seal_key)
    for binding in (
        device.public.binding,
        stranger.public.binding,
        identity.sign(stranger, "identity", mixed.core()),
    ):
        with pytest.raises(Fault, match="identiteit-ongeldig") as caught:
            PublicIdentity.from_bytes(replace(mixed, binding=binding).to_bytes())
        assert caught.value.facts["wat"] == "binding"


SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]


@pytest.mark.parametrize("point", SMALL_ORDER)
def test_a_signing_key_that_signs_everything_is_refused(point: str, device: DeviceKeys) -> None:
    weak = replace(device.public, sign_key=bytes.fromhex(point))
    with pytest.raises(Fault, match="identiteit-ongeldig") as caught:
        PublicIdentity.from_bytes(weak.to_bytes())
    assert caught.value.facts["wat"] == "handtekeningsleutel"


def test_the_library_alone_would_take_such_a_key() -> None:
    """Why the check above is ours: under the point of order one, the same signature fits every message."""
    weak = ed25519.Ed25519PublicKey.from_public_bytes(bytes.fromhex(SMALL_ORDER[0]))
    signature = bytes.fromhex(SMALL_ORDER[0]) + bytes(32)
    weak.verify(signature, b"ik beloof alles")
    weak.verify(signature, b"ik beloof niets")


@pytest.mark.parametrize(
    "curve",
    [
        bytes(32),
        b"\x01" + bytes(31),
        b"\xec" + b"\xff" * 30 + b"\x7f",
        b"\xed" + b"\xff" * 30 + b"\x7f",
        b"\xee" + b"\xff" * 30 + b"\x7f",
        b"\x09" + bytes(30) + b"\x80",
        bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
    ],
)
def test_a_sealing_key_without_a_secret_is_refused(curve: bytes, device: DeviceKeys) -> None:
    weak = replace(device.public, seal_key=device.public.seal_key[:1184] + curve)
    with pytest.raises(Fault, match="identiteit-ongeldig") as caught:
        PublicIdentity.from_bytes(reversed_signature(device, weak).to_bytes())
    assert caught.value.facts["wat"] == "verzegelsleutel"


def test_an_unreduced_lattice_key_is_refused(device: DeviceKeys) -> None:
    weak = replace(device.public, seal_key=b"\xff" * 1184 + device.public.seal_key[1184:])
    with pytest.raises(Fault, match="identiteit-ongeldig"):
        PublicIdentity.from_bytes(reversed_signature(device, weak).to_bytes())
    assert not hybrid.check_public(device.public.seal_key[:-1])


def test_practice_and_real_are_two_worlds(device: DeviceKeys) -> None:
    practice = DeviceKeys(True, device.sign_private, device.seal_privates)
    assert practice.public.sign_key == device.public.sign_key
    assert practice.device_id != device.device_id and practice.device_id.startswith("oefen-")
    message = b"hetzelfde bericht"
    assert not identity.signature_holds(device.public, "x", message, identity.sign(practice, "x", message))
    relabelled = bytearray(practice.public.to_bytes())
    relabelled[5] = 0
    with pytest.raises(Fault, match="identiteit-ongeldig"):
        PublicIdentity.from_bytes(bytes(relabelled))
    identity.require_same_world(False, device.public)
    for world, shown in ((False, practice.public), (True, device.public)):
        with pytest.raises(Fault, match="oefensleutel"):
            identity.require_same_world(world, shown)


def test_a_signature_is_for_one_message_one_label_and_one_device(
    device: DeviceKeys, stranger: DeviceKeys
) -> None:
    signature = identity.sign(device, "receipt", b"gelezen")
    identity.verify(device.public, "receipt", b"gelezen", signature)
    for shown, label, message, given in (
        (stranger.public, "receipt", b"gelezen", signature),
        (device.public, "invitation", b"gelezen", signature),
        (device.public, "receipt", b"gelezen!", signature),
        (device.public, "receip", b"tgelezen", signature),
        (device.public, "receipt", b"gelezen", bytes(64)),
        (device.public, "receipt", b"gelezen", signature[:-1]),
        (device.public, "receipt", b"gelezen", b""),
    ):
        with pytest.raises(Fault, match="handtekening-ongeldig"):
            identity.verify(shown, label, message, given)
    with pytest.raises(ValueError):
        identity.sign(device, "", b"x")


def test_a_renewed_seal_key_keeps_the_id_and_opens_the_old(device: DeviceKeys) -> None:
    wrapped = hybrid.wrap(device.public.seal_key, b"k" * 32, b"info")
    keys = device
    for generation in range(1, 7):
        keys = keys.with_new_seal_key()
        public = PublicIdentity.from_bytes(keys.public.to_bytes())
        assert public.device_id == device.device_id and public.generation == generation
        opened = [hybrid.unwrap(private, wrapped, b"info") for private in keys.seal_privates]
        assert (b"k" * 32 in opened) == (generation <= 3), "four keys are kept"
        assert len(keys.seal_privates) == min(generation + 1, 4)


def test_a_wrap_opens_only_as_it_was_made(device: DeviceKeys, stranger: DeviceKeys) -> None:
    private = device.seal_privates[0]
    wrapped = hybrid.wrap(device.public.seal_key, bytearray(b"k" * 32), b"info")
    assert len(wrapped) == hybrid.WRAPPED_KEY_BYTES == 1168
    assert hybrid.unwrap(private, wrapped, b"info") == b"k" * 32
    assert hybrid.unwrap(private, wrapped, b"anders") is None
    assert hybrid.unwrap(stranger.seal_privates[0], wrapped, b"info") is None
    draw = random.Random(6)
    for _ in range(200):
        changed = bytearray(wrapped)
        changed[draw.randrange(len(wrapped))] ^= 1 << draw.randrange(8)
        assert hybrid.unwrap(private, bytes(changed), b"info") is None
    for wrong in (b"", wrapped[:-1], wrapped + b"\x00", bytes(1168)):
        assert hybrid.unwrap(private, wrong, b"info") is None
    with pytest.raises(ValueError):
        hybrid.wrap(device.public.seal_key, b"kort", b"info")


def test_the_wrap_is_the_hybrid_one(device: DeviceKeys) -> None:
    """Both halves are needed: with either private half of somebody else's, nothing opens."""
    wrapped = hybrid.wrap(device.public.seal_key, b"k" * 32, b"info")
    own, foreign = device.seal_privates[0].raw, b"\x55" * 96
    assert hybrid.unwrap(hybrid.SealPrivate(own[:64] + foreign[64:]), wrapped, b"info") is None
    assert hybrid.unwrap(hybrid.SealPrivate(foreign[:64] + own[64:]), wrapped, b"info") is None


def test_fingerprints_are_digits_to_read_aloud(
    device: DeviceKeys, register: DeviceKeys, stranger: DeviceKeys
) -> None:
    for shown in (device.public, register.public):
        assert re.fullmatch(r"\d{5}( \d{5}){5}", identity.fingerprint(shown))
    assert identity.fingerprint(device.public) != identity.fingerprint(register.public)
    assert identity.fingerprint(device.public) != identity.fingerprint(device.with_new_seal_key().public)
    shared = identity.shared_fingerprint(device.public, register.public)
    assert shared == identity.shared_fingerprint(register.public, device.public)
    assert shared != identity.shared_fingerprint(device.public, stranger.public)


# The invitation's token


def test_a_token_proves_a_joining_device(
    device: DeviceKeys, register: DeviceKeys, stranger: DeviceKeys
) -> None:
    token = InvitationToken.generate()
    typed = InvitationToken.parse(token.text().lower().replace("-", " "))
    assert typed == token and typed.token_id() == token.token_id() and len(token.token_id()) == 32
    context = joining_context(register.public.to_bytes(), device.public.to_bytes(), token.token_id())
    proof = typed.prove(context)
    assert token.proof_holds(context, proof)
    other = joining_context(register.public.to_bytes(), stranger.public.to_bytes(), token.token_id())
    assert not token.proof_holds(other, proof)
    assert not InvitationToken.generate().proof_holds(context, proof)
    assert not token.proof_holds(context, b"")
    assert token.text() not in repr(token)


def test_a_context_can_not_be_cut_otherwise() -> None:
    assert joining_context(b"ab", b"c", "x") != joining_context(b"a", b"bc", "x")
    with pytest.raises(ValueError):
        InvitationToken(b"kort")


def test_the_token_id_doesnt_give_the_token_away() -> None:
    token = InvitationToken(bytes(range(20)))
    assert bytes(range(20)).hex()[:16] not in token.token_id()
