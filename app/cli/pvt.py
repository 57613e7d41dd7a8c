"""`pvt add|show`: sessions of the participatieverklaringstraject, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli import tables, values
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.cli.session import Session


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    from app.domain.inburgering import Aanwezigheid, Kernwaarde, PvtSoort

    pvt = commands.group("pvt", "het participatieverklaringstraject")
    add = pvt.add("add", _add, "leg een bijeenkomst vast")
    add.add_argument("--client", required=True, metavar="ID", help="het dossier")
    add.add_argument("--date", type=values.day, metavar="DATUM", help="wanneer (anders vandaag)")
    add.add_argument("--minutes", type=values.count, required=True, metavar="N", help="hoe lang, in minuten")
    add.add_argument(
        "--kind",
        type=values.one_of(PvtSoort),
        default=PvtSoort.BIJEENKOMST,
        metavar="SOORT",
        help=f"soort: {', '.join(PvtSoort)}",
    )
    add.add_argument(
        "--values",
        type=values.several_of(Kernwaarde),
        default=(),
        metavar="A,B",
        help=f"kernwaarden: {', '.join(Kernwaarde)}",
    )
    add.add_argument(
        "--attendance",
        type=values.one_of(Aanwezigheid),
        default=Aanwezigheid.AANWEZIG,
        metavar="HOE",
        help=f"aanwezigheid: {', '.join(Aanwezigheid)}",
    )
    add.add_argument("--language", default="", metavar="TAAL", help="in welke taal, of met welke tolk")
    add.add_argument("--organisation", default="", metavar="NAAM", help="wie het gaf")
    show = pvt.add("show", _show, "laat zien hoe het PVT ervoor staat")
    show.add_argument("--client", required=True, metavar="ID", help="het dossier")


def _add(args: Namespace, session: Session) -> Answer:
    from app.domain.inburgering import Aanwezigheid, Kernwaarde, PvtSessie, PvtSoort
    from app.services import inburgering

    dossier_id = session.dossier(args.client)
    sessie = PvtSessie(
        id="",
        dossier_id=dossier_id,
        datum=args.date or session.today,
        minuten=args.minutes,
        pvt_soort=PvtSoort(args.kind),
        kernwaarden=tuple(Kernwaarde(value) for value in args.values),
        aanwezigheid=Aanwezigheid(args.attendance),
        taal=args.language,
        organisatie=args.organisation,
    )
    sessie_id, _ = inburgering.add_sessie(session.store, session.clock, session.ids, sessie)
    data, text = _standing(session, dossier_id)
    return Answer(data={"pvt_sessie_id": sessie_id, **data}, text=tables.blocks("Bijeenkomst bewaard.", text))


def _show(args: Namespace, session: Session) -> Answer:
    from app.services import dossiers, inburgering

    dossier_id = session.dossier(args.client)
    dossiers.enter(session.store, dossier_id)
    sessies = inburgering.sessies(session.store, dossier_id)
    data, text = _standing(session, dossier_id)
    listed = tables.table(
        ("Datum", "Minuten", "Soort", "Kernwaarden", "Aanwezigheid"),
        (
            (
                tables.day(each.datum),
                each.minuten,
                each.pvt_soort.value,
                ", ".join(each.kernwaarden),
                tables.words(each.aanwezigheid.value),
            )
            for each in sessies
        ),
        empty="Nog geen bijeenkomsten.",
    )
    return Answer(data={**data, "sessies": tables.plain(sessies)}, text=tables.blocks(text, listed))


def _standing(session: Session, dossier_id: str) -> tuple[dict[str, object], str]:
    from app.domain.inburgering import in_uren
    from app.services import inburgering

    stand = inburgering.pvt(session.store, dossier_id, session.today)
    plain = tables.plain(stand)
    plain["kernwaarden"] = sorted(plain["kernwaarden"])
    data: dict[str, object] = {
        "dossier_id": dossier_id,
        "pvt": {**plain, "ontbreekt": list(stand.ontbreekt), "compleet": stand.is_compleet},
    }
    text = tables.facts(
        {
            "Gedaan": f"{in_uren(stand.minuten)} van {in_uren(stand.minuten_nodig)}",
            "Kernwaarden": f"{len(stand.kernwaarden)} van 4",
            "Excursie": tables.yes_no(stand.excursie_gedaan),
            "Ondertekend": tables.day(stand.datum_ondertekening_pvt) or "nee",
            "Laatste dag": tables.day(stand.laatste_dag),
            "Mist nog": "; ".join(stand.ontbreekt) or "niets",
        }
    )
    return data, text
