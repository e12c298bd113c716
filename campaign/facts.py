"""What may recognition know of the campaign? The only door through which it looks in: accepted activities as facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaign.counts import Figure, figures
from campaign.models import Activity
from units.models import Unit, User
from units.templatetags.numbers import money, number
from units.vietnamese.display import format_span


@dataclass(frozen=True)
class Fact:
    """An activity as somebody outside the campaign sees it; texts are in the reader's language.

    `day` is its first day, `when` all of its days in words; `responsibility` is the key, `responsibility_name` its
    word; `figures` are pairs of label and written value, only those that were counted.
    """

    pk: int
    title: str
    day: date
    when: str
    unit: str
    kind: str
    responsibility: str
    responsibility_name: str
    figures: tuple[tuple[str, str], ...]
    url: str


def citable(user: User, unit: Unit, *, since: date | None = None, until: date | None = None) -> QuerySet[Activity]:
    """Returns the accepted activities of the unit itself that the user may see, the newest first.

    `since` and `until` narrow by the first day, both days included.
    """
    found = Activity.objects.visible_to(user).accepted().filter(unit=unit).order_by("-started_on", "-pk")
    if since:
        found = found.filter(started_on__gte=since)
    return found.filter(started_on__lte=until) if until else found


def fact(activity_ids: Iterable[int]) -> list[Fact]:
    """Returns what is known of these activities, the newest first; one query for any number of them."""
    rows = Activity.objects.filter(pk__in=list(activity_ids)).select_related("unit", "kind")
    return [_as_fact(activity) for activity in rows.order_by("-started_on", "-pk")]


def _as_fact(activity: Activity) -> Fact:
    language = (get_language() or "vi")[:2]
    return Fact(
        pk=activity.pk,
        title=activity.title,
        day=activity.started_on,
        when=format_span(activity.started_on, activity.ended_on, activity.precision, language),  # type: ignore[arg-type]  # the same words
        unit=activity.unit.short_name,
        kind=str(activity.kind),
        responsibility=activity.kind.responsibility,
        responsibility_name=activity.kind.get_responsibility_display(),
        figures=tuple((one.label, _written(one)) for one in figures(activity) if one.value is not None),
        url=activity.get_absolute_url(),
    )


def _written(figure: Figure) -> str:
    text = money(figure.value) if figure.name == "value" else number(figure.value)
    if figure.approximate:
        text = _("about %(amount)s") % {"amount": text}
    return f"{text} {figure.unit}".rstrip()
