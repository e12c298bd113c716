"""How is a form drawn? Label above, hint, error beside: templates/components/form.html and field.html."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws every form of the product with our own components, so that `{{ form }}` is already right."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
