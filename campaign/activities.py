"""How does an activity get into the log, with its proof and with where its unit stood on its day?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.forms import ModelForm
from django.utils.translation import gettext as _

from campaign import likeness, resembling
from campaign.filing import Change
from campaign.models import Activity, ActivityDecision, ActivityFile, ActivityKind
from units import tree
from units.approval import Action, State
from units.intake import Accepted
from units.models import Level, Placement, Unit, User
from units.writing import Written, write

SATURDAY = 5
ANCESTORS = ("province", "district", "grassroots", "branch")
VERB = "campaign.log_activity"


class Alike(Exception):
    """Other entries may be the same activity, and nobody has said yet that they are not: nothing was saved."""

    def __init__(self, others: list[Activity]):
        super().__init__()
        self.others = others


def log(
    form: ModelForm,
    *,
    by: User,
    files: Iterable[Accepted] = (),
    removed: Iterable[ActivityFile] = (),
    different: Collection[int] = (),
    asks: bool = True,
    version: int | None = None,
    send: bool = False,
    request_id: UUID | None = None,
) -> Written[Activity] | None:
    """Saves a valid form with its evidence and, with `send`, sends it; see `units.writing.write`.

    Raises `Alike`, with nothing saved, where the user reads other entries that may be the same activity and their keys
    are not in `different`: those of which the user says that they are others. What is like it and belongs to somebody
    whom the user does not read is kept for whoever reads both, and not told. Without `asks` it is saved all the same,
    and the question stays open.
    """
    is_new = form.instance.pk is None
    alike: list[likeness.Match] = []

    def belonging(activity: Activity) -> None:
        change = Change.of(activity, files, removed)
        alike[:] = likeness.find(activity, change.hashes)
        said = _ask(activity, alike, different, by=by) if asks else set()
        change.carry_out(by=by)
        if alike or not is_new:
            resembling.keep(activity, alike, different=said, by=by)

    def one_is_gone() -> bool:
        there = Activity.objects.filter(pk__in=[match.other for match in alike]).count()
        if there < len(alike):
            form.add_error(None, _("Something has changed in this very moment. Press the button once more."))
        return there < len(alike)

    try:
        return write(
            form, Activity, by=by, verb=VERB, version=version, send=send, request_id=request_id,
            also=belonging, clash=one_is_gone,
        )  # fmt: skip
    except Alike:
        if is_new:
            form.instance.pk, form.instance._state.adding = None, True
        raise


def _ask(activity: Activity, alike: list[likeness.Match], different: Collection[int], *, by: User) -> set[int]:
    """Raises `Alike` where something is still to be said; returns the keys of which it is said that they differ."""
    keys = [match.other for match in alike]
    seen = Activity.objects.visible_to(by).filter(pk__in=keys).select_related("unit", "kind") if keys else []
    others = {other.pk: other for other in seen}
    if open_ones := others.keys() - set(different) - (resembling.answered(activity) if others else set()):
        raise Alike([others[key] for key in keys if key in open_ones])
    return others.keys() & set(different)


def place_ancestors(activities: Activity | Iterable[Activity]) -> None:
    """Sets province, district, grassroots and branch of unsaved changes from where each unit stood on the first day.

    A unit counts as its own ancestor; once merged, under its successor. What a successor has taken over counts for
    the unit that began it. Without a placement for that day the unit's path of today is used. Two queries for any
    number of activities.
    """
    asked = [activities] if isinstance(activities, Activity) else list(activities)
    placements: dict[int, list[tuple[date, date | None, str]]] = {}
    found = Placement.objects.filter(unit__in={activity.origin_id or activity.unit_id for activity in asked})
    for unit, start, end, path in found.values_list("unit_id", "from_on", "to_on", "path"):
        placements.setdefault(unit, []).append((start, end, path))
    paths = [_path_on(activity, placements.get(activity.origin_id or activity.unit_id, [])) for activity in asked]
    keys = {pk for path in paths for pk in tree.ids(path)}
    levels = dict(Unit.objects.filter(pk__in=keys).values_list("pk", "level"))
    for activity, path in zip(asked, paths, strict=True):
        above = {
            levels[pk]: pk for pk in reversed(tree.ids(path))
        }  # of two at one level the successor, which is above
        activity.province_id = above.get(Level.PROVINCE)
        activity.district_id = above.get(Level.DISTRICT)
        activity.grassroots_id = above.get(Level.GRASSROOTS)
        activity.branch_id = above.get(Level.BRANCH)


def replace_ancestors(units: Collection[int], *, since: date) -> None:
    """Corrects where the activities of units, by their keys, stood, from the day on that a move counts from.

    A move may be entered later than it took place. Runs after whatever in `units.structure` moves units.
    """
    began = Q(unit__in=units, origin=None) | Q(origin__in=units)
    moved = Activity.objects.filter(began, started_on__gte=since).order_by("pk").select_related("unit")
    rows = list(moved.only("unit", "unit__path", "origin", "started_on", *ANCESTORS))
    place_ancestors(rows)
    Activity.objects.bulk_update(rows, ANCESTORS, batch_size=500)


def _path_on(activity: Activity, placements: list[tuple[date, date | None, str]]) -> str:
    day = activity.started_on
    for start, end, path in placements:
        if start <= day and (end is None or day < end):
            return path
    return activity.unit.path or ""


# --- what the form and the page of an activity ask -------------------------------------------------------------------


def oddities(activity: Activity) -> list[str]:
    """Returns what a reader should look at twice: warnings, never refusals."""
    if activity.kind.on_saturdays and not _has_saturday(activity.started_on, activity.ended_on):
        said = {"kind": activity.kind, "day": f"{activity.started_on:%d/%m/%Y}"}
        return [_("“%(kind)s” falls on Saturdays, but %(day)s is none. Is the date right?") % said]
    return []


def _has_saturday(start: date, end: date) -> bool:
    return (SATURDAY - start.weekday()) % 7 <= (end - start).days


def used_most(unit: Unit, *, among: Iterable[ActivityKind], most: int = 5) -> list[ActivityKind]:
    """Returns the kinds that a unit logs most often, the most frequent first."""
    counted = Activity.objects.filter(unit=unit).values("kind__code").annotate(times=Count("pk"))
    codes = [row["kind__code"] for row in counted.order_by("-times", "kind__code")[:most]]
    by_code = {kind.code: kind for kind in among}
    return [by_code[code] for code in codes if code in by_code]


def recent(units: Iterable[int], *, most: int = 3) -> list[Activity]:
    """Returns the latest activities of the units, each kind once: what one may want to log again."""
    latest = Activity.objects.filter(unit__in=units).select_related("kind").order_by("-started_on", "-pk")[:20]
    by_kind: dict[str, Activity] = {}
    for activity in latest:
        by_kind.setdefault(activity.kind.code, activity)
    return list(by_kind.values())[:most]


def places(units: Iterable[int], *, most: int = 12) -> list[str]:
    """Returns where the units were lately, to be chosen instead of typed."""
    latest = Activity.objects.filter(unit__in=units).exclude(place="").order_by("-started_on", "-pk")
    return list(dict.fromkeys(latest.values_list("place", flat=True)[:60]))[:most]


def last_return(activity: Activity) -> ActivityDecision | None:
    """Returns why the activity came back, None where it does not lie with its author again."""
    if activity.state != State.RETURNED:
        return None
    return activity.decisions.filter(action=Action.RETURN).select_related("by__person").order_by("-pk").first()
