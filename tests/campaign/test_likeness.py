"""Which entries may be the same activity: what is found, who is told, what is kept for whom."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from campaign import activities, resembling
from campaign.forms.activity import ActivityForm
from campaign.likeness import find, text_likeness
from campaign.models import Activity, ActivityFile, Resemblance
from tests.campaign.activity_posts import post
from tests.cast import make_activity, make_unit, make_user
from tests.units.test_photo_likeness import scene
from units import desk
from units.models import Record


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("hien mau tinh nguyen", "hien mau tinh nguyen", 100),
        ("hien mau tinh nguyen", "tinh nguyen hien mau", 100),
        ("ab cd", "ab xy", 50),  # 3 of 6 triples each: "  a", " ab", "ab "
        ("hien mau", "trong cay", 0),
        ("hien mau", "", 0),
        ("", "", 0),
    ],
)
def test_texts_are_as_alike_as_the_triples_of_letters_that_they_share(one, other, alike):
    assert text_likeness(one, other) == text_likeness(other, one) == alike


def test_a_letter_typed_wrong_and_a_word_more_stay_alike():
    # triples: hien 5, mau 4, tinh 5, nguyen 7, of which "en " stands twice: 20; with "nguyem" 21, 19 of them the same
    assert text_likeness("hien mau tinh nguyen", "hien mau tinh nguyem") == 93  # 2 × 19 / 41
    # "ngay" adds 3 of its 5 ("  n", " ng" are there), "hoi" 3 of its 4 ("  h" is there): 26
    assert text_likeness("hien mau tinh nguyen", "ngay hoi hien mau tinh nguyen") == 87  # 2 × 20 / 46


def found(activity):
    return [(match.other, match.text, match.photograph) for match in find(activity, [])]


def test_alike_is_what_bears_the_same_words_on_the_same_days_in_the_same_district(cast):
    doican = make_unit("DOICAN", "Đoàn cơ sở phường Đội Cấn", 4, cast.badinh)
    tayho = make_unit("TAYHO", "Quận đoàn Tây Hồ", 3, cast.hanoi)
    first = make_activity(cast)

    def another(unit=None, **fields):
        activity = make_activity(cast, unit=unit or cast.chidoan3, **fields)
        activities.place_ancestors(activity)
        activity.save()
        return activity

    near = [another(doican, started_on=day, ended_on=day) for day in (date(2017, 6, 2), date(2017, 6, 4))]
    above = another(cast.hanoi)  # stands above districts: looked at with every district of its province
    for far in (
        {"unit": tayho},
        {"unit": cast.hue_branch},
        {"started_on": date(2017, 6, 5), "ended_on": date(2017, 6, 5)},
        {"started_on": date(2017, 6, 1), "ended_on": date(2017, 6, 1)},
        {"title": "Trồng cây đầu xuân"},
        {"is_span_total": True, "started_on": date(2017, 6, 1), "ended_on": date(2017, 6, 30)},
        {"state": "declined", "round": 1, "submitted_at": "2017-06-05T00:00Z", "sent_on": date(2017, 6, 5)},
    ):
        another(**far)
    activities.place_ancestors(first)
    first.save()

    assert found(first) == [(pk, 100, False) for pk in sorted((one.pk for one in [*near, above]), reverse=True)]


# --- saved through the form ------------------------------------------------------------------------------------------


def jpeg(picture, quality=90):
    content = BytesIO()
    picture.save(content, "JPEG", quality=quality)
    return SimpleUploadedFile("anh.jpg", content.getvalue(), content_type="image/jpeg")


def log(cast, *, by=None, photographs=(), instance=None, different=(), **changes):
    """One press of the form's button."""
    data = QueryDict(mutable=True)
    for name, value in post(cast, **changes).items():
        data[name] = value
    form = ActivityForm(
        data, MultiValueDict({"uploads": list(photographs)}), by=by or cast.secretary, instance=instance
    )
    assert form.is_valid(), form.errors
    written = activities.log(
        form, by=by or cast.secretary, files=form.evidence.everything, different=different,
        version=form.cleaned_data["version"], request_id=form.cleaned_data["request_id"],
    )  # fmt: skip
    assert written, form.errors
    return written


