"""What the dossier holds beyond the first schema: household, steps, inburgering, work and income."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add columns of person and trajectory, and a table for each new kind of record."""
    _columns()
    _household()
    _line_and_hours()
    _exams_and_work()


def _columns() -> None:
    text, empty, none = sa.Text(), "", "[]"
    for table, name, default in (
        ("inburgeraar", "dialect", empty),
        ("inburgeraar", "schriften", none),
        ("inburgeraar", "bereikbaar_via", empty),
        ("inburgeringstraject", "herziene_pips", none),
        ("inburgeringstraject", "map_themas", none),
        ("inburgeringstraject", "knm_themas", none),
    ):
        op.add_column(table, sa.Column(name, text, nullable=False, server_default=default))
    for table, name in (
        ("inburgeraar", "gekoppeld_op"),
        ("inburgeraar", "vergunning_vanaf"),
        ("inburgeringstraject", "brp_op"),
        ("inburgeringstraject", "plicht_vanaf"),
        ("inburgeringstraject", "afgeschaald_op"),
        ("inburgeringstraject", "school_vanaf"),
    ):
        op.add_column(table, sa.Column(name, text, nullable=True))
    op.create_index("ix_inburgeraar_huishouden_id", "inburgeraar", ["huishouden_id"], unique=False)


def _household() -> None:
    op.create_table(
        "huishouden",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("regisseur", sa.Text(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("begonnen_op", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_huishouden_dossier_id"), "huishouden", ["dossier_id"], unique=False)
    op.create_table(
        "huishoudlid",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("huishouden_id", sa.Text(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("geboortedatum", sa.Text(), nullable=False),
        sa.Column("relatie", sa.Text(), nullable=False),
        sa.Column("sinds", sa.Text(), nullable=True),
        sa.Column("tot", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_huishoudlid_dossier_id"), "huishoudlid", ["dossier_id"], unique=False)
    op.create_index("ix_huishoudlid_huishouden_id", "huishoudlid", ["huishouden_id"], unique=False)


def _line_and_hours() -> None:
    op.create_table(
        "lijnonderdeel",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("groep", sa.Text(), nullable=False),
        sa.Column("onderdeel", sa.Text(), nullable=False),
        sa.Column("stand", sa.Text(), nullable=False),
        sa.Column("gedaan_op", sa.Text(), nullable=True),
        sa.Column("uitkomst", sa.Text(), nullable=False),
        sa.Column("uren", sa.Integer(), nullable=True),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("gevoelig", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_lijnonderdeel_dossier_id"), "lijnonderdeel", ["dossier_id"], unique=False)
    op.create_table(
        "urenstaat",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("van", sa.Text(), nullable=False),
        sa.Column("tot", sa.Text(), nullable=True),
        sa.Column("urensoort", sa.Text(), nullable=False),
        sa.Column("minuten", sa.Integer(), nullable=False),
        sa.Column("gegeven", sa.Integer(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=False),
        sa.Column("vervallen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_urenstaat_dossier_id"), "urenstaat", ["dossier_id"], unique=False)


def _exams_and_work() -> None:
    op.create_table(
        "examen",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("onderdeel", sa.Text(), nullable=False),
        sa.Column("datum", sa.Text(), nullable=True),
        sa.Column("niveau", sa.Text(), nullable=False),
        sa.Column("uitslag", sa.Text(), nullable=False),
        sa.Column("plaats", sa.Text(), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_examen_dossier_id"), "examen", ["dossier_id"], unique=False)
    op.create_table(
        "loopbaanstap",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("loopbaansoort", sa.Text(), nullable=False),
        sa.Column("wat", sa.Text(), nullable=False),
        sa.Column("waar", sa.Text(), nullable=False),
        sa.Column("land", sa.Text(), nullable=False),
        sa.Column("niveau", sa.Text(), nullable=False),
        sa.Column("van", sa.Text(), nullable=False),
        sa.Column("tot", sa.Text(), nullable=False),
        sa.Column("uren_per_week", sa.Integer(), nullable=True),
        sa.Column("loopbaanstand", sa.Text(), nullable=False),
        sa.Column("resultaat", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_loopbaanstap_dossier_id"), "loopbaanstap", ["dossier_id"], unique=False)
