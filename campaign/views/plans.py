"""Plans: listed, written under the superior's plan, read beside what has been reached."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from campaign import planning
from campaign.filters.given import CountedFilter
from campaign.filters.plans import PlanFilter
from campaign.forms.plans import PlanForm
from campaign.models import Plan, Target
from campaign.progress import counted_for, progress
from campaign.resources.activity import ActivityExport
from campaign.resources.plan import PlanExport
from campaign.summary import totals
from units import sheets, trails
from units.approval import Action, Power, refusal, units_with
from units.clock import today
from units.heads import Column
from units.listing import listing
from units.models import Level, User
from units.pieces import render_page
from units.querysets import reads, reads_beneath
from units.requests import Request
from units.views.papers import paper_context
from units.views.tour import tour

MOST_OWN = 2  # plans of the year with a button of their own
FORM_METHODS = ["GET", "HEAD", "POST"]
COLUMNS = (  # of the activities behind a target
    Column("title", gettext_lazy("What was done")),
    Column("day", gettext_lazy("Day"), latest_first=True),
    Column("turnout", gettext_lazy("Turnout"), number=True),
    Column("citizens", gettext_lazy("Citizens served"), number=True),
    Column("", gettext_lazy("Result"), number=True),
    Column("value", gettext_lazy("Value"), number=True),
)

# --- the list --------------------------------------------------------------------------------------------------------


def _listed(request: Request) -> PlanFilter:
    """The plans that the visitor reads, narrowed and sorted as the address says."""
    return PlanFilter(request.GET, Plan.objects.visible_to(request.user).select_related("unit"), request=request)


@require_safe
def plan_list(request: Request) -> HttpResponse:
    """The plans as far as the visitor reads, each with how many of its targets are reached."""
    listed = _listed(request)
    context = listing(request, listed)
    page = context["page"]
    trails.with_trails([plan.unit for plan in page])
    reached = planning.reached_by_plan(list(page), day=today())
    for plan in page:
        plan.reached, plan.aims = reached[plan.pk]
    own, lacking = planning.own_plans(request.user, day=today())
    context |= {"own": own[:MOST_OWN], "begin": lacking[0] if lacking else None, "year": today().year}
    return render_page(request, "campaign/plan_list.html", context)


@require_safe
def plan_export(request: Request) -> HttpResponse:
    """The same list as an Excel file."""
    listed = _listed(request)
    plans = listed.qs.select_related("unit", "under__unit").prefetch_related("targets__kind")
    targets = Target.objects.filter(plan__in=plans.order_by().values("pk")).select_related("plan__unit", "kind")
    resource = PlanExport.knowing(progress(targets, day=today()))
    return sheets.download(resource, plans, by=request.user, name="ke-hoach", filters=listed)


# --- one plan --------------------------------------------------------------------------------------------------------


def _readable(user: User, pk: int) -> Plan:
    seen = Plan.objects.visible_to(user).select_related("unit", "holder", "submitted_by__person", "under__unit")
    return get_object_or_404(seen, pk=pk)


@require_safe
def plan_detail(request: Request, pk: int) -> HttpResponse:
    """One plan: its targets and what has been reached, what was handed down, what happened to it."""
    plan = _readable(request.user, pk)
    inside = reads(request.user, plan.unit)
    beneath = planning.plans_beneath(plan) if reads_beneath(request.user, plan.unit) else []
    context = paper_context(plan, request.user) | tour(request, plan) | {
        "plan": plan, "lines": planning.lines(plan), "inside": inside, "definition": progress.definition,
        "opens": reads_beneath(request.user, plan.unit) or (inside and plan.unit.level == Level.BRANCH),
        "beneath": beneath, "sent": sum(one is not None for _unit, one in beneath),
        "trail": trails.steps_to(plan.unit, by=request.user, last=plan.title),
    }  # fmt: skip
    return render(request, "campaign/plan_detail.html", context)


def _counted(request: Request, plan: Plan, target: int) -> tuple[Target, CountedFilter]:
    """A target of a plan, and what its figure is the sum of as far as the visitor reads, as the address narrows it."""
    aim = get_object_or_404(plan.targets.select_related("kind"), pk=target)
    aim.plan = plan
    seen = counted_for(aim, day=today()).visible_to(request.user).select_related("unit", "kind")
    return aim, CountedFilter(request.GET, seen, request=request)


def _sums(aim: Target, listed: CountedFilter) -> dict[str, int]:
    """What the rows add up to; the results too where the target counts them, for then they are of one kind."""
    sums = totals.sums(listed.qs)
    if aim.measure == Target.Measure.RESULT:
        sums["result"] = listed.qs.order_by().aggregate(all=Sum("result"))["all"] or 0
    return sums


@require_safe
def plan_activities(request: Request, pk: int, target: int) -> HttpResponse:
    """The activities that a target's figure is the sum of, as far as the visitor reads them."""
    plan = _readable(request.user, pk)
    aim, listed = _counted(request, plan, target)
    context = listing(request, listed, COLUMNS, pages=Paginator)
    trails.with_trails([activity.unit for activity in context["page"]])
    (line,) = planning.lines_of([aim], reached=progress([aim], day=today()))
    context |= {
        "plan": plan, "line": line, "sums": _sums(aim, listed),
        "trail": trails.steps_to(plan.unit, by=request.user, last=line.about), "definition": progress.definition,
    }  # fmt: skip
    return render_page(request, "campaign/plan_activities.html", context)


