"""`python -m app`: the command line."""

from __future__ import annotations

import sys

from app.cli.start import main, no_core_dumps

if __name__ == "__main__":
    no_core_dumps()
    sys.exit(main())
