"""All kinds of records, by their `soort`: what storage makes tables of, and what sync may carry."""

from __future__ import annotations

from app.domain.agenda import Agendapunt
from app.domain.bijlagen import Bijlage, Bijlageinhoud
from app.domain.contactmomenten import Contactmoment
from app.domain.doorgaande_lijn import Bestandsoverdracht, Lijnstap
from app.domain.examens import Examen
from app.domain.gegevensbesluiten import Gegevensbesluit
from app.domain.huishoudens import Huishouden, Huishoudlid
from app.domain.inburgeraar import Inburgeraar
from app.domain.inburgering import Inburgeringstraject, PvtSessie
from app.domain.invullingen import Invulling
from app.domain.lijnonderdelen import Lijnonderdeel
from app.domain.loopbaan import Loopbaanstap
from app.domain.organisatie import EigenLijst, Organisatiegegevens
from app.domain.plan import Afspraak, Doel, PlanVanAanpak
from app.domain.records import Record
from app.domain.signalen import Signaal, Signaalstap
from app.domain.taken import Taak
from app.domain.toestemmingen import Grondslag, Toestemming
from app.domain.uren import Urenstaat
from app.domain.verstrekkingen import Verstrekking
from app.domain.vragen import Antwoord, Vraag

RECORD_CLASSES: tuple[type[Record], ...] = (
    Inburgeraar,
    Toestemming,
    Grondslag,
    Contactmoment,
    Taak,
    Signaal,
    Signaalstap,
    Invulling,
    Inburgeringstraject,
    PvtSessie,
    Lijnstap,
    Bestandsoverdracht,
    Lijnonderdeel,
    Huishouden,
    Huishoudlid,
    Urenstaat,
    Examen,
    Loopbaanstap,
    Verstrekking,
    Gegevensbesluit,
    PlanVanAanpak,
    Doel,
    Afspraak,
    Vraag,
    Antwoord,
    Agendapunt,
    Bijlage,
    Bijlageinhoud,
    EigenLijst,
    Organisatiegegevens,
)
"""In the order in which a batch carries them: who, then on which ground, then what."""

BY_SOORT: dict[str, type[Record]] = {cls.soort: cls for cls in RECORD_CLASSES}
