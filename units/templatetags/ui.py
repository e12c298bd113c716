"""How do marks, the buttons of a paper, lists and charts look? Loaded in every template (settings, TEMPLATES)."""

import uuid
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.db.models import Model
from django.forms import BoundField, CheckboxInput, ModelChoiceField
from django.http import HttpRequest
from django.template.context import RequestContext
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from units import charts
from units.approval import RULES, Action, State, open_actions
from units.models import Paper
from units.requests import Request

register = template.Library()

# --- marks ---------------------------------------------------------------------------------------------------------


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draws a mark of static/img/icons.svg; always beside its word, so hidden from readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("img/icons.svg"),
        name,
    )


_RINGS = {
    "self": '<circle class="core" cx="10" cy="13" r="4"/>',
    "work": '<circle cx="10" cy="11.5" r="6.5"/><circle class="core" cx="10" cy="14.5" r="2.5"/>',
    "community": (
        '<circle cx="10" cy="10" r="8.5"/><circle cx="10" cy="12.75" r="5.25"/>'
        '<circle class="core" cx="10" cy="15.25" r="1.75"/>'
    ),
}


@register.simple_tag
def rings(key: str, y: int | None = None) -> SafeString:
    """Draws a responsibility's mark: one, two or three rings standing on the same ground; inside a chart at `y` px."""
    drawing = SafeString(_RINGS[key])  # our own constant: nothing of a user's reaches it
    place = "" if y is None else format_html(' x="0" y="{}" width="18" height="18"', str(y))
    return format_html('<svg class="rings {}" viewBox="0 0 20 20" aria-hidden="true"{}>{}</svg>', key, place, drawing)


# --- papers --------------------------------------------------------------------------------------------------------

_TONES = {
    Action.SUBMIT: "",
    Action.APPROVE: "",
    Action.EDIT: "secondary",
    Action.RECALL: "secondary",
    Action.RETURN: "secondary",
    Action.DECLINE: "danger",
    Action.DISCARD: "danger",
}
_ORDER: tuple[Action, ...] = (
    Action.APPROVE, Action.SUBMIT, Action.EDIT, Action.RETURN, Action.RECALL, Action.DECLINE, Action.DISCARD,
)  # fmt: skip


@register.inclusion_tag("components/actions.html", takes_context=True)
def actions(context: RequestContext, paper: Paper, back: str = "") -> dict[str, Any]:
    """Draws the buttons of what the visitor may do with the paper now; see components/actions.html."""
    request: Request = context["request"]
    allowed = open_actions(paper, request.user)
    tones, order = _TONES, _ORDER
    if paper.state == State.RETURNED and not context.get("changes"):  # sent as it is, it would only come back again
        tones, order = _TONES | {Action.EDIT: "", Action.SUBMIT: "secondary"}, (Action.EDIT, *_ORDER)
    buttons = [
        {
            "action": action.value,
            "label": action.label,
            "tone": tones[action],
            "url": action_url(paper, action),
            "asks": RULES[action].note_required or action == Action.DISCARD,
            "note_required": RULES[action].note_required,
        }
        for action in dict.fromkeys(order)
        if action in allowed
    ]
    return {
        "paper": paper,
        "buttons": buttons,
        "back": back,
        "request": request,
        "request_id": uuid.uuid4(),
        "csrf_token": context.get("csrf_token"),
    }


def action_url(paper: Paper, action: Action) -> str:
    """Returns the address of an action: the kind's own page to edit, the platform's for every verb of a desk."""
    if action == Action.EDIT:
        return reverse(f"{paper._meta.app_label}:{paper._meta.model_name}_edit", args=[paper.pk])
    if action == Action.DISCARD:
        return reverse("paper_discard", args=[paper.kind_code(), paper.pk])
    return reverse("paper_action", args=[paper.kind_code(), paper.pk, action.value])


_MARKS = {"submit": "sent", "recall": "draft", "approve": "accepted", "return": "returned", "decline": "declined"}


@register.filter
def action_mark(action: str) -> str:
    """Returns the icon of an action in a history."""
    return _MARKS.get(action, action if action in ("moved", "loaded") else "draft")


# What a button's word says when it has been pressed: a history tells what was done.
_DONE = {
    Action.SUBMIT: pgettext_lazy("history", "Sent"),
    Action.RECALL: pgettext_lazy("history", "Recalled"),
    Action.APPROVE: pgettext_lazy("history", "Accepted"),
    Action.RETURN: pgettext_lazy("history", "Returned"),
    Action.DECLINE: pgettext_lazy("history", "Declined"),
}


