"""Who can sign in to the demonstration, and what is there to try? Plain data: the settings read it too."""

from typing import TypedDict

PASSWORD = "ba-trach-nhiem-2017"  # noqa: S105  published on the sign-in page of the demonstration, and only there


class Account(TypedDict):
    """One account: at which unit, in which role, in the words of the sign-in page."""

    username: str
    unit: str
    role: str
    who: str
    who_en: str
    do: str
    do_en: str


def _account(username: str, unit: str, role: str, who: str, who_en: str, do: str, do_en: str) -> Account:
    return Account(username=username, unit=unit, role=role, who=who, who_en=who_en, do=do, do_en=do_en)


# Units by code: H001 Ba Đình, T01 Hà Nội, K01 its agencies' bloc, DKCQTW the central one, H474 the city of Huế;
# C and B are made up beneath.
ACCOUNTS: tuple[Account, ...] = (
    _account(
        "chidoan", "H001-C1-1", "secretary",
        "Bí thư chi đoàn Văn phòng UBND quận Ba Đình", "Secretary of a branch in Ba Đình",
        "Xem việc đến hạn, ghi một hoạt động kèm ảnh, sửa việc bị trả lại, gửi báo cáo 6 tháng, đề cử một người.",
        "See what is due, log an activity with a photograph, repair what came back, report, nominate.",
    ),
    _account(
        "chidoancs", "H001-B1", "secretary",
        "Bí thư chi đoàn cơ sở trực thuộc Quận đoàn Ba Đình", "Secretary of a base branch directly under Ba Đình",
        "Đọc lý do báo cáo 9 tháng bị trả lại, sửa và gửi lại.",
        "Read why the nine-month report came back, correct it and send it again.",
    ),
    _account(
        "doancoso", "H001-C1", "secretary",
        "Bí thư đoàn cơ sở Cơ quan chính quyền quận Ba Đình", "Secretary of a grassroots union in Ba Đình",
        "Duyệt hoạt động của các chi đoàn: từng hồ sơ hoặc nhiều hồ sơ một lần.",
        "Answer the branches' activities, one by one or many at once.",
    ),
    _account(
        "badinh", "H001", "officer",
        "Cán bộ phụ trách, Quận đoàn Ba Đình", "Officer of the district union of Ba Đình",
        "Xử lý hồ sơ chờ duyệt, xem đơn vị nào chưa phản hồi.",
        "Answer what lies on the desk, see which units are silent.",
    ),
    _account(
        "badinh.bithu", "H001", "secretary",
        "Bí thư Quận đoàn Ba Đình", "Secretary of the district union of Ba Đình",
        "Duyệt hoặc trả lại kế hoạch, xét đề cử.",
        "Approve or return plans, decide nominations.",
    ),
    _account(
        "kiemnhiem", "H001", "member",
        "Uỷ viên Ban Chấp hành Quận đoàn Ba Đình, kiêm Phó Bí thư chi đoàn Phòng Nội vụ",
        "Committee member of Ba Đình and deputy secretary of a branch",
        "Chọn chức vụ khi đăng nhập, đổi chức vụ ở đầu trang: mỗi chức vụ một phạm vi.",
        "Choose a post at the sign-in, change it at the top of a page: each post has its own scope.",
    ),
    _account(
        "hanoi", "T01", "officer",
        "Chuyên viên Thành đoàn Hà Nội", "Officer of the city union of Hà Nội",
        "Lọc báo cáo 9 tháng của các quận, huyện; duyệt một báo cáo, trả lại một báo cáo kèm lý do.",
        "Filter the districts' nine-month reports; accept one, return one with a reason.",
    ),
    _account(
        "hanoi.bithu", "T01", "secretary",
        "Bí thư Thành đoàn Hà Nội", "Secretary of the city union of Hà Nội",
        "Duyệt kế hoạch, xét đề cử gửi Trung ương.",
        "Approve plans, decide nominations on their way to the centre.",
    ),
    _account(
        "hanoi.quantri", "T01", "administrator",
        "Quản trị đơn vị, Thành đoàn Hà Nội", "Administrator of the city union of Hà Nội",
        "Xem đơn vị, cán bộ, đoàn viên và nhật ký của Hà Nội.",
        "Look at the units, the people and the record of changes of Hà Nội.",
    ),
    _account(
        "khoi.hanoi", "K01", "secretary",
        "Bí thư Đoàn Khối các cơ quan thành phố Hà Nội", "Secretary of the agencies' bloc of Hà Nội",
        "Duyệt hoạt động của các đoàn cơ sở và chi đoàn cơ sở trong khối.",
        "Answer the activities of the bloc's grassroots unions and base branches.",
    ),
    _account(
        "khoi.trunguong", "DKCQTW", "secretary",
        "Bí thư Đoàn Khối các cơ quan Trung ương", "Secretary of the Central Agencies' Bloc",
        "So sánh 63 Đoàn Khối các tỉnh, thành phố; gửi văn bản hướng dẫn, xem đơn vị nào đã tiếp nhận.",
        "Compare the blocs of the 63 provinces; send a letter of guidance, see who has read it.",
    ),
    _account(
        "trunguong", "TW", "secretary",
        "Bí thư Trung ương Đoàn", "Secretary of the central office",
        "Mở tổng hợp 2017, xem từ cả nước xuống một hoạt động; xét đề cử, ghi quyết định.",
        "Open the 2017 summary and drill from the nation to one activity; decide nominations.",
    ),
    _account(
        "trunguong2", "TW", "secretary",
        "Bí thư Trung ương Đoàn, người thứ hai", "Second secretary of the central office",
        "Duyệt hồ sơ do người thứ nhất gửi: không ai tự duyệt hồ sơ của mình.",
        "Decide what the other one sent: nobody decides on a paper of one's own.",
    ),
    _account(
        "xem", "TW", "viewer",
        "Người theo dõi ở Trung ương", "Viewer at the central office",
        "Đọc tất cả, không sửa được gì.",
        "Read everything, change nothing.",
    ),
    _account(
        "hue", "H474-C1-1", "secretary",
        "Bí thư chi đoàn ở thành phố Huế", "Secretary of a branch in the city of Huế",
        "Thử mở một trang của Hà Nội: không thấy gì.",
        "Try to open a page of Hà Nội: nothing is there.",
    ),
)  # fmt: skip

# Who of them holds a second post: at which unit, in which role, with which title.
SECOND_POSTS: dict[str, tuple[str, str, str]] = {"kiemnhiem": ("H001-C1-2", "secretary", "Phó Bí thư")}


def for_sign_in_page() -> dict[str, object]:
    """Returns what the sign-in page shows: the password, and each account with who it is and what to try."""
    listed = [
        {"username": a["username"], "who": a["who"], "try": a["do"], "who_en": a["who_en"], "try_en": a["do_en"]}
        for a in ACCOUNTS
    ]
    return {"password": PASSWORD, "list": listed}
