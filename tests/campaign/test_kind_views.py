"""The catalogue's pages: what they say, what they offer, and that nothing is entered unseen."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign import kinds
from campaign.models import ActivityKind, KindSector
from campaign.views.kinds import ENTER
from tests.cast import make_activity, make_kind

TODAY = date(2017, 11, 15)
LIST = reverse("campaign:kind_list")


def page(name, kind):
    return reverse(f"campaign:{name}", args=[kind.code])


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def own(cast):
    unsaved = ActivityKind(name_vi="Giọt hồng Thủ đô", name_en="Red drop", aliases="hiến tiểu cầu", unit=cast.hanoi,
                           under=cast.kind)  # fmt: skip
    return kinds.add(unsaved, [], on=TODAY, by=cast.hanoi_secretary)


def listed(client, **query):
    return [str(kind) for kind in client.get(LIST, query).context["page"].object_list]


def test_the_list_narrows_by_what_is_asked_and_finds_any_name_without_accents(cast, client, own):
    make_kind("tin", "Tin học", "Computing", responsibility="self", sectors=["health"])
    gone = make_kind("cu", "Cũ", "Old", responsibility="work")
    kinds.withdraw(gone, on=TODAY, by=cast.central_secretary)
    client.force_login(cast.hanoi_officer)
    assert listed(client) == ["Old", "Blood donation", "Red drop", "Computing"]
    assert listed(client, q="hien tieu") == ["Red drop"]
    assert listed(client, responsibility="self") == ["Computing"]
    assert listed(client, sector="education") == ["Old", "Blood donation", "Red drop"]
    assert listed(client, whose="own") == ["Red drop"]
    assert listed(client, force="ended") == ["Old"]
    assert listed(client, force="now") == ["Blood donation", "Red drop", "Computing"]
    client.force_login(cast.hue_secretary)
    assert listed(client, q="red drop") == []


def test_one_kind_or_twenty_cost_the_list_and_its_file_the_same_queries(cast, client, own):
    client.force_login(cast.hanoi_secretary)

    def costs(address):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        return len(asked)

    addresses = (LIST, reverse("campaign:kind_export"))
    for address in addresses:
        costs(address)
    before = [costs(address) for address in addresses]
    for number in range(18):
        make_kind(f"k{number}", f"Loại {number}", f"Kind {number}", sectors=["health"])
    assert [costs(address) for address in addresses] == before


def test_the_number_of_a_kind_is_that_of_the_list_it_opens(cast, client, own):
    for kind in (cast.kind, own, own, make_kind("khac", "Khác", "Other")):
        make_activity(cast, kind=kind)
    client.force_login(cast.secretary)
    shown = client.get(page("kind_detail", cast.kind))
    assert shown.context["logged"] == 3
    assert client.get(reverse("campaign:activity_list"), {"kind": cast.kind.code}).context["page"].paginator.count == 3
    assert [str(kind) for kind in shown.context["beneath"]] == ["Red drop"]


def test_a_version_is_shown_before_it_is_entered_and_entered_once(cast, client):
    client.force_login(cast.central_secretary)
    form = client.get(page("kind_edit", cast.kind)).context["form"]
    data = {name: value for name, value in form.initial.items() if value not in (None, False, "")}
    data |= {"on": "1/1/2018", "name_vi": "Hiến máu cứu người", "point": cast.kind.point_id,
             "health_example_vi": "Ngân hàng máu sống", "request_id": str(uuid4())}  # fmt: skip
    looked = client.post(page("kind_edit", cast.kind), data | {"then": "look"})
    assert looked.status_code == 200
    assert [after for _what, _before, after in looked.context["changes"]] == [
        "Hiến máu cứu người",
        "Public service: health",
    ]
    assert ActivityKind.objects.count() == 1
    for _twice in range(2):
        assert client.post(page("kind_edit", cast.kind), data | {"then": ENTER}).status_code == 302
    new = ActivityKind.objects.get(version=2)
    assert (new.name_vi, new.from_on) == ("Hiến máu cứu người", date(2018, 1, 1))
    assert KindSector.objects.get(kind=new).example_vi == "Ngân hàng máu sống"
    assert client.post(page("kind_call_off", cast.kind)).status_code == 302
    assert ActivityKind.objects.count() == 1


def test_whoever_looked_at_an_older_version_is_told_and_what_was_typed_stays(cast, client):
    client.force_login(cast.central_secretary)
    form = client.get(page("kind_edit", cast.kind)).context["form"]
    data = {name: value for name, value in form.initial.items() if value not in (None, False, "")}
    kinds.revise(cast.kind, {"name_vi": "Khác"}, [], on=TODAY, by=cast.central_deputy)
    data |= {"on": "15/11/2017", "name_vi": "Của tôi", "point": cast.kind.point_id, "then": ENTER}
    answer = client.post(page("kind_edit", cast.kind), data)
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "This kind has changed since you opened it. Look again, then decide."
    ]
    assert answer.context["form"]["name_vi"].value() == "Của tôi"


def test_a_province_adds_a_kind_that_is_offered_beneath_it_under_its_national_one(cast, client):
    client.force_login(cast.hanoi_administrator)
    data = {"unit": cast.hanoi.pk, "on": "15/11/2017", "name_vi": "Giọt hồng", "name_en": "Red drop", "then": ENTER}
    assert client.post(page("kind_add", cast.kind), data).status_code == 302
    own = ActivityKind.objects.get(unit=cast.hanoi)
    for user, offered in ((cast.secretary, True), (cast.hue_branch_secretary, False)):
        client.force_login(user)
        groups = client.get(reverse("campaign:activity_create")).context["form"].fields["kind"].widget.choices
        options = [option for _label, group in groups[1:] for option in group]
        assert ((own.pk, "↳ Red drop") in options) is offered
        chosen = client.get(reverse("campaign:activity_list")).context["filter"].form.fields["kind"].choices
        assert ((own.code, "↳ Red drop") in [one for _label, group in list(chosen)[1:] for one in group]) is offered


def test_the_ends_of_lines_that_a_browser_sends_are_no_change(cast, client):
    kind = make_kind("hien", "Hiến", "Giving", aliases="hiến máu\nngày hội hiến máu")
    client.force_login(cast.central_secretary)
    data = {
        name: value for name, value in client.get(page("kind_edit", kind)).context["form"].initial.items() if value
    }
    data |= {
        "on": "15/11/2017",
        "point": kind.point_id,
        "aliases": "hiến máu\r\nngày hội hiến máu\r\n",
        "then": "look",
    }
    assert client.post(page("kind_edit", kind), data).context["changes"] == []
