"""`consent grant|refuse|withdraw|list|text` and `leaves`: the client decides, and what leaves by that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import files, tables, values
from app.cli.grammar import Commands, Namespace, Parser
from app.cli.terminal import Answer, Terminal
from app.domain.toestemmingen import Ontvanger
from app.faults import Fault

if TYPE_CHECKING:
    from app.cli.session import Session
    from app.domain.doelentabel import Doeltekst
    from app.services.toestemmingen import Decision, WhatLeaves
    from app.wiring import World

_LANGUAGES = ("nl", "en", "ar", "ti", "fa", "tr", "fr", "uk")


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    consent = commands.group("consent", "toestemming: geven, weigeren, intrekken")
    for name, run, help in (
        ("grant", _grant, "de cliënt zegt ja"),
        ("refuse", _refuse, "de cliënt zegt nee"),
    ):
        decision = consent.add(name, run, help)
        _client_and_purposes(decision)
        _how_given(decision)
    withdraw = consent.add("withdraw", _withdraw, "de cliënt trekt een ja in; er gaat meteen niets meer weg")
    _client_and_purposes(withdraw)
    withdraw.add_argument("--language", choices=_LANGUAGES, default="nl", help="taal van het gesprek")
    withdraw.add_argument("--interpreter", default="", metavar="TEKST", help="tolk")
    withdraw.add_argument("--by", default="client", metavar="NAAM", help="wie dit beslist (anders de cliënt)")
    receipt = consent.add("receipt", _receipt, "bewijs van intrekken voor de cliënt, als PDF")
    receipt.add_argument("--client", required=True, metavar="ID", help="het dossier")
    receipt.add_argument("--purpose", required=True, metavar="DOEL", help="het doel")
    receipt.add_argument("--to", type=Path, required=True, metavar="BESTAND", help="het PDF-bestand")
    listing = consent.add("list", _list, "wat de cliënt besliste, per doel")
    listing.add_argument("--client", required=True, metavar="ID", help="het dossier")
    text = consent.add("text", _text, "de tekst die de cliënt leest", opens=False)
    text.add_argument("--purpose", required=True, metavar="DOEL", help="het doel")
    text.add_argument("--language", choices=_LANGUAGES, default="nl", help="in welke taal")
    leaves = commands.add("leaves", _leaves, "precies wat er weggaat van een cliënt, en wat blijft en waarom")
    leaves.add_argument("--client", required=True, metavar="ID", help="het dossier")
    leaves.add_argument(
        "--to",
        type=values.one_of(Ontvanger),
        default=Ontvanger.GEMEENTE,
        metavar="WIE",
        help=", ".join(Ontvanger),
    )


def _client_and_purposes(parser: Parser) -> None:
    parser.add_argument("--client", required=True, metavar="ID", help="het dossier")
    parser.add_argument(
        "--purpose",
        "--doel",
        dest="purposes",
        action="append",
        required=True,
        metavar="DOEL",
        help="waarvoor; zie “consent list” (vaker mag)",
    )


def _how_given(parser: Parser) -> None:
    parser.add_argument("--witness", default="", metavar="NAAM", help="getuige, bij een mondeling besluit")
    parser.add_argument("--reason", default="", metavar="TEKST", help="waarom er geen handtekening is")
    parser.add_argument(
        "--signature",
        type=Path,
        metavar="BESTAND",
        help="JSON met de lijnen van de handtekening: [[[x, y], …], …]",
    )
    parser.add_argument(
        "--language", choices=_LANGUAGES, default="nl", help="taal van de tekst die is getoond"
    )
    parser.add_argument("--interpreter", default="", metavar="TEKST", help="tolk")
    parser.add_argument(
        "--by", default="client", metavar="NAAM", help="wie dit beslist (een ouder; anders de cliënt)"
    )
    parser.add_argument(
        "--until", type=values.day, metavar="DATUM", help="tot wanneer (anders zo lang het doel zegt)"
    )


def _grant(args: Namespace, session: Session) -> Answer:
    return _decide(args, session, ja=True)


def _refuse(args: Namespace, session: Session) -> Answer:
    return _decide(args, session, ja=False)


def _decide(args: Namespace, session: Session, *, ja: bool) -> Answer:
    from app.services import toestemmingen

    dossier_id = session.dossier(args.client)
    decisions = [_decision(args, purpose, ja) for purpose in args.purposes]
    toestemmingen.record_decisions(session.store, session.clock, session.ids, dossier_id, decisions)
    return _overview(session, dossier_id, "Vastgelegd." if ja else "Vastgelegd. Hiervoor gaat niets weg.")


def _decision(args: Namespace, purpose: str, ja: bool) -> Decision:
    from app.domain.toestemmingen import Wijze
    from app.services.toestemmingen import Decision

    text = _consent_text(purpose, args.language)
    return Decision(
        doel=purpose,
        ja=ja,
        wijze=Wijze.HANDTEKENING if args.signature else Wijze.MONDELING,
        tekst_versie=text.tekst_versie,
        tekst_hash=text.tekst_hash,
        taal=args.language,
        tolk=args.interpreter,
        getuige=args.witness,
        reden_mondeling=args.reason,
        gegeven_door=args.by,
        handtekening=_strokes(args.signature) if args.signature else (),
        tot=args.until,
    )


def _strokes(path: Path) -> tuple[tuple[tuple[float, float], ...], ...]:
    import msgspec

    try:
        return msgspec.convert(files.read_structured(path), tuple[tuple[tuple[float, float], ...], ...])
    except msgspec.ValidationError:
        raise Fault(files.BESTAND_VORM, soort="handtekening") from None


def _consent_text(purpose: str, language: str) -> Doeltekst:
    from app.services import catalogue
    from app.services.toestemmingen import DOEL_ONBEKEND

    found = catalogue.toestemmingstaal(language).teksten.get(purpose)
    if found is None:
        raise Fault(DOEL_ONBEKEND, doel=tables.short(purpose, 40))
    return found


def _withdraw(args: Namespace, session: Session) -> Answer:
    from app.services import toestemmingen

    dossier_id = session.dossier(args.client)
    for purpose in args.purposes:
        toestemmingen.withdraw(
            session.store,
            session.clock,
            session.ids,
            dossier_id,
            purpose,
            taal=args.language,
            tolk=args.interpreter,
            gegeven_door=args.by,
        )
    first = "Ingetrokken. Vanaf nu gaat hiervoor niets meer weg. Deel opnieuw, dan hoort de gemeente het."
    return _overview(session, dossier_id, first)


def _receipt(args: Namespace, session: Session) -> Answer:
    from app.services import bestanden, intrekbewijs

    dossier_id = session.dossier(args.client)
    with bestanden.saving(str(args.to)) as put:
        made = intrekbewijs.make(session.store, session.clock, session.ids, dossier_id, args.purpose)
        put(made.data)
    data = {"pdf": str(args.to), "verstrekking": made.verstrekking.id}
    return Answer(data=data, text=f"Opgeslagen: {tables.safe(str(args.to))}")


def _list(args: Namespace, session: Session) -> Answer:
    from app.services import dossiers

    dossier_id = session.dossier(args.client)
    dossiers.enter(session.store, dossier_id)
    return _overview(session, dossier_id, "")


def _overview(session: Session, dossier_id: str, first: str) -> Answer:
    from app.services import catalogue, toestemmingen

    view = toestemmingen.overview(session.store, dossier_id, session.today, catalogue.doelen())
    listed = tables.table(
        ("Doel", "Besluit", "Geldt", "Sinds", "Tot", "Titel"),
        (
            (
                row.doel,
                row.besluit.value if row.besluit else "niet gevraagd",
                tables.yes_no(row.geldt),
                tables.day(row.sinds),
                tables.day(row.tot),
                row.titel,
            )
            for row in view.rows
        ),
    )
    data: dict[str, Any] = {"dossier_id": dossier_id, "doelen": tables.plain(view.rows)}
    data["geschiedenis"] = [
        {key: value for key, value in tables.plain(each).items() if key != "handtekening"}
        for each in view.geschiedenis
    ]
    return Answer(data=data, text=tables.blocks(first, listed))


def _text(args: Namespace, terminal: Terminal, world: World) -> Answer:
    from app.services import catalogue

    text = _consent_text(args.purpose, args.language)
    language = catalogue.toestemmingstaal(args.language)
    lines = (
        text.wat,
        text.met_wie,
        text.waarom,
        text.als_ja,
        text.als_nee,
        text.vrij,
        text.intrekken,
        text.papier,
    )
    note = "" if language.nagekeken else language.niet_nagekeken
    page = tables.blocks(tables.heading(text.titel), *lines, text.vraag, note, f"({text.tekst_versie})")
    return Answer(data={**tables.plain(text), "nagekeken": language.nagekeken}, text=page)


def _leaves(args: Namespace, session: Session) -> Answer:
    from app.services import catalogue, dossiers, toestemmingen

    dossier_id = session.dossier(args.client)
    dossiers.enter(session.store, dossier_id)
    view = toestemmingen.what_leaves(
        session.store, dossier_id, Ontvanger(args.to), session.today, catalogue.doelen()
    )
    return Answer(data={**tables.plain(view), "gaat": view.gaat, "blijft": view.blijft}, text=_leaving(view))


def _leaving(view: WhatLeaves) -> str:
    title = f"Wat gaat er van {tables.safe(view.naam)} naar {view.ontvanger.value}, op {tables.day(view.op)}?"
    counts = f"Van {len(view.records)} stukken gaan er {view.gaat} weg (geheel of voor een deel)."
    rows = [
        (
            record.soort_naam,
            "●" if record.beschermd else "",
            veld.naam,
            "gaat weg" if veld.gaat else "blijft",
            tables.short(veld.waarde, 30),
            veld.uitleg or veld.grond,
        )
        for record in view.records
        for veld in record.velden
    ]
    head = ("Stuk", "", "Veld", "Wat", "Waarde", "Waarom")
    return tables.blocks(
        tables.heading(title), counts, tables.table(head, rows, empty="Er is niets om te delen.")
    )
