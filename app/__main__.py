"""`python -m app`: the command line."""

from __future__ import annotations

import sys

from app.cli.start import main
from app.hardening import keep_memory_private

if __name__ == "__main__":
    keep_memory_private()
    sys.exit(main())