@register.filter
def done(action: str) -> str:
    """Returns the word of an action in a history: "Sent", "Returned"."""
    return str(_DONE.get(Action(action)) or Action(action).label)


@register.simple_tag
def request_id() -> str:
    """Makes the unique number that turns a repeated send into the same receipt (product.md, rule 10)."""
    return str(uuid.uuid4())


# --- lists ---------------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def page_ways(context: RequestContext, page: Page) -> dict[str, Any]:
    """Returns the addresses `previous` and `next`, "" where there is none, the number `here`, and `numbers`: (number,
    address) of the pages worth showing around this one, an ellipsis without an address for the gaps."""
    asked = context["request"].GET.copy()

    def way(number: int | str) -> str:
        asked["page"] = str(number)
        return f"?{asked.urlencode()}"

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "previous": way(page.number - 1) if page.has_previous() else "",
        "next": way(page.number + 1) if page.has_next() else "",
        "here": str(page.number),
        "numbers": [(str(one), way(one) if isinstance(one, int) else "") for one in shown],
    }


@register.simple_tag(takes_context=True)
def active_filters(context: RequestContext, form: Any) -> list[dict[str, str]]:
    """Returns the filters in force as {label, value, href}; href is the list without that one.

    A value that the form refuses narrows nothing: it has no chip, and no chip's address carries it on.
    """
    request: HttpRequest = context["request"]
    chips, refused = [], [name for field in form if field.errors for name in _names(field, request)]
    for field in form:
        names = _names(field, request)
        if field.errors or not any(request.GET.get(name) for name in names):
            continue
        rest = request.GET.copy()
        for name in [*names, *refused, "page"]:
            rest.pop(name, None)
        chips.append({"label": field.label, "value": chosen(field), "href": f"?{rest.urlencode()}"})
    return chips


def _names(field: BoundField, request: HttpRequest) -> list[str]:
    """Returns the names in the address that belong to a field; a span of days has two."""
    return [name for name in request.GET if name == field.html_name or name.startswith(f"{field.html_name}_")]


def chosen(field: BoundField) -> str:
    """Returns what was chosen in a bound field, as its widget words it; of a ticked box "yes"."""
    if isinstance(field.field.widget, CheckboxInput):
        return _("yes") if field.value() else ""
    meant = getattr(field.form, "cleaned_data", {}).get(field.name)
    if isinstance(meant, Model) and isinstance(field.field, ModelChoiceField):  # all the others need not be asked for
        return field.field.label_from_instance(meant)
    value = field.data
    values = [str(item) for item in (value if isinstance(value, list | tuple) else [value]) if item]
    words: dict[str, str] = {}
    for key, word in getattr(field.field.widget, "choices", ()):
        words |= {str(k): str(w) for k, w in word} if isinstance(word, list | tuple) else {str(key): str(word)}
    return ", ".join(words.get(item, item) for item in values)


# --- charts --------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(rows: Sequence[Mapping[str, Any]], title: str, **options: Any) -> dict[str, Any]:
    """Draws horizontal bars with their table; rows as in `units.charts.bar_chart`, options in the component."""
    top, dense = options.pop("top", None), options.pop("dense", False)
    return {"chart": charts.bar_chart(rows, top=top, dense=dense), "title": title, "rows": rows, **options}


@register.inclusion_tag("components/column_chart.html")
def column_chart(series: Sequence[Mapping[str, Any]], title: str, **options: Any) -> dict[str, Any]:
    """Draws a strip of columns per series with their table; series as in `units.charts.column_chart`."""
    rows = [
        {"label": points[0]["label"], "points": points}
        for points in zip(*(one["points"] for one in series), strict=True)
    ]
    return {"chart": charts.column_chart(series), "title": title, "series": series, "rows": rows, **options}


@register.simple_tag
def demo_accounts() -> dict[str, Any]:
    """Returns the demonstration's accounts for the sign-in page, {} in a real installation.

    `settings.DEMO_ACCOUNTS` is {"password": …, "list": [{"username", "who", "try"}, …]}; readers of English get
    "who_en" and "try_en" where an account has them.
    """
    accounts: dict[str, Any] = settings.DEMO_ACCOUNTS if settings.DEMO else {}
    if accounts and (get_language() or "vi").startswith("en"):
        listed = [{**one, "who": one.get("who_en", one["who"]), "try": one.get("try_en")} for one in accounts["list"]]
        return {**accounts, "list": listed}
    return accounts


@register.filter
def words(text: str) -> list[str]:
    """Splits a text at its spaces."""
    return text.split()
