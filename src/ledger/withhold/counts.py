"""Facts: counts that workbooks show or hide, and what a reader knows of how they add up."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple, TypeAlias

Quantity: TypeAlias = tuple[str | int | None, ...]
"""Names a quantity: the same one wherever it is shown."""


class Face(Enum):
    """How far a count is seen, before anything is decided."""

    KNOWN = 1
    """Shown in any case: a KPI, a head-count, what follows from these."""
    GUARDED = 2
    """Shown, unless it is small or would tell a small one."""
    FREE = 3
    """Shown even where it is small (counted from rows), unless it would tell a hidden one."""
    UNSEEN = 4
    """Never shown."""


class Mark(Enum):
    """What stands where a count would stand."""

    SHOWN = 1
    FEW = 2
    """「5人未満」: one of 1 to 4."""
    HIDDEN = 3
    """「秘匿」: anything from nobody to all."""
    LEFT_OUT = 4
    """Nothing: hiding more could not protect it."""


class Count(NamedTuple):
    """A count of people.

    Attributes:
        key: Its name.
        value: How many.
        most: Of how many: the N of 0…N.
        face: How far it is seen.
        unit: What is hidden together with it; its own key if nothing else is.
        block: What is left out together with it.
        rank: What is hidden sooner to protect another one (lower).
    """

    key: Quantity
    value: int
    most: int
    face: Face
    unit: Quantity
    block: Quantity
    rank: int = 5

    @property
    def price(self) -> int:
        """What it costs to hide it: by rank, and the larger one costs more."""
        return 10_000 * self.rank + 10 * self.most + self.value

    def is_small(self, least: int) -> bool:
        """Say whether the count, or who is left of all, is 1 to `least` - 1 people.

        Nobody and everybody are not: they are shown.
        """
        few = self.value < least or self.most - self.value < least
        return 0 < self.value < self.most and few


class Sum(NamedTuple):
    """What a reader knows: a weighted sum of counts lies between two bounds (None: no bound)."""

    terms: tuple[tuple[Quantity, int], ...]
    low: int | None
    high: int | None


@dataclass
class GatheredCounts:
    """Counts and sums as they are gathered.

    Attributes:
        counts: By key; a quantity that is shown twice is one count.
        sums: What is known of them.
        along: A unit, and what is hidden whenever it is hidden.
        told: Quantities that a KPI tells, so that they are shown everywhere.
    """

    counts: dict[Quantity, Count] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    along: dict[Quantity, Quantity] = field(default_factory=dict)
    told: set[Quantity] = field(default_factory=set)

    def count(  # noqa: PLR0913 - a count is told by this much
        self,
        key: Quantity,
        value: int,
        most: int,
        face: Face = Face.GUARDED,
        *,
        unit: Quantity | None = None,
        block: Quantity | None = None,
        rank: int = 5,
    ) -> None:
        """Add a count; one that is there already becomes as visible as the more visible one."""
        new = Count(key, value, most, face, unit or key, block or key, rank)
        old = self.counts.get(key)
        if old is None or new.face.value < old.face.value:
            self.counts[key] = new

    def known(self, key: Quantity, kpi: Quantity) -> None:
        """Say that a quantity is a KPI; one of another value is another, and holds fewer."""
        old, new = self.counts.get(key), self.counts[kpi]
        if old is not None and old.value == new.value:
            self.counts[key] = old._replace(face=Face.KNOWN)
            self.told.add(key)
        elif old is not None:
            self.at_most(kpi, key)

    def equal(self, whole: Quantity, parts: Iterable[Quantity]) -> None:
        """Say that a count is the sum of others."""
        self.between([(whole, 1), *((part, -1) for part in parts)], 0, 0)

    def at_most(self, lower: Quantity, upper: Quantity, more: int = 0) -> None:
        """Say that a count is not more than another one and `more`."""
        self.between([(upper, 1), (lower, -1)], -more, None)

    def between(
        self, terms: Iterable[tuple[Quantity, int]], low: int | None, high: int | None
    ) -> None:
        """Say that a weighted sum lies between two bounds; what is not so is no fact.

        A sum over a count that nobody gathered says nothing.
        """
        listed = tuple(terms)
        if not listed or any(key not in self.counts for key, _ in listed):
            return
        total = sum(weight * self.counts[key].value for key, weight in listed)
        if (low is None or low <= total) and (high is None or total <= high):
            self.sums.append(Sum(listed, low, high))
