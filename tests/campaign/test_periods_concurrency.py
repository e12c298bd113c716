"""Two people at one period in the same moment: nobody is expected after the end, nobody sent is excused."""

from datetime import date

import pytest
from django.utils.translation import override

from campaign import periods
from campaign.models import Expected
from tests.campaign import half_years
from tests.sessions import Session, held, until_waiting
from units import desk
from units.approval import Action
from units.structure import close_unit

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def test_a_unit_that_closes_while_its_period_opens_is_not_expected_for_ever(cast):
    period = half_years.make_period()
    with held(cast.central):
        closing = Session(
            lambda: close_unit(cast.chidoan3, on=date(2017, 3, 1), reason="Giải thể", by=cast.hanoi_administrator)
        )
        until_waiting(1)
        opening = Session(lambda: periods.open_period(period, by=cast.central_secretary))
        until_waiting(2)

    closing.result()
    opening.result()
    assert not Expected.objects.counted().filter(unit=cast.chidoan3).exists()
    assert Expected.objects.counted().filter(unit=cast.ngocha).exists()


def test_a_report_that_is_being_sent_is_not_excused_at_the_same_time(cast):
    period = half_years.open_half(cast)
    report = half_years.start(cast.chidoan3, cast.secretary, period)
    for user in (cast.secretary, cast.ngocha_secretary):
        _ = user.current_posts  # read once per request, before the verb
    with held(report):
        sending = Session(lambda: desk.take(Action.SUBMIT, report, by=cast.secretary))
        until_waiting(1)
        excusing = Session(lambda: periods.excuse(report.expected, because="Nghỉ", by=cast.ngocha_secretary))
        until_waiting(2)

    sending.result()
    with pytest.raises(Exception, match="has been sent already"):
        excusing.result()
    report.refresh_from_db()
    assert (report.state, report.expected.excused_because) == ("waiting", "")
