"""What did the Central Agencies' Bloc write to the blocs of the provinces, and who has read it?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from campaign import guiding
from campaign.models import Guidance
from config.demo.chance import dice, moment
from config.demo.deeds import LAST_DAY
from config.demo.world import World
from units.clock import at
from units.models import Network

AWAITING = "K01"  # the account of Hà Nội's bloc has the latest letter to acknowledge


class Letter(NamedTuple):
    """A letter: its day, what it says, the share of the blocs that have acknowledged it, within how many days."""

    day: date
    number: str
    title: str
    text: str
    share: float
    within: int


LETTERS = (
    Letter(
        date(2016, 2, 22),
        "12-HD/ĐTNK",
        "Hướng dẫn triển khai phong trào “3 trách nhiệm” năm 2016",
        "Căn cứ Kết luận số 14-KL/TWĐTN-CNĐT, Đoàn Khối các cơ quan Trung ương đề nghị Đoàn Khối các cơ quan "
        "các tỉnh, thành phố:\n\n"
        "1. Cụ thể hoá nội dung phong trào theo ngành, lĩnh vực công tác của từng cơ sở.\n\n"
        "2. Đăng ký mỗi cơ sở Đoàn ít nhất một việc mới, việc khó trong năm.\n\n"
        "3. Trao đổi kinh nghiệm giữa các Đoàn Khối; gửi những cách làm hay trong quý III.",
        share=0.95,
        within=45,
    ),
    Letter(
        date(2017, 10, 16),
        "31-HD/ĐTNK",
        "Hướng dẫn chuẩn bị tổng kết phong trào “3 trách nhiệm” 2015 - 2017",
        "Để chuẩn bị tổng kết ba năm thực hiện Kết luận số 14-KL/TWĐTN-CNĐT, đề nghị các đơn vị:\n\n"
        "1. Rà soát số liệu hoạt động năm 2017, bổ sung minh chứng còn thiếu trước ngày 30/11/2017.\n\n"
        "2. Lựa chọn, đề cử cán bộ, công chức, viên chức trẻ tiêu biểu.\n\n"
        "3. Gửi đánh giá về những khó khăn, hạn chế và kiến nghị.",
        share=0.62,
        within=28,
    ),
)


def of_quarter(world: World, months: tuple[date, date]) -> None:
    """Sends the letters whose day lies between two days."""
    for letter in LETTERS:
        if months[0] <= letter.day <= months[1]:
            write(world, letter)


def write(world: World, letter: Letter) -> Guidance:
    """Sends a letter to the whole network; most of the addressees say that they have read it."""
    network = Network.objects.select_related("holder").get()
    with at(moment(letter.day, dice("letter", letter.number))):
        sent = guiding.issue(
            guiding.Circle(network.holder, network), None, number=letter.number, title=letter.title, text=letter.text,
            by=world.accounts["khoi.trunguong"],
        )  # fmt: skip
    for word in sent.addressees.select_related("unit").order_by("unit__code"):
        roll = dice("letter", letter.number, word.unit.code)
        day = letter.day + timedelta(days=roll.randint(1, letter.within))
        if roll.random() < letter.share and not (letter is LETTERS[-1] and word.unit.code == AWAITING):
            with at(moment(min(day, LAST_DAY), roll)):
                guiding.acknowledge(sent, word.unit, by=world.secretaries[word.unit_id])
    return sent
