"""Every page knows where one can go and how it should look; the choice of light or dark is kept."""

import re
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.utils.translation import override

from units.context import ANSWER, LOG, LOOK, NAV, TABS, navigation, under_thumb

ROOT = Path(__file__).resolve().parents[2]


def test_light_or_dark_is_kept_and_one_returns_to_where_one_was(client, db):
    response = client.post("/theme/", {"theme": "dark", "next": "/account/login/"})

    assert (response.status_code, response.url) == (302, "/account/login/")
    assert client.cookies["theme"].value == "dark"
    assert 'data-theme="dark"' in client.get("/account/login/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_the_way_back_never_leads_elsewhere(client, db, elsewhere):
    assert client.post("/theme/", {"theme": "light", "next": elsewhere}).url == "/"


def test_an_unknown_appearance_changes_nothing(client, db):
    client.post("/theme/", {"theme": "<b>"})
    client.cookies["theme"] = "<b>"

    assert 'data-theme="auto"' in client.get("/account/login/").content.decode()


def test_looking_at_the_address_changes_nothing(client, db):
    assert client.get("/theme/").status_code == 405


@pytest.mark.parametrize(
    ("theme", "sheet"),
    [
        ("auto", 'dark.css" media="screen and (prefers-color-scheme: dark)"'),
        ("dark", 'dark.css" media="screen"'),
        ("light", None),
    ],
)
def test_the_dark_sheet_comes_only_where_it_is_wanted(client, db, theme, sheet):
    client.cookies["theme"] = theme
    page = client.get("/account/login/").content.decode()

    assert ("dark.css" in page) == (sheet is not None)
    assert sheet is None or sheet in page


def test_strangers_are_shown_only_what_is_public(cast):
    request = HttpRequest()
    request.path = "/recognition/"
    request.user = cast.secretary
    everywhere = [entry.label for entry in navigation(request)]
    request.user = None

    assert len(everywhere) > len(navigation(request))
    assert {str(entry.label) for entry in navigation(request)} <= {str(e.label) for e in NAV if e.public}


@pytest.mark.parametrize(
    ("who", "third", "has_desk"),
    [
        ("central_secretary", "Desk", True),
        ("badinh_officer", "Desk", True),
        ("ngocha_secretary", "Desk", True),
        ("secretary", "Log", False),
        ("member", "Log", False),
        ("viewer", "Summary", False),
        ("hanoi_administrator", "Summary", False),
    ],
)
def test_under_the_thumb_stands_what_each_does_most(cast, who, third, has_desk):
    request = HttpRequest()
    request.path, request.user = "/", getattr(cast, who)
    with override("en"):
        thumb = [str(way.label) for way in under_thumb(request)]

    assert thumb == ["Home", "Activities", third, "Reports"]
    assert any(way.href == "/desk/" for way in navigation(request)) == has_desk


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/", "/"),
        ("/campaign/activities/7/", "/campaign/activities/"),
        ("/campaign/activities/new/", "/campaign/activities/new/"),
        ("/account/2fa/", None),
    ],
)
def test_one_way_at_most_is_marked_as_where_one_is(cast, path, here):
    request = HttpRequest()
    request.path, request.user = path, cast.secretary
    marked = [way.href for way in under_thumb(request) if way.here]

    assert marked == ([here] if here else [])


def test_the_design_page_is_whole_and_only_where_nothing_is_real(client, cast, settings):
    settings.DEMO, settings.DEBUG = True, False
    client.force_login(cast.secretary)
    page = client.get("/design/")
    settings.DEMO = False

    assert page.status_code == 200
    assert client.get("/design/").status_code == 404


def test_every_icon_that_a_template_names_is_drawn():
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', (ROOT / "static/img/icons.svg").read_text("utf-8")))
    named = {entry.icon for entry in (*NAV, *TABS, ANSWER, LOG, LOOK)}
    for page in (ROOT / "templates").rglob("*.html"):
        named |= set(re.findall(r'{% icon "([a-z]+)" %}', page.read_text("utf-8")))

    assert len(named) > 15
    assert named - drawn == set()


def buttons_side_by_side(page: str) -> list[list[str]]:
    """The tones of the buttons that stand in one row, row by row; "" is the main one's."""
    rows = []
    for opening in re.finditer(r'<(div|p)[^>]*class="[^"]*\b(?:form-foot|cluster|bulk)\b', page):
        depth, end = 1, len(page)
        for tag in re.compile(rf"<(/?){opening[1]}\b").finditer(page, opening.end()):
            depth += -1 if tag[1] else 1
            if not depth:
                end = tag.start()
                break
        rows.append(re.findall(r'class="button([^"]*)"', page[opening.end() : end]))
    return rows


def test_the_main_button_stands_first_everywhere():
    rows = [
        (page.name, row)
        for page in (ROOT / "templates").rglob("*.html")
        for row in buttons_side_by_side(page.read_text("utf-8"))
        if page.name != "design.html"  # which shows them all
    ]

    assert sum(len(row) > 1 for _page, row in rows) > 25
    assert [(page, row) for page, row in rows if "" in row[1:]] == []


def test_every_colour_that_a_sheet_names_is_a_token():
    sheets = {path: path.read_text("utf-8") for path in (ROOT / "static/css").glob("*.css")}
    defined = set(re.findall(r"(--[a-z0-9-]+):", "".join(sheets.values())))
    used = set(re.findall(r"var\((--[a-z0-9-]+)\)", "".join(sheets.values())))

    assert used - defined == set()


def test_the_sheets_of_every_page_stay_small():
    sheets = re.findall(r"'css/([a-z]+\.css)'", (ROOT / "templates/base.html").read_text("utf-8"))

    assert len(sheets) == 6
    assert sum((ROOT / "static/css" / sheet).stat().st_size for sheet in sheets) < 40_000


def test_a_page_brings_no_script_but_our_own_three_small_ones(client, cast):
    client.force_login(cast.secretary)
    scripts = re.findall(r'<script src="/static/([^"]+)"', client.get("/").content.decode())

    assert scripts == ["js/kept.js", "js/app.js", "js/outbox/start.js"]
    assert sum((ROOT / "static" / script).stat().st_size for script in scripts) < 20_000


@pytest.mark.parametrize("key", ["self", "work", "community"])
def test_each_responsibility_has_its_mark(key):
    drawing = Template("{% rings key %}").render(Context({"key": key}))

    assert drawing.count("<circle") == {"self": 1, "work": 2, "community": 3}[key]
