"""How does a file come in: uploaded, checked, shown, written; left and taken up again; or begun anew after a fault?

Every step is taken by whoever finds the run in the state before it, once. What takes long is done in the background by
the same functions. While a run is being written nothing else says so: it and all its rows appear in one moment, so
that a worker that is killed leaves a run that wrote nothing and can be written again.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django_tasks import task

from units.approval import Power, units_with
from units.clock import now
from units.loading import people
from units.loading.kinds import KINDS, load
from units.loading.plan import Overtaken, Refused, What
from units.models import ImportRun, Record, Unit, User
from units.querysets import kept
from units.records import record

State = ImportRun.State

AT_ONCE_BYTES = 64 * 1024  # a file up to this size is checked while its sender waits
AT_ONCE_ROWS, AT_ONCE_VERBS = (
    500,
    40,
)  # and written so, if it has no more rows and moves, renames, closes no more units
SILENT_AFTER = timedelta(seconds=60)  # whoever checks says every second that he is alive
WRITES_FOR = timedelta(minutes=5)  # whoever writes says nothing until it is done
KEPT_FOR = timedelta(days=14)  # an unfinished run and its file


def may_import(user: User) -> bool:
    """Says whether somebody administers any unit."""
    return bool(units_with(user, Power.KEEP))


def of(user: User) -> models.QuerySet[ImportRun]:
    """The runs of one person at units still kept in the post acted in; they are nobody else's."""
    return ImportRun.objects.filter(kept(user, "unit__"), by=user).select_related("unit")


def begin(kind: str, content: bytes, *, file_name: str, by: User) -> ImportRun:
    """Takes a file in and checks it, at once where it is small, else in the background."""
    _sweep(by)
    unit = Unit.objects.filter(pk__in=units_with(by, Power.KEEP)).order_by("level", "pk")[0]
    run = ImportRun(kind=kind, file_name=file_name[-120:], by=by, unit=unit, result={"language": get_language()})
    if by.acting_post:
        run.result["post"] = by.acting_post.pk
    run.file.save(file_name, ContentFile(content), save=False)
    run.save()
    _check_soon(run, small=len(content) <= AT_ONCE_BYTES)
    return run


def _check_soon(run: ImportRun, *, small: bool) -> None:
    if small:
        check.call(run.pk)
    else:
        check.enqueue(run.pk)


@task()
def check(pk: int) -> None:
    """Finds out what a waiting run would do, and keeps that; nothing else is written."""
    waiting = ImportRun.objects.filter(pk=pk, state=State.WAITING)
    if not waiting.update(state=State.CHECKING, done=0, alive_at=now(), problem=""):
        return
    run = ImportRun.objects.select_related("by__person").get(pk=pk)
    with override(run.result.get("language")):
        try:
            plan = KINDS[run.kind].plan(_content(run), by=_by(run), tell=_Teller(pk))
        except ValidationError as error:
            _fail(pk, " ".join(error.messages))
            return
        except Exception:
            _fail(pk, _("The file could not be checked: a fault of ours. Nothing was written."))
            raise
    rows = len(plan.lines)
    kept = {**run.result, **plan.packed()}
    ImportRun.objects.filter(pk=pk, state=State.CHECKING).update(
        state=State.CHECKED, rows=rows, done=rows, result=kept, checked_at=now(), alive_at=now()
    )


def order(run: ImportRun) -> bool:
    """Writes what a checked run has shown, at once or in the background; False where it is not to be written."""
    if not run.result.get("does"):
        return False
    checked = ImportRun.objects.filter(pk=run.pk, state=State.CHECKED)
    if not checked.update(state=State.WRITING, alive_at=now()):
        return False
    if _is_small(run):
        write.call(run.pk)
    else:
        write.enqueue(run.pk)
    return True


def _is_small(run: ImportRun) -> bool:
    counts = run.result.get("counts", {})
    verbs = sum(counts.get(what, 0) for what in (What.RENAMED, What.MOVED, What.CLOSED))
    return run.rows <= AT_ONCE_ROWS and verbs <= AT_ONCE_VERBS


