"""`checklist list|show|fill`: the shipped lists, what they ask, and answers from a file; own lists: `own_lists`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import files, own_lists, tables, values
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer, Terminal
from app.faults import Fault, FaultKind

if TYPE_CHECKING:
    from app.cli.session import Session
    from app.domain.checklists import Antwoord, Checklist, GevraagdSignaal
    from app.wiring import World

CHECKLIST_ONBEKEND = FaultKind(
    "checklist-onbekend", "Deze checklist is er niet.", "Kijk met “checklist list” welke er zijn."
)
ANTWOORDEN_VORM = FaultKind(
    "antwoorden-vorm",
    "De antwoorden kloppen niet bij “{vraag}”: {reden}",
    "Kijk met “checklist show” welke vragen en antwoorden er zijn.",
)

_PARTS = (
    "waarde",
    "waarneming",
    "bron",
    "besproken",
    "niet_besproken_reden",
    "urgentie",
    "reden_lager",
)


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    checklist = commands.group("checklist", "checklists bekijken en invullen")
    checklist.add("list", _list, "welke checklists er zijn", opens=False)
    show = checklist.add("show", _show, "de vragen en de antwoorden die passen", opens=False)
    show.add_argument("code", metavar="CODE", help="zoals signalering-algemeen")
    fill = checklist.add("fill", _fill, "vul een checklist in met antwoorden uit een bestand")
    fill.add_argument("code", metavar="CODE", help="zoals signalering-algemeen")
    fill.add_argument("--client", required=True, metavar="ID", help="het dossier")
    fill.add_argument(
        "--answers",
        required=True,
        type=Path,
        metavar="BESTAND",
        help="JSON of TOML: per vraag een antwoord, of een tabel met waarde, waarneming, bron, besproken",
    )
    fill.add_argument("--begun", type=values.moment, metavar="MOMENT", help="wanneer je begon (anders nu)")
    fill.add_argument("--plan", action="store_true", help="laat alleen zien welke signalen er komen")
    own_lists.add_to(checklist)


def _checklist(code: str) -> Checklist:
    from app.services import catalogue

    try:
        return catalogue.checklist(code)
    except KeyError:
        raise Fault(CHECKLIST_ONBEKEND) from None


def _list(args: Namespace, terminal: Terminal, world: World) -> Answer:
    from app.services import catalogue

    every = catalogue.checklists()
    data = [
        {"code": each.code, "versie": each.versie, "titel": each.titel, "vragen": len(each.items)}
        for each in every
    ]
    listed = tables.table(
        ("Code", "Versie", "Vragen", "Titel"),
        ((each.code, each.versie, len(each.items), each.titel) for each in every),
    )
    return Answer(data=data, text=listed)


def _show(args: Namespace, terminal: Terminal, world: World) -> Answer:
    checklist = _checklist(args.code)
    data: list[dict[str, Any]] = [
        {
            "key": item.key,
            "soort": item.soort.value,
            "tekst": item.tekst,
            "antwoorden": list(item.waarden),
            "signaal_bij": list(item.signaal_bij),
            "urgentie": item.urgentie.value if item.urgentie else None,
            "verplicht": item.verplicht,
        }
        for item in checklist.items
        if item.answerable
    ]
    listed = tables.table(
        ("Vraag", "Antwoorden", "Tekst"),
        ((item["key"], ", ".join(item["antwoorden"]) or item["soort"], item["tekst"]) for item in data),
    )
    title = f"{checklist.titel} ({checklist.code}, versie {checklist.versie})"
    return Answer(
        data={"code": checklist.code, "versie": checklist.versie, "vragen": data},
        text=tables.blocks(title, listed),
    )


def _fill(args: Namespace, session: Session) -> Answer:
    from app.domain.checklists import progress
    from app.services import lijsten, signaleringen

    dossier_id = session.dossier(args.client)
    with session.store.read() as reading:
        checklist = lijsten.find(reading, args.code)
    answers = read_answers(checklist, files.read_structured(args.answers))
    raised = signaleringen.preview_signals(checklist, answers)
    done, asked, _ = progress(checklist, answers)
    data: dict[str, Any] = {
        "code": checklist.code,
        "versie": checklist.versie,
        "beantwoord": done,
        "gevraagd": asked,
        "signalen": [_raised(signal) for signal in raised],
        "bewaard": not args.plan,
    }
    if not args.plan:
        finished = signaleringen.finish(
            session.store, session.clock, session.ids, dossier_id, checklist, answers, begonnen_op=args.begun
        )
        data |= {"invulling_id": finished.invulling_id, "signaal_ids": list(finished.signaal_ids)}
    return Answer(data=data, text=_filled(args.plan, done, asked, raised))


def _raised(signal: GevraagdSignaal) -> dict[str, Any]:
    return {
        "vraag": signal.item_key,
        "leefgebied": signal.leefgebied.value,
        "urgentie": signal.urgentie.value,
        "doen": signal.doen,
    }


def _filled(plan: bool, done: int, asked: int, raised: tuple[GevraagdSignaal, ...]) -> str:
    first = "Nog niets bewaard." if plan else "Checklist bewaard op dit apparaat."
    listed = tables.table(
        ("Urgentie", "Leefgebied", "Vraag"),
        ((signal.urgentie.value, signal.leefgebied.naam, signal.tekst) for signal in raised),
        empty="Geen signalen.",
    )
    acts = [f"- {tables.safe(signal.doen)}" for signal in raised if signal.doen]
    todo = "\n".join(["Doe dit nu:", *acts]) if acts else ""
    return tables.blocks(f"{first} {done} van {asked} vragen beantwoord.", listed, todo)


def read_answers(checklist: Checklist, given: Any) -> dict[str, Antwoord]:
    """Return the answers of a file, judged question by question; the message names the question, not the answer."""
    if not isinstance(given, dict):
        raise Fault(ANTWOORDEN_VORM, vraag="het bestand", reden="er hoort per vraag een antwoord te staan.")
    known = {item.key for item in checklist.items if item.answerable}
    return {key: _answer(checklist, key, value, known) for key, value in given.items()}


def _answer(checklist: Checklist, key: str, value: Any, known: set[str]) -> Antwoord:
    import msgspec

    from app.domain.checklists import Antwoord, check_answer

    def wrong(reden: str) -> Fault:
        return Fault(ANTWOORDEN_VORM, vraag=tables.short(key, 40), reden=reden)

    if key not in known:
        raise wrong("deze vraag is er niet.")
    parts = value if isinstance(value, dict) else {"waarde": value}
    if unknown := set(parts) - set(_PARTS):
        raise wrong(f"“{tables.short(min(unknown), 40)}” hoort hier niet. Kies uit: {', '.join(_PARTS)}.")
    waarde = parts.get("waarde", "")
    if isinstance(waarde, int) and not isinstance(waarde, bool):
        waarde = str(waarde)
    try:
        # A Waarde is a text or a list of texts; msgspec can't tell those two apart in a union with a tuple.
        plain = msgspec.convert(waarde, str | list[str])
        rest = msgspec.convert({**parts, "waarde": "", "key": key}, Antwoord)
    except msgspec.ValidationError:
        raise wrong("een deel heeft niet de goede vorm.") from None
    antwoord = replace(rest, waarde=plain if isinstance(plain, str) else tuple(plain))
    try:
        check_answer(checklist.item(key), antwoord)
    except Fault:
        fitting = ", ".join(checklist.item(key).waarden)
        raise wrong(f"dit antwoord past niet{f'; kies uit {fitting}' if fitting else ''}.") from None
    return antwoord
