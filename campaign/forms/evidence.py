"""Which photographs and documents come with the form, and which of them are kept while another field is corrected?

A browser never sends a chosen file twice by itself. So what was accepted is put aside (units.held) when the form
comes back with an error, stands there by name, and is taken up by the next press of the button.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from campaign import evidence
from campaign.models import ActivityFile
from units import held
from units.intake import Accepted, examine
from units.models import Unit, User

PURPOSE = "activity"


class ManyFilesInput(forms.ClearableFileInput):
    """A file field that takes several at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several uploads; `clean` gives them as they came: what each one is worth, `Evidence` finds out."""

    def __init__(self, **kwargs: Any):
        accept = "image/*,.heic,.pdf,.docx,.xlsx"
        super().__init__(widget=ManyFilesInput(attrs={"accept": accept, "multiple": True}), required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[File]:
        return list(data or [])


@dataclass(frozen=True)
class Waiting:
    """A file that was accepted with an earlier press of the button: its token and what it is."""

    token: str
    accepted: Accepted


@dataclass
class Evidence:
    """What came along: newly accepted, accepted before, and what is wrong with the rest, each naming its file."""

    by: User
    accepted: list[Accepted] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @classmethod
    def read(
        cls, data: Any, uploads: Iterable[File], *, by: User, unit: Unit | None,
        standing: Iterable[ActivityFile] = (), removed: Iterable[ActivityFile] = (),
    ) -> Evidence:  # fmt: skip
        """Examines every upload, and all of them together with what stands beside the activity and its unit."""
        found = cls(by)
        tokens = data.getlist("held") if isinstance(data, MultiValueDict) else []
        for token in dict.fromkeys(tokens):
            kept = held.held(token, by=by, purpose=PURPOSE)
            if kept:
                found.waiting.append(Waiting(token, Accepted(kept[0], **kept[1])))
            else:
                found.errors.append(str(_("A file that you chose before is no longer here: choose it again.")))
        for upload in uploads:
            found._examine(upload)
        gone = {file.pk for file in removed}
        staying = [file for file in standing if file.pk not in gone]
        found.errors += evidence.objections(found.everything, kept=staying, gone=gone, unit=unit)
        return found

    @property
    def everything(self) -> list[Accepted]:
        """All files that are good."""
        return [one.accepted for one in self.waiting] + self.accepted

    def _examine(self, upload: File) -> None:
        try:
            self.accepted.append(examine(upload))
        except ValidationError as error:
            self.errors += [str(_("%(file)s: %(why)s") % {"file": upload.name, "why": why}) for why in error.messages]

    def put_aside(self) -> None:
        """Keeps what was newly accepted until the form comes again."""
        for one in self.accepted:
            about = {
                "name": one.name,
                "media_type": one.media_type,
                "size": one.size,
                "sha256": one.sha256,
                "width": one.width,
                "height": one.height,
            }
            self.waiting.append(Waiting(held.hold(one.content, by=self.by, purpose=PURPOSE, about=about), one))
        self.accepted = []

    def release(self) -> None:
        """Throws away what was put aside, once it stands beside its activity."""
        for one in self.waiting:
            held.release(one.token, by=self.by, purpose=PURPOSE)
