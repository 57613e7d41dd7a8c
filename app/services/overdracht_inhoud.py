"""What stands on an overdracht sheet: sections filled from the dossier, field by field through the one consent rule.

A section is made only when its template, the grounds and the person at the keyboard all let it; inside it every value
is asked of `decide` again, so a secret address or a private note can't slip along with its section.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.documents import content
from app.domain import deeldatum
from app.domain.contactmomenten import Contactmoment
from app.domain.doorgaande_lijn import Dossieroverdracht
from app.domain.inburgeraar import Inburgeraar
from app.domain.inburgering import Inburgeringstraject, PvtStand, laatste_dag_termijn
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.records import Categorie, Record
from app.domain.signalen import Signaal, Signaalstap
from app.domain.taken import Taak
from app.domain.toestemmingen import Grondslag, Toestemming
from app.ports import Reading
from app.services import catalogue, doorgaande_lijn, inburgering
from app.services.contactmomenten import current
from app.services.kalender import day_of
from app.services.taken import soonest_first
from app.services.veldnamen import in_words, value_in_words
from app.services.weggaan import GRONDEN, Doors

_THEMES: Mapping[str, tuple[Leefgebied, ...]] = {
    "thema_huisvesting": (Leefgebied.WONEN,),
    "thema_gezondheid": (
        Leefgebied.LICHAMELIJKE_GEZONDHEID,
        Leefgebied.PSYCHISCHE_GEZONDHEID,
        Leefgebied.MIDDELEN,
    ),
    "thema_participatie": (
        Leefgebied.SOCIAAL_NETWERK,
        Leefgebied.TAAL_EN_DIGITAAL,
        Leefgebied.VERBLIJF_EN_DOCUMENTEN,
    ),
    "thema_onderwijs": (Leefgebied.STAGNERENDE_INBURGERING,),
    "thema_werk_inkomen": (Leefgebied.GELD_EN_POST,),
    "gezin": (Leefgebied.KINDEREN, Leefgebied.GEZIN_EN_NAREIS),
}
"""Which contacts tell something about a theme; a contact about nothing in particular belongs to participation."""

_SUMMARIES = 2
"""How many of the newest summaries tell how a theme stands."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Everything of one dossier that a sheet may draw from, read in one state of the store."""

    persoon: Inburgeraar
    traject: Inburgeringstraject | None
    pvt: PvtStand
    contacten: Sequence[Contactmoment]
    taken: Sequence[Taak]
    signalen: Sequence[Signaal]
    stappen: Mapping[str, Signaalstap]
    huisgenoten: Sequence[Inburgeraar]
    dossiers: Sequence[content.DossierRegel]
    grounds: Mapping[str, Toestemming | Grondslag]
    today: date


def read_subject(reading: Reading, persoon: Inburgeraar, today: date) -> Subject:
    """Read what a sheet about this person may draw from."""
    open_ids = {row.signaal_id for row in reading.signals(dossier_id=persoon.id)}
    last: dict[str, Signaalstap] = {}
    for step in sorted(
        reading.of_dossier(Signaalstap, persoon.id), key=lambda each: (each.gezet_op, each.id)
    ):
        last[step.signaal_id] = step
    contacts = current(reading.of_dossier(Contactmoment, persoon.id))
    grounds: list[Toestemming | Grondslag] = [
        *reading.of_dossier(Toestemming, persoon.id),
        *reading.of_dossier(Grondslag, persoon.id),
    ]
    return Subject(
        persoon=persoon,
        traject=inburgering.traject_of(reading, persoon.id),
        pvt=inburgering.pvt_of(reading, persoon.id, today),
        contacten=sorted(contacts, key=lambda each: (each.plaatsgevonden_op, each.id), reverse=True),
        taken=soonest_first(reading.of_dossier(Taak, persoon.id)),
        signalen=[each for each in reading.of_dossier(Signaal, persoon.id) if each.id in open_ids],
        stappen=last,
        huisgenoten=_housemates(reading, persoon),
        dossiers=_transfers(reading, persoon.id, persoon.fase),
        grounds={each.id: each for each in grounds},
        today=today,
    )


def _housemates(reading: Reading, persoon: Inburgeraar) -> list[Inburgeraar]:
    if not persoon.huishouden_id:
        return []
    return [
        each
        for each in reading.matching(Inburgeraar, "huishouden_id", persoon.huishouden_id)
        if each.id != persoon.id
    ]


def _transfers(reading: Reading, dossier_id: str, fase: int) -> list[content.DossierRegel]:
    explained = {each.soort: each for each in catalogue.lijnuitleg().dossiers}
    return [
        content.DossierRegel(
            wat=explained[each.wat].naam,
            van=explained[each.wat].van_nu,
            naar=explained[each.wat].naar.value,
            # Of who lives in the gemeente already and was never looked at, nobody knows whether it's needed.
            stand=value_in_words(each.stand)
            if each.id or fase <= doorgaande_lijn.HANDOVER
            else "niet bekend",
            datum=each.datum,
            door=each.door,
        )
        for each in doorgaande_lijn.transfers_of(reading, dossier_id)
        if each.wat in Dossieroverdracht
    ]


