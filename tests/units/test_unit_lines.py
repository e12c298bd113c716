"""A line of the list of units is written as it stands here, whatever the names in it hold."""

from __future__ import annotations

from datetime import date

from django.template import engines
from django.utils.translation import override

from units.models import Unit
from units.rows import rows


def drawn(unit: Unit, language: str, *, day: date | None = None) -> list[str]:
    template = engines["django"].from_string("{% load unit_lines %}{% unit_lines rows %}")
    with override(language):
        return template.render({"rows": rows([unit], day=day)}).splitlines()


def made(**fields) -> Unit:
    unit = Unit(
        pk=1677, code="A&B", name="Chi đoàn <1>", short_name="1", level=5, kind="branch", sector="health",
        opened_on=date(2015, 1, 1), **fields,
    )  # fmt: skip
    unit.child_count = 0
    return unit


def test_a_line_has_the_name_that_leads_on_and_its_cells_with_their_labels(db):
    assert drawn(made(), "en") == [
        "<tr data-row>",
        '<th scope="row"><a class="row-link" href="/units/1677/">Chi đoàn &lt;1&gt;</a></th>',
        '<td data-label="Code">A&amp;B</td>',
        '<td data-label="Level">Branch</td>',
        '<td data-label="Sector">Public service: health</td>',
        '<td class="num" data-label="Directly beneath">0</td>',
        "</tr>",
    ]


def test_a_line_of_a_past_day_keeps_the_day_and_tells_marks_other_names_and_the_way(db):
    unit = made(is_demonstration=True, is_pilot=True, closed_on=date(2016, 2, 3))
    unit.child_count, unit.way, unit.now_called, unit.formerly = 1200, "Hà Nội › <Ba Đình>", "Chi đoàn 9", ""
    line = "".join(drawn(unit, "vi", day=date(2016, 5, 6)))

    assert 'href="/units/1677/?on=2016-05-06"' in line
    assert line.count("03/02/2016</span>") == line.count("Chi đoàn 9</div>") == 1
    assert '<div class="path">Hà Nội › &lt;Ba Đình&gt;</div></th>' in line
    assert "Đơn vị điểm" not in line
    assert '<td class="num" data-label="Đơn vị trực thuộc"><a class="level-down" hx-boost="true"' in line
    assert 'href="?under=1677&amp;on=2016-05-06"' in line
    assert ">1.200<svg" in line
