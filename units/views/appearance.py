"""How should the pages look on this device, and how does every piece of the design look?"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from units import specimen
from units.context import THEME_COOKIE, THEMES


@login_not_required  # public: a device's light or dark is nobody's secret, and the sign-in page has it too
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keeps light, dark or "as the device" in a cookie for a year and goes back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(
            THEME_COOKIE, theme, max_age=365 * 86400, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    return response


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Shows every token and component in all its states; only where nothing is real."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    return render(request, "units/design.html", specimen.context(request))
