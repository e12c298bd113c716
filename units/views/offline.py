"""What does a browser need in order to go on without a network: who is here, what to keep, what to show instead?

All of it is public and the same for everybody, but for `here`, which tells a visitor about nobody else.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

FORM = "campaign:activity_create"
# The page that stands in for others needs these. What the log form needs besides stands in the form itself.
SHELL = (
    *(f"css/{name}.css" for name in ("tokens", "dark", "base", "layout", "components", "outbox")),
    *(f"js/outbox/{name}.js" for name in ("store", "words", "sending", "list", "pictures", "form", "start")),
    *(f"img/{name}.svg" for name in ("brand", "icons", "logo")),
)
ICONS = (("img/icon-192.png", "192x192", "any"), ("img/icon-512.png", "512x512", "any"),
         ("img/icon-maskable-512.png", "512x512", "maskable"))  # fmt: skip


@login_not_required  # whoever is not signed in is told so: what waits in the browser goes on waiting
@never_cache
@require_safe
def here(request: HttpRequest) -> JsonResponse:
    """Who is signed in (the key of the account, or null), and the token under which a form is taken now."""
    user = request.user
    person = user.pk if user.is_authenticated else None
    return JsonResponse({"person": person, "name": str(user) if person else "", "csrf": get_token(request)})


@login_not_required  # the same for everybody: what the browser keeps of the log form
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, from the root so that it serves every page; another version where a kept file differs."""
    pages = {language: reverse("offline", args=[language]) for language, _name in settings.LANGUAGES}
    said = {
        "version": _version(), "root": settings.STATIC_URL, "files": [static(name) for name in SHELL],
        "pages": pages, "form": reverse(FORM),
    }  # fmt: skip
    text = f"self.shell = {json.dumps(said)};\nimportScripts({json.dumps(static('js/worker.js'))});\n"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


def _version() -> str:
    """A digest of all that is kept: of files by their hashed names, or where they have none by their age."""
    parts = [_page(language) for language, _name in settings.LANGUAGES]
    for name in (*SHELL, "js/worker.js"):
        source = None if hasattr(staticfiles_storage, "stored_name") else finders.find(name)
        parts.append(f"{static(name)} {Path(source).stat().st_mtime_ns if source else ''}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _page(language: str) -> str:
    with override(language):
        return render_to_string("offline.html", {"form": reverse(FORM)})


@login_not_required  # stands in for any page while there is no network; says nothing about anybody
@require_safe
def offline(request: HttpRequest, language: str) -> HttpResponse:
    """What is shown where a page cannot be had, in one of the languages: what waits, and the way to the log form."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return HttpResponse(_page(language))


@login_not_required  # read by the browser before anybody signs in
@require_safe
def manifest(request: HttpRequest, language: str) -> JsonResponse:
    """How the application is installed on a phone, in one of the languages."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with override(language):
        said: dict[str, Any] = {
            "id": "/", "start_url": "/", "scope": "/", "lang": language, "display": "standalone",
            "name": _("3 responsibilities"), "short_name": _("3 responsibilities"),
            "description": _("Log activities on a phone, also without a network"),
            "theme_color": "#0a4586", "background_color": "#faf9f6",
            "icons": [{"src": static(src), "sizes": sizes, "type": "image/png", "purpose": purpose}
                      for src, sizes, purpose in ICONS],
            "shortcuts": [{"name": _("Log an activity"), "url": reverse(FORM)}],
        }  # fmt: skip
    return JsonResponse(said, content_type="application/manifest+json")
