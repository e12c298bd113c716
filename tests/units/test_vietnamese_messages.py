"""Whoever wrote something unreadable is told what is wrong with it."""

import re
from pathlib import Path

import pytest
from django.utils import translation

import units.vietnamese
from units.vietnamese.messages import MESSAGES, message
from units.vietnamese.numbers import read_count
from units.vietnamese.unreadable import Unreadable

PACKAGE = Path(units.vietnamese.__file__).parent


def test_every_code_has_its_message_and_every_message_its_code():
    readers = "".join((PACKAGE / name).read_text() for name in ("numbers.py", "dates.py"))
    raised = re.findall(r"Unreadable\(([^,]+),", readers)
    codes = set(re.findall(r'"(\w+)"', " ".join(raised)))
    assert codes == set(MESSAGES)


def test_a_message_quotes_what_was_written():
    with translation.override("en"):
        assert message(Unreadable("negative", "-5")) == "“-5” is negative. Write zero or more."


def test_a_message_quotes_no_more_than_a_line_of_it_and_minds_no_percent_sign():
    with pytest.raises(Unreadable) as refused:
        read_count("100%" + " rất nhiều" * 50)
    with translation.override("en"):
        text = message(refused.value)
    assert text.startswith("“100% rất nhiều")
    assert text.endswith("…” is a percentage. Write how many.")
    assert len(text) < 110
