"""The encrypted store: the only SQL."""
