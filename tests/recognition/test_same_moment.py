"""Two who record the decision on one nomination in the same moment: one does, the other reads why not."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from recognition.models import Honour
from recognition.nominating import honour, take_down
from tests.recognition.people import climb, make_honour, make_nomination
from tests.sessions import Session, held, until_waiting
from units.models import Record

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def decide(nomination, number, by):
    _ = by.current_posts  # read before the verb, as every request does
    fields = {"decided_on": date(2017, 11, 15), "signatory": "Lê Quốc Phong", "citation_text": "Tận tuỵ với dân"}
    return Session(lambda: honour(nomination, decision_number=number, by=by, **fields))


def test_a_nomination_is_decided_once(cast, season):
    nomination = climb(cast, make_nomination(cast, season))
    with held(nomination):
        first = decide(nomination, "512", cast.central_secretary)
        until_waiting(1)
        second = decide(nomination, "513", cast.central_deputy)
        until_waiting(2)
    first.result()
    with pytest.raises(ValidationError, match="already been recorded"):
        second.result()
    assert Honour.objects.get().decision_number == "512"
    assert Record.objects.filter(verb="published").count() == 1


def test_an_entry_is_taken_down_once(cast, season):
    entry = make_honour(climb(cast, make_nomination(cast, season)), by=cast.central_secretary)
    people = (cast.central_secretary, cast.central_deputy)
    for who in people:
        _ = who.current_posts  # read before the verb, as every request does
    with held(entry):
        asked = []
        for number, who in enumerate(people, start=1):
            asked.append(Session(lambda who=who: take_down(entry, because="Gia đình xin rút", by=who)))
            until_waiting(number)
    asked[0].result()
    with pytest.raises(ValidationError, match="already been taken off"):
        asked[1].result()
    assert Record.objects.of(entry).count() == 1
