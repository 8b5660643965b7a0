"""Rows under headers → a typed frame, for workbooks and CSV alike.

Columns are found by header name, so moved and added columns do no harm. A row whose required cell
cannot be used is left out with an error; an optional cell that cannot be used becomes missing with
an error.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray

from ledger.layout.addresses import letter
from ledger.layout.columns import Cell, Column, Kind, Table
from ledger.layout.frames import BEGINS, LETTERS, Letters, dtype_of, frame
from ledger.layout.names_beside import name_headers
from ledger.model.problems import Problem
from ledger.read.cells.by_row import typed_by_row
from ledger.read.cells.cell import CellFinding, spoken
from ledger.read.cells.column import typed_column
from ledger.read.equal_findings import InCell, shortened
from ledger.read.number_format_disguise import ERA
from ledger.read.table_grid import Grid, find_columns, is_filled, picture_code

_NONE: Mapping[str, Cell] = MappingProxyType({})


class ReadTable(NamedTuple):
    """A table as it was read.

    Attributes:
        data: The typed frame; its index is the row number in the sheet.
        problems: What was found.
        left_out: Row numbers with content that are not in the frame.
        extra: Headers that the table does not know.
        whole: Every row with content, also those left out; what could not be used is missing.
        wrong: Keys of the columns that could not be used, by row number.
        usable: False where the headers do not fit: nothing was read.
        found: Keys of the columns that stand there.
    """

    data: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    left_out: tuple[int, ...] = ()
    extra: tuple[str, ...] = ()
    usable: bool = True
    whole: pd.DataFrame | None = None
    wrong: Mapping[int, frozenset[str]] = MappingProxyType({})
    found: frozenset[str] = frozenset()


def read_table(table: Table, grid: Grid, new: Mapping[str, Cell] = _NONE) -> ReadTable:
    """Turn a grid into the typed frame of a declared table.

    Args:
        table: The declared table.
        grid: Headers and rows as they stand.
        new: What rows have in columns that a book of this version does not have yet.

    Returns:
        The frame (dtypes of `Kind.dtype`), without rows that are blank in every column of the
        table and without rows whose required cell is missing or not usable.
    """
    nameless, names = grid.nameless(), tuple(name_headers(table))
    columns = find_columns(table, grid.headers, grid.place, grid.beyond, nameless, new, names)
    if not columns.usable:
        filled = tuple(grid.first_row + i for i, row in enumerate(grid.rows) if any(row))
        return ReadTable(frame(table), columns.problems, filled, columns.extra, usable=False)
    kept = _filled_rows(grid, tuple(columns.positions.values()))
    problems = list(columns.problems)
    values: dict[str, list[Cell]] = {}
    dropped: set[int] = set()
    wrong: dict[int, frozenset[str]] = {}
    for column in table.columns if kept else ():
        if (position := columns.positions.get(column.key)) is not None:
            others = columns.positions.get(column.by_row.by) if column.by_row else None
            values[column.key], bad, found = _read_column(column, grid, position, kept, others)
            problems.extend(found)
            dropped |= bad if column.required else set()
            for row in bad:
                number = grid.first_row + row
                wrong[number] = wrong.get(number, frozenset()) | {column.key}
        elif column.key in new:
            values[column.key] = [new[column.key]] * len(kept)
    index = pd.Index(np.array(kept, dtype="int64") + grid.first_row)
    whole = _frame(table, values, index) if kept else _without_rows(table)
    data = whole[[row not in dropped for row in kept]] if dropped else whole
    data.attrs[LETTERS] = Letters(
        {key: letter(grid.first_column + position) for key, position in columns.positions.items()}
    )
    data.attrs[BEGINS] = grid.first_row
    whole.attrs |= data.attrs
    left_out = tuple(grid.first_row + row for row in sorted(dropped))
    there = frozenset(columns.positions)
    return ReadTable(
        data, tuple(problems), left_out, columns.extra, whole=whole, wrong=wrong, found=there
    )


def _filled_rows(grid: Grid, positions: Sequence[int]) -> list[int]:
    errors = {row - grid.first_row for row, c in grid.errors if c - grid.first_column in positions}
    return [
        index
        for index, row in enumerate(grid.rows)
        if index in errors or any(is_filled(row[position]) for position in positions)
    ]


def _read_column(
    column: Column, grid: Grid, position: int, kept: Sequence[int], others: int | None
) -> tuple[list[Cell], set[int], list[Problem]]:
    raws = [grid.rows[row][position] for row in kept]
    if others is None:
        values, findings = typed_column(column, raws)
    else:
        values, findings = typed_by_row(column, [grid.rows[row][others] for row in kept], raws)
    found = [(kept[index], finding) for index, finding in findings]
    there = grid.first_column + position
    rows = set(kept)
    eras = {at for at, kind in grid.disguised.items() if kind == ERA and column.kind is Kind.DATE}
    for code, cells in (
        ("formula-cached", grid.formulas - grid.pictures),
        ("error-in-input", grid.errors - grid.pictures),
        (picture_code(column), grid.pictures),
        ("date-era-only", eras),
    ):
        marked = sorted(r - grid.first_row for r, c in cells if c == there)
        for row in (row for row in marked if row in rows):
            gaps = {"value": spoken(grid.rows[row][position])} if code == "formula-cached" else {}
            found = [(r, f) for r, f in found if r != row or f.code != "value-missing"]
            found.append((row, CellFinding(code, gaps)))
    bad = {row for row, finding in found if finding.is_error}
    return values, bad, _placed(column, grid, position, found)


def _placed(
    column: Column, grid: Grid, position: int, found: Sequence[tuple[int, CellFinding]]
) -> list[Problem]:
    by_row = sorted(found, key=lambda pair: pair[0])
    return list(shortened(InCell(grid.at(position, row), one, column) for row, one in by_row))


def _frame(table: Table, values: Mapping[str, list[Cell]], index: pd.Index) -> pd.DataFrame:
    columns = {
        column.key: _array(column.kind, values.get(column.key) or [None] * len(index))
        for column in table.columns
    }
    return pd.DataFrame(columns, index=index, copy=False)  # nobody else has them


def _without_rows(table: Table) -> pd.DataFrame:
    """Return the frame of a table without rows; most tables of a ledger have none."""
    return _blank(tuple((column.key, column.kind) for column in table.columns)).copy(deep=False)


@lru_cache(maxsize=256)
def _blank(columns: tuple[tuple[str, Kind], ...]) -> pd.DataFrame:
    made = {key: _array(kind, []) for key, kind in columns}
    return pd.DataFrame(made, index=pd.Index(np.array([], dtype="int64")), copy=False)


def _array(kind: Kind, values: list[Cell]) -> ExtensionArray | NDArray[np.datetime64]:
    if kind in (Kind.DATE, Kind.STAMP):
        return np.array(values, dtype="datetime64[s]")
    return pd.array(values, dtype=dtype_of(kind))  # type: ignore[arg-type]  # any dtype will do
