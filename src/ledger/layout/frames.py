"""Frames: how a declared table travels between the stages.

A frame has the table's keys as columns and the dtypes of `Kind.dtype`; missing is NaN, NaT or NA.
Its index is the row number in the sheet it came from (0 where it came from nowhere), so that a
problem can name the cell.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Self, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray, ExtensionDtype
from pandas.api.types import pandas_dtype

from ledger.layout.addresses import letter
from ledger.layout.columns import Cell, Column, Kind, Table
from ledger.layout.ledger import TABLES, TITLE_ROWS
from ledger.layout.names_beside import place_of

Tables: TypeAlias = Mapping[str, pd.DataFrame]
"""Frames by table key. Every table of the ledger is present, if only as an empty frame."""


@lru_cache(maxsize=16)
def dtype_of(kind: Kind) -> np.dtype[np.generic] | ExtensionDtype:
    """Return the pandas dtype that carries a kind of column."""
    return pandas_dtype(kind.dtype)


def frame(
    table: Table,
    rows: Iterable[Mapping[str, Cell]] = (),
    index: Sequence[int] | None = None,
) -> pd.DataFrame:
    """Make a frame from rows of Python values; absent and None are missing.

    Args:
        table: The declared table.
        rows: One mapping a row, by column key; unknown keys are a bug (KeyError).
        index: Row numbers of the sheet; 0, 1, 2 … if not given.
    """
    listed = list(rows)
    known = set(table.keys)
    for row in listed:
        if not known.issuperset(row):
            raise KeyError(table.key, sorted(set(row) - known))
    columns = {
        column.key: _array(column.kind, [row.get(column.key) for row in listed])
        for column in table.columns
    }
    numbers = pd.RangeIndex(len(listed)) if index is None else pd.Index(list(index), dtype="int64")
    return pd.DataFrame(columns, index=numbers)


def _array(kind: Kind, cells: list[Cell]) -> ExtensionArray:
    return pd.array(cells, dtype=dtype_of(kind))  # type: ignore[arg-type]  # any dtype will do


def conform(table: Table, data: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with the table's columns, in order, in their dtypes; absent are missing."""
    return pd.DataFrame(
        {
            column.key: (
                data[column.key].astype(dtype_of(column.kind))
                if column.key in data
                else pd.Series(index=data.index, dtype=dtype_of(column.kind))
            )
            for column in table.columns
        },
        index=data.index,
        copy=False,  # pandas copies what is written to, and only then
    )


def taken(texts: Sequence[str | None], numbers: NDArray[np.int64]) -> ExtensionArray:
    """Return a column of texts as frames carry it, by the number of each row's text.

    Args:
        texts: The texts that there are; None is missing.
        numbers: Which of them stands in each row.
    """
    return pd.Series(texts, dtype=dtype_of(Kind.TEXT)).array.take(numbers)  # type: ignore[arg-type]


def with_defaults(table: Table, data: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with blank flags filled by what blank means for their column."""
    fills = {c.key: c.default for c in table.columns if c.kind is Kind.FLAG}
    return data.fillna(value=fills) if fills else data


def cells(table: Table, data: pd.DataFrame) -> list[tuple[Cell, ...]]:
    """Return the rows as tuples of plain Python values, missing as None.

    Dates come as `datetime.date`, stamps as `datetime.datetime`, whole numbers as `int`.
    """
    if data.empty:
        return []  # most tables of a ledger are, and a column of a frame costs much
    columns = [values(column, data) for column in table.columns]
    return list(zip(*columns, strict=True))


def same_rows(table: Table, one: pd.DataFrame, other: pd.DataFrame) -> bool:
    """Whether two frames of a table say the same, row by row."""
    return cells(table, one) == cells(table, other)


def records(table: Table, data: pd.DataFrame) -> list[dict[str, Cell]]:
    """Return the rows as mappings of plain Python values, missing as None."""
    keys = table.keys
    return [dict(zip(keys, row, strict=True)) for row in cells(table, data)]


def values(column: Column, data: pd.DataFrame) -> list[Cell]:
    """Return a column of a frame as plain Python values, see `cells`."""
    series = data[column.key]
    if column.kind in _UNITS:
        moments: list[Cell] = series.to_numpy().astype(_UNITS[column.kind]).tolist()
        return moments  # a missing one is None already
    # NaN alone is no value's equal, not even its own; nothing else is NA
    return [None if one is pd.NA or one != one else one for one in series.tolist()]  # noqa: PLR0124


_UNITS = {Kind.DATE: "datetime64[D]", Kind.STAMP: "datetime64[us]"}
"""What days and moments are turned by into Python's own."""


def empty_tables() -> Tables:
    """Return every table of the ledger, without a row."""
    return MappingProxyType({table.key: frame(table) for table in TABLES})


def replaced(tables: Tables, changes: Mapping[str, pd.DataFrame]) -> Tables:
    """Return the tables with some of them exchanged."""
    return MappingProxyType({**tables, **changes})


def day(value: dt.date) -> pd.Timestamp:
    """Return a day as the frames hold it, for comparing with a date column."""
    return pd.Timestamp(value).as_unit("s")


LETTERS = "letters"
"""Key of a frame's `attrs`: column letters by key, where a reader found the columns elsewhere."""


class Letters(dict[str, str]):
    """Column letters by key, made once and never changed.

    pandas copies a frame's `attrs` deeply at every operation on it; these stay the same object.
    """

    def __deepcopy__(self, memo: object) -> Self:
        """Return the letters themselves."""
        return self


BEGINS = "begins"
"""Key of a frame's `attrs`: number of the row below the headers, where a reader found it."""


def row_number(data: pd.DataFrame, position: int) -> int:
    """Return in which row of the sheet a row will stand.

    Args:
        data: The frame as it was read; of a ledger that is being made, one that nobody read.
        position: Of the row in the table as it is going to be, from 0.
    """
    return int(data.attrs.get(BEGINS, TITLE_ROWS + 2)) + position


def address(table: Table, data: pd.DataFrame, key: str, row: int) -> str:
    """Return the address of a value's cell, as its reader finds it in the sheet.

    Args:
        table: The declared table.
        data: The frame as it was read; `attrs["letters"]` tells where its columns stood.
        key: The column.
        row: The row number in the sheet (the frame's index).
    """
    letters = data.attrs.get(LETTERS, {})
    return f"{letters.get(key) or letter(place_of(table, key))}{row}"
