"""Which units are there, who stands above whom, and since when?"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units import tree
from units.clock import today
from units.models.columns import DerivedColumn
from units.querysets import UnitQuerySet
from units.vietnamese.names import search_key, sort_key

if TYPE_CHECKING:
    from units.headcounts import Totals


class Level(models.IntegerChoices):
    """The rung of a unit: an attribute, never derived from depth (domain.md §4.1)."""

    CENTRAL = 1, _("Central")
    PROVINCE = 2, _("Province level")
    DISTRICT = 3, _("District level")
    GRASSROOTS = 4, _("Grassroots union")
    BRANCH = 5, pgettext_lazy("level", "Branch")


class UnitKind(models.TextChoices):
    """What sort of union a unit is (domain.md §4.1)."""

    CENTRAL = "central", _("Central Youth Union")
    TERRITORIAL = "territorial", _("Union of a territory")
    AGENCIES_BLOC = "agencies_bloc", _("Agencies' bloc")
    ENTERPRISES_BLOC = "enterprises_bloc", _("Enterprises' bloc")
    AFFILIATED = "affiliated", _("Directly affiliated union")
    GRASSROOTS = "grassroots", _("Grassroots union")
    BRANCH = "branch", pgettext_lazy("level", "Branch")
    BASE_BRANCH = "base_branch", _("Base branch")


class Sector(models.TextChoices):
    """The field of work of a unit's people (domain.md §4.4); a mixed unit has several."""

    PARTY = "party", _("Party agencies")
    ADMINISTRATION = "administration", _("State administration")
    JUDICIARY = "judiciary", _("Judiciary")
    FRONT = "front", _("Fatherland Front and mass organisations")
    EDUCATION = "education", _("Public service: education")
    HEALTH = "health", _("Public service: health")
    PUBLIC_SERVICE = "public_service", _("Public service: other")
    ARMED_FORCES = "armed_forces", _("Armed forces")
    MIXED = "mixed", _("Several sectors")


class Unit(models.Model):
    """A link of the chain from the central office down to a branch.

    `parent` is the truth; `path` is derived from it by `units.structure` alone. A unit that was merged is closed and
    stands, in the path, beneath its successor (`merged_into`): totals by the tree as it is now hold what it did, and
    whoever reads the successor reads it. `search_name` and `sort_name` are columns because neither engine folds or
    sorts Vietnamese; names that a unit bore before (`former_names`, one a line) find it too. A unit with `in_scope`
    off stands in the tree but is never expected and never totalled unless asked for (product.md, Rulings: Scope).
    """

    code = models.CharField(_("code"), max_length=32, unique=True)
    name = models.CharField(pgettext_lazy("unit", "full name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, default=Sector.MIXED)
    territory = models.CharField(_("territory code"), max_length=5, blank=True)
    in_scope = models.BooleanField(_("within the conclusion's scope"), default=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("direct superior")
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="merged_units",
        verbose_name=_("merged into"),
    )
    path = models.CharField(max_length=tree.DEEPEST * tree.WIDTH, unique=True, null=True, editable=False)
    is_pilot = models.BooleanField(_("pilot unit"), default=False)
    former_names = models.TextField(_("former names"), blank=True, editable=False)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_reason = models.CharField(_("reason for closing"), max_length=200, blank=True)
    is_demonstration = models.BooleanField(_("made up for the demonstration"), default=False)
    search_name = DerivedColumn(
        max_length=1000,
        derive=lambda unit: search_key(f"{unit.code} {unit.name} {unit.short_name} {unit.former_names}"),
    )
    sort_name = DerivedColumn(max_length=640, derive=lambda unit: sort_key(unit.short_name or unit.name))
    version = models.PositiveIntegerField(default=1, editable=False)

    # What lists say of a unit in memory; only who asked the module named has it.
    trail: "list[Unit]"  # units.trails, as `way`
    way: str
    now_called: str  # units.past
    formerly: str  # units.finding
    child_count: int  # units.subordinates
    totals: "Totals"  # units.headcount_rows

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "unit")
        verbose_name_plural = _("units")
        ordering = ("level", "sort_name")
        constraints = (
            models.UniqueConstraint(fields=["level"], condition=Q(level=1), name="unit_one_root"),
            models.CheckConstraint(
                condition=Q(level=1, parent=None) | Q(level__gt=1, parent__isnull=False),
                name="unit_root_has_no_parent",
            ),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="unit_level_known"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=models.F("opened_on")), name="unit_closes_after_opening"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(closed_reason=""), name="unit_closes_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(closed_on__isnull=False), name="unit_merged_is_closed"
            ),
        )
        indexes = (models.Index(fields=["parent", "level", "sort_name"], name="unit_children"),)

    def __str__(self) -> str:
        return self.name

    @property
    def stands_under_id(self) -> int | None:
        """Key of the unit right above in the path: the successor of a merged unit, else the direct superior."""
        return self.merged_into_id or self.parent_id

    def get_level_display(self) -> str:  # type: ignore[no-redef]  # the plugin makes Django's
        """Returns the level in words; Django's own way lays out all choices anew for every row of a list."""
        return str(Level(self.level).label)

    def get_kind_display(self) -> str:  # type: ignore[no-redef]  # the plugin makes Django's
        """Returns the kind in words."""
        return str(UnitKind(self.kind).label)

    def get_sector_display(self) -> str:  # type: ignore[no-redef]  # the plugin makes Django's
        """Returns the sector in words."""
        return str(Sector(self.sector).label)

    @property
    def is_marked(self) -> bool:
        """Says whether something sets the unit apart that lists tell beside its name (units/unit_marks.html)."""
        return bool(self.is_pilot or self.closed_on or self.is_demonstration or not self.in_scope)

    @property
    def ancestor_ids(self) -> list[int]:
        """Keys of the units above, the root first."""
        return tree.ancestor_ids(self.path or "")

    def contains(self, other: "Unit") -> bool:
        """Says whether `other` stands in this unit's subtree (a unit contains itself)."""
        return tree.contains(self.path or "", other.path or "")

    def is_open(self, on) -> bool:
        """Says whether the unit exists on that day: from its opening until the day before its closing, and not between
        an earlier closing and a reopening. One query for the days gone by of a unit, for others none."""
        if on < self.opened_on or (self.closed_on and on >= self.closed_on):
            return False
        return on >= today() or not any(closed <= on.isoformat() < opened for closed, opened in self._closures)

    @cached_property
    def _closures(self) -> list[tuple[str, str]]:
        """From when until before when the unit was closed and is open again."""
        done = [row for row in self.reorganisations.all() if (row.kind, row.state) == ("reopen", "done")]
        return [(row.terms.get("closed_on", "9999"), row.on.isoformat()) for row in done]


class Placement(models.Model):
    """Where a unit stood, from a day until the day before another (product.md, rule 3)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=tree.DEEPEST * tree.WIDTH)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), null=True)
    decision_number = models.CharField(_("decision number"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ("unit", "from_on")
        constraints = (
            models.UniqueConstraint(fields=["unit"], condition=Q(to_on=None), name="placement_one_open"),
            models.UniqueConstraint(fields=["unit", "from_on"], name="placement_one_a_day"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gt=models.F("from_on")), name="placement_ends_after_start"
            ),
        )
        indexes = (models.Index(fields=["path", "from_on"], name="placement_path"),)

    def __str__(self) -> str:
        return f"{self.unit} · {self.from_on:%d/%m/%Y}"
