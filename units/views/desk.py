"""What lies on my desk?"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from units import inbox
from units.approval import Action, Power, units_with
from units.filters.inbox import InboxFilter
from units.models import Paper, Unit
from units.requests import Request


@require_safe
def desk_list(request: Request) -> HttpResponse:
    """The inbox: what the visitor can answer, of every kind, the longest waiting first."""
    narrow = InboxFilter(request.GET, queryset=Unit.objects.none(), request=request)
    narrowed = narrow.form.is_valid() and any(narrow.form.cleaned_data.values())
    lying = inbox.on_desks_of(request.user, narrow.filter_queryset)
    code = request.GET.get("kind", "")
    shown = lying.only(code) if code in lying.papers else lying
    pages: Paginator[Any] = Paginator(shown, inbox.PAGE)  # type: ignore[arg-type]
    page = pages.get_page(request.GET.get("page"))
    context = {"filter": narrow, "page": page, "narrowed": narrowed, "decides": units_with(request.user, Power.DECIDE)}
    context |= {"tabs": _tabs(request, lying, code), "bulk": _bulk(list(page))}
    return render(request, "units/desk_list.html", context)


def _tabs(request: Request, lying: inbox.Inbox, code: str) -> list[dict[str, Any]]:
    """Returns a way to all papers and to each kind that has any, with their number; the rest of the filter stays."""
    rest = request.GET.copy()
    rest.pop("page", None)
    tabs = [("", _("All"), lying.count())]
    tabs += [
        (kind.kind_code(), str(kind._meta.verbose_name_plural), lying.tally.get(kind.kind_code(), (0, None))[0])
        for kind in Paper.kinds()
        if kind.kind_code() in lying.tally or kind.kind_code() == code
    ]
    found = []
    for value, label, number in tabs:
        rest["kind"] = value
        found.append({"href": f"?{rest.urlencode()}", "label": label, "number": number, "here": value == code})
    return found


def _bulk(rows: list[inbox.Row]) -> list[dict[str, Any]]:
    """Returns the kinds on the page, each with the addresses where many of it are answered at once."""
    kinds = dict.fromkeys(row.kind for row in rows)
    return [
        {
            "code": kind.kind_code(),
            "name": kind._meta.verbose_name_plural,
            "approve": reverse("paper_bulk", args=[kind.kind_code(), Action.APPROVE.value]),
            "return": reverse("paper_bulk", args=[kind.kind_code(), Action.RETURN.value]),
        }
        for kind in kinds
    ]
