"""`./run bench [--records N ...] [--json FILE]`: each figure beside its limit, measured in the same run."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.bench.measuring import Figure, table
from tests.bench.work import daily, sharing


def main() -> int:
    """Measure and print; the exit code says nothing about speed."""
    if sys.argv[1:2] == ["scale"]:
        from tests.bench import scale

        return scale.main(sys.argv[2:])
    if sys.argv[1:2] == ["mailboxes"]:
        from tests.bench import mailboxes

        return mailboxes.main()
    parser = argparse.ArgumentParser(prog="run bench")
    parser.add_argument("--records", type=int, nargs="*", default=[1000, 10000])
    parser.add_argument("--daily", type=int, default=2000, help="stukken in de opslag bij het dagelijks werk")
    parser.add_argument("--json", type=Path, default=None)
    options = parser.parse_args()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="doorgaande-lijn-bench-") as name:
        folder = Path(name)
        for count in options.records:
            (folder / str(count)).mkdir()
            figures += sharing(folder / str(count), count)
        figures += daily(folder, options.daily)
    print(table(figures))
    if options.json:
        options.json.write_text(json.dumps([one.plain() for one in figures], indent=2), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
