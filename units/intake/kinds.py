"""What is a file, judged by its first bytes, and what is it in words?"""

from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OPEN_XML = "application/vnd.openxmlformats-officedocument"


class Kind(Enum):
    """A kind of content: its words for a message, and, where we keep such files, its extension and media type."""

    JPEG = "jpeg", _("a JPEG photograph"), "jpg", "image/jpeg"
    PNG = "png", _("a PNG picture"), "png", "image/png"
    WEBP = "webp", _("a WebP picture"), "webp", "image/webp"
    HEIC = "heic", _("an iPhone photograph (HEIC)"), "heic", "image/heic"
    PDF = "pdf", _("a PDF document"), "pdf", "application/pdf"
    DOCX = "docx", _("a Word document (.docx)"), "docx", f"{OPEN_XML}.wordprocessingml.document"
    XLSX = "xlsx", _("an Excel workbook (.xlsx)"), "xlsx", f"{OPEN_XML}.spreadsheetml.sheet"
    ZIP = "zip", _("a ZIP archive")
    OLE = "ole", _("an old Word, Excel or PowerPoint file")
    MACROS = "macros", _("an Office file with macros")
    OFFICE = "office", _("another kind of Office file")
    ARCHIVE = "archive", _("a packed archive")
    GIF = "gif", _("a GIF picture")
    SVG = "svg", _("an SVG drawing")
    PICTURE = "picture", _("another kind of picture")
    WEB = "web", _("a web page")
    PROGRAM = "program", _("a program")
    RECORDING = "recording", _("a film or a sound recording")
    TEXT = "text", _("plain text")
    UNKNOWN = "unknown", _("of an unknown kind")

    label: Promise
    extension: str
    media_type: str

    def __new__(cls, value: str, label: Promise, extension: str = "", media_type: str = "") -> "Kind":
        # A value of its own: were the label part of it, comparing members would translate before the apps are ready.
        kind = object.__new__(cls)
        kind._value_ = value
        kind.label, kind.extension, kind.media_type = label, extension, media_type
        return kind

    @property
    def is_photograph(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def is_kept(self) -> bool:
        return bool(self.media_type)


EXTENSIONS = {
    Kind.JPEG: "jpg jpeg jpe jfif",
    Kind.PNG: "png",
    Kind.WEBP: "webp",
    Kind.HEIC: "heic heif hif",
    Kind.PDF: "pdf",
    Kind.DOCX: "docx",
    Kind.XLSX: "xlsx",
    Kind.OLE: "doc dot xls xlt ppt pps",
    Kind.MACROS: "docm dotm xlsm xltm xlam xlsb pptm",
    Kind.OFFICE: "pptx ppsx dotx xltx odt ods odp",
    Kind.ARCHIVE: "rar 7z gz tar bz2 xz",
    Kind.ZIP: "zip",
    Kind.GIF: "gif",
    Kind.SVG: "svg svgz",
    Kind.PICTURE: "bmp tif tiff avif ico",
    Kind.WEB: "html htm xhtml mht mhtml php asp aspx jsp",
    Kind.PROGRAM: "exe dll scr msi bat cmd ps1 sh js vbs jar apk lnk",
    Kind.RECORDING: "mp4 mov avi mkv webm 3gp mp3 m4a wav ogg",
    Kind.TEXT: "txt csv rtf xml json",
}
BY_EXTENSION = {extension: kind for kind, listed in EXTENSIONS.items() for extension in listed.split()}

SIGNATURES = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"%PDF-", Kind.PDF),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE),
    (b"GIF8", Kind.GIF),
    (b"MZ", Kind.PROGRAM),
    (b"\x7fELF", Kind.PROGRAM),
    (b"#!", Kind.PROGRAM),
    (b"Rar!", Kind.ARCHIVE),
    (b"7z\xbc\xaf", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"BM", Kind.PICTURE),
    (b"II*\x00", Kind.PICTURE),
    (b"MM\x00*", Kind.PICTURE),
    (b"\x1aE\xdf\xa3", Kind.RECORDING),
    (b"OggS", Kind.RECORDING),
    (b"ID3", Kind.RECORDING),
)
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}


def sniff(head: bytes) -> Kind:
    """The kind of a file from its first bytes; Word and Excel files are still ZIP here (`office` looks inside)."""
    if head[:4] == b"RIFF":
        return Kind.WEBP if head[8:12] == b"WEBP" else Kind.RECORDING
    if head[4:8] == b"ftyp":
        return _media_container(head)
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    return _written(head)


def _media_container(head: bytes) -> Kind:
    """HEIC, AVIF and MP4 share one container; the brands in its first box tell them apart."""
    box = head[8 : min(int.from_bytes(head[:4], "big"), 256)]
    brands = {box[start : start + 4] for start in range(0, len(box), 4)}
    if brands & HEIC_BRANDS:
        return Kind.HEIC
    return Kind.PICTURE if brands & {b"avif", b"avis", b"mif1", b"heif"} else Kind.RECORDING


def _written(head: bytes) -> Kind:
    lowered = head.lower()
    if b"<svg" in lowered:
        return Kind.SVG
    if any(tag in lowered for tag in (b"<!doctype html", b"<html", b"<head", b"<body", b"<script")):
        return Kind.WEB
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:  # not merely a letter cut in two at the end of the head
            return Kind.UNKNOWN
        text = head[: error.start].decode("utf-8-sig")
    return Kind.TEXT if all(sign.isprintable() or sign in "\t\r\n\f" for sign in text) else Kind.UNKNOWN
