"""The lists behind a target and a report: narrowed, sorted, summed and taken along like every list."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from campaign.models import Report
from tests.campaign.half_years import open_half, send, sent_activity
from tests.campaign.pages import page, queries_of, sign_in, text, url
from tests.campaign.plan_posts import accepted_plan
from tests.campaign.test_progress import accepted, add_target
from tests.cast import make_kind
from units.models import Record

CHOICES = [
    ({}, ["Hiến máu", "Ngày hội", "Tư vấn"]),
    ({"kind": "tu-van"}, ["Tư vấn"]),
    ({"q": "ngay hoi"}, ["Ngày hội"]),
    ({"since": "2/3/2017", "until": "30/4/2017"}, ["Ngày hội"]),
    ({"responsibility": "community"}, ["Hiến máu", "Ngày hội", "Tư vấn"]),
    ({"responsibility": "self"}, []),
]
ORDERS = [
    ("day", ["Hiến máu", "Ngày hội", "Tư vấn"]),
    ("-day", ["Tư vấn", "Ngày hội", "Hiến máu"]),
    ("title", ["Hiến máu", "Ngày hội", "Tư vấn"]),
    ("-title", ["Tư vấn", "Ngày hội", "Hiến máu"]),
    ("turnout", ["Tư vấn", "Hiến máu", "Ngày hội"]),
    ("-turnout", ["Ngày hội", "Hiến máu", "Tư vấn"]),
]


def three(cast, make):
    """A donation of March (20), a festival of April (300) and, of a kind out of force, advice of June (5)."""
    advice = make_kind("tu-van", "Tư vấn", "Advice", replaced_on=date(2017, 6, 30))
    for title, day, turnout, fields in (
        ("Hiến máu", date(2017, 3, 1), 20, {}),
        ("Ngày hội", date(2017, 4, 2), 300, {}),
        ("Tư vấn", date(2017, 6, 3), 5, {"kind": advice}),
    ):
        make(cast, title=title, started_on=day, ended_on=day, turnout=turnout, **fields)


@pytest.fixture(params=["plan_activities", "report_activities"])
def behind(cast, request):
    """The list's name and arguments: of what Chi đoàn 3 did, as its plan of one target and its report have it."""
    if request.param == "plan_activities":
        three(cast, accepted)
        accepted(cast, title="Của Ngọc Hà", unit=cast.ngocha)
        plan = accepted_plan(cast, cast.chidoan3, cast.secretary, cast.ngocha_secretary)
        return request.param, [plan.pk, plan.targets.get().pk]
    open_half(cast)
    three(cast, sent_activity)
    report = send(cast.chidoan3, cast.secretary)
    sent_activity(cast, title="Gửi sau báo cáo")
    return request.param, [report.pk]


def listed(cast, behind, **query):
    """The titles on the page."""
    name, arguments = behind
    return [row.title for row in page(cast.ngocha_secretary, name, *arguments, **query).context["page"]]


def exported(cast, behind, **query):
    """The titles in the Excel file."""
    name, arguments = behind
    response = page(cast.ngocha_secretary, f"{name}_export", *arguments, **query)
    head, *rows = openpyxl.load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True)
    return [row[head.index("What was done")] for row in rows]


@pytest.mark.parametrize(("query", "titles"), CHOICES)
def test_a_choice_keeps_exactly_what_fits_on_the_page_and_in_the_file(cast, behind, query, titles):
    assert sorted(listed(cast, behind, **query)) == titles
    assert sorted(exported(cast, behind, **query)) == titles


@pytest.mark.parametrize(("order", "titles"), ORDERS)
def test_a_click_on_a_head_sorts_the_page_and_the_file(cast, behind, order, titles):
    assert listed(cast, behind, sort=order) == titles
    assert exported(cast, behind, sort=order) == titles
    head = 'href="?sort=day"' if order == "-day" else 'href="?sort=-day"'
    assert head in text(page(cast.ngocha_secretary, behind[0], *behind[1], sort=order))


