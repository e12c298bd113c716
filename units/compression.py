"""Which answers travel compressed? Pages, and style and script where they were not compressed beforehand.

In production static files are: they have their hash in the name, also where one script brings another.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

TEXTS = frozenset({
    "text/html", "text/css", "text/javascript", "text/plain", "application/javascript", "application/json",
    "application/manifest+json", "image/svg+xml",
})  # fmt: skip


class CompressedTexts(GZipMiddleware):
    """Django's compression, for texts alone.

    Workbooks, photographs and documents are compressed already: once more costs time, their length and their ETag, by
    which a browser asks whether its copy is still good. Nor is a part of a file (206) compressed.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
        is_file = "Content-Disposition" in response.headers
        if kind not in TEXTS or is_file or response.status_code in (206, 304):
            return response
        return super().process_response(request, response)


class HashedFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, and what one of our modules imports is named by its hash as well."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        # Not Django's own support: it reads the comments in htmx's files as imports, too.
        ("js/outbox/*.js", ((r'(?P<matched>(?P<how>\b(?:import|from)) "(?P<url>\./[^"]+)")', '%(how)s "%(url)s"'),)),
    )
