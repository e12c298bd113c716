"""Which activities are models, what is in them, who started from them?"""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from campaign import practices
from campaign.counts import figures
from campaign.filters.activity import ActivityFilter
from campaign.filters.practices import PracticeFilter
from campaign.forms.practices import FeatureForm, WithdrawForm
from campaign.models import Activity, GoodPractice
from campaign.resources.activity import ActivityExport
from campaign.resources.practices import PracticeExport
from units import sheets, trails
from units.approval import Power, units_with
from units.heads import Column
from units.listing import listing
from units.models import User
from units.pieces import render_page
from units.requests import Request

FORM_METHODS = ["GET", "HEAD", "POST"]
MODELS = (
    Column("title", gettext_lazy("What was done")),
    Column("sector", gettext_lazy("Sector")),
    Column("day", gettext_lazy("Featured on"), latest_first=True),
    Column("started", practices.started.label, number=True),
)
STARTED = (
    Column("title", gettext_lazy("What was done")),
    Column("day", gettext_lazy("Day"), latest_first=True),
    Column("turnout", gettext_lazy("Turnout"), number=True),
    Column("", gettext_lazy("State")),
)


def _listed(request: Request) -> PracticeFilter:
    """The models that the visitor reads, narrowed and sorted as the address says."""
    seen = GoodPractice.objects.visible_to(request.user).with_started()
    seen = seen.nearest_first([post.unit for post in request.user.current_posts])
    rows = seen.select_related("activity__unit", "activity__kind", "unit")
    return PracticeFilter(request.GET, rows, request=request)


def _read(user: User, pk: int) -> GoodPractice:
    related = ("unit", "by__person", "activity__unit", "activity__kind__point")
    return get_object_or_404(GoodPractice.objects.visible_to(user).select_related(*related), pk=pk)


@require_safe
def practice_list(request: Request) -> HttpResponse:
    """The models that are offered to the visitor's units, and those that they have featured."""
    context = listing(request, _listed(request), MODELS)
    trails.with_trails([practice.activity.unit for practice in context["page"]])
    return render_page(request, "campaign/practice_list.html", context)


@require_safe
def practice_export(request: Request) -> HttpResponse:
    """The same list as an Excel file."""
    listed = _listed(request)
    rows = listed.qs.select_related("activity__unit__parent", "activity__kind", "unit")
    return sheets.download(PracticeExport, rows, by=request.user, name="mo-hinh-cach-lam-hay", filters=listed)


@require_safe
def practice_detail(request: Request, pk: int) -> HttpResponse:
    """One model: what was done and why it is one; nothing of how it went from desk to desk."""
    practice = _read(request.user, pk)
    activity = practice.activity
    context = {
        "practice": practice, "activity": activity, "files": activity.files.all(),
        "figures": [one for one in figures(activity) if one.value is not None],
        "started": practices.started, "notes": [practices.started.definition], "times": practices.started(practice),
        "may_start": bool(units_with(request.user, Power.DRAFT)) and not practice.withdrawn_on,
        "may_withdraw": practices.may_withdraw(practice, by=request.user) and not practice.withdrawn_on,
        "reads_whole": Activity.objects.visible_to(request.user).filter(pk=activity.pk).exists(),
        "trail": _trail(activity.title),
    }  # fmt: skip
    return render(request, "campaign/practice_detail.html", context)


@require_http_methods(FORM_METHODS)
def practice_create(request: Request, pk: int) -> HttpResponse:
    """Features an accepted activity as a model."""
    activity = get_object_or_404(Activity.objects.visible_to(request.user).select_related("unit", "kind"), pk=pk)
    units = practices.featuring(activity, by=request.user)
    if not units:
        raise Http404
    form = FeatureForm(request.POST or None, units=units)
    if form.is_bound and form.is_valid() and (made := form.feature(activity, by=request.user)):
        messages.success(request, _("The activity is offered as a model to the units of its sector."))
        return redirect("campaign:practice_detail", made)
    context = {"form": form, "activity": activity, "problem": practices.objection(activity)}
    return render(request, "campaign/practice_create.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM_METHODS)
def practice_withdraw(request: Request, pk: int) -> HttpResponse:
    """No longer offers a model."""
    practice = _read(request.user, pk)
    if not practices.may_withdraw(practice, by=request.user):
        raise Http404
    form = WithdrawForm(request.POST or None)
    if form.is_bound and form.is_valid() and form.withdraw(practice, by=request.user):
        messages.success(request, _("The model is no longer offered."))
        return redirect("campaign:practice_detail", pk)
    context = {"form": form, "practice": practice}
    return render(request, "campaign/practice_withdraw.html", context, status=422 if form.errors else 200)


def _started(request: Request, practice: GoodPractice) -> ActivityFilter:
    """What was started from a model, of what the visitor reads."""
    seen = practices.started_from(practice).visible_to(request.user)
    return ActivityFilter(request.GET, seen.select_related("unit", "kind", "holder"), request=request)


@require_safe
def practice_started(request: Request, pk: int) -> HttpResponse:
    """The activities started from a model that the visitor reads, and how many there are in all."""
    practice = _read(request.user, pk)
    context = listing(request, _started(request, practice), STARTED, pages=Paginator)
    trails.with_trails([activity.unit for activity in context["page"]])
    read = practices.started_from(practice).visible_to(request.user).count()
    steps = _trail(practice.activity.title, reverse("campaign:practice_detail", args=[pk]))
    context |= {"practice": practice, "times": practices.started(practice), "read": read, "started": practices.started}
    context["trail"] = [*steps, {"label": str(practices.started.label), "href": ""}]
    return render_page(request, "campaign/practice_started.html", context)


@require_safe
def practice_started_export(request: Request, pk: int) -> HttpResponse:
    """The same list as an Excel file."""
    listed = _started(request, _read(request.user, pk))
    return sheets.download(ActivityExport, listed.qs, by=request.user, name=f"theo-mo-hinh-{pk}", filters=listed)


def _trail(title: str, href: str = "") -> list[dict[str, str]]:
    return [{"label": _("Models"), "href": reverse("campaign:practice_list")}, {"label": title, "href": href}]
