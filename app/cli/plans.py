"""`plan show|pdf`: a client's plan, and its paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import files, tables
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.cli.session import Session


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    group = commands.group("plan", "het plan van aanpak")
    show = group.add("show", _show, "laat het plan zien")
    show.add_argument("--client", required=True, metavar="ID", help="het dossier")
    pdf = group.add("pdf", _pdf, "sla het plan op als PDF voor de cliënt")
    pdf.add_argument("--client", required=True, metavar="ID", help="het dossier")
    pdf.add_argument("--out", type=Path, required=True, metavar="BESTAND", help="waar het bestand komt")
    pdf.add_argument("--overwrite", action="store_true", help="vervang een bestand dat er al staat")


def _show(args: Namespace, session: Session) -> Answer:
    from app.services import dossiers, plannen
    from app.services.veldnamen import value_in_words

    dossier_id = session.dossier(args.client)
    dossiers.enter(session.store, dossier_id)
    view = plannen.show(session.store, dossier_id)
    blocks = [tables.heading(view.naam)]
    for each in view.doelen:
        steps = "\n".join(f"  - {value_in_words(stap)}" for stap in each.doel.stappen)
        blocks.append(
            "\n".join(
                part
                for part in (f"{each.doel.thema.naam} ({each.doel.stand.value}): {each.doel.ik_zin}", steps)
                if part
            )
        )
    blocks.append("Getekend." if view.getekend else "Niet (meer) getekend.")
    data = {
        "dossier_id": dossier_id,
        "kader": tables.plain(view.kader) if view.kader else None,
        "doelen": [tables.plain(each.doel) for each in view.doelen],
        "getekend": view.getekend,
    }
    return Answer(data=data, text=tables.blocks(*(tables.safe(block) for block in blocks)))


def _pdf(args: Namespace, session: Session) -> Answer:
    from app.services import planbladen

    dossier_id = session.dossier(args.client)
    with files.saving(args.out, overwrite=args.overwrite) as put:
        made = planbladen.make(session.store, session.clock, session.ids, dossier_id)
        put(made.data)
    data = {
        "bestand": str(args.out),
        "verstrekking_id": made.verstrekking.id,
        "bestand_sha256": made.verstrekking.bestand_hash,
    }
    return Answer(data=data, text="Opgeslagen. Doelen over veiligheid staan er niet op.")
