"""Parsers of foreign bytes, and bytes to try on them."""
