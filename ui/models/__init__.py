"""Tables over tuples of frozen rows."""
