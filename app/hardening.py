"""What a process does about its own memory: no core files, and no other program of the same user that reads along."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4


def keep_memory_private() -> None:
    """Keep the memory of this process, keys and all, out of core files and debuggers. For a start, not for tests.

    On Linux the process is also marked as not dumpable: another program of the same user can't attach to it, or read
    `/proc/<pid>/mem`. An administrator still can.
    """
    if os.name != "posix":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
