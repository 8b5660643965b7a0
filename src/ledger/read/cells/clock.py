"""Times of day and time zones behind a written day, and the weekday that stands beside it.

A moment of another zone is told in Japanese time: in UTC, an evening is the next day in Japan.
"""

import datetime as dt
import re
from typing import NamedTuple

JAPAN = dt.timezone(dt.timedelta(hours=9))

_ISO = re.compile(
    r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8}|[0-9]{4}-?W[0-9]{2}-?[0-9])"
    r"T(?!24)[0-9]{2}[0-9:.,]*(?:Z|[+-][0-9:]{2,6})?"
)
_CLOCK = re.compile(
    r"(?:T|\s+|(?<=[日)]))(?P<before>午前|午後|[AP]M)?\s*(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<part>[0-9]+))?)?"
    r"|時(?P<minute_>[0-9]{1,2})分(?:(?P<second_>[0-9]{1,2})秒)?)"
    r"\s*(?P<after>午前|午後|[AP]M)?"
    r"\s*(?P<zone>Z|JST|(?:GMT|UTC)?[+-][0-9]{1,2}(?::?[0-9]{2})?|GMT|UTC)?$",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:GMT|UTC)?([+-])([0-9]{1,2}):?([0-9]{2})?")
_NOON = 12
_AFTERNOON = frozenset({"午後", "PM"})
_FARTHEST = dt.timedelta(hours=14)

_KANJI = "月火水木金土日"
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOLIDAY = r"(?:[・,、/]?\s*(?:祝日?|休日?|振休|振替休日))?"
_WEEKDAY = re.compile(
    rf"\s*[(\[〔【<](?P<short>[{_KANJI}]|{'|'.join(_ENGLISH)})"
    rf"(?:曜日?|day|sday|nesday|rsday|urday)?\.?{_HOLIDAY}[)\]〕】>]$"
    rf"|\s*(?P<long>[{_KANJI}])曜日$",
    re.IGNORECASE,
)


class Clock(NamedTuple):
    """What stands behind a day.

    Attributes:
        time: The time of day; midnight if none is written.
        zone: Its time zone; None if none is written.
    """

    time: dt.time = dt.time()
    zone: dt.timezone | None = None


def in_japan(moment: dt.datetime) -> dt.datetime:
    """Return a moment without a zone: as it is, or in Japanese time where it has one.

    Raises:
        OverflowError: Japan's calendar has no such day any more.
    """
    return moment if moment.tzinfo is None else moment.astimezone(JAPAN).replace(tzinfo=None)


def iso_moment(text: str) -> dt.datetime | None:
    """Read a moment as ISO 8601 writes it, its zone included; None if it is none."""
    written = text.upper()
    if not _ISO.fullmatch(written):
        return None
    try:
        moment = dt.datetime.fromisoformat(written)
    except ValueError:
        return None
    offset = moment.utcoffset()
    return None if offset is not None and abs(offset) > _FARTHEST else moment


def parted(text: str) -> tuple[str, Clock | None]:
    """Part a written moment into the day and what stands behind it.

    Returns:
        The text of the day, and the clock; None where a time is written that does not exist.
    """
    found = _CLOCK.search(text)
    if found is None:
        return text, Clock()
    return text[: found.start()], _clock(found)


def _clock(found: re.Match[str]) -> Clock | None:
    halves = [half.upper() for half in (found["before"], found["after"]) if half]
    hour = int(found["hour"])
    if len(halves) > 1 or (halves and hour > _NOON):
        return None
    if halves:
        hour = hour % _NOON + _NOON * (halves[0] in _AFTERNOON)
    minute = int(found["minute"] or found["minute_"])
    second = int(found["second"] or found["second_"] or 0)
    micro = int((found["part"] or "0")[:6].ljust(6, "0"))
    try:
        return Clock(dt.time(hour, minute, second, micro), _zone(found["zone"]))
    except ValueError:
        return None


def _zone(written: str | None) -> dt.timezone | None:
    """Return a written time zone; None if none is written.

    Raises:
        ValueError: There is no such zone.
    """
    if not written:
        return None
    if written.upper() == "JST":
        return JAPAN
    offset = _OFFSET.fullmatch(written.upper())
    if offset is None:
        return dt.UTC
    ahead = dt.timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    if ahead > _FARTHEST:
        raise ValueError(written)
    return dt.timezone(-ahead if offset[1] == "-" else ahead)


def without_weekday(text: str) -> tuple[str, int | None]:
    """Part a written day and the weekday at its end.

    Returns:
        The day, and the weekday (0 is Monday); None if none is written.
    """
    found = _WEEKDAY.search(text)
    if found is None:
        return text, None
    word = (found["short"] or found["long"]).lower()
    number = _KANJI.index(word) if word in _KANJI else _ENGLISH.index(word)
    return text[: found.start()], number


def weekday_of(day: dt.date) -> str:
    """Return a day's weekday as people write it (水)."""
    return _KANJI[day.weekday()]
