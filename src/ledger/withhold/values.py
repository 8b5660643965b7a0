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


_SHORT = 4
"""So many places has a sum at most that is looked at before longer ones."""


class WeightedSum(NamedTuple):
    """A weighted sum over places, each with its weight, between two bounds (None: no bound)."""

    terms: tuple[tuple[int, int], ...]
    low: int | None
    high: int | None

    def lacks(self, numbers: Sequence[int]) -> int:
        """Return by how much the sum should grow to hold for numbers; 0 where it does."""
        total = sum(weight * numbers[place] for place, weight in self.terms)
        if self.low is not None and total < self.low:
            return self.low - total
        return min(0, self.high - total) if self.high is not None else 0


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
        self._pairs = tuple(map(_difference_of, self.rows))
        self.of: list[list[int]] = [[] for _ in range(size)]
        self._short_of: list[list[int]] = [[] for _ in range(size)]
        self._long_of: list[list[int]] = [[] for _ in range(size)]
        for number, row in enumerate(self.rows):
            of = self._long_of if len(row.terms) > _SHORT else self._short_of
            for place, _ in row.terms:
                self.of[place].append(number)
                of[place].append(number)
        self._amiss: dict[tuple[int, ...], frozenset[int]] = {}

    def amiss(self, near: Sequence[int]) -> frozenset[int]:
        """Return the sums that do not hold for the numbers that a search begins with."""
        key = tuple(near)
        if key not in self._amiss:
            lacking = (n for n, row in enumerate(self.rows) if row.lacks(near))
            self._amiss[key] = frozenset(lacking)
        return self._amiss[key]

    def narrowed(self, low: list[int], high: list[int], first: Iterable[int]) -> bool:
        """Narrow the bounds in place by the sums; False where nothing is left.

        In which order the sums are taken does not matter: it ends where none narrows any more. The
        long ones wait until the short ones have come to rest.

        Args:
            low: Lower bound of each place.
            high: Upper bound of each place.
            first: The sums to begin with.
        """
        rows, pairs, soon, late = self.rows, self._pairs, self._short_of, self._long_of
        waiting = set(first)
        later: set[int] = set()
        while waiting or later:
            number = waiting.pop() if waiting else later.pop()
            pair = pairs[number]
            changed = (
                _narrow(rows[number], low, high)
                if pair is None
                else _narrow_difference(pair, low, high)
            )
            if changed is None:
                return False
            for place in changed:
                waiting.update(soon[place])
                later.update(late[place])
            waiting.discard(number)
            later.discard(number)
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
        self._amiss = system.amiss(asked.near)

    def run(self, low: list[int], high: list[int], deep: int = 0) -> list[int] | None:
        """Keep every number that may stay; mend a sum that does not hold, place by place."""
        if deep > _DEEP:
            return None
        trial = [
            n if below <= n <= above else (below if n < below else above)
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
        """Return the first sum that does not hold, and by how much it should grow.

        A sum in which no number is another than at the beginning holds as it did then.
        """
        pairs = enumerate(zip(trial, self._asked.near, strict=True))
        moved = (self._system.of[place] for place, (now, then) in pairs if now != then)
        for number in sorted(self._amiss.union(*moved)):
            row = self._system.rows[number]
            if lacks := row.lacks(trial):
                return row, lacks
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
        for place, weight in row.terms:
            step = -(-abs(lacks) // abs(weight))
            goal = trial[place] + (step if (lacks > 0) == (weight > 0) else -step)
            value = min(max(goal, low[place]), high[place])
            if value != trial[place]:
                price = self._asked.price[place]
                found.append((price, abs(goal - value), len(self._system.of[place]), place, value))
        return [(place, value) for *_, place, value in sorted(found)]


class _Difference(NamedTuple):
    """A sum of two places, one of which is taken from the other."""

    more: int
    less: int
    low: int | None
    high: int | None


def _difference_of(row: WeightedSum) -> _Difference | None:
    """Return a sum as a pair, if it is one."""
    if sorted(weight for _, weight in row.terms) != [-1, 1]:
        return None
    (one, weight), (other, _) = row.terms
    return _Difference(*((one, other) if weight > 0 else (other, one)), row.low, row.high)


def _narrow_difference(pair: _Difference, low: list[int], high: list[int]) -> list[int] | None:
    """Narrow two places by what lies between them, as `_narrow` does; nearly all sums are such."""
    more, less, least, most = pair
    more_low, more_high, less_low, less_high = low[more], high[more], low[less], high[less]
    changed: list[int] = []
    if least is not None:
        if less_low + least > more_low:
            low[more] = less_low + least
            changed.append(more)
        if more_high - least < less_high:
            high[less] = more_high - least
            changed.append(less)
    if most is not None:
        if less_high + most < more_high:
            high[more] = less_high + most
            changed.append(more)
        if more_low - most > less_low:
            low[less] = more_low - most
            changed.append(less)
    return changed if low[more] <= high[more] and low[less] <= high[less] else None


def _narrow(row: WeightedSum, low: list[int], high: list[int]) -> list[int] | None:
    """Narrow the places of one sum as far as it goes.

    Returns:
        Which changed; None where nothing is left.
    """
    changed: list[int] = []
    while (more := _narrow_once(row, low, high)) is not None:
        if not more:
            return changed
        changed += more
    return None


def _narrow_once(row: WeightedSum, low: list[int], high: list[int]) -> list[int] | None:
    """Narrow the places of one sum, each by the bounds of all the others.

    The sum may grow by `up` from its least and shrink by `down` from its most; no single place may
    move it by more than that.
    """
    least = most = widest = 0
    for place, weight in row.terms:
        below, above = weight * low[place], weight * high[place]
        if weight < 0:
            below, above = above, below
        least += below
        most += above
        if above - below > widest:  # noqa: PLR1730 - a call less where all the time goes
            widest = above - below
    up = widest if row.high is None else row.high - least
    down = widest if row.low is None else most - row.low
    if up < 0 or down < 0:
        return None
    return [] if widest <= up and widest <= down else _held_to(row, up, down, low, high)


def _held_to(
    row: WeightedSum, up: int, down: int, low: list[int], high: list[int]
) -> list[int] | None:
    """Narrow the places of a sum by how far it may grow and shrink; see `_narrow_once`."""
    changed: list[int] = []
    for place, weight in row.terms:
        below, above = low[place], high[place]
        if below == above:
            continue
        grow, shrink = (up, down) if weight > 0 else (down, up)
        size = abs(weight)
        floor, roof = above - shrink // size, below + grow // size
        if floor > below:
            low[place] = floor
        if roof < above:
            high[place] = roof
        if floor > below or roof < above:
            if low[place] > high[place]:
                return None
            changed.append(place)
    return changed
