"""What is expected of a unit for a period, until when, with how much grace?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaign import periods, reporting
from campaign.forms.reports import ExcuseForm, ExtendForm
from campaign.models import Expected
from campaign.standing import Standing
from units.approval import Power, units_with
from units.drafts import may_draft
from units.models import Record
from units.querysets import reads_people
from units.requests import Request
from units.trails import steps_to


def _seen(request: Request, pk: int) -> Any:
    """The expected report with its `standing`; 404 for one that the visitor does not read."""
    rows = Expected.objects.visible_to(request.user).with_standing(request.user)
    return get_object_or_404(rows.select_related("unit", "period", "report"), pk=pk)


@require_safe
def expected_detail(request: Request, pk: int) -> HttpResponse:
    """One unit's place on the list of a period; its report, once there is one to read, has a page of its own."""
    row = _seen(request, pk)
    refused = periods.leniency_refusal(row, request.user)
    open_to_author = may_draft(request.user, row.unit) and row.standing != Standing.EXCUSED
    inside = reads_people(request.user, row.unit)
    context = {
        "expected": row, "may_be_lenient": not refused, "may_write": open_to_author,
        "records": Record.objects.of(row).select_related("by__person") if inside else [],
        "trail": steps_to(row.unit, by=request.user, last=str(row.period)),
    }  # fmt: skip
    return render(request, "campaign/expected_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_create(request: Request, pk: int) -> HttpResponse:
    """Begins the unit's report, or goes on with the one begun; without a POST it only shows what is expected."""
    row = _seen(request, pk)
    if not may_draft(request.user, row.unit):
        raise Http404
    if request.method != "POST":
        return redirect("campaign:expected_detail", pk)
    try:
        return redirect("campaign:report_edit", reporting.start(row, by=request.user).pk)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("campaign:expected_detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def expected_extend(request: Request, pk: int) -> HttpResponse:
    """Gives a unit more time."""
    return _lenient(request, pk, ExtendForm, periods.extend, _("The unit has been given more time."))


@require_http_methods(["GET", "HEAD", "POST"])
def expected_excuse(request: Request, pk: int) -> HttpResponse:
    """Exempts a unit from a report."""
    return _lenient(request, pk, ExcuseForm, periods.excuse, _("The unit has been excused."))


def _lenient(
    request: Request, pk: int, form_class: type[forms.Form], verb: Callable[..., Any], told: str
) -> HttpResponse:
    row = _seen(request, pk)
    if row.unit.parent_id not in units_with(request.user, Power.DECIDE):
        raise Http404
    form = form_class(request.POST or None)
    if form.is_valid():
        try:
            verb(row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, told)
            return redirect("campaign:expected_detail", pk)
    context = {"expected": row, "form": form, "extends": form_class is ExtendForm}
    return render(request, "campaign/expected_lenient.html", context, status=422 if form.errors else 200)
