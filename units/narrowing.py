"""In which words did somebody narrow a list? Kept in every language, since the history is read in each of them."""

from __future__ import annotations

from django.conf import settings
from django.forms import BaseForm
from django.utils.translation import override

from units.templatetags.ui import chosen


def in_words(form: BaseForm) -> dict[str, str]:
    """Returns by language what was chosen in a bound filter form ("State: Draft; From: 1/3/2016"), {} for nothing.

    A value that the form refuses narrows nothing.
    """
    said = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            words = {str(field.label): chosen(field) for field in form if not field.errors}
            said[code] = "; ".join(f"{label}: {choice}" for label, choice in words.items() if choice)
    return said if any(said.values()) else {}
