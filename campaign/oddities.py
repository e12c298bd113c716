"""Which activities should whoever answers them look at twice, and why? Warnings, never refusals.

The thresholds stand in the settings (`ODD_…`). For a page of 500 as many queries are asked as for one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaign import resembling, usual
from campaign.activities import oddities as on_another_day
from campaign.models import Activity, ActivityFile
from campaign.models.activity import COUNTS
from campaign.usual import Bar, Past
from units.clock import today
from units.models import User
from units.oddities import Found, Oddity
from units.templatetags.numbers import money, number

ROUND = ("turnout", "people", "citizens", "result")  # money and hours are round by nature
MILLION = 1_000_000


def find(keys: Collection[int], by: User) -> Found:
    """Returns the oddities of activities by their keys, as far as the user reads what they are compared with; those
    without any are left out."""
    activities = list(_read(keys))
    alike = resembling.marked(keys, by)
    past = usual.own_past(activities)
    peers = usual.among_peers(activities)
    found: Found = {}
    for activity in activities:
        told = [
            *likeness(alike.get(activity.pk, 0)),
            *beyond_past(activity, past[activity.pk]),
            *beyond_peers(activity, peers.get(usual.group_of(activity), {})),
            *more_than_there_are(activity),
            *round_numbers(activity),
            *another_day(activity),
            *entered_late(activity),
            *unproven(activity),
        ]
        if told:
            found[activity.pk] = told
    return found


def of(activity: Activity, user: User) -> list[str]:
    """Returns what a page of one activity says: everything to whoever answers it, to others what is wrong of its day.

    What it may be the same as has its own place on that page.
    """
    if not Activity.objects.on_desks_of(user).filter(pk=activity.pk).exists():
        return on_another_day(activity)
    found = find([activity.pk], user).get(activity.pk, [])
    return [oddity.sentence for oddity in found if oddity.reason != "likeness"]


def most() -> int:
    """Returns how many activities that wait are looked at for one page."""
    return settings.ODD_MOST


def rules() -> list[str]:
    """Returns the sentences that say what is looked at twice, with the thresholds of this installation."""
    limits = {name: number(getattr(settings, name)) for name in dir(settings) if name.startswith("ODD_")}
    return [
        _("It may be the same activity as another entry, and nobody but an author has said that it is not."),
        _(
            "A figure is %(ODD_PAST_TIMES)s times the median of at least %(ODD_PAST_ENTRIES)s accepted earlier entries"
            " of the same unit and kind, or more, and lies further from it than %(ODD_PAST_DEVIATIONS)s times the"
            " usual distance."
        ) % limits,
        _(
            "A figure is above %(ODD_PEERS_PERCENT)s%% of at least %(ODD_PEERS_ENTRIES)s accepted entries of the same"
            " kind and year by units of the same sector and level, counted once a day."
        ) % limits,
        _("More people took part than the unit, with all beneath it, has young officials."),
        _("A number of %(ODD_ROUND_FROM)s or more ends in two zeros and is not marked as approximate.") % limits,
        _("A kind that falls on Saturdays took place on another day."),
        _("It was sent more than %(ODD_LATE_DAYS)s days after its last day.") % limits,
        _(
            "A result of %(ODD_RESULT_FROM)s or more, or a value of %(ODD_VALUE_FROM_MILLION)s million đồng or more,"
            " has neither a file nor a proving document."
        ) % limits,
    ]  # fmt: skip


def _read(keys: Collection[int]) -> Any:
    files = ActivityFile.objects.filter(paper=OuterRef("pk"))
    rows = Activity.objects.filter(pk__in=keys).select_related("unit", "kind").order_by("pk")
    return rows.annotate(
        has_files=Exists(files), officials=usual.young_officials(), all_counted=usual.everybody_counted()
    )


# --- each reason -----------------------------------------------------------------------------------------------------


def likeness(others: int) -> Iterator[Oddity]:
    """It may be the same activity as so many others."""
    if others:
        said = ngettext(
            "May be the same activity as %(n)s other entry: open it to compare them.",
            "May be the same activity as %(n)s other entries: open it to compare them.",
            others,
        )
        yield Oddity("likeness", _("Perhaps entered twice"), said % {"n": number(others)})


def beyond_past(activity: Activity, past: dict[str, Past]) -> Iterator[Oddity]:
    """The figure that lies furthest beyond what was usual in the unit's own past."""
    beyond = [(_times(figure, past[name]), name) for name, figure in _figures(activity) if name in past]
    times, name = max(beyond, key=lambda pair: pair[0], default=(Fraction(0), ""))
    if not times:
        return
    usually = past[name]
    said = {
        "what": _label(name), "figure": _shown(name, getattr(activity, name)), "n": number(usually.number),
        "median": _shown(name, usually.median), "times": number(times, 1),
    }  # fmt: skip
    if usually.median:
        sentence = _(
            "%(what)s %(figure)s: %(times)s times the unit’s own median (%(median)s) of %(n)s earlier entries of this"
            " kind."
        )
    else:
        sentence = _("%(what)s %(figure)s: the unit’s own median of %(n)s earlier entries of this kind is 0.")
    yield Oddity("past", _("Beyond its own past"), sentence % said)


