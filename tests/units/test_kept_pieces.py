"""What is drawn once for everybody depends on nothing but the language and what it names."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Engine, Node, engines
from django.template.base import FilterExpression, Variable
from django.template.defaulttags import CsrfTokenNode, ForNode
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, IncludeNode
from django.template.smartif import TokenBase
from django.templatetags.i18n import BlockTranslateNode
from django.utils.translation import override

from units.templatetags.kept import Kept

TEMPLATES = settings.BASE_DIR / "templates"
UNSEEN = (CsrfTokenNode, IncludeNode, BlockNode, BlockTranslateNode)  # what these look up does not stand in the piece


def engine() -> Engine:
    return engines["django"].engine


def pieces() -> list[tuple[str, Kept]]:
    """Every kept piece of every template, with the template's name."""
    return [
        (str(path.relative_to(TEMPLATES)), node)
        for path in sorted(Path(TEMPLATES).rglob("*.html"))
        if "{% kept" in path.read_text("utf-8")
        for node in engine().get_template(str(path.relative_to(TEMPLATES))).nodelist.get_nodes_by_type(Kept)
    ]


def looked_up(value: object) -> set[str]:
    """The first words of all variables that a node, or what it holds, looks up."""
    if isinstance(value, Variable):
        return {value.lookups[0]} if value.lookups else set()
    if isinstance(value, dict):
        value = list(value.values())
    elif isinstance(value, FilterExpression):
        value = [value.var, value.filters]
    elif isinstance(value, Node | TokenBase):
        found = looked_up(vars(value))
        return found - {*value.loopvars, "forloop"} if isinstance(value, ForNode) else found
    return set().union(*map(looked_up, value)) if isinstance(value, list | tuple) else set()


@pytest.mark.parametrize(("name", "piece"), pieces(), ids=lambda one: one if isinstance(one, str) else "")
def test_a_kept_piece_looks_up_nothing_but_what_it_names(name: str, piece: Kept):
    named = set().union(*map(looked_up, piece.named))
    inside = list(piece.nodelist.get_nodes_by_type(Node))

    assert looked_up(list(piece.nodelist)) - named == set()
    assert [node for node in inside if isinstance(node, UNSEEN)] == []
    assert [node for node in inside if isinstance(node, SimpleNode) and node.takes_context] == []
    assert len(inside) > 1


def test_the_guard_sees_what_is_looked_up():
    text = """{% load i18n %}{% kept %}{% if a.b and c == 'x' %}{{ d|default:e.f }}{% endif %}
    {% for g in h %}{{ g }}{% endfor %}{% translate i %}{% url 'home' j k=l %}{% icon n %}
    {% with o=p %}{% endwith %}{% endkept %}"""
    (piece,) = engine().from_string(text).nodelist.get_nodes_by_type(Kept)

    assert looked_up(list(piece.nodelist)) == {"a", "c", "d", "e", "h", "i", "j", "l", "n", "p"}


def test_a_piece_is_drawn_once_for_each_language_and_value():
    drawn = []
    template = engine().from_string("{% kept a %}{{ a }}{{ tell }}{% endkept %}")

    def draw(a: str, language: str) -> str:
        with override(language):
            return template.render(Context({"a": a, "tell": lambda: drawn.append((a, language)) or ""}))

    asked = [("<1>", "vi"), ("2", "vi"), ("<1>", "vi"), ("<1>", "en"), ("<1>", "en")]
    assert [draw(*one) for one in asked] == ["&lt;1&gt;", "2", "&lt;1&gt;", "&lt;1&gt;", "&lt;1&gt;"]
    assert drawn == [("<1>", "vi"), ("2", "vi"), ("<1>", "en")]
