"""Which kind a row means is never guessed: it is in the catalogue by that name, or the row is wrong and says why."""

import pytest
from django.utils.translation import override

from campaign.loading.sheet import load
from campaign.models import Movement
from tests.campaign.sheets import HEAD, problems, sheet
from tests.cast import make_kind

KIND, RESPONSIBILITY = "Loại hoạt động", "Trách nhiệm"


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def kinds(cast):
    """Two kinds whose names begin alike, and one that units also report under another responsibility."""
    meeting = make_kind(
        "bloc", "Kết nối các Đoàn Khối", "Exchange between blocs", responsibility="work", aliases="sinh hoạt cụm"
    )
    theme = make_kind("theme", "Sinh hoạt chi đoàn", "Branch meeting on a theme", responsibility="self")
    contest = make_kind("contest", "Hội thi kỹ năng", "Skills contest", responsibility="self",
                        also_responsibility="work")  # fmt: skip
    return meeting, theme, contest


def read(cast, kind, responsibility=""):
    """The row as it was understood, of a secretary who names a kind and a responsibility."""
    content = sheet(["3/6/2017", "CD3", kind, "A", "", "", "", "", responsibility], head=[*HEAD, RESPONSIBILITY])
    loading = load(content, by=cast.secretary, name="x", dry_run=True)
    [row] = loading.rows
    return row, problems(loading).get(2, {})


def test_a_word_that_only_resembles_a_kind_is_asked_about_not_taken_for_one(cast, kinds):
    row, wrong = read(cast, "Sinh hoạt", "Bản thân")
    assert wrong == {
        KIND: "No kind of activity is called “Sinh hoạt”. Near it: Exchange between blocs, Branch meeting on a theme."
    }
    assert row.activity.kind_id is None


def test_accents_case_and_marks_do_not_make_another_word(cast, kinds):
    for spelt in ("SINH HOAT CUM", "sinh hoạt  cụm", "“Sinh hoạt cụm”"):
        row, wrong = read(cast, spelt)
        assert (row.activity.kind, wrong) == (kinds[0], {})


def test_a_responsibility_that_contradicts_the_kind_makes_the_row_wrong(cast, kinds):
    _row, wrong = read(cast, "sinh hoạt cụm", "Bản thân")
    assert wrong == {
        RESPONSIBILITY: "“Exchange between blocs” counts under “Responsibility to one's work”, not under “Bản thân”: "
        "correct one of the two."
    }


@pytest.mark.parametrize("said", ["Công việc", "trách nhiệm với công việc", "work", ""])
def test_a_responsibility_that_agrees_or_is_left_out_says_nothing(cast, kinds, said):
    row, wrong = read(cast, "sinh hoạt cụm", said)
    assert wrong == {}
    assert row.notes == ["“sinh hoạt cụm” → Exchange between blocs"]


def test_a_kind_that_units_also_report_under_another_responsibility_is_counted_under_its_own_and_says_so(cast, kinds):
    row, wrong = read(cast, "Hội thi kỹ năng", "Công việc")
    assert wrong == {}
    assert row.notes[-1] == "counted under “Responsibility to oneself”, not “Công việc”"


def test_what_stands_behind_a_slash_is_a_movement_or_wrong(cast, kinds):
    movement = Movement.objects.create(code="nct", name_vi="Chung tay", name_en="Hand in hand")
    row, wrong = read(cast, "Hội thi kỹ năng / chung tay")
    assert (row.activity.kind, row.movements, wrong) == (kinds[2], [movement], {})
    row, wrong = read(cast, "Hội thi kỹ năng / chung tay / bóng đá")
    assert wrong == {KIND: "“bóng đá” behind the slash is no movement that we know."}
