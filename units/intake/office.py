"""Is this ZIP a Word document or an Excel workbook, whole, without macros, and no bomb?"""

import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .kinds import Kind

MOST_PARTS = 5000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 200  # unpacked to packed; real sheets of figures stay below 50
SMALL = 5 * 1024 * 1024  # below this an extreme ratio harms nobody: an empty sheet packs well
MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": Kind.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": Kind.XLSX,
}
CONTENT_TYPES = "[Content_Types].xml"
LONGEST_CONTENT_TYPES = 1024 * 1024
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)


def kind_within(content: bytes) -> Kind:
    """DOCX, XLSX, or ZIP for any other archive; ValidationError damaged, bomb, encrypted, macros or active."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_sizes(parts, len(content))
            _check_whole(archive, parts)
            names = {part.filename for part in parts}
            if CONTENT_TYPES not in names:
                return Kind.ZIP
            types = _content_types(archive.read(CONTENT_TYPES)[:LONGEST_CONTENT_TYPES])
    except BROKEN as error:
        raise _damaged() from error
    _check_harmless(names, types)
    kinds = {MAIN_PARTS[kind] for part, kind in types if kind in MAIN_PARTS and part.lstrip("/") in names}
    return kinds.pop() if len(kinds) == 1 else Kind.ZIP


def _check_sizes(parts: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or (unpacked > SMALL and unpacked > MOST_RATIO * max(packed, 1))
    ):
        raise ValidationError(_("The file would grow beyond all measure when opened."), code="bomb")


def _check_whole(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Every part unpacks to its declared size with its checksum, none is locked, none is there twice or outside."""
    if any(part.flag_bits & 1 for part in parts):
        raise ValidationError(_("The file is locked with a password. Send it without one."), code="encrypted")
    names = [part.filename for part in parts]
    if (
        not parts
        or len({name.lower() for name in names}) != len(names)
        or min(part.header_offset for part in parts) != 0
        or any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names)
        or any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts)
        or archive.testzip() is not None
    ):
        raise _damaged()


def _content_types(xml: bytes) -> list[tuple[str, str]]:
    """(part or extension, content type) of each entry. A DTD, which Office never writes, is refused."""
    found: list[tuple[str, str]] = []

    def refuse(*_args: object) -> None:
        raise ValueError("a DTD in an Office file")

    def entry(_tag: str, attributes: dict[str, str]) -> None:
        if "ContentType" in attributes:
            part = attributes.get("PartName") or attributes.get("Extension", "")
            found.append((part, attributes["ContentType"]))

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = entry
    parser.Parse(xml, True)
    return found


def _check_harmless(names: set[str], types: list[tuple[str, str]]) -> None:
    parts = {name.lower() for name in names}
    kinds = " ".join(kind.lower() for _part, kind in types)
    if any(part.endswith("vbaproject.bin") for part in parts) or "macroenabled" in kinds or "vbaproject" in kinds:
        raise ValidationError(_("The file contains macros. Save it without macros and send that."), code="macros")
    if any("/activex/" in part or ("/embeddings/" in part and part.endswith(".bin")) for part in parts):
        raise ValidationError(
            _("The file contains embedded objects that can run programs. Remove them and send it again."),
            code="active",
        )


def _damaged() -> ValidationError:
    return ValidationError(_("The file is damaged or incomplete. Try to send it again."), code="damaged")