@task()
def write(pk: int) -> None:
    """Writes a run that is to be written, whole or not at all; where something has changed since, checks it again."""
    run = ImportRun.objects.filter(pk=pk, state=State.WRITING).first()
    if run is None:
        return
    with override(run.result.get("language")):
        try:
            _write(pk)
        except Overtaken:
            result = {**run.result, "overtaken": True}
            ImportRun.objects.filter(pk=pk, state=State.WRITING).update(state=State.WAITING, result=result)
            check.call(pk)
        except Refused as refused:
            text = _("Row %(number)d: %(text)s Nothing was written.")
            _fail(pk, text % {"number": refused.number, "text": refused.text})
        except ValidationError as error:
            _fail(pk, " ".join(error.messages))
        except Exception:
            _fail(pk, _("The file could not be written: a fault of ours. Nothing was written."))
            raise


@transaction.atomic
def _write(pk: int) -> None:
    run = ImportRun.objects.select_for_update(of=("self",)).filter(pk=pk, state=State.WRITING).first()
    if run is None:
        return
    by, content, digest = _by(run), _content(run), run.result["digest"]
    plan = load(run.kind, content, by=by, file_name=run.file_name, digest=digest, tell=lambda _done, _rows: None)
    run.result["invited"] = people.invited(plan) if run.kind == ImportRun.Kind.PEOPLE else {}
    record(
        Record.Verb.LOADED, KINDS[run.kind].sheet._meta.model, by=by, unit=run.unit, note=run.file_name,
        changes={"rows": len(plan.lines)},
    )  # fmt: skip
    run.state, run.written_at, run.alive_at = State.WRITTEN, now(), now()
    run.result.pop("overtaken", None)
    run.save(update_fields=["state", "written_at", "alive_at", "result"])
    transaction.on_commit(lambda: _forget(run))


def discard(run: ImportRun) -> bool:
    """Throws a run away that is not written, with its file."""
    open_states = (State.WAITING, State.CHECKING, State.CHECKED, State.FAILED)
    if not ImportRun.objects.filter(pk=run.pk, state__in=open_states).update(state=State.DISCARDED, result={}):
        return False
    _forget(run)
    return True


def is_silent(run: ImportRun) -> bool:
    """Says whether nobody seems to work on a run any more: the background service was stopped, or never ran."""
    patience = WRITES_FOR if run.state == State.WRITING else SILENT_AFTER
    return run.state in (State.WAITING, State.CHECKING, State.WRITING) and run.alive_at < now() - patience


def again(run: ImportRun) -> bool:
    """Takes a silent run up again where it was; whoever is at it after all makes this harmless."""
    if not is_silent(run):
        return False
    same = ImportRun.objects.filter(pk=run.pk, state=run.state, alive_at=run.alive_at)
    if run.state == State.WRITING:
        if same.update(alive_at=now()):
            write.enqueue(run.pk)
    elif same.update(state=State.WAITING, alive_at=now()):
        check.enqueue(run.pk)
    return True


class _Teller:
    """Says how far a check is, once a second at most."""

    def __init__(self, pk: int):
        self.pk, self.last = pk, 0.0

    def __call__(self, done: int, rows: int) -> None:
        if time.monotonic() - self.last >= 1:
            self.last = time.monotonic()
            checking = ImportRun.objects.filter(pk=self.pk, state=State.CHECKING)
            checking.update(done=done, rows=max(rows, done), alive_at=now())


def _by(run: ImportRun) -> User:
    """Returns who sent the file, acting in the post in which it was sent; in none where that is held no longer.

    ValidationError where the account has been closed meanwhile.
    """
    by, key = run.by, run.result.get("post")
    if not by.is_active:
        raise ValidationError(_("The account of %(person)s is closed.") % {"person": by})
    if key:
        by.acting_post = next((post for post in by.held_posts if post.pk == key), None)
        by.current_posts = [by.acting_post] if by.acting_post else []
    return by


def _content(run: ImportRun) -> bytes:
    try:
        with run.file.open("rb") as file:
            return file.read()
    except (FileNotFoundError, ValueError):
        raise ValidationError(_("The file is no longer here. Choose it again.")) from None


def _fail(pk: int, problem: str) -> None:
    working = (State.CHECKING, State.WRITING)
    ImportRun.objects.filter(pk=pk, state__in=working).update(state=State.FAILED, problem=problem, alive_at=now())


def _forget(run: ImportRun) -> None:
    """Deletes the file: it holds people's data and is needed no more."""
    run.file.delete(save=False)
    ImportRun.objects.filter(pk=run.pk).update(file="")


def _sweep(by: User) -> None:
    old: Any = ImportRun.objects.filter(by=by, created_at__lt=now() - KEPT_FOR)
    for run in old.exclude(state__in=(State.WRITTEN, State.DISCARDED, State.WRITING)):
        discard(run)
