"""How long does something take, beside a floor that a busy machine hits just as hard?"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Work = Callable[[], object]


@dataclass
class Measured:
    """Times in seconds of one thing and of its floor, taken in turns."""

    name: str
    goal: str
    times: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    note: str = ""

    def p(self, percent: int) -> float:
        """Returns the time within which so many percent were done, in milliseconds."""
        return percentile(self.times, percent)

    def floor_p(self, percent: int) -> float:
        """The same of the floor."""
        return percentile(self.floor, percent)

    def ratio(self, percent: int) -> float:
        """How many floors high it is."""
        return self.p(percent) / self.floor_p(percent)


def percentile(times: list[float], percent: int) -> float:
    """Returns the least of the times, in milliseconds, that at least so many percent do not pass."""
    ordered = sorted(times)
    return ordered[max(-(-len(ordered) * percent // 100) - 1, 0)] * 1000


def in_turns(pairs: list[tuple[Measured, Work, Work]], *, rounds: int, each: int, warm_up: int = 3) -> None:
    """Does everything and its floor in turns: so often in each round, after a warm-up that is not counted."""
    for _measured, work, floor in pairs:
        for _number in range(warm_up):
            work()
            floor()
    for _round in range(rounds):
        for measured, work, floor in pairs:
            gc.collect()
            for _number in range(each):
                measured.times.append(_timed(work))
                measured.floor.append(_timed(floor))


def _timed(work: Work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
