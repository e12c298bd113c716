"""How does a nomination come about, and how does a decision to honour somebody become public and private again?"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import ModelForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from campaign import facts
from recognition.models import Citation, Honour, Nomination, Season
from units.approval import Power, State, post_with
from units.clock import now, today
from units.models import Record, User
from units.records import record
from units.writing import Written, write, written_before

VERB = "recognition.nominate"
ALREADY = gettext_lazy("%(person)s has already been nominated in this season: one person is nominated once.")


def answered(request_id: UUID | None, *, by: User) -> Written[Nomination] | None:
    """Returns what the same press of a button led to before; see `units.writing.written_before`."""
    return written_before(Nomination, request_id, by=by, verb=VERB)


def nominate(
    form: ModelForm, *, by: User, version: int | None = None, send: bool = False, request_id: UUID | None = None
) -> Written[Nomination] | None:
    """Saves a valid form with the activities it cites and, with `send`, sends it; see `units.writing.write`."""
    nomination: Nomination = form.instance
    with override("vi"):  # the title is one for all readers
        title = f"{nomination.person} – {nomination.season}"[:200]
    if not nomination.consent:
        nomination.consent_on = None
    cited = [activity.pk for activity in form.cleaned_data["citations"]]

    def clash() -> bool:  # somebody else nominated the same person at the same moment: the form could not see it
        if nominated_before(nomination):
            form.add_error(None, str(ALREADY) % {"person": nomination.person})
            return True
        return False

    return write(
        form, Nomination, by=by, verb=VERB, version=version, send=send, request_id=request_id,
        also=lambda saved: cite(saved, cited, by=by), clash=clash, title=title,
    )  # fmt: skip


def nominated_before(nomination: Nomination) -> bool:
    """Says whether another nomination of the person in the season exists, whoever wrote it and wherever it is."""
    others = Nomination.objects.filter(season=nomination.season_id, person=nomination.person_id)
    return others.exclude(pk=nomination.pk).exists()


def cite(nomination: Nomination, activity_ids: list[int], *, by: User) -> None:
    """Makes these the activities that the nomination rests on; a change after the first sending stays on record."""
    kept = set(nomination.citations.values_list("activity_id", flat=True))
    gone, added = kept - set(activity_ids), set(activity_ids) - kept
    nomination.citations.filter(activity__in=gone).delete()
    Citation.objects.bulk_create([Citation(nomination=nomination, activity_id=pk) for pk in sorted(added)])
    if nomination.round and (gone or added):
        before, after = ("; ".join(fact.title for fact in facts.fact(part)) for part in (gone, added))
        record(Record.Verb.CHANGED, nomination, by=by, changes={"citations": [before, after]})


# --- the decision ----------------------------------------------------------------------------------------------------


def honour_refusal(nomination: Nomination, user: User) -> str:
    """Returns why the user may not record the decision on this nomination now, or ""."""
    if post_with(user, Power.SIGN, nomination.season.unit_id) is None:
        return _("Only who signs for the awarding unit records its decision.")
    if nomination.state != State.ACCEPTED:
        return _("The last desk has not accepted this nomination: there is nothing to decide on yet.")
    if Honour.objects.filter(nomination=nomination).exists():
        return _("The decision on this nomination has already been recorded.")
    return ""


@transaction.atomic
def honour(
    nomination: Nomination, *, decision_number: str, decided_on: date, signatory: str, citation_text: str, by: User
) -> Honour:
    """Records the awarding unit's decision to honour somebody.

    ValidationError, by field where it is about one, with why it must not be or cannot be right.
    """
    rows = Nomination.objects.select_for_update(of=("self",)).select_related("season__unit", "person", "unit")
    stored = rows.get(pk=nomination.pk)
    if refused := honour_refusal(stored, by):
        raise ValidationError(refused)
    if problem := _day_problem(decided_on, stored.season):
        raise ValidationError({"decided_on": problem})
    decision = Honour(
        nomination=stored,
        decision_number=decision_number.strip(),
        decided_on=decided_on,
        signatory=signatory.strip(),
        citation_text=citation_text.strip(),
        recorded_by=by,
        is_demonstration=stored.is_demonstration or settings.DEMO,  # in a demonstration nobody is really honoured
    )
    decision.full_clean()
    decision.save()
    changes = {"decision_number": ["", decision.decision_number], "decided_on": ["", f"{decided_on:%d/%m/%Y}"]}
    record(Record.Verb.PUBLISHED, decision, by=by, changes=changes, unit=stored.season.unit)
    return decision


def _day_problem(decided_on: date, season: Season) -> str:
    if decided_on > today():
        return _("A decision cannot be dated after today.")
    if decided_on < season.opens_on:
        opened = {"day": f"{season.opens_on:%d/%m/%Y}"}
        return _("A decision cannot be older than the season, which opened on %(day)s.") % opened
    return ""


def take_down_refusal(entry: Honour, user: User) -> str:
    """Returns why the user may not take the entry off the honour roll now, or ""."""
    if post_with(user, Power.SIGN, entry.nomination.season.unit_id) is None:
        return _("Only who signs for the awarding unit takes an entry off the honour roll.")
    if entry.taken_down_at:
        return _("This entry has already been taken off the honour roll.")
    return ""


@transaction.atomic
def take_down(entry: Honour, *, because: str, by: User) -> Honour:
    """Takes an entry off the public roll; the decision itself stands, with a line that says why it is hidden.

    ValidationError with why it must not be, or where no reason is given.
    """
    rows = Honour.objects.select_for_update(of=("self",)).select_related("nomination__season__unit")
    stored = rows.get(pk=entry.pk)
    if refused := take_down_refusal(stored, by):
        raise ValidationError(refused)
    if not because.strip():
        raise ValidationError({"because": _("Give the reason: it stays in the records.")})
    stored.taken_down_at = now()
    stored.save(update_fields=["taken_down_at"])
    changes = {"taken_down_at": ["", f"{today():%d/%m/%Y}"]}
    record(
        Record.Verb.CHANGED,
        stored,
        by=by,
        changes=changes,
        note=because.strip(),
        unit=stored.nomination.season.unit,
    )
    return stored
