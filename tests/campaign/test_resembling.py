"""A reviewer who reads two entries says whether they are one activity; nobody else does, and nobody learns more."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import override

from campaign import resembling
from campaign.likeness import Match
from campaign.models import Resemblance
from tests.campaign.activity_posts import sent
from tests.campaign.pages import page, sign_in, text, url
from tests.cast import make_activity, make_unit, make_user
from tests.sessions import Session, held, until_waiting
from units import desk
from units.approval import Action
from units.models import Record, Role


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def pair(cast):
    """Two blood donations that were sent, by Chi đoàn 3 and Chi đoàn 4, 90 % alike, not looked at."""
    cd4 = make_unit("CD4", "Chi đoàn 4", 5, cast.ngocha)
    cast.cd4_secretary = make_user("chidoan4", "Lê Thị Tư", cd4)
    first = sent(cast)
    second = make_activity(cast, unit=cd4, by=cast.cd4_secretary, title="Ngày hội hiến máu")
    second = desk.take(Action.SUBMIT, second, by=cast.cd4_secretary).papers[0]
    return Resemblance.objects.create(activity=second, other=first, text=90)


def said(pair):
    pair.refresh_from_db()
    return pair.verdict, pair.judged_by


def test_an_officer_above_both_says_what_they_are_and_the_line_says_it_was_so(cast, pair):
    resembling.judge(pair, "same", seen="open", by=cast.ngocha_secretary)
    assert said(pair) == ("same", cast.ngocha_secretary)
    resembling.judge(pair, "same", seen="open", by=cast.ngocha_secretary)  # the same again
    line = Record.objects.get(subject="campaign.resemblance")
    assert (line.changes, line.unit, line.by) == (
        {"verdict": ["open", "same"]}, cast.ngocha, cast.ngocha_secretary,
    )  # fmt: skip
    assert line.label == "likeness of two activities"  # names neither entry, by its title or its key
    assert (pair.activity.state, pair.other.state) == ("waiting", "waiting")


def test_who_wrote_one_of_them_or_stands_above_one_alone_says_nothing(cast, pair):
    with pytest.raises(ValidationError, match="You wrote or sent one of the two"):
        resembling.judge(pair, "different", seen="open", by=cast.secretary)
    for other in (cast.hue_secretary, cast.viewer, cast.hanoi_administrator, cast.member):
        with pytest.raises(ValidationError, match="Only an officer of a unit that stands above both"):
            resembling.judge(pair, "different", seen="open", by=other)
    assert said(pair) == ("open", None)


def test_the_second_verdict_is_not_given_unseen(cast, pair):
    officer = make_user("ngocha.canbo", "Mai Thị Bạn", cast.ngocha, Role.OFFICER, "Cán bộ")
    resembling.judge(pair, "same", seen="open", by=cast.ngocha_secretary)
    with pytest.raises(ValidationError, match="Bùi Văn Ngọc has said meanwhile: one and the same"):
        resembling.judge(pair, "different", seen="open", by=officer)
    resembling.judge(pair, "different", seen="same", by=officer)
    assert said(pair) == ("different", officer)


def test_a_pair_stays_marked_until_somebody_else_than_its_authors_says_that_they_are_two(cast, pair):
    def marks():
        return resembling.marked([pair.activity_id, pair.other_id], cast.ngocha_secretary)

    both = {pair.activity_id: 1, pair.other_id: 1}
    assert marks() == both
    Resemblance.objects.update(verdict="different", judged_by=cast.cd4_secretary, judged_at="2017-06-05T00:00Z")
    assert marks() == both  # its author's word
    resembling.judge(pair, "same", seen="different", by=cast.ngocha_secretary)
    assert marks() == both
    resembling.judge(pair, "different", seen="same", by=cast.ngocha_secretary)
    assert marks() == {}


def test_an_entry_that_was_declined_marks_nothing(cast, pair):
    desk.take(Action.DECLINE, pair.other, by=cast.ngocha_secretary, note="Trùng")
    assert resembling.marked([pair.activity_id, pair.other_id], cast.ngocha_secretary) == {}


def test_the_page_marks_the_pair_for_whoever_reads_both_and_shows_them_side_by_side(cast, pair):
    beside = url("activity_beside", pair.activity_id, pair.other_id)
    shown = text(page(cast.ngocha_secretary, "activity_detail", pair.activity_id))
    assert "May be the same as" in shown
    assert f'href="{beside}"' in shown
    client = sign_in(cast.ngocha_secretary)
    rows = client.get(beside).context["rows"]
    assert ["Chi đoàn 4", "Chi đoàn 3"] in [list(texts) for _label, *texts in rows]
    assert ["Ngày hội hiến máu", "Hiến máu tình nguyện"] in [list(texts) for _label, *texts in rows]
    answer = client.post(f"{beside}verdict/", {"verdict": "same", "seen": "open"}, follow=True)
    assert answer.redirect_chain == [(beside, 302)]
    assert said(pair) == ("same", cast.ngocha_secretary)
    late = client.post(f"{beside}verdict/", {"verdict": "different", "seen": "open"}, follow=True)
    assert "has said meanwhile: one and the same" in text(late)

    for stranger in (cast.secretary, cast.cd4_secretary, cast.hue_secretary):
        assert sign_in(stranger).get(beside).status_code == 404
        assert sign_in(stranger).post(f"{beside}verdict/", {"verdict": "same", "seen": "same"}).status_code == 404
    assert "May be the same as" not in text(page(cast.cd4_secretary, "activity_detail", pair.activity_id))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_at_once_the_second_reads_what_the_first_has_said(cast, pair):
    officer = make_user("ngocha.canbo", "Mai Thị Bạn", cast.ngocha, Role.OFFICER, "Cán bộ")
    for user in (cast.ngocha_secretary, officer):
        _ = user.current_posts  # read before the verb, as every request does
    with held(pair):
        first = Session(lambda: resembling.judge(pair, "same", seen="open", by=cast.ngocha_secretary))
        until_waiting(1)
        second = Session(lambda: resembling.judge(pair, "different", seen="open", by=officer))
        until_waiting(2)
    first.result()
    with pytest.raises(ValidationError, match="has said meanwhile"):
        second.result()
    assert said(pair)[0] == "same"
    assert Record.objects.filter(subject="campaign.resemblance").count() == 1


def test_the_desk_and_the_log_mark_it_for_whoever_reads_both(cast, pair):
    mark = "May be the same as another one"
    reviewer = sign_in(cast.ngocha_secretary)
    for row in reviewer.get("/desk/").context["page"]:
        assert "likeness" in [oddity.reason for oddity in row.oddities]
    assert text(page(cast.ngocha_secretary, "activity_list")).count(mark) == 2
    assert mark not in text(page(cast.cd4_secretary, "activity_list"))


def test_an_authors_own_word_stands_at_no_unit_and_names_neither_entry(cast, pair):
    match = Match(pair.other_id, 90, False)
    resembling.keep(pair.activity, [match], different={pair.other_id}, by=cast.cd4_secretary)
    line = Record.objects.get(subject="campaign.resemblance")
    assert (line.unit, line.by, line.label) == (None, cast.cd4_secretary, "likeness of two activities")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_verdict_given_while_the_author_saves_again_is_kept(cast, pair):
    _ = cast.ngocha_secretary.current_posts

    def save_again():
        with transaction.atomic():
            resembling.keep(
                pair.activity, [Match(pair.other_id, 95, True)], different={pair.other_id}, by=cast.cd4_secretary
            )

    with held(pair):
        first = Session(lambda: resembling.judge(pair, "same", seen="open", by=cast.ngocha_secretary))
        until_waiting(1)
        second = Session(save_again)
        until_waiting(2)
    first.result()
    second.result()
    assert said(pair) == ("same", cast.ngocha_secretary)
    assert (pair.text, pair.photograph) == (95, True)
