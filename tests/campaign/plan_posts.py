"""What the tests of plans post and read: the form as a browser would send it, plans of the cast as they stand."""

from django.urls import reverse

from tests.cast import make_plan
from units import desk
from units.approval import Action

NEW = reverse("campaign:plan_create")


def typed(*rows, initial=0, **fields):
    """What a browser would post: the plan's fields and a row for each target."""
    data = {"year": "2017", "title": "Kế hoạch", "objectives": "Nội dung", "organisation": "", **fields}
    data |= {"targets-TOTAL_FORMS": str(len(rows)), "targets-INITIAL_FORMS": str(initial)}
    for number, row in enumerate(rows):
        row = {"about": "community", "measure": "activities", "amount": "10", "derived_from": "", "note": "", **row}
        data |= {f"targets-{number}-{name}": value for name, value in row.items()}
    return data


def post(client, user, address, data):
    client.force_login(user)
    return client.post(address, data)


def accepted_plan(cast, unit, by, judge, amount=100, **fields):
    plan = make_plan(cast, unit=unit, by=by, amount=amount, **fields)
    desk.take(Action.SUBMIT, plan, by=by)
    return desk.take(Action.APPROVE, plan, by=judge).papers[0]


def hanoi_plan(cast, **fields):
    return accepted_plan(cast, cast.hanoi, cast.hanoi_secretary, cast.central_secretary, **fields)


def errors(response):
    form = response.context["form"]
    rows = [{name: list(found) for name, found in row.items()} for row in form.targets.errors]
    return {name: list(found) for name, found in form.errors.items()}, rows
