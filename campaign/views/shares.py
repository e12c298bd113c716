"""In which activities of others did a unit take part, and what does it say of its share?"""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from campaign import sharing
from campaign.filters.shares import ShareFilter
from campaign.forms.shares import ShareForm
from campaign.models import Activity, Partnership
from campaign.resources.shares import ShareExport
from units import sheets, trails
from units.heads import Column
from units.listing import listing
from units.models import User
from units.pieces import render_page
from units.requests import Request

COLUMNS = (
    Column("title", gettext_lazy("What was done")),
    Column("day", gettext_lazy("Day"), latest_first=True),
    Column("unit", gettext_lazy("Partner")),
    Column("state", gettext_lazy("Answer")),
    Column("turnout", gettext_lazy("Share"), number=True),
)


def _listed(request: Request) -> ShareFilter:
    rows = sharing.read_by(request.user).select_related("activity__unit", "activity__kind", "unit")
    return ShareFilter(request.GET, rows.order_by("-activity__started_on", "-pk"), request=request)


@require_safe
def share_list(request: Request) -> HttpResponse:
    """The shares of the units that the visitor reads, in activities that others entered."""
    listed = _listed(request)
    context = listing(request, listed, COLUMNS)
    trails.with_trails([share.unit for share in context["page"]])
    for share in context["page"]:
        share.may_answer = not sharing.refusal(share, request.user)
    context["turnout"] = listed.qs.order_by().aggregate(all=Sum("turnout", default=0))["all"]
    return render_page(request, "campaign/share_list.html", context)


@require_safe
def share_export(request: Request) -> HttpResponse:
    """The same list as an Excel file."""
    listed = _listed(request)
    rows = listed.qs.select_related("activity__unit", "unit", "answered_by__person")
    return sheets.download(ShareExport, rows, by=request.user, name="cung-phoi-hop", filters=listed)


def _share(user: User, pk: int, unit: int) -> Partnership:
    """What a unit says of an activity that the user reads; 404 for any other."""
    shares = Partnership.objects.filter(activity__in=Activity.objects.visible_to(user))
    return get_object_or_404(shares.select_related("unit", "activity__unit", "activity__kind"), activity=pk, unit=unit)


@require_http_methods(["GET", "HEAD", "POST"])
def share_answer(request: Request, pk: int, unit: int) -> HttpResponse:
    """A partner says whether it took part in an activity, and with how many."""
    share = _share(request.user, pk, unit)
    activity = share.activity
    if problem := sharing.refusal(share, request.user):
        messages.warning(request, problem)
        return redirect(activity)
    form = ShareForm(request.POST or None, share=share)
    if form.is_bound and form.is_valid() and form.answer(by=request.user):
        messages.success(request, _("Your unit’s share is noted. Its author sees it; it is added to no total."))
        return redirect(activity)
    context = {
        "form": form,
        "share": share,
        "trail": trails.steps_to(share.unit, by=request.user, last=activity.title),
    }
    return render(request, "campaign/share_answer.html", context, status=422 if form.errors else 200)
