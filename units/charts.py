"""Where does each stroke of a chart go? Rows of numbers in, geometry out; nothing here knows a template.

Across, everything is a share of the width in per cent, so that bars stretch with the page while the type keeps its
size; down, everything is in pixels of a 4 px grid. The same numbers give the same picture on paper and on a screen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

BAR_ROW, BAR_HEIGHT = 48, 16
DENSE_ROW, DENSE_LABELS, DENSE_VALUES = 32, 40.0, 16.0
STRIP_HEIGHT, STRIP_GAP, AXIS_HEIGHT = 72, 40, 24


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart: `y` and the baselines in px, `width` and `mark_x` in per cent of the drawing."""

    label: str
    text: str
    href: str
    tone: str
    y: int
    bar_y: int
    label_y: int
    width: str
    mark_x: str


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars, one row each, `height` px tall; all begin at `start` and may fill `room` of the width."""

    height: int
    row_height: int
    bar_height: int
    start: str
    room: str
    bars: list[Bar]


def bar_chart(rows: Sequence[Mapping[str, Any]], *, top: float | None = None, dense: bool = False) -> BarChart:
    """Returns the geometry of horizontal bars.

    A row has `label`, `value` (a number, None counts as 0) and `text` (the value as people read it), and may have
    `href`, `mark` (a target on the same scale), `mark_text` and `tone` ("", "self", "work", "community", "context").
    `top` is the value at full width, by default the greatest value or mark. `dense` puts labels beside the bars, for
    short labels and many rows.
    """
    scale = top or max((max(row.get("value") or 0, row.get("mark") or 0) for row in rows), default=0) or 1
    start, room = (DENSE_LABELS, 100 - DENSE_LABELS - DENSE_VALUES) if dense else (0.0, 100.0)
    row_height, bar_height = (DENSE_ROW, 20) if dense else (BAR_ROW, BAR_HEIGHT)
    bars = []
    for place, row in enumerate(rows):
        y = place * row_height
        share = min((row.get("value") or 0) / scale, 1) * room
        mark = row.get("mark")
        bars.append(
            Bar(
                label=str(row["label"]),
                text=str(row.get("text", row.get("value"))),
                href=row.get("href") or "",
                tone=row.get("tone") or "",
                y=y,
                bar_y=y + (6 if dense else 26),
                label_y=y + (21 if dense else 17),
                width=_percent(share),
                mark_x="" if mark is None else _percent(start + min(mark / scale, 1) * room),
            )
        )
    return BarChart(max(len(rows), 1) * row_height, row_height, bar_height, _percent(start), _percent(room), bars)


@dataclass(frozen=True)
class Column:
    """One column of a strip: `x`, `width` and `centre` in per cent, `y` and `height` in px."""

    label: str
    text: str
    href: str
    x: str
    width: str
    slot_x: str
    slot_width: str
    centre: str
    y: int
    height: int


@dataclass(frozen=True)
class Strip:
    """The columns of one series: a small multiple with its own baseline and the scale that all of them share."""

    key: str
    label: str
    text: str
    y: int
    mark_y: int
    title_y: int
    base_y: int
    columns: list[Column]


@dataclass(frozen=True)
class ColumnChart:
    """Small multiples of columns over a common time axis, `height` px tall."""

    height: int
    strips: list[Strip]
    ticks: list[tuple[str, str]]
    tick_y: int


def column_chart(series: Sequence[Mapping[str, Any]]) -> ColumnChart:
    """Returns the geometry of one strip of columns per series, all on one scale.

    A series has `key` ("self", "work", "community" or ""), `label`, `text` (its total as people read it) and `points`;
    a point has `label`, `value`, `text` and may have `href` and `tick`, what the axis says there ("" for nothing).
    Every series has the same points in the same order.
    """
    top = max((point["value"] or 0 for one in series for point in one["points"]), default=0) or 1
    strips = []
    for place, one in enumerate(series):
        y = place * (STRIP_HEIGHT + STRIP_GAP)
        base = y + STRIP_GAP - 8 + STRIP_HEIGHT
        strips.append(
            Strip(
                key=one.get("key", ""),
                label=str(one["label"]),
                text=str(one.get("text", "")),
                y=y,
                mark_y=y + 4,
                title_y=y + 18,
                base_y=base,
                columns=_columns(one["points"], base, top),
            )
        )
    points = series[0]["points"] if series else []
    step = max((len(points) + 11) // 12, 1)
    said = [point.get("tick", "" if place % step else point["label"]) for place, point in enumerate(points)]
    ticks = [(_percent((place + 0.5) * 100 / len(points)), str(tick)) for place, tick in enumerate(said) if tick]
    foot = len(series) * (STRIP_HEIGHT + STRIP_GAP)
    return ColumnChart(foot + AXIS_HEIGHT - 8, strips, ticks, foot + 10)


def _columns(points: Sequence[Mapping[str, Any]], base: int, top: float) -> list[Column]:
    slot = 100 / len(points) if points else 100
    columns = []
    for index, point in enumerate(points):
        height = round((point["value"] or 0) / top * STRIP_HEIGHT)
        if point["value"]:
            height = max(height, 2)
        columns.append(
            Column(
                label=str(point["label"]),
                text=str(point.get("text", point["value"])),
                href=point.get("href") or "",
                x=_percent(index * slot + slot * 0.14),
                width=_percent(slot * 0.72),
                slot_x=_percent(index * slot),
                slot_width=_percent(slot),
                centre=_percent((index + 0.5) * slot),
                y=base - height,
                height=height,
            )
        )
    return columns


def _percent(share: float) -> str:
    """Writes a share of the width for an SVG attribute, whatever the language of the page: 43.21 %."""
    return f"{share:.2f}%"
