"""リード期間 against a count day by day; its cases by hand are `rulebook/期間.csv`."""

import calendar
import datetime as dt
from collections.abc import Sequence
from random import Random

from hypothesis import given, settings, strategies as st

from ledger.judge.lead_time import Counting, Interval, credited, earliest, fragments
from ledger.model.terms import LeadMode

D = dt.date.fromisoformat
TOTAL = Counting(LeadMode.TOTAL, 30)


def test_no_day_after_the_end_of_the_calendar() -> None:
    assert earliest((), 12 * 9000, D("2026-03-31"), TOTAL) is None


# --- an independent count, day by day ---

FIRST = D("2023-01-01")
offsets = st.integers(min_value=0, max_value=900)
lengths = st.integers(min_value=0, max_value=400)
intervals = st.lists(
    st.builds(
        lambda start, length: (
            FIRST + dt.timedelta(days=start),
            FIRST + dt.timedelta(days=start + length),
        ),
        offsets,
        lengths,
    ),
    max_size=4,
)
modes = st.builds(
    Counting, st.sampled_from([LeadMode.TOTAL, LeadMode.CONTINUOUS]), st.integers(28, 31)
)


def stretches(days: set[dt.date]) -> list[list[dt.date]]:
    """Group days that follow each other."""
    found: list[list[dt.date]] = []
    for day in sorted(days):
        if found and (day - found[-1][-1]).days == 1:
            found[-1].append(day)
        else:
            found.append([day])
    return found


def month_ends(first: dt.date, last: dt.date) -> list[dt.date]:
    """Last days of 1, 2, 3 … whole months from a day, up to another (民法143条)."""
    found: list[dt.date] = []
    year, month = first.year, first.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        length = calendar.monthrange(year, month)[1]
        short = first.day > length
        end = dt.date(year, month, length if short else first.day) - dt.timedelta(days=not short)
        if end > last:
            return found
        found.append(end)


def worth(days: set[dt.date], counting: Counting) -> int:
    """Whole months of some days, counted from the rule and nothing else."""
    counts = []
    for run in stretches(days):
        ends = month_ends(run[0], run[-1])
        counts.append((len(ends), len([day for day in run if not ends or day > ends[-1]])))
    if counting.mode is LeadMode.CONTINUOUS or len(counts) == 1:
        return max((months for months, _ in counts), default=0)
    over = sum(min(rest, counting.day_carry - 1) for _, rest in counts)
    return sum(months for months, _ in counts) + over // counting.day_carry


def days_of(listed: Sequence[Interval], as_of: dt.date) -> set[dt.date]:
    """Return every day of some intervals, up to the as-of date."""
    return {
        start + dt.timedelta(days=n)
        for start, end in listed
        for n in range(((end or as_of) - start).days + 1)
        if start + dt.timedelta(days=n) <= as_of
    }


@settings(max_examples=200, deadline=None)
@given(intervals, intervals, offsets, modes)
def test_fragments_are_the_days_and_nothing_else(
    leads: list[Interval], leave: list[Interval], at: int, counting: Counting
) -> None:
    as_of = FIRST + dt.timedelta(days=at)
    days = days_of(leads, as_of) - days_of(leave, as_of)
    parts = fragments(leads, leave, as_of)
    assert [(run[0], run[-1]) for run in stretches(days)] == list(parts)
    assert credited(parts, counting)[0] == worth(days, counting)


@settings(max_examples=100, deadline=None)
@given(intervals, st.randoms(use_true_random=False))
def test_union_does_not_depend_on_the_order(leads: list[Interval], random: Random) -> None:
    as_of = FIRST + dt.timedelta(days=900)
    shuffled = list(leads)
    random.shuffle(shuffled)
    assert fragments(shuffled, [], as_of) == fragments(leads, [], as_of)


@settings(max_examples=200, deadline=None)
@given(intervals, intervals, offsets, modes, st.integers(1, 18))
def test_the_earliest_day_is_the_first_one(
    leads: list[Interval], leave: list[Interval], at: int, counting: Counting, months: int
) -> None:
    as_of = FIRST + dt.timedelta(days=at)
    days = days_of(leads, as_of) - days_of(leave, as_of)
    if worth(days, counting) >= months:
        return
    found = earliest(fragments(leads, leave, as_of), months, as_of, counting)
    day = as_of
    while worth(days, counting) < months:
        day += dt.timedelta(days=1)
        days.add(day)
    assert found == day
