"""The writer of a file is killed, or somebody moves the tree at the same moment: nothing of the file is there."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection, transaction

from tests.sessions import Session, until_waiting
from tests.units.sheets import UNITS, book
from units.clock import now
from units.faults import faults
from units.loading import runs
from units.models import ImportRun, Record, Unit
from units.structure import move_unit

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]

# Another process, which writes the run and comes to a stand where the units are in and their history is not.
WRITER = """
import sys, time, django
django.setup()
from units.loading import runs
from units.loading.units import writing
from units.models import Unit

def stand(*args, **kwargs):
    print("in the middle with", Unit.objects.filter(code="CS9").count(), flush=True)
    time.sleep(60)

writing.record_each = stand
runs.write.call(int(sys.argv[1]))
"""


def database() -> str:
    """The address of the database of this very test."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))


def test_a_writer_that_is_killed_leaves_nothing_and_another_one_writes_it(cast, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    row = ["CS9", "Đoàn cơ sở 9", "", "Đoàn cơ sở", "", "H001"]
    run = runs.begin("units", book(UNITS, row), file_name="sổ.xlsx", by=cast.hanoi_administrator)
    before = Unit.objects.count(), Record.objects.count()
    ImportRun.objects.filter(pk=run.pk).update(state="writing")
    environment = os.environ | {"DATABASE_URL": database(), "PRIVATE_ROOT": str(tmp_path)}
    command = [sys.executable, "-c", WRITER, str(run.pk)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout.readline() == "in the middle with 1\n"
        writer.kill()

    run.refresh_from_db()
    assert run.state == "writing"
    assert (Unit.objects.count(), Record.objects.count()) == before
    ImportRun.objects.filter(pk=run.pk).update(alive_at=now() - timedelta(minutes=6))
    run.refresh_from_db()
    assert runs.again(run)
    runs.write.call(run.pk)
    assert Unit.objects.filter(code="CS9").exists()
    assert list(faults()) == []


def test_a_file_that_meets_a_move_waits_for_it_and_is_then_shown_anew(cast, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    row = ["CD9", "Chi đoàn 9", "", "Chi đoàn", "", "NGOCHA"]
    run = runs.begin("units", book(UNITS, row), file_name="sổ.xlsx", by=cast.hanoi_administrator)
    ImportRun.objects.filter(pk=run.pk).update(state="writing")
    with transaction.atomic():
        move_unit(cast.ngocha, to=cast.hanoi, by=cast.hanoi_administrator, decision_number="1-QĐ")
        writing = Session(lambda: runs.write.call(run.pk))
        until_waiting(1)
    writing.result()

    run.refresh_from_db()
    assert (run.state, run.result["overtaken"]) == ("checked", True)
    assert not Unit.objects.filter(code="CD9").exists()
    assert runs.order(run)
    assert Unit.objects.get(code="CD9").parent == cast.ngocha
    assert list(faults()) == []
