"""Decide what is hidden: what is small, and as much more as keeps it from being worked out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from ledger.withhold.counts import Count, Face, GatheredCounts, Mark, Quantity, Sum
from ledger.withhold.values import Constraints, System, WeightedSum

SPREAD = 3
"""Whole values that a hidden count keeps, unless its own marker leaves fewer."""


def decided(
    facts: GatheredCounts, least: int, before: Mapping[Quantity, Mark] = MappingProxyType({})
) -> dict[Quantity, Mark]:
    """Decide what stands where each count would stand.

    Args:
        facts: Everything that is shown or hidden, and how it adds up.
        least: 少人数の秘匿: 0 < n < least is small.
        before: What is hidden in any case, unless it follows from what is known anyway.

    Returns:
        The mark of every count. What is shown and what the marks say leave each hidden count at
        least `SPREAD` whole values, or all that its marker leaves.
    """
    found: dict[Quantity, Mark] = {}
    for counts, sums in _parts(facts):
        found |= _Part(counts, sums, facts.along, least).settled(before)
    return found


class _Joined:
    """Keys that hang together, found by joining pairs."""

    def __init__(self, keys: Iterable[Quantity]) -> None:
        self._above: dict[Quantity, Quantity] = {key: key for key in keys}

    def top(self, key: Quantity) -> Quantity:
        """Return the key that stands for all that hang together with one."""
        while self._above[key] != key:
            self._above[key] = self._above[self._above[key]]
            key = self._above[key]
        return key

    def join(self, first: Quantity, *others: Quantity) -> None:
        """Say that keys hang together."""
        for other in others:
            self._above[self.top(other)] = self.top(first)


def _parts(facts: GatheredCounts) -> Iterator[tuple[list[Count], list[Sum]]]:
    """Cut the facts where nothing leads from one to another: a known count leads nowhere."""
    joined, units = _Joined(facts.counts), dict[Quantity, Quantity]()
    free = {key for key, one in facts.counts.items() if one.face is not Face.KNOWN}
    for one_sum in facts.sums:
        joined.join(*([key for key, _ in one_sum.terms if key in free] or [one_sum.terms[0][0]]))
    for key, one in facts.counts.items():
        for unit in (one.unit, facts.along.get(one.unit, one.unit), one.block):
            joined.join(units.setdefault(unit, key), key)
    parts: dict[Quantity, tuple[dict[Quantity, Count], list[Sum]]] = {}
    for key, one in facts.counts.items():
        parts.setdefault(joined.top(key), ({}, []))[0][key] = one
    for one_sum in facts.sums:
        own = [key for key, _ in one_sum.terms if key in free]
        if own:
            counts, sums = parts[joined.top(own[0])]
            sums.append(one_sum)
            counts |= {key: facts.counts[key] for key, _ in one_sum.terms}
    for counts, sums in parts.values():
        yield list(counts.values()), sums


class _Part:
    """Counts that hang together."""

    def __init__(
        self,
        counts: Sequence[Count],
        sums: Sequence[Sum],
        along: Mapping[Quantity, Quantity],
        least: int,
    ) -> None:
        self.counts, self.least, self.along = list(counts), least, along
        self.at = {one.key: place for place, one in enumerate(self.counts)}
        rows = [
            WeightedSum(tuple((self.at[key], w) for key, w in one.terms), one.low, one.high)
            for one in sums
        ]
        self.system = System(len(self.counts), rows)
        self.truth = tuple(one.value for one in self.counts)
        self._put([Mark.SHOWN] * len(self.counts))
        self.gone: set[Quantity] = set()
        self.seen: list[set[int]] = [{one.value} for one in self.counts]

    def _put(self, marks: list[Mark]) -> None:
        """Let marks stand; what an example must keep to is worked out when it is asked for."""
        self.marks = marks
        self._limits: dict[bool, Constraints] = {}

    def settled(self, before: Mapping[Quantity, Mark]) -> dict[Quantity, Mark]:
        """Hide until every hidden count is proved; return the marks."""
        self._follow_what_is_known()
        self._put([self._first(one, before) for one in self.counts])
        if any(mark is not Mark.SHOWN for mark in self.marks):
            while (told := self._told()) is not None:
                self._hide_for(told)
        return {one.key: mark for one, mark in zip(self.counts, self.marks, strict=True)}

    def _first(self, one: Count, before: Mapping[Quantity, Mark]) -> Mark:
        """Return the mark of a count by itself."""
        if one.face is not Face.KNOWN and one.key in before:
            return before[one.key]
        if one.face is Face.GUARDED and one.is_small(self.least):
            return Mark.FEW if one.value < self.least else Mark.HIDDEN
        return Mark.SHOWN

    def _follow_what_is_known(self) -> None:
        """What follows from KPI and head-counts alone is known as they are."""
        low = [one.value if one.face is Face.KNOWN else 0 for one in self.counts]
        high = [one.value if one.face is Face.KNOWN else one.most for one in self.counts]
        if self.system.narrowed(low, high, range(len(self.system.rows))):
            for place, (below, above) in enumerate(zip(low, high, strict=True)):
                if below == above and self.counts[place].face in (Face.GUARDED, Face.FREE):
                    self.counts[place] = self.counts[place]._replace(face=Face.KNOWN)

    def _told(self) -> int | None:
        """Return a hidden count that keeps too few values."""
        for place, mark in enumerate(self.marks):
            if mark in (Mark.FEW, Mark.HIDDEN) and not self._keeps(place):
                return place
        return None

    def _wanted(self, place: int) -> int:
        few = self.marks[place] is Mark.FEW
        return min(SPREAD, self.least - 1 if few else self.counts[place].most + 1)

    def _keeps(self, place: int) -> bool:
        """Say whether examples for enough values of a hidden count are found; keep them."""
        asked = self._asked()
        for number in self._near(place):
            if len(self.seen[place]) >= self._wanted(place):
                break
            if number not in self.seen[place]:
                self._saw(self.system.example(asked, place, number))
        return len(self.seen[place]) >= self._wanted(place)

    def _near(self, place: int) -> list[int]:
        """Return the values that are looked at, from the true one outwards."""
        value = self.counts[place].value
        return [value + far * side for far in range(1, SPREAD + 1) for side in (1, -1)]

    def _saw(self, example: Sequence[int] | None) -> None:
        for at, one in enumerate(example or ()):
            self.seen[at].add(one)

    def _asked(self, *, opened: bool = False) -> Constraints:
        """Return what an example must keep to.

        Args:
            opened: What is shown may change, too, at a price: it would have to be hidden.
        """
        if opened not in self._limits:
            self._limits[opened] = self._limited(opened=opened)
        return self._limits[opened]

    def _limited(self, *, opened: bool) -> Constraints:
        low, high, price = [], [], []
        for one, mark in zip(self.counts, self.marks, strict=True):
            shown = mark is Mark.SHOWN and one.face is not Face.UNSEEN
            fixed = shown and (one.face is Face.KNOWN or not opened)
            few = mark is Mark.FEW
            low.append(one.value if fixed else int(few))
            most = min(one.most, self.least - 1) if few else one.most
            high.append(one.value if fixed else most)
            price.append(one.price if shown else 0)
        return Constraints(low, high, self.truth, price)

    def _hide_for(self, told: int) -> None:
        """Hide more: a marker that says less, what must give way, at last the whole block."""
        blunt: list[Mark] = [Mark.HIDDEN if mark is Mark.FEW else mark for mark in self.marks]
        if blunt != self.marks and self._helps(told, blunt):
            return
        if (example := self._cheapest(told)) is not None:
            for unit in self._changed(example):
                self._put(self._hiding(unit))
            self._saw(example)
        elif blunt != self.marks:
            self._put(blunt)
        else:
            self._leave_out(told)

    def _helps(self, told: int, marks: list[Mark]) -> bool:
        """Try marks on: they stay if the told count keeps enough values by them."""
        before, seen = self.marks, [set(values) for values in self.seen]
        self._put(marks)
        if self._keeps(told):
            return True
        self._put(before)
        self.seen = seen
        return False

    def _cheapest(self, told: int) -> list[int] | None:
        """Return an example for another value of the told count that changes least of the shown."""
        asked = self._asked(opened=True)
        found = [
            example
            for number in self._near(told)
            if number not in self.seen[told]
            and (example := self.system.example(asked, told, number)) is not None
        ]
        return min(found, key=self._price, default=None)

    def _price(self, example: Sequence[int]) -> int:
        units = self._changed(example)
        return sum(one.price for one in self.counts if one.unit in units)

    def _changed(self, example: Sequence[int]) -> frozenset[Quantity]:
        """Return what an example changes of what is shown."""
        return frozenset(
            one.unit
            for one, mark, number in zip(self.counts, self.marks, example, strict=True)
            if mark is Mark.SHOWN and one.face is not Face.UNSEEN and number != one.value
        )

    def _hiding(self, unit: Quantity) -> list[Mark]:
        """Return the marks with a unit hidden, and what is hidden along with it."""
        units = {unit, self.along.get(unit, unit)}
        return [
            Mark.HIDDEN
            if one.unit in units and mark is Mark.SHOWN and one.face is not Face.KNOWN
            else mark
            for one, mark in zip(self.counts, self.marks, strict=True)
        ]

    def _leave_out(self, told: int) -> None:
        """Leave out a block: one of rows if there is any left, else that of the told count."""
        rows = [
            one
            for one, mark in zip(self.counts, self.marks, strict=True)
            if one.face is Face.FREE and mark is Mark.HIDDEN
        ]
        block = rows[0].block if rows else self.counts[told].block
        pairs = zip(self.counts, self.marks, strict=True)
        self._put(
            [
                Mark.LEFT_OUT if one.block == block and one.face is not Face.KNOWN else mark
                for one, mark in pairs
            ]
        )
