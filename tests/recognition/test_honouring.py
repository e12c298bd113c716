"""The decision, its record, the public roll and the way off it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from recognition.models import Honour, Nomination
from recognition.nominating import honour, take_down
from tests.cast import make_user
from tests.recognition.people import climb, make_honour, make_nomination, make_season
from units.models import Record, Role


@pytest.fixture
def accepted(cast):
    return climb(cast, make_nomination(cast, make_season(cast.central)))


def decide(nomination, by, **fields):
    fields = {
        "decision_number": " 512-QĐ/TWĐTN ", "decided_on": date(2017, 11, 15), "signatory": "Lê Quốc Phong",
        "citation_text": "Đã mang kết quả tới tận nhà cho người già yếu", **fields,
    }  # fmt: skip
    return honour(nomination, by=by, **fields)


def test_who_signs_for_the_awarding_unit_records_the_decision_and_it_stands_on_the_roll(cast, accepted):
    decision = decide(accepted, cast.central_secretary)
    assert list(Honour.objects.on_the_roll()) == [decision]
    assert (decision.decision_number, decision.recorded_by) == ("512-QĐ/TWĐTN", cast.central_secretary)
    line = Record.objects.of(decision).get()
    assert (line.verb, line.by, line.unit) == ("published", cast.central_secretary, cast.central)
    assert line.changes == {"decision_number": ["", "512-QĐ/TWĐTN"], "decided_on": ["", "15/11/2017"]}


@pytest.mark.parametrize("who", ["secretary", "hanoi_secretary", "hanoi_officer", "hue_secretary"])
def test_nobody_else_records_it(cast, accepted, who):
    with pytest.raises(ValidationError, match="Only who signs for the awarding unit"):
        decide(accepted, getattr(cast, who))
    assert Honour.objects.count() == 0


def test_an_officer_of_the_awarding_unit_does_not_record_it(cast, accepted):
    officer = make_user("tw.canbo", "Cao Văn Cán", cast.central, Role.OFFICER, "Chuyên viên")
    with pytest.raises(ValidationError, match="Only who signs"):
        decide(accepted, officer)


def test_there_is_nothing_to_decide_before_the_last_desk_has_accepted(cast):
    nomination = climb(cast, make_nomination(cast, make_season(cast.central)), desks=3)
    with pytest.raises(ValidationError, match="has not accepted"):
        decide(nomination, cast.central_secretary)


@pytest.mark.parametrize(
    ("decided_on", "reason"),
    [(date(2017, 11, 16), "after today"), (date(2017, 9, 30), "older than the season, which opened on 01/10/2017")],
)
def test_a_decision_is_dated_between_the_seasons_opening_and_today(cast, accepted, decided_on, reason):
    with pytest.raises(ValidationError, match=reason):
        decide(accepted, cast.central_secretary, decided_on=decided_on)
    assert Honour.objects.count() == 0


@pytest.mark.parametrize("field", ["decision_number", "signatory", "citation_text"])
def test_a_decision_says_its_number_its_signatory_and_for_what(cast, accepted, field):
    with pytest.raises(ValidationError) as caught:
        decide(accepted, cast.central_secretary, **{field: "  "})
    assert list(caught.value.message_dict) == [field]


def test_a_nomination_is_decided_once(cast, accepted):
    decide(accepted, cast.central_secretary)
    with pytest.raises(ValidationError, match="already been recorded"):
        decide(accepted, cast.central_deputy, decision_number="513")
    assert Honour.objects.get().decision_number == "512-QĐ/TWĐTN"


def test_what_was_accepted_and_not_decided_is_undecided(cast, accepted):
    assert list(Nomination.objects.undecided()) == [accepted]
    decide(accepted, cast.central_secretary)
    assert list(Nomination.objects.undecided()) == []


def test_without_consent_the_decision_stands_and_the_roll_does_not_show_it(cast):
    nomination = climb(cast, make_nomination(cast, make_season(cast.central), consent=False, consent_on=None))
    decision = decide(nomination, cast.central_secretary)
    assert Honour.objects.get() == decision
    assert list(Honour.objects.on_the_roll()) == []


def test_taking_down_needs_a_reason_keeps_the_decision_and_leaves_a_line(cast, accepted):
    decision = decide(accepted, cast.central_secretary)
    with pytest.raises(ValidationError, match="Give the reason"):
        take_down(decision, because=" ", by=cast.central_secretary)
    take_down(decision, because="Người được tuyên dương đề nghị", by=cast.central_secretary)
    assert list(Honour.objects.on_the_roll()) == []
    stored = Honour.objects.get()
    assert (stored.decision_number, stored.taken_down_at is not None) == ("512-QĐ/TWĐTN", True)
    line = Record.objects.of(decision).first()
    assert (line.verb, line.note, line.unit) == ("changed", "Người được tuyên dương đề nghị", cast.central)


def test_only_the_awarding_unit_takes_down_and_only_once(cast, accepted):
    decision = make_honour(accepted, by=cast.central_secretary)
    with pytest.raises(ValidationError, match="Only who signs"):
        take_down(decision, because="Lý do", by=cast.hanoi_secretary)
    take_down(decision, because="Lý do", by=cast.central_secretary)
    with pytest.raises(ValidationError, match="already been taken off"):
        take_down(decision, because="Lý do", by=cast.central_secretary)
