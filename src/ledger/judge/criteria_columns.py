"""Columns for judging: days as ordinals, standings as ranks."""

import datetime as dt
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ledger.judge.lead_time import ONE_DAY, Interval
from ledger.model.calendar import add_months, period_end
from ledger.model.terms import Confirmation, Source

Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]
Texts: TypeAlias = NDArray[np.object_]

DAY_BITS = 22
ENDLESS = 2**DAY_BITS - 1
"""An ordinal after every day there is: no end, no expiry."""

_EPOCH = dt.date(1970, 1, 1).toordinal()
_SLACK = dt.timedelta(days=4)
_STATES = pd.Index([Confirmation.CONFIRMED.value, Confirmation.REJECTED.value], dtype="str")
_OFFICIAL, _PENDING, _CLAIMED = 0, 1, 2


def ranks(data: pd.DataFrame, *, needs_confirmation: bool) -> Ints:
    """Return how far each fact counts: 0 officially, 1 until it is confirmed, 2 only as claimed.

    名簿 counts as confirmed whatever 確認 says; what is neither 済 nor 否認 awaits confirmation.
    Where confirmation is not needed (official_needs_confirmation ×), what awaits it counts
    officially, 否認 never.
    """
    awaiting = _PENDING if needs_confirmation else _OFFICIAL
    state = _STATES.get_indexer(pd.Index(data["confirmed"]))
    found = np.array([_OFFICIAL, _CLAIMED, awaiting], dtype=np.int64)[state]
    if "source" in data:
        found[(data["source"] == Source.ROSTER.value).to_numpy(dtype=bool)] = _OFFICIAL
    return found


def officially(data: pd.DataFrame, *, needs_confirmation: bool) -> Bools:
    """Return which facts count officially."""
    found: Bools = ranks(data, needs_confirmation=needs_confirmation) == _OFFICIAL
    return found


def ordinals(days: pd.Series) -> Ints:
    """Return days as ordinals, missing as `ENDLESS`."""
    numbers = days.to_numpy().astype("datetime64[D]").astype(np.int64) + _EPOCH
    return np.where(days.isna().to_numpy(), ENDLESS, numbers)


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
    """Number the distinct combinations of some columns.

    Returns:
        The number of each row's combination, and the first row of each.
    """
    number = np.zeros(size, dtype=np.int64)
    for column in columns:
        values, known = pd.factorize(column)
        if len(known) > 1:
            number, _ = pd.factorize(number * len(known) + values)
    _, firsts = np.unique(number, return_index=True)
    return number, firsts
