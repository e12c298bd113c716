"""What no row may say, whoever writes it: held by the database itself."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from campaign.models import Acknowledgement, Activity, ActivityDecision, Expected, Report, ReportVersion
from tests.campaign.activity_posts import sent
from tests.campaign.half_years import open_half, send
from tests.cast import make_activity, make_conclusion, make_plan
from units.models import Unit


def refused(write) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"people": 20, "people_state": "given"}, False),
        ({"people": 21, "people_state": "given"}, True),
        ({"people": 21, "people_state": "given", "turnout_approximate": True}, False),
        ({"turnout": 10**15}, False),
        ({"turnout": 10**15 + 1}, True),
        ({"turnout": 0}, True),
        ({"turnout": None}, True),
        ({"result": 3, "result_state": "given", "result_of": 2}, True),
        ({"ended_on": date(2017, 6, 2)}, True),
    ],
)
def test_an_activity_whose_figures_contradict_each_other_is_refused(cast, fields, wrong):
    activity = make_activity(cast)
    assert refused(lambda: Activity.objects.filter(pk=activity.pk).update(**fields)) is wrong


def test_a_waiting_paper_has_no_answer_yet_and_a_return_has_its_reason(cast):
    paper = sent(cast)
    assert refused(lambda: Activity.objects.filter(pk=paper.pk).update(decided_at=paper.submitted_at))
    line = {"paper": paper, "by": cast.ngocha_secretary, "from_state": "waiting", "to_state": "returned"}
    assert refused(lambda: ActivityDecision.objects.create(action="return", note="", **line))
    assert not refused(lambda: ActivityDecision.objects.create(action="return", note="Thiếu ảnh", **line))


def test_a_target_an_extension_and_a_closing_say_what_they_must(cast):
    target = make_plan(cast).targets.get()
    assert refused(lambda: type(target).objects.filter(pk=target.pk).update(amount=0))
    assert refused(lambda: type(target).objects.filter(pk=target.pk).update(amount=10**15 + 1))
    open_half(cast)
    assert refused(lambda: Expected.objects.update(extended_to=date(2017, 8, 1)))
    assert refused(lambda: Unit.objects.filter(pk=cast.chidoan3.pk).update(closed_on=date(2017, 8, 1)))


def test_a_sent_version_and_an_acknowledgement_are_never_written_again(cast):
    send(cast.chidoan3, cast.secretary, period=open_half(cast))
    assert Report.objects.get().versions.count() == 1
    word = Acknowledgement.objects.create(
        conclusion=make_conclusion(), unit=cast.hanoi, by=cast.hanoi_secretary, acknowledged_on=date(2015, 2, 1)
    )
    for wrong in (
        ReportVersion.objects.get().save,
        ReportVersion.objects.all().delete,
        lambda: ReportVersion.objects.update(figures={}),
        word.delete,
        lambda: Acknowledgement.objects.update(acknowledged_on=date(2016, 1, 1)),
    ):
        with pytest.raises(TypeError):
            wrong()
