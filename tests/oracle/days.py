"""Days, counted one by one: the oracle's own calendar.

A day is an ordinal (`date.toordinal`), a period of time a set of days. Nothing here knows interval
arithmetic; months are counted by walking the calendar as 民法143条 says.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple


class Run(NamedTuple):
    """Consecutive days: a fragment. `months` whole months by 民法143条, `rest` days beyond."""

    first: int
    last: int
    months: int
    rest: int


@cache
def month_length(year: int, month: int) -> int:
    """Return how many days a month has, by asking which day precedes the next month's first."""
    following = dt.date(year + 1, 1, 1) if month == 12 else dt.date(year, month + 1, 1)
    return (following - dt.timedelta(days=1)).day


def last_days_of_months(start: dt.date) -> Iterator[dt.date]:
    """Yield the last day of 1, 2, 3 … months that begin on `start`.

    The day before the 応当日; where the month has no such day, the month's last day.
    """
    year, month = start.year, start.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        length = month_length(year, month)
        if start.day <= length:
            yield dt.date(year, month, start.day) - dt.timedelta(days=1)
        else:
            yield dt.date(year, month, length)


@cache
def last_day_of(start: dt.date, months: int) -> dt.date:
    """Return the last day of a period of whole months."""
    walk = last_days_of_months(start)
    for _ in range(months - 1):
        next(walk)
    return next(walk)


def days_between(first: dt.date, last: dt.date) -> range:
    """Return every day from `first` to `last`, both included."""
    return range(first.toordinal(), last.toordinal() + 1)


def measured(first: int, last: int) -> Run:
    """Count the whole months and the remaining days of consecutive days."""
    months, counted_to = 0, first - 1
    for month_end in last_days_of_months(dt.date.fromordinal(first)):
        if month_end.toordinal() > last:
            break
        months, counted_to = months + 1, month_end.toordinal()
    return Run(first, last, months, last - counted_to)


def runs(days: Iterable[int]) -> list[Run]:
    """Split a set of days into its runs of consecutive days."""
    found: list[Run] = []
    first = last = None
    for day in sorted(days):
        if first is None or last is None or day != last + 1:
            if first is not None and last is not None:
                found.append(measured(first, last))
            first = day
        last = day
    if first is not None and last is not None:
        found.append(measured(first, last))
    return found


def months_credited(fragments: Iterable[Run], *, continuous: bool, carry: int) -> int:
    """Add up fragments: 継続 takes the longest, 通算 Σ months + ⌊Σ min(days, carry-1) / carry⌋."""
    listed = list(fragments)
    if continuous:
        return max((run.months for run in listed), default=0)
    if len(listed) == 1:
        return listed[0].months
    odd_days = sum(min(run.rest, carry - 1) for run in listed)
    return sum(run.months for run in listed) + odd_days // carry


def first_day_credited(
    days: frozenset[int], as_of: dt.date, needed: int, *, continuous: bool, carry: int
) -> dt.date:
    """Walk on from the as-of date, one day after the other, until the months are credited.

    The run that includes the as-of date goes on; if there is none, one starts the day after.
    """
    today = as_of.toordinal()
    before = runs(days)
    growing = before.pop() if before and before[-1].last == today else None
    first = growing.first if growing else today + 1
    months, counted_to = (growing.months, today - growing.rest) if growing else (0, today)
    ends = last_days_of_months(dt.date.fromordinal(first))
    upcoming = next(end for end in ends if end.toordinal() > today)
    day = today
    while True:
        day += 1
        if day == upcoming.toordinal():
            months, counted_to, upcoming = months + 1, day, next(ends)
        going_on = Run(first, day, months, day - counted_to)
        if months_credited([*before, going_on], continuous=continuous, carry=carry) >= needed:
            return dt.date.fromordinal(day)


def year_of(day: dt.date) -> int:
    """Return the fiscal year: it changes on April 1st."""
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1


def first_of_year(year: int) -> dt.date:
    """Return April 1st of a fiscal year."""
    return dt.date(year, 4, 1)


def last_of_year(year: int) -> dt.date:
    """Return the March 31st that ends a fiscal year."""
    return dt.date(year + 1, 3, 31)
