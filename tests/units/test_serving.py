"""Where do private files lie, and under which headers do they reach a browser?"""

import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.test import RequestFactory

from campaign.models import ActivityFile
from units.serving import serve, serve_thumbnail
from units.storage import PrivateStorage

pytestmark = pytest.mark.django_db  # closing a response looks after the connection, if one is there
# printf 'evidence' | sha256sum
CHECKSUM = "ee8250fb76e094b34b471f13a73dbbe51d1ae142e9df59d7c0d31ec20f0a0a8e"


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Any) -> Path:
    settings.PRIVATE_ROOT = tmp_path
    return tmp_path


def stored(content: bytes = b"evidence", **described: Any) -> ActivityFile:
    told = {"name": "Báo cáo.pdf", "media_type": "application/pdf", "sha256": CHECKSUM, **described}
    return ActivityFile(
        file=default_storage.save("a.pdf", ContentFile(content)),
        thumbnail=default_storage.save("a.jpg", ContentFile(b"small")),
        **told,
    )


def body(response: Any) -> bytes:
    try:
        return b"".join(response.streaming_content)
    finally:
        response.close()


def test_a_file_lies_under_its_checksum_for_its_owner_alone(root: Path) -> None:
    name = default_storage.save("../Ảnh chụp.JPG", ContentFile(b"evidence"))

    assert name == f"{CHECKSUM[:2]}/{CHECKSUM[2:4]}/{CHECKSUM}.jpg"
    assert (root / name).read_bytes() == b"evidence"
    assert stat.S_IMODE((root / name).stat().st_mode) == 0o600
    assert stat.S_IMODE((root / name).parent.stat().st_mode) == 0o700


def test_the_same_content_twice_gives_two_files() -> None:
    first = default_storage.save("a.jpg", ContentFile(b"evidence"))
    second = default_storage.save("a.jpg", ContentFile(b"evidence"))
    default_storage.delete(first)

    assert first != second
    with default_storage.open(second) as file:
        assert file.read() == b"evidence"


def test_a_private_file_has_no_address_and_leads_nowhere_else() -> None:
    with pytest.raises(ValueError, match="no address"):
        default_storage.url("a.jpg")
    with pytest.raises(SuspiciousOperation):
        default_storage.open("../db.sqlite3")


def test_migrations_keep_no_folder_of_this_machine() -> None:
    assert PrivateStorage().deconstruct() == ("units.storage.PrivateStorage", (), {})


def test_a_document_is_downloaded_under_its_own_name() -> None:
    response = serve(stored(), RequestFactory().get("/"))

    assert body(response) == b"evidence"
    assert dict(response.headers) == {
        "Content-Type": "application/pdf",
        "Content-Length": "8",
        "Content-Disposition": "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o.pdf",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
        "ETag": f'"{CHECKSUM}"',
    }


@pytest.mark.parametrize(
    ("media_type", "disposition"),
    [
        ("image/jpeg", 'inline; filename="a.jpg"'),
        ("image/png", 'inline; filename="a.jpg"'),
        ("image/svg+xml", 'attachment; filename="a.jpg"'),
        ("text/html", 'attachment; filename="a.jpg"'),
    ],
)
def test_only_pictures_that_we_drew_show_in_the_page(media_type: str, disposition: str) -> None:
    response = serve(stored(media_type=media_type, name="a.jpg"), RequestFactory().get("/"))

    assert response.headers["Content-Disposition"] == disposition
    assert response.headers["Content-Type"] == media_type
    response.close()


def test_a_thumbnail_is_a_jpeg_whatever_the_photograph_is() -> None:
    response = serve_thumbnail(stored(media_type="image/png", name="a.png"), RequestFactory().get("/"))

    assert body(response) == b"small"
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["ETag"] == f'"{CHECKSUM}-small"'


def test_what_the_browser_still_holds_is_not_sent_again() -> None:
    again = RequestFactory().get("/", headers={"if-none-match": f'"{CHECKSUM}"'})
    other = RequestFactory().get("/", headers={"if-none-match": '"other"'})

    assert serve(stored(), again).status_code == 304
    assert body(serve(stored(), other)) == b"evidence"


def test_the_file_is_given_to_the_server_to_send_not_read_into_memory() -> None:
    response = serve(stored(), RequestFactory().get("/"))

    assert isinstance(response, FileResponse)
    assert response.file_to_stream.fileno() > 0
    response.close()


def test_a_file_lost_from_the_disk_is_not_found_and_reported(caplog: pytest.LogCaptureFixture) -> None:
    lost = stored()
    default_storage.delete(lost.file.name)

    with pytest.raises(Http404):
        serve(lost, RequestFactory().get("/"))
    assert "in the database but not on the disk" in caplog.text
