"""What does an entry of the log that waited in a browser get as an answer? JSON, from the same pages as the form.

Asked for with `Accept: application/json` (static/js/outbox). `status` says what became of the entry:

    sent, kept      on the superior's desk, or a draft; `code` of the receipt, `address`, `message`
    refused (422)   `errors` by field, `general` ones, `labels` of the fields
    alike (409)     may be one of `alike` ({key, title, unit, day, address}); is taken with their keys in `different`,
                    or, with `unasked`, as a draft of which it stays to be said
    conflict (409)  somebody changed the activity meanwhile: `newer` is what stands there now as [label, text]
    other (409)     the entry was written by somebody else than who is signed in: it is not taken in another's name

401 (units.accounts) says that the session has ended, 413 comes from a proxy or Django: too much at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from campaign import activities
from campaign.forms.activity import ActivityForm
from campaign.models import Activity
from units.models import Receipt
from units.requests import Request, wants_json
from units.vietnamese.display import format_span
from units.writing import Written, written_before

# Posted, and not words of the activity.
BESIDE = ("csrfmiddlewaretoken", "version", "then", "unasked", "held", "different")
AUTHOR = "X-Author"  # header: the key of the account under which the entry was written
SAVED_OTHERWISE = gettext_lazy(
    "“%(title)s” was saved before with other words, and stays as it is. Open it in the log to correct it."
)


def answered_once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives an entry that has arrived before its first answer, whatever has become of the activity since."""

    @wraps(view)
    def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or not wants_json(request):
            return view(request, *args, **kwargs)
        if request.headers.get(AUTHOR, str(request.user.pk)) != str(request.user.pk):
            return JsonResponse({"status": "other"}, status=409)
        before = first_answer(request)
        if before and is_other(request):
            return not_open(SAVED_OTHERWISE % {"title": before.paper.title})
        return taken(before) if before else view(request, *args, **kwargs)

    return answer


def first_answer(request: Request) -> Written[Activity] | None:
    """What the same press of a button has led to before, None for a new one."""
    try:
        request_id = UUID(request.POST.get("request_id", ""))
    except ValueError:
        return None
    return written_before(Activity, request_id, by=request.user, verb=activities.VERB)


def digest(request: Request) -> str:
    """The words that were posted, in brief; a browser that waited posts the same ones again."""
    words = sorted((name, texts) for name, texts in request.POST.lists() if name not in BESIDE)
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()


def remember(request: Request, logged: Written[Activity]) -> None:
    """Keeps with the receipt what was posted, for `is_other`."""
    if logged.receipt and not logged.repeated:
        receipt = Receipt.objects.get(code=logged.receipt)
        receipt.answer["digest"] = digest(request)
        receipt.save(update_fields=["answer"])


def is_other(request: Request) -> bool:
    """Were other words saved under the request id of this repeat?"""
    receipt = Receipt.objects.filter(request_id=request.POST["request_id"], by=request.user).first()
    return receipt is not None and receipt.answer.get("digest", digest(request)) != digest(request)


def said(logged: Written[Activity]) -> str:
    """What became of an activity, in a sentence; a sending has a receipt."""
    if not logged.sent:
        return _("Saved as a draft. Nobody above sees it until you send it.")
    desk = logged.paper.holder or _("the unit above")
    return _("Sent to %(desk)s. Receipt code: %(code)s") % {"desk": desk, "code": logged.receipt}


def taken(logged: Written[Activity]) -> JsonResponse:
    """It has arrived: where it is now, and the proof."""
    about = {"code": logged.receipt, "address": logged.paper.get_absolute_url(), "message": said(logged)}
    return JsonResponse({"status": "sent" if logged.sent else "kept", **about})


def refused(form: ActivityForm) -> JsonResponse:
    """It was not taken, and why; what was typed is still in the browser."""
    errors = {name: list(texts) for name, texts in form.errors.items() if name in form.fields}
    labels = {name: str(form.fields[name].label or "") for name in errors}
    why = {"errors": errors, "general": list(form.non_field_errors()), "labels": labels}
    if form.alike:
        return JsonResponse({"status": "alike", "alike": [_named(one) for one in form.alike], **why}, status=409)
    if form.overtaken_by:
        return JsonResponse({"status": "conflict", "newer": form.newer, **why}, status=409)
    return JsonResponse({"status": "refused", **why}, status=422)


def _named(activity: Activity) -> dict[str, Any]:
    precision: Any = activity.precision
    day = format_span(activity.started_on, activity.ended_on, precision, (get_language() or "vi")[:2])
    about = {"title": activity.title, "unit": str(activity.unit), "day": day}
    return {"key": activity.pk, "address": activity.get_absolute_url(), **about}


def not_open(problem: str) -> JsonResponse:
    """The activity can no longer be changed by this person."""
    return JsonResponse({"status": "refused", "errors": {}, "general": [problem], "labels": {}}, status=422)
