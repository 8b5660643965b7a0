"""What becomes of a fact: it counts, or the one reason why it does not.

Statuses are about the days and contents of a fact; how far a fact is confirmed is its *rank*
(`ranks`), since each lens reaches another one. Judging, explaining and the rates
read the same statuses, so no filter is told twice.
"""

import datetime as dt
from enum import IntEnum
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ledger.judge.coded_tables import CodedColumns
from ledger.judge.criteria_columns import ENDLESS, Bools, Ints, Texts
from ledger.model.terms import Confirmation, Source

Statuses: TypeAlias = NDArray[np.int8]

_OFFICIAL, _PENDING, _CLAIMED = 0, 1, 2
_STATES = {Confirmation.CONFIRMED.value: _OFFICIAL, Confirmation.REJECTED.value: _CLAIMED}


class FactStatus(IntEnum):
    """Whether a fact counts, and if not, why: of several reasons the first of this list."""

    COUNTS = 0
    OTHER_ROLE = 1
    """In a 役割 that the criterion does not count."""
    OTHER_KIND = 2
    """On a project of another 種別."""
    NO_DAY = 3
    """Without the day (or the year, or the grade) that its rule needs."""
    LATER = 4
    """Dated after the last day of facts that count."""
    BACKWARDS = 5
    """It ends before it begins."""
    NO_PROJECT = 6
    """With neither 案件番号 nor 案件名."""
    EXPIRED = 7
    """It counted, and has expired."""


def ranks(rows: CodedColumns, *, needs_confirmation: bool) -> Ints:
    """Return how far each fact counts: 0 officially, 1 until it is confirmed, 2 only as claimed.

    名簿 counts as confirmed whatever 確認 says; what is neither 済 nor 否認 awaits confirmation.
    Where confirmation is not needed (official_needs_confirmation ×), what awaits it counts
    officially, 否認 never.
    """
    state = rows.codes("confirmed")
    awaiting = _PENDING if needs_confirmation else _OFFICIAL
    of_states = [_STATES.get(text, awaiting) for text in state.numbers]
    found = np.array([*of_states, awaiting], dtype=np.int64)[state.of_rows]
    if "source" in rows.data:
        found[rows.codes("source").where(Source.ROSTER.value)] = _OFFICIAL
    return found


def officially(data: pd.DataFrame, *, needs_confirmation: bool) -> Bools:
    """Return which facts count officially."""
    found: Bools = ranks(CodedColumns(data), needs_confirmation=needs_confirmation) == _OFFICIAL
    return found


def dated(days: Ints, by: dt.date) -> Statuses:
    """Return what becomes of facts by their day: NO_DAY, LATER, or COUNTS.

    Args:
        days: The day (ordinal) that their rule needs.
        by: The last day of facts that count.
    """
    later = days > by.toordinal()
    return first_of((days == ENDLESS, FactStatus.NO_DAY), (later, FactStatus.LATER))


def stretched(starts: Ints, ends: Ints, by: dt.date) -> Statuses:
    """Return what becomes of stretches of time: as `dated` by their first day, or BACKWARDS."""
    own = dated(starts, by)
    return first_of((own != FactStatus.COUNTS, own), (ends < starts, FactStatus.BACKWARDS))


def graded(years: pd.Series, grades: pd.Series, year: int) -> Statuses:
    """Return what becomes of grades by their year, which is one of those up to `year`."""
    missing = (years.isna() | grades.isna()).to_numpy(dtype=bool)
    later = (years > year).fillna(value=False).to_numpy(dtype=bool)
    return first_of((missing, FactStatus.NO_DAY), (later, FactStatus.LATER))


def lapsing(own: Statuses, last: Ints, on: int) -> Statuses:
    """Return statuses in which what has ended before a day is EXPIRED.

    Args:
        own: Statuses of the facts.
        last: What is held against the day: the last valid day, or the completion.
        on: The first value (ordinal) that still holds.
    """
    return np.where((own == FactStatus.COUNTS) & (last < on), FactStatus.EXPIRED, own).astype(
        np.int8
    )


def worked(
    own: Statuses, role: Texts, kind: Texts, roles: tuple[str, ...], only_kind: str
) -> Statuses:
    """Return what becomes of engagements where only some 役割, and one 種別 if any, count."""
    other_role: Bools = ~np.isin(role, roles)
    other_kind = kind != only_kind if only_kind else np.zeros(len(role), dtype=bool)
    return first_of(
        (other_role, FactStatus.OTHER_ROLE),
        (np.asarray(other_kind, dtype=bool), FactStatus.OTHER_KIND),
        (own != FactStatus.COUNTS, own),
    )


def first_of(*reasons: tuple[Bools, FactStatus | Statuses]) -> Statuses:
    """Return for each fact the first reason that applies, COUNTS where none does."""
    conditions = [where for where, _ in reasons]
    choices = [np.asarray(status, dtype=np.int8) for _, status in reasons]
    return np.select(conditions, choices, default=np.int8(FactStatus.COUNTS)).astype(np.int8)
