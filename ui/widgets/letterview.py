"""The page of a kept letter: a photo fitted to the width, or the pages of a PDF. Nothing is written to disk."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme
from ui.i18n import tr
from ui.widgets.layouts import column
from ui.widgets.pdf import PdfPages


class LetterView(QWidget):
    """Shows bytes that we wrote ourselves (see app.documents.brieven): Qt never decodes what came from outside."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._image = QImage()
        self.photo = QLabel()
        self.photo.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.photo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.photo.setAccessibleName(name)
        self.photo.hide()
        self.pages: PdfPages | None = None
        self._body = column(self.photo, gap=theme.current().spacing.s)
        self.setLayout(self._body)

    def show_letter(self, kind: str, data: bytes) -> None:
        """Show a letter of kind `jpeg`, `png` or `pdf`."""
        self.clear()
        if kind == "pdf":
            if self.pages is None:
                self.pages = PdfPages(self._name)
                self._body.addWidget(self.pages)
            self.pages.show_pdf(data)
            self.pages.show()
            return
        self._image = QImage.fromData(data)
        self.photo.setAccessibleDescription(
            tr("Foto van {w} bij {h} punten.", w=self._image.width(), h=self._image.height())
        )
        self.photo.show()
        self._fit()

    def clear(self) -> None:
        """Show nothing any more."""
        self._image = QImage()
        self.photo.setPixmap(QPixmap())
        self.photo.hide()
        if self.pages is not None:
            self.pages.show_pdf(b"")
            self.pages.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            return
        width = min(self.width(), self._image.width())
        picture = QPixmap.fromImage(
            self._image.scaledToWidth(max(60, width), Qt.TransformationMode.SmoothTransformation)
        )
        self.photo.setPixmap(picture)
        self.photo.setFixedHeight(picture.height())
