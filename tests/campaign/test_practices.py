"""Models of good practice: who features them, to whom they are offered, how often somebody starts from one."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override

from campaign import practices
from campaign.models import Activity, GoodPractice
from tests.campaign.activity_posts import accepted, sent
from tests.cast import make_unit, make_user
from tests.sessions import Session, held, until_waiting
from units import why
from units.models import Record


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def neighbours(cast):
    """Beneath Ngọc Hà: a branch of Chi đoàn 3's sector and one of another; beneath Huế one of the same."""
    make_unit("CD4", "Chi đoàn 4", 5, cast.ngocha, sector="administration")
    make_unit("CD5", "Chi đoàn Trường", 5, cast.ngocha, sector="education")
    make_unit("CD6", "Chi đoàn 6", 5, cast.huecity, sector="administration")


def secretary_of(code: str):
    from units.models import Unit

    return make_user(code.lower(), f"Bí thư {code}", Unit.objects.get(code=code))


@pytest.fixture
def model(cast, neighbours):
    """An activity of Chi đoàn 3 (state administration) that Hà Nội features."""
    return practices.feature(accepted(cast), unit=cast.hanoi, reason="Làm gọn", by=cast.hanoi_officer)


def start(model, unit, by, *, state="accepted"):
    sent = {"round": 1, "submitted_at": "2017-06-09T00:00Z", "sent_on": date(2017, 6, 9)}
    more = {"draft": {}, "waiting": {**sent, "holder": unit.parent}}
    done = {**sent, "decided_at": "2017-07-01T00:00Z"}
    return Activity.objects.create(
        unit=unit, kind=model.activity.kind, title="Theo mô hình", started_on=date(2017, 6, 4), created_by=by,
        ended_on=date(2017, 6, 4), modelled_on=model.activity, state=state, **more.get(state, done),
    )  # fmt: skip


# --- featuring and withdrawing ---------------------------------------------------------------------------------------


def test_who_decides_at_a_unit_above_features(cast):
    activity = accepted(cast)
    found = {
        name: practices.featuring(activity, by=getattr(cast, name))
        for name in (
            "secretary",
            "ngocha_secretary",
            "badinh_officer",
            "hanoi_administrator",
            "viewer",
            "hue_secretary",
        )
    }
    assert found == {
        "secretary": [], "ngocha_secretary": [cast.ngocha], "badinh_officer": [cast.badinh],
        "hanoi_administrator": [], "viewer": [], "hue_secretary": [],
    }  # fmt: skip
    with pytest.raises(PermissionDenied):
        practices.feature(activity, unit=cast.hanoi, reason="…", by=cast.badinh_officer)
    with pytest.raises(PermissionDenied):
        practices.feature(activity, unit=cast.chidoan3, reason="…", by=cast.secretary)


@pytest.mark.parametrize(
    ("make", "reason", "said"),
    [
        (sent, "…", "Only an accepted activity can be a model."),
        (
            lambda cast: accepted(cast, is_span_total=True),
            "…",
            "These are the totals of a period: choose one activity.",
        ),
        (accepted, "  ", "Say what others may learn from it."),
    ],
)
def test_what_cannot_be_a_model_is_refused(cast, make, reason, said):
    with pytest.raises(ValidationError) as refused:
        practices.feature(make(cast), unit=cast.hanoi, reason=reason, by=cast.hanoi_secretary)
    assert refused.value.messages == [said]
    assert not GoodPractice.objects.exists()


def test_a_unit_features_an_activity_once_until_it_withdraws_it(cast, model):
    again = {"unit": cast.hanoi, "reason": "…", "by": cast.hanoi_secretary}
    with pytest.raises(ValidationError, match="offers it as a model already"):
        practices.feature(model.activity, **again)
    practices.feature(model.activity, unit=cast.ngocha, reason="…", by=cast.ngocha_secretary)
    practices.withdraw(model, because="Đã cũ", by=cast.central_secretary)
    practices.feature(model.activity, **again)
    assert GoodPractice.objects.count() == 3
    lines = Record.objects.filter(subject="campaign.goodpractice").order_by("pk")
    assert [(line.verb, line.unit, line.note) for line in lines] == [
        ("created", cast.hanoi, "Làm gọn"), ("created", cast.ngocha, "…"), ("changed", cast.hanoi, "Đã cũ"),
        ("created", cast.hanoi, "…"),
    ]  # fmt: skip


def test_a_model_is_withdrawn_with_a_reason_by_its_unit_or_one_above(cast, model):
    for user in (cast.badinh_secretary, cast.hanoi_administrator, cast.hue_secretary):
        with pytest.raises(PermissionDenied):
            practices.withdraw(model, because="…", by=user)
    with pytest.raises(ValidationError, match="Give the reason"):
        practices.withdraw(model, because=" ", by=cast.hanoi_secretary)
    gone = practices.withdraw(model, because="Đã cũ", by=cast.hanoi_secretary)
    assert (bool(gone.withdrawn_on), gone.withdrawn_because) == (True, "Đã cũ")
    with pytest.raises(ValidationError, match="withdrawn already"):
        practices.withdraw(model, because="…", by=cast.hanoi_secretary)


