"""A chart's strokes go where the numbers say."""

import re

import pytest
from django.template import Context, Template
from django.utils import translation

from units.charts import bar_chart, column_chart

ROWS = [
    {"label": "Hà Nội", "value": 200, "text": "200", "href": "/a/", "mark": 250},
    {"label": "Huế", "value": 50, "text": "50", "mark": 25},
    {"label": "Cao Bằng", "value": None, "text": "–"},
]


def test_the_greatest_value_or_target_fills_the_width():
    chart = bar_chart(ROWS)

    assert [bar.width for bar in chart.bars] == ["80.00%", "20.00%", "0.00%"]
    assert [bar.mark_x for bar in chart.bars] == ["100.00%", "10.00%", ""]
    assert chart.height == 144


def test_a_given_top_keeps_charts_on_one_scale_and_nothing_runs_over_it():
    chart = bar_chart(ROWS, top=100)

    assert [bar.width for bar in chart.bars] == ["100.00%", "50.00%", "0.00%"]
    assert chart.bars[0].mark_x == "100.00%"


def test_dense_bars_begin_beside_their_labels():
    chart = bar_chart(ROWS, dense=True)

    assert (chart.start, chart.room, chart.height) == ("40.00%", "44.00%", 96)
    assert [bar.width for bar in chart.bars] == ["35.20%", "8.80%", "0.00%"]
    assert chart.bars[0].mark_x == "84.00%"


@pytest.mark.parametrize("rows", [[], [{"label": "a", "value": 0, "text": "0"}]])
def test_nothing_to_show_is_no_division_by_zero(rows):
    assert [bar.width for bar in bar_chart(rows).bars] == ["0.00%"] * len(rows)


def series(*values: list[int]) -> list[dict]:
    keys = ("self", "work", "community")
    return [
        {"key": key, "label": key, "points": [{"label": str(n + 1), "value": v} for n, v in enumerate(points)]}
        for key, points in zip(keys, values, strict=False)
    ]


def test_strips_share_one_scale_and_stand_on_their_own_ground():
    chart = column_chart(series([10, 0, 5], [20, 1, 0]))
    first, second = chart.strips

    assert [column.height for column in first.columns] == [36, 0, 18]
    assert [column.height for column in second.columns] == [72, 4, 0]
    assert first.base_y == 104
    assert second.base_y == 216
    assert all(c.y + c.height == strip.base_y for strip in chart.strips for c in strip.columns)


def test_something_small_is_still_seen_and_nothing_is_not():
    [strip] = column_chart(series([1000, 1, 0])).strips

    assert [column.height for column in strip.columns] == [72, 2, 0]


def test_many_months_are_named_only_now_and_then():
    assert [label for _, label in column_chart(series([1] * 12)).ticks] == [str(n) for n in range(1, 13)]
    assert [label for _, label in column_chart(series([1] * 36)).ticks] == [str(n) for n in range(1, 37, 3)]
    assert column_chart(series([1] * 2)).ticks == [("25.00%", "1"), ("75.00%", "2")]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_drawing_has_no_grouped_numbers_no_styles_and_its_table_beside(language):
    rows = [{"label": f"Đơn vị {n}", "value": n, "text": str(n), "href": f"/u/{n}/"} for n in range(1200)]
    with translation.override(language):
        page = Template('{% bar_chart rows title="T" head="Đơn vị" value_head="Số" %}').render(Context({"rows": rows}))

    attributes = re.findall(r'\b(?:x|y|x1|x2|y1|y2|width|height)="([^"]*)"', page)
    assert len(attributes) > 1200 * 8
    assert [value for value in attributes if not re.fullmatch(r"\d+(\.\d\d)?%?", value)] == []
    assert 'height="57600"' in page
    assert "style=" not in page
    assert page.count("<tr>") == 1201


def test_a_label_from_a_user_cannot_become_markup():
    rows = [{"label": "<script>x</script>", "value": 1, "text": "1", "href": '"><b>'}]
    page = Template('{% bar_chart rows title="T" %}').render(Context({"rows": rows}))

    assert "<script>" not in page
    assert '"><b>' not in page
