"""Which letters of guidance were sent, to whom, and who has read them?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaign import acknowledging, guiding
from campaign.filters.guidance import AddresseeFilter, GuidanceFilter
from campaign.forms.guidance import GuidanceForm
from campaign.guiding import Circle
from campaign.models import Guidance
from campaign.resources.guidance import AddresseeExport, GuidanceExport
from campaign.views.acknowledgements import WORDS
from units import sheets, trails
from units.approval import Power, units_with
from units.heads import Column
from units.keys import key_of
from units.listing import listing
from units.models import Unit, User
from units.pieces import render_page
from units.requests import Request

LETTERS = (
    Column("title", gettext_lazy("Title")),
    Column("unit", gettext_lazy("Issued by")),
    Column("", gettext_lazy("To")),
    Column("day", gettext_lazy("Issued on"), latest_first=True),
    Column("", gettext_lazy("Acknowledged")),
)


def _letters(request: Request) -> GuidanceFilter:
    """The letters that the visitor reads, narrowed and sorted as the address says."""
    seen = guiding.with_answers(Guidance.objects.visible_to(request.user), request.user)
    return GuidanceFilter(request.GET, seen.select_related("unit", "network"), request=request)


def _letter(user: User, pk: int) -> Guidance:
    """A letter that the user reads; 404 for any other."""
    return get_object_or_404(Guidance.objects.visible_to(user).select_related("unit", "network", "by__person"), pk=pk)


@require_safe
def guidance_list(request: Request) -> HttpResponse:
    """The letters that the visitor's units sent and were sent, and those of the units that he or she reads."""
    listed = _letters(request)
    context = listing(request, listed, LETTERS) | {"may_write": bool(guiding.circles(request.user))}
    trails.with_trails([letter.unit for letter in context["page"]])
    return render_page(request, "campaign/guidance_list.html", context)


@require_safe
def guidance_export(request: Request) -> HttpResponse:
    """The same list as an Excel file."""
    listed = _letters(request)
    return sheets.download(GuidanceExport, listed.qs, by=request.user, name="van-ban-huong-dan", filters=listed)


@require_http_methods(["GET", "HEAD", "POST"])
def guidance_create(request: Request) -> HttpResponse:
    """Writes a letter to a circle; where there are several, asks first to which."""
    circles = guiding.circles(request.user)
    circle = _chosen(request, circles)
    if circle is None:
        return render(request, "campaign/guidance_circle.html", {"circles": circles})
    form = GuidanceForm(request.POST or None, circle=circle)
    if form.is_bound and form.is_valid() and (issued := form.issue(by=request.user)):
        messages.success(request, _("The letter has been sent. You see here who has acknowledged it."))
        return redirect("campaign:guidance_detail", issued)
    context = {"form": form, "circle": circle, "addressees": len(form.fields["chosen"].queryset)}
    return render(request, "campaign/guidance_form.html", context, status=422 if form.errors else 200)


def _chosen(request: Request, circles: list[Circle]) -> Circle | None:
    """The circle that the address names, or the only one; 404 for who writes to nobody, and for others' circles."""
    unit, network = key_of(request.GET.get("unit")), key_of(request.GET.get("network"))
    named = [one for one in circles if one.unit.pk == unit and (one.network.pk if one.network else 0) == network]
    if not circles or (unit and not named):
        raise Http404
    return named[0] if named else circles[0] if len(circles) == 1 else None


@require_safe
def guidance_detail(request: Request, pk: int) -> HttpResponse:
    """One letter: what it says, who has read it of those that the visitor sees, what he or she can say of it."""
    letter = _letter(request.user, pk)
    seen = letter.addressees.visible_to(request.user)
    ours = [post.unit_id for post in request.user.current_posts]
    own = list(seen.filter(unit__in=ours).select_related("unit", "by__person"))
    sending = units_with(request.user, Power.SEND)
    context = {
        "letter": letter, "awaited": [word for word in own if not word.acknowledged_on and word.unit_id in sending],
        "given": [word for word in own if word.acknowledged_on], "asked": seen.count(),
        "answered": seen.exclude(acknowledged_on=None).count(), "trail": _trail(request.user, letter),
    }  # fmt: skip
    return render(request, "campaign/guidance_detail.html", context)


@require_POST
def guidance_acknowledge(request: Request, pk: int, unit: int) -> HttpResponse:
    """Says for one of the visitor's units that it has read a letter."""
    letter = _letter(request.user, pk)
    reader = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit)
    try:
        word = guiding.acknowledge(letter, reader, by=request.user)
        told = {"unit": reader, "day": f"{word.acknowledged_on:%d/%m/%Y}"}
        messages.success(request, _("%(unit)s has acknowledged the letter on %(day)s.") % told)
    except acknowledging.Refused as refused:
        messages.error(request, str(refused))
    return redirect(letter)


def _addressees(request: Request, letter: Guidance) -> AddresseeFilter:
    """The addressees that the visitor reads, narrowed and sorted as the address says."""
    seen = letter.addressees.visible_to(request.user).select_related("unit__parent", "by__person")
    return AddresseeFilter(request.GET, seen.order_by("unit__level", "unit__sort_name", "pk"), request=request)


@require_safe
def addressee_list(request: Request, pk: int) -> HttpResponse:
    """To whom a letter was sent, and who has acknowledged it."""
    letter = _letter(request.user, pk)
    listed = _addressees(request, letter)
    context = listing(request, listed, WORDS)
    trails.with_trails([word.unit for word in context["page"]])
    context |= {"letter": letter, "trail": _trail(request.user, letter, _("Addressees"))}
    return render_page(request, "campaign/addressee_list.html", context)


@require_safe
def addressee_export(request: Request, pk: int) -> HttpResponse:
    """The same list as an Excel file."""
    letter = _letter(request.user, pk)
    listed = _addressees(request, letter)
    return sheets.download(AddresseeExport, listed.qs, by=request.user, name=f"noi-nhan-{pk}", filters=listed)


def _trail(user: User, letter: Guidance, last: str = "") -> list[dict[str, str]]:
    steps = trails.steps_to(letter.unit, by=user, last=letter.title)
    if last:
        steps[-1]["href"] = reverse("campaign:guidance_detail", args=[letter.pk])
        steps.append({"label": last, "href": ""})
    return steps
