"""Doorgaande Lijn: what it knows and does, without a window, a store or a network."""

VERSION = "0.1.0"
"""The same as in pyproject.toml, which isn't there in a built program."""
