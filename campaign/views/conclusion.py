"""The founding document: what it says, and who has acknowledged it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaign import acknowledging
from campaign.models import Conclusion
from units import trails
from units.approval import Power, units_with
from units.keys import key_of
from units.models import Unit, User
from units.querysets import readable


@require_safe
def conclusion(request: HttpRequest) -> HttpResponse:
    """The conclusion in force; for whoever reads downward, who directly beneath has acknowledged it."""
    user: Any = request.user
    document = acknowledging.current()
    context: dict[str, Any] = {"conclusion": document}
    if document:
        ours = [post.unit_id for post in user.current_posts]
        given = document.acknowledgements.filter(unit__in=ours).select_related("unit", "by__person")
        context |= {"awaited": acknowledging.awaited_from(document, user), "given": given}
        context |= _words(document) | _beneath(document, user, request.GET.get("unit", ""))
    return render(request, "campaign/conclusion.html", context)


def _words(document: Conclusion) -> dict[str, Any]:
    """Returns what the document says, in the reader's language."""
    points = [
        {"number": point.number, "heading": point.in_language("heading"), "text": point.in_language("text")}
        for point in document.points.all()
    ]
    return {"title": document.in_language("title"), "issuer": document.in_language("issuer"), "points": points}


def _beneath(document: Conclusion, user: User, wanted: str) -> dict[str, Any]:
    """Returns the unit whose subordinates are listed, and them: the visitor's own, or the one that is asked for."""
    heads = Unit.objects.filter(readable(user), level__lt=document.acknowledged_down_to)
    named = [key_of(wanted)] if wanted else units_with(user, Power.READ_SUBTREE)
    head = heads.filter(pk__in=named).order_by("level", "pk").first()
    if head is None and wanted:
        raise Http404
    if head is None:
        return {}
    rows: list[Any] = list(acknowledging.directly_beneath(document, head).order_by("level", "sort_name"))
    silent = [unit for unit in rows if unit.acknowledged_on is None]
    return {
        "head": head,
        "rows": [*silent, *(unit for unit in rows if unit.acknowledged_on)],
        "answered": len(rows) - len(silent),
        "trail": trails.steps_to(head, by=user) if wanted else [],
    }


@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Says for one of the visitor's units that it has received and read the conclusion."""
    user: Any = request.user
    unit, document = get_object_or_404(Unit.objects.visible_to(user), pk=pk), acknowledging.current()
    if document is None:
        raise Http404
    try:
        word = acknowledging.acknowledge(document, unit, by=user)
        told = {"unit": unit, "day": f"{word.acknowledged_on:%d/%m/%Y}"}
        messages.success(request, _("%(unit)s has acknowledged the conclusion on %(day)s.") % told)
    except acknowledging.Refused as refused:
        messages.error(request, str(refused))
    return redirect("campaign:conclusion")
