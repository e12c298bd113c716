"""Which columns does a list of people and their posts have, out and in?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from import_export.fields import Field
from import_export.resources import ModelResource

from units.clock import today
from units.loading.cells import Choice, Day, Text, Whole
from units.models import Person, Post, Role, User
from units.querysets import PersonQuerySet


class PersonSheet(ModelResource):
    """People with their posts, a post a row; somebody without one has a row too, somebody with two has two.

    What is exported can be edited and read back: the number finds the person, the day on which it began the post.
    """

    number = Field("person__pk", _("Number of the person"), Whole(1, 10**12))
    full_name = Field("person__full_name", _("Full name"), Text(120))
    born_on = Field("person__born_on", _("Date of birth"), Day())
    sex = Field("person__sex", _("Sex"), Choice(Person.Sex.choices))
    unit_code = Field("person__unit__code", _("Code of the home unit"), Text(32))
    unit = Field("person__unit__name", _("Home unit"), Text(200))
    position = Field("person__position", _("Position at work"), Text(160))
    joined_on = Field("person__joined_on", _("In the post since"), Day())
    role = Field("role", _("Role in the Union"), Choice(Role.choices))
    title = Field("title", _("Title in the Union"), Text(120))
    post_unit_code = Field("unit__code", _("Code of the unit of the post"), Text(32))
    post_unit = Field("unit__name", _("Unit of the post"), Text(200))
    from_on = Field("from_on", pgettext_lazy("post", "Held from"), Day())
    to_on = Field("to_on", pgettext_lazy("post", "Held until"), Day())
    decision_number = Field("decision_number", _("Decision number"), Text(60))
    username = Field("person__user__username", _("User name"), Text(60))

    widths = {"full_name": 28, "unit": 40, "position": 30, "title": 28, "post_unit": 40}
    spellings = {
        "full_name": ["Họ tên", "Họ và tên"],
        "born_on": ["Sinh ngày"],
        "unit_code": ["Mã đơn vị"],
        "role": ["Vai trò"],
        "title": ["Chức vụ", "Chức danh", "Chức danh trong Đoàn"],
    }
    hints = {
        "number": _("As the download has it; empty for somebody who is new or whom name and unit find"),
        "full_name": _("As on the identity card"),
        "unit_code": _("Where the person works; the code of the unit"),
        "unit": _("For reading; where the code is empty, the name finds the unit"),
        "role": _("Empty where the row is about the person alone"),
        "title": _("As it stands under a signature; empty means as the role is called"),
        "post_unit_code": _("Empty means the home unit"),
        "post_unit": _("For reading"),
        "from_on": _("The first day of the post"),
        "to_on": _("The first day on which it is no longer held; empty while it is"),
        "username": _("For a new account: without spaces. Its one-time password is shown after the writing."),
    }
    examples = [
        {
            "full_name": "Hoàng Thị Ánh", "born_on": "20/5/1988", "sex": "Nữ", "unit_code": "CD3",
            "position": "Chuyên viên", "role": "Bí thư, phó bí thư", "title": "Bí thư", "from_on": "1/1/2017",
            "decision_number": "12-QĐ/ĐTN", "username": "anhht",
        }
    ]  # fmt: skip

    class Meta:
        model = Post
        fields = (
            "number", "full_name", "born_on", "sex", "unit_code", "unit", "position", "joined_on", "role", "title",
            "post_unit_code", "post_unit", "from_on", "to_on", "decision_number", "username",
        )  # fmt: skip
        export_order = fields


class PostRows:
    """The people of a list with the posts, not ended, at units that `by` sees: a row for each post."""

    model = Person

    def __init__(self, people: PersonQuerySet, *, by: User):
        self.people, self.by = people, by

    def iterator(self, chunk_size: int) -> Iterator[Any]:
        """Yields posts with their person; of somebody without one an empty post."""
        posts = Post.objects.visible_to(self.by).not_ended(today()).select_related("unit").order_by("from_on", "pk")
        people = self.people.prefetch_related(None).select_related("unit", "user")
        for person in people.prefetch_related(Prefetch("posts", posts, to_attr="exported")).iterator(chunk_size):
            for post in person.exported or [Post()]:
                post.person = person
                yield post


def kept(by: User) -> PostRows:
    """The people whom somebody keeps, with their posts."""
    return PostRows(Person.objects.kept_by(by).order_by("unit__path", "sort_name", "pk"), by=by)
