"""The months of 日程: one narrow column each, with a sign for what is planned in it."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from ledger.judge.planned_tasks import PlannedTask, PlanOfYear
from ledger.layout.pages import PageCell
from ledger.model.calendar import FIRST_MONTH, MONTHS, fiscal_year_of, wareki_year
from ledger.model.terms import TaskState

PLANNED, GATE, LATE, DONE, TODAY = "■", "◆", "▲", "✓", "▼"


class MonthBars(NamedTuple):
    """The months that stand beside each other.

    Attributes:
        first: The first month, counted from year 0.
        many: How many there are.
        now: The month of the day looked at.
    """

    first: int
    many: int
    now: int

    @classmethod
    def of(cls, plan: PlanOfYear, room: int) -> "MonthBars":
        """Return the months of a plan; of more than there is room for, the last with today."""
        now = _month(plan.day)
        days = [day for one in plan.tasks for day in (one.starts, one.ends) if day is not None]
        if not days:
            return cls(now, 0, now)
        first, last = _month(min(days)), _month(max(days))
        if last - first >= room:
            first = max(first, min(last - room + 1, now))
        return cls(first, min(last - first + 1, room), now)

    def years(self) -> Iterator[PageCell]:
        """Yield the name of a fiscal year above its first month that is shown."""
        for at in range(self.many):
            month = self.first + at
            begins = month % MONTHS == FIRST_MONTH - 1
            roomy = at == 0 and (FIRST_MONTH - 1 - month) % MONTHS > 2  # noqa: PLR2004 - columns
            yield wareki_year(fiscal_year_of(_day(month))) if begins or roomy else None

    def today(self) -> Iterator[PageCell]:
        """Yield the mark above the month of the day looked at."""
        for at in range(self.many):
            yield TODAY if self.first + at == self.now else None

    def months(self) -> Iterator[PageCell]:
        """Yield the months by their numbers."""
        for at in range(self.many):
            yield (self.first + at) % MONTHS + 1

    def of_task(self, one: PlannedTask) -> Iterator[PageCell]:
        """Yield the sign of a task for each month."""
        starts = None if one.starts is None else _month(one.starts)
        ends = None if one.ends is None else _month(one.ends)
        for at in range(self.many):
            yield self._sign(one, self.first + at, starts, ends)

    def _sign(
        self, one: PlannedTask, month: int, starts: int | None, ends: int | None
    ) -> str | None:
        if one.state is TaskState.SKIPPED:
            return None
        begun = starts if starts is not None else ends
        ended = ends if ends is not None else starts
        if begun is None or ended is None:
            return None
        if one.state is TaskState.OVERDUE and ended < month <= self.now:
            return LATE
        if month == ended and one.is_gate:
            return DONE if one.state is TaskState.DONE else GATE
        if begun <= month <= ended:
            return DONE if one.state is TaskState.DONE else PLANNED
        return None


def _month(day: dt.date) -> int:
    return day.year * MONTHS + day.month - 1


def _day(month: int) -> dt.date:
    return dt.date(month // MONTHS, month % MONTHS + 1, 1)
