"""How much evidence lies beside an activity and a unit, counted by hand."""

import pytest
from django.utils.translation import override

from campaign.evidence import MEGABYTE, objections
from campaign.models import ActivityFile
from tests.cast import make_activity
from units.intake import Accepted


@pytest.fixture(autouse=True)
def limits(settings):
    settings.EVIDENCE_MOST_FILES = 3
    settings.EVIDENCE_MAX_ACTIVITY_BYTES = 6 * MEGABYTE
    settings.EVIDENCE_MAX_UNIT_BYTES = 10 * MEGABYTE
    with override("en"):
        yield


def new(megabytes: float) -> Accepted:
    return Accepted(content=b"", name="a.jpg", media_type="image/jpeg", size=int(megabytes * MEGABYTE), sha256="0")


def standing(cast, *megabytes: int, unit=None) -> list[ActivityFile]:
    """Files of an activity of Chi đoàn 3, or of another unit."""
    activity = make_activity(cast, unit=unit) if unit else make_activity(cast)
    return [
        ActivityFile.objects.create(
            paper=activity, file=f"{number}.jpg", name="a.jpg", media_type="image/jpeg", size=size * MEGABYTE,
            sha256=str(number), added_by=cast.secretary,
        )
        for number, size in enumerate(megabytes)
    ]  # fmt: skip


def against(cast, *files, kept=(), gone=()):
    return objections(files, kept=kept, gone=gone, unit=cast.chidoan3)


def test_up_to_the_limits_everything_is_taken(cast):
    kept = standing(cast, 1, 2)
    standing(cast, 4)

    assert against(cast, new(3), kept=kept) == []


def test_more_files_than_an_activity_has_room_for_are_refused(cast):
    kept = standing(cast, 1, 1)

    assert against(cast, new(1), new(1), kept=kept) == ["At most 3 files stand beside an activity."]


def test_more_than_an_activity_may_weigh_is_refused(cast):
    kept = standing(cast, 4)

    assert against(cast, new(2.5), kept=kept) == [
        "The files beside this activity have 7 MB together; at most 6 MB are kept. Leave one out."
    ]


def test_a_unit_that_is_full_is_told_by_how_much(cast):
    standing(cast, 4, 5)
    standing(cast, 9, unit=cast.hue_branch)

    assert against(cast, new(1.5)) == [
        "With these files the evidence of Chi đoàn 3 would have 11 MB; at most 10 MB are kept of a unit. "
        "Save without them, or ask the administrator of your province for more room."
    ]


def test_what_is_taken_away_makes_room(cast):
    first, second = standing(cast, 4, 5)

    assert against(cast, new(1.5), kept=[first], gone=[second.pk]) == []


def test_correcting_words_is_never_refused_for_files_that_stand_already(cast):
    kept = standing(cast, 6, 6)

    assert against(cast, kept=kept) == []
