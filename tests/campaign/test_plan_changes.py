"""Plans: shares of the superior's targets, two authors at once, the way up the chain."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from campaign.allotment import balances
from campaign.models import Plan, Target
from tests.campaign.plan_posts import NEW, accepted_plan, errors, hanoi_plan, post, typed
from tests.cast import make_kind, make_plan
from units import desk
from units.approval import Action


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"
    with override("en"):
        yield


def edit(plan):
    """The address where a plan is changed."""
    return reverse("campaign:plan_edit", args=[plan.pk])


# --- shares of the superior's targets ------------------------------------------------------------------------------


def test_a_share_of_the_superiors_target_is_taken_over(cast, client):
    source = hanoi_plan(cast, amount=100).targets.get()
    response = post(client, cast.badinh_secretary, NEW, typed(share=str(source.pk)))
    row = response.context["form"].targets.forms[0]
    filled = [row[name].value() for name in ("about", "measure", "derived_from")]
    assert filled == ["community", "activities", str(source.pk)]
    post(client, cast.badinh_secretary, NEW, typed({"derived_from": source.pk, "amount": "40"}))
    plan = Plan.objects.get(unit=cast.badinh)
    assert plan.targets.get().derived_from == source
    assert balances([source])[source.pk].remaining == 100
    desk.take(Action.SUBMIT, plan, by=cast.badinh_secretary)
    balance = balances([source])[source.pk]
    assert (balance.amount, balance.allotted, balance.plans, balance.remaining) == (100, 40, 1, 60)


def test_a_share_goes_into_the_first_empty_row_and_moves_no_other(cast, client):
    source = hanoi_plan(cast, amount=100).targets.get()
    empty = {"about": "", "amount": ""}
    form = post(
        client, cast.badinh_secretary, NEW, typed({"amount": "7"}, empty, {"amount": "9"}, share=str(source.pk))
    )
    rows = form.context["form"].targets.forms
    assert [row["amount"].value() for row in rows] == ["7", None, "9"]
    assert [row["derived_from"].value() for row in rows] == [None, str(source.pk), None]


def test_a_share_counts_what_the_superiors_target_counts(cast, client):
    source = hanoi_plan(cast).targets.get()
    for row in ({"measure": "turnout"}, {"about": "self"}):
        response = post(client, cast.badinh_secretary, NEW, typed(row | {"derived_from": source.pk}))
        assert "counts something else" in errors(response)[1][0]["derived_from"][0]


def test_what_a_draft_of_strangers_aims_at_is_not_shown_by_asking_for_a_share_of_it(cast, client):
    kind = make_kind("bi-mat", "Việc kín", "A secret")
    draft = make_plan(cast, unit=cast.hue, by=cast.hue_secretary)
    draft.targets.update(kind=kind)
    response = post(client, cast.badinh_secretary, NEW, typed(share=str(draft.targets.get().pk)))
    assert list(response.context["form"].targets) == []


def test_a_target_of_a_neighbours_plan_cannot_be_shared(cast, client):
    hue = accepted_plan(cast, cast.hue, cast.hue_secretary, cast.central_secretary)
    hanoi_plan(cast)
    response = post(client, cast.badinh_secretary, NEW, typed({"derived_from": hue.targets.get().pk}))
    assert list(errors(response)[1][0]) == ["derived_from"]
    post(client, cast.badinh_secretary, NEW, typed(share=str(hue.targets.get().pk)))
    assert "Huế" not in client.get(NEW).content.decode()


# --- changing ------------------------------------------------------------------------------------------------------


def test_a_draft_is_changed_and_its_targets_with_it(cast, client):
    plan = make_plan(cast)
    target = plan.targets.get()
    rows = ({"id": target.pk, "amount": "12"}, {"about": "self", "amount": "3"})
    post(client, cast.member, edit(plan), typed(*rows, initial=1, version=1, title="Mới"))
    plan.refresh_from_db()
    assert (plan.title, plan.version, plan.unit) == ("Mới", 2, cast.chidoan3)
    assert [(one.pk == target.pk, one.amount) for one in plan.targets.order_by("pk")] == [(True, 12), (False, 3)]


def test_a_target_is_taken_out(cast, client):
    plan = make_plan(cast)
    rows = ({"id": plan.targets.get().pk, "DELETE": "on"}, {"about": "work", "amount": "3"})
    post(client, cast.secretary, edit(plan), typed(*rows, initial=1, version=1))
    assert [target.responsibility for target in plan.targets.all()] == ["work"]


def test_nothing_is_saved_of_the_plan_where_one_target_is_wrong(cast, client):
    plan = make_plan(cast)
    rows = ({"id": plan.targets.get().pk, "amount": "99"}, {"amount": "x"})
    response = post(client, cast.secretary, edit(plan), typed(*rows, initial=1, version=1, title="Mới"))
    assert response.status_code == 422
    plan.refresh_from_db()
    assert (plan.title, plan.version, plan.targets.get().amount) == ("Kế hoạch năm 2017", 1, 10)


def test_two_people_never_overwrite_each_other_and_see_both_texts(cast, client):
    plan = make_plan(cast)
    address, target = edit(plan), plan.targets.get()
    hers = typed({"id": target.pk, "DELETE": "on"}, {}, initial=1, version=1, title="Của chị Ánh")
    post(client, cast.secretary, address, hers)
    mine = typed({"id": target.pk, "amount": "77"}, initial=1, version=1, title="Của anh Ổn")
    response = post(client, cast.member, address, mine)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Somebody else has changed this since you opened it" in text
    assert all(word in text for word in ("Của chị Ánh", "Của anh Ổn", 'value="77"'))
    plan.refresh_from_db()
    assert (plan.title, [target.amount for target in plan.targets.all()]) == ("Của chị Ánh", [10])
    form = response.context["form"]
    assert form["version"].value() == "2"
    post(client, cast.member, address, mine | {"version": "2"})
    plan.refresh_from_db()
    assert (plan.title, sorted(target.amount for target in plan.targets.all())) == ("Của anh Ổn", [10, 77])


def test_an_accepted_plan_cannot_be_changed(cast, client):
    plan = hanoi_plan(cast)
    response = post(client, cast.hanoi_secretary, edit(plan), typed({}, version=plan.version))
    assert response.url == plan.get_absolute_url()
    plan.refresh_from_db()
    assert plan.title == "Kế hoạch năm 2017"


# --- up the chain --------------------------------------------------------------------------------------------------


def test_a_plan_without_a_target_is_not_sent(cast):
    with pytest.raises(desk.Refused, match="Add at least one target"):
        desk.take(Action.SUBMIT, make_plan(cast, amount=0), by=cast.secretary)


def test_the_reviewer_sees_what_changed_since_the_return_in_either_language(cast, client):
    plan = make_plan(cast)
    desk.take(Action.SUBMIT, plan, by=cast.secretary)
    with override("vi"):
        desk.take(Action.RETURN, plan, by=cast.ngocha_secretary, note="Chỉ tiêu quá thấp")
    plan.refresh_from_db()
    assert plan.changes_since_answer() == []
    Target.objects.filter(plan=plan).update(amount=30)
    ((label, before, now),) = plan.changes_since_answer()
    assert label == "targets"
    assert (": 10 " in before, ": 30 " in now) == (True, True)
    desk.take(Action.SUBMIT, plan, by=cast.secretary)
    client.force_login(cast.ngocha_secretary)
    text = client.get(plan.get_absolute_url()).content.decode()
    assert "Changed since it was returned" in text
    assert "Chỉ tiêu quá thấp" in text
