"""The pages on which a sheet comes in: who sees them, what they show, what a press does."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import make_user
from tests.units.sheets import UNITS, book
from units.clock import now
from units.loading import runs
from units.models import ImportRun, Person, Post, Record, Unit, User

HERE = "/units/import/"
NEW = ["CS9", "Đoàn cơ sở 9", "", "Đoàn cơ sở", "", "H001"]
PEOPLE = ["Full name", "Code of the home unit", "Role in the Union", "Held from", "User name"]


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path


def upload(client, kind, content, name="sổ.xlsx"):
    return client.post(f"{HERE}{kind}/", {"sheet": SimpleUploadedFile(name, content)}, follow=True)


def page(answer):
    assert answer.status_code == 200, answer
    return answer.content.decode()


def rows_of(answer):
    return list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)


@pytest.mark.parametrize("who", ["hanoi_secretary", "badinh_officer", "secretary", "viewer"])
@pytest.mark.parametrize("address", ["", "units/", "units/template/", "people/excel/"])
def test_only_administrators_bring_sheets_in(client, cast, who, address):
    client.force_login(getattr(cast, who))
    assert client.get(HERE + address).status_code == 404
    assert "From Excel" not in page(client.get("/units/"))


def test_administrators_find_the_way_from_both_lists(keeper, cast):
    for address in ("/units/", "/units/people/"):
        assert f'href="{HERE}"' in page(keeper.get(address))
    assert keeper.get(f"{HERE}something/").status_code == 404


def test_one_looks_first_then_writes_all_of_it(keeper, cast):
    shown = page(upload(keeper, "units", book(UNITS, NEW)))
    assert "What “sổ.xlsx” would do" in shown
    assert "under H001" in shown
    assert not Unit.objects.filter(code="CS9").exists()
    run = ImportRun.objects.get()
    done = page(keeper.post(f"/units/imports/{run.pk}/write/", follow=True))
    assert "What “sổ.xlsx” has done" in done
    assert Unit.objects.get(code="CS9").name == "Đoàn cơ sở 9"
    assert "Write all of this" not in done
    assert "sổ.xlsx" in page(keeper.get(HERE))


def test_what_is_wrong_is_told_on_top_with_row_and_column_and_there_is_nothing_to_press(keeper, cast):
    shown = page(upload(keeper, "units", book(UNITS, NEW, NEW, ["CS8", *NEW[1:5], "XYZ"])))
    assert "Row 3, column “Mã”: Row 2 is about the same unit." in shown
    assert "Row 4, column “Mã đơn vị cấp trên”: No unit that you administer has the code “XYZ”." in shown
    assert 'href="#row-4"' in shown
    assert shown.count('id="row-4"') == 1
    assert "Write all of this" not in shown


def test_of_many_wrong_rows_the_first_are_told_on_top_and_how_many_there_are(keeper, cast):
    shown = page(upload(keeper, "units", book(UNITS, *([f"CS{n}", *NEW[1:5], "XYZ"] for n in range(23)))))
    assert shown.count("No unit that you administer has the code “XYZ”.") == 20 + 23
    assert "23 rows are to be corrected; here are the first 20. All of them stand below." in shown


def test_the_list_of_files_says_which_of_them_have_something_to_correct(keeper, cast):
    upload(keeper, "units", book(UNITS, NEW), name="right.xlsx")
    upload(keeper, "units", book(UNITS, NEW, NEW), name="wrong.xlsx")
    told = page(keeper.get(HERE))
    assert [(run.file_name, run.wrong) for run in keeper.get(HERE).context["page"]] == [
        ("wrong.xlsx", 1), ("right.xlsx", None),
    ]  # fmt: skip
    assert told.count("Checked") == 2
    assert told.count("1 row to correct") == 1


def test_a_formula_is_named_by_its_cell(keeper, cast):
    shown = page(upload(keeper, "units", book(UNITS, [*NEW[:5], '="H0"&"01"'])))
    assert "Row 2, column “Mã đơn vị cấp trên”: This is a formula. Copy it and paste it as a value." in shown


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"not a sheet", "This is not an Excel file (.xlsx)."),
        (book(["Họ tên", "Ghi chú"], ["An", "x"]), "No row with the names of the columns was found."),
        (book(["Tên đầy đủ", "Cấp"], ["Chi đoàn 9", "Chi đoàn"]), "A column is missing: Code."),
    ],
)  # fmt: skip
def test_a_file_of_another_shape_says_what_is_expected(keeper, cast, content, told):
    assert told in page(upload(keeper, "units", content))


def test_a_file_that_is_too_large_or_none_is_refused_beside_the_field(keeper, cast):
    for content, told in (
        (bytes(10 * 1024 * 1024 + 1), "The file is larger than 10 MB."),
        (b"", "The file is empty."),
    ):
        answer = upload(keeper, "units", content)
        assert answer.status_code == 422
        assert told in answer.content.decode()
    assert ImportRun.objects.count() == 0


def test_the_rows_can_be_narrowed_and_taken_along(keeper, cast):
    upload(keeper, "units", book(UNITS, NEW, ["CD3", "Chi đoàn 3", "Chi đoàn 3", "", "", "NGOCHA"]))
    run = ImportRun.objects.get()
    narrowed = keeper.get(f"/units/imports/{run.pk}/?what=unchanged")
    assert [one.line.key for one in narrowed.context["lines"]] == ["CD3"]
    rows = rows_of(keeper.get(f"/units/imports/{run.pk}/excel/"))
    assert rows[:2] == [
        ("Row", "What happens", "What it is about", "Name", "Changes", "To correct"),
        (2, "new", "CS9", "Đoàn cơ sở 9", None, None),
    ]


def test_the_tree_is_shown_as_it_would_become(keeper, cast):
    branch = ["CD9", "Chi đoàn 9", "", "Chi đoàn", "", "CS9"]
    moved = ["CD3", "Chi đoàn 3", "Chi đoàn 3", "", "", "CS9", "1-QĐ"]
    upload(keeper, "units", book([*UNITS, "Decision number of the change"], NEW, branch, moved))
    address = f"/units/imports/{ImportRun.objects.get().pk}/?view=tree"
    (top,) = keeper.get(address).context["nodes"]
    assert (top.code, top.beneath, top.opens) == ("H001", [("new", 2), ("moved", 1)], True)
    beneath = keeper.get(f"{address}&under=H001").context["nodes"]
    assert [(node.code, node.shown is None) for node in beneath] == [("CS9", False), ("NGOCHA", True)]
    under = keeper.get(f"{address}&under=CS9")
    assert [(node.code, node.shown.whats[0][1]) for node in under.context["nodes"]] == [
        ("CD3", "moved"),
        ("CD9", "new"),
    ]
    assert keeper.get(f"{address}&under=%00").status_code == 200
    assert under.context["way"] == [("H001", "Quận đoàn Ba Đình"), ("CS9", "Đoàn cơ sở 9")]


def test_the_tree_begins_with_the_readers_own_units_not_with_what_stands_above_them(keeper, cast):
    own = ["T01", "Thành đoàn Hà Nội", "Hà Nội", "", "", "TW"]
    upload(keeper, "units", book(UNITS, own, NEW))
    address = f"/units/imports/{ImportRun.objects.get().pk}/?view=tree"
    tops = keeper.get(address).context["nodes"]
    assert [(top.code, top.name) for top in tops] == [("H001", "Quận đoàn Ba Đình"), ("T01", "Thành đoàn Hà Nội")]
    assert keeper.get(f"{address}&under=T01").context["way"] == [("T01", "Thành đoàn Hà Nội")]


def test_a_file_that_is_being_checked_says_how_far_it_is_and_refreshes_when_it_is_done(keeper, cast, monkeypatch):
    monkeypatch.setattr(runs, "AT_ONCE_BYTES", 0)
    shown = page(upload(keeper, "units", book(UNITS, NEW)))
    run = ImportRun.objects.get()
    assert "Waiting to be checked" in shown
    assert "You can leave this page" in shown
    ImportRun.objects.update(state="checking", rows=1000, done=500)
    piece = keeper.get(f"/units/imports/{run.pk}/?progress", headers={"HX-Request": "true"})
    assert "500 of 1,000" in page(piece)
    assert "<html" not in page(piece)
    ImportRun.objects.update(alive_at=now() - timedelta(minutes=2))
    assert "HX-Refresh" in keeper.get(f"/units/imports/{run.pk}/?progress", headers={"HX-Request": "true"}).headers
    stopped = page(keeper.get(f"/units/imports/{run.pk}/"))
    assert "Nothing has been written. Begin again." in stopped
    assert keeper.post(f"/units/imports/{run.pk}/again/").status_code == 302
    assert ImportRun.objects.get().state == "waiting"


def test_a_file_is_its_senders_alone(keeper, cast):
    upload(keeper, "units", book(UNITS, NEW))
    run = ImportRun.objects.get()
    keeper.force_login(make_user("hanoi.quantri2", "Lê Văn Quản", cast.hanoi, "administrator", "Quản trị"))
    assert keeper.get(f"/units/imports/{run.pk}/").status_code == 404
    for verb in ("write", "discard", "again", "slips"):
        assert keeper.post(f"/units/imports/{run.pk}/{verb}/").status_code == 404
        assert keeper.get(f"/units/imports/{run.pk}/{verb}/").status_code == 405
    assert "sổ.xlsx" not in page(keeper.get(HERE))


def test_a_file_is_there_only_in_a_post_in_which_its_unit_is_kept(keeper, cast):
    by = cast.hanoi_administrator
    upload(keeper, "people", book(PEOPLE, ["Lưu Thị Mới", "CD3", "Officer in charge", "1/3/2017", "luumoi"]))
    run = ImportRun.objects.get()
    assert keeper.get(f"/units/imports/{run.pk}/").status_code == 200
    other = Post.objects.create(person=by.person, unit=cast.hue, role="administrator", title="Q", from_on="2016-01-01")
    keeper.post("/account/post/", {"post": other.pk})
    ended = Post.objects.filter(person=by.person, unit=cast.hanoi)
    for _post in ("another", "the only one"):
        for address in ("", "excel/"):
            assert keeper.get(f"/units/imports/{run.pk}/{address}").status_code == 404
        for verb in ("write", "discard", "again", "slips"):
            assert keeper.post(f"/units/imports/{run.pk}/{verb}/").status_code == 404
        ended.update(to_on="2017-01-01")
    assert ImportRun.objects.get().state == "checked"


def test_a_file_is_thrown_away_unwritten(keeper, cast):
    upload(keeper, "units", book(UNITS, NEW))
    run = ImportRun.objects.get()
    assert "Nothing was written." in page(keeper.post(f"/units/imports/{run.pk}/discard/", follow=True))
    assert "has been thrown away" in page(keeper.get(f"/units/imports/{run.pk}/"))
    keeper.post(f"/units/imports/{run.pk}/write/")
    assert not Unit.objects.filter(code="CS9").exists()


def test_the_accounts_that_a_file_asks_for_come_with_slips_shown_once(keeper, cast):
    row = ["Lưu Thị Mới", "CD3", "Officer in charge", "1/3/2017", "luumoi"]
    upload(keeper, "people", book(PEOPLE, row))
    run = ImportRun.objects.get()
    done = page(keeper.post(f"/units/imports/{run.pk}/write/", follow=True))
    assert "The file asks for 1 account." in done
    assert not User.objects.filter(username="luumoi").exists()
    (slip,) = keeper.post(f"/units/imports/{run.pk}/slips/").context["slips"]
    user = User.objects.get(username="luumoi")
    assert (slip.person, user.check_password(slip.password)) == (Person.objects.get(full_name="Lưu Thị Mới"), True)
    assert keeper.post(f"/units/imports/{run.pk}/slips/").context["slips"] == []
    assert "The file asks for" not in page(keeper.get(f"/units/imports/{run.pk}/"))


@pytest.mark.parametrize(
    ("kind", "first"), [("units", "Code"), ("headcounts", "Unit code"), ("people", "Number of the person")]
)
def test_the_empty_sheet_and_the_download_have_the_same_columns(keeper, cast, kind, first):
    empty, full = rows_of(keeper.get(f"{HERE}{kind}/template/")), rows_of(keeper.get(f"{HERE}{kind}/excel/"))
    assert empty[0] == full[0]
    assert empty[0][0] == first
    assert Record.objects.filter(verb="exported").count() == 1


def test_a_page_of_many_rows_asks_as_much_as_one_of_few(keeper, cast):
    many = [[f"CD{number}X", f"Chi đoàn {number}", "", "Chi đoàn", "", "NGOCHA"] for number in range(60)]
    asked = []
    for rows in ([NEW], many):
        upload(keeper, "units", book(UNITS, *rows))
        address = f"/units/imports/{ImportRun.objects.latest('pk').pk}/"
        with CaptureQueriesContext(connection) as captured:
            assert keeper.get(address).context["page"].paginator.count == len(rows)
        asked.append(len(captured))
    assert asked[0] == asked[1]
