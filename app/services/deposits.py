"""What is laid down in the store so that a backup can be locked when nobody types a secret (app.crypto.deposit)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.crypto.deposit import Deposit
from app.crypto.identity import PublicIdentity
from app.crypto.kdf import FLOOR_KIB, KdfParams
from app.crypto.recovery import RecoveryCode
from app.ports import Reading, Store

DEPOSIT_SETTING = "sleutels.neergelegd"


def of(reading: Reading) -> Deposit:
    """Return what is laid down; an empty deposit when nothing ever was."""
    return Deposit.from_plain(reading.setting(DEPOSIT_SETTING))


def lay_down(
    store: Store,
    *,
    passphrase: str = "",
    params: KdfParams | None = None,
    recovery: Sequence[str] = (),
    floor_kib: int = FLOOR_KIB,
) -> None:
    """Lay down a new passphrase and the groups of a new herstelblad, whichever is given. Slow with a passphrase."""

    def change(deposit: Deposit) -> Deposit:
        if passphrase and params is not None:
            deposit = deposit.with_passphrase(passphrase, params, floor_kib=floor_kib)
        if recovery:
            with RecoveryCode.parse("-".join(recovery)) as code:
                deposit = deposit.with_recovery(code)
        return deposit

    if passphrase or recovery:
        _change(store, change)


def lay_down_organisation(store: Store, organisation: PublicIdentity | None) -> None:
    """Let the organisation open the backups made from now on; None: no longer."""
    _change(store, lambda deposit: deposit.with_organisation(organisation))


def take_away_passphrase(store: Store) -> None:
    """Travel mode: backups made from now on don't open with the passphrase."""
    _change(store, Deposit.without_passphrase)


def take_away_recovery(store: Store) -> None:
    """Backups made from now on don't open with a herstelblad."""
    _change(store, Deposit.without_recovery)


def replace(store: Store, deposit: Deposit) -> None:
    """Put a deposit in the place of the one that is there."""
    _change(store, lambda _: deposit)


def _change(store: Store, change: Callable[[Deposit], Deposit]) -> None:
    with store.read() as reading:
        deposit = change(of(reading))
    with store.write() as uow:
        uow.put_setting(DEPOSIT_SETTING, deposit.as_plain())
        uow.commit()