def test_each_list_begins_in_the_order_that_its_sort_names(cast, behind):
    first = {"plan_activities": ("Tư vấn", "Newest first"), "report_activities": ("Hiến máu", "Oldest first")}
    title, named = first[behind[0]]
    assert listed(cast, behind)[0] == exported(cast, behind)[0] == title
    assert f'<option value="" selected>{named}</option>' in text(page(cast.ngocha_secretary, behind[0], *behind[1]))


def test_the_button_takes_along_what_the_page_was_narrowed_to(cast, behind):
    name, arguments = behind
    shown = text(page(cast.ngocha_secretary, name, *arguments, kind="tu-van", sort="-day", page=1))
    assert f'href="{url(f"{name}_export", *arguments)}?kind=tu-van&amp;sort=-day"' in shown
    exported(cast, behind, kind="tu-van")
    taken = Record.objects.get(verb="exported")
    assert (taken.by, taken.unit) == (cast.ngocha_secretary, cast.chidoan3)
    assert taken.changes == {"narrowed": taken.changes["narrowed"], "rows": 1}
    assert taken.changes["narrowed"]["en"] == "Kind of activity: Advice"


def test_what_fits_nothing_says_so_and_leads_back_to_all(cast, behind):
    name, arguments = behind
    shown = text(page(cast.ngocha_secretary, name, *arguments, responsibility="self"))
    assert "No activity fits this choice" in shown
    assert f'href="{url(name, *arguments)}"' in shown
    assert url(f"{name}_export", *arguments) not in shown


def test_a_script_gets_only_the_list(cast, behind):
    name, arguments = behind
    answer = sign_in(cast.ngocha_secretary).get(url(name, *arguments, sort="day"), headers={"HX-Request": "true"})
    assert "<main" not in answer.content.decode()
    assert "Ngày hội" in answer.content.decode()


def test_the_sums_behind_a_target_are_those_of_the_rows_that_stand_there(cast):
    three(cast, accepted)
    plan = accepted_plan(cast, cast.chidoan3, cast.secretary, cast.ngocha_secretary)
    arguments = [plan.pk, plan.targets.get().pk]
    names = ("activities", "turnout", "citizens", "value")
    for query, said in (({}, (3, 325, 0, 0)), ({"q": "ngay hoi"}, (1, 300, 0, 0)), ({"kind": "tu-van"}, (1, 5, 0, 0))):
        sums = page(cast.ngocha_secretary, "plan_activities", *arguments, **query).context["sums"]
        assert tuple(sums[name] for name in names) == said


def test_results_are_added_up_where_the_target_counts_them(cast):
    for result in (15, 4):
        accepted(cast, result=result, result_state="given")
    plan = accepted_plan(cast, cast.chidoan3, cast.secretary, cast.ngocha_secretary)
    aim = add_target(plan, kind=cast.kind, measure="result")
    shown = page(cast.ngocha_secretary, "plan_activities", plan.pk, aim.pk)
    assert shown.context["sums"]["result"] == shown.context["line"].progress.reached == 19
    assert "<dt>Result</dt><dd>19</dd>" in text(shown)
    other = page(cast.ngocha_secretary, "plan_activities", plan.pk, plan.targets.first().pk)
    assert "<dt>Result</dt>" not in text(other)


def test_a_list_costs_as_many_queries_with_three_rows_as_with_twenty(cast, behind):
    name, arguments = behind
    few = queries_of(cast.ngocha_secretary, name, *arguments, sort="title")
    if name == "plan_activities":
        for number in range(17):
            accepted(cast, title=f"Thêm {number}")
    else:
        report = Report.objects.get(pk=arguments[0])
        more = [sent_activity(cast, title=f"Thêm {number}").pk for number in range(17)]
        report.figures["activities"] += more
        Report.objects.filter(pk=report.pk).update(figures=report.figures)
    assert len(listed(cast, behind)) == 20
    assert queries_of(cast.ngocha_secretary, name, *arguments, sort="title") == few
