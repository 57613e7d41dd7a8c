"""The window: views build and bind, view-models hold state and commands."""

from __future__ import annotations

from ui.pinned import pin_singletons

pin_singletons()
