"""Who is nominated stands aside: nobody answers a nomination of oneself (product.md, rules 6 and 26)."""

import pytest
from django.utils.translation import override

from recognition.models import Nomination
from tests.cast import make_user
from tests.recognition.people import make_nomination, make_season, send
from units import desk
from units.approval import Action
from units.models import Role


def test_nobody_answers_a_nomination_of_oneself_a_colleague_does(cast):
    nominee = cast.ngocha_secretary.person
    nominee.unit = cast.chidoan3
    nominee.save()
    colleague = make_user("ngocha.pho", "Trần Thị Phó", cast.ngocha, Role.SECRETARY, "Phó Bí thư")
    nomination = send(cast, make_nomination(cast, make_season(cast.central), person=nominee))
    assert nomination.holder == cast.ngocha
    assert list(Nomination.objects.on_desks_of(cast.ngocha_secretary)) == []
    with override("en"), pytest.raises(desk.Refused, match="about yourself"):
        desk.take(Action.APPROVE, nomination, by=cast.ngocha_secretary)
    assert desk.take(Action.APPROVE, nomination, by=colleague).papers[0].holder == cast.badinh


def test_where_the_nominee_alone_could_answer_the_level_above_does(cast):
    nominee = cast.ngocha_secretary.person
    nominee.unit = cast.chidoan3
    nominee.save()
    assert send(cast, make_nomination(cast, make_season(cast.central), person=nominee)).holder == cast.badinh
