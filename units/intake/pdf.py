"""Is this PDF whole, readable without a password, and free of things that run?

A sieve, not a reader: it looks for the names that active content must bear, in the file as it lies (letters
written as #4C included) and in the compressed object streams. What passes is still only ever served as a download.
"""

import re
import zlib
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

TAIL = 2048  # bytes at the end that must hold %%EOF
MOST_UNPACKED = 50 * 1024 * 1024
MOST_STREAMS = 50_000
PIECE = 4096
STREAM = re.compile(rb"stream\r?\n")
OBJECT_STREAM = re.compile(rb"\s*\d+\s+\d+\s")  # how the inside of an object stream begins: number, offset, …


def _named(*names: str) -> re.Pattern[bytes]:
    """Finds a PDF name however its letters are written: /Launch is also /#4Caunch."""
    spelled = ("".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in name) for name in names)
    return re.compile(f"/(?:{'|'.join(spelled)})(?![A-Za-z0-9])".encode())


REFUSED = (
    (_named("Encrypt"), "encrypted", _("The PDF is protected. Send it without a password or restrictions.")),
    (
        _named("JavaScript", "Launch", "RichMedia", "XFA"),
        "active",
        _("The PDF contains scripts or starts programs. Print it to a new PDF and send that."),
    ),
    (
        _named("EmbeddedFile", "EmbeddedFiles"),
        "active",
        _("The PDF carries other files inside. Send each of them by itself."),
    ),
)


def check(content: bytes) -> None:
    """ValidationError "damaged", "encrypted", "active" or "bomb"; nothing where the PDF may be kept."""
    if b"%%EOF" not in content[-TAIL:] or b"startxref" not in content:
        raise ValidationError(_("The file is damaged or incomplete. Try to send it again."), code="damaged")
    for piece in (content, *_object_streams(content)):
        for name, code, message in REFUSED:
            if name.search(piece):
                raise ValidationError(message, code=code)


def _object_streams(content: bytes) -> list[bytes]:
    """The inside of every compressed stream that begins as an object stream does."""
    found = []
    left = MOST_UNPACKED
    for number, start in enumerate(STREAM.finditer(content)):
        inside = _unpacked(memoryview(content)[start.end() :], left + 1)
        left -= len(inside)
        if left < 0 or number > MOST_STREAMS:
            raise ValidationError(_("The file would grow beyond all measure when opened."), code="bomb")
        found.append(inside)
    return found


def _unpacked(packed: memoryview, most: int) -> bytes:
    """At most `most` bytes of an object stream, as far as it can be unpacked; nothing of any other stream."""
    unpacker = zlib.decompressobj()
    unpacked = bytearray()
    with suppress(zlib.error):
        unpacked += unpacker.decompress(packed[:PIECE], 256)
        if not OBJECT_STREAM.match(unpacked):
            return b""
        taken = PIECE
        while not unpacker.eof and len(unpacked) < most:
            piece = unpacker.unconsumed_tail
            if not piece:
                piece, taken = bytes(packed[taken : taken + PIECE]), taken + PIECE
                if not piece:
                    break
            unpacked += unpacker.decompress(piece, most - len(unpacked))
    return bytes(unpacked)