@require_safe
def plan_activities_export(request: Request, pk: int, target: int) -> HttpResponse:
    """The same list as an Excel file."""
    plan = _readable(request.user, pk)
    _aim, listed = _counted(request, plan, target)
    name = "hoat-dong-theo-chi-tieu"
    return sheets.download(ActivityExport, listed.qs, by=request.user, name=name, filters=listed, of=plan.unit)


# --- the form --------------------------------------------------------------------------------------------------------


@require_http_methods(FORM_METHODS)
def plan_create(request: Request) -> HttpResponse:
    """Writes the plan of one of the visitor's units for a year."""
    if not units_with(request.user, Power.DRAFT):
        raise Http404
    initial = {name: request.GET[name] for name in ("unit", "year") if request.GET.get(name, "").isdecimal()}
    return _form_page(request, PlanForm(_posted(request), by=request.user, initial=initial))


@require_http_methods(FORM_METHODS)
def plan_edit(request: Request, pk: int) -> HttpResponse:
    """Corrects a draft, or what came back."""
    plan = _readable(request.user, pk)
    problem = refusal(Action.EDIT, plan, request.user)
    if problem:
        messages.warning(request, problem)
        return redirect(plan)
    form = PlanForm(_posted(request), by=request.user, instance=plan)
    return _form_page(request, form, paper_context(plan, request.user) | {"plan": plan})


def _posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def _form_page(request: Request, form: PlanForm, context: dict[str, Any] | None = None) -> HttpResponse:
    """Saves, or only lays out more rows, or shows what is wrong."""
    status = 200
    if form.is_bound and form.prepares:
        form.without_errors()
    elif form.is_bound:
        plan = _written(form, request.user)
        if plan:
            messages.success(request, _("Saved as a draft. Nobody above sees it until you send it."))
            return redirect(plan)
        status = 422
    page = (context or {}) | {"form": form, "shares": planning.lines_of(form.shares)}
    return render_page(request, "campaign/plan_form.html", page, piece="laid_out", status=status)


def _written(form: PlanForm, user: User) -> Plan | None:
    valid, data = form.is_valid(), form.cleaned_data
    plan = planning.written_before(data.get("request_id"), by=user)
    if plan is None and valid:
        plan = planning.write(
            form, by=user, under=form.superior, version=data["version"], request_id=data["request_id"]
        )
    if valid and plan is None and form.instance.pk:
        form.show_again(Plan.objects.get(pk=form.instance.pk))
    return plan
