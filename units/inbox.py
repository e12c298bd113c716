"""What lies on this person's desk, came back to this person's unit, or still waits to be sent, of every kind at once?

One union over the kinds of paper: the number of queries is the same for any number of rows and of kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Case, Count, F, Min, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from units import heirs, trails, tree
from units.approval import Action, Power, State, units_with
from units.clock import today
from units.models import Paper, Unit, User
from units.oddities import Found, Looked, Oddity, look

PAGE = 25

_COLUMNS = (
    "paper_kind", "pk", "title", "state", "round", "version", "submitted_at", "created_at", "decided_at", "sender",
    "unit__name", "unit__short_name", "unit__path", "desk", "note",
)  # fmt: skip
_ORDERS_ONLY = ("unit_order", "sender_order", "ordinary")  # columns to sort by that no row shows

# What a desk can be sorted by, each a column of the union; "waiting" counts the days, so the fewest come first.
ORDERS = {"unit": "unit_order", "sender": "sender_order", "waiting": "-submitted_at"}

OfKind = Callable[[type[Paper]], QuerySet]
Narrow = Callable[[QuerySet], QuerySet]


@dataclass
class Row:
    """One paper of any kind, as a list shows it; `trail` and `oddities` are filled for a whole page at once."""

    kind: type[Paper]
    pk: int
    title: str
    state: str
    round: int
    version: int
    submitted_at: datetime | None
    created_at: datetime
    decided_at: datetime | None
    sender: str
    unit_name: str
    unit_short_name: str
    unit_path: str
    desk: str
    note: str
    trail: list[Unit] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)

    @property
    def kind_code(self) -> str:
        """The kind's name in addresses, e.g. "campaign.plan"."""
        return self.kind.kind_code()

    @property
    def kind_name(self) -> str:
        """The kind's name for people."""
        return str(self.kind._meta.verbose_name)

    @property
    def ticket(self) -> str:
        """What a checkbox carries: the paper and the version that the person saw."""
        return f"{self.pk}:{self.version}"

    @property
    def key(self) -> str:
        """What names the paper among all kinds, e.g. "campaign.plan:12"."""
        return f"{self.kind_code}:{self.pk}"

    @property
    def is_resubmitted(self) -> bool:
        """Says whether it comes a second time or more."""
        return self.round > 1

    @property
    def days_waiting(self) -> int:
        """Whole days since it was sent; a demonstration's own day may lie before the moment of a sending."""
        if self.submitted_at is None:
            return 0
        return max(0, (today() - timezone.localtime(self.submitted_at).date()).days)

    def get_state_display(self) -> str:
        """The state's word."""
        return str(State(self.state).label)

    def get_absolute_url(self) -> str:
        """The page that shows the paper."""
        return self.kind(pk=self.pk).get_absolute_url()  # type: ignore[misc]  # no kind is abstract


