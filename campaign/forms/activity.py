"""What does a secretary fill in to log an activity, and what is wrong with it before anything is written?"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign import activities, days
from campaign.forms import partners
from campaign.forms.days import SpanField
from campaign.forms.evidence import Evidence, FilesField
from campaign.forms.kinds import KindField, fits
from campaign.forms.participants import ParticipantsForm
from campaign.forms.shown import Shown
from campaign.models import Activity, ActivityFile, ActivityKind, Conclusion
from units.approval import Power, units_with
from units.clock import today
from units.forms.overtaken import Overtaken
from units.forms.rows import KeysField, RowsField
from units.models import Unit, User
from units.vietnamese.typed import typed

COPIED = ("title", "place", "description", "internal_backlog")


class ActivityForm(Overtaken, Shown, ParticipantsForm):
    """One page for logging and for correcting; what is needed on top, everything else behind one fold."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=pgettext_lazy("noun", "Unit"))
    kind = KindField(label=_("Kind of activity"))
    started_on = SpanField(label=_("Day"), help_text=_("27/6/2016; also 7-9/4/2016, 3/2017 or Quý II/2017"))
    ended_on = SpanField(label=_("Last day"), required=False, help_text=_("Only where it took longer than a day"))
    co_organisers = partners.UnitsField(
        label=_("Co-organising units"), help_text=_("Code or name, one unit on each line: H001 or Quận đoàn Ba Đình")
    )
    document_on = SpanField(label=_("Date of the document"), required=False)
    uploads = FilesField(label=_("Photographs and documents"))
    removed = RowsField(
        ActivityFile.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label=_("Files to take away")
    )
    different = KeysField()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta(ParticipantsForm.Meta):
        fields = (
            "title",
            "place",
            "description",
            "result_unit",
            "internal_backlog",
            "is_span_total",
            "primary_movement",
            "also_serves",
            "project_level",
            "document_number",
        )
        labels = {
            "title": _("What was done"),
            "place": _("Place"),
            "description": _("More about it"),
            "result_unit": _("Unit of the result"),
            "is_span_total": _("These are the totals of a period, not one activity"),
            "also_serves": _("Other movements that also claim it"),
            "document_number": _("Number of the proving document"),
        }
        help_texts = {
            "primary_movement": _("Another movement that it was first of all done for"),
            "project_level": _("Only of a youth project: which level has recognised it"),
            "title": _("In one line, as you would tell a colleague"),
            "result_unit": _("Only where you count something else than the kind does, for example “trees”"),
            "also_serves": _("It is still counted once."),
        }
        field_classes = {"also_serves": RowsField}
        widgets = {
            "title": forms.TextInput(attrs={"autocomplete": "off"}),
            "place": forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
            "description": forms.Textarea(attrs={"rows": 4}),
            "also_serves": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, by: User, like: Activity | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.by = by
        self.units = self._units_of(by)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in self.units])
        if len(self.units) == 1:
            self.fields["unit"].required = False
            self.fields["unit"].widget = forms.HiddenInput()
        if self.instance.pk:
            self.fields["removed"].queryset = self.instance.files.all()
        self.fields["primary_movement"].empty_label = _("“3 responsibilities” itself")
        self.evidence = Evidence(by)
        self.offer_people(self.units)
        if self.instance.pk:
            self._show(self.instance)
        else:
            self.initial.setdefault("started_on", today())
            self.initial.setdefault("unit", self.units[0].pk if self.units else None)
        self._offer_kinds()
        if like:
            self._copy(like)

    def _units_of(self, by: User) -> list[Unit]:
        """The units to choose from; a written activity keeps its own."""
        if self.instance.pk:
            return [self.instance.unit]
        wanted = set(units_with(by, Power.DRAFT))
        home = by.home_post.unit_id if by.home_post else None
        units = {post.unit_id: post.unit for post in by.current_posts if post.unit_id in wanted}
        return sorted(units.values(), key=lambda unit: unit.pk != home)

    def _show(self, activity: Activity) -> None:
        first, last = days.as_typed(activity)
        self.initial.update({
            "unit": activity.unit_id, "kind": activity.kind_id, "started_on": first, "ended_on": last,
            "version": activity.version, "document_on": activity.document_on,
            "co_organisers": list(activity.co_organisers.all()),
        })  # fmt: skip

    def _copy(self, like: Activity) -> None:
        """Fills in what stays the same the next time: not the days, the counts and the proof."""
        offered = {kind.code: kind for kind in self.kinds.values()}
        current = offered.get(like.kind.code) or offered.get(like.kind.total_code)
        self.initial.update({name: getattr(like, name) for name in COPIED})
        self.initial.update({
            "kind": current.pk if current else None, "also_serves": list(like.also_serves.all()),
            "primary_movement": like.primary_movement_id, "co_organisers": list(like.co_organisers.all()),
        })  # fmt: skip

    def _offer_kinds(self) -> None:
        mine = Q(pk__in=ActivityKind.objects.visible_to(self.by).values("pk")) | Q(pk=self.instance.kind_id)
        self.fields["kind"].queryset = self.fields["kind"].queryset.filter(mine)
        self.kinds: dict[int, ActivityKind] = {}
        for unit in self.units:
            self.kinds |= {kind.pk: kind for kind in ActivityKind.objects.current().for_unit(unit).in_order()}
        if self.instance.pk:
            self.kinds.setdefault(self.instance.kind_id, self.instance.kind)
        often = activities.used_most(self.units[0], among=list(self.kinds.values())) if self.units else []
        self.fields["kind"].offer(often, self.kinds.values(), unit=self.units[0] if self.units else None)

    # --- reading ---------------------------------------------------------------------------------------------------

    def clean_title(self) -> str:
        return typed(self.cleaned_data["title"])

    def clean_document_on(self) -> Any:
        span = self.cleaned_data["document_on"]
        if span and span.precision != "day":
            raise forms.ValidationError(_("A document has one date: write the day."))
        if span and span.start > today():
            raise forms.ValidationError(_("This day has not come yet."))
        return span.start if span else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        unit = cleaned.get("unit") or (self.units[0] if len(self.units) == 1 else None)
        if unit and not self.instance.pk:
            self.instance.unit = unit
        self._check_kind(unit, cleaned.get("kind"))
        self._check_days(unit, cleaned.get("kind"))
        self._check_partners(unit)
        self._check_movements(cleaned)
        self._check_level(cleaned.get("kind"))
        self._check_backlog()
        self.check_ticked(unit)
        self.instance.document_on = cleaned.get("document_on")
        self._check_files(unit)
        return cleaned

    def _check_kind(self, unit: Unit | None, kind: ActivityKind | None) -> None:
        if not (unit and kind):
            return
        keeps_its_own = self.instance.pk and kind.pk == self.instance.kind_id
        if not keeps_its_own and not fits(unit, kind):
            message = _("“%(kind)s” is not meant for units of this sector (%(sector)s).")
            self.add_error(
                "kind", forms.ValidationError(message, params={"kind": kind, "sector": unit.get_sector_display()})
            )
            return
        self.instance.kind = kind

    def _check_days(self, unit: Unit | None, kind: ActivityKind | None) -> None:
        first, last = self.cleaned_data.get("started_on"), self.cleaned_data.get("ended_on")
        if first is None or "ended_on" in self.errors:
            return
        span = days.joined(first, last)
        conclusion = kind.point.conclusion if kind else Conclusion.objects.first()
        problem = days.objection(span, unit=unit, conclusion=conclusion)
        if problem:
            only_the_last = last and not days.objection(first, unit=unit, conclusion=conclusion)
            self.add_error("ended_on" if only_the_last else "started_on", problem)
            return
        self.instance.started_on, self.instance.ended_on = span.start, span.end
        self.instance.precision = span.precision
        ticked = self.cleaned_data.get("is_span_total") and span.start < span.end
        self.cleaned_data["is_span_total"] = ticked or days.is_total(span)

    def _check_partners(self, unit: Unit | None) -> None:
        self.partners: list[Unit] = []
        if unit and self.cleaned_data.get("co_organisers"):
            try:
                self.partners = partners.find(self.cleaned_data["co_organisers"], author=unit)
            except forms.ValidationError as error:
                self.add_error("co_organisers", error)

    def _check_movements(self, cleaned: dict[str, Any]) -> None:
        """What it was organised for claims it anyway: it is not named twice."""
        claimed, primary = cleaned.get("also_serves"), cleaned.get("primary_movement")
        if claimed is not None and primary:
            cleaned["also_serves"] = claimed.exclude(pk=primary.pk)

    def _check_level(self, kind: ActivityKind | None) -> None:
        if kind and not kind.has_level and self.cleaned_data.get("project_level"):
            self.add_error("project_level", _("“%(kind)s” is of no level: leave this empty.") % {"kind": kind})

    def _check_backlog(self) -> None:
        citizens = self.cleaned_data.get("citizens")
        if self.cleaned_data.get("internal_backlog") and citizens and citizens.value:
            self.add_error("citizens", _("You ticked backlog work without citizens, but gave a number of citizens."))

    def _check_files(self, unit: Unit | None) -> None:
        uploads, removed = self.cleaned_data.get("uploads") or [], self.cleaned_data.get("removed") or []
        standing = self.fields["removed"].queryset
        self.evidence = Evidence.read(self.data, uploads, by=self.by, unit=unit, standing=standing, removed=removed)
        for error in self.evidence.errors:
            self.add_error("uploads", error)

    # --- writing ---------------------------------------------------------------------------------------------------

    def save(self, commit: bool = True) -> Activity:
        """Saves the activity with where its unit stood on its day, and whom it was done with."""
        activities.place_ancestors(self.instance)
        activity = super().save(commit)
        activity.co_organisers.set(self.partners)
        return activity
