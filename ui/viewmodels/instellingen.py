"""Settings: how it looks, when it locks, the shared folder, and whose profile it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.domain.organisatie import Contactpersoon
from app.ports import Rol, Store
from app.services import contactpersonen, instellingen
from ui.i18n import tr
from ui.preferences import Preferences
from ui.session import Session
from ui.viewmodels.live import LiveViewModel

_ROLES = {
    Rol.VRIJWILLIGER: "Vrijwilliger",
    Rol.BEGELEIDER: "Begeleider",
    Rol.COORDINATOR: "Coördinator",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InstellingenFeiten:
    """`minutes` before the lock; `mailbox` is `""` when nobody chose one; `profile` are pairs to read.

    `person` is the contactpersoon; `person_is_sent`: by the register, so nothing is typed here; `for_all`: what is
    typed here goes to every device.
    """

    minutes: int
    mailbox: str
    profile: tuple[tuple[str, str], ...]
    person: Contactpersoon | None = None
    person_is_sent: bool = False
    for_all: bool = False


class InstellingenViewModel(LiveViewModel[InstellingenFeiten]):
    """`refused(Fault)` when a choice couldn't be kept."""

    refused = Signal(object)
    person_kept = Signal()
    kinds = ("organisatiegegevens",)
    minutes_offered = instellingen.LOCK_CHOICES

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.preferences = session.preferences or Preferences(parent=self)

    def query(self) -> Callable[[Store], InstellingenFeiten]:
        transport = self.session.transport

        def work(store: Store) -> InstellingenFeiten:
            profile = store.profile
            with store.read() as reading:
                person = contactpersonen.known(reading)
                sent = contactpersonen.of_organisation(reading) is not None and not profile.is_register
            return InstellingenFeiten(
                minutes=instellingen.lock_minutes(store),
                mailbox=transport.mailbox_address(),
                profile=(
                    (tr("Naam"), profile.naam),
                    (tr("Rol"), tr(_ROLES[profile.rol])),
                    (tr("Organisatie"), profile.organisatie),
                    (tr("Soort"), tr("Oefenprofiel") if profile.practice else tr("Echt profiel")),
                    (tr("Vingerafdruk"), transport.fingerprint()),
                ),
                person=person,
                person_is_sent=sent,
                for_all=profile.is_register,
            )

        return work

    def save_person(self, naam: str, telefoon: str, bereikbaar: str) -> None:
        """Keep the contactpersoon; `person_kept` when that is done."""
        self.session.act(
            lambda store: (None, contactpersonen.save(store, naam, telefoon, bereikbaar)),
            self,
            lambda _: self._kept_person(),
            self.refused.emit,
        )

    def _kept_person(self) -> None:
        self.person_kept.emit()
        self.reload()

    def lock_after(self, minutes: int) -> None:
        """Choose another time before the lock; it counts from now."""

        def done(_: object) -> None:
            self.preferences.lock_after(minutes)

        self.session.act(
            lambda store: (None, instellingen.set_lock_minutes(store, minutes)),
            self,
            done,
            self.refused.emit,
        )