class Allowed:
    """A record seen through the open doors: a value that may not go is as if it weren't there."""

    def __init__(self, record: Record, doors: Doors) -> None:
        self._record = record
        self._goes = frozenset(doors.judge(record).goes)

    def words(self, name: str) -> str:
        """Return the field in words when it may go and isn't empty, else `""`."""
        return in_words(self._record, name) if name in self._goes else ""

    def may(self, *names: str) -> bool:
        return all(name in self._goes for name in names)


def person_block(subject: Subject, doors: Doors, *, with_reach: bool) -> content.ClientBlok:
    """Return who the sheet is about, with ways to reach them when that section goes along."""
    persoon = subject.persoon
    seen = Allowed(persoon, doors)
    names = ("telefoon", "email", "adres", "postcode", "woonplaats") if with_reach else ()
    found = {name: seen.words(name) for name in names}
    address = " ".join(part for part in (found.get("postcode", ""), found.get("woonplaats", "")) if part)
    pairs = (
        ("Telefoon", found.get("telefoon", "")),
        ("E-mail", found.get("email", "")),
        ("Adres", ", ".join(part for part in (found.get("adres", ""), address) if part)),
        ("Gemeente", seen.words("gemeente")),
    )
    return content.ClientBlok(
        naam=persoon.naam if seen.may("voornamen", "achternaam") else "(naam niet gedeeld)",
        geboortedatum=birth(persoon.geboortedatum) if seen.may("geboortedatum") else None,
        kenmerk=seen.words("klantreferentie"),
        details=tuple(pair for pair in pairs if pair[1]),
    )


def birth(geboortedatum: str) -> content.Datum:
    """Return a birth date for paper; of a date known in part, the part that is known."""
    if len(geboortedatum) == 10:
        return date.fromisoformat(geboortedatum)
    if not geboortedatum:
        return None
    return f"{deeldatum.in_words(geboortedatum)}, {'dag onbekend' if '-' in geboortedatum else 'dag en maand onbekend'}"


def household_block(subject: Subject, doors: Doors) -> tuple[content.Gezinslid, ...]:
    """Name the others of the household and their role: nothing else of them, since they have dossiers of their own."""
    if not Allowed(subject.persoon, doors).may("huishouden_id"):
        return ()
    return tuple(
        content.Gezinslid(naam=each.naam, hoort_bij=each.rol_in_huishouden or "huisgenoot")
        for each in subject.huisgenoten
    )


def language_block(subject: Subject, doors: Doors) -> content.TaalBlok:
    """Return language, interpreter and how to reach the client."""
    seen = Allowed(subject.persoon, doors)
    persoon = subject.persoon
    talen = persoon.talen if seen.may("talen") else ()
    tolk = {True: "ja", False: "niet nodig"}[persoon.tolk_nodig] if seen.may("tolk_nodig") else ""
    reach = [f"telefoon {seen.words('telefoon')}"] if seen.words("telefoon") else []
    if persoon.kan_lezen is False and seen.may("kan_lezen"):
        reach.append("liever bellen dan schrijven: leest niet")
    preference = seen.words("tolkvoorkeur")
    return content.TaalBlok(
        taal=talen[0] if talen else "niet bekend",
        andere_talen=", ".join(talen[1:]),
        tolk=tolk,
        voorkeur_tolk="" if preference == "geen voorkeur" else preference,
        bereikbaar="; ".join(reach),
    )


def residence_block(subject: Subject, doors: Doors) -> content.VerblijfBlok:
    """Return status and permit date."""
    seen = Allowed(subject.persoon, doors)
    return content.VerblijfBlok(
        status=seen.words("verblijfsstatus") or "onbekend",
        vergunning_tot=subject.persoon.vergunning_tot if seen.may("vergunning_tot") else None,
    )


def integration_block(subject: Subject, doors: Doors) -> content.InburgeringBlok:
    """Return the trajectory's facts and the PVT as a bar."""
    facts: list[tuple[str, str]] = []
    if subject.traject is not None:
        seen = Allowed(subject.traject, doors)
        regels = catalogue.regels("inburgering", subject.today, subject.traject.wet.value)
        last = laatste_dag_termijn(subject.traject, regels.getal("termijn_jaren"))
        facts = [
            ("Wet", seen.words("wet")),
            ("Leerroute", seen.words("leerroute")),
            ("Dagtekening eerste PIP", seen.words("dagtekening_pip")),
            (
                "Laatste dag van de termijn",
                f"{last:%d-%m-%Y}" if last and seen.may("dagtekening_pip") else "",
            ),
            ("Eindgesprek MAP", seen.words("datum_eindgesprek_map")),
            ("Taalschool", seen.words("school")),
        ]
    signed = subject.pvt.datum_ondertekening_pvt
    missing = "klaar" if subject.pvt.is_compleet else "; ".join(subject.pvt.ontbreekt)
    facts.append(
        ("PVT", f"ondertekend op {signed:%d-%m-%Y}" if signed and subject.pvt.is_compleet else missing)
    )
    bars: tuple[content.Voortgang, ...] = ()
    if subject.pvt.minuten_nodig:
        bars = (
            content.Voortgang(
                naam="PVT", gedaan=subject.pvt.minuten / 60, doel=subject.pvt.minuten_nodig / 60
            ),
        )
    return content.InburgeringBlok(feiten=tuple(pair for pair in facts if pair[1]), voortgang=bars)


