"""How do the days and the figures of an activity look in a line? `{% load activity %}`"""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaign.counts import counted, figure
from campaign.models import Activity
from units.templatetags.numbers import money, number
from units.vietnamese.display import format_span

register = template.Library()


@register.filter
def span(activity: Activity) -> str:
    """Writes when it was, as exactly as it is known: "27/06/2016", "cả tháng 3/2017", "quý II/2017"."""
    precision: Any = activity.precision
    return format_span(activity.started_on, activity.ended_on, precision, (get_language() or "vi")[:2])


@register.filter
def counting(words: str, amount: int | None) -> str:
    """Writes what is counted as it runs after a number: "1 case file", "2 case files"."""
    return counted(words, amount)


@register.filter
def count(activity: Activity, name: str) -> str:
    """Writes a counted value for a table: "1.677", "≈ 800"; an en dash, with its word, where there is none."""
    shown = figure(activity, name)
    if shown.value is None:
        return format_html(
            '<span class="count-none" title="{}"><span aria-hidden="true">–</span>'
            '<span class="visually-hidden">{}</span></span>',
            shown.state_label, shown.state_label,
        )  # fmt: skip
    text = money(shown.value) if name == "value" else number(shown.value)
    if not shown.approximate:
        return text
    about = '<span aria-hidden="true">≈ </span><span class="visually-hidden">{} </span>{}'
    return format_html(about, _("about"), text)
