"""Frames: how a declared table travels between the stages.

A frame has the table's keys as columns and the dtypes of `Kind.dtype`; missing is NaN, NaT or NA.
Its index is the row number in the sheet it came from (0 where it came from nowhere), so that a
problem can name the cell.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionDtype
from pandas.api.types import pandas_dtype

from ledger.layout.addresses import letter
from ledger.layout.columns import Cell, Kind, Table
from ledger.layout.ledger import TABLES, TITLE_ROWS
from ledger.layout.names_beside import place_of

Tables: TypeAlias = Mapping[str, pd.DataFrame]
"""Frames by table key. Every table of the ledger is present, if only as an empty frame."""


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
        column.key: pd.Series(
            [row.get(column.key) for row in listed],
            dtype=dtype_of(column.kind),
            index=None if index is None else pd.Index(list(index), dtype="int64"),
        )
        for column in table.columns
    }
    return pd.DataFrame(columns)


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
    )


def with_defaults(table: Table, data: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with blank flags filled by what blank means for their column."""
    fills = {c.key: c.default for c in table.columns if c.kind is Kind.FLAG}
    return data.fillna(value=fills) if fills else data


def cells(table: Table, data: pd.DataFrame) -> list[tuple[Cell, ...]]:
    """Return the rows as tuples of plain Python values, missing as None.

    Dates come as `datetime.date`, stamps as `datetime.datetime`, whole numbers as `int`.
    """
    columns = [_values(column.kind, data[column.key]) for column in table.columns]
    return list(zip(*columns, strict=True))


def records(table: Table, data: pd.DataFrame) -> list[dict[str, Cell]]:
    """Return the rows as mappings of plain Python values, missing as None."""
    return [dict(zip(table.keys, row, strict=True)) for row in cells(table, data)]


def _values(kind: Kind, series: pd.Series) -> list[Cell]:
    missing = series.isna()
    if kind in (Kind.DATE, Kind.STAMP):
        moments = series.dt.to_pydatetime() if len(series) else []
        plain: list[Cell] = [m.date() if kind is Kind.DATE else m for m in moments]
    else:
        plain = series.tolist()
    return [None if gone else value for value, gone in zip(plain, missing, strict=True)]


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
