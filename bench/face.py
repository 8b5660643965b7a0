"""The one face of every measurement: a row has two sides, and says what is wanted of their ratio.

Both sides are run in turn, several times, in one run of the bench; a figure counts only beside the
other one that was taken in the same minutes.
"""

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pstats import Stats
from typing import NamedTuple

Profile = Callable[[], Stats]
"""Runs the product's side once where a profiler watches it."""


class Cost(NamedTuple):
    """What one run cost.

    Attributes:
        cpu: Seconds of CPU, of the process and of the children that it waited for.
        wall: Seconds by the clock.
        peak: Megabytes of memory that the operating system counted at most; 0 where not asked.
        calls: How often something was asked for; 0 where not counted.
    """

    cpu: float
    wall: float
    peak: float = 0.0
    calls: float = 0.0

    def each(self, pieces: int) -> "Cost":
        """Return what one piece of several cost; memory is that of all of them."""
        return Cost(self.cpu / pieces, self.wall / pieces, self.peak, self.calls / pieces)


class Side(NamedTuple):
    """One side of a row.

    Attributes:
        says: What is run.
        run: Runs it once.
    """

    says: str
    run: Callable[[], Cost]


class Goal(NamedTuple):
    """One figure of a row, and what is wanted of it.

    Attributes:
        of: The field of `Cost` that it is about.
        faster: The ratio says how many times less the product takes; else how many times more.
        must: The ratio that is asked for; None where the figure is only told.
        aim: The ratio at which nobody goes on.
        most: The most that the product itself may take, whatever the other side does.
    """

    of: str = "cpu"
    faster: bool = True
    must: float | None = None
    aim: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class Row:
    """One measurement: the figures are for one piece of work.

    Attributes:
        name: The work.
        ours: The product.
        theirs: What it is held against.
        goals: The figures that are printed, one line each.
        runs: How often each side is run at most, where that takes long; 0 sets no bound.
        profile: The product's side where a profiler can watch it, if it can.
    """

    name: str
    ours: Side
    theirs: Side
    goals: tuple[Goal, ...]
    runs: int = 0
    profile: Profile | None = None


class Spread(NamedTuple):
    """A side's figure over all runs."""

    least: float
    median: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Return the least, the median and the largest of several values."""
        return cls(min(values), statistics.median(values), max(values))


class Figure(NamedTuple):
    """What came of one goal.

    Attributes:
        row: The measurement.
        goal: Which of its figures.
        ours: The product.
        theirs: The other side.
        runs: How often each side was run.
    """

    row: Row
    goal: Goal
    ours: Spread
    theirs: Spread
    runs: int

    @property
    def ratios(self) -> tuple[float, float]:
        """The ratio of the two leasts and that of the two medians."""
        pairs = ((self.ours.least, self.theirs.least), (self.ours.median, self.theirs.median))
        least, median = (_ratio(*pair, faster=self.goal.faster) for pair in pairs)
        return least, median

    def reaches(self, wanted: float | None) -> bool:
        """Say whether a ratio is reached, by the leasts and by the medians."""
        if self.goal.most is not None and self.ours.median > self.goal.most:
            return False
        if wanted is None:
            return True
        if self.goal.faster:
            return min(self.ratios) >= wanted
        return max(self.ratios) <= wanted


def measured(row: Row, runs: int) -> Iterator[Figure]:
    """Run both sides in turn, the other one first, and yield what came of each goal.

    Args:
        row: The measurement.
        runs: How often, where the row sets no bound.
    """
    times = min(row.runs or runs, runs)
    pairs = [(row.theirs.run(), row.ours.run()) for _ in range(times)]
    for goal in row.goals:
        theirs, ours = (
            Spread.of([float(getattr(pair[side], goal.of)) for pair in pairs]) for side in (0, 1)
        )
        yield Figure(row, goal, ours, theirs, times)


def _ratio(ours: float, theirs: float, *, faster: bool) -> float:
    above, below = (theirs, ours) if faster else (ours, theirs)
    return above / below if below else float("inf")
