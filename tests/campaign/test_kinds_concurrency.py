"""Two people at the catalogue in the same moment: one is served, the other reads why not."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from campaign import kinds
from campaign.models import ActivityKind
from tests.sessions import Session, held, until_waiting

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
TODAY = date(2017, 11, 15)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def test_of_two_versions_from_one_page_the_second_is_told_that_the_kind_has_changed(cast):
    with held(cast.kind):
        one = Session(lambda: kinds.revise(cast.kind, {"name_vi": "Một"}, [], on=TODAY, by=cast.central_secretary))
        until_waiting(1)
        other = Session(lambda: kinds.revise(cast.kind, {"name_vi": "Hai"}, [], on=TODAY, by=cast.central_deputy))
        until_waiting(2)
    one.result()
    with pytest.raises(ValidationError, match="has changed since you opened it"):
        other.result()
    assert list(ActivityKind.objects.order_by("version").values_list("name_vi", flat=True)) == ["Hiến máu", "Một"]


def test_a_kind_added_beneath_one_that_is_withdrawn_meanwhile_is_refused(cast):
    unsaved = ActivityKind(name_vi="Giọt hồng", name_en="Red drop", unit=cast.hanoi, under=cast.kind)
    with held(cast.kind):
        gone = Session(lambda: kinds.withdraw(cast.kind, on=TODAY, by=cast.central_secretary))
        until_waiting(1)
        adding = Session(lambda: kinds.add(unsaved, [], on=TODAY, by=cast.hanoi_secretary))
        until_waiting(2)
    gone.result()
    with pytest.raises(ValidationError, match="is not in force on this day"):
        adding.result()


def test_of_two_kinds_of_one_code_added_at_once_one_is_in_the_catalogue(cast):
    def add(by):
        unsaved = ActivityKind(name_vi="Giọt hồng", name_en="Red drop", unit=cast.hanoi, under=cast.kind)
        return Session(lambda: kinds.add(unsaved, [], on=TODAY, by=by))

    with held(cast.kind):
        both = [add(cast.hanoi_secretary), add(cast.hanoi_administrator)]
        until_waiting(2)
    errors = []
    for session in both:
        try:
            session.result()
        except ValidationError as error:
            errors.append(error.message_dict)
    assert len(errors) == 1
    assert list(errors[0]) in (["code"], ["name_vi"])
    assert ActivityKind.objects.filter(unit=cast.hanoi).count() == 1
