"""Loads the official units (the central office, the 67 province-level unions, districts and blocs) and networks."""

from datetime import date

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from units.models import Network, Unit
from units.networks import add_network
from units.official import OfficialNetwork, official_networks, official_units
from units.structure import add_units


class Command(BaseCommand):
    help = "Loads the official units and networks; those whose code is there already stay as they are."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--opened-on", type=date.fromisoformat, default=date(2014, 1, 1))

    @transaction.atomic
    def handle(self, *args, **options) -> None:
        known = dict(Unit.objects.values_list("code", "pk"))
        fields = ("code", "name", "short_name", "level", "kind", "sector", "territory", "in_scope")
        new = [row for row in official_units() if row["code"] not in known]
        # One level at a time: a parent must have its path before its children are added.
        for level in sorted({row["level"] for row in new}):
            batch = [
                Unit(
                    **{name: dict(row)[name] for name in fields},
                    opened_on=options["opened_on"],
                    parent_id=known.get(row["parent_code"]),
                )
                for row in new
                if row["level"] == level
            ]
            add_units(batch, by=None)
            known.update({unit.code: unit.pk for unit in batch})
        for net in official_networks():
            self._add(net)
        said = {"loaded": len(new), "all": Unit.objects.count()}
        self.stdout.write(_("Units loaded: %(loaded)d. In the tree: %(all)d.") % said)

    def _add(self, net: OfficialNetwork) -> None:
        """Adds a network whose code is not there yet; one that is there keeps the members that it has now."""
        if Network.objects.filter(code=net["code"]).exists():
            return
        units = Unit.objects.in_bulk([net["holder_code"], *net["member_codes"]], field_name="code")
        network = Network(
            code=net["code"], name_vi=net["name_vi"], name_en=net["name_en"], holder=units.pop(net["holder_code"])
        )
        add_network(network, units.values(), from_on=net["from_on"], by=None)
