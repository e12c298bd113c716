"""Two officers who enter the same head-count in the same moment: the second reads what the first has entered."""

import pytest
from django.core.exceptions import ValidationError

from tests.sessions import Session, held, until_waiting
from units.headcounts import count_heads
from units.models import Headcount, Record

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_of_two_first_entries_one_is_kept_and_the_other_told(cast):
    with held(cast.chidoan3):
        one = Session(lambda: count_heads(cast.chidoan3, year=2017, by=cast.member, version=0, young_officials=20))
        until_waiting(1)
        other = Session(
            lambda: count_heads(cast.chidoan3, year=2017, by=cast.secretary, version=0, young_officials=30)
        )
        until_waiting(2)
    one.result()
    with pytest.raises(ValidationError):
        other.result()
    assert Headcount.objects.get().young_officials == 20
    assert Record.objects.filter(subject="units.headcount").count() == 1
