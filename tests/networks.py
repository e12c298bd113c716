"""The bloc of Ba Đình's agencies in a network that is held at the centre's own bloc, beside Hà Nội and Huế."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.cast import Cast, make_unit, make_user
from units.models import Level, Network, NetworkMember, Role, Unit, UnitKind, User


@dataclass
class Bloc:
    """The holder and its people, the two members, and what is not a member beside them."""

    network: Network
    holder: Unit
    hanoi_bloc: Unit
    hanoi_branch: Unit
    hue_bloc: Unit
    secretary: User
    viewer: User
    member: User
    administrator: User
    root_administrator: User
    hanoi_bloc_secretary: User
    hanoi_branch_secretary: User
    hue_bloc_secretary: User


def make_bloc(cast: Cast) -> Bloc:
    """K01 beneath Hà Nội (with a base branch) and K46 beneath Huế are members since 2015; DKCQTW holds them."""
    bloc = {"kind": UnitKind.AGENCIES_BLOC}
    holder = make_unit("DKCQTW", "Đoàn Khối các cơ quan Trung ương", Level.PROVINCE, cast.central, **bloc)
    hanoi_bloc = make_unit("K01", "Đoàn Khối các cơ quan Hà Nội", Level.DISTRICT, cast.hanoi, **bloc)
    hanoi_branch = make_unit("CDSO", "Chi đoàn cơ sở Sở Nội vụ", Level.BRANCH, hanoi_bloc)
    hue_bloc = make_unit("K46", "Đoàn Khối các cơ quan Huế", Level.DISTRICT, cast.hue, **bloc)
    network = Network.objects.create(
        code="KHOI-CQ", name_vi="Mạng lưới Đoàn Khối các cơ quan", name_en="Agencies' blocs", holder=holder
    )
    for unit in (hanoi_bloc, hue_bloc):
        NetworkMember.objects.create(network=network, unit=unit, from_on=date(2015, 1, 1))
    return Bloc(
        network, holder, hanoi_bloc, hanoi_branch, hue_bloc,
        secretary=make_user("khoi.tw", "Phan Thị Khối", holder),
        viewer=make_user("khoi.tw.xem", "Đinh Văn Đọc", holder, Role.VIEWER, "Theo dõi"),
        member=make_user("khoi.tw.uyvien", "Mai Thị Viên", holder, Role.MEMBER, "Uỷ viên"),
        administrator=make_user("khoi.tw.quantri", "Cao Văn Giữ", holder, Role.ADMINISTRATOR, "Quản trị"),
        root_administrator=make_user("tw.quantri", "Hồ Thị Gốc", cast.central, Role.ADMINISTRATOR, "Quản trị"),
        hanoi_bloc_secretary=make_user("khoi.hanoi", "Tạ Văn Khối", hanoi_bloc),
        hanoi_branch_secretary=make_user("so.noivu", "Võ Thị Vụ", hanoi_branch),
        hue_bloc_secretary=make_user("khoi.hue", "Bạch Văn Cố", hue_bloc),
    )  # fmt: skip
