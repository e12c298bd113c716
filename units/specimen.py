"""What does each piece of the design look like with something in it? Made-up contents for /design/."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from units.approval import Action, State
from units.clock import today

RESPONSIBILITIES = (
    ("self", "Trách nhiệm với bản thân"),
    ("work", "Trách nhiệm với công việc"),
    ("community", "Trách nhiệm với cộng đồng"),
)
MONTHS = ((12, 30, 42, 28), (18, 22, 35, 64), (40, 88, 120, 96))
SIZES = ("display", "title", "large", "body", "small")


class SpecimenForm(forms.Form):
    """One of each kind of field."""

    title = forms.CharField(label="Tên hoạt động", help_text="Ví dụ: Ngày thứ bảy tình nguyện")
    on = forms.DateField(label="Ngày", widget=forms.DateInput(attrs={"placeholder": "dd/mm/yyyy"}))
    value = forms.IntegerField(label="Giá trị làm lợi", required=False, help_text="Đồng, số nguyên")
    kind = forms.ChoiceField(label="Loại hoạt động", choices=[("", "Chọn một loại"), ("1", "Hiến máu tình nguyện")])
    responsibility = forms.ChoiceField(label="Trách nhiệm", choices=RESPONSIBILITIES, widget=forms.RadioSelect)
    movements = forms.MultipleChoiceField(
        label="Phong trào khác cũng được phục vụ",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Tuổi trẻ chung tay xây dựng nông thôn mới"), ("b", "Sáng tạo trẻ")],
    )
    note = forms.CharField(label="Mô tả", required=False, widget=forms.Textarea)
    evidence = forms.FileField(label="Minh chứng", required=False)
    approximate = forms.BooleanField(label="Số gần đúng", required=False)


class FilterForm(forms.Form):
    """A filter as a list would have it."""

    q = forms.CharField(label="Tìm theo tên", required=False)
    state = forms.ChoiceField(label="Trạng thái", required=False, choices=[("", "Tất cả"), *State.choices])
    year = forms.ChoiceField(label="Năm", required=False, choices=[("", "2015–2017"), ("2016", "2016")])


def context(request: HttpRequest) -> dict[str, Any]:
    """Returns everything that templates/units/design.html shows."""
    return {
        "sizes": SIZES,
        "papers": [_paper(state) for state in State],
        "resent": _paper(State.WAITING, times=2),
        "due_days": [today() + timedelta(days=days) for days in (-12, -1, 0, 9)],
        "responsibilities": RESPONSIBILITIES,
        "trail": [
            {"label": label, "href": "/"}
            for label in (
                "Trung ương Đoàn",
                "Thành đoàn Hà Nội",
                "Quận đoàn Ba Đình",
                "Chi đoàn Văn phòng HĐND và UBND",
            )
        ],
        "tasks": _tasks(),
        "history": _history(),
        "buttons": [
            {
                "action": action.value,
                "label": action.label,
                "tone": tone,
                "url": "#",
                "asks": asks,
                "note_required": asks,
            }
            for action, tone, asks in (
                (Action.APPROVE, "", False),
                (Action.RETURN, "secondary", True),
                (Action.DECLINE, "danger", True),
            )
        ],
        "changes": [("Số lượt tham gia", "80", "92"), ("Ghi chú", "", "Bổ sung danh sách")],
        "form": SpecimenForm(initial={"responsibility": "community"}),
        "wrong": SpecimenForm({"wrong-on": "31/02/2016", "wrong-value": "-5"}, prefix="wrong"),
        "filter_form": FilterForm(request.GET or None),
        "page": Paginator(range(1677), 20).get_page(request.GET.get("page", 7)),
        "bars": _bars(),
        "dense": _bars(dense=True),
        "columns": _columns(),
        "notes": [
            "Số hoạt động đã được đoàn cấp trên trực tiếp duyệt, mỗi hoạt động đếm một lần.",
            "Tổng giá trị làm lợi bằng đồng của các hoạt động đã duyệt.",
        ],
        "numbers": (0, 1677, 4570000000, 350000000, 50000, 0.8734),
        "long_word": "Ẩm Ặt Ỗng Ỡm Ựng Ỹ Nguyễn Thị Hoằng Ngỡ Đặng Phưởng Kỵ Ằ Ẳ Ẵ Ặ Ề Ể Ễ Ệ Ố Ồ Ổ Ỗ Ộ Ớ Ờ Ở Ỡ Ợ Ự",
    }


def _paper(state: State, times: int = 1) -> SimpleNamespace:
    return SimpleNamespace(
        pk=state.value, state=state.value, get_state_display=state.label, round=times, version=3, title="Báo cáo quý"
    )


def _tasks() -> list[dict[str, Any]]:
    return [
        {
            "verb": "Sửa và gửi lại báo cáo 6 tháng đầu năm 2017",
            "href": "#",
            "urgent": True,
            "about": "Quận đoàn Ba Đình trả lại: thiếu số lượt tham gia hiến máu",
            "when": "Trả lại ngày 02/11/2017",
            "paper": _paper(State.RETURNED),
        },
        {
            "verb": "Gửi báo cáo tháng 10",
            "href": "#",
            "urgent": True,
            "today": today(),
            "due_on": today() - timedelta(days=2),
            "about": "Hệ thống đã tổng hợp 7 hoạt động",
            "when": "Hạn gửi 13/11/2017",
        },
        {
            "verb": "Ghi hoạt động tuần này",
            "href": "#",
            "due_on": today() + timedelta(days=9),
            "today": today(),
            "when": "Trước ngày 24/11/2017",
        },
    ]


def _history() -> list[SimpleNamespace]:
    lines = (
        (Action.SUBMIT, State.WAITING, "Nguyễn Thị Hoằng", "Bí thư, Chi đoàn 3", ""),
        (
            Action.RETURN,
            State.RETURNED,
            "Trần Đức Ngỡ",
            "Cán bộ phụ trách, Quận đoàn Ba Đình",
            "Đề nghị bổ sung ảnh và số lượt tham gia.\nSố hồ sơ nên tách theo buổi.",
        ),
        (Action.SUBMIT, State.WAITING, "Nguyễn Thị Hoằng", "Bí thư, Chi đoàn 3", ""),
        (Action.APPROVE, State.ACCEPTED, "Trần Đức Ngỡ", "Cán bộ phụ trách, Quận đoàn Ba Đình", ""),
    )
    return [
        SimpleNamespace(
            action=action.value,
            get_action_display=action.label,
            to_state=to.value,
            by=by,
            post_label=post,
            note=note,
            round=1 + (place > 1),
            at=datetime(2017, 10, 3 + place, 2, 14, tzinfo=UTC),
        )
        for place, (action, to, by, post, note) in enumerate(lines)
    ]


def _bars(*, dense: bool = False) -> list[dict[str, Any]]:
    names = (
        "Thành đoàn Hồ Chí Minh",
        "Thành đoàn Hà Nội",
        "Tỉnh đoàn Thừa Thiên Huế",
        "Tỉnh đoàn Cao Bằng",
        "Đoàn Khối các cơ quan Trung ương",
        "Tỉnh đoàn Đắk Nông",
    )
    short = ("TP. Hồ Chí Minh", "Hà Nội", "Thừa Thiên Huế", "Cao Bằng", "Khối CQ TW", "Đắk Nông")
    values = (1677, 1540, 902, 411, 96, 0)
    return [
        {
            "label": label,
            "value": value,
            "text": f"{value:,}".replace(",", "."),
            "href": "#",
            "mark": mark,
            "mark_text": f"{mark:,}".replace(",", "."),
            "tone": "context" if value < 100 else "",
        }
        for label, value, mark in zip(short if dense else names, values, (1500, 1600, 800, 500, 120, 80), strict=True)
    ]


def _columns() -> list[dict[str, Any]]:
    return [
        {
            "key": key,
            "label": label,
            "text": str(sum(values) * 3),
            "points": [
                {
                    "label": f"{month}",
                    "value": values[month % 4] + month,
                    "text": str(values[month % 4] + month),
                    "href": f"?from={date(2017, month, 1):%d/%m/%Y}",
                }
                for month in range(1, 13)
            ],
        }
        for (key, label), values in zip(RESPONSIBILITIES, MONTHS, strict=True)
    ]
