"""How does a nomination come about, and how does a decision to honour somebody become public and private again?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import ModelForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from campaign import facts
from recognition.models import Citation, Honour, Nomination, Season
from units import desk, drafts, receipts
from units.approval import Action, Power, State, post_with
from units.clock import now, today
from units.models import Receipt, Record, User
from units.records import record

VERB = "recognition.nominate"
NOT_YOURS = gettext_lazy("This page was opened by somebody else. Open it again, then send.")
ALREADY = gettext_lazy("%(person)s has already been nominated in this season: one person is nominated once.")


@dataclass(frozen=True)
class Nominated:
    """What became of one press of a button: the nomination, its receipt, and whether that press had come before."""

    nomination: Nomination
    receipt: str
    sent: bool
    repeated: bool = False


class _NothingSaved(Exception):
    """Undoes what was begun; the form already says why."""


def answered(request_id: UUID | None, *, by: User) -> Nominated | None:
    """Returns what the same press of a button led to before, None for a new one or where its draft is gone."""
    found = Receipt.objects.filter(request_id=request_id, by=by, verb=VERB).first() if request_id else None
    return _first_answer(found, by=by) if found else None


def _first_answer(receipt: Receipt, *, by: User) -> Nominated | None:
    nomination = Nomination.objects.visible_to(by).filter(pk=receipt.answer.get("pk")).first()
    if nomination is None:
        return None
    return Nominated(nomination, receipt.code, receipt.answer["sent"], repeated=True)


def nominate(
    form: ModelForm, *, by: User, version: int | None = None, send: bool = False, request_id: UUID | None = None
) -> Nominated | None:
    """Saves a valid form with the activities it cites and, with `send`, lays it on the superior's desk: all or none.

    None, with the reason in the form, where it must not be. The same `request_id` again gives the same nomination and
    does nothing (product.md, rule 10).
    """
    is_new = form.instance.pk is None
    try:
        with transaction.atomic():
            receipt, fresh = receipts.claim(request_id, by=by, verb=VERB)
            if receipt and not fresh:
                return _repeat(receipt, form, by=by)
            nomination = _write(form, by=by, version=version)
            if send:
                desk.take(Action.SUBMIT, nomination, by=by)
                nomination.refresh_from_db()
            if receipt:
                receipt.answer = {"pk": nomination.pk, "sent": send}
                receipt.save(update_fields=["answer"])
            return Nominated(nomination, receipt.code if receipt else "", send)
    except desk.Refused as refused:
        form.add_error(None, str(refused))
    except receipts.Stranger:
        form.add_error(None, str(NOT_YOURS))
    except IntegrityError:
        # Somebody else nominated the same person at the same moment: the constraint saw it, the form could not.
        if not nominated_before(form.instance):
            raise
        form.add_error(None, str(ALREADY) % {"person": form.instance.person})
    except _NothingSaved:
        pass
    if is_new:
        form.instance.pk, form.instance._state.adding = None, True
    return None


def nominated_before(nomination: Nomination) -> bool:
    """Says whether another nomination of the person in the season exists, whoever wrote it and wherever it is."""
    others = Nomination.objects.filter(season=nomination.season_id, person=nomination.person_id)
    return others.exclude(pk=nomination.pk).exists()


def _repeat(receipt: Receipt, form: ModelForm, *, by: User) -> Nominated | None:
    found = _first_answer(receipt, by=by)
    if found is None:
        form.add_error(None, _("This was saved before and has been discarded since. Open a new form."))
    return found


def _write(form: ModelForm, *, by: User, version: int | None) -> Nomination:
    nomination: Nomination = form.instance
    with override("vi"):  # the title is one for all readers
        title = f"{nomination.person} – {nomination.season}"[:200]
    if not nomination.consent:
        nomination.consent_on = None
    saved = drafts.save_draft(form, by=by, version=version, title=title)
    if saved is None:
        raise _NothingSaved
    cite(nomination, [activity.pk for activity in form.cleaned_data["citations"]], by=by)
    return nomination


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
