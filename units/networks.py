"""How do units join a network and leave it? The verbs; what a network lets its holder read stands in the clauses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from units.approval import POWERS, Power
from units.clock import today
from units.models import Network, NetworkMember, Record, Unit, User
from units.querysets import UnitQuerySet
from units.records import record, record_all
from units.spans import not_ended_on


def may_keep(network: Network, user: User) -> bool:
    """Says whether the user administers the network: as an administrator at its holder or at the root."""
    keeping = [post.unit for post in user.current_posts if Power.KEEP in POWERS[post.role]]
    return any(unit.pk == network.holder_id or unit.parent_id is None for unit in keeping)


def joinable(network: Network, user: User) -> UnitQuerySet:
    """Returns the units that the user may let join: open ones of a lower level than the holder, outside its subtree.

    A membership opens a subtree to the holder. So only the root's administrators choose freely; the holder's stay with
    the kinds of unit that the network joins already, and cannot open a province to themselves.
    """
    found = Unit.objects.open_on(today()).filter(level__gt=network.holder.level)
    found = found.exclude(pk__in=Unit.objects.under(network.holder).values("pk"))
    if any(post.unit.parent_id is None and Power.KEEP in POWERS[post.role] for post in user.current_posts):
        return found
    members = NetworkMember.objects.in_force(today()).filter(network=network)
    return found.filter(kind__in=members.values("unit__kind"))


def members_of(network: Network, *, by: User) -> UnitQuerySet:
    """Returns the units that are members today, as far as the user reads them."""
    members = NetworkMember.objects.in_force(today()).filter(network=network)
    return Unit.objects.visible_to(by).filter(pk__in=members.values("unit")).order_by("level", "sort_name")


@transaction.atomic
def add_network(network: Network, units: Iterable[Unit], *, from_on: date, by: User | None) -> Network:
    """Adds an unsaved network with its first members, in a fixed number of queries."""
    network.save()
    members = [NetworkMember(network=network, unit=unit, from_on=max(from_on, unit.opened_on)) for unit in units]
    NetworkMember.objects.bulk_create(members)
    record(Record.Verb.CREATED, network, by=by, unit=network.holder)
    record_all(Record.Verb.CREATED, members, by=by)
    return network


@transaction.atomic
def join(network: Network, unit: Unit, *, on: date, by: User) -> NetworkMember:
    """Makes a unit a member from a day on; ValidationError where it may not be, or is one on that day or later."""
    Unit.objects.filter(pk=unit.pk).hold()  # it does not close meanwhile
    unit = Unit.objects.get(pk=unit.pk)
    network = Network.objects.select_for_update(of=("self",)).select_related("holder").get(pk=network.pk)
    _may_keep(network, by)
    if not joinable(network, by).filter(pk=unit.pk).exists():
        raise ValidationError({"unit": _("%(unit)s cannot join this network.") % {"unit": unit.name}})
    if not unit.is_open(on):
        raise ValidationError({"on": _("%(unit)s does not exist on this day.") % {"unit": unit.name}})
    if NetworkMember.objects.filter(not_ended_on(on), network=network, unit=unit).exists():
        raise ValidationError({"unit": _("The unit is a member already, on this day or later.")})
    member = NetworkMember.objects.create(network=network, unit=unit, from_on=on)
    record(Record.Verb.CREATED, member, by=by, changes={"from_on": ["", f"{on:%d/%m/%Y}"]})
    return member


@transaction.atomic
def leave(membership: NetworkMember, *, on: date, by: User) -> NetworkMember:
    """Ends a membership: `on` is the first day on which the unit is no longer a member."""
    locked = NetworkMember.objects.select_for_update(of=("self",)).select_related("network__holder", "unit")
    member = locked.get(pk=membership.pk)
    _may_keep(member.network, by)
    if member.to_on:
        said = {"day": f"{member.to_on:%d/%m/%Y}"}
        raise ValidationError(_("This membership has already been ended, on %(day)s.") % said)
    if on <= member.from_on:
        said = {"day": f"{member.from_on:%d/%m/%Y}"}
        raise ValidationError({"on": _("The membership began on %(day)s: it can only end later.") % said})
    member.to_on = on
    member.save(update_fields=["to_on"])
    record(Record.Verb.CHANGED, member, by=by, changes={"to_on": ["", f"{on:%d/%m/%Y}"]})
    return member


def _may_keep(network: Network, by: User) -> None:
    if not may_keep(network, by):
        raise ValidationError(_("Only administrators at the holder of the network or at the root do this."))
