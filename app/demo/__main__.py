"""`python -m app.demo [--no-window] [--out DIR]`. The first line stands there before anything heavy is loaded."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    sys.stdout.write("Doorgaande Lijn: ik maak een oefenwereld met verzonnen mensen.\n")
    sys.stdout.flush()
    from app.demo.start import main

    sys.exit(main())
