"""What lies on my desk?"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from units import inbox, oddities, sheets
from units.approval import Action, Power, units_with
from units.filters.inbox import InboxFilter
from units.heads import Column, heads
from units.models import Paper, Unit
from units.pieces import render_page
from units.requests import Request
from units.resources import DeskExport

COLUMNS = (
    Column("", gettext_lazy("Paper")),
    Column("unit", pgettext_lazy("noun", "Unit")),
    Column("sender", gettext_lazy("Sent by")),
    Column("waiting", gettext_lazy("Waiting"), number=True),
)


def narrowed(request: Request, asked: QueryDict) -> tuple[InboxFilter, inbox.Inbox, inbox.Inbox]:
    """Returns the filter of an address, the desk narrowed by it, and of that the kind asked for, odd papers first."""
    narrow = InboxFilter(asked, queryset=Unit.objects.none(), request=request)
    order = narrow.order
    lying = inbox.on_desks_of(request.user, narrow.filter_queryset)
    lying = lying.sorted_by(order) if order else lying
    code = asked.get("kind", "")
    shown = lying.only(code) if code in lying.papers else lying
    return narrow, lying, shown.put_odd_first(request.user)


@require_safe
def desk_list(request: Request) -> HttpResponse:
    """The inbox: what the visitor can answer, of every kind, what is odd first, then the longest waiting."""
    narrow, lying, shown = narrowed(request, request.GET)
    pages: Paginator[Any] = Paginator(shown, inbox.PAGE)  # type: ignore[arg-type]  # it counts and slices
    page = pages.get_page(request.GET.get("page"))
    context = {
        "filter": narrow, "page": page, "narrowed": narrow.is_narrowed, "columns": heads(COLUMNS, narrow.order),
        "decides": units_with(request.user, Power.DECIDE), "tabs": _tabs(request, lying), "bulk": _bulk(list(page)),
        "others": _others(shown), "first": next((row.key for row in page if not row.oddities), ""),
    }  # fmt: skip
    return render_page(request, "units/desk_list.html", context)


@require_safe
def desk_export(request: Request) -> HttpResponse:
    """The same list as an Excel file."""
    narrow, _lying, shown = narrowed(request, request.GET)
    return sheets.download(DeskExport, shown, by=request.user, name="cho-duyet", filters=narrow)


def _tabs(request: Request, lying: inbox.Inbox) -> list[dict[str, Any]]:
    """Returns a way to all papers and to each kind that has any, with their number; the rest of the filter stays."""
    rest, code = request.GET.copy(), request.GET.get("kind", "")
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


def _others(shown: inbox.Inbox) -> list[dict[str, Any]]:
    """Returns the kinds that were looked at, each with the tickets of the papers in which nothing was found."""
    return [
        {
            "code": code, "kind": shown.papers[code].model._meta, "odd": len(looked.odd), "tickets": looked.tickets,
            "left_out": looked.left_out, "number": len(looked.rest), "looked": len(looked.rest) + len(looked.odd),
            "approve": reverse("paper_bulk", args=[code, Action.APPROVE.value]), "rules": oddities.rules(code),
        }
        for code, looked in shown.looked.items() if looked.odd or looked.rest
    ]  # fmt: skip