def beyond_peers(activity: Activity, bars: dict[str, Bar]) -> Iterator[Oddity]:
    """The first figure that is above the bar of units of the same sector and level; bars are the group's."""
    for name, figure in _figures(activity):
        if name in bars and figure > bars[name].figure:
            said = {
                "what": _label(name), "figure": _shown(name, figure), "n": number(bars[name].number),
                "percent": settings.ODD_PEERS_PERCENT, "year": activity.started_on.year,
            }  # fmt: skip
            sentence = _(
                "%(what)s %(figure)s: above %(percent)s%% of the %(n)s entries of this kind in %(year)s by units of"
                " the same sector."
            )
            yield Oddity("peers", _("Beyond its sector"), sentence % said)
            return


def more_than_there_are(activity: Activity) -> Iterator[Oddity]:
    """More different people than the unit has young officials, once all beneath it have counted theirs."""
    people, there = activity.people, activity.officials  # type: ignore[attr-defined]  # annotated
    if people and there is not None and activity.all_counted and people > there:  # type: ignore[attr-defined]  # annotated
        sentence = _("%(people)s people took part; the unit counted %(there)s young officials in %(year)s.")
        said = {"people": number(people), "there": number(there), "year": activity.started_on.year}
        yield Oddity("people", _("More people than there are"), sentence % said)


def round_numbers(activity: Activity) -> Iterator[Oddity]:
    """Large figures that end in two zeros, without the word that they are approximate."""
    for name in ROUND:
        figure = getattr(activity, name) or 0
        if figure >= settings.ODD_ROUND_FROM and figure % 100 == 0 and not getattr(activity, f"{name}_approximate"):
            sentence = _("%(what)s %(figure)s ends in two zeros and is not marked as approximate.")
            said = {"what": _label(name), "figure": _shown(name, figure)}
            yield Oddity("round", _("Round number"), sentence % said)
            return


def another_day(activity: Activity) -> Iterator[Oddity]:
    """A kind of Saturdays on another day."""
    for sentence in on_another_day(activity):
        yield Oddity("saturday", _("Not on a Saturday"), sentence)


def entered_late(activity: Activity) -> Iterator[Oddity]:
    """First sent long after its last day."""
    days = ((activity.sent_on or today()) - activity.ended_on).days
    if days > settings.ODD_LATE_DAYS:
        sentence = ngettext("Sent %(n)s day after its last day.", "Sent %(n)s days after its last day.", days)
        yield Oddity("late", _("Sent long after"), sentence % {"n": number(days)})


def unproven(activity: Activity) -> Iterator[Oddity]:
    """A large result or value without a file or a document's number."""
    if activity.has_files or activity.document_number:  # type: ignore[attr-defined]  # annotated
        return
    for name, least in (("result", settings.ODD_RESULT_FROM), ("value", settings.ODD_VALUE_FROM_MILLION * MILLION)):
        if (figure := getattr(activity, name) or 0) >= least:
            sentence = _("%(what)s %(figure)s, without a file or a proving document.")
            yield Oddity(
                "evidence", _("No evidence"), sentence % {"what": _label(name), "figure": _shown(name, figure)}
            )
            return


def _figures(activity: Activity) -> Iterator[tuple[str, int]]:
    """The counted values that can be compared: the total of a span is no entry like the others."""
    if not activity.is_span_total:
        for name in COUNTS:
            if figure := getattr(activity, name):
                yield name, figure


def _times(figure: int, past: Past) -> Fraction:
    """How many times the median a figure is, 0 where it is not beyond what was usual."""
    middle, deviation = Fraction(past.median), Fraction(past.deviation)
    if figure <= middle + settings.ODD_PAST_DEVIATIONS * deviation or figure < settings.ODD_PAST_TIMES * middle:
        return Fraction(0)
    return Fraction(figure) / middle if middle else Fraction(figure)


def _label(name: str) -> str:
    return capfirst(str(Activity._meta.get_field(name).verbose_name))  # type: ignore[union-attr]  # a count has one


def _shown(name: str, figure: float) -> str:
    return money(round(figure)) if name == "value" else number(figure, 1)
