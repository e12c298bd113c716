"""What waits between two pages: its sender's alone, for its purpose alone, for a day."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from units import held


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    return tmp_path / "held"


def test_what_was_put_aside_comes_back_with_what_was_said_about_it(cast):
    token = held.hold(b"123", by=cast.secretary, purpose="sheet", about={"name": "sổ.xlsx"})
    assert held.held(token, by=cast.secretary, purpose="sheet") == (b"123", {"name": "sổ.xlsx"})


def test_nobody_else_no_other_purpose_and_no_forged_token_opens_it(cast):
    token = held.hold(b"123", by=cast.secretary, purpose="sheet")
    assert held.held(token, by=cast.member, purpose="sheet") is None
    assert held.held(token, by=cast.secretary, purpose="photograph") is None
    assert held.held(token[:-1], by=cast.secretary, purpose="sheet") is None
    held.release(token, by=cast.member, purpose="sheet")
    assert held.held(token, by=cast.secretary, purpose="sheet") == (b"123", {})


def test_what_was_released_is_gone(cast, folder):
    token = held.hold(b"123", by=cast.secretary, purpose="sheet")
    held.release(token, by=cast.secretary, purpose="sheet")
    assert held.held(token, by=cast.secretary, purpose="sheet") is None
    assert list(folder.iterdir()) == []


def test_only_this_account_of_the_machine_reads_the_folder(cast, folder):
    held.hold(b"123", by=cast.secretary, purpose="sheet")
    [file] = folder.iterdir()
    assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)


def test_after_a_day_it_is_closed_and_after_two_swept_away(cast, folder):
    token = held.hold(b"123", by=cast.secretary, purpose="sheet")
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert held.held(token, by=cast.secretary, purpose="sheet") is None
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        held.hold(b"456", by=cast.secretary, purpose="sheet")
        assert [path.read_bytes() for path in folder.iterdir()] == [b"456"]
