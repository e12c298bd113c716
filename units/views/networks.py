"""Which units belong to a network, since when, and who lets them join and leave?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from units import networks, panels, sheets, trails
from units.filters.networks import MemberFilter
from units.forms.networks import JoinForm, LeaveForm
from units.heads import Column
from units.listing import listing
from units.models import Network, NetworkMember, User
from units.pieces import render_page
from units.querysets import reads_down_to
from units.requests import Request
from units.resources import MemberExport
from units.views.structure import METHODS, status

COLUMNS = (
    Column("unit", pgettext_lazy("noun", "Unit")),
    Column("level", gettext_lazy("Level")),
    Column("from", gettext_lazy("Member from")),
    Column("until", gettext_lazy("Member until")),
)


def _seen(user: User, pk: int) -> Network:
    """A network that the user reads: from its holder, or from one of its members; 404 for any other."""
    return get_object_or_404(Network.objects.visible_to(user).select_related("holder"), pk=pk)


def _kept(user: User, network: Network) -> Network:
    """The same network where the user administers it; 404 for anybody else."""
    if not networks.may_keep(network, user):
        raise Http404
    return network


def _listed(request: Request, network: Network) -> MemberFilter:
    """The members that the visitor reads, narrowed and sorted as the address says."""
    seen = NetworkMember.objects.visible_to(request.user).filter(network=network).select_related("unit__parent")
    return MemberFilter(request.GET, seen.order_by("unit__sort_name", "from_on", "pk"), request=request)


@require_safe
def network_detail(request: Request, pk: int) -> HttpResponse:
    """The members of a network: all of them at its holder, elsewhere those that one reads anyway."""
    network = _seen(request.user, pk)
    listed = _listed(request, network)
    context = listing(request, listed, COLUMNS)
    trails.with_trails([member.unit for member in context["page"]])
    inside = reads_down_to(request.user, network.holder)
    context |= {
        "network": network, "inside": inside, "panels": panels.across(network) if inside else [],
        "may_keep": networks.may_keep(network, request.user),
        "trail": trails.steps_to(network.holder, by=request.user, last=str(network)),
    }  # fmt: skip
    return render_page(request, "units/network_detail.html", context)


@require_safe
def network_export(request: Request, pk: int) -> HttpResponse:
    """The same list as an Excel file."""
    network = _seen(request.user, pk)
    listed = _listed(request, network)
    name = f"mang-luoi-{network.code}"
    return sheets.download(MemberExport, listed.qs, by=request.user, name=name, filters=listed, of=network.holder)


@require_http_methods(METHODS)
def network_join(request: Request, pk: int) -> HttpResponse:
    """Lets a unit join."""
    network = _kept(request.user, _seen(request.user, pk))
    form = JoinForm(request.POST or None, network=network, by=request.user)
    if form.is_bound and form.is_valid() and form.join(by=request.user):
        messages.success(request, _("The unit has joined the network."))
        return redirect("units:network_detail", pk)
    context = {"form": form, "network": network, "trail": way_to(request.user, network, _("Let a unit join"))}
    return render(request, "units/network_join.html", context, status=status(form))


@require_http_methods(METHODS)
def network_leave(request: Request, pk: int) -> HttpResponse:
    """Ends a membership on a day."""
    found = NetworkMember.objects.visible_to(request.user).select_related("network__holder", "unit")
    member = get_object_or_404(found, pk=pk)
    network = _kept(request.user, member.network)
    form = LeaveForm(request.POST or None, member=member)
    if form.is_bound and form.is_valid() and form.leave(by=request.user):
        messages.success(request, _("The end of the membership has been entered."))
        return redirect("units:network_detail", network.pk)
    context = {"form": form, "member": member, "trail": way_to(request.user, network, _("End the membership"))}
    return render(request, "units/network_leave.html", context, status=status(form))


def way_to(user: User, network: Network, last: str) -> list[dict[str, str]]:
    """Returns the steps to a page about a network, by way of its own."""
    steps = trails.steps_to(network.holder, by=user, last=str(network))
    steps[-1]["href"] = reverse("units:network_detail", args=[network.pk])
    return [*steps, {"label": last, "href": ""}]
