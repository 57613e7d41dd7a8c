"""A photo or scan of a letter, made fit to keep: bounded decoding, everything but the page itself left out.

What comes in may be hostile. Only three kinds are read, each by name; sizes are looked at before anything is decoded;
what is kept was written by us from pixels or pages, never the bytes that came in.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from app.faults import Fault, FaultKind

if TYPE_CHECKING:
    from PIL.Image import Image

MEGABYTE = 1024 * 1024
MOST_BYTES = 15 * MEGABYTE
"""What may be chosen."""
MOST_KEPT = 4 * MEGABYTE
"""What is kept."""
MOST_PIXELS = 60_000_000
MOST_SIDE = 20_000
KEPT_SIDE = 2_400
"""A letter is readable at this many pixels."""
MOST_PAGES = 20
_QUALITY = (85, 72, 60)

SOORT_ONBEKEND = FaultKind(
    "brief-soort",
    "Dit bestand is geen foto (JPEG of PNG) en geen PDF.",
    "Maak een foto van de brief, of kies een ander bestand.",
)
BRIEF_KAPOT = FaultKind(
    "brief-kapot", "Dit bestand is beschadigd en kan niet worden gelezen.", "Maak de foto of scan opnieuw."
)
BRIEF_TE_GROOT = FaultKind(
    "brief-te-groot", "Dit bestand is te groot: er past {max} MB.", "Maak een kleinere foto of scan."
)
BEELD_TE_GROOT = FaultKind(
    "brief-beeld-te-groot",
    "Dit beeld is te groot om veilig te openen.",
    "Maak een nieuwe foto met een gewone camera of telefoon.",
)
PDF_OP_SLOT = FaultKind(
    "brief-pdf-op-slot",
    "Deze PDF heeft een wachtwoord.",
    "Sla de brief op zonder wachtwoord, of maak een foto.",
)
PDF_TE_LANG = FaultKind(
    "brief-pdf-te-lang",
    "Deze PDF heeft {aantal} bladzijden. Er passen er {max}.",
    "Kies alleen de bladzijden die nodig zijn.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoneBrief:
    """What is kept: `soort` is `jpeg`, `png` or `pdf`; `bladzijden` is 1 for a photo."""

    soort: str
    data: bytes
    bladzijden: int = 1


def clean(data: bytes) -> SchoneBrief:
    """Return a letter as it may be kept: no place, no date, no maker, no scripts; else a Fault in words."""
    if len(data) > MOST_BYTES:
        raise Fault(BRIEF_TE_GROOT, max=MOST_BYTES // MEGABYTE)
    if data.startswith(b"\xff\xd8\xff"):
        return _photo(data, "JPEG")
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _photo(data, "PNG")
    if b"%PDF-" in data[:1024]:
        return _pdf(data)
    raise Fault(SOORT_ONBEKEND)


# -- photos


def _photo(data: bytes, kind: str) -> SchoneBrief:
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            # Pillow warns of very big pictures; below they are refused, smaller than where it begins to.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=[kind]) as image:
                width, height = image.size
                if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE or min(width, height) < 1:
                    raise Fault(BEELD_TE_GROOT)
                if kind == "JPEG":
                    # Decoded at the size that is kept: a big photo never stands in memory whole.
                    image.draft("RGB", (KEPT_SIDE, KEPT_SIDE))
                image.load()
                upright = ImageOps.exif_transpose(image)
                upright.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
                return _written(_plain(upright), kind)
    except Fault:
        raise
    except Image.DecompressionBombError as error:
        raise Fault(BEELD_TE_GROOT) from error
    except MemoryError as error:
        raise Fault(BEELD_TE_GROOT) from error
    except Exception as error:
        # Pillow's readers fail in many ways on a broken file (OSError, SyntaxError, ValueError, struct.error, ...).
        raise Fault(BRIEF_KAPOT) from error


def _plain(image: Image) -> Image:
    """Return the pixels alone, on white where there was nothing: a new picture has no EXIF, comment or profile."""
    from PIL import Image as images

    whole = image.convert("RGBA") if "A" in image.getbands() or "transparency" in image.info else image
    flat = images.new("RGB", whole.size, "white")
    flat.paste(whole, mask=whole.getchannel("A") if whole.mode == "RGBA" else None)
    return flat


def _written(image: Image, kind: str) -> SchoneBrief:
    if kind == "PNG":
        out = BytesIO()
        image.save(out, "PNG", optimize=True)
        if out.tell() <= MOST_KEPT:
            return SchoneBrief(soort="png", data=out.getvalue())
    for quality in _QUALITY:
        out = BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= MOST_KEPT:
            return SchoneBrief(soort="jpeg", data=out.getvalue())
    raise Fault(BRIEF_TE_GROOT, max=MOST_KEPT // MEGABYTE)


# -- PDF


def _pdf(data: bytes) -> SchoneBrief:
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as source:
            count = len(source.pages)
            if count > MOST_PAGES:
                raise Fault(PDF_TE_LANG, aantal=count, max=MOST_PAGES)
            if not count:
                raise Fault(BRIEF_KAPOT)
            with pikepdf.new() as kept:
                for page in source.pages:
                    _undress(page)
                    kept.pages.append(page)
                out = BytesIO()
                kept.save(
                    out,
                    object_stream_mode=pikepdf.ObjectStreamMode.generate,
                    fix_metadata_version=False,
                    deterministic_id=True,
                )
    except Fault:
        raise
    except pikepdf.PasswordError as error:
        raise Fault(PDF_OP_SLOT) from error
    except Exception as error:
        # What is inside decides how a broken file fails.
        raise Fault(BRIEF_KAPOT) from error
    made = out.getvalue()
    if len(made) > MOST_KEPT:
        raise Fault(BRIEF_TE_GROOT, max=MOST_KEPT // MEGABYTE)
    return SchoneBrief(soort="pdf", data=made, bladzijden=count)


def _undress(page: object) -> None:
    """Take off a page what isn't the page: actions, notes, links, thumbnails, data of other programs."""
    for name in ("/AA", "/Annots", "/Metadata", "/PieceInfo", "/Thumb", "/B", "/Tabs"):
        if name in page:  # type: ignore[operator]
            del page[name]  # type: ignore[attr-defined]
