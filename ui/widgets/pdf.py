"""Pages of a PDF on the screen, exactly as they are in the file; and printing them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QDialog, QWidget

from ui import theme
from ui.i18n import counted, tr
from ui.widgets.layouts import column
from ui.widgets.text import label

MOST_PIXELS = 3500


class PdfPages(QWidget):
    """Shows the pages of PDF bytes from memory: nothing is written to disk. `words` say what stands instead."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = QPdfDocument(self)
        self._buffer: QBuffer | None = None
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName(name)
        self.view.setMinimumHeight(360)
        self.count = label("", "muted")
        self.setLayout(column(self.count, self.view, gap=theme.current().spacing.xs))

    def show_pdf(self, data: bytes) -> None:
        """Show another file; the place where one was reading stays."""
        bar = self.view.verticalScrollBar()
        place = bar.value()
        self.document.close()
        if self._buffer is not None:
            self._buffer.close()
            self._buffer.deleteLater()
            self._buffer = None
        if data:
            self._buffer = QBuffer(self)
            self._buffer.setData(QByteArray(data))
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self.document.load(self._buffer)
        pages = self.document.pageCount()
        self.count.setText(counted(pages, "bladzijde", "bladzijden") if pages else "")
        self.view.setAccessibleDescription(self.count.text())
        bar.setValue(place)

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return int(self.document.pageCount())


def ask_print(parent: QWidget, data: bytes, done: Callable[[], object]) -> None:
    """Ask for a printer and print the pages as they are; `done` when they were given to it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    # A name of the client in the printer's queue would be read by others.
    printer.setDocName(tr("Document"))
    dialog = QPrintDialog(printer, parent)

    def accepted() -> None:
        print_pages(printer, data)
        done()

    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)


def print_pages(printer: object, data: bytes) -> int:
    """Draw every page of a PDF on a printer (a QPrinter); return how many."""
    from PySide6.QtPrintSupport import QPrinter

    assert isinstance(printer, QPrinter)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    painter = QPainter(printer)
    try:
        for number in range(document.pageCount()):
            if number:
                printer.newPage()
            room = painter.viewport()
            size = (
                document.pagePointSize(number)
                .toSize()
                .scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            )
            sharp = size.scaled(QSize(MOST_PIXELS, MOST_PIXELS), Qt.AspectRatioMode.KeepAspectRatio)
            if sharp.width() > size.width():
                sharp = size
            painter.drawImage(
                room.adjusted(0, 0, size.width() - room.width(), size.height() - room.height()),
                document.render(number, sharp),
            )
    finally:
        painter.end()
    return int(document.pageCount())