class Inbox:
    """A list over all kinds of paper, as Django's Paginator wants it: `count()` and slices, sorted, with trails.

    `narrow` is applied to the papers of each kind alike.
    """

    model = Paper  # what the record of an export calls it

    def __init__(self, of_kind: OfKind, order: tuple[str, ...], narrow: Narrow | None = None):
        self.papers = {kind.kind_code(): of_kind(kind).order_by() for kind in Paper.kinds()}
        if narrow:
            self.papers = {label: narrow(papers) for label, papers in self.papers.items()}
        self.order = order
        self.ordered = True
        self.looked: dict[str, Looked] = {}

    def only(self, label: str) -> Inbox:
        """Returns the part of one kind; KeyError for a kind that is none."""
        part = Inbox.__new__(Inbox)
        part.papers, part.order, part.ordered, part.looked = {label: self.papers[label]}, self.order, True, {}
        part.tally = {label: self.tally[label]} if label in self.tally else {}
        return part

    def sorted_by(self, word: str) -> Inbox:
        """Puts the list in another order: a word of `ORDERS`, with a minus in front the other way round."""
        column = ORDERS[word.removeprefix("-")]
        if word.startswith("-"):
            column = column.removeprefix("-") if column.startswith("-") else f"-{column}"
        self.order = (column, *(part for part in self.order if part.strip("-") != column.strip("-")))
        return self

    def put_odd_first(self, by: User) -> Inbox:
        """Looks at what lies there, and puts the papers with something to look at twice before all others."""
        self.looked = {label: look(label, papers, by=by) for label, papers in self.papers.items()}
        if any(looked.odd for looked in self.looked.values()):
            self.order = ("ordinary", *self.order)
        return self

    def _odd(self, label: str) -> Found:
        return self.looked[label].odd if label in self.looked else {}

    @cached_property
    def tally(self) -> dict[str, tuple[int, datetime | None]]:
        """How many papers of each kind and when the oldest of them was sent, for the kinds that have any."""
        each = [
            papers.annotate(paper_kind=Value(label))
            .values("paper_kind")
            .annotate(number=Count("pk"), oldest=Min("submitted_at"))
            .values_list("paper_kind", "number", "oldest")
            for label, papers in self.papers.items()
        ]
        return {label: (number, oldest) for label, number, oldest in _union(each) if number}

    def count(self) -> int:
        """How many papers there are."""
        return sum(number for number, _oldest in self.tally.values())

    def __len__(self) -> int:
        return self.count()

    def keys(self) -> list[str]:
        """Returns what names each paper ("campaign.plan:12"), in the order of the list, without reading the papers."""
        wanted = ("paper_kind", "pk", *(column.removeprefix("-") for column in self.order))
        each = [
            _with_words(label, papers, self._odd(label)).values_list(*dict.fromkeys(wanted))
            for label, papers in self.papers.items()
        ]
        return [f"{label}:{pk}" for label, pk, *_order in _union(each).order_by(*self.order)]

    def iterator(self, chunk_size: int) -> Iterator[Row]:
        """Yields the rows of the whole list, so many read at a time."""
        for start in range(0, self.count(), chunk_size):
            yield from self[start : start + chunk_size]

    def __getitem__(self, part: slice) -> list[Row]:
        each = [_columns(label, papers, self._odd(label)) for label, papers in self.papers.items()]
        kinds = {kind.kind_code(): kind for kind in Paper.kinds()}
        found = _union(each).order_by(*self.order)[part]
        rows = [Row(kinds[label], *columns[: -len(_ORDERS_ONLY)]) for label, *columns in found]
        above = trails.ancestors_of(row.unit_path for row in rows)
        for row in rows:
            row.trail = [above[pk] for pk in tree.ancestor_ids(row.unit_path)]
            row.oddities = self._odd(row.kind_code).get(row.pk, [])
        return rows


def on_desks_of(user: User, narrow: Narrow | None = None) -> Inbox:
    """Returns the papers that the user can answer, the longest waiting first."""
    return Inbox(lambda kind: kind._default_manager.on_desks_of(user), ("submitted_at", "paper_kind", "pk"), narrow)


def returned_to(user: User) -> Inbox:
    """Returns the papers that came back to the units for which the user drafts, with the reason, the latest first."""
    return Inbox(
        lambda kind: kind._default_manager.of_author(user).filter(state=State.RETURNED),
        ("-decided_at", "paper_kind", "pk"),
    )


def drafts_of(user: User) -> Inbox:
    """Returns the drafts of the units for which the user drafts, the latest first."""
    return Inbox(
        lambda kind: kind._default_manager.of_author(user).filter(state=State.DRAFT),
        ("-created_at", "paper_kind", "pk"),
    )


def sent_by_units_of(user: User) -> Inbox:
    """Returns the papers of the user's units, and of those that they have taken in, that wait for an answer above, the
    longest waiting first."""
    drafting = units_with(user, Power.DRAFT)
    units = {*drafting, *heirs.predecessors_of(drafting)}
    return Inbox(
        lambda kind: kind._default_manager.visible_to(user).waiting().filter(unit__in=units),
        ("submitted_at", "paper_kind", "pk"),
    )


# --- one row of every kind -------------------------------------------------------------------------------------------


def _with_words(label: str, papers: QuerySet, odd: Collection[int] = ()) -> QuerySet:
    return papers.annotate(
        paper_kind=Value(label),
        unit_order=F("unit__sort_name"),
        sender_order=Coalesce("submitted_by__person__sort_name", Value("")),
        ordinary=Case(When(pk__in=list(odd), then=Value(0)), default=Value(1)) if odd else Value(1),
    )


def _columns(label: str, papers: QuerySet, odd: Collection[int] = ()) -> QuerySet:
    lines = papers.model.decisions.rel.related_model._default_manager.order_by("-pk")
    reason = lines.filter(paper=OuterRef("pk"), action=Action.RETURN).values("note")[:1]
    read = _with_words(label, papers, odd).annotate(
        sender=Coalesce("submitted_by__person__full_name", Value("")),
        desk=Coalesce("holder__short_name", Value("")),
        note=Coalesce(Subquery(reason), Value(""), output_field=TextField()),
    )
    return read.values_list(*_COLUMNS, *_ORDERS_ONLY)


def _union(each: list[QuerySet]) -> QuerySet:
    first, *others = each
    return first.union(*others, all=True)
