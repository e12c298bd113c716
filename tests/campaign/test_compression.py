"""Pages travel compressed; workbooks, photographs and parts of files travel as they are."""

import gzip
import re
from io import BytesIO

import openpyxl
import pytest

from campaign.models import ActivityFile
from tests.campaign.activity_posts import CREATE, EXPORT, LIST, photograph, post
from tests.cast import make_activity

GZIP = {"accept-encoding": "gzip, deflate, br"}


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path


@pytest.fixture
def visitor(client, cast):
    client.force_login(cast.secretary)
    return client


def test_a_page_is_compressed_for_a_browser_that_understands_it(visitor):
    plain = visitor.get(LIST)
    page = visitor.get(LIST, headers=GZIP)
    assert ("Content-Encoding" in plain.headers, page.headers["Content-Encoding"]) == (False, "gzip")
    assert len(page.content) < len(plain.content) / 2
    assert "Accept-Encoding" in page.headers["Vary"]
    assert int(page.headers["Content-Length"]) == len(page.content)
    assert "</html>" in gzip.decompress(page.content).decode()


def test_what_could_betray_a_secret_by_its_length_is_masked(visitor):
    """BREACH: the same page has another length each time, and its token another face."""
    pages = [visitor.get(CREATE, headers=GZIP).content for _ in range(20)]
    token = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
    tokens = {found[1] for one in pages if (found := token.search(gzip.decompress(one)))}
    assert len(tokens) == 20
    assert len({len(one) for one in pages}) > 3


def test_a_workbook_is_not_compressed_twice(visitor, cast):
    make_activity(cast)
    response = visitor.get(EXPORT, headers=GZIP)
    assert "Content-Encoding" not in response.headers
    assert openpyxl.load_workbook(BytesIO(response.content)).active.max_row == 2


def test_evidence_streams_with_its_length_and_a_strong_name_by_which_a_copy_is_still_good(visitor, cast):
    visitor.post(CREATE, {**post(cast), "uploads": [photograph()]})
    kept = ActivityFile.objects.get()
    address = f"{LIST}{kept.paper_id}/files/{kept.pk}/"
    response = visitor.get(address, headers=GZIP)
    assert response.streaming
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")
    assert response.headers["ETag"] == f'"{kept.sha256}"'
    assert "Content-Encoding" not in response.headers
    again = visitor.get(address, headers=GZIP | {"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_style_streams_compressed_and_stays_conditional(client):
    style = client.get("/static/css/base.css", headers=GZIP)
    assert style.streaming
    assert style.headers["Content-Encoding"] == "gzip"
    assert b"{" in gzip.decompress(b"".join(style.streaming_content))
    since = {"if-modified-since": style.headers["Last-Modified"]}
    assert client.get("/static/css/base.css", headers=GZIP | since).status_code == 304


def test_a_part_of_a_file_is_sent_as_it_is(client):
    part = client.get("/static/css/base.css", headers=GZIP | {"range": "bytes=0-9"})
    assert part.status_code == 206
    assert "Content-Encoding" not in part.headers
    assert len(b"".join(part.streaming_content)) == 10
