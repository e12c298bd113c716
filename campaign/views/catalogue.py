"""The catalogue of kinds of activity: listed and one by one; its changes stand in `campaign.views.kinds`."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from campaign import kinds, naming
from campaign.filters.catalogue import KindFilter
from campaign.models import Activity, ActivityKind
from campaign.resources.catalogue import KindExport
from units import sheets
from units.clock import today
from units.heads import Column, heads
from units.models import Record, Sector, User
from units.pages import Pages
from units.pieces import render_page
from units.records import changes_of, told
from units.requests import Request, is_narrowing

PAGE = 25
COLUMNS = (
    Column("", gettext_lazy("Kind of activity")),
    Column("point", gettext_lazy("Point")),
    Column("", gettext_lazy("What it counts")),
    Column("adds", gettext_lazy("How it adds up")),
    Column("whose", gettext_lazy("Whose")),
    Column("from", gettext_lazy("In force"), latest_first=True),
)


def _listed(request: Request) -> KindFilter:
    """The kinds that the visitor has to do with, each once, narrowed and sorted as the address says."""
    seen = ActivityKind.objects.listed().visible_to(request.user).in_order()
    return KindFilter(request.GET, seen.select_related("point", "unit", "under"), request=request)


@require_safe
def kind_list(request: Request) -> HttpResponse:
    """The catalogue: what can be logged, what it counts, how it adds up."""
    listed = _listed(request)
    context = {
        "filter": listed, "page": Pages(listed.qs, PAGE).get_page(request.GET.get("page")),
        "columns": heads(COLUMNS, request.GET.get("sort", "")), "narrowed": is_narrowing(request),
        "may_add": kinds.keeps_national(request.user) is not None, "older": naming.OLDER,
    }  # fmt: skip
    return render_page(request, "campaign/kind_list.html", context)


@require_safe
def kind_export(request: Request) -> HttpResponse:
    """The same list as an Excel file."""
    listed = _listed(request)
    rows = listed.qs.prefetch_related("sectors")
    return sheets.download(KindExport, rows, by=request.user, name="danh-muc-hoat-dong", filters=listed)


def seen_kind(user: User, code: str) -> ActivityKind:
    """Returns a kind that the user has to do with, in the version in force or the latest; 404 for any other."""
    seen = ActivityKind.objects.listed().visible_to(user)
    return get_object_or_404(seen.select_related("point", "unit", "under"), code=code)


def latest(kind: ActivityKind) -> ActivityKind:
    """Returns the latest version of a kind, begun or not: the one that is changed."""
    found = ActivityKind.objects.filter(code=kind.code).select_related("point", "unit", "under")
    return found.order_by("-version")[0]


def trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """Returns the way to a page of the catalogue; the last step is the page itself."""
    way = [
        (_("Activities"), reverse("campaign:activity_list")),
        (_("Catalogue"), reverse("campaign:kind_list")),
        *steps,
    ]
    return [{"label": label, "href": href} for label, href in way]


@require_safe
def kind_detail(request: Request, code: str) -> HttpResponse:
    """One kind: what it counts, how it adds up, its examples by sector, its versions, its use."""
    kind = seen_kind(request.user, code)
    last = latest(kind)
    logged = Activity.objects.visible_to(request.user).of_kind(code)
    context = {
        "kind": kind, "hint": kind.in_language("hint"), "sectors": _sectors(kind),
        "beneath": _beneath(request.user, kind),
        "versions": _versions(kind), "logged": Pages(logged, PAGE).count, "trail": trail((str(kind), "")),
        "may_keep": kinds.may_keep(kind, request.user), "last": last, "scheduled": kinds.scheduled(last),
        "ended": bool(kind.replaced_on and kind.replaced_on <= today()), "history": _history(request.user, kind),
        "may_add": bool(kinds.own_units(request.user)) and kind.unit_id is None and last.replaced_on is None,
    }  # fmt: skip
    return render(request, "campaign/kind_detail.html", context)


def _sectors(kind: ActivityKind) -> list[dict[str, Any]]:
    """What is said of sectors, in the order in which these are always named: {row, example, evidence}."""
    order = {sector.value: place for place, sector in enumerate(Sector)}
    rows = sorted(kind.sectors.all(), key=lambda row: order[row.sector])
    return [{"row": row, **{name: row.in_language(name) for name in ("example", "evidence")}} for row in rows]


def _beneath(user: User, kind: ActivityKind) -> list[ActivityKind]:
    found = ActivityKind.objects.listed().visible_to(user).filter(total_code=kind.code).exclude(unit=None)
    return list(found.select_related("unit").in_order())


def _versions(kind: ActivityKind) -> list[dict[str, Any]]:
    """Every version, the latest first: {version, changes}, what differs from the one before it."""
    rows = ActivityKind.objects.filter(code=kind.code).select_related("point").prefetch_related("sectors")
    versions = list(rows.order_by("version"))
    pairs = [(None, versions[0]), *pairwise(versions)]
    return [{"version": now, "changes": differences(before, now)} for before, now in reversed(pairs)]


def differences(before: ActivityKind | None, now: ActivityKind) -> list[tuple[str, str, str]]:
    """Returns (what, before, after) for what two versions say differently, as people read it."""
    return worded(kinds.keeping.changes(before, now, list(now.sectors.all()))) if before else []


def worded(changes: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    """Returns changes of a kind as people read them."""
    return changes_of(Record(subject=ActivityKind._meta.label_lower, changes=changes))


def _history(user: User, kind: ActivityKind) -> list[dict[str, Any]]:
    keys = ActivityKind.objects.filter(code=kind.code).values("pk")
    lines = Record.objects.filter(subject=ActivityKind._meta.label_lower, subject_id__in=keys).visible_to(user)
    return told(lines.select_related("by__person")[:20])
