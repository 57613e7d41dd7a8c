"""Made-up worlds for tests: a clock moved by hand, ids in a fixed order, and real encrypted stores."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.contactmomenten import Contactmoment, Kanaal
from app.domain.inburgeraar import Inburgeraar
from app.domain.toestemmingen import Besluit, Ontvanger, Toestemming
from app.ports import Profile, Rol
from storage.store import SqlStore, create_store

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
KEY = bytes(range(32))


class HandClock:
    """Stands still until moved."""

    def __init__(self, start: datetime = NOON) -> None:
        self.moment = start

    def now(self) -> datetime:
        return self.moment

    def move(self, **step: float) -> None:
        self.moment += timedelta(**step)


class CountingIds:
    """uuid7-shaped ids that count up, so that a failing test fails the same way twice."""

    def __init__(self, series: int = 1) -> None:
        self._series = series
        self._last = 0

    def new(self) -> str:
        self._last += 1
        return f"019a0000-{self._series:04x}-7000-8000-{self._last:012x}"


def new_store(
    folder: Path,
    *,
    naam: str = "Ans Vermeer",
    rol: Rol = Rol.VRIJWILLIGER,
    device_id: str = "oefen-ans",
    practice: bool = True,
    clock: HandClock | None = None,
    ids: CountingIds | None = None,
    key: bytes = KEY,
) -> SqlStore:
    """Return a new, empty, really encrypted store in a folder."""
    profile = Profile(device_id=device_id, naam=naam, rol=rol, practice=practice, organisatie="Lijnhuis")
    return create_store(folder / "dossiers.db", key, profile, clock or HandClock(), ids or CountingIds())


def person(dossier_id: str, **more: object) -> Inburgeraar:
    """Return a made-up client."""
    values: dict[str, object] = {"voornamen": "Yousef", "achternaam": "Al Haddad", "gemeente": "Lindewaard"}
    return Inburgeraar(id=dossier_id, dossier_id=dossier_id, **{**values, **more})  # type: ignore[arg-type]


def contact(record_id: str, dossier_id: str, **more: object) -> Contactmoment:
    """Return a made-up visit."""
    values: dict[str, object] = {
        "plaatsgevonden_op": NOON,
        "kanaal": Kanaal.HUISBEZOEK,
        "onderwerp": "Kennismaking",
        "samenvatting": "Hij wil graag fietsen leren.",
        "aantekening": "Zeer vertrouwelijk.",
    }
    return Contactmoment(id=record_id, dossier_id=dossier_id, **{**values, **more})  # type: ignore[arg-type]


def consent(
    record_id: str, dossier_id: str, doel: str, besluit: Besluit = Besluit.GEGEVEN, **more: object
) -> Toestemming:
    """Return a decision of the client about one purpose, for the gemeente."""
    values: dict[str, object] = {
        "ontvanger": Ontvanger.GEMEENTE,
        "vastgelegd_op": NOON,
        "vanaf": NOON.date(),
    }
    return Toestemming(id=record_id, dossier_id=dossier_id, doel=doel, besluit=besluit, **{**values, **more})  # type: ignore[arg-type]
