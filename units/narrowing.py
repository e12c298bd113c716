"""In which words did somebody narrow a list? Kept in every language, since the history is read in each of them."""

from __future__ import annotations

from django.conf import settings
from django.forms import BaseForm, CheckboxInput
from django.utils.translation import gettext as _
from django.utils.translation import override

from units.templatetags.ui import chosen


def in_words(form: BaseForm) -> dict[str, str]:
    """Returns by language what was chosen in a bound filter form ("State: Draft; From: 1/3/2016"), {} for nothing."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            said[code] = "; ".join(f"{field.label}: {words}" for field in form if (words := _words(field)))
    return said if any(said.values()) else {}


def _words(field) -> str:
    """What stands in one field; a ticked box says yes, a value that the form refuses narrows nothing."""
    if field.errors:
        return ""
    if isinstance(field.field.widget, CheckboxInput):
        return _("yes") if field.value() else ""
    return chosen(field)
