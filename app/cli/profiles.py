"""`profile create`, `status`: making a profile, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli import tables
from app.cli.grammar import Commands, Namespace
from app.cli.terminal import Answer, Terminal
from app.ports import DeviceStatus, Rol

if TYPE_CHECKING:
    from app.cli.session import Session
    from app.wiring import World


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    profile = commands.group("profile", "een profiel maken")
    create = profile.add("create", _create, "maak een nieuw profiel in de map van --profile", opens=False)
    create.add_argument("--role", required=True, choices=[rol.value for rol in Rol], help="wie je bent")
    create.add_argument("--name", required=True, metavar="NAAM", help="de naam die je collega's zien")
    create.add_argument("--organisation", default="", metavar="NAAM", help="je organisatie (niet verplicht)")
    create.add_argument(
        "--practice", action="store_true", help="een oefenprofiel: met verzonnen mensen, apart van echt werk"
    )
    commands.add("status", _status, "laat zien hoe het profiel ervoor staat")


def _create(args: Namespace, terminal: Terminal, world: World) -> Answer:
    from app import wiring
    from app.cli.session import passphrase
    from app.cli.start import profile_folder
    from app.services.vault import NewProfile

    folder = profile_folder(args)
    wanted = NewProfile(
        naam=args.name, rol=Rol(args.role), practice=args.practice, organisatie=args.organisation
    )
    if wiring.profile_exists(folder):
        from app.faults import Fault
        from storage.profile_folder import PROFIEL_BESTAAT

        raise Fault(PROFIEL_BESTAAT)
    secret = passphrase(terminal, args.passphrase_file, twice=True)
    if not wanted.practice:
        _warn_of_weak(terminal, secret, args)
    opened = wiring.create_profile(world, folder, wanted, secret)
    try:
        profile = opened.store.profile
    finally:
        opened.close()
    data = {**tables.plain(profile), "map": str(folder)}
    kind = "Oefenprofiel" if profile.practice else "Profiel"
    text = f"{kind} gemaakt voor {tables.safe(profile.naam)} ({profile.rol.value}).\nMap: {folder}"
    return Answer(data=data, text=text)


def _warn_of_weak(terminal: Terminal, secret: str, args: Namespace) -> None:
    """Say that a passphrase is easy to guess. It isn't refused here: scripts choose for themselves."""
    import resources
    from app.crypto import passphrase as strength

    words = strength.read_words(resources.read_text("woorden/woorden.txt"))
    found = strength.estimate(secret, words, (args.name, args.organisation))
    if not found.voldoende:
        terminal.say(f"Let op: deze wachtzin is te makkelijk te raden. {found.advies}")


def _status(args: Namespace, session: Session) -> Answer:
    from app.services import delen, signaleringen, termijnen

    profile, store, today = session.profile, session.store, session.today
    line = delen.line(store)
    with store.read() as reading:
        counts = dict(reading.counts())
        others = [item for item in reading.ledger.devices() if item.status is DeviceStatus.TOEGELATEN]
    address = session.transport.mailbox_address()
    late = len(signaleringen.overdue(store, today))
    loud = len(termijnen.everywhere(store, today))
    data = {
        "profiel": tables.plain(profile),
        "map": str(session.folder),
        "vingerafdruk": session.transport.fingerprint(),
        "aantallen": {soort: number for soort, number in sorted(counts.items()) if number},
        "delen": {"tekst": line.tekst, "hand_nodig": line.hand_nodig, **tables.plain(line.facts)},
        "mailbox": address,
        "gekoppeld": len(others),
        "signalen_te_laat": late,
        "termijnen_dichtbij": loud,
    }
    paired = (
        tables.counted(len(others), "apparaat", "apparaten")
        if profile.is_register
        else "ja"
        if others
        else "nee"
    )
    text = tables.facts(
        {
            "Profiel": f"{profile.naam} ({profile.rol.value}){', OEFENEN' if profile.practice else ''}",
            "Organisatie": profile.organisatie,
            "Vingerafdruk": data["vingerafdruk"],
            "Cliënten": counts.get("inburgeraar", 0),
            "Contacten": counts.get("contactmoment", 0),
            "Signalen": f"{counts.get('signaal', 0)}, waarvan {late} te laat",
            "Termijnen": f"{loud} dichtbij of voorbij",
            "Gekoppeld": paired,
            "Gedeelde map": address or "nog niet gekozen",
            "Delen": line.tekst,
        }
    )
    return Answer(data=data, text=text)
