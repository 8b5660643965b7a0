"""Days and moments as people and systems write them.

Accepted, because each can mean one day only: `2025-12-08`, `2025/12/8`, `2025.12.8`,
`2025年12月8日`, `20251208`, `令和7年12月8日`, `R7.12.8`, `R071208`, `2025-W50-1`, Excel's serial
number of five digits; behind them a weekday that fits and a time of day, with a zone or without.
Nothing is guessed: no year means no date, and 2025/2/29 does not exist.
"""

import datetime as dt
import re
from typing import NamedTuple

from ledger.model.calendar import from_era
from ledger.model.folding import folded_digits
from ledger.read.cells.clock import in_japan, iso_moment, parted, without_weekday

FIRST_DAY = dt.date(1900, 3, 1)
"""Earlier days are refused: Excel counts a 1900-02-29, so its numbers before are a day off."""

SINCE_1904 = 1_462
"""Days from Excel's usual zero to that of books that count from 1904."""

_PLACEHOLDERS = frozenset({dt.date(1904, 1, 1), dt.date(1970, 1, 1)})
"""What programs make of no day at all, beside the days before `FIRST_DAY`: their zeros."""

_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no time zone
_SERIAL_MIN, _SERIAL_END = 10_000, 100_000
_MONTH_DAY = (
    r"(?:年(?P<m1>[0-9]{1,2})月(?P<d1>[0-9]{1,2})日"
    r"|(?P<mark>[-/.])(?P<m2>[0-9]{1,2})(?P=mark)(?P<d2>[0-9]{1,2}))"
)
_WESTERN = re.compile(r"(?P<year>[0-9]{4})" + _MONTH_DAY)
_ERA = re.compile(r"(?P<era>令和|平成|昭和|[RHSrhs])\.?(?P<year>元|[0-9]{1,2})" + _MONTH_DAY)
_COMPACT = re.compile(r"(?P<year>[0-9]{4})(?P<m1>[0-9]{2})(?P<d1>[0-9]{2})")
_SERIAL = re.compile(r"[0-9]{5}")
_ERA_COMPACT = re.compile(r"(?P<era>[RHSrhs])(?P<year>[0-9]{2})(?P<m1>[0-9]{2})(?P<d1>[0-9]{2})")
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})-([1-7])")
_TORN = re.compile(r"[0-9]\s+[0-9]")
_MONTH_AND_DAY = re.compile(r"[0-9]{1,2}(?:月[0-9]{1,2}日|[-/.][0-9]{1,2})")
_SPAN = re.compile(r"[0-9][^0-9]{0,6}(?:[~〜～]|から)[^0-9]{0,6}[0-9]")
_USUAL = re.compile(
    r"[0-9]{4}(-[0-9]{2}-[0-9]{2}|/[0-9]{1,2}/[0-9]{1,2})([T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?"
)


class WrittenMoment(NamedTuple):
    """A moment as it was written.

    Attributes:
        moment: The moment, in Japanese time.
        weekday_fits: Whether the weekday beside the day, if there is one, is that day's.
    """

    moment: dt.datetime
    weekday_fits: bool = True


def kind_lacked(text: str) -> str:
    """Return which kind of day a text is not, so that a person sees what to write; "" if unknown.

    A day without its year, several days, and a day that no calendar has are told apart.
    """
    written = folded_digits(text).strip()
    if _SPAN.search(written):
        return "1つの日付"
    day_text, _ = without_weekday(written)
    if _MONTH_AND_DAY.fullmatch(day_text):
        return "年から書いた日付"
    whole = _WESTERN.fullmatch(day_text) or _ERA.fullmatch(day_text)
    return "暦にある日付" if whole and _day(day_text) is None else ""


def is_usual(text: str) -> bool:
    """Whether a day is written the usual way, ISO or `2025/12/8`, so that no notice is due."""
    return text.isascii() and _USUAL.fullmatch(text) is not None


def moment_of_text(text: str) -> WrittenMoment | None:
    """Read a day, with or without a time of day, out of a text.

    Returns:
        The moment (midnight if no time is written), or None if the text is not one certain day.
    """
    written = folded_digits(text)
    if _SERIAL.fullmatch(written):
        moment = moment_of_serial(int(written))
        return None if moment is None else WrittenMoment(moment)
    try:
        exact = iso_moment(written)
        return _of_people(written) if exact is None else WrittenMoment(in_japan(exact))
    except OverflowError:
        return None


def _of_people(written: str) -> WrittenMoment | None:
    """Read what no standard writes: a day, its weekday, a time of day."""
    before, clock = parted(written)
    day_text, weekday = without_weekday(before.rstrip())
    day = _day(day_text)
    if day is None or clock is None:
        return None
    moment = in_japan(dt.datetime.combine(day, clock.time, clock.zone))
    return WrittenMoment(moment, weekday in (None, day.weekday()))


def moment_of_serial(number: float, later: int = 0) -> dt.datetime | None:
    """Read Excel's serial number of a day that lost its date format.

    Args:
        number: The number.
        later: By how many days the book's zero is later than usual (`SINCE_1904`).

    Only five digits are taken (1927-05-18 to 2173-10-13): four digits are a year, and eight a day
    written without marks.
    """
    if number == int(number) and (written := _day(str(int(number)))):
        return dt.datetime.combine(written, dt.time())
    serial = number + later
    if not _SERIAL_MIN <= serial < _SERIAL_END:
        return None
    return _EPOCH + dt.timedelta(seconds=round(serial * 86_400))


def is_placeholder(day: dt.date) -> bool:
    """Whether a day stands for no day: the zero of a program's calendar, or older than Excel's."""
    return day < FIRST_DAY or day in _PLACEHOLDERS


def _day(written: str) -> dt.date | None:
    if _TORN.search(written):
        return None
    joined = "".join(written.split())
    found = next(filter(None, (form.fullmatch(joined) for form in _FORMS)), None)
    if found is None:
        return _of_week(joined)
    parts = found.groupdict()
    month = int(parts.get("m1") or parts["m2"])
    day = int(parts.get("d1") or parts["d2"])
    try:
        if era := parts.get("era"):
            year = 1 if parts["year"] == "元" else int(parts["year"])
            result = from_era(era.upper(), year, month, day)
        else:
            result = dt.date(int(parts["year"]), month, day)
    except (ValueError, OverflowError):
        return None
    return result


def _of_week(joined: str) -> dt.date | None:
    """Read a day by its week (2025-W50-1)."""
    if (found := _WEEK.fullmatch(joined)) is None:
        return None
    try:
        return dt.date.fromisocalendar(*(int(part) for part in found.groups()))
    except ValueError:
        return None


_FORMS = (_WESTERN, _ERA, _COMPACT, _ERA_COMPACT)