def theme_block(key: str, titel: str, subject: Subject, doors: Doors) -> content.ThemaBlok:
    """Return one theme: the newest summaries that may go, what was agreed, and what is still open."""
    gebieden = frozenset(_THEMES[key])
    general = key == "thema_participatie"
    # A talk about safety never stands among ordinary themes, nor do the tasks that came out of it.
    shielded = {each.id for each in subject.contacten if Categorie.VEILIGHEID in each.inhoud_categorieen}
    about = [
        each
        for each in subject.contacten
        if each.id not in shielded
        and (gebieden & set(each.leefgebieden) or (general and not each.leefgebieden))
    ]
    told = [
        f"{day_of(each.plaatsgevonden_op):%d-%m-%Y}: {words}"
        for each in about
        if (words := Allowed(each, doors).words("samenvatting"))
    ]
    ids = {each.id for each in about}
    actions = tuple(
        content.Actie(wat=taak.omschrijving, wie=taak.wie, voor=taak.voor_op)
        for taak in subject.taken
        if (taak.contactmoment_id in ids or (general and not taak.contactmoment_id))
        and Allowed(taak, doors).may("omschrijving", "wie", "voor_op")
    )
    facts = _theme_facts(key, Allowed(subject.persoon, doors))
    return content.ThemaBlok(
        thema=titel, stand=" ".join(part for part in (facts, *told[:_SUMMARIES]) if part), acties=actions
    )


def _theme_facts(key: str, seen: Allowed) -> str:
    names = {
        "thema_gezondheid": (("huisarts", "Huisarts"), ("zorgverzekeraar", "Zorgverzekeraar")),
        "thema_onderwijs": (("school", "School"),),
    }.get(key, ())
    return " ".join(f"{label}: {words}." for name, label in names if (words := seen.words(name)))


def signal_rows(
    subject: Subject, doors: Doors, wanted: Callable[[Signaal], bool]
) -> tuple[content.SignaalRegel, ...]:
    """Return the open signals that may go and are `wanted`, most urgent first."""
    rows = []
    for signaal in sorted(subject.signalen, key=lambda each: (-each.urgentie.rang, each.genoteerd_op)):
        if wanted(signaal) and Allowed(signaal, doors).may("leefgebied", "urgentie", "waarneming", "vraag"):
            step = subject.stappen.get(signaal.id)
            rows.append(
                content.SignaalRegel(
                    urgentie=content.Urgentie(signaal.urgentie.value),
                    leefgebied=signaal.leefgebied.naam,
                    wat=" ".join(part for part in (signaal.vraag, signaal.waarneming) if part),
                    sinds=day_of(signaal.genoteerd_op),
                    stand=step.stand.naam if step else "genoteerd",
                )
            )
    return tuple(rows)


def urgent_points(rows: Sequence[content.SignaalRegel]) -> tuple[content.UrgentPunt, ...]:
    """Return those of the rows that can't wait, to stand on top of the sheet."""
    pressing = {Urgentie.ACUUT.value, Urgentie.SPOED.value}
    return tuple(
        content.UrgentPunt(urgentie=row.urgentie, wat=row.wat, gedaan=row.stand, sinds=row.sinds)
        for row in rows
        if row.urgentie.value in pressing
    )


def strengths_block(subject: Subject, doors: Doors) -> content.KrachtenBlok:
    """Return strengths and wishes, a line each, as the client said them."""
    seen = Allowed(subject.persoon, doors)
    return content.KrachtenBlok(
        krachten=_lines(seen, subject, "kracht"), wensen=_lines(seen, subject, "wensen")
    )


def _lines(seen: Allowed, subject: Subject, name: str) -> tuple[str, ...]:
    told = str(getattr(subject.persoon, name)) if seen.may(name) else ""
    return tuple(line.strip() for line in told.splitlines() if line.strip())


def ground_rows(subject: Subject, doors: Doors) -> tuple[content.GrondRegel, ...]:
    """Return the grounds on which this sheet stands."""
    rows = []
    for grant in doors.grants:
        behind = subject.grounds[grant.id]
        rows.append(
            content.GrondRegel(
                wat=doors.doelen[grant.doel].titel,
                grond=GRONDEN[grant.grondslag],
                gegeven_op=behind.vanaf,
                tot=behind.tot,
            )
        )
    return tuple(rows)
