"""Doorgaande Lijn: what it knows and does, without a window, a store or a network."""
