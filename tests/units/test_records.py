"""The history of plain records: who reads which lines, how they are found, that nobody changes them."""

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests.cast import make_unit
from units import clock, people
from units.models import Person, Post, Record, Role
from units.records import changes_of, record, subject_of
from units.structure import change_unit, close_unit


def shown(client, query=""):
    answer = client.get(f"/units/records/?{query}")
    assert answer.status_code == 200
    return [(line.verb, line.label) for line in answer.context["page"]]


def test_an_administrator_reads_the_history_of_the_own_subtree_and_nobody_elses(keeper, client, cast):
    change_unit(cast.chidoan3, by=cast.hanoi_administrator, name="Chi đoàn Văn phòng")
    record(Record.Verb.CHANGED, cast.huecity, by=cast.hue_secretary, changes={"name": ["a", "b"]})
    assert ("changed", "Chi đoàn Văn phòng") in shown(keeper)
    assert not any("Huế" in label for _verb, label in shown(keeper))
    other = type(client)()
    other.force_login(cast.hue_secretary)
    assert shown(other) == [("changed", "Thành đoàn Huế")]  # what she did herself, nothing else
    other.force_login(cast.secretary)
    assert shown(other) == []


def test_the_lines_are_narrowed_by_what_to_what_who_when_and_where(keeper, cast):
    moment = datetime(2016, 3, 1, 17, 30, tzinfo=UTC)  # half past midnight of the second in Viet Nam
    with clock.at(moment):
        change_unit(cast.ngocha, by=cast.hanoi_administrator, name="Đoàn phường Ngọc Hà")
    person = people.add_person(Person(full_name="Lưu Thị Mới", unit=cast.chidoan3), by=cast.badinh_secretary)
    for query, labels in {
        "verb=changed": {"Đoàn phường Ngọc Hà"},
        "subject=units.person": {"Lưu Thị Mới"},
        "who=quan&verb=changed": {"Đoàn phường Ngọc Hà"},
        "who=dinh&subject=units.person": {"Lưu Thị Mới"},
        "who=badinh": {"Lưu Thị Mới"},
        "who=---": set(),
        "since=2/3/2016&until=2/3/2016": {"Đoàn phường Ngọc Hà"},
        "until=1/3/2016": set(),
        "unit=chi+doan+3&subject=units.person": {"Lưu Thị Mới"},
    }.items():
        assert {label for _verb, label in shown(keeper, query)} == labels, query
    assert "is not a date" in keeper.get("/units/records/?since=soon").content.decode()
    assert person.pk


def test_lines_are_told_in_words_in_both_languages(cast):
    unit = change_unit(cast.chidoan3, by=cast.hanoi_administrator, sector="health", in_scope=False)
    close_unit(unit, on=date(2017, 7, 1), reason="Giải thể", by=cast.hanoi_administrator, decision_number="9-QĐ")
    closed, changed, _created = Record.objects.of(unit)
    with override("en"):
        assert subject_of(changed) == "unit"
        assert changes_of(changed) == [
            ("sector", "State administration", "Public service: health"),
            ("within the conclusion's scope", "yes", "no"),
        ]
        assert changes_of(closed) == [("closed on", "", "01/07/2017"), ("decision number", "", "9-QĐ")]
    with override("vi"):
        assert changes_of(changed)[1][1:] == ("có", "không")


def test_a_line_about_something_that_no_longer_exists_is_still_told(cast):
    line = Record.objects.create(verb="changed", subject="gone.thing", label="Cũ", changes={"colour": ["red", "blue"]})
    assert (subject_of(line), changes_of(line)) == ("gone.thing", [("colour", "red", "blue")])


def test_fifty_lines_cost_as_many_queries_as_one_and_come_in_pages(keeper, cast):
    keeper.get("/units/records/?verb=opened")
    with CaptureQueriesContext(connection) as none:
        keeper.get("/units/records/?verb=changed&q=")
    for number in range(60):
        record(Record.Verb.PUBLISHED, cast.chidoan3, by=cast.secretary, note=f"Lần {number}")
    with CaptureQueriesContext(connection) as many:
        answer = keeper.get("/units/records/?verb=published")
    assert (len(answer.context["page"]), answer.context["page"].paginator.count) == (50, 60)
    assert len(many) <= len(none) + 1  # the rows themselves


