"""Closed years: which they are, and what `history` says of them, corrections included.

A year that was closed (年度締め) keeps its rows of `history` for good. A correction is a row of its
own with a 訂正番号; who reads takes the row with the largest one, and the first one stays.
"""

import datetime as dt
from typing import NamedTuple

import pandas as pd

from ledger.layout.frames import Tables, records
from ledger.layout.ledger import BY_KEY

SETTLED = "確定"
"""状態 of a figure of a closed year."""
GONE = "取消"
"""状態 of a correction that takes a figure back."""
FIGURE_KEYS = ["year", "kind", "code", "section_code", "persona_code"]
"""Columns of `history` that say of what a figure is; with 訂正番号 they name a row."""


class Closing(NamedTuple):
    """One row of 年度締め.

    Attributes:
        year: The fiscal year.
        as_of: The 基準日 that it was closed on.
        digest: 照合値 over the rows of `history` that it covers.
        correction: 訂正番号 of these rows; None for those that were there first.
    """

    year: int
    as_of: dt.date
    digest: str
    correction: int | None = None


def closings(tables: Tables) -> tuple[Closing, ...]:
    """Return the rows of 年度締め that say their year and day; what is torn covers nothing."""
    return tuple(
        Closing(row["year"], row["as_of"], str(row["digest"] or ""), _whole(row["correction_no"]))
        for row in records(BY_KEY["closings"], tables["closings"])
        if isinstance(row["year"], int) and isinstance(row["as_of"], dt.date)
    )


def closed_years(tables: Tables) -> frozenset[int]:
    """Return the years that are closed."""
    return frozenset(one.year for one in closings(tables) if one.correction is None)


def closing_of(tables: Tables, year: int) -> Closing | None:
    """Return how a year was closed; None while it is open."""
    return next((c for c in closings(tables) if c.year == year and c.correction is None), None)


def current(history: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `history` that hold: of each figure that of the largest 訂正番号."""
    numbered = history["correction_no"].fillna(0).to_numpy(dtype="int64")
    order = history.assign(correction_no=numbered).sort_values("correction_no", kind="stable")
    last = order.drop_duplicates(FIGURE_KEYS, keep="last").index
    return history[history.index.isin(last)] if history.index.is_unique else _reset(history)


def first(history: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `history` as they were before any correction."""
    return history[history["correction_no"].isna()]


def of_year(history: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the rows of one year."""
    return history[(history["year"] == year).fillna(value=False).to_numpy(dtype=bool)]


def _reset(history: pd.DataFrame) -> pd.DataFrame:
    return current(history.reset_index(drop=True))


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
