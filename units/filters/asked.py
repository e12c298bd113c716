"""Which of a list's many filters does an address ask for? The others are only made where their panel is drawn."""

from __future__ import annotations

from typing import Any

import django_filters
from django.forms import BaseForm


class AskedFilterSet(django_filters.FilterSet):
    """A FilterSet whose form has the fields that the address names, which alone can narrow anything.

    To make, read and draw a dozen fields that say nothing costs more than the page of rows beneath. The whole form is
    made by `form.whole` for components/filters.html, once somebody opens the panel.
    """

    @property
    def form(self) -> Any:
        """The form of what is asked for."""
        if not hasattr(self, "_form"):
            asked = {name: one.field for name, one in self.filters.items() if self._names(name)}
            self._form = self._made_of(asked)
            self._form.is_part, self._form.whole = True, self._whole
        return self._form

    def _names(self, name: str) -> bool:
        """Says whether the address names a filter; a span of days has two names there."""
        return any(said == name or said.startswith(f"{name}_") for said in self.data)

    def _whole(self) -> BaseForm:
        return self._made_of({name: one.field for name, one in self.filters.items()})

    def _made_of(self, fields: dict[str, Any]) -> Any:
        form = type(f"{type(self).__name__}Form", (self._meta.form,), fields)
        return form(self.data) if self.is_bound else form()
