"""Activities from Excel, page by page: look first, then load once; what is wrong is named and nothing is written."""

from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from campaign.loading.sheet import load
from campaign.models import Activity
from tests.campaign.activity_posts import IMPORT
from tests.campaign.sheets import sheet
from units.models import Record

ROWS = [["3/6/2017", "", "Hiến máu", f"Hiến máu đợt {n}", "hơn 20", "", "", ""] for n in (1, 2)]


@pytest.fixture(autouse=True)
def in_english(client, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


def look(client, content, name="sổ.xlsx"):
    return client.post(IMPORT, {"sheet": SimpleUploadedFile(name, content)})


def confirm(client, response, request_id=None):
    token = response.context["confirm"]["token"].value()
    data = {"token": token, "request_id": request_id or str(uuid4())}
    return client.post(f"{IMPORT}confirm/", data, follow=True)


def test_the_page_says_what_a_share_means(cast, client):
    client.force_login(cast.secretary)
    assert "a result may be a share: “62/62” means 62 out of 62 units." in client.get(IMPORT).content.decode()


def test_one_looks_first_and_nothing_is_written(cast, client):
    client.force_login(cast.secretary)
    page = look(client, sheet(*ROWS)).content.decode()
    assert "What “sổ.xlsx” would do" in page
    assert "Hiến máu đợt 1" in page
    assert "“hơn 20” → about 20" in page
    assert Activity.objects.count() == 0


def test_what_below_the_table_was_not_read_is_told(cast, client):
    client.force_login(cast.secretary)
    page = look(client, sheet(*ROWS, ["", "Người lập biểu"])).content.decode()
    assert "Not read, because it looks like a signature or a total below the table: row 4." in page
    assert "Not read" not in look(client, sheet(*ROWS)).content.decode()


def test_then_loads_what_was_shown_once_however_often_the_button_is_pressed(cast, client):
    client.force_login(cast.secretary)
    response, request_id = look(client, sheet(*ROWS)), str(uuid4())
    pages = [confirm(client, response, request_id).content.decode() for _ in range(2)]
    assert all("2 drafts were written. Send them when they are right." in page for page in pages)
    assert Activity.objects.filter(unit=cast.chidoan3, state="draft").count() == 2
    assert Record.objects.filter(verb="loaded").count() == 1


def test_an_administrator_loads_the_history_of_units_beneath_as_accepted(cast, client):
    client.force_login(cast.hanoi_administrator)
    response = look(client, sheet(["3/6/2017", "CD3", "Hiến máu", "Hiến máu", 20, "", "", ""]))
    assert "1 activity was loaded as accepted." in confirm(client, response).content.decode()
    assert Activity.objects.get().state == "accepted"


def test_a_wrong_cell_is_named_and_there_is_nothing_to_press(cast, client):
    client.force_login(cast.secretary)
    response = look(client, sheet(ROWS[0], ["3/6/2018", "", "Hiến máu", "Hiến máu", -1, "", "", ""]))
    page = response.content.decode()
    assert "Row 3, column “Ngày”: The movement runs from 01/01/2015 to 31/12/2017: this lies outside." in page
    assert "Row 3, column “Số lượt ĐVTN”: “-1” is negative. Write zero or more." in page
    assert "import/confirm/" not in page
    assert Activity.objects.count() == 0


def test_a_file_that_was_loaded_already_says_so(cast, client):
    client.force_login(cast.secretary)
    confirm(client, look(client, sheet(*ROWS)))
    page = look(client, sheet(*ROWS)).content.decode()
    assert "Everything in this file is already here." in page
    assert "already here (sổ.xlsx, row 2)" in page


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty."),
        (b"not a sheet", "This is not an Excel file (.xlsx)."),
        (bytes(11 * 1024 * 1024), "The file is larger than 10 MB."),
        (sheet(["x"], head=["Họ tên"]), "No row with the names of the columns was found."),
    ],
)  # fmt: skip
def test_what_is_no_such_sheet_is_told_beside_the_field(cast, client, content, message):
    client.force_login(cast.secretary)
    response = look(client, content)
    assert message in " ".join(response.context["form"].errors["sheet"])


def test_a_token_is_its_owners_alone_and_a_forged_one_is_none(cast, client):
    client.force_login(cast.secretary)
    response = look(client, sheet(*ROWS))
    client.force_login(cast.member)
    assert "The file is no longer here. Choose it again." in confirm(client, response).content.decode()
    for data in ({}, {"token": "x", "request_id": str(uuid4())}, {"token": "x", "request_id": "x"}):
        assert client.post(f"{IMPORT}confirm/", data).status_code == 302
    assert Activity.objects.count() == 0


def test_what_changed_between_looking_and_loading_is_not_written(cast, client):
    client.force_login(cast.secretary)
    response = look(client, sheet(*ROWS))
    cast.kind.replaced_on = "2017-11-14"
    cast.kind.save()
    assert "a row is no longer right" in confirm(client, response).content.decode()
    assert Activity.objects.count() == 0


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_empty_sheet_filled_in_is_read_back_in_either_language(cast, client, language):
    client.force_login(cast.secretary)
    client.cookies["django_language"] = language
    response = client.get(f"{IMPORT}template/")
    assert response.headers["Content-Disposition"] == 'attachment; filename="hoat-dong-mau.xlsx"'
    book = openpyxl.load_workbook(BytesIO(response.content))
    fill_in = book.worksheets[0]
    assert fill_in.max_column == 14
    row = [
        1,
        "3/6/2017",
        "CD3",
        "Hà Nội",
        "Cộng đồng",
        "Hiến máu",
        "Ngày hội",
        20,
        5,
        "3/4",
        "đợt",
        "1,5 triệu",
        "g",
        "n",
    ]
    fill_in.append(row)
    content = BytesIO()
    book.save(content)
    [read] = load(content.getvalue(), by=cast.secretary, name="x", dry_run=True).rows
    activity = read.activity
    assert read.problems == {}
    assert (activity.turnout, activity.citizens, activity.result, activity.result_of) == (20, 5, 3, 4)
    assert (activity.value, activity.result_unit, activity.description) == (1_500_000, "đợt", "g")
    assert (activity.title, activity.source) == ("Ngày hội", "n")
