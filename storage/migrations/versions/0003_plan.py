"""Plan van aanpak, questions and answers, appointments, and kept letters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of the plan, of questions, of the agenda and of attachments."""
    op.create_table(
        "afspraak",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("gemaakt_op", sa.Text(), nullable=False),
        sa.Column("regels", sa.Text(), nullable=False),
        sa.Column("doel_ids", sa.Text(), nullable=False),
        sa.Column("categorieen", sa.Text(), nullable=False),
        sa.Column("inhoud_hash", sa.Text(), nullable=False),
        sa.Column("naam_client", sa.Text(), nullable=False),
        sa.Column("naam_begeleider", sa.Text(), nullable=False),
        sa.Column("reden_mondeling", sa.Text(), nullable=False),
        sa.Column("bespreken_op", sa.Text(), nullable=True),
        sa.Column("handtekening_client", sa.Text(), nullable=False),
        sa.Column("handtekening_begeleider", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_afspraak_dossier_id"), "afspraak", ["dossier_id"], unique=False)
    op.create_table(
        "agendapunt",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("begint_op", sa.Text(), nullable=False),
        sa.Column("duur_minuten", sa.Integer(), nullable=False),
        sa.Column("agendasoort", sa.Text(), nullable=False),
        sa.Column("omschrijving", sa.Text(), nullable=False),
        sa.Column("plaats", sa.Text(), nullable=False),
        sa.Column("wie", sa.Text(), nullable=False),
        sa.Column("tolk", sa.Text(), nullable=False),
        sa.Column("stand", sa.Text(), nullable=False),
        sa.Column("categorieen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_agendapunt_dossier_id"), "agendapunt", ["dossier_id"], unique=False)
    op.create_table(
        "antwoord",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("vraag_id", sa.Text(), nullable=False),
        sa.Column("tekst", sa.Text(), nullable=False),
        sa.Column("gegeven_op", sa.Text(), nullable=False),
        sa.Column("gegeven_door", sa.Text(), nullable=False),
        sa.Column("rondt_af", sa.Integer(), nullable=False),
        sa.Column("categorieen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_antwoord_dossier_id"), "antwoord", ["dossier_id"], unique=False)
    op.create_table(
        "bijlage",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("briefsoort", sa.Text(), nullable=False),
        sa.Column("omschrijving", sa.Text(), nullable=False),
        sa.Column("bestandsoort", sa.Text(), nullable=False),
        sa.Column("inhoud_id", sa.Text(), nullable=False),
        sa.Column("toegevoegd_op", sa.Text(), nullable=False),
        sa.Column("toegevoegd_door", sa.Text(), nullable=False),
        sa.Column("datum", sa.Text(), nullable=True),
        sa.Column("grootte", sa.Integer(), nullable=False),
        sa.Column("bestand_hash", sa.Text(), nullable=False),
        sa.Column("wat_te_doen", sa.Text(), nullable=False),
        sa.Column("taak_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_bijlage_dossier_id"), "bijlage", ["dossier_id"], unique=False)
    op.create_table(
        "bijlage_inhoud",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("inhoud", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_bijlage_inhoud_dossier_id"), "bijlage_inhoud", ["dossier_id"], unique=False)
    op.create_table(
        "doel",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("thema", sa.Text(), nullable=False),
        sa.Column("ik_zin", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.Text(), nullable=False),
        sa.Column("termijn", sa.Text(), nullable=False),
        sa.Column("stappen", sa.Text(), nullable=False),
        sa.Column("stand", sa.Text(), nullable=False),
        sa.Column("resultaat", sa.Text(), nullable=False),
        sa.Column("vastgelegd_door", sa.Text(), nullable=False),
        sa.Column("in_huishouden", sa.Integer(), nullable=False),
        sa.Column("categorieen", sa.Text(), nullable=False),
        sa.Column("vervangt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_doel_dossier_id"), "doel", ["dossier_id"], unique=False)
    op.create_table(
        "plan_van_aanpak",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.Text(), nullable=False),
        sa.Column("vastgelegd_door", sa.Text(), nullable=False),
        sa.Column("sterke_kanten", sa.Text(), nullable=False),
        sa.Column("wensen", sa.Text(), nullable=False),
        sa.Column("wie_helpt", sa.Text(), nullable=False),
        sa.Column("bespreken_op", sa.Text(), nullable=True),
        sa.Column("vervangt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_plan_van_aanpak_dossier_id"), "plan_van_aanpak", ["dossier_id"], unique=False)
    op.create_table(
        "vraag",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("tekst", sa.Text(), nullable=False),
        sa.Column("gesteld_op", sa.Text(), nullable=False),
        sa.Column("gesteld_door", sa.Text(), nullable=False),
        sa.Column("over", sa.Text(), nullable=False),
        sa.Column("haast", sa.Integer(), nullable=False),
        sa.Column("categorieen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_vraag_dossier_id"), "vraag", ["dossier_id"], unique=False)
