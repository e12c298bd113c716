"""Where do evidence and made documents lie? Outside everything that a web server shows, named after their content."""

import hashlib
from pathlib import Path
from typing import IO, Any, Never

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="units.storage.PrivateStorage")
class PrivateStorage(FileSystemStorage):
    """Files under settings.PRIVATE_ROOT as "ab/cd/abcd….jpg", by SHA-256; of the sender's name the extension stays.

    No address leads here: a view that has asked `visible_to` hands a file out through `units.serving`.
    """

    def __init__(self) -> None:  # no location of its own: migrations must not keep the folder of one machine
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        return str(Path(self.base_location).resolve())

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        """Write the content and return the name that it got; the same content twice gives two files."""
        file = content if isinstance(content, File) else File(content, name)
        return super().save(_by_content(name or file.name or "", file), file, max_length)

    def url(self, name: str | None) -> Never:
        raise ValueError("Private files have no address; serve them through units.serving.")


def _by_content(name: str, file: File) -> str:
    checksum = hashlib.sha256()
    for chunk in file.chunks():
        checksum.update(chunk)
    file.seek(0)
    digest = checksum.hexdigest()
    return f"{digest[:2]}/{digest[2:4]}/{digest}{Path(name).suffix.lower()}"
