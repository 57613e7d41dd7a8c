"""The only cryptography."""
