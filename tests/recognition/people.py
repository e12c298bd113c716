"""A season of the nation and one of Hà Nội, and nominations in them: what the tests of recognition stand on."""

from __future__ import annotations

from datetime import date

from recognition.models import Citation, Honour, Nomination, Season
from tests.cast import make_activity
from units import desk
from units.approval import Action
from units.clock import now
from units.models import Person

CHAIN = ("ngocha_secretary", "badinh_secretary", "hanoi_secretary", "central_secretary")


def make_season(unit, **fields):
    """A season that is open on 15/11/2017 and sets no rule."""
    fields = {
        "name_vi": "Gương mặt tiêu biểu", "name_en": "Exemplary young officials", "year": 2017, "level": unit.level,
        "opens_on": date(2017, 10, 1), "closes_on": date(2017, 11, 30), **fields,
    }  # fmt: skip
    return Season.objects.create(unit=unit, **fields)


def make_person(unit, name="Nguyễn Văn Đức", **fields):
    fields = {"born_on": date(1990, 3, 26), "joined_on": date(2013, 9, 1), "position": "Chuyên viên", **fields}
    return Person.objects.create(full_name=name, unit=unit, **fields)


def make_accepted(cast, **fields):
    """An accepted activity of Chi đoàn 3."""
    activity = desk.take(Action.SUBMIT, make_activity(cast, **fields), by=cast.secretary).papers[0]
    return desk.take(Action.APPROVE, activity, by=cast.ngocha_secretary).papers[0]


def make_nomination(cast, season, *, person=None, activity=None, **fields):
    """A draft of Chi đoàn 3 that rests on one accepted activity, with consent."""
    person = person or make_person(cast.chidoan3)
    fields = {
        "title": f"{person} – {season}", "summary": "Tận tuỵ với dân", "achievements": "Hẹn một lần", "consent": True,
        "consent_on": date(2017, 11, 1), "unit": cast.chidoan3, "created_by": cast.secretary, **fields,
    }  # fmt: skip
    nomination = Nomination.objects.create(season=season, person=person, **fields)
    Citation.objects.create(nomination=nomination, activity=activity or make_accepted(cast))
    return nomination


def send(cast, nomination):
    return desk.take(Action.SUBMIT, nomination, by=cast.secretary).papers[0]


def climb(cast, nomination, *, desks=4):
    """Sends it and lets the desks approve it one after the other."""
    nomination = send(cast, nomination)
    for who in CHAIN[:desks]:
        nomination = desk.take(Action.APPROVE, nomination, by=getattr(cast, who)).papers[0]
    return nomination


def make_honour(nomination, *, by, **fields):
    """A decision written straight into the table."""
    fields = {
        "decision_number": "512-QĐ/TWĐTN", "decided_on": date(2017, 11, 10), "signatory": "Lê Quốc Phong",
        "citation_text": "Đã mang kết quả tới tận nhà cho người già yếu", "recorded_at": now(), **fields,
    }  # fmt: skip
    return Honour.objects.create(nomination=nomination, recorded_by=by, **fields)


def page(client, user, url, data=None, *, follow=False):
    """What a signed-in person gets at an address; with `data` it is posted."""
    client.force_login(user)
    return client.get(url) if data is None else client.post(url, data, follow=follow)
