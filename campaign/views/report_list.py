"""Which reports are expected, which have come, which wait for me? One list for author and reviewer alike."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from campaign import punctuality
from campaign.filters.reports import ExpectedFilter
from campaign.models import Expected
from campaign.resources.reports import ExpectedExport
from campaign.standing import Standing
from units import sheets, trails
from units.approval import POWERS, Action, Power, refusal, units_with
from units.clock import today
from units.models import Level, User
from units.pages import Pages
from units.pieces import render_page
from units.requests import Request
from units.templatetags.numbers import day

PAGE = 25
MOST_DUE = 3
NOTES = [punctuality.reporting_rate.definition, punctuality.punctuality.definition]
VERBS = {
    Standing.MISSING: gettext_lazy("Write the report: %(period)s"),
    Standing.DRAFT: gettext_lazy("Finish and send the report: %(period)s"),
    Standing.RETURNED: gettext_lazy("Correct the report that came back: %(period)s"),
}


def _listed(request: Request, *, without: str = "") -> ExpectedFilter:
    """The expected reports that the visitor reads, narrowed and sorted as the address says, but for one filter."""
    rows = Expected.objects.visible_to(request.user).with_last_day().with_standing(request.user)
    by_wait = ("report__submitted_at", "pk")
    by_period = ("-period__ends_on", "-final_day", "unit__level", "unit__sort_name", "pk")
    order = by_wait if request.GET.get("whose") == "desk" else by_period
    rows = rows.select_related("unit__parent", "period", "report__holder").order_by(*order)
    return ExpectedFilter(_asked(request, without), rows, request=request)


def _asked(request: Request, without: str) -> QueryDict:
    asked = request.GET.copy()
    asked.pop(without, None)
    return asked


@require_safe
def report_list(request: Request) -> HttpResponse:
    """Every report expected of the visitor's units and of everything beneath, there or not."""
    listed = _listed(request)
    page = Pages(listed.qs, PAGE).get_page(request.GET.get("page"))
    trails.with_trails([row.unit for row in page])
    for row in page:
        row.shown = row.standing not in (Standing.MISSING, Standing.EXCUSED)
        row.answerable = row.shown and not refusal(Action.APPROVE, row.report, request.user)
    narrowed = any(value for name, value in request.GET.items() if name not in ("page", "sort", "panel"))
    due = [] if narrowed else _due(request.user)
    context = {
        "filter": listed, "page": page, "narrowed": narrowed, "notes": NOTES,
        "tally": punctuality.tally(_listed(request, without="late").qs),  # what each of its links opens in turn
        "tabs": _tabs(request), "due": due[:MOST_DUE], "more_due": len(due[MOST_DUE:]),
        "answerable": sum(row.answerable for row in page),
    }  # fmt: skip
    return render_page(request, "campaign/report_list.html", context)


@require_safe
def report_export(request: Request) -> HttpResponse:
    """The same list as an Excel file."""
    listed = _listed(request)
    return sheets.download(ExpectedExport, listed.qs, by=request.user, name="bao-cao", filters=listed)


def _tabs(request: Request) -> list[dict[str, Any]]:
    """Returns the ways to all reports, to those on the desk, to the own unit's; the rest of the filter stays."""
    every = _listed(request, without="whose").qs
    tabs: list[tuple[str, str, int | None]] = [("", _("All"), None)]
    if any(post.unit.level < Level.BRANCH for post in request.user.current_posts if Power.DECIDE in POWERS[post.role]):
        tabs.append(("desk", _("On my desk"), every.on_desks_of(request.user).count()))
    if own := units_with(request.user, Power.DRAFT):
        tabs.append(("own", _("My unit's"), every.filter(unit__in=own).count()))
    rest, found = request.GET.copy(), []
    rest.pop("page", None)
    for value, label, number in tabs:
        rest["whose"] = value
        here = value == request.GET.get("whose", "")
        found.append({"href": f"?{rest.urlencode()}", "label": label, "number": number, "here": here})
    return found


def _due(user: User) -> list[dict[str, Any]]:
    """Returns what the visitor's own units still have to send, the most urgent first, as components/task_list.html."""
    own = Expected.objects.filter(unit__in=units_with(user, Power.DRAFT)).counted().missing()
    rows: Any = own.with_last_day().with_standing(user).select_related("unit", "period", "report")
    return [_task(row) for row in rows.order_by("final_day", "pk")]


def _task(row: Any) -> dict[str, Any]:
    is_new = row.standing == Standing.MISSING
    return {
        "verb": VERBS[row.standing] % {"period": row.period}, "about": row.unit.name,
        "href": reverse("campaign:expected_detail", args=[row.pk]) if is_new else row.report.get_absolute_url(),
        "due_on": row.last_day, "today": today(), "when": _("Due %(day)s, until 24:00") % {"day": day(row.last_day)},
        "urgent": row.last_day < today() or row.standing == Standing.RETURNED,
    }  # fmt: skip
