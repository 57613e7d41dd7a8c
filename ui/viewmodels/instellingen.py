"""Settings: how it looks, when it locks, the ways in, the shared folder, and whether all is sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from app.ports import Rol, Store, VerifyReport
from app.services import instellingen
from ui.i18n import counted, tr
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
    """`minutes` before the lock; `mailbox` is `""` when nobody chose one; `profile` are pairs to read."""

    minutes: int
    mailbox: str
    profile: tuple[tuple[str, str], ...]


class InstellingenViewModel(LiveViewModel[InstellingenFeiten]):
    """`verified(tone, sentence, findings)` after the check; `progress(phrase, number)` while it runs."""

    verified = Signal(str, str, object)
    progress = Signal(str, int)
    refused = Signal(object)
    parts = 5
    minutes_offered = instellingen.LOCK_CHOICES

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.preferences = session.preferences or Preferences(parent=self)
        self.verifying = False
        self._part = 0

    @property
    def has_keyring(self) -> bool:
        return self.session.keyring is not None

    def query(self) -> Callable[[Store], InstellingenFeiten]:
        transport = self.session.transport

        def work(store: Store) -> InstellingenFeiten:
            profile = store.profile
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
            )

        return work

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

    def verify(self) -> None:
        """Look at everything in the store; it changes nothing and may take a while."""
        if self.verifying:
            return
        self.verifying, self._part = True, 0
        tell = self.session.tasks.reporter(self, self._at)
        self.session.ask(lambda store: store.verify(tell), self, self._verified, self._not_verified)

    def _at(self, phrase: str) -> None:
        self._part += 1
        self.progress.emit(phrase, self._part)

    def _verified(self, report: VerifyReport) -> None:
        self.verifying = False
        if report.ok:
            words = tr(
                "Alles klopt: {records} en {rows} nagekeken.",
                records=counted(report.records, "stuk", "stukken"),
                rows=counted(report.log_rows, "logregel", "logregels"),
            )
            self.verified.emit("success", words, ())
        else:
            found = counted(len(report.findings), "ding klopt niet", "dingen kloppen niet")
            words = tr("{found}. Gooi niets weg en bel je coördinator.", found=found)
            self.verified.emit("error", words, report.findings)

    def _not_verified(self, fault: Fault) -> None:
        self.verifying = False
        self.verified.emit("error", f"{fault.sentence} {fault.next_step}", ())
