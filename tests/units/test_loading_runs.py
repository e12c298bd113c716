"""A file on its way: checked, shown, written once and whole; left, taken up again, and what a fault leaves behind."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils.translation import override
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from tests.units.sheets import UNITS, book
from units.clock import now
from units.loading import runs
from units.loading.kinds import KINDS
from units.loading.units import writing
from units.models import ImportRun, Placement, Post, Record, Unit, User
from units.sheets import columns_of
from units.structure import move_unit
from units.vietnamese.names import search_key

NEW = ["CS9", "Đoàn cơ sở 9", "", "Đoàn cơ sở", "", "H001"]
BRANCH = ["CD9", "Chi đoàn 9", "", "Chi đoàn", "", "NGOCHA"]


@pytest.fixture(autouse=True)
def in_english(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    with override("en"):
        yield


@pytest.fixture
def large(monkeypatch):
    """Every file counts as a large one, so that it waits for the background service."""
    monkeypatch.setattr(runs, "AT_ONCE_BYTES", 0)
    monkeypatch.setattr(runs, "AT_ONCE_ROWS", 0)


def begun(cast, *rows, kind="units"):
    run = runs.begin(kind, book(UNITS, *rows), file_name="sổ.xlsx", by=cast.hanoi_administrator)
    run.refresh_from_db()
    return run


def again(run):
    run.refresh_from_db()
    return run


def work():
    """The background service does everything that waits; its own loop would close the connection of the test."""
    service = Worker(
        queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id="test", excluded_queue_names=[],
    )  # fmt: skip
    for one in DBTaskResult.objects.ready():
        one.claim(service.worker_id)
        service.run_task(one)


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_small_file_is_checked_at_once_and_written_at_once(cast, tmp_path):
    run = begun(cast, NEW)
    assert (run.state, run.rows, run.done, run.unit) == ("checked", 1, 1, cast.hanoi)
    assert not Unit.objects.filter(code="CS9").exists()
    assert len(files(tmp_path)) == 1
    assert runs.order(run)
    assert (again(run).state, run.written_at is not None) == ("written", True)
    assert Unit.objects.get(code="CS9").parent == cast.badinh
    line = Record.objects.get(verb="loaded")
    assert (line.subject, line.unit, line.note, line.changes) == ("units.unit", cast.hanoi, "sổ.xlsx", {"rows": 1})


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_written_or_thrown_away_is_kept_no_longer(cast, tmp_path):
    run, other = begun(cast, NEW), begun(cast, BRANCH)
    runs.order(run)
    assert runs.discard(other)
    assert files(tmp_path) == []
    assert not runs.discard(again(run)), "what is written stays written"


def test_a_large_file_waits_for_the_background_service_which_checks_and_writes_it(cast, large):
    run = begun(cast, NEW)
    assert run.state == "waiting"
    work()
    assert (again(run).state, run.result["counts"]) == ("checked", {"new": 1})
    assert runs.order(run)
    assert again(run).state == "writing"
    assert not Unit.objects.filter(code="CS9").exists()
    work()
    assert again(run).state == "written"
    assert Unit.objects.filter(code="CS9").exists()
    assert DBTaskResult.objects.filter(status="SUCCESSFUL").count() == 2


def test_what_is_asked_twice_is_done_once(cast, large):
    run = begun(cast, NEW)
    runs.check.enqueue(run.pk)
    work()
    assert runs.order(again(run))
    assert not runs.order(again(run))
    runs.write.enqueue(run.pk)
    work()
    assert Record.objects.filter(verb="loaded").count() == 1


def test_a_file_that_is_no_such_sheet_says_so_and_is_not_written(cast):
    run = runs.begin("units", b"not a sheet", file_name="x.xlsx", by=cast.hanoi_administrator)
    assert (again(run).state, run.problem) == (
        "failed", "This is not an Excel file (.xlsx). Save it as “Excel workbook” and try again.",
    )  # fmt: skip
    assert not runs.order(run)


def test_a_file_with_something_to_correct_or_nothing_to_do_is_not_written(cast):
    assert not runs.order(begun(cast, [*NEW[:5], "XYZ"]))
    assert not runs.order(begun(cast, ["CD3", "Chi đoàn 3", "Chi đoàn 3", "", "", "NGOCHA"]))


def test_what_has_changed_since_it_was_shown_is_checked_again_and_not_written(cast):
    run = begun(cast, BRANCH)
    move_unit(cast.ngocha, to=cast.hanoi, by=cast.hanoi_administrator, decision_number="1-QĐ")
    runs.order(run)
    assert (again(run).state, run.result["overtaken"]) == ("checked", True)
    assert not Unit.objects.filter(code="CD9").exists()
    runs.order(run)
    assert (again(run).state, "overtaken" in run.result) == ("written", False)


def test_a_fault_in_the_middle_of_writing_leaves_nothing(cast, monkeypatch):
    run = begun(cast, NEW, BRANCH)
    before = Unit.objects.count(), Placement.objects.count(), Record.objects.count()

    def breaks(*args, **kwargs):
        assert Unit.objects.filter(code="CS9").exists(), "the units are there, their history is not"
        raise DatabaseError("the connection is gone")

    monkeypatch.setattr(writing, "record_each", breaks)
    with pytest.raises(DatabaseError):
        runs.order(run)
    assert (Unit.objects.count(), Placement.objects.count(), Record.objects.count()) == before
    assert (again(run).state, run.problem) == (
        "failed", "The file could not be written: a fault of ours. Nothing was written.",
    )  # fmt: skip


@pytest.mark.parametrize("state", ["waiting", "checking", "writing"])
def test_a_run_of_which_nothing_is_heard_is_taken_up_again(cast, large, state):
    run = begun(cast, NEW)
    if state == "writing":
        work()
        again(run)
    DBTaskResult.objects.all().delete()  # the service was killed and knows nothing of it any more
    ImportRun.objects.filter(pk=run.pk).update(state=state, alive_at=now())
    assert not runs.again(again(run)), "somebody may still be at it"
    ImportRun.objects.filter(pk=run.pk).update(alive_at=now() - timedelta(minutes=6))
    assert runs.again(again(run))
    work()
    assert again(run).state == ("written" if state == "writing" else "checked")
    assert Unit.objects.filter(code="CS9").exists() == (state == "writing")


def test_whoever_lost_the_post_meanwhile_writes_nothing(cast):
    run = begun(cast, NEW)
    cast.hanoi_administrator.person.posts.update(to_on="2017-11-01")
    runs.order(ImportRun.objects.get(pk=run.pk))
    assert not Unit.objects.filter(code="CS9").exists()


def test_whoever_s_account_was_closed_meanwhile_writes_nothing(cast, large):
    run = begun(cast, NEW)
    work()
    assert runs.order(again(run))
    User.objects.filter(pk=cast.hanoi_administrator.pk).update(is_active=False)
    work()
    assert (again(run).state, run.problem) == ("failed", "The account of Ngô Thị Quản is closed.")
    assert not Unit.objects.filter(code="CS9").exists()


def test_a_file_is_read_in_the_post_in_which_it_was_sent(cast):
    by = cast.hanoi_administrator
    Post.objects.create(person=by.person, unit=cast.hue, role="administrator", title="Quản trị", from_on="2016-01-01")
    by = User.objects.get(pk=by.pk)
    sheet = book(UNITS, NEW, ["CDMOI", "Chi đoàn mới", "", "Chi đoàn", "", "H474"])
    problems = {}
    for post in by.held_posts:
        by.acting_post, by.current_posts = post, [post]
        run = again(runs.begin("units", sheet, file_name="x.xlsx", by=by))
        problems[run.unit.code] = [line["key"] for line in run.result["lines"] if "problems" in line]
    assert problems == {"T01": ["CDMOI"], "T46": ["CS9"]}


def test_old_files_that_nobody_came_back_to_are_thrown_away(cast, tmp_path):
    run = begun(cast, NEW)
    ImportRun.objects.filter(pk=run.pk).update(created_at=now() - timedelta(days=15))
    begun(cast, BRANCH)
    assert again(run).state == "discarded"
    assert len(files(tmp_path)) == 1


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_name_of_a_column_belongs_to_two(kind):
    """Whichever language a sheet comes in, each of its headers says one thing."""
    meant: dict[str, set[str]] = {}
    for column, headers in columns_of(KINDS[kind].sheet).items():
        for header in headers:
            meant.setdefault(search_key(header), set()).add(column)
    assert {header: columns for header, columns in meant.items() if len(columns) > 1} == {}
