"""Every address, and for each: does a stranger, a neighbour, a subordinate, the unit itself and a superior get exactly
what they should?

The things stand in Ba Đình. The stranger is not signed in, the neighbour is Huế's secretary, the subordinate is the
secretary of Ngọc Hà (beneath Ba Đình), the own one Ba Đình's secretary, the superior Hà Nội's, the keeper Hà Nội's
administrator. 302 for a stranger is the way to the sign-in; "-" is the same as for the own one.
"""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse

from campaign.models import (
    Activity,
    ActivityFile,
    DueDay,
    Expected,
    GoodPractice,
    Guidance,
    GuidanceAddressee,
    Partnership,
    Period,
    Plan,
    Report,
    Resemblance,
    Target,
)
from recognition.models import Citation, Honour, Nomination, Season
from tests.cast import make_activity, make_conclusion, make_kind, make_unit
from units import desk
from units.approval import Action
from units.clock import today
from units.models import ImportRun, Network, NetworkMember, Person, Post, Reorganisation

pytestmark = pytest.mark.every_page

WHO = ("stranger", "neighbour", "subordinate", "own", "superior", "keeper")

# name: (arguments, stranger, neighbour, subordinate, own, superior, keeper)
ADDRESSES: dict[str, tuple] = {
    # everybody's own pages: whoever is signed in sees the own things there
    "home": ("", 302, 200, 200, 200, 200, 200),
    "desk": ("", 302, 200, 200, 200, 200, 200),
    "desk_export": ("", 302, 200, 200, 200, 200, 200),
    "design": ("", 302, 404, 404, 404, 404, 404),  # only where nothing is real
    "campaign:summary": ("", 302, 302, 302, 302, 302, 302),
    "campaign:conclusion": ("", 302, 200, 200, 200, 200, 200),
    "campaign:activity_list": ("", 302, 200, 200, 200, 200, 200),
    "campaign:activity_export": ("", 302, 200, 200, 200, 200, 200),
    "campaign:activity_create": ("", 302, 200, 200, 200, 200, 404),
    "campaign:activity_import": ("", 302, 200, 200, 200, 200, 200),
    "campaign:activity_template": ("", 302, 200, 200, 200, 200, 200),
    "campaign:plan_list": ("", 302, 200, 200, 200, 200, 200),
    "campaign:plan_export": ("", 302, 200, 200, 200, 200, 200),
    "campaign:plan_create": ("", 302, 200, 200, 200, 200, 404),
    "campaign:report_list": ("", 302, 200, 200, 200, 200, 200),
    "campaign:report_export": ("", 302, 200, 200, 200, 200, 200),
    "campaign:period_list": ("", 302, 200, 200, 200, 200, 200),
    "recognition:season_list": ("", 302, 200, 200, 200, 200, 200),
    "recognition:season_detail": ("season", 302, 200, 200, 200, 200, 200),
    "recognition:nomination_list": ("", 302, 200, 200, 200, 200, 200),
    "recognition:nomination_export": ("", 302, 200, 200, 200, 200, 200),
    "recognition:nomination_create": ("", 302, 200, 200, 200, 200, 404),
    "units:unit_list": ("", 302, 200, 200, 200, 200, 200),
    "units:unit_export": ("", 302, 200, 200, 200, 200, 200),
    "units:headcount_list": ("", 302, 200, 200, 200, 200, 200),
    "units:headcount_export": ("", 302, 200, 200, 200, 200, 200),
    "units:person_list": ("", 302, 200, 200, 200, 200, 200),
    "units:person_export": ("", 302, 200, 200, 200, 200, 200),
    "units:record_list": ("", 302, 200, 200, 200, 200, 200),
    "units:record_export": ("", 302, 200, 200, 200, 200, 200),
    # one unit and its people
    "units:unit_detail": ("unit", 302, 404, 404, 200, 200, 200),
    "campaign:summary_unit": ("unit", 302, 404, 404, 200, 200, 200),
    "campaign:summary_activities": ("unit", 302, 404, 404, 200, 200, 200),
    "campaign:summary_overlap": ("unit", 302, 404, 404, 200, 200, 200),
    "campaign:summary_overlap_export": ("unit", 302, 404, 404, 200, 200, 200),
    "campaign:summary_units": ("unit", 302, 404, 404, 200, 200, 200),
    "campaign:summary_reports": ("unit", 302, 404, 404, 200, 200, 200),
    "campaign:acknowledgement_list": ("", 302, 200, 200, 200, 200, 200),
    "campaign:acknowledgement_export": ("", 302, 200, 200, 200, 200, 200),
    "campaign:summary_reporters": ("unit", 302, 404, 404, 200, 200, 200),
    "campaign:summary_activities_export": ("unit", 302, 404, 404, 200, 200, 200),
    "campaign:summary_units_export": ("unit", 302, 404, 404, 200, 200, 200),
    "campaign:summary_reporters_export": ("unit", 302, 404, 404, 200, 200, 200),
    "campaign:summary_reports_export": ("unit", 302, 404, 404, 200, 200, 200),
    "campaign:summary_export": ("unit", 302, 404, 404, 200, 200, 200),
    # sheets: for administrators alone, and a file is its sender's
    "units:import_list": ("", 302, 404, 404, 404, 404, 200),
    "units:import_create": ("kind", 302, 404, 404, 404, 404, 200),
    "units:import_template": ("kind", 302, 404, 404, 404, 404, 200),
    "units:import_export": ("kind", 302, 404, 404, 404, 404, 200),
    "units:import_detail": ("run", 302, 404, 404, 404, 404, 200),
    "units:import_preview": ("run", 302, 404, 404, 404, 404, 200),
    "units:import_write": ("run", 302, 405, 405, 405, 405, 405),  # verbs: they are posted
    "units:import_discard": ("run", 302, 405, 405, 405, 405, 405),
    "units:import_again": ("run", 302, 405, 405, 405, 405, 405),
    "units:import_slips": ("run", 302, 405, 405, 405, 405, 405),
    "units:headcount_enter": ("unit", 302, 404, 404, 200, 404, 404),
    "units:unit_create": ("unit", 302, 404, 404, 404, 404, 200),
    "units:unit_edit": ("unit", 302, 404, 404, 404, 404, 200),
    "units:unit_move": ("unit", 302, 404, 404, 404, 404, 200),
    "units:unit_close": ("unit", 302, 404, 404, 404, 404, 200),
    "units:unit_merge": ("unit", 302, 404, 404, 404, 404, 200),
    "units:unit_split": ("unit", 302, 404, 404, 404, 404, 200),
    "units:unit_reopen": ("closed", 302, 404, 404, 404, 404, 200),
    "units:reorganisation_list": ("", 302, 200, 200, 200, 200, 200),
    "units:reorganisation_call_off": ("reorganisation", 302, 404, 404, 404, 404, 200),
    "units:person_create": ("unit", 302, 404, 404, 404, 404, 200),
    "units:people_invite": ("unit", 302, 404, 404, 404, 404, 200),
    "units:why_seen": ("", 302, 404, 404, 404, 404, 200),  # an administrator's
    "units:network_detail": ("network", 302, 404, 404, 200, 200, 200),
    "units:network_export": ("network", 302, 404, 404, 200, 200, 200),
    "units:network_join": ("network", 302, 404, 404, 404, 404, 200),
    "units:network_leave": ("membership", 302, 404, 404, 404, 404, 200),
    "units:person_detail": ("person", 302, 404, 404, 200, 200, 200),
    "units:person_edit": ("person", 302, 404, 404, 404, 404, 200),
    "units:post_create": ("person", 302, 404, 404, 404, 404, 200),
    "units:post_end": ("post", 302, 404, 404, 404, 404, 200),
    "units:post_hand_over": ("post", 302, 404, 404, 404, 404, 200),
    "units:account_create": ("newcomer", 302, 404, 404, 404, 404, 200),
    "units:account_renew": ("person", 302, 404, 404, 404, 404, 200),
    "units:account_mail": ("person", 302, 404, 404, 404, 404, 200),
    "units:account_deactivate": ("person", 302, 404, 404, 404, 404, 200),
    "units:account_activate": ("person", 302, 404, 404, 404, 404, 200),
    # a letter from Hà Nội to Ba Đình
    "campaign:guidance_list": ("", 302, 200, 200, 200, 200, 200),
    "campaign:guidance_export": ("", 302, 200, 200, 200, 200, 200),
    "campaign:guidance_create": ("", 302, 200, 200, 200, 200, 404),
    "campaign:guidance_detail": ("letter", 302, 404, 404, 200, 200, 200),
    "campaign:guidance_acknowledge": ("addressee", 302, 405, 405, 405, 405, 405),  # a verb: it is posted
    "campaign:addressee_list": ("letter", 302, 404, 404, 200, 200, 200),
    "campaign:addressee_export": ("letter", 302, 404, 404, 200, 200, 200),
    # the national kind of an activity, and one of Hà Nội's own beneath it
    "campaign:kind_list": ("", 302, 200, 200, 200, 200, 200),
    "campaign:kind_export": ("", 302, 200, 200, 200, 200, 200),
    "campaign:kind_create": ("", 302, 404, 404, 404, 404, 404),  # the centre's
    "campaign:kind_add": ("national_kind", 302, 200, 404, 404, 200, 200),  # a province's, beneath its national one
    "campaign:kind_detail": ("own_kind", 302, 404, 200, 200, 200, 200),
    "campaign:kind_edit": ("own_kind", 302, 404, 404, 404, 200, 200),
    "campaign:kind_withdraw": ("own_kind", 302, 404, 404, 404, 200, 200),
    "campaign:kind_call_off": ("own_kind", 302, 405, 405, 405, 405, 405),  # a verb: it is posted
    "campaign:acknowledge": ("unit", 302, 405, 405, 405, 405, 405),  # a verb: it is posted
    # shares in others' activities: Ba Đình's in one of Hà Nội's; and what may be the same
    "campaign:share_list": ("", 302, 200, 200, 200, 200, 200),
    "campaign:share_export": ("", 302, 200, 200, 200, 200, 200),
    "campaign:share_answer": ("share", 302, 404, 404, 200, 302, 302),  # who reads it and may not speak: to its page
    "campaign:activity_beside": ("pair", 302, 404, 404, 200, 200, 200),
    "campaign:activity_judge": ("pair", 302, 405, 405, 405, 405, 405),  # a verb: it is posted
    # an activity of Ba Đình that Hà Nội features as a model: offered to Ba Đình and beneath
    "campaign:practice_list": ("", 302, 200, 200, 200, 200, 200),
    "campaign:practice_export": ("", 302, 200, 200, 200, 200, 200),
    "campaign:practice_detail": ("practice", 302, 404, 200, 200, 200, 200),
    "campaign:practice_started": ("practice", 302, 404, 200, 200, 200, 200),
    "campaign:practice_started_export": ("practice", 302, 404, 200, 200, 200, 200),
    "campaign:practice_start": ("practice", 302, 404, 200, 200, 200, 404),
    "campaign:practice_withdraw": ("practice", 302, 404, 404, 404, 200, 404),
    "campaign:practice_create": ("done", 302, 404, 404, 404, 200, 404),  # for who decides above its unit
    # one paper, sent and waiting on Hà Nội's desk
    "campaign:activity_detail": ("activity", 302, 404, 404, 200, 200, 200),
    "campaign:activity_file": ("file", 302, 404, 404, 200, 200, 200),
    "campaign:plan_detail": ("plan", 302, 404, 404, 200, 200, 200),
    "campaign:plan_activities": ("target", 302, 404, 404, 200, 200, 200),
    "campaign:plan_activities_export": ("target", 302, 404, 404, 200, 200, 200),
    "campaign:report_detail": ("report", 302, 404, 404, 200, 200, 200),
    "campaign:report_activities": ("report", 302, 404, 404, 200, 200, 200),
    "campaign:report_activities_export": ("report", 302, 404, 404, 200, 200, 200),
    "campaign:report_annex": ("report", 302, 404, 404, 200, 200, 200),
    "campaign:expected_detail": ("expected", 302, 404, 404, 200, 200, 200),
    "recognition:nomination_detail": ("nomination", 302, 404, 404, 200, 200, 200),
    "campaign:report_create": ("expected", 302, 404, 404, 302, 404, 404),  # the unit's own: to its report
    "campaign:expected_extend": ("expected", 302, 404, 404, 404, 200, 404),
    "campaign:expected_excuse": ("expected", 302, 404, 404, 404, 200, 404),
    "campaign:period_open": ("period", 302, 404, 404, 404, 404, 404),  # the centre's
    "campaign:activity_copy": ("activity", 302, 404, 404, 200, 200, 404),
    # who reads a sent paper and may not write it is led to its page
    "campaign:activity_edit": ("activity", 302, 404, 404, 302, 302, 302),
    "campaign:plan_edit": ("plan", 302, 404, 404, 302, 302, 302),
    "campaign:report_edit": ("report", 302, 404, 404, 302, 302, 302),
    "recognition:nomination_edit": ("nomination", 302, 404, 404, 302, 302, 302),
    "recognition:honour_create": ("nomination", 302, 404, 404, 302, 302, 302),  # the awarding unit's, once accepted
    "recognition:honour_take_down": ("honour", 302, 302, 404, 404, 404, 404),  # the awarding unit's; Huế may read it
    "paper_action": ("approve", 302, 404, 404, 200, 200, 200),  # the question, or why not
    "paper_discard": ("discard", 302, 404, 404, 200, 200, 200),
    "paper_bulk": ("bulk", 302, 302, 302, 302, 302, 302),  # nothing chosen: back to the desk
    "campaign:activity_import_confirm": ("", 302, 405, 405, 405, 405, 405),  # a verb: it is posted
    "post_choose": ("", 302, 302, 302, 302, 302, 302),  # who holds one post is asked nothing
    "session_end": ("unit", 302, 405, 405, 405, 405, 405),  # a verb: it is posted
    "set_language": ("", 302, 302, 302, 302, 302, 302),
    "theme": ("", 405, 405, 405, 405, 405, 405),  # a verb: it is posted
    # the public
    "here": ("", 200, 200, 200, 200, 200, 200),  # says who is signed in, and to a stranger that nobody is
    "service_worker": ("", 200, 200, 200, 200, 200, 200),
    "offline": ("language", 200, 200, 200, 200, 200, 200),
    "manifest": ("language", 200, 200, 200, 200, 200, 200),
    "recognition:honour_roll": ("", 200, 200, 200, 200, 200, 200),
    "recognition:honour_detail": ("honour", 200, 200, 200, 200, 200, 200),
    "account_login": ("", 200, 302, 302, 302, 302, 302),
}


