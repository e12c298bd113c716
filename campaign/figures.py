"""What does a figure mean? A figure is a function with one label and one sentence that defines it.

The page shows the sentence as a footnote, the Excel file as a note: nobody counts the same thing in two ways.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.functional import Promise


@dataclass(frozen=True)
class Figure:
    """A figure's name, its label, its definition in one sentence, how it is written, and the function behind it."""

    name: str
    label: str | Promise
    definition: str | Promise
    format: str
    compute: Callable[..., Any]

    # A template that names a figure means the figure, not its value.
    do_not_call_in_templates: ClassVar[bool] = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Returns the figure for what it is asked about."""
        return self.compute(*args, **kwargs)


FIGURES: dict[str, Figure] = {}


def figure(label: str | Promise, definition: str | Promise, *, format: str = "number") -> Callable[..., Figure]:  # noqa: A002 so is the field
    """Declares a figure; `format` is number, money or percent."""

    def declare(compute: Callable[..., Any]) -> Figure:
        name = compute.__name__
        if name in FIGURES:
            raise ValueError(f"the figure {name} is declared twice")
        FIGURES[name] = Figure(name, label, definition, format, compute)
        return FIGURES[name]

    return declare