# --- to whom it is offered -------------------------------------------------------------------------------------------


def test_a_model_is_offered_to_units_of_its_sector_beneath_who_featured_it(cast, model):
    read = {
        name: GoodPractice.objects.visible_to(user).filter(pk=model.pk).exists()
        for name, user in {
            "same sector": secretary_of("CD4"), "its author": cast.secretary, "mixed": cast.ngocha_secretary,
            "another sector": secretary_of("CD5"), "same sector of Huế": secretary_of("CD6"),
            "who featured it": cast.hanoi_officer, "above": cast.central_secretary, "Huế": cast.hue_secretary,
        }.items()
    }  # fmt: skip
    assert read == {
        "same sector": True, "its author": True, "mixed": True, "another sector": False, "same sector of Huế": False,
        "who featured it": True, "above": True, "Huế": False,
    }  # fmt: skip


def test_what_a_mixed_unit_did_is_offered_to_every_sector(cast, neighbours):
    activity = accepted_of_ngocha(cast)
    practices.feature(activity, unit=cast.badinh, reason="…", by=cast.badinh_officer)
    for code, offered in {"CD4": 1, "CD5": 1, "CD6": 0}.items():
        assert GoodPractice.objects.visible_to(secretary_of(code)).count() == offered


def accepted_of_ngocha(cast):
    return Activity.objects.create(
        unit=cast.ngocha, kind=cast.kind, title="Của phường", started_on=date(2017, 6, 3), ended_on=date(2017, 6, 3),
        created_by=cast.ngocha_secretary, state="accepted", round=1, submitted_at="2017-06-09T00:00Z",
        sent_on=date(2017, 6, 9), decided_at="2017-07-01T00:00Z",
    )  # fmt: skip


def test_a_withdrawn_model_is_no_longer_offered_and_stays_with_who_featured_it(cast, model):
    reader = secretary_of("CD4")
    assert list(practices.offers([post.unit for post in reader.current_posts])) == [model]
    practices.withdraw(model, because="Đã cũ", by=cast.hanoi_secretary)
    assert list(practices.offers([post.unit for post in reader.current_posts])) == []
    assert not GoodPractice.objects.visible_to(reader).exists()
    assert GoodPractice.objects.visible_to(cast.hanoi_secretary).count() == 1
    assert practices.to_start_from(model.pk, by=reader).exists()  # what was begun before is kept
    assert not practices.to_start_from(model.pk, by=secretary_of("CD5")).exists()


def test_own_sector_comes_first(cast, model):
    mixed = practices.feature(accepted_of_ngocha(cast), unit=cast.hanoi, reason="…", by=cast.hanoi_officer)
    unit = secretary_of("CD4").home_post.unit
    assert list(practices.offers([unit])) == [model, mixed]


def test_a_model_opens_nothing_else_of_the_activity(cast, model):
    reader = secretary_of("CD4")
    assert not Activity.objects.visible_to(reader).filter(pk=model.activity_id).exists()
    assert practices.shown_to(reader).filter(pk=model.activity_id).exists()


def test_why_explains_the_clause(cast, model):
    reader = secretary_of("CD4")
    answer = why.explain(model, reader.person, by=cast.hanoi_administrator)
    assert answer.reasons == [
        "As Bí thư at Chi đoàn 4: Thành đoàn Hà Nội stands above and offers this as a model to units like Chi đoàn 4."
    ]


# --- how often -------------------------------------------------------------------------------------------------------


def test_what_was_started_and_sent_is_counted_in_all_and_listed_as_far_as_one_reads(cast, model):
    fourth, fifth = secretary_of("CD4"), secretary_of("CD6")
    for by, state in ((fourth, "accepted"), (fourth, "waiting"), (fourth, "draft"), (fourth, "declined")):
        start(model, by.home_post.unit, by, state=state)
    start(model, fifth.home_post.unit, fifth)
    assert practices.started(model) == 3
    assert GoodPractice.objects.with_started().get().started == 3
    listed = {
        user: practices.started_from(model).visible_to(user).count()
        for user in (fourth, cast.secretary, cast.hanoi_secretary, cast.central_secretary)
    }
    assert listed == {fourth: 2, cast.secretary: 0, cast.hanoi_secretary: 2, cast.central_secretary: 3}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_feature_at_the_same_moment_make_one_model(cast):
    activity = accepted(cast)
    for user in (cast.hanoi_officer, cast.hanoi_secretary):
        _ = user.current_posts
    with held(cast.chidoan3):
        pressed = []
        for number, user in enumerate((cast.hanoi_officer, cast.hanoi_secretary), start=1):
            pressed.append(Session(lambda by=user: practices.feature(activity, unit=cast.hanoi, reason="…", by=by)))
            until_waiting(number)
    pressed[0].result()
    with pytest.raises(Exception, match="as a model already"):
        pressed[1].result()
    assert GoodPractice.objects.count() == 1
