"""How much of what a unit has done do other movements claim too?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaign.forms.scope import ScopeForm
from campaign.summary import links
from campaign.summary import overlap as matrix
from campaign.summary.overlap import Overlap
from campaign.summary.overlap_sheet import overlap_workbook
from units.models import Unit
from units.narrowing import in_words
from units.requests import Request
from units.trails import steps_to


def _asked(request: Request, pk: int) -> tuple[ScopeForm, Overlap]:
    """The form and the matrix that an address names; 404 for a unit the person may not see."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    form = ScopeForm(request.GET)
    return form, Overlap(form.scope(unit, by=request.user))


@require_safe
def summary_overlap(request: Request, pk: int) -> HttpResponse:
    """The overlap matrix of a unit: inclusive and exclusive totals, movement by movement, unit by unit."""
    form, overlap = _asked(request, pk)
    scope = overlap.scope
    back = links.summary(scope, scope.unit)
    steps = steps_to(scope.unit, by=request.user, to=lambda one: links.summary(scope.of(one), one))
    above = {"label": _("Summary: %(unit)s") % {"unit": scope.short_name}, "href": back}
    context = {
        "form": form, "scope": scope, "overlap": overlap, "totals": _totals(overlap), "back": back,
        "trail": [*(steps if scope.network else steps[:-1]), above, {"label": _("Overlap"), "href": ""}],
        "notes": [matrix.inclusive.definition, matrix.exclusive.definition],
    }  # fmt: skip
    return render(request, "campaign/summary_overlap.html", context)


def _totals(overlap: Overlap) -> list[dict[str, Any]]:
    """The totals on top, each with the number of its footnote."""
    return [
        {"label": matrix.inclusive.label, "part": overlap.inclusive, "note": 1},
        {"label": _("Organised for “3 responsibilities” itself"), "part": overlap.organised},
        {"label": matrix.exclusive.label, "part": overlap.exclusive, "note": 2},
    ]


@require_safe
def summary_overlap_export(request: Request, pk: int) -> HttpResponse:
    """The same matrix as an Excel file."""
    form, overlap = _asked(request, pk)
    return overlap_workbook(overlap, by=request.user, asked=in_words(form))
