"""Who reads an activity beyond its own chain?"""

from campaign.models import Activity
from tests.cast import make_activity
from units import desk
from units.approval import Action


def seen(user) -> list[str]:
    return list(Activity.objects.visible_to(user).values_list("title", flat=True))


def test_a_co_organiser_reads_what_was_sent_and_not_the_draft(cast):
    activity = make_activity(cast, title="Hiến máu chung")
    activity.co_organisers.add(cast.hue_branch)
    assert seen(cast.hue_branch_secretary) == []
    desk.take(Action.SUBMIT, activity, by=cast.secretary)
    assert seen(cast.hue_branch_secretary) == ["Hiến máu chung"]
    # Nobody above the co-organiser gains anything by it.
    assert seen(cast.hue_secretary) == []


def test_two_co_organisers_of_one_person_show_it_once(cast):
    activity = make_activity(cast)
    activity.co_organisers.add(cast.hue_branch, cast.chidoan3)
    desk.take(Action.SUBMIT, activity, by=cast.secretary)
    assert seen(cast.secretary) == ["Hiến máu tình nguyện"]