def test_in_the_excel_file_what_has_no_before_shows_no_arrow(keeper, cast):
    change_unit(cast.chidoan3, by=cast.hanoi_administrator, name="Chi đoàn Văn phòng")
    keeper.get("/units/excel/?level=5")
    content = keeper.get("/units/records/excel/").content
    said = [row[7] for row in openpyxl.load_workbook(BytesIO(content)).active.iter_rows(min_row=2, values_only=True)]
    assert said[:2] == ["narrowed to: Level: Branch; rows: 1", "full name: Chi đoàn 3 → Chi đoàn Văn phòng"]


def test_the_export_is_a_line_of_its_own(keeper, cast):
    change_unit(cast.chidoan3, by=cast.hanoi_administrator, decision_number="5-QĐ", name="Chi đoàn Văn phòng")
    rows = list(
        openpyxl.load_workbook(BytesIO(keeper.get("/units/records/excel/?verb=changed").content)).active.values
    )
    assert rows[0] == (
        "When", "By", "In which post", "What happened", "To what", "Name at the time", "Unit", "Changes", "Note",
    )  # fmt: skip
    assert [row[1:] for row in rows[1:]] == [
        ("Ngô Thị Quản", "Quản trị, Thành đoàn Hà Nội", "changed", "unit", "Chi đoàn Văn phòng", "Chi đoàn Văn phòng",
         "full name: Chi đoàn 3 → Chi đoàn Văn phòng", "5-QĐ"),
    ]  # fmt: skip
    assert ("exported", "") in shown(keeper, "verb=exported")


def test_every_verb_of_people_leaves_its_line(cast):
    by = cast.hanoi_administrator
    person = people.add_person(Person(full_name="Lưu Thị Mới", unit=cast.chidoan3), by=by)
    people.change_person(person, by=by, position="Chuyên viên")
    post = people.appoint(
        person, unit=cast.chidoan3, role=Role.MEMBER, title="Uỷ viên", from_on=date(2017, 1, 1), by=by
    )
    people.end_post(post, on=date(2017, 6, 1), by=by, decision_number="8-QĐ")
    user, _password = people.invite(person, username="moilt", by=by)
    people.set_active(user, False, by=by, reason="Nghỉ")
    told = [(line.subject, line.verb, line.note, line.by_id) for line in Record.objects.order_by("pk")]
    assert told[-7:] == [
        ("units.person", "created", "", by.pk),
        ("units.person", "changed", "", by.pk),
        ("units.post", "created", "", by.pk),
        ("units.post", "changed", "8-QĐ", by.pk),
        ("units.user", "created", "", by.pk),
        ("units.user", "changed", "", by.pk),
        ("units.user", "closed", "Nghỉ", by.pk),
    ]
    assert Post.objects.get(pk=post.pk).to_on == date(2017, 6, 1)


@pytest.mark.parametrize("wrong", ["save", "delete", "update", "delete_all"])
def test_no_line_is_edited_or_deleted(cast, wrong):
    make_unit("CD4", "Chi đoàn 4", 5, cast.ngocha)
    line = Record.objects.get(label="Chi đoàn 4")
    verbs = {
        "save": line.save, "delete": line.delete, "update": lambda: Record.objects.update(note="x"),
        "delete_all": Record.objects.all().delete,
    }  # fmt: skip
    with pytest.raises(TypeError):
        verbs[wrong]()
    assert Record.objects.get(pk=line.pk).note == ""


def test_a_download_is_told_with_the_filter_as_its_taker_saw_it(keeper, cast):
    keeper.get("/units/excel/?level=5&scope=in&sort=-name&page=1&under=" + str(cast.badinh.pk))
    keeper.get("/units/records/excel/?since=1/3/2016&sort=at")
    history, units = Record.objects.filter(verb="exported")
    told = "Everything under: Quận đoàn Ba Đình; Level: Branch; Scope: Within the conclusion's scope"
    with override("en"):
        assert changes_of(units) == [("narrowed to", "", f"{told}; Sorted by: Name (descending)"), ("rows", "", "1")]
        assert changes_of(history)[0] == ("narrowed to", "", "From: 1/3/2016; Sorted by: Oldest first")
    with override("vi"):
        assert changes_of(history)[0][2] == "Từ ngày: 1/3/2016; Sắp xếp theo: Cũ nhất trước"
    text = keeper.get("/units/records/?verb=exported").content.decode()
    assert f"<b>{told}".replace("'", "&#x27;") in text
    assert "don-vi" not in text.split("<table")[1]


def test_a_download_of_everything_says_no_filter(keeper):
    keeper.get("/units/excel/?page=2&level=")
    line = Record.objects.get(verb="exported")
    with override("en"):
        assert changes_of(line) == [("rows", "", "1")]  # one level of the tree, as it is shown
