"""How is a form drawn? Label above, hint, error beside: templates/components/form.html and field.html."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from units.forms.drawing import DRAWN


class Renderer(TemplatesSetting):
    """Draws every form of the product with our own components, so that `{{ form }}` is already right."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draws a field of a plain kind at once, everything else with its template."""
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)
