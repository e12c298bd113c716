"""What became of the likenesses that were found: which are kept, who reads them, and who says what they are?

A pair is read by whoever reads both activities: nobody else learns that the other one exists (product.md, rule 6).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaign.likeness import Match
from campaign.models import Activity, Resemblance
from units.approval import POWERS, Power, State
from units.clock import now
from units.models import Record, Unit, User
from units.records import record

Verdict = Resemblance.Verdict


def read_by(user: User) -> QuerySet[Resemblance]:
    """Returns the pairs of which the user reads both activities."""
    seen = Activity.objects.visible_to(user)
    return Resemblance.objects.filter(activity__in=seen, other__in=seen)


def of(activity: Activity, user: User) -> list[Resemblance]:
    """Returns the pairs of an activity that the user reads, each with `like`: the other one; the likest first."""
    pairs = read_by(user).filter(Q(activity=activity) | Q(other=activity))
    found = list(pairs.select_related("activity__unit", "other__unit", "judged_by__person"))
    for pair in found:
        pair.like = pair.other if pair.activity_id == activity.pk else pair.activity  # type: ignore[attr-defined]  # for pages
    return found


def unsettled() -> Q:
    """Returns the condition that nobody but who wrote or sent one of the two has said what a pair is."""
    authors = Q()
    for side in ("activity", "other"):
        for role in ("created_by", "submitted_by"):
            authors |= Q(judged_by=F(f"{side}__{role}"))
    return Q(verdict=Verdict.OPEN) | Q(verdict=Verdict.DIFFERENT) & authors


def marked(activities: Iterable[int], user: User) -> dict[int, int]:
    """Returns for the keys of activities how many others each may be the same as, unsettled or found to be; those
    without any are left out, as is what was declined, which counts nowhere. One query, for a page of a list."""
    keys = set(activities)
    pairs = read_by(user).filter(Q(activity__in=keys) | Q(other__in=keys), unsettled() | Q(verdict=Verdict.SAME))
    pairs = pairs.exclude(Q(activity__state=State.DECLINED) | Q(other__state=State.DECLINED))
    found: dict[int, int] = {}
    for pair in pairs.values_list("activity", "other"):
        for key in keys & set(pair):
            found[key] = found.get(key, 0) + 1
    return found


def tell(activities: Iterable[int], user: User) -> dict[int, str]:
    """Returns what stands beside the activities that are marked, by their keys."""
    said = {}
    for key, number in marked(activities, user).items():
        words = ngettext("May be the same as another one", "May be the same as %(n)d others", number)
        said[key] = words % {"n": number}
    return said


# --- writing ---------------------------------------------------------------------------------------------------------


def keep(activity: Activity, matches: Iterable[Match], *, different: Collection[int], by: User) -> None:
    """Stores what an activity is like, after its saving, in the caller's transaction.

    `different` are the keys of those of which its author says that they are other activities. What was looked at
    already keeps its verdict; what is like it no longer and was never looked at is forgotten.
    """
    found = {match.other: match for match in matches}
    stored = Resemblance.objects.filter(Q(activity=activity) | Q(other=activity))
    known = {  # locked: a verdict given in this very moment is waited for, not overwritten
        pair.other_id if pair.activity_id == activity.pk else pair.activity_id: pair
        for pair in stored.select_for_update(of=("self",)).order_by("pk")
    }
    gone = [pair.pk for key, pair in known.items() if key not in found]
    Resemblance.objects.filter(pk__in=gone, verdict=Verdict.OPEN).delete()
    new = [
        Resemblance(
            activity_id=max(activity.pk, key), other_id=min(activity.pk, key),
            text=match.text, photograph=match.photograph,
        )
        for key, match in found.items() if key not in known
    ]  # fmt: skip
    Resemblance.objects.bulk_create(new, ignore_conflicts=True)
    for key, pair in known.items():
        if key in found:
            pair.text, pair.photograph = found[key].text, found[key].photograph
            pair.save(update_fields=["text", "photograph"])
    _say_different(activity, found.keys() & set(different), by=by)


def _say_different(activity: Activity, others: Collection[int], *, by: User) -> None:
    """Gives its author's word to the pairs, with these others, of which nobody has said anything yet."""
    pairs = Resemblance.objects.filter(
        Q(activity=activity, other__in=others) | Q(other=activity, activity__in=others), verdict=Verdict.OPEN
    )
    for pair in pairs.select_for_update(of=("self",)).order_by("pk"):
        pair.verdict, pair.judged_by, pair.judged_at = Verdict.DIFFERENT, by, now()
        pair.save(update_fields=["verdict", "judged_by", "judged_at"])
        _record(pair, Verdict.OPEN, by=by, unit=None)


def answered(activity: Activity) -> set[int]:
    """Returns the keys of the activities of which somebody has said whether they are the same as this one."""
    pairs = Resemblance.objects.filter(Q(activity=activity) | Q(other=activity)).exclude(verdict=Verdict.OPEN)
    return {key for pair in pairs.values_list("activity", "other") for key in pair} - {activity.pk}


def may_judge(pair: Resemblance, user: User) -> str:
    """Returns why the user may not say what a pair is, "" where nothing stands against it.

    It is said at a unit that stands above both, or is one of them, by somebody who wrote and sent neither.
    """
    both = (pair.activity, pair.other)
    if user.pk in {key for one in both for key in (one.created_by_id, one.submitted_by_id)}:
        return _("You wrote or sent one of the two: somebody else says what they are.")
    if _decided_at(pair, user) is None:
        return _("Only an officer of a unit that stands above both says what they are.")
    return ""


def _decided_at(pair: Resemblance, user: User) -> Unit | None:
    """Returns the unit above both, or one of them, at which the user decides; None where there is none."""
    both = (pair.activity.unit, pair.other.unit)
    deciding = (post.unit for post in user.current_posts if Power.DECIDE in POWERS[post.role])
    return next((unit for unit in deciding if all(unit.contains(one) for one in both)), None)


@transaction.atomic
def judge(pair: Resemblance, verdict: str, *, seen: str, by: User) -> Resemblance:
    """Records whether two entries are one activity; `seen` is the verdict that the page showed.

    ValidationError where the user may not, or where somebody has said something else meanwhile. The same again leaves
    no second line. Neither entry changes: the desk returns or declines the one that is too many.
    """
    stored = Resemblance.objects.select_for_update(of=("self",)).select_related("activity__unit", "other__unit")
    held = stored.get(pk=pair.pk)
    if problem := may_judge(held, by):
        raise ValidationError(problem)
    before = held.verdict
    if before == verdict and held.judged_by_id == by.pk:
        return held
    if before != seen:
        told = {"verdict": held.get_verdict_display(), "who": held.judged_by}
        raise ValidationError(_("%(who)s has said meanwhile: %(verdict)s. Look again, then decide.") % told)
    held.verdict, held.judged_by, held.judged_at = verdict, by, now()
    held.save()
    _record(held, before, by=by, unit=_decided_at(held, by))
    return held


def _record(pair: Resemblance, before: str, *, by: User, unit: Unit | None) -> None:
    """One line at a unit that stands above both, of an author's own word at none; it names neither entry."""
    named, changes = str(Resemblance._meta.verbose_name), {"verdict": [before, pair.verdict]}
    record(Record.Verb.CHANGED, pair, by=by, unit=unit, changes=changes, label=named)
