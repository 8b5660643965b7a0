"""What a reader can work out: integer programming over what the workbooks say.

Another solver than the product's own (HiGHS, by its own interface), so that neither takes the
other's word for it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import highspy

Name = tuple[object, ...]
FREE = 10_000
"""More than anybody could be: nothing is said from above."""


class Hidden(NamedTuple):
    """A count that is hidden: where, and how many values its own marker leaves."""

    where: str
    name: Name
    marker: int

    @property
    def wanted(self) -> int:
        """Return how many values must be left."""
        return min(3, self.marker)


class Line(NamedTuple):
    """A weighted sum between two bounds."""

    terms: tuple[tuple[Name, int], ...]
    low: int
    high: int


@dataclass
class Reader:
    """What somebody knows who has read the workbooks."""

    bounds: dict[Name, tuple[int, int]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)

    def within(self, name: Name, low: int, high: int) -> None:
        """Learn bounds; they are held against what was known."""
        below, above = self.bounds.get(name, (0, FREE))
        self.bounds[name] = max(below, low), min(above, high)
        assert self.bounds[name][0] <= self.bounds[name][1], f"{name}: the books contradict"

    def between(self, terms: Iterable[tuple[Name, int]], low: int, high: int) -> None:
        """Learn bounds of a weighted sum."""
        listed = tuple(terms)
        for name, _ in listed:
            self.bounds.setdefault(name, (0, FREE))
        self.lines.append(Line(listed, low, high))

    def equal(self, whole: Name, parts: Iterable[Name]) -> None:
        """Learn that a whole is the sum of its parts."""
        self.between([(whole, 1), *((part, -1) for part in parts)], 0, 0)

    def at_most(self, lower: Name, upper: Name, more: int = 0) -> None:
        """Learn that a count is at most another one and `more`."""
        self.between([(upper, 1), (lower, -1)], -more, FREE)

    def narrowed(self) -> list[str]:
        """Return the hidden counts that keep too few values, with what they keep."""
        found = []
        for system, hidden in self._systems():
            for one in hidden:
                values = system.values(one.name, one.wanted)
                if len(values) < one.wanted:
                    found.append(f"{one.where}: {sorted(values)} of {one.marker}")
        return found

    def _systems(self) -> Iterator[tuple["System", list[Hidden]]]:
        """Cut into what hangs together; what is known exactly leads nowhere."""
        above: dict[Name, Name] = {name: name for name in self.bounds}

        def top(name: Name) -> Name:
            while above[name] != name:
                name = above[name]
            return name

        for line in self.lines:
            open_ = [name for name, _ in line.terms if len(set(self.bounds[name])) > 1]
            for name in open_[1:]:
                above[top(name)] = top(open_[0])
        parts: dict[Name, tuple[list[Line], list[Hidden]]] = {}
        for one in self.hidden:
            parts.setdefault(top(one.name), ([], []))[1].append(one)
        for line in self.lines:
            for name, _ in line.terms:
                if len(set(self.bounds[name])) > 1 and top(name) in parts:
                    parts[top(name)][0].append(line)
                    break
        for lines, hidden in parts.values():
            names = {one.name for one in hidden} | {n for line in lines for n, _ in line.terms}
            yield System({name: self.bounds[name] for name in names}, lines), hidden


class System:
    """Sums that hang together, ready to be solved."""

    def __init__(self, bounds: dict[Name, tuple[int, int]], lines: list[Line]) -> None:
        self._solver: Any = highspy.Highs()  # type: ignore[no-untyped-call] # its stubs say no more
        self._solver.setOptionValue("output_flag", "false")
        self._bounds = bounds
        self._at = {
            name: self._solver.addIntegral(lb=low, ub=high) for name, (low, high) in bounds.items()
        }
        for line in lines:
            total = self._solver.expr()
            for name, weight in line.terms:
                total += weight * self._at[name]
            self._solver.addConstr(line.low <= total <= line.high)

    def values(self, name: Name, wanted: int) -> set[int]:
        """Return the least and the greatest value of a count, and one between if it is wanted."""
        low = self._best(name, sign=1)
        high = self._best(name, sign=-1)
        assert low is not None, f"{name}: the books contradict"
        assert high is not None
        found = {low, high}
        for value in range(low + 1, min(high, low + 12)):
            if len(found) >= wanted:
                break
            if self._is_possible(name, value):
                found.add(value)
        return found

    def _best(self, name: Name, *, sign: int) -> int | None:
        at = self._at[name]
        if sign > 0:
            self._solver.minimize(at)
        else:
            self._solver.maximize(at)
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        value: float = self._solver.val(at)
        return round(value)

    def _is_possible(self, name: Name, value: int) -> bool:
        at = self._at[name]
        low, high = self._bounds[name]
        self._solver.changeColBounds(at.index, value, value)
        found = self._best(name, sign=1) is not None
        self._solver.changeColBounds(at.index, low, high)
        return found
