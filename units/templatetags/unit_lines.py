"""How is a line of the list of units drawn? In one piece: forty pieces of a template cost more than finding it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from units.templatetags.ui import icon

register = template.Library()

LINE = """<tr data-row>
<th scope="row"><a class="row-link" href="{href}">{name}</a>{marks}{names}{way}</th>
<td data-label="{code_label}">{code}</td>
<td data-label="{level_label}">{level}</td>
<td data-label="{sector_label}">{sector}</td>
<td class="num" data-label="{beneath_label}">{beneath}</td>
</tr>
"""
WAY = '<div class="path">{}</div>'
DOWN = '<a class="level-down" hx-boost="true" href="{}" aria-label="{}">{}{}</a>'


@register.simple_tag
def unit_lines(rows: Iterable[Any]) -> SafeString:
    """Draws rows (`units.rows`) as lines of the list of units; on a phone each cell says by its label what it is."""
    labels = _labels(get_language())
    return format_html_join("", LINE, (labels | _cells(row) for row in rows))


def _cells(row: Any) -> dict[str, str]:
    return {
        "href": row.href, "name": row.name, "marks": row.marks, "code": row.code, "level": row.level,
        "sector": row.sector, "way": format_html(WAY, row.way) if row.way else "",
        "names": render_to_string("units/unit_other_names.html", {"unit": row.unit}) if row.unit else "",
        "beneath": format_html(DOWN, row.down, row.said, row.number, icon("next")) if row.down else "0",
    }  # fmt: skip


@cache
def _labels(_language: str | None) -> dict[str, str]:
    labels = {"code": _("Code"), "level": _("Level"), "sector": _("Sector"), "beneath": _("Directly beneath")}
    return {f"{name}_label": conditional_escape(label) for name, label in labels.items()}
