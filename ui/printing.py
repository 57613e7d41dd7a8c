"""Printing a PDF that exists in memory only: it goes to the printer without passing through a file of ours."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ui.i18n import tr

DOTS_PER_INCH = 200


def ask_printer(parent: QWidget, data: bytes, title: str) -> None:
    """Let somebody choose a printer and print; the window isn't held up. `title` names the job, never a client."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(tr("Printen"))
    dialog.accepted.connect(lambda: put_on(printer, data))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # QPrintDialog has an `open` of its own, with other arguments


def put_on(printer: QPrinter, data: bytes) -> None:
    """Draw every page on a printer, as large as the paper allows."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    printer.setFullPage(True)
    painter = QPainter(printer)
    for number in range(document.pageCount()):
        if number:
            printer.newPage()
        size = document.pagePointSize(number) * (DOTS_PER_INCH / 72)
        picture = document.render(number, QSize(round(size.width()), round(size.height())))
        paper = QRectF(painter.viewport())
        scale = min(paper.width() / picture.width(), paper.height() / picture.height())
        painter.drawImage(QRectF(0, 0, picture.width() * scale, picture.height() * scale), picture)
    painter.end()
    document.close()
