"""Columns for judging: days as ordinals, combinations of columns as numbers."""

import datetime as dt
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ledger.judge.lead_time import ONE_DAY, Interval
from ledger.model.calendar import add_months, period_end

Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]
Texts: TypeAlias = NDArray[np.object_]

DAY_BITS = 22
ENDLESS = 2**DAY_BITS - 1
"""An ordinal after every day there is: no end, no expiry."""

_EPOCH = dt.date(1970, 1, 1).toordinal()
_SLACK = dt.timedelta(days=4)


def ordinals(days: pd.Series) -> Ints:
    """Return days as ordinals, missing as `ENDLESS`."""
    numbers = days.to_numpy().astype("datetime64[D]").astype(np.int64) + _EPOCH
    return np.where(numbers < 0, ENDLESS, numbers)  # what is missing lies before all days


def interval(start: int, end: int) -> Interval:
    """Return an interval of ordinals as days, `ENDLESS` as still open."""
    last = None if end == ENDLESS else dt.date.fromordinal(end)
    return dt.date.fromordinal(start), last


def first_valid_day(as_of: dt.date, months: int) -> dt.date:
    """Return the first day from which a period of whole months reaches the as-of date.

    The ends of periods never run backwards, so every later day reaches it too.
    """
    try:
        candidate = add_months(as_of, -months) - _SLACK
    except (ValueError, OverflowError):
        return dt.date.min
    while period_end(candidate, months) < as_of:
        candidate += ONE_DAY
    return candidate


def distinct(person: Ints, thing: Ints, size: int) -> Ints:
    """Count the distinct things of each of `size` people."""
    width = int(thing.max(initial=0)) + 1
    own = np.unique(person * width + thing) // width
    return np.bincount(own, minlength=size).astype(np.int64)


def cases(columns: Sequence[Ints | Bools], size: int) -> tuple[Ints, Ints]:
    """Number the distinct combinations of some columns, in the order in which they first stand.

    Returns:
        The number of each row's combination, and the first row of each.
    """
    number, many = np.zeros(size, dtype=np.int64), min(size, 1)
    for column in columns:
        values, width = _narrow(column)
        if width <= 1:
            continue
        if many * width > _WIDE:
            number, known = pd.factorize(number)
            many = len(known)
        number = number * width + values
        many *= width
    number, known = pd.factorize(number)
    firsts = np.empty(len(known), dtype=np.int64)
    firsts[number[::-1]] = np.arange(size - 1, -1, -1)  # of several rows the last written stays
    return number, firsts


_WIDE = 2**40
_NARROW = 2**16
"""So many values a column may span before its own are numbered."""


def _narrow(column: Ints | Bools) -> tuple[Ints | Bools, int]:
    """Return numbers from 0 that tell a column's values apart, and how many there may be."""
    if not len(column):
        return column, 0
    if column.dtype == np.bool_:
        return column, 1 if column[0] == column[-1] and (column == column[0]).all() else 2
    low, high = int(column.min()), int(column.max())
    if high == low:
        return column, 1
    if high - low < _NARROW:
        return column - low, high - low + 1
    values, known = pd.factorize(column)
    return values, len(known)
