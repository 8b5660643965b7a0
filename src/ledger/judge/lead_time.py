"""リード期間・担当期間: what a set of intervals is worth in months (design §5 "Lead time").

Every interval is inclusive at both ends; an end of None is still open. What is left of them after
clipping to the as-of date, uniting, and cutting out leave are *fragments*. All is plain tuples of
days: this is called for each person who ever led anything.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from ledger.model.calendar import months_and_days, period_end
from ledger.model.terms import LeadMode

Interval: TypeAlias = tuple[dt.date, dt.date | None]
"""First and last day; None is still going on."""

Fragment: TypeAlias = tuple[dt.date, dt.date]
"""First and last day of an unbroken stretch that counts."""

ONE_DAY = dt.timedelta(days=1)


class Counting(NamedTuple):
    """How fragments add up (settings `lead_mode`, `day_carry`).

    Attributes:
        mode: 通算 adds the fragments, 継続 takes the longest one.
        day_carry: In 通算, how many days left over make one month.
    """

    mode: LeadMode = LeadMode.TOTAL
    day_carry: int = 30


def united(intervals: Iterable[Interval], as_of: dt.date) -> tuple[Fragment, ...]:
    """Clip intervals to the as-of date and unite those that overlap or touch.

    What starts after the as-of date, or ends before it starts, does not count.

    Returns:
        Disjoint stretches in order, each at least a day apart from the next.
    """
    clipped = sorted((start, min(end or as_of, as_of)) for start, end in intervals)
    whole: list[Fragment] = []
    for start, end in clipped:
        if end < start:
            continue
        if whole and start <= whole[-1][1] + ONE_DAY:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return tuple(whole)


def fragments(
    intervals: Iterable[Interval], absences: Iterable[Interval], as_of: dt.date
) -> tuple[Fragment, ...]:
    """Return what counts of some intervals: clipped, united, leave cut out (W14, W16).

    Args:
        intervals: The leads (or duties), in any order.
        absences: Leave that stops the clock; pass none where the switch is off.
        as_of: 基準日; nothing after it counts.
    """
    left = united(intervals, as_of)
    for away_from, away_to in united(absences, as_of):
        left = tuple(
            (first, last)
            for start, end in left
            for first, last in (
                (start, min(end, away_from - ONE_DAY)),
                (max(start, away_to + ONE_DAY), end),
            )
            if first <= last
        )
    return left


def credited(parts: Sequence[Fragment], counting: Counting) -> tuple[int, int]:
    """Count fragments in whole months and days left over.

    Each fragment has m whole months and d days left by 民法143条. A single fragment is judged by
    that alone (W11: 11 months and 30 days are no year). 継続: the longest one. 通算:
    Σm + ⌊Σ min(d, carry - 1) / carry⌋.
    """
    counts = [months_and_days(start, end) for start, end in parts]
    if len(counts) <= 1 or counting.mode is LeadMode.CONTINUOUS:
        return max(counts, default=(0, 0))
    carry = counting.day_carry
    carried, days = divmod(sum(min(d, carry - 1) for _, d in counts), carry)
    return sum(m for m, _ in counts) + carried, days


def earliest(
    parts: Sequence[Fragment], months: int, as_of: dt.date, counting: Counting
) -> dt.date | None:
    """Return the first day on which fragments that fall short come to some months.

    The fragment that includes the as-of date goes on without a break; if none does, a new one
    starts the day after (W11, W17). So the day is never in the past.

    Args:
        parts: Fragments worth less than `months` on the as-of date.
        months: 必要数.
        as_of: 基準日.
        counting: How fragments add up.

    Returns:
        The day, None where the calendar ends before it.
    """
    runs_on = bool(parts) and parts[-1][1] == as_of
    try:
        start = parts[-1][0] if runs_on else as_of + ONE_DAY
        done = parts[:-1] if runs_on else parts
        if counting.mode is LeadMode.CONTINUOUS:
            return period_end(start, months)
        return _completed(start, done, months, counting.day_carry)
    except (ValueError, OverflowError):
        return None


def _completed(start: dt.date, done: Sequence[Fragment], months: int, carry: int) -> dt.date:
    """Find the day when a growing fragment and closed ones (通算) come to some months.

    With `rest` days over from the closed ones, either the growing fragment brings every month that
    is missing, or one month less and the days that complete a carried one.
    """
    counts = [months_and_days(first, last) for first, last in done]
    carried, rest = divmod(sum(min(d, carry - 1) for _, d in counts), carry)
    missing = months - sum(m for m, _ in counts) - carried
    by_months = period_end(start, missing)
    if not rest:
        return by_months
    base = period_end(start, missing - 1)
    return min(by_months, base + dt.timedelta(days=carry - rest))
