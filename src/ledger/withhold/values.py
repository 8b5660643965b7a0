"""Which whole numbers a count can still be: each is found with an example for all the others.

An example is a proof: numbers for every count, within all that is known. The search begins at the
true numbers, mends one sum after the other, and gives up after a fixed number of changes; what it
does not find counts as impossible, so that at worst more is hidden than needs be.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_STEPS = 150
"""How many changes one search tries before it gives up."""
_DEEP = 40
"""How many places an example may differ in from the true numbers."""


class WeightedSum(NamedTuple):
    """A weighted sum over places, between two bounds."""

    places: tuple[int, ...]
    weights: tuple[int, ...]
    low: int | None
    high: int | None


class Constraints(NamedTuple):
    """What an example must keep to, over the places.

    Attributes:
        low: Lower bounds.
        high: Upper bounds.
        near: The true numbers, to begin with.
        price: What it costs to change a number: the cheapest are changed first.
    """

    low: Sequence[int]
    high: Sequence[int]
    near: Sequence[int]
    price: Sequence[int]


class System:
    """Sums over numbered places."""

    def __init__(self, size: int, rows: Iterable[WeightedSum]) -> None:
        """Take the sums.

        Args:
            size: How many places there are.
            rows: The sums.
        """
        self.rows = tuple(rows)
        self.of: list[list[int]] = [[] for _ in range(size)]
        for number, row in enumerate(self.rows):
            for place in row.places:
                self.of[place].append(number)

    def narrowed(self, low: list[int], high: list[int], first: Iterable[int]) -> bool:
        """Narrow the bounds in place by the sums; False where nothing is left.

        Args:
            low: Lower bound of each place.
            high: Upper bound of each place.
            first: The sums to begin with.
        """
        waiting = set(first)
        while waiting:
            row = self.rows[waiting.pop()]
            changed = _narrow(row, low, high)
            if changed is None:
                return False
            for place in changed:
                waiting.update(self.of[place])
        return True

    def example(self, asked: Constraints, place: int, value: int) -> list[int] | None:
        """Return numbers for all places of which one has a value; None if none were found.

        Args:
            asked: Bounds and true numbers.
            place: The place that is asked for.
            value: What it should be.
        """
        if not asked.low[place] <= value <= asked.high[place]:
            return None
        below, above = list(asked.low), list(asked.high)
        below[place] = above[place] = value
        if not self.narrowed(below, above, self.of[place]):
            return None
        return _Search(self, asked).run(below, above)


class _Search:
    """One search for an example, with what it may still spend."""

    def __init__(self, system: System, asked: Constraints) -> None:
        self._system, self._asked, self._left = system, asked, _STEPS

    def run(self, low: list[int], high: list[int], deep: int = 0) -> list[int] | None:
        """Keep every number that may stay; mend a sum that does not hold, place by place."""
        if deep > _DEEP:
            return None
        trial = [
            min(max(n, below), above)
            for n, below, above in zip(self._asked.near, low, high, strict=True)
        ]
        row, lacks = self._broken(trial)
        if row is None:
            return trial
        for place, value in self._mendings(row, lacks, trial, low, high):
            self._left -= 1
            if self._left < 0:
                return None
            below, above = list(low), list(high)
            below[place] = above[place] = value
            if self._system.narrowed(below, above, self._system.of[place]):
                found = self.run(below, above, deep + 1)
                if found is not None:
                    return found
        return None

    def _broken(self, trial: Sequence[int]) -> tuple[WeightedSum | None, int]:
        """Return a sum that does not hold, and by how much it should grow."""
        for row in self._system.rows:
            total = sum(
                weight * trial[place] for place, weight in zip(row.places, row.weights, strict=True)
            )
            if row.low is not None and total < row.low:
                return row, row.low - total
            if row.high is not None and total > row.high:
                return row, row.high - total
        return None, 0

    def _mendings(
        self,
        row: WeightedSum,
        lacks: int,
        trial: Sequence[int],
        low: Sequence[int],
        high: Sequence[int],
    ) -> list[tuple[int, int]]:
        """Return changes of one place that bring a sum nearer, those that touch least first."""
        found = []
        for place, weight in zip(row.places, row.weights, strict=True):
            step = -(-abs(lacks) // abs(weight))
            goal = trial[place] + (step if (lacks > 0) == (weight > 0) else -step)
            value = min(max(goal, low[place]), high[place])
            if value != trial[place]:
                price = self._asked.price[place]
                found.append((price, abs(goal - value), len(self._system.of[place]), place, value))
        return [(place, value) for *_, place, value in sorted(found)]


def _narrow(row: WeightedSum, low: list[int], high: list[int]) -> list[int] | None:
    """Narrow the places of one sum; return which changed, None where nothing is left."""
    least = most = 0
    for place, weight in zip(row.places, row.weights, strict=True):
        least += weight * (low[place] if weight > 0 else high[place])
        most += weight * (high[place] if weight > 0 else low[place])
    if (row.low is not None and most < row.low) or (row.high is not None and least > row.high):
        return None
    changed = []
    for place, weight in zip(row.places, row.weights, strict=True):
        below, above = low[place], high[place]
        if row.high is not None:  # weight * x <= high - (least of the others)
            room = row.high - least + weight * (below if weight > 0 else above)
            if weight > 0:
                above = min(above, room // weight)
            else:
                below = max(below, -(room // -weight))
        if row.low is not None:  # weight * x >= low - (most of the others)
            want = row.low - most + weight * (high[place] if weight > 0 else low[place])
            if weight > 0:
                below = max(below, -(-want // weight))
            else:
                above = min(above, want // weight)
        if below > above:
            return None
        if (below, above) != (low[place], high[place]):
            low[place], high[place] = below, above
            changed.append(place)
    return changed if not changed else _again(row, low, high, changed)


def _again(
    row: WeightedSum, low: list[int], high: list[int], changed: list[int]
) -> list[int] | None:
    """Narrow once more: the bounds of the first places have moved those of the last."""
    more = _narrow(row, low, high)
    return None if more is None else [*changed, *more]
