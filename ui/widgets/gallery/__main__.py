"""Draws the gallery: `python -m ui.widgets.gallery [--out DIR]`; without --out it opens a window."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    if arguments.out:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ui.theme import Mode, apply_theme
    from ui.widgets.gallery import build_gallery, gallery_window

    app = QApplication(sys.argv[:1])
    if not arguments.out:
        apply_theme(app)
        window = gallery_window()
        window.show()
        return app.exec()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for mode in Mode:
        for scale in (1.0, 1.5):
            apply_theme(app, mode, scale)
            for name, page in build_gallery().items():
                page.resize(1072, round(900 * scale))
                page.ensurePolished()
                page.grab().save(str(arguments.out / f"{name}-{mode.value}-{round(scale * 100)}.png"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
