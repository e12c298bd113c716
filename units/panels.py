"""Where else can one look at a unit? Pages of higher rooms (its summary, its reports), which add them in ready()."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from units.models import Network, Unit, User


@dataclass(frozen=True)
class Panel:
    """One way from a unit's page: its place among them, its word, its mark in icons.svg, the address for a unit.

    With `tells` the way is there only where it gives something: a figure in words, whose rows stand at the address.
    """

    place: int
    label: str | Promise
    icon: str
    address: Callable[[Unit], str]
    tells: Callable[[Unit, User], str] | None = None


@dataclass(frozen=True)
class Across:
    """One way from a network's page: its word, its mark in icons.svg, the address for a network."""

    label: str | Promise
    icon: str
    address: Callable[[Network], str]


_panels: list[Panel] = []
_across: list[Across] = []


def add(
    place: int,
    label: str | Promise,
    icon: str,
    address: Callable[[Unit], str],
    tells: Callable[[Unit, User], str] | None = None,
) -> None:
    """Adds a way to the pages of all units, in its place: the smaller number stands first."""
    _panels.append(Panel(place, label, icon, address, tells))
    _panels.sort(key=lambda panel: panel.place)


def add_across(label: str | Promise, icon: str, address: Callable[[Network], str]) -> None:
    """Adds a way to the pages of all networks."""
    _across.append(Across(label, icon, address))


def across(network: Network) -> list[dict[str, str]]:
    """Returns the ways {label, icon, href} from a network's page."""
    return [{"label": str(one.label), "icon": one.icon, "href": one.address(network)} for one in _across]


def of(unit: Unit, user: User) -> list[dict[str, str]]:
    """Returns the ways {label, icon, href} from a unit's page, with the figures that the user reads."""
    told = [(one, one.tells(unit, user) if one.tells else str(one.label)) for one in _panels]
    return [{"label": words, "icon": one.icon, "href": one.address(unit)} for one, words in told if words]
