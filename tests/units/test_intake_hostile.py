"""Uploads that somebody made on purpose: every one is refused in words, or kept as nothing but its picture."""

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from PIL import Image

from tests.units.uploads import pdf, photograph, saved, upload, word
from units.intake import examine
from units.intake.names import cleaned

DAMAGED = ("damaged", "The file is damaged or incomplete. Try to send it again.")
SCRIPT = b"<html><script>alert(1)</script></html>"


def refused(name: str, content: bytes) -> tuple[str, str]:
    """The code and the English message with which this upload is refused."""
    with pytest.raises(ValidationError) as caught, translation.override("en"):
        examine(upload(name, content))
    with translation.override("en"):
        return caught.value.code or "", caught.value.messages[0]


def chunk(name: bytes, data: bytes) -> bytes:
    """A piece of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def one_colour(side: int) -> bytes:
    """A true black PNG, a bit for each pixel, that packs to next to nothing."""
    packer, row = zlib.compressobj(9), bytes(1 + (side + 7) // 8)
    packed = b"".join(packer.compress(row) for _row in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def with_piece(name: bytes, data: bytes) -> bytes:
    """A sound PNG with one more piece right behind its header."""
    sent = saved(photograph(), "PNG")
    return sent[:33] + chunk(name, data) + sent[33:]


def test_a_hundred_kilobytes_that_draw_nine_hundred_million_pixels_are_refused() -> None:
    sent = one_colour(30_000)
    assert len(sent) < 150_000
    assert refused("a.png", sent) == (
        "too_many_pixels", "The photograph has more than 50 million pixels. Send it in a smaller size.",
    )  # fmt: skip


def test_a_picture_of_one_colour_within_the_limit_is_made_smaller() -> None:
    kept = examine(upload("a.png", one_colour(7_000)))
    assert (kept.width, kept.height, kept.media_type) == (2000, 2000, "image/png")


@pytest.mark.parametrize("piece", [b"zTXt", b"iCCP"])
def test_a_picture_whose_hidden_text_would_fill_the_memory_is_refused(piece: bytes) -> None:
    assert refused("a.png", with_piece(piece, b"a\0\0" + zlib.compress(bytes(100 * 1024 * 1024), 9))) == DAMAGED


def test_a_photograph_that_is_a_web_page_as_well_is_kept_as_a_photograph_only() -> None:
    sent = saved(photograph(), "JPEG", comment=SCRIPT) + SCRIPT
    assert sent.count(b"<script>") == 2
    kept = examine(upload("a.jpg", sent))
    assert (kept.media_type, kept.content.count(b"<script>")) == ("image/jpeg", 0)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", b"GIF89a/*" + saved(photograph(), "JPEG")),
        ("a.jpg", b"\xef\xbb\xbf <!-- x -->\n<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.jpg", "<svg xmlns='http://www.w3.org/2000/svg'/>".encode("utf-16")),
        ("a.jpg", b"<!--" + b" " * 5000 + b"--><svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.pdf", SCRIPT + pdf()),
        ("a.docx", b"\xff\xd8\xff" + word()),
    ],
)
def test_one_file_in_two_forms_is_not_what_its_name_says(name: str, content: bytes) -> None:
    assert refused(name, content)[0] == "mismatch"


def test_what_moves_is_kept_as_its_first_picture() -> None:
    pictures = [Image.new("RGB", (200, 100), colour) for colour in ("red", "blue")]
    for form in ("WEBP", "PNG"):
        kept = examine(upload("a", saved(pictures[0], form, save_all=True, append_images=pictures[1:])))
        image = Image.open(BytesIO(kept.content))
        assert getattr(image, "n_frames", 1) == 1
        red, _green, blue = image.convert("RGB").getpixel((50, 50))
        assert (red > 200, blue < 50) == (True, True)


@pytest.mark.parametrize("place", [12, 40, 100, 200, 300])
def test_an_iphone_photograph_broken_in_its_head_is_refused(place: int) -> None:
    sent = saved(photograph(), "HEIF")
    assert refused("IMG_0042.HEIC", sent[:place] + b"\xff" * 40 + sent[place + 40 :])[0] in {"damaged", "mismatch"}


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_a_broken_note_of_the_camera_does_not_cost_the_photograph() -> None:
    sent = saved(photograph(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\xff\xff\xff\xff")
    assert examine(upload("a.jpg", sent)).width == 400


def test_a_document_whose_parts_all_lie_in_one_place_is_refused() -> None:
    """Twenty names for one part: what is packed once would be unpacked twenty times."""
    sent = word({"word/a.xml": bytes(4_000_000)})
    end = sent.rindex(b"PK\x05\x06")
    start = int.from_bytes(sent[end + 16 : end + 20], "little")
    names = sent[start:end]
    entry = names[names.index(b"word/a.xml") - 46 :][:56]
    names += b"".join(entry.replace(b"word/a.xml", b"word/%05d" % number) for number in range(20))
    number = len(zipfile.ZipFile(BytesIO(sent)).infolist()) + 20
    sent = sent[:start] + names + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, number, number, len(names), start, 0)
    assert refused("a.docx", sent)[0] == "bomb"


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_read_through() -> None:
    assert refused("a.pdf", pdf(bytes(50 * 1024 * 1024))) == (
        "too_large", "The file has 51 MB; at most 10 MB are accepted.",
    )  # fmt: skip


def test_a_name_of_hundreds_of_signs_with_folders_and_marks_of_direction_becomes_short_and_plain() -> None:
    sent = "../a\\b/" * 40 + "\u202e\u200f\u2066" * 20 + "Ảnh " * 80 + "gpj\u202e.jpg"
    kept = examine(upload(sent, saved(photograph(), "JPEG"))).name
    assert kept == cleaned(sent, None)[:116].strip() + ".jpg"
    assert kept.startswith("Ảnh Ảnh ")
    assert len(kept) <= 120
    assert not set(kept) & set("/\\\u202e\u200f\u2066")
