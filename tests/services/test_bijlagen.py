"""A letter is kept only with a yes, cleaned of everything but its page, and erased for good when that is asked."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from app.documents import brieven
from app.documents.brieven import SchoneBrief, clean
from app.domain.bijlagen import Bijlage, Bijlageinhoud, Briefsoort
from app.domain.taken import Taak
from app.faults import Fault
from app.services import bijlagen, toestemmingen
from app.services.bijlagen import NieuweBrief
from storage.store import SqlStore
from tests.services.conftest import Grant, yes
from tests.worlds import CountingIds, HandClock

PLACE = "Dorpsstraat 1, Lindewaard"


def photo(width: int = 300, height: int = 200, kind: str = "JPEG", **more: object) -> bytes:
    image = Image.new("RGB", (width, height), "white")
    image.putpixel((0, 0), (200, 0, 0))
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def taken_by_a_telephone() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = PLACE
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 0.0)
    return photo(exif=exif, comment=PLACE.encode())


def scan(pages: int = 2, **save: object) -> bytes:
    out = BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.docinfo["/Author"] = PLACE
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('x')")
        pdf.attachments["geheim.txt"] = PLACE.encode()
        pdf.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1"))
        pdf.save(out, **save)
    return out.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A tiny file that says it is an enormous picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


# -- cleaning


def test_a_photo_is_kept_without_place_date_or_maker_and_stands_upright() -> None:
    raw = taken_by_a_telephone()
    assert PLACE.encode() in raw
    kept = clean(raw)
    assert kept.soort == "jpeg"
    assert PLACE.encode() not in kept.data
    with Image.open(BytesIO(kept.data)) as image:
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert image.size == (200, 300)


def test_a_big_photo_is_made_readable_and_no_bigger() -> None:
    with Image.open(BytesIO(clean(photo(4000, 3000)).data)) as image:
        assert max(image.size) == brieven.KEPT_SIDE


def test_a_scan_keeps_its_pages_and_nothing_else() -> None:
    kept = clean(scan())
    assert (kept.soort, kept.bladzijden) == ("pdf", 2)
    with pikepdf.open(BytesIO(kept.data)) as pdf:
        assert "/OpenAction" not in pdf.Root
        assert "/Names" not in pdf.Root
        assert "/AA" not in pdf.pages[0]
        assert len(pdf.attachments) == 0
        assert not pdf.docinfo


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "brief-soort"),
        (b"MZ\x90\x00 een programma", "brief-soort"),
        (b"GIF89a" + b"\0" * 50, "brief-soort"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "brief-soort"),
        (b"\xff\xd8\xff\xe0 dit is geen foto", "brief-kapot"),
        (b"\x89PNG\r\n\x1a\n en verder niets", "brief-kapot"),
        (photo()[:300], "brief-kapot"),
        (b"%PDF-1.7 en verder niets", "brief-kapot"),
        (png_of(60_000, 60_000), "brief-beeld-te-groot"),
        (png_of(9_000, 9_000), "brief-beeld-te-groot"),
        (png_of(25_000, 10), "brief-beeld-te-groot"),
        (scan(21), "brief-pdf-te-lang"),
        (scan(1, encryption=pikepdf.Encryption(owner="a", user="b")), "brief-pdf-op-slot"),
        (b"\xff\xd8\xff" + b"\0" * brieven.MOST_BYTES, "brief-te-groot"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_hostile_or_broken_is_refused_in_words(data: bytes, code: str) -> None:
    with pytest.raises(Fault) as caught:
        clean(data)
    assert caught.value.code == code
    assert caught.value.next_step


def test_transparent_and_grey_pictures_are_kept_on_white() -> None:
    for mode in ("RGBA", "LA", "P", "L", "1"):
        out = BytesIO()
        Image.new(mode, (20, 20)).save(out, "PNG")
        assert clean(out.getvalue()).soort == "png"


# -- keeping


def letter(dossier_id: str, **more: object) -> NieuweBrief:
    values: dict[str, object] = {
        "briefsoort": Briefsoort.REKENING,
        "omschrijving": "Energiebedrijf",
        "datum": date(2026, 11, 2),
    }
    return NieuweBrief(dossier_id=dossier_id, **{**values, **more})  # type: ignore[arg-type]


@pytest.fixture
def kept() -> SchoneBrief:
    return clean(photo(40, 40))


def test_without_a_yes_nothing_is_kept(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, kept: SchoneBrief
) -> None:
    with pytest.raises(Fault) as caught:
        bijlagen.add(store, clock, ids, letter(dossier_id), kept)
    assert caught.value.kind is bijlagen.FOTO_NIET_GEVRAAGD
    assert bijlagen.of_dossier(store, dossier_id) == ()


def test_a_letter_becomes_a_task_and_its_opening_is_logged(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, grant: Grant, kept: SchoneBrief
) -> None:
    grant("brief-foto")
    brief = letter(dossier_id, wat_te_doen="Bellen over termijnen", voor_op=date(2026, 12, 1))
    bijlage_id, changes = bijlagen.add(store, clock, ids, brief, kept)
    assert changes.concerns("bijlage", "taak", dossier_id=dossier_id)
    view = bijlagen.show(store, bijlage_id)
    assert view.taak is not None
    assert (view.taak.omschrijving, view.taak.voor_op) == ("Bellen over termijnen", date(2026, 12, 1))
    assert bijlagen.content(store, bijlage_id)[0] == kept.data
    with store.read() as reading:
        assert any(row.actie == "R" and row.soort == "bijlage" for row in reading.log(dossier_id=dossier_id))
        assert reading.search("Energiebedrijf")


def test_a_letter_is_never_in_the_outbox(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, grant: Grant, kept: SchoneBrief
) -> None:
    grant("brief-foto", "gemeente-begeleiding", "gemeente-gezondheid", "overdracht-collega")
    bijlagen.add(store, clock, ids, letter(dossier_id), kept)
    with store.read() as reading:
        waiting = {row.op.soort for row in reading.ledger.outbox("register", withheld=True)}
    assert not waiting & {"bijlage", "bijlage_inhoud"}


def test_removing_is_for_good(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, grant: Grant, kept: SchoneBrief
) -> None:
    grant("brief-foto")
    bijlage_id, _ = bijlagen.add(store, clock, ids, letter(dossier_id, wat_te_doen="Bellen"), kept)
    bijlagen.remove(store, bijlage_id)
    with store.read() as reading:
        assert reading.everything(Bijlageinhoud) == ()
        assert not reading.search("Energiebedrijf")
        assert [each.omschrijving for each in reading.of_dossier(Taak, dossier_id)] == ["Bellen"]
        assert [row.actie for row in reading.log(dossier_id=dossier_id)].count("D") == 2
    with pytest.raises(Fault) as caught:
        bijlagen.content(store, bijlage_id)
    assert caught.value.kind is bijlagen.BRIEF_ONBEKEND


@pytest.mark.parametrize("by_page", [True, False])
def test_taking_the_yes_back_erases_every_letter_at_once(
    store: SqlStore,
    clock: HandClock,
    ids: CountingIds,
    dossier_id: str,
    grant: Grant,
    kept: SchoneBrief,
    by_page: bool,
) -> None:
    grant("brief-foto", "gemeente-begeleiding")
    for _ in range(2):
        bijlagen.add(store, clock, ids, letter(dossier_id), kept)
    toestemmingen.withdraw(store, clock, ids, dossier_id, "gemeente-begeleiding")
    assert len(bijlagen.of_dossier(store, dossier_id)) == 2
    if by_page:
        toestemmingen.withdraw(store, clock, ids, dossier_id, "brief-foto")
    else:
        toestemmingen.record_decisions(store, clock, ids, dossier_id, [yes("brief-foto", ja=False)])
    with store.read() as reading:
        assert reading.everything(Bijlage) == ()
        assert reading.everything(Bijlageinhoud) == ()
