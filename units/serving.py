"""How does a private file reach a browser that may see it? Whoever calls has asked `visible_to` first."""

import logging
from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

if TYPE_CHECKING:
    from django.db.models.fields.files import FieldFile

    from units.models.attachment import Attachment

logger = logging.getLogger(__name__)

# Only what `units.intake` has drawn anew may show inside a page; everything else is downloaded.
SHOWN = frozenset({"image/jpeg", "image/png"})


def safe_headers(attachment: "Attachment") -> dict[str, str]:
    """Headers under which a browser shows or saves the file, and runs nothing of it.

    The copy in the browser is asked about before each use (ETag): whoever signs out, or loses a post, sees it no more.
    """
    shown = attachment.media_type in SHOWN
    return {
        "Content-Type": attachment.media_type,
        "Content-Disposition": content_disposition_header(not shown, attachment.name) or "attachment",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
        "ETag": f'"{attachment.sha256}"',
    }


def serve(attachment: "Attachment", request: HttpRequest) -> HttpResponseBase:
    """The file itself, or 304 where the browser still holds it."""
    return _sent(attachment.file, safe_headers(attachment), request)


def serve_thumbnail(attachment: "Attachment", request: HttpRequest) -> HttpResponseBase:
    """The small picture of a photograph, always a JPEG."""
    headers = safe_headers(attachment) | {"Content-Type": "image/jpeg", "ETag": f'"{attachment.sha256}-small"'}
    return _sent(attachment.thumbnail, headers, request)


def _sent(file: "FieldFile", headers: dict[str, str], request: HttpRequest) -> HttpResponseBase:
    response: HttpResponseBase | None = get_conditional_response(request, etag=headers["ETag"])
    if response is None:
        try:
            response = FileResponse(file.open("rb"))
        except FileNotFoundError as error:
            logger.exception("The file %s is in the database but not on the disk.", file.name)
            raise Http404 from error
    for name, value in headers.items():
        response.headers[name] = value
    return response
