"""Keeps None, True and False alive under PySide6 6.12 on Python 3.11.

Found by measuring: there, every call of a Qt method that returns nothing drops a reference to None, and every
`Signal.emit` one to True. Python 3.12 made these objects immortal, so nobody notices; 3.11 ends the process after some
thousands of calls ("none_dealloc: deallocating None"). We give the three a count that no session can use up.
"""

from __future__ import annotations

import ctypes
import sys

ENOUGH = 1 << 40


def pin_singletons() -> None:
    """Raise the reference counts of None, True and False out of reach; does nothing from Python 3.12 on."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for singleton in (None, True, False):
        if sys.getrefcount(singleton) < ENOUGH:
            # A CPython object begins with its reference count.
            ctypes.c_ssize_t.from_address(id(singleton)).value += ENOUGH
