"""Has this very request been answered before? A repeat gets the first answer, nothing else (product.md, rule 10)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from units.models import Receipt, User


class Stranger(Exception):
    """The request id belongs to another request: another person's, or another verb's from a page left open."""


def code_of(request_id: UUID) -> str:
    """Returns the short code a person can read out for a request: ten letters and digits."""
    return base64.b32encode(hashlib.sha256(request_id.bytes).digest()).decode()[:10]


def claim(request_id: UUID | None, *, by: User, verb: str) -> tuple[Receipt | None, bool]:
    """Returns (receipt, True) for the first caller and (receipt, False) for a repeat; (None, True) without an id.

    Must run inside a transaction: while the first caller's is still running, the unique key makes the second wait for
    its end, and if the first fails, the second becomes the first.
    """
    if request_id is None:
        return None, True
    receipt, fresh = Receipt.objects.get_or_create(
        request_id=request_id, defaults={"by": by, "verb": verb, "code": code_of(request_id)}
    )
    if (receipt.by_id, receipt.verb) != (by.pk, verb):
        raise Stranger(str(request_id))
    return receipt, fresh


def once(request_id: UUID | None, *, by: User, verb: str, work: Callable[[], dict]) -> Receipt | None:
    """Runs `work` once for a request and keeps what it returns (plain JSON) as the answer; one transaction."""
    with transaction.atomic():
        receipt, fresh = claim(request_id, by=by, verb=verb)
        if fresh:
            answer = work()
            if receipt:
                receipt.answer = answer
                receipt.save(update_fields=["answer"])
    return receipt


def answer_to(request_id: UUID | None, *, by: User, verb: str) -> dict | None:
    """Returns the answer that this person's request has had, None for a new one: for a repeat that can no longer be
    checked like the first, because its paper is gone or has taken the only place."""
    if request_id is None:
        return None
    return Receipt.objects.filter(request_id=request_id, by=by, verb=verb).values_list("answer", flat=True).first()
