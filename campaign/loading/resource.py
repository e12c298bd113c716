"""Which columns does a sheet of activities have, and what happens to its rows on the way into the database?"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from import_export.fields import Field
from import_export.resources import ModelResource
from tablib import Dataset

from campaign.activities import place_ancestors
from campaign.loading.reading import Reader, Understood
from campaign.models import Activity, Partnership
from units import desk
from units.models import Paper, Record, User
from units.records import record

ROW = "row"  # the column in which the sheet's own row numbers travel


class ActivityResource(ModelResource):
    """Activities in: our reading stands before the fields, our verbs behind them; between them the package's dry run.

    Nothing is written while a row is wrong. `rows` holds what was understood, in the order of the sheet.
    """

    number = Field(column_name=gettext_lazy("No."))
    day = Field(column_name=gettext_lazy("Day"))
    unit = Field(column_name=pgettext_lazy("noun", "Unit"))
    province = Field(column_name=gettext_lazy("Province"))
    responsibility = Field(column_name=gettext_lazy("Responsibility"))
    kind = Field(column_name=gettext_lazy("Kind of activity"))
    title = Field(column_name=gettext_lazy("What was done"))
    turnout = Field(column_name=gettext_lazy("Turnout"))
    citizens = Field(column_name=gettext_lazy("Citizens served"))
    result = Field(column_name=gettext_lazy("Result"))
    result_unit = Field(column_name=gettext_lazy("Unit of measure"))
    value = Field(column_name=gettext_lazy("Value (đồng)"))
    note = Field(column_name=gettext_lazy("Note"))
    source = Field(column_name=gettext_lazy("Source"))

    # What stands above the columns of the lists that units really send.
    spellings = {
        "number": ["TT", "STT"],
        "day": ["Ngày", "Thời gian", "Ngày tháng"],
        "unit": ["Đơn vị", "Tên đơn vị"],
        "province": ["Tỉnh/thành", "Tỉnh, thành phố"],
        "responsibility": ["Trách nhiệm"],
        "kind": ["Loại hoạt động", "Loại hình"],
        "title": ["Nội dung", "Tên hoạt động", "Nội dung hoạt động"],
        "turnout": ["Số lượt ĐVTN", "Lượt ĐVTN", "Số lượt"],
        "citizens": ["Lượt người dân", "Số lượt người dân"],
        "result": ["Kết quả"],
        "result_unit": ["Đơn vị tính", "ĐVT"],
        "value": ["Giá trị (đồng)", "Giá trị", "Kinh phí (đồng)"],
        "note": ["Ghi chú"],
        "source": ["Nguồn"],
    }
    widths = {"number": 6, "day": 22, "unit": 36, "kind": 30, "title": 50, "note": 30, "source": 30}
    hints = {
        "day": gettext_lazy("27/6/2016, 7-9/4/2016, 3/2017, Quý II/2017 or 6 tháng đầu năm 2017"),
        "unit": gettext_lazy("Name or code; several with +, the author first. Leave it empty for your own unit."),
        "province": gettext_lazy("Helps where several units have the same name"),
        "responsibility": gettext_lazy(
            "Bản thân, Công việc or Cộng đồng: the one under which the kind counts; may be left empty"
        ),
        "kind": gettext_lazy("As in the catalogue or as people call it; a movement may stand behind a slash"),
        "title": gettext_lazy("In one line, as you would tell a colleague"),
        "turnout": gettext_lazy("Person-times. “hơn 800” is about 800; 0 is zero; empty is not available"),
        "result": gettext_lazy("A number, or so many out of so many: 62/62 means 62 out of 62 units"),
        "result_unit": gettext_lazy("Only where it is not what the kind counts"),
        "value": gettext_lazy("In đồng: 4,57 tỷ, 350 triệu or 12.500.000"),
        "note": gettext_lazy("“Số liệu 6 tháng đầu năm 2016” makes the row the total of that half-year"),
        "source": gettext_lazy("Where the figures stand: an address or a document’s number"),
    }
    examples = [
        {
            "number": "1", "day": "3/6/2017", "unit": "K04", "province": "Cao Bằng", "responsibility": "Cộng đồng",
            "kind": "hiến máu", "title": "Ngày hội hiến máu tình nguyện", "turnout": "hơn 200", "result": "136",
            "result_unit": "đơn vị máu", "value": "15 triệu", "source": "Báo cáo số 12-BC/ĐTNK",
        }
    ]  # fmt: skip

    class Meta:
        model = Activity
        fields = (
            "number", "day", "unit", "province", "responsibility", "kind", "title", "turnout", "citizens", "result",
            "result_unit", "value", "note", "source",
        )  # fmt: skip
        export_order = fields
        import_id_fields: tuple[str, ...] = ()
        use_transactions = False  # a savepoint for each row; nothing is written before all are right
        skip_diff = True

    def __init__(self, *, by: User | None = None, file_name: str = "", **kwargs: Any):
        super().__init__(**kwargs)
        self.by, self.file_name = by, file_name
        self.rows: list[Understood] = []

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        if self.by is None:
            raise ValueError("say who loads")
        self.reader = Reader(self.by, self.file_name)
        self.rows = []

    def import_instance(self, instance: Activity, row: dict[str, Any], **kwargs: Any) -> None:
        """Reads a row in place of the fields, which know only plain values; what is wrong is said by column."""
        understood = self.reader.read(int(row[ROW]), {name: row[name] for name in self.fields if name in row})
        self.rows.append(understood)
        if understood.problems:
            raise ValidationError({name: [text] for name, text in understood.problems.items()})
        for column in Activity._meta.concrete_fields:
            setattr(instance, column.attname, getattr(understood.activity, column.attname))
        instance.unit, instance.kind = understood.activity.unit, understood.activity.kind
        understood.activity = instance

    def skip_row(self, instance: Activity, original: Activity, row: Any, import_validation_errors: Any = None) -> bool:
        return False

    def validate_instance(self, instance: Activity, import_validation_errors: Any = None, **kwargs: Any) -> None:
        """Adds what the model itself refuses; the row's number and column are told with it."""
        try:
            super().validate_instance(instance, import_validation_errors, **kwargs)
            instance.clean_fields(exclude=[field.name for field in Activity._meta.fields if field.is_relation])
        except ValidationError as error:
            for name, texts in error.message_dict.items():
                self.rows[-1].problems.setdefault(name, " ".join(texts))
            raise

    def save_instance(self, instance: Activity, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Waits: rows are written together at the end, or not at all."""

    def after_save_instance(self, instance: Activity, row: Any, **kwargs: Any) -> None:
        """Nothing is saved row by row."""

    def save_m2m(self, instance: Activity, row: Any, **kwargs: Any) -> None:
        """Partners and movements are written with their activities."""

    def after_import(self, dataset: Dataset, result: Any, **kwargs: Any) -> None:
        """Marks what is here already and, outside a dry run and with every row right, writes the rest."""
        self._mark_known()
        if not kwargs.get("dry_run") and not any(row.problems for row in self.rows):
            self._write([row for row in self.rows if not row.same_as])

    def _mark_known(self) -> None:
        keys = [row.activity.source_key for row in self.rows if not row.problems]
        known = dict(Activity.objects.filter(source_key__in=keys).values_list("source_key", "source_row"))
        first: dict[str, int] = {}
        for row in self.rows:
            if row.problems or row.activity.source_key is None:
                continue
            key = row.activity.source_key
            if key in known:
                row.same_as = _("already here (%(where)s)") % {"where": known[key] or _("entered by hand")}
            elif key in first:
                row.same_as = _("the same as row %(number)d") % {"number": first[key]}
            first.setdefault(key, row.number)

    @transaction.atomic
    def _write(self, rows: list[Understood]) -> None:
        if not rows or self.by is None:
            return
        place_ancestors([row.activity for row in rows])
        accepted: list[Paper] = [row.activity for row in rows if row.accepted]
        drafts = [row.activity for row in rows if not row.accepted]
        desk.load(accepted, by=self.by, note=self.file_name)
        Activity.objects.bulk_create(drafts, batch_size=500)
        self._connect(rows)
        record(
            Record.Verb.LOADED, Activity, by=self.by, unit=self.by.home_post.unit if self.by.home_post else None,
            note=self.file_name, changes={"accepted": len(accepted), "drafts": len(drafts)},
        )  # fmt: skip

    def _connect(self, rows: list[Understood]) -> None:
        movement = Activity.also_serves.through
        Partnership.objects.bulk_create(
            Partnership(activity_id=row.activity.pk, unit_id=unit.pk) for row in rows for unit in row.partners
        )
        movement._default_manager.bulk_create(
            movement(activity_id=row.activity.pk, movement_id=one.pk) for row in rows for one in row.movements
        )
