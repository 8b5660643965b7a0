"""Who is where, from a list of now: a changed 所属 or 長 closes the old row the day before.

A place that is held by one at a time is a slot: a person's 主務, a section's 長. A row of a list
says who holds it. It may say since when (開始日), or from when on (適用日); a list of now says
neither, and then the day is asked for (ruling "`load` of people").
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ledger.judge.loading.row_outcomes import FileRow, Flaw, RowOutcome
from ledger.layout.columns import Cell, RowValues
from ledger.layout.people_lists import APPLIED
from ledger.layout.shared import END, START
from ledger.model.terms import HeadKind, PostingKind
from ledger.model.unknown_words import staff_remedy

DAY = dt.timedelta(days=1)


class Slots(NamedTuple):
    """How a table says who is where.

    Attributes:
        owner: The column whose slot it is: a posting's person, a head's section.
        holder: The column that changes: a posting's section, a head's person.
        kind: The column that tells slots from places of several.
        single: The kind of which there is one at a time.
    """

    owner: str
    holder: str
    kind: str
    single: str


SLOTS: Mapping[str, Slots] = {
    "postings": Slots("staff_no", "section_code", "kind", PostingKind.MAIN.value),
    "heads": Slots("section_code", "staff_no", "kind", HeadKind.HEAD.value),
}
"""Table -> how it says who is where: the tables in which one row succeeds another."""


class Days(NamedTuple):
    """The days that a list is read by.

    Attributes:
        applied_on: 適用日 of the whole file, where its rows have none.
        now: The day that a list speaks of, today or the 基準日: what ended before is over.
        first_on: The first day of a person's first row, None for people whom nobody knows.
        new: Whether a person had no row before the file: all of theirs in it are first ones.
    """

    applied_on: dt.date | None
    now: dt.date
    first_on: Callable[[str], dt.date | None]
    new: Callable[[str], bool] = lambda _: False


def moved(
    slots: Slots, standing: Sequence[RowValues], lines: Sequence[FileRow], days: Days
) -> dict[int, RowOutcome]:
    """Say what the rows of a list do that are not simply held against the row of their key.

    Args:
        slots: How the table says who is where.
        standing: The table's rows as they stand.
        lines: Rows of the file without a flaw.
        days: The days.

    Returns:
        Steps by row number, for every row without 開始日, and for those with one that move or
        prolong what stands. Set aside: without a day (`move-undated`), on a day that the standing
        row does not allow (`move-overlaps`), two holders of one slot (`row-conflict`).
    """
    found: dict[int, RowOutcome] = {}
    lists = _Lists(slots, standing, lines, days)
    for line in lines:
        if line.row.get(START.key) is None:
            found[line.number] = lists.of_now(line)
        elif line.row.get(slots.kind) == slots.single and not lists.has_row(line):
            step = lists.since(line)
            if step is not None:
                found[line.number] = step
    return found


class _Lists:
    """A list of now over the rows that stand."""

    def __init__(
        self, slots: Slots, standing: Sequence[RowValues], lines: Sequence[FileRow], days: Days
    ) -> None:
        self.slots, self.standing, self.days = slots, standing, days
        self.by_owner: dict[Cell, list[int]] = {}
        for position, row in enumerate(standing):
            self.by_owner.setdefault(row[slots.owner], []).append(position)
        self.keys = {self._key(row): position for position, row in enumerate(standing)}
        self.kept = {self.keys.get(self._key(line.row)) for line in lines}
        self.claims: dict[Cell, list[FileRow]] = {}
        for line in lines:
            values = line.row
            if values.get(START.key) is None and values.get(slots.kind) == slots.single:
                self.claims.setdefault(values[slots.owner], []).append(line)
        self.closed: set[int] = set()

    def _key(self, row: RowValues) -> tuple[Cell, ...]:
        return tuple(row.get(key) for key in (*self.slots[:3], START.key))

    def has_row(self, line: FileRow) -> bool:
        """Whether a row stands under the very key of a row of the file."""
        return self._key(line.row) in self.keys

    def of_now(self, line: FileRow) -> RowOutcome:
        """Return what a row does that only says who is where now."""
        slots, values = self.slots, line.row
        own = tuple(self.by_owner.get(values[slots.owner], ()))
        if values[slots.kind] != slots.single:
            return self._beside(line, own)
        others = [one for one in self.claims[values[slots.owner]] if one is not line]
        if any(one.row[slots.holder] != values[slots.holder] for one in others):
            gaps = {"others": "、".join(f"{one.number}行" for one in others), "what": slots.single}
            return RowOutcome(line, own, aside=True, flaw=Flaw("row-conflict", slots.owner, gaps))
        if others and self.claims[values[slots.owner]][0] is not line:
            return RowOutcome(line, own)
        held = [position for position in own if self._is_single(position)]
        if not held:
            return self._first(line, own)
        return self._holds(line, own, max(held, key=self._start))

    def _is_single(self, position: int) -> bool:
        return self.standing[position][self.slots.kind] == self.slots.single

    def _start(self, position: int) -> dt.date:
        return _day(self.standing[position][START.key]) or dt.date.min

    def _end(self, position: int) -> dt.date | None:
        return _day(self.standing[position][END.key])

    def _applied(self, line: FileRow) -> dt.date | None:
        return _day(line.row.get(APPLIED.key)) or self.days.applied_on

    def _first(self, line: FileRow, own: tuple[int, ...]) -> RowOutcome:
        """Return a first row: since the later of 採用日 and 4/1, whoever's slot it is."""
        number = str(line.row["staff_no"])
        first = self.days.first_on(number)
        if first is None:
            flaw = Flaw("staff-unknown", "staff_no", {"value": number, "remedy": staff_remedy()})
            return RowOutcome(line, own, aside=True, flaw=flaw)
        return RowOutcome(line, own, adds=(self._row(line, first),))

    def _row(self, line: FileRow, start: dt.date) -> RowValues:
        known = {key: line.row.get(key) for key in self.columns}
        return {**known, START.key: start}

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of a row that a list may fill."""
        reason = ("reason",) if self.slots.owner == "section_code" else ()
        return (*self.slots[:3], START.key, END.key, *reason)

    def _holds(self, line: FileRow, own: tuple[int, ...], last: int) -> RowOutcome:
        """Return what a row does to the row that holds the slot."""
        slots, applied, end = self.slots, self._applied(line), self._end(last)
        same = self.standing[last][slots.holder] == line.row[slots.holder]
        over = end is not None and (end < applied if applied else end < self.days.now)
        if same and not over:
            return RowOutcome(line, own, edits=self._ended(last, line))
        if applied is None:
            return RowOutcome(line, own, aside=True, flaw=self._flaw("move-undated", last, line))
        return self._moves(line, own, last, applied)

    def _ended(self, position: int, line: FileRow) -> Mapping[int, RowValues]:
        """Return a row with the 終了日 that the file gives, where it gives another."""
        row, end = self.standing[position], line.row.get(END.key)
        return {position: {**row, END.key: end}} if end not in (None, row[END.key]) else {}

    def _moves(self, line: FileRow, own: tuple[int, ...], last: int, day: dt.date) -> RowOutcome:
        """Close the row that holds the slot the day before, and open the new one."""
        if day <= self._start(last):
            return RowOutcome(
                line, own, aside=True, flaw=self._flaw("move-overlaps", last, line, day)
            )
        end = self._end(last)
        edits = {}
        if last not in self.closed and (end is None or end >= day):
            edits[last] = {**self.standing[last], END.key: day - DAY}
            self.closed.add(last)
        return RowOutcome(line, own, edits=edits, adds=(self._row(line, day),))

    def _flaw(self, code: str, position: int, line: FileRow, day: dt.date | None = None) -> Flaw:
        row = self.standing[position]
        gaps = {
            "day": day,
            "kind": self.slots.single,
            "old": row[self.slots.holder],
            "new": line.row[self.slots.holder],
            "start": row[START.key],
        }
        return Flaw(code, START.key if day else APPLIED.key, gaps)

    def _beside(self, line: FileRow, own: tuple[int, ...]) -> RowOutcome:
        """Return what a row does of which there may be several (兼務, 代理)."""
        slots, values = self.slots, line.row
        alike = [
            position
            for position in own
            if all(
                self.standing[position][key] == values[key] for key in (slots.holder, slots.kind)
            )
        ]
        ends = [self._end(position) for position in alike]
        applied = self._applied(line)
        until = applied or self.days.now
        if any(end is None or end >= until for end in ends):
            return RowOutcome(line, own)
        if not own or self.days.new(str(values["staff_no"])):
            return self._first(line, own)
        if applied is None:
            gaps = {"kind": values[slots.kind]}
            flaw = Flaw("place-undated", APPLIED.key, gaps)
            return RowOutcome(line, own, aside=True, flaw=flaw)
        return RowOutcome(line, own, adds=(self._row(line, applied),))

    def since(self, line: FileRow) -> RowOutcome | None:
        """Return what a row with 開始日 does to a row that holds the slot that day, if any does."""
        values = line.row
        start, end = _day(values[START.key]), _day(values.get(END.key))
        own = [p for p in self.by_owner.get(values[self.slots.owner], ()) if self._is_single(p)]
        if start is None:
            return None
        met = [p for p in own if p not in self.kept and self._meets(p, start, end)]
        holder = values[self.slots.holder]
        same = next((p for p in met if self.standing[p][self.slots.holder] == holder), None)
        if same is not None:
            return self._prolonged(line, same, own)
        if len(met) == 1 and self._start(met[0]) < start:
            return self._moves(line, (met[0],), met[0], start)
        if met:
            flaw = self._flaw("move-overlaps", met[-1], line, start)
            return RowOutcome(line, tuple(met), aside=True, flaw=flaw)
        return None

    def _meets(self, position: int, start: dt.date, end: dt.date | None) -> bool:
        """Whether a standing row shares a day with the days from start to end."""
        last = self._end(position)
        return (last is None or last >= start) and (end is None or self._start(position) <= end)

    def _prolonged(self, line: FileRow, position: int, own: Sequence[int]) -> RowOutcome:
        """Let a standing row of the same holder begin earlier, or end as the file says."""
        row, values = self.standing[position], line.row
        start = min(self._start(position), _day(values[START.key]) or dt.date.max)
        before = [p for p in own if p != position and self._meets(p, start, self._start(position))]
        if before:
            flaw = self._flaw("move-overlaps", before[0], line, start)
            return RowOutcome(line, (position,), aside=True, flaw=flaw)
        end = values.get(END.key) or row[END.key]
        new = {**row, START.key: start, END.key: end}
        return RowOutcome(line, (position,), edits={position: new} if new != row else {})


def _day(value: Cell) -> dt.date | None:
    return value if isinstance(value, dt.date) else None
