"""May this upload lie beside a paper as evidence, and in what form do we keep it?

Only the content decides; the name must agree with it. Photographs are drawn anew (upright, smaller, without place or
camera), so nothing that was hidden in the upload survives. Documents are kept as they are or refused.

Limits, in settings, with their defaults: EVIDENCE_MAX_PHOTO_BYTES (15 MB), EVIDENCE_MAX_FILE_BYTES (10 MB, documents),
EVIDENCE_MAX_PIXELS (50 million).
"""

import hashlib
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

from . import names, office, pdf, photographs
from .kinds import Kind, sniff

HEAD = 4096  # bytes that tell what a file is
MEGABYTE = 1024 * 1024

__all__ = ["Accepted", "Kind", "examine", "photo_bytes", "thumbnail"]


@dataclass(frozen=True)
class Accepted:
    """What is kept of an upload; `width` and `height` (pixels) are of photographs only."""

    content: bytes
    name: str
    media_type: str
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None

    def as_fields(self) -> dict[str, Any]:
        """The fields of an `Attachment`: `Attachment(paper=…, added_by=…, **accepted.as_fields())`."""
        fields: dict[str, Any] = {field.name: getattr(self, field.name) for field in dataclass_fields(self)}
        fields["file"] = ContentFile(fields.pop("content"), name=self.name)
        if self.width:
            fields["thumbnail"] = ContentFile(thumbnail(self.content), name="thumbnail.jpg")
        return fields


def examine(upload: File) -> Accepted:
    """The upload as we keep it, or a ValidationError whose code says which rule refused it.

    Codes: empty, kind, legacy, mismatch, too_large, too_many_pixels, damaged, bomb, macros, encrypted, active.
    """
    name = upload.name or ""
    if not upload.size:
        raise ValidationError(_("The file is empty."), code="empty")
    upload.seek(0)
    kind = sniff(upload.read(HEAD))
    if not kind.is_kept and kind is not Kind.ZIP:
        raise _refusal(name, kind)
    _check_size(upload.size, kind)
    upload.seek(0)
    content = upload.read()
    if kind is Kind.ZIP:
        kind = office.kind_within(content)
        if kind is Kind.ZIP:
            raise _refusal(name, kind)
    names.check_agrees(name, kind)
    if kind.is_photograph:
        picture = photographs.redraw(content, kind)
        return _accepted(picture.content, name, picture.kind, width=picture.width, height=picture.height)
    if kind is Kind.PDF:
        pdf.check(content)
    return _accepted(content, name, kind)


def thumbnail(content: bytes) -> bytes:
    """A JPEG of at most 320 px a side of a photograph; ValidationError where the content is none."""
    kind = sniff(content[:HEAD])
    if not kind.is_photograph:
        raise ValidationError(_("This is not a photograph."), code="kind")
    return photographs.redraw(content, kind, longest=320, always_jpeg=True).content


def photo_bytes() -> int:
    """The most bytes that a photograph may have on arrival."""
    return getattr(settings, "EVIDENCE_MAX_PHOTO_BYTES", 15 * MEGABYTE)


def file_bytes() -> int:
    """The most bytes that a document may have."""
    return getattr(settings, "EVIDENCE_MAX_FILE_BYTES", 10 * MEGABYTE)


def _accepted(
    content: bytes, name: str, kind: Kind, *, width: int | None = None, height: int | None = None
) -> Accepted:
    return Accepted(
        content=content,
        name=names.cleaned(name, kind),
        media_type=kind.media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        width=width,
        height=height,
    )


def _check_size(size: int, kind: Kind) -> None:
    limit = photo_bytes() if kind.is_photograph else file_bytes()
    if size <= limit:
        return
    message = (
        _("The photograph has %(size)d MB; at most %(limit)d MB are accepted. Choose a smaller size when sending it.")
        if kind.is_photograph
        else _("The file has %(size)d MB; at most %(limit)d MB are accepted.")
    )
    params = {"size": -(-size // MEGABYTE), "limit": limit // MEGABYTE}
    raise ValidationError(message, code="too_large", params=params)


def _refusal(name: str, kind: Kind) -> ValidationError:
    """Why a file of a kind that we never keep is refused: an old Office file, a false name, or just its kind."""
    if kind is Kind.OLE and names.claimed(name) in {None, Kind.OLE, Kind.DOCX, Kind.XLSX}:
        old = _(
            "This is an old Word or Excel file, or one with a password. Save it as .docx or .xlsx without a password."
        )
        return ValidationError(old, code="legacy")
    try:
        names.check_agrees(name, kind)
    except ValidationError as false_name:
        return false_name
    return ValidationError(
        _("The content is %(kind)s. Send a photograph (JPEG, PNG, WebP, HEIC), a PDF, .docx or .xlsx instead."),
        code="kind",
        params={"kind": kind.label},
    )
