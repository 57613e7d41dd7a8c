"""`clients list|show|add`: the people, one dossier on a page, and opening a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.cli import tables, values
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer, WrongUse
from app.faults import Fault, FaultKind
from app.ports import ClientFilter

if TYPE_CHECKING:
    from app.cli.session import Session
    from app.domain.inburgeraar import Inburgeraar
    from app.services.dossiers import DossierView

VELD_ONJUIST = FaultKind(
    "veld-onjuist",
    "Bij het veld “{veld}” past deze waarde niet.",
    "Kijk met “clients add --help” wat er past.",
)

_SORTS = ("naam", "geboortedatum", "gemeente", "klantreferentie", "fase", "laatste_contact", "open_signalen")
_STATUS = {"open": "open", "gesloten": "gesloten", "alle": ""}
_FIELDS = {
    "voornamen": "--first-names",
    "achternaam": "--family-name",
    "geboortedatum": "--birth-date",
    "gemeente": "--municipality",
    "klantreferentie": "--reference",
    "telefoon": "--phone",
    "email": "--email",
    "talen": "--languages",
    "tolk_nodig": "--interpreter",
}
_HELP = {
    "voornamen": "voornamen",
    "achternaam": "achternaam",
    "geboortedatum": "2001-05-09, of 2001-05 of 2001 als de rest niet bekend is",
    "gemeente": "gemeente",
    "klantreferentie": "nummer van de gemeente",
    "telefoon": "telefoonnummer",
    "email": "e-mailadres",
    "talen": "talen, met komma's ertussen",
    "tolk_nodig": "ja of nee",
}


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    clients = commands.group("clients", "cliënten zoeken, bekijken en toevoegen")
    listing = clients.add("list", _list, "lijst van cliënten")
    listing.add_argument(
        "--search", default="", metavar="TEKST", help="een naam in welke spelling ook, of een nummer"
    )
    listing.add_argument("--status", choices=list(_STATUS), default="open")
    listing.add_argument("--sort", choices=_SORTS, default="naam", help="waarop de lijst staat")
    listing.add_argument("--descending", action="store_true", help="van hoog naar laag")
    listing.add_argument("--limit", type=values.count, default=200, metavar="N", help="hoeveel regels (200)")
    listing.add_argument(
        "--offset", type=values.count, default=0, metavar="N", help="hoeveel regels overslaan"
    )

    show = clients.add("show", _show, "alles over één cliënt")
    show.add_argument(
        "client", metavar="ID", help="het nummer van het dossier, het eind ervan, of de klantreferentie"
    )

    add = clients.add("add", _add, "open een dossier voor een nieuwe cliënt")
    for name, option in _FIELDS.items():
        add.add_argument(option, dest=name, default=None, metavar="…", help=_HELP[name])
    add.add_argument(
        "--field",
        type=values.setting,
        action="append",
        default=[],
        metavar="VELD=WAARDE",
        help="een ander veld van het dossier, zoals adres=… of adres_geheim=ja (vaker mag)",
    )


def _list(args: Namespace, session: Session) -> Answer:
    from app.cli.session import brief
    from app.services import dossiers

    wanted = ClientFilter(
        tekst=args.search,
        status=_STATUS[args.status],
        sorteer=args.sort,
        aflopend=args.descending,
        vanaf=args.offset,
        aantal=args.limit,
    )
    rows = dossiers.list_clients(session.store, wanted)
    total = dossiers.count_clients(session.store, wanted)
    listed = tables.table(
        (
            "Nummer",
            "Naam",
            "Geboren",
            "Gemeente",
            "Referentie",
            "Stap",
            "Laatste contact",
            "Signalen",
            "Delen",
        ),
        (
            (
                brief(row.dossier_id),
                row.naam,
                row.geboortedatum,
                row.gemeente,
                row.klantreferentie,
                row.fase,
                tables.moment(row.laatste_contact),
                row.open_signalen,
                row.deelstand.value,
            )
            for row in rows
        ),
        empty="Geen cliënten gevonden.",
    )
    more = f"{len(rows)} van {total} cliënten." if total > len(rows) else ""
    return Answer(data={"totaal": total, "clienten": tables.plain(rows)}, text=tables.blocks(listed, more))


def _add(args: Namespace, session: Session) -> Answer:
    from app.cli.session import brief
    from app.services import dossiers

    plain = {name: getattr(args, name) for name in _FIELDS if getattr(args, name) is not None}
    plain.update(dict(args.field))
    person = _person(plain)
    dossier_id, _ = dossiers.open_dossier(session.store, session.clock, session.ids, person)
    return Answer(
        data={"dossier_id": dossier_id},
        text=f"Dossier geopend voor {tables.safe(person.naam)}: {brief(dossier_id)} ({dossier_id})",
    )


def _person(plain: dict[str, str]) -> Inburgeraar:
    """Build the person from texts; every field is judged by its own type, so that the message can name it."""
    from app.domain.inburgeraar import Inburgeraar
    from app.domain.records import from_fields, record_type

    known = record_type(Inburgeraar).fields
    typed: dict[str, Any] = {}
    for name, text in plain.items():
        if name not in known:
            raise WrongUse(f"Dit veld is er niet. Kies uit: {', '.join(sorted(known))}.")
        typed[name] = _typed(name, known[name].hint, text)
    return from_fields(Inburgeraar, "", "", typed)


def _typed(name: str, hint: Any, text: str) -> Any:
    import msgspec

    try:
        if hint is bool or hint == (bool | None):
            return values.flag(text)
        if hint == tuple[str, ...]:
            return values.names(text)
        if hint is str:
            return text
        # Enums, whole numbers and days, by the rules by which they travel.
        return msgspec.to_builtins(msgspec.convert(text, hint, strict=False))
    except (WrongUse, ValueError):
        raise Fault(VELD_ONJUIST, veld=name) from None


def _show(args: Namespace, session: Session) -> Answer:
    from app.services import dossiers

    dossier_id = session.dossier(args.client)
    dossiers.enter(session.store, dossier_id)
    view = dossiers.show(session.store, dossier_id, session.today)
    data = tables.plain(view)
    data["persoon"]["naam"] = view.persoon.naam
    data["pvt"]["ontbreekt"] = list(view.pvt.ontbreekt)
    return Answer(data=data, text=_page(view))


def _page(view: DossierView) -> str:
    from app.cli.session import brief

    person = view.persoon
    now = next((step for step in view.line if step.stand == "nu"), None)
    top = tables.facts(
        {
            "Nummer": f"{brief(person.id)} ({person.id})",
            "Geboren": person.geboortedatum
            + (f" ({view.leeftijd} jaar)" if view.leeftijd is not None else ""),
            "Gemeente": person.gemeente,
            "Referentie": person.klantreferentie,
            "Talen": ", ".join(person.talen) + (" (tolk nodig)" if person.tolk_nodig else ""),
            "Telefoon": person.telefoon,
            "E-mail": person.email,
            "Adres": " ".join((person.adres, person.postcode, person.woonplaats)).strip()
            + (" (geheim)" if person.adres_geheim else ""),
            "Stap": f"{now.nummer}. {now.titel}" if now else person.fase,
            "Status": person.status.value,
            "Delen": view.deelstand.value,
            "PVT": f"{view.pvt.minuten} van {view.pvt.minuten_nodig} minuten"
            + ("" if view.pvt.is_compleet else f"; mist: {'; '.join(view.pvt.ontbreekt)}"),
        }
    )
    return tables.blocks(
        tables.heading(tables.safe(person.naam)),
        top,
        _part("Termijnen", ("Datum", "Wat"), [(tables.day(d.datum), d.tekst) for d in view.deadlines]),
        _part(
            "Open signalen",
            ("Nummer", "Urgentie", "Leefgebied", "Waar", "Wat"),
            [
                (brief(s.signaal_id), s.urgentie, tables.words(s.leefgebied), tables.words(s.stand), s.titel)
                for s in view.signals
            ],
        ),
        _part(
            "Taken",
            ("Voor", "Wie", "Wat"),
            [(tables.day(t.voor_op), t.wie, t.omschrijving) for t in view.tasks],
        ),
        _part(
            "Toestemming",
            ("Doel", "Besluit", "Sinds"),
            [
                (c.titel, c.besluit.value if c.besluit else "niet gevraagd", tables.day(c.sinds))
                for c in view.consents
            ],
        ),
        _part(
            "Tijdlijn",
            ("Wanneer", "Wat", "Titel", "Door", "Delen"),
            [
                (tables.moment(t.op), tables.words(t.soort), t.titel, t.door, t.deelstand.value)
                for t in view.timeline
            ],
        ),
    )


def _part(title: str, head: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    return f"{title}\n{tables.table(head, rows)}" if rows else ""
