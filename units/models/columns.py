"""How does a column that search or order goes by always say what the row says?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models


class DerivedColumn(models.CharField):
    """A text column that our code fills from the row's other columns each time the row is inserted or saved.

    `derive(row)` gives the text; what is longer than `max_length` is cut, which a search or sort key can bear. It is
    filled in `bulk_create` too, which knows no `save()`. To migrations it is a plain CharField: what fills it may
    change without one.
    """

    def __init__(self, *args: Any, derive: Callable[[Any], str] | None = None, **kwargs: Any):
        self.derive = derive
        super().__init__(*args, **kwargs | {"editable": False})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if self.derive:
            setattr(model_instance, self.attname, self.derive(model_instance)[: self.max_length])
        return super().pre_save(model_instance, add)
