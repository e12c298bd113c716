"""What does every list give to its page, templates/list.html?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django_filters import FilterSet

from units.heads import Column, heads
from units.pages import Pages
from units.requests import Request, is_narrowing

PAGE = 25


def listing(
    request: Request, listed: FilterSet, columns: Iterable[Column] = (), *, pages: type[Paginator] = Pages
) -> dict[str, Any]:
    """Returns the `filter`, the `page` that is asked for, the heads of its `columns`, whether the list is `narrowed`.

    `pages` is Django's Paginator where every row must be counted, since a figure says how many there are.
    """
    return {
        "filter": listed,
        "page": pages(listed.qs, PAGE).get_page(request.GET.get("page")),
        "columns": heads(columns, request.GET.get("sort", "")),
        "narrowed": is_narrowing(request),
    }
