"""What are a season's rules in words?"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recognition.models import Season


def rules(season: Season) -> list[tuple[str, str]]:
    """Returns (rule, threshold in words) for every rule a season can have; "" where the season does not set it."""
    age = ""
    if season.oldest_age is not None and season.age_on:
        age = ngettext(
            "up to %(age)d year old on %(day)s", "up to %(age)d years old on %(day)s", season.oldest_age
        ) % {"age": season.oldest_age, "day": f"{season.age_on:%d/%m/%Y}"}
    tenure = ""
    if season.years_in_post:
        tenure = ngettext("at least %(years)d year", "at least %(years)d years", season.years_in_post) % {
            "years": season.years_in_post
        }
    return [(_("Age"), age), (_("Time in the post"), tenure)]
