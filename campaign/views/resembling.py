"""Two entries side by side: are they one and the same activity?"""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaign import resembling
from campaign.forms.resembling import VerdictForm
from campaign.models import Activity, Resemblance
from units import trails
from units.models import User
from units.requests import Request


def _pair(user: User, pk: int, other: int) -> Resemblance:
    """A pair of which the user reads both; 404 for any other."""
    pairs = resembling.read_by(user).select_related("activity__unit", "other__unit", "judged_by__person")
    return get_object_or_404(pairs, Q(activity=pk, other=other) | Q(activity=other, other=pk))


@require_safe
def activity_beside(request: Request, pk: int, other: int) -> HttpResponse:
    """What two entries say, field by field, with their photographs, and what they are said to be."""
    pair = _pair(request.user, pk, other)
    both = sorted([pair.activity, pair.other], key=lambda one: one.pk != pk)
    context = {
        "pair": pair, "both": both, "rows": _rows(*both), "form": VerdictForm(pair=pair),
        "may_judge": not resembling.may_judge(pair, request.user),
        "trail": [
            *trails.steps_to(both[0].unit, by=request.user, last=both[0].title)[:-1],
            {"label": both[0].title, "href": both[0].get_absolute_url()}, {"label": _("Side by side"), "href": ""},
        ],
    }  # fmt: skip
    return render(request, "campaign/activity_beside.html", context)


def _rows(one: Activity, other: Activity) -> list[tuple[str, str, str]]:
    """(label, what the one says, what the other says), without what neither says."""
    texts = zip(one.labelled_content(), other.labelled_content(), strict=True)
    units = (str(Activity._meta.get_field("unit").verbose_name), str(one.unit), str(other.unit))
    return [units, *((label, left, right) for (label, left), (_label, right) in texts if left or right)]


@require_POST
def activity_judge(request: Request, pk: int, other: int) -> HttpResponse:
    """A reviewer says whether two entries are one activity."""
    form = VerdictForm(request.POST, pair=_pair(request.user, pk, other))
    if form.is_valid() and form.judge(by=request.user):
        messages.success(request, _("Noted. Neither entry changes by it: return or decline the one that is too many."))
    for problem in [text for texts in form.errors.values() for text in texts]:
        messages.error(request, str(problem))
    return redirect("campaign:activity_beside", pk, other)
