"""`questions ask|list|answer`: a question to the coordinator about a client, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli import tables, values
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer

if TYPE_CHECKING:
    from app.cli.session import Session
    from app.services.vragen import QuestionView


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    from app.domain.records import Categorie

    group = commands.group("questions", "vragen aan de coördinator")
    ask = group.add("ask", _ask, "stel een vraag over een cliënt")
    ask.add_argument("--client", required=True, metavar="ID", help="het dossier")
    ask.add_argument("--text", required=True, metavar="TEKST", help="de vraag")
    ask.add_argument("--urgent", action="store_true", help="met haast")
    ask.add_argument(
        "--about",
        type=values.several_of(Categorie),
        default=(),
        metavar="A,B",
        help="gaat ook over: gezondheid, veiligheid",
    )
    listing = group.add("list", _list, "laat de vragen zien")
    listing.add_argument("--client", default="", metavar="ID", help="alleen van dit dossier")
    answer = group.add("answer", _answer, "geef antwoord op een vraag")
    answer.add_argument("question", metavar="VRAAG", help="het nummer van de vraag")
    answer.add_argument("--text", default="", metavar="TEKST", help="het antwoord")
    answer.add_argument("--done", action="store_true", help="de vraag is hiermee klaar")


def _ask(args: Namespace, session: Session) -> Answer:
    from app.services import vragen

    vraag_id, _ = vragen.ask(
        session.store,
        session.clock,
        session.ids,
        session.dossier(args.client),
        args.text,
        haast=args.urgent,
        categorieen=args.about,
    )
    return Answer(data={"vraag_id": vraag_id}, text="Vraag bewaard. Die gaat mee bij het volgende delen.")


def _list(args: Namespace, session: Session) -> Answer:
    from app.services import vragen

    dossier_id = session.dossier(args.client) if args.client else ""
    found = vragen.every(session.store, dossier_id)
    listed = tables.table(
        ("Vraag", "Stand", "Cliënt", "Tekst", "Laatste antwoord"),
        (
            (
                each.vraag.id[-8:],
                tables.words(each.stand.value),
                each.naam,
                tables.short(each.vraag.tekst),
                tables.short(each.antwoorden[-1].antwoord.tekst) if each.antwoorden else "",
            )
            for each in found
        ),
        empty="Er zijn geen vragen.",
    )
    return Answer(data={"vragen": [_plain(each) for each in found]}, text=listed)


def _plain(view: QuestionView) -> dict[str, object]:
    return {
        **tables.plain(view.vraag),
        "stand": view.stand.value,
        "deelstand": view.share.stand.value,
        "antwoorden": [tables.plain(each.antwoord) for each in view.antwoorden],
    }


def _answer(args: Namespace, session: Session) -> Answer:
    from app.services import vragen

    antwoord_id, _ = vragen.answer(
        session.store,
        session.clock,
        session.ids,
        _named(args.question, session),
        args.text,
        rondt_af=args.done,
    )
    return Answer(
        data={"antwoord_id": antwoord_id}, text="Antwoord bewaard. Het gaat mee bij het volgende delen."
    )


def _named(name: str, session: Session) -> str:
    """Return the id of a question given in full or by its last eight signs."""
    from app.services import vragen

    found = [
        each.vraag.id
        for each in vragen.every(session.store)
        if len(name) >= 8 and each.vraag.id.endswith(name)
    ]
    return found[0] if len(found) == 1 else name
