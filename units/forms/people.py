"""What does an administrator say of a person or a post?"""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from units import people
from units.clock import today
from units.forms.days import DayField
from units.forms.structure import decision_field
from units.forms.unit_choice import UnitField
from units.forms.verbs import VerbForm
from units.models import Person, Post, Role, Unit, User
from units.vietnamese.names import search_key


class PersonForm(VerbForm, forms.ModelForm):
    """Who somebody is."""

    born_on = DayField(label=gettext_lazy("Date of birth"), required=False, until_today=True)
    joined_on = DayField(label=gettext_lazy("In the post since"), required=False, until_today=True)

    class Meta:
        model = Person
        fields: tuple[str, ...] = ("full_name", "born_on", "sex", "position", "joined_on")

    def clean_full_name(self) -> str:
        """A name with one space between its words."""
        name = " ".join(self.cleaned_data["full_name"].split())
        if not search_key(name):
            raise forms.ValidationError(_("A name has letters."))
        return name

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        born, joined = said.get("born_on"), said.get("joined_on")
        if born and joined and joined <= born:
            self.add_error("joined_on", _("This day lies before the date of birth."))
        return said


class NewPersonForm(PersonForm):
    """A person who is added to a unit."""

    def __init__(self, data: Any = None, *, unit: Unit):
        super().__init__(data, instance=Person(unit=unit))

    def add(self, *, by: User) -> int | None:
        """Adds the person and returns the key; None with the reasons in the form."""

        def work() -> dict:
            return {"person": people.add_person(self.instance, by=by).pk}

        answer = self.once("people.add_person", work, by=by)
        return answer["person"] if answer else None


class ChangePersonForm(PersonForm):
    """A person who is described anew, or whose home unit is another."""

    unit = UnitField(label=gettext_lazy("Home unit"))
    as_seen = forms.CharField(widget=forms.HiddenInput, max_length=16)

    class Meta(PersonForm.Meta):
        fields = (*PersonForm.Meta.fields, "unit")

    def __init__(self, data: Any = None, *, person: Person, by: User):
        super().__init__(data, instance=copy(person), initial={"as_seen": people.seen(person)})
        self.fields["unit"].among = Unit.objects.kept_by(by).open_on(today())

    def change(self, *, by: User) -> bool:
        """Changes the person; False with the reasons in the form."""
        said = {name: self.cleaned_data[name] for name in people.CHANGEABLE}

        def work() -> dict:
            people.change_person(self.instance, by=by, as_seen=self.cleaned_data["as_seen"], **said)
            return {}

        return self.once("people.change_person", work, by=by) is not None


class PostForm(VerbForm):
    """A post that is given to a person."""

    unit = UnitField(label=gettext_lazy("Unit of the post"))
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=Role, widget=forms.RadioSelect,
        help_text=gettext_lazy("It says what the person may do; the title is only how it is called."),
    )  # fmt: skip
    title = forms.CharField(
        label=pgettext_lazy("post", "Title"), max_length=120, help_text=gettext_lazy("As it stands under a signature")
    )
    from_on = DayField(label=gettext_lazy("From the day"))
    decision_number = decision_field(required=False)

    def __init__(self, data: Any = None, *, person: Person, by: User):
        super().__init__(data, initial={"unit": person.unit, "from_on": today()})
        self.fields["unit"].among = Unit.objects.kept_by(by).open_on(today())
        self.person = person

    def appoint(self, *, by: User) -> bool:
        """Gives the post; False with the reasons in the form."""
        said = {name: self.cleaned_data[name] for name in ("unit", "role", "title", "from_on", "decision_number")}

        def work() -> dict:
            return {"post": people.appoint(self.person, by=by, **said).pk}

        return self.once("people.appoint", work, by=by) is not None


def _end_proposed(post: Post) -> date:
    """Today; of a post that began today or is still to begin, the day after its first."""
    return max(today(), post.from_on + timedelta(days=1))


class EndPostForm(VerbForm):
    """The day from which a post is no longer held."""

    on = DayField(
        label=gettext_lazy("Ends on"), help_text=gettext_lazy("The first day on which the post is no longer held")
    )
    decision_number = decision_field(required=False)

    def __init__(self, data: Any = None, *, post: Post):
        super().__init__(data, initial={"on": _end_proposed(post)})
        self.post = post

    def end(self, *, by: User) -> bool:
        """Ends the post; False with the reasons in the form."""
        said = self.cleaned_data

        def work() -> dict:
            people.end_post(self.post, on=said["on"], by=by, decision_number=said["decision_number"])
            return {}

        return self.once("people.end_post", work, by=by) is not None


class HandOverForm(VerbForm):
    """The day from which another person holds a post."""

    on = DayField(
        label=gettext_lazy("From the day"),
        help_text=gettext_lazy("The first day of the new holder; until the day before the present one holds the post"),
    )
    title = forms.CharField(
        label=pgettext_lazy("post", "Title"), max_length=120, help_text=gettext_lazy("As it stands under a signature")
    )
    decision_number = decision_field(required=False)

    def __init__(self, data: Any = None, *, post: Post, to: Person):
        super().__init__(data, initial={"on": _end_proposed(post), "title": post.title})
        self.post, self.to = post, to

    def hand_over(self, *, by: User) -> bool:
        """Ends the one post and begins the other; False with the reasons in the form."""
        said = {name: self.cleaned_data[name] for name in ("on", "title", "decision_number")}

        def work() -> dict:
            return {"post": people.hand_over(self.post, to=self.to, by=by, **said).pk}

        return self.once("people.hand_over", work, by=by) is not None
