"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, index and the full-text index."""
    op.create_table(
        "apart",
        sa.Column("op_id", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("op", sa.LargeBinary(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("gezien_op", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("op_id"),
    )
    op.create_table(
        "apparaat",
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("rol", sa.Text(), nullable=False),
        sa.Column("identity", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("their_stream", sa.Text(), nullable=False),
        sa.Column("admitted_op", sa.Text(), nullable=True),
        sa.Column("last_seen", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("device_id"),
    )
    op.create_table(
        "batch_in",
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("prev", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("stand", sa.Text(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("received_op", sa.Text(), nullable=True),
        sa.Column("applied_op", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("nr"),
        sa.UniqueConstraint("digest"),
    )
    op.create_index("ix_batch_in_nummer", "batch_in", ["stream", "epoch", "seq"], unique=False)
    op.create_index(op.f("ix_batch_in_stand"), "batch_in", ["stand"], unique=False)
    op.create_table(
        "batch_uit",
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("put_op", sa.Text(), nullable=True),
        sa.Column("acked_op", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("reader", "epoch", "seq"),
    )
    op.create_index(
        "ix_batch_uit_open", "batch_uit", ["reader"], unique=False, sqlite_where=sa.text("acked_op IS NULL")
    )
    op.create_table(
        "bestandsoverdracht",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("wat", sa.Text(), nullable=False),
        sa.Column("stand", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("datum", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_bestandsoverdracht_dossier_id"), "bestandsoverdracht", ["dossier_id"], unique=False
    )
    op.create_table(
        "botsing",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("veld", sa.Text(), nullable=False),
        sa.Column("ours", sa.Text(), nullable=False),
        sa.Column("theirs", sa.Text(), nullable=False),
        sa.Column("ours_door", sa.Text(), nullable=False),
        sa.Column("theirs_door", sa.Text(), nullable=False),
        sa.Column("op_id", sa.Text(), nullable=False),
        sa.Column("gezien_op", sa.Text(), nullable=False),
        sa.Column("besluit", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_botsing_dossier_id"), "botsing", ["dossier_id"], unique=False)
    op.create_table(
        "concept",
        sa.Column("sleutel", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("inhoud", sa.Text(), nullable=False),
        sa.Column("bewaard_op", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sleutel"),
    )
    op.create_index(op.f("ix_concept_dossier_id"), "concept", ["dossier_id"], unique=False)
    op.create_table(
        "contactmoment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("plaatsgevonden_op", sa.Text(), nullable=False),
        sa.Column("kanaal", sa.Text(), nullable=False),
        sa.Column("onderwerp", sa.Text(), nullable=False),
        sa.Column("duur_minuten", sa.Integer(), nullable=False),
        sa.Column("leefgebieden", sa.Text(), nullable=False),
        sa.Column("samenvatting", sa.Text(), nullable=False),
        sa.Column("aantekening", sa.Text(), nullable=False),
        sa.Column("waarneming", sa.Text(), nullable=False),
        sa.Column("duiding", sa.Text(), nullable=False),
        sa.Column("aanwezig", sa.Text(), nullable=False),
        sa.Column("tolk", sa.Text(), nullable=False),
        sa.Column("contact_gelukt", sa.Integer(), nullable=False),
        sa.Column("afmelding", sa.Text(), nullable=False),
        sa.Column("telt_mee_zroute", sa.Integer(), nullable=False),
        sa.Column("vervangt", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_contactmoment_dossier_id"), "contactmoment", ["dossier_id"], unique=False)
    op.create_table(
        "dossierkaart",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("sorteer_naam", sa.Text(), nullable=False),
        sa.Column("geboortedatum", sa.Text(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("klantreferentie", sa.Text(), nullable=False),
        sa.Column("fase", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("laatste_contact", sa.Text(), nullable=True),
        sa.Column("open_signalen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id"),
    )
    op.create_index(op.f("ix_dossierkaart_fase"), "dossierkaart", ["fase"], unique=False)
    op.create_index(op.f("ix_dossierkaart_geboortedatum"), "dossierkaart", ["geboortedatum"], unique=False)
    op.create_index(op.f("ix_dossierkaart_gemeente"), "dossierkaart", ["gemeente"], unique=False)
    op.create_index(
        op.f("ix_dossierkaart_klantreferentie"), "dossierkaart", ["klantreferentie"], unique=False
    )
    op.create_index(
        op.f("ix_dossierkaart_laatste_contact"), "dossierkaart", ["laatste_contact"], unique=False
    )
    op.create_index(op.f("ix_dossierkaart_open_signalen"), "dossierkaart", ["open_signalen"], unique=False)
    op.create_index(op.f("ix_dossierkaart_sorteer_naam"), "dossierkaart", ["sorteer_naam"], unique=False)
    op.create_table(
        "grondslag",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("doel", sa.Text(), nullable=False),
        sa.Column("ontvanger", sa.Text(), nullable=False),
        sa.Column("grondslag", sa.Text(), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.Text(), nullable=False),
        sa.Column("vastgelegd_door", sa.Text(), nullable=False),
        sa.Column("vanaf", sa.Text(), nullable=False),
        sa.Column("tot", sa.Text(), nullable=True),
        sa.Column("beeindigt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_grondslag_dossier_id"), "grondslag", ["dossier_id"], unique=False)
    op.create_table(
        "inburgeraar",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("voornamen", sa.Text(), nullable=False),
        sa.Column("achternaam", sa.Text(), nullable=False),
        sa.Column("andere_spellingen", sa.Text(), nullable=False),
        sa.Column("geboortedatum", sa.Text(), nullable=False),
        sa.Column("geslacht", sa.Text(), nullable=False),
        sa.Column("klantreferentie", sa.Text(), nullable=False),
        sa.Column("gemeente", sa.Text(), nullable=False),
        sa.Column("doelgroep", sa.Text(), nullable=False),
        sa.Column("talen", sa.Text(), nullable=False),
        sa.Column("tolk_nodig", sa.Integer(), nullable=False),
        sa.Column("tolkvoorkeur", sa.Text(), nullable=False),
        sa.Column("kan_lezen", sa.Integer(), nullable=True),
        sa.Column("telefoon", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("adres", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("woonplaats", sa.Text(), nullable=False),
        sa.Column("adres_geheim", sa.Integer(), nullable=False),
        sa.Column("huishouden_id", sa.Text(), nullable=False),
        sa.Column("rol_in_huishouden", sa.Text(), nullable=False),
        sa.Column("amv", sa.Integer(), nullable=False),
        sa.Column("verblijfsstatus", sa.Text(), nullable=False),
        sa.Column("vergunning_tot", sa.Text(), nullable=True),
        sa.Column("huisarts", sa.Text(), nullable=False),
        sa.Column("zorgverzekeraar", sa.Text(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("fase", sa.Integer(), nullable=False),
        sa.Column("kracht", sa.Text(), nullable=False),
        sa.Column("wensen", sa.Text(), nullable=False),
        sa.Column("bijzonderheden", sa.Text(), nullable=False),
        sa.Column("regisseur", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("afgesloten_op", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_inburgeraar_dossier_id"), "inburgeraar", ["dossier_id"], unique=False)
    op.create_table(
        "inburgeringstraject",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("wet", sa.Text(), nullable=False),
        sa.Column("leerroute", sa.Text(), nullable=False),
        sa.Column("kennisgeving_op", sa.Text(), nullable=True),
        sa.Column("dagtekening_pip", sa.Text(), nullable=True),
        sa.Column("verlengingen", sa.Text(), nullable=False),
        sa.Column("datum_eindgesprek_map", sa.Text(), nullable=True),
        sa.Column("datum_afronding_zroute", sa.Text(), nullable=True),
        sa.Column("school", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_inburgeringstraject_dossier_id"), "inburgeringstraject", ["dossier_id"], unique=False
    )
    op.create_table(
        "instelling",
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("waarde", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("naam"),
    )
    op.create_table(
        "invulling",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("template_hash", sa.Text(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("begonnen_op", sa.Text(), nullable=False),
        sa.Column("afgerond_op", sa.Text(), nullable=False),
        sa.Column("ingevuld_door", sa.Text(), nullable=False),
        sa.Column("antwoorden", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_invulling_dossier_id"), "invulling", ["dossier_id"], unique=False)
    op.create_table(
        "lijnstap",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("stap", sa.Integer(), nullable=False),
        sa.Column("begonnen_op", sa.Text(), nullable=True),
        sa.Column("afgerond_op", sa.Text(), nullable=True),
        sa.Column("gedaan", sa.Text(), nullable=False),
        sa.Column("meenemen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_lijnstap_dossier_id"), "lijnstap", ["dossier_id"], unique=False)
    op.create_table(
        "logboek",
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("wie", sa.Text(), nullable=False),
        sa.Column("namens", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("actie", sa.Text(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("grond", sa.Text(), nullable=False),
        sa.Column("resultaat", sa.Text(), nullable=False),
        sa.Column("kop", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("nummer"),
    )
    op.create_index(op.f("ix_logboek_dossier_id"), "logboek", ["dossier_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("op_id", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("base_rev", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("hlc", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("template_hash", sa.Text(), nullable=False),
        sa.Column("created_op", sa.Text(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("nr"),
    )
    op.create_index(op.f("ix_outbox_dossier_id"), "outbox", ["dossier_id"], unique=False)
    op.create_index("ix_outbox_record", "outbox", ["record_id", "reader"], unique=False)
    op.create_index(
        "ix_outbox_wacht", "outbox", ["reader", "nr"], unique=False, sqlite_where=sa.text("reden = ''")
    )
    op.create_table(
        "pvt_sessie",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("datum", sa.Text(), nullable=False),
        sa.Column("minuten", sa.Integer(), nullable=False),
        sa.Column("pvt_soort", sa.Text(), nullable=False),
        sa.Column("kernwaarden", sa.Text(), nullable=False),
        sa.Column("aanwezigheid", sa.Text(), nullable=False),
        sa.Column("taal", sa.Text(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("vervangt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_pvt_sessie_dossier_id"), "pvt_sessie", ["dossier_id"], unique=False)
    op.create_table(
        "ronde",
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("gelukt", sa.Integer(), nullable=False),
        sa.Column("bijzonderheid", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("nr"),
    )
    op.create_table(
        "signaal",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("leefgebied", sa.Text(), nullable=False),
        sa.Column("urgentie", sa.Text(), nullable=False),
        sa.Column("waarneming", sa.Text(), nullable=False),
        sa.Column("genoteerd_op", sa.Text(), nullable=False),
        sa.Column("categorie", sa.Text(), nullable=True),
        sa.Column("genoteerd_door", sa.Text(), nullable=False),
        sa.Column("bron", sa.Text(), nullable=False),
        sa.Column("besproken", sa.Integer(), nullable=False),
        sa.Column("niet_besproken_reden", sa.Text(), nullable=False),
        sa.Column("urgentie_reden", sa.Text(), nullable=False),
        sa.Column("vraag", sa.Text(), nullable=False),
        sa.Column("naar", sa.Text(), nullable=False),
        sa.Column("invulling_id", sa.Text(), nullable=False),
        sa.Column("item_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_signaal_dossier_id"), "signaal", ["dossier_id"], unique=False)
    op.create_table(
        "signaalstap",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("signaal_id", sa.Text(), nullable=False),
        sa.Column("categorieen", sa.Text(), nullable=False),
        sa.Column("stand", sa.Text(), nullable=False),
        sa.Column("gezet_op", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("belegd_bij", sa.Text(), nullable=False),
        sa.Column("uiterlijk", sa.Text(), nullable=True),
        sa.Column("toelichting", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_signaalstap_dossier_id"), "signaalstap", ["dossier_id"], unique=False)
    op.create_index("ix_signaalstap_signaal_id", "signaalstap", ["signaal_id"], unique=False)
    op.create_table(
        "stand",
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("field_revs", sa.Text(), nullable=False),
        sa.Column("hlc", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("gewijzigd_op", sa.Text(), nullable=False),
        sa.Column("verwijderd_op", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("nr"),
        sa.UniqueConstraint("record_id"),
    )
    op.create_index(op.f("ix_stand_dossier_id"), "stand", ["dossier_id"], unique=False)
    op.create_table(
        "stroom_in",
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("contiguous", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("beyond", sa.Text(), nullable=False),
        sa.Column("highest_listed", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "epoch"),
    )
    op.create_table(
        "stroom_uit",
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("next_seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("acked", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("reader"),
    )
    op.create_table(
        "taak",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("omschrijving", sa.Text(), nullable=False),
        sa.Column("voor_op", sa.Text(), nullable=True),
        sa.Column("wie", sa.Text(), nullable=False),
        sa.Column("gedaan_op", sa.Text(), nullable=True),
        sa.Column("contactmoment_id", sa.Text(), nullable=False),
        sa.Column("categorieen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_taak_dossier_id"), "taak", ["dossier_id"], unique=False)
    op.create_table(
        "toestemming",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("doel", sa.Text(), nullable=False),
        sa.Column("ontvanger", sa.Text(), nullable=False),
        sa.Column("besluit", sa.Text(), nullable=False),
        sa.Column("vastgelegd_op", sa.Text(), nullable=False),
        sa.Column("vanaf", sa.Text(), nullable=False),
        sa.Column("tot", sa.Text(), nullable=True),
        sa.Column("tekst_versie", sa.Text(), nullable=False),
        sa.Column("tekst_hash", sa.Text(), nullable=False),
        sa.Column("taal", sa.Text(), nullable=False),
        sa.Column("tolk", sa.Text(), nullable=False),
        sa.Column("wijze", sa.Text(), nullable=False),
        sa.Column("getuige", sa.Text(), nullable=False),
        sa.Column("reden_mondeling", sa.Text(), nullable=False),
        sa.Column("gegeven_door", sa.Text(), nullable=False),
        sa.Column("handtekening", sa.Text(), nullable=False),
        sa.Column("vastgelegd_door", sa.Text(), nullable=False),
        sa.Column("trekt_in", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_toestemming_dossier_id"), "toestemming", ["dossier_id"], unique=False)
    op.create_table(
        "toewijzing",
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("device_id", "dossier_id"),
    )
    op.create_index(op.f("ix_toewijzing_dossier_id"), "toewijzing", ["dossier_id"], unique=False)
    op.create_table(
        "verstrekking",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("ontvanger", sa.Text(), nullable=False),
        sa.Column("ontvanger_naam", sa.Text(), nullable=False),
        sa.Column("onderdelen", sa.Text(), nullable=False),
        sa.Column("grondslag_ids", sa.Text(), nullable=False),
        sa.Column("gemaakt_op", sa.Text(), nullable=False),
        sa.Column("gemaakt_door", sa.Text(), nullable=False),
        sa.Column("kopie", sa.Integer(), nullable=False),
        sa.Column("inhoud_hash", sa.Text(), nullable=False),
        sa.Column("bestand_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_verstrekking_dossier_id"), "verstrekking", ["dossier_id"], unique=False)
    op.create_table(
        "verwerkte_op",
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("op_id", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("stand", sa.Text(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("batch_digest", sa.Text(), nullable=False),
        sa.Column("verwerkt_op", sa.Text(), nullable=False),
        sa.Column("bericht_epoch", sa.Integer(), nullable=False),
        sa.Column("bericht_seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("nr"),
        sa.UniqueConstraint("op_id"),
    )
    op.create_index(
        "ix_verwerkte_op_bericht",
        "verwerkte_op",
        ["device_id"],
        unique=False,
        sqlite_where=sa.text("bericht_seq >= 0"),
    )
    op.create_table(
        "verzonden_op",
        sa.Column("op_id", sa.Text(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("velden", sa.Text(), nullable=False),
        sa.Column("grants", sa.Text(), nullable=False),
        sa.Column("inhoud", sa.Text(), nullable=False),
        sa.Column("base_rev", sa.Integer(), nullable=False),
        sa.Column("hlc", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("stand", sa.Text(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("verzegeld_op", sa.Text(), nullable=False),
        sa.Column("verzonden_op", sa.Text(), nullable=True),
        sa.Column("ontvangen_op", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("op_id", "reader"),
    )
    op.create_index("ix_verzonden_batch", "verzonden_op", ["reader", "epoch", "seq"], unique=False)
    op.create_index(op.f("ix_verzonden_op_dossier_id"), "verzonden_op", ["dossier_id"], unique=False)
    op.create_index(op.f("ix_verzonden_op_record_id"), "verzonden_op", ["record_id"], unique=False)
    op.create_index("ix_verzonden_stand", "verzonden_op", ["stand"], unique=False)
    op.execute(
        "CREATE VIRTUAL TABLE zoekindex USING fts5(tekst, "
        "sleutel, record_id UNINDEXED, dossier_id UNINDEXED, soort UNINDEXED, "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
