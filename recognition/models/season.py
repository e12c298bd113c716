"""Which award is given when, at which level, by which rules?"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from units.clock import today
from units.models import Level, Person, Unit


class Season(models.Model):
    """One round of an award (đợt xét). Every threshold is configurable: the historical values are unknown
    (domain.md §9.2)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seasons", verbose_name=gettext_lazy("awarding unit"))
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(gettext_lazy("year"))
    level = models.PositiveSmallIntegerField(gettext_lazy("level"), choices=Level)
    opens_on = models.DateField(gettext_lazy("opens on"))
    closes_on = models.DateField(gettext_lazy("closes on"))
    oldest_age = models.PositiveSmallIntegerField(gettext_lazy("oldest age"), null=True, blank=True)
    age_on = models.DateField(gettext_lazy("age is taken on"), null=True, blank=True)
    years_in_post = models.PositiveSmallIntegerField(gettext_lazy("years in the post at least"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("award season")
        verbose_name_plural = gettext_lazy("award seasons")
        ordering = ("-year", "level")
        constraints = (
            models.UniqueConstraint(fields=["unit", "name_vi", "year"], name="season_once"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="season_closes_after_opening"),
            models.CheckConstraint(
                condition=Q(oldest_age=None) | Q(age_on__isnull=False), name="season_age_has_its_day"
            ),
        )

    def __str__(self) -> str:
        return self.name_en if (get_language() or "vi").startswith("en") else self.name_vi

    def is_open(self, on) -> bool:
        """Says whether nominations can be sent on that day."""
        return self.opens_on <= on <= self.closes_on

    def problems(self, person: Person) -> list[str]:
        """Returns, in words, every rule of the season that the person does not meet: each stops a sending."""
        return [problem for problem in (self._age_problem(person), self._tenure_problem(person, today())) if problem]

    def _age_problem(self, person: Person) -> str:
        if self.oldest_age is None or self.age_on is None:
            return ""
        if person.born_on is None:
            return _("The nominee's date of birth is missing: the season has an age limit.")
        age = whole_years(person.born_on, self.age_on)
        if age <= self.oldest_age:
            return ""
        said = _("The nominee is %(age)d on the day that counts; the season takes up to %(oldest)d.")
        return said % {"age": age, "oldest": self.oldest_age}

    def _tenure_problem(self, person: Person, day: date) -> str:
        if not self.years_in_post:
            return ""
        if person.joined_on is None:
            return _("The nominee's first day in the post is missing: the season asks for years in the post.")
        years = whole_years(person.joined_on, day)
        if years >= self.years_in_post:
            return ""
        said = _("The nominee has been in the post for %(years)d years; the season asks for %(needed)d.")
        return said % {"years": years, "needed": self.years_in_post}


def whole_years(since: date, until: date) -> int:
    """Returns the birthdays or anniversaries between two days."""
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))
