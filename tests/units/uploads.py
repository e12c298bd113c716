"""Files to send, true and hostile, made on the spot: what a phone, an office and an attacker would upload."""

import random
import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pillow_heif import register_heif_opener

register_heif_opener()

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CORNER = (0, 0, 100, 100)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """The content as a form would hand it over. (Django itself cuts folders off; `named` keeps them.)"""
    return SimpleUploadedFile(name, content)


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    """The image as the bytes of a file of that form."""
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def photograph(width: int = 400, height: int = 300) -> Image.Image:
    """A noisy photograph, dark in its upper left corner, so that one sees which way up it is."""
    noise = random.Random(14).randbytes(width * height * 3)
    image = Image.frombytes("RGB", (width, height), noise).point(lambda value: 170 + value // 3)
    image.paste("black", CORNER)
    return image


def dark_corner(content: bytes) -> str:
    """Which corner of the picture is dark."""
    with Image.open(BytesIO(content)) as image:
        grey = image.convert("L")
    right, low = grey.width - 50, grey.height - 50
    corners = {
        "upper left": (50, 50),
        "upper right": (right, 50),
        "lower left": (50, low),
        "lower right": (right, low),
    }
    return next(name for name, place in corners.items() if grey.getpixel(place) < 60)


def place_and_camera(turned: int = 1) -> bytes:
    """An EXIF block with the camera, the day and the place (21° N, 105° E), and how the phone was held."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "Telephone"
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 51.0, 0.0)})
    return exif.tobytes()


def png_header(width: int, height: int) -> bytes:
    """A PNG that says how large it is and has next to nothing inside."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """A ZIP archive of these parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def content_types(main: str = WORD, more: str = "") -> str:
    """The first part of an Office file, which says what the others are."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{more}</Types>'
    )


def word(more: dict[str, bytes | str] | None = None, types: str | None = None) -> bytes:
    """A small Word document, with more parts where given."""
    return zipped(
        {
            "[Content_Types].xml": types or content_types(),
            "word/document.xml": "<w:document/>",
            **(more or {}),
        }
    )


def pdf(more: bytes = b"", end: bytes = b"%%EOF\n") -> bytes:
    """A PDF of one empty page, with more objects where given."""
    return (
        b"%PDF-1.5\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
        b"3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>> endobj\n"
        + more
        + b"\ntrailer <</Root 1 0 R /Size 4>>\nstartxref\n0\n"
        + end
    )


def object_stream(inside: bytes) -> bytes:
    """Objects in compressed form, as most programs of today write them."""
    packed = zlib.compress(b"7 0 " + inside)
    head = f"6 0 obj <</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {len(packed)}>> stream\n"
    return head.encode() + packed + b"\nendstream endobj"
