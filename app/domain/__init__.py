"""Pure nouns and rules of the domain: no I/O, no clock, no ids made here."""
