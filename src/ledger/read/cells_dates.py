"""Days and moments as people write them.

Accepted, because each can mean one day only: `2025-12-08`, `2025/12/8`, `2025.12.8`,
`2025年12月8日`, `20251208`, `令和7年12月8日`, `R7.12.8`, and Excel's serial number of five digits.
Nothing is guessed: no year means no date, and 2025/2/29 does not exist.
"""

import datetime as dt
import re

from ledger.model.calendar import DATE_MAX, from_era
from ledger.model.folding import folded_digits

FIRST_DAY = dt.date(1900, 3, 1)
"""Earlier days are refused: Excel counts a 1900-02-29, so its numbers before are a day off."""

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
_TORN = re.compile(r"[0-9]\s+[0-9]")
_TIME = re.compile(r"(?:T|\s+)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?$")
_USUAL = re.compile(r"[0-9]{4}(-[0-9]{2}-[0-9]{2}|/[0-9]{1,2}/[0-9]{1,2})")


def is_usual(text: str) -> bool:
    """Whether a day is written the usual way, ISO or `2025/12/8`, so that no notice is due."""
    return _USUAL.match(text) is not None and text.isascii()


def moment_of_text(text: str) -> dt.datetime | None:
    """Read a day, with or without a time of day, out of a text.

    Returns:
        The moment (midnight if no time is written), or None if the text is not one certain day.
    """
    written = folded_digits(text)
    if _SERIAL.fullmatch(written):
        return moment_of_serial(int(written))
    clock = dt.time()
    if found := _TIME.search(written):
        hour, minute, second = (int(part or 0) for part in found.groups())
        try:
            clock = dt.time(hour, minute, second)
        except ValueError:
            return None
        written = written[: found.start()]
    day = _day(written)
    return None if day is None else dt.datetime.combine(day, clock)


def moment_of_serial(number: float) -> dt.datetime | None:
    """Read Excel's serial number of a day that lost its date format.

    Only five digits are taken (1927-05-18 to 2173-10-13): four digits are a year, and eight a day
    written without marks.
    """
    if number == int(number) and (written := _day(str(int(number)))):
        return dt.datetime.combine(written, dt.time())
    if not _SERIAL_MIN <= number < _SERIAL_END:
        return None
    return _EPOCH + dt.timedelta(seconds=round(number * 86_400))


def in_range(day: dt.date) -> bool:
    """Whether a day is one that Excel counts rightly (1900-03-01 to 9999-12-31)."""
    return FIRST_DAY <= day <= DATE_MAX


def _day(written: str) -> dt.date | None:
    if _TORN.search(written):
        return None
    joined = "".join(written.split())
    found = _WESTERN.fullmatch(joined) or _ERA.fullmatch(joined) or _COMPACT.fullmatch(joined)
    if found is None:
        return None
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
    return result if in_range(result) else None
