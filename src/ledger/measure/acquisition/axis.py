"""The months beside the deadlines of a case: which of them something takes (the bars)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ledger.model.calendar import add_months

MONTHS_SHOWN = 24
MONTHS_BACK = 3
"""So many of them lie before the day from which deadlines are seen."""
_DAY = dt.timedelta(days=1)


class Span(NamedTuple):
    """Something that takes time.

    Attributes:
        mark: What stands in its months.
        first: Its first day.
        until: The day on which it is over.
    """

    mark: str
    first: dt.date
    until: dt.date


def axis_from(on: dt.date) -> tuple[dt.date, ...]:
    """Return the first days of the months that are shown.

    Args:
        on: The day from which deadlines are seen.
    """
    first = add_months(on.replace(day=1), -MONTHS_BACK)
    return tuple(add_months(first, number) for number in range(MONTHS_SHOWN))


def marks_of(axis: Sequence[dt.date], spans: Iterable[Span]) -> list[str | None]:
    """Return what stands in each month; a later span stands over an earlier one.

    Args:
        axis: The first days of the months.
        spans: What takes time; one of no length stands in the month of its day.
    """
    found: list[str | None] = [None] * len(axis)
    for span in spans:
        last = max(span.first, span.until - _DAY)
        for at, month in enumerate(axis):
            if month <= last and span.first < add_months(month, 1):
                found[at] = span.mark
    return found
