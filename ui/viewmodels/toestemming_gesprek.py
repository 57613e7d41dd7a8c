"""The conversation about consent: which texts in which language, the answers, how they were given, and the record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.domain.doelentabel import Doeltekst
from app.domain.persoonsnummers import find
from app.domain.toestemmingen import Wijze
from app.faults import Fault
from app.ports import Draft, Store
from app.services import catalogue, concepten, personen, toestemmingen, toestemmingsbladen
from app.services.kalender import today
from app.services.toestemmingen import Decision
from ui.i18n import apart, tr
from ui.session import Session
from ui.viewmodels.editing import EditingViewModel, number_problem
from ui.viewmodels.toestemming import JA, NEE, ONTVANGERS, draft_key, facts_of, language_name

Strokes = tuple[tuple[tuple[float, float], ...], ...]

START, TEKENEN, NAKIJKEN = "begin", "tekenen", "nakijken"
"""The pages that aren't about one purpose; the others bear the code of theirs."""

TEKEN_MINSTENS = 8
"""Points below which strokes are specks and no signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Antwoord:
    """What the client said, and under which text: a text in another language is another question."""

    ja: bool
    taal: str
    tekst_versie: str
    tekst_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GesprekForm:
    """Everything of one conversation; nothing is filled in beforehand. `stap` is the page that is open."""

    stap: str = START
    taal: str = ""
    tolk: str = ""
    doelen: tuple[str, ...] = ()
    antwoorden: dict[str, Antwoord] = field(default_factory=dict)
    wijze: str = ""
    handtekening: Strokes = ()
    getuige: str = ""
    reden: str = ""
    ouder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoelKeuze:
    """A purpose that can be talked about, and where it stands now."""

    doel: str
    titel: str
    stand: str
    groep: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tekstpaar:
    """One part of a page: its heading and words in Dutch and, unless they are the same, in the client's language."""

    kop: str
    nl: str
    kop_eigen: str = ""
    eigen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoelPagina:
    """What the client reads about one purpose. `antwoord` is `ja`, `nee` or `""`."""

    doel: str
    titel: Tekstpaar
    delen: tuple[Tekstpaar, ...]
    voet: tuple[Tekstpaar, ...]
    vraag: Tekstpaar
    ja: Tekstpaar
    nee: Tekstpaar
    antwoord: str
    taal: str
    van_rechts: bool
    niet_nagekeken: Tekstpaar | None
    eerder: str = ""
    herkomst: str = ""
    """Which text this is: its version, and who translated it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """What is read when a conversation begins, or goes on."""

    naam: str
    ouder_beslist: bool
    leeftijd: int | None
    keuzes: tuple[DoelKeuze, ...]
    draft: Draft | None


class GesprekViewModel(EditingViewModel[GesprekForm]):
    """One conversation in one dossier. `turned` when another page should be shown; `saved("")` when it's recorded."""

    turned = Signal()
    form_type = GesprekForm

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, GesprekForm(), parent)
        self.begin: Begin | None = None

    # -- beginning

    def open(self, dossier_id: str) -> None:
        """Begin in a dossier, or go on where the draft stopped. The same dossier again keeps what is there."""
        if dossier_id == self.dossier_id and self.begin is not None:
            self.loaded.emit()
            return
        self.dossier_id = dossier_id
        self.draft_key = draft_key(dossier_id)
        self.form = GesprekForm()
        self.begin = None
        clock = self.session.clock

        def read(store: Store) -> Begin:
            day = today(clock)
            facts = facts_of(store, dossier_id, day, clock)
            with store.read() as reading:
                persoon = personen.require(reading, dossier_id)
            view = toestemmingen.overview(store, dossier_id, day)
            return Begin(
                naam=persoon.naam,
                ouder_beslist=view.ouder_beslist,
                leeftijd=view.leeftijd,
                keuzes=tuple(
                    DoelKeuze(doel=row.doel, titel=row.titel, stand=row.stand, groep=group.titel)
                    for group in facts.groepen
                    for row in group.regels
                ),
                draft=concepten.load(store, self.draft_key),
            )

        self.session.ask(read, self, self._begun, self.failed.emit)

    def _begun(self, begin: Begin) -> None:
        self.begin = begin
        self.take_draft(begin.draft)
        if self.form.stap not in self.pages:
            self.form = replace(self.form, stap=START)
        self.loaded.emit()

    def leave(self) -> None:
        """Forget the conversation that was recorded, so that the next one begins empty."""
        self.begin = None
        self.dossier_id = ""
        self.form = GesprekForm()

    # -- pages

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages in order: begin, one per purpose, how it was given, review."""
        return (START, *self.form.doelen, TEKENEN, NAKIJKEN)

    @property
    def step(self) -> tuple[int, int]:
        """Return (which page, of how many), counted from 1."""
        pages = self.pages
        return pages.index(self.form.stap) + 1, len(pages)

    def turn(self, step: int) -> None:
        """Go one page on (1) or back (-1); what is filled in stays."""
        pages = self.pages
        place = min(len(pages) - 1, max(0, pages.index(self.form.stap) + step))
        self.go_to(pages[place])

    def go_to(self, page: str) -> None:
        """Go to a page."""
        self.edit(replace(self.form, stap=page))
        self.turned.emit()

    def choose(self, doelen: tuple[str, ...]) -> None:
        """Talk about these purposes, in the order of the table; answers to others stay in the draft."""
        order = [each.doel for each in self.begin.keuzes] if self.begin else []
        wanted = tuple(doel for doel in order if doel in doelen)
        self.edit(replace(self.form, doelen=wanted))

    def still_open(self) -> tuple[str, ...]:
        """Return the purposes that are not settled: never asked, expired, or about to."""
        keuzes = self.begin.keuzes if self.begin else ()
        return tuple(each.doel for each in keuzes if each.stand not in (JA, NEE, "ingetrokken"))

    def page(self, doel: str) -> DoelPagina:
        """Return what the client reads about a purpose, in Dutch and in the chosen language."""
        return doel_pagina(self.form, doel, self._before(doel))

    def _before(self, doel: str) -> str:
        stand = (
            next((each.stand for each in self.begin.keuzes if each.doel == doel), "") if self.begin else ""
        )
        words = {
            JA: tr("Eerder is hier ja op gezegd."),
            NEE: tr("Eerder is hier nee op gezegd."),
            "ingetrokken": tr("Een eerder ja is ingetrokken."),
            "verlopen": tr("Een eerder ja is verlopen."),
        }
        return words.get(stand, "")

    def answer(self, doel: str, ja: bool | None) -> None:
        """Note the client's yes or no under the text that is on the screen now; None takes it back."""
        answers = dict(self.form.antwoorden)
        answers.pop(doel, None)
        if ja is not None:
            tekst = _tekst(self.form.taal, doel)
            answers[doel] = Antwoord(
                ja=ja, taal=tekst.taal, tekst_versie=tekst.tekst_versie, tekst_hash=tekst.tekst_hash
            )
        self.edit(replace(self.form, antwoorden=answers))

    def answered(self, doel: str) -> str:
        """Return `ja`, `nee` or `""`; an answer under a text in another language has to be given again."""
        return antwoord_op(self.form, doel)

    @property
    def any_yes(self) -> bool:
        """True when something has to be proven with a signature or a witness."""
        return any(self.answered(doel) == JA for doel in self.form.doelen)

    # -- checks: sentences by the key of the field

    def problems(self, page: str) -> dict[str, str]:
        """Return what is missing or wrong on a page, in the order of the page."""
        if page == START:
            return self._start_problems()
        if page == TEKENEN:
            return self._proof_problems()
        if page == NAKIJKEN:
            return {}
        return {} if self.answered(page) else {"antwoord": tr("Kies ja of nee. Vraag het aan de cliënt.")}

    def _start_problems(self) -> dict[str, str]:
        found = {}
        if not self.form.taal:
            found["taal"] = tr("Kies de taal waarin de cliënt meeleest.")
        if problem := number_problem(tr("Tolk"), self.form.tolk):
            found["tolk"] = problem
        if not self.form.doelen:
            found["doelen"] = tr("Kies waar jullie over praten.")
        return found

    def _proof_problems(self) -> dict[str, str]:
        form, found = self.form, {}
        if self.begin and self.begin.ouder_beslist and not form.ouder.strip():
            found["ouder"] = tr("Vul in welke ouder of voogd dit beslist.")
        for key, name, text in (
            ("ouder", tr("Ouder of voogd"), form.ouder),
            ("getuige", tr("Getuige"), form.getuige),
            ("reden", tr("Reden"), form.reden),
        ):
            if find(text):
                found[key] = number_problem(name, text)
        if not self.any_yes:
            return found
        if form.wijze == Wijze.HANDTEKENING:
            if sum(len(stroke) for stroke in form.handtekening) < TEKEN_MINSTENS:
                found["handtekening"] = tr("Laat de cliënt tekenen, of kies “Mondeling”.")
        elif form.wijze == Wijze.MONDELING:
            if not form.getuige.strip():
                found["getuige"] = tr("Vul in wie erbij was.")
            if not form.reden.strip():
                found["reden"] = tr("Vul in waarom er geen handtekening is.")
        else:
            found["wijze"] = tr("Kies hoe de cliënt toestemming geeft.")
        return found

    def first_problem(self) -> str:
        """Return the first page on which something is missing, or `""`."""
        return next((page for page in self.pages if self.problems(page)), "")

    # -- recording

    def record(self) -> None:
        """Store all decisions at once; `saved` when they stand, `failed` when one can't be proven."""
        if page := self.first_problem():
            self.go_to(page)
            return
        decisions = tuple(self._decision(doel) for doel in self.form.doelen)
        session, dossier_id, key = self.session, self.dossier_id, self.draft_key
        self._timer.stop()

        def work(store: Store) -> tuple[None, Changes]:
            return None, toestemmingen.record_decisions(
                store, session.clock, session.ids, dossier_id, decisions, draft_key=key
            )

        session.act(work, self, lambda _: self.finished(dossier_id), self._not_recorded)

    def _not_recorded(self, fault: Fault) -> None:
        self._timer.start()
        self.failed.emit(fault)

    def _decision(self, doel: str) -> Decision:
        form, said = self.form, self.form.antwoorden[doel]
        signed = form.wijze == Wijze.HANDTEKENING
        ja = said.ja
        return Decision(
            doel=doel,
            ja=ja,
            wijze=Wijze.HANDTEKENING if signed and ja else Wijze.MONDELING,
            tekst_versie=said.tekst_versie,
            tekst_hash=said.tekst_hash,
            taal=said.taal,
            tolk=form.tolk,
            getuige=form.getuige if ja and not signed else "",
            reden_mondeling=form.reden if ja and not signed else "",
            gegeven_door=form.ouder.strip() or "client",
            handtekening=form.handtekening if ja and signed else (),
        )

    # -- review

    def review(self) -> tuple[tuple[str, str], ...]:
        """Return the facts beside the answers, in words: (name, value)."""
        form = self.form
        facts = [(tr("Taal"), language_name(form.taal)), (tr("Tolk"), apart(form.tolk) or tr("geen tolk"))]
        if form.ouder.strip():
            facts.append((tr("Beslist door"), apart(form.ouder.strip())))
        if not self.any_yes:
            return (*facts, (tr("Hoe"), tr("Alles is nee. Een handtekening is niet nodig.")))
        if form.wijze == Wijze.HANDTEKENING:
            return (*facts, (tr("Hoe"), tr("met handtekening")))
        return (
            *facts,
            (tr("Hoe"), tr("mondeling")),
            (tr("Getuige"), apart(form.getuige)),
            (tr("Waarom mondeling"), apart(form.reden)),
        )


