"""CSV → a typed frame, in whatever way it is written (`csv_dialect`); headers by name."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import pandas as pd

from ledger.layout.columns import Table
from ledger.layout.csv_text import GUARDED, unguarded
from ledger.layout.frames import frame
from ledger.model.cell_ranges import cells_said
from ledger.model.problems import Place, Problem
from ledger.read.csv_dialect import csv_rows
from ledger.read.frames import ReadTable, read_table
from ledger.read.headers import header_row
from ledger.read.lost_characters import lost_characters
from ledger.read.table_grid import Grid, find_columns, is_filled
from ledger.read.total_lines import is_total_line

SplitCsv: TypeAlias = Callable[[bytes, Place], list[list[str]] | Problem]


def read_csv(table: Table, data: bytes, name: str) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Read a CSV into a declared table.

    Args:
        table: The declared table; columns are found by header name.
        data: The file's bytes.
        name: Its name, for problems.

    Returns:
        The frame (its index is the row as a spreadsheet numbers it) and the problems; an empty
        frame with `other-kind`, `encoding-unknown`, `csv-nul`, `csv-broken` or a problem of the
        headers if nothing can be read. Rows of another width are left out (`csv-columns`).
    """
    read = read_csv_table(table, data, name)
    return read.data, read.problems


def read_csv_table(table: Table, data: bytes, name: str, split: SplitCsv = csv_rows) -> ReadTable:
    """Read a CSV like `read_csv`, and tell which rows were left out and which headers ignored.

    Args:
        table: The declared table.
        data: The file's bytes.
        name: Its name, for problems.
        split: What its rows come from.
    """
    place = Place(file=name)
    grid, uneven = csv_grid(table, data, place, split)
    if grid is None:
        return ReadTable(frame(table), uneven, usable=False)
    grid, skipped = _without_totals(grid)
    read = read_table(table, grid)
    lost = lost_characters(table, read.data, place) if read.usable else ()
    problems = [*read.problems, *uneven, *skipped, *lost]
    if read.usable and read.extra:
        gaps = {"table": table.title, "headers": "、".join(read.extra)}
        problems.append(Problem.of("columns-ignored", place, **gaps))
    return read._replace(problems=tuple(problems))


def csv_grid(
    table: Table, data: bytes, place: Place, split: SplitCsv = csv_rows
) -> tuple[Grid | None, tuple[Problem, ...]]:
    """Return a CSV as a grid, its texts and codes without guarding apostrophes.

    The header row may stand below titles and notes, as in a workbook.

    Args:
        table: The table it is to be read as; tells which columns are free text.
        data: The file's bytes.
        place: The file.
        split: What its rows come from.

    Returns:
        The grid, with a problem for each row of another width, which is blank in it; or None and
        why nothing can be read.
    """
    rows = split(data, place)
    if isinstance(rows, Problem):
        return None, (rows,)
    top = header_row(table, rows) or 0
    headers = rows[top] if rows else []
    body, uneven = _even(rows[top + 1 :], _widths(headers), place, top + 2)
    positions = find_columns(table, headers, place).positions
    for column in table.columns:
        position = positions.get(column.key)
        if column.kind in GUARDED and position is not None:
            for row in body:
                row[position] = unguarded(row[position])
    return Grid(headers, body, place, first_row=top + 2), tuple(uneven)


def _without_totals(grid: Grid) -> tuple[Grid, tuple[Problem, ...]]:
    """Return a grid with its total lines blank, and the notice of them."""
    totals = {index for index, row in enumerate(grid.rows) if is_total_line(row)}
    if not totals:
        return grid, ()
    blank = [""] * len(grid.headers)
    rows = [blank if index in totals else row for index, row in enumerate(grid.rows)]
    where = cells_said(f"{grid.first_row + index}行" for index in totals)
    told = Problem.of("lines-skipped", grid.place, count=len(totals), where=where)
    return grid._replace(rows=rows), (told,)


def _widths(headers: Sequence[str]) -> range:
    """Return how many cells a row may have: blank headers at the end may be a trailing comma."""
    last = max((at for at, header in enumerate(headers, start=1) if is_filled(header)), default=0)
    return range(last, len(headers) + 1)


def _even(
    rows: Sequence[list[str]], widths: range, place: Place, first: int
) -> tuple[list[list[str]], list[Problem]]:
    even: list[list[str]] = []
    problems: list[Problem] = []
    width = widths[-1]
    blank = [""] * width
    for number, row in enumerate(rows, start=first):
        if len(row) == width:
            even.append(row)
        elif len(row) in widths or _adds_nothing(row, width):
            even.append((row + blank)[:width])
        else:
            even.append(blank.copy())
            cell = place.but(cell=f"{number}行")
            problems.append(Problem.of("csv-columns", cell, found=len(row), expected=widths[0]))
    return even, problems


def _adds_nothing(row: Sequence[str], width: int) -> bool:
    """Whether a row of another width says no more than its cells below the headers do."""
    if any(map(is_filled, row[width:])):
        return False
    return len(row) > width or not any(map(is_filled, row)) or is_total_line(row)


__all__ = ["csv_grid", "csv_rows", "read_csv", "read_csv_table"]
