"""The first run: who you are, real or practice, a wachtzin, the herstelblad, the gemeente.

Nothing is made before the fourth step is done, so going back never leaves half a profile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.ports import Clock, Ids, Rol
from app.services.vault import NewProfile
from ui.i18n import tr
from ui.tasks.protocol import Tasks
from ui.viewmodels.herstelblad import RecoverySheet
from ui.viewmodels.nieuwe_wachtzin import NewPassphrase
from ui.viewmodels.stappen import StepsViewModel

WIE, SOORT, WACHTZIN, BLAD, KLAAR = range(5)

Create = Callable[[NewProfile, str, Sequence[str]], object]

ROLES = (
    (Rol.VRIJWILLIGER.value, "Vrijwilliger", "heart"),
    (Rol.BEGELEIDER.value, "Begeleider", "person"),
    (Rol.COORDINATOR.value, "Coördinator", "inbox"),
)


class FirstRunViewModel(StepsViewModel):
    """`create` makes the profile (slow). `finished((opened, page))` at the end: `page` is `delen` to connect now.

    `beside`: there is a profile on this computer already, so this one gets a name there (`rename`), and one can go
    back to the others (`left`). `restore_wanted` when somebody has a backup.
    """

    restore_wanted = Signal()
    titles = (
        "Wie ben je?",
        "Oefenen of echt werken?",
        "Je wachtzin",
        "Je herstelblad",
        "Verbinden met de gemeente",
    )

    def __init__(
        self,
        tasks: Tasks,
        clock: Clock,
        ids: Ids,
        create: Create,
        *,
        rename: Callable[[str], object] | None = None,
        beside: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._create, self._rename = tasks, create, rename
        self.beside = beside
        self.hier = ""
        self.naam = ""
        self.rol = ""
        self.organisatie = ""
        self.soort = ""
        self.wachtzin = NewPassphrase(parent=self)
        self.blad = RecoverySheet(tasks, clock, ids, parent=self)
        self._opened: object | None = None

    @property
    def practice(self) -> bool:
        return self.soort == "oefenen"

    @property
    def made(self) -> bool:
        """True once the profile exists: from then on there is no way back."""
        return self._opened is not None

    def check(self) -> dict[str, str]:
        if self.step == WIE:
            errors = {}
            if not self.naam.strip():
                errors["naam"] = tr("Je naam is nog leeg. Vul de naam in die je collega's zien.")
            if not self.rol:
                errors["rol"] = tr("Kies wat je doet.")
            return errors
        if self.step == SOORT:
            return {} if self.soort else {"soort": tr("Kies of je gaat oefenen of echt gaat werken.")}
        if self.step == WACHTZIN:
            self.wachtzin.known = (self.naam, self.organisatie)
            self.wachtzin.demanding = not self.practice
            return self.wachtzin.check()
        return self.blad.check() if self.step == BLAD else {}

    def forward(self) -> None:
        if self.step == WACHTZIN:
            self.blad.describe(self.naam.strip(), self.organisatie.strip(), practice=self.practice)
        if self.step == BLAD and not self.made:
            self._make()
        elif self.step < KLAAR:
            self.show(self.step + 1)
        else:
            self.leave_for("")

    def back(self) -> None:
        if not self.made:
            super().back()

    def _make(self) -> None:
        wanted = NewProfile(
            naam=self.naam, rol=Rol(self.rol), practice=self.practice, organisatie=self.organisatie
        )
        passphrase, groups = self.wachtzin.passphrase, self.blad.groups
        self.set_busy(True)
        self._tasks.slow(
            lambda: self._create(wanted, passphrase, groups), self, self._profile_made, self.refused
        )

    def _profile_made(self, opened: object) -> None:
        self._opened = opened
        if self.hier.strip() and self._rename is not None:
            self._rename(self.hier)
        self.wachtzin.forget()
        self.blad.forget()
        self.set_busy(False)
        self.show(KLAAR)

    def leave_for(self, page: str) -> None:
        """Go to the desk: at `page`, or at its home."""
        opened, self._opened = self._opened, None
        if opened is not None:
            self.finished.emit((opened, page))
