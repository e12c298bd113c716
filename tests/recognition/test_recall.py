"""A nomination that has passed a desk is no longer the author's to take back."""

import pytest

from recognition.models import Nomination
from tests.recognition.people import climb, make_nomination
from units import desk
from units.approval import Action, open_actions


def test_a_nomination_is_recalled_until_the_first_desk_has_agreed(cast, season):
    nomination = climb(cast, make_nomination(cast, season), desks=1)
    assert (nomination.state, nomination.holder, nomination.steps) == ("waiting", cast.badinh, 1)
    assert Nomination.objects.get().steps == 1
    assert open_actions(nomination, cast.secretary) == []
    with pytest.raises(desk.Refused, match="The first desk has already answered"):
        desk.take(Action.RECALL, nomination, by=cast.secretary)


def test_sent_again_it_can_be_recalled_again(cast, season):
    nomination = climb(cast, make_nomination(cast, season), desks=1)
    desk.take(Action.RETURN, nomination, by=cast.badinh_secretary, note="Thiếu biên bản")
    nomination = desk.take(Action.SUBMIT, nomination, by=cast.secretary).papers[0]
    assert (nomination.holder, nomination.steps, Nomination.objects.get().steps) == (cast.ngocha, 0, 0)
    assert open_actions(nomination, cast.secretary) == ["recall"]
