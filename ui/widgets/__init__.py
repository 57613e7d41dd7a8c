"""Building blocks of every screen: each works by keyboard, has a name, and looks right in both palettes."""
