"""A page over an editor of what exists: what came in meanwhile stands above the fields, to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from ui.i18n import tr
from ui.navigation import Navigator
from ui.viewmodels.client_fields import FieldDifference
from ui.viewmodels.revising import RevisingViewModel
from ui.views.editing import EditingPage
from ui.widgets.conflict import ConflictPicker, Difference
from ui.widgets.panels import Card
from ui.widgets.taborder import tab_by_layout
from ui.widgets.text import announce, label


class RevisingPage(EditingPage):
    """Put `self.difference` above the form. Subclasses read and fill `model.form.shown`."""

    model: RevisingViewModel

    def __init__(
        self, model: RevisingViewModel, navigator: Navigator, title: str, subtitle: str = ""
    ) -> None:
        super().__init__(model, navigator, title, subtitle)
        self.difference = Card(tr("Intussen is er ook elders iets veranderd"), icon="conflict")
        self.difference.add(label(tr("Wat jij typte is er nog. Kies per onderdeel wat klopt."), "muted"))
        self.picker: ConflictPicker | None = None
        self.difference.hide()
        model.differed.connect(self._show_difference)

    def begin(self) -> None:
        """Call before the view-model loads something else."""
        self._show_difference(())
        self.trouble.hide()

    def _show_difference(self, differences: Sequence[FieldDifference]) -> None:
        if self.picker is not None:
            self.difference.body.removeWidget(self.picker)
            self.picker.hide()
            self.picker.deleteLater()
            self.picker = None
        self.difference.setVisible(bool(differences))
        if not differences:
            return
        self.picker = ConflictPicker(
            [Difference(key=d.key, caption=d.caption, mine=d.mine, theirs=d.theirs) for d in differences],
            mine=tr("Wat jij typte"),
            theirs=tr("Wat er binnenkwam"),
        )
        self.picker.changed.connect(self._chosen)
        self.difference.add(self.picker)
        self.picker.show()
        tab_by_layout(self)
        announce(self.difference, tr("Intussen is er ook elders iets veranderd. Kies wat klopt."))

    def _chosen(self) -> None:
        if self.picker is None:
            return
        for key, side in self.picker.choices().items():
            if side:
                self.model.choose(key, theirs=side == "theirs")

    def undecided(self) -> bool:
        """Say that something must be chosen first; True while it must."""
        if not self.model.undecided:
            return False
        self.trouble.show_message(
            "warning",
            tr("Kies eerst wat klopt."),
            detail=tr("Iemand anders veranderde hetzelfde. Wat jij typte is er nog."),
        )
        self.trouble.show()
        self.scroller.ensureWidgetVisible(self.difference)
        return True
