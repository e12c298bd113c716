"""What can the lists of letters of guidance and of their addressees be narrowed by?"""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign import guiding
from campaign.filters.acknowledgements import WordFilter
from campaign.filters.activity import DayFilter, NullsLast
from campaign.models import Guidance, GuidanceAddressee
from units.filters.by_unit import UnitTextFilter
from units.keys import key_of
from units.models import Level, Network, Unit
from units.requests import Request

ALL = _("All")
UNIT = pgettext_lazy("noun", "Unit")
SORTED_BY = pgettext_lazy("list", "Sorted by")


def networks(request: Request) -> QuerySet[Network]:
    """The networks that the visitor reads."""
    return Network.objects.visible_to(request.user)


def units(request: Request) -> QuerySet[Unit]:
    """The visitor's own units, and the one that a link names."""
    named = {key_of(request.GET.get("about")), *(post.unit_id for post in request.user.current_posts)}
    return Unit.objects.visible_to(request.user).filter(pk__in=named).order_by("level", "sort_name")


class GuidanceFilter(django_filters.FilterSet):
    """The filter above the list of letters; the export goes by the same one."""

    unit = UnitTextFilter(label=_("Issued by"))
    box = django_filters.ChoiceFilter(
        label=_("Whose"), method="in_box", empty_label=_("All that I may read"),
        choices=[("sent", _("Sent by my unit")), ("received", _("Addressed to my unit")),
                 ("awaited", _("To be acknowledged by me"))],
    )  # fmt: skip
    about = django_filters.ModelChoiceFilter(
        label=_("Sent or received by"), queryset=units, method="of_unit", empty_label=_("All units")
    )
    network = django_filters.ModelChoiceFilter(label=_("To the network"), queryset=networks, empty_label=ALL)
    since = DayFilter(label=_("From the day"), field_name="issued_on", lookup_expr="gte")
    until = DayFilter(label=_("Until the day"), field_name="issued_on", lookup_expr="lte")
    sort = NullsLast(
        fields=(("title", "title"), ("unit__sort_name", "unit"), ("issued_on", "day")),
        label=SORTED_BY, empty_label=_("Newest first"),
        field_labels={"title": _("Title"), "unit__sort_name": _("Issued by"), "issued_on": _("Issued on")},
    )  # fmt: skip

    class Meta:
        model = Guidance
        fields: list[str] = []

    def in_box(self, found: QuerySet, name: str, value: str) -> QuerySet:
        """Keeps what the visitor's own units have sent, what they were sent, or what waits for this visitor's word."""
        ours = [post.unit_id for post in self.request.user.current_posts]
        if value == "sent":
            return found.filter(unit__in=ours)
        if value == "received":
            return found.filter(pk__in=GuidanceAddressee.objects.filter(unit__in=ours).values("guidance"))
        return found.filter(pk__in=guiding.awaited_from(self.request.user).order_by().values("guidance"))

    def of_unit(self, found: QuerySet, name: str, unit: Unit) -> QuerySet:
        """Keeps what a unit has sent or was sent."""
        return found.filter(Q(unit=unit) | Q(pk__in=unit.guidance_received.values("guidance")))


class AddresseeFilter(django_filters.FilterSet):
    """The filter above the list of those to whom a letter was sent; the export goes by the same one."""

    unit = UnitTextFilter()
    said = WordFilter()
    level = django_filters.ChoiceFilter(
        label=_("Level"), field_name="unit__level", choices=Level.choices, empty_label=_("All levels")
    )
    sort = NullsLast(
        fields=(("unit__sort_name", "unit"), ("unit__level", "level"), ("acknowledged_on", "day")),
        label=SORTED_BY, empty_label=_("Level, then name"),
        field_labels={"unit__sort_name": UNIT, "unit__level": _("Level"), "acknowledged_on": _("Acknowledged")},
    )  # fmt: skip

    class Meta:
        model = GuidanceAddressee
        fields: list[str] = []
