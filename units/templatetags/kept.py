"""Which pieces of a page are the same for everybody, and are drawn once? Loaded in every template (settings).

    {% kept theme %} … {% endkept %}

What stands between is drawn once for each language and each value of what is named, and nothing else may be looked up
there (tests/units/test_kept_pieces.py reads all templates): it can be neither stale nor somebody else's.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MOST = 200  # drawings of one piece that are kept


class Kept(template.Node):
    """A piece that depends on the language and on what it names, on nothing else."""

    def __init__(self, nodelist: NodeList, named: list[FilterExpression]):
        self.nodelist, self.named = nodelist, named
        self.drawn: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Returns the drawing."""
        key = (get_language(), *(one.resolve(context) for one in self.named))
        drawn = self.drawn.get(key)
        if drawn is None:
            drawn = self.nodelist.render(context)
            if len(self.drawn) < MOST:
                self.drawn[key] = drawn
        return drawn


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """Keeps a piece that is the same for everybody."""
    named = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodelist, named)