def titel_van(doel: str) -> str:
    """Return the Dutch title of a purpose."""
    return catalogue.doelen()[doel].titel


def _tekst(taal: str, doel: str) -> Doeltekst:
    return catalogue.toestemmingstaal(taal or "nl").teksten[doel]


def antwoord_op(form: GesprekForm, doel: str) -> str:
    """Return what was said under the text in the chosen language: `ja`, `nee` or `""`."""
    said = form.antwoorden.get(doel)
    if said is None or said.taal != (form.taal or "nl"):
        return ""
    return JA if said.ja else NEE


def doel_pagina(form: GesprekForm, doel: str, eerder: str = "") -> DoelPagina:
    """Put the texts of one purpose beside each other."""
    taal = form.taal or "nl"
    dutch, own = _tekst("nl", doel), _tekst(taal, doel)
    heads, own_heads = toestemmingsbladen.headings("nl"), toestemmingsbladen.headings(taal)
    two = taal != "nl"

    def pair(name: str, head: str = "", own_head: str = "") -> Tekstpaar:
        return Tekstpaar(
            kop=head,
            nl=getattr(dutch, name),
            kop_eigen=own_head if two else "",
            eigen=getattr(own, name) if two else "",
        )

    notice = toestemmingsbladen.unreviewed(taal)
    return DoelPagina(
        doel=doel,
        titel=pair("titel"),
        delen=(
            pair("wat", tr("Wat delen we?"), own_heads.wat),
            pair("met_wie", tr("Met wie?"), own_heads.met_wie),
            pair("waarom", tr("Waarom?"), own_heads.waarom),
            pair("als_ja", tr("Als je ja zegt"), own_heads.ja),
            pair("als_nee", tr("Als je nee zegt"), own_heads.nee),
        ),
        voet=(pair("vrij"), pair("intrekken"), pair("papier")),
        vraag=pair("vraag"),
        ja=pair("knop_ja", heads.ja),
        nee=pair("knop_nee", heads.nee),
        antwoord=antwoord_op(form, doel),
        taal=taal,
        van_rechts=catalogue.toestemmingstaal(taal).van_rechts,
        niet_nagekeken=Tekstpaar(kop="", nl=notice[0], eigen=notice[1]) if notice[0] else None,
        eerder=eerder,
        herkomst=_origin(doel, taal),
    )


def _origin(doel: str, taal: str) -> str:
    language = catalogue.toestemmingstaal(taal)
    version = language.teksten[doel].tekst_versie
    if taal == "nl":
        return tr("Tekst {version}", version=version)
    return tr("Tekst {version} · vertaling: {who}", version=version, who=language.vertaler)


def languages() -> tuple[tuple[str, str, str], ...]:
    """Return chips (code, name, icon) of the languages: the Dutch name with the own name beside it."""
    found = []
    for code in catalogue.TALEN:
        own = catalogue.toestemmingstaal(code).naam
        dutch = language_name(code)
        found.append((code, dutch if dutch == own else f"{dutch} · {apart(own)}", ""))
    return tuple(found)


def receiver_name(doel: str) -> str:
    """Return who gets what a purpose lets go."""
    return tr(ONTVANGERS[catalogue.doelen()[doel].ontvanger])
