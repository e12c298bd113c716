"""In which of the own posts does one go on?"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from units import acting, trails
from units.keys import key_of
from units.requests import Request


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def post_choose(request: Request) -> HttpResponse:
    """Asks, or takes what was chosen there or in the head of any page, and goes on."""
    held = request.user.held_posts
    if request.method == "POST":
        post = next((post for post in held if post.pk == key_of(request.POST.get("post"))), None)
        if post is None:
            raise Http404
        acting.choose(request, post)
        return redirect(_way_on(request, request.POST.get("next", "")))
    if len(held) < 2:
        return redirect("home")
    trails.with_trails([post.unit for post in held])
    return render(request, "units/post_choose.html", {"next": request.GET.get("next", "")})


def _way_on(request: Request, wanted: str) -> str:
    """The page that was wanted, if it is one of ours, else what is to do."""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"
