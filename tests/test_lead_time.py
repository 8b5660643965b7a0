"""リード期間: 民法143条, 端数, 休職, 最短の日 (the very dates of W10-W17)."""

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from ledger.judge.lead_time import Counting, Interval, credited, earliest, fragments
from ledger.model.terms import LeadMode

D = dt.date.fromisoformat
TOTAL = Counting(LeadMode.TOTAL, 30)
CONTINUOUS = Counting(LeadMode.CONTINUOUS, 30)

Span = tuple[str, str]
"""First and last day; an empty last day is still going on."""


def spans(listed: Iterable[Span]) -> list[Interval]:
    return [(D(start), D(end) if end else None) for start, end in listed]


@pytest.mark.parametrize(
    ("leads", "leave", "as_of", "months", "days"),
    [
        pytest.param([("2024-04-01", "2025-03-31")], [], "2025-03-31", 12, 0, id="W10 ちょうど1年"),
        pytest.param(
            [("2024-04-01", "2025-03-30")], [], "2025-03-30", 11, 30, id="W11 1日足りない"
        ),
        pytest.param([("2023-04-01", "2024-03-31")], [], "2024-03-31", 12, 0, id="W12 閏年の1年"),
        pytest.param(
            [("2023-04-01", "2024-03-31")], [], "2024-03-30", 11, 30, id="W12 365日でも足りない"
        ),
        pytest.param([("2024-02-29", "")], [], "2025-02-28", 12, 0, id="W13 2/29から"),
        pytest.param([("2024-02-29", "")], [], "2025-02-27", 11, 30, id="W13 2/29から、前日"),
        pytest.param([("2024-03-01", "")], [], "2025-02-28", 12, 0, id="W13 3/1から"),
        pytest.param([("2023-03-01", "")], [], "2024-02-29", 12, 0, id="W13 3/1から閏年の2月末"),
        pytest.param(
            [("2023-03-01", "")], [], "2024-02-28", 11, 28, id="W13 閏年の2月28日では足りない"
        ),
        pytest.param([("2023-02-28", "")], [], "2024-02-27", 12, 0, id="W13 2/28から"),
        pytest.param(
            [("2024-04-01", "2024-12-31"), ("2024-10-01", "2025-03-31")],
            [],
            "2025-03-31",
            12,
            0,
            id="W14 重なりは1度だけ",
        ),
        pytest.param(
            [("2024-04-01", "2024-12-31"), ("2024-10-01", "2025-03-31")],
            [],
            "2024-12-30",
            8,
            30,
            id="W14 日数の足し算なら届く日でも足りない",
        ),
        pytest.param(
            [("2025-04-01", "2025-09-30"), ("2025-10-01", "2026-03-31")],
            [],
            "2026-03-31",
            12,
            0,
            id="W20 隣り合えば続き",
        ),
        pytest.param(
            [("2024-04-01", "2024-09-30"), ("2025-01-01", "2025-06-30")],
            [],
            "2025-06-30",
            12,
            0,
            id="W15 通算で足す",
        ),
        pytest.param(
            [("2024-04-01", "2024-09-30"), ("2025-01-01", "2025-06-30")],
            [],
            "2025-06-29",
            11,
            29,
            id="W15 前日は29日余るだけ",
        ),
        pytest.param(
            [("2024-04-01", "2025-03-31")],
            [("2024-10-01", "2024-12-31")],
            "2025-03-31",
            9,
            0,
            id="W16 育休を除く",
        ),
        pytest.param([("2024-10-01", "")], [], "2025-03-31", 6, 0, id="W17 続いている"),
        pytest.param([("2024-10-01", "2027-12-31")], [], "2025-03-31", 6, 0, id="W17 基準日で切る"),
        pytest.param([("2025-04-01", "")], [], "2025-03-31", 0, 0, id="W17 基準日の後に始まる"),
        pytest.param([("2025-03-31", "")], [], "2025-03-31", 0, 1, id="W17 基準日に始まる"),
        pytest.param([("2024-04-01", "2024-03-01")], [], "2025-03-31", 0, 0, id="逆さの期間"),
        pytest.param(
            [("2024-04-01", "2025-03-31")],
            [("2024-04-01", "")],
            "2025-03-31",
            0,
            0,
            id="ずっと休職",
        ),
        pytest.param(
            [("2024-04-01", "2025-03-31")],
            [("2024-06-01", "2024-06-30"), ("2024-06-15", "2024-07-31")],
            "2025-03-31",
            10,
            0,
            id="休職どうしの重なり",
        ),
        pytest.param(
            [("2024-04-01", "2025-03-31")],
            [("2024-03-01", "2024-04-30"), ("2025-03-01", "2025-05-31")],
            "2025-03-31",
            10,
            0,
            id="端にかかる休職",
        ),
        pytest.param(
            [
                ("2025-01-01", "2025-01-10"),
                ("2025-02-01", "2025-02-10"),
                ("2025-03-01", "2025-03-10"),
            ],
            [],
            "2025-03-31",
            1,
            0,
            id="端数10+10+10日で1か月",
        ),
        pytest.param(
            [
                ("2025-01-01", "2025-01-10"),
                ("2025-02-01", "2025-02-10"),
                ("2025-03-01", "2025-03-09"),
            ],
            [],
            "2025-03-31",
            0,
            29,
            id="端数10+10+9日では足りない",
        ),
        pytest.param(
            [("2025-01-01", "2025-01-30"), ("2025-03-01", "2025-03-30")],
            [],
            "2025-03-31",
            1,
            28,
            id="端数は1つの期間につき29日まで(29+29=58日)",
        ),
    ],
)
def test_intervals_are_worth_months(
    leads: list[Span], leave: list[Span], as_of: str, months: int, days: int
) -> None:
    parts = fragments(spans(leads), spans(leave), D(as_of))
    assert credited(parts, TOTAL) == (months, days)


