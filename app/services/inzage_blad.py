"""Inzage on paper: the facts of `inzage` as a report, its headings in Dutch and in the client's language."""

from __future__ import annotations

from collections.abc import Iterator

from app.documents.content import Colofon, Hoofdstuk, Opmerking, Tabel, Verslag
from app.ports import Clock, Store
from app.services import catalogue
from app.services.inzage import Inzage, Variant
from app.services.toestemmingsbladen import unreviewed


def content(store: Store, clock: Clock, shown: Inzage, document_id: str, kopie: int) -> Verslag:
    """Return the report for the client."""
    own = catalogue.papierwoorden(shown.taal) if shown.taal != "nl" else {}
    dutch = catalogue.papierwoorden("nl")

    def both(name: str) -> tuple[str, ...]:
        return tuple(part for part in (dutch[name], own.get(name, "")) if part)

    office = shown.variant is Variant.KANTOOR
    remarks = [Opmerking(tekst="Lees dit op kantoor. Neem dit blad niet mee naar huis.")] if office else []
    remarks += [Opmerking(tekst=" ".join(part for part in unreviewed(shown.taal) if part))] if own else []
    return Verslag(
        colofon=Colofon(
            document_id=document_id,
            gemaakt_door=store.profile.naam,
            gemaakt_op=clock.now(),
            exemplaar=kopie,
            bewaren="Blijft op kantoor" if office else "Bewaar dit blad zelf",
            oefenen=store.profile.practice,
        ),
        soort="Inzage",
        titel=shown.naam,
        inleiding=(*both("inzage_titel")[1:], *both("inzage_uitleg")),
        feiten=(
            ("Gemaakt op", f"{shown.op:%d-%m-%Y}"),
            ("Stukken", str(shown.stukken)),
            ("Nog niet af", str(shown.concepten)),
            ("Weggelaten", str(shown.weggelaten)),
        ),
        opmerkingen=tuple(remarks),
        hoofdstukken=tuple(_chapters(shown)),
    )


def _chapters(shown: Inzage) -> Iterator[Hoofdstuk]:
    nl = catalogue.papierwoorden("nl")
    eigen = catalogue.papierwoorden(shown.taal) if shown.taal != "nl" else {}

    def line(name: str) -> tuple[str, ...]:
        return (eigen[name],) if name in eigen else ()

    for number, groep in enumerate(shown.bewaard):
        yield Hoofdstuk(
            titel=f"{nl['bewaard']}: {groep.titel}",
            tekst=line("bewaard") if not number else (),
            tabellen=tuple(
                Tabel(
                    titel=" · ".join(part for part in (stuk.titel, stuk.wanneer) if part),
                    koppen=("Wat", "Inhoud"),
                    rijen=stuk.velden,
                    breedtes=(1.0, 2.2),
                )
                for stuk in groep.stukken
            ),
        )
    yield Hoofdstuk(
        titel=nl["verzonden"],
        tekst=line("verzonden"),
        tabellen=(
            Tabel(
                koppen=("Wat", "Gegevens", "Aan", "Wanneer", "Waarom het mocht", "Stand"),
                rijen=tuple((g.wat, g.gegevens, g.aan, g.wanneer, g.grond, g.stand) for g in shown.gedeeld),
                breedtes=(1.4, 1.8, 1.0, 1.0, 1.6, 0.9),
                leeg="Er is niets gedeeld.",
            ),
        ),
    )
    yield Hoofdstuk(
        titel=nl["papier"],
        tekst=line("papier"),
        tabellen=(
            Tabel(koppen=("Blad", "Voor wie", "Wanneer"), rijen=shown.papier, leeg="Er is niets gemaakt."),
        ),
    )
    yield Hoofdstuk(
        titel=nl["gronden"],
        tekst=(*line("gronden"), *(() if shown.gronden else ("Er is niets gevraagd.",))),
        punten=shown.gronden,
    )
    yield Hoofdstuk(
        titel=nl["toegang"],
        tekst=line("toegang"),
        tabellen=(
            Tabel(
                koppen=("Dag", "Wie", "Wat", "Hoe vaak"),
                rijen=tuple((t.dag, t.wie, t.deed, str(t.aantal)) for t in shown.toegang),
                breedtes=(1.0, 1.4, 2.0, 0.8),
                leeg="Nog niemand.",
            ),
        ),
    )
    yield Hoofdstuk(
        titel="Goed om te weten",
        tekst=(
            f"{nl['weggelaten']} {shown.weggelaten}",
            *(f"{each} {shown.weggelaten}" for each in line("weggelaten")),
            nl["rechten"],
            *line("rechten"),
            nl["klacht"],
            *line("klacht"),
        ),
    )
