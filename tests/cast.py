"""The standing cast: central → Hà Nội → Ba Đình → Ngọc Hà → Chi đoàn 3, and Huế, who must see nothing of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from campaign.models import Activity, ActivityKind, Conclusion, KindSector, Plan, Point, Target
from units.models import Level, Person, Post, Role, Sector, Unit, UnitKind, User
from units.structure import add_unit

PASSWORD = "mat-khau-cua-dan-kich"
OPENED = date(2014, 1, 1)


def make_unit(code: str, name: str, level: int, parent: Unit | None, **fields) -> Unit:
    """A unit of the cast, open since 2014."""
    kinds = {1: UnitKind.CENTRAL, 2: UnitKind.TERRITORIAL, 3: UnitKind.TERRITORIAL, 4: UnitKind.GRASSROOTS}
    fields = {"kind": kinds.get(level, UnitKind.BRANCH), "sector": Sector.MIXED, "opened_on": OPENED, **fields}
    return add_unit(Unit(code=code, name=name, short_name=name, level=level, parent=parent, **fields), by=None)


def make_user(username: str, name: str, unit: Unit, role: str = Role.SECRETARY, title: str = "Bí thư") -> User:
    """A person with a post since 2015 and an account to sign in with."""
    person = Person.objects.create(
        full_name=name, unit=unit, born_on=date(1988, 5, 20), sex="f", joined_on=date(2012, 9, 1)
    )
    Post.objects.create(person=person, unit=unit, role=role, title=title, from_on=date(2015, 1, 1))
    return User.objects.create_user(username, PASSWORD, person=person)


@dataclass
class Cast:
    """Units and people by the names that tests call them."""

    central: Unit
    hanoi: Unit
    badinh: Unit
    ngocha: Unit
    chidoan3: Unit
    hue: Unit
    huecity: Unit
    hue_branch: Unit
    central_secretary: User
    central_deputy: User
    hanoi_secretary: User
    hanoi_officer: User
    hanoi_administrator: User
    badinh_secretary: User
    badinh_officer: User
    ngocha_secretary: User
    secretary: User
    member: User
    viewer: User
    hue_secretary: User
    hue_branch_secretary: User
    kind: ActivityKind


def make_cast() -> Cast:
    """Builds the whole cast in the database."""
    central = make_unit("TW", "Trung ương Đoàn", Level.CENTRAL, None)
    hanoi = make_unit("T01", "Thành đoàn Hà Nội", Level.PROVINCE, central, territory="01")
    badinh = make_unit("H001", "Quận đoàn Ba Đình", Level.DISTRICT, hanoi, territory="001")
    ngocha = make_unit("NGOCHA", "Đoàn cơ sở phường Ngọc Hà", Level.GRASSROOTS, badinh)
    chidoan3 = make_unit("CD3", "Chi đoàn 3", Level.BRANCH, ngocha, sector=Sector.ADMINISTRATION)
    hue = make_unit("T46", "Tỉnh đoàn Thừa Thiên Huế", Level.PROVINCE, central, territory="46")
    huecity = make_unit("H474", "Thành đoàn Huế", Level.DISTRICT, hue, territory="474")
    hue_branch = make_unit("CDHUE", "Chi đoàn Toà án Huế", Level.BRANCH, huecity, sector=Sector.JUDICIARY)
    return Cast(
        central,
        hanoi,
        badinh,
        ngocha,
        chidoan3,
        hue,
        huecity,
        hue_branch,
        central_secretary=make_user("trunguong", "Nguyễn Thị Trung", central),
        central_deputy=make_user("trunguong2", "Trần Văn Ương", central, title="Phó Bí thư"),
        hanoi_secretary=make_user("hanoi", "Lê Thị Hà", hanoi),
        hanoi_officer=make_user("hanoi.canbo", "Đỗ Văn Nội", hanoi, Role.OFFICER, "Chuyên viên"),
        hanoi_administrator=make_user("hanoi.quantri", "Ngô Thị Quản", hanoi, Role.ADMINISTRATOR, "Quản trị"),
        badinh_secretary=make_user("badinh", "Phạm Văn Đình", badinh),
        badinh_officer=make_user("badinh.canbo", "Vũ Thị Ba", badinh, Role.OFFICER, "Cán bộ phụ trách"),
        ngocha_secretary=make_user("ngocha", "Bùi Văn Ngọc", ngocha),
        secretary=make_user("chidoan3", "Hoàng Thị Ánh", chidoan3),
        member=make_user("chidoan3.uyvien", "Đặng Văn Ổn", chidoan3, Role.MEMBER, "Uỷ viên"),
        viewer=make_user("badinh.xem", "Lý Thị Xem", badinh, Role.VIEWER, "Theo dõi"),
        hue_secretary=make_user("hue", "Tôn Nữ Huế", hue),
        hue_branch_secretary=make_user("hue.toaan", "Công Tằng Toà", hue_branch),
        kind=make_kind("hien-mau", "Hiến máu", "Blood donation"),
    )


def make_conclusion() -> Conclusion:
    """The founding document with one point."""
    conclusion, _new = Conclusion.objects.get_or_create(
        number="14-KL/TWĐTN-CNĐT",
        defaults={
            "issued_on": date(2014, 12, 25),
            "issuer_vi": "Ban Thường vụ Trung ương Đoàn",
            "issuer_en": "Standing Committee",
            "title_vi": "Kết luận",
            "title_en": "Conclusion",
            "starts_on": date(2015, 1, 1),
            "ends_on": date(2017, 12, 31),
        },
    )
    return conclusion


def make_kind(
    code: str, name_vi: str, name_en: str, *, responsibility="community", sectors=(), **fields
) -> ActivityKind:
    """A kind of the catalogue under point 4, for all sectors unless some are named."""
    point, _new = Point.objects.get_or_create(
        conclusion=make_conclusion(),
        number=4,
        defaults={"heading_vi": "Hoạt động", "heading_en": "Activities", "text_vi": "…", "text_en": "…"},
    )
    fields = {"counts_vi": "buổi", "counts_en": "sessions", **fields}
    kind = ActivityKind.objects.create(
        code=code, name_vi=name_vi, name_en=name_en, responsibility=responsibility, point=point, **fields
    )
    KindSector.objects.bulk_create([KindSector(kind=kind, sector=sector) for sector in sectors])
    return kind


def make_activity(cast: Cast, *, unit: Unit | None = None, by: User | None = None, **fields) -> Activity:
    """A draft of Chi đoàn 3: blood donation on 3/6/2017, turnout 20."""
    fields = {
        "title": "Hiến máu tình nguyện",
        "kind": cast.kind,
        "started_on": date(2017, 6, 3),
        "ended_on": date(2017, 6, 3),
        "turnout": 20,
        "turnout_state": "given",
        **fields,
    }
    return Activity.objects.create(unit=unit or cast.chidoan3, created_by=by or cast.secretary, **fields)


def make_plan(cast: Cast, *, unit: Unit | None = None, by: User | None = None, amount: int = 10, **fields) -> Plan:
    """A draft of Chi đoàn 3 for 2017 with one target: so many activities of the community."""
    fields = {"title": "Kế hoạch năm 2017", "year": 2017, "objectives": "Nội dung", **fields}
    plan = Plan.objects.create(unit=unit or cast.chidoan3, created_by=by or cast.secretary, **fields)
    if amount:
        Target.objects.create(plan=plan, responsibility="community", amount=amount)
    return plan