def names(resolver=None, space: str = "") -> set[str]:
    """Every named address of the application."""
    found = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            found |= names(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            found.add(f"{space}{pattern.name}")
    return found


# django-allauth's own, guarded by its decorators and tried below
SIGNING_IN = {name for name in names() if name.startswith(("account_", "mfa_", "usersessions_"))} - {"account_login"}


@pytest.fixture
def things(cast):
    """One of everything in Ba Đình, sent and waiting on Hà Nội's desk."""
    by = cast.badinh_officer
    activity = make_activity(cast, unit=cast.badinh, by=by)
    file = ActivityFile.objects.create(
        paper=activity,
        file=ContentFile(b"%PDF-1.4", name="a.pdf"),
        name="a.pdf",
        media_type="application/pdf",
        size=8,
        sha256="0" * 64,
        added_by=by,
    )
    plan = Plan.objects.create(unit=cast.badinh, year=2017, title="Kế hoạch", objectives="…", created_by=by)
    target = Target.objects.create(plan=plan, responsibility="community", amount=5)
    period = Period.objects.create(
        conclusion=make_conclusion(), kind="half", year=2017, starts_on=date(2017, 1, 1), ends_on=date(2017, 6, 30)
    )
    DueDay.objects.create(period=period, level=3, due_on=date(2017, 7, 5))
    expected = Expected.objects.create(period=period, unit=cast.badinh, due_on=date(2017, 7, 5))
    report = Report.objects.create(unit=cast.badinh, expected=expected, title="Báo cáo", created_by=by)
    season = Season.objects.create(
        unit=cast.central,
        name_vi="Trẻ giỏi",
        name_en="Young officials",
        year=2017,
        level=1,
        opens_on=today() - timedelta(10),
        closes_on=today() + timedelta(10),
    )
    closed = make_unit("CU", "Chi đoàn cũ", 5, cast.badinh, closed_on=date(2017, 7, 1), closed_reason="Giải thể")
    reorganisation = Reorganisation.objects.create(
        kind="close", unit=cast.badinh, on=today() + timedelta(10), by=cast.hanoi_administrator, reason="Giải thể"
    )
    person = by.person
    nomination = Nomination.objects.create(
        unit=cast.badinh,
        season=season,
        person=person,
        title="Vũ Thị Ba",
        summary="…",
        achievements="…",
        consent=True,
        consent_on=today(),
        created_by=by,
    )
    honoured = accepted_nomination(cast, season)
    sent_before = {
        "state": "accepted",
        "round": 1,
        "submitted_at": "2017-01-09T00:00Z",
        "sent_on": date(2017, 1, 9),
    }
    done = Activity.objects.create(
        unit=cast.badinh,
        kind=cast.kind,
        title="Đã xong",
        started_on=date(2017, 1, 7),
        ended_on=date(2017, 1, 7),
        created_by=by,
        **sent_before,
    )
    Citation.objects.create(nomination=nomination, activity=done)
    practice = GoodPractice.objects.create(activity=done, unit=cast.hanoi, reason="…", by=cast.hanoi_officer)
    for paper, sender in (
        (activity, by),
        (plan, cast.badinh_secretary),
        (report, by),
        (nomination, cast.badinh_secretary),
    ):
        desk.take(Action.SUBMIT, paper, by=sender)
    post = Post.objects.get(person=person)
    newcomer = Person.objects.create(full_name="Mai Văn Mới", unit=cast.badinh)
    network = Network.objects.create(code="N", name_vi="Mạng lưới", name_en="Network", holder=cast.hanoi)
    membership = NetworkMember.objects.create(network=network, unit=cast.badinh, from_on=today())
    letter = Guidance.objects.create(
        unit=cast.hanoi, title="Hướng dẫn", text="…", issued_on=today(), by=cast.hanoi_officer
    )
    GuidanceAddressee.objects.create(guidance=letter, unit=cast.badinh)
    run = ImportRun.objects.create(
        kind="units", file_name="a.xlsx", by=cast.hanoi_administrator, unit=cast.hanoi, state="checked"
    )
    shared = make_activity(cast, unit=cast.hanoi, by=cast.hanoi_officer, title="Cùng làm", **sent_before)
    Partnership.objects.create(activity=shared, unit=cast.badinh)
    Resemblance.objects.create(activity=activity, other=done, text=80)
    own_kind = make_kind("t01-ngay-hoi", "Ngày hội hiến máu Thủ đô", "Day of blood", unit=cast.hanoi, under=cast.kind)
    arguments = {
        "own_kind": [own_kind.code],
        "national_kind": [cast.kind.code],
        "share": [shared.pk, cast.badinh.pk],
        "pair": [activity.pk, done.pk],
        "kind": ["units"],
        "language": ["vi"],
        "run": [run.pk],
        "letter": [letter.pk],
        "addressee": [letter.pk, cast.badinh.pk],
        "network": [network.pk],
        "membership": [membership.pk],
        "unit": [cast.badinh.pk],
        "closed": [closed.pk],
        "reorganisation": [reorganisation.pk],
        "person": [person.pk],
        "post": [post.pk],
        "activity": [activity.pk],
        "file": [activity.pk, file.pk],
        "done": [done.pk],
        "practice": [practice.pk],
        "plan": [plan.pk],
        "target": [plan.pk, target.pk],
        "report": [report.pk],
        "expected": [expected.pk],
        "season": [season.pk],
        "nomination": [nomination.pk],
        "honour": [honoured.pk],
        "period": [period.pk],
        "": [],
        "newcomer": [newcomer.pk],
        "approve": ["campaign.activity", activity.pk, "approve"],
        "discard": ["campaign.activity", activity.pk],
        "bulk": ["campaign.activity", "approve"],
    }
    draft = make_activity(cast, unit=cast.badinh, by=by, title="Nháp")
    return SimpleNamespace(
        cast=cast, arguments=arguments, activity=activity, plan=plan, report=report, nomination=nomination, draft=draft
    )


def accepted_nomination(cast, season) -> Honour:
    """Somebody of Huế on the public roll."""
    nomination = Nomination.objects.create(
        unit=cast.hue,
        season=season,
        person=cast.hue_secretary.person,
        title="Tôn Nữ Huế",
        summary="…",
        achievements="…",
        consent=True,
        consent_on=today(),
        created_by=cast.hue_secretary,
        state="accepted",
        round=1,
        submitted_at="2017-10-01T00:00Z",
        sent_on=date(2017, 10, 1),
    )
    return Honour.objects.create(
        nomination=nomination,
        decision_number="1-QĐ",
        decided_on=date(2017, 11, 1),
        signatory="A",
        citation_text="…",
        recorded_by=cast.central_secretary,
    )


def person(cast, who: str):
    return {
        "neighbour": cast.hue_secretary,
        "subordinate": cast.ngocha_secretary,
        "own": cast.badinh_secretary,
        "superior": cast.hanoi_secretary,
        "keeper": cast.hanoi_administrator,
    }.get(who)


@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_exactly_what_they_should(things, client, who):
    if who != "stranger":
        client.force_login(person(things.cast, who))
    place = WHO.index(who) + 1
    found, expected = {}, {}
    for name, row in ADDRESSES.items():
        response = client.get(reverse(name, args=things.arguments[row[0]]))
        found[name] = response.status_code
        if response.streaming:
            b"".join(response)  # read to its end, a file is closed
        expected[name] = row[place]
    assert found == expected


@pytest.mark.parametrize("who", WHO)
def test_nobody_reads_a_draft_but_its_own_unit(things, client, who):
    if who != "stranger":
        client.force_login(person(things.cast, who))
    expected = {"stranger": 302, "own": 200}.get(who, 404)
    for name in ("campaign:activity_detail", "campaign:activity_edit", "campaign:activity_copy"):
        assert client.get(reverse(name, args=[things.draft.pk])).status_code == expected


@pytest.mark.parametrize("who", WHO)
def test_posting_a_verb_without_the_right_changes_nothing(things, client, who):
    """Each verb is posted by each; only the one whose verb it is moves anything."""
    if who != "stranger":
        client.force_login(person(things.cast, who))
    for paper in (things.activity, things.plan, things.report, things.nomination):
        url = reverse("paper_action", args=[paper.kind_code(), paper.pk, "approve"])
        data = {"version": type(paper).objects.get(pk=paper.pk).version, "request_id": str(uuid4()), "note": ""}
        status = client.post(url, data).status_code
        assert status == {"stranger": 302, "superior": 302, "own": 409, "keeper": 409}.get(who, 404), paper.kind_code()
        paper.refresh_from_db()
        moved = paper.state == "accepted" or paper.holder == things.cast.central
        assert moved == (who == "superior"), paper.kind_code()


def test_every_address_stands_in_the_guard():
    assert names() - set(ADDRESSES) - SIGNING_IN == set()
    assert set(ADDRESSES) - names() == set()


def test_nothing_of_signing_in_opens_to_a_stranger_but_what_leads_in(client, db):
    """django-allauth's own pages: a stranger is led to the sign-in, or finds the pages that lead there."""
    open_pages = {
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_signup",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }
    arguments = {"account_reset_password_from_key": ["a", "b-c"], "mfa_remove_webauthn": [1], "mfa_edit_webauthn": [1]}
    found = {}
    for name in SIGNING_IN:
        response = client.get(reverse(name, args=arguments.get(name, [])))
        found[name] = response.status_code
    assert {name for name, status in found.items() if status == 200} <= open_pages
    assert {status for name, status in found.items() if name not in open_pages} <= {302, 401, 404, 405}
