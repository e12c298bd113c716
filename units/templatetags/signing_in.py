"""What do the pages of one's own account say? Loaded by those pages alone."""

from typing import Any

from django import template

from units import second_factor, user_agents

register = template.Library()


@register.filter
def lacks_second_factor(user: Any) -> bool:
    """Says whether the visitor has to set up a second factor before anything else."""
    return user.is_authenticated and second_factor.is_missing(user)


@register.filter
def device_name(agent: str) -> str:
    """Names a device as its owner would."""
    return user_agents.device_name(agent)
