"""What does a person do at work? An occupation of the unit's sector that the unit's own name does not contradict."""

from __future__ import annotations

from random import Random

from config.demo.texts import texts
from units.models import Unit

# An occupation with one of these words suits a unit only if the unit's name has one of the others.
NEEDS = {
    "Văn phòng UBND": ("Văn phòng UBND", "Khối"), "một cửa": ("Văn phòng UBND", "Cơ quan chính quyền"),
    "tư pháp": ("Tư pháp",), "Nội vụ": ("Nội vụ",), "Thanh tra": ("Thanh tra",), "Toà án": ("Toà",),
    "Thẩm tra": ("Toà",), "Kiểm sát": ("iểm sát",), "Chấp hành": ("Thi hành án",), "Ban Tổ chức": ("Tổ chức", "Ban"),
    "Tuyên giáo": ("Tuyên giáo", "Ban"), "cấp uỷ": ("cấp uỷ", "Đảng"), "Bồi dưỡng": ("Bồi dưỡng", "Chính trị"),
    "Mặt trận": ("Mặt trận",), "Phụ nữ": ("Phụ nữ",), "Lao động": ("Lao động",), "Giáo viên": ("Giáo viên",),
    "Giảng viên": ("Khoa", "Trường Cao", "Học viện", "CĐSP"), "Phòng Giáo dục": ("Phòng Giáo dục",),
    "Phóng viên": ("Báo", "Đài", "Tạp chí"), "nông nghiệp": ("Khuyến nông", "Trồng trọt", "Nông"),
    "khuyến nông": ("Khuyến nông",), "bảo hiểm": ("Bảo hiểm",), "Thủ thư": ("Thư viện",), "quân y": ("Quân y",),
    "Công an": ("Công an", "Cảnh sát", "Đội"), "Cảnh sát": ("Công an", "Cảnh sát"),
    "Trợ lý": ("Quân", "Chỉ huy", "Công an"),
}  # fmt: skip
PLAIN = {
    "party": "Chuyên viên", "administration": "Chuyên viên", "front": "Chuyên viên", "judiciary": "Chuyên viên",
    "education": "Viên chức ngành giáo dục", "public_service": "Viên chức", "armed_forces": "Cán bộ chuyên môn",
}  # fmt: skip


def occupation(unit: Unit, above: Unit | None, roll: Random) -> str:
    """Returns an occupation that suits the unit: one of its sector, or a plain one."""
    names = f"{unit.name} {above.name if above else ''}"
    of_the_sector = texts("units", "names")["occupations"][unit.sector]
    suits = [one for one in of_the_sector if _suits(one, names)]
    return roll.choice(suits * 2 + ([PLAIN[unit.sector]] if unit.sector in PLAIN else []))


def _suits(one: str, names: str) -> bool:
    return all(any(part in names for part in wanted) for word, wanted in NEEDS.items() if word in one)
