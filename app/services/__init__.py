"""Use cases: plain functions, verbs on noun modules."""
