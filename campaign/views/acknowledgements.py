"""Which units have acknowledged the conclusion, and which have not? A list as all lists."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from campaign import acknowledging
from campaign.filters.acknowledgements import AcknowledgementFilter
from campaign.resources.acknowledgements import AcknowledgementExport
from units import sheets, trails
from units.heads import Column
from units.listing import listing
from units.pieces import render_page
from units.requests import Request

WORDS = (  # also of the addressees of a letter
    Column("unit", pgettext_lazy("noun", "Unit")),
    Column("level", gettext_lazy("Level")),
    Column("day", gettext_lazy("Acknowledged"), latest_first=True),
    Column("", gettext_lazy("By")),
)


def _listed(request: Request) -> AcknowledgementFilter:
    """The units that are asked and that the visitor sees, narrowed and sorted as the address says."""
    conclusion = acknowledging.current()
    if conclusion is None:
        raise Http404
    seen = acknowledging.with_words(conclusion).visible_to(request.user).select_related("parent")
    return AcknowledgementFilter(request.GET, seen.order_by("level", "sort_name", "pk"), request=request)


@require_safe
def acknowledgement_list(request: Request) -> HttpResponse:
    """The units that are asked to acknowledge, with the day on which each has."""
    listed = _listed(request)
    context = listing(request, listed, WORDS)
    trails.with_trails(context["page"].object_list)
    context["trail"] = [
        {"label": _("The conclusion"), "href": reverse("campaign:conclusion")},
        {"label": _("Acknowledgements of the conclusion"), "href": ""},
    ]
    return render_page(request, "campaign/acknowledgement_list.html", context)


@require_safe
def acknowledgement_export(request: Request) -> HttpResponse:
    """The same list as an Excel file."""
    listed = _listed(request)
    return sheets.download(
        AcknowledgementExport, listed.qs, by=request.user, name="tiep-nhan-ket-luan", filters=listed
    )
