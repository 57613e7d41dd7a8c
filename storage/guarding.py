"""What stands between a write and a disk that can't be trusted: a failed commit, no room, a folder that is gone."""

from __future__ import annotations

from pathlib import Path

from app.faults import Fault, FaultKind
from storage.ballast import Ballast
from storage.opening import BESCHADIGD, SCHIJF_VOL

BEVROREN = FaultKind(
    "opslag-bevroren",
    "Niet bewaard. Het opslaan mislukte, daarom wordt er nu niets meer geschreven.",
    "Houd dit venster open, schrijf over wat je net typte, en start daarna het programma opnieuw.",
)
VOL_ALLEEN_LEZEN = FaultKind(
    "schijf-vol-alleen-lezen",
    "Niet bewaard: de schijf is vol. Lezen en delen kan nog wel.",
    "Maak ruimte vrij op deze computer. Daarna kun je meteen weer bewaren.",
)
DOSSIERMAP_WEG = FaultKind(
    "dossiermap-weg",
    "Niet bewaard: het dossierbestand is weg of vervangen.",
    "Steek de stick terug of zet de map terug, houd dit venster open, en start daarna het programma opnieuw.",
)
ALLEEN_INKIJKEN = FaultKind(
    "alleen-inkijken",
    "Dit dossierbestand is alleen geopend om in te kijken. Er wordt niets bewaard.",
    "Zet een reservekopie terug, of red wat te lezen is in een nieuw profiel.",
)


class Guard:
    """Says whether the store of one file may be written now."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._path = path
        self._ballast = Ballast(path.parent)
        self._stop: FaultKind | None = ALLEEN_INKIJKEN if read_only else None
        self._full = False
        self._untrusted = False
        self._file = self._identity()

    def before_write(self, *, sharing: bool) -> None:
        """Raise the Fault why nothing may be written. Sharing goes on when only room is lacking.

        The file is looked at each time: SQLite would go on writing, and acknowledging, in a file that was deleted.
        """
        if self._stop is not None:
            raise Fault(self._stop)
        if self._identity() != self._file:
            self._stop = DOSSIERMAP_WEG
            raise Fault(DOSSIERMAP_WEG)
        if self._full and not sharing:
            if not self._ballast.fill(again=True):
                raise Fault(VOL_ALLEEN_LEZEN)
            self._full = False

    @property
    def stopped(self) -> bool:
        """True when nothing may be written any more until the store is opened anew."""
        return self._stop is not None

    def failed(self, fault: Fault) -> None:
        """Note what a write ended with: on a full disk the ballast goes, so that undoing and sharing have room."""
        if fault.kind is SCHIJF_VOL:
            self._full = True
            self._ballast.drop()

    def commit_failed(self) -> None:
        """After a failed COMMIT nobody knows what is on the disk: nothing more may be written, or acknowledged."""
        self._stop = BEVROREN
        self._untrusted = True

    def undo_failed(self) -> None:
        """What can't be undone is as bad as a failed COMMIT."""
        self.commit_failed()

    def reading_failed(self, fault: Fault | None) -> None:
        """After a page that can't be read SQLCipher gives nothing more: what is only looked into is opened anew."""
        if self._stop is ALLEEN_INKIJKEN and fault is not None and fault.kind is BESCHADIGD:
            self._untrusted = True

    def take_untrusted(self) -> bool:
        """True, once, when the connection has to be replaced by one that only reads: nobody knows what it holds."""
        untrusted, self._untrusted = self._untrusted, False
        return untrusted

    def still_untrusted(self) -> None:
        """The file couldn't be opened anew (yet): a stick that is gone may come back."""
        self._untrusted = True

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
