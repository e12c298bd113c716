"""Units, head-counts and people from Excel: the sheet to fill in, what a filled one would do, and writing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from units import invitations, sheets
from units.forms.loading import SheetForm
from units.loading import runs
from units.loading.kinds import KINDS, Kind
from units.loading.plan import Plan, What, unpacked, with_what
from units.loading.preview import PreviewRows, PreviewSheet, Tree, Words
from units.models import ImportRun, Person, User
from units.requests import Request
from units.views.keeping import site

PAGE = 50
TOLD = 20  # wrong rows told of above the list
State = ImportRun.State
WORKING = (State.WAITING, State.CHECKING, State.WRITING)


def _check_may_import(user: User) -> None:
    if not runs.may_import(user):
        raise Http404


def _kind(user: User, kind: str) -> Kind:
    """The kind of sheet of an address; 404 for others and for whoever administers nothing."""
    _check_may_import(user)
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def _run(user: User, pk: int) -> ImportRun:
    return get_object_or_404(runs.of(user), pk=pk)


@require_safe
def import_list(request: Request) -> HttpResponse:
    """The own imports, to be taken up again, and the way to a new one."""
    _check_may_import(request.user)
    own = runs.of(request.user).exclude(state=State.DISCARDED).defer("result")
    own = own.annotate(wrong=F(f"result__counts__{What.WRONG}"))
    page = Paginator(own, 25).get_page(request.GET.get("page"))
    context = {"page": page, "kinds": ImportRun.Kind.choices, "trail": _trail()}
    return render(request, "units/import_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def import_create(request: Request, kind: str) -> HttpResponse:
    """Takes a sheet in and has it checked; nothing of it is written."""
    _kind(request.user, kind)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sheet = form.cleaned_data["sheet"]
        run = runs.begin(kind, sheet.read(), file_name=sheet.name, by=request.user)
        return redirect("units:import_detail", run.pk)
    context = {"form": form, "kind": kind, "title": ImportRun.Kind(kind).label, "trail": _trail(kind)}
    return render(request, "units/import_create.html", context, status=422 if form.errors else 200)


@require_safe
def import_template(request: Request, kind: str) -> HttpResponse:
    """The empty sheet to fill in."""
    found = _kind(request.user, kind)
    return sheets.template(found.sheet, name=f"{found.name}-mau")


@require_safe
def import_export(request: Request, kind: str) -> HttpResponse:
    """Everything of this kind that the visitor administers, to be edited and read back."""
    found = _kind(request.user, kind)
    return sheets.download(found.sheet, found.kept(request.user), by=request.user, name=found.name)


@require_safe
def import_detail(request: Request, pk: int) -> HttpResponse:
    """Where a file is on its way: being checked, what it would do, what it did."""
    run = _run(request.user, pk)
    silent = runs.is_silent(run)
    context = {"run": run, "silent": silent, "trail": _trail(run.kind, run.file_name)}
    if getattr(request, "htmx", False) and "progress" in request.GET:
        if run.state not in WORKING or silent:
            return HttpResponseClientRefresh()
        return render(request, "units/import_progress.html", context)
    if run.state in WORKING:
        return render(request, "units/import_working.html", context)
    return render(request, "units/import_detail.html", context | _shown(request, run))


def _shown(request: Request, run: ImportRun) -> dict[str, Any]:
    """What the page of a checked or written run shows: rows that something happens to, or the tree."""
    plan, found = unpacked(run.result), run.result.get("counts", {})
    words, what = Words(run.kind, plan), _what(request, found)
    lines = Paginator(with_what(plan.lines, what), PAGE).get_page(request.GET.get("page"))
    shown = {
        "lines": [words.shown(line) for line in lines], "page": lines, "what": what, "as_tree": False,
        "wrong": [words.shown(line) for line in with_what(plan.lines, What.WRONG)[:TOLD]],
        "faulty": found.get(What.WRONG, 0), "right": run.result.get("right"), "does": run.result.get("does"),
        "counts": [(key, What(key).label, number) for key, number in found.items()],
        "beneath": ", ".join(map(str, plan.beneath[:20])),
        "without_account": _without_account(run).count() if run.state == State.WRITTEN else 0,
    }  # fmt: skip
    if run.kind == ImportRun.Kind.UNITS and request.GET.get("view") == "tree":
        shown |= _tree(request, plan, words)
    return shown


def _what(request: Request, counts: dict[str, int]) -> str:
    """What the rows are narrowed to; rows to correct come first."""
    asked = request.GET.get("what")
    if asked is None and What.WRONG in counts:
        return str(What.WRONG)
    return asked if asked in counts else ""


def _tree(request: Request, plan: Plan, words: Words) -> dict[str, Any]:
    tree, code = Tree(plan, words, request.user), request.GET.get("under", "").replace("\0", "")
    nodes = tree.children(code) if code else tree.tops()
    page = Paginator(nodes, PAGE).get_page(request.GET.get("page"))
    return {"as_tree": True, "nodes": page, "page": page, "under": code, "way": tree.trail(code) if code else []}


@require_safe
def import_preview(request: Request, pk: int) -> HttpResponse:
    """What a file would do, as an Excel file."""
    run = get_object_or_404(runs.of(request.user).filter(state__in=(State.CHECKED, State.WRITTEN)), pk=pk)
    plan = unpacked(run.result)
    rows = PreviewRows(with_what(plan.lines, _what(request, {})), Words(run.kind, plan))
    return sheets.download(PreviewSheet, rows, by=request.user, name=f"{KINDS[run.kind].name}-xem-truoc")


@require_POST
def import_write(request: Request, pk: int) -> HttpResponse:
    """Writes what was shown, all of it or nothing."""
    run = _run(request.user, pk)
    if not runs.order(run) and run.state == State.CHECKED:
        messages.error(request, _("There is nothing to write."))
    return redirect("units:import_detail", pk)


@require_POST
def import_discard(request: Request, pk: int) -> HttpResponse:
    """Throws a file away that is not written."""
    if runs.discard(_run(request.user, pk)):
        messages.success(request, _("The file has been thrown away. Nothing was written."))
    return redirect("units:import_list")


@require_POST
def import_again(request: Request, pk: int) -> HttpResponse:
    """Takes a file up again that nobody seems to work on any more."""
    runs.again(_run(request.user, pk))
    return redirect("units:import_detail", pk)


def _without_account(run: ImportRun) -> QuerySet[Person]:
    """The people for whom the file asks for an account and who have none yet."""
    invited = run.result.get("invited", {})
    return Person.objects.kept_by(run.by).filter(pk__in=[int(key) for key in invited], user=None)


@never_cache
@require_POST
def import_slips(request: Request, pk: int) -> HttpResponse:
    """Makes the accounts that a written file asks for and shows their one-time passwords, once."""
    run = get_object_or_404(runs.of(request.user).filter(state=State.WRITTEN), pk=pk)
    found = list(_without_account(run).select_related("unit").order_by("unit__path", "sort_name", "pk"))
    names = {int(key): name for key, name in run.result.get("invited", {}).items()}
    try:
        usernames = {one.pk: names[one.pk] for one in found}
        slips = invitations.invite_many(found, by=request.user, usernames=usernames) if found else []
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("units:import_detail", pk)
    context = {"slips": slips, "unit": run.unit, "site": site(request), "trail": _trail(run.kind, run.file_name)}
    return render(request, "units/account_slips.html", context)


def _trail(kind: str = "", last: str = "") -> list[dict[str, str]]:
    steps = [{"label": _("Units"), "href": reverse("units:unit_list")}]
    steps.append({"label": _("From Excel"), "href": reverse("units:import_list")})
    if kind:
        steps.append({"label": str(ImportRun.Kind(kind).label), "href": reverse("units:import_create", args=[kind])})
    if last:
        steps.append({"label": last, "href": ""})
    steps[-1]["href"] = ""
    return steps
