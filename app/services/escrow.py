"""The organisation's way into a profile: a key on three papers, of which two together open what was lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.crypto import escrow, keyslots
from app.crypto.escrow import OrganisationSeed, Share
from app.crypto.identity import DeviceKeys, PublicIdentity, fingerprint, require_same_world
from app.crypto.kdf import FLOOR_KIB, KdfParams
from app.crypto.keyslots import SlotType
from app.ports import Clock, Ids
from app.services import deposits
from app.services.vault import KEYS_SETTING, OpenProfile, Safe, with_recovery


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrganisationPapers:
    """A new organisation key: what devices get (`public`), and what stands on three papers, once.

    `mark` is on all three; `fingerprint` is what is compared when a device takes the key over.
    """

    public: bytes
    fingerprint: str
    mark: str
    papers: tuple[str, ...]


def new_papers(*, practice: bool) -> OrganisationPapers:
    """Make an organisation key. The private half exists on the papers alone once this value is let go."""
    with OrganisationSeed.generate() as seed:
        public = seed.keys(practice=practice).public
        shares = escrow.split_seed(seed)
        try:
            return OrganisationPapers(
                public=public.to_bytes(),
                fingerprint=fingerprint(public),
                mark=shares[0].mark,
                papers=tuple(share.text() for share in shares),
            )
        finally:
            for share in shares:
                share.wipe()


def fingerprint_of(public: bytes, *, practice: bool) -> str:
    """Return the fingerprint of an organisation's key, to compare before it is taken over; Faults as `add`."""
    organisation = PublicIdentity.from_bytes(public)
    require_same_world(practice, organisation)
    return fingerprint(organisation)


def sheet(
    papers: OrganisationPapers, number: int, organisatie: str, *, practice: bool, clock: Clock, ids: Ids
) -> bytes:
    """Return paper `number` (from 1) of a new organisation key as PDF."""
    from app.documents import sleutelpapier
    from app.documents.content import Codegroep, Colofon, Sleutelpapier

    code = papers.papers[number - 1]
    colofon = Colofon(
        document_id=ids.new(),
        classificatie="Geheim: bewaar dit apart van de andere papieren",
        gemaakt_door=organisatie,
        gemaakt_op=clock.now(),
        bewaren="Bewaren zolang de organisatie deze sleutel gebruikt",
        oefenen=practice,
    )
    return sleutelpapier.render(
        Sleutelpapier(
            colofon=colofon,
            organisatie=organisatie,
            nummer=number,
            aantal=len(papers.papers),
            merk=papers.mark,
            vingerafdruk=papers.fingerprint,
            groepen=tuple(Codegroep(tekens=part[:-1], controle=part[-1]) for part in code.split("-")),
        )
    )


def add(opened: OpenProfile, passphrase: str, public: bytes, *, floor_kib: int = FLOOR_KIB) -> str:
    """Let an organisation open this profile and its backups from now on; return the fingerprint of its key."""
    organisation = PublicIdentity.from_bytes(public)
    require_same_world(opened.store.profile.practice, organisation)
    found = keyslots.open_with_passphrase(opened.safe.slot_copies(), passphrase, floor_kib=floor_kib)
    with found.key as key:
        slots = keyslots.add_escrow(found.file, key, organisation)
        deposits.lay_down_organisation(opened.store, organisation)
        opened.safe.write_slots(keyslots.to_bytes(slots))
    return fingerprint(organisation)


def remove(opened: OpenProfile, passphrase: str, *, floor_kib: int = FLOOR_KIB) -> None:
    """Take the organisation's way in away, also from backups made from now on."""
    found = keyslots.open_with_passphrase(opened.safe.slot_copies(), passphrase, floor_kib=floor_kib)
    with found.key as key:
        slots = keyslots.remove_slot(found.file, key, SlotType.ESCROW)
        deposits.lay_down_organisation(opened.store, None)
        opened.safe.write_slots(keyslots.to_bytes(slots))


def check_paper(text: str) -> None:
    """Return when a typed paper is whole by itself; a Fault says which group is wrong, or that it is no such paper."""
    Share.parse(text).wipe()


def check_papers(safe: Safe, papers: Sequence[str], *, practice: bool) -> None:
    """Return when the papers together open the profile; nothing is changed. A Fault says which group is wrong."""
    shares = [Share.parse(text) for text in papers]
    try:
        with escrow.combine_shares(shares) as seed:
            keyslots.open_with_escrow(safe.slot_copies(), seed.keys(practice=practice)).key.wipe()
    finally:
        for share in shares:
            share.wipe()


def open_with_papers(
    safe: Safe,
    papers: Sequence[str],
    passphrase: str,
    params: KdfParams,
    *,
    practice: bool,
    recovery: Sequence[str] = (),
    floor_kib: int = FLOOR_KIB,
) -> OpenProfile:
    """Open a profile with two of the three papers and give it a new passphrase.

    `recovery` are the groups of a new herstelblad; without them the old one, if there is one, stays good. The slots
    are written only after the store has opened: what fails, changes nothing.
    """
    shares = [Share.parse(text) for text in papers]
    copies = safe.slot_copies()
    safe.lock()
    try:
        with escrow.combine_shares(shares) as seed:
            found = keyslots.open_with_escrow(copies, seed.keys(practice=practice))
        with found.key as key:
            slots = keyslots.change_passphrase(found.file, key, passphrase, params, floor_kib=floor_kib)
            slots = with_recovery(slots, key, recovery)
            store = safe.open_store(key.raw)
        try:
            safe.write_slots(keyslots.to_bytes(slots))
            deposits.lay_down(
                store, passphrase=passphrase, params=params, recovery=recovery, floor_kib=floor_kib
            )
            with store.read() as reading:
                keys = DeviceKeys.from_bytes(bytes.fromhex(reading.setting(KEYS_SETTING)))
        except BaseException:
            store.close()
            raise
    except BaseException:
        safe.unlock()
        raise
    finally:
        for share in shares:
            share.wipe()
    return OpenProfile(safe, store, keys)
