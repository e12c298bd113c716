"""Which columns does a resource have, and what are they called in each language?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import override
from import_export.resources import Resource

from units.vietnamese.names import search_key


def names_of(resource: Resource) -> list[str]:
    """Returns the names of the resource's exported fields, in the order of their columns."""
    return [resource.get_field_name(field) for field in resource.get_export_fields()]


def header_of(resource: Resource, name: str) -> str:
    """Returns the header of a column in the language in force: the declared `column_name`, else the verbose name."""
    field = resource.fields[name]
    if field.column_name and field.column_name != name:
        return str(field.column_name)
    column = model_field(resource, field.attribute or name)
    label = str(getattr(column, "verbose_name", name))
    return label[:1].upper() + label[1:]


def columns_of(resource_class: type[Resource]) -> dict[str, list[str]]:
    """Returns, for `read_rows`, each field of a resource with its headers in every language of the product.

    A resource's `spellings` {field: [other headers in use]} are known too.
    """
    resource = resource_class()
    spellings = getattr(resource, "spellings", {})
    found: dict[str, list[str]] = {name: list(spellings.get(name, [])) for name in names_of(resource)}
    for language, _label in settings.LANGUAGES:
        with override(language):
            for name, headers in found.items():
                headers.append(header_of(resource, name))
    return found


def headings(resource_class: type[Resource], header: list[str]) -> dict[str, str]:
    """Returns what each field's column is called in the sheet; where it has none, what we call it."""
    resource, known = resource_class(), columns_of(resource_class)
    named = {field: header_of(resource, field) for field in known}
    spelt = {search_key(name): field for field, names in known.items() for name in names}
    for cell in reversed(header):
        if search_key(cell) in spelt:
            named[spelt[search_key(cell)]] = cell
    return named


def model_field(resource: Resource, attribute: str) -> Any:
    """Returns the model field behind a path like "unit__name", None where there is none."""
    model: Any = getattr(resource._meta, "model", None)
    found = None
    for step in attribute.split("__"):
        if model is None:
            return None
        try:
            found = model._meta.get_field(step)
        except FieldDoesNotExist:
            return None
        model = found.related_model if isinstance(found, models.Field) else None
    return found
