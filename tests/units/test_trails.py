"""The way from the root to a unit, for one and for many."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from units.models import Unit
from units.trails import steps_to, with_trails


def test_every_unit_gets_its_ancestors_root_first_in_one_query(cast):
    units = list(Unit.objects.order_by("pk"))
    with CaptureQueriesContext(connection) as caught:
        with_trails(units)
    assert len(caught) == 1
    trails = {unit.code: [above.code for above in unit.trail] for unit in units}
    assert trails["TW"] == []
    assert trails["CD3"] == ["TW", "T01", "H001", "NGOCHA"]
    assert trails["CDHUE"] == ["TW", "T46", "H474"]


def test_roots_alone_and_nothing_at_all_cost_no_query(cast):
    with CaptureQueriesContext(connection) as caught:
        with_trails([cast.central])
        with_trails([])
    assert len(caught) == 0
    assert cast.central.trail == []


def test_only_what_one_reads_is_a_link_and_the_page_stands_last(cast):
    steps = steps_to(cast.ngocha, by=cast.badinh_secretary, last="Kế hoạch")
    assert [(step["label"], bool(step["href"])) for step in steps] == [
        ("Trung ương Đoàn", False),
        ("Thành đoàn Hà Nội", False),
        ("Quận đoàn Ba Đình", True),
        ("Đoàn cơ sở phường Ngọc Hà", True),
        ("Kế hoạch", False),
    ]
    assert steps_to(cast.badinh, by=cast.badinh_secretary)[-1]["label"] == "Quận đoàn Ba Đình"
