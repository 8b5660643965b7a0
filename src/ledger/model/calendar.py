"""Fiscal years, periods and months.

Every date range in this program is inclusive at both ends. A fiscal year (年度) runs from 4/1 to
3/31 and is named by the western year in which it starts: 2026 is 令和8年度.
"""

import datetime as dt
from calendar import monthrange

DATE_MIN = dt.date(1900, 1, 1)
DATE_MAX = dt.date(9999, 12, 31)

FIRST_MONTH = 4
MONTHS = 12

LONGEST_VALIDITY = 600
"""Months (50 years) that a training may be valid for; longer is said by leaving it blank."""

_ERAS = (
    ("令和", "R", dt.date(2019, 5, 1)),
    ("平成", "H", dt.date(1989, 1, 8)),
    ("昭和", "S", dt.date(1926, 12, 25)),
)


def fiscal_year_of(day: dt.date) -> int:
    """Return the fiscal year a day belongs to (W09: 2025-03-31 is 2024, 2026-04-01 is 2026)."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def year_start(year: int) -> dt.date:
    """Return the first day of a fiscal year, 4/1."""
    return dt.date(year, FIRST_MONTH, 1)


def year_end(year: int) -> dt.date:
    """Return the last day of a fiscal year, 3/31 of the next calendar year."""
    return dt.date(year + 1, FIRST_MONTH - 1, 31)


def add_months(day: dt.date, months: int) -> dt.date:
    """Move a day by whole months, clipped to the month's end (W36: 8/31 - 6 months = 2/28)."""
    index = day.year * MONTHS + day.month - 1 + months
    year, month = index // MONTHS, index % MONTHS + 1
    return dt.date(year, month, min(day.day, monthrange(year, month)[1]))


def period_end(start: dt.date, months: int) -> dt.date:
    """Return the last day of a period of whole months that begins on `start` (民法143条).

    The period ends the day before its 応当日 (the day with the number of the start day); where the
    last month has no such day, it ends with that month (W13: from 2024-02-29, one year ends on
    2025-02-28, and so does one year from 2024-03-01).
    """
    anniversary = add_months(start, months)
    if anniversary.day == start.day:
        return anniversary - dt.timedelta(days=1)
    return anniversary


def valid_through(start: dt.date, months: int) -> dt.date:
    """Return the last day on which something of whole months still holds.

    The last day there is where the period would end after it.
    """
    try:
        return period_end(start, months)
    except (ValueError, OverflowError):
        return DATE_MAX


def months_and_days(start: dt.date, end: dt.date) -> tuple[int, int]:
    """Count the whole months of an inclusive range by 民法143条, and the days left over.

    Returns:
        `(m, d)`: the largest m whose period from `start` ends by `end`, and the days after it
        (W11: 2024-04-01 to 2025-03-30 is 11 months and 30 days).
    """
    months = (end.year - start.year) * MONTHS + end.month - start.month + 1
    while months > 0 and period_end(start, months) > end:
        months -= 1
    covered = period_end(start, months) if months else start - dt.timedelta(days=1)
    return months, (end - covered).days


def wareki(day: dt.date) -> str:
    """Show a day in the Japanese calendar (2025-12-08 -> 令和7年12月8日)."""
    for name, _, first in _ERAS:
        if day >= first:
            year = day.year - first.year + 1
            return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"


def wareki_year(year: int) -> str:
    """Show a fiscal year in the Japanese calendar (2026 -> 令和8年度)."""
    text = wareki(year_start(year))
    return text[: text.index("年")] + "年度"


def from_era(era: str, year: int, month: int, day: int) -> dt.date:
    """Turn an era date into a day; the era is its name or its letter (令和 or R).

    Raises:
        ValueError: The era is unknown, the day does not exist, or it lies outside its era.
    """
    for index, (name, letter, first) in enumerate(_ERAS):
        if era in (name, letter):
            result = dt.date(first.year + year - 1, month, day)
            ends = _ERAS[index - 1][2] if index else DATE_MAX
            if result < first or result >= ends:
                break
            return result
    message = f"no such day: {era}{year}.{month}.{day}"
    raise ValueError(message)
