"""What does a person read when something cannot be shown? Designed pages that say what happened and what to do."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from units.requests import page_of_form


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request made no sense; nothing was saved."""
    return render(request, "400.html", status=400)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The person is known and the thing is too, but it is not the person's to do."""
    return render(request, "403.html", status=403)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from a page that is too old: what was typed is still in the browser."""
    return render(request, "403_csrf.html", {"form_page": page_of_form(request)}, status=403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such thing, or none for this person: the answer is the same (product.md, rule 6)."""
    return render(request, "404.html", status=404)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours: the page needs neither a database nor a session."""
    return render(request, "500.html", status=500)