@pytest.mark.parametrize(
    ("carry", "expected"),
    [
        pytest.param(28, (1, 26), id="28日で1か月: 27+27=54日"),
        pytest.param(29, (1, 27), id="29日で1か月: 28+28=56日"),
        pytest.param(30, (1, 28), id="30日で1か月: 29+29=58日"),
        pytest.param(31, (1, 29), id="31日で1か月: 30+30=60日"),
    ],
)
def test_the_carry_is_a_setting(carry: int, expected: tuple[int, int]) -> None:
    leads = spans([("2025-01-01", "2025-01-30"), ("2025-03-01", "2025-03-30")])
    parts = fragments(leads, [], D("2025-03-31"))
    assert credited(parts, Counting(LeadMode.TOTAL, carry)) == expected


def test_continuous_takes_the_longest_fragment() -> None:  # W15
    leads = spans([("2024-04-01", "2024-09-30"), ("2025-01-01", "2025-07-15")])
    parts = fragments(leads, [], D("2025-07-31"))
    assert credited(parts, CONTINUOUS) == (6, 15)


def test_leave_breaks_a_continuous_run() -> None:
    parts = fragments(
        spans([("2024-04-01", "2025-03-31")]),
        spans([("2024-10-01", "2024-10-01")]),
        D("2025-03-31"),
    )
    assert credited(parts, CONTINUOUS) == (6, 0)


@pytest.mark.parametrize(
    ("leads", "leave", "as_of", "counting", "expected"),
    [
        pytest.param(
            [("2024-04-01", "2025-03-30")],
            [],
            "2025-03-30",
            TOTAL,
            "2025-03-31",
            id="W11 続けば翌日",
        ),
        pytest.param(
            [("2024-04-01", "2025-03-30")], [], "2025-03-31", TOTAL, "2025-04-01", id="W11 通算"
        ),
        pytest.param(
            [("2024-04-01", "2025-03-30")],
            [],
            "2025-03-31",
            CONTINUOUS,
            "2026-03-31",
            id="W11 継続",
        ),
        pytest.param(
            [("2025-04-02", "")], [], "2026-03-31", TOTAL, "2026-04-01", id="W11 続いている"
        ),
        pytest.param(
            [("2024-04-01", "2025-03-31")],
            [("2024-10-01", "2024-12-31")],
            "2025-03-31",
            TOTAL,
            "2025-06-30",
            id="W16 復帰して続ける",
        ),
        pytest.param([("2024-10-01", "")], [], "2025-03-31", TOTAL, "2025-09-30", id="W17"),
        pytest.param([("2025-10-01", "")], [], "2026-03-31", TOTAL, "2026-09-30", id="W21"),
        pytest.param([], [], "2026-03-31", TOTAL, "2027-03-31", id="何もなければ翌日から1年"),
        pytest.param(
            [("2025-04-01", "")],
            [("2026-01-01", "")],
            "2026-03-31",
            TOTAL,
            "2026-06-30",
            id="基準日に休職中なら、翌日に始めたとして(9か月+3か月)",
        ),
        pytest.param(
            [("2024-04-01", "2025-03-31")],
            [("2024-10-01", "2024-12-31")],
            "2025-03-31",
            CONTINUOUS,
            "2025-12-31",
            id="継続は休職の後から数え直す",
        ),
        pytest.param(
            [("2024-04-01", "2025-03-01"), ("2025-03-10", "2025-03-20")],
            [],
            "2025-03-20",
            TOTAL,
            "2025-04-07",
            id="端数だけで届く(11か月と、1日+29日)",
        ),
    ],
)
def test_the_earliest_day_of_twelve_months(
    leads: list[Span], leave: list[Span], as_of: str, counting: Counting, expected: str
) -> None:
    parts = fragments(spans(leads), spans(leave), D(as_of))
    assert earliest(parts, 12, D(as_of), counting) == D(expected)


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
