"""How one unit becomes several: who goes where, what stays, and what passes when the old one closes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from tests.cast import make_activity, make_unit
from units import desk
from units.approval import Action
from units.faults import faults
from units.models import Record, Reorganisation, Succession, Unit
from units.structure import move_unit, split

JULY = date(2016, 7, 1)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def branch(cast):
    """A second branch of Ngọc Hà."""
    return make_unit("CD4", "Chi đoàn 4", 5, cast.ngocha)


def new(code):
    return Unit(code=code, name=f"Đoàn cơ sở {code}", short_name=code, kind="grassroots")


def divide(cast, into, where, *, keeps_open=True, on=JULY, **options):
    options = {"decision_number": "40-QĐ", "reason": "Chia tách", "by": cast.hanoi_administrator, **options}
    where = {unit.pk: place for unit, place in where.items()}
    return split(cast.ngocha, into=into, where=where, on=on, keeps_open=keeps_open, **options)


def stood(unit):
    return [(row.parent.code, str(row.from_on), str(row.to_on or "")) for row in unit.placements.all()]


def test_each_subordinate_goes_where_it_was_told_and_the_rest_stays(cast, branch):
    done = divide(cast, [new("NH1")], {cast.chidoan3: 0})
    made = done.into[0]
    assert (made.parent, made.level, made.opened_on) == (cast.badinh, 4, JULY)
    assert stood(cast.chidoan3) == [("NGOCHA", "2014-01-01", "2016-07-01"), ("NH1", "2016-07-01", "")]
    assert stood(branch) == [("NGOCHA", "2014-01-01", "")]
    assert Unit.objects.get(code="NGOCHA").closed_on is None
    assert list(Succession.objects.values_list("predecessor__code", "successor__code", "kind")) == [
        ("NGOCHA", "NH1", "split")
    ]
    assert Record.objects.of(cast.ngocha).first().changes == {
        "came_out": ["", "Đoàn cơ sở NH1"], "on": ["", "01/07/2016"],
    }  # fmt: skip
    row = Reorganisation.objects.get()
    assert (row.kind, row.unit, row.state, row.terms) == (
        "split", cast.ngocha, "done", {
            "into": [{"unit": made.pk}], "where": {str(cast.chidoan3.pk): 0}, "keeps_open": True,
        },
    )  # fmt: skip
    assert list(faults()) == []


def test_where_the_old_one_closes_its_drafts_go_to_the_first_and_its_desk_to_who_can_answer(cast, branch):
    draft = make_activity(cast, unit=cast.ngocha, by=cast.ngocha_secretary)
    paper = desk.take(Action.SUBMIT, make_activity(cast), by=cast.secretary).papers[0]
    other = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    done = divide(cast, [new("NH1"), other], {cast.chidoan3: 1, branch: 0}, keeps_open=False)
    assert (done.moved, done.passed) == (1, 1)
    draft.refresh_from_db()
    paper.refresh_from_db()
    assert (draft.unit.code, draft.origin) == ("NH1", cast.ngocha)
    assert paper.holder == cast.badinh  # nobody can answer at Đội Cấn
    old = Unit.objects.get(code="NGOCHA")
    assert (old.closed_on, old.closed_reason, old.merged_into) == (JULY, "Chia tách", None)
    assert [Unit.objects.get(code=code).parent.code for code in ("CD3", "CD4")] == ["DOICAN", "NH1"]
    assert list(faults()) == []


def test_what_comes_back_to_a_unit_that_was_divided_and_closed_is_mended_by_the_heir_of_its_drafts(cast, branch):
    paper = make_activity(cast, unit=cast.ngocha, by=cast.ngocha_secretary)
    desk.take(Action.SUBMIT, paper, by=cast.ngocha_secretary)
    divide(cast, [new("NH1"), new("NH2")], {cast.chidoan3: 1, branch: 0}, keeps_open=False)
    desk.take(Action.RETURN, paper, by=cast.badinh_officer, note="Bổ sung số liệu")
    paper.refresh_from_db()
    assert (paper.state, paper.unit.code, paper.origin) == ("returned", "NH1", cast.ngocha)


def test_entered_late_who_left_in_between_stood_under_the_first(cast, branch):
    other = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    move_unit(branch, to=other, by=cast.hanoi_administrator, decision_number="1", on=date(2016, 9, 1))
    divide(cast, [new("NH1"), new("NH2")], {cast.chidoan3: 1}, keeps_open=False)
    assert stood(branch) == [
        ("NGOCHA", "2014-01-01", "2016-07-01"), ("NH1", "2016-07-01", "2016-09-01"), ("DOICAN", "2016-09-01", ""),
    ]  # fmt: skip
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("codes", "where", "keeps_open", "field", "why"),
    [
        ([], {}, True, "into", "Name what comes out of it"),
        (["NH1"], {"chidoan3": 0}, False, "into", "or two where the old one closes"),
        (["NH1", "nh1"], {}, True, "into", "a code of its own"),
        (["cd3"], {}, True, "into", "cd3: Another unit has this code."),
        (["NH1", "NH2"], {}, False, "where", "Where do these go, since the old unit closes: Chi đoàn 3?"),
        (["NH1"], {"hue": 0}, True, "where", "have changed meanwhile"),
        (["NH1"], {"chidoan3": 1}, True, "where", "Choose one of the units"),
    ],
)
def test_a_division_that_cannot_be_says_why_and_does_nothing(cast, codes, where, keeps_open, field, why):
    where = {getattr(cast, name): place for name, place in where.items()}
    with pytest.raises(ValidationError, match=why) as refused:
        divide(cast, [new(code) for code in codes], where, keeps_open=keeps_open)
    assert list(refused.value.error_dict) == [field]
    assert Unit.objects.count() == 8