@pytest.fixture(autouse=True)
def apart(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path


def test_what_is_alike_is_asked_about_once_and_nothing_is_saved_before(cast):
    first = log(cast).paper
    request_id = str(uuid4())
    with pytest.raises(activities.Alike) as asked:
        log(cast, request_id=request_id)
    assert [one.pk for one in asked.value.others] == [first.pk]
    assert Activity.objects.count() == 1
    assert Resemblance.objects.count() == 0

    second = log(cast, request_id=request_id, different=[first.pk])
    again = log(cast, request_id=request_id)  # the answer was lost, the browser sends once more
    assert (second.repeated, again.repeated) == (False, True)
    assert again.paper == second.paper
    pair = Resemblance.objects.get()
    assert (pair.activity, pair.other, pair.text, pair.photograph) == (second.paper, first, 100, False)
    assert (pair.verdict, pair.judged_by) == ("different", cast.secretary)
    assert Record.objects.get(subject="campaign.resemblance").changes == {"verdict": ["open", "different"]}

    corrected = log(cast, instance=Activity.objects.get(pk=second.paper.pk), version="1", turnout="25")
    assert corrected.paper.turnout == 25  # who has said it once is not asked again


def test_a_stranger_is_not_asked_and_whoever_reads_both_sees_the_pair(cast):
    branch = make_unit("CD4", "Chi đoàn 4", 5, cast.ngocha)
    neighbour = make_user("chidoan4", "Lê Thị Tư", branch)
    first = log(cast).paper
    second = log(cast, by=neighbour, unit=branch.pk, different=[first.pk]).paper
    pair = Resemblance.objects.get()
    assert (pair.activity, pair.other) == (second, first)
    assert pair.verdict == "open"  # the neighbour does not read the other one, and cannot say that it differs
    for user in (cast.secretary, neighbour, cast.ngocha_secretary):
        assert not resembling.read_by(user).exists()  # drafts: nobody reads both

    for paper, sender in ((first, cast.secretary), (second, neighbour)):
        desk.take("submit", paper, by=sender)
    assert not resembling.read_by(neighbour).exists()
    assert resembling.read_by(cast.ngocha_secretary).get() == pair
    assert resembling.marked([first.pk, second.pk], cast.ngocha_secretary) == {first.pk: 1, second.pk: 1}
    assert resembling.marked([first.pk, second.pk], neighbour) == {}


def test_the_same_photograph_is_known_in_another_year_and_province(cast):
    picture = scene(3, (800, 600))
    first = log(cast, photographs=[jpeg(picture)]).paper
    kept = ActivityFile.objects.get()
    assert kept.likeness is not None
    assert kept.band_1 == kept.likeness & 0xFFFF

    there = {"unit": cast.hue_branch.pk, "title": "Trồng cây", "place": "Huế", "started_on": "12/3/2016"}
    second = log(cast, by=cast.hue_branch_secretary, photographs=[jpeg(picture.resize((400, 300)), 60)], **there).paper
    log(cast, by=cast.hue_branch_secretary, photographs=[jpeg(scene(4, (800, 600)))], **there | {"title": "Tư vấn"})
    pair = Resemblance.objects.get()
    assert (pair.activity, pair.other, pair.photograph) == (second, first, True)


def test_what_is_like_it_no_longer_is_forgotten_unless_somebody_looked_at_it(cast):
    branch = make_unit("CD4", "Chi đoàn 4", 5, cast.ngocha)
    neighbour = make_user("chidoan4", "Lê Thị Tư", branch)
    log(cast)
    second = log(cast, by=neighbour, unit=branch.pk).paper
    assert Resemblance.objects.count() == 1
    log(cast, by=neighbour, instance=second, version="1", title="Trồng cây đầu xuân", place="", unit=branch.pk)
    assert Resemblance.objects.count() == 0
