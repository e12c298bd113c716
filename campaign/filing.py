"""How does evidence come to lie beside an activity, and by what is a photograph known again elsewhere?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from campaign.models import Activity, ActivityFile
from units.intake import Accepted
from units.intake.likeness import bands, likeness
from units.models import Record, User
from units.records import record

BANDS = ("band_1", "band_2", "band_3", "band_4")


@dataclass(frozen=True)
class Change:
    """What an activity gets and loses: new files, photographs with their hash; rows to go; and all its hashes then."""

    activity: Activity
    added: list[tuple[Accepted, int | None]]
    gone: list[ActivityFile]
    hashes: list[int]

    @classmethod
    def of(cls, activity: Activity, files: Iterable[Accepted], removed: Iterable[ActivityFile]) -> Change:
        """Returns the change by files that came along and rows that are to go; each content stands there once."""
        gone = list(removed)
        kept = activity.files.exclude(pk__in=[file.pk for file in gone])
        standing = dict(kept.values_list("sha256", "likeness"))
        new = {accepted.sha256: accepted for accepted in files if accepted.sha256 not in standing}
        added = [(one, likeness(one.content) if one.width else None) for one in new.values()]
        hashes = [*standing.values(), *(value for _accepted, value in added)]
        return cls(activity, added, gone, [value for value in hashes if value is not None])

    def carry_out(self, *, by: User) -> None:
        """Adds and takes away; both stay on record once the activity has been sent."""
        if self.gone:
            ActivityFile.objects.filter(paper=self.activity, pk__in=[file.pk for file in self.gone]).delete()
        for accepted, value in self.added:
            banded = dict(zip(BANDS, bands(value), strict=True)) if value is not None else {}
            fields = {**accepted.as_fields(), **banded, "likeness": value}
            ActivityFile.objects.create(paper=self.activity, added_by=by, **fields)
        if self.activity.round and (self.gone or self.added):
            before = ", ".join(file.name for file in self.gone)
            after = ", ".join(accepted.name for accepted, _value in self.added)
            record(Record.Verb.CHANGED, self.activity, by=by, changes={"files": [before, after]})
        for file in self.gone:
            transaction.on_commit(partial(_drop, file))


def _drop(file: ActivityFile) -> None:
    for part in (file.file, file.thumbnail):
        if part and part.name:
            part.storage.delete(part.name)
