"""Fields of plain kinds are drawn as Django's own templates draw them, letter for letter."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from units.forms import Renderer

CHOICES = [("", "—"), (1, _("Province level")), ("<b>", "a & b < c"), (2.5, 1677), ("safe", mark_safe("<i>x</i>"))]
GROUPS = [("Nhóm “một” & hai", CHOICES), ("c", "C")]
PLAIN = forms.TextInput(attrs={"maxlength": 20, "required": True, "disabled": False, "data-x": '"<&>"', "size": 1000})
WIDGETS = {
    "select": (forms.Select(choices=CHOICES), 1),
    "select of a text that nobody offers": (forms.Select(choices=CHOICES), "z"),
    "select with groups": (forms.Select(choices=GROUPS, attrs={"id": "id_x"}), "c"),
    "several of a select": (forms.SelectMultiple(choices=CHOICES), ["1", "<b>"]),
    "yes or no": (forms.NullBooleanSelect(), True),
    "text": (PLAIN, 'Ba Đình "<&>'),
    "empty text": (PLAIN, None),
    "number": (forms.NumberInput(attrs={"min": 0}), 1677),
    "hidden": (forms.HiddenInput(), "x"),
    "ticked": (forms.CheckboxInput(), True),
    "not ticked": (forms.CheckboxInput(), False),
    "mail": (forms.EmailInput(), "a@b.vn"),
    "password": (forms.PasswordInput(), "geheim"),
    "safe text": (forms.TextInput(), mark_safe("a &amp; b")),
}


@pytest.mark.parametrize("name", WIDGETS)
def test_a_field_is_drawn_as_django_draws_it(name: str):
    widget, value = WIDGETS[name]

    ours = widget.render("field[0]", value, {"aria-label": "Đơn vị"}, renderer=Renderer())

    djangos = widget.render("field[0]", value, {"aria-label": "Đơn vị"}, renderer=DjangoTemplates())
    assert ours == re.sub(r">\s+<", "><", djangos).strip()
    assert hasattr(ours, "__html__")
