"""Fiscal years, 民法143条 periods and eras: each boundary on both sides."""

import datetime as dt

import pytest

from ledger.model import calendar

D = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-04-01", 12, "2025-03-31"),  # W10
        ("2023-04-01", 12, "2024-03-31"),  # W12, contains 2/29
        ("2024-02-29", 12, "2025-02-28"),  # W13
        ("2024-03-01", 12, "2025-02-28"),  # W13
        ("2023-03-01", 12, "2024-02-29"),  # W13
        ("2023-02-28", 12, "2024-02-27"),  # W13
        ("2025-01-31", 1, "2025-02-28"),
        ("2025-01-30", 1, "2025-02-28"),
        ("2025-01-28", 1, "2025-02-27"),
    ],
)
def test_a_period_ends_the_day_before_its_anniversary(start: str, months: int, end: str) -> None:
    last = D(end)
    assert calendar.period_end(D(start), months) == last
    assert calendar.months_and_days(D(start), last) == (months, 0)
    assert calendar.months_and_days(D(start), last - dt.timedelta(days=1))[0] == months - 1


def test_eleven_months_and_thirty_days() -> None:  # W11
    assert calendar.months_and_days(D("2024-04-01"), D("2025-03-30")) == (11, 30)


@pytest.mark.parametrize(
    ("day", "year"),
    [("2025-03-31", 2024), ("2025-04-01", 2025), ("2026-03-31", 2025), ("2026-04-01", 2026)],
)
def test_january_to_march_belong_to_the_earlier_year(day: str, year: int) -> None:  # W09
    assert calendar.fiscal_year_of(D(day)) == year


def test_months_are_clipped_to_the_end_of_the_month() -> None:  # W36
    assert calendar.add_months(D("2026-08-31"), -6) == D("2026-02-28")


def test_eras() -> None:  # W45
    assert calendar.from_era("R", 7, 12, 8) == D("2025-12-08")
    assert calendar.from_era("平成", 31, 4, 30) == D("2019-04-30")
    assert calendar.wareki(D("2025-12-08")) == "令和7年12月8日"
    assert calendar.wareki_year(2026) == "令和8年度"
    assert calendar.wareki_year(2019) == "平成31年度"
    for impossible in (("R", 7, 13, 1), ("平成", 31, 5, 1), ("R", 1, 4, 30), ("X", 1, 1, 1)):
        with pytest.raises(ValueError, match=r"month|such day"):
            calendar.from_era(*impossible)
