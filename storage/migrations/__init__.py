"""Migrations: each spells out its own tables and never imports the code of today."""
