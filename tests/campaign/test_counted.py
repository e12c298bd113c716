"""What is counted, as it runs after a number in English and in Vietnamese."""

import pytest
from django.utils.translation import override

from campaign.catalogue import read
from campaign.counts import counted, figure
from tests.cast import make_activity, make_kind


@pytest.mark.parametrize(
    ("words", "one"),
    [
        ("projects", "project"), ("units of blood", "unit of blood"), ("case files", "case file"),
        ("people advised", "person advised"), ("families visited or helped", "family visited or helped"),
        ("news items", "news item"), ("activities", "activity"), ("km of road", "km of road"),
        ("units that deployed it", "unit that deployed it"), ("houses", "house"),
        ("exemplary cases", "exemplary case"), ("people who pledged", "person who pledged"),
        ("workdays", "workday"), ("course completions", "course completion"),
    ],
)  # fmt: skip
def test_one_is_not_many(words, one):
    with override("en"):
        assert [counted(words, number) for number in (0, 1, 2, 1000, None)] == [words, one, words, words, words]
    with override("vi"):
        assert counted(words, 1) == words


def test_all_that_the_catalogue_counts_has_a_singular():
    with override("en"):
        same = {
            kind["counts_en"] for kind in read("kinds")["kinds"] if counted(kind["counts_en"], 1) == kind["counts_en"]
        }
    assert same == {"km of road"}


def test_a_result_of_one_is_said_in_the_singular_and_of_a_whole_by_the_whole(cast):
    kind = make_kind("cong-trinh", "Công trình", "Youth project", counts_en="projects", counts_vi="công trình")
    activity = make_activity(cast, kind=kind, result=1, result_state="given")
    with override("en"):
        assert figure(activity, "result").unit == "project"
        activity.result_of = 4
        assert figure(activity, "result").unit == "projects"
    with override("vi"):
        assert figure(activity, "result").unit == "công trình"
