"""How are the fields of a form drawn that stand on every list: without a template for each choice of each of them.

Django draws a list of choices with two templates for every choice; a filter with a hundred of them costs more than the
list beneath it. What is written here is what those templates write, letter for letter (a test compares them).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


def _text(value: Any) -> str:
    """A value as it stands in an attribute: escaped unless it is safe already."""
    return conditional_escape(value if isinstance(value, str) else str(value))


def _attributes(attrs: Mapping[str, Any]) -> str:
    given = [(name, value) for name, value in attrs.items() if value is not False]
    return "".join(f" {name}" if value is True else f' {name}="{_text(value)}"' for name, value in given)


def draw_select(widget: Mapping[str, Any]) -> SafeString:
    """Draws a list to choose from, with its groups."""
    groups = "".join(
        f'<optgroup label="{conditional_escape(name)}">{_options(choices)}</optgroup>' if name else _options(choices)
        for name, choices, _index in widget["optgroups"]
    )
    return mark_safe(f'<select name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>{groups}</select>')


def _options(choices: list[Mapping[str, Any]]) -> str:
    return "".join(
        f'<option value="{_text(one["value"])}"{_attributes(one["attrs"])}>'
        f"{conditional_escape(localize(one['label']))}</option>"
        for one in choices
    )


def draw_input(widget: Mapping[str, Any]) -> SafeString:
    """Draws a field to type into, to tick, or that is not seen."""
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    name = f'name="{_text(widget["name"])}"'
    return mark_safe(f'<input type="{widget["type"]}" {name}{value}{_attributes(widget["attrs"])}>')


DRAWN: dict[str, Callable[[Mapping[str, Any]], SafeString]] = {
    "django/forms/widgets/select.html": draw_select,
    **{
        f"django/forms/widgets/{kind}.html": draw_input
        for kind in ("input", "text", "hidden", "checkbox", "number", "email", "date", "url", "password")
    },
}
